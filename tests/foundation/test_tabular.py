"""CSV that people open in Excel: nothing in it is a formula, a number stays a number, and our readers read what was meant."""

import csv
import io
import os
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import zzlib
from tests.small_county import SmallCounty
from zzlib.exchange.appending import append_entries
from zzlib.ledger import build_ledger
from zzlib.ledger.arrivals import read_arrivals
from zzlib.ledger.register import RECEIVED_COLUMNS
from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.tabular import csv_text, guarded, meant
from zzlib.workspace import Workspace

FORMULAS = [
    '=HYPERLINK("http://x","点我")', "=1+1", "+1+1", "-1+1", "@SUM(1,2)", "\t=1+1", "\r=1+1", "\t文字", " =1+1", "　=1+1",
    "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "\ufeff=1+1", "\u200b=1+1", "\n=1+1", "-cmd|'/c calc'!A1", "+A1", "-A1万元", "-5(A1)",
    "'=1+1", "-2^9", "-1&A1", "=", "-",
]  # fmt: skip
HARMLESS = [
    "-909.35", "-909.35万元", "-1,234.50", "+3.2%", "－12", "-0", "-1e5", " -5", "+86", "-3个百分点", "水利局", "", "—", "'老名'", "3=3",
]  # fmt: skip

begins_like = st.builds(lambda marks, text: "".join(marks) + text, st.lists(st.sampled_from("'=+-@\t\r ＝＋－＠　\ufeff1")), st.text())  # fmt: skip
texts = begins_like | st.sampled_from(FORMULAS + HARMLESS)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_becomes_text(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert guarded(text) == meant(text) == text


@given(texts)
@example("''=1")
@example("'-1")
def test_what_is_guarded_is_read_as_it_was_meant(text: str) -> None:
    assert meant(guarded(text)) == text


@given(texts)
def test_nothing_written_begins_like_a_formula(text: str) -> None:
    first = guarded(text).strip(" \t\r\n　\ufeff")[:1]
    if first and first in "=@＝＠":
        pytest.fail(f"{text!r} is written as {guarded(text)!r}")


@given(st.lists(st.lists(texts, min_size=2, max_size=2), min_size=1))
def test_a_table_is_read_back(rows: list[list[str]]) -> None:
    written = csv_text(["甲", "乙"], [dict(zip("甲乙", row, strict=True)) for row in rows])
    read = [[meant(cell) for cell in row] for row in csv.reader(io.StringIO(written, newline=""))]
    assert read == [["甲", "乙"], *rows]


@pytest.mark.parametrize("name", ["aliases", "corrections", "project_links", "file_decisions"])
@given(values=st.lists(texts.filter(str.strip), min_size=3, max_size=3))
def test_entries_of_reference_files_are_read_back(
    tmp_path_factory: pytest.TempPathFactory, name: str, values: list[str]
) -> None:
    root = tmp_path_factory.mktemp("县")
    (root / "data").mkdir()
    workspace = Workspace(root)
    entry = dict(zip(REFERENCE_COLUMNS[name], values, strict=False))
    append_entries(workspace, name, lambda _: [entry])
    append_entries(workspace, name, lambda _: [entry])
    for row in workspace.reference(name).rows():
        assert {column: row[column] for column in entry} == {column: text.strip() for column, text in entry.items()}


@pytest.mark.skipif(os.name == "nt", reason="names of files")
def test_a_file_named_like_a_formula_is_registered_once_and_listed_as_text(county: SmallCounty) -> None:
    name = "=1+1.xlsx"
    (county.workspace.returns_dir("2013-05")).mkdir(parents=True, exist_ok=True)
    (county.workspace.returns_dir("2013-05") / name).write_bytes(b"no workbook")
    for _ in range(2):
        assert [arrival.file for arrival in read_arrivals(county.workspace, "2013-05").files] == [name]
    register = (county.workspace.returns_dir("2013-05") / "received.csv").read_text(encoding="utf-8-sig")
    assert register.splitlines()[0] == ",".join(RECEIVED_COLUMNS)
    assert len(register.splitlines()) == 2 and register.splitlines()[1].startswith(f"'{name},")
    assert {issue.file for issue in build_ledger(county.workspace, "2013-05").issues} == {name}


def test_every_csv_that_we_write_is_written_here() -> None:
    rooms = Path(zzlib.__file__).parent
    writers = {
        path.relative_to(rooms).parts[0] for path in rooms.rglob("*.py") if _WRITES.search(path.read_text("utf-8"))
    }
    assert writers == {"synthetic"}, "synthetic counties are made up, and never import what they test"


_WRITES = re.compile(r"to_csv\(|csv\.(?:Dict)?[wW]riter")
