"""What the text says of the rows of a table: how much of its task one has done, how many reach a bound."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.arithmetic import Verdict, told_alike
from zzlib.audit.claim import NumericClaim, Operand, statement
from zzlib.audit.grids import TableCell, TableGrid, grid_of
from zzlib.audit.quantities import COUNT, PERCENT
from zzlib.audit.reading import Mention, Reading, words_between
from zzlib.audit.register import FigureRegister

_COMPLETION = re.compile("(?:任务|目标|资金)*完成(?:率|进度|比例)")
_OF_TARGET = re.compile("完成(?:了)?(?:全年|年度)?(?:目标)?(?:资金|争资)?(?:目标|任务)(?:数)?的?$")
_ARE = re.compile("(?:的)?(?:责任)?(?:单位|部门|乡镇|企业|县区|项目)(?:共)?有?")
_AT_LEAST, _BOUNDS = ("以上", "及以上", "（含）以上", "超过"), ("以上", "及以上", "（含）以上", "超过", "以下", "不足")
_UNCLEAR = ("超过", "以下")  # which may hold the bound itself, or not
_WHOLE = 2  # above which a number under 完成率 is no share kept as 0.888
_BEFORE_NAME = 4  # letters that may stand before a name: 其中
_UNIT_NOTE = re.compile(r"[（(][^）)]*[）)]|[\s，、]")


def named_row_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Hold what the text says of rows by name or by a bound against each table."""
    for _, block, caption in register.reading.tables:
        grid = grid_of(block.rows, caption)
        if grid is not None:
            yield from _completions(register.reading, grid)
            yield from _counted_rows(register.reading, grid)


def _completions(reading: Reading, grid: TableGrid) -> Iterator[NumericClaim]:
    """Hold 商务局完成全年任务的88.8% against the row's cell under 完成率, where a table has one such column."""
    columns = [c for c in grid.columns.values() if _COMPLETION.fullmatch(_UNIT_NOTE.sub("", c.heading))]
    for mention in reading.mentions if len(columns) == 1 else []:
        said = _OF_TARGET.search(mention.lead)
        if mention.dimension != PERCENT or mention.quantity.hedge or said is None:
            continue
        named = [
            row
            for row, label in grid.labels.items()
            if len(label) > 1 and _ends_with(mention.lead[: said.start()], label)
        ]
        cells = [columns[0].cells[row] for row in named if row in columns[0].cells]
        if len(cells) == 1:
            where = f"{grid.labels[cells[0].row]}“{columns[0].heading}”"
            yield _held(mention, _as_percent(cells[0]), where)


def _ends_with(said: str, label: str) -> bool:
    return said.removesuffix("已").endswith(label) and len(said) - len(label) <= _BEFORE_NAME


def _as_percent(cell: TableCell) -> TableCell:
    """Give a share that a workbook keeps as 0.888 as 88.8%."""
    shown = cell.quantity
    if shown.dimension == PERCENT or shown.value > _WHOLE:
        return cell
    told = replace(
        shown,
        text=f"{float(shown.value * 100):g}%",
        number=f"{float(shown.value * 100):g}",
        value=shown.value * 100,
        step=shown.step * 100,
        unit="%",
        dimension=PERCENT,
    )
    return replace(cell, quantity=told)


def _counted_rows(reading: Reading, grid: TableGrid) -> Iterator[NumericClaim]:
    """Hold 全年任务3000万元以上的单位有4个 against the rows whose cells reach the bound, in a table with a totals row."""
    for bound in reading.mentions if grid.total is not None else []:
        told = bound.behind[0] if bound.behind else None
        named = _UNIT_NOTE.sub("", bound.before).removesuffix(bound.quantity.hedge)
        columns = [c for c in grid.columns.values() if named and _UNIT_NOTE.sub("", c.heading) == named]
        if bound.quantity.hedge not in _BOUNDS or told is None or told.dimension != COUNT or len(columns) != 1:
            continue
        if not _ARE.fullmatch(words_between(bound, told).removeprefix(bound.quantity.hedge)):
            continue
        cells = [cell.quantity for row, cell in columns[0].cells.items() if row != grid.total]
        at_bound = bound.quantity.hedge in _UNCLEAR and any(cell.value == bound.quantity.value for cell in cells)
        if at_bound or any(cell.dimension != bound.dimension for cell in cells):
            continue
        reached = [cell.value >= bound.quantity.value for cell in cells]
        number = sum(reached) if bound.quantity.hedge in _AT_LEAST else len(reached) - sum(reached)
        right = number == told.quantity.value
        said = f"{bound.sentence.text[bound.begin : told.quantity.start]}{told.quantity.text}"
        message = f"文中写“{said}”，表里数得 {number} 个"
        yield statement(
            "count",
            told,
            Verdict.OK if right else Verdict.WRONG,
            message + ("，相符" if right else "；若附表没有列全，请写明"),
            [bound],
            recomputed=f"{number}{told.quantity.unit}",
        )


def _held(mention: Mention, cell: TableCell, where: str) -> NumericClaim:
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
    )
