"""How many items there are, as figures: of the county, a unit, a rule, a state or a leader; each is walked to its items and their cells."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Literal

import pandas as pd

from zzlib.data import DataModel, package_toml
from zzlib.dispatch.history import years_on_file
from zzlib.dispatch.items import ActionItem, Dispatch, ItemState, dispatch_of
from zzlib.dispatch.outcomes import ItemOutcome, asked_before, begun_in, outcome
from zzlib.dispatch.portfolios import NOBODY, responsible, unit_leaders
from zzlib.dispatch.rules import item_rules
from zzlib.indicators import Explanation, Figure, Month, explain, measured
from zzlib.indicators.catalogue import Definition, FigureError
from zzlib.indicators.explaining import DENOMINATOR, NUMERATOR, PART_COLUMNS, WHOLE
from zzlib.indicators.figures import RATIO_DIGITS, figure_words
from zzlib.indicators.meant import county_scope
from zzlib.indicators.month import Figures
from zzlib.ledger import Ledger
from zzlib.ledger.originals import Originals
from zzlib.money import round_half_up
from zzlib.periods import year_of

FOLDER = "dispatch"
"""Where the papers and figures of items lie among the artefacts of a month."""

ITEM_COLUMNS = ("item", "problem", "state")
"""What the parts of an explanation say of items besides `PART_COLUMNS`: id, problem, and in a word how it stands."""


class ItemFigure(DataModel):
    """A number of items: see the head of `figures.toml`."""

    id: str
    label: str
    formula: str
    of: Literal["year", "listed", "before", "begun"] = "year"
    states: tuple[ItemState, ...] = tuple(ItemState)
    outcome: ItemOutcome | None = None
    over: str = ""
    numerator: str = ""

    @property
    def meaning(self) -> Definition:
        """The definition, as figures of the catalogue have one."""
        over = item_figures()[self.over].label if self.over else ""
        return Definition(
            id=self.id, label=self.label, formula=self.formula, unit="ratio" if self.over else "count", compute="ratio" if self.over else "sum",
            scopes=("county", "unit"), missing="不受缺报影响：没有报表说明办结的事项照旧开着", source="督办事项的规则（dispatch/rules.toml）",
            numerator=self.numerator, denominator=over,
        )  # fmt: skip

    def among(self, dispatch: Dispatch) -> list[ActionItem]:
        """Give the items that it counts (the numerator of a rate)."""
        sets = {
            "year": lambda: dispatch.items,
            "listed": lambda: (*dispatch.open, *dispatch.ended_in(dispatch.period)),
            "before": lambda: asked_before(dispatch),
            "begun": lambda: begun_in(dispatch),
        }
        return [i for i in sets[self.of]() if i.state in self.states and self.outcome in (None, outcome(i))]


@cache
def item_figures() -> dict[str, ItemFigure]:
    """Give the figures by id, in the order in which lists tell them."""
    entries = package_toml(__package__, "figures.toml")
    return {name: ItemFigure.model_validate({"id": name, **entry}) for name, entry in entries.items()}


def figures_of_items(dispatch: Dispatch, month: Month) -> Figures:
    """Give every figure of the county, and of each unit, rule, state and leader of whom there are items this year."""
    scopes = _scopes(dispatch, month)
    sided = [(one, _sides(one, dispatch)) for one in item_figures().values()]
    return Figures([_figure(one, sides, scope, ids, month) for one, sides in sided for scope, ids in scopes.items()])


def explained(ledger: Ledger, figure: str, scope: str = "county") -> Explanation:
    """Give the cells behind a figure, by id or label: of the catalogue, or of items, whose parts have `ITEM_COLUMNS`, too.

    Raises:
        FigureError: no such figure, or no such scope for it.
        EventError: `data/dispatch/events.csv` can't be read.
    """
    one = next((one for one in item_figures().values() if figure in (one.id, one.label)), None)
    if one is None:
        return explain(ledger, figure, scope)
    month = measured(ledger)
    return _items_of(dispatch_of(ledger, month), month, one, scope)


def _items_of(dispatch: Dispatch, month: Month, one: ItemFigure, scope: str) -> Explanation:
    """Give the items of a figure with their cells; a unit, rule or state may be named by its name."""
    scopes = _scopes(dispatch, month)
    names = {f"rule:{rule.name}": f"rule:{rule.id}" for rule in item_rules().values()}
    names |= {f"state:{state.label}": f"state:{state}" for state in ItemState}
    try:
        scope = county_scope(scope, scopes, month.workspace, month.period, names)
    except FigureError as error:
        known = "、".join(known for known in scopes if not known.startswith("leader:"))
        raise FigureError(f"“{scope}”这个范围里今年没有要办的事项；有的是：{known}；leader:名字") from error
    sides = _sides(one, dispatch)
    years = {year_of(each.ledger.period): Originals(each.ledger) for each in years_on_file(dispatch.year.ledger)}
    rows = [
        _part(item, role, years[year_of(item.place.period)])
        for role, items in sides.items()
        for item in items.values()
        if item.id in scopes[scope]
    ]
    parts = pd.DataFrame(rows, columns=[*PART_COLUMNS, *ITEM_COLUMNS], dtype="str")
    return Explanation(
        _figure(one, sides, scope, scopes[scope], month), one.meaning, parts, parts[list(PART_COLUMNS)].head(0)
    )


def _scopes(dispatch: Dispatch, month: Month) -> dict[str, set[str]]:
    """Give the ids of the items in each scope: the county's, then by unit, rule, state and leader."""
    found: dict[str, set[str]] = {"county": {item.id for item in dispatch.items}}
    leaders = unit_leaders(month)
    scopes: tuple[Callable[[ActionItem], str], ...] = (
        lambda item: f"unit:{item.unit_id}",
        lambda item: f"rule:{item.rule.id}",
        lambda item: f"state:{item.state}",
        lambda item: f"leader:{responsible(item, leaders) or NOBODY}",
    )
    for scope_of in scopes:
        for item in dispatch.items:
            found.setdefault(scope_of(item), set()).add(item.id)
    return found


_Sides = dict[str, dict[str, ActionItem]]
"""By role in a figure its items, by id."""


def _sides(one: ItemFigure, dispatch: Dispatch) -> _Sides:
    own = {NUMERATOR: one, DENOMINATOR: item_figures()[one.over]} if one.over else {WHOLE: one}
    return {role: {item.id: item for item in side.among(dispatch)} for role, side in own.items()}


def _figure(one: ItemFigure, sides: _Sides, scope: str, ids: set[str], month: Month) -> Figure:
    value, *whole = (Decimal(len(ids & items.keys())) for items in sides.values())
    numerator, denominator = (value, whole[0]) if whole else (None, None)
    shown = value if denominator is None else round_half_up(value / denominator, RATIO_DIGITS) if denominator else None
    bound, size = figure_words(one.meaning, shown, incomplete=False)
    return Figure(
        figure=one.id, scope=scope, label=month.rhythm.said(one.label), value=shown, unit=one.meaning.unit, numerator=numerator, denominator=denominator,
        carried_yuan=None, incomplete=False, bound=bound, size=size,
    )  # fmt: skip


def _part(item: ActionItem, role: str, originals: Originals) -> tuple[str, ...]:
    """Give the cell that an item rests on: of the month in which it was seen last, or of the return that shows it gone; people stay unnamed."""
    rows = originals.ledger.projects
    own = rows[(rows["period"] == item.place.period) & (rows["project_id"] == item.project_id)].iloc[0]
    cell = originals.at(own["source_id"], int(own["row"]), item.rule.cell)
    place = (cell.file, cell.sheet, cell.cell, item.unit_id, item.project)
    named = item.rule.cell in originals.ledger.workspace.form.personal
    return (
        "1",
        "" if named else cell.raw,
        role,
        *place,
        "",
        "",
        item.id,
        item.problem,
        item.state.label,
    )
