"""The same subject in text and table: 水利局到位资金5200万元 beside the cell 水利局 × 到位资金."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from zzlib.audit.arithmetic import SAME, Printed, Verdict, judge
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import NumericClaim, Operand, operand, statement
from zzlib.audit.grids import TableCell, TableColumn, TableGrid, grid_of
from zzlib.audit.quantities import COUNT, PERCENT, written
from zzlib.audit.reading import Mention, Reading, ReadSentence, conversion
from zzlib.audit.slips import is_swap
from zzlib.audit.words import any_of, words

_SHARES = re.compile("[率%]|占比|比重|位次|增|降")
_REMEMBERED = 20_000  # texts of one long document
_FEW, _LITTLE = 2, 5
_WHOLE = "全[县市区省院部体年]|共|合计|总"
_ONLY_FIGURES = re.compile("数量|数值|数据|指标值|完成情况|完成数")
_UNIT_NOTE = re.compile(r"[（(][^）)]*[）)]|[\s，、]")


def said_again_claims(sentence: ReadSentence, reading: Reading) -> Iterator[NumericClaim]:
    """Judge what a bracket says of a number once more in another unit."""
    for mention, again in sentence.again:
        factor = conversion(mention.quantity, again) or Fraction(1)
        mine = Printed(mention.quantity.value * factor, mention.quantity.step * factor)
        finer, coarser = sorted((mine, again.printed), key=lambda printed: printed.step)
        verdict, _ = judge(SAME, [finer], coarser)
        shown = written(mine.value, again)
        said = {Verdict.WRONG: f"应为 {shown}", Verdict.TRUNCATED: "是截去尾数而没有四舍五入"}.get(verdict, "相符")
        yield statement(
            "consistency",
            mention,
            verdict,
            f"括号里把 {mention.quantity.text} 写作 {again.text}，{said}",
            stated=again.text,
            unit=again.unit,
            operands=(operand(mention.quantity),),
            recomputed=shown,
        )


def consistency_claims(reading: Reading) -> Iterator[NumericClaim]:
    """Hold the amounts of the text against the cells of tables whose row and heading they name."""
    for place, block, caption in reading.tables:
        grid = grid_of(block.rows, caption)
        if grid is None:
            continue
        digits = {tuple(sorted(c.quantity.number)) for column in grid.columns.values() for c in column.cells.values()}
        for mention in reading.mentions:
            if mention.quantity.hedge or not (is_amount(mention) or mention.dimension == PERCENT):
                continue
            cell = _cell_for(mention, grid) if is_amount(mention) else None
            if cell is None and tuple(sorted(mention.quantity.number)) in digits:
                cell = _misprinted(mention, grid, place)
            if cell is not None:
                yield _held(mention, *cell)
        yield from _of_all(reading, grid, place)


def _of_rows(reading: Reading, grid: TableGrid, place: int) -> Iterator[NumericClaim]:
    """Hold the total that the line above a table tells of a column against its rows: swapped digits are a slip, else a doubt."""
    above = [m for m in reading.mentions if m.sentence.paragraph == place - 1 and is_amount(m) and not m.quantity.hedge]
    for column in grid.columns.values():
        name = _UNIT_NOTE.sub("", column.heading)
        cells = list(column.cells.values())
        told = [m for m in above if len(name) > 1 and name in m.before and re.search(_WHOLE, m.sentence.text)]
        if len(told) != 1 or len(cells) != len(grid.labels) or len(cells) < _FEW or _SHARES.search(column.heading):
            continue
        mention, used = told[0], [cell.quantity for cell in cells]
        if used[0].dimension not in ("bare", COUNT, mention.dimension) or not grid.plain:
            continue
        scale = mention.quantity.scale if used[0].dimension == "bare" and used[0].scale == 1 else 1
        total = sum((q.value for q in used), Fraction(0)) * scale
        near = abs(total - mention.quantity.value) * _LITTLE < mention.quantity.value or is_swap(
            mention.quantity, total
        )
        if total == mention.quantity.value or near:
            verdict = Verdict.OK if total == mention.quantity.value else Verdict.DOUBTFUL
            verdict = Verdict.WRONG if verdict != Verdict.OK and is_swap(mention.quantity, total) else verdict
            shown = written(total, mention.quantity)
            message = f"表中“{column.heading}”各行之和是 {shown}，" + (
                "相符" if verdict == Verdict.OK else f"文中写 {mention.quantity.text}"
            )
            message += "；请核各行是不是全部" * (verdict == Verdict.DOUBTFUL)
            yield statement("sum", mention, verdict, message, recomputed=shown)


def _of_all(reading: Reading, grid: TableGrid, place: int) -> Iterator[NumericClaim]:
    """Hold what the text says of the whole (全县…) against the totals row; where no other such number agrees, it is a doubt."""
    if grid.total is None:
        yield from _of_rows(reading, grid, place)
        return
    found = []
    for mention in reading.mentions:
        if mention.depth or not _opens_with_whole(mention.lead):
            continue
        named = _measure_of_whole(mention.before)
        columns = [c for c in grid.columns.values() if _UNIT_NOTE.sub("", c.heading) == named and grid.total in c.cells]
        if len(columns) == 1 and is_amount(mention) and not mention.quantity.hedge:
            cell = columns[0].cells[grid.total]
            if cell.quantity.dimension == mention.dimension:
                found.append(_held(mention, cell, f"{grid.labels[grid.total]}“{columns[0].heading}”"))
    sure = any(claim.verdict == Verdict.OK for claim in found)
    for claim in found:
        yield claim if sure or claim.verdict != Verdict.WRONG else replace(claim, verdict=Verdict.DOUBTFUL)


@lru_cache(maxsize=_REMEMBERED)
def _opens_with_whole(lead: str) -> bool:
    return re.match(any_of(words().subjects.whole), lead) is not None


@lru_cache(maxsize=_REMEMBERED)
def _measure_of_whole(before: str) -> str:
    named = re.sub(r"^(?:[一-龥]{0,6}，)?|(?:为|达到|达)+$", "", before)
    named = re.sub(rf"^{any_of(words().subjects.whole)}|^(?:已|累计|共有?|总|的)+", "", named)
    return re.sub(r"^(?:已|累计|共有?|总|的)+", "", named)


def _cell_for(mention: Mention, grid: TableGrid) -> tuple[TableCell, str] | None:
    """Give the cell whose row label and heading stand right before the number, in that order, and nothing else."""
    said = re.sub(r"^(?:其中|县)|(?:为|达到|达|共|已|累计)+$", "", mention.before)
    for row, label in grid.labels.items():
        if len(label) < 2 or not said.startswith((label, "县" + label)):
            continue
        named = re.sub(r"^(?:已|累计|共|的)+", "", said.removeprefix("县").removeprefix(label))
        columns = [c for c in grid.columns.values() if row in c.cells and _is_headed(c.heading, named, mention)]
        if not named and not columns:
            columns = [c for c in grid.columns.values() if row in c.cells and not _SHARES.search(c.heading)]
            found = columns[0].cells[row] if len(columns) == 1 else None
            if found is not None and found.quantity.dimension in ("bare", COUNT) and _is_misprint(mention, found):
                return found, f"{label}“{columns[0].heading}”"
            continue
        if len(columns) == 1 and columns[0].cells[row].quantity.dimension == mention.dimension:
            return columns[0].cells[row], f"{label}“{columns[0].heading}”"
    return None


def _misprinted(mention: Mention, grid: TableGrid, place: int) -> tuple[TableCell, str] | None:
    """Give the only cell that the words before a number name and whose digits the number has swapped."""
    found = [
        (column.cells[row], f"{label}“{column.heading}”")
        for column in grid.columns.values()
        for row, label in grid.labels.items()
        if row in column.cells and _is_misprint(mention, column.cells[row])
        if _is_named(mention, grid, column, row, beside=abs(mention.sentence.paragraph - place) <= 1)
    ]
    return found[0] if len(found) == 1 else None


def _is_named(mention: Mention, grid: TableGrid, column: TableColumn, row: int, *, beside: bool) -> bool:
    """Say whether words name a cell: its row and its column; `beside` the table a rate's row, or the total's column."""
    label, heading = grid.labels[row], _UNIT_NOTE.sub("", column.heading)
    if mention.dimension == PERCENT:
        rates = [c for c in grid.columns.values() if row in c.cells and _is_of_rates(c)]
        told = any(c.cells[row].quantity.number == mention.quantity.number for c in rates)
        rows = [
            [r for r, name in grid.labels.items() if len(name) > 1 and name in said]
            for said in (mention.lead, mention.topic)
        ]
        return beside and column in rates and not told and next(filter(None, rows), []) == [row]
    if row == grid.total and beside and heading[-2:] in mention.before:
        return True
    said = mention.sentence.text[: mention.quantity.start] + mention.after[:6]
    if len(grid.columns) == 1 and _ONLY_FIGURES.fullmatch(column.heading):
        letters = iter(said)
        return len(label) > _FEW and all(letter in letters for letter in _UNIT_NOTE.sub("", label))
    return min(len(label), len(heading)) > _FEW and label in said and heading in said


def _is_of_rates(column: TableColumn) -> bool:
    return any(cell.quantity.dimension == PERCENT for cell in column.cells.values())


def _is_headed(heading: str, named: str, mention: Mention) -> bool:
    """Say whether words are the head of a column, which may name besides the time: the whole year so far, or the month."""
    heading = _UNIT_NOTE.sub("", heading)
    month = re.match(r"\d{1,2}月", heading)
    if month and re.search(rf"(?<![\d\-—至]){month[0]}(?!底|末)", mention.sentence.text):
        heading = heading.removeprefix(month[0])
    return heading == named or (
        len(named) > 1 and re.fullmatch(rf"(?:全年|今年|本年|累计|已|完成)+{re.escape(named)}", heading) is not None
    )


def _is_misprint(mention: Mention, cell: TableCell) -> bool:
    """Say whether text and cell print the same digits in another order."""
    one, other = mention.quantity.number, cell.quantity.number
    return one != other and sorted(one) == sorted(other) and len(one) > _FEW


def _held(mention: Mention, cell: TableCell, where: str) -> NumericClaim:
    stated, shown = mention.quantity, cell.quantity
    finer, coarser = sorted((stated, shown), key=lambda q: q.step)
    verdict, _ = judge(SAME, [finer.printed], coarser.printed)
    said = {Verdict.WRONG: "两处不一致", Verdict.TRUNCATED: "粗的一处是截去尾数而没有四舍五入"}
    message = f"文中写 {stated.text}，表中{where}是 {shown.text}，{said.get(verdict, '相符')}"
    value = Fraction(shown.value) / stated.scale
    recomputed = f"{float(value):g}{stated.unit}"
    return statement(
        "consistency",
        mention,
        verdict if verdict in said else Verdict.OK,
        message,
        operands=(Operand(shown.text, shown.number, shown.unit),),
        recomputed=recomputed,
    )
