"""What a unit's form is filled with: the projects of its last readable return, from the ledger and the return itself."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pandas as pd

from zzlib.exchange.form_plan import form_plan
from zzlib.ledger import Ledger, open_ledger
from zzlib.ledger.change_lines import read_changes
from zzlib.ledger.originals import Originals
from zzlib.money import FEN_PER_UNIT
from zzlib.periods import year_of
from zzlib.vocabulary import Origin, SourceLevel, Stage
from zzlib.workspace import Workspace

FINISHED = (Stage.ACCEPTED, Stage.WITHDRAWN, Stage.RECLAIMED)
"""Stages after which a project is not listed in the next year's form."""


@dataclass(frozen=True)
class FormRow:
    """A fund line in a form. `values` are texts, or amounts in 万元 and 亩; `last` the amounts since January of `month`.

    `key` is the project's id in the ledger, which it keeps over the years.
    """

    values: dict[str, str | Decimal]
    last: dict[str, Decimal] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True)
class UnitForm:
    """A unit's form for a period: `filled_from` is the month of its last readable return, `""` if there is none."""

    unit_id: str
    unit: str
    period: str
    filled_from: str = ""
    rows: tuple[FormRow, ...] = ()

    @property
    def new_year(self) -> bool:
        """Whether the projects come from a return of the year before."""
        return bool(self.filled_from) and year_of(self.filled_from) < year_of(self.period)


def choices(field_id: str, workspace: Workspace) -> list[str]:
    """Give the words that may be chosen in a column, in order; none for a field without a list."""
    if field_id == "fund_category":
        return [row["category"] for row in workspace.reference("fund_categories").rows() if row["category"]]
    return list(_labels(workspace)[field_id].values())


def _labels(workspace: Workspace) -> dict[str, dict[str, str]]:
    """Give the words for each value of the fields with a list."""
    closed = {"origin": Origin.labels(), "source_level": SourceLevel.labels(), "stage": Stage.labels()}
    found = {"kind": workspace.settings.kinds.labels} | closed
    return {
        name: {value: label for value, label in known.items() if value != "unstated"} for name, known in found.items()
    }


def unit_forms(workspace: Workspace, period: str, unit_names: Mapping[str, str]) -> Iterator[UnitForm]:
    """Give the form of each unit (id -> name as the form states it), filled from its last month that can be read.

    In a year's first form the projects of the year before that are not finished are listed as carried over, without
    amounts. A unit that was renamed, or made from others, has the projects of these; of one that was split it is not known
    yet who has which: nothing is listed. Raises as `open_ledger`.
    """
    changes, _ = read_changes(workspace)
    earlier = [p for p in workspace.periods() if p < period]
    this_year = [p for p in earlier if year_of(p) == year_of(period)]
    last_year = [p for p in earlier if year_of(p) == year_of(period) - 1]
    sources = [_Source(open_ledger(workspace, months[-1])) for months in (this_year, last_year) if months]
    for unit_id, name in unit_names.items():
        whole = changes.whole(unit_id, period)
        found = ((source, month) for source in sources if (month := source.last_month(whole)))
        source, month = next(found, (None, ""))
        rows = tuple(source.rows(whole)) if source else ()
        form = UnitForm(unit_id, name, period, month, rows)
        yield form if not form.new_year else UnitForm(unit_id, name, period, month, tuple(_carried_over(rows)))


def _carried_over(rows: tuple[FormRow, ...]) -> Iterator[FormRow]:
    finished = {stage.label for stage in FINISHED}
    for row in rows:
        if row.values.get("stage") not in finished:
            yield FormRow(row.values | {"origin": Origin.CARRIED_OVER.label}, key=row.key)


class _Source:
    """The returns of a year, as its ledger stood at its last month."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._originals = Originals(ledger)
        self._labels = _labels(ledger.workspace)

    def last_month(self, unit_ids: Collection[str]) -> str:
        """Give the last month for which a unit, or one that came to it, has a return that can be read, `""` if none."""
        return max((self._last_month(unit_id, unit_ids) for unit_id in unit_ids), default="")

    def _last_month(self, unit_id: str, unit_ids: Collection[str]) -> str:
        units = self._ledger.units
        made = (units["formerly"] != "") & units["stated"] & (len(unit_ids) > 1)
        filed = (units["file"] != "") | (units["filed_by"] != "")
        own = units[(units["unit_id"] == unit_id) & (filed | made)]
        return str(own["period"].max()) if len(own) else ""

    def rows(self, unit_ids: Collection[str]) -> Iterator[FormRow]:
        """Give the fund lines of each unit's last month, in the order of its return."""
        for unit_id in unit_ids:
            if month := self._last_month(unit_id, unit_ids):
                yield from self._rows(unit_id, month)

    def _rows(self, unit_id: str, month: str) -> Iterator[FormRow]:
        lines, projects = (
            frame[(frame["unit_id"] == unit_id) & (frame["period"] == month)].astype("object")
            for frame in (self._ledger.funding, self._ledger.projects)
        )
        by_id = {row["project_id"]: row for row in projects.to_dict("records")}
        for line in lines.sort_values(["source_id", "row"]).to_dict("records"):
            yield self._row(dict(by_id[line["project_id"]]) | dict(line))

    def _row(self, line: Mapping[Any, Any]) -> FormRow:
        """Put together what the ledger says of a line and its project, else what the return says in its cells."""
        record = self._originals.record(line["source_id"], line["row"]).fields
        values: dict[str, str | Decimal] = {}
        last: dict[str, Decimal] = {}
        for column in form_plan(form=self._ledger.workspace.form).columns:
            name = column.field
            if column.kind in ("money", "number"):
                amount = _amount(line, name)
                if amount is not None and (column.cumulative or column.carried):
                    (last if column.cumulative else values)[name] = amount
            elif column.carried:
                own = record[name].value if name in record and not record[name].unreadable else None
                text = str(line.get(name) or "") if name in _LEDGER_TEXTS else own or ""
                values[name] = self._labels[name].get(text, "") if name in self._labels else text
        return FormRow(values, last, line["project_id"])


_LEDGER_TEXTS = ("kind", "origin", "source_level", "stage", "document_number", "awarded_on", "started_on")
"""Texts that are taken as the ledger has them, corrections and captions of groups applied."""


def _amount(line: Mapping[Any, Any], name: str) -> Decimal | None:
    """Give an amount in 万元 or 亩, `None` where there is none."""
    value = line[f"{name}_fen"] if f"{name}_fen" in line else line[name]
    if pd.isna(value):
        return None
    return Decimal(int(value)) / FEN_PER_UNIT["万元"] if f"{name}_fen" in line else Decimal(str(value))
