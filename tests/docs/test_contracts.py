"""The contracts name what there is: every section that the code cites, every field, file, setting, output and command."""

import re
from pathlib import Path

import pytest
import typer

from tests.docs.contract_tables import FILE, renewed
from zzlib.cli import every_command
from zzlib.indicators import FIGURE_COLUMNS, UNIT_COLUMNS
from zzlib.issues import ISSUE_COLUMNS
from zzlib.ledger.register import RECEIVED_COLUMNS

HOME = Path(__file__).resolve().parents[2]
PAGE = FILE.read_text(encoding="utf-8")
SECTIONS = {int(part.split(".")[0]): part for part in PAGE.split("\n## ")[1:]}


def table(section: int, of: str = "") -> list[list[str]]:
    """Give the cells of the table of a section whose head begins with `of`, without head and line."""
    [found] = [t for t in re.findall(r"(?:^\|.*\n)+", SECTIONS[section], re.M) if t.startswith(f"| {of}")]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in found.splitlines()[2:]]


def cited() -> list[tuple[str, int]]:
    """Give every place of the code that cites a section."""
    files = [*(HOME / "zzlib").rglob("*.py"), *(HOME / "zzlib").rglob("*.toml"), *(HOME / "tests").rglob("*.py")]
    return [
        (path.relative_to(HOME).as_posix(), int(number))
        for path in sorted(files)
        for number in re.findall(r"contracts(?:\.md)?, section (\d+)", path.read_text(encoding="utf-8"))
    ]


def test_every_section_that_the_code_cites_is_there():
    assert len(cited()) > 10
    assert [(path, number) for path, number in cited() if number not in SECTIONS] == []


def test_sections_are_numbered_without_gaps():
    assert list(SECTIONS) == list(range(1, len(SECTIONS) + 1))


def test_fields_reference_files_and_settings_are_those_of_the_program():
    assert renewed(PAGE) == PAGE, "run `make inventory`"
    assert f"received.csv   {','.join(RECEIVED_COLUMNS)}:" in SECTIONS[3]


@pytest.mark.parametrize(
    ("file", "columns"),
    [("figures.csv", FIGURE_COLUMNS), ("units.csv", UNIT_COLUMNS), ("issues.csv", ISSUE_COLUMNS)],
)
def test_the_tables_of_a_month_have_their_columns(file, columns):
    assert dict(table(5, "file"))[f"`{file}`"] == ", ".join(columns)


def test_the_outputs_are_those_that_the_inventory_found():
    inventory = (HOME / "tests" / "net" / "inventory.txt").read_text(encoding="utf-8")
    made = re.findall(r"^artefact (.+)$", inventory, re.M)
    said = [name for cells in table(5, "file") for name in re.findall("`([^`]+)`", cells[0])]
    assert sorted(said) == sorted(
        [*made, "receipts/", "更正.csv", "dispatch/考核得分.xlsx"]
    )  # these three only where there is something to say


def test_the_table_of_commands_names_every_command_and_no_other():
    said = [re.match(r"`zz ([\w-]+)", cells[0])[1] for cells in table(7, "command")]
    assert sorted(said) == sorted(typer.main.get_command(every_command()).commands)
