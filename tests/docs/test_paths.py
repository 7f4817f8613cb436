"""What the pages for developers point at is there: files, links, anchors, targets of make."""

import re
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
PAGES = [
    HOME / "CONTRIBUTING.md",
    HOME / "docs" / "architecture.md",
    HOME / "docs" / "contracts.md",
    *sorted((HOME / "docs" / "decisions").glob("*.md")),
]
MADE = {"zzlib/charts/groups.py", "zzlib/decisions/kinds/future_date.py"}
"""Files that a recipe makes."""


def text(page: Path) -> str:
    """Give a page without its blocks of code."""
    return re.sub(r"^( *)```.*?^\1```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)


def named_paths(page: Path) -> list[str]:
    """Give the paths in backticks that lie in a folder of the repository; patterns are left out."""
    spans = re.findall(r"`([^`\n]+)`", text(page))
    words = [word.rstrip("…,") for span in spans for word in span.split()]
    return [word for word in words if re.match(r"(zzlib|tests|docs|notebooks|windows)/", word) and "*" not in word]


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", text(page), re.M)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_there_are_paths_to_look_at():
    assert len(named_paths(HOME / "CONTRIBUTING.md")) > 30


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(HOME).as_posix())
def test_every_path_is_there(page):
    assert [path for path in named_paths(page) if path not in MADE and not (HOME / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(HOME).as_posix())
def test_every_link_leads_somewhere(page):
    dead = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text(page)):
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []


def test_every_habit_is_a_target_of_make():
    targets = set(re.findall(r"^([a-z-]+):.*## ", (HOME / "Makefile").read_text(encoding="utf-8"), re.M)) | {"help"}
    said = {name for page in PAGES for name in re.findall(r"`make ([a-z-]+)", text(page))}
    assert said - targets == set()


def test_the_list_of_decisions_names_each_record():
    records = {path.name for path in (HOME / "docs" / "decisions").glob("*.md")} - {"README.md"}
    listed = re.findall(r"^\| \[[\w-]+\]\(([\w.-]+)\)", text(HOME / "docs" / "decisions" / "README.md"), re.M)
    assert sorted(listed) == sorted(records)


def test_the_readme_leads_here_in_both_languages():
    for name in ("README.md", "README.zh-CN.md"):
        readme = (HOME / name).read_text(encoding="utf-8")
        for page in ("CONTRIBUTING.md", "docs/architecture.md", "docs/contracts.md", "docs/decisions"):
            assert f"({page}" in readme, (name, page)
