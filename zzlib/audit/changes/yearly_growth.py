"""Growth a year over several years: 五年由 6.2亿元增加到 9.5亿元，年均增长 p%; 比2019年增 q%，两年平均 p%; the growth of all years is not divided by their number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import prod

from zzlib.audit.changes.increments import OTHERWISE
from zzlib.audit.judging.claim import Binding, NumericClaim, doubted, settle
from zzlib.audit.judging.excuses import is_near
from zzlib.audit.numbers.arithmetic import HOLDS, ClaimFormula, Verdict, judge
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import PERCENT, TIMES, chinese_number, number_in
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.binding import is_amount, own_words
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role, growth_sign, way_of

_YEARS_MEAN = re.compile("(?:^|，)(?P<years>[两二三四五])年平均(?:增长|增速|增)?(?:为|达到?)?$")
_SINCE = re.compile(r"[比较](?P<year>20\d\d)年[^，；。%]{0,8}?(?:增长?|上升|提高)$")
_GREW = re.compile("(?:增[长加]|提高|扩大)了?$")
_TURNED = re.compile("(?:去年|上年)(?:同期)?[一-龥]{1,4}-?[\\d.]+%[一-龥]{0,2}(?:转为|变为)[一-龥]{2}$")
_YEARLY = re.compile("年均|年平均|平均每年|每年平均")
_PLAN = re.compile("[“]?十[一二三四五]?五[”]?")
_PLAN_YEARS = 5
_SPANNED = re.compile(
    "(?<!\\d)([两三四五六七八九十]|\\d{1,2})年(?:来|间|里|内|中|期间|时间|共|累计|，|年均|平均|[增提扩升降减][到至加长]|后)"
)
_DATED = re.compile("(20\\d\\d|19\\d\\d)年")
_FROM_YEAR, _TO_YEAR = re.compile(r"[由从]20\d\d年[^，；。]{0,8}$"), re.compile(r"^[^，；。]{0,4}[到至]20\d\d年")
_MOST = 30
_FINE = 10**12
_MIN = 2
_NEAR = Fraction(3)


def yearly_growth_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge yearly growths: of several in a paragraph that are off the same way the basis may be another, and a year more or less is no excuse beside one that is told alike and holds."""
    judged = []
    for mention in register.reading.mentions:
        if mention.dimension != PERCENT or mention.series or mention.quantity.hedge:
            continue
        if (claim := _mean_of_years(mention)) is not None:
            yield claim
        yearly = _YEARLY.search(mention.lead) or (claim is None and _YEARS_MEAN.search(mention.lead))
        if mention.role != Role.GROWTH or not yearly or mention.depth:
            continue
        pair, years = _now_and_then(mention), _years(mention, register)
        if pair is None or years is None:
            continue
        said = mention.thought
        soft = OTHERWISE.search(said) or mentions_any(words().comparable.subjects, said)
        found = [Binding(per_year(years, *pair[1:]), pair[0])]
        found += [Binding(ClaimFormula(lambda n, of=years: 100 * n / of, (1,)), pair[0])] * (len(pair[0]) == 1)
        claim, trial = settle("growth", mention, found, certain=not soft, likely=not soft)
        printed = [m.quantity.printed for m in pair[0]]
        ways = [per_year(n, *pair[1:]) for n in (years - 1, years + 1) if n]
        other = any(judge(way, printed, mention.quantity.printed)[0] in HOLDS for way in ways)
        claim = replace(claim, message=f"{claim.message}（按 {years} 年算）", named=not soft)
        low = trial is not None and trial.verdict == Verdict.WRONG and (trial.exact or 0) > mention.quantity.value
        high = trial is not None and trial.verdict == Verdict.WRONG and not low
        judged.append((claim, (claim.place, low, high), other, _are_dated(pair[0])))
    held = any(dated and claim.verdict in HOLDS for claim, _, _, dated in judged)
    for claim, off, other, dated in judged:
        if claim.verdict == Verdict.WRONG and [o for _, o, _, _ in judged].count(off) > 1 and not (dated and held):
            yield doubted(claim, "几处都是这样，基数可能另有口径，请核")
        elif claim.verdict in HOLDS or not other:  # 五年 may be four steps, or six
            yield claim
        elif dated and held:  # of one year more or less, whatever else may have slipped
            yield replace(claim, trial=None, firm=True)


def _mean_of_years(mention: Mention) -> NumericClaim | None:
    """Judge 比2019年同期增13.2%，两年平均6.4%, 由去年下降4.0%转为增长18.5%，两年平均6.7% by the growth over those years before it: its root."""
    told = _YEARS_MEAN.search(mention.lead)
    years = chinese_number(told["years"]) if told else None
    ahead = [m for m in mention.ahead if m.dimension == PERCENT and not m.quantity.hedge]
    used = _growth_since(ahead[-2:], years or 0)
    if not years or not used or any(m.segment != mention.segment for m in used):
        return None
    signs = [way_of(m) or 1 for m in used]
    yearly, own = per_year(years, "base"), growth_sign(mention.before) or 1

    def mean(*rates: Fraction) -> Fraction:
        grown = [1 + sign * rate / 100 for sign, rate in zip(signs, rates, strict=True)]
        return own * yearly.compute(prod(grown, start=Fraction(1)), Fraction(1))

    claim, _ = settle("growth", mention, [Binding(ClaimFormula(mean, (1,) * len(used)), used)], certain=True)
    return replace(claim, named=True) if claim.verdict != Verdict.WRONG or is_near(claim, _NEAR) else None


def _growth_since(ahead: Sequence[Mention], years: int) -> tuple[Mention, ...]:
    """Give the growth over so many years, or those of two years of which one turned into the other, that stand last."""
    said = [m.text_before for m in ahead]
    if said and (since := _SINCE.search(said[-1])):
        now = _DATED.findall(said[-1][: since.start()])  # 2021年…比2020年增长4.1%，两年平均: it is of one year
        return tuple(ahead[-1:]) if not now or int(now[-1]) - int(since["year"]) == years else ()
    return tuple(ahead) if len(ahead) > 1 and _TURNED.search(said[-1]) else ()


def _now_and_then(mention: Mention) -> tuple[tuple[Mention, ...], str] | None:
    """Give the numbers of now and then, or the one of now and its change, that stand right before a yearly growth."""
    ahead = [m for m in mention.ahead_in_thought if not m.depth]
    if len(ahead) < _MIN and _YEARS_MEAN.search(mention.lead):  # 2021年上半年318.6亿元；2019年上半年为284.3亿元
        years = {y: m for m in mention.ahead if not m.depth for y in _DATED.findall(own_words(m))}
        ahead = [years[year] for year in sorted(years)]
        return ((ahead[1], ahead[0]), "base") if len(ahead) == _MIN and same_unit(*ahead) else None
    if ahead and ahead[-1].dimension == TIMES and _GREW.search(ahead[-1].before):
        return ((ahead[-1],), "times")  # 比1968年增长3.74倍，平均每年增长9.6%
    if ahead and ahead[-1].dimension == PERCENT and ahead[-1].role == Role.GROWTH:
        ahead = ahead[:-1]  # 十年共增加2325人，增长1.25%，年平均增长率为0.12%
    changes = [m for m in ahead[-1:] if m.role == Role.INCREASE and way_of(mention) > 0]
    levels = ahead[:-1] if changes else ahead
    if changes and len(levels) >= _MIN and levels[-1].role == Role.BASE and same_unit(*levels[-2:]):
        return ((levels[-2], levels[-1]), "base")
    if changes and levels and is_amount(levels[-1]) and same_unit(levels[-1], changes[0]):
        return (levels[-1], changes[0]), "change"
    if len(ahead) >= _MIN and same_unit(*ahead[-2:]) and _are_dated((ahead[-1], ahead[-2])):
        return (ahead[-1], ahead[-2]), "base"
    if len(ahead) < _MIN or not same_unit(*ahead[-2:]) or not is_amount(ahead[-1]):
        return None
    dated = [_DATED.findall(own_words(m)) for m in ahead]
    told = ahead[-2].role == Role.BASE or (len(ahead) == _MIN and all(len(years) == 1 for years in dated))
    return ((ahead[-1], ahead[-2]), "base") if told else None


def _are_dated(pair: Sequence[Mention]) -> bool:
    """Say whether two numbers are told as 从2018年的7.3%到2025年的15%."""
    told = [pattern.search(m.before) for pattern, m in zip((_TO_YEAR, _FROM_YEAR), pair, strict=False)]
    return len(pair) == _MIN and all(told)


def _years(mention: Mention, register: FigureRegister) -> int | None:
    """Give over how many years a growth is told: those between two dates of its sentence, else a number of years, else those of a plan."""
    text = mention.thought
    dates = [int(year) for year in _DATED.findall(text)]
    if len(dates) > 1:
        return between if 0 < (between := abs(dates[-1] - dates[0])) <= _MOST else None
    before = [s.text for s in register.reading.paragraph_of(mention.sentence) if s.number < mention.sentence.number]
    for said in (text, *reversed(before)):
        if told := _SPANNED.search(said):
            return number_in(told[1])
        if _PLAN.search(said):
            return _PLAN_YEARS
    return None


def per_year(years: int, of: str = "") -> ClaimFormula:
    """Give how a yearly growth is reckoned from the numbers of now and then, or of now and what it changed by, over so many years."""

    def compute(now: Fraction, *others: Fraction) -> Fraction:
        (other,) = others or (now / (1 + now),)  # so many times more
        then = now - other if of == "change" else other
        yearly = (float(now) / float(then)) ** (1 / years) if then > 0 and now > 0 else 1.0
        return Fraction(100 * (yearly - 1)).limit_denominator(_FINE)

    return ClaimFormula(compute, {"change": (1, 1), "times": (1,)}.get(of, (1, -1)))
