"""Halves judged by the proved share of the other half: 签约6918户，签约率84.0%，剩余1318户; 结案率 p%……未结率 q%."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.excuses import is_near
from zzlib.audit.numbers.arithmetic import (
    DIFFERENCE,
    HOLDS,
    REST_OF_ALL,
    SHARE,
    SHARE_OF_SUM,
    Verdict,
    judge,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, likeness, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role
from zzlib.audit.shares.opposites import LEFT, denied_in, is_of_stage

_GOING_ON = re.compile("(?:目前|现|其余)?(?:正在|尚在|仍在)(?:办理|审理|处理|调查|核实|整改|推进)(?:的|中)?")
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
    by_paragraph: dict[int, list[ProvedShare]] = defaultdict(list)
    for share in shares:
        by_paragraph[share.rate.sentence.paragraph].append(share)
    done = {c.entry for c in claims if c.verdict in HOLDS}
    for entry in register.entries:
        mention = entry.mention
        if mention.number in done or mention.quantity.hedge or mention.series:
            continue
        own = mention.sentence.paragraph
        near = [s for at in range(own - _APART, own + _APART + 1) for s in by_paragraph.get(at, ())]
        yield from _of_other(mention, near)
        yield from _left_over(mention, shares)
        yield from _left_beside(register, mention)


def _of_other(mention: Mention, shares: list[ProvedShare]) -> Iterator[NumericClaim]:
    """Judge a number or a rate by the proved share of what it denies, or of what denies it."""
    told = [share for share in shares if _is_other_half(mention, share)]
    if len(told) != 1:
        return
    (share,) = told
    rest = Binding(REST_OF_ALL, (share.rate,)), Binding(DIFFERENCE, (share.whole, share.part))
    kind, binding = ("share", rest[0]) if mention.dimension == PERCENT else ("difference", rest[1])
    claim, _ = settle(kind, mention, [binding], certain=True)
    if claim.verdict == Verdict.OK or is_near(claim, _NEAR):
        yield claim


def _left_over(mention: Mention, shares: list[ProvedShare]) -> Iterator[NumericClaim]:
    """Judge 办结216条，办结率90.0%。…尚有34条正在办理 by the last proved share of its kind before it in its paragraph."""
    behind = regex("(?:正在|尚未|仍在|还在|未)").match(mention.after) is not None
    left = regex("(?:目前|现|其余)?(?:[还尚仍](?:有|剩|余)|剩余|余下|其余)").fullmatch(mention.before) is not None
    more = any(is_amount(m) and same_unit(m, mention) for m in mention.behind[:2])
    if not (left and behind) and (more or not _GOING_ON.fullmatch(mention.before)):
        return
    before = [s for s in shares if s.part.order < mention.order and same_unit(s.whole, mention)]
    if not before or before[-1].rate.sentence.paragraph != mention.sentence.paragraph:
        return
    share = before[-1]
    claim, _ = settle("difference", mention, [Binding(DIFFERENCE, (share.whole, share.part))], certain=True)
    over = share.part.quantity.value + mention.quantity.value > share.whole.quantity.value
    over = over and mention.sentence is share.part.sentence  # more than the whole is left
    if claim.verdict == Verdict.OK or is_near(claim, _NEAR) or over:
        yield replace(claim, named=over)


def _left_beside(register: FigureRegister, rest: Mention) -> Iterator[NumericClaim]:
    """Judge 涉及居民8236户。…签约6918户，签约率84.0%，剩余1318户 by the only number before them of which the first is the rate, where it and the rest make another."""
    ahead = rest.ahead_in_thought[-2:]
    if len(ahead) != len(("part", "rate")) or not LEFT.match(rest.before) or rest.depth:
        return
    part, rate = ahead
    plain = is_amount(part) and same_unit(part, rest) and not part.quantity.hedge
    if not plain or rate.dimension != PERCENT or rate.role not in (Role.SHARE, Role.RATE):
        return
    if judge(SHARE_OF_SUM, [part.quantity.printed, rest.quantity.printed], rate.quantity.printed)[0] in HOLDS:
        return
    before = [m for m in register.reading.mentions[: part.number - 1] if is_amount(m) and same_unit(m, part)]
    used = part.quantity.printed
    wholes = [m for m in before if judge(SHARE, [used, m.quantity.printed], rate.quantity.printed)[0] in HOLDS]
    if len(wholes) == 1:
        claim, _ = settle("difference", rest, [Binding(DIFFERENCE, (wholes[0], part))], certain=True)
        yield from [replace(claim, named=True)] if claim.verdict in HOLDS or is_near(claim, _NEAR) else []


def _is_other_half(mention: Mention, share: ProvedShare) -> bool:
    used = (share.part.number, share.whole.number, share.rate.number)
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
    if own and is_of_stage(said, own):
        return False
    what = regex("率.*$|的.*$").sub("", denied["what"])[:2]
    named = len(what) > 1 and what in (share.words if own else said) and not _THIRD.search(what)
    if rate and not regex(f"{what}[^，]{{0,2}}率|占").search(mention.lead):
        return False
    return named and _is_of_one_scope(said.partition(denied[0] if own else what)[0], share)


def _is_of_one_scope(ahead: str, share: ProvedShare) -> bool:
    """Say whether the words before a half name nothing that the sentence of the other half doesn't."""
    own = stripped(regex("因[^，]{1,14}?原因|由于[^，]{1,14}?，?|其中|另有|尚有|还有|以来|全年|目前").sub("", ahead))
    return not own or likeness(own, share.rate.sentence.text + share.whole.sentence.text) > 0.99
