"""Every room that prints figures of a month, rendered in this process and read as lines."""

import ast
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pytest import MonkeyPatch

from tests.agreement.moved import Mover, following, moving
from tests.agreement.printed import ANY, Line, json_lines, prose, read, shown
from tests.agreement.views import views
from tests.net.driver import command
from zzlib import door, indicators
from zzlib.cli.checked import Checked
from zzlib.cli.summary import summary_json, summary_text
from zzlib.indicators import Month, measure
from zzlib.ledger import Ledger
from zzlib.runs.run import RunResult, _write_documents
from zzlib.writing import draft_text
from zzlib.writing.sections import first_draft
from zzlib.writing.wording import wording

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
_OF_THE_MONTH = ("monthly_analysis", "bulletin", "draft_recommendations", "data_quality")
"""The notebooks whose cells are functions of a month; widgets (`…_view`) and the views of the ledger are not read here."""
_COMMANDS = (
    ("draft", "--findings"),
    ("draft", "--findings", "--json"),
    ("explain", "--sentences"),
    ("explain", "--sentences", "--json"),
    ("explain", "conversion_competitive", "--json"),
)


@dataclass(frozen=True)
class Rendered:
    """A month, and everything that is printed of it."""

    month: Month
    lines: tuple[Line, ...]


def rendered(ledger: Ledger, mover: Mover | None = None) -> Rendered:
    """Render a month, its figures moved where a mover is given."""
    if mover is None:
        month = measure(ledger)
        return Rendered(month, tuple(_lines(ledger, month)))
    with moving(mover):
        month = following(measure(ledger))
        return Rendered(month, tuple(_lines(ledger, month)))


def _lines(ledger: Ledger, month: Month) -> Iterator[Line]:
    yield from _documents(ledger, month)
    yield from _notebooks(month)
    yield from prose("稿", draft_text(first_draft(month, wording(month.workspace.templates_dir))))
    yield from prose(
        "zz check", Checked(month.issues, month.units, month.waiting_files, month.period, month.strains).text()
    )
    yield from views(ledger)
    with _given(month):
        for name, *words in _COMMANDS:
            yield from _command(ledger, name, *words)


def _documents(ledger: Ledger, month: Month) -> Iterator[Line]:
    """Read what a run writes, by the function that a run writes it with, and what it says at its end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_documents(ledger, month, folder)
        for path in sorted(folder.iterdir()):
            yield from read(path, path.name)
        (folder / "manifest.json").write_text('{"data_errors": 0}', encoding="utf-8")
        result = RunResult(month.period, folder, month)
        yield from prose("zz run", summary_text(result))
        yield from json_lines("zz run --json", summary_json(result))


def _notebooks(month: Month) -> Iterator[Line]:
    """Read what the cells of the month's notebooks show, each run as it stands there."""
    with _given(month):
        for name in _OF_THE_MONTH:
            names: dict[str, Any] = {}
            for cell in json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]:
                source = "".join(cell["source"])
                if cell["cell_type"] == "code" and "_view(" not in source:
                    yield from shown(f"{name}.ipynb", _run(source, names))


@contextmanager
def _given(month: Month) -> Iterator[None]:
    """Let whoever computes the month get this one."""
    with MonkeyPatch.context() as patch:
        for name in ("load_month", "measure", "measured"):
            patch.setattr(indicators, name, lambda *_: month)
        patch.setattr(door, "month", lambda *_, **__: month)
        yield


def _run(source: str, names: dict[str, Any]) -> Any:
    """Run a cell, and give what it shows: the value of its last line."""
    *before, last = ast.parse(source).body
    if not isinstance(last, ast.Expr):
        exec(source, names)
        return None
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def _command(ledger: Ledger, name: str, *words: str) -> Iterator[Line]:
    figure = [word for word in words if not word.startswith("-")]
    options = [word for word in words if word.startswith("-")]
    room = " ".join(["zz", name, *words])
    took = command([name, *figure, ledger.period, *options, "--root", str(ledger.workspace.root)])
    yield from json_lines(room, json.loads(took["out"])) if "--json" in words else prose(room, took["out"], (ANY,))
