"""Totals whose words look back at what they add: 两者合占, 上述三个乡镇…共计, 四校相加, 以上建议共; wherever what they add stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from zzlib.audit.judging.claim import Binding, NumericClaim, settle, text_claim
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict, total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, chinese_number, number_in
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.reading import Mention, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role
from zzlib.audit.totals.part_words import sort_of

_SUMMED = "(?:合计|共计|总计|总共|一共|相加|加起来|合占|[^一-龥]?共(?!同|有制|享|建)|总(?:[额量]|人[口数]|户数|面积|产[值量])|小计)"
_LOOKS_BACK = re.compile(
    "^(?:其中)?(?P<back>以上|上述|前述|这)?(?P<number>[两二三四五六七八九]|\\d{1,2})"
    f"(?P<noun>个?(?![年月天日周届])[一-龥]{{1,3}}?)(?:[一-龥]{{0,8}}?){_SUMMED}[一-龥]{{0,8}}$"
)
_OVER_YEARS = re.compile(
    "(?:^|[，；])(?P<number>[两二三四五六七八九十]|\\d{1,2})年(?:来|间|里|中|期间)?，?(?:全?[市县区乡镇村局校])?"
    "(?:累计|合计|共计|总计|总共|一共|共)(?P<what>[一-龥]*)$"
)
_YEAR = re.compile("(?:^|[，；])(?:其中)?，?((?:19|20)\\d\\d)年(?![初末底])，?[^，；\\d]*$")
_BACK = re.compile("以上|上述|前述")  # the number of what is added may be read as one of the text: 上述4个民族总人口
_ADDED = re.compile("相加|加起来")
_NO_SUM = re.compile("占(?!比?$)|其余|结[余存转]|净|差")
_NUMBER_OF_LIST = re.compile("[，；、]?(?:第)?[一二三四五六七八九](?:是|级)")
_MEASURE = re.compile(f"([一-龥]{{2}})[人件起户]?数{_SUMMED}")
_SENTENCES, _FAR = 6, 20  # back; of what is named
_POOL = 10
_SHORT_OF = re.compile("[欠差缺短][了]?$")
_NEAR = (Fraction(2, 3), Fraction(3, 2))
_FEW = 2
_COUNTED = (Role.LEVEL, Role.TOTAL, Role.REST, Role.SHARE, Role.RATE, Role.TARGET)


def counted_total_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge totals that tell how many they add, or that they add all above them."""
    for sentence in register.reading.sentences:
        for mention in sentence.mentions:
            plain = is_amount(mention) or (mention.dimension == PERCENT and mention.role in (Role.SHARE, Role.RATE))
            if not plain or mention.quantity.hedge or mention.series or _NO_SUM.search(mention.before):
                continue
            told = _LOOKS_BACK.search(mention.lead if _BACK.match(mention.lead) else mention.before)
            if told and not _NUMBER_OF_LIST.match(mention.before):
                yield from _of_so_many(register, mention, told)
            elif (years := _OVER_YEARS.search(mention.text_before)) and mention.dimension != PERCENT:
                yield from _of_years(register, mention, years)


def _of_years(register: FigureRegister, total: Mention, told: re.Match[str]) -> Iterator[NumericClaim]:
    """Judge 2009年投资 a。2010年投资 b。2011年投资 c。三年累计投资 d by the like numbers before it that open what is told of as many years in a row."""
    dated = [(m, year[1]) for m in _like_before(register, total, any_unit=False) if (year := _YEAR.search(m.thought))]
    run = dated[-(number_in(told["number"]) or 0) :]
    row = len(run) > 1 and [int(year) for _, year in run] == list(range(int(run[0][1]), int(run[0][1]) + len(run)))
    names = [regex("^年?全?[市县区乡镇村局校]?").sub("", stripped(m.before)) for m, _ in run]
    whole = number_in(told["number"]) == len(run) and len(set(names)) == 1
    what = stripped(told["what"])
    if row and whole and (not what or what in names[0] or names[0] in what):
        claim = settle("sum", total, [Binding(total_of(len(run)), tuple(m for m, _ in run))], certain=True)[0]
        yield replace(claim, said=_is_near([m for m, _ in run], total))


def _of_so_many(register: FigureRegister, total: Mention, told: re.Match[str]) -> Iterator[NumericClaim]:
    """Judge a total of so many by that many like numbers before it: the last ones, those that head the last sentences, or any that make it."""
    said = told["number"]
    number = int(said) if said.isdigit() else chinese_number(said) or 0
    added, measure = _ADDED.search(total.before) is not None, _MEASURE.search(total.before)
    far = _like_before(register, total, any_unit=added, back=_FAR) if measure else []
    pool = [m for m in far if measure and measure[1] in m.before]  # 四类案件受理数合计, of 受理 and not of 审结
    pool = pool if len(pool) >= number else _like_before(register, total, any_unit=added)
    amounts = [m for m in total.ahead_in_thought if is_amount(m)] if total.dimension == PERCENT else []
    if number < _FEW or len(pool) < number or len(amounts) >= number:
        return  # 扑救火灾17.4万起，抢险救援10.4万起，两项合计占70.7%: of what both are
    listed = pool[-1].series
    made = len(listed) > number and pool[-len(listed) :] == listed and _makes(listed, total)
    if made and told["noun"][-1:] in "类项种者":
        yield _miscounted(total, told, len(listed))
        return
    if any(_makes(chosen, total) for chosen in combinations(pool[-_POOL:], number)):
        chosen = next(c for c in combinations(pool[-_POOL:], number) if _makes(c, total))
        yield settle("sum", total, [Binding(total_of(number), tuple(chosen))], certain=True)[0]
        return
    runs = _runs_of(pool, total, number)
    if len(runs) == 1 and _is_near(runs[0], total):
        yield _claim(runs[0], total)


def _runs_of(pool: Sequence[Mention], total: Mention, number: int) -> list[tuple[Mention, ...]]:
    """Give the runs of so many numbers that a total may add: of the sub-totals, of its own sentence, of one sentence before, of the first ones of several."""
    subtotals = [m for m in pool if m.role == Role.TOTAL]
    heads = {m.sentence.number: m for m in reversed(pool)}
    found: list[Sequence[Mention]] = [subtotals, list(reversed(heads.values()))]
    for at in sorted(heads, reverse=True):
        here = [m for m in pool if m.sentence.number == at]
        found.append([m for m in here if m.segment == here[-1].segment])
        found.append(here)
    nested = {m.number for m in pool if "其中" in m.before}  # 受理7615件，审结7322件，其中调解2416件、撤诉1378件
    whole = [run for run in found if not nested & {m.number for m in run[1:]}]
    runs = {tuple(m.number for m in run): tuple(run) for run in whole if len(run) == number}
    last = tuple(pool[-number:])
    near = [run for run in runs.values() if _is_near(run, total)]
    return near or [last] * (len(pool) == number)


def _like_before(register: FigureRegister, total: Mention, *, any_unit: bool, back: int = _SENTENCES) -> list[Mention]:
    """Give the plain numbers that count the same, from the sentences before a total and its own, back to another total of the kind that isn't of a part."""
    found: list[Mention] = []
    for m in register.reading.before(total):
        if total.sentence.number - m.sentence.number > back:
            break
        like = sort_of(m) == sort_of(total)
        other = any_unit and not found and m.dimension == total.dimension
        kin = found and any_unit and sort_of(m) == sort_of(found[0])
        plain = not m.quantity.hedge and m.role in _COUNTED and not _SHORT_OF.search(m.before)
        inside = m.depth > total.depth and not m.text_behind.startswith("）")
        if plain and (like or other or kin) and not inside:
            found.append(m)
    return list(reversed(found))


def _makes(run: Sequence[Mention], total: Mention) -> bool:
    steps = [m.quantity.step for m in (*run, total) if not m.quantity.is_exact]
    room = max(steps, default=Fraction(0)) / 2 * len(run)
    return abs(sum((m.quantity.value for m in run), Fraction(0)) - total.quantity.value) <= room


def _is_near(run: Sequence[Mention], total: Mention) -> bool:
    made = sum((m.quantity.value for m in run), Fraction(0))
    least, most = _NEAR
    return least * total.quantity.value <= made <= most * total.quantity.value


def _claim(run: Sequence[Mention], total: Mention) -> NumericClaim:
    binding = Binding(total_of(len(run)), tuple(run))
    claim = settle("sum", total, [binding], certain=True)[0]
    return replace(claim, said=True) if claim.verdict in (Verdict.WRONG, *HOLDS) else claim


def _miscounted(total: Mention, told: re.Match[str], right: int) -> NumericClaim:
    """Say that a total is of more than it says: a、b、c，两类合计 of all three."""
    stated = f"{told['number']}{told['noun']}"
    message = f"{total.quantity.text} 是前面 {right} 个数之和，文中写 {stated}"
    return text_claim(total.sentence, "count", stated, f"{right}{told['noun']}", Verdict.WRONG, message)
