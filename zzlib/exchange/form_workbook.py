"""Write a unit's form as .xlsx: lists to choose from, checks with Chinese prompts, locked headers, a hidden project key."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range, xl_range_abs

from zzlib.exchange.form_plan import FormColumn, form_plan
from zzlib.exchange.prefill import FormRow, UnitForm
from zzlib.form import Form, package_form
from zzlib.money import number_text
from zzlib.paper import set_page
from zzlib.periods import last_day
from zzlib.settings import Returns, Settings

_TITLE, _BLOCK, _SIGNATURES, _HEADER, _FIRST = range(5)
_GRID = {"border": 1, "border_color": "#808080", "valign": "vcenter", "font_name": "宋体", "font_size": 11}
_SIZE = 11
"""Points of the print in cells."""
_NUMBER_FORMATS = {"money": "#,##0.00####", "number": "#,##0.####", "date": "yyyy-mm-dd", "text": "@", "choice": "@"}
_LIST_NAMES = "名单_{label}"


def form_bytes(form: UnitForm, settings: Settings, lists: Mapping[str, Sequence[str]], contract: Form) -> bytes:
    """Give the form of a unit; the same form gives the same bytes.

    `lists` are the words to choose from, by field id; `contract` is the county's form.
    """
    buffer, returns = io.BytesIO(), settings.returns
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties(
            {
                "created": datetime.combine(last_day(form.period), time()),
                "title": form_plan(returns.every).wording.sheet,
            }
        )
        page = _Page(book, form, lists, settings, contract)
        page.write_head(settings.county.name)
        page.write_rows()
        page.write_total()
        page.set_print()
        _write_instructions(book, form, returns, lists)
    return buffer.getvalue()


class _Page:
    """The sheet that is filled in, while it is written."""

    def __init__(
        self, book: Any, form: UnitForm, lists: Mapping[str, Sequence[str]], settings: Settings, contract: Form
    ) -> None:
        plan, self._called = form_plan(settings.returns.every, contract), settings.returns.rhythm.name
        self._book, self._form, self._lists = book, form, lists
        self._columns, self._words = plan.columns, plan.wording
        self._prompts = {"kind": plan.wording.prompt_of(settings.kinds)}
        self._page = book.add_worksheet(plan.wording.sheet)
        self._key = len(self._columns)
        self._last = _FIRST + len(form.rows) + plan.ready_rows - 1
        look = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        self._title = book.add_format(look | {"bold": True, "font_size": 18, "align": "center"})
        self._plain = book.add_format(look)
        self._right = book.add_format(look | {"align": "right"})
        self._typed = book.add_format(look | {"locked": False})
        self._head = book.add_format(
            _GRID | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#E8EEF4"}
        )
        self._cells = {kind: book.add_format(_cell_look(kind)) for kind in _NUMBER_FORMATS}
        self._open = book.add_format({"locked": False, "num_format": "@"})
        shared = _GRID | {"bold": True, "bg_color": "#F2F2F2"}
        self._sums = {k: book.add_format(shared | {"num_format": f}) for k, f in _NUMBER_FORMATS.items()}

    def write_head(self, county: str) -> None:
        """Write title, filing block and header, and set widths."""
        page, words, last = self._page, self._words, self._key - 1
        month = self._called(self._form.period)
        page.merge_range(_TITLE, 0, _TITLE, last, words.title.format(county=county, month=month), self._title)
        page.set_row(_TITLE, 30)
        page.merge_range(_BLOCK, 0, _BLOCK, 2, words.unit.format(unit=self._form.unit), self._plain)
        page.merge_range(_BLOCK, 3, _BLOCK, 8, words.period.format(month=month), self._plain)
        page.merge_range(_BLOCK, last - 2, _BLOCK, last, words.money_unit, self._right)
        step = (last + 1) // len(words.signatures)
        for number, label in enumerate(words.signatures):
            first = number * step
            page.merge_range(_SIGNATURES, first, _SIGNATURES, first + step - 1, label, self._typed)
        page.set_row(_HEADER, 36)
        for position, column in enumerate(self._columns):
            page.set_column(position, position, column.width)
            page.write_string(_HEADER, position, _heading(column), self._head)
        page.set_column(self._key, self._key, 20, self._open, {"hidden": True})
        page.write_string(_HEADER, self._key, package_form().label("project_key"), self._head)

    def write_rows(self) -> None:
        """Write the projects and the blank rows, with their checks."""
        for offset, row in enumerate(self._form.rows):
            number = _FIRST + offset
            values: dict[str, Any] = row.values | {"serial": Decimal(offset + 1)}
            for position, column in enumerate(self._columns):
                _write_cell(self._page, number, position, values.get(column.field), self._cells[column.kind])
            self._page.write_string(number, self._key, row.key, self._open)
        for number in range(_FIRST + len(self._form.rows), self._last + 1):
            self._page.set_row(number, 20)
            for position, column in enumerate(self._columns):
                self._page.write_blank(number, position, None, self._cells[column.kind])
        for position, column in enumerate(self._columns):
            self._check_column(position, column)
        texts = [p for p, column in enumerate(self._columns) if column.kind == "text"]
        ranges = " ".join(xl_range(_FIRST, position, self._last, position) for position in texts)
        self._page.ignore_errors({"number_stored_as_text": ranges})

    def _check_column(self, position: int, column: FormColumn) -> None:
        """Say how a column is filled in; an amount since January has a check of its own in each row that has a last one."""
        own = self._form.rows if column.cumulative else ()
        for number, row in enumerate(own, start=_FIRST):
            self._page.data_validation(number, position, number, position, self._check(column, row))
        first = _FIRST + len(own)
        self._page.data_validation(first, position, self._last, position, self._check(column, None))

    def _check(self, column: FormColumn, row: FormRow | None) -> dict[str, Any]:
        words, last = self._words, row.last.get(column.field) if row else None
        check: dict[str, Any] = {"validate": "any", "error_title": words.wrong}
        prompt = self._prompts.get(column.field, column.prompt)
        if column.kind in ("money", "number"):
            check |= {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": words.not_a_number}
            if column.field == "received":
                check |= {"error_type": "warning", "error_message": words.negative}
            if last is not None:
                said = {"month": self._called(self._form.filled_from), "amount": _said(last, column)}
                prompt = words.last.format(**said) + prompt
                check |= {"value": float(last), "error_type": "warning", "error_message": words.fell.format(**said)}
        elif column.kind == "date":
            bounds = {"criteria": "between", "minimum": date(2000, 1, 1), "maximum": last_day(self._form.period)}
            check |= {"validate": "date", **bounds, "error_message": words.not_a_date, "error_type": "warning"}
        elif column.kind == "choice" and self._lists.get(column.field):
            listed = _LIST_NAMES.format(label=column.contract.label)
            check |= {"validate": "list", "source": f"={listed}", "error_message": words.not_in_list}
            if column.field == "fund_category":
                check |= {"error_type": "warning", "error_message": words.new_category}
        return check | ({"input_title": words.hint, "input_message": prompt} if prompt else {})

    def write_total(self) -> None:
        """Write the row of totals: live sums, which carry their values for readers that don't compute."""
        number = self._last + 1
        for position, column in enumerate(self._columns):
            look = self._sums[column.kind]
            if column.kind in ("money", "number"):
                stated = [row.values.get(column.field) for row in self._form.rows]
                value = sum((v for v in stated if isinstance(v, Decimal)), Decimal(0))
                formula = f"=SUM({xl_range(_FIRST, position, self._last, position)})"
                self._page.write_formula(number, position, formula, look, float(value))
            else:
                self._page.write(number, position, self._words.total if column.field == "project_name" else None, look)

    def set_print(self) -> None:
        """Lock what is not to be changed, freeze the header, and set the page: across, one page wide, readable (A3)."""
        page = self._page
        allowed = ("insert_rows", "delete_rows", "format_cells", "format_rows", "sort", "autofilter")
        page.protect("", dict.fromkeys(allowed, True))
        page.freeze_panes(_FIRST, 2)
        set_page(page, [column.width for column in self._columns], _SIZE, _HEADER)
        page.center_horizontally()
        page.print_area(0, 0, self._last + 1, self._key - 1)
        page.set_selection(_FIRST, 1, _FIRST, 1)


def _write_instructions(book: Any, form: UnitForm, returns: Returns, lists: Mapping[str, Sequence[str]]) -> None:
    """Write the sheet that tells how to fill in the form, with the words to choose from."""
    said = form_plan(returns.every).instructions
    page = book.add_worksheet(said.sheet)
    look = {"font_name": "宋体", "font_size": 11, "valign": "top"}
    title = book.add_format(look | {"bold": True, "font_size": 14})
    text, head = (
        book.add_format(look | {"text_wrap": True}),
        book.add_format(look | {"bold": True, "bg_color": "#E8EEF4"}),
    )
    how = said.blank if not form.filled_from else said.new_year if form.new_year else said.prefilled
    page.write_string(0, 0, said.mark, title)
    widths = [72.0, 3.0]
    lines = [how.format(month=returns.rhythm.name(form.filled_from) if form.filled_from else ""), *said.lines]
    for number, line in enumerate(lines, start=1):
        page.write_string(number, 0, f"{number}. {line.format(due=returns.due_day)}", text)
    for position, (field_id, values) in enumerate(((f, v) for f, v in lists.items() if v), start=2):
        label = package_form().label(field_id)
        widths.append(max(10, *(2 * len(value) + 1 for value in values)))
        page.write_string(0, position, label, head)
        for number, value in enumerate(values, start=1):
            page.write_string(number, position, value, text)
        listed = xl_range_abs(1, position, len(values), position)
        book.define_name(_LIST_NAMES.format(label=label), f"='{said.sheet}'!{listed}")
    for position, width in enumerate(widths):
        page.set_column(position, position, width)
    page.protect("")
    set_page(page, widths, _SIZE, 0)


def _cell_look(kind: str) -> dict[str, Any]:
    amount = kind in ("money", "number")
    aligned = {"align": "right" if amount else "left" if kind == "text" else "center"}
    return _GRID | aligned | {"locked": False, "num_format": _NUMBER_FORMATS[kind], "text_wrap": not amount}


def _heading(column: FormColumn) -> str:
    unit = f"（{column.contract.unit}）" if column.contract.unit else ""
    return column.contract.label + unit + (form_plan().wording.needed if column.contract.required else "")


def _said(amount: Decimal, column: FormColumn) -> str:
    return number_text(amount, 6) + (" 万元" if column.kind == "money" else f" {column.contract.unit}")


def _write_cell(page: Any, row: int, position: int, value: str | Decimal | None, look: Any) -> None:
    """Write a value; a whole date as a date, one of a month as it is said."""
    if isinstance(value, Decimal):
        page.write_number(row, position, float(value), look)
    elif not value:
        page.write_blank(row, position, None, look)
    elif look.num_format == _NUMBER_FORMATS["date"] and len(value) == 10:
        page.write_datetime(row, position, datetime.fromisoformat(value), look)
    else:
        page.write_string(row, position, value, look)
