"""The other half of a whole whose share is proved, told elsewhere: 合格率 p%。… 不合格率 q%; 合格 4403人，合格率 p%；…。不合格 x人."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zzlib.audit.arithmetic import DIFFERENCE, HOLDS, REST_OF_ALL, SHARE, Verdict
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.excuses import is_near
from zzlib.audit.opposites import denied_in
from zzlib.audit.quantities import PERCENT
from zzlib.audit.reading import Mention, likeness, same_unit, stripped
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role

_NEAR = Fraction(2)
_APART = 2  # so many paragraphs a half may stand from the other
_THIRD = re.compile("满意|予|捕|诉|好评|支持|参与|知晓")
"""What people or courts may also do by halves: 基本满意, 不予起诉 beside what is pending."""
_STATES = re.compile("正在|部分|基本|待|退回|撤销|在办")


@dataclass(frozen=True)
class ProvedShare:
    """A share that holds: the part, the whole and the rate."""

    part: Mention
    whole: Mention
    rate: Mention

    @property
    def words(self) -> str:
        """The words of the part and of its rate."""
        return f"{self.part.before}{self.part.after[:8]}{self.rate.lead.partition('占')[0]}"


def complement_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge halves by the proved share of the other half, the only one of its name near by."""
    mentions = {entry.number: entry.mention for entry in register.entries}
    held = [c for c in claims if c.kind in ("share", "level") and c.verdict in HOLDS and c.entry in mentions]
    found: dict[int, ProvedShare] = {}
    for claim in held:
        used = claim.trial.binding.operands if claim.trial is not None and claim.trial.binding.formula is SHARE else ()
        if len(used) == len(("part", "whole")):
            found[claim.entry] = ProvedShare(used[0], used[1], mentions[claim.entry])
    shares = list(found.values())
    done = {c.entry for c in claims if c.verdict in HOLDS}
    for entry in register.entries:
        mention = entry.mention
        if mention.number in done or mention.quantity.hedge or mention.series:
            continue
        yield from _of_other(mention, shares)
        yield from _share_of_rest(mention, shares)
        yield from _left_over(mention, shares)


def _of_other(mention: Mention, shares: list[ProvedShare]) -> Iterator[NumericClaim]:
    """Judge a number or a rate by the proved share of what it denies, or of what denies it."""
    told = [share for share in shares if _is_other_half(mention, share)]
    if len(told) != 1:
        return
    (share,) = told
    if mention.dimension == PERCENT:
        binding = Binding(REST_OF_ALL, (share.rate,))
    else:
        binding = Binding(DIFFERENCE, (share.whole, share.part))
    claim, _ = settle("share" if mention.dimension == PERCENT else "difference", mention, [binding], certain=True)
    if claim.verdict == Verdict.OK or is_near(claim, _NEAR):
        yield claim


def _left_over(mention: Mention, shares: list[ProvedShare]) -> Iterator[NumericClaim]:
    """Judge 办结216条，办结率90.0%。…尚有34条正在办理 by the last proved share of its kind before it in its paragraph."""
    behind = re.match("(?:正在|尚未|仍在|还在|未)", mention.after) is not None
    left = re.fullmatch("(?:目前|现|其余)?(?:[还尚仍](?:有|剩|余)|剩余|余下|其余)", mention.before) is not None
    if not (left and behind):
        return
    before = [s for s in shares if s.rate.order < mention.order and same_unit(s.whole, mention)]
    if not before or before[-1].rate.sentence.paragraph != mention.sentence.paragraph:
        return
    share = before[-1]
    claim, _ = settle("difference", mention, [Binding(DIFFERENCE, (share.whole, share.part))], certain=True)
    if claim.verdict == Verdict.OK or is_near(claim, _NEAR):
        yield claim


def _is_other_half(mention: Mention, share: ProvedShare) -> bool:
    used = (share.part.number, share.whole.number, share.rate.number)
    if abs(mention.sentence.paragraph - share.rate.sentence.paragraph) > _APART:
        return False
    rate = mention.dimension == PERCENT and mention.role in (Role.SHARE, Role.RATE)
    amount = is_amount(mention) and same_unit(mention, share.whole) and mention.role != Role.TOTAL
    if mention.number in used or not (rate or amount) or mention.depth != share.rate.depth:
        return False
    said = mention.lead if rate else mention.before
    ahead = [m for m in mention.ahead_in_thought if not m.depth]
    if mention.order < share.part.order or (
        amount and any(same_unit(m, mention) and m.number not in used for m in ahead)
    ):
        return False  # it has a whole of its own
    own, other = denied_in(said), denied_in(share.part.before + share.part.after[:8])
    if (own is None) == (other is None) or _STATES.search(mention.sentence.text):
        return False
    denied = own or other
    assert denied is not None
    what = re.sub("率.*$|的.*$", "", denied["what"])[:2]
    named = len(what) > 1 and what in (share.words if own else said) and not _THIRD.search(what)
    if rate and not re.search(f"{what}[^，]{{0,2}}率|占", mention.lead):
        return False
    return named and _is_of_one_scope(said.partition(denied[0] if own else what)[0], share)


def _is_of_one_scope(ahead: str, share: ProvedShare) -> bool:
    """Say whether the words before a half name nothing that the sentence of the other half doesn't."""
    own = stripped(re.sub("因[^，]{1,14}?原因|由于[^，]{1,14}?，?|其中|另有|尚有|还有|以来|全年|目前", "", ahead))
    return not own or likeness(own, share.rate.sentence.text + share.whole.sentence.text) > 0.99


def _share_of_rest(mention: Mention, shares: list[ProvedShare]) -> Iterator[NumericClaim]:
    """Judge the share right behind a number that makes the whole with a proved part."""
    half = mention.previous
    if half is None or mention.role != Role.SHARE or mention.dimension != PERCENT or half.segment != mention.segment:
        return
    wholes = {
        share.whole.quantity.value: share.whole
        for share in shares
        if abs(mention.sentence.paragraph - share.whole.sentence.paragraph) <= _APART
        and same_unit(half, share.whole)
        and half.number not in (share.part.number, share.whole.number)
        and half.quantity.value + share.part.quantity.value == share.whole.quantity.value
    }
    stem = re.search("([一-龥]{2})率", mention.lead)
    noun = stripped(mention.lead.rpartition("占")[2]) if "占" in mention.lead else None
    named = all(letter in half.before + half.after for letter in stem[1]) if stem else noun == ""
    if len(wholes) == 1 and named and is_amount(half):
        claim, _ = settle("share", mention, [Binding(SHARE, (half, *wholes.values()))], certain=True)
        if claim.verdict != Verdict.WRONG or is_near(claim, _NEAR):
            yield claim
