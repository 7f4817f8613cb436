"""The same subject in text and table: 水利局到位资金5200万元 beside the cell 水利局 × 到位资金."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from zzlib.audit.arithmetic import Printed, Verdict, told_alike
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import NumericClaim, Operand, operand, statement
from zzlib.audit.grids import TableCell, TableGrid, grid_of
from zzlib.audit.quantities import conversion, written
from zzlib.audit.reading import Mention, Reading, ReadSentence
from zzlib.audit.relations import tied_cell, told_in_cell
from zzlib.audit.words import any_of, words

_REMEMBERED = 20_000  # texts of one long document
_UNIT_NOTE = re.compile(r"[（(][^）)]*[）)]|[\s，、]")


def said_again_claims(sentence: ReadSentence, reading: Reading) -> Iterator[NumericClaim]:
    """Judge what a bracket says of a number once more in another unit."""
    for mention, again in sentence.again:
        factor = conversion(mention.quantity, again) or Fraction(1)
        mine = Printed(mention.quantity.value * factor, mention.quantity.step * factor)
        verdict = told_alike(mine, again.printed)
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
        for mention in reading.mentions:
            if mention.quantity.hedge or not is_amount(mention):
                continue
            if (cell := _cell_for(mention, grid)) is not None:
                yield _held(mention, *cell, place)
        yield from _of_all(reading, grid, place)


def _of_all(reading: Reading, grid: TableGrid, place: int) -> Iterator[NumericClaim]:
    """Hold what the text says of the whole (全县…) against the totals row; where no other such number agrees, it is a doubt."""
    if grid.total is None:
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
                where = f"{grid.labels[grid.total]}“{columns[0].heading}”"
                found.append(_held(mention, cell, where, place))
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
        if len(columns) == 1 and columns[0].cells[row].quantity.dimension == mention.dimension:
            return columns[0].cells[row], f"{label}“{columns[0].heading}”"
    return None


def _is_headed(heading: str, named: str, mention: Mention) -> bool:
    """Say whether words are the head of a column, which may name besides the time: the whole year so far, or the month."""
    heading = _UNIT_NOTE.sub("", heading)
    month = re.match(r"\d{1,2}月", heading)
    if month and re.search(rf"(?<![\d\-—至]){month[0]}(?!底|末)", mention.sentence.text):
        heading = heading.removeprefix(month[0])
    return heading == named or (
        len(named) > 1 and re.fullmatch(rf"(?:全年|今年|本年|累计|已|完成)+{re.escape(named)}", heading) is not None
    )


def _held(mention: Mention, cell: TableCell, where: str, place: int) -> NumericClaim:
    stated, shown = mention.quantity, cell.quantity
    verdict = told_alike(stated.printed, shown.printed)
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
        relation=told_in_cell(mention, tied_cell((place, cell.row, cell.column), shown), shown.scale),
    )
