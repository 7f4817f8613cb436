"""What the text says of the rows of a table: how far two are apart, how far one is beyond its task or short of it, what each of a list has."""

import re
from collections.abc import Iterator, Sequence

from zzlib.audit.numbers.arithmetic import DECLINE, DIFFERENCE, GROWTH, SAME
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, POINTS, RATIOS, TIMES
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.roles import CHANGES, growth_sign
from zzlib.audit.tables.made_numbers import AskedNumber, MadeNumber, MadeReading, has_unit_of, made_number
from zzlib.audit.tables.made_tables import EARLIER, MadeColumn, MadeTable, core
from zzlib.audit.tables.told_cells import year_of

_DATED = re.compile(r"(?P<now>(?:19|20)\d\d)年(?P<what>[^，；。]*?)[比较](?P<then>(?:19|20)\d\d)年")
_RANGE = re.compile("最[大高多](?:[^最，；。]{0,6})?[与和]最[小低少](?:[^，；。]{0,6})?(?:相差|差距?为?)$")
_COMPARED = re.compile("(?P<one>[^，。；]{0,20}?)(?<!占)(?<!同)(?<!环)[比较](?!重|例|率)(?P<two>[^，。；比较]{2,16})$")
_LESS = re.compile("(?:(?P<less>[少低慢短小])|[多高快长大])[了出]?$")
_BEYOND = re.compile("超额(?:完成)?(?:任务|目标)?了?$")
_SHORT = re.compile("(?:[还尚仍]差|距(?:离)?)(?:全年|年度|目标|任务|数)*(?:[还尚仍]?差)?(?:为|达|有)?$")
_EACH_ONE = re.compile("(?P<names>[^，。；：\\d]+、[^，。；：]+?)(?:分别|依次)[为是达有]")
ACHIEVED = re.compile("完成|执行|实际|[已实][一-龥]|支出|到位")


def _dated(asked: AskedNumber) -> Iterator[MadeNumber]:
    """Give by how much a row changed from the year of one column to that of another, or a column from one row to another."""
    match = _DATED.search(asked.clause)
    if match is None:
        return
    rows = asked.table.rows_named(match["what"])
    sides = [[c for c in asked.table.columns if year_of(c.name) == int(match[side])] for side in ("now", "then")]
    if len(rows) == 1 and all(len(side) == 1 for side in sides):
        terms = [asked.term(side[0], rows[0]) for side in sides]
        known = [term for term in terms if term is not None]
        known.sort(key=lambda term: -term.printed.value)
        yield from made_number("difference", DIFFERENCE, known if len(known) == len(terms) else [None], told=True)


def _apart(asked: AskedNumber) -> Iterator[MadeNumber]:
    """Give how far two rows, or two columns, are apart: 乙区增速比丙区快5.1个百分点; 2日较1日下降46.8%; 四季度…，比三季度下降10.6%."""
    match = _COMPARED.search(asked.clause)
    if match is None:
        return
    one_said, two_said = match["one"], match["two"]
    now, then = (_row_of(asked.table, said) for said in (one_said, two_said))
    if not one_said and then is not None:  # 最高的是英语，比数学高11.1分
        now = next((row for row in reversed(asked.table.rows_named(asked.mention.thought)) if row != then), None)
    rates, grown = asked.mention.dimension == POINTS, asked.mention.dimension == PERCENT
    sign = growth_sign(asked.mention.before)
    kind = "growth" if grown else "difference"
    formula = (GROWTH if sign > 0 else DECLINE) if grown else DIFFERENCE
    if grown and not sign:
        return
    columns = [c for c in asked.table.columns if c.is_percent == rates and not c.is_earlier]
    per = asked.mention.text_behind.startswith("/")
    columns = [c for c in columns if rates or grown or ("/" in c.unit) == per]
    columns = columns if grown or rates else [c for c in columns if has_unit_of(c, asked.mention)]
    if now is not None and then is not None and now != then:
        said = f"{one_said}{two_said}", asked.mention.thought
        named = [_columns(asked, s, columns) for s in said]
        told = next((found for found in named if found), columns)
        for column in told:
            terms = [asked.term(column, row) for row in (now, then)]
            if not grown and None not in terms and (less := _LESS.search(two_said)):
                terms = terms[::-1] if less["less"] else terms
            elif not grown and None not in terms:
                terms.sort(key=lambda term: -term.printed.value if term else 0)
            yield from made_number(kind, formula, terms, sure=len(told) == 1, told=len(told) == 1)


def _columns(asked: AskedNumber, said: str, of: Sequence[MadeColumn]) -> list[MadeColumn]:
    """Give those of some columns, of rates or not, that words name: by the whole of the name if any is."""
    named = [c for rates in (False, True) for c in asked.table.columns_named(said, rates=rates) if c in of]
    return [c for c in named if core(c.name) in said] or named


def _row_of(table: MadeTable, said: str) -> int | None:
    """Give the row that words name, by its whole name or by an end of it that no other row has: 2日 of 10月2日."""
    rows = table.rows_named(said)
    if rows:
        return rows[0] if len(rows) == 1 else None
    ends = [
        row for row, label in table.labels.items() if any(e in said and len(e) > 1 for e in (label[-2:], label[-3:]))
    ]
    return ends[0] if len(ends) == 1 else None


def _beyond(asked: AskedNumber) -> Iterator[MadeNumber]:
    """Give how far what is done is beyond what was aimed at, or short of it: 昌平县已超额455人, 卫健局还差任务510万元."""
    row = next(iter(asked.table.rows_named(asked.clause)), None)
    short = row is not None and _SHORT.search(asked.clause) and not EARLIER.search(asked.mention.thought)
    amounts = asked.table.amounts
    aims = [c for c in amounts if regex("目标|任务|计划").search(c.name)]
    done = [c for c in amounts if c not in aims and ACHIEVED.search(c.name)]
    if (short or _BEYOND.search(asked.clause)) and len(aims) == len(done) == 1:
        sides = (aims[0], done[0]) if short else (done[0], aims[0])
        yield from asked.made("difference", DIFFERENCE, sides, row, told=True)


def _list_of(mention: Mention) -> re.Match[str] | None:
    """Give the names that lead in the list that a number stands in."""
    text, start = mention.sentence.text, mention.quantity.start
    told = next((m for m in reversed(list(_EACH_ONE.finditer(text))) if m.end() <= start), None)
    return told if told and not regex("[，；。]").search(text[told.end() : start]) else None


def _one_by_one(asked: AskedNumber) -> Iterator[MadeNumber]:
    """Give the cell of the row that a number of a list is of: 甲县、乙县得分分别为87.1分、72.6分."""
    text, told = asked.mention.sentence.text, _list_of(asked.mention)
    if told is None:
        return
    ends = regex("[，；。]").search(text[told.end() :])
    end = told.end() + ends.start() if ends else len(text)
    numbers = [m for m in asked.mention.sentence.mentions if told.end() <= m.quantity.start < end]
    rows = asked.table.rows_named(told["names"])
    columns = asked.table.columns_named(told["names"], rates=asked.mention.dimension == PERCENT)
    if len(rows) == len(numbers) > 1 and len(columns) == 1 and asked.mention in numbers:
        row = rows[numbers.index(asked.mention)]
        yield from made_number("difference", SAME, (asked.term(columns[0], row),), told=True)


def _ranges(asked: AskedNumber) -> Iterator[MadeNumber]:
    """Give how far the largest and the smallest number of a column are apart."""
    rates = asked.mention.dimension in RATIOS
    amounts = [c for c in asked.table.columns if c.is_percent == rates and not c.is_earlier]
    amounts = _columns(asked, asked.mention.thought, amounts) or [c for c in amounts if c.is_rate == rates]
    for column in amounts:
        told = [row for row in asked.table.parts if row in column.cells]
        if len(told) > 1:
            largest, least = (f(told, key=lambda row: column.cells[row].value) for f in (max, min))
            terms = (asked.term(column, largest), asked.term(column, least))
            yield from made_number("difference", DIFFERENCE, terms, sure=len(amounts) == 1)


_RANGES: MadeReading = lambda m: _RANGE.search(m.lead), _ranges
_APART: MadeReading = lambda m: _COMPARED.search(m.lead), _apart
_LISTED: MadeReading = _list_of, _one_by_one
_AMOUNTS: tuple[MadeReading, ...] = (
    (lambda m: m.role in CHANGES and _DATED.search(m.lead), _dated),
    _RANGES,
    _APART,
    (lambda m: _SHORT.search(m.lead) or _BEYOND.search(m.lead), _beyond),
    _LISTED,
)


def row_readings(dimension: str) -> tuple[MadeReading, ...]:
    """Give the readings of what rows make that a number of a dimension may be."""
    return {TIMES: (), POINTS: (_RANGES, _APART), PERCENT: (_APART, _LISTED)}.get(dimension, _AMOUNTS)
