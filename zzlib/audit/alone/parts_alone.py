"""Shares of one whole that are all a passage tells: two halves and several parts make 100%, and no share of a whole makes more."""

from collections.abc import Iterator
from itertools import permutations

from zzlib.audit.alone.passages import RATIO_OF, Passage, PassageFigure, said
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, POINTS, TIMES, written
from zzlib.audit.numbers.words import words

_ALL, _PAIR = Fraction(100), 2
_MOST_OFF = Fraction(60)


def parts_claims(passage: Passage) -> Iterator[NumericClaim]:
    """Judge the shares of a passage that its words say to be all parts of one whole."""
    shares = passage.of(PERCENT)
    if passage.of(POINTS) or passage.of(TIMES) or passage.of(RATIO_OF):
        return
    if len(passage.amounts) > 1:
        yield from _beyond(passage)
        return
    yield from _beyond(passage)
    if shares and shares[-1].value == _ALL:
        shares = shares[:-1]  # 三类合计100%
    told, untold = ("two_halves", "no_halves") if len(shares) == _PAIR else ("all_parts", "no_parts")
    closed = said(told).search(passage.text) is not None or (len(shares) == _PAIR and _are_halves(passage, shares))
    over = len(shares) > _PAIR and said("over_parts").search(passage.text) is not None
    if (
        len(shares) < _PAIR
        or not (closed or over)
        or said(untold).search(passage.text)
        or any(t.quantity.hedge for t in shares)
    ):
        return
    total = sum((t.value for t in shares), Fraction(0))
    if any(2 * t.value == total for t in shares):
        return  # 甲、乙占38.6%和21.9%，合起来占60.5%
    in_words = all("成" in t.quantity.text for t in shares)
    slack = 0 if in_words else sum(t.quantity.step for t in shares) / 2
    if slack < abs(total - _ALL) < _MOST_OFF and (closed or total > _ALL):
        last, first = shares[-1], tuple(shares[:-1])
        right = written(_ALL - total + last.value, last.quantity)
        listed = "、".join(t.quantity.text for t in shares)
        why = f"{listed} 相加是 {float(total):g}%，应为 100%；若别的无误，{last.quantity.text} 应为 {right}"
        yield passage.wrong("sum", last, right, first, why)


def _are_halves(passage: Passage, shares: list[PassageFigure]) -> bool:
    """Say whether two shares are told of two halves that leave nothing out: 外来人口占38%，本地人口占62%."""
    one, other = (passage.before(t) for t in shares)
    pairs = [pair for pair in words().parts.complements if len(pair) == _PAIR]
    named = any(
        (a in one and b in other and b not in one) or (b in one and a in other and b not in other) for a, b in pairs
    )
    return named and "率" not in one and regex("占|比重|比例").search(one + other) is not None


def _beyond(passage: Passage) -> Iterator[NumericClaim]:
    """Accuse a rate of a part in its whole that is more than all."""
    for rate in passage.of(PERCENT):
        named = said("bounded").search(passage.before(rate) + " ") or said("bounded_share").search(
            passage.clause(rate).replace("ν", "π", 1)
        )
        made = any(
            abs(a.value / b.value * 100 - rate.value) < 1 for a, b in permutations(passage.amounts, 2) if b.value > 0
        )
        beyond = any(m.value > _ALL for m in passage.of(PERCENT) if m is not rate)  # 高于150%的监管要求
        if (
            rate.value > _ALL
            and named
            and not (made or beyond)
            and not said("not_bounded").search(passage.before(rate, 20))
        ):
            why = f"{rate.quantity.text} 是部分占总数的率，不会超过 100%"
            yield passage.wrong("share", rate, "", (), why)
