"""An executed notebook keeps what it shows and loses what differs from run to run."""

from typing import Any

import nbformat
import pytest

from zzlib.runs.normalise import normalise


def executed(text: str) -> Any:
    cell = nbformat.v4.new_code_cell("show()", execution_count=1)
    cell.metadata = nbformat.from_dict(
        {"papermill": {"duration": 1.5}, "execution": {"iopub.status.idle": "now"}, "tags": []}
    )
    cell.outputs = [
        nbformat.v4.new_output("stream", name="stderr", text=text),
        nbformat.v4.new_output(
            "display_data", data={"text/html": text, "image/png": "aGk=", "application/json": {"a": 1}}
        ),
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 标题"), cell])
    notebook.metadata.papermill = {"start_time": "now", "input_path": "/home/me/x.ipynb"}
    return notebook


def test_two_executions_are_the_same_text() -> None:
    first, second = (nbformat.writes(normalise(executed("到位 4.12亿元"), [])) for _ in range(2))
    assert first == second and "到位 4.12亿元" in first and "papermill" not in first and "now" not in first


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("/srv/county/data/returns/2013-05/a.xlsx", "data/returns/2013-05/a.xlsx"),
        ("工作区：/srv/county", "工作区："),
        ("/srv/county-2/data", "/srv/county-2/data"),
        ("/other/srv/county/data", "/other/srv/county/data"),
        ("/tmp/ipykernel_4711/99.py:3: UserWarning", "<单元>:3: UserWarning"),
        ("<Axes at 0x7f12ab>", "<Axes>"),
    ],
)
def test_paths_and_addresses_of_the_machine_go(said: str, kept: str) -> None:
    outputs = normalise(executed(said), ["/srv/county", "/opt/zz"]).cells[1].outputs
    assert outputs[0].text == kept and outputs[1].data["text/html"] == kept
    assert outputs[1].data["image/png"] == "aGk="
