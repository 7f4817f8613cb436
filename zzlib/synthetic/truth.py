"""The true figures of a county and month, computed from the plan: the yardstick for everything that reads the returns."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from zzlib.money import round_half_up, yuan_text
from zzlib.synthetic.amounts import WAN
from zzlib.synthetic.figures import FORM, Fields, Figures, plain, ratio_text
from zzlib.synthetic.filings import Return
from zzlib.synthetic.history import past_funds, past_projects
from zzlib.synthetic.plan import County
from zzlib.synthetic.projects import Row
from zzlib.synthetic.standing import Standing, standings
from zzlib.vocabulary import GROUPS, Band, Filing, Kind, Origin

UNIT_COLUMNS = (
    "unit_id", "unit", "group", "filing", "carried", "incomplete", "band", "projects", "applied_yuan", "awarded_yuan",
    "received_yuan", "target_yuan", "completion", "land_mu", "errors", "warnings",
)  # fmt: skip

_LARGE = 500 * WAN
_WON_FIELDS = ("awarded", "allotted", "received")


@dataclass(frozen=True)
class Past:
    """Last year's sums at the same month; `received` by unit and category. Empty when there is no history."""

    awarded: int | None
    received: int | None
    projects: int | None
    cells: Counter[tuple[str, str]]


def true_figures(county: County, returns: list[Return], month: int) -> list[dict[str, str]]:
    """Give the rows of figures.csv for a month (columns `FIGURE_COLUMNS`; `text` is left empty)."""
    figures = Figures(county, standings(county, returns, month), month)
    past = _past(county, month)
    _unit_counts(figures)
    _project_counts(figures, past)
    _conversion(figures)
    _funds(figures)
    _growth(figures, past)
    _against_target(figures)
    _spread(figures)
    for unit in figures.units:
        _unit_scope(figures, unit)
    _other_scopes(figures)
    return figures.rows


def true_units(county: County, returns: list[Return], month: int) -> list[dict[str, str]]:
    """Give the rows of units.csv for a month (columns `UNIT_COLUMNS`); what is not known is empty."""
    return [dict(zip(UNIT_COLUMNS, _unit_row(unit), strict=True)) for unit in standings(county, returns, month)]


def _unit_row(unit: Standing) -> list[str]:
    known = unit.source is not None
    amounts = [yuan_text(unit.money(field)) if known else "" for field in ("applied", "awarded", "received")]
    return [
        unit.unit.id, unit.unit.name, unit.unit.group, unit.filing, "yes" if unit.carried else "no",
        "yes" if unit.incomplete else "no", unit.band, str(len(unit.projects)) if known else "", *amounts,
        yuan_text(unit.target) if unit.target else "", ratio_text(unit.received if known else None, unit.target),
        plain(unit.land) if known else "", "", "",
    ]  # fmt: skip


def _past(county: County, month: int) -> Past:
    funds = [row for row in past_funds(county) if row.month == month]
    projects = [row.projects for row in past_projects(county) if row.month == month]
    cells: Counter[tuple[str, str]] = Counter()
    for row in funds:
        cells[row.unit_id, row.category] += row.received * 100
    if not funds:
        return Past(None, None, sum(projects) if projects else None, cells)
    return Past(
        sum(row.awarded for row in funds) * 100, sum(cells.values()), sum(projects) if projects else None, cells
    )


def _unit_counts(figures: Figures) -> None:
    bands = Counter(unit.band for unit in figures.units)
    figures.count("units_total", len(figures.units), ())
    figures.count("units_with_funds", sum(unit.received > 0 for unit in figures.units), ("received",))
    for name, band in (
        ("units_zero", Band.ZERO), ("units_band_high", Band.HIGH), ("units_band_middle", Band.MIDDLE),
        ("units_band_low", Band.LOW), ("units_no_target", Band.NO_TARGET), ("units_unknown", Band.UNKNOWN),
    ):  # fmt: skip
        figures.count(name, bands[band], ("received",))
    figures.count("units_missing", bands[Band.UNFILED], ())
    figures.count("units_missing_this_month", sum(unit.filing == Filing.MISSING for unit in figures.units), ())
    figures.count("units_carried", sum(unit.carried for unit in figures.units), ())
    behind = [
        unit
        for unit in figures.units
        if unit.target
        and unit.band not in (Band.UNFILED, Band.UNKNOWN)
        and unit.received * 12 < unit.target * figures.month
    ]
    figures.count("units_behind_schedule", len(behind), ("received",))
    figures.ratio("schedule_progress", figures.month, 12, money=False)


def _project_counts(figures: Figures, past: Past) -> None:
    projects = [project for unit in figures.units for project in unit.projects]
    new = sum(project.origin == Origin.NEW for project in projects)
    target = sum(unit.unit.target.projects for unit in figures.units if unit.unit.target)
    figures.count("projects_target", target, ())
    figures.count("projects_total", len(projects))
    figures.count("projects_carried_over", sum(project.origin == Origin.CARRIED_OVER for project in projects))
    figures.count("projects_new", new)
    figures.count("projects_formula", sum(project.kind == Kind.FORMULA for project in projects))
    figures.count("projects_competitive", sum(project.kind == Kind.COMPETITIVE for project in projects))
    figures.ratio("projects_completion", new, target or None, money=False, uses=FORM)
    gained = None if past.projects is None else len(projects) - past.projects
    figures.ratio("projects_growth", gained, past.projects, money=False, uses=FORM)


def _conversion(figures: Figures) -> None:
    owned = [(unit, project) for unit in figures.units for project in unit.projects]
    large = sum(unit.awarded(project) >= _LARGE for unit, project in owned if project.kind == Kind.COMPETITIVE)
    figures.count("large_projects", large, ("awarded",))
    for kind in (Kind.FORMULA, Kind.COMPETITIVE):
        of_kind = [(unit, project) for unit, project in owned if project.kind == kind]
        won = sum(unit.won(project) for unit, project in of_kind)
        figures.count(f"converted_{kind}", won, _WON_FIELDS)
        figures.ratio(f"conversion_{kind}", won, len(of_kind) or None, money=False, uses=_WON_FIELDS)
    land = sum((unit.land for unit in figures.units), Decimal(0))
    figures.add("land_granted", plain(land), "mu", uses=("land_granted",))


def _funds(figures: Figures) -> None:
    total = {field: figures.sum(field) for field in ("applied", "awarded", "allotted", "received", "paid")}
    for field, amount in total.items():
        figures.money(f"funds_{field}", amount, figures.carried(field), (field,))
    for kind in (Kind.FORMULA, Kind.COMPETITIVE):
        chosen = _of_kind(kind)
        part, carried = figures.sum("received", chosen), figures.carried("received", chosen)
        figures.money(f"funds_{kind}_received", part, carried, ("received",))
        figures.ratio(f"funds_{kind}_share", part, total["received"], money=True, uses=("received",), carried=carried)
    new = figures.sum("received", _is_new)
    figures.money("funds_new_received", new, figures.carried("received", _is_new), ("received",))
    for name, over, under in (("arrival_rate", "received", "allotted"), ("payment_rate", "paid", "received")):
        figures.ratio(
            name, total[over], total[under], money=True, uses=(over, under), carried=figures.carried(over)
        )  # fmt: skip


def _of_kind(kind: Kind) -> Callable[[Row], bool]:
    return lambda row: row.project.kind == kind


def _is_new(row: Row) -> bool:
    return row.project.origin == Origin.NEW


def _growth(figures: Figures, past: Past) -> None:
    for field, base in (("awarded", past.awarded), ("received", past.received)):
        gained = None if base is None else figures.sum(field) - base
        figures.ratio(
            f"funds_{field}_growth", gained, base, money=True, uses=(field,), carried=figures.carried(field)
        )  # fmt: skip
    now: Counter[tuple[str, str]] = Counter()
    carried: Counter[tuple[str, str]] = Counter()
    for unit in figures.units:
        for number, row in unit.rows:
            if row.line.counts and not unit.is_lost(number, "received"):
                cell = (unit.unit.id, row.line.category)
                now[cell] += row.money("received")
                carried[cell] += row.money("received") * unit.carried
    risen = [cell for cell in {*now, *past.cells} if now[cell] > past.cells[cell]]
    increment = None if past.received is None else sum(now[cell] - past.cells[cell] for cell in risen)
    figures.money("funds_increment", increment, sum(carried[cell] for cell in risen), ("received",))


def _against_target(figures: Figures) -> None:
    received, carried = figures.sum("received"), figures.carried("received")
    target = sum(unit.target or 0 for unit in figures.units)
    gap, left = target - received, 12 - figures.month
    figures.money("funds_target", target)
    figures.ratio("funds_completion", received, target or None, money=True, uses=("received",), carried=carried)
    figures.money("funds_gap", gap, carried, ("received",))
    needed = int(round_half_up(Decimal(max(gap, 0)) / left, 0)) if left else None
    figures.add(
        "funds_needed_monthly", "" if needed is None else yuan_text(needed), "yuan", uses=("received",), carried=carried,
        numerator=yuan_text(gap), denominator=str(left),
    )  # fmt: skip


def _spread(figures: Figures) -> None:
    known = [unit for unit in figures.units if unit.band not in (Band.UNFILED, Band.UNKNOWN)]
    largest = sorted(known, key=lambda unit: -unit.received)[:5]
    top, total = sum(unit.received for unit in largest), sum(unit.received for unit in known)
    carried = sum(unit.received for unit in largest if unit.carried)
    figures.ratio("funds_top5_share", top, total, money=True, uses=("received",), carried=carried)
    amounts = sorted(max(0, unit.received) for unit in known)
    n, whole = len(amounts), sum(amounts)
    spread = sum((2 * i - n - 1) * amount for i, amount in enumerate(amounts, start=1))
    figures.add("funds_gini", ratio_text(spread, n * whole), "ratio", uses=("received",))


def _unit_scope(figures: Figures, unit: Standing) -> None:
    scope, known = f"unit:{unit.unit.id}", unit.source is not None

    def add(figure: str, value: str, kind: str, uses: Fields, carried: int | None = None, **parts: str) -> None:
        shown = value if known or not uses else ""
        figures.add(figure, shown, kind, scope=scope, uses=uses, units=[unit], carried=carried, **parts)

    add("projects_total", str(len(unit.projects)), "count", FORM)
    add("projects_new", str(sum(project.origin == Origin.NEW for project in unit.projects)), "count", FORM)
    add("funds_target", yuan_text(unit.target) if unit.target else "", "yuan", (), 0)
    for field in ("applied", "awarded", "received"):
        amount = unit.money(field)
        add(f"funds_{field}", yuan_text(amount), "yuan", (field,), amount * unit.carried)
    add(
        "funds_completion", ratio_text(unit.received, unit.target), "ratio", ("received",), unit.received * unit.carried,
        numerator=yuan_text(unit.received) if known else "",
        denominator=yuan_text(unit.target) if unit.target else "",
    )  # fmt: skip
    add("land_granted", plain(unit.land), "mu", ("land_granted",))


def _other_scopes(figures: Figures) -> None:
    for group in GROUPS:
        members = [unit for unit in figures.units if unit.unit.group == group]
        if members:
            _scope(figures, f"group:{group}", members, lambda row: True)
    rows = [row for unit in figures.units for _, row in unit.rows]
    for kind in dict.fromkeys(row.project.kind for row in rows):
        _scope(figures, f"kind:{kind}", figures.units, _of_kind(kind))
    for category in dict.fromkeys(row.line.category for row in rows if row.line.counts):
        _scope(figures, f"category:{category}", figures.units, _of_category(category), projects=False)


def _of_category(category: str) -> Callable[[Row], bool]:
    return lambda row: row.line.category == category


def _scope(
    figures: Figures, scope: str, units: Iterable[Standing], chosen: Callable[[Row], bool], projects: bool = True
) -> None:
    """Add awarded, received and projects of a scope; a unit belongs to it by its group or by a row that stands."""
    members = list(units) if scope.startswith("group:") else [u for u in units if any(chosen(row) for _, row in u.rows)]
    for field in ("awarded", "received"):
        amount = sum(unit.money(field, chosen) for unit in members)
        carried = sum(unit.money(field, chosen) for unit in members if unit.carried)
        figures.add(
            f"funds_{field}", yuan_text(amount), "yuan", scope=scope, uses=(field,), carried=carried, units=members
        )  # fmt: skip
    if projects:
        number = sum(chosen(rows[0][1]) for unit in members for rows in unit.projects.values())
        figures.add("projects_total", str(number), "count", scope=scope, uses=FORM, units=members)
