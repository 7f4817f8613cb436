"""Why a printed result may be off: another number of the document, a whole number close by, a factor, an implied target."""

import re
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from zzlib.audit.arithmetic import DECLINE, GROWTH, Printed, Verdict, judge, round_half_up
from zzlib.audit.claim import UNBOUND, NumericClaim, Trial, operand, statement
from zzlib.audit.quantities import COUNT, PERCENT, POINTS, TIMES, Quantity, written
from zzlib.audit.reading import Mention, Reading, likeness, same_unit
from zzlib.audit.roles import Role

_SAME_THING = 0.9
_FACTORS = {100: "相差 100 倍：比值与百分数混写", 10_000: "相差一万倍：疑似万、亿写错"}


def cause_of_share(
    claim: NumericClaim, trial: Trial | None, mention: Mention, reading: Reading, *, explicit: bool, named: bool = False
) -> NumericClaim:
    """Add to a wrong share what would give it; a far-off result of a loose binding is not called wrong.

    `explicit` says that the whole stands right before the share, `named` that 占 gives the whole's very name; where
    neither is so, another number that may be the whole and gives the share makes it right.
    """
    if claim.verdict != Verdict.WRONG or trial is None or trial.exact is None:
        return claim
    part, whole = trial.binding.operands
    factor = factor_between(trial.exact, mention.quantity)
    other = _other_number(part, whole, mention, reading)
    close = "" if other else _close_whole(part.quantity, mention.quantity)
    causes = [text for text in (factor, other, close) if text]
    if (
        not explicit and not factor and not (named and other.endswith(f"作分母才得 {mention.quantity.text}"))
    ):  # from another printed base: that is the slip
        inner = (
            "其中" in part.sentence.text[whole.quantity.end : part.quantity.start]
            if part.place > whole.place
            else False
        )
        bare = re.search(r"占(?:比|总数|总量)?(?:的|为|达)*$", mention.lead) is not None
        noun = re.sub("(?:的|比重|达到|达|为)+$", "", mention.lead.rpartition("占")[2]) if "占" in mention.lead else ""
        closed = named or (inner and bare) or whole.role == Role.TARGET or likeness(noun, whole.own) > _SAME_THING
        claim = doubted(claim, trial, mention.quantity, closed=closed)
    if claim.verdict != Verdict.WRONG:
        return claim
    return replace(claim, message="；".join([claim.message, *causes]), said=claim.said or bool(other))


def doubted(claim: NumericClaim, trial: Trial | None, result: Quantity, *, closed: bool = False) -> NumericClaim:
    """Call a result that is far off what a loose binding yields unverifiable: the binding is likelier to be wrong.

    Where its sentence has no other numbers that it could be of, it is doubtful; wrong if words bind them too (`closed`).
    """
    if claim.verdict != Verdict.WRONG or trial is None or trial.exact is None or not result.value:
        return claim
    if factor_between(trial.exact, result) or Fraction(3, 5) <= trial.exact / result.value <= Fraction(5, 3):
        return claim
    used = trial.binding.operands
    one = all(m.sentence is used[0].sentence and m.segment == used[0].segment for m in used)
    like = [
        m for m in used[0].sentence.mentions if m.dimension not in (PERCENT, POINTS, TIMES) and not m.quantity.hedge
    ]
    alone = one and len(like) == len(used)
    if alone and closed:
        return claim
    if alone:
        return replace(claim, verdict=Verdict.DOUBTFUL, message=f"{claim.message}；相差很大，请核是不是由这些数算的")
    return unbound(claim)


def unbound(claim: NumericClaim) -> NumericClaim:
    """Say only that the operands are not known: numbers of unrelated things read like an accusation."""
    return replace(claim, verdict=Verdict.UNVERIFIABLE, message=UNBOUND, operands=(), recomputed="")


def factor_between(exact: Fraction, result: Quantity) -> str:
    """Say whether a result is off by a factor of 100 or 10^4; empty if not."""
    for factor, said in _FACTORS.items():
        for value in (exact / factor, exact * factor):
            if result.value and abs(value / result.value - 1) < Fraction(1, 50):
                return said
    for moved in (exact / 10, exact * 10):
        digits = re.sub(r"\D|^[0.]+", "", result.number)
        if len(digits) > 1 and round_half_up(moved, result.step) == result.value:
            return "相差 10 倍：疑似小数点错位"
    return ""


def integer_bases(now: Fraction, rate: Quantity, sign: int, verdict: Verdict = Verdict.OK) -> range:
    """Give the whole numbers from which a count grows (sign +1) or falls (-1) to `now` by the printed rate.

    With `verdict` truncated: those by which the rate is printed without what follows its last digit.
    """
    offsets = (Fraction(-1, 2), Fraction(1, 2)) if verdict == Verdict.OK else (Fraction(1, 2), Fraction(1))
    factors = [1 + sign * (rate.value + off * rate.step) / 100 for off in offsets]
    if min(factors) <= 0:
        return range(0)
    first, last = max(1, floor(now / max(factors))), ceil(now / min(factors))
    formula = GROWTH if sign > 0 else DECLINE

    def fits(base: int) -> bool:
        if verdict == Verdict.OK:
            return round_half_up(formula.compute(now, Fraction(base)), rate.step) == rate.value
        operands = [Printed(now, Fraction(1), True), Printed(Fraction(base), Fraction(1), True)]
        return judge(formula, operands, rate.printed)[0] == verdict

    while first <= last and not fits(first):
        first += 1
    while last >= first and not fits(last):
        last -= 1
    return range(first, last + 1)


def bases_found(now: Fraction, rate: Quantity, sign: int) -> int:
    """Give of how many in a hundred rates printed like this one, the nearest to it, a whole-number base is found."""
    near = (replace(rate, value=abs(rate.value + step * rate.step)) for step in range(-50, 50))
    return sum(bool(integer_bases(now, other, sign)) for other in near)


def implied_whole(mention: Mention, part: Mention) -> NumericClaim:
    """State the target that a completion implies; none is printed to hold it against."""
    whole = part.quantity.value / mention.quantity.value * 100 if mention.quantity.value else None
    said = "" if whole is None else f"，推出任务数约 {written(whole, part.quantity)}"
    return statement(
        "implied_target",
        mention,
        Verdict.UNVERIFIABLE,
        f"任务数没有印出{said}",
        operands=(operand(part.quantity),),
        recomputed="" if whole is None else written(whole, part.quantity),
        proof=(part, mention),
    )


def _other_number(part: Mention, whole: Mention, result: Mention, reading: Reading) -> str:
    """Name another printed number that in place of the part or the whole gives the result."""
    stated = result.quantity
    for other in reading.around(result):
        number = other.quantity
        if other.dimension != whole.dimension or number.hedge or not number.value or other is part or other is whole:
            continue
        alike = same_unit(other, whole)
        if alike and number.value != whole.quantity.value and _gives(part.quantity.value / number.value, stated):
            return f"用文中的 {number.text} 作分母才得 {stated.text}"
        if number.value != part.quantity.value and _gives(number.value / whole.quantity.value, stated):
            return f"用文中的 {number.text} 才得 {stated.text}，疑是旧稿的数没有改"
    return ""


def _gives(ratio: Fraction, stated: Quantity) -> bool:
    return round_half_up(ratio * 100, stated.step) == stated.value


def _close_whole(part: Quantity, result: Quantity) -> str:
    """Name the whole numbers that as the denominator give the result: 292 or 293 for 36 in 12.3%."""
    if part.dimension != COUNT or not result.value or not part.is_exact:
        return ""
    half = result.step / 2  # a share that is printed so lies from half a step below it up to half a step above
    least, most = (part.value * 100 / (abs(result.value) + off) for off in (half, -half))
    found = range(floor(least) + 1, floor(most) + 1)
    if not found:
        return f"没有整数分母能由 {part.text} 得到 {result.text}"
    listed = " 或 ".join(map(str, found)) if len(found) < 4 else f"{found[0]} 至 {found[-1]}"
    return f"分母是 {listed} 才得 {result.text}"
