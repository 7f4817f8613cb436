"""Parameters are held against the notebook's own before a kernel starts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from zzlib.runs.faults import RunError
from zzlib.runs.parameters import check_parameters, notebook_parameters, notebook_rooms

Notebook = Callable[..., Path]
OWN = 'period = "2013-05"  # type: str\ntop: int = 5\nunits: list[str] = ["u01"]\ndrafts = None'


def test_the_literals_of_the_parameters_cell_are_read(notebook: Notebook) -> None:
    path = notebook("print(period)", parameters=OWN)
    assert notebook_parameters(path) == {"period": "2013-05", "top": 5, "units": ["u01"], "drafts": None}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"perod": "2013-05"}, "没有参数 perod（它的参数：period、top、units、drafts）"),
        ({"period": 201305}, "period 应与 '2013-05' 同一类型"),
        ({"top": "5"}, "top 应与 5 同一类型"),
        ({"top": True}, "top 应与 5 同一类型"),
    ],
)
def test_a_wrong_name_or_type_is_refused(notebook: Notebook, given: dict[str, object], said: str) -> None:
    with pytest.raises(RunError, match=said):
        check_parameters(notebook(parameters=OWN), given)


def test_right_parameters_pass(notebook: Notebook) -> None:
    check_parameters(notebook(parameters=OWN), {"period": "2012-12", "drafts": "anything"})


def test_a_notebook_without_parameters_takes_none(notebook: Notebook, tmp_path: Path) -> None:
    path = notebook("1 + 1")
    path.write_text(path.read_text().replace('"parameters"', '"other"'))
    with pytest.raises(RunError, match="它的参数：无"):
        check_parameters(path, {"period": "2013-05"})


@pytest.mark.parametrize(
    ("content", "said"), [("{}", "不是笔记本"), ("not json", "不是笔记本"), (None, "找不到笔记本")]
)
def test_what_is_no_notebook_is_refused(tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "x.ipynb"
    if content is not None:
        path.write_text(content)
    with pytest.raises(RunError, match=said):
        notebook_parameters(path)


def test_code_among_the_parameters_is_refused(notebook: Notebook) -> None:
    with pytest.raises(RunError, match="只能写“名称 = 值”"):
        notebook_parameters(notebook(parameters="period = open('/etc/passwd').read()"))


def test_the_rooms_that_a_notebook_imports_are_known(notebook: Notebook) -> None:
    path = notebook(
        "from zzlib import charts, indicators\nfrom zzlib.report import notebook as show",
        "%matplotlib inline",
        "import os\nimport zzlib as zz",
    )
    assert notebook_rooms(path) == ["zzlib.charts", "zzlib.indicators", "zzlib.report", "zzlib.door"]
