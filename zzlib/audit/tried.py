"""Relations that the order of a text tells: a total and the run of its parts, part, whole and share, two rates and points, change and rate."""

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from zzlib.audit.arithmetic import (
    HOLDS,
    SHARE,
    ClaimFormula,
    Verdict,
    judge,
    round_half_up,
)
from zzlib.audit.breakdowns import is_complete
from zzlib.audit.chance import TriedRelation, chance_settings
from zzlib.audit.claim import NumericClaim
from zzlib.audit.quantities import PERCENT, POINTS, RATIOS
from zzlib.audit.reading import Mention, same_unit, stripped
from zzlib.audit.register import FigureRegister, measure_of
from zzlib.audit.roles import Role
from zzlib.audit.spans import span_of
from zzlib.audit.words import mentions_any, words

_LEVELS = (Role.LEVEL, Role.TOTAL, Role.REST)
_CHANGES = (Role.INCREASE, Role.DECREASE)
_LEADS = re.compile("其中|包括|分别|：|（")
_SUMS_UP = re.compile("共|合计|总")
_APART = re.compile("平均|[人户日月年均]均|每|单价|[较比]|上年|去年|同期")
_CLOSE = Fraction(1, 2)  # a run that makes less than half of a number, or more than half again, is no breakdown of it
_OPEN = 3  # a sum of many rounded numbers may be off by one in its last digit, either way
_REMAINS = re.compile("[顺逆]差|结余|结转|净|未|尚|在办|还|其余|余|差额?$")
_LIST = Fraction(1)  # how far the shares of a whole list may be off 100 by rounding


def tried_relations(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[TriedRelation]:
    """Give the relations that the order of a text tells and that don't hold as printed, nor any other reading of them."""
    proved = {c.entry for c in claims if c.verdict in HOLDS}
    wholes = {c.trial.binding.operands[1].number for c in claims if _is_proved_share(c) and c.trial is not None}
    for mention in register.reading.mentions:
        if mention.quantity.hedge or mention.number in proved or mention.quantity.value <= 0:
            continue
        near = register.reading.around(mention)
        ahead = [m for m in near if m.order < mention.order]
        if mention.dimension == POINTS:
            yield from _points(mention, ahead)
        elif mention.dimension == PERCENT and ahead:
            yield from _shares(mention, ahead, wholes)
        elif mention.dimension not in RATIOS and mention.role in (*_LEVELS, *_CHANGES):
            yield from _sums(mention, near[len(ahead) + 1 :], behind=True)
            yield from _sums(mention, ahead[::-1], behind=False)


def _is_proved_share(claim: NumericClaim) -> bool:
    used = claim.trial.binding if claim.trial is not None else None
    return claim.verdict in HOLDS and used is not None and used.formula is SHARE


def _sums(whole: Mention, others: Sequence[Mention], *, behind: bool) -> Iterator[TriedRelation]:
    """Give a total and each run of like numbers beside it that ends where a thought ends; none if one of them makes it."""
    runs = [run for run in _runs(whole, others) if len(run) > 1]
    if not behind:
        runs = [run[::-1] for run in runs if _SUMS_UP.search(whole.before)]
    offs = [sum((_signed(m, whole) for m in run), Fraction(0)) - whole.quantity.value for run in runs]
    slack = [_slack(whole, run) for run in runs]
    if any(abs(off) <= most for off, most in zip(offs, slack, strict=True)):
        return
    for run, off in zip(runs, offs, strict=True):
        figures = (whole, *run)
        if abs(off) > _CLOSE * whole.quantity.value or not _of_one_time(figures):
            continue
        yield TriedRelation("sum", figures, _adds_up(figures), _room(figures), _sum_weight(whole, run))


def _signed(part: Mention, whole: Mention) -> Fraction:
    """Give what a part makes of its total: a decrease takes away from an increase."""
    against = whole.role in _CHANGES and part.role != whole.role
    return -part.quantity.value if against else part.quantity.value


def _runs(whole: Mention, others: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Give the runs of like numbers next to a total, each up to the end of a thought; those of a change are changes."""
    reach = chance_settings().reach
    changes = whole.role in _CHANGES
    run: list[Mention] = []
    for m in others:
        if abs(m.sentence.number - whole.sentence.number) > reach.sentences or len(run) > reach.parts:
            break
        if m.dimension in RATIOS or m.quantity.hedge or not same_unit(m, whole) or (m.role in _CHANGES) != changes:
            continue
        if m.role == Role.BASE or _APART.search(m.before) or (run and m.depth > run[0].depth):
            continue
        overlaps = mentions_any(words().parts.overlapping, m.before)
        larger = m.quantity.value >= whole.quantity.value and not changes
        if larger or m.role not in (*_LEVELS, *_CHANGES, Role.GAP) or overlaps:
            break
        if run and (m.sentence, m.segment) != (run[-1].sentence, run[-1].segment):
            yield list(run)
        run.append(m)
    if run:
        yield run


def _of_one_time(figures: Sequence[Mention]) -> bool:
    """Say whether no figure is told of another time than the first of them in the text."""
    spans = [span_of(m) for m in sorted(figures, key=lambda m: m.order)]
    return all(span is None or not (span.first or span.year) or span == spans[0] for span in spans)


def _exact(figures: Sequence[Mention]) -> Fraction:
    """Give half of the coarsest step: a sum that is put right is right to its last digit."""
    return max(m.quantity.step for m in figures) / 2


def _slack(whole: Mention, run: Sequence[Mention]) -> Fraction:
    """Give what rounding makes of a sum at most."""
    if all(m.quantity.is_exact for m in (whole, *run)):
        return Fraction(0)
    return _exact([whole, *run]) * (len(run) + 1)


def _grain(figures: Sequence[Mention]) -> Fraction:
    """Give the power of ten of the coarsest step in which all numbers are told: 6000, 2000 and 1000 fix one digit."""
    grain = max(m.quantity.step for m in figures)
    while all((m.quantity.value / (grain * 10)).denominator == 1 for m in figures):
        grain *= 10
    return grain


def _room(figures: Sequence[Mention]) -> Fraction:
    """Give how many values a total can have at the precision of a sum, less what rounding leaves open."""
    return figures[0].quantity.value / _grain(figures) / (1 if _is_counted(figures) else _OPEN)


def _is_counted(figures: Sequence[Mention]) -> bool:
    return all(m.quantity.is_exact for m in figures) or len(figures) == len(("whole", "one", "other"))


def _adds_up(figures: Sequence[Mention]) -> Callable[[int, Fraction], bool]:
    """Give the test of another value for one of the figures of a sum."""
    most = _exact(figures) * (1 if _is_counted(figures) else _OPEN)
    signs = [Fraction(-1), *(_signed(m, figures[0]) / m.quantity.value for m in figures[1:])]
    off = sum((s * m.quantity.value for s, m in zip(signs, figures, strict=True)), Fraction(0))
    return lambda place, right: abs(off + signs[place] * (right - figures[place].quantity.value)) < most


def _sum_weight(whole: Mention, run: Sequence[Mention]) -> float:
    weights = chance_settings().weights
    if len(run) == len(("one", "other")) and _REMAINS.search(run[-1].before):
        return weights.remains
    if _is_whole_list(run):
        return weights.whole_list
    if is_complete([f"{m.before}{m.after}" for m in run]):
        return weights.halves
    first = min((whole, *run), key=lambda m: m.order)
    second = run[0] if first is whole else whole
    start = whole.quantity.end if second.sentence is first.sentence and first is whole else 0
    led = _LEADS.search(second.sentence.text[start : second.quantity.start]) or _SUMS_UP.search(whole.before)
    return weights.led if led else weights.bare


def _is_whole_list(run: Sequence[Mention]) -> bool:
    """Say whether each part has its share behind it, and the shares make a whole."""
    behind = [m.sentence.mentions[m.place + 1 : m.place + 2] for m in run]
    shares = [m.quantity.value for found in behind for m in found if m.role == Role.SHARE and m.dimension == PERCENT]
    return len(shares) == len(run) and abs(sum(shares, Fraction(0)) - 100) <= _LIST


def _shares(share: Mention, ahead: Sequence[Mention], proved: set[int]) -> Iterator[TriedRelation]:
    """Give the number right before a share with each larger like number before it; none if one of them gives it."""
    part = ahead[-1]
    if share.role != Role.SHARE or part.dimension in RATIOS or part.quantity.hedge or part.quantity.value <= 0:
        return
    if (
        part.sentence is not share.sentence
        or part.segment != share.segment
        or not re.search("占|率|比[重例]", share.lead)
    ):
        return
    like = [m for m in ahead[:-1] if same_unit(m, part) and m.quantity.value > part.quantity.value]
    holding = (judge(SHARE, (part.quantity.printed, m.quantity.printed), share.quantity.printed)[0] for m in like)
    if any(verdict != Verdict.WRONG for verdict in holding):
        return
    weights = chance_settings().weights
    for whole in like[-chance_settings().reach.wholes :]:
        if whole.role not in (*_LEVELS, Role.TARGET) or whole.quantity.hedge:
            continue
        weight = weights.sibling if whole.number in proved else weights.said_share
        yield _ratio("share", SHARE, (share, part, whole), weight)


def _ratio(kind: str, formula: ClaimFormula, figures: tuple[Mention, ...], weight: float) -> TriedRelation:
    result = figures[0].quantity

    def holds(place: int, right: Fraction) -> bool:
        values = [right if n == place else m.quantity.value for n, m in enumerate(figures)]
        try:
            return round_half_up(formula.compute(*values[1:]), result.step) == values[0]
        except ZeroDivisionError:
            return False

    return TriedRelation(kind, figures, holds, result.value / result.step, weight)


def _points(points: Mention, ahead: Sequence[Mention]) -> Iterator[TriedRelation]:
    """Give points with the two rates of one name before them: 结案率9.09%…上年同期…结案率17.31%…，低8.22个百分点."""
    rates = [m for m in ahead if m.dimension == PERCENT and m.role in (Role.SHARE, Role.RATE) and not m.quantity.hedge]
    if len(rates) < len(("one", "other")) or rates[-2].number + 12 < points.number:
        return
    one, other = rates[-2:]
    name, again = (stripped(measure_of(m))[-3:] for m in (one, other))
    if not name.endswith("率") or name != again:
        return
    figures = (*sorted((one, other), key=lambda m: -m.quantity.value), points)
    if abs(abs(one.quantity.value - other.quantity.value) - points.quantity.value) <= 2 * _exact(figures):
        return
    room = points.quantity.value / max(m.quantity.step for m in figures)
    yield TriedRelation("difference", figures, _adds_up(figures), room, chance_settings().weights.same_rate)
