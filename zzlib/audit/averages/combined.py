"""Rates and means of several groups together: 8.5万人接种5.6万人，66.0%，12.4万人接种9.3万人，75.0%，两类合计71.3%; 全县2000人平均73.3分."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, takewhile

from zzlib.audit.judging.claim import Binding, NumericClaim, settle, statement
from zzlib.audit.numbers.arithmetic import HOLDS, PROVED, ClaimFormula, Verdict
from zzlib.audit.numbers.quantities import PERCENT, number_in
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role

_TOGETHER = re.compile(
    "(?P<n>[两二三四五六])[批项类次期轮个组者][一-龥]{0,8}?(?:合计|合并|总体|综合|总)[的一-龥]{0,4}?(?P<rate>[一-龥]{2}率)为?$"
)
_MEAN = re.compile("(?:总平均|平均|均)[一-龥]{0,4}$|[一-龥]率[为是达]?$")
_RATE_OF_ALL = re.compile("^(?:(?P<mean>平均)|[^较比高低于]*?)(?P<stem>[一-龥]{2,8})率(?:为|是|达到?)*$")
_HALVES = ({"男", "女"}, {"城市", "农村"}, {"城镇", "农村"}, {"城镇", "乡村"}, {"公办", "民办"})
_BOTH, _ALL = 2, 100


def combined_claims(register: FigureRegister, claims: list[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge a rate of several by the sums of their parts and wholes, of which each rate holds, and a mean by those of groups that make up the whole."""
    held = {
        c.entry: c.proof for c in claims if c.kind in ("share", "level") and c.verdict in HOLDS and len(c.proof) == 2
    }
    for mention in register.reading.mentions:
        told = _TOGETHER.search(mention.lead) if mention.dimension == PERCENT else None
        if told:
            rates = [m for m in mention.ahead if m.number in held and m.lead.rstrip("为是达").endswith(told["rate"])]
            if len(rates) == number_in(told["n"].replace("两", "二")):
                used = tuple(m for rate in rates for m in held[rate.number])
                summed = ClaimFormula(lambda *v: sum(v[::2]) / sum(v[1::2]) * 100, (1, -1) * len(rates))
                yield settle("share", mention, [Binding(summed, used)], certain=True)[0]
        elif mention.dimension == PERCENT and (stem := _RATE_OF_ALL.search(mention.lead)):
            yield from _beyond_parts(mention, stem)
        elif mention.role in (Role.LEVEL, Role.SHARE) and _MEAN.search(mention.lead) and "占" not in mention.lead:
            yield from _of_groups(mention)


def _beyond_parts(whole: Mention, told: re.Match[str]) -> Iterator[NumericClaim]:
    """Judge a rate of all by those of its two halves behind it, men's and women's, or the mean of the two rates before it: it lies between them."""
    same, mean = re.compile(f"{told['stem'][-2:]}率[为是达到]*$"), told["mean"]
    own = takewhile(lambda m: same.search(m.lead) or not _RATE_OF_ALL.search(m.lead), whole.behind)
    near = whole.ahead_in_thought if mean else own
    rates = [m for m in near if m.dimension == PERCENT and m.role in (Role.SHARE, Role.RATE) and not m.quantity.hedge]
    pairs = [rates] if mean and len(rates) == _BOTH and all(same.search(m.lead) for m in rates) else []
    pairs += [] if mean else [[a, b] for a, b in pairwise(rates) if _are_halves(a, b, f"{told['stem'][-2:]}率")]
    for pair in pairs:
        values = [m.quantity.value for m in pair]
        low, high, step = min(values), max(values), max(m.quantity.step for m in [whole, *pair])
        beyond = not low - step <= whole.quantity.value <= high + step
        if beyond and abs(low + high - _ALL) > step and not whole.quantity.hedge:
            said = "、".join(m.quantity.text for m in pair)
            message = f"两部分是 {said}，合起来的 {whole.quantity.text} 应在两者之间"
            yield statement("average", whole, Verdict.WRONG, message, pair, firm=True)


def _are_halves(one: Mention, other: Mention, rate: str) -> bool:
    """Say whether nothing but the one half and the other is named before two rates: 城市（61.1%）低于农村（63.2%）."""
    begin = one.previous.quantity.end if one.previous else 0
    texts = (one.sentence.text[begin : one.quantity.start], one.sentence.text[one.quantity.end : other.quantity.start])
    names = [re.sub(f"其中|[性生的]|居民|学校|{rate}|[高低][于出]|[为是]|\\W", "", text) for text in texts]
    return {*names} in _HALVES


def _of_groups(mean: Mention) -> Iterator[NumericClaim]:
    """Judge a mean right behind the number of all by those of the groups before it: it lies between them, whatever they weigh."""
    whole = mean.previous
    like = [m for m in mean.ahead if m.quantity.unit == mean.quantity.unit and m.role == mean.role]
    groups = [(m, w) for m in like if whole is not None and (w := _weight(m, whole)) is not None]
    if whole is None or len(groups) < 2 or sum(w.quantity.value for _, w in groups) != whole.quantity.value:
        return
    values = [m.quantity.value for m, _ in groups]
    signs = tuple(1 if m.quantity.value < mean.quantity.value else -1 for m, _ in groups for _ in "mw")
    weighted = ClaimFormula(lambda *v: sum(a * w for a, w in zip(v[::2], v[1::2], strict=True)) / sum(v[1::2]), signs)
    claim, _ = settle("average", mean, [Binding(weighted, tuple(m for pair in groups for m in pair))], certain=True)
    beyond = not min(values) <= mean.quantity.value <= max(values)
    if claim.verdict in PROVED or (claim.verdict == Verdict.WRONG and beyond):
        yield claim if not beyond else replace(claim, named=True, said=True)


def _weight(group: Mention, whole: Mention) -> Mention | None:
    """Give the number of those that a group's mean is of: right before it, or alone in the bracket behind it."""
    ahead, behind = group.previous, next(iter(group.behind), None)
    if ahead is not None and ahead.quantity.unit == whole.quantity.unit and ahead is not whole:
        return ahead
    beside = behind is not None and behind.depth > group.depth and behind.quantity.unit == whole.quantity.unit
    return behind if beside and behind is not whole else None
