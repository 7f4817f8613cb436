"""The two sides of a comparison: a month as a version keeps it, and as it stands now."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from zzlib.indicators import Explainer, measured, units_table
from zzlib.indicators.stated import StatedFigures, figures_of, read_figures, read_rows, written_rows
from zzlib.ledger import Ledger, open_ledger
from zzlib.ledger.inputs import code_digest
from zzlib.ledger.issue_log import ARTEFACTS
from zzlib.publication.faults import UnknownVersionError
from zzlib.publication.kept import KeptVersion, kept_version
from zzlib.runs.manifest import versions
from zzlib.workspace import Workspace
from zzlib.writing import Writing, read_writing
from zzlib.writing.restating import read_restated
from zzlib.writing.text import Circular, compose

ISSUED_LAST, NOW = "上次印发", "现在"
"""How people name the sides besides the number of a version."""


@dataclass(frozen=True)
class Side:
    """A month as one side has it (`version`; `None` is now): figures and units as printed, the circular, and the ledger behind them.

    `program` is what made it: digests and versions of code and libraries.
    """

    version: int | None
    figures: StatedFigures
    units: dict[str, dict[str, str]]
    circular: Circular
    ledger: Ledger
    explainer: Explainer
    program: tuple[Any, ...]

    @property
    def name(self) -> str:
        """How people call it."""
        return f"第 {self.version} 版" if self.version else NOW

    @property
    def sentences(self) -> tuple[str, ...]:
        """The circular's sentences."""
        return tuple(sentence.text for sentence in self.circular.sentences())


@contextmanager
def side(workspace: Workspace, period: str, named: str) -> Iterator[Side]:
    """Give a side by its name: a version's number, 上次印发, 现在.

    Raises:
        UnknownVersionError: there is no such version.
        ValueError: what the version keeps can't be read.
    """
    if named == NOW:
        yield _now(workspace, period)
        return
    if named != ISSUED_LAST and not named.isdecimal():
        raise UnknownVersionError(f"没有“{named}”这一版；可写 第几版的数字、{ISSUED_LAST}、{NOW}")
    kept = kept_version(workspace.outputs_dir, period, int(named) if named.isdecimal() else None)
    with kept.workspace() as own:
        yield _as_issued(kept, own)


def _now(workspace: Workspace, period: str) -> Side:
    ledger = open_ledger(workspace, period)
    month = measured(ledger)
    units = {row["unit_id"]: row for row in written_rows(units_table(month))}
    writing = read_writing(ledger.workspace, period)
    return Side(
        None,
        figures_of(month),
        units,
        _circular(ledger, writing),
        ledger,
        Explainer(ledger),
        (code_digest(), versions()),
    )


def _as_issued(kept: KeptVersion, own: Workspace) -> Side:
    """Give a version: what is printed from its files, what lies behind it from its inputs."""
    ledger, program = open_ledger(own, kept.record.period), kept.program()
    units = {row["unit_id"]: row for row in read_rows(kept.folder / ARTEFACTS / "units.csv")}
    made = (program["code_sha256"], program["versions"])
    figures = read_figures(kept.folder / ARTEFACTS)
    writing = replace(read_writing(own, ledger.period), restated=read_restated(kept.folder / ARTEFACTS))
    return Side(kept.record.version, figures, units, _circular(ledger, writing), ledger, Explainer(ledger), made)


def _circular(ledger: Ledger, writing: Writing) -> Circular:
    return compose(measured(ledger), ledger.workspace.templates_dir, writing)
