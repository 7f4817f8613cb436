"""Two numbers and a rate, the only ones of two neighbouring sentences: 去年412件。今年该数字攀至515件，多四分之一; 翻了一番; 光噪声一项就占35%; 平均每个."""

import re
from collections.abc import Iterator, Sequence

from zzlib.audit.alone.plainly import is_plain, surely, told
from zzlib.audit.judging.claim import Binding, NumericClaim, settle, statement
from zzlib.audit.numbers.arithmetic import GROWTH, QUOTIENT, SHARE, ClaimFormula, Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import COUNT, PERCENT, RATIOS, quantity_of, written
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role, growth_sign
from zzlib.audit.shares.spoken_shares import bounds_of_words

_TIMES = {"一": 2, "两": 4, "二": 4, "三": 8}
_YIELD = ClaimFormula(lambda land, each: land * each, (1, 1))
_LESS, _MORE = re.compile("少[一-龥]{0,3}了?$"), re.compile("多[一-龥]{0,3}了?$")
_RATE_OF = re.compile("(?P<of>[一-龥]{2})率(?:为|是|达到?)?$")
_OTHER = re.compile("[不未无非迟退拒节减]")
_TIMED = re.compile("[年月日天季周]")
_TWO, _THREE = 2, 3


def plain_rate_claims(register: FigureRegister, _: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge the rate, the multiple, the mean or the product of the only two other numbers of a sentence and the one before."""
    sentences = [s for s in register.reading.sentences if s.mentions]
    for before, sentence in zip([None, *sentences], sentences, strict=False):
        near = [*(before.mentions if before is not None and not before.block.rows else ()), *sentence.mentions]
        if sentence.block.rows or not all(map(is_plain, near[:-1])) or near[-1].depth:
            continue
        rates = [m for m in near if m.dimension == PERCENT]
        amounts = [m for m in near if m.dimension not in RATIOS]
        if len(near) == _THREE and len(rates) == 1 and len(amounts) == _TWO and same_unit(*amounts):
            yield from _of_two(amounts[0], amounts[1], rates[0])
        elif len(near) == _TWO and len(amounts) == _TWO and same_unit(*amounts):
            yield from _doubled(amounts[0], amounts[1])
        elif len(near) == _THREE and len(amounts) == _THREE:
            yield from _of_each(*amounts)


def _of_two(first: Mention, second: Mention, rate: Mention) -> Iterator[NumericClaim]:
    """Judge how the second grew from the first, or which share one is of the other."""
    pair = first, second
    if _value(first) == _value(second):
        return
    said = rate.before or rate.lead
    sign = growth_sign(said) or (1 if _MORE.search(said) else -1 if _LESS.search(said) else 0)
    then = first.role == Role.BASE or told("then").search(first.text_before) is not None
    if (
        then
        and sign
        and told("grew_to").search(second.topic + second.lead + rate.lead)
        and second.sentence is not first.sentence
    ):
        formula = GROWTH if sign > 0 else ClaimFormula(lambda now, then: (then - now) / then * 100, (-1, 1))
        yield from _rated("growth", rate, formula, (second, first))
    elif told("fraction_of").search(said) and first.order < rate.order < second.order:
        yield from _rated("share", rate, SHARE, (second, first))
    elif not sign and rate.order > second.order and second.sentence is not first.sentence:
        named = _RATE_OF.search(said)
        of = set(named["of"]) if named is not None and not _OTHER.search(named["of"]) else set()
        borne = bool(of & set(second.before)) and not of <= set(first.before)
        if borne or (told("of_all").search(said) and "比" not in rate.lead):
            yield from _rated("share", rate, SHARE, (min(pair, key=_value), max(pair, key=_value)))


def _value(mention: Mention) -> Fraction:
    return mention.quantity.value


def _rated(kind: str, rate: Mention, formula: ClaimFormula, pair: tuple[Mention, Mention]) -> Iterator[NumericClaim]:
    """Judge a rate by two numbers; one in words by how far such words reach."""
    bounds = bounds_of_words(rate.quantity)
    if bounds is None:
        yield surely(settle(kind, rate, [Binding(formula, pair)], certain=True)[0])
        return
    exact = formula.compute(*(m.quantity.value for m in pair))
    if not bounds[0] <= exact <= bounds[1]:
        right = written(_meant(pair[1], rate, kind), pair[0].quantity)
        said = (
            f"由 {pair[0].quantity.text}、{pair[1].quantity.text} 算得 {float(exact):.1f}%，文中写{rate.quantity.text}"
        )
        said = f"{said}；照{rate.quantity.text}算应为 {right}"
        yield surely(statement(kind, rate, Verdict.WRONG, said, pair, recomputed=f"{float(exact):.1f}%"))


def _meant(then: Mention, rate: Mention, kind: str) -> Fraction:
    """Give what a rate in words makes of a number."""
    share = rate.quantity.value / 100
    less = growth_sign(rate.before or rate.lead) < 0 or _LESS.search(rate.before or rate.lead)
    return then.quantity.value * (share if kind == "share" else 1 - share if less else 1 + share)


def _doubled(first: Mention, second: Mention) -> Iterator[NumericClaim]:
    """Judge 去年8场。今年翻了一番，办到16场."""
    found = told("doubled").search(second.topic + second.lead)
    if found is None or first.sentence is second.sentence:
        return
    times = _TIMES[found["times"]]
    grown = ClaimFormula(lambda then: then * times, (1,))
    exact = grown.compute(first.quantity.value)
    if 10 * abs(exact - second.quantity.value) > exact:  # 翻了一番 is said roughly
        said = f"由 {first.quantity.text} {found[0]}，应为 {written(exact, second.quantity)}，文中写 {second.quantity.text}"
        yield surely(
            statement("growth", second, Verdict.WRONG, said, (first,), recomputed=written(exact, second.quantity))
        )


def _of_each(first: Mention, second: Mention, mean: Mention) -> Iterator[NumericClaim]:
    """Judge 项目12个，金额9600万元，平均800万元; 2.5万亩，亩产420公斤，总产1.05万吨."""
    if first.dimension == "land" and second.dimension == "kilograms" and mean.dimension == "tonnes":
        if told("per_land").search(second.before) and "总产" in mean.before:
            each = quantity_of(
                second.quantity.text, second.quantity.number, second.quantity.unit, COUNT, Fraction(1, 1000)
            )
            yield surely(settle("average", mean, [Binding(_YIELD, (first,), (each,))], certain=True)[0])
        return
    by = [m for m in (first, second) if m.dimension != mean.dimension]
    of = [m for m in (first, second) if m.dimension == mean.dimension]
    counted = len(by) == len(of) == 1 and by[0].dimension in (COUNT, "visits") and mean.dimension != COUNT
    otherwise = _TIMED.search(mean.before) or mentions_any(words().averages.otherwise, mean.before)
    apart = mean.sentence is not second.sentence and second.sentence is first.sentence
    if counted and apart and not otherwise and told("each").search(mean.before):
        yield surely(settle("average", mean, [Binding(QUOTIENT, (*of, *by))], certain=True)[0])
