"""Months as columns (1月 2月 … 5月, 1-5月累计): what they are is stated by the headings, proved by arithmetic, or asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from zzlib.decisions.kinds.heading import AND, EACH_MONTHS, LATEST
from zzlib.returns.cells.text import address
from zzlib.returns.containers.grid import Grid
from zzlib.returns.findings import IssueCollector
from zzlib.returns.form import fields, form
from zzlib.returns.layout.columns import ColumnSum
from zzlib.returns.layout.header import Header, HeaderColumn
from zzlib.returns.layout.headings import Headings, heading_key
from zzlib.returns.layout.labels import meaning, part_of, split_title
from zzlib.returns.layout.month_amounts import MonthAmounts
from zzlib.returns.layout.month_spans import MonthSpan, month_span

_FEWEST = 2


@dataclass(frozen=True)
class Months:
    """What the columns of months of a sheet are.

    `fields` says of headings (by key) which field they are, `""` for none; `unsettled` are the columns of a field of which
    nobody knows how to read them; `sums` the columns that are proved to be the sums of months.
    """

    fields: dict[str, str] = field(default_factory=dict)
    unsettled: dict[str, tuple[int, ...]] = field(default_factory=dict)
    sums: tuple[ColumnSum, ...] = ()

    def beside(self, headings: Headings) -> Headings:
        """Give what was decided of headings with what the columns of months are."""
        return Headings({**headings.fields, **self.fields}) if self.fields else headings


@dataclass(frozen=True)
class _Column:
    """A column of an amount (`""`: it names none) with its months (`None`: it is of no months), and what its caption says."""

    header: HeaderColumn
    amount: str
    span: MonthSpan | None
    caption: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        return self.header.column

    @property
    def cell(self) -> str:
        return address(self.header.row, self.number)

    @property
    def group(self) -> tuple[str, ...]:
        """Its caption without what says that it is a sum: 累计到位 and 到位 are columns of one series."""
        return tuple(
            text for said in self.caption if (text := form().header.months.idle.sub("", split_title(said).main, 1))
        )

    def is_whole(self, last: int) -> bool:
        """Tell whether it reaches from January to a month or beyond."""
        return self.span is None or (self.span.to_date and self.span.last >= last)

    def is_of(self, month: int) -> bool:
        return self.span is not None and self.span.first == self.span.last == month and not self.span.to_date


def read_months(
    grid: Grid, headers: Sequence[Header], year: int | None, month: str, headings: Headings, findings: IssueCollector
) -> Months:
    """Find the columns of months of a sheet and what they are; `month` (`2013-05`) is the return's, `""` if unknown."""
    found = Months()
    ends = [*(header.first for header in headers[1:]), len(grid.rows)]
    said: set[str] = set()
    for header, end in zip(headers, ends, strict=False):
        own = findings.on(findings.sheet)
        amounts = MonthAmounts(grid, range(header.last + 1, end), int(month[5:]) if month else 0)
        table = _Table(header, year, amounts, headings, own)
        table.read()
        findings.issues += [
            issue for issue in own.issues if issue.message not in said
        ]  # a header that is printed again
        said |= {issue.message for issue in own.issues}
        sums = tuple(dict.fromkeys((*found.sums, *table.sums)))
        found = Months(found.fields | table.fields, found.unsettled | table.unsettled, sums)
    return found


class _Table:
    """The columns of months under one header."""

    def __init__(
        self, header: Header, year: int | None, amounts: MonthAmounts, headings: Headings, findings: IssueCollector
    ) -> None:
        self._year, self._month, self._amounts = year, amounts.month, amounts
        self._headings, self._findings = headings, findings
        found = [self._column(column) for column in header.columns]
        known = [column for column in found if column] if any(c and c.span for c in found) else []
        self._columns = [column for column in known if amounts.fill(column.number)]
        self._columns.sort(key=lambda column: column.span is None)
        self.fields: dict[str, str] = {}
        self.unsettled: dict[str, tuple[int, ...]] = {}
        self.sums: list[ColumnSum] = []

    def _column(self, header: HeaderColumn) -> _Column | None:
        """Give a column that is of an amount of the year, or of months without saying of what."""
        span = month_span(header.path, self._year, self._month or None)
        texts = span.rest if span else header.path
        said = tuple(text for text in texts if not form().header.months.idle.fullmatch(split_title(text).main))
        if not said:
            return _Column(header, "", span)
        decided = self._headings.field_of(header.header)
        beside_a_month = meaning((*said[:-1], f"{said[-1]}资金"), self._year) if span else None
        means = meaning(said, self._year) or beside_a_month
        field_id = decided or (means.field_id if means and not means.unclear else "")
        own = fields().get(field_id)
        if own is None or own.type != "money" or own.basis != "year_to_date":
            return None
        return _Column(header, own.field_id, span, said)

    def read(self) -> None:
        """Decide of each amount that has columns of months."""
        groups: dict[tuple[str, tuple[str, ...]], list[_Column]] = {}
        for column in self._columns:
            if column.span:
                groups.setdefault((column.amount, column.group), []).append(column)
        for (amount, caption), columns in groups.items():
            last = self._amounts.last_of([(c.number, c.span.last) for c in columns if c.span])
            parts = [column for column in columns if not column.is_whole(last)]
            further = [c for c in parts if c.span and c.span.to_date] if len(parts) < len(columns) else []
            if len(parts) >= _FEWEST or further:
                self._series(amount, caption, parts, last)
            else:
                self._report_others(columns)

    def _series(self, amount: str, caption: tuple[str, ...], parts: list[_Column], last: int) -> None:
        """Read the columns of months of an amount; where they name none, of the one whose column they make."""
        months = _tiled(parts, last)
        latest = next((column for column in parts if column.is_of(last)), None)
        totals = [c for c in self._columns if c.is_whole(last) and (not amount or c.amount in (amount, ""))]
        summed = [t for t in totals if len(months) >= _FEWEST and self._proves(t, months)]
        reached = [t for t in totals if latest and not summed and self._proves(t, [latest])]
        proved = summed or reached
        named = {amount, *(t.amount for t in proved)} - {""}
        if len(named) == 1 and proved:
            self._with_total(named.pop(), parts, proved, months if summed else [], latest)
        elif amount and any(total.amount for total in totals):
            self._unproved(amount, parts, next(total for total in totals if total.amount), bool(months))
        elif not amount and months and not proved and (came := [t for t in totals if t.amount == "received"]):
            if any(self._amounts.is_filled(part.number) for part in parts):
                self._unproved("received", parts, came[0], all_months=True)
        elif amount and all(part_of(part.header.path, None) for part in parts):
            return  # quarters alone are parts like any others, whose sum is offered
        elif amount:
            self._without_total(amount, caption, parts, months, latest, last)
        if amount or proved:
            self._report_month(parts, last)

    def _proves(self, total: _Column, parts: Sequence[_Column]) -> bool:
        return self._amounts.add_up(total.header, [part.header for part in parts])

    def _with_total(
        self, amount: str, parts: list[_Column], totals: list[_Column], months: list[_Column], latest: _Column | None
    ) -> None:
        """Take the column that is proved to hold what came since January, and the latest month's own if months add up."""
        total = next((t for t in totals if t.amount), totals[0])
        self._set("", [*parts, *totals])
        self._set(amount, [total])
        of_month = fields()[amount].variants.get("month", "")
        if months and latest:
            self._set(of_month, [latest])
        parts_of = months or ([latest] if latest else [])
        self.sums.append(ColumnSum(total.number, tuple(part.number for part in parts_of)))
        until = parts_of[-1] if parts_of else parts[-1]
        self._findings.add(
            "months_read", cell=parts[0].cell, field=amount, value=parts[0].header.header, label=fields()[amount].label,
            until=f"{until.cell}“{until.header.header}”", total=f"{total.cell}“{total.header.header}”",
            how="各月相加" if months else "最近一月",
        )  # fmt: skip

    def _set(self, field_id: str, columns: Iterable[_Column]) -> None:
        self.fields |= {heading_key(column.header.header): field_id for column in columns}

    def _unproved(self, amount: str, parts: list[_Column], total: _Column, all_months: bool) -> None:
        """Let a column count whose heading says that it is the whole, although the months do not make it, or are not all there."""
        self._set("", parts)
        self._findings.add(
            "months_unproved" if all_months else "months_aside", cell=parts[0].cell, field=amount, value=parts[0].header.header,
            label=fields()[amount].label, total=f"{total.cell}“{total.header.header}”",
        )  # fmt: skip

    def _without_total(
        self, amount: str, caption: tuple[str, ...], parts: list[_Column], months: list[_Column],
        latest: _Column | None, last: int,
    ) -> None:  # fmt: skip
        """Read months alone as a person said for this caption, if they reach to the return's month; else ask."""
        each, since = (self._headings.field_of("/".join((*caption, word))) == amount for word in (EACH_MONTHS, LATEST))
        self._set("", parts)
        current = not self._month or last == self._month
        if each and not since and months and current:
            self.fields[heading_key(AND.join(month.header.header for month in months))] = amount
            self._set(fields()[amount].variants.get("month", ""), [latest] if latest else [])
        elif since and not each and latest and current:
            self._set(amount, [latest])
        else:
            self.unsettled[amount] = tuple(part.number for part in parts)
            self._ask(amount, caption, parts, months, latest if current else None)

    def _ask(
        self, amount: str, caption: tuple[str, ...], parts: list[_Column], months: list[_Column], latest: _Column | None
    ) -> None:
        """Ask whether months alone are each month's own or since January: what never falls is rather the latter."""
        readings = {EACH_MONTHS: months if latest else [], LATEST: [latest] if latest else []}
        known = {"/".join((*caption, word)): columns for word, columns in readings.items() if columns}
        if self._amounts.never_fall([part.number for part in parts]):
            known = dict(reversed(known.items()))
        sums = "，".join(
            f"{heading.rsplit('/', 1)[-1]}共 {self._amounts.sum_of([c.number for c in columns])}"
            for heading, columns in known.items()
        )
        self._findings.add(
            "months_unclear", cell=parts[0].cell, field=amount, value=parts[0].header.header, label=fields()[amount].label,
            until=f"{parts[-1].cell}“{parts[-1].header.header}”", sums=f"（{sums}）" if sums else "",
            asked=amount, headings=[heading for heading in known if not self._headings.field_of(heading)],
        )  # fmt: skip

    def _report_month(self, parts: list[_Column], last: int) -> None:
        """Say that columns of months end before the return's month, or go beyond it."""
        if not self._month:
            return
        if last < self._month:
            self._say_month("months_end_early", parts[-1])
        for column in parts:
            row = self._amounts.first_of(column.number)
            if row is not None and column.span and column.span.last > self._month:
                said = self._amounts.text(row, column.number)
                self._say_month("month_ahead", column, cell=address(row, column.number), value=said)

    def _report_others(self, columns: list[_Column]) -> None:
        """Say of a column of a single time of the year that it is another than the return's."""
        for column in columns:
            if column.amount and self._month not in (0, _ends(column)) and _ends(column) < _YEAR:
                self._say_month("column_of_other_month", column)

    def _say_month(self, code: str, column: _Column, **more: str) -> None:
        place = {"cell": column.cell, "field": column.amount, "value": column.header.header} | more
        self._findings.add(code, **place, header=column.header.header, month=f"{self._month}月")


_YEAR = 12


def _ends(column: _Column) -> int:
    return column.span.last if column.span else _YEAR


def _tiled(parts: Sequence[_Column], last: int) -> list[_Column]:
    """Give columns whose months follow each other from January to the last, the shortest first; nothing if none do."""
    tiles: list[_Column] = []
    while not tiles or _ends(tiles[-1]) < last:
        start = _ends(tiles[-1]) + 1 if tiles else 1
        fitting = [c for c in parts if c.span and c.span.first == start and c.span.last <= last]
        if not fitting:
            return []
        tiles.append(min(fitting, key=_ends))
    return tiles
