"""The generated pages say what the program's data says."""

from pathlib import Path

import pytest

from zzlib.docs import PAGES

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_the_committed_page_is_what_the_data_gives(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


def test_every_code_has_an_example_with_all_its_blanks_filled() -> None:
    page = PAGES["issues.md"]()
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| `")]
    assert [cells[0] for cells in rows if "〈" in cells[3] + cells[4] or not cells[3]] == [], "see zzlib/docs.toml"
