"""Two named things compared whose figures stand elsewhere, in the text or in a table: 出口额相当于进口额的2.47倍, 甲险参保人数比乙险多7.03万人."""

import re
from collections.abc import Iterator
from functools import partial

from zzlib.audit.judging.claim import NumericClaim, operand, reckoned
from zzlib.audit.numbers.arithmetic import DIFFERENCE, HOLDS, MULTIPLE, SHARE, Verdict, judge
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, RATIOS, TIMES
from zzlib.audit.reading.binding import AMOUNTS
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.tables.named_figures import (
    NamedFigure,
    NamedFigures,
    NamedGroup,
    grouped,
    longest_named,
    name_before,
    named_figures,
)

_TIMES = re.compile("(?P<one>[^，；：。]{2,20}?)(?:是|为|相当于|约?相当于|达到)(?P<other>[^，；：。]{2,16}?)的$")
_THAN = re.compile("(?P<one>[^，；：。]{2,20}?)比(?P<other>[^，；：。]{2,16}?)(?P<way>多|少|高|低)(?:出|了)?$")
_SHARE = re.compile("(?P<one>[^，；：。占]{2,20}?)占(?P<other>[^，；：。]{2,16}?)的$")
_PAST = re.compile("[上去前]年|同期|上月|年初|平均")
_ASIDE = re.compile(f"{_PAST.pattern}|目标|计划|任务|预算")
_NEAR, _MORE = Fraction(1, 2), 2


def named_pair_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge how many times, or by how much, one named thing is said to be more than another, by the figures of their names."""
    figures = named_figures(register)
    for mention in register.reading.mentions:
        form = {TIMES: _TIMES, PERCENT: _SHARE}.get(mention.dimension, _THAN)
        said = form.search(regex("[，；：。]").split(mention.lead)[-1])
        if said is None or mention.quantity.hedge or mention.series or _PAST.search(said[0]):
            continue
        one, other = said["one"], said["other"]
        pairs = [_last_two(mention)] if (one[-2:], other) == ("前者", "后者") else _pairs(figures, mention, one, other)
        less = "way" in said.groupdict() and said["way"] in "少低"
        found = [_claim(pair, mention, less=less) for pair in pairs if pair is not None]
        held = [claim for claim in found if claim.verdict in HOLDS]
        if held or len({claim.recomputed for claim in found}) == 1:
            yield (held or found)[0]


def _pairs(figures: NamedFigures, mention: Mention, one: str, other: str) -> Iterator[NamedGroup | None]:
    rate = mention.dimension in (TIMES, PERCENT)
    find = partial(figures.named, mention=mention) if rate else partial(figures.like, mention, near=False)
    names = longest_named(find, one, ends=True, begins=True), longest_named(find, other, ends=True, begins=False)
    if not all(names) or names[0] == names[1]:
        return
    measure = one.partition(names[0])[2] or other.partition(names[1])[2]
    aside = _PAST if _ASIDE.search(measure) else _ASIDE
    by_name = [[f for f in find(name) if not aside.search(f.measure)] for name in names]
    left = other.partition(names[1])[2]
    if mention.dimension == PERCENT and len(left) > 1:
        return  # 占低保总人数的: not of 低保对象8758户
    if mention.dimension == PERCENT:  # 获批项目 is not what of it is begun
        by_name = [[f for f in found if len(f.name) <= len(n) + _MORE] for n, found in zip(names, by_name, strict=True)]
    yield from (g for g in grouped(by_name, measure) if g.sure and _are_alike(*g.figures))


def _last_two(mention: Mention) -> NamedGroup | None:
    """Give the two like numbers right before 前者是后者的 in its sentence."""
    ahead = [m for m in mention.ahead if m.role in AMOUNTS and m.dimension not in RATIOS][-2:]
    if len(ahead) < len(("one", "other")) or not same_unit(*ahead):
        return None
    return NamedGroup(tuple(NamedFigure(m.quantity, name_before(m), "", (), mention=m) for m in ahead), sure=True)


def _are_alike(one: NamedFigure, other: NamedFigure) -> bool:
    if one.mention is not None and other.mention is not None:
        return same_unit(one.mention, other.mention)
    return one.cell is not None and other.cell is not None and one.cell.is_rate == other.cell.is_rate


def _claim(pair: NamedGroup, mention: Mention, *, less: bool) -> NumericClaim:
    formula, kind = {TIMES: (MULTIPLE, "growth"), PERCENT: (SHARE, "share")}.get(
        mention.dimension, (DIFFERENCE, "difference")
    )
    used = [f.quantity.printed for f in (pair.figures[::-1] if less else pair.figures)]
    verdict, exact = judge(formula, used, mention.quantity.printed)
    if verdict == Verdict.WRONG and (exact is None or abs(exact - mention.quantity.value) > _NEAR * abs(exact)):
        verdict = Verdict.DOUBTFUL
    shown = "、".join(f"{f.cell.where if f.cell else f.name}{f.quantity.text}" for f in pair.figures)
    operands = tuple(operand(f.quantity) for f in pair.figures)
    proof = tuple(f.mention for f in pair.figures if f.mention)
    return reckoned(kind, mention, (verdict, exact), shown, operands=operands, proof=proof)
