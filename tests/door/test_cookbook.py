"""The cookbook's answers are kept in `tests/golden/cookbook.ipynb`, which nbval holds to what the demo county gives."""

import base64
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]


def cells(path: str) -> list[dict[str, Any]]:
    return json.loads((ROOT / path).read_text(encoding="utf-8"))["cells"]


def test_the_kept_answers_are_those_of_the_notebooks_questions() -> None:
    own, kept = cells("notebooks/cookbook.ipynb"), cells("tests/golden/cookbook.ipynb")
    assert [cell["source"] for cell in own] == [cell["source"] for cell in kept], (
        "copy it there, execute it (tests/golden/facts.ipynb says how), drop the PNG"
    )
    answers = [cell for cell in kept if cell["cell_type"] == "code"][2:]
    assert len(answers) == 10
    for cell in answers:
        assert len(cell["source"]) <= 3
        assert cell["outputs"] and {output["output_type"] for output in cell["outputs"]} <= {
            "execute_result",
            "display_data",
        }


@pytest.mark.slow
def test_a_plot_of_ones_own_has_chinese_and_no_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZZ_ROOT", str(ROOT))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = nbformat.read(ROOT / "notebooks" / "cookbook.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell["cell_type"] == "code"]
    notebook.cells = [*code[:2], code[-1]]
    done = NotebookClient(notebook, timeout=600).execute()
    outputs = done.cells[-1]["outputs"]
    assert [output["output_type"] for output in outputs] == ["display_data"], outputs
    assert base64.b64decode(outputs[0]["data"]["image/png"]).startswith(b"\x89PNG")
