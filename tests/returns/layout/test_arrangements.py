"""However a clean table is arranged (months as columns, months or cards beside each other), its amounts stay true or are said."""

from itertools import accumulate
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.returns.layout.test_structure import HEADER, Rows, tables
from tests.returns.sheets import BLOCK, TITLE, read_sheet
from zzlib.returns import Extraction

few = settings(max_examples=20, deadline=None)
MONTH = 5
AMOUNTS = st.lists(
    st.one_of(st.just(0), st.integers(-40, 400), st.integers(1, 80).map(lambda n: n / 4)),
    min_size=MONTH,
    max_size=MONTH,
)
MONTHLY = st.lists(AMOUNTS, min_size=2, max_size=7)
WORDS = ("{n}月到位", "{n}月", "{n}月份到位资金", "2013年{n}月到位", "到位资金（{n}月）")
WHOLES = ("到位资金", "累计到位资金", "1-5月到位资金", "年初至本月末累计到位", "截至5月底到位资金")


def _received(extraction: Extraction, field: str = "received") -> list[int | None]:
    values = (record.fields.get(field) for record in extraction.records)
    return [value.fen if value else None for value in values]


def _fen(amounts: list[float]) -> list[int]:
    return [round(amount * 10**6) for amount in amounts]


def _said(extraction: Extraction, row: int) -> bool:
    """Tell whether an error or warning stands at a row of the sheet, or at its header."""
    places = {int("".join(filter(str.isdigit, i.cell)) or 0) for i in extraction.issues if i.level != "notice"}
    return bool(places & {row, *range(3, 5)})


@st.composite
def month_tables(draw: st.DrawFn) -> tuple[list[list[Any]], list[list[float]], int]:
    """Draw a table with a column a month and one of the whole: its rows, each project's months, and its first row (from 1)."""
    months = draw(MONTHLY)
    since = draw(st.booleans())
    shown = [list(accumulate(own)) if since else own for own in months]
    to_come = draw(st.sampled_from([0, 0, 7]))
    last_first = draw(st.booleans())
    word, whole = draw(st.sampled_from(WORDS)), draw(st.sampled_from(WHOLES))
    numbers = [*range(1, MONTH + to_come + 1)]
    rows = [
        [number, f"工程{number}", "个性型", sum(own), *cells, *[None] * to_come]
        for number, (own, cells) in enumerate(zip(months, shown, strict=True), start=1)
    ]
    if last_first:
        rows = [[*row[:3], *row[4:], row[3]] for row in rows]
    if draw(st.booleans()):
        names = [f"{n}月" for n in numbers]
        below = [*names, "累计"] if last_first else ["累计", *names]
        heads = [[*HEADER[:3], "到位资金", *[None] * len(numbers)], [None, None, None, *below]]
    else:
        names = [word.format(n=n) for n in numbers]
        heads = [[*HEADER[:3], *([*names, whole] if last_first else [whole, *names])]]
    return [TITLE, BLOCK, *heads, *rows], months, len(heads) + 3


@few
@given(month_tables())
def test_months_beside_the_whole_never_change_it(drawn: tuple[list[list[Any]], list[list[float]], int]) -> None:
    rows, months, first = drawn
    extraction = read_sheet(rows, month="2013-05")
    assert _received(extraction) == _fen([sum(own) for own in months])
    for place, (found, own) in enumerate(zip(_received(extraction, "received_month"), months, strict=True)):
        assert found in (None, *_fen([own[-1]])) or _said(extraction, first + place)


@few
@given(month_tables(), st.data())
def test_a_month_that_is_mistyped_is_said_at_its_row(
    drawn: tuple[list[list[Any]], list[list[float]], int], data: st.DataObject
) -> None:
    rows, months, first = drawn
    at = data.draw(st.integers(0, len(months) - 1))
    column = data.draw(st.integers(3, 3 + MONTH))
    rows[first - 1 + at][column] = (rows[first - 1 + at][column] or 0) + 777
    extraction = read_sheet(rows, month="2013-05")
    received = _received(extraction)
    assert received == _fen([sum(own) for own in months]) or _said(extraction, first + at)


@few
@given(st.lists(AMOUNTS, min_size=2, max_size=6), st.sampled_from(WORDS[:1] + WORDS[2:]))
def test_months_alone_count_for_nothing_and_are_said(months: list[list[float]], word: str) -> None:
    head = [*HEADER[:3], *(word.format(n=n) for n in range(1, MONTH + 1))]
    rows = [[number, f"工程{number}", "个性型", *own] for number, own in enumerate(months, start=1)]
    extraction = read_sheet([TITLE, BLOCK, head, *rows], month="2013-05")
    assert not extraction.readable
    assert "months_unclear" in {i.code for i in extraction.issues if i.level == "error"}


@few
@given(tables(), tables(), st.integers(0, 1), st.booleans())
def test_another_months_table_beside_this_ones_is_kept_out_and_said(
    may: Rows, april: Rows, gap: int, first: bool
) -> None:
    blank: list[Any] = [None] * len(HEADER)
    titles = ["2013年5月争资争项月报表", "2013年4月争资争项月报表"]
    tables_of = [may, april]
    if first:
        titles.reverse()
        tables_of.reverse()
    height = max(len(may), len(april))
    pairs = [[table[n] if n < len(table) else blank for table in tables_of] for n in range(height)]
    between: list[Any] = [None] * gap
    lines = [[*left, *between, *right] for left, right in [(HEADER, HEADER), *pairs]]
    top = [titles[0], *[None] * (len(HEADER) - 1), *between, titles[1]]
    extraction = read_sheet([top, BLOCK, *lines], month="2013-05")
    assert sorted(filter(None, _received(extraction))) == sorted(filter(None, _fen([row[5] for row in may])))
    assert "table_of_other_month" in {i.code for i in extraction.issues if i.level == "error"}


@few
@given(tables(), st.integers(0, 1), st.integers(1, 3))
def test_cards_in_rows_and_columns(rows: Rows, gap: int, across: int) -> None:
    cards = [
        [
            ["项目名称", name, "项目类型", kind],
            ["申报资金", applied, "争取资金", awarded],
            ["到位资金", received, "备注", None],
        ]
        for _, name, kind, applied, awarded, received in rows
    ]
    lines: list[list[Any]] = []
    for start in range(0, len(cards), across):
        beside = cards[start : start + across]
        lines += [[cell for part in parts for cell in (*part, *[None] * gap)] for parts in zip(*beside, strict=True)]
        lines.append([])
    extraction = read_sheet([TITLE, BLOCK, *lines], month="2013-05")
    assert sorted(r.fields["project_name"].value or "" for r in extraction.records) == sorted(row[1] for row in rows)
    assert sorted(v or 0 for v in _received(extraction)) == sorted(_fen([row[5] for row in rows]))


@few
@given(month_tables())
def test_a_turned_table_of_months(drawn: tuple[list[list[Any]], list[list[float]], int]) -> None:
    rows, months, first = drawn
    if first > 4:  # a header of two rows is turned with its captions in a column of their own
        rows[2] = [caption or (rows[2][3] if column > 3 else None) for column, caption in enumerate(rows[2])]
    width = max(map(len, rows))
    table = [[*row, *[None] * (width - len(row))] for row in rows[2:]]
    extraction = read_sheet([TITLE, BLOCK, *map(list, zip(*table, strict=True))], month="2013-05")
    received = _received(extraction)
    assert received == _fen([sum(own) for own in months]) or any(i.level == "error" for i in extraction.issues)
