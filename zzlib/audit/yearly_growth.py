"""Growth over several years and what it was a year: 比2019年同期增长13.2%，两年平均增长6.4%."""

import re
from collections.abc import Iterator
from fractions import Fraction

from zzlib.audit.arithmetic import ClaimFormula, Verdict
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.excuses import is_near
from zzlib.audit.quantities import PERCENT, chinese_number
from zzlib.audit.reading import Mention
from zzlib.audit.register import FigureRegister

_YEARS_MEAN = re.compile("(?:^|，)(?P<years>[两二三四五])年平均(?:增长|增速|增)?(?:为|达到?)?$")
_SINCE = re.compile(r"[比较]20\d\d年(?:同期)?(?:增长?|上升|提高)$")


def yearly_growth_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Doubt a growth a year that is not the root of the growth right before it."""
    for mention in register.reading.mentions:
        told, since = _YEARS_MEAN.search(mention.lead), _since(mention)
        years = chinese_number(told["years"]) if told else None
        if years and since is not None and mention.dimension == PERCENT and not mention.quantity.hedge:
            claim, _ = settle("growth", mention, [Binding(_root(years), (since,))], certain=False, likely=True)
            if claim.verdict != Verdict.DOUBTFUL or is_near(claim):
                yield claim


def _since(mention: Mention) -> Mention | None:
    """Give the growth since an earlier year that stands right before a number."""
    before = mention.sentence.mentions[mention.place - 1] if mention.place else None
    if before is None or before.dimension != PERCENT or before.quantity.hedge:
        return None
    return before if _SINCE.search(before.sentence.text[: before.quantity.start]) else None


def _root(years: int) -> ClaimFormula:
    return ClaimFormula(
        lambda growth: Fraction(((1 + growth / 100) ** (1 / years) - 1) * 100).limit_denominator(10**6), (1,)
    )
