"""Whatever is done to the structure of a clean table, its amounts stay true or the place is said."""

from dataclasses import dataclass
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.returns.sheets import BLOCK, TITLE, read_sheet
from zzlib.returns import Extraction

HEADER = ["序号", "项目名称", "项目类型", "申报资金", "争取资金", "到位资金"]
FIRST_ROW = 4
few = settings(max_examples=30)
Rows = list[list[Any]]

TOTAL_WORDS = (
    "合计",
    "小计",
    "计",
    "累计",
    "汇总",
    "合计2个项目",
    "【合计】",
    "Total",
    "过次页",
    "共3项",
    "本页小计：",
)
OTHER_WORDS = ("", "城关镇", "东河乡", "打捆项目", "其他", "农业农村局", "第一批", "水利类", "中心敬老院")
LABELS = st.sampled_from(TOTAL_WORDS + OTHER_WORDS)
SHARES = st.sampled_from([0, 0.25, 0.5, 1])
AMOUNTS = st.one_of(
    st.integers(1, 500), st.decimals(1, 9000, places=2).map(float), st.integers(1, 20).map(lambda n: n * 50)
)


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """Draw the rows of a clean return: numbered, named, of a kind, with amounts that don't grow on the way."""
    rows = []
    for number in range(1, draw(st.integers(3, 9)) + 1):
        applied = draw(AMOUNTS)
        awarded = round(applied * draw(SHARES), 2)
        rows.append(
            [
                number,
                f"工程{number}",
                draw(st.sampled_from(["政策型", "个性型"])),
                applied,
                awarded,
                round(awarded * draw(SHARES), 2),
            ]
        )
    return rows


def _read(rows: Rows) -> Extraction:
    return read_sheet([TITLE, BLOCK, HEADER, *rows])


def _received(extraction: Extraction) -> int:
    return sum(record.fields["received"].fen or 0 for record in extraction.records)


def _true(rows: Rows) -> int:
    return sum(round(row[5] * 10**6) for row in rows)


def _sum(rows: Rows) -> list[float]:
    return [round(sum(row[column] for row in rows), 2) for column in (3, 4, 5)]


def _said(extraction: Extraction, *places: int) -> bool:
    """Tell whether an error or warning stands at one of these rows (from 0 under the header)."""
    numbers = {str(place + FIRST_ROW) for place in places}
    return any(i.cell.lstrip("ABCDEFGH") in numbers for i in extraction.issues if i.level != "notice")


@few
@given(tables())
def test_a_clean_table_is_read_as_it_is(rows: Rows) -> None:
    extraction = _read(rows)
    assert _received(extraction) == _true(rows)
    assert {i.code for i in extraction.issues} <= {"sum_row_unsure"}


@few
@given(tables(), LABELS, st.data())
def test_a_sum_row_of_any_label_at_any_place(rows: Rows, label: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(rows) - 2))
    end = data.draw(st.integers(start + 2, len(rows)))
    place = data.draw(st.sampled_from([start, end]))
    numbered = data.draw(st.booleans())
    head = [None, label, None, *_sum(rows[start:end])]
    assume(any(head[3:]))
    changed = [*rows[:place], head, *rows[place:]]
    if numbered:
        changed = [[number, *row[1:]] if row is not head else row for number, row in enumerate(changed, 1)]
    extraction = _read(changed)
    assert _received(extraction) == _true(rows) or _said(extraction, place)


@few
@given(tables(), st.data())
def test_a_project_split_into_numbered_parts(rows: Rows, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    style = data.draw(st.sampled_from(["{n}.{k}", "{n}-{k}", "（{k}）"]))
    share = data.draw(st.floats(0.1, 0.9))
    described = data.draw(st.booleans())
    whole = rows[at]
    first = [round(amount * share, 2) for amount in whole[3:]]
    rest = [round(amount - part, 2) for amount, part in zip(whole[3:], first, strict=True)]
    parts = [
        [style.format(n=whole[0], k=k), f"子项{k}", whole[2] if described else None, *amounts]
        for k, amounts in enumerate((first, rest), 1)
    ]
    extraction = _read([*rows[: at + 1], *parts, *rows[at + 1 :]])
    assert _received(extraction) == _true(rows) or _said(extraction, at)


@few
@given(tables(), st.data())
def test_a_projects_money_by_its_sources_in_rows_of_their_own(rows: Rows, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    names = data.draw(
        st.sampled_from([("中央资金", "省级资金"), ("上级补助", "县级配套"), ("中央预算内投资", "自筹资金")])
    )
    short = data.draw(st.sampled_from([0, 0, 1]))
    half = [round(amount / 2, 2) for amount in rows[at][3:]]
    rest = [round(max(0, amount - part - short), 2) for amount, part in zip(rows[at][3:], half, strict=True)]
    parts = [[None, name, None, *amounts] for name, amounts in zip(names, (half, rest), strict=True)]
    assert _received(_read([*rows[: at + 1], *parts, *rows[at + 1 :]])) == _true(rows)


@dataclass(frozen=True)
class Placed:
    """Two tables in one sheet, and whether the second counts."""

    rows: Rows
    counts: bool


def _beside(first: Rows, second: Rows) -> Placed:
    height = max(len(first), len(second))
    blank: list[Any] = [None] * len(HEADER)
    pairs = [
        [*(first[n] if n < len(first) else blank), *(second[n] if n < len(second) else blank)] for n in range(height)
    ]
    return Placed([TITLE, BLOCK, [*HEADER, *HEADER], *pairs], True)


def _below(first: Rows, second: Rows) -> Placed:
    return Placed([TITLE, BLOCK, HEADER, *first, [], HEADER, *second], True)


def _of_april(first: Rows, second: Rows) -> Placed:
    return Placed([TITLE, BLOCK, HEADER, *first, [], ["2013年4月争资争项月报表"], HEADER, *second], False)


def _turned(first: Rows, second: Rows) -> Placed:
    return Placed([TITLE, BLOCK, *map(list, zip(HEADER, *first, *second, strict=True))], True)


@few
@given(tables(), tables(), st.sampled_from([_beside, _below, _of_april, _turned]))
def test_two_tables_in_a_sheet(first: Rows, second: Rows, place: Any) -> None:
    renamed = [[row[0], f"另一{row[1]}", *row[2:]] for row in second]
    placed = place(first, renamed)
    expected = _true(first) + (_true(second) if placed.counts else 0)
    extraction = read_sheet(placed.rows)
    assert _received(extraction) == expected
    if not placed.counts:
        assert "table_of_other_month" in {issue.code for issue in extraction.issues}
