"""Numbers per ten thousand (每万人口); what an acre yields; growth a year over several years."""

import re
from collections.abc import Iterator
from fractions import Fraction

from zzlib.audit.arithmetic import SHARE, ClaimFormula, Verdict
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.excuses import is_near
from zzlib.audit.quantities import PERCENT, RATIOS, chinese_number
from zzlib.audit.reading import Mention, same_unit
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role

_PER_MANY = re.compile("每(?P<many>[百千万])(?P<of>人口|[人户名辆张])[一-龥]{0,10}$")
_MANY = {"百": 100, "千": 1000, "万": 10_000}
_PER_HUNDRED = {
    many: ClaimFormula(lambda amount, number, many=many: many * amount / number, (1, -1)) for many in _MANY.values()
}
_YEARS_MEAN = re.compile("(?:^|，)(?P<years>[两二三四五])年平均(?:增长|增速|增)?(?:为|达到?)?$")
_SINCE = re.compile(r"[比较]20\d\d年(?:同期)?(?:增长?|上升|提高)$")
_CLOSE = Fraction(3, 2)
_YIELD = re.compile("(?:单产|单位面积产量|亩产)(?:为|达到?|是|约)?$")
_MEDIAN = re.compile("的?中位数(?:为|是|达到?)?$")
_AREAS = ("land", "hectares")
_MASSES = {"tonnes": ClaimFormula(lambda mass, area: 1000 * mass / area, (1, -1))}


def product_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Give the claims of numbers for ten thousand persons, of yields, and of growth a year."""
    for sentence in register.reading.sentences:
        for mention in sentence.mentions:
            if mention.quantity.hedge or mention.series:
                continue
            claim = (
                _per_many(register, mention) or _mean_of_years(mention) or _yield(mention) or _median(register, mention)
            )
            if claim is not None and (claim.verdict != Verdict.WRONG or is_near(claim, 2 * _CLOSE)):
                yield claim


def _per_many(register: FigureRegister, mention: Mention) -> NumericClaim | None:
    """Judge 1927件，按常住人口311.8万人计算，每万人口拥有量 x by the only like number and the only number of persons before it."""
    told = _PER_MANY.search(mention.before)
    if told is None or mention.dimension in RATIOS or mention.role != Role.LEVEL:
        return None
    own = [m for m in mention.sentence.mentions[: mention.place] if is_amount(m) and not m.quantity.hedge]
    units = ("人", "名") if told["of"].startswith("人") else (told["of"],)
    numbers = [m for m in own if m.quantity.unit.lstrip("百千万亿") in units]
    totals = [m for m in own if m not in numbers and m.quantity.unit[-1:] == mention.quantity.unit[-1:]]
    if len(numbers) != 1 or len(totals) != 1:
        return None
    formula = _PER_HUNDRED[_MANY[told["many"]]]
    return settle("average", mention, [Binding(formula, (totals[0], numbers[0]))], certain=True)[0]


def _yield(mention: Mention) -> NumericClaim | None:
    """Judge 播种面积 a 万亩，总产量 b 万吨，单产 x 公斤/亩 by the only area and the only output of its thought."""
    if not mention.quantity.text.endswith(("公斤", "千克")) or not _YIELD.search(mention.before):
        return None
    own = [m for m in mention.sentence.mentions if m.segment == mention.segment and is_amount(m) and not m.depth]
    areas = [m for m in own if m.dimension in _AREAS and "面积" in m.before]
    outputs = [m for m in own if m.dimension in _MASSES and "产量" in m.before and m is not mention]
    per = re.match("/(亩|公顷)", mention.sentence.text[mention.quantity.end :])
    same = per is None or (len(areas) == 1 and areas[0].quantity.unit.endswith(per[1]))
    if len(areas) != 1 or len(outputs) != 1 or not same:
        return None
    return settle("average", mention, [Binding(_MASSES[outputs[0].dimension], (outputs[0], areas[0]))], certain=True)[0]


def _median(register: FigureRegister, mention: Mention) -> NumericClaim | None:
    """Judge 某收入中位数 a，中位数是平均数的 p% by the nearest number before them whose words are those of the median without 中位数."""
    medians = [m for m in mention.sentence.mentions[: mention.place] if _MEDIAN.search(m.before) and is_amount(m)]
    if mention.dimension != PERCENT or not mention.before.endswith("中位数是平均数的") or not medians:
        return None
    median = medians[-1]
    name = _MEDIAN.sub("", median.before)
    means = (m for m in register.reading.before(median) if m.before == name and same_unit(m, median))
    mean = next((m for m in means if not m.quantity.hedge), None)
    return settle("share", mention, [Binding(SHARE, (median, mean))], certain=True)[0] if mean is not None else None


def _mean_of_years(mention: Mention) -> NumericClaim | None:
    """Judge 比2019年同期增13.2%，两年平均6.4% by the growth over those years right before it: its root."""
    told = _YEARS_MEAN.search(mention.lead)
    since = mention.sentence.mentions[mention.place - 1] if mention.place else None
    if told is None or since is None or {mention.dimension, since.dimension} != {PERCENT}:
        return None
    if since.quantity.hedge or not _SINCE.search(since.sentence.text[: since.quantity.start]):
        return None
    years = chinese_number(told["years"])
    if not years:
        return None
    yearly = _yearly(years)
    rate = ClaimFormula(lambda growth: yearly.compute(1 + growth / 100, Fraction(1)), (1,))
    return settle("growth", mention, [Binding(rate, (since,))], certain=False, likely=True)[0]


def _yearly(years: int) -> ClaimFormula:
    return ClaimFormula(
        lambda now, then: Fraction(((now / then) ** (1 / years) - 1) * 100).limit_denominator(10**6), (1, -1)
    )
