"""What users and other programs build on: commands, options, JSON keys, artefacts, sheets, columns, settings, imports.

`python -m tests.net.inventory` writes it to `inventory.txt`, a line each; a test holds the two together, so that nothing
of it goes or comes unseen.
"""

import csv
import importlib
import json
import pkgutil
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import typer
from pydantic import BaseModel

import zzlib
from tests.net.driver import command
from zzlib.cli import every_command
from zzlib.county_form import OwnField
from zzlib.indicators.own_figures import OwnFigure, OwnMeasure
from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.settings import Settings

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILE = HERE / "inventory.txt"
PERIOD = "2013-05"
_DATA = re.compile(r"\bU\d+\b|\b\d{4}-\d\d\b")
"""Keys that are data: identifiers of units, months."""
_RUN = "run.json"


def inventory(workspace: Path) -> list[str]:
    """Give the whole inventory, sorted; `workspace` is the demo county as `demo` makes it."""
    return sorted(
        {
            *_commands(),
            *_json_keys(workspace),
            *_artefacts(workspace),
            *_settings(Settings, ""),
            *_overlays(),
            *_references(),
            *_imports(),
        }
    )


def demo(folder: Path) -> Path:
    """Copy the demo county into a folder, and run its month."""
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("ledger"))
    took = command(["run", PERIOD, "--json", "--root", str(folder)])
    assert took["code"] == 0, took["err"]
    (folder / _RUN).write_text(took["out"], encoding="utf-8")
    return folder


def run_said(folder: Path) -> Any:
    """Give what the run of `demo` said to a program."""
    return json.loads((folder / _RUN).read_text(encoding="utf-8"))


def _commands() -> Iterator[str]:
    def walk(command: Any, path: str) -> Iterator[str]:
        for parameter in command.params:
            name = max(parameter.opts, key=len) if parameter.param_type_name == "option" else f"<{parameter.name}>"
            yield f"command {path} {name}"
        if not command.params:
            yield f"command {path}"
        for name, inner in getattr(command, "commands", {}).items():
            yield from walk(inner, f"{path} {name}")

    yield from walk(typer.main.get_command(every_command()), "zz")


def _json_keys(workspace: Path) -> Iterator[str]:
    """Give the paths of keys in what each command gives a program, by running it over the demo county."""
    runs: tuple[tuple[str, ...], ...] = (
        ("check", PERIOD),
        ("explain", "funds_received", PERIOD),
        ("decide", PERIOD),
        ("decide", PERIOD, "--made"),
        ("correct", PERIOD, "水利局", "龙塘河小流域综合治理工程", "到位资金"),
        ("draft", PERIOD),
        ("draft", PERIOD, "--findings"),
        ("forms", PERIOD),
        ("receipts", PERIOD),
        ("audit", str(workspace / "outputs" / PERIOD / "bulletin.docx"), "--all"),
        ("status",),
    )
    yield from (f"json zz run {path}" for path in _paths(run_said(workspace), ""))
    for arguments in runs:
        took = command([*arguments, "--json", "--root", str(workspace)])
        name = " ".join(["zz", arguments[0], *(word for word in arguments if word.startswith("--"))])
        yield from (f"json {name} {path}" for path in _paths(json.loads(took["out"]), ""))
    extracted = command(["extract", str(next((workspace / "data" / "returns" / PERIOD).glob("*水利局*")))])
    for line in extracted["out"].splitlines():
        yield from (f"json zz extract {path}" for path in _paths(json.loads(line), "") if ".other." not in path)


def _paths(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, f"{path}.{_DATA.sub('*', key)}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner, f"{path}[]")
    else:
        yield path


def _artefacts(workspace: Path) -> Iterator[str]:
    """Give the files of a published month, and of each its sheets and columns."""
    folder = workspace / "outputs" / PERIOD
    for path in folder.rglob("*"):
        if path.is_dir() or path.parent.name == "receipts":
            continue
        name = re.sub("督办函-.+", "督办函-单位.docx", path.relative_to(folder).as_posix())
        yield f"artefact {name}"
        if path.suffix == ".csv":
            header = next(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
            yield from (f"column {name} {column}" for column in header)
        elif path.suffix == ".xlsx":
            yield from _sheets(path, name)
        elif path.suffix == ".docx":
            with zipfile.ZipFile(path) as package:
                yield from (f"part {name} {part}" for part in package.namelist() if not part.startswith("docProps"))


def _sheets(path: Path, name: str) -> Iterator[str]:
    """Give sheets and the texts of their heading: the first row in which most cells are filled."""
    for sheet in openpyxl.load_workbook(path, read_only=True).worksheets:
        yield f"sheet {name} {sheet.title}"
        rows = [[cell for cell in row if cell] for row in sheet.iter_rows(max_row=8, values_only=True)]
        yield from (
            f"column {name} {sheet.title} {cell}" for cell in max(rows, key=len, default=[]) if isinstance(cell, str)
        )


def _settings(model: type[BaseModel], path: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _settings(inner, f"{path}[{name}] ")
        else:
            yield f"setting {path}{name} = {field.default!r}"


def _overlays() -> Iterator[str]:
    for file, model in (("form.toml", OwnField), ("measures.toml", OwnMeasure), ("figures.toml", OwnFigure)):
        yield from (f"overlay {file} {name}" for name in model.model_fields)
    yield "overlay form.toml steps"


def _references() -> Iterator[str]:
    for name, columns in REFERENCE_COLUMNS.items():
        yield from (f"reference {name} {column}" for column in columns)


def _imports() -> Iterator[str]:
    yield from (f"import zzlib.{name}" for name in zzlib.__all__)
    for module in pkgutil.iter_modules(zzlib.__path__, "zzlib."):
        if module.name == "zzlib.building":
            continue  # pip's alone
        names = getattr(importlib.import_module(module.name), "__all__", ()) if module.name != "zzlib.__main__" else ()
        yield f"import {module.name}"
        yield from (f"import {module.name}.{name}" for name in names)


def main() -> None:
    """Write the inventory."""
    with tempfile.TemporaryDirectory() as scratch:
        lines = inventory(demo(Path(scratch)))
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
