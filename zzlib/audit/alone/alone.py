"""What short passages say of their only numbers, by all that read them: what one finds to hold no other accuses."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from zzlib.audit.alone.balances_alone import plain_balance_claims
from zzlib.audit.alone.changes_alone import plain_change_claims
from zzlib.audit.alone.relations import closed_passage_claims
from zzlib.audit.alone.three_numbers import three_number_claims
from zzlib.audit.alone.totals_alone import alone_total_claims
from zzlib.audit.judging.claim import NumericClaim, doubted
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import ACCUSED, HOLDS, Verdict, one_is_the_sum
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import COUNT, PERCENT, RATIOS, quantities
from zzlib.audit.reading.reading import Mention, are_many_thoughts, are_one_thought
from zzlib.audit.reading.register import FigureRegister

_OF_ONE_KIND = re.compile("(?:单位|部门|乡镇|成员)[^，。；]{0,6}[中里]，|（[不未]?含|不在其内")
"""Words that open how many of some bodies are this and how many that; one may be both: 6个单位中，6个没有完成任务，1个到位资金为零."""
_RATES = ("share", "growth_increment")
_LISTED = re.compile("二是|（二）|其二|(?:；.*){3}")
_READERS: tuple[Callable[[FigureRegister, list[NumericClaim]], Iterable[NumericClaim]], ...] = (
    closed_passage_claims,
    plain_balance_claims,
    plain_change_claims,
    alone_total_claims,
    three_number_claims,
)


def alone_claims(register: FigureRegister, claims: list[NumericClaim]) -> Iterator[NumericClaim]:
    """Give what is told of numbers that stand alone in a passage, but no accusation of numbers that hold together another way."""
    found: list[NumericClaim] = []
    long = are_many_thoughts(register.reading.sentences)
    for reader in _READERS:
        found += reader(register, [*claims, *found])
    for claim in unless_they_hold(found, claims, register):
        if claim.verdict not in ACCUSED or _are_alone(_mentions(claim, register), register):
            unsure = claim.verdict == Verdict.WRONG and long and not _is_slip(claim)
            yield doubted(claim, "前后文还有别的数，请核") if unsure else claim


def _is_slip(claim: NumericClaim) -> bool:
    stated, right = (next(iter(quantities(text)), None) for text in (claim.stated, claim.recomputed))
    return stated is not None and right is not None and is_slip(stated, right.value, short=True)


def unless_they_hold(
    found: Sequence[NumericClaim], claims: Sequence[NumericClaim], register: FigureRegister
) -> Iterator[NumericClaim]:
    """Give claims but the accusations of numbers of which others say that they hold, or which make one another."""
    held = [_figures(c) for c in (*claims, *found) if c.verdict in HOLDS]
    turned_words = {c.sentence for c in claims if c.verdict == Verdict.WRONG and c.kind == "difference" and not c.entry}
    for claim in found:
        if claim.verdict in ACCUSED and claim.sentence in turned_words and are_one_thought(register.reading.sentences):
            continue  # 低于, of the same two numbers
        turned = claim.recomputed.startswith("-") or not claim.stated[:1].isalnum()
        turned |= claim.firm and claim.trial is None and claim.kind in ("sum", "difference")  # words say which way
        again = claim.kind == "difference" and claim.stated in {o.text for o in claim.operands}  # 扩容后的20个窗口
        told = again or (any(_figures(claim) <= other for other in held) and not _is_of_set_price(claim))
        if claim.verdict not in ACCUSED or turned or not (told or _make_one_another(claim, register)):
            yield claim


def _is_of_set_price(claim: NumericClaim) -> bool:
    """Say whether what is made at a price that stands before it is told wrong for sure: that it may round to the price again proves nothing."""
    last = claim.entry > max((m.number for m in claim.proof), default=claim.entry)
    return claim.kind == "average" and claim.firm and claim.trial is None and last


def _figures(claim: NumericClaim) -> frozenset[str]:
    """Give the numbers that a claim is of and rests on, as they are printed, with their sentence."""
    return frozenset({claim.sentence, claim.stated, *(o.text for o in claim.operands)})


def _make_one_another(claim: NumericClaim, register: FigureRegister) -> bool:
    """Say whether one of the numbers of a claim is the sum of the others, or its rate is what one of two is of the other, or what that leaves."""
    mentions = _mentions(claim, register)
    figures = [m.quantity for m in mentions]
    amounts = [q for q in figures if q.dimension not in RATIOS]
    rates = [q for q in figures if q.dimension == PERCENT]
    if len(amounts) == len(figures) > len(("one", "other")):
        last = mentions[0].order == max(m.order for m in mentions)  # 撤掉9个，另开14个，净增23个
        alike = len({q.dimension for q in amounts}) == 1
        return alike and not last and one_is_the_sum([q.value for q in amounts])
    if claim.kind not in _RATES or len(rates) != 1 or len(amounts) != len(("part", "whole")):
        return False
    part, whole = sorted(q.value for q in amounts)
    share = 100 * part / whole if whole else Fraction(0)
    grown = 100 * (whole - part) / part if part else Fraction(0)
    made = (share, 100 - share) if claim.kind == "share" else (grown,)  # 82.5万人，增长4%，达到85.8万人
    return any(abs(value - rates[0].value) * 2 <= rates[0].step for value in made)


def _mentions(claim: NumericClaim, register: FigureRegister) -> list[Mention]:
    own = [register.entries[claim.entry - 1].mention] if claim.entry else []
    return [*own, *claim.proof]


def _are_alone(mentions: Sequence[Mention], register: FigureRegister) -> bool:
    """Say whether a passage has no other numbers in the units of some: the thoughts of a sentence from the first to the last, a short paragraph that they stand apart in."""
    sentences = {m.sentence.number: m.sentence for m in mentions}
    if any(_OF_ONE_KIND.search(s.text) for s in sentences.values()) and all(m.dimension == COUNT for m in mentions):
        return False
    if len(sentences) > 1:
        near = {s.number: s for own in sentences.values() for s in register.reading.paragraph_of(own)}
        return are_one_thought(near.values())
    numbers, segments = {m.number for m in mentions}, [m.segment for m in mentions]
    if len(set(segments)) > 1 and any(_LISTED.search(s.text) for s in sentences.values()):
        return False  # 一是…的14个项目；二是…的8个项目；三是没有储备的2个方向
    within = [m for s in sentences.values() for m in s.mentions if min(segments) <= m.segment <= max(segments)]
    units = {m.quantity.bare_unit for m in mentions if m.dimension not in RATIOS}
    return all(m.number in numbers or m.quantity.bare_unit not in units for m in within)
