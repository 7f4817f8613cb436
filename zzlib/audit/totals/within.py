"""Parts that words put inside a number, 9个项目中，甲5个，乙3个，另有2个, which together are more than it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.numbers.arithmetic import Verdict, total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import COUNT
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.breakdowns import SHARED
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import THE_REST

_WITHIN = re.compile("[一-龥]{1,10}[中里]，")
_REST = re.compile(f"[，、；]?(?:另有|另外|还有|{THE_REST.pattern})")
_NEAR = Fraction(6, 5)  # times as much: things that are counted in two parts are seldom so few
_LEAST = 3


def within_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge parts that are more than their whole: wrong where the last is told as what the others leave, else only asked about where they are little more."""
    for whole in register.reading.mentions:
        parts = _parts(whole) if whole.dimension == COUNT and _WITHIN.match(whole.text_behind) else []
        total = sum((m.quantity.value for m in parts), Fraction(0))
        if len(parts) < _LEAST or total <= whole.quantity.value:
            continue
        rest = _REST.match(parts[-1].before) is not None
        claim, _ = settle("sum", whole, [Binding(total_of(len(parts)), tuple(parts))], certain=rest, likely=True)
        if claim.verdict == Verdict.WRONG or total <= _NEAR * whole.quantity.value:
            yield replace(claim, named=rest, said=rest, firm=rest)


def _parts(whole: Mention) -> list[Mention]:
    """Give the numbers behind a whole in its sentence, if all are parts of it that nobody counts twice."""
    behind = whole.behind
    plain = all(same_unit(m, whole) and not (m.depth or m.quantity.hedge) for m in behind)
    fits = all(m.quantity.value <= whole.quantity.value for m in behind)
    text = _REST.sub("", _WITHIN.sub("", whole.text_behind, count=1))
    twice = SHARED.search(text) or mentions_any((*words().parts.overlapping, *words().parts.uncounted), text)
    return list(behind) if plain and fits and not twice else []
