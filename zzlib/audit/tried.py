"""Relations that the layout of a text tells: every way in which printed numbers may belong together, and its form, of which `chance.toml` says how often it is meant."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations, takewhile

from zzlib.audit.arithmetic import (
    DECLINE,
    DECREMENT_DECLINE,
    DIFFERENCE,
    GROWTH,
    HOLDS,
    INCREMENT_GROWTH,
    PROVED,
    QUOTIENT,
    SHARE,
    ClaimFormula,
    judge,
)
from zzlib.audit.breakdowns import is_complete
from zzlib.audit.chance import FormRates, TriedRelation, chance_settings
from zzlib.audit.claim import NumericClaim
from zzlib.audit.partitions import doubt_of, partitions
from zzlib.audit.quantities import COUNT, PERCENT, POINTS, RATIOS
from zzlib.audit.reading import Mention, likeness, same_unit, stripped
from zzlib.audit.register import FigureRegister, measure_of
from zzlib.audit.roles import Role, growth_sign
from zzlib.audit.spans import span_of
from zzlib.audit.words import mentions_any, words

_LEVELS = (Role.LEVEL, Role.TOTAL, Role.REST)
_CHANGES = (Role.INCREASE, Role.DECREASE)
_LEADS = re.compile("其中|包括|分别|：|（")
_SUMS_UP = re.compile("共|合计|总")
_APART = re.compile("平均|[人户日月年均]均|每|单价|[较比]|上年|去年|同期")
_REMAINS = re.compile("[顺逆]差|结余|结转|净|未|尚|在办|还|其余|余|差额?$")
_COMPARED = re.compile("[多少][^，]{0,2}$|[增减]")
_INNER = re.compile("，?其中|内")
_OF = re.compile("占(?P<of>[^，。；：\\d]{0,20}?)(?:的)?(?:比重|比例|比率)?(?:分别)?(?:为|达到?|是|约|的)?$")
_RATE = re.compile("率[为是达到约分别]*$")
_PACE = re.compile("的$|完成|计划|任务")
_SPEED = re.compile("[快慢]|增速|增幅|幅度|高于|低于|超过|[高低]出?$")
_EACH = re.compile("[均每]|单价")
_HUNDRED = Fraction(100)
_LIST = Fraction(1)  # how far the shares of a whole list may be off 100 by rounding
_NAMED = 0.8
_OPEN = 3  # a sum of many rounded numbers may be off by one in its last digit, either way
_FEW = 3


def tried_relations(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[TriedRelation]:
    """Give the ways in which the numbers of a text may belong together, those that hold and those that don't."""
    shares = [c.trial.binding for c in claims if c.verdict in HOLDS and c.trial is not None]
    wholes = {used.operands[1].number for used in shares if used.formula is SHARE}
    mentions = [m for m in register.reading.mentions if not m.quantity.hedge and m.quantity.value > 0]
    amounts = [m for m in mentions if is_amount(m)]
    sums = [relation for mention in amounts for relation in _sums(mention, register)]
    sums += _partitions(register)
    yield from sums
    added = {frozenset(m.number for m in relation.figures) for relation in sums}
    for mention in mentions:
        if mention.dimension == POINTS:
            yield from _points(mention, register)
        elif mention.dimension == PERCENT and mention.role == Role.GROWTH:
            yield from _rates(mention, register)
        elif mention.dimension == PERCENT:
            yield from _shares(mention, register, wholes)
            yield from _hundreds(mention)
    for mention in amounts:
        yield from _averages(mention, register)
        for relation in _differences(mention, register):
            if frozenset(m.number for m in relation.figures) not in added:
                yield relation


def is_amount(mention: Mention) -> bool:
    """Say whether a number says precisely how much there is of something."""
    return mention.dimension not in (*RATIOS, "bare") and not mention.quantity.hedge and mention.quantity.value > 0


def _near(mention: Mention, register: FigureRegister, ahead: int) -> list[Mention]:
    """Give the numbers right before one, back to the paragraph before, and the two behind it in its paragraph."""
    numbers, here = register.reading.mentions, mention.number - 1
    found = [
        *numbers[max(0, here - ahead) : here],
        *numbers[here + 1 : here + 1 + chance_settings().reach.behind],
    ]
    paragraph = mention.sentence.paragraph
    return [
        m
        for m in found
        if m.sentence.paragraph == paragraph or (m.number < mention.number and m.sentence.paragraph == paragraph - 1)
    ]


def _where(other: Mention, mention: Mention) -> str:
    """Say how far from a number another one stands."""
    off = mention.sentence.number - other.sentence.number
    behind = "behind " if other.order > mention.order else ""
    if not off:
        near = "thought" if other.segment == mention.segment else "sentence"
        return behind + ("next" if abs(other.place - mention.place) == 1 else near)
    return behind + ("sentence before" if off == 1 else "far")


def _relation(
    kind: str, formula: ClaimFormula, figures: tuple[Mention, ...], subject: Mention, *form: str
) -> TriedRelation:
    result, *operands = (m.quantity.printed for m in figures)
    held = judge(formula, operands, result)[0] in PROVED
    linear = kind not in ("share", "growth", "average")
    counted = len(figures) == _FEW or all(m.quantity.is_exact for m in figures)
    slack = 1 if counted or not linear else _OPEN
    step = max(m.quantity.step for m in figures) if linear else result.step
    room = result.value / (_grain(figures) if linear else step) / slack
    written = ", ".join(part for part in form if part)
    mistaken = _MISTAKEN.get(formula) if kind != "difference" else None
    return TriedRelation(kind, formula, figures, subject, f"{kind}: {written}", held, step * slack / 2, room, mistaken)


def _grain(figures: Sequence[Mention]) -> Fraction:
    """Give the power of ten of the coarsest step in which all numbers are told: 6000, 2000 and 1000 fix one digit."""
    grain = max(m.quantity.step for m in figures)
    while all((m.quantity.value / (grain * 10)).denominator == 1 for m in figures):
        grain *= 10
    return grain


def _signed_total(signs: Sequence[int]) -> ClaimFormula:
    return ClaimFormula(
        lambda *parts: sum((s * p for s, p in zip(signs, parts, strict=True)), Fraction(0)), tuple(signs)
    )


_MIXED = 100  # 6.44万亿元 beside 4806亿元: of parts so much finer that grow and fall too many slips close a sum
_TWO = _signed_total((1, 1))
_MISTAKEN = {
    GROWTH: ClaimFormula(lambda now, before: (now - before) / now * 100, (1, -1)),
    DECLINE: ClaimFormula(lambda now, before: (before - now) / now * 100, (-1, 1)),
    INCREMENT_GROWTH: SHARE,
    DECREMENT_DECLINE: SHARE,
    SHARE: ClaimFormula(lambda part, whole: part / (whole - part) * 100, (1, -1)),
    DIFFERENCE: _TWO,
    _TWO: DIFFERENCE,
}
"""How each is wrongly reckoned: with the number of now or the other part as the base, with the wrong sign."""


def _sums(whole: Mention, register: FigureRegister) -> Iterator[TriedRelation]:
    """Give a total and each run of like numbers near it that goes from the beginning to the end of a thought."""
    reach, numbers = chance_settings().reach, register.reading.mentions
    if whole.role not in (*_LEVELS, *_CHANGES):
        return
    sums_up = "sums up" if _SUMS_UP.search(whole.before) else ""
    behind = list(takewhile(lambda m: not _is_larger(m, whole), numbers[whole.number : whole.number + reach.parts]))
    ahead = numbers[max(0, whole.number - reach.parts) : whole.number - 1] if sums_up else []
    for others, way in ((behind, "behind"), (ahead, "before")):
        for first, run in _runs(whole, others):
            figures = (whole, *run)
            signs = [_sign(m, whole) for m in run]
            off = (
                sum((s * m.quantity.value for s, m in zip(signs, run, strict=True)), Fraction(0)) / whole.quantity.value
            )
            far = way == "before" and whole.sentence.number - run[-1].sentence.number > 1
            if far or abs(off - 1) > Fraction(1, 2) or not _of_one_time(figures):
                continue
            said = _said_of(whole, run, way) or sums_up or "bare"
            begins = "" if first or way == "before" else "later"
            series = "series" if len(run[0].series) == len(run) else ""
            changes = "changes" if whole.role in _CHANGES else ""
            many = str(len(run)) if len(run) <= _FEW else "many"
            yield _relation("sum", _signed_total(signs), figures, whole, said, begins, series, changes, many, way)


def _partitions(register: FigureRegister) -> Iterator[TriedRelation]:
    """Give each total with parts that stand anywhere and don't make it, believed as far as the layout tells that they ought to."""
    held, broken = partitions(register)
    for found in broken:
        doubt, steps = doubt_of(found, held), [m.quantity.step for m in found.figures]
        signs = [_sign(m, found.whole) for m in found.parts]
        if doubt < 1 and not (-1 in signs and max(steps) >= _MIXED * min(steps)):
            relation = _relation("sum", _signed_total(signs), found.figures, found.whole, "parts")
            yield replace(relation, rates=FormRates(1 - doubt, min(1.0, chance_settings().parts.open * doubt)))


def _sign(part: Mention, whole: Mention) -> int:
    """Give -1 for a part that is taken away from its total: a decrease beside an increase."""
    return -1 if whole.role in _CHANGES and part.role != whole.role else 1


def _runs(whole: Mention, others: Sequence[Mention]) -> Iterator[tuple[bool, list[Mention]]]:
    """Give the runs of numbers like a total, each from where a thought begins to where one ends, and whether it is the first."""
    changes = whole.role in _CHANGES
    like = [m for m in others if _is_like(m, whole) and (m.role in _CHANGES) == changes]
    for start, first in enumerate(like):
        if start and not _begins(like[start - 1], first):
            continue
        run: list[Mention] = []
        total = Fraction(0)
        for place, m in enumerate(like[start : start + chance_settings().reach.parts], start=start + 1):
            larger = m.quantity.value >= whole.quantity.value and not changes
            if larger or m.depth < first.depth or mentions_any(words().parts.overlapping, m.before):
                break
            if m.depth > first.depth or (run and _INNER.match(m.before)):
                continue
            run.append(m)
            total += _sign(m, whole) * m.quantity.value
            if total > 2 * whole.quantity.value:
                break
            if len(run) > 1 and (place == len(like) or _ends(m, like[place])):
                yield not start, list(run)


def _is_larger(other: Mention, whole: Mention) -> bool:
    """Say whether a like number is larger than a total: what is told behind it are parts of that one."""
    return other.role in _LEVELS and same_unit(other, whole) and other.quantity.value > whole.quantity.value


def _is_like(part: Mention, whole: Mention) -> bool:
    if part.dimension in RATIOS or part.quantity.hedge or not same_unit(part, whole):
        return False
    return part.role in (*_LEVELS, *_CHANGES, Role.GAP) and not _APART.search(part.before)


def _begins(last: Mention, first: Mention) -> bool:
    """Say whether a thought begins with a number."""
    return _parted(last, first) or bool(_LEADS.search(first.before)) or first.series[:1] == [first]


def _parted(one: Mention, other: Mention) -> bool:
    return (one.sentence, one.segment, one.depth) != (other.sentence, other.segment, other.depth)


def _ends(last: Mention, following: Mention) -> bool:
    apart = last.sentence is not following.sentence or last.segment != following.segment
    return apart or following.depth < last.depth or last.series[-1:] == [last]


def _of_one_time(figures: Sequence[Mention]) -> bool:
    """Say whether no figure is told of another time than the first of them in the text."""
    spans = [span_of(m) for m in sorted(figures, key=lambda m: m.order)]
    return all(span is None or not (span.first or span.year) or span == spans[0] for span in spans)


def _said_of(whole: Mention, run: Sequence[Mention], way: str) -> str:
    """Say what tells that numbers are the parts of a total."""
    if len(run) == len(("one", "other")) and _REMAINS.search(run[-1].before):
        return "remains"
    if _is_whole_list(run):
        return "whole list"
    if is_complete([f"{m.before}{m.after}" for m in run]):
        return "halves"
    start = whole.quantity.end if run[0].sentence is whole.sentence else 0
    return "led" if way == "behind" and _LEADS.search(run[0].sentence.text[start : run[0].quantity.start]) else ""


def _is_whole_list(run: Sequence[Mention]) -> bool:
    """Say whether each part has its share behind it, and the shares make a whole."""
    behind = [m.sentence.mentions[m.place + 1 : m.place + 2] for m in run]
    shares = [m.quantity.value for found in behind for m in found if m.role == Role.SHARE and m.dimension == PERCENT]
    return len(shares) == len(run) and abs(sum(shares, Fraction(0)) - 100) <= _LIST


def _differences(rest: Mention, register: FigureRegister) -> Iterator[TriedRelation]:
    """Give any two like numbers near one whose difference it may be."""
    said = "remains" if _REMAINS.search(rest.before) else "compared" if _COMPARED.search(rest.before) else "plain"
    near = [m for m in _near(rest, register, chance_settings().reach.pairs) if is_amount(m) and same_unit(m, rest)]
    near.sort(key=lambda m: (m.number > rest.number, -m.number))
    for (place, one), (further, other) in combinations(enumerate(near), 2):
        high, low = sorted((one, other), key=lambda m: -m.quantity.value)
        off = high.quantity.value - low.quantity.value - rest.quantity.value
        if high.quantity.value <= rest.quantity.value or abs(off) > rest.quantity.value or high.role in _CHANGES:
            continue
        figures = (high, rest, low)
        others = any(m.sentence is rest.sentence and m not in (one, other) for m in near)
        if (said == "plain" and (others or low.role in _CHANGES)) or not _of_one_time(figures):
            continue
        order = "larger first" if high.order < low.order else "smaller first"
        places = f"{min(place, 2)} and {min(further, _FEW)} away"
        alone = "among others" if others else "alone"
        yield _relation("difference", _TWO, figures, rest, said, alone, places, order, _where(one, rest))


def _shares(share: Mention, register: FigureRegister, proved: set[int]) -> Iterator[TriedRelation]:
    """Give a share with the number before it, or that at its place of a list, and any larger like number before."""
    lead = (share.series or [share])[0].lead
    told = _OF.search(lead)
    said = "of" if told else "rate" if _RATE.search(lead) else "done" if _PACE.search(lead) else ""
    reach, numbers = chance_settings().reach, register.reading.mentions
    named = stripped(told["of"]) if told else ""
    for place, part in enumerate(_parts_of(share) if said else []):
        larger = [m for m in numbers[max(0, share.number - reach.wholes) : share.number - 1] if is_amount(m)]
        larger = [m for m in larger if same_unit(m, part) and m.quantity.value > part.quantity.value]
        larger = [m for m in larger if m not in part.series]
        like = [m for m in larger if named and likeness(named, m.context + m.quantity.unit) >= _NAMED]
        at = f"{'list' if share.series else _where(part, share)}{place or ''}"
        for rank, whole in enumerate(reversed(larger)):
            mark = "proved" if whole.number in proved else "target" if whole.role == Role.TARGET else ""
            called = ("named" if len(like) == 1 else "among named") if whole in like else "unlike" if named else "plain"
            if rank < reach.larger or mark == "proved" or whole in like:
                away = "nearest" if not rank else "second" if rank == 1 else "other"
                form = (said, at, mark, called, _where(whole, part), away)
                yield _relation("share", SHARE, (share, part, whole), share, *form)


def _parts_of(share: Mention) -> list[Mention]:
    ahead = [m for m in share.sentence.mentions[: share.place] if is_amount(m) and m.role != Role.BASE]
    if not share.series:
        return ahead[: -_FEW - 1 : -1]
    place, many = share.series.index(share), len(share.series)
    listed = [m for m in ahead if len(m.series) == many and m.series.index(m) == place]
    return listed[-1:] or (ahead[len(ahead) - many :][place : place + 1] if len(ahead) >= many else [])


def _hundreds(share: Mention) -> Iterator[TriedRelation]:
    """Give the shares of one sentence that may make a whole, as many as stand before one."""
    ahead = [m for m in share.sentence.mentions[: share.place] if m.dimension == PERCENT]
    ahead = [m for m in ahead if m.role in (Role.SHARE, Role.RATE) and not m.quantity.hedge]
    last = "last" if share is share.sentence.mentions[-1] else ""
    told = [_has_amount(m) for m in (*ahead, share)]
    for many in range(1, len(ahead) + 1) if share.role in (Role.SHARE, Role.RATE) else ():
        run = ahead[-many:]
        total = sum((m.quantity.value for m in run), share.quantity.value)
        if abs(total - _HUNDRED) <= _HUNDRED / 2 and len(set(told[-many - 1 :])) == 1:
            form = (
                str(many) if many <= _FEW else "many",
                "list" if share.series else "",
                last,
                _where(run[0], share),
                "all" if run == ahead else "",
            )
            yield _relation("hundred", _complement(many), (share, *run), share, *form)


def _has_amount(share: Mention) -> bool:
    """Say whether an amount of its own stands right before a share: in a list of shares each has one, or none."""
    ahead = share.sentence.mentions[: share.place][-1:]
    between = [share.sentence.text[m.quantity.end : share.quantity.start] for m in ahead if is_amount(m)]
    return any(not _LEADS.search(words_between) for words_between in between)


def _complement(many: int) -> ClaimFormula:
    return ClaimFormula(lambda *parts: _HUNDRED - sum(parts, Fraction(0)), (-1,) * many)


def _rates(rate: Mention, register: FigureRegister) -> Iterator[TriedRelation]:
    """Give a rate of growth with the change before it and a number of now or a base, and with a number of now and a base."""
    sign = growth_sign(rate.before or rate.lead)
    if not sign or rate.series:
        return
    ahead = [m for m in _near(rate, register, chance_settings().reach.pairs) if is_amount(m) and m.number < rate.number]
    ahead.reverse()
    role = Role.INCREASE if sign > 0 else Role.DECREASE
    levels, bases = [m for m in ahead if m.role in _LEVELS], [m for m in ahead if m.role == Role.BASE]
    for change in [m for m in ahead[:_FEW] if m.role == role and m.sentence is rate.sentence][:1]:
        by_now = INCREMENT_GROWTH if sign > 0 else DECREMENT_DECLINE
        for formula, others, name in ((by_now, levels, "change and now"), (SHARE, bases, "change and base")):
            for rank, m in enumerate([m for m in others if same_unit(m, change)][:_FEW]):
                if m.quantity.value > change.quantity.value:
                    form = (name, _where(change, rate), str(rank), _where(m, change))
                    yield _relation("growth", formula, (rate, change, m), rate, *form)
    for rank, now in enumerate(levels[:_FEW]):
        for other, base in enumerate([m for m in bases if same_unit(m, now)][:2]):
            places = ("now and base", str(rank), _where(now, rate), str(other), _where(base, rate))
            yield _relation("growth", GROWTH if sign > 0 else DECLINE, (rate, now, base), rate, *places)


def _points(points: Mention, register: FigureRegister) -> Iterator[TriedRelation]:
    """Give points with any two rates near them."""
    said = "speed" if _SPEED.search(points.lead[-12:]) else "level"
    near = [m for m in _near(points, register, chance_settings().reach.pairs) if m.dimension == PERCENT]
    near = sorted((m for m in near if not m.quantity.hedge), key=lambda m: (m.number > points.number, -m.number))
    for (place, one), (further, other) in combinations(enumerate(near), 2):
        high, low = sorted((one, other), key=lambda m: -m.quantity.value)
        name, again = (stripped(measure_of(m))[-3:] for m in (one, other))
        roles = "and".join(sorted({f" {one.role} ", f" {other.role} "})).strip()
        alike = bool(name) and name == again
        same = "one name of all" if alike and name in points.lead else "same name" if alike else ""
        next_ = "nearest two" if (place, further) == (0, 1) else "nearest one" if not place else ""
        opposite = growth_sign(one.before or one.lead) * growth_sign(other.before or other.lead) < 0
        form = (said, same, next_, roles, _where(one, points), _where(other, points))
        yield _relation("points", _TWO if opposite else DIFFERENCE, (points, high, low), points, *form)


def _averages(average: Mention, register: FigureRegister) -> Iterator[TriedRelation]:
    """Give an average with a larger number of its unit and a number of things before it."""
    if not _EACH.search(average.before + average.lead[-12:]):
        return
    near = [m for m in _near(average, register, chance_settings().reach.pairs) if is_amount(m)]
    for amount, number in permutations([m for m in near if m.number < average.number], 2):
        alike = amount.dimension == average.dimension and amount.quantity.unit[-1:] == average.quantity.unit[-1:]
        if (
            alike
            and amount.quantity.value > average.quantity.value
            and (number.dimension == COUNT or not same_unit(number, amount))
        ):
            places = (_where(amount, average), _where(number, average))
            yield _relation("average", QUOTIENT, (average, amount, number), average, *places)
