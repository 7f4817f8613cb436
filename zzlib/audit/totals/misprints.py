"""What speaks for it that a total which its parts don't make, or one of them, is misprinted, and what against it.

`judging/likelihood.toml` holds the weight of each trait: true texts were spoilt by one slip of the pen in a total or a part, and
what the parts then fail to make was told from all other runs of numbers that don't make a total
(`python -m tests.audit.rates`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from math import ceil, floor

from zzlib.audit.judging.chance import SlipKind, chance_of, likelihood, slips_before, steps_reached
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.breakdowns import SHARED, UNNUMBERED, is_complete, words_after
from zzlib.audit.reading.counted_alike import are_beside_off
from zzlib.audit.reading.reading import Mention, stripped
from zzlib.audit.reading.reading import words_between as words_of_two
from zzlib.audit.reading.roles import CHANGES, THE_REST, Role
from zzlib.audit.reading.spans import phrases, span_of
from zzlib.audit.totals.closed_parts import are_called_whole, are_of_another, is_bound, is_of_other_name
from zzlib.audit.totals.part_traits import HeldPartitions, evidence, numbered, where
from zzlib.audit.totals.part_words import PERSON, kind_of
from zzlib.audit.totals.partition import DIGITS_LED, Partition, signed, slack, words_between

MISPRINT = "misprint"
"""What the traits of misprinted totals begin with."""

_MEANT = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_OFF = (0.005, 0.02, 0.05, 0.1, 0.16, 0.25, 0.4)
_SLIPPED = (0.1, 0.3, 1, 2, 3.5, 7, 15, 30, 60, 150)
_SURE, _LESS_LIKELY = (0.05, 0.3, 0.6, 0.8, 0.9, 0.97), (0.0, 0.1, 0.3)
_MOST_PARTS, _MOST_DIGITS, _FARTHEST = 6, 5, 4
_NEVER = frozenset(
    f"{MISPRINT}: but {sign}"
    for sign in (
        "stock of new",
        "loss",
        "rest told",
        "not among them",
        "by so much more",
        "equal",
        "in list of total",
        "so far",
        "top",
        "largest",
        "left out, not whole",
        "level ones untold",
        "list opens at total",
        "bracket apart",
        "rest apart",
        "mixed depths",
        "shared",
        "crossing times",
        "little off",
        "tells difference",
        "sum among parts",
        "two bands",
        "one between",
        "hedged among",
        "item between",
        "halves",
        "others off",
        "alike ones open",
        "apart",
        "other unit",
        "other kinds",
        "denied",
        "other name",
        "far off",
    )
)
"""Signs that the parts can't be all, or that rounding may have made the difference, whatever else speaks for a slip."""
_OPEN = frozenset(
    f"{MISPRINT}: but {sign}" for sign in ("open pair", "overlapping", "persons twice", "some changes", "open kinds")
)
"""Signs that the parts need not be all of their total, or may count one thing twice: two that lack something of it, led in by 其中; persons."""
_OPEN_BUT_FOR_SLIPS = {f"{MISPRINT}: but {sign}" for sign in ("open pair", "persons twice")}
_LONG = {f"{MISPRINT}: digits {number}" for number in (4, 5)}
_LED = {f"{MISPRINT}: {sign}" for sign in ("gap 0", "said led", "one sentence")}
_ONE_DIGIT = {f"{MISPRINT}: slip {kind}" for kind in ("changed", "swapped", "repeated", "exchanged")}
"""Slips that, in four digits and more, make by accident just what is lacking in hardly any list."""
_CLOSING = {"complete", "divided", "remains", "shares", "noun", "twin"}
VAGUE = Fraction(3, 10)
"""What rounding leaves in doubt by more than this part of it has no digits that others tell: 4949亿元 beside 22.4万亿元 and 19.1万亿元."""
_COUNTED = 3  # changes of so many things are told of those that there are now; what is gone has changed, too
_EACH_ONCE = {"complete", "halves", "others", "divided", "shares"}  # words that count nobody for two parts
NO_SLIP = "slip no"
_BOUND = "bound"
_LIKELY = 0.5  # parts likely meant may be far off by one wrong digit
TOLD_ALL, _COMPLETE = {"shares", "counted"}, {"shares", "counted", "complete", "halves"}
_UNITS = (Fraction(1, 10_000), Fraction(10_000))
_MOVED = (*_UNITS, Fraction(1, 10), Fraction(10))  # by which a unit, or the point too, is written wrong
_MOVED_CHANCE = 0.05
_SOME, MUCH = 0.05, 0.3  # of a total that parts miss: then it need not be theirs

_LARGEST = re.compile("(?<!最)[较最](?:多|大|高)的|居前|排在前")
_TOP = re.compile("前[二三四五六七八九十\\d]{1,2}(?:[位名大项]|，)")
_LEFT_OUT, _SOON = re.compile("其余|其[他它]|另[有外]|未列|不含|不包括"), 16
_UP, _DOWN = re.compile("增长$|[上升涨]{2}$|增加$|好转$"), re.compile("下[降跌]$|减少$|恶化$")
_NOT_AMONG = re.compile("不在其[内中]|[不未]计入?|除外")
_EACH = re.compile("各(?:报告|有|设|派|出|新?建|完成|获得?)?$")  # 浙江、江苏、天津各报告1例
_BY_MORE = re.compile("(?<!减)[多少]$")
_REST_TOLD = re.compile("[，、；]?(?:其余|余下|剩余)")
_TOTAL, _ITEM = re.compile("[总合共]计"), re.compile("^[二三四五六七八九]是")
_COMPARED = re.compile("[同环]比|[较比](?:上|去)")
_LIST_OPENS = re.compile("按[^，。；]{1,14}[分看]，[^，。；\\d]{0,8}$")
_REST_APART = re.compile("(?:其余|余下|剩余)[^，；。\\d]*[，；。]")  # 其余由企业自筹；已到位2.1亿元
_BAND = re.compile("超过|[高低]于|不足|以[上下]")  # 超过时间进度的7个，低于40%的2个
_NEW, _LEFT_OVER = re.compile("新[收立受增]"), re.compile("未[结办]|[结留库]存|在办|结转")


class Rivals:
    """What holds of a text and is likely meant, by the figures that it has; another total of the same figures is the less likely misprinted."""

    def __init__(self, held: Iterable[tuple[float, Partition]]) -> None:
        self._of: dict[int, list[tuple[float, Partition]]] = {}
        for sure, partition in held:
            for mention in partition.figures:
                self._of.setdefault(mention.number, []).append((sure, partition))

    def traits(self, found: Partition) -> Iterator[str]:
        """Say how what holds meets a partition that doesn't, and how sure the surest of each kind is meant."""
        surest: dict[str, float] = {}
        for number in {m.number for m in found.figures}:
            for sure, rival in self._of.get(number, ()):
                for way in _meeting(rival, found):
                    surest[way] = max(sure, surest.get(way, 0.0))
        for way, sure in surest.items():
            yield from steps_reached(f"meets {way}", sure, _SURE)


def _meeting(rival: Partition, found: Partition) -> Iterator[str]:
    """Say how what holds meets what doesn't."""
    whole, parts = found.whole, found.parts
    numbers, told = {m.number for m in parts}, {m.number for m in rival.parts}
    if [m.quantity.value for m in rival.parts] == [m.quantity.value for m in parts]:
        yield "same values"
    if rival.whole is whole:
        cut = rival.parts == parts[: len(rival.parts)]
        if cut and numbered(parts) == "from one":
            return  # the first items of a numbered list make its total by accident
        yield "cut" if cut else "shared total" if numbers & told else "total"
        return
    if rival.whole.number in numbers:
        yield "nested" if told <= numbers else "part broken down"
    if whole.number in told:
        yield "total as part, shared" if numbers & told else "total as part"
    if rival.parts[0] is parts[0]:
        yield "first part"
    elif rival.parts[0] is parts[-1]:
        yield "last part"
    elif numbers & told:
        yield "some parts"


def misprint_traits(found: Partition, meant: float, best: float, held: HeldPartitions, rivals: Rivals) -> list[str]:
    """Give the traits of a total that its parts don't make; `best` is how likely the likeliest parts of the same total are meant."""
    more = "more" if found.off > 0 else "less"
    off = float(abs(found.off) / found.whole.quantity.value)
    said = evidence(found, held)
    whole = are_called_whole(found)
    slips = list(_slips(found))
    larger = found.whole.role not in CHANGES and max(m.quantity.value for m in found.parts) > found.whole.quantity.value
    others = found.off < 0 and mentions_any(words().parts.never_all, found.whole.before) and "others" not in said
    alike = held.beside(found) and not held.off_too(found)
    missed = off > (_SOME if NO_SLIP in slips else MUCH) and not said & TOLD_ALL
    apart = missed and not found.pointed and _is_far(found.whole, found.parts[0])
    # 8月当月进出口3.59万亿元。／其中，出口10.08万亿元: of a total that isn't printed
    bound = not apart and is_bound(found, said, called_whole=whole) and not held.is_closed(found)
    of_rest = _LEFT_OUT.search(words_between(found)) is not None  # 860万元，…其余由县区分担，其中甲区142万元
    far = found.is_far and (of_rest or meant < _LIKELY or found.whole.quantity.digits < DIGITS_LED or NO_SLIP in slips)
    traits = [
        more,
        *([_BOUND] if bound else ["but far off"] if far else ()),
        *steps_reached("meant", meant, _MEANT),
        *steps_reached(more, off, _OFF),
        *(f"said {sign}" for sign in said),
        *(f"{more}, said {sign}" for sign in said),
        *slips,
        *(["but larger part by no slip"] if larger and NO_SLIP in slips else ["but apart"] if apart else ()),
        *(["but other kinds"] if others and NO_SLIP in slips else ["but open kinds"] if others else ()),
        f"parts {min(len(found.parts), _MOST_PARTS)}",
        f"digits {min(found.whole.quantity.digits, _MOST_DIGITS)}",
        f"gap {min(found.gap, _FARTHEST)}",
        "rounded" if slack(found.figures) else "exact",
        where(found),
        f"total is {found.whole.role}",
        *(f"a part is {role}" for role in {m.role for m in found.parts}),
        f"numbered {numbered(found.parts)}",
        *(
            sign
            for sign, holds in {"called whole": whole, f"called whole, {more}": whole, "alike": alike}.items()
            if holds
        ),
        *_against(found, said, said_whole=whole or alike or bound, bound=bound),
        *(["but alike ones open"] if not whole | bound and not said & _COMPLETE and held.leave_out_too(found) else ()),
        *rivals.traits(found),
        *(steps_reached("less likely", best - meant, _LESS_LIKELY) if best > meant else ()),
    ]
    return [MISPRINT, *(f"{MISPRINT}: {trait}" for trait in traits)]


def misprinted(traits: Sequence[str]) -> float:
    """Say how likely a total or its parts with such traits are misprinted, as often as figures were in the spoilt texts; not at all where the parts can't be all."""
    bound = f"{MISPRINT}: {_BOUND}" in traits
    return 0.0 if _NEVER.intersection(traits) else 1.0 if bound else likelihood().meant(traits)


def is_open(traits: Sequence[str]) -> bool:
    """Say whether the parts may be right beside their total, whatever speaks for a slip."""
    slip = _LONG & set(traits) and _ONE_DIGIT & set(traits) and set(traits) >= _LED
    opens = _OPEN - _OPEN_BUT_FOR_SLIPS if slip else _OPEN
    return not opens.isdisjoint(traits) and f"{MISPRINT}: {_BOUND}" not in traits


def _slips(found: Partition) -> Iterator[str]:
    """Say by which slip of the pen one figure is off by just so much, and how much oftener than other numbers are."""
    room = slack(found.figures)
    ways = [(chance_of(kind, m.quantity), kind.name) for m, kind, _ in slipped(found)]
    if any(_is_moved(m, _right(m, found), room) for m in found.figures):
        ways.append((_MOVED_CHANCE, "MOVED"))
    chance, kind = max(ways, default=(0.0, ""))
    whole = found.whole.quantity
    yield f"slip {kind.lower()}" if kind else NO_SLIP
    yield from steps_reached(
        "slipped", chance / len(found.figures) * float(whole.value / max(2 * room, whole.step)), _SLIPPED
    )


def slipped(found: Partition) -> Iterator[tuple[Mention, SlipKind, Fraction]]:
    """Give the figures of which one slip of the pen is what the others don't make: which, and what each was."""
    room = slack(found.figures)
    for m in found.figures:
        step, right = m.quantity.step, _right(m, found)
        if 2 * room > VAGUE * right:
            continue
        least, most = ceil((right - room) / step), floor((right + room) / step)
        for steps, kind in slips_before(m.quantity).items():
            if least <= steps <= most:
                yield m, kind, steps * step


def _is_moved(mention: Mention, right: Fraction, room: Fraction) -> bool:
    """Say whether a number is right but for its unit, or for where its point stands (of three digits or more): 15000万元 for 1500万元, 2130万元 for 2130亿元."""
    printed, scales = mention.quantity.value, _MOVED if mention.quantity.digits >= DIGITS_LED else _UNITS
    return any(abs(printed - right * scale) <= room * scale for scale in scales)


def _right(mention: Mention, found: Partition) -> Fraction:
    """Give what one of the figures must be for the others to hold."""
    if mention is found.whole:
        return mention.quantity.value + found.off
    return mention.quantity.value - found.off * (1 if signed(mention, found.whole) > 0 else -1)


def _against(found: Partition, said: set[str], *, said_whole: bool, bound: bool) -> Iterator[str]:
    """Name what words and layout say against it that the parts are all of the total."""
    whole, parts = found.whole, found.parts
    first, last = parts[0], parts[-1]
    items = all(_ITEM.search(m.thought) for m in parts[1:]) and first.thought.startswith("一是")
    depths, sentences = {m.depth for m in parts}, {m.sentence.number for m in parts}
    lacking = len(parts) == 2 and found.off < 0 and not (found.opposed or said_whole)
    left_out = _LEFT_OUT.search(last.sentence.text, last.quantity.end, last.quantity.end + _SOON) is not None
    measure, thoughts = stripped(whole.before)[-2:], {m.segment for m in parts}
    told = {
        "stock of new": _NEW.search(whole.before) and any(_LEFT_OVER.search(m.before) for m in parts),
        "loss": any("亏" in m.before for m in parts),
        "level ones untold": found.off < 0 and all(any(way.search(m.after) for m in parts) for way in (_UP, _DOWN)),
        "by so much more": not _BY_MORE.search(whole.before) and any(_BY_MORE.search(m.before) for m in parts),
        "bracket apart": whole.depth > 0 and not found.one_noun and _is_far(whole, first),
        "not among them": any(_NOT_AMONG.search(m.after) for m in parts),
        "rest told": _REST_TOLD.match(last.text_behind) or UNNUMBERED.match(last.text_behind),
        "other total": any(_TOTAL.search(m.before) and not THE_REST.search(m.lead) for m in parts),
        "equal": not (found.opposed or bound) and any(m.quantity.value == whole.quantity.value for m in parts),
        "in list of total": any(m in whole.series for m in parts),
        "other items": not items and any(_ITEM.search(m.thought) for m in parts),
        "so far": "累计" not in whole.before and any("累计" in m.before for m in parts),
        "rest apart": any(_REST_APART.search(words_of_two(*pair)) for pair in pairwise(parts)),
        "left out": left_out,
        "left out, not whole": left_out and not said_whole,
        "mixed depths": len(depths) > 1 and len(sentences) < len(parts),
        "total deeper": whole.depth > first.depth and not _is_in_heading(whole, first),
        "list opens at total": whole.sentence is first.sentence and _LIST_OPENS.search(whole.text_before),
        "in bracket of other": _is_in_bracket_of_other(whole, first),
        "shared": SHARED.search(last.sentence.text + words_after(last.sentence)),
        "overlapping": found.off > 0 and "overlap" in said and not said_whole,
        "persons twice": found.off > 0
        and kind_of(whole) == PERSON
        and not said_whole
        and not said & _EACH_ONCE
        and numbered(parts) != "from one",
        "top": _TOP.search(first.thought) and not _TOP.search(whole.before),
        "largest": _LARGEST.search(first.thought) or _LARGEST.search(whole.thought),
        "other time": not _of_one_time(found),
        "crossing times": _times_cross(found),
        "of then": any(
            m.role == Role.BASE and kind_of(m) == kind_of(whole)
            for m in first.ahead_in_thought
            if m.order > whole.order
        ),
        "halves": "shares" not in said and any(_are_halves(whole.before, m.before) for m in parts),
        "little off": found.is_rounded,
        "tells difference": _tells_difference(found),
        "nested in words": "中，" in words_of_two(whole, first),
        "lacking pair": lacking,
        "open pair": lacking and not said & _CLOSING,
        "one between": not bound and found.off < 0 and any(m.quantity.value == -found.off for m in _passed_over(found)),
        "two bands": len(parts) == 2 and all(_BAND.search(m.lead) for m in parts),
        "sum among parts": any(2 * m.quantity.value == sum(other.quantity.value for other in parts) for m in parts[2:]),
        "denied": measure != "" and any(m.before.endswith((f"不{measure}", f"未{measure}")) for m in parts),
        "other name": is_of_other_name(found) or are_of_another(found, said),
        "other unit": _goes_on_in_other_unit(whole, last),
        "some changes": len(parts) >= _COUNTED and whole.role in CHANGES and not _closes_changes(said),
        "others off": are_beside_off(whole, parts),
        "hedged among": any(m.quantity.hedge and m.dimension == whole.dimension for m in _passed_over(found)),
        "item between": not bound
        and any(m.segment not in thoughts and kind_of(m) == kind_of(whole) for m in _passed_over(found)),
        "twice each": any(m.quantity.text.startswith("各") or _EACH.search(m.before) for m in parts),
    }
    return (f"but {sign}" for sign, holds in told.items() if holds)


def _closes_changes(said: set[str]) -> bool:
    """Say whether words tell that no change is left out; a noun only where the levels beside them add up."""
    return bool(said & (_CLOSING - {"noun"})) or {"noun", "beside"} <= said


def _is_in_bracket_of_other(whole: Mention, first: Mention) -> bool:
    """Say whether a part stands in a bracket right behind another number: 共30项，其中建设27项（省级6项、…）."""
    owner = first.previous
    return owner is not None and owner is not whole and regex("[（(]").match(owner.text_behind) is not None


def _goes_on_in_other_unit(whole: Mention, last: Mention) -> bool:
    """Say whether the list goes on with the other unit that a bracket gives to its total: 证件186本（件），其中护照73本、许可5件."""
    told = regex("（([一-龥]{1,2})）").match(whole.text_behind)
    return told is not None and any(m.quantity.bare_unit == told[1] for m in last.behind[:1])


def _passed_over(found: Partition) -> Iterator[Mention]:
    """Give the numbers like the parts that stand between them and are none: 负3个、已争取未到位2个（…）、未争取到24个; 52个、森林火灾6起、8个."""
    first, last = found.parts[0], found.parts[-1]
    yield from (
        m
        for m in first.behind * (first.sentence is last.sentence)
        if m.order < last.order and m not in found.parts and m.dimension == first.dimension
    )
    yield from (m for m in last.behind[:1] if m.quantity.hedge and m.segment == last.segment)  # 其余均不到2万


def _is_far(whole: Mention, first: Mention) -> bool:
    """Say whether parts stand in another paragraph than their total, which is none of a heading above them."""
    return whole.sentence.paragraph != first.sentence.paragraph and not _is_in_heading(whole, first)


def _is_in_heading(whole: Mention, first: Mention) -> bool:
    """Say whether a total stands in the bracket that ends a heading of its own, above its parts: 二、省级资金（6240万元）."""
    return whole.sentence.paragraph < first.sentence.paragraph and whole.text_behind == "）"


@lru_cache(maxsize=20_000)
def _are_halves(name: str, other: str) -> bool:
    """Say whether two names are all that there is: 城镇, 乡村."""
    return is_complete([name.replace("进出口", ""), other])


def _of_one_time(found: Partition) -> bool:
    """Say whether the own words of no figure tell another time than that of the first of them in the text."""
    first, *others = sorted(found.figures, key=lambda m: m.order)
    time = span_of(first)
    told = (span for m in others for _, _, span in phrases(m.before) if span.first or span.year)
    return all(span == time for span in told)


def _times_cross(found: Partition) -> bool:
    """Say whether the own words of figures tell months that can't be parts of one time: 上半年x，二季度y; 1—8月x, in it 1—9月y."""
    spans = [months for m in found.parts if (months := _own_months(m))]
    months = _own_months(found.whole)
    overlap = any(one != other and set(one) & set(other) for one, other in combinations(spans, 2))
    return overlap or (bool(months) and any(not set(span) <= set(months) for span in spans))


def _own_months(mention: Mention) -> range:
    """Give the months that the own words of a number tell; none if they tell none."""
    told = [range(span.first, span.last + 1) for _, _, span in phrases(mention.before) if span.first]
    return told[-1] if told else range(0)


def _tells_difference(found: Partition) -> bool:
    """Say whether a number behind the last of the figures is just what is missing, or too much: 12个，18个，共28个（2个未命名）."""
    last = max(found.figures, key=lambda m: m.order)
    behind = [m for m in last.behind if not _COMPARED.search(words_of_two(last, m))]  # 死亡6人，同比增加2起、6人
    return any(m.quantity.value == abs(found.off) and kind_of(m) == kind_of(last) for m in behind)
