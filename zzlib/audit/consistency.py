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
from zzlib.audit.quantities import COUNT, PERCENT, conversion, written
from zzlib.audit.reading import Mention, Reading, ReadSentence, words_between
from zzlib.audit.words import any_of, words

_COMPLETION = re.compile("(?:任务|目标|资金)*完成(?:率|进度|比例)")
_OF_TARGET = re.compile("完成(?:了)?(?:全年|年度)?(?:目标)?(?:资金|争资)?(?:目标|任务)(?:数)?的?$")
_ARE = re.compile("(?:的)?(?:责任)?(?:单位|部门|乡镇|企业|县区|项目)(?:共)?有?")
_AT_LEAST, _BOUNDS = ("以上", "及以上", "（含）以上", "超过"), ("以上", "及以上", "（含）以上", "超过", "以下", "不足")
_UNCLEAR = ("超过", "以下")  # which may hold the bound itself, or not
_WHOLE = 2  # above which a number under 完成率 is no share kept as 0.888
_BEFORE_NAME = 4  # letters that may stand before a name: 其中
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
    for _, block, caption in reading.tables:
        grid = grid_of(block.rows, caption)
        if grid is None:
            continue
        for mention in reading.mentions:
            if mention.quantity.hedge or not is_amount(mention):
                continue
            if (cell := _cell_for(mention, grid)) is not None:
                yield _held(mention, *cell)
        yield from _completions(reading, grid)
        yield from _counted_rows(reading, grid)
        yield from _of_all(reading, grid)


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


def _of_all(reading: Reading, grid: TableGrid) -> Iterator[NumericClaim]:
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
