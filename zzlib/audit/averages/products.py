"""Money at an exchange rate, or at a rate of its base; measures converted; hours that power was used; numbers told by their rate; medians."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.averages.per_head import factor_to
from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.excuses import is_near
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import QUOTIENT, SHARE, ClaimFormula, Verdict, round_half_up
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, PERCENT, conversion, quantity_of
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role

_CLOSE = Fraction(3, 2)
_OF_MEAN = re.compile("(?:^|中位数)(?:是|为|相当于|占)平均数的$")
_MEDIAN = re.compile("的?中位数(?:为|是|达到?)?$")
_RATE = re.compile("汇率(?:中间价)?(?:为|是|按|以|（)?(?:1美元[=＝:：兑折合]+)?(?P<rate>\\d\\.\\d{2,4})(?!\\d|%)")
_FOREIGN = "dollars"
_PAID = re.compile("(?!.*[合共总累扣])[一-龥]{0,12}，?[一-龥]{0,8}")
_PAID_AT = re.compile("按|缴[纳存]?$|其中$|提取$")
_HOURS, _POWER = re.compile("利用小时数?(?:[为是约达]|达到)?$"), {"kilowatts": 1, "megawatts": 1000}


def product_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Give the claims of money exchanged, of measures converted, of numbers told by their rate, and of medians."""
    for mention in register.reading.mentions:
        if mention.series and not mention.quantity.hedge:
            yield from _listed_totals(mention)
        if mention.series or mention.quantity.hedge not in ("", "约"):
            continue
        claim = None
        if not mention.quantity.hedge:
            claim = _median(register, mention) or _exchanged(register, mention) or _converted(mention)
            claim = claim or _at_per_cent(mention) or _hours_used(mention)
        claim = claim or _number_of_rate(mention, register.reading)
        if claim is not None and (claim.verdict != Verdict.WRONG or claim.said or is_near(claim, 2 * _CLOSE)):
            yield claim


def _listed_totals(mention: Mention) -> Iterator[NumericClaim]:
    """Judge 甲1200个、乙300套，前者每个85元，后者每套420元，分别支出 x、y: number by number and price by price."""
    listed, ahead = mention.series, mention.ahead
    prices = [
        m
        for m in ahead
        if regex("(?:前者|后者|分别[按为是以]?|单价)?每[一-龥]$|单价").search(m.before) and factor_to(mention, m)
    ]
    told = next((m.series for m in ahead if m.series and regex("单价|每[一-龥]").search(m.lead)), [])
    prices = prices if len(prices) == len(listed) else told
    numbers = [m for m in ahead if m.dimension == COUNT and m.segment == mention.segment]
    if "分别" not in mention.lead or not len(listed) == len(prices) == len(numbers) or listed[0] is not mention:
        return
    for total, price, number in zip(listed, prices, numbers, strict=True):
        many = factor_to(total, price)
        if many and not any(m.quantity.hedge for m in (total, price, number)):
            formula = ClaimFormula(lambda heads, each, many=many: heads * each / many, (1, 1))
            set_price = replace(price.quantity, dimension=COUNT, step=Fraction(1))
            claim, _ = settle("average", total, [Binding(formula, (number,), (set_price,))], certain=True)
            yield replace(claim, said=is_near(claim, _CLOSE))


def _median(register: FigureRegister, mention: Mention) -> NumericClaim | None:
    """Judge 某收入中位数 a，中位数是平均数的 p% by the nearest number before them whose words are those of the median without 中位数."""
    medians = [m for m in mention.ahead if _MEDIAN.search(m.before) and is_amount(m)]
    if mention.dimension != PERCENT or not _OF_MEAN.search(mention.before) or not medians:
        return None
    median = medians[-1]
    name = _MEDIAN.sub("", median.before)
    near = median.ahead_in_thought[-1:] if not name else register.reading.before(median)  # 人均21342元，中位数19536元
    paragraph = "".join(s.text for s in register.reading.paragraph_of(median.sentence)) if not name else ""
    averaged = regex("[人户]均|平均(?!数)").search(paragraph) is not None
    means = (m for m in near if (averaged or m.before == name) and same_unit(m, median))
    mean = next((m for m in means if not m.quantity.hedge), None)
    if mean is None:
        return None
    claim = settle("share", mention, [Binding(SHARE, (median, mean))], certain=True)[0]
    return replace(claim, named=True, said=True, firm=claim.verdict == Verdict.WRONG)


_AT_RATE_OF = ClaimFormula(lambda money, other, theirs: money * other / theirs, (1, 1, -1))


def _exchanged(register: FigureRegister, mention: Mention) -> NumericClaim | None:
    """Judge 按汇率6.8985折合 x 美元 by the money right before it and the rate that the sentence tells, or by which other money is exchanged."""
    own = _money_before(mention)
    if own is None:
        return None
    if told := _RATE.search(mention.sentence.text):
        rate = quantity_of(f"汇率{told['rate']}", told["rate"], "", "rate")
        return settle("ratio", mention, [Binding(QUOTIENT, (own,), (rate,))], certain=True)[0]
    for other in register.reading.before(mention):
        theirs = _money_before(other) if mention.sentence.number - other.sentence.number <= 1 else None
        if theirs is not None and not (other.quantity.hedge or other.quantity.step > mention.quantity.step):
            return settle("ratio", mention, [Binding(_AT_RATE_OF, (own, other, theirs))], certain=True)[0]
    return None


def _converted(mention: Mention) -> NumericClaim | None:
    """Judge 占地246万平方米，合2.46平方公里 by the number right before it, in whatever measure, and however roughly told."""
    told = mention.previous
    turned = regex("约?[折约]?合(?:成|为|约)?|折算为?").fullmatch(mention.lead)
    if told is None or told.segment != mention.segment or not turned:
        return None
    if (factor := conversion(told.quantity, mention.quantity)) is None:
        return None
    formula = ClaimFormula(lambda value: value * factor, (1,))
    found = Binding(formula, (), (replace(told.quantity, hedge=""),))
    return replace(settle("consistency", mention, [found], certain=True)[0], named=True, said=True)


def _number_of_rate(mention: Mention, reading: Reading) -> NumericClaim | None:
    """Judge 监测68425人。总体近视率为51.2%，即近视学生约 x 人 by the rate right before it and a number that it is of."""
    rate = mention.previous
    if rate is None or rate.dimension != PERCENT or rate.quantity.hedge or rate.role == Role.GROWTH:
        return None
    told = regex("即|也就是|折合|相当于|约合|换算").match(mention.lead) and is_amount(mention)
    if not told or mention.text_behind.startswith("的"):
        return None  # 占存栏9.5%，相当于保有量1.78万头的97.8%
    ahead = [m for m in reading.before(rate) if m.sentence.paragraph == mention.sentence.paragraph and is_amount(m)]
    wholes = [m for m in ahead if same_unit(m, mention) and m.quantity.value > mention.quantity.value]
    formula = ClaimFormula(lambda whole, share: whole * share / 100, (1, 1))
    found = [Binding(formula, (whole, rate)) for whole in wholes]
    claim, _ = settle("share", mention, found, certain=True, strict_hedge=False)
    return replace(claim, said=is_near(claim, _CLOSE)) if found else None


def _at_per_cent(mention: Mention) -> NumericClaim | None:
    """Judge 缴费基数4200元，按20%缴纳，每月 x 元，其中8%计入个人账户，每月 y 元 by the rate right before it and the base that its thought names, or other money of it."""
    rate = mention.previous
    if rate is None or rate.dimension != PERCENT or mention.dimension != MONEY or rate.role == Role.GROWTH:
        return None
    ahead = [m for m in rate.ahead_in_thought if m.dimension == MONEY and not m.quantity.hedge]
    bases = [m for m in ahead if regex(f"{any_of(words().tariffs.bases)}[为是]?$").search(m.before)]
    told = _PAID_AT.search(rate.lead) and _PAID.fullmatch(mention.text_before[rate.quantity.end :])
    if not told or len(bases) != 1 or rate.series or rate.segment != mention.segment:
        return None
    share = replace(rate.quantity, dimension=COUNT, step=Fraction(0))  # a set rate, and no rounded one
    formula = ClaimFormula(lambda base, share: base * share / 100, (1, 1))
    claim, _ = settle("average", mention, [Binding(formula, (m,), (share,)) for m in (*bases, *ahead)], certain=True)
    return replace(claim, said=is_near(claim, _CLOSE))


def _hours_used(mention: Mention) -> NumericClaim | None:
    """Judge 装机5万千瓦，发电1.1亿千瓦时，利用小时数 x by the only power and the only energy before it; what was put up in the year counts less, so that but a slip is wrong."""
    if not _HOURS.search(mention.lead) or mention.dimension != "hours":
        return None
    ahead = [m for m in mention.ahead_in_thought if is_amount(m) and not m.quantity.hedge]
    pair = [m for m in ahead if m.dimension == "kilowatt_hours" or (m.dimension in _POWER and "装机" in m.before)]
    pair.sort(key=lambda m: m.dimension in _POWER)
    if [m.dimension in _POWER for m in pair] != [False, True]:
        return None
    formula = ClaimFormula(lambda made, by: made / by / _POWER[pair[1].dimension], (1, -1))
    claim, _ = settle("average", mention, [Binding(formula, tuple(pair))], certain=True)
    slip = claim.exact is not None and is_slip(mention.quantity, round_half_up(claim.exact, mention.quantity.step))
    return replace(claim, said=True) if slip or claim.verdict != Verdict.WRONG else None


def _money_before(mention: Mention) -> Mention | None:
    """Give the money of the country that is told once more in that of another: right before it, or with a rate of growth between."""
    foreign = mention.dimension == _FOREIGN and mention.role == Role.LEVEL
    told = foreign and regex("[折合][^，]{0,4}$").search(mention.lead) is not None
    ahead = reversed(mention.ahead_in_thought if told else [])
    last = next((m for m in ahead if m.dimension != PERCENT), None)
    return last if last is not None and last.dimension == MONEY and not last.quantity.hedge else None
