"""From a cell to a value of its field: amounts in fen, dates, words of the vocabulary, texts; what can't be read is said."""

import re
from decimal import Decimal

from zzlib.money import FEN_PER_UNIT, number_text, to_fen, yuan_text
from zzlib.personal import is_telephone
from zzlib.returns.cells.amounts import LARGEST, is_blank, is_too_large, read_amount, read_range, states_foreign_money
from zzlib.returns.cells.dates import read_date
from zzlib.returns.cells.organisations import named_units
from zzlib.returns.cells.spans import read_span
from zzlib.returns.cells.text import Cell, fold, one_line, plain_text
from zzlib.returns.cells.units import OTHER
from zzlib.returns.cells.words import VALUES, Vocabulary, words
from zzlib.returns.containers.grid import Fault
from zzlib.returns.extraction import Value
from zzlib.returns.findings import IssueCollector
from zzlib.returns.layout.columns import FieldColumn
from zzlib.returns.layout.labels import AMOUNTS

_UNKNOWN = {
    "kind": "kind_unknown",
    "origin": "origin_unknown",
    "stage": "stage_unknown",
    "source_level": "source_level_unknown",
}
_MARKED = ("project_name", "serial")
_STARS = "★☆●◆■※* \u3000"
"""Marks that units set beside a project's name or number (★甲工程, 1●); they are no part of it."""

_SHORTEST_NUMBER = 6
_DATE = "日期"
_YEAR_AND_MONTH = "年月"
_TELEPHONE = "电话号码"
_SHOWN_DIGITS, _FIRST_DIGITS = 24, 8
"""Digits of a number that is shown whole, and those that are shown of a longer one."""
_EXACT_DIGITS = 15
"""Digits that a number in a workbook keeps; longer codes stored as numbers have lost their end."""


class ValueReader:
    """Reads the cells of one sheet; issues go to `findings`."""

    def __init__(self, findings: IssueCollector, vocabulary: Vocabulary, year: int | None) -> None:
        self._findings = findings
        self.vocabulary = vocabulary
        self._year = year
        self.unitless: dict[str, list[str]] = {}
        """Cells with amounts whose unit is not stated, by field."""

    def silent(self) -> "ValueReader":
        """Give a reader of the same words whose issues nobody hears."""
        return ValueReader(self._findings.on(""), self.vocabulary, self._year)

    def read(self, column: FieldColumn, content: Cell, fault: Fault | None, cell: str) -> Value:
        """Read a cell of a column of a field."""
        if content == "" and not fault:
            return Value("", cell)
        raw = fault.text if fault else plain_text(content)
        if not fault and is_blank(content):
            return Value(raw, cell)
        if isinstance(content, str) and fold(content) in words().rows.cell_errors:
            fault = Fault("error_cell", raw)
        kind = column.field.type
        if kind in AMOUNTS:
            if fault:
                return self._unreadable(fault.code, column, raw, cell)
            return self._amount(column, content, raw, cell)
        if kind == "date":
            return self._date(column, raw if fault else content, raw, cell)
        if column.field.field_id in VALUES:
            return self._word(column, raw, cell)
        if fault:
            return self._unreadable("text_unreadable", column, raw, cell)
        return self._text(column, content, raw, cell)

    def _say(self, code: str, column: FieldColumn, raw: str, cell: str, **slots: str) -> None:
        field_id, label = column.field.field_id, column.field.label
        self._findings.add(code, cell=cell, field=field_id, value=raw, label=label, **slots)

    def _unreadable(self, code: str, column: FieldColumn, raw: str, cell: str, **slots: str) -> Value:
        self._say(code, column, raw, cell, **slots)
        return Value(raw, cell, unreadable=True)

    def _amount(self, column: FieldColumn, content: Cell, raw: str, cell: str) -> Value:
        amount = read_amount(content)
        if what := self._not_money(raw, column.unit) if amount else None:
            return self._unreadable("amount_not_money", column, raw, cell, what=what)
        land = column.field.type == "number"
        if amount is None or amount.unit not in ((None, column.field.unit) if land else (None, *FEN_PER_UNIT)):
            return self._no_amount(column, content, raw, cell)
        unit = None if land else amount.unit or (None if column.unit == OTHER else column.unit)
        text = f"{amount.value:f}"
        if amount.hedged:
            self._say("amount_hedged", column, raw, cell, number=text + (amount.unit or unit or ""))
        if land:
            return Value(raw, cell, text, hedged=amount.hedged)
        if unit is None and amount.value:
            self.unitless.setdefault(column.field.field_id, []).append(cell)
            return Value(raw, cell, text, unreadable=True, hedged=amount.hedged)
        fen, exact = to_fen(amount.value, unit or "元")
        if abs(fen) >= LARGEST * FEN_PER_UNIT["元"]:
            return self._too_large(column, raw, cell)
        if not exact:
            self._say("amount_finer_than_fen", column, raw, cell, rounded=f"{yuan_text(fen)}元")
        return Value(raw, cell, text, unit, fen, hedged=amount.hedged)

    def _not_money(self, raw: str, unit: str | None) -> str | None:
        """Name what a bare number is that is no amount: a date of the return's time, a telephone number."""
        if len(raw) < _SHORTEST_NUMBER or not raw.isdigit():
            return None
        if is_telephone(raw):
            return _TELEPHONE
        what = next((what for what, pattern in words().amounts.not_money.items() if pattern.fullmatch(raw)), None)
        year = int(raw[:4])
        dated = what in (_DATE, _YEAR_AND_MONTH)
        if dated and self._year and abs(year - self._year) > 1:
            return None
        return None if what == _YEAR_AND_MONTH and unit == "元" else what  # 201305 元 may be an amount

    def _no_amount(self, column: FieldColumn, content: Cell, raw: str, cell: str) -> Value:
        """Say what an amount is instead: foreign money, a range, with both ends, too large, or something that can't be read."""
        if is_too_large(content):
            return self._too_large(column, raw, cell)
        if column.field.type == "money" and states_foreign_money(raw):
            return self._unreadable("amount_foreign", column, raw, cell)
        if ends := read_range(raw):
            low, high = (f"{number_text(end.value, 6)}{end.unit or ''}" for end in ends)
            return self._unreadable("amount_range", column, raw, cell, low=low, high=high, example=low)
        return self._unreadable("amount_unreadable", column, raw, cell, example=_example(raw, column))

    def _too_large(self, column: FieldColumn, raw: str, cell: str) -> Value:
        """Say a number that no amount can be, by its first digits."""
        shown = raw if len(raw) <= _SHOWN_DIGITS else f"{raw[:_FIRST_DIGITS]}…（共{len(raw)}位）"
        self._say("amount_too_large", column, shown, cell, example=_example("", column))
        return Value(raw, cell, unreadable=True)

    def _date(self, column: FieldColumn, content: Cell, raw: str, cell: str) -> Value:
        value = read_date(content, self._year)
        if not value and (span := read_span(raw, self._year)):
            value = {"start": span.start, "end": span.end}.get(column.field.of_span)
            if not value:
                ends = f"{span.start} 至 {span.end or '今'}"
                return self._unreadable("date_is_span", column, raw, cell, ends=ends)
        return Value(raw, cell, value) if value else self._unreadable("date_unreadable", column, raw, cell)

    def _word(self, column: FieldColumn, raw: str, cell: str) -> Value:
        name = column.field.field_id
        value = self.vocabulary.value(name, raw)
        if value is not None:
            return Value(raw, cell, value)
        self._say(_UNKNOWN[name], column, raw, cell, known=self.vocabulary.known_words(name))
        return Value(raw, cell, "unstated" if name in ("kind", "origin") else None, unreadable=True)

    def _text(self, column: FieldColumn, content: Cell, raw: str, cell: str) -> Value:
        if isinstance(content, int | float) and abs(content) >= 10**_EXACT_DIGITS:
            return self._unreadable("code_damaged", column, raw, cell)
        if column.field.multiline:
            return Value(raw, cell, raw.strip())
        if column.field.type == "unit":
            return Value(raw, cell, "、".join(named_units(raw)))
        text = one_line(raw)
        return Value(raw, cell, text.strip(_STARS) if column.field.field_id in _MARKED else text)


def _example(raw: str, column: FieldColumn) -> str:
    """Give an amount to show how to type it: the number in the cell if there is just one, else a made-up one."""
    numbers = re.findall(r"\d+(?:\.\d+)?", fold(raw).replace(",", ""))
    number = numbers[0] if len(numbers) == 1 and len(numbers[0]) <= 15 else "320.5"
    return number_text(Decimal(number), 6) + (f"（{column.unit}）" if column.unit in FEN_PER_UNIT else "")
