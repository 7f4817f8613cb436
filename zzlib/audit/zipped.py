"""Lists that belong together by place over two sentences: 共 t，A x、B y。占比依次为 p%、q%."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.arithmetic import SHARE, Verdict
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.quantities import PERCENT
from zzlib.audit.reading import ReadSentence, same_unit
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role


def zipped_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge a list of shares by the list of amounts in the sentence before."""
    for sentence in register.reading.sentences:
        yield from _shares_of_list_before(register, sentence)


def _shares_of_list_before(register: FigureRegister, sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 占比依次为14.4%、37.0%和48.6% by the total and as many like numbers of the sentence before, where all but one hold."""
    first = next((m for m in sentence.mentions if len(m.series) > 2 and m.dimension == PERCENT), None)
    if first is None or first.place or not re.search("(?:占比|比重|比例)(?:依次|分别)(?:为|是)?$", first.lead):
        return
    before = [s for s in register.reading.paragraph_of(sentence) if s.number == sentence.number - 1]
    amounts = [m for s in before for m in s.mentions if m.role in (Role.LEVEL, Role.TOTAL) and m.dimension != PERCENT]
    whole, parts = amounts[:1], amounts[1:]
    if len(parts) != len(first.series) or not all(same_unit(m, whole[0]) and not m.quantity.hedge for m in parts):
        return
    pairs = zip(first.series, parts, strict=True)
    claims = [settle("share", share, [Binding(SHARE, (part, whole[0]))], certain=True)[0] for share, part in pairs]
    if sum(claim.verdict == Verdict.WRONG for claim in claims) < 2:
        yield from (replace(claim, said=True) for claim in claims)
