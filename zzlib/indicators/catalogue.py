"""The catalogue of figures and the measures that they are made from, read from `figures.toml` and `measures.toml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from typing import Any, Literal

from zzlib.data import DataModel, nearest, package_toml
from zzlib.kinds import DEFAULT_KINDS, Kinds
from zzlib.settings import Settings

ScopeKind = Literal["county", "unit", "kind", "category", "group", "field", "project", "month"]

SCOPE_KINDS: tuple[ScopeKind, ...] = ("county", "unit", "kind", "category", "group", "field", "project")
"""Kinds of scope that a catalogue entry may name."""

SCOPE_KEYS: dict[str, str] = {
    "unit": "unit_id",
    "kind": "kind",
    "category": "fund_category",
    "group": "group",
    "field": "policy_field",
    "project": "leading_project",
}
"""The column that each kind of scope groups by; the county groups by none, and so does the month before (`month:2013-04`).

Of projects only the county's largest that are won by application have a scope (`zzlib.indicators.scopes.LEADING`).
"""


LAND_COLUMNS = ("land_granted", "land_needed")
"""Columns of land in mu."""

PARTED = ("kind", "origin")
"""What parts the projects by a word of the unit's; a blank or unknown word is `UNSTATED`."""
UNSTATED = "unstated"


class FigureError(ValueError):
    """No such figure or scope; the message says in Chinese which are near."""


class Measure(DataModel):
    """A sum over one table: see the head of `measures.toml`.

    `asked_by`: the column that marks rows whose return has no column for the field, of a field that not every return has.
    """

    table: Literal[
        "funding", "projects", "units", "targets", "base_funds", "base_projects", "increments", "fields", "programmes",
        "inspections",
    ]  # fmt: skip
    column: str = ""
    where: dict[str, str | bool | tuple[str, ...]] = {}
    doubt: str = ""
    uses: tuple[str, ...] = ()
    field: str
    number: bool = False
    asked_by: str = ""

    @property
    def unless_stated(self) -> tuple[str, ...]:
        """The columns of `where` that a row may leave unstated: such a row may belong to the sum, or not."""
        return tuple(name for name, value in self.where.items() if name in PARTED and value != UNSTATED)

    def of_kinds(self, kinds: tuple[str, ...]) -> "Measure":
        """Give the sum over the rows of some kinds; what counts projects stands then in the cells that state the kind."""
        field = "kind" if self.table == "projects" and not self.column else self.field
        return self.model_copy(update={"where": {**self.where, "kind": kinds}, "field": field})

    @property
    def from_returns(self) -> bool:
        """Whether an unreadable return may hide a part of it."""
        return self.table in ("funding", "projects", "increments") or (self.table == "units" and bool(self.uses))

    @property
    def of_money(self) -> bool:
        """Whether it adds up amounts, in fen."""
        return self.column.endswith("_fen")

    @property
    def in_digits(self) -> bool:
        """Whether it adds up numbers with digits after the point: land, or a number of the county's own."""
        return self.number or self.column in LAND_COLUMNS

    @property
    def of_last_year(self) -> bool:
        """Whether it is a sum over last year's rows."""
        return self.table in ("base_funds", "base_projects")


class Definition(DataModel):
    """A figure of the catalogue: what it is called, how it is computed, and in words what that means."""

    id: str
    label: str
    formerly: tuple[str, ...] = ()
    narrows: str = ""
    way: str = ""
    of_several: bool = False
    unit: Literal["yuan", "count", "ratio", "mu"]
    compute: Literal[
        "sum", "ratio", "share", "growth", "difference", "change", "monthly", "schedule", "top_share", "gini", "waiting", "shortfall",
        "best_month", "month_gain", "rise", "top_gap_share", "comparable_growth", "comparable_rise",
    ]  # fmt: skip
    measure: str = ""
    over: str = ""
    minus: str = ""
    base: str = ""
    bound: Literal["", "lower", "upper", "rough"] = ""
    scopes: tuple[ScopeKind, ...]
    formula: str
    numerator: str = ""
    denominator: str = ""
    missing: str
    source: str
    adds_money: bool | None = None

    @cached_property
    def of_money(self) -> bool:
        """Whether it is made of amounts: its value, or the two sides of a ratio, are money in yuan."""
        if self.adds_money is not None:
            return self.adds_money
        if self.unit == "yuan" or not self.measure:
            return self.unit == "yuan"
        return measures()[resolve(self.measure, Settings())].of_money


@cache
def measures(kinds: Kinds = DEFAULT_KINDS) -> dict[str, Measure]:
    """Give all measures by name, those over a way of giving (`received@competitive`) as far as figures are made of them."""
    found = {name: Measure.model_validate(entry) for name, entry in package_toml(__package__, "measures.toml").items()}
    named = (name for d in catalogue(kinds).values() for name in (d.measure, d.over) if "@" in name)
    for name, (whole, _, way) in ((name, name.partition("@")) for name in named):
        found[name] = found[whole].of_kinds(kinds.ways[way])
    return found


@cache
def catalogue(kinds: Kinds = DEFAULT_KINDS) -> dict[str, Definition]:
    """Give all figures by id, in the order in which figures.csv lists them, in the words of a county's kinds."""
    whole = package_toml(__package__, "figures.toml")
    entries = {name: _inherited(entry, whole) for name, entry in whole.items()}
    found = {name: Definition.model_validate({"id": name, **entry}) for name, entry in _by_way(entries, kinds)}
    found = {
        name: d for name, d in found.items() if (d.compute, *d.scopes) != ("share", "kind") or not kinds.each_is_a_way
    }
    return {name: d for name, d in found.items() if not d.of_several or len(kinds.ways[d.way]) > 1}


def _inherited(entry: dict[str, Any], whole: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Give an entry with what it does not say itself of the figure that it narrows to a way of giving."""
    if "narrows" not in entry:
        return entry
    known = whole[entry["narrows"]]
    over = {name: f"{known[name]}@{{way}}" for name in ("measure", "over") if name in known}
    own = {key: value for key, value in known.items() if key != "formerly"}
    return own | over | {"way": "{way}"} | entry


def _by_way(entries: dict[str, dict[str, Any]], kinds: Kinds) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give neighbours that are told of each way of giving once for each, one way after the other."""
    for of_ways, run in groupby(entries.items(), lambda entry: "{way}" in entry[0]):
        together = list(run)
        for way, kind in (kinds.way_names() if of_ways else {"": ""}).items():
            for name, entry in together:
                said = {key: _filled(value, way, kind, kinds) for key, value in entry.items()}
                yield name.replace("{way}", way), said


def _filled(value: Any, way: str, kind: str, kinds: Kinds) -> Any:
    return kinds.said(value.replace("{way}", way).replace("{kind}", kind)) if isinstance(value, str) else value


def of_way(figure: str, way: str, kinds: Kinds) -> tuple[str, str]:
    """Give the id and scope of a figure over a way of giving: at the scope of its kind, or the county's own of several kinds.

    Of a way of no kind, or of several without a figure of their own, the scope is one that no month has.
    """
    only = kinds.ways[way]
    if len(only) == 1:
        return figure, f"kind:{only[0]}"
    return next(
        ((d.id, "county") for d in catalogue(kinds).values() if (d.narrows, d.way) == (figure, way)),
        (figure, f"kind:{way}"),
    )


def of_kind(figure: str, kind: str, kinds: Kinds) -> tuple[str, str]:
    """Give the id and scope of a figure of one kind: the county's of the way of giving that is this kind alone, else the kind's."""
    way = kinds.way_of(kind)
    own = (d.id for d in catalogue(kinds).values() if d.narrows == figure and d.way == way and way)
    return next(((name, "county") for name in own), (figure, f"kind:{kind}"))


@dataclass(frozen=True)
class Catalogue:
    """The measures and figures of a county by name: the package's, then its own (`zzlib.indicators.own_figures`)."""

    measures: Mapping[str, Measure]
    figures: Mapping[str, Definition]


@cache
def package_catalogue(kinds: Kinds = DEFAULT_KINDS) -> Catalogue:
    """Give what every county has that names its kinds so."""
    return Catalogue(measures(kinds), catalogue(kinds))


def labels(figures: Mapping[str, Definition] | None = None) -> dict[str, str]:
    """Give the id of every figure by its label, and by labels that it had; of the package's unless said."""
    known = (figures or catalogue()).values()
    return {old: d.id for d in known for old in d.formerly} | {d.label: d.id for d in known}


def definition(figure: str, figures: Mapping[str, Definition] | None = None) -> Definition:
    """Give a figure's definition, among the package's unless said.

    Raises:
        FigureError: there is none of this id; the message names at most five, the nearest first.
    """
    known = figures or catalogue()
    if figure not in known:
        called = {name: d.id for d in known.values() for name in (d.id, d.label)}
        near = [f"{name}（{known[name].label}）" for name in nearest(figure, called)] if figure else []
        hint = f"；相近的有：{'、'.join(near)}" if near else ""
        raise FigureError(f"没有叫“{figure}”的指标{hint}")
    return known[figure]


def resolve(name: str, settings: Settings) -> str:
    """Give the measure that a setting chooses: what completion measures, and which projects it counts."""
    chosen = {"measured": settings.bands.measure, "counted_projects": _counted(settings)}
    return chosen.get(name, name)


def _counted(settings: Settings) -> str:
    return "projects_new" if settings.projects.completion_counts == "new" else "projects"
