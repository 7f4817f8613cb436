"""Columns of the tables of two documents that hold the same numbers once more, or what came between; and a month told between two totals: by what nearly all of them keep to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from zzlib.audit.against.document_facts import DocumentFacts
from zzlib.audit.against.likeness import SO_FAR, MatchedFigure, table_columns
from zzlib.audit.documents.grids import is_total_label
from zzlib.audit.judging.claim import Elsewhere, NumericClaim, operand, statement
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import DIFFERENCE, PROVED, Verdict, judge
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import RATIOS, Quantity, written
from zzlib.audit.reading.facts import letters, pattern
from zzlib.audit.reading.reading import Mention

_KEPT = 3  # rows that keep to what one does not
_MOST = 3  # a total is less than so many times that of the month before
_SCALES = (Fraction(1), Fraction(10**4), Fraction(1, 10**4), Fraction(10**8), Fraction(1, 10**8))
_Column = dict[str, MatchedFigure]


def column_claims(now: DocumentFacts, then: DocumentFacts, name: str) -> Iterator[NumericClaim]:
    """Give what nearly all rows of two tables, or two totals and a month, show of the one that is otherwise; nothing where something was put right."""
    if any(pattern("otherwise_told").search(f"{b.text}{b.rows}") for b in now.register.reading.blocks):
        return
    tables = [[_rows(column) for _, column in grid] for grid in table_columns(now)]
    olds = [_rows(column) for grid in table_columns(then) for _, column in grid]
    told = [sentence.text for sentence in now.register.reading.sentences]
    for columns in tables:
        for old in olds:
            for new in columns:
                yield from _same(new, old, name, told)
            for total, part in permutations(columns, 2):
                yield from _came(total, part, old, name)
    yield from _months_between(now, then, name)


def _rows(column: _Column) -> _Column:
    return {row: f for row, f in column.items() if not is_total_label(row)}


def _same(new: _Column, old: _Column, name: str, told: Sequence[str]) -> Iterator[NumericClaim]:
    """Judge a column that was printed before: 上期结转 of what was 期末未结."""
    rows = [(new[row], old[row]) for row in new if row in old]
    scales = [one.quantity.value / other.quantity.value for one, other in rows if other.quantity.value]
    scale = next((s for s in _SCALES if scales.count(s) >= _KEPT), 1)  # 万人次 over one of two tables alone
    kept = [one.quantity.value for one, other in rows if one.quantity.value == other.quantity.value * scale]
    if len(rows) != len(kept) + 1 or not _tell(kept):
        return
    [(one, other)] = [(o, t) for o, t in rows if o.quantity.value != t.quantity.value * scale]
    if one.owner and any(one.owner in text and pattern("row_told").search(text) for text in told):
        return  # 调整为98个，系在区卫健局新认定2个
    said = f"这里写 {one.quantity.text}，说的是同一个数（这一列另有 {len(kept)} 行相符）"
    yield _claim(one, other, name, said, written(other.quantity.value * scale, one.quantity))


def _came(total: _Column, part: _Column, old: _Column, name: str) -> Iterator[NumericClaim]:
    """Judge a month by the totals up to it and before it."""
    rows = [(total[row], part[row], old[row]) for row in total if row in part and row in old]
    odd = [row for row in rows if not _makes(*(f.quantity for f in row))]
    kept = [row[1].quantity.value for row in rows if row not in odd]
    if len(odd) != 1 or not _tell(kept) or not all(f.quantity.value > 0 for row in rows for f in row):
        return
    new, month, was = odd[0]
    value = new.quantity.value - was.quantity.value
    if is_slip(month.quantity, value):
        right = written(value, month.quantity)
        said = f"与这里的 {new.quantity.text} 相比，应为 {right}"
        yield _claim(month, was, name, f"{said}，这里写 {month.quantity.text}（另有 {len(kept)} 行相符）", right)
    else:
        value = was.quantity.value + month.quantity.value
        right = written(value, new.quantity)
        said = f"加上这里的 {month.quantity.text}，应为 {right}"
        yield _claim(new, was, name, f"{said}，这里写 {new.quantity.text}（另有 {len(kept)} 行相符）", right)


def _makes(total: Quantity, part: Quantity, old: Quantity) -> bool:
    if total.dimension != part.dimension or total.step > part.value:
        return False  # people beside 万元
    return judge(DIFFERENCE, (total.printed, old.printed), part.printed)[0] in PROVED


def _tell(kept: Sequence[object]) -> bool:
    """Say whether numbers that keep to something are enough, and no mere noughts and ones."""
    return len(kept) >= _KEPT and len({*kept}) >= _KEPT


def _months_between(now: DocumentFacts, then: DocumentFacts, name: str) -> Iterator[NumericClaim]:
    """Judge by its digits what came in the month, told beside a total: 上半年入库 x，其中6月份 y, with 1—5月 z before."""
    month = regex(rf"(?<!\d)(?<![-—–~～至]){now.months.last}月份?|当月|本月")
    olds = [m for m in then.register.reading.mentions if _is_total(m)]
    told = now.register.reading.mentions
    of_now = (m for m in told if not regex("[上去]年|同期").search(_since(m)))
    for part in (m for m in of_now if month.search(_since(m)) and not _is_total(m) and not m.quantity.hedge):
        near = [m for m in told if _is_total(m) and abs(m.sentence.number - part.sentence.number) <= 1]
        near = [m for m in near if m.dimension == part.dimension and m.sentence.paragraph == part.sentence.paragraph]
        pairs = [(m, o) for m in near for o in olds if _may_follow(m, o, part)]
        if any(_makes(m.quantity, part.quantity, o.quantity) for m, o in pairs):
            continue
        for m, o in pairs:
            value = m.quantity.value - o.quantity.value
            named = (letters(m.before) | letters(part.before)) & letters(o.before)
            off = abs(value - part.quantity.value)  # 移送外地管辖3件
            if is_slip(part.quantity, value) and len(named) > 1 and all(x.quantity.value != off for x in told):
                right = written(value, part.quantity)
                said = f"与这里的 {m.quantity.text} 相比，应为 {right}，这里写 {part.quantity.text}"
                message = _message(name, o.sentence.where, o.quantity, said)
                against = Elsewhere(name, o.sentence.where, o.quantity.text, part.sentence.where)
                claim = statement(
                    "consistency", part, Verdict.WRONG, message, operands=(operand(o.quantity),), recomputed=right
                )
                yield replace(claim, against=against)
                break


def _since(m: Mention) -> str:
    return m.text_before[m.previous.quantity.end if m.previous and m.previous.sentence is m.sentence else 0 :]


def _is_total(m: Mention) -> bool:
    return m.dimension not in RATIOS and not m.quantity.hedge and SO_FAR.search(_since(m)) is not None


def _may_follow(total: Mention, old: Mention, part: Mention) -> bool:
    known = total.dimension == old.dimension and total.quantity.bare_unit == old.quantity.bare_unit
    return (
        known and old.quantity.value < total.quantity.value < _MOST * old.quantity.value and part.number != total.number
    )


def _message(name: str, where: str, was: Quantity, said: str) -> str:
    return f"{name} {where}写 {was.text}，{said}；请核是哪一份写错"


def _claim(cell: MatchedFigure, old: MatchedFigure, name: str, said: str, right: str) -> NumericClaim:
    return NumericClaim(
        sentence=cell.text,
        kind="consistency",
        subject=f"{cell.owner}{cell.head}",
        operands=(operand(old.quantity),),
        stated=cell.quantity.text,
        unit=cell.quantity.unit,
        recomputed=right,
        verdict=Verdict.WRONG,
        message=_message(name, old.where, old.quantity, said),
        place=cell.place,
        cell=cell.cell,
        against=Elsewhere(name, old.where, old.quantity.text, cell.where),
    )
