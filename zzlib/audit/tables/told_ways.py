"""What words say of a table: how many of its rows are above a bound, that a column is more than half of another, that a row falls from year to year."""

import re
from collections.abc import Iterator
from itertools import pairwise

from zzlib.audit.judging.claim import NumericClaim, statement, text_claim
from zzlib.audit.numbers.arithmetic import Verdict, round_half_up
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import RATIOS, number_in, written
from zzlib.audit.reading.facts import pattern
from zzlib.audit.reading.reading import ReadSentence
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.tables.made_tables import MadeColumn, MadeTable, core, made_tables
from zzlib.audit.tables.told_cells import year_of

_NUMBER = r"(?P<number>\d{1,3}|[两二三四五六七八九十]{1,2})[个家名户项所类种处座科]"
_BOUND = re.compile(
    rf"(?P<way>高于|超过|大于|低于|不足|小于|不到|未达到?)(?P<edge>\d+(?:\.\d+)?)(?P<unit>%|[一-龥]{{0,3}}?)的[^，。；\d]{{0,16}}?(?:共|只|仅)?有{_NUMBER}"
)
_AMONG = re.compile(rf"{_NUMBER}[^，。；\d]{{0,10}}[中里]，")
_REACHED = re.compile(
    rf"(?P<edge>\d+(?:\.\d+)?)(?P<unit>%|[一-龥]{{0,3}}?)(?:[（(]含[)）]|及)?(?P<way>以上|以下)的[^，。；\d]{{0,16}}?(?:共|只|仅)?有{_NUMBER}"
)
_NEGATIVE = re.compile(rf"为负(?:数|值)?的[^。；\d]{{0,30}}?(?:共|只|仅)?有{_NUMBER}")
_ZERO = re.compile(
    rf"(?P<what>[^，。；：\d]{{2,12}})为(?:零|0)的(?P<body>[^，。；\d]{{0,6}}?)(?:共|只|仅)?有(?P<names>[^，。；：\d]{{0,60}}?){_NUMBER}"
)
_MEAN = re.compile(
    rf"(?P<way>[高低]于)(?:全[市县区省镇院校]|总体|整体)?(?:平均)?(?:水平|数|值)?的[^，。；\d]{{0,16}}?(?:共|只|仅)?有{_NUMBER}"
)
_HALF = re.compile("(?P<what>[^，。；]{2,12}?)(?P<way>过半|超过一半|已超一半|不足一半|不到一半|未过半)(?=[，。；]|$)")
_RUN = re.compile("(?:逐年|连年|连续(?P<last>[一-龥\\d]{1,3})年)(?P<way>上升|增加|增长|提高|攀升|下降|减少|回落|降低)")
_SPREAD = re.compile(
    r"(?P<what>[^，。；：\d]*?)最[高多大长好快](?:的|者|值)?[一-龥]{0,6}?[比与和同跟][一-龥]{0,6}?最[低少小短差慢](?:的|者|值)?[一-龥]{0,6}?(?:相差|差距|极差|之差|高出|多出|[差高多])[为了达]?(?P<number>\d+(?:\.\d+)?)"
)
_MANY = "(?P<n>[两二三四五六七八九十]{1,2}|\\d{1,2})[一-龥]{1,3}?"
_MEAN_OF = re.compile(rf"(?P<what>[^，。；：\d]*?){_MANY}平均[一-龥]{{0,6}}?(?P<number>\d+(?:\.\d+)?)")
_SUM_OF = re.compile(
    rf"(?P<what>[^，。；：\d]*?){_MANY}(?:合计|共计?|总计|总共|一共)[一-龥]{{0,8}}?(?P<number>\d+(?:\.\d+)?)"
)
_NARROWED = re.compile(r"(?:以[上下]|[高低]于[\d.]+%?|超过[\d.]+%?|[但且而并])[、，]?$")
_MEMBERS = re.compile(
    rf"(?<![\d.第至前后])(?<!其中)(?<!其余){_NUMBER}(?P<what>[一-龥]{{1,8}}?)(?:中，|(?:[一-龥]{{2}}情况)?详?见(?:下表|附?表))"
)
_BELOW = ("低于", "不足", "小于", "不到", "未达", "以下")
_LESS = ("不足一半", "不到一半", "未过半")
_FALLS = ("下降", "减少", "回落", "降低")
_YEARS, _NEAR = 3, 2


def told_way_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what sentences say of the only table that has what they name."""
    tables = made_tables(register)
    for sentence in register.reading.sentences if tables else ():
        for judge, ways in _WAYS:
            said = any(way.search(sentence.text) for way in ways)
            found = [claim for table in tables if said for claim in judge(sentence, table)]
            if len({claim.recomputed for claim in found}) == 1:
                yield found[0]


def _counted(sentence: ReadSentence, table: MadeTable) -> Iterator[NumericClaim]:
    """Judge 完成率高于75%的地区有6个 and 空编为负数的有1个 by the rows of the column that is named, or the only one of the unit."""
    found = [m for told in _COUNTED for m in told.finditer(sentence.text)]
    for match in found:
        plain = match.re in (_BOUND, _REACHED)
        edge, unit, way = (Fraction(match["edge"]), match["unit"], match["way"]) if plain else (Fraction(0), "", "不足")
        column = _column_of(sentence.text[: match.start()], unit, table)
        if match.re is _MEAN:
            mean = column.whole if column is not None and column.is_rate else None
            if mean is None:
                continue
            edge, way = mean.printed.value, match["way"]
        stated = number_in(match["number"])
        if column is None or stated is None or not all(row in column.cells for row in table.parts):
            continue
        values = {row: column.cells[row].value for row in table.parts}
        at_edge = edge in values.values() and plain and way != "以上"
        if _NARROWED.search(sentence.text[: match.start()]):
            continue  # 完成25%以上、不足80%的; 有进资但不足25%的
        among = _AMONG.search(sentence.text[: match.start()])
        if among is not None and number_in(among["number"]) != len(values):
            continue  # 6个区县中，…: of some of the rows
        if at_edge or (stated > len(values) and not table.has_total) or _is_in_other_unit(unit, column.unit):
            continue
        below = way.startswith(_BELOW)
        reached = {
            row: value < edge if below else value > edge or (way == "以上" and value == edge)
            for row, value in values.items()
        }
        names = [table.labels[row] for row in values if reached[row]]
        listed = f"：{'、'.join(names)}" if names else ""
        if stated != len(names):
            message = f"文中写“{match[0]}”，表中“{column.name}”数得 {len(names)} 个{listed}"
            yield text_claim(sentence, "count", match["number"], f"{len(names)}", Verdict.WRONG, message)
        elif told := [m for m in sentence.mentions if m.quantity.start == match.start("number")]:
            message = f"表中“{column.name}”数得 {len(names)} 个{listed}，相符"
            yield statement("count", told[0], Verdict.OK, message, recomputed=told[0].quantity.text, firm=True)


def _zeros(sentence: ReadSentence, table: MadeTable) -> Iterator[NumericClaim]:
    """Judge 到位资金为零的有甲乡、乙乡2个单位 by the rows of the column that is named, those of a group by the names alone."""
    for match in _ZERO.finditer(sentence.text):
        columns = [c for c in table.columns if core(c.name) == core(match["what"])]
        if len(columns) != 1 or not all(row in columns[0].cells for row in table.parts):
            continue
        zero = [row for row in table.parts if not columns[0].cells[row].value]
        named = table.rows_named(match["names"])
        more = [row for row in named if row in table.parts and row not in zero]
        group = pattern("groups").search(sentence.text[: match.end("body")] + match["names"])
        listed = "、".join(table.labels[row] for row in zero) or "没有"
        if more:
            message = f"文中说{table.labels[more[0]]}{match['what']}为零，表中{columns[0].at(more[0]).said}"  # type: ignore[union-attr]
            yield text_claim(sentence, "order", match[0], listed, Verdict.WRONG, f"{message}；为零的是：{listed}")
        elif number_in(match["number"]) != len(zero) and not group:
            message = f"文中写“{match[0]}”，表中“{columns[0].name}”为零的数得 {len(zero)} 个：{listed}"
            yield text_claim(sentence, "count", match["number"], f"{len(zero)}", Verdict.WRONG, message)


def _is_in_other_unit(said: str, unit: str) -> bool:
    return len({found[0] for told in (said, unit) if (found := regex("[万亿]").match(told))}) > 1


def _column_of(said: str, unit: str, table: MadeTable) -> MadeColumn | None:
    """Give the column that the end of words names, or the only one of a unit."""
    clause = regex("[，。；：]").split(said)[-1]
    named = [c for c in table.columns if len(core(c.name)) > 1 and core(c.name) in clause]
    named = [c for c in named if not any(core(c.name) in core(o.name) for o in named if o is not c)]  # 达标 of 达标率
    if unit == "%" and not named:
        rate = "".join(regex("[一-龥]{2}率").findall(clause)[-1:])  # 支出率超过80%的有4个: of no 完成率
        named = [c for c in table.columns if c.is_rate and c.unit in ("%", "") and "率" in c.name and rate in c.name]
    named = [c for c in named if c.is_rate or unit != "%"]
    return named[0] if len(named) == 1 else None


def _halved(sentence: ReadSentence, table: MadeTable) -> Iterator[NumericClaim]:
    """Judge 完工小区数过半 by the column of that name and the one of all such things."""
    for match in _HALF.finditer(sentence.text):
        parts = [c for c in table.columns_named(match["what"]) if c.whole is not None]
        for part in parts:
            name = core(part.name)
            wholes = [
                c for c in table.columns if c is not part and not c.is_rate and len(c.name) > 1 and core(c.name) in name
            ]
            if len(wholes) != 1 or wholes[0].whole is None or part.whole is None or table.rows_named(match["what"]):
                continue
            done, of = part.whole, wholes[0].whole
            more = 2 * done.printed.value > of.printed.value
            if more == (match["way"] in _LESS) and 2 * done.printed.value != of.printed.value:
                right = "过半" if more else "不足一半"
                message = f"文中写“{match[0]}”，表中{done.said}，{of.said}，应为{right}"
                yield text_claim(sentence, "share", match[0], right, Verdict.WRONG, message)


def _run(sentence: ReadSentence, table: MadeTable) -> Iterator[NumericClaim]:
    """Judge 逐年下降 by the row, or the column, of years that the thought names last before it."""
    for match in _RUN.finditer(sentence.text):
        said = sentence.text[: match.start()].rpartition("；")[2]
        values = [] if "以来" in said else _over_years(said, table)
        values = values[-(number_in(match["last"] or "") or len(values)) :]
        if len(values) < _YEARS:
            continue
        falls = match["way"] in _FALLS
        steps = [later - earlier for earlier, later in pairwise(values)]
        if all(step < 0 if falls else step > 0 for step in steps):
            continue
        turned = all(step > 0 if falls else step < 0 for step in steps)
        right = ("逐年上升" if falls else "逐年下降") if turned else "有升有降"
        listed = "、".join(f"{float(value):g}" for value in values)
        message = f"文中写“{match[0]}”，表中各年是 {listed}，{right}"
        verdict = Verdict.WRONG if turned else Verdict.DOUBTFUL
        yield text_claim(sentence, "order", match[0], right, verdict, message)


def _over_years(said: str, table: MadeTable) -> list[Fraction]:
    """Give the numbers, year by year, of the row or the column that words name."""
    columns = [c for c in table.columns if year_of(c.name)]
    rows = table.rows_named(said)
    if len(columns) == len(table.columns) and rows:
        ordered = sorted(columns, key=lambda c: year_of(c.name))
        return [c.cells[rows[-1]].value for c in ordered if rows[-1] in c.cells]
    years = sorted((year_of(table.labels[row]), row) for row in table.parts)
    named = table.columns_named(said) or table.columns_named(said, rates=True)
    if all(year for year, _ in years) and len(named) == 1:
        return [named[0].cells[row].value for _, row in years if row in named[0].cells]
    return []


def _over_rows(sentence: ReadSentence, table: MadeTable) -> Iterator[NumericClaim]:
    """Judge 最高与最低相差9分, 三组平均86分 and 三村共750亩 by the column that is named, or the only one, of the table right above."""
    if not table.ends < sentence.paragraph <= table.ends + _NEAR:
        return
    for match in (m for way in _RECKONED for m in way.finditer(sentence.text)):
        column = _column_of(match["what"], "", table) or (table.columns[0] if len(table.columns) == 1 else None)
        told = [m for m in sentence.mentions if m.quantity.start == match.start("number")]
        if column is None or not told or told[0].quantity.hedge or not all(row in column.cells for row in table.parts):
            continue
        stated, values = told[0].quantity, [column.cells[row].value for row in table.parts]
        counted = match.groupdict().get("n")
        if (counted and number_in(counted) != len(values)) or stated.scale != 1:
            continue
        if match.re is _SPREAD:
            kind, made = "difference", max(values) - min(values)
        elif column.is_rate or column.is_percent or stated.dimension in RATIOS:
            continue  # 厨余占三项合计的45.0%: no sum of the column
        else:
            mean = match.re is _MEAN_OF
            kind, made = "average" if mean else "sum", sum(values, Fraction(0)) / (len(values) if mean else 1)
        right, holds = written(made, stated), round_half_up(made, stated.step) == stated.value
        shown = "、".join(f"{float(value):g}" for value in values)
        message = f"由表中“{column.name}”{shown} 算，" + ("相符" if holds else f"应为 {right}，文中写 {stated.text}")
        verdict = Verdict.OK if holds else Verdict.WRONG
        yield statement(kind, told[0], verdict, message, recomputed=right, named=True, firm=True)


def _members(sentence: ReadSentence, table: MadeTable) -> Iterator[NumericClaim]:
    """Judge 6个区县中，甲区…居第1位 and 8家单位完成情况见下表 by how many rows the table beside has, whose names or head are of what is counted."""
    for match in _MEMBERS.finditer(sentence.text):
        stated, what, names = number_in(match["number"]), match["what"], [table.labels[row] for row in table.parts]
        beside = 0 < table.ends - sentence.paragraph <= _NEAR + 1 and (table.has_total or what[-1:] in "区县镇乡")
        named = what[-2:] in table.words or all(name[-1:] in what for name in names)
        told = table.rows_named(sentence.text[match.end() :]) or match[0].endswith("表")
        if beside and named and told and len(names) >= _YEARS and stated != len(names):
            message = f"文中写“{match[0].strip('，')}”，表中数得 {len(names)} 个：{'、'.join(names)}"
            yield text_claim(sentence, "count", match["number"], f"{len(names)}", Verdict.WRONG, message)


_RECKONED = (_SPREAD, _MEAN_OF, _SUM_OF)
_COUNTED = (_BOUND, _REACHED, _NEGATIVE, _MEAN)
_WAYS = (
    (_counted, _COUNTED),
    (_zeros, (_ZERO,)),
    (_halved, (_HALF,)),
    (_run, (_RUN,)),
    (_over_rows, _RECKONED),
    (_members, (_MEMBERS,)),
)
