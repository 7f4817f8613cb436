"""Two shares that make all: 完好率88.3%，破损率相应为11.7%; 发生啃食的占6.3%，未发生的占93.7%."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import HOLDS, REST_OF_ALL, Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT
from zzlib.audit.reading.breakdowns import is_complete
from zzlib.audit.reading.reading import Mention, words_between
from zzlib.audit.reading.register import FigureRegister

_SO = re.compile(
    "[，；](?P<name>[^，；。\\d]{1,10}?)(?:率|的)?(?:便|则|就|即)?(?:相应|随之|自然)(?:地)?(?:便|就)?[为是占](?:了)?"
)
_NOT = re.compile("[，；、][^，；。\\d]{0,6}?[未不没非](?:有|曾)?(?P<what>[一-龥]{2})[^，；。\\d]{0,6}?(?:占|为|是|率)")
_ALL = Fraction(100)


def half_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge the second of two shares that words tell to be the rest of the first, where it is a slip."""
    told = {c.entry for c in claims if c.verdict in (*HOLDS, Verdict.WRONG) and c.kind != "order"}
    for sentence in register.reading.sentences:
        for one, other in pairwise(sentence.mentions):
            if other.number not in told and _are_halves(one, other):
                right = _ALL - one.quantity.value
                if right > 0 and is_slip(other.quantity, right, short=True):
                    yield settle("difference", other, [Binding(REST_OF_ALL, (one,))], certain=True)[0]


def _are_halves(one: Mention, other: Mention) -> bool:
    if (
        not one.dimension == other.dimension == PERCENT
        or one.series
        or other.series
        or one.quantity.hedge
        or other.quantity.hedge
    ):
        return False
    between = words_between(one, other)
    if _SO.fullmatch(between):
        return True
    if one.previous is not None and one.previous.dimension == PERCENT and one.previous.segment == one.segment:
        return False  # 赞成的占52%，基本赞成的占27%，不赞成的占13%
    if is_complete([one.before, other.before], alone=True) and regex("率[为是达]?$").search(other.before):
        return True
    untold = _NOT.fullmatch(between)
    return untold is not None and untold["what"] in one.lead + one.topic and not _NOT.search("，" + one.before)
