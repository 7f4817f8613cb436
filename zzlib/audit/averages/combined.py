"""Rates and means of several groups together: 8.5万人接种5.6万人，66.0%，12.4万人接种9.3万人，75.0%，两类合计71.3%; 全县2000人平均73.3分."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, takewhile

from zzlib.audit.judging.claim import Binding, NumericClaim, doubted, settle, statement
from zzlib.audit.numbers.arithmetic import HOLDS, PROVED, ClaimFormula, Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, PERCENT, number_in
from zzlib.audit.reading.breakdowns import halves_of
from zzlib.audit.reading.counted_alike import same_unit
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
_OF_SO_MANY = re.compile("[，；](?P<n>[两二三四五六])个?[校班组村镇乡站所院县区](?:平均|[人户]均)[一-龥]{0,3}$")


def combined_claims(register: FigureRegister, claims: list[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge a rate of several by the sums of their parts and wholes, of which each rate holds, and a mean by those of groups that make up the whole."""
    held = {
        c.entry: c.proof for c in claims if c.kind in ("share", "level") and c.verdict in HOLDS and len(c.proof) == 2
    }
    for mention in register.reading.mentions:
        yield from _beyond_halves(mention) if "平均" in mention.before else ()
        told = _TOGETHER.search(mention.lead) if mention.dimension == PERCENT else None
        if told:
            rates = [m for m in mention.ahead if m.number in held and m.lead.rstrip("为是达").endswith(told["rate"])]
            if len(rates) == number_in(told["n"].replace("两", "二")):
                used = tuple(m for rate in rates for m in held[rate.number])
                summed = ClaimFormula(lambda *v: sum(v[::2]) / sum(v[1::2]) * 100, (1, -1) * len(rates))
                yield settle("share", mention, [Binding(summed, used)], certain=True)[0]
        elif mention.dimension == PERCENT and (stem := _RATE_OF_ALL.search(mention.lead)):
            yield from _beyond_parts(mention, stem)
        elif (told := _OF_SO_MANY.search(mention.text_before)) and mention.dimension != PERCENT:
            yield from _of_groups(mention, number_in(told["n"].replace("两", "二")) or 0)
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


def _beyond_halves(mean: Mention) -> Iterator[NumericClaim]:
    """Judge 平均发行利率3.76%，其中一般债券3.33%，专项债券3.51%: what is a mean of all lies between the means of its two halves."""
    pair = mean.behind[:_BOTH]
    if (
        not regex("[，（]其中").match(mean.text_behind)
        or len(pair) < _BOTH
        or not all(same_unit(m, mean) for m in pair)
    ):
        return
    one, other = map(halves_of, pair)
    opposed = any(halves in other and told[0] != other[halves][0] for halves, told in one.items())
    low, high = sorted(m.quantity.value for m in pair)
    plain = opposed and not any(m.quantity.hedge or m.segment != mean.segment for m in (mean, *pair))
    if plain and not low - mean.quantity.step <= mean.quantity.value <= high + mean.quantity.step:
        said = "、".join(m.quantity.text for m in pair)
        message = f"两部分是 {said}，合起来的 {mean.quantity.text} 应在两者之间"
        yield statement("average", mean, Verdict.WRONG, message, pair, firm=True)


def _are_halves(one: Mention, other: Mention, rate: str) -> bool:
    """Say whether nothing but the one half and the other is named before two rates: 城市（61.1%）低于农村（63.2%）."""
    begin = one.previous.quantity.end if one.previous else 0
    texts = (one.sentence.text[begin : one.quantity.start], one.sentence.text[one.quantity.end : other.quantity.start])
    names = [regex(f"其中|[性生的]|居民|学校|{rate}|[高低][于出]|[为是]|\\W").sub("", text) for text in texts]
    return {*names} in _HALVES


def _of_groups(mean: Mention, number: int = 0) -> Iterator[NumericClaim]:
    """Judge a mean right behind the number of all, or of so many groups (两校平均), by those of the groups before it and what each is of; the mean of the means is asked about."""
    whole = mean.previous
    like = [m for m in mean.ahead if m.quantity.unit == mean.quantity.unit and m.role == mean.role]
    for sides in ([m.previous for m in like], [next(iter(m.behind), None) for m in like]):
        groups = [(m, w) for m, w in zip(like, sides, strict=True) if w is not None and w.dimension == COUNT]
        groups = [(m, w) for m, w in groups if w.segment == m.segment and (number or w is not whole)]
        told = len(like) == len(groups) == len({id(w) for _, w in groups}) == number
        all_told = whole is not None and sum((w.quantity.value for _, w in groups), Fraction(0)) == whole.quantity.value
        if len(groups) < _BOTH or not (told or all_told):
            continue
        formula = ClaimFormula(_weighed, (1,) * 2 * len(groups))
        claim, _ = settle("average", mean, [Binding(formula, tuple(m for pair in groups for m in pair))], certain=True)
        values: list[Fraction] = [m.quantity.value for m, _ in groups]
        if claim.verdict in PROVED:
            yield claim
        elif told and 2 * abs(sum(values, Fraction(0)) / number - mean.quantity.value) <= mean.quantity.step:
            yield doubted(claim, "是各组平均数的平均，请核")
        elif told or not min(values) <= mean.quantity.value <= max(values):
            yield replace(claim, named=True, said=True)
        return


def _weighed(*values: Fraction) -> Fraction:
    pairs = zip(values[::2], values[1::2], strict=True)
    return sum((mean * weight for mean, weight in pairs), Fraction(0)) / sum(values[1::2])
