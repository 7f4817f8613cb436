"""A median told as a share of its mean: 收入中位数 a，中位数是平均数的 p%."""

import re
from collections.abc import Iterator

from zzlib.audit.arithmetic import SHARE
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.quantities import PERCENT
from zzlib.audit.reading import Mention, same_unit
from zzlib.audit.register import FigureRegister

_MEDIAN = re.compile("的?中位数(?:为|是|达到?)?$")


def median_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge such a share by the nearest number before the median whose words are its own without 中位数."""
    for mention in register.reading.mentions:
        if mention.dimension == PERCENT and mention.before.endswith("中位数是平均数的") and not mention.quantity.hedge:
            yield from _of_mean(register, mention)


def _of_mean(register: FigureRegister, mention: Mention) -> Iterator[NumericClaim]:
    medians = [m for m in mention.sentence.mentions[: mention.place] if _MEDIAN.search(m.before) and is_amount(m)]
    for median in medians[-1:]:
        name = _MEDIAN.sub("", median.before)
        means = (m for m in register.reading.before(median) if m.before == name and same_unit(m, median))
        for mean in [m for m in means if not m.quantity.hedge][:1]:
            yield settle("share", mention, [Binding(SHARE, (median, mean))], certain=True)[0]
