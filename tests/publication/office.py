"""An office that publishes in a fraction of the time: what it prints are the month's figures alone, all that is kept beside is whole."""

from pathlib import Path

from tests.small_county import SmallCounty
from zzlib.indicators import figures_table, measured, units_table
from zzlib.indicators.stated import FILE as FIGURES
from zzlib.ledger import open_ledger
from zzlib.publication.issuing import Order, issue_month
from zzlib.publication.kept import KeptVersion
from zzlib.runs.manifest import Timings, write_manifest
from zzlib.runs.parameters import NOTEBOOK
from zzlib.tabular import csv_text
from zzlib.workspace import Workspace
from zzlib.writing import read_writing, save_draft, with_state
from zzlib.writing.draft import parse_draft
from zzlib.writing.restating import FILE as RESTATED
from zzlib.writing.restating import restated_digest, restated_text

OFFICE = "责任人甲"


class Office:
    """Files, corrects and publishes in a small county."""

    def __init__(self, county: SmallCounty) -> None:
        self.county, self.late = county, 0

    @property
    def root(self) -> Path:
        return self.county.root

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.root)

    def file(self, period: str, unit: str, received: float) -> None:
        """File a unit's return, later than any before; what a unit filed already stays beside it."""
        self.late += 1
        row = [f"{unit}项目", "", "个性型", "新增", "中央专项", 5000, 4000, received, None]
        day = f"2014-01-{1 + self.late // 24:02d}T{self.late % 24:02d}:00:00"
        self.county.file_return(period, unit, [row], name=f"{unit}{self.late}.xlsx", received_at=day)

    def publish(self, period: str, why: str = "") -> KeptVersion:
        """Write the month's figures as a run does, have them reviewed and signed, and issue them."""
        workspace = self.workspace
        for state, by in (("draft", ""), ("reviewed", "责任人乙"), ("signed", "责任人丙")):
            newest = read_writing(workspace, period).draft or parse_draft("", period)
            save_draft(workspace, with_state(newest, state, by, "2013-02-04" if by else ""))
        self._print(period)
        return issue_month(self.workspace, period, Order(OFFICE, why or "核过", supersede=bool(why), despite=True))

    def _print(self, period: str) -> None:
        ledger = open_ledger(self.workspace, period)
        month, writing = measured(ledger), read_writing(ledger.workspace, period)
        folder = self.root / "outputs" / period
        folder.mkdir(parents=True, exist_ok=True)
        (folder / RESTATED).unlink(missing_ok=True)
        for name, table in ((FIGURES, figures_table(month)), ("units.csv", units_table(month))):
            (folder / name).write_text(
                csv_text(list(table.columns), table.to_dict("records")), encoding="utf-8-sig", newline=""
            )
        if writing.restated:
            (folder / RESTATED).write_text(restated_text(writing.restated), encoding="utf-8-sig", newline="")
        write_manifest(
            folder, period=period, data_errors=0, inputs=ledger.inputs, fingerprint=ledger.fingerprint, notebook=NOTEBOOK,
            parameters={}, draft={"file": writing.file, "state": "signed"}, refuted=(),
            restated=restated_digest(writing.restated), timings=Timings(),
        )  # fmt: skip
