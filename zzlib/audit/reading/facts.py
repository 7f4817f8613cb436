"""What a number is, in text or in a table: of whom, of what, of which months; as far as two documents must agree on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, PERCENT, Quantity
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.reading import Mention, ReadSentence, without_asides
from zzlib.audit.reading.register import Entry
from zzlib.audit.reading.roles import Role
from zzlib.audit.reading.spans import StatedMonths, phrases
from zzlib.data import package_toml

LEVEL, TARGET, GAP, RATE, MOVE = "level", "target", "gap", "rate", "move"
"""What a number is; a move is by how much what came in one month is more or less than what came in the one before."""
LAST_MONTH = 12
UNFILED, ZERO = "未报", "为零"
"""What is told of those who did not report in a month, and of those to whom nothing has come, however it is said."""
_OF_TARGET = re.compile("^(?:争资争项|争资|资金|重点)?(?:工作)?(?:目标|任务|计划)")
_LIST_LEAD = re.compile(
    "^.*(?:[有是为：、，的占位名]|^[和及与]|(?<=[局办镇乡])[和及与]|分别|其中|月份|[月年]末|[上下]半年|今年|以来|依次|累计)"
)
_LEFT_OUT = re.compile("（不(?:含|包括|计)[^（）]*）[^，。；：]{0,6}$")
_GROUP_LEAD = re.compile("^.*?(?:其中|[占各个的比]|[月年]末)(?=.)")
_SET = re.compile(
    r"(?:(?:定下?|确定|下达|明确|安排)的[^，。；\d]{0,6}(?:任务|目标|计划)数?[为是]|列入[^，。；\d]{0,6}计划的)[^，。；\d]*$"
)
_DONE = re.compile("完成$|完成[^，。；]*(?:任务|目标|计划)[^，。；]*$|(?:任务|目标|计划)[^。；]*完成[^，。；]*$")
_TOLD_AS = re.compile(r"(?:任务|目标|计划)数?[是为](?:争取|到位)?(?:资金|项目)?$")
_OF_YEAR = re.compile("(?:全年|年度|今年)$")
_BRACKETED_TARGET = re.compile("(?:任务|目标|计划)(?:数|总数)?（[^）]{0,6}$")
_NUMBERS = re.compile(
    r"（[^）]*）?|一个月|十?[一二三四五六七八九十]月[份底末]?|前\d+个?月|\d+年|\d[\d.]*(?:月[份底末]?|[百千万亿]*(?:元|亩|[个家项件户人][次]?)?|[%日])|[两一二三四五六七八九十]{1,3}[个家项](?=[一-龥])|上半年|下半年|[一二三四前]+季度|前[一二两三四五六七八九十]+个月|[^一-龥]"
)
_OPENING = 6  # letters in which a clause may name what it is of


@cache
def pattern(which: str) -> re.Pattern[str]:
    """Give the pattern of a list of words, or of a list of patterns, of `facts.toml`."""
    return re.compile("|".join(sorted(listed(which), key=len, reverse=True)))


@cache
def told_as_data() -> dict[str, Any]:
    """Give what `facts.toml` tells."""
    return package_toml(__package__, "facts.toml")


def listed(which: str) -> list[str]:
    """Give a list of `facts.toml`."""
    found: list[str] = told_as_data()[which]
    return found


_COUNTED = re.compile(f"[一-龥]{{0,16}}?(?:{pattern('zero').pattern})|[一-龥]{{0,10}}")


@cache
def body() -> re.Pattern[str]:
    """Give the pattern of the names of bodies and places: 水利局, 青石县."""
    return re.compile(f"[一-龥]{{1,8}}?(?:{pattern('bodies').pattern})")


@dataclass(frozen=True)
class Period:
    """Months of a year; a stock as it is at a month's end is told as since January."""

    year: int
    first: int
    last: int

    @property
    def shown(self) -> str:
        """How messages name it."""
        months = f"{self.first}" if self.first == self.last else f"{self.first}—{self.last}"
        return f"{months} 月"


@dataclass(frozen=True)
class Fact:
    """A number of a document and what it is.

    `what` holds the letters that say what is counted, `owner` whose it is ("" for the whole), `grows` that it can't fall
    within a year, `excused` that its text says that it was revised or is reckoned otherwise, `where` its place in words,
    `likely` that it is only likely of what an earlier document calls otherwise, `sign` -1 for a decrease, `about` what the number before it is of, of a cell what stands over its table.
    """

    quantity: Quantity
    kind: str
    owner: str
    what: frozenset[str]
    period: Period
    where: str
    place: int
    text: str
    grows: bool = False
    excused: bool = False
    asks_before: bool = False
    likely: bool = False
    sign: int = 1
    about: frozenset[str] = frozenset()
    entry: Entry | None = None
    cell: tuple[int, int] | None = None

    @property
    def measured(self) -> tuple[str, str, str]:
        """Whose it is, and in what unit."""
        return self.owner, self.quantity.dimension, self.quantity.bare_unit

    @property
    def key(self) -> tuple[str, str, frozenset[str], str, str]:
        """What is the same for facts of one thing at several times."""
        unit = self.quantity.bare_unit if self.quantity.dimension == COUNT and not self.cell else ""
        return self.kind, self.owner, self.what, self.quantity.dimension, unit


def kind_of(mention: Mention) -> str:
    """Say whether a number is a level, a target, a gap or a rate: only like kinds are held against each other."""
    if mention.dimension == PERCENT:
        return RATE
    ahead = mention.sentence.text[: mention.quantity.start] if mention.depth else ""
    listed_as = regex("(?:任务|目标|计划)数?(?:分别)?[为是]?：[^：；]*$").search(mention.text_before)
    if listed_as or _BRACKETED_TARGET.search(ahead):
        return TARGET
    if (
        _SET.search(mention.lead)
        or _TOLD_AS.search(mention.lead)
        or (_OF_YEAR.search(mention.before) and _OF_TARGET.match(mention.after.lstrip("的")))
    ):
        return TARGET
    if mention.role == Role.TARGET and (mention.dimension != COUNT or regex("任务|目标|计划").search(mention.lead)):
        return TARGET
    short = regex("差|缺|少|[距离][^，。；]{0,10}(?:任务|目标|计划)").search(mention.lead + mention.after)
    return GAP if mention.role == Role.GAP and short else LEVEL


def is_of_task(mention: Mention) -> bool:
    """Say whether a percentage is named as a rate, or as how much of a task is done."""
    return "率" in mention.lead or _DONE.search(mention.text_before) is not None


def clause_of(mention: Mention) -> str:
    """Give the words of a number's clause up to the next number."""
    return mention.lead + mention.after


def told_spans(text: str) -> Iterator[tuple[int, int, StatedMonths]]:
    """Give the phrases of time that say of when something is: no task of the year, no term (6月底前), nothing compared with (比4月底增加)."""
    for start, end, span in phrases(text):
        task = span.last == LAST_MONTH and _OF_TARGET.match(text[end:])
        compared = regex("[比较]$").search(text[:start]) and pattern("moves").match(text[end:])
        if not task and not compared and not text.startswith("前", end):
            yield start, end, span


def span_before(mention: Mention) -> tuple[StatedMonths | None, bool]:
    """Give the last months that the words before a number name, those of its bracket too, and whether its own clause names them."""
    text, found, own = mention.sentence.text, None, False
    for start, end, span in _spans_before(mention):
        if not span.first and not span.year:
            found = found if found is None or found.cumulative else None  # 5月 x，今年以来 y
            continue
        part = "其中" in regex("[；。]").split(text[:start])[-1] or (found is not None and not span.cumulative)
        if "；" in text[end : mention.begin] and part:
            continue  # 其中二季度…；…: what stands behind is of the half-year again
        known = found is not None and not span.first and found.first
        found = replace(span, first=found.first, last=found.last) if known and found else span
        own = start >= mention.begin
    return found, own


def _spans_before(mention: Mention) -> Iterator[tuple[int, int, StatedMonths]]:
    text, until = mention.sentence.text, mention.quantity.start
    spans = [told for told in told_spans(text) if told[0] < until]
    for start, end, span in spans:
        based = (m for m in mention.ahead if start < m.quantity.start and "，" not in text[end : m.quantity.start])
        if not (text[:start].endswith(("由", "从")) and any(based)):
            yield start, end, span
    opened = text.rfind("（", 0, until) + 1
    for start, end, span in told_spans(text[opened:until]) if mention.depth else ():
        yield start + opened, end + opened, span


def owner_of(mention: Mention) -> str:
    """Give whose a number is: the body that the nearest words before it name; "" for the whole, or none.

    What only limits it (乡镇方面，…; 工业类…) is told with it, so that it isn't taken for the whole.
    """
    whole = any_of(words().subjects.whole)
    for at, said in enumerate(words_ahead(mention)):
        said = pattern("together").sub("全县", said)
        bodies = body().findall(regex(whole).sub("", said))
        if bodies:
            return name_of(bodies[-1])
        if regex(whole).search(said):
            return ""
        named = [*pattern("groups").finditer(said)]
        group = named[0] if named else None
        if group and (at or group.end() <= _OPENING):
            found = _GROUP_LEAD.sub("", said[max(0, group.start() - 4) : group.end()])
            counted = mention.dimension == COUNT and group[0] == "方面" and not pattern("who").search(found)
            return found if letters(found) and not counted else ""
    return ""


def words_ahead(mention: Mention) -> list[str]:
    """Give the words before a number, cut at numbers and marks, the nearest first: back to the last semicolon, then those that open its sentence."""
    sentence, until = mention.sentence, mention.quantity.start
    thought = len(mention.text_before.rpartition("；")[0])
    anew = regex("；?[二三四五六七八九十]是").match(sentence.text[thought:])  # 一是个性型项目…；二是在报的项目…
    opening = 0 if anew else min(sentence.mentions[0].quantity.start, thought)
    return [*reversed(cut(sentence, thought, until)), *(reversed(cut(sentence, 0, opening)) if opening else ())]


def cut(sentence: ReadSentence, start: int, end: int) -> list[str]:
    """Cut a stretch of a sentence at its numbers and marks, what stands in brackets left out."""
    text = sentence.text[start:end]
    told = [*(m.quantity for m in sentence.mentions), *(quantity for _, quantity in sentence.again)]
    spans = [(q.start - start, q.end - start) for q in told if start <= q.start < end]
    for begin, stop in sorted(spans, reverse=True):
        text = f"{text[:begin]}\0{text[stop:]}"
    return regex(r"[\0，：（；]").split(without_asides(text))


def bare_name(name: str) -> str:
    """Give the name of a body without 县 or 市 before it: 县水利局."""
    return regex("^[本我全]?(?:[县区]|市(?!场))(?=..[一-龥]|科协|[残妇文侨]联)").sub("", name)


def name_of(said: str) -> str:
    """Give the name of a body out of words that end with it: 上月排名末位的青石乡."""
    return bare_name(_LIST_LEAD.sub("", said))


def named_in_turn(mention: Mention) -> tuple[str, frozenset[str]] | None:
    """Give whose and of what a number of a list is, where as many bodies or things are named before it: 甲镇、乙镇分别为 x、y; `None` if not."""
    first, at, many = mention.first, mention.listed_at, len(mention.series)
    for clause in (first.lead, *_clauses_before(first)[:1]):
        bodies = body().findall(clause)
        if many and len(bodies) == many:
            return name_of(bodies[at]), letters(_without_owner(first.lead))
    things = regex("、|以及|[和及与]").split(
        regex(any_of(words().subjects.whole)).sub("", first.lead.partition("分别")[0])
    )
    told = letters(things[at]) if many > 1 and "分别" in first.lead and len(things) == many else frozenset()
    return (owner_of(first), told) if told else None


def _clauses_before(mention: Mention) -> list[str]:
    """Give the clauses before a number's own since the last semicolon, the nearest first."""
    ahead = without_asides(mention.sentence.text[: mention.begin].rpartition("；")[2])
    return [clause for clause in reversed(regex(r"[，：]").split(ahead)) if clause]


def said_of(mention: Mention) -> str:
    """Give the words that say what a number is of, without its owner."""
    unit = mention.quantity.bare_unit
    counted = _COUNTED.match(mention.after)[0] if mention.dimension == COUNT else ""  # type: ignore[index]
    if mention.dimension == COUNT and regex(r"\d").match(
        mention.sentence.text[mention.quantity.end + len(mention.after) :]
    ):
        counted = pattern("flows").split(counted)[0]  # 18项工程开工15项
    elif mention.dimension != COUNT and (not_yet := regex("(?:尚|还)?[未没][一-龥]{1,6}").match(mention.after)):
        counted = not_yet[0]
    own = _without_owner(mention.before)
    own = _without_whom(own, mention)
    own = own.replace(unit, "") if len(unit) > 1 else own
    if letters(own + counted):
        about = mention.topic if "涉及" in own else ""
        return about + own + counted
    clause = _without_whom(_without_owner(mention.lead), mention)
    if letters(clause):
        return clause
    listed = body().search(mention.before)  # 到位资金较多的，部门单位有甲局 x、乙局 y，乡镇有…
    ahead = [body().split(mention.lead, maxsplit=1)[0], *map(_without_owner, _clauses_before(mention))]
    groups = (pattern("groups").sub("", _without_whom(said, mention)) for said in ahead)
    return next((said for said in groups if letters(said)), "") if listed else ""


def _without_whom(said: str, mention: Mention) -> str:
    """Leave out the words that tell only who is listed, of money and of projects: 项目数较多的单位有."""
    return pattern("among").sub("", said) if mention.dimension == MONEY or "项目" in said else said


def _without_owner(said: str) -> str:
    said = regex(any_of(words().subjects.whole)).sub("", pattern("together").sub("", said))
    bodies = list(body().finditer(said))
    return said[bodies[-1].end() :] if bodies else said


_FOUND_OUT = re.compile(
    "(?:清理|检查|核查|审计|比对|整治)+(?:中|后)?(?=[调核]减|剔除|注销|销号|退|收回|合并|取消|撤销|重复)"
)
"""How what is taken back was found, which counts nothing: 经清理核减重复上报的项目."""


def letters(said: str) -> frozenset[str]:
    """Give the letters of words that say what is counted, so that 到位资金 and 资金到位 are one thing."""
    unfiled = pattern("unfiled").search(said) if not pattern("ever").search(said) else None
    state = UNFILED if unfiled else ZERO if pattern("zero").search(said) else ""
    if state and (group := pattern("who").search(said)):
        return frozenset({state, group[0]})
    said = _NUMBERS.sub("", said)
    for wording, meant in told_as_data()["alike"]:
        said = regex(wording).sub(meant, said)
    return frozenset(pattern("idle").sub("", said))


def is_of_other(fact: Fact, clause: str) -> bool:
    """Say whether a clause names another measure than a fact's: 到位资金已扣除收回的… is not of 争取资金."""
    clause = pattern("unbegun").sub("资金", pattern("taken_from").sub("资金", _FOUND_OUT.sub("", clause)))
    named = [match for match in pattern("flows").findall(clause) if letters(match)]
    return bool(named) and not any(letters(match) & fact.what for match in named)


def is_withdrawn(mention: Mention) -> bool:
    """Say whether a number is told only to be taken back: 由 x 修订为 y, x 系录入差错, y（原为 x）."""
    behind = pattern("withdrawn_behind").match(mention.text_behind)
    return behind is not None or pattern("withdrawn_ahead").search(mention.before) is not None


def is_excused(mention: Mention) -> bool:
    """Say whether a number's sentence says that numbers were revised, or its clauses that it is reckoned otherwise (按同口径计算，…)."""
    text = mention.sentence.text
    ahead = [c for c in regex("[，；]").split(text[: mention.begin]) if not regex(r"\d").search(c)]
    own = regex(r"\d").split(mention.lead)[0] + mention.after
    left_out = _LEFT_OUT.search(text[: mention.quantity.start])
    told = pattern("revised").search(text) or pattern("otherwise").search("，".join([*ahead, own])) or left_out
    return told is not None
