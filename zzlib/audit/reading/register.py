"""The register: what every number of a document is. Relations are looked for between entries, not between neighbours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from zzlib.audit.documents.places import is_heading
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, PERCENT
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.reading import REMEMBERED, Mention, Reading, ReadSentence, stripped, without_asides
from zzlib.audit.reading.roles import Role
from zzlib.audit.reading.spans import StatedMonths, cut_offs, span_of

_PARTS = re.compile(r"其中|中，|之中|（")
_NO_NAME = 2  # a measure of fewer letters names nothing
_STOCK = re.compile("余额|存量|库存|结余|结转|未|在建|在册|缺口|差|剩")
_NUMBER = re.compile(r"[\d.]+(?:[百千万亿]*(?:元|[^，。；：、（）\d年月日季]))?")
# 还差较多的甲局 x、乙局 y
_RANKED = re.compile("(?P<measure>[一-龥]{2,16}?)[较最][多大高少低小快慢](?:的|为)+(?:[一-龥]{1,6}[有是为])?")
_LED = re.compile("^(?:面对|针对|围绕|随着|据统计|其中|对|在|按|分(?:季度|月|季|时段)[看为是]?$)")
_GOES_ON = re.compile("[和与及、次]|以及|[两二三四五六七八九十]+[类项种级]")  # 民事案件655件和行政案件219件
_PERIOD = re.compile("当月|本月|累计|当年|上半年|下半年|第?[一二三四前两]+季度|全年|以来|目前|份$")


@dataclass(frozen=True)
class Entry:
    """A number of the document and what it is.

    `measure` holds the words for what is counted, without time, scope and idle words; `scope` is the whole that is
    named (全县), "" if none is; `span` the months spoken of; `part` says that it belongs to a 其中 or a bracket;
    `title` that it stands in a heading.
    """

    mention: Mention
    measure: str
    scope: str
    span: StatedMonths | None
    part: bool
    title: bool

    @property
    def number(self) -> int:
        """Its place among all numbers of the document, from 1."""
        return self.mention.number

    @property
    def is_level(self) -> bool:
        """Say whether it states how much there is, precisely and by itself."""
        mention = self.mention
        return mention.role in (Role.LEVEL, Role.TOTAL) and not mention.quantity.hedge and not mention.series

    @property
    def is_rate(self) -> bool:
        """Say whether it states a rate by its name (结案率), precisely and by itself."""
        mention = self.mention
        named = mention.dimension == PERCENT and regex("[率度]$").search(self.measure) is not None
        return named and mention.role == Role.SHARE and not mention.quantity.hedge and not mention.series

    @property
    def names_its_thing(self) -> bool:
        """Say whether its own words name whose it is: the whole (全县), or a body (水利局到位资金, but not 入院人次)."""
        body = regex(".{2}" + any_of(words().subjects.bodies)).search(self.measure) is not None
        return len(self.measure) > _NO_NAME and (bool(self.scope) or body)

    @property
    def is_flow(self) -> bool:
        """Say whether it is of something that only adds up over the months."""
        return not _STOCK.search(self.mention.lead + self.mention.after)


class FigureRegister:
    """The entries of a document in its order."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        spans = cut_offs(reading.sentences)
        self._only = next(iter(spans)) if len(spans) == 1 else None
        self.entries = [self._entry(mention) for mention in reading.mentions]

    def _entry(self, mention: Mention) -> Entry:
        opened = _PARTS.search(mention.thought) is not None or mention.depth > 0
        return Entry(
            mention,
            measure_of(mention),
            scope_of(mention),
            span_of(mention),
            opened,
            is_heading(mention.sentence.block),
        )

    @cached_property
    def by_sentence(self) -> dict[int, list[Entry]]:
        """The entries of each sentence that has any."""
        found: dict[int, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.mention.sentence.number, []).append(entry)
        return found

    def of(self, sentence: ReadSentence) -> list[Entry]:
        """Give the entries of a sentence."""
        return self.by_sentence.get(sentence.number, [])

    def around(self, sentence: ReadSentence, before: int = 1) -> list[Entry]:
        """Give the entries of a sentence and of some sentences before it in the paragraph."""
        near = [s for s in self.reading.paragraph_of(sentence) if 0 <= sentence.number - s.number <= before]
        return [entry for other in near for entry in self.of(other)]

    def mentions_before(self, mention: Mention, sentences: int = 1) -> list[Mention]:
        """Give the numbers before one in its sentence and in some sentences before it in the paragraph, in order."""
        near = (entry.mention for entry in self.around(mention.sentence, sentences))
        return [other for other in near if other.order < mention.order]

    def entries_near(self, mention: Mention, sentences: int) -> list[Entry]:
        """Give the entries of the paragraph that are not more sentences away, before or behind, in order."""
        near = self.reading.paragraph_of(mention.sentence)
        return [e for s in near if abs(s.number - mention.sentence.number) <= sentences for e in self.of(s)]

    def heading_of(self, entry: Entry) -> str:
        """Give the heading that an entry stands under; "" if there is none."""
        return self._headings[entry.mention.sentence.number]

    @cached_property
    def _headings(self) -> list[str]:
        """The heading above each sentence; above what is beside the text that of its place."""
        found, above = [""] * len(self.reading.sentences), {"": ""}
        for sentence in sorted(self.reading.sentences, key=lambda one: one.paragraph):
            where = sentence.block.where
            found[sentence.number] = above.get(where, above[""])
            if is_heading(sentence.block):
                above[where] = sentence.text
        return found

    def time_of(self, entry: Entry) -> StatedMonths | None:
        """Give the span of an entry: its own, else the only cut-off that the document names, else `None`."""
        if entry.span is not None and (entry.span.first or entry.span.year):
            return entry.span
        return self._only


def measure_of(mention: Mention) -> str:
    """Give the words for what a number counts: 到位资金, 受理案件, 火灾; those of the clause before where it has none."""
    first = mention.first
    ranked = _RANKED.match(first.lead)
    head = _NUMBER.sub("", first.sentence.text[: first.begin])
    clauses = [clause for clause in regex(r"[，：（）]").split(head.rpartition("；")[2]) if clause]
    before = first.before.removeprefix(ranked[0]) if ranked else first.before
    for said in (before, clauses[-1] if clauses else ""):
        if own := _named(said):
            break
    goes_on = _GOES_ON.match(mention.after)
    counted = regex(r"[一-龥]{0,6}").match(mention.after)[0] if mention.dimension == COUNT and not goes_on else ""  # type: ignore[index]
    return (_named(ranked["measure"]) if ranked else "") + own + _named(counted.removesuffix("中"))


@lru_cache(maxsize=REMEMBERED)
def _named(said: str) -> str:
    said = _LED.sub("", _PERIOD.sub("", without_asides(said)))
    return regex(r"\W").sub("", stripped(said))


def scope_of(mention: Mention) -> str:
    """Give the whole that the clause of a number names: 全县, 全院; "" if it names none."""
    found = regex(any_of(words().subjects.whole)).findall(mention.lead)
    return found[-1].replace("我", "全") if found else ""


def places(entries: Iterable[Entry]) -> str:
    """Say where entries stand as a person finds them: 第 1 段、“二、存在问题”下第 4 段."""
    return "、".join(dict.fromkeys(entry.mention.sentence.where for entry in entries))
