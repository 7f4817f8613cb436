"""Every kind of question is one file, and everything is in it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from zzlib.decisions import kinds
from zzlib.decisions.files import REVIEWED
from zzlib.decisions.kind import QuestionKind, Wishes
from zzlib.decisions.registry import FILE_KINDS, KINDS
from zzlib.issues import catalogue
from zzlib.reference_files import REFERENCE_COLUMNS, reference_file

REPOSITORY = Path(__file__).resolve().parents[2]
FILES = {path.stem for folder in kinds.__path__ for path in Path(folder).glob("*.py")} - {"__init__"}


def test_each_file_is_a_kind_and_each_kind_a_file() -> None:
    assert set(KINDS) == FILES
    assert len({kind.order for kind in KINDS.values()}) == len({kind.label for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_kind_is_raised_by_issues_that_there_are_and_kept_in_a_file_that_there_is(kind: QuestionKind) -> None:
    assert kind.codes and set(kind.codes) <= set(catalogue())
    assert kind.written_in(kind.answers[0].value if kind.answers else "none", Wishes()) in REVIEWED


@pytest.mark.parametrize("kind", FILE_KINDS.values(), ids=lambda kind: kind.name)
def test_its_words_are_those_of_the_reviewed_file(kind: QuestionKind) -> None:
    file = reference_file("file_decisions")
    assert file.value("question", kind.word) == kind.name
    assert {file.value("answer", word): one.value for one in kind.answers for word in one.words} == {
        one.value: one.value for one in kind.answers if one.words
    }
    assert all(one.value in kind.expected and one.short in kind.expected for one in kind.answers)


def test_a_reviewed_file_says_by_its_columns_what_an_entry_is_about_and_what_takes_it_back() -> None:
    for name, file in REVIEWED.items():
        columns = REFERENCE_COLUMNS[name]
        assert {*file.about, *file.kept, file.mark, "decided_by", "decided_on", "reason"} <= set(columns)
        assert "undone" in reference_file(name).columns[file.mark] or file.mark in ("verdict", "answer")


@pytest.mark.slow
def test_a_new_kind_is_one_file(tmp_path: Path) -> None:
    page = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## A kind of decision")[2]
    block = re.search(r"```python\n(.*?)```", page, re.S)
    assert block
    (tmp_path / "kinds").mkdir()
    (tmp_path / "kinds" / "future_date.py").write_text(dedent(block[1]), encoding="utf-8")
    command = [sys.executable, "-m", "tests.decisions.new_kind", str(tmp_path / "kinds"), str(tmp_path / "县")]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    text = "“通村公路”的批复日期真的是 2013-02-01 吗？"
    assert (found["asked"], found["then asked"], found["asked again"]) == ([text], [], [text])
    assert "date_in_future" in found["said"] and "date_in_future" not in found["then said"]
    assert found["written"].startswith(
        "已记入 data/reference/file_decisions.csv：2013-01，水利局.xlsx，核实无误，日期在后，u02，u02/通村公路，批复日期"
    )
    assert found["made"] == "日期在后：水利局 通村公路的批复日期 → 核实无误"
    assert found["unusable"] == []
