"""A document as claims see it: sentences, their quantities with the words around them, and the month spoken of."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from zzlib.audit.documents.as_meant import as_meant
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.grids import TableGrid, grid_of
from zzlib.audit.documents.places import CHART, standing
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.normalising import normalised
from zzlib.audit.numbers.own_units import own_units
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import Quantity, conversion, quantities
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.roles import Role, role_of
from zzlib.audit.reading.sentences import MOST_NUMBERS, originals

REMEMBERED = 20_000
"""Of how many texts what was found is kept: those of one long document."""
_HARD_ENDS = "，；：（）"
_ONE_THOUGHT, _LONG = 80, 250  # letters
_SILENCE = 3  # empty sentences between the text and what is beside it, so far do readers look


@dataclass
class Mention:
    """A quantity in its place: its clause starts at `begin`, `depth` brackets and `segment` semicolons into the sentence.

    `before` is the text since the clause or the last quantity, `lead` the whole clause before it, `after` what follows
    up to the next quantity or clause, `topic` the words of earlier clauses of the sentence that still stand.
    `number` is its place among all numbers of the document, from 1. `series` holds all members of an enumeration (18个、11个、7个) that this one belongs to.
    """

    quantity: Quantity
    sentence: "ReadSentence"
    place: int
    begin: int
    depth: int
    segment: int
    before: str
    lead: str
    after: str
    topic: str = ""
    role: Role = Role.LEVEL
    number: int = 0
    series: list["Mention"] = field(default_factory=list)

    @cached_property
    def dimension(self) -> str:
        """The kind of unit: money, percent, count, …."""
        return self.quantity.dimension

    @cached_property
    def context(self) -> str:
        """The words that say what the number is of: its own, else its clause's, else the clause's before."""
        if len(stripped(self.own)) > 1:
            return self.own
        clause = f"{self.lead}{self.after}"
        return clause if len(stripped(clause)) > 1 else f"{self.topic}{clause}"

    @property
    def order(self) -> tuple[int, int]:
        """Its place in the document."""
        return self.sentence.number, self.place

    @property
    def own(self) -> str:
        """The words of its own clause, before it and behind it."""
        return f"{self.before}{self.after}"

    @property
    def text_before(self) -> str:
        """All words of its sentence before it."""
        return self.sentence.text[: self.quantity.start]

    @property
    def text_behind(self) -> str:
        """All words of its sentence behind it."""
        return self.sentence.text[self.quantity.end :]

    @cached_property
    def thought(self) -> str:
        """The words of its sentence before it, since the last semicolon."""
        return self.text_before.rpartition("；")[2]

    @property
    def ahead(self) -> list["Mention"]:
        """The numbers of its sentence before it, in order."""
        return self.sentence.mentions[: self.place]

    @property
    def behind(self) -> list["Mention"]:
        """The numbers of its sentence behind it, in order."""
        return self.sentence.mentions[self.place + 1 :]

    @property
    def ahead_in_thought(self) -> list["Mention"]:
        """The numbers before it since the last semicolon."""
        return [mention for mention in self.ahead if mention.segment == self.segment]

    @property
    def behind_in_thought(self) -> list["Mention"]:
        """The numbers behind it up to the next semicolon."""
        return [mention for mention in self.behind if mention.segment == self.segment]

    @property
    def bracket(self) -> list["Mention"]:
        """The numbers of the bracket right behind it: 增长5.0%（1890万吨，上年同期1800万吨）."""
        opened = self.text_behind.startswith("（")
        return list(itertools.takewhile(lambda inner: inner.depth > self.depth, self.behind)) if opened else []

    @property
    def previous(self) -> "Mention | None":
        """The number right before it in its sentence."""
        return self.sentence.mentions[self.place - 1] if self.place else None

    @property
    def first(self) -> "Mention":
        """The first number of its enumeration, whose words lead in all; itself if it stands alone."""
        return self.series[0] if self.series else self

    @property
    def listed_at(self) -> int:
        """Its place in its enumeration; 0 if it stands alone."""
        return next((place for place, member in enumerate(self.series) if member is self), 0)

    def __repr__(self) -> str:
        return f"<{self.quantity.text} {self.role} «{self.before}|{self.after}»>"


@dataclass
class ReadSentence:
    """A sentence as it stands (`original`), as patterns read it (`text`), where a person finds it, and its mentions in order.

    `again` holds what a bracket says of a mention once more in another unit: 41229万元（4.12亿元）. It is no mention of its own.
    """

    original: str
    text: str
    number: int
    paragraph: int
    block: DocumentBlock
    where: str = ""
    mentions: list[Mention] = field(default_factory=list)
    again: list[tuple[Mention, Quantity]] = field(default_factory=list)


@dataclass
class Reading:
    """All sentences of a document, and its tables."""

    sentences: list[ReadSentence]
    tables: list[tuple[int, DocumentBlock, str]]
    """Where each table stands, and the line above it."""
    blocks: list[DocumentBlock]
    stand: list[str]
    """Where each block stands, as a person finds it."""

    @cached_property
    def grids(self) -> list[TableGrid]:
        """The tables that have a heading and numbers, as arithmetic sees them."""
        found = (grid_of(block.rows, caption, place) for place, block, caption in self.tables)
        return [grid for grid in found if grid is not None]

    @cached_property
    def mentions(self) -> list[Mention]:
        """All mentions in order."""
        return [mention for sentence in self.sentences for mention in sentence.mentions]

    @cached_property
    def by_value(self) -> dict[Fraction, list[Quantity]]:
        """The quantities of each value, of all mentions."""
        found: dict[Fraction, list[Quantity]] = {}
        for mention in self.mentions:
            found.setdefault(mention.quantity.value, []).append(mention.quantity)
        return found

    @cached_property
    def _paragraphs(self) -> dict[int, list[ReadSentence]]:
        found: dict[int, list[ReadSentence]] = {}
        for sentence in self.sentences:
            found.setdefault(sentence.paragraph, []).append(sentence)
        return found

    def paragraph_of(self, sentence: ReadSentence) -> list[ReadSentence]:
        """Give the sentences of the paragraph, of a very long one those that are not too far."""
        found = self._paragraphs[sentence.paragraph]
        at = sentence.number - found[0].number
        return found[max(0, at - MOST_NUMBERS) : at + MOST_NUMBERS + 1] if len(found) > MOST_NUMBERS else found

    def before(self, mention: Mention) -> Iterator[Mention]:
        """Give the mentions before one that are not too far, the nearest first."""
        return reversed(self.mentions[max(0, mention.number - 1 - MOST_NUMBERS) : mention.number - 1])

    def around(self, mention: Mention) -> list[Mention]:
        """Give the mentions of the document that are not too far from one to be meant by it, in order."""
        return self.mentions[max(0, mention.number - 1 - MOST_NUMBERS) : mention.number + MOST_NUMBERS]

    def near(self, sentence: ReadSentence) -> list[Mention]:
        """Give the mentions of the document that are not too far from a sentence, which need not have one, in order."""
        before = reversed(self.sentences[max(0, sentence.number - MOST_NUMBERS) : sentence.number + 1])
        last = next((s.mentions[0] for s in before if s.mentions), None)
        return self.around(last) if last is not None else self.mentions[:MOST_NUMBERS]


def are_one_thought(sentences: Iterable[ReadSentence]) -> bool:
    """Say whether sentences are so short together that each may be meant to tell of the others' numbers."""
    return sum(len(sentence.text) for sentence in sentences) <= _ONE_THOUGHT


def are_many_thoughts(sentences: Iterable[ReadSentence]) -> bool:
    """Say whether sentences are so long together that of what is near each other much is of other things."""
    return sum(len(sentence.text) for sentence in sentences) > _LONG


def read(blocks: list[DocumentBlock]) -> Reading:
    """Read the blocks of a document, its tables as a reader takes them."""
    blocks = [as_meant(block) if block.rows else block for block in blocks]
    sentences: list[ReadSentence] = []
    stand = standing(blocks)
    own = own_units("\n".join(normalised(block.text) for block in blocks if not block.rows))
    for place, told in itertools.groupby(_told_apart(blocks), key=lambda at: blocks[at].where):
        if sentences and place:
            silent = DocumentBlock(where=place)
            sentences += [_sentence("", len(sentences) + n, -1, silent, ("", ())) for n in range(_SILENCE)]
        for at in told:
            for original in originals(blocks[at].text):
                sentences.append(_sentence(original, len(sentences), at, blocks[at], (stand[at], own)))
    for number, mention in enumerate((m for sentence in sentences for m in sentence.mentions), start=1):
        mention.number = number
    above = ["", *(block.text for block in blocks)]
    tables = [
        (place, b, b.where if b.where.startswith(CHART) else above[place]) for place, b in enumerate(blocks) if b.rows
    ]
    return Reading(sentences, tables, blocks, stand)


def _told_apart(blocks: Sequence[DocumentBlock]) -> list[int]:
    """Give the places of the blocks of the text, then those of each box, note and header: what is beside the text is no neighbour of it."""
    first = {"": -1}
    for place, block in enumerate(blocks):
        first.setdefault(block.where, place)
    return sorted(range(len(blocks)), key=lambda place: first[blocks[place].where])


def _sentence(
    original: str, number: int, paragraph: int, block: DocumentBlock, of: tuple[str, tuple[str, ...]]
) -> ReadSentence:
    where, own = of
    text = normalised(original.replace("\n", ""))
    sentence = ReadSentence(original, text, number, paragraph, block, where)
    found = quantities(text, own)
    again = {one.start: other for one, other in itertools.pairwise(found) if _is_said_again(text, one, other)}
    found = [quantity for quantity in found if quantity not in again.values()]
    last_end = 0
    for place, quantity in enumerate(found):
        following = found[place + 1].start if place + 1 < len(found) else len(text)
        mention = _mention(sentence, quantity, place, last_end, following)
        sentence.mentions.append(mention)
        if quantity.start in again:
            sentence.again.append((mention, again[quantity.start]))
        last_end = quantity.end
    _join_series(sentence.mentions)
    for mention in sentence.mentions:
        mention.role = role_of(mention)
        ahead = mention.previous
        if ahead is None:
            continue
        beside = ahead.quantity.end == mention.quantity.start
        other_unit = ahead.quantity.unit != mention.quantity.unit
        if beside and other_unit and ahead.role != Role.THRESHOLD:  # 500万元至1000万元75个
            mention.role = ahead.role  # 去年同期为197件375人: two numbers of one kind
        elif ahead.role == Role.BASE and _is_listed_with(ahead, mention):
            mention.role = ahead.role  # 上年分别为310万笔、1396亿元
        elif beside and ahead.role in (Role.TARGET, Role.BASE):
            # 超年度目标14亿元1.32亿元
            mention.role = Role.DECREASE if regex("[少低短欠]").search(ahead.before) else Role.INCREASE
    for mention in sentence.mentions:
        if mention.series and mention.series[0] is not mention:
            mention.role = mention.series[0].role
    return sentence


def _is_listed_with(ahead: Mention, mention: Mention) -> bool:
    """Say whether a number stands behind one of another unit in one list, bare of words or with those for what it counts (191起、死亡149人)."""
    between = words_between(ahead, mention)
    bare = "分别" in ahead.lead and between in ("、", "和", "及") and ahead.dimension != mention.dimension
    told = mention.role == Role.LEVEL and ahead.depth == mention.depth and ahead.quantity.unit != mention.quantity.unit
    return bare or (told and regex("、[一-龥]{0,4}").fullmatch(between) is not None)


def _is_said_again(text: str, one: Quantity, other: Quantity) -> bool:
    """Say whether a bracket behind a number holds only the same in a larger or smaller unit."""
    hedge = re.escape(one.hedge)
    around = (
        regex(f"(?:{hedge})?（(?:即|合|折合)?约?").fullmatch(text[one.end : other.start])
        and text[other.end :][:1] == "）"
    )
    same = one.dimension == other.dimension and (one.scale != other.scale or not regex(r"\d").search(one.text))
    return bool(around) and (same or conversion(one, other) is not None)


def _mention(sentence: ReadSentence, quantity: Quantity, place: int, last_end: int, following: int) -> Mention:
    text, start, end = sentence.text, quantity.start, quantity.end
    begin = clause_start(text, start)
    since = max(begin, last_end if _depth(text, last_end) <= _depth(text, start) else begin)
    lead = without_asides(text[begin:start])
    before = without_asides(text[since:start]) if since > begin else lead
    if since == last_end and "、" in before:
        before = before[before.rindex("、") + 1 :] or "、"
    ends = [at for mark in (*_HARD_ENDS, "。") if (at := text.find(mark, end)) >= 0]
    after = text[end : min([*ends, following])]
    head = text[:begin]
    return Mention(
        quantity=quantity,
        sentence=sentence,
        place=place,
        begin=begin,
        depth=_depth(text, start),
        segment=head.count("；"),
        before=before,
        lead=lead,
        after=after.partition("、")[0],
        topic=_topic(head),
    )


def clause_start(text: str, start: int) -> int:
    """Give where the clause of a place begins; brackets that close before it are part of the clause."""
    depth = 0
    for at in range(start - 1, -1, -1):
        if text[at] == "）":
            depth += 1
        elif text[at] == "（":
            if not depth:
                return at + 1
            depth -= 1
        elif text[at] in "，；：" and not depth:
            return at + 1
    return 0


def words_between(left: Mention, right: Mention) -> str:
    """Give the words between two numbers; of those of two sentences the words before the second."""
    start = left.quantity.end if left.sentence is right.sentence else 0
    return right.sentence.text[start : right.quantity.start]


def without_asides(text: str) -> str:
    """Drop what stands in brackets."""
    return regex(r"（[^（）]*）").sub("", text) if "（" in text else text


def _depth(text: str, place: int) -> int:
    return text.count("（", 0, place) - text.count("）", 0, place)


def _topic(head: str) -> str:
    """Give the words of the clauses before, since the last one that ended a thought, without their numbers."""
    clauses = [clause for clause in regex(r"[，：（）]").split(head.rpartition("；")[2]) if clause]
    return regex(r"[\d.%]+").sub("", clauses[-1] if clauses else "")[-16:]


def _join_series(mentions: list[Mention]) -> None:
    """Find enumerations: quantities of one dimension with nothing but 、 or 和 between them."""
    for left, right in itertools.pairwise(mentions):
        between = words_between(left, right)
        if left.dimension == right.dimension and regex(r"[、，]?(和|及|以及|与)?").fullmatch(between) and between:
            left.series = left.series or [left]
            left.series.append(right)
            right.series = left.series


@lru_cache(maxsize=REMEMBERED)
def stripped(text: str) -> str:
    """Drop the words that say nothing of what is counted."""
    text = regex(r"（[^）]*）?|[\d.%，、：；。（）“”\"—-]|\d+年|[一二三四五六七八九十]+是").sub("", text)
    text = regex(r"(?:截至|截止|到)?\S{0,4}?月[底末份日]?|上半年|[一二三四前]+季度").sub("", text)
    idle = words().subjects.idle
    text = regex(any_of(tuple(word for word in idle if len(word) > 1))).sub("", text)
    # A single letter is idle only at the edge: 达 says nothing in 达39亿元, but much in 下达.
    return text.strip("".join(word for word in idle if len(word) == 1))


def likeness(noun: str, text: str) -> float:
    """Give the share of a noun's characters that another text has, both without idle words; 0 for an empty noun."""
    wanted = _telling(noun)
    return sum([letter in text for letter in wanted]) / len(wanted) if wanted else 0.0


@lru_cache(maxsize=REMEMBERED)
def _telling(noun: str) -> str:
    """Give the letters of a noun that tell something: 到位资金 and 已到位 are of one thing, what is common to all names says little."""
    wanted = stripped(noun)
    named = regex(r"资金|项目|金额|收入|单位|面积|人数|件数|户数|数量").sub("", wanted)
    return named if len(named) > 1 else wanted
