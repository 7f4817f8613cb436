"""Lay a return out as a sheet: title, filing block, header, rows, totals, and the address of every value."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from zzlib.synthetic.cells import Presentation
from zzlib.synthetic.filings import Return
from zzlib.synthetic.grid import WrittenGrid
from zzlib.synthetic.plan import PlannedCounty
from zzlib.synthetic.projects import MONEY_FIELDS, PlannedRow
from zzlib.synthetic.spec import words
from zzlib.synthetic.styles import WrittenStyle, header_path
from zzlib.vocabulary import Kind, Origin

_MERGED = ("serial", "project_name", "project_code", "kind", "origin", "policy_field")
_NUMERALS = "一二三"


class SheetWriter:
    """Lays out one return in the style of its unit."""

    def __init__(
        self, county: PlannedCounty, item: Return, style: WrittenStyle, chosen: Callable[[int], bool] = lambda _: True
    ) -> None:
        """Prepare to lay out the rows of a return that are `chosen` by their index."""
        self.county = county
        self.item = item
        self.style = style
        self.columns = _columns(item, style)
        self.rows = [(number, row) for number, row in enumerate(item.rows) if chosen(number)]
        self.left = style.margin_columns
        self.grid = WrittenGrid()
        self.line = style.margin_rows
        self.name = item.alias or style.unit_name
        self.present = Presentation(style, self.name)

    def lay_out(self) -> WrittenGrid:
        """Lay out the whole sheet."""
        self._title()
        self._filing_block()
        self._header()
        total = self._total_place()
        if total == "top":
            self._total()
        self._body()
        self.grid.end = self.line
        if total == "bottom":
            self._total()
        if self.style.note:
            notes = words("forms")["choices"]["notes"]
            self.grid.put(self.line, self.left, notes[len(self.name) % len(notes)], "note")
            self.grid.merge(self.line, self.left, self.line, self._right)
        return self.grid

    @property
    def _period(self) -> str:
        return self.county.called(self.item.stated_month or self.item.month)

    @property
    def _right(self) -> int:
        return self.left + len(self.columns) - 1

    def _column(self, name: str) -> int:
        return self.left + self.columns.index(name)

    def _title(self) -> None:
        self.grid.put(self.line, self.left, f"{self.county.spec.county}{self._period}{self.style.title}", "title")
        self.grid.merge(self.line, self.left, self.line, self._right)
        self.line += 1

    def _filing_block(self) -> None:
        day = self.item.received_at.date() - timedelta(days=self.item.received_at.day % 2)
        person = self.item.rows[0].values["person"] if self.item.rows else "责任人甲"
        pairs = {
            "填报单位": self.name,
            self.style.period_label: self._period,
            "填报日期": f"{day.year}年{day.month}月{day.day}日",
            "填报人": str(person),
        }
        if self.style.filing_block == "line":
            text = "        ".join(f"{label}：{value}" for label, value in pairs.items())
            self.grid.put(self.line, self.left, text, "plain")
            self.grid.merge(self.line, self.left, self.line, self._right)
            self.grid.places["unit",] = (self.line, self.left)
        else:
            self._filing_cells(pairs)
        self.line += 1
        if self.style.unit_place == "line" and self.item.money_unit_stated:
            self.grid.put(self.line, self._right, f"单位：{self.style.money_unit}", "right")
            self.line += 1

    def _filing_cells(self, pairs: dict[str, str]) -> None:
        step = max(2, len(self.columns) // 4)
        for number, (label, value) in enumerate(pairs.items()):
            place = self.left + number * step
            if self.style.filing_block == "pairs":
                self.grid.put(self.line, place, f"{label}：", "plain")
                self.grid.put(self.line, place + 1, value, "plain")
                self.grid.places.setdefault(("unit",), (self.line, place + 1))
            else:
                self.grid.put(self.line, place, f"{label}：{value}", "plain")
                self.grid.places.setdefault(("unit",), (self.line, place))

    def _header(self) -> None:
        style = self.style if self.item.money_unit_stated else replace(self.style, unit_place="nowhere")
        paths = [header_path(style, name) for name in self.columns]
        rows = style.header_rows
        padded = [path + ("",) * (rows - len(path)) for path in paths]
        self.grid.header = (self.line, self.line + rows - 1)
        for place, name in enumerate(self.columns):
            self.grid.columns[name] = self.left + place
            self.grid.widths[self.left + place] = words("forms")["columns"][name].get("width", 11)
        for level in range(rows):
            for first, last in _runs(padded, level):
                text = padded[first][level]
                if not text:
                    continue
                bottom = rows - 1 if level == len(paths[first]) - 1 else level
                top = self.line + level
                self.grid.put(top, self.left + first, self._spaced(text), "header")
                self.grid.merge(top, self.left + first, self.line + bottom, self.left + last)
        self.line += rows

    def _spaced(self, text: str) -> str:
        return "  ".join(text) if self.style.spaced and len(text) == 2 else text

    def _total_place(self) -> str:
        if not self.rows or self.item.raw or self.item.repeated is not None:
            return "none"
        return "bottom" if self.item.total_off and self.style.total == "none" else self.style.total

    def _total(self) -> None:
        self.grid.put(self.line, self.left, self._spaced("合计"), "body")
        for name in self.columns:
            if name in MONEY_FIELDS:
                fen = sum(row.money(name) for _, row in self.rows) + (name == "received") * self.item.total_off
                shown = self.present.money(fen) if fen else 0
            elif words("forms")["columns"][name].get("number"):
                values = [row.values[name] for _, row in self.rows]
                shown = float(sum((value for value in values if isinstance(value, Decimal)), Decimal(0)))
            else:
                continue
            self.grid.put(self.line, self._column(name), shown)
            self.grid.places["total", name] = (self.line, self._column(name))
        self.line += 1

    def _body(self) -> None:
        if not self.rows:
            self.grid.put(
                self.line, self._column("project_name"), (not self.item.nothing_said and self.style.zero_text) or None
            )
            self.line += 2
        elif self.style.sections:
            self._sections(self.rows, self.style.section_fields)
        else:
            self._rows(self.rows)

    def _sections(self, rows: list[tuple[int, PlannedRow]], fields: tuple[str, ...], inner: bool = False) -> None:
        """Lay out rows under a caption for each value of the first field, and within it of the next."""
        if not fields:
            self._rows(rows)
            return
        name, terms = fields[0], {"kind": Kind, "origin": Origin}[fields[0]]
        values = [term for term in terms if any(row.values[name] == term for _, row in rows)]
        for numeral, term in zip(_NUMERALS, values, strict=False):
            caption = f"（{numeral}）{term.label}项目" if inner else f"{numeral}、{term.label}项目"
            self.grid.put(self.line, self.left, caption, "section")
            self.grid.merge(self.line, self.left, self.line, self.left + 1)
            self.line += 1
            self._sections([(n, row) for n, row in rows if row.values[name] == term], fields[1:], inner=True)

    def _rows(self, rows: list[tuple[int, PlannedRow]]) -> None:
        serial = 0
        for number, row in rows:
            serial += not (self.style.merged_names and row.number)
            self._row(number, row, serial)
            lines = len(row.project.lines)
            if self.style.merged_names and row.number == lines - 1 and lines > 1:
                self._merge_names(lines)
            if self.item.repeated == number:
                self._row(number, row, serial)
                self.grid.places["repeated",] = (self.line - 1, self._column("project_name"))
            if self.style.blank_rows and row.number == lines - 1 and serial % 7 == 0:
                self.line += 1

    def _row(self, number: int, row: PlannedRow, serial: int) -> None:
        raw = {name: text for place, name, text in self.item.raw if place == number}
        for place, name in enumerate(self.columns, start=self.left):
            value = raw.get(name, self.present.shown(name, row, serial))
            look = "date" if isinstance(value, date) else "body"
            self.grid.put(self.line, place, value, look)
            self.grid.places.setdefault((number, name), (self.line, place))
        self.line += 1

    def _merge_names(self, lines: int) -> None:
        """Merge the cells of a project over its fund lines, keeping the text of the first."""
        top = self.line - lines
        for name in _MERGED:
            if name in self.columns:
                for row in range(top + 1, self.line):
                    self.grid.put(row, self._column(name), None)
                self.grid.merge(top, self._column(name), self.line - 1, self._column(name))


def _columns(item: Return, style: WrittenStyle) -> list[str]:
    """Give the columns of the form, with those that the planted cells need."""
    needed = {name for _, name, _ in item.raw} | set(item.needs)
    missing = [name for name in words("forms")["columns"] if name in needed and name not in style.columns]
    return [*style.columns, *missing]


def _runs(paths: list[tuple[str, ...]], level: int) -> Iterator[tuple[int, int]]:
    """Give the first and last of neighbouring columns that share a parent at this level (leaves stand alone)."""
    first = 0
    for place in range(1, len(paths) + 1):
        is_parent = level + 1 < len(paths[first]) and paths[first][level + 1] != ""
        if place == len(paths) or not is_parent or paths[place][: level + 1] != paths[first][: level + 1]:
            yield first, place - 1
            first = place
