"""Totals and their parts, wherever they stand: what adds up, and what would if the words and the layout tell the truth."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import prod

from zzlib.audit.arithmetic import JUDGED, PROVED, SHARE, ClaimFormula, Verdict, judge
from zzlib.audit.breakdowns import PERSONS, halves_of, is_complete, noun_of
from zzlib.audit.chance import chance_settings
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.quantities import COUNT, RATIOS, chinese_number
from zzlib.audit.reading import Mention, stripped
from zzlib.audit.register import FigureRegister, measure_of
from zzlib.audit.roles import Role
from zzlib.audit.same_thing import of_one_row
from zzlib.audit.siblings import share_behind
from zzlib.audit.spans import phrases, span_of
from zzlib.audit.words import mentions_any, words

_LEVELS = (Role.LEVEL, Role.TOTAL, Role.REST)
_CHANGES = (Role.INCREASE, Role.DECREASE)
_NEVER = (*RATIOS, "scores", "concentrations")
_LEADS = re.compile("其中|包括|分别|：|（|依次|由")
_SUMS_UP = re.compile("共|合计|总")
_OPENS = re.compile("(?:按|从|分)[^，。；\\d]{1,12}[分看]?[，：]|中，|(?:依次|分别)[为是]?|如下：|包括")
_GOES_ON = re.compile("^(?:第?[二三四五六七八九](?:[是产、]|大)|[（(]?[2-9][）).、])")
_DIVIDED = re.compile("^[^一-龥]*(?:（[一二三四五六七八九十\\d]+）)?(?:按|从|分)[^，。；\\d]{1,14}[，：]")
_APART = re.compile("平均|[人户日月年均]均|每|单价|[较比]|上年|去年|同期")
_REMAINS = re.compile("^(?:其余|剩|余|尚|还|仍|未|净[增减出流])|[顺逆]差$|结余$|结转|在办$|差额?$")
_OTHERS = re.compile("其[他它余]")
_MANY = re.compile(
    "(?<![\\d.第])(?P<number>[两二三四五六七八九十]{1,2}|\\d{1,2})(?:大|个|项|类|种|部分|方面|家|位|产业|级|地|县|市|区|乡|镇)"
)
_COUNTED_IN = {"人次": "visits", "人数": "人", "人口": "人", "户数": "户", "件数": "件"}
_CLOSE = Fraction(1, 2)  # a run that makes less than half of a number, or more than half again, is no breakdown of it
_REACH = 40  # like numbers back
_FAR_BACK, _NEAR_BACK = 6, 2  # sentences to a total of the same noun, and of another
_APART_AT_MOST = 8  # like numbers from one half to the other
_SAME_END = 4  # letters
_NEARLY = 20  # what parts lack of a total that they are most likely meant to make is no more than a twentieth
_DIGITS, _DIGITS_LED = 4, 3
"""How many digits a total needs for its parts not to add up by chance; fewer where words lead them in."""


@dataclass(frozen=True)
class Partition:
    """A total and like numbers that may be its parts; `gap` like numbers stand between them, and `opposed` are two that words tell to be its halves."""

    whole: Mention
    parts: tuple[Mention, ...]
    gap: int = 0
    opposed: bool = False

    @property
    def figures(self) -> tuple[Mention, ...]:
        """The total and its parts."""
        return (self.whole, *self.parts)

    @cached_property
    def off(self) -> Fraction:
        """What the parts make more than the total."""
        return sum((signed(m, self.whole) for m in self.parts), Fraction(0)) - self.whole.quantity.value

    @property
    def holds(self) -> bool:
        """Say whether the parts make the total, but for what rounding takes."""
        return abs(self.off) <= slack(self.figures)

    def claim(self) -> NumericClaim:
        """Judge the total by its parts; what doesn't hold is only likely to be wrong."""
        signs = [1 if signed(m, self.whole) > 0 else -1 for m in self.parts]
        formula = ClaimFormula(
            lambda *values: sum((s * v for s, v in zip(signs, values, strict=True)), Fraction(0)), tuple(signs)
        )
        return settle("sum", self.whole, [Binding(formula, self.parts)], certain=False, likely=True)[0]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each part is called."""
        return tuple(re.sub("^(?:其中|包括|由|，|：|、)+", "", stripped(m.before))[-3:] for m in self.parts)

    @cached_property
    def behind(self) -> bool:
        """Say whether the parts stand behind the total."""
        return self.whole.order < self.parts[0].order


def signed(part: Mention, whole: Mention) -> Fraction:
    """Give what a part makes of its total: a decrease takes away from an increase."""
    against = whole.role in _CHANGES and part.role != whole.role
    return -part.quantity.value if against else part.quantity.value


def slack(figures: Sequence[Mention]) -> Fraction:
    """Give what rounding makes of a sum at most."""
    if all(m.quantity.is_exact for m in figures):
        return Fraction(0)
    return max(m.quantity.step for m in figures) / 2 * len(figures)


class HeldPartitions:
    """The partitions that hold, found by what others have in common with them."""

    def __init__(self, found: Sequence[Partition]) -> None:
        self.all = found
        self.named = {(p.gap, p.names) for p in found}
        self.divided = {p.whole.number for p in found if p.behind}
        self.by_whole: dict[int, list[Partition]] = {}
        for partition in found:
            self.by_whole.setdefault(partition.whole.number, []).append(partition)

    def beside(self, whole: Mention) -> Iterator[Partition]:
        """Give those whose total stands right beside a number."""
        for number in range(whole.number - 2, whole.number + 3):
            yield from self.by_whole.get(number, ())


@lru_cache(maxsize=1)
def partitions(register: FigureRegister) -> tuple[HeldPartitions, list[Partition]]:
    """Give the partitions that hold, and those that don't although nothing else that begins with the same part holds."""
    held: list[Partition] = []
    broken: list[Partition] = []
    for group in _alike(register.reading.mentions):
        tried = [found for place in range(len(group)) for found in _from(group, place)] + list(_halves(group))
        good = [p for p in tried if p.holds]
        held += good
        begun = {p.parts[0].number for p in good} | {p.parts[-1].number for p in good if not p.behind}
        beside = {(one.number, other.number) for p in good for one in p.parts for other in p.figures}
        broken += [p for p in tried if _may_be_meant(p, begun, beside)]
    return HeldPartitions(held), broken


def _may_be_meant(found: Partition, begun: set[int], beside: set[tuple[int, int]]) -> bool:
    """Say whether a partition that doesn't hold may be one: its ends are of none that holds, no part is beside another or the half of its total, and all are of one time."""
    whole, parts = found.whole, found.parts
    if {parts[0].number, parts[-1].number} & begun or abs(found.off) > _CLOSE * whole.quantity.value:
        return False
    if any((whole.number, m.number) in beside or (m.number, whole.number) in beside for m in parts):
        return False
    return of_one_time(found) and not any(_are_halves(whole.before, m.before) for m in parts)


@lru_cache(maxsize=20_000)
def _are_halves(name: str, other: str) -> bool:
    """Say whether two names are all that there is: 城镇, 乡村."""
    return is_complete([name.replace("进出口", ""), other])


def _alike(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Give the plain numbers of each kind that may be added, in order."""
    found: dict[object, list[Mention]] = {}
    for m in mentions:
        changed = m.role in _CHANGES
        plain = not m.quantity.hedge and m.quantity.value > 0 and m.dimension not in _NEVER
        if plain and (changed or (m.role in (*_LEVELS, Role.GAP) and not _APART.search(m.before))):
            found.setdefault((_kind(m), changed), []).append(m)
    return list(found.values())


def _kind(mention: Mention) -> str:
    unit = mention.quantity.unit.lstrip("百千万亿")
    if mention.dimension == "bare":
        return next((kind for word, kind in _COUNTED_IN.items() if mention.before.endswith(word)), "bare")
    if mention.dimension != COUNT:
        return mention.dimension
    return "人" if unit in PERSONS else unit


def _from(group: Sequence[Mention], place: int) -> Iterator[Partition]:
    """Give the partitions whose run of parts begins at a place of a group."""
    first = group[place]
    reach = chance_settings().parts
    ahead = [
        m
        for m in group[max(0, place - _REACH) : place]
        if first.sentence.number - m.sentence.number <= 2 * reach.sentences and not _is_inside(m, first)
    ]
    opened = _is_opened(first)
    for run, end in _runs(group, place):
        most = max(m.quantity.value for m in run)
        changes = first.role in _CHANGES
        fits = [m for m in ahead if changes or m.quantity.value > most]
        for whole in fits[-reach.wholes :] if opened else [m for m in fits[-1:] if m is ahead[-1]]:
            yield Partition(whole, tuple(run), ahead[::-1].index(whole))
        for whole in group[end : end + 2]:
            near = whole.sentence.number - run[-1].sentence.number <= reach.sentences
            said = _SUMS_UP.search(whole.before) if whole is group[end] else _share_noun(whole, run)
            if near and said and (changes or whole.quantity.value > most):
                yield Partition(whole, tuple(run))


def _halves(group: Sequence[Mention]) -> Iterator[Partition]:
    """Give the totals before two numbers of a group that are told by one noun and as its halves, wherever they stand: 中央企业资产、负债…，地方企业资产、负债…."""
    told = [halves_of(m) for m in group]
    for place, first in enumerate(group):
        for pair, (word, noun) in told[place].items():
            for at in range(place + 1, min(len(group), place + _APART_AT_MOST)):
                other, said = told[at].get(pair, (word, ""))
                if other != word and _is_one_noun(noun, said):
                    if group[at].sentence.number - first.sentence.number <= chance_settings().parts.sentences:
                        yield from _wholes_of(group, place, group[at], pair, noun)
                    break


def _wholes_of(
    group: Sequence[Mention], place: int, second: Mention, pair: tuple[str, str], noun: str
) -> Iterator[Partition]:
    """Give the nearest number before two halves that bears their noun, else the nearest that are larger than both."""
    first = group[place]
    most = 0 if first.role in _CHANGES else max(first.quantity.value, second.quantity.value)
    ahead = [
        Partition(whole, (first, second), gap, opposed=True)
        for gap, whole in enumerate(reversed(group[max(0, place - _REACH) : place]))
        if first.sentence.number - whole.sentence.number <= _FAR_BACK and whole.quantity.value > most
    ]
    ahead = [found for found in ahead if pair not in halves_of(found.whole)]
    named = [found for found in ahead if len(noun) > 1 and _is_one_noun(noun, noun_of(found.whole))]
    near = [found for found in ahead if first.sentence.number - found.whole.sentence.number <= _NEAR_BACK]
    yield from named[:1] or near[: 1 if first.role in _CHANGES else 2]


def _is_one_noun(one: str, other: str) -> bool:
    """Say whether two nouns end alike, as far as the shorter goes."""
    most = min(len(one), len(other), _SAME_END)
    return one[len(one) - most :] == other[len(other) - most :]


def _share_noun(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Say whether a total and all parts are told by one noun: 专任教师, 小学专任教师, 初中专任教师."""
    noun = measure_of(whole)[-4:]
    return len(noun) > 1 and all(noun in m.before + m.after for m in parts)


def _is_inside(mention: Mention, first: Mention) -> bool:
    """Say whether a number is told inside the thought before a list: 1289万人，其中女性609万人；35岁以下272万人，…."""
    ahead = mention.sentence.mentions[mention.place - 1].quantity.end if mention.place else 0
    return (
        mention.sentence is first.sentence
        and mention.segment < first.segment
        and "其中" in mention.sentence.text[ahead : mention.quantity.start]
    )


def _is_opened(first: Mention) -> bool:
    """Say whether a list begins at a number whose total may stand farther off: it is the first of its kind in its sentence, or words lead it in."""
    ahead = [m for m in first.sentence.mentions[: first.place] if m.dimension not in RATIOS]
    between = first.sentence.text[ahead[-1].quantity.end if ahead else 0 : first.quantity.start]
    return (
        "其中" not in between
        and not _GOES_ON.search(first.before)
        and (not ahead or _OPENS.search(between) is not None)
    )


def _runs(group: Sequence[Mention], place: int) -> Iterator[tuple[list[Mention], int]]:
    """Give the runs from a place of a group, each up to the end of a thought, with the place behind it."""
    reach = chance_settings().parts
    run = [group[place]]
    inner: Mention | None = None
    for at in range(place + 1, len(group) + 1):
        m = group[at] if at < len(group) else None
        far = m is None or m.sentence.number - run[-1].sentence.number > reach.sentences or len(run) > reach.most
        if m is not None and not far:
            if inner is not None and (m.sentence, m.segment) == (inner.sentence, inner.segment):
                continue
            inner = None
            if m.depth > run[0].depth:
                continue
            thought = m.sentence.text[: m.quantity.start].rpartition("；")[2]
            since = run[-1].quantity.end if run[-1].sentence is m.sentence else 0
            if "其中" in thought[max(0, since - m.quantity.start + len(thought)) :] and (
                run[-1].sentence,
                run[-1].segment,
            ) == (m.sentence, m.segment):
                inner = m
                continue
        if len(run) > 1 and (
            far
            or m is None
            or (m.sentence, m.segment) != (run[-1].sentence, run[-1].segment)
            or m.depth != run[-1].depth
        ):
            yield list(run), at
        if far or m is None or (m.sentence is not run[-1].sentence and _DIVIDED.search(m.sentence.text)):
            return
        run.append(m)


def of_one_time(found: Partition) -> bool:
    """Say whether the own words of no figure tell another time than that of the first of them in the text."""
    first, *others = sorted(found.figures, key=lambda m: m.order)
    time = span_of(first)
    told = (span for m in others for _, _, span in phrases(m.before) if span.first or span.year)
    return all(span == time for span in told)


def _stands_beside(other: Partition, found: Partition) -> bool:
    """Say whether each figure stands right beside one of another partition: 581件630人，其中主动立案274件300人、…."""
    pairs = zip(other.figures, found.figures, strict=False)
    return len(other.parts) == len(found.parts) and len({one.number - two.number for one, two in pairs}) == 1


def evidence(found: Partition, held: HeldPartitions) -> set[str]:
    """Name what speaks for it that the parts are meant to make the total."""
    told = {**_told_by_words(found), **_told_by_layout(found), **_told_by_others(found, held)}
    return {sign for sign, holds in told.items() if holds} | _told_by_shares(found)


def _between(found: Partition) -> str:
    """Give the words between a total and its parts; of other sentences only those before the second."""
    first, second = (found.whole, found.parts[0]) if found.behind else (found.parts[0], found.whole)
    start = first.quantity.end if second.sentence is first.sentence and found.behind else 0
    return second.sentence.text[start : second.quantity.start]


def _told_by_words(found: Partition) -> dict[str, bool]:
    whole, parts, between = found.whole, found.parts, _between(found)
    noun = measure_of(whole)[-2:]
    many = [m["number"] for m in _MANY.finditer(whole.lead + whole.after + between)]
    so_many = any((int(n) if n.isdigit() else chinese_number(n)) == len(parts) for n in many)
    return {
        "led": bool(_LEADS.search(between) or (not found.behind and _SUMS_UP.search(whole.before))),
        "divided": _DIVIDED.search(between) is not None,
        "named": len(noun) > 1 and noun in between and found.behind,
        "noun": _share_noun(whole, parts),
        "counted": so_many and len(parts) > len(("one", "other")),
        "overlap": any(mentions_any(words().parts.overlapping, m.before) for m in parts),
        "halves": found.opposed or is_complete([f"{m.before}{m.after}" for m in parts]),
        "others": _OTHERS.search(parts[-1].before) is not None,
    }


def _told_by_layout(found: Partition) -> dict[str, bool]:
    two = len(found.parts) == len(("one", "other"))
    return {"far": found.gap > 0, "remains": two and _REMAINS.search(found.parts[-1].before) is not None}


def _told_by_others(found: Partition, held: HeldPartitions) -> dict[str, bool]:
    """Say whether like lists make their totals: of the same names, right beside this one, or of this total."""
    divided = _DIVIDED.search(_between(found)) is not None
    return {
        "twin": all(found.names) and (found.gap, found.names) in held.named,
        "beside": any(_stands_beside(o, found) for o in held.beside(found.whole)),
        "again": divided and found.whole.number in held.divided,
    }


def _told_by_shares(found: Partition) -> set[str]:
    """Say whether each part has its share, whether the shares make 100 % or only `some` of it, and whether they agree with the total."""
    pairs = [(m, share) for m in found.parts if (share := share_behind(m)) is not None]
    if len(pairs) < len(found.parts):
        return set()
    total = sum((share.quantity.value for _, share in pairs), Fraction(0))
    room = sum((share.quantity.step for _, share in pairs), Fraction(0))
    whole = found.whole.quantity.printed
    agree = sum(judge(SHARE, (m.quantity.printed, whole), share.quantity.printed)[0] in PROVED for m, share in pairs)
    told = {"shares"} if abs(total - 100) <= room else {"some"}
    return told | ({"agree"} if agree >= len(pairs) - 1 else set())


def partition_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Prove totals by their parts to the last digit, and doubt those that parts which are most likely theirs nearly make."""
    added = {claim.entry for claim in claims if claim.kind == "sum" and claim.verdict in JUDGED}
    asked = {
        claim.entry for claim in claims if claim.kind == "sum" and claim.verdict in (Verdict.WRONG, Verdict.DOUBTFUL)
    }
    held, broken = partitions(register)
    for found in held.all:
        if (
            not found.gap
            and found.whole.number not in added
            and _digits(found.whole)
            >= (_DIGITS_LED if evidence(found, HeldPartitions(())) & {"led", "divided"} else _DIGITS)
        ):
            added.add(found.whole.number)
            yield found.claim()
    near = [found for found in broken if abs(found.off) * _NEARLY <= found.whole.quantity.value]
    near = [found for found in near if not of_one_row(found.figures)]
    for doubt, found in sorted(((doubt_of(found, held), found) for found in near), key=lambda pair: pair[0]):
        if doubt <= chance_settings().parts.meant and found.whole.number not in asked:
            asked.add(found.whole.number)
            yield found.claim()


def _digits(whole: Mention) -> int:
    return len(re.sub(r"\D|^[0.]+", "", whole.quantity.number))


def doubt_of(found: Partition, held: HeldPartitions) -> float:
    """Give how likely it is that the parts are not meant to make the total; 1 if nothing tells that they are."""
    weights, told = chance_settings().parts, evidence(found, held)
    if "some" in told or ("far" in told and not told & {"divided", "named", "noun", *weights.told}):
        return 1.0
    doubt = weights.led if told & {"led", "named", "noun"} and "overlap" not in told else weights.bare
    return doubt * prod(weight for sign, weight in weights.told.items() if sign in told)
