"""From a figure to the cells in people's files: `explain` walks figure -> rows -> cells."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pandas as pd

from zzlib.indicators.as_issued import issued_figure
from zzlib.indicators.catalogue import SCOPE_KEYS, Definition, resolve
from zzlib.indicators.doubts import COUNTY, Scope
from zzlib.indicators.figures import comparable_units, compute_figure, gap_units, ranked_units
from zzlib.indicators.gains import best_month
from zzlib.indicators.meant import county_scope, meant_figure
from zzlib.indicators.month import Figure, Month
from zzlib.indicators.provenance import Asked, CellPart, Provenance
from zzlib.indicators.scopes import MonthSums, month_sums
from zzlib.indicators.units import TOP_UNITS
from zzlib.ledger import Ledger
from zzlib.ledger.issued import IssuedMonth
from zzlib.ledger.originals import Originals
from zzlib.money import yuan_text
from zzlib.vocabulary import Level

PART_COLUMNS = ("value", "raw", "role", "file", "sheet", "cell", "unit_id", "project", "correction", "decision")
"""Columns of the parts of an explanation, all text. `value` is in yuan, a count or mu, signed as it enters its role."""

_OF_A_MONTH = re.compile(r"\d{4}-\d{2}/")
NUMERATOR, DENOMINATOR, WHOLE = "numerator", "denominator", "value"


@dataclass(frozen=True)
class Explanation:
    """A figure with its definition and the cells that it is made of.

    The parts of role `value` add up to the figure; those of `numerator` and `denominator` to the two sides of a ratio.
    `file` of a part is relative to the workspace: a carried amount lies in an earlier month's folder. `unread` (the
    same columns, no value) lists the cells that can't be read and are in no sum, and the returns that can't; `asked` tells of
    fields that not every return has a column for whose has. `more` counts the parts beyond those that were asked for.
    """

    figure: Figure
    definition: Definition
    parts: pd.DataFrame
    unread: pd.DataFrame
    asked: tuple[Asked, ...] = ()
    more: int = 0

    def to_json(self) -> dict[str, Any]:
        """Give the explanation as `zz explain --json` prints it."""
        return {
            **self.figure.to_json(),
            "parts": self.parts.to_dict("records"),
            "unread": self.unread.to_dict("records"),
            "asked": [asked.to_json() for asked in self.asked],
        }


class Explainer:
    """Explains figures of one month; files are read again once, however many figures are asked for."""

    def __init__(self, ledger: Ledger, month: Month | None = None, *, within: "Explainer | None" = None) -> None:
        """Take a ledger, and its month where that is measured already: its figures are not computed anew.

        `within` is the explainer of a later month of the year, of which this is a part.
        """
        self._ledger: Ledger = ledger
        self._originals: Originals = within._originals if within else Originals(ledger)
        self._sums = month_sums(within._ledger, ledger.period) if within else month_sums(ledger)
        self._period, self._issues, self._settings = ledger.period, ledger.issues, ledger.workspace.settings
        known = month.figures if month else within._as_it_stood(ledger.period) if within else ()
        self._known = {(figure.figure, figure.scope): figure for figure in known}
        self._provenance = Provenance(ledger, self._sums)
        self._others: dict[str, Explainer] = {}

    def explain(self, figure: str, scope: str = "county", most: int | None = None) -> Explanation:
        """Give the cells behind a figure, both named as people name them (`zzlib.indicators.meant`).

        With `most` the first so many parts are listed, and nothing of what can't be read and of whom was asked.

        Raises:
            FigureError: no such figure, or no such scope for it.
        """
        figure = meant_figure(figure, self._sums.catalogue, self._ledger.workspace)
        meaning = self._sums.catalogue.figures[figure]
        if scope.startswith("month:") and scope in self._months:
            return self._of_another_month(figure, scope, most)
        scopes = {str(one): one for kind in meaning.scopes for one in self._sums.scopes[kind]}
        where = scopes[county_scope(scope, scopes, self._ledger.workspace, self._period)]
        parts, waiting = _parts(meaning, self._provenance, self._sums, where), self._waiting(meaning)
        rows = waiting[:most] or [_row(part, meaning, self._originals) for part in parts[:most]]
        whole = most is None
        asked = (self._provenance.asked(name, where) for name in _measures(meaning) if whole)
        unread = self._unread(meaning, where) if whole else []
        found = self._known.get((figure, str(where))) or compute_figure(meaning, self._sums, where, self._period)
        return Explanation(
            found, meaning, _table(rows), _table(unread),
            tuple(dict.fromkeys(filter(None, asked))), len(parts) + len(waiting) - len(rows),
        )  # fmt: skip

    def _unread(self, meaning: Definition, scope: Scope) -> list[tuple[str, ...]]:
        """Give the cells that can't be read of the measures of a figure, and the files of returns that can't."""
        names = _measures(meaning)
        parts = [part for name in names for part in self._provenance.unread(name, scope)]
        cells = [("", *_row(part, meaning, self._originals)[1:]) for part in parts]
        if not any(self._sums.catalogue.measures[resolve(name, self._settings)].from_returns for name in names):
            return cells
        units = self._sums.units
        own = units[units[SCOPE_KEYS[scope.kind]] == scope.value] if scope.kind in ("unit", "group") else units
        lost = own.loc[own["unreadable_return"], "unit_id"]
        return cells + [("", "", "", *place) for unit_id in lost for place in self._lost_files(unit_id)]

    def _lost_files(self, unit_id: str) -> list[tuple[str, ...]]:
        files = dict.fromkeys(
            i.file for i in self._issues if i.unit_id == unit_id and i.period == self._period and i.level is Level.ERROR
        )
        return [(f"data/returns/{self._period}/{file}", "", "", unit_id, "", "", "") for file in files]

    @property
    def _months(self) -> tuple[str, ...]:
        return tuple(f"month:{period}" for period in self._ledger.workspace.rhythm.until(self._period)[:-1])

    def _of_another_month(self, figure: str, scope: str, most: int | None) -> Explanation:
        """Explain a figure of the county as an earlier month of the year stood."""
        period = scope.partition(":")[2]
        if (issued := self._ledger.issued.get(period)) and (figure, "county") in issued.figures:
            return self._as_issued(issued, figure, scope)
        if period not in self._others:
            self._others[period] = Explainer(replace(self._ledger, period=period), within=self)
        found = self._others[period].explain(figure, most=most)
        return replace(found, figure=replace(found.figure, scope=scope))

    def _as_issued(self, issued: IssuedMonth, figure: str, scope: str) -> Explanation:
        """Explain a figure of the county as an issued month printed it: by the numbers that it printed."""
        meaning = self._sums.catalogue.figures[figure]
        known = self._known.get((figure, scope)) or issued_figure(
            issued, compute_figure(meaning, self._sums, COUNTY, self._period)
        )
        columns = (
            {NUMERATOR: "numerator", DENOMINATOR: "denominator"} if known.denominator is not None else {WHOLE: "value"}
        )
        parts = [
            p for role, name in columns.items() for p in self._provenance.issued(issued, figure, COUNTY, role, 1, name)
        ]
        return Explanation(known, meaning, _table([_row(part, meaning, self._originals) for part in parts]), _table([]))

    def _as_it_stood(self, period: str) -> list[Figure]:
        """Give what is known of the county's figures of an earlier month."""
        return [replace(f, scope=str(COUNTY)) for f in self._known.values() if f.scope == f"month:{period}"]

    def _waiting(self, meaning: Definition) -> list[tuple[str, ...]]:
        """Give the rows of the files that wait, of the figure that counts them."""
        files = self._sums.waiting_files if meaning.compute == "waiting" else ()
        places = (file if _OF_A_MONTH.match(file) else f"{self._period}/{file}" for file in files)
        return [("1", "", WHOLE, f"data/returns/{place}", "", "", "", "", "", "") for place in places]


def _measures(meaning: Definition) -> list[str]:
    return list(dict.fromkeys(filter(None, (meaning.measure, meaning.over, meaning.minus))))


def _table(rows: list[tuple[str, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(PART_COLUMNS), dtype="str")


def explain(ledger: Ledger, figure: str, scope: str = "county") -> Explanation:
    """Give the cells behind a figure of the ledger's period; for several figures use one `Explainer`.

    Raises:
        FigureError: no such figure, or no such scope for it.
    """
    return Explainer(ledger).explain(figure, scope)


def _parts(meaning: Definition, provenance: Provenance, sums: MonthSums, scope: Scope) -> list[CellPart]:
    """Give the parts of a figure in the roles that its computation gives them."""
    of = provenance.parts
    if terms := _TERMS.get(meaning.compute):
        scopes = comparable_units(sums) if meaning.compute in _OF_COMPARABLE else [scope]
        named = [(getattr(meaning, name), role, sign) for name, role, sign in terms]
        return [p for name, role, sign in named for own in scopes for p in of(name, own, role, sign)]
    if meaning.compute == "share":
        return of(meaning.measure, scope, NUMERATOR) + of(meaning.over, COUNTY, DENOMINATOR)
    if meaning.compute in ("best_month", "month_gain"):
        best = best_month(sums.monthly_gains)
        gain = sums.monthly_gains[-1] if meaning.compute == "month_gain" else best.gain if best else None
        return provenance.gain(gain, WHOLE) if gain else []
    if meaning.compute == "rise":
        return of(meaning.measure, scope, WHOLE) + provenance.received_before(scope, WHOLE)
    if meaning.compute == "top_gap_share":
        top = [Scope("unit", unit_id) for unit_id, _ in gap_units(meaning, sums)[:TOP_UNITS]]
        sides = [(NUMERATOR, own) for own in top] + [(DENOMINATOR, scope)]
        return [
            p
            for role, own in sides
            for name, sign in ((meaning.measure, 1), (meaning.minus, -1))
            for p in of(name, own, role, sign)
        ]
    if meaning.compute in ("top_share", "gini"):
        return _by_unit(meaning, provenance, sums)
    return []


_GROWTH = (("measure", NUMERATOR, 1), ("base", NUMERATOR, -1), ("base", DENOMINATOR, 1))
_TERMS: dict[str, tuple[tuple[str, str, int], ...]] = {
    "sum": (("measure", WHOLE, 1),),
    "ratio": (("measure", NUMERATOR, 1), ("over", DENOMINATOR, 1)),
    "growth": _GROWTH,
    "comparable_growth": _GROWTH,
    "comparable_rise": (("measure", WHOLE, 1), ("base", WHOLE, -1)),
    **dict.fromkeys(("difference", "change"), (("measure", WHOLE, 1), ("minus", WHOLE, -1))),
    **dict.fromkeys(("monthly", "shortfall"), (("measure", NUMERATOR, 1), ("minus", NUMERATOR, -1))),
}
"""The measures of a definition that a way of computing takes: by which key, in which role, and with which sign."""

_OF_COMPARABLE = ("comparable_growth", "comparable_rise")
"""The ways that take them of the units alone whose amounts can be held against last year's."""


def _by_unit(meaning: Definition, provenance: Provenance, sums: MonthSums) -> list[CellPart]:
    """Give the received cells of the units over which concentration is measured, the largest units first."""
    ordered = list(ranked_units(sums.units)["unit_id"])
    cells = {u: provenance.parts("received", Scope("unit", u), DENOMINATOR) for u in ordered}
    everything = [part for u in ordered for part in cells[u]]
    if meaning.compute == "gini":
        return [replace(part, role=WHOLE) for part in everything]
    return [replace(part, role=NUMERATOR) for u in ordered[:TOP_UNITS] for part in cells[u]] + everything


def _row(part: CellPart, meaning: Definition, originals: Originals) -> tuple[str, ...]:
    original = originals.at(part.source_id, part.row, part.field)
    return (
        _value_text(part, meaning),
        original.raw,
        part.role,
        original.file,
        original.sheet,
        original.cell,
        part.unit_id,
        part.project,
        part.correction,
        part.decision,
    )


def _value_text(part: CellPart, meaning: Definition) -> str:
    return yuan_text(int(part.value)) if meaning.of_money else f"{Decimal(part.value).normalize():f}"
