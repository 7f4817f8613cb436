"""Copies of the program's notebooks in a workspace: the program's own are never touched, nor is what people changed lost."""

import json
from pathlib import Path

import pytest

from zzlib.explore.notebooks import FOLDER, copy_notebooks


def notebook(path: Path, source: str, outputs: list[str] | None = None) -> None:
    path.parent.mkdir(exist_ok=True)
    cell = {"cell_type": "code", "source": [source], "outputs": outputs or [], "metadata": {}}
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")


def source_of(path: Path) -> str:
    return "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"])


@pytest.fixture
def program(tmp_path: Path) -> Path:
    notebook(tmp_path / "program" / "index.ipynb", "old")
    return tmp_path / "program"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "县").mkdir()
    return tmp_path / "县"


def test_what_people_changed_and_ran_stays_while_the_program_s_is_the_same(program: Path, workspace: Path) -> None:
    folder, notes = copy_notebooks(program, workspace)
    assert folder == workspace / FOLDER and notes == []
    notebook(folder / "index.ipynb", "mine", ["run"])
    assert copy_notebooks(program, workspace)[1] == []
    assert source_of(folder / "index.ipynb") == "mine" and source_of(program / "index.ipynb") == "old"


def test_an_upgrade_brings_the_new_one_and_keeps_what_people_changed(program: Path, workspace: Path) -> None:
    folder, _ = copy_notebooks(program, workspace)
    notebook(folder / "index.ipynb", "mine")
    notebook(program / "index.ipynb", "new")
    assert copy_notebooks(program, workspace)[1] == [
        f"{FOLDER}/index.ipynb 有新的一版；改过的那份留作 index-改过的-1.ipynb"
    ]
    assert source_of(folder / "index.ipynb") == "new" and source_of(folder / "index-改过的-1.ipynb") == "mine"
    notebook(folder / "index.ipynb", "again mine")
    notebook(program / "index.ipynb", "newer")
    copy_notebooks(program, workspace)
    assert source_of(folder / "index-改过的-2.ipynb") == "again mine"


def test_what_was_only_run_gives_way_without_a_word(program: Path, workspace: Path) -> None:
    folder, _ = copy_notebooks(program, workspace)
    notebook(folder / "index.ipynb", "old", ["run"])
    notebook(program / "index.ipynb", "new")
    assert copy_notebooks(program, workspace)[1] == []
    assert [path.name for path in sorted(folder.glob("*.ipynb"))] == ["index.ipynb"]
    assert source_of(folder / "index.ipynb") == "new"


def test_one_that_is_damaged_or_gone_comes_back(program: Path, workspace: Path) -> None:
    folder, _ = copy_notebooks(program, workspace)
    (folder / "index.ipynb").write_text("half a note")
    (folder / "mine.ipynb").write_text("{}")
    assert len(copy_notebooks(program, workspace)[1]) == 1
    assert source_of(folder / "index.ipynb") == "old"
    assert (folder / "index-改过的-1.ipynb").read_text() == "half a note" and (folder / "mine.ipynb").exists()
    (folder / "index.ipynb").unlink()
    (folder / ".copied.json").write_text("broken")
    assert copy_notebooks(program, workspace)[1] == [] and source_of(folder / "index.ipynb") == "old"
