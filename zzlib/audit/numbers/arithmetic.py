"""What printed numbers prove: a formula over printed operands against a printed result, in exact arithmetic."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import floor, trunc

from zzlib.audit.numbers.fractions import Fraction


class Verdict(StrEnum):
    """What can be said of a claim, the kindest first."""

    OK = "ok"
    REACHABLE = "reachable"
    TRUNCATED = "truncated"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"
    HEDGED = "hedged"
    UNVERIFIABLE = "unverifiable"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _LABELS[self]


HOLDS = (Verdict.OK, Verdict.REACHABLE)
PROVED = (*HOLDS, Verdict.TRUNCATED)
JUDGED = (*PROVED, Verdict.WRONG, Verdict.HEDGED)
"""What holds; what is the document's own figure, as it was cut off too; what needs no other way of checking."""
ACCUSED, UNSURE = (Verdict.WRONG, Verdict.DOUBTFUL), (Verdict.DOUBTFUL, Verdict.UNVERIFIABLE)
"""What is held against a figure; what can't be told of it for sure."""

_LABELS = {
    Verdict.OK: "相符",
    Verdict.REACHABLE: "四舍五入可及",
    Verdict.TRUNCATED: "截尾未进位",
    Verdict.DOUBTFUL: "请核",
    Verdict.WRONG: "不符",
    Verdict.HEDGED: "约数不判",
    Verdict.UNVERIFIABLE: "无法核对",
}
_ROUGHLY = 1e-12  # of the largest number: what may be lost where fractions are reckoned as floating point numbers
_FINE = 1000  # of a number with fewer digits what was cut off may be anything
_KINDEST = [Verdict.OK, Verdict.REACHABLE, Verdict.TRUNCATED, Verdict.WRONG]


@dataclass(frozen=True)
class Printed:
    """A number as a document prints it, in its base unit.

    `step` is what one of its last digit is worth; `exact` says that nothing was rounded away (a count, a number of
    months).
    """

    value: Fraction
    step: Fraction
    exact: bool = False

    @property
    def low(self) -> Fraction:
        """The least number that rounds half up to what is printed."""
        return self.value if self.exact else self.value - self.step / 2

    @property
    def high(self) -> Fraction:
        """The bound below which a number rounds half up to what is printed."""
        return self.value if self.exact else self.value + self.step / 2


@dataclass(frozen=True)
class ClaimFormula:
    """A formula that rises (+1) or falls (-1) with each operand over the operands of a document, which are positive."""

    compute: Callable[..., Fraction]
    signs: tuple[int, ...]
    linear: bool = False
    """Whether it only adds and takes away."""


SAME = ClaimFormula(lambda value: value, (1,), linear=True)
SHARE = ClaimFormula(lambda part, whole: part / whole * 100, (1, -1))
SHARE_OF_SUM = ClaimFormula(lambda part, other: part / (part + other) * 100, (1, -1))
REST_OF_ALL = ClaimFormula(lambda share: 100 - share, (-1,))
COMPLEMENT = ClaimFormula(lambda part, whole: 100 - part / whole * 100, (-1, 1))
GROWTH = ClaimFormula(lambda now, before: (now - before) / before * 100, (1, -1))
DECLINE = ClaimFormula(lambda now, before: (before - now) / before * 100, (-1, 1))
INCREMENT_GROWTH = ClaimFormula(lambda more, now: more / (now - more) * 100, (1, -1))
INCREMENT_TIMES = ClaimFormula(lambda more, now: more / (now - more), (1, -1))
DECREMENT_DECLINE = ClaimFormula(lambda less, now: less / (now + less) * 100, (1, -1))
BEFORE_GROWTH = ClaimFormula(lambda now, rate: now / (1 + rate / 100), (1, -1))
BEFORE_DECLINE = ClaimFormula(lambda now, rate: now / (1 - rate / 100), (1, 1))
MULTIPLE = ClaimFormula(lambda now, before: now / before, (1, -1))
TIMES_MORE = ClaimFormula(lambda now, before: now / before - 1, (1, -1))
DIFFERENCE = ClaimFormula(lambda larger, smaller: larger - smaller, (1, -1), linear=True)
QUOTIENT = ClaimFormula(lambda amount, number: amount / number, (1, -1))
GAIN_OF_RATE = ClaimFormula(lambda now, rate: now - now / (1 + rate / 100), (1, 1))
LOSS_OF_RATE = ClaimFormula(lambda now, rate: now / (1 - rate / 100) - now, (1, 1))
LEFT_OF_RATE = ClaimFormula(lambda task, rate: task * (1 - rate / 100), (1, -1))
LEFT_OF_SHARE = ClaimFormula(lambda done, share: done * 100 / share - done, (1, -1))


def total_of(number: int) -> ClaimFormula:
    """Give the sum of so many operands."""
    return ClaimFormula(lambda *parts: sum(parts, Fraction(0)), (1,) * number, linear=True)


def rest_of(number: int) -> ClaimFormula:
    """Give the first operand less the `number` others."""
    return ClaimFormula(lambda whole, *parts: whole - sum(parts, Fraction(0)), (1, *(-1,) * number), linear=True)


def signed_sum(signs: Sequence[int]) -> ClaimFormula:
    """Give the sum of operands of which those with -1 are taken away."""
    return ClaimFormula(lambda *v: sum((s * n for s, n in zip(signs, v, strict=True)), Fraction(0)), tuple(signs))


def judge(formula: ClaimFormula, operands: Sequence[Printed], result: Printed) -> tuple[Verdict, Fraction | None]:
    """Judge a printed result; also give what the formula yields from the operands as printed (None: undefined)."""
    try:
        exact = formula.compute(*(operand.value for operand in operands))
    except ZeroDivisionError:
        return Verdict.UNVERIFIABLE, None
    if round_half_up(exact, result.step) == result.value:
        return Verdict.OK, exact
    low, high = bounds_of(formula, operands, exact)
    if _reachable(low, high, result):
        return Verdict.REACHABLE, exact
    cut = trunc(exact / result.step) * result.step
    if cut == result.value:
        return Verdict.TRUNCATED, exact
    if high - low > result.step and cut - result.step == result.value <= low < cut:
        return Verdict.TRUNCATED, exact  # operands rounded so that they move its last digit, and the result cut off
    coarser = 10 * result.step
    if coarser < 1 and not formula.linear and round_half_up(exact, coarser) == result.value:
        return Verdict.TRUNCATED, exact  # 66.20% for 66.23%: rounded to a tenth, and a nought written behind
    rounded = [o for o in operands if not o.exact]
    if len(rounded) == 1 and rounded[0].value >= _FINE * rounded[0].step and not formula.linear:
        cut_off = [o if o.exact else replace(o, value=o.high) for o in operands]
        if _reachable(*bounds_of(formula, cut_off, exact), result):
            return Verdict.TRUNCATED, exact  # 40.56亿元 that was 40.569亿元, by so many sold
    return Verdict.WRONG, exact


def bounds_of(formula: ClaimFormula, operands: Sequence[Printed], exact: Fraction) -> tuple[Fraction, Fraction]:
    """Give between what results of operands that print this way lie; `exact` twice where they divide by nought."""
    pairs = list(zip(operands, formula.signs, strict=True))
    try:
        low = formula.compute(*(o.low if sign > 0 else o.high for o, sign in pairs))
        high = formula.compute(*(o.high if sign > 0 else o.low for o, sign in pairs))
    except ZeroDivisionError:
        return exact, exact
    return low, high


def gives(formula: ClaimFormula, operands: Sequence[Printed], result: Printed) -> bool:
    """Say whether the operands as printed give what is printed; most pairs of numbers don't, and roughly is enough to tell."""
    try:
        rough = [float(operand.value) for operand in operands]
        found = float(formula.compute(*rough))
    except ZeroDivisionError:
        return False
    if abs(found - float(result.value)) > float(result.step) + _ROUGHLY * max(map(abs, (found, *rough))):
        return False
    return judge(formula, operands, result)[0] == Verdict.OK


def told_alike(one: Printed, other: Printed) -> Verdict:
    """Judge one value that is printed twice: the coarser print by the finer."""
    finer, coarser = sorted((one, other), key=lambda printed: printed.step)
    return judge(SAME, [finer], coarser)[0]


def kinder(verdict: Verdict, than: Verdict) -> bool:
    """Say whether a verdict of `judge` is kinder than another."""
    rank = {word: place for place, word in enumerate(_KINDEST)}
    return rank.get(verdict, len(rank)) < rank.get(than, len(rank))


def one_is_the_sum(values: Sequence[Fraction]) -> bool:
    """Say whether one of three numbers is the sum of the others, whichever was taken for it: 水位123.73米，距离128米还有4.27米."""
    return len(values) == len(("one", "other", "both")) and 2 * max(values) == sum(values)


def step_of(number: str) -> Fraction:
    """Give one in the last digit of a number as it is printed: a hundredth for 12.34."""
    return Fraction(1, 10 ** len(number.partition(".")[2]))


def round_half_up(value: Fraction, step: Fraction) -> Fraction:
    """Round to a multiple of `step`, halves away from zero, as people do."""
    size = floor(abs(value) / step + Fraction(1, 2)) * step
    return size if value >= 0 else -size


def _reachable(low: Fraction, high: Fraction, result: Printed) -> bool:
    """Say whether a number within the bounds prints as the result."""
    # A count has no digits behind it; any other result stands for all numbers that round to it.
    if low == high:
        return result.low <= low < result.high or low == result.value
    return high > result.value - result.step / 2 and low < result.value + result.step / 2
