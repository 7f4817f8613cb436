"""Tables as they come from pages: rows that make the row above them, told with bars, in lines, or one cell a line."""

import pytest

from zzlib.audit import audit_text

SCHOOLS = [
    ("指标", "2013年", "2014年"),
    ("普通中学", "74412", "77935"),
    ("#初中", "46137", "{}"),
    ("高中", "28275", "29416"),
    ("小学", "40163", "41077"),
]
LAYOUTS = {
    "one cell a line": "\n".join("\n".join(row) for row in SCHOOLS),
    "one cell a line, with bars": "\n".join("\n".join(f"{cell} |" for cell in row) for row in SCHOOLS),
    "lines": "\n".join(" ".join(row) for row in SCHOOLS),
    "lines in two languages": "\n".join(f"    {label}   Schools  {one} {two}" for label, one, two in SCHOOLS),
    "bars": "\n".join(f"| {' | '.join(row)} |" for row in SCHOOLS),
}
PREMIUMS = (
    "保费收入\n91658.12\n1.财产险\n45215.86\n2.人身险\n46442.26\n赔付支出\n41717.29\n1.财产险\n15776.37\n2.人身险\n{}"
)


def accused(text: str) -> list[str]:
    return [claim.stated for claim in audit_text(text) if claim.verdict in ("wrong", "doubtful")]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_one_column_in_which_rows_do_not_make_their_total(layout):
    assert accused(LAYOUTS[layout].format("48519")) == []
    assert accused(LAYOUTS[layout].format("45819")) == ["45819"]


@pytest.mark.parametrize("other", ["47519", "30000"])
def test_rows_that_no_other_column_shows_to_be_parts_or_that_rounding_moves_are_not_accused(other):
    rows = LAYOUTS["lines"].replace("46137", "41952")
    assert accused(rows.format(other)) == []
    assert accused(LAYOUTS["lines"].format("48520")) == []


def test_rows_of_rates_are_no_parts():
    rows = LAYOUTS["lines"].format("48519").replace("77935", "4.7").replace("48519", "3.1").replace("29416", "2.6")
    assert accused(rows) == []


def test_the_totals_row_of_small_numbers_by_all_rows_below_it():
    rows = "合计|{}|8|26|5\n甲区|11|3|11|2\n乙县|16|2|8|0\n丙县|4|2|3|1\n丁县|4|0|3|2\n戊县|1|1|1|0\n".replace(
        "|", "\n"
    )
    assert accused(rows.format(36)) == []
    assert accused(rows.format(30)) == ["30"]


def test_numbered_rows_of_one_column_where_others_of_the_table_hold():
    assert accused(PREMIUMS.format("25940.92")) == []
    assert accused(PREMIUMS.format("29540.92")) == ["29540.92"]
    assert accused(PREMIUMS.format("29540.92").replace("91658.12", "98765.43")) == []
