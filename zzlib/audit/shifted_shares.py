"""By how much a share moved, and what a part pulls its whole by, reckoned back from the growth of both: 普惠园 4218万人，增加 135万人，占在园幼儿的 87.8%，提高 n 个百分点."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from zzlib.audit.arithmetic import HOLDS, Verdict
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import NumericClaim, statement
from zzlib.audit.grown_parts import GrownNumber, grown_number
from zzlib.audit.quantities import POINTS
from zzlib.audit.rate_differences import has_slipped
from zzlib.audit.reading import Mention, same_unit, stripped
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role
from zzlib.audit.share_groups import core_of

_REACH = 40
_BEHIND = 3  # numbers between a share and what is told of it
_IDLE = re.compile(
    "所?占?(?:比重|比例|占比|份额)|[较比与](?:上年|去年|20\\d\\d年)(?:同期)?|同比|提[高升]|上升|下降|降低|回落|增加|减少|扩大|了|约"
)
_MOVED = re.compile("(?P<way>提[高升]|上升|增加|扩大|下[降滑]|降低|回落|减少)(?:了|约)?$")
_FALLS = re.compile("下|降|落|减")
_NAMED = re.compile(
    "(?P<name>[一-龥]{2,20}?)的?(?:比重|占比|比例|份额)(?:同比)?(?:提[高升]|上升|下[降滑]|降低|回落)了?$"
)
_PULLS = re.compile("[拉带]动[^，。；\\d]*$")
_OTHER_TIME = re.compile(
    "环比|[较比]\\d{1,2}[-—月]|上[月季]|季度|半年|[较比].{0,4}[初末底]|预算|目标|全[国省市]平均|年均|两年"
)
_YEARLY = re.compile("上年|去年|同比|同期|[较比与]20\\d\\d年(?!末|底)")
_Corner = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class _GrownShare:
    """A part and its whole, each with what tells what it was before; `proved` if a printed share holds of them, which stands at `number`."""

    part: GrownNumber
    whole: GrownNumber
    number: int = 0

    @property
    def proved(self) -> bool:
        """Say whether a printed share shows that the one is part of the other."""
        return self.number > 0


def shifted_share_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge the points that are told behind a share, or further on by the name of its part, by what its part and its whole were before."""
    shares = list(_shares(claims))
    by_number = {share.number: share for share in shares}
    for mention in register.reading.mentions:
        if mention.dimension != POINTS or mention.quantity.hedge or mention.depth or mention.series:
            continue
        if _OTHER_TIME.search(mention.lead):
            continue
        near = range(mention.number - 1, mention.number - 1 - _BEHIND, -1)
        behind = next((by_number[n] for n in near if n in by_number and n >= mention.number - mention.place), None)
        moved = _MOVED.search(mention.lead)
        if _PULLS.search(mention.lead) and behind is not None:
            yield from _judged(mention, behind, _pull, 1)
        elif moved and _YEARLY.search(mention.text_before):
            bare = not stripped(_IDLE.sub("", mention.lead))
            beside = behind if bare and behind is not None and behind.number == mention.number - 1 else None
            share = beside or _of_name(mention, shares, register, bare="占" in mention.lead and bare)
            if share is not None:
                yield from _judged(mention, share, _shift, -1 if _FALLS.search(moved["way"]) else 1)


def _shares(claims: Sequence[NumericClaim]) -> Iterator[_GrownShare]:
    """Give the shares that hold of a part and a whole of which both is told how they grew."""
    for claim in claims:
        used = claim.trial.binding.operands if claim.trial is not None else ()
        if claim.kind == "share" and claim.verdict in HOLDS and claim.entry and len(used) == len(("part", "whole")):
            part, whole = (grown_number(m) for m in used)
            if part is not None and whole is not None:
                yield _GrownShare(part, whole, claim.entry)


def _of_name(
    mention: Mention, shares: Sequence[_GrownShare], register: FigureRegister, *, bare: bool
) -> _GrownShare | None:
    """Give the share of the only part that bears the name that the clause of points begins with, or of the number right before: 国际业务收入的比重下降."""
    told = _NAMED.search(mention.lead)
    name = core_of(told["name"]) if told else ""
    found = [s for s in shares if _bears(s.part.now, name)]
    if found:
        return found[0] if len({s.part.now.number for s in found}) == 1 else None
    ahead = [m for m in register.reading.before(mention) if is_amount(m) and not m.quantity.hedge][:_REACH]
    parts = (
        ahead[:1] if bare and ahead and ahead[0].sentence is mention.sentence else [m for m in ahead if _bears(m, name)]
    )
    part = grown_number(parts[0]) if len({m.quantity.value for m in parts}) == 1 else None
    if part is None:
        return None
    wholes = [g for m in _wholes(part.now, ahead) if (g := grown_number(m)) is not None]
    return _GrownShare(part, wholes[0]) if len({w.now.quantity.value for w in wholes}) == 1 else None


def _wholes(part: Mention, ahead: Sequence[Mention]) -> list[Mention]:
    """Give the larger numbers that a part may be of: the last before 其中 where it stands behind that, else all before it."""
    opened = part.text_before.rfind("其中")
    before = [m for m in ahead if m.order < part.order and same_unit(m, part)]
    larger = [m for m in before if m.quantity.value > part.quantity.value]
    outer = [m for m in larger if m.sentence is not part.sentence or m.quantity.end <= opened]
    return outer[:1] if opened >= 0 else larger


def _bears(mention: Mention, name: str) -> bool:
    said = mention.sentence.text[mention.begin : mention.quantity.start]
    return len(name) > 1 and all(letter in said for letter in name)


def _shift(part: _Corner, whole: _Corner) -> Fraction:
    return 100 * (part[0] / whole[0] - part[1] / whole[1])


def _pull(part: _Corner, whole: _Corner) -> Fraction:
    return 100 * (part[0] - part[1]) / whole[1]


def _judged(
    mention: Mention, share: _GrownShare, reckon: Callable[[_Corner, _Corner], Fraction], way: int
) -> Iterator[NumericClaim]:
    grown = (share.part, share.whole)
    corners = [g.corners(g.told.quantity.value) or [] for g in grown]
    found = [way * reckon(part, whole) for part, whole in product(*corners) if whole[0] and whole[1]]
    if not found:
        return
    stated = mention.quantity
    low, high = min(found) - stated.step / 2, max(found) + stated.step / 2
    middle = (low + high) / 2
    used = [m for g in grown for m in (g.now, g.told)]
    holds = low <= stated.value <= high
    right = stated.alike(middle)
    slipped = has_slipped(stated, low, high)
    sure = slipped or (share.proved and high - low < abs(middle))
    said = f"由 {'、'.join(m.quantity.text for m in used)} 推算，应为 {right}"
    told = "相符" if holds else f"文中写 {stated.text}"
    yield statement(
        "growth" if mention.role == Role.GROWTH else "difference",
        mention,
        Verdict.OK if holds else Verdict.WRONG if sure else Verdict.DOUBTFUL,
        f"{said}，{told}{'' if holds or sure else '；请核是不是由这些数算的'}",
        used,
        recomputed=right,
    )
