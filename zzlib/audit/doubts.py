"""A second look at figures that no reading could prove: where their words name the numbers and no printed pair gives them, a doubt.

Never an accusation: whose numbers these are is only likely. Any pair of the paragraph that gives the figure keeps it quiet.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from zzlib.audit.arithmetic import (
    DIFFERENCE,
    HOLDS,
    JUDGED,
    SHARE,
    ClaimFormula,
    Verdict,
    judge,
)
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.evidence import is_surely_slip
from zzlib.audit.excuses import is_near
from zzlib.audit.quantities import PERCENT, RATIOS
from zzlib.audit.reading import Mention, same_unit
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role

_OTHER = re.compile("目标|任务|计划|年均|两年|预计|标准|不低于|要求|按[^，]{2,10}计算")
_SHARE = re.compile("占(?P<of>[^，。；：\\d]{0,16}?)(?:的)?(?:比重|比例)?(?:为|达到?|是|约|的)?$")
_NOT_ONE = "[两三四五六七八九][类项者家种个]|非|不|未|其余|其他|合计|共"
_THEN = re.compile("上年|去年|同期|上月|上季|年初|全国|全省")
_COMPARED = re.compile(
    "[比较][^，。；]{1,16}[多少高低]|相差|差[距额]|(?:领先|高出|多出|落后|[一-龥]{2}(?<![至不最])[少多高低])[一-龥]{0,3}$"
)
_SIZE = Fraction(5, 2)


@dataclass(frozen=True)
class _Look:
    """What a figure is likely held against, and what else may give it."""

    kind: str
    likely: list[Binding]
    formulas: tuple[ClaimFormula, ...]
    pool: list[Mention]


def doubt_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Doubt completions, shares and differences that no claim so far has judged and no two numbers give."""
    judged = {claim.entry for claim in claims if claim.verdict in (*JUDGED, Verdict.DOUBTFUL)}
    for entry in register.entries:
        mention = entry.mention
        if entry.number in judged or mention.series or mention.quantity.hedge:
            continue
        for look_of in (
            _completion,
            _difference,
        ):
            look = look_of(mention, register)
            if look is not None:
                yield from _doubted(mention, look, register)
                break


def _doubted(mention: Mention, look: _Look, register: FigureRegister) -> Iterator[NumericClaim]:
    printed = mention.quantity.printed
    for one, other in permutations(look.pool, 2):
        if one.dimension == other.dimension and other.quantity.value:
            found = (judge(f, (one.quantity.printed, other.quantity.printed), printed)[0] for f in look.formulas)
            if any(verdict in HOLDS for verdict in found):
                return
    claim, _ = settle(look.kind, mention, look.likely, certain=False, likely=True)
    if claim.verdict != Verdict.DOUBTFUL or not is_near(claim, _SIZE):
        return
    if is_surely_slip(claim, mention):
        claim, _ = settle(look.kind, mention, look.likely, certain=True)
    yield claim


def _near(mention: Mention, register: FigureRegister, wanted: Callable[[Mention], bool]) -> list[Mention]:
    """Give the numbers of a kind in the paragraph of a figure and in the one before, the nearest before it first."""
    here = mention.sentence.paragraph
    found = [m for m in register.reading.around(mention) if here - 2 <= m.sentence.paragraph <= here and wanted(m)]
    found = [m for m in found if m.dimension in RATIOS or not re.search("[均每]", m.before)]
    before = [m for m in reversed(found) if m.order < mention.order]
    return before + [m for m in found if m.order > mention.order]


def _completion(mention: Mention, register: FigureRegister) -> _Look | None:
    """Give what 完成率 is likely of: the only target of its sentence, and the like number before it that has come together (累计)."""
    if mention.dimension != PERCENT or not re.search("完成率(?:为|达到?)?$", mention.lead):
        return None
    ahead = [m for m in mention.sentence.mentions[: mention.place] if m.segment == mention.segment]
    targets = [m for m in ahead if m.role == Role.TARGET]
    done = [m for m in ahead if is_amount(m) and re.search("累计|已|完成|到位", m.before)]
    done = [
        m for m in done if targets and same_unit(m, targets[0]) and "新增" not in m.before and "当月" not in m.before
    ]
    if len(targets) != 1 or len(done) != 1:
        return None
    return _Look("level", [Binding(SHARE, (done[0], targets[0]))], (SHARE,), ahead)


def _difference(mention: Mention, register: FigureRegister) -> _Look | None:
    """Give what a difference is likely of: the only two like numbers before it in its sentence."""
    if mention.dimension in RATIOS or not _COMPARED.search(mention.lead):
        return None
    pool = [m for m in _near(mention, register, lambda m: m.dimension not in RATIOS)]
    here = [m for m in pool if m.sentence is mention.sentence and m.order < mention.order and same_unit(m, mention)]
    if here and here[0].depth > mention.depth:  # 未落实437人，较去年同期（512人）少75人
        here = [here[0], *[m for m in here if m.depth == mention.depth][:1]]
    if re.search(f"{_THEN.pattern}|[较比]20\\d\\d年", mention.lead) and not any(m.role == Role.BASE for m in here):
        return None  # 比去年同期多 x, whose number is not printed
    if len(here) != 2 or any(m.quantity.hedge or m.quantity.value <= mention.quantity.value for m in here):
        return None
    larger, smaller = sorted(here, key=lambda m: m.quantity.value, reverse=True)
    return _Look("difference", [Binding(DIFFERENCE, (larger, smaller))], (DIFFERENCE,), pool)


def _is_of_then(mention: Mention) -> bool:
    """Say whether the thought of a figure speaks of an earlier time before it."""
    text = mention.sentence.text[: mention.quantity.start]
    return _THEN.search(re.split("[；。]", text)[-1]) is not None
