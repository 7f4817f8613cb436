"""How much of a document was proved: the numbers seen, held against others, and those that nothing proves, with why."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from zzlib.audit.documents.blocks import DocumentBlock, is_figure, prose_cells
from zzlib.audit.documents.grids import grid_of
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.numbers.arithmetic import PROVED, Verdict
from zzlib.audit.reading.reading import read

_OPEN = (Verdict.UNVERIFIABLE, Verdict.HEDGED)
_SHOWN = 3
_Place = int | tuple[int, int, int]
"""A number of the text by its place among all, or a cell: the place of its table, its row, its column."""


def coverage_line(blocks: Sequence[DocumentBlock], claims: Sequence[NumericClaim]) -> str:
    """Say it in a line: 有数：正文 31 个、表格 12 格；与别的数核对过 20 个…；没有核对 11 个：…; what was left out of the file stands last."""
    seen: set[_Place] = {mention.number for mention in read(list(blocks)).mentions} | set(_cells(blocks))
    held = {place for c in claims if c.verdict not in _OPEN for place in _places_of(c, blocks)} & seen
    proved = {place for c in claims if c.verdict in PROVED for place in _places_of(c, blocks)} & seen
    of_cells = not all(isinstance(place, int) for place in seen)
    seen_told, held_told, proved_told = (_counted(places, of_cells=of_cells) for places in (seen, held, proved))
    said = f"有数：正文 {seen_told.replace('、', '、表格 ')}；与别的数核对过 {held_told}，其中证明相符 {proved_told}"
    left = seen - held
    if numbers := {place for place in left if isinstance(place, int)}:
        said += f"；没有核对 {len(numbers)} 个：{_why(numbers, claims)}"
    if cells := left - numbers:
        said += f"；表格没有核对 {len(cells)} 格"
    missing = [block.where for block in blocks if not block.text and not block.rows]
    return said + (f"；没有读的：{'、'.join(missing)}" if missing else "")


def _counted(places: set[_Place], *, of_cells: bool) -> str:
    """Count numbers of the text and cells: 3 个、12 格."""
    numbers = sum(isinstance(place, int) for place in places)
    return f"{numbers} 个" + (f"、{len(places) - numbers} 格" if of_cells else "")


def _why(left: Set[_Place], claims: Sequence[NumericClaim]) -> str:
    why = Counter({c.entry: _reason(c) for c in claims if c.verdict in _OPEN and c.entry in left}.values())
    told = [f"{reason} {number} 个" for reason, number in why.most_common(_SHOWN)]
    other = len(left) - sum(number for _, number in why.most_common(_SHOWN))
    return "，".join([*told, *([f"文中没有说它与哪个数有关的等 {other} 个"] if other else [])])


def _cells(blocks: Sequence[DocumentBlock]) -> Iterator[tuple[int, int, int]]:
    """Give the cells with numbers, ranks and the like aside, and those with sentences of numbers."""
    for place, block in enumerate(blocks):
        grid = grid_of(block.rows) if block.rows else None
        if grid is not None:
            yield from ((place, cell.row, cell.column) for one in grid.columns.values() for cell in one.cells.values())
        else:
            yield from (
                (place, r, c) for r, row in enumerate(block.rows) for c, text in enumerate(row) if is_figure(text)
            )
        yield from ((place, *cell) for cell, _ in prose_cells(block))


def _places_of(claim: NumericClaim, blocks: Sequence[DocumentBlock]) -> set[_Place]:
    """Give the number or the cell that a claim is of, and those that it was computed from: for a cell others of its row and its column."""
    if claim.cell is None or claim.place >= len(blocks):
        return {claim.entry, *(mention.number for mention in claim.proof)}
    used = {operand.value for operand in claim.operands}
    (row, column), rows = claim.cell, blocks[claim.place].rows
    near = [(row, c) for c in range(len(rows[row]))] + [(r, column) for r in range(len(rows)) if column < len(rows[r])]
    return {(claim.place, r, c) for r, c in near if (r, c) == claim.cell or _bare(rows[r][c]) in used}


def _bare(text: str) -> str:
    return re.sub(r"[^\d.-]", "", text)


def _reason(claim: NumericClaim) -> str:
    return re.split("[，；：（]", claim.message)[0]
