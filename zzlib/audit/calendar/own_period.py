"""The period that a document is of, by its title, against what else it says of it: 现将1—7月情况通报如下 below 上半年, a table of 2022年 in a bulletin of 2023年, a report written before its period was over."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from zzlib.audit.documents.grids import TableGrid
from zzlib.audit.judging.claim import NumericClaim, text_claim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.reading.reading import Reading, ReadSentence
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.spans import NAMED_SPANS

_Months = tuple[int, int]
_REPORT = re.compile("情况|通报|公报|总结|分析|形势|状况|报告|年报|进展|运行")
_OTHERWISE = re.compile(
    "政府工作报告|预算草案|计划|方案|要点|意见|规划|学年|五”|专项行动|第[一二三四五六七八九十\\d]+批|答复|建议|提案"
)
_WHOLE_YEAR = re.compile("年度|公报|全年|年报|发展情况|[^组]工作情况$|状况")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_DAYS = r"(\d{1,2})月\d{1,2}日(?:零时|24时)?[至到—–~～-]{1,2}(?:20\d\d年)?(\d{1,2})月\d{1,2}日"
_MONTHS = r"(?<!\d)(\d{1,2})月?[至到—–~～-]{1,2}(\d{1,2})月(?!\d)"
_NAMED = re.compile("第?(" + "|".join(sorted(NAMED_SPANS, key=len, reverse=True)) + ")")
_OPENS = re.compile("现(?:将|就|报告|通报)(?P<said>[^。；]{0,40}?)(?:通报|报告|公布|汇报|总结|分析|发布|，请予审议)")
_COUNTED = re.compile("统计(?:时间|口径|期间|区间|时段|期)(?:为|是|自|从|：)?(?P<said>[^，。；）]{2,34})")
_BEFORE = re.compile("上年|去年|上月|上季|往年|历年")
_CAPTION = re.compile("^附?表[\\s　]*[\\dA-Z一二三四五六七八九十]{0,3}[\\s　：:.、]*[^。]{2,60}$")
_DATED = re.compile(
    r"^[—（(]*[^（()）\d。，]{0,24}[（(]?(?P<year>20\d\d)年(?P<month>\d{1,2})月(?:\d{1,2}日)?(?:[）)]?$|在[^，。]{2,30}会议上)"
)
_NO_MONTH = re.compile(r"20\d\d年(1[3-9])月")
_QUARTER_BEFORE = re.compile("(?:去年|上年)第?(?P<quarter>[一二三四]季度)")
_TWO_YEARS_BACK = re.compile(r"(?:[比较]|[同与](?=20\d\d年[^，。]{0,16}相?比))(?P<year>20\d\d)年(?!以来|[至到—-])")
_LAST_YEAR = re.compile("同比|上年|上一年|去年")
_OVER_YEARS = re.compile("年均|两年|[三四五]年|以来|累计|首年")
_ENDS, _BEGINS, _QUARTER = 4, 5, 3
_HEAD, _LONGEST = 3, 60
"""Blocks of which one is the title, and its letters."""


class _Period(NamedTuple):
    """A year, 0 where none is told, and months from the first to the last, `None` where none are."""

    year: int
    months: _Months | None
    last: int


def own_period_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what is said of the period of a document by its title; a month that no year has by itself."""
    reading = register.reading
    for sentence in reading.sentences:
        for match in _NO_MONTH.finditer(sentence.text):
            yield _wrong(sentence, f"{match[1]}月", "", "一年没有这个月")
    head = [s for s in reading.sentences if s.paragraph < _HEAD and not s.text.endswith("：")]
    own = next((own for s in head if len(s.text) <= _LONGEST and (own := _of_title(s.text))), None)
    if own is None:
        return
    for sentence in reading.sentences:
        yield from _covered(sentence, own)
        yield from _compared(sentence, own, reading)
    yield from _opened(reading, own)
    yield from _headed(reading, own)
    yield from _written(reading, own)


def _of_title(title: str) -> _Period | None:
    """Give the period that a title names; `None` where it is of none, or may be of another: a plan, a report on what is past and what is to come."""
    years = {int(year) for year in _YEAR.findall(title)}
    months = _months(title)
    if (
        not _REPORT.search(title)
        or "。" in title
        or regex("^[—（(]|现将|现报告").search(title)
        or _OTHERWISE.search(title)
        or len(years) > 1
        or len(months) > 1
    ):
        return None
    span = next(iter(months), None)
    last = span[1] if span else 12 if _WHOLE_YEAR.search(title) else 0
    return _Period(next(iter(years), 0), span, last)


def _months(said: str) -> set[_Months]:
    """Give the spans of months that words name."""
    found = {(int(a), int(b)) for pattern in (_DAYS, _MONTHS) for a, b in regex(pattern).findall(said)}
    return {pair for pair in found if 0 < pair[0] <= pair[1] <= 12} | {NAMED_SPANS[m[1]] for m in _NAMED.finditer(said)}


def _covered(sentence: ReadSentence, own: _Period) -> Iterator[NumericClaim]:
    """Judge 现将1—7月情况通报如下 and 统计时间为1月1日至11月30日."""
    for match in (*_OPENS.finditer(sentence.text), *_COUNTED.finditer(sentence.text)):
        said = match["said"]
        years, months = set(map(int, _YEAR.findall(said))), _months(said)
        if _BEFORE.search(said) or len(years) > 1 or len(months) > 1:
            continue
        if own.year and years and years != {own.year}:
            yield _wrong(sentence, f"{min(years)}年", f"{own.year}年", f"标题是{own.year}年")
        mine = own.months or ((1, 12) if own.last and match.re is _COUNTED else None)
        if mine and months and months != {mine}:
            (first, last), (a, b) = mine, next(iter(months))
            yield _wrong(sentence, f"{a}—{b}月", f"{first}—{last}月", f"标题说的是{first}—{last}月")


def _compared(sentence: ReadSentence, own: _Period, reading: Reading) -> Iterator[NumericClaim]:
    """Judge 较去年二季度 in a report on the third quarter, and 比2022年 in one on 2024 that speaks of last year in the same sentence and of that year nowhere else."""
    quarter = own.months if own.months and own.months[1] - own.months[0] == _QUARTER - 1 else None
    for match in _QUARTER_BEFORE.finditer(sentence.text) if quarter else ():
        if quarter and quarter[0] > 1 and NAMED_SPANS[match["quarter"]] != quarter:
            yield _wrong(sentence, match[0], "", f"标题说的是{quarter[0]}—{quarter[1]}月，去年同期是同一个季度")
    for match in _TWO_YEARS_BACK.finditer(sentence.text) if own.year else ():
        year = int(match["year"])
        told = sum(block.text.count(f"{year}年") for block in reading.blocks)
        in_tables = any(f"{year}" in cell for grid in reading.grids for row in grid.rows for cell in row)
        alone = told == 1 and not in_tables and _LAST_YEAR.search(sentence.text)
        if year == own.year - 2 and alone and not _OVER_YEARS.search(sentence.text):
            yield _wrong(sentence, f"{year}年", f"{own.year - 1}年", "同一句里比的是上年")


def _opened(reading: Reading, own: _Period) -> Iterator[NumericClaim]:
    """Judge the year with which the first sentence of the text begins."""
    body = next((s for s in reading.sentences[1:] if "，" in s.text and s.block.text.rstrip().endswith("。")), None)
    match = regex(r"(20\d\d)年，").match(body.text) if body is not None else None
    if body is not None and match and own.year and own.last and int(match[1]) != own.year:
        yield _wrong(body, f"{match[1]}年", f"{own.year}年", f"标题是{own.year}年")


def _headed(reading: Reading, own: _Period) -> Iterator[NumericClaim]:
    """Judge the period in the line above a table, of which its heads, or the rest of the text, know nothing."""
    for grid in reading.grids:
        lines = [s for s in reading.sentences if grid.place - 2 <= s.paragraph < grid.place and _CAPTION.match(s.text)]
        for line in lines[-1:]:
            years, months = set(map(int, _YEAR.findall(line.text))), _months(line.text)
            if own.year and len(years) == 1 and years != {own.year} and _is_stray(min(years), own.year, grid, reading):
                yield _wrong(line, f"{min(years)}年", f"{own.year}年", f"标题是{own.year}年")
            if own.months and own.months[0] == 1 and len(months) == 1 and months != {own.months}:
                (a, b), told = next(iter(months)), _months("".join(s.text for s in reading.sentences if s is not line))
                if a == 1 and (a, b) not in told:
                    yield _wrong(line, f"{a}—{b}月", f"1—{own.months[1]}月", f"标题说的是1—{own.months[1]}月")


def _is_stray(year: int, own: int, grid: TableGrid, reading: Reading) -> bool:
    """Say whether a year above a table can't be that of its numbers: its heads have the document's own, or nothing else speaks of it."""
    heads = "".join(cell for row in grid.rows[:2] for cell in row)
    if f"{own}" in heads:
        return True
    return f"{year}" not in heads and sum(block.text.count(f"{year}年") for block in reading.blocks) == 1


def _written(reading: Reading, own: _Period) -> Iterator[NumericClaim]:
    """Judge the day on which a document was written by the end of its period."""
    ends = [s for s in reading.sentences if s.paragraph < _BEGINS or s.paragraph >= len(reading.blocks) - _ENDS]
    for sentence in ends if own.year and own.last else ():
        match = _DATED.match(sentence.text.rstrip("。"))
        if match and (int(match["year"]), int(match["month"])) < (own.year, own.last):
            message = f"这一天还没有到{own.year}年{own.last}月"
            yield _wrong(sentence, f"{match['year']}年{match['month']}月", "", message)


def _wrong(sentence: ReadSentence, stated: str, right: str, why: str) -> NumericClaim:
    message = f"文中写“{stated}”，{why}" + (f"，似应为{right}" if right else "")
    return text_claim(sentence, "duration", stated, right, Verdict.WRONG, message)
