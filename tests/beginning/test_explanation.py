"""The workbook that explains every column of every reference file, out of the one schema."""

import io

import openpyxl
import pytest

from zzlib.beginning.explanation import explanation_bytes, reference_help
from zzlib.files import with_rows
from zzlib.reference_files import NEEDED_COLUMNS, REFERENCE_COLUMNS, reference_file, spellings
from zzlib.workspace import Workspace


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(explanation_bytes([("units.csv", "《名单.xlsx》")])))


def test_every_column_of_every_file_is_explained_and_nothing_else_is(book: openpyxl.Workbook) -> None:
    rows = [[cell.value or "" for cell in row] for row in book["说明"].iter_rows(min_row=6)]
    assert [row[1] for row in rows] == [column for columns in REFERENCE_COLUMNS.values() for column in columns]
    assert all(row[2] and row[3] and row[4] and row[5] for row in rows)
    known = reference_help()
    assert set(known.files) == set(REFERENCE_COLUMNS)
    for name, own in known.files.items():
        assert set(own.columns) <= set(REFERENCE_COLUMNS[name])
        assert all(set(example) <= set(REFERENCE_COLUMNS[name]) for example in own.examples)
    assert set(known.columns) <= {column for columns in REFERENCE_COLUMNS.values() for column in columns}


def test_the_allowed_words_are_those_of_the_schema(book: openpyxl.Workbook) -> None:
    said = {(row[0].value, row[1].value): row for row in book["说明"].iter_rows(min_row=6)}
    [group] = [row for (_, column), row in said.items() if column == "group"][:1]
    assert group[3].value == "县直、乡镇、企业、垂管"
    [ranked] = [row for (_, column), row in said.items() if column == "ranked"]
    assert ranked[3].value == "是（yes）、否（no）" and ranked[4].value == "当作是"


@pytest.mark.parametrize("name", REFERENCE_COLUMNS)
def test_a_page_has_the_file_s_headings_and_checks(name: str, book: openpyxl.Workbook) -> None:
    page, file = book[name], reference_file(name)
    columns = REFERENCE_COLUMNS[name]
    assert [cell.value for cell in page[1]][: len(columns)] == list(columns)
    checks = {str(check.sqref).split(":")[0]: check for check in page.data_validations.dataValidation}
    for number, column in enumerate(columns):
        check = checks[f"{openpyxl.utils.get_column_letter(number + 1)}2"]
        assert check.prompt and len(check.prompt) <= 255 and check.promptTitle == column
        if column in file.closed() and "|" not in file.columns[column]:
            words = [texts[0] for texts in spellings(file.columns[column]).values()]
            assert check.formula1 == f'"{",".join(words)}"' and check.type == "list"
        if file.columns[column] in ("year", "month", "count"):
            assert check.type == "whole"


@pytest.mark.parametrize("name", REFERENCE_COLUMNS)
def test_examples_are_read_without_a_complaint(name: str, tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path)) / "data" / "reference"
    folder.mkdir(parents=True)
    examples = reference_help().files[name].examples
    (folder / f"{name}.csv").write_bytes(with_rows(b"", REFERENCE_COLUMNS[name], examples))
    reference = Workspace(Path(str(tmp_path))).reference(name)
    assert reference.issues == [] and len(reference.frame) == len(examples) > 0
    assert all(row[column] for row in reference.rows() for column in NEEDED_COLUMNS[name])


def test_the_same_workbook_each_time_and_where_lists_came_from(book: openpyxl.Workbook) -> None:
    assert explanation_bytes() == explanation_bytes()
    assert [[cell.value for cell in row] for row in book["来源"].iter_rows()][1] == ["units.csv", "《名单.xlsx》"]
