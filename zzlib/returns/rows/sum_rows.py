"""Rows that sum their neighbours without saying so: found by arithmetic, taken for what they are, and said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from zzlib.returns.containers.bounds import MAX_SUMMED
from zzlib.returns.containers.grid import Grid
from zzlib.returns.findings import IssueCollector
from zzlib.returns.layout.columns import Layout
from zzlib.returns.rows.chance import MOST_BELIEVED, Chance, unlikely
from zzlib.returns.rows.classifying import Row, RowKind
from zzlib.returns.rows.rulings import PARTS, SUM, Ruling, Rulings
from zzlib.returns.rows.runs import Runs
from zzlib.returns.rows.sum_signs import Sign, Signs
from zzlib.returns.rows.sums_said import SumCells, SumVerdict

_FEWEST = 2
_MOST_NAMES = 10
_NONE = Rulings()


@dataclass(frozen=True)
class _Finding:
    """What a row may be, whether it is taken for it, and the issue that says so (`""`: nothing need be said).

    `ruling` is what a person decided of it, `before` what was decided of it when it said something else.
    """

    code: str
    verdict: SumVerdict
    stands: bool = False
    ruling: Ruling | None = None
    before: str = ""


_Judge = Callable[[int], _Finding | None]


def settle_sums(
    grid: Grid, layout: Layout, rows: Sequence[Row], findings: IssueCollector, rulings: Rulings = _NONE
) -> list[Row]:
    """Give the rows of a table with sums of others made totals, and parts of a project made such; each is said.

    A row is a sum if its amounts are, in every column of money that it fills, those of a run of its neighbours, and a
    sign says so or several columns that don't follow from each other. Where it may be chance, where numbers make rows
    parts of one that they don't add up to, or where most columns agree and some don't, the rows count as written and it
    is said. What a person decided (`rulings`) comes before all that.
    """
    places = [row for row in rows if row.kind == RowKind.RECORD]
    columns = [column for column in layout.amounts if column.field.type == "money"]
    fewest = 1 if rulings.names else _FEWEST
    if not fewest <= len(places) <= MAX_SUMMED or not columns:
        return list(rows)
    cells = SumCells(grid, columns, places, findings)
    of_projects = [number for number, column in enumerate(columns) if column.field.basis == "project"]
    signs = Signs(grid, layout, [row.number for row in places])
    return _Settling(cells, signs, of_projects, places, layout.column("project_name") or 0, rulings).settle(rows)


class _Settling:
    def __init__(
        self, cells: SumCells, signs: Signs, of_projects: list[int], places: list[Row], name_column: int,
        rulings: Rulings,
    ) -> None:  # fmt: skip
        self._cells = cells
        self._signs = signs
        self._places = places
        self._name_column = name_column
        self._rulings = rulings
        unknown = {place for place, amounts in enumerate(cells.read) if any(isinstance(a, str) for a in amounts)}
        self._runs = Runs(cells.amounts, unknown, of_projects)
        self._chance = Chance(cells.amounts, [signs.name(place) for place in range(len(places))])
        self._standing: dict[int, _Finding] = {}
        self._open: dict[int, tuple[_Judge, _Finding]] = {}
        self._projects: dict[int, _Finding] = {}
        self._gone: set[int] = set()

    def settle(self, rows: Sequence[Row]) -> list[Row]:
        for judge in (self._by_sign, self._by_structure, self._by_columns, self._by_most_columns, self._by_memory):
            self._judge(judge)
        changed: dict[int, Row] = {}
        for finding in self._standing.values():
            verdict = finding.verdict
            numbers = tuple(self._places[place].number for place in verdict.run)
            head = self._places[verdict.head].number
            if verdict.over_parts:
                changed |= {number: Row(number, RowKind.BREAKDOWN) for number in numbers}
            else:
                own, sums = self._cells.says(verdict)
                kind = RowKind.DECIDED if finding.ruling and own != sums else RowKind.TOTAL
                label = self._signs.name(verdict.head)
                changed[head] = Row(head, kind, label, label_column=self._name_column, run=numbers)
        noted = self._notes()
        self._say()
        settled = (changed.get(row.number, row) for row in rows)
        return [replace(row, decided=noted[row.number]) if row.number in noted else row for row in settled]

    def _notes(self) -> dict[int, str]:
        """Give what was decided of rows and those that they may be the sum of, by their numbers."""
        notes: dict[int, list[str]] = {}
        for finding in (*self._projects.values(), *self._standing.values()):
            for place in (finding.verdict.head, *finding.verdict.run) if finding.ruling else ():
                notes.setdefault(self._places[place].number, []).append(self._noted(finding))
        return {number: "；".join(said) for number, said in notes.items()}

    def _noted(self, finding: _Finding) -> str:
        head = finding.verdict.head
        said = finding.ruling.said if finding.ruling else ""
        return f"相加的行：第{self._places[head].number + 1}行“{self._signs.name(head)}”{said}"

    def _judge(self, judge: _Judge) -> None:
        """Judge every row until nothing new is found: a sum of sums shows when those are taken out."""
        found = True
        while found:
            found = False
            self._open = {head: said for head, said in self._open.items() if said[0] != judge}
            for head in self._runs.left:
                settled = head in self._standing or head in self._gone or head in self._projects
                finding = None if settled else judge(head)
                if finding is None or self._gone.intersection(finding.verdict.run):
                    continue
                finding = self._as_decided(finding)
                if finding.ruling and not finding.stands:
                    self._projects[head] = finding
                    self._open.pop(head, None)
                elif finding.stands:
                    self._standing[head] = finding
                    self._gone.update(finding.verdict.gone)
                    self._open.pop(head, None)
                    found = True
                else:
                    self._open.setdefault(head, (judge, finding))
            if found:
                self._runs.take_out(self._gone)

    def _as_decided(self, finding: _Finding) -> _Finding:
        """Give what a person decided of a row in the place of what was found, if anything was."""
        verdict = finding.verdict
        ruling = self._rulings.of(self._signs.name(verdict.head), *self._cells.says(verdict))
        if ruling is None:
            return finding
        stands = ruling.answer == SUM or (ruling.answer == PARTS and bool(verdict.run))
        verdict = replace(verdict, over_parts=ruling.answer == PARTS)
        return _Finding("sum_row_decided", verdict, stands, ruling)

    def _say(self) -> None:
        """Say what was found, with sums that take all of it together."""
        asked = {head: finding for head, (_, finding) in self._open.items() if head not in self._gone}
        for head, finding in sorted((asked | self._projects | self._standing).items()):
            gone = {p for h, other in self._standing.items() if h != head for p in other.verdict.gone}
            name, names = self._signs.name(head), [self._signs.name(p) for p in finding.verdict.run[:_MOST_NAMES]]
            decided = finding.ruling.said if finding.ruling else ""
            if finding.code:
                more = {"names": names, "before": finding.before, "decided": decided}
                self._cells.say(finding.code, finding.verdict, name, gone, **more)

    def _by_sign(self, head: int) -> _Finding | None:
        runs = ((run, self._signs.of(head, run, self._following(run))) for run in self._runs.of(head, fewest=1))
        found = [
            (run, sign) for run, sign in runs if sign and (sign.structural or self._runs.parts(head, run) >= _FEWEST)
        ]
        found.sort(key=lambda pair: not pair[1].sure)
        if not found:
            return None
        run, sign = found[0]
        verdict = self._verdict(head, run, sign)
        code = "sum_row_likely" if not sign.sure else "sum_parts" if verdict.over_parts else "sum_row"
        return _Finding(code, verdict, stands=True)

    def _by_structure(self, head: int) -> _Finding | None:
        """Judge rows that numbers or names make parts of one, though their amounts are not wholly the row's."""
        own = self._cells.amounts[head]
        run, sign = self._under(head)
        if not run or not sign:
            return None
        sums = [[self._cells.amounts[place][c] or 0 for place in run] for c in range(len(own))]
        filled = [c for c, amount in enumerate(own) if amount and any(sums[c])]
        verdict = self._verdict(head, run, sign)
        if not filled:
            bare = sign is Sign.PARTS and not any(map(any, sums))
            return _Finding("", verdict, stands=True) if bare else None
        differing = tuple(c for c in filled if not self._cells.agrees(c, own[c] or 0, sums[c]))
        if not differing:
            return _Finding("sum_parts" if verdict.over_parts else "sum_row", verdict, stands=True)
        if len(differing) * 2 < len(filled) and not verdict.over_parts:
            return _Finding("", verdict, stands=True)  # the column that differs is said where totals are checked
        stands = sign is Sign.PARTS
        code = "part_lines_differ" if stands else "parts_differ"
        return _Finding(code, replace(verdict, differing=differing), stands)

    def _by_columns(self, head: int) -> _Finding | None:
        """Judge a row by nothing but its amounts."""
        for run in self._runs.of(head, fewest=_FEWEST):
            if self._signs.is_line(head) and self._signs.of_one_project(head, run):
                continue
            chance, columns = self._chance.of(self._runs, head, run)
            if columns:
                believed = columns >= _FEWEST and chance < MOST_BELIEVED
                asked = unlikely(chance, columns)
                code = "sum_row_likely" if believed else "sum_row_unsure" if asked else "sum_row_possible"
                if asked or columns >= _FEWEST:
                    return _Finding(code, SumVerdict(head, run), stands=believed)
        return None

    def _by_most_columns(self, head: int) -> _Finding | None:
        """Judge a row that is the sum of others but for one or a few columns: one may be mistyped."""
        if head in self._open:
            return None
        for run, differing in self._runs.nearly(head):
            if self._signs.is_line(head) and self._signs.of_one_project(head, run):
                continue
            chance, columns = self._chance.of(self._runs, head, run, differing)
            if columns and chance < MOST_BELIEVED:
                agreeing = [c for c, amount in enumerate(self._cells.amounts[head]) if amount and c not in differing]
                sign = f"{self._cells.labels(agreeing)}正好是它们之和"
                return _Finding("parts_differ", SumVerdict(head, run, sign, differing=differing))
        return None

    def _by_memory(self, head: int) -> _Finding | None:
        """Judge a row of which a person said that it is a sum, or has parts, though its amounts no longer say so."""
        name, own = self._signs.name(head), self._cells.amounts[head]
        ruling = self._rulings.before(name)
        if ruling is None or not any(own) or self._is_found(name):
            return None
        alone = SumVerdict(head, ())
        if self._rulings.of(name, *self._cells.says(alone)):
            return _Finding("", alone)
        rest = (place for place in self._runs.left if place != head and self._signs.name(place) in ruling.rows)
        parts = tuple(rest) if ruling.answer == PARTS else ()
        if ruling.answer == SUM or parts:
            return _Finding("sum_row_changed", SumVerdict(head, parts), before=ruling.before)
        return None

    def _is_found(self, name: str) -> bool:
        """Tell whether a row of this name was found to be, or to look like, a sum."""
        asked = (head for head, (judge, _) in self._open.items() if judge != self._by_memory)
        return any(self._signs.name(head) == name for head in (*asked, *self._projects, *self._standing))

    def _verdict(self, head: int, run: tuple[int, ...], sign: Sign) -> SumVerdict:
        """Tell which stands: the parts, or the project that they are parts of, if it alone is described as one."""
        described = self._signs.describes(head) and not any(map(self._signs.describes, run))
        own = self._cells.amounts[head]
        more = any(self._cells.amounts[p][c] for p in run for c, amount in enumerate(own) if not amount)
        over_parts = run[0] > head and not more and (sign is Sign.PARTS or described)
        return SumVerdict(head, run, sign.value, over_parts)

    def _under(self, head: int) -> tuple[tuple[int, ...], Sign | None]:
        """Give the rows below that are a row's parts by their numbers, or by their names."""
        parts = () if self._signs.is_part(head) else self._while(head, self._signs.is_part)
        if parts:
            return parts, Sign.PARTS
        own = self._signs.number(head)
        numbered = self._while(head, lambda place: bool(own and (n := self._signs.number(place)) and n.under(own)))
        return (numbered, Sign.NUMBERED) if numbered and self._signs.stands_over(head, numbered, None) else ((), None)

    def _while(self, head: int, holds: Callable[[int], bool]) -> tuple[int, ...]:
        """Give the rows directly below that something holds of, those left aside that were settled."""
        below = range(head + 1, len(self._places))
        end = next((p for p in below if not holds(p) and not (p in self._gone and p not in self._standing)), below.stop)
        return tuple(place for place in range(head + 1, end) if place not in self._gone)

    def _following(self, run: Sequence[int]) -> int | None:
        index = self._runs.index[run[-1]] + 1
        return self._runs.left[index] if index < len(self._runs.left) else None
