"""Whoever rewords a sentence breaks nothing: what one wording left behind goes on working under another.

Every message, advice, title and sentence is put between other words, and its marks are changed; a county in which every kind
of question is open is then looked at, and worked in, by both.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.doubts import RECEIVED_WAN_OF_EVERY_DOUBT, county_of_every_doubt
from tests.net import wordless
from tests.net.rewording import reworded_package
from zzlib.decisions.registry import KINDS

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def worked_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace as the present wording leaves it: questions shown, a draft, views sent to the report."""
    root = tmp_path_factory.mktemp("now") / "县"
    county_of_every_doubt(root)
    wordless.prepare(root)
    return root


@pytest.fixture(scope="module")
def here(worked_in: Path) -> wordless.Facts:
    return json.loads(json.dumps(wordless.facts(worked_in), ensure_ascii=False, default=str))


@pytest.fixture(scope="module")
def reworded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reworded_package(tmp_path_factory.mktemp("reworded"))


@pytest.fixture(scope="module")
def there(worked_in: Path, reworded: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the reworded package finds, and does, in a copy of that workspace."""
    folder = tmp_path_factory.mktemp("there")
    root, result = folder / "县", folder / "result.json"
    shutil.copytree(worked_in, root)
    path = os.pathsep.join(map(str, (reworded, REPOSITORY)))
    command = [sys.executable, "-m", "tests.net.wordless", str(root), str(result)]
    done = subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(result.read_text(encoding="utf-8"))


def test_every_wording_is_another_in_the_copy(reworded: Path) -> None:
    script = "from zzlib.issues import issue; print(issue('amount_hedged', label='', value='', number='').message)"
    environment = {**os.environ, "PYTHONPATH": str(reworded), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=reworded, capture_output=True, check=True
    )
    assert done.stdout.decode("utf-8").strip() == "〔前缀〕『』填的是『』；按  计〔后缀〕"


@pytest.mark.slow
def test_all_but_the_words_is_the_same_under_another_wording(here: wordless.Facts, there: Any) -> None:
    assert {question[1] for question in here["questions"]} == set(KINDS)
    assert there["facts"].keys() == here.keys()
    for name, found in here.items():
        assert there["facts"][name] == found, name


@pytest.mark.slow
def test_what_was_shown_before_is_answered_and_taken_back_under_another_wording(
    here: wordless.Facts, there: Any
) -> None:
    done = there["work"]
    assert done["left"] == []
    assert done["received"] == RECEIVED_WAN_OF_EVERY_DOUBT | {"林业局": 64}
    # A correction that was given up is a new entry if it is wanted again, and then asks about the month after.
    assert [question[0] for question in done["again"]] == [
        code for code, kind, *_ in here["questions"] if kind not in ("correction", "follows")
    ]
