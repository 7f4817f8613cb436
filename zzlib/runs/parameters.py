"""The notebook of the month, and what it may be given: its own parameters, checked before a kernel starts."""

import ast
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import zzlib
from zzlib.runs.faults import RunError

_PACKAGE = Path(zzlib.__file__).resolve().parent
_INSTALLED = _PACKAGE / "notebooks"
NOTEBOOKS_DIR = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "notebooks"
"""The program's notebooks: a wheel brings them in the package (`zzlib/building.py`), a clone has them beside it."""

NOTEBOOK = NOTEBOOKS_DIR / "monthly_analysis.ipynb"
"""The notebook of the month."""


def check_parameters(notebook: Path, given: Mapping[str, object]) -> None:
    """Check that a notebook knows every parameter given, and that each has the type of the notebook's own value.

    Papermill itself lets an unknown name or a wrong type pass and computes with the notebook's default.

    Raises:
        RunError: the notebook is absent or no notebook, has no such parameter, or one of another type.
    """
    own = notebook_parameters(notebook)
    for name, value in given.items():
        if name not in own:
            raise RunError(f"笔记本 {notebook.name} 没有参数 {name}（它的参数：{'、'.join(own) or '无'}）")
        if own[name] is not None and type(value) is not type(own[name]):
            raise RunError(
                f"笔记本 {notebook.name} 的参数 {name} 应与 {own[name]!r} 同一类型，不能是 {value!r}（{type(value).__name__}）"
            )


def notebook_parameters(notebook: Path) -> dict[str, object]:
    """Give the names and literal values in the cell tagged `parameters`; an empty dict when there is no such cell.

    Raises:
        RunError: the file is absent or no notebook, or that cell holds something else than literals.
    """
    for cell in _cells(notebook):
        if "parameters" in cell["metadata"].get("tags", ()):
            return _literals("".join(cell["source"]), notebook.name)
    return {}


def notebook_rooms(notebook: Path) -> list[str]:
    """Give the rooms of this program that a notebook imports (`zzlib.charts`); cells that don't parse have none."""
    rooms: dict[str, None] = {}
    for cell in _cells(notebook):
        with suppress(SyntaxError):
            for statement in ast.walk(ast.parse("".join(cell["source"]) if cell["cell_type"] == "code" else "")):
                if isinstance(statement, ast.ImportFrom) and statement.module == "zzlib":
                    rooms |= {f"zzlib.{name.name}": None for name in statement.names}
                elif isinstance(statement, ast.ImportFrom) and (statement.module or "").startswith("zzlib."):
                    rooms[str(statement.module)] = None
                elif isinstance(statement, ast.Import) and any(name.name == "zzlib" for name in statement.names):
                    rooms["zzlib.door"] = None  # what is loaded when something of it is first asked for
    return list(rooms)


def _cells(notebook: Path) -> list[Any]:
    try:
        cells: list[Any] = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except OSError as error:
        raise RunError(f"找不到笔记本 {notebook}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(f"{notebook} 不是笔记本") from error
    return cells


def _literals(source: str, notebook: str) -> dict[str, object]:
    values: dict[str, object] = {}
    try:
        for statement in ast.parse(source).body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    values[name] = ast.literal_eval(value)
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                    values[name] = ast.literal_eval(value)
    except (SyntaxError, ValueError) as error:
        raise RunError(f"笔记本 {notebook} 的参数单元只能写“名称 = 值”，读不出：{error}") from error
    return values
