"""What scores may rest on: figures of the catalogue at a unit, and two rates that no sum over the month's rows gives."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from zzlib.dispatch.items import ActionItem, Dispatch, ItemState
from zzlib.indicators import Explainer, Month
from zzlib.indicators.catalogue import resolve
from zzlib.indicators.own_figures import catalogue_of
from zzlib.ledger import Ledger
from zzlib.money import display_percent, number_text
from zzlib.vocabulary import Filing

ON_TIME, DONE = "returns_on_time_rate", "items_done_rate"
OWN_BASES = {ON_TIME: "按时报送率", DONE: "事项办结率"}
"""按时报送的期数 of those of the year up to now; items that a return showed done, of all of the year."""

_DIGITS = 10


@dataclass(frozen=True)
class BasisCell:
    """A cell, or where there is none a file, that a value rests on, and what it says."""

    role: str
    value: str
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class BasisValue:
    """A unit's value of a basis: `value` is `None` where it is undefined; `sure` tells that no cell leaves it open.

    `said` is the value in words with what it is made of: 31.7%（317.00万元／1000.00万元）.
    """

    value: Decimal | None
    said: str
    sure: bool


@dataclass(frozen=True)
class Bases:
    """Gives values of a month: by the id of a figure or of `OWN_BASES`, `less` a figure of the county."""

    month: Month
    dispatch: Dispatch

    def label(self, figure: str, less: str = "") -> str:
        """Give what a value is called: 资金任务完成率 − 时序进度."""
        figures = catalogue_of(self.month.workspace).figures
        names = [OWN_BASES[one] if one in OWN_BASES else figures[one].label for one in (figure, less) if one]
        return " − ".join(names)

    def lacks(self, figure: str) -> bool:
        """Tell whether a figure adds up what no return of the county states (`Month.gaps`): its zero says nothing."""
        known = catalogue_of(self.month.workspace)
        named = known.figures.get(figure)
        names = [name for name in (named.measure, named.over, named.minus) if name] if named else []
        measures = [known.measures[resolve(name, self.month.settings)] for name in names]
        return any(self.month.gaps & {measure.field, measure.table} for measure in measures)

    def value(self, unit_id: str, figure: str, less: str = "") -> BasisValue:
        """Give a unit's value."""
        if less:
            return _difference(self.value(unit_id, figure), self._of_figure(less, "county"))
        if figure in OWN_BASES:
            return _rate(*self._counted(unit_id, figure))
        return self._of_figure(figure, f"unit:{unit_id}")

    def cells(self, unit_id: str, figure: str, explainer: Explainer) -> list[BasisCell]:
        """Give what a unit's value rests on."""
        if figure == DONE:
            items = [(item.state.label, item.id, item.place) for item in self._items(unit_id)]
            return [BasisCell(s, name, f"data/returns/{p.period}/{p.file}", p.sheet, p.cell) for s, name, p in items]
        if figure == ON_TIME:
            labels, rows = Filing.labels(), self._filings(unit_id)
            return [BasisCell(row["period"], labels[row["filing"]], row["file"], "", "") for row in rows]
        parts = explainer.explain(figure, f"unit:{unit_id}").parts.to_dict("records")
        of = {"value": "", "numerator": "分子", "denominator": "分母"}
        return [BasisCell(of[p["role"]], p["raw"] or p["value"], p["file"], p["sheet"], p["cell"]) for p in parts]

    def _of_figure(self, figure: str, scope: str) -> BasisValue:
        found = self.month.figures.get(figure, scope)
        if found is None:
            return BasisValue(None, "—", sure=True)
        above, below = found.numerator, found.denominator
        of_money = catalogue_of(self.month.workspace).figures[figure].of_money
        made = (
            ""
            if above is None or below is None
            else f"（{_side(above, money=of_money)}／{_side(below, money=of_money)}）"
        )
        return BasisValue(found.value, f"{found.text}{made}", sure=not found.incomplete and not found.bound)

    def _counted(self, unit_id: str, figure: str) -> tuple[int, int]:
        if figure == ON_TIME:
            rows = self._filings(unit_id)
            return sum(row["filing"] == Filing.ON_TIME for row in rows), len(rows)
        items = self._items(unit_id)
        return sum(item.state is ItemState.CLOSED_BY_EVIDENCE for item in items), len(items)

    def _items(self, unit_id: str) -> list[ActionItem]:
        return [item for item in self.dispatch.items if item.unit_id == unit_id]

    def _filings(self, unit_id: str) -> list[dict[Any, Any]]:
        """Give the unit's filings of the periods of which returns are on file."""
        rows = self.month.filings
        return rows[(rows["unit_id"] == unit_id) & ~rows["period"].isin(self.month.absent)].to_dict("records")


def explainer_of(ledger: Ledger, month: Month) -> Explainer:
    """Give the explainer that finds the cells of figures."""
    return Explainer(ledger, month)


def _rate(above: int, below: int) -> BasisValue:
    value = round(Decimal(above) / below, _DIGITS) if below else None
    return BasisValue(value, "—" if value is None else f"{display_percent(value)}（{above}／{below}）", sure=True)


def _difference(value: BasisValue, less: BasisValue) -> BasisValue:
    if value.value is None or less.value is None:
        return replace(value, value=None)
    left = value.value - less.value
    return BasisValue(
        left, f"{value.said} − {less.said} = {number_text(left * 100, 2)}个百分点", value.sure and less.sure
    )


def _side(value: Decimal, *, money: bool) -> str:
    return f"{number_text(value / 10000, 2)}万元" if money else number_text(value, 2)
