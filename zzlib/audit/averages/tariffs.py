"""What is made at a rate: so much for each head and month."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zzlib.audit.averages.per_head import AVERAGED, Head, factor_to, head_of, is_head, many_of, months_told
from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.excuses import is_near
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import PROVED, ClaimFormula, Verdict, round_half_up
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, RATIOS, Quantity, number_in
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role
from zzlib.audit.reading.spans import months

_NEAR = Fraction(3, 2)
_FEW = 3  # of more numbers and rates one is near by chance
_NAME = 4  # letters that name what is paid
_PRICED = re.compile("(?:单价|面额|面值|票价)(?:为|是)?$")
_EVERY_TIME = re.compile("每?个?(?P<each>月|[天日]|学年|学期|年|次|季度?)[一-龥]{0,12}$|(?P<monthly>月均|日均)")
_MONTHS = re.compile(
    r"(?<![第前后\d一二三四五六七八九])(?P<number>\d{1,2}|[一二两三四五六七八九十]{1,3})个月(?!后|前|以)"
)
_FROM_MONTH = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})月?份?(?:1日|初)?(?:起算?)?，?(?:至|到|[-—~])(?P<last>1[0-2]|[1-9])月(?!\d{1,2}日(?<!3[01]日)(?<!2[89]日))"
)
_SO_MANY = re.compile("(?P<number>\\d{1,2}|[两三四五六七八九十]{1,2})(?P<unit>年|个月)(?:共计?|合计|总计)[一-龥]{0,4}$")
_COMES_TO = re.compile("，?小?计")
_MADE = re.compile("(?:总产|产量)[一-龥]{0,3}$")
_ALIKE = re.compile("[均都]按|统一|一律")
_BOUGHT = re.compile("[实际计划总共需应拟]*(?:采?购[置买]?|配[备置]|安装)")
_IDLE = frozenset(("总产", "产量", "平均", "全市", "全县", "全镇", "推算", "据此", "测算"))
_YEARS_TOLD = re.compile("(?<![\\d第])(?P<number>[两三四五])年")


@dataclass(frozen=True)
class TariffRate:
    """What is given for each head, and for each month or day if `each` names one."""

    mention: Mention
    head: Head
    each: str


def tariff_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Give the claims of what a rate makes of what it is for."""
    reading = register.reading
    for mention in reading.mentions:
        if mention.quantity.hedge or mention.series or mention.dimension in RATIOS:
            continue
        if claim := _of_years(mention) or _by_name(mention, reading) or _total_at_rate(mention, reading):
            yield claim


def _of_years(mention: Mention) -> NumericClaim | None:
    """Judge 每年5000万元，三年共 x by what is given every year, or month, right before it."""
    told, each = _SO_MANY.search(mention.before), mention.previous
    if told is None or each is None or each.dimension != mention.dimension or each.quantity.hedge:
        return None
    every = _EVERY_TIME.search(each.before) if "每" in each.before else None  # 2022年投入 is no rate
    number = number_in(told["number"]) or 0
    alike = every is not None and (every["each"] or "")[:1] == told["unit"][-1] and each.segment == mention.segment
    if not alike or mention.text_behind.startswith("（含") or head_of(each) is not None or "以后" in mention.thought:
        return None
    formula = ClaimFormula(lambda one, long: one * long, (1, 1))
    claim, _ = settle("average", mention, [Binding(formula, (each,), (months(number, told["unit"]),))], certain=True)
    return replace(claim, said=is_near(claim, _NEAR))


def _by_name(mention: Mention, reading: Reading) -> NumericClaim | None:
    """Judge 水稻总产 x by the rate of its sentence that bears its name (水稻平均亩产574公斤) and the only number of heads that does, wherever it stands."""
    told = (_rate_of(m) for m in mention.ahead if factor_to(mention, m))
    rates = [rate for rate in told if rate is not None and rate.head.units]
    names = {mention.before[n : n + 2] for n in range(len(mention.before) - 1)} - _IDLE
    rates = [rate for rate in rates if any(name in rate.mention.before for name in names)]
    if len(rates) != 1 or rates[0].each or _rate_of(mention) is not None or not _MADE.search(mention.before):
        return None
    names = {name for name in names if name in rates[0].mention.before}
    heads = [m for m in reading.before(mention) if _is_of(m, rates[0]) and any(name in m.before for name in names)]
    heads = [m for m in heads if not m.quantity.hedge and m.role in (Role.LEVEL, Role.TOTAL)]
    if len({m.quantity.value for m in heads}) != 1:
        return None
    formula, price = _priced(mention, rates[0], heads[0], 1)
    claim, _ = settle("average", mention, [Binding(formula, (heads[0],), (price,))], certain=True)
    return replace(claim, said=is_near(claim, _NEAR)) if is_near(claim, 2 * _NEAR) else None


def _total_at_rate(mention: Mention, reading: Reading) -> NumericClaim | None:
    """Judge 每人每月60元，对象1284人，补发9个月，共需 x by the rates, the heads and the months of its sentence or the one before."""
    may_be = mention.role in (Role.LEVEL, Role.TOTAL, Role.REST, Role.PACE)
    summed = mentions_any(words().tariffs.sums, mention.before) or _COMES_TO.fullmatch(mention.before)
    if not may_be or not summed or _rate_of(mention) is not None:
        return None
    near = _near(mention, reading)
    rates = [rate for m in near if m.role != Role.BASE and (rate := _rate_of(m)) is not None and factor_to(mention, m)]
    rates = [rate for rate in rates if "均" not in rate.mention.before or _is_beside(rate.mention, mention)]
    rates = [rate for rate in rates if rate.mention.depth <= mention.depth]  # 区级3798万元（人均135元），镇级3151万元
    own = [rate for rate in rates if rate.mention.sentence is mention.sentence]
    rates = own or rates
    if len(rates) == 1 and (whole := _all_heads(rates[0], mention, near)) is not None:
        claim, _ = settle("average", mention, [whole], certain=True)
        return replace(claim, named=True) if is_near(claim, 3 * _NEAR) else None
    made = [(rate, binding) for rate in rates for binding in _at_rate(rate, mention, near)]
    called = [(rate, binding) for rate, binding in made if _is_called(binding.operands[0], rate, near)]
    rates, made = ([called[0][0]], called) if len(called) == 1 else (rates, made)
    found = [binding for _, binding in made]
    both = _at_rates(rates, mention, near)
    found += [both] if both is not None else []
    if not found:
        return None
    claim, _ = settle("average", mention, found, certain=True)
    if claim.verdict in PROVED:
        return claim
    tried = [settle("average", mention, [binding], certain=True)[0] for binding in found]
    slips = [c for c in tried if (_is_slip(c) and len(found) <= _FEW) or _is_of_one_month(c, mention)]
    if slips:
        return replace(slips[0], said=True)
    between = "".join(m.sentence.text for m in near[:1]) + mention.sentence.text
    plain = not mentions_any(words().tariffs.otherwise, between)
    only = both is not None or (len(rates) == 1 and len(found) == 1)
    claim = tried[-1] if both is not None else claim
    sure = only and plain and claim.verdict == Verdict.WRONG and is_near(claim, _NEAR)
    return replace(claim, said=True) if sure else None


def _all_heads(rate: TariffRate, mention: Mention, near: Sequence[Mention]) -> Binding | None:
    """Give what a rate that goes for all (均按每亩12元) makes of the total before it or of all numbers of heads; a price, of how many are bought right before the sum; 各4座, of as many for each."""
    heads, lengths = [m for m in near if m is not rate.mention and _is_of(m, rate)], _lengths(rate, mention, near)
    if mention.previous in heads and _BOUGHT.fullmatch(heads[-1].before) and _is_beside(rate.mention, heads[-1]):
        heads = heads[-1:]
    elif _ALIKE.search(rate.mention.lead) and all(m.sentence is mention.sentence for m in heads) and len(heads) > 1:
        largest = max(heads, key=lambda m: m.quantity.value)
        whole = sum(m.quantity.value for m in heads) == 2 * largest.quantity.value
        if not whole and "其中" in mention.text_before:
            return None  # of which of them is not said
        heads = [largest] if whole else heads
    elif heads and (places := heads[-1].previous) and regex("[一-龥]{1,6}各").match(heads[-1].before):
        each, price = _priced(mention, rate, heads[-1], 1)
        formula = ClaimFormula(lambda number, many, one: each.compute(number * many, one), (1, 1, 1))
        sure = lengths == [1] and set(map(id, heads)) <= {id(places), id(heads[-1])}
        return Binding(formula, (places, heads[-1]), (price,)) if sure else None
    else:
        return None
    each, price = _priced(mention, rate, heads[0], 1)
    formula = ClaimFormula(lambda *of: each.compute(sum(of[:-1], Fraction(0)), of[-1]), (1,) * (len(heads) + 1))
    return Binding(formula, tuple(heads), (price,)) if lengths == [1] else None


def _is_beside(one: Mention, other: Mention) -> bool:
    """Say whether two numbers stand in one thought."""
    return one.sentence is other.sentence and one.segment == other.segment


def _near(mention: Mention, reading: Reading) -> list[Mention]:
    """Give the plain numbers before one in its sentence and in the one before it in its paragraph, in order."""
    ahead = (m for m in reading.before(mention) if m.sentence.paragraph == mention.sentence.paragraph)
    found = [m for m in ahead if mention.sentence.number - m.sentence.number <= 1 and not m.quantity.hedge]
    return found[::-1]


def _rate_of(mention: Mention) -> TariffRate | None:
    """Tell what a number is given for; one with 单价 for each of what is counted."""
    first = mention.first  # 每生每年625元、750元
    if _PRICED.search(first.before):
        return TariffRate(mention, Head((), 1, "", ""), "")
    head = head_of(first)
    told = _EVERY_TIME.search(first.before)
    each = (told["each"] or told["monthly"][0]) if told else ""
    return TariffRate(mention, head, each) if head is not None else None


def _at_rate(rate: TariffRate, mention: Mention, near: Sequence[Mention]) -> Iterator[Binding]:
    """Give what a rate makes of the numbers of heads near it, for as long as is told."""
    unit = "天" if rate.each in ("天", "日") else "个月"
    for length in _lengths(rate, mention, near):
        for heads in near:
            if heads is rate.mention or not _is_of(heads, rate):
                continue
            formula, price = _priced(mention, rate, heads, length)
            yield Binding(formula, (heads,), (price, *((months(length, unit),) if length > 1 else ())))


def _priced(mention: Mention, rate: TariffRate, of: Mention, length: int) -> tuple[ClaimFormula, Quantity]:
    """Give how a sum is reckoned, and what is given for each: a set price, and no rounded number."""
    many = many_of(rate.head, of) * factor_to(mention, rate.mention)
    quantity = rate.mention.quantity
    set_price = replace(quantity, dimension=COUNT, step=Fraction(1))
    rounded = many_of(rate.head, of) != rate.head.many  # 每公斤2.8元, of 吨: what a market pays
    price = set_price if quantity.is_exact or (mention.dimension == MONEY and not rounded) else quantity
    if length > 1:
        return ClaimFormula(lambda heads, each, long: heads * each * long / many, (1, 1, 1)), price
    return ClaimFormula(lambda heads, each: heads * each / many, (1, 1)), price


def _is_called(heads: Mention, rate: TariffRate, near: Sequence[Mention]) -> bool:
    """Say whether a rate is told of what its heads, the last before a sum, get: 生活补贴标准为每人每月110元。享受生活补贴3286人."""
    name = regex("[的有共达为计]+$").sub("", heads.before)[-_NAME:]
    last = all(m.order <= heads.order for m in near if _is_of(m, rate))
    return last and len(name) == _NAME and name in rate.mention.lead


def _is_of(heads: Mention, rate: TariffRate) -> bool:
    """Say whether a number counts what a rate is for."""
    counted = is_head(heads, rate.head) if rate.head.units else heads.dimension == COUNT
    return counted and not AVERAGED.search(heads.before) and heads.role != Role.BASE


def _lengths(rate: TariffRate, mention: Mention, near: Sequence[Mention]) -> list[int]:
    """Give for how many months or days something is paid: as is told, or of one; nothing where it isn't known."""
    text = "".join(dict.fromkeys(m.sentence.text for m in (*near, mention)))
    if rate.each == "年" and (own := _YEARS_TOLD.search(mention.lead)):
        return [number_in(own["number"]) or 1]
    if rate.each == "月":
        told = {number_in(match["number"]) or 0 for match in _MONTHS.finditer(text)}
        spans = {int(m["last"]) - int(m["first"]) + 1 for m in _FROM_MONTH.finditer(text)}
        found = {n for n in (told or spans) if n > 0}
        of_sum = months_told(mention)
        return sorted(found) if len(found) == 1 else [of_sum] if of_sum and not found else []
    if rate.each in ("天", "日"):
        days = {int(m.quantity.value) for m in near if m.dimension == "days"}
        return sorted(days) if len(days) == 1 else []
    years = {number_in(match["number"]) or 0 for match in _YEARS_TOLD.finditer(text)} if "年" in rate.each else set()
    return [1] if len(years) != 1 else [1, *years]


def _at_rates(rates: Sequence[TariffRate], mention: Mention, near: Sequence[Mention]) -> Binding | None:
    """Give what several rates make, each of the heads right before it, or all of as many: 小学生612人，每人500元；初中生845人，每人625元，共 x; 小学612人、初中845人，每生500元、625元."""
    places = [place for rate in rates for place, m in enumerate(near) if m is rate.mention]
    back = len(rates) if rates and rates[0].mention.series == [rate.mention for rate in rates] else 1
    pairs = [(near[place - back], rate) for place, rate in zip(places, rates, strict=True) if place >= back]
    if rates and places and max(places) + len(rates) < len(near) and rates[0].mention.sentence is not mention.sentence:
        pairs = [(of[0], rate) for rate in rates if len(of := [m for m in near if _bears_name(m, rate, mention)]) == 1]
    apart = all(_is_of(heads, rate) for heads, rate in pairs) and len({h.number for h, _ in pairs}) == len(pairs)
    lengths = [_lengths(rate, mention, near) for _, rate in pairs]
    if not 2 <= len(pairs) == len(rates) <= 4 or not apart or any(len(found) != 1 for found in lengths):
        return None
    terms = [_priced(mention, rate, of, 1) for of, rate in pairs]
    number, long = len(pairs), [found[0] for found in lengths]
    many = [many_of(rate.head, of) * factor_to(mention, rate.mention) for of, rate in pairs]

    def total(*values: Fraction) -> Fraction:
        return sum((values[n] * values[number + n] * long[n] / many[n] for n in range(number)), Fraction(0))

    return Binding(ClaimFormula(total, (1,) * 2 * number), tuple(h for h, _ in pairs), tuple(p for _, p in terms))


def _bears_name(heads: Mention, rate: TariffRate, mention: Mention) -> bool:
    """Say whether a number of heads beside a sum bears the name that a rate told before is for: 学生缴费4600人, of 在校学生每人350元."""
    name = regex("每[一-龥]$").sub("", rate.mention.before)[-_NAME:]
    called = any(name[n : n + 2] in heads.before for n in range(len(name) - 1))
    return heads.sentence is mention.sentence and _is_of(heads, rate) and called


def _is_slip(claim: NumericClaim) -> bool:
    """Say whether what is stated is what was computed but for a slip of the pen."""
    exact, result = (claim.trial.exact, claim.trial.result) if claim.trial is not None else (None, None)
    return exact is not None and result is not None and is_slip(result, round_half_up(exact, result.step))


def _is_of_one_month(claim: NumericClaim, mention: Mention) -> bool:
    """Say whether a sum of several months or years is told as that of one."""
    trial, step = claim.trial, mention.quantity.step
    if trial is None or trial.exact is None:
        return False
    long = {Fraction(months_told(mention)), *(q.value for q in trial.binding.extra if q.unit == "个月")}
    return any(n > 1 and round_half_up(trial.exact / n, step) == mention.quantity.value for n in long)
