"""Index numbers of prices, of which a year ago is 100, held against the growth told right behind them: 价格指数为97.6，同比下降2.4%."""

import re
from collections.abc import Iterator

from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import PERCENT
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import growth_sign

_INDEX = re.compile(
    r"(?<!定基)价格[一-龥]{0,4}指数(?:为|是|达)?(?P<index>\d{2,3}\.\d)[，（](?:即|也就是|比上年同期|比上年|同比)+(?P<way>[一-龥]{2})$"
)
_BASE, _FARTHEST = 100, 30  # what is farther off is reckoned from another year


def index_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the growth of prices by the index number that it stands behind."""
    for mention in register.reading.mentions:
        told = _INDEX.search(mention.text_before) if mention.dimension == PERCENT else None
        sign = growth_sign(mention.before)
        if told is None or not sign or mention.series or mention.quantity.hedge:
            continue
        grown = Fraction(told["index"]) - _BASE
        if abs(grown) > _FARTHEST:
            continue
        holds = abs(grown - sign * mention.quantity.value) < mention.quantity.step
        right = f"{'上涨' if grown > 0 else '下降'} {float(abs(grown)):.1f}%"
        said = "相符" if holds else f"应为{right}，文中写{told['way']} {mention.quantity.text}"
        verdict, message = Verdict.OK if holds else Verdict.WRONG, f"指数是 {told['index']}，{said}"
        yield statement("growth", mention, verdict, message, recomputed=f"{float(abs(grown)):.1f}%", firm=True)
