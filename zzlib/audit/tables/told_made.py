"""What the text reckons from a table: the share of one column in another, of a row in all, so much a head, the whole of a column, by how much it grew."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from zzlib.audit.documents.grids import is_total_label
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.numbers.arithmetic import (
    DECLINE,
    DIFFERENCE,
    GROWTH,
    PROVED,
    QUOTIENT,
    SAME,
    SHARE,
    Printed,
    Verdict,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, PERCENT, POINTS, RATIOS, TIMES
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.dates import YEAR
from zzlib.audit.reading.reading import Mention, are_many_thoughts, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role, growth_sign
from zzlib.audit.tables.made_numbers import (
    AskedNumber,
    MadeNumber,
    MadeReading,
    goes_with_text,
    has_unit_of,
    judged_as_made,
    made_number,
)
from zzlib.audit.tables.made_tables import EARLIER, WHOLE, MadeColumn, TableTerm, core, made_tables, step_of, sum_of
from zzlib.audit.tables.named_rows import ACHIEVED, row_readings
from zzlib.audit.tables.told_cells import told_cells, year_of

_COMPARED = re.compile("[比较][^，。；]{1,12}?[多少高低][^，。；]*")  # 比城关区少20040万元，占…
_OF_ALL = re.compile("全|总|合计|[上所]列|各|[两三四五六七八九十]")
_AROUND = re.compile("^全[部市县区镇院校体]|(?:总[数量额]|人数|[数量额])?的?$")
_OTHER_TIME = re.compile("累计|上半年|季度|[至—-]\\d{1,2}月|[上去]年|上月|同期|以来")
_OTHER_MONTH = re.compile("\\d{1,2}月|[一二三四]季度|当月|计划|预计|力争|目标")
_WITHIN = re.compile("[中内里的、和与及]")
_EACH = re.compile(
    "(?P<of>[户人亩件月日天次村镇乡站栋辆台])均|平均每一?[个家所名座]?(?P<each>[一-龥]{1,8})$|[两三四五六七八九十\\d](?P<rows>[个家]?[一-龥]{1,3}?)平均[一-龥]{0,6}$"
)
_GROWTH = re.compile(
    "(?:与?去年同期相?比|[同环]比|[比较](?:上年|去年|上月)(?:同期)?)?(?:实现|平均)?(?:上升|增长|提高|增加|下降|减少|降低|[增升降减])了?$"
)
_ALL_OF = ("总值", "总计", "总量", "总数")
_DONE = re.compile("完成(?:了)?(?P<whole>[^，；。]{2,8}?)的$")
_GOT, _DUE = re.compile("实(?P<what>[收缴到发支])"), "应"
_OTHER = re.compile("每|均|余|新增|增加|减少|较|比|目标|计划|任务|其中|以上|超过|近年")
_RATE = re.compile("率(?:为|达到?|是)?$")
_SPAN = re.compile(r"((?:19|20)\d\d)年?[至到—–~-]+((?:19|20)\d\d)年[^，。；]{0,4}(?:合计|累计|共|总)")
_SEVERAL = re.compile("合计|共计|[两三四五六七八九][类项个种]")
_LONG, _FEW = 4, 3
_LEVELS = (Role.LEVEL, Role.TOTAL, Role.PACE)


def told_made_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge the numbers of the text that no cell prints, and that other numbers of the text don't make, by what tables make."""
    tables = made_tables(register)
    if not tables:
        return
    cells, long = told_cells(register), are_many_thoughts(register.reading.sentences)
    settled = {c.entry for c in claims if c.verdict in PROVED}
    accused = {c.entry for c in claims if c.verdict == Verdict.WRONG}
    latest = max((int(year) for block in register.reading.blocks for year in YEAR.findall(block.text)), default=0)
    for mention in register.reading.mentions:
        if mention.quantity.hedge or mention.number in settled or mention.number in cells.anchors:
            continue
        if goes_with_text(mention, register):
            continue
        if "当月" in mention.thought and not any("当月" in table.words for table in tables):
            continue
        if max((int(year) for year in YEAR.findall(mention.thought)), default=latest) < latest:
            continue  # 2022年全市…: of before what the tables are of
        readings = _READINGS.get(mention.dimension, _AMOUNTS) + row_readings(mention.dimension)
        fitting = [read for fits, read in readings if fits(mention)]
        asked = [AskedNumber(mention, table, cells, register) for table in tables if fitting]
        made = [number for one in asked for read in fitting for number in read(one)]
        claim = judged_as_made(mention, made, long=long) if made else None
        if claim is not None and (claim.verdict in PROVED or mention.number not in accused):
            yield claim


def _shares(asked: AskedNumber) -> Iterator[MadeNumber]:
    """Give the shares that 占 tells: of a row in another or in all, of a column in another."""
    part_said, _, whole_said = asked.clause.rpartition("占")
    column_alone = not asked.table.rows_named(part_said) and len(asked.table.columns_named(part_said)) == 1
    ahead_said = asked.mention.thought if column_alone else ""  # 大豆仍是第一大作物，面积占…
    yield from _of_rows(asked, f"{ahead_said}{part_said}" or _COMPARED.sub("", asked.mention.thought), whole_said)
    yield from _of_named_column(asked, part_said, whole_said)
    yield from _of_all_columns(asked, part_said, whole_said)
    wholes = [c for c in asked.table.columns_named(whole_said) if core(c.name) in whole_said]
    ahead = asked.mention.previous
    anchor = asked.cells.anchors.get(ahead.number) if ahead is not None else None
    row = asked.table.rows_named(part_said or asked.mention.thought)[:1]
    for whole in wholes[:1]:
        parts = [c for c in asked.table.columns_named(part_said or asked.mention.thought) if c is not whole]
        named = [c for c in parts if anchor is not None and c.name == anchor.head] or parts
        for part in named:
            yield from asked.made("share", SHARE, (part, whole), row[0] if row else None)


def _of_all_columns(asked: AskedNumber, part_said: str, whole_said: str) -> Iterator[MadeNumber]:
    """Give the share of the only column that words name in the column of all: 网上信访占57.6%."""
    wholes = [c for c in asked.table.columns if not c.is_rate and WHOLE.match(c.name)]
    parts = [c for c in asked.table.columns_named(part_said) if c not in wholes and core(c.name) in part_said]
    rows = asked.table.rows_named(part_said)
    if not rows and asked.table.rows_named(asked.mention.sentence.text):
        return  # 个人占本年新收的95.54%，企业占3.60%: of that row
    if len(wholes) == len(parts) == 1 and (not whole_said or _OF_ALL.match(whole_said)):
        yield from asked.made("share", SHARE, (parts[0], wholes[0]), rows[0] if rows else None, told=True)


def _of_named_column(asked: AskedNumber, part_said: str, whole_said: str) -> Iterator[MadeNumber]:
    """Give the share of a row in the column that 占 names and nothing else: 形式主义占查处起数的42.2%."""
    name = _AROUND.sub("", whole_said)
    wholes = [c for c in asked.table.columns if name and name in (c.name, _AROUND.sub("", c.name)) and not c.is_rate]
    rows = asked.table.rows_named(part_said)
    if len(wholes) == len(rows) == 1 and not _OTHER_TIME.search(asked.mention.thought):
        rest = part_said.replace(asked.table.labels[rows[0]], "")
        sure = asked.table.has_total and len(rest) <= _FEW and not _WITHIN.search(rest)
        terms = (asked.term(wholes[0], rows[0]), asked.term(wholes[0], None))
        yield from made_number("share", SHARE, terms, sure=sure, told=sure)


def _of_rows(asked: AskedNumber, part_said: str, whole_said: str) -> Iterator[MadeNumber]:
    if _SEVERAL.search(part_said):
        yield from _of_several(asked, part_said, whole_said)
        return
    parts, wholes = asked.table.rows_named(part_said), asked.table.rows_named(whole_said)
    parts = [p for p in parts if p not in wholes]
    if len(parts) != 1 or len(wholes) > 1 or not (wholes or _OF_ALL.search(whole_said)):
        return
    named = asked.table.columns_named(f"{part_said}{whole_said}")
    amounts = asked.table.amounts
    then = [c for _, c in asked.table.now_and_then]
    current = [c for c in named or amounts if not c.is_earlier and c not in then]
    scope = regex("全([国省市县区])").search(whole_said)
    in_scope = scope is None or scope[1] not in "国省" or scope[0] in asked.table.words
    sure = bool(wholes) or (asked.table.has_total and in_scope)
    of_all = bool(wholes) or scope is None or scope[0] in asked.table.words or asked.table.total in _ALL_OF
    one = sure and len(current) == 1
    for column in current:
        terms = (asked.term(column, parts[0]), asked.term(column, wholes[0] if wholes else None))
        yield from made_number("share", SHARE, terms, sure=one or (sure and bool(wholes)), told=one and of_all)


def _of_several(asked: AskedNumber, part_said: str, whole_said: str) -> Iterator[MadeNumber]:
    """Give the share that several rows have together in all: 中央和省级资金合计占70.0%."""
    rows = asked.table.rows_named(part_said)
    listed = regex("[、和与及]").split(regex("[，。；：]").split(part_said)[-1])
    columns = asked.table.amounts
    named = [c for c in columns if core(c.name) in f"{part_said}{whole_said}"] or columns
    if len(named) == 1 < len(rows) == len(listed) and (not whole_said or _OF_ALL.search(whole_said)):
        parts = sum_of([named[0].cells[row] for row in rows if row in named[0].cells], named[0].name, named[0].scale)
        yield from made_number("share", SHARE, (parts, named[0].whole), sure=asked.table.has_total)


def _rates(asked: AskedNumber) -> Iterator[MadeNumber]:
    """Give the rates that a column prints (完成预算的, 完成率), and those that their name or the words tell the columns of."""
    row = next(iter(asked.table.rows_named(asked.clause)), None)
    done = _DONE.search(asked.clause)
    if done is not None:
        printed = [c for c in asked.table.columns if c.is_rate and "完成" in c.name]
        known = row is not None or asked.table.is_of(asked.clause[: done.start()])
        for column in printed[:1]:
            yield from made_number("share", SAME, (asked.term(column, row),), sure=known, told=known)
        wholes = asked.table.columns_named(done["whole"])
        named = asked.table.columns_named(asked.clause[: done.start()])
        amounts = asked.table.amounts
        parts = [c for c in named if c in amounts] or [c for c in amounts if ACHIEVED.search(c.name)]
        for part in parts:
            for whole in wholes[:1] if part not in wholes else ():
                yield from asked.made("share", SHARE, (part, whole), row, sure=known, told=known and len(parts) == 1)
    yield from _by_name(asked, row)
    got = _GOT.search(asked.clause) if regex("率(?:为|达到?)?$").search(asked.clause) else None
    if got is not None:
        sides = [[c for c in asked.table.columns if f"{due}{got['what']}" in c.name] for due in ("实", _DUE)]
        if all(len(side) == 1 for side in sides):
            yield from asked.made("share", SHARE, (sides[0][0], sides[1][0]), row, told=True)


def _by_name(asked: AskedNumber, row: int | None) -> Iterator[MadeNumber]:
    """Give the rate that is named by two columns, what was to be done and what was: 危房改造竣工率."""
    named = regex("(?P<whole>[一-龥]+?)(?P<part>[一-龥]{2})率(?:为|达到?|是)?$").search(asked.clause)
    amounts = asked.table.amounts
    parts = [c for c in amounts if named and core(c.name).startswith(named["part"])]
    wholes = [c for c in amounts if named and c not in parts and core(c.name) and core(c.name) in named["whole"]]
    if len(parts) == len(wholes) == 1:
        label = "" if row is None else asked.table.labels[row]
        beside = stripped(named["whole"]).replace(core(wholes[0].name), "").replace(label, "") if named else ""
        sure = asked.table.has_total and not beside  # 今年新增危房改造竣工率: of some of them
        yield from asked.made("share", SHARE, (parts[0], wholes[0]), row, sure=sure, told=sure)


def _tells_growth(mention: Mention) -> bool:
    return growth_sign(mention.before) != 0 and not mentions_any(words().comparable.words, mention.sentence.text)


def _grown(asked: AskedNumber) -> Iterator[MadeNumber]:
    """Give by how much a row, or all of them, grew from one column to another: 本期 beside 上年同期, 2020年 beside 2010年."""
    sign = growth_sign(asked.mention.before)
    sure, row = asked.row()
    pairs = [pair for pair in asked.table.now_and_then if _is_since(asked.mention, pair[1])]
    pairs = pairs or [pair for pair in asked.table.now_and_then if _is_year_on_year(asked, *pair)]
    pairs = [pair for pair in pairs if pair[0] in asked.table.columns_named(asked.clause)] or pairs
    alone = len([c for c in asked.table.columns if not c.is_rate]) == len(("now", "then"))
    for pair in pairs:
        formula = GROWTH if sign > 0 else DECLINE
        one = sure and len(pairs) == 1 and (row is not None or _is_of_table(asked))
        told = one and (asked.table.has_total if row is None else alone)
        yield from asked.made("growth", formula, pair, row, sure=one, told=told)


def _grown_by(asked: AskedNumber) -> Iterator[MadeNumber]:
    """Give by how much the row that the words name, and nothing beside it, changed from one column to the next: 死亡人数减少13人."""
    rows = asked.table.rows_named(asked.clause)
    clauses = [c for c in regex("[，；。：、]").split(asked.mention.thought) if rows and asked.table.rows_named(c)]
    months = _OTHER_MONTH.findall(asked.mention.sentence.text)
    if len(rows) != 1 or asked.clause not in clauses or any(time not in asked.table.words for time in months):
        return
    pairs = asked.table.now_and_then
    named = [pair for pair in pairs if core(pair[0].name) in asked.clause] or pairs
    for now, then in named if len(named) == 1 else ():
        years = set(YEAR.findall(asked.mention.sentence.text)) - set(YEAR.findall(now.name + then.name))
        since = _is_since(asked.mention, then) or (not years and year_of(now.name) == year_of(then.name) + 1)
        alone = all(len(_beside_row(clause, asked, now.name)) <= 1 for clause in clauses)
        order = (now, then) if asked.mention.role == Role.INCREASE else (then, now)
        terms = [asked.term(column, rows[0]) for column in order]
        larger, smaller = (term.printed.value if term else Fraction(0) for term in terms)
        made = abs(larger - smaller)
        near = made < 2 * Fraction(asked.mention.quantity.number) < 4 * made  # else it may be of a month alone
        yield from made_number("difference", DIFFERENCE, terms, sure=since and alone, told=since and alone and near)


def _beside_row(clause: str, asked: AskedNumber, column: str) -> str:
    """Give what a clause says beside the row that it names, the column and that it changed."""
    row = asked.table.labels[asked.table.rows_named(clause)[0]]
    left = _GROWTH.sub("", regex(r"\d[\d.,]*.*$").sub("", clause)).replace(row, "").removeprefix("其中")
    return "".join(letter for letter in left if letter not in f"{column}{asked.table.words}人次数量额总均")


def _is_of_table(asked: AskedNumber) -> bool:
    """Say whether what grew is what a table tells: by the words before, or, where there are none, by the number before, which a cell prints."""
    said = _GROWTH.sub("", asked.mention.before)
    ahead = asked.mention.previous
    if said or asked.mention.series:
        return not asked.mention.series and asked.table.is_of(said)  # 中央、省级补助分别增长: each of its own
    number = Fraction(ahead.quantity.number) if ahead is not None else None
    return any(number == abs(cell.value) for column in asked.table.columns for cell in column.cells.values())


def _is_since(mention: Mention, then: MadeColumn) -> bool:
    """Say whether the words reckon from what a column is of: 环比 from last month, 同比 from last year."""
    said = mention.sentence.text
    if year := year_of(then.name):
        return str(year) in said
    if step_of(then.name):
        return "同比" not in said
    return ("环比" in said or "上月" in said) == ("上月" in then.name) or "上期" in then.name


def _is_year_on_year(asked: AskedNumber, now: MadeColumn, then: MadeColumn) -> bool:
    """Say whether two columns are of a year and the one before it, the only year that the sentence names, or the last of the table."""
    said, year = asked.mention.sentence.text, year_of(now.name)
    told = set(YEAR.findall(said)) or {str(max(year_of(c.name) for c in asked.table.columns))}
    return year == year_of(then.name) + 1 > 1 and told == {str(year)} and not regex("环比|上月|两年").search(said)


def _averages(asked: AskedNumber) -> Iterator[MadeNumber]:
    """Give so much a head, a day, a place: of a column of the unit of the result, in one of what it is counted by, or by the number of rows."""
    found = list(_EACH.finditer(asked.clause))
    of = found[-1]["of"] or found[-1]["each"] or found[-1]["rows"]
    sure, row = asked.row()
    said = f"{asked.clause}{asked.mention.after}"
    amounts = [c for c in asked.table.columns if not c.is_rate and has_unit_of(c, asked.mention)]
    named = [c for c in asked.table.columns_named(said) if c in amounts] or amounts
    current = [c for c in named if not c.is_earlier] or named
    by = [c for c in asked.table.columns if not c.is_rate and not c.is_earlier and _counts(c, of)]
    by = [c for c in by if c.name == f"{of}数"] or by
    for column in current:
        for other in by if column not in by else ():
            one = sure and len(current) == len(by) == 1
            told = one and core(column.name) in said and asked.table.is_of(asked.clause[: found[-1].start()])
            yield from asked.made("average", QUOTIENT, (column, other), row, sure=one, told=told)
        yield from _of_number(asked, column, of, row, sure=sure and len(current) == 1 and not by)


def _of_number(asked: AskedNumber, column: MadeColumn, of: str, row: int | None, *, sure: bool) -> Iterator[MadeNumber]:
    """Give the average of a column over its rows, where they are what is counted, and over the number of such things that the text tells."""
    parts = asked.table.parts
    in_months = of == "月" and all(_months(asked.table.labels[p]) for p in parts)
    rows = in_months or any(asked.table.counted_as(of[:size]) for size in range(1, len(of) + 1))
    added = sum_of([column.cells[p] for p in parts if p in column.cells], column.name, column.scale)
    number = sum(_months(asked.table.labels[p]) for p in parts) if in_months else len(parts)
    if row is None:
        counted = TableTerm(Printed(Fraction(number), Fraction(1), exact=True), f"{number}个", scale=1)
        yield from made_number("average", QUOTIENT, (column.whole, counted), sure=sure and rows)
        yield from made_number("average", QUOTIENT, (added, counted), sure=False)
    for things in _told_numbers(asked.register, of) if row is None else ():
        yield from made_number("average", QUOTIENT, (column.whole, things), sure=False)


@lru_cache(maxsize=1)
def _told_numbers(register: FigureRegister, of: str) -> list[TableTerm]:
    """Give the numbers of such things that the text tells, each once."""
    few = (m for m in register.reading.mentions if m.dimension == COUNT and m.quantity.value < 10**_FEW)
    told: dict[Printed, TableTerm] = {}
    for q in (m.quantity for m in few if m.after.startswith(of[:1]) or m.quantity.unit == of):
        told.setdefault(q.printed, TableTerm(q.printed, q.text, scale=1))
    return list(told.values())


def _months(label: str) -> int:
    """Give how many months a row is of: 3月, 1—2月; 0 for none."""
    found = regex(r"(?P<first>\d{1,2})(?:月?[—–~至-]+(?P<last>\d{1,2}))?月份?").fullmatch(label)
    return int(found["last"] or found["first"]) - int(found["first"]) + 1 if found else 0


def _counts(column: MadeColumn, of: str) -> bool:
    letters = {"户": "户", "人": "人|次", "天": "天|日"}.get(of, re.escape(of[0]))
    return regex(letters).search(column.unit) is not None or of[:2] in column.name


def _tells_sum(mention: Mention) -> bool:
    return mention.role in _LEVELS and not (_OTHER.search(mention.before) or EARLIER.search(mention.lead))


def _sums(asked: AskedNumber) -> Iterator[MadeNumber]:
    """Give the whole of the column that the words of a number name, or else the only one of its unit if it is a long number."""
    mention, said = asked.mention, asked.mention.before
    long = len(regex(r"\D").sub("", mention.quantity.number)) > _LONG
    alike = [c for c in asked.table.amounts if has_unit_of(c, mention)]
    named = [c for c in asked.table.columns_named(said) if c in alike] if alike else []
    if not (named or (alike and long)) or asked.table.rows_named(mention.thought):
        return
    unit = [c for c in alike if c.unit.endswith(mention.quantity.unit[-1:])]
    known = len(mention.quantity.number) >= _LONG or asked.table.is_of(said)
    known = known and "其中" not in mention.thought  # 其中已填金额的33个，涉及资金…: of a part of the rows
    sure = known and asked.table.is_all(mention.text_before) and len(named or unit) == 1
    if sure and mentions_any(words().subjects.whole, said):  # unless a total is told, it may be of a part
        sure = any(is_total_label(cell.label) for cell in asked.cells.anchors.values())
    sure = sure and not asked.is_told_again
    for column in named or (unit if long else []):
        rows = sum_of([column.cells[p] for p in asked.table.parts if p in column.cells], column.name, column.scale)
        yield from made_number("sum", SAME, (column.whole,), sure=sure)
        yield from made_number("sum", SAME, (rows,), sure=False)


def _of_years(asked: AskedNumber) -> Iterator[MadeNumber]:
    """Give what the rows of several years make together: 2018—2020年三年累计签约."""
    span = _SPAN.search(asked.mention.text_before)
    years = range(int(span[1]), int(span[2]) + 1) if span else range(0)
    rows = [row for row, label in asked.table.labels.items() if years and year_of(label) in years]
    named = [c for c in asked.table.columns_named(asked.mention.before) if has_unit_of(c, asked.mention)]
    for column in named if years and len(rows) == len(years) else ():
        added = sum_of([column.cells[row] for row in rows if row in column.cells], column.name, column.scale)
        yield from made_number("sum", SAME, (added,), sure=len(named) == 1)


_AMOUNTS: tuple[MadeReading, ...] = (
    (lambda m: m.dimension not in RATIOS and _EACH.search(m.lead), _averages),
    (lambda m: m.dimension not in RATIOS and _tells_sum(m), _sums),
    (lambda m: m.role in _LEVELS and _SPAN.search(m.text_before), _of_years),
    (lambda m: m.role in (Role.INCREASE, Role.DECREASE), _grown_by),
)
_READINGS: dict[str, tuple[MadeReading, ...]] = {
    PERCENT: (
        (lambda m: "占" in m.lead, _shares),
        (lambda m: _DONE.search(m.lead) or _RATE.search(m.lead), _rates),
        (_tells_growth, _grown),
    ),
    TIMES: (),
    POINTS: (),
}
