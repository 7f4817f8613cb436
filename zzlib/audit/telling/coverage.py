"""How much of a document was proved: the numbers seen, held against others, and those that nothing proves, with why."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set

from zzlib.audit.documents.blocks import DocumentBlock, is_figure, prose_cells
from zzlib.audit.documents.grids import grid_of
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.judging.relations import Place
from zzlib.audit.numbers.arithmetic import PROVED, Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.reading.reading import read
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.tables.told_cells import ToldCells, plain_digits

_OPEN = (Verdict.UNVERIFIABLE, Verdict.HEDGED)
_SHOWN = 3
_UNTOLD = {"个": "文中没有说它与哪个数有关", "格": "表里没有别的数与它合得成关系"}


def coverage_line(blocks: Sequence[DocumentBlock], claims: Sequence[NumericClaim]) -> str:
    """Say it in a line: 有数：正文 31 个、表格 12 格；与别的数核对过 20 个…；没有核对 11 个：…; what was left out of the file stands last."""
    register = FigureRegister(read(list(blocks)))
    numbers: set[Place] = {(mention.number,) for mention in register.reading.mentions}
    cells: set[Place] = set(_cells(blocks))
    printed = _printed(register) if cells else set[Place]()
    held = printed.union(*(_places_of(c, blocks) for c in claims if c.verdict not in _OPEN or c.falls))
    proved = printed.union(*(_places_of(c, blocks) for c in claims if c.verdict in PROVED))
    proved -= {place for c in claims if c.verdict == Verdict.WRONG for place in (c.stands, *c.again)}
    seen_told, held_told, proved_told = (
        f"{len(numbers & of)} 个" + (f"、{len(cells & of)} 格" if cells else "")
        for of in (numbers | cells, held, proved)
    )
    said = f"有数：正文 {seen_told.replace('、', '、表格 ')}；与别的数核对过 {held_told}，其中证明相符 {proved_told}"
    for left, where, unit in ((numbers - held, "", "个"), (cells - held, "表格", "格")):
        if left:
            said += f"；{where}没有核对 {len(left)} {unit}：{_why(left, claims, unit)}"
    missing = [block.where for block in blocks if not block.text and not block.rows]
    return said + (f"；没有读的：{'、'.join(missing)}" if missing else "")


def _printed(register: FigureRegister) -> set[Place]:
    """Give the numbers of the text that print a cell to the last digit, and these cells."""
    told = ToldCells(register)
    mentions = {mention.number: mention for mention in told.mentions}
    same = {
        n: cell.place
        for n, cell in told.anchors.items()
        if cell.place and plain_digits(mentions[n].quantity.number) == plain_digits(cell.quantity.number)
    }
    return {*((number,) for number in same), *same.values()}


def _why(left: Set[Place], claims: Sequence[NumericClaim], unit: str) -> str:
    """Give the commonest reasons why numbers or cells were held against nothing."""
    found = {c.stands: _reason(c) for c in claims if c.verdict in _OPEN and c.stands in left}
    why = Counter(found.values()).most_common(_SHOWN)
    other = len(left) - sum(number for _, number in why)
    told = [f"{reason} {number} {unit}" for reason, number in why]
    return "，".join([*told, *([f"{_UNTOLD[unit]}的等 {other} {unit}"] if other else [])])


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


def _places_of(claim: NumericClaim, blocks: Sequence[DocumentBlock]) -> set[Place]:
    """Give where the number or the cell stands that a claim is of, those told with it, and those that it was computed from: for a cell others of its row and its column."""
    related = claim.relation.figures if claim.relation is not None else ()
    found = {claim.stands, *claim.again, *((m.number,) for m in claim.proof), *(tied.place for tied in related)}
    if claim.cell is None or claim.place >= len(blocks):
        return found
    used = {operand.value for operand in claim.operands}
    (row, column), rows = claim.cell, blocks[claim.place].rows
    near = [(row, c) for c in range(len(rows[row]))] + [(r, column) for r in range(len(rows)) if column < len(rows[r])]
    return found | {(claim.place, r, c) for r, c in near if regex(r"[^\d.-]").sub("", rows[r][c]) in used}


def _reason(claim: NumericClaim) -> str:
    """Give the first clause of what is told of a claim, with what it quotes whole."""
    return "".join(regex("(?:“[^”]*”|[^，；：（])*").findall(claim.message)[:1])
