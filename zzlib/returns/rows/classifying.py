"""What each row under a header is: a record, a total, a section, a note, a signature, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from zzlib.returns.cells.amounts import is_blank, read_amount
from zzlib.returns.cells.dates import is_whole_date
from zzlib.returns.cells.row_words import bare_numeral, is_nothing, is_serial, patterns
from zzlib.returns.cells.text import fold, one_line, plain_text
from zzlib.returns.cells.units import unit_line
from zzlib.returns.cells.words import Vocabulary, words
from zzlib.returns.containers.grid import Grid
from zzlib.returns.layout.columns import Layout
from zzlib.returns.layout.qualifiers import part_named
from zzlib.returns.rows.filing import starts_with_label

_GROUPINGS = ("fund_category", "source_level", "policy_field", "kind")
"""Columns in which the lines of one project may end with a 小计."""


class RowKind(Enum):
    """Kinds of rows; the value is what is said of rows that hold no record (`""` if nothing need be said)."""

    RECORD = ""
    TOTAL = "合计行，只用于核对"
    SECTION = "分组行"
    BREAKDOWN = "“其中”行"
    NOTE = "注释或说明"
    SIGNATURE = "填报、签字栏"
    ZERO = "零报告"
    SAMPLE = "示例行"
    EMPTY = "没有项目名称和金额"
    DECIDED = "按决定是合计，不计"
    LOOSE = "合计下面的零散内容，任务、同比一类的行，或没有名称只有日期的行"
    OTHER_TABLE = "另一张表，看不出内容"


@dataclass(frozen=True)
class Row:
    """A row that is not blank: its number from 0, its kind, and the text that says so (a total's or section's label).

    `level` is a section's depth (1 for 一、, 2 for （一）); `label_column` is where the label stands. `run` are the numbers
    of the rows that a total sums, where arithmetic says which; `decided` is what a person decided of it.
    """

    number: int
    kind: RowKind
    label: str = ""
    level: int = 0
    label_column: int = 0
    run: tuple[int, ...] = ()
    decided: str = ""


def classify(grid: Grid, layout: Layout, numbers: Sequence[int], vocabulary: Vocabulary) -> list[Row]:
    """Give the kind of every row of a table that is not blank; `numbers` are its rows, from 0, in order."""
    return _Classifier(grid, layout, numbers, vocabulary).rows()


def captions_above(grid: Grid, first_header: int, vocabulary: Vocabulary) -> list[Row]:
    """Give the captions of groups above the first header of a sheet (一、政策型项目), titles left aside."""
    captions = []
    for number in range(first_header):
        filled = grid.filled(number)
        text = fold(plain_text(grid.cell(number, filled[0]))) if len(filled) == 1 else ""
        numbered = patterns()["section"].fullmatch(text)
        if numbered or any(vocabulary.value(name, text) for name in ("kind", "origin")):
            level = 2 if numbered and "(" in numbered[0] else 1
            captions.append(Row(number, RowKind.SECTION, text, level, filled[0]))
    return captions


class _Classifier:
    def __init__(self, grid: Grid, layout: Layout, numbers: Sequence[int], vocabulary: Vocabulary) -> None:
        self._grid = grid
        self._numbers = numbers
        self._vocabulary = vocabulary
        self._serial = layout.column("serial")
        self._unit = layout.column("unit")
        self._name = layout.column("project_name")
        self._kind = layout.column("kind")
        self._prose = {layout.column(name) for name in ("problems", "remark")}
        self._amounts = {column.column for column in layout.amounts}
        self._dates = {c.column for c in layout.fields.values() if c.field.type == "date"}
        self._texts = [c.column for c in layout.fields.values() if c.field.type in ("text", "unit", "category", "enum")]
        self._groupings = [c for name in _GROUPINGS if (c := layout.column(name)) is not None]
        self._columns = [*(c.column for c in layout.fields.values()), *layout.others]
        self._filled_names = _filled_down(grid, self._name, numbers)
        # 例 stands in the serial number's column, also where that has no header.
        self._leading = {self._serial, self._name, *range(self._name or 0)}
        self._plain_rows = any(self._is_plain(number) for number in numbers)

    def rows(self) -> list[Row]:
        rows: list[Row] = []
        for number in self._numbers:
            filled = self._grid.filled(number)
            if filled:
                rows.append(self._row(number, filled, rows[-1].kind if rows else None))
        return rows

    def _row(self, number: int, filled: list[int], above: RowKind | None) -> Row:
        texts = {c: fold(v) for c in filled if isinstance(v := self._grid.cell(number, c), str)}
        found = self._total(number, texts) or self._remark(number, filled, texts, above == RowKind.NOTE)
        if found:
            return found
        unnumbered = self._serial is not None and self._serial not in filled
        if above == RowKind.BREAKDOWN and (
            unnumbered or part_named(texts.get(-1 if self._name is None else self._name, ""))
        ):
            return Row(number, RowKind.BREAKDOWN)
        return self._section(number, filled, texts) or self._plain(number, filled)

    def _total(self, number: int, texts: dict[int, str]) -> Row | None:
        """Recognise totals and 其中 by their label, in the first columns or in one that parts a project's money."""
        leading = {min(texts, default=0), 1, self._serial, self._name}
        for column, text in texts.items():
            if column not in leading and (column not in self._groupings or len(text) > 8):
                continue
            whole = text.rstrip(":") in words().rows.whole and (self._name == column or self._name not in texts)
            if whole or (len(text) <= 24 and patterns()["total"].fullmatch(text)):
                return self._labelled(number, RowKind.TOTAL, column)
            if column in leading and self._is_breakdown(number, text):
                return self._labelled(number, RowKind.BREAKDOWN, column)
        return None

    def _is_breakdown(self, number: int, text: str) -> bool:
        """Tell whether a label says 其中; a numbered row whose name runs on (其中村村部建设) is a project."""
        if not text.startswith(words().rows.breakdown):
            return False
        return not self._is_number(number) or bool(patterns()["breakdown_mark"].match(text))

    def _remark(self, number: int, filled: list[int], texts: dict[int, str], after_note: bool) -> Row | None:
        """Recognise notes, signatures, samples and words that report nothing."""
        if not texts:
            return None
        first = min(texts)
        kind = self._aside(number, filled, texts)
        if patterns()["note"].match(texts[first]) and not (self._is_number(number) and self._has_amounts(number)):
            kind = RowKind.NOTE
        elif first in self._leading and not self._is_number(number) and patterns()["measures"].fullmatch(texts[first]):
            kind = RowKind.LOOSE
        elif first in self._leading and patterns()["sample"].fullmatch(texts[first]):
            kind = RowKind.SAMPLE
        elif len(filled) == 1 and (
            self._is_prose(texts[first], after_note or first != self._name)
            or patterns()["disclaiming"].match(texts[first])
        ):
            kind = RowKind.NOTE
        return self._labelled(number, kind, first) if kind else None

    def _aside(self, number: int, filled: list[int], texts: dict[int, str]) -> RowKind | None:
        """Recognise a row without numbers that is part of the filing block, states a unit, or reports nothing."""
        if self._has_numbers(number):
            return RowKind.SIGNATURE if self._is_footer(number, texts) else None
        named = self._name is None or number in self._filled_names
        first = texts[min(texts)]
        if any(map(starts_with_label, [first] if named else texts.values())):
            return RowKind.SIGNATURE
        if len(filled) == 1 and patterns()["owner"].fullmatch(first):
            return RowKind.SIGNATURE
        if self._reports_nothing(texts):
            return RowKind.ZERO
        if len(filled) == 1 and unit_line(first):
            return RowKind.NOTE
        dated = any(is_whole_date(text) for column, text in texts.items() if column not in self._dates)
        return RowKind.SIGNATURE if not named and (dated or {*filled} <= self._amounts) else None

    def _is_footer(self, number: int, texts: dict[int, str]) -> bool:
        """Tell whether a row begins with a label of the filing block, its numbers being dates and telephones.

        Beside a row that says a kind, or in its remarks, such words are a project's.
        """
        if self._is_number(number) or self._vocabulary.value(
            "kind", texts.get(-1 if self._kind is None else self._kind, "")
        ):
            return False
        first = min(texts)
        labels = texts if self._kind is not None else {first: texts[first]}
        return any(starts_with_label(text) for column, text in labels.items() if column not in self._prose)

    def _is_prose(self, text: str, may_be_numbered: bool) -> bool:
        """Tell whether a text alone in its row is a sentence or a numbered remark."""
        return len(text) > 40 or text.endswith("。") or (may_be_numbered and bool(patterns()["numbered"].match(text)))

    def _reports_nothing(self, texts: dict[int, str]) -> bool:
        """Tell whether the row says 零报告, 本月无 and the like, and describes no project."""
        saying = [self._name] if self._name in texts else list(texts)
        said = [c for c in saying if c is not None and patterns()["zero_return"].fullmatch(texts[c])]
        silent = {*said, self._serial, self._unit}
        return bool(said) and all(c in silent or c not in self._texts or is_blank(texts[c]) for c in texts)

    def _section(self, number: int, filled: list[int], texts: dict[int, str]) -> Row | None:
        """Recognise captions of groups: 一、政策型项目, with amounts only if other rows are plainly the records."""
        if not texts:
            return None
        beside = {self._serial, *self._amounts}
        label = next(
            (c for c in (self._name, *sorted(texts)) if c in texts and c not in beside and not _counts(texts[c])),
            min(texts),
        )
        aside = (label, self._serial, *self._amounts)
        said = [c for c in texts if c not in aside and not is_blank(texts[c])]
        described = [c for c in said if not _counts(texts[c])]
        if described or (self._serial in filled and self._is_number(number)):
            return None
        text = texts[label]
        numeral = patterns()["section"].fullmatch(texts.get(self._serial or 0, "") if label != self._serial else "")
        numeral = numeral or patterns()["section"].fullmatch(text) or bare_numeral(texts.get(self._serial or 0, ""))
        mentions = any(self._vocabulary.mentioned(name, text) for name in ("kind", "origin"))
        alone = len(filled) == 1
        if numeral and (mentions or self._plain_rows or alone):
            return self._labelled(number, RowKind.SECTION, label, 2 if "(" in numeral[0] else 1)
        wide = alone and self._is_wide(number, label)
        if wide or (alone and mentions and label != self._name):
            return self._labelled(number, RowKind.SECTION, label, 1)
        if mentions and any(self._vocabulary.value(name, text) for name in ("kind", "origin")):
            return self._labelled(number, RowKind.SECTION, label, 1)
        return None

    def _plain(self, number: int, filled: list[int]) -> Row:
        said = [column for column in filled if column != self._serial]
        named = self._name is None or number in self._filled_names
        return Row(number, RowKind.RECORD if said and (named or self._has_amounts(number)) else RowKind.EMPTY)

    def _labelled(self, number: int, kind: RowKind, column: int, level: int = 0) -> Row:
        text = one_line(plain_text(self._grid.cell(number, column)))
        return Row(number, kind, text, level, column)

    def _has_amounts(self, number: int) -> bool:
        """Tell whether an amount column holds more than a blank or a zero."""
        return any(not is_nothing(self._grid.cell(number, column)) for column in self._amounts)

    def _has_numbers(self, number: int) -> bool:
        """Tell whether an amount column holds an amount other than zero."""
        cells = (self._grid.cell(number, column) for column in self._amounts)
        return any(not is_nothing(cell) and read_amount(cell) is not None for cell in cells)

    def _is_number(self, number: int) -> bool:
        return self._serial is not None and is_serial(self._grid.cell(number, self._serial))

    def _is_plain(self, number: int) -> bool:
        """Tell whether a row is a record whatever sections are: numbered 1, 2, 3, or named without a Chinese numeral."""
        if self._is_number(number):
            return True
        name = self._grid.cell(number, self._name) if self._name is not None else ""
        serial = fold(str(self._grid.cell(number, self._serial))) if self._serial is not None else ""
        if not isinstance(name, str) or not name or serial or not self._has_amounts(number):
            return False
        return not any(patterns()[kind].fullmatch(fold(name)) for kind in ("section", "total"))

    def _is_wide(self, number: int, column: int) -> bool:
        """Tell whether a cell is merged over half of the table or more."""
        last = self._grid.merged_to.get((number, column), (number, column))[1]
        return (last - column + 1) * 2 >= len(self._columns)


def _filled_down(grid: Grid, name: int | None, numbers: Sequence[int]) -> set[int]:
    """Give the rows that have a project name, their own or that of a cell merged down over them."""
    if name is None:
        return set()
    own = [row for row in numbers if not is_blank(grid.cell(row, name))]
    merged = (range(row, grid.merged_to[row, name][0] + 1) for row in own if (row, name) in grid.merged_to)
    return {*own, *chain.from_iterable(merged)}


def _counts(text: str) -> bool:
    """Tell whether a text is a number: it stands for a sum, and names nothing."""
    return read_amount(text) is not None or bool(patterns()["counted"].fullmatch(text))
