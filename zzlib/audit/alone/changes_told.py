"""The words of `changes_told.toml` as patterns, and what they say of a number in a passage that holds little else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.reading import Mention, without_asides
from zzlib.data import package_toml

_CLAUSE = re.compile("[，；：。（）]")
_YEAR, _PART = re.compile(r"(?:19|20)\d\d(?=年|、)"), re.compile(r"(?P<part>[一二三四]季度|[上下]半年|\d{1,2}月)")
_PARTS = ("一季度", "二季度", "三季度", "四季度", "上半年", "下半年")
_BODIES = frozenset("县市区局镇乡村院校厂队站州省")
_FIRST_YEAR = 1900
_AGAINST = re.compile("[比较与同和跟于是为及]")
_IT = re.compile("[比较][它其此这那之](?!中|余|次)|[比较]前者")
_HELD = re.compile("(?<![同环占对相])[比较于]|[与同跟](?!比)")
_NAMED = re.compile(r"(?:[比较与同和跟于过出对])(?P<name>[一-龥]{3,8})")


@cache
def _listed(which: str) -> tuple[str, ...]:
    return tuple(package_toml(__package__, "changes_told.toml")[which])


@cache
def plainly(which: str) -> re.Pattern[str]:
    """Give the pattern of a list of patterns; {up} and {down} stand for any word of a growth or a decline."""
    told = "|".join(sorted(_listed(which), key=len, reverse=True))
    return re.compile(told.replace("{up}", any_of(_listed("up"))).replace("{down}", any_of(_listed("down"))))


_WAYS = {"up": 1, "down": -1, "came": 1, "went": -1, "neither": 0}


@cache
def _then() -> re.Pattern[str]:
    roles = words().roles
    return re.compile("|".join((*_listed("then"), *roles.base_forms, any_of(roles.base + roles.long_ago))))


@cache
def _now() -> re.Pattern[str]:
    return re.compile("|".join((any_of(words().roles.now), *_listed("now"))))


@cache
def _verbs() -> re.Pattern[str]:
    """Give the pattern of a word of change and what may stand between it and its number."""
    listed = tuple(word for which in _WAYS for word in _listed(which))
    between = f"(?:{any_of(_listed('filling'))}|{any_of(words().roles.base)})*"
    long, short = (any_of(tuple(w for w in listed if (len(w) > 1) == more)) for more in (True, False))
    thing = "(?P<thing>[^\\d，。；：、（）]{0,8})"
    return re.compile(
        f"(?=(?:(?P<verb>{long})(?P<bare>{between}){thing}|(?<![至最许很较众更不缺全本我外各跨新])(?:(?P<few>[多少增减添加砍省缩裁])(?P<things>[^\\d，。；：、（）]{{0,2}})|(?P<one>{short})(?P<between>{between})))$)"
    )


@dataclass(frozen=True)
class ChangeFigure:
    """A number of a short passage: the words since the one before, and those up to the next."""

    mention: Mention
    gap: str
    behind: str

    @property
    def clause(self) -> str:
        """The words of its own clause since the number before."""
        return _CLAUSE.split(self.gap)[-1]

    def _verb(self, *, rate: bool = False) -> str:
        """Give the word of change that leads in the number: one right before it, else the first; "" for none."""
        found: list[tuple[bool, str]] = []
        for told in _verbs().finditer(self.clause):
            thing = told["thing"] or told["things"] or ""
            between = (told["bare"] or told["between"] or "") + thing
            to = regex("[到至成]|其中|率$" if rate else "(?<![额数量度模])[到至成为达是由从]|其中|后$").search(between)
            if not to and not (_now().search(thing) and not rate):
                found.append((bool(told["thing"]), told["verb"] or told["few"] or told["one"]))
        return min(found, key=lambda one: one[0])[1] if found else ""

    def way(self, *, rate: bool = False) -> int | None:
        """Give +1 where the words right beside it tell a growth, -1 a decline, 0 a change either way, `None` no change."""
        if verb := self._verb(rate=rate):
            return next(way for which, way in _WAYS.items() if verb in _listed(which))
        behind = ((1, "up_behind"), (-1, "down_behind"))
        return next((sign for sign, which in behind if plainly(which).match(self.behind)), None)

    def flows(self) -> bool:
        """Say whether its word tells what came or went, of which a stock may have had more."""
        return self._verb() in _listed("came") + _listed("went")

    @cached_property
    def time(self) -> int:
        """Give -1 where its words say that it is of then (-2 of the year before the last), +1 of now, 0 where they say neither; the last of them counts."""
        if plainly("then_behind").match(self.behind):
            return -1
        places = [(m.end(), -m.start(), -1) for m in _then().finditer(self.gap) if not self._is_held_against(m)]
        places += [(m.end(), 1, -2) for m in regex("前年").finditer(self.gap)]
        places += [(m.end(), -m.start(), 1) for m in _now().finditer(self.gap)]
        return max(places)[2] if places else int(plainly("now_last").search(self.gap) is not None)

    def _is_held_against(self, then: re.Match[str]) -> bool:
        """Say whether a time of before only opens what follows: 与上年相比，存款86亿元."""
        rest = self.gap[then.end() :]
        return _AGAINST.search(self.gap[: then.start()][-1:]) is not None and "，" in rest

    @cached_property
    def noun(self) -> str:
        """What is left of the words of its clause without those of change and of time: what it is of."""
        said = _HELD.split(_YEAR.sub("", self.clause))[0]
        for pattern in (_then(), _now(), _words(), plainly("idle")):
            said = pattern.sub("", said)
        return regex("[^一-龥]").sub("", said)

    @property
    def date(self) -> tuple[int, int]:
        """The last year that its words name and the last part of a year, 0 for none."""
        years, parts = _YEAR.findall(self.gap), _PART.findall(self.gap)
        part = parts[-1] if parts else ""
        number = _PARTS.index(part) + 1 if part in _PARTS else int(regex(r"\D").sub("", part) or 0)
        return int(years[-1]) if years else 0, number

    def names(self, change: "ChangeFigure") -> bool:
        """Say whether its words name what a change is told to be against: 与上学期末相较又少60名，上学期末1280名."""
        after = self.mention.order > change.mention.order
        if _IT.search(change.gap):  # 我区比它低0.5个百分点
            return not after
        if after and "后者" in self.gap and _NAMED.search(change.gap):
            return True
        return any(
            told["name"][:size] in self.gap
            for told in _NAMED.finditer(change.gap)
            for size in range(3, len(told["name"]) + 1)
        )


@cache
def _words() -> re.Pattern[str]:
    return re.compile(any_of(tuple(word for which in (*_WAYS, "filling") for word in _listed(which))))


def is_of(told: ChangeFigure, others: Sequence[ChangeFigure]) -> bool:
    """Say whether the words around other numbers hold most letters of what a number is said to be of, or it is said to be of nothing."""
    noun = told.noun
    around = "".join(dict.fromkeys(t.gap + t.mention.after + t.mention.quantity.unit for t in others))
    first = all(told.mention.order < t.mention.order for t in others)
    return first or len(noun) < 2 or 2 * sum(letter in around for letter in noun) >= len(noun)


def are_of_others(one: ChangeFigure, other: ChangeFigure) -> bool:
    """Say whether the words of two numbers name another body each: 全市法院18240件, 县法院1951件."""
    nouns = [set(told.noun) & _BODIES for told in (one, other)]
    return all(nouns) and nouns[0] != nouns[1]


def told_in(numbers: Sequence[Mention]) -> list[ChangeFigure]:
    """Give the numbers of a passage with the words around them."""
    found = []
    for mention in numbers:
        ahead, behind = mention.previous, mention.behind[:1]
        start = ahead.quantity.end if ahead is not None else 0
        end = behind[0].quantity.start if behind else len(mention.sentence.text)
        text = mention.sentence.text
        gap = without_asides(text[start : mention.quantity.start]).rpartition("；")[2]
        found.append(ChangeFigure(mention, gap, text[mention.quantity.end : end]))
    return found


def then_and_now(
    one: ChangeFigure, other: ChangeFigure, changes: Sequence[ChangeFigure], *, known: bool
) -> tuple[ChangeFigure, ChangeFigure] | None:
    """Give which of two numbers is of then and which of now, where words tell: times, 由…到…, years, what a change is held against.

    Where the one of then must be `known`, it isn't enough that the other is said to be of now.
    """
    times = (one.time, other.time)
    if is_from_to(one, other):
        return one, other
    after = times == (0, 1) and any(one.mention.order < c.mention.order < other.mention.order for c in changes)
    if times[0] != times[1] and (min(times) < 0 or (after and not known)):
        return (one, other) if times[0] < times[1] else (other, one)
    dates = _dates(one, other)
    if dates and dates[0] != dates[1]:
        return (one, other) if dates[0] < dates[1] else (other, one)
    if times[0] != times[1]:  # 2019年为150万人次，今年为162万人次
        then = one if times[1] > 0 else other
        return (then, other if then is one else one) if then.date[0] and sum(times) == 1 else None
    named = [told for told in (one, other) if any(told.names(change) for change in changes)]
    if len(named) == 1 and (times[0] >= 0 or times[0] != times[1]):
        return named[0], other if named[0] is one else one
    return None


def is_from_to(one: ChangeFigure, other: ChangeFigure) -> bool:
    """Say whether two numbers are told as 由 A 升到 B, or side by side as A 升为 B."""
    if other.time > 0 and one.mention.order < other.mention.order and regex("[由从][^，。；]{0,8}$").search(one.gap):
        return True
    beside = other.mention.previous is one.mention and not regex("[，；。：（]").search(other.gap)
    if not beside:
        return False
    to = regex(rf"{any_of(_listed('reached'))}[一-龥\d]{{0,6}}$").search(other.gap)
    opened = regex(rf"{any_of(_listed('from'))}[^，。；]*$").search(one.gap)
    moved = regex("|".join(map(re.escape, (*_listed("up"), *_listed("down"), "变", "改", "调整")))).search(other.gap)
    return bool(to and (opened or moved))


def years_between(one: ChangeFigure, other: ChangeFigure) -> int:
    """Give how many years lie between two numbers, 0 where no years are told."""
    dates = _dates(*sorted((one, other), key=lambda told: told.mention.order))
    return abs(dates[0][0] - dates[1][0]) if dates and min(dates[0][0], dates[1][0]) > _FIRST_YEAR else 0


def _dates(one: ChangeFigure, other: ChangeFigure) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Give the years, or the parts of a year, of two numbers; of 2019年、2021年分别为 those at their places."""
    listed = _YEAR.findall(one.gap)
    if one.mention.series and len(listed) == len(one.mention.series) == len(("then", "now")):
        return (int(listed[0]),), (int(listed[1]),)
    (first, part), (second, other_part) = one.date, other.date
    if first and second:
        return (first, part), (second, other_part)
    return ((part,), (other_part,)) if part and other_part and not first + second else None
