"""The two sides of a comparison: a month as a version keeps it, and as it stands now."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from zzlib.findings.problem_projects import problems_to_act_on
from zzlib.indicators import Explainer, Month, measured, units_table
from zzlib.indicators.stated import StatedFigures, figures_of, read_figures, read_rows, written_rows
from zzlib.ledger import Ledger, open_ledger
from zzlib.ledger.issue_log import ARTEFACTS
from zzlib.phrasing.lists import by_group, unit_lists
from zzlib.program import code_digest
from zzlib.publication.faults import UnknownVersionError
from zzlib.publication.kept import KeptVersion, kept_version
from zzlib.report.attachment import ranked
from zzlib.runs.manifest import versions
from zzlib.vocabulary import Filing
from zzlib.workspace import Workspace
from zzlib.writing import Writing, read_writing
from zzlib.writing.restating import read_restated
from zzlib.writing.text import Circular, compose

ISSUED_LAST, NOW = "上次印发", "现在"
"""How people name the sides besides the number of a version."""


Member = tuple[str, str]
"""Who stands in a list: unit id and project."""
PROBLEMS, UNFILED, MISSING = "附件2", "全年未报", "本期未报"


@dataclass(frozen=True)
class Side:
    """A month as one side has it (`version`; `None` is now): figures and units as printed, the circular, and the ledger behind them.

    `units` are rows of `units.csv` with the unit's place in 附件1 (`rank`). `lists` are the lists that go out, by name: what
    is said of each of their members, which is a unit and, in 附件2, a project of it (`""` for several).
    `program` is what made it: digests and versions of code and libraries.
    """

    version: int | None
    figures: StatedFigures
    units: dict[str, dict[str, str]]
    lists: dict[str, dict[Member, str]]
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
    with kept.workspace(workspace) as own:
        yield _as_issued(kept, own)


def _now(workspace: Workspace, period: str) -> Side:
    ledger = open_ledger(workspace, period)
    month = measured(ledger)
    units = written_rows(units_table(month))
    return _side(
        None, ledger, figures_of(month), units, read_writing(ledger.workspace, period), (code_digest(), versions())
    )


def _as_issued(kept: KeptVersion, own: Workspace) -> Side:
    """Give a version: what is printed from its files, what lies behind it from its inputs."""
    ledger, program, artefacts = open_ledger(own, kept.record.period), kept.program(), kept.folder / ARTEFACTS
    writing = replace(read_writing(own, ledger.period), restated=read_restated(artefacts))
    made = (program["code_sha256"], program["versions"])
    return _side(
        kept.record.version, ledger, read_figures(artefacts), read_rows(artefacts / "units.csv"), writing, made
    )


def _side(
    version: int | None, ledger: Ledger, figures: StatedFigures, units: list[dict[str, str]], writing: Writing,
    program: tuple[Any, ...],
) -> Side:  # fmt: skip
    month = measured(ledger)
    circular = compose(month, ledger.workspace.templates_dir, writing)
    places = {unit["unit_id"]: unit["place"] for _, group in by_group(month.units) for unit in ranked(group)}
    rows = {row["unit_id"]: row | {"rank": places.get(row["unit_id"], "")} for row in units}
    return Side(version, figures, rows, _lists(month, circular), circular, ledger, Explainer(ledger), program)


def _lists(month: Month, circular: Circular) -> dict[str, dict[Member, str]]:
    """Give the projects of which something is asked, and the units that are urged."""
    asked = problems_to_act_on(month, circular.problems).to_dict("records")
    problems = {(row["unit_id"], row["project"] if row["project_id"] else ""): row["problem"] for row in asked}
    units = unit_lists(month)
    silent = {UNFILED: units["unfiled"], MISSING: units["missing"]}
    return {PROBLEMS: problems} | {
        name: {
            (unit_id, ""): Filing(filing).label for unit_id, filing in zip(own["unit_id"], own["filing"], strict=True)
        }
        for name, own in silent.items()
    }
