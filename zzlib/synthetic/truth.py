"""The true figures of a county and month, computed from the plan: the yardstick for everything that reads the returns."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from zzlib.money import round_half_up, yuan_text
from zzlib.synthetic.amounts import WAN
from zzlib.synthetic.figures import FORM, Choice, TrueAmount, TrueFigures, plain, ratio_text
from zzlib.synthetic.history import past_funds, past_projects
from zzlib.synthetic.plan import PlannedCounty
from zzlib.synthetic.projects import PlannedRow
from zzlib.synthetic.reorganised import parts, shared
from zzlib.synthetic.standing import StandingReturn, standings
from zzlib.vocabulary import GROUPS, Band, Filing, Kind, Origin, ZeroKind

UNIT_COLUMNS = (
    "unit_id", "unit", "group", "filing", "carried", "incomplete", "band", "projects", "applied_yuan", "awarded_yuan",
    "received_yuan", "target_yuan", "completion", "land_mu", "errors", "warnings",
)  # fmt: skip

_LARGE = 500 * WAN
_RECEIVED = ("received",)
_WON = ("awarded", "allotted", "received", "land_granted")


@dataclass(frozen=True)
class TruePast:
    """Last year's sums at the same month (fen; `None` without history); `cells` is received by unit and category.

    `units` are received, awarded and projects by unit. What a unit had that was split since is divided, each row for itself.
    """

    awarded: int | None
    received: int | None
    projects: int | None
    cells: Counter[tuple[str, str]]
    units: dict[str, Counter[str]]


def true_figures(
    county: PlannedCounty, units: list[StandingReturn], month: int, *, waiting: bool
) -> list[dict[str, str]]:
    """Give the rows of figures.csv for a month (columns `FIGURE_COLUMNS`; `text` is left empty).

    `waiting` tells that there are returns of the year so far that nobody has claimed.
    """
    figures, past = TrueFigures(units, waiting=waiting), _past(county, month)
    _unit_counts(figures, month)
    _project_counts(figures, past)
    _conversion(figures)
    _funds(figures)
    _growth(figures, past)
    _against_target(figures, month, county.spec.step)
    _spread(figures)
    told = past if county.spec.changes else None
    return [*figures.rows, *(row for unit in units for row in _unit_rows(unit, told)), *_other_scopes(units, waiting)]


def true_units(units: list[StandingReturn]) -> list[dict[str, str]]:
    """Give the rows of units.csv for a month (columns `UNIT_COLUMNS`); what is not known is empty."""
    return [dict(zip(UNIT_COLUMNS, _unit_row(unit), strict=True)) for unit in units]


def _unit_row(unit: StandingReturn) -> list[str]:
    known = unit.source is not None
    money = ("applied", "awarded", "received")
    amounts = [yuan_text(unit.money(field)) if unit.knows(field) else "" for field in money]
    return [
        unit.unit.id, unit.unit.name, unit.unit.group, unit.filing, "yes" if unit.carried else "no",
        "yes" if unit.incomplete else "no", unit.band, str(len(unit.projects)) if known else "", *amounts,
        yuan_text(unit.target) if unit.target else "",
        ratio_text(unit.received, unit.target) if unit.knows("received") and unit.target else "",
        plain(unit.land) if known else "", "", "",
    ]  # fmt: skip


def _past(county: PlannedCounty, month: int) -> TruePast:
    if county.before:
        return _filed_past(standings(county.before.county, list(county.before.returns), month))
    funds = [row for row in past_funds(county) if row.month == month]
    projects = [row for row in past_projects(county) if row.month == month]
    cells: Counter[tuple[str, str]] = Counter()
    units: dict[str, Counter[str]] = {unit.id: Counter() for unit in county.spec.units}
    for fund in funds:
        heirs = parts(county, fund.unit_id, 0, month)
        for name, amount in (("received", fund.received), ("awarded", fund.awarded)):
            for heir, part in zip(heirs, shared(amount * 100, list(heirs.values())), strict=True):
                units[heir][name] += part
                cells[heir, fund.category] += part if name == "received" else 0
    for past in projects:
        heirs = parts(county, past.unit_id, 0, month)
        for heir, part in zip(heirs, shared(past.projects, list(heirs.values())), strict=True):
            units[heir]["projects"] += part
    sums = {name: sum(own[name] for own in units.values()) for name in ("received", "awarded", "projects")}
    awarded, received = (sums[name] if funds else None for name in ("awarded", "received"))
    return TruePast(awarded, received, sums["projects"] if projects else None, cells, units)


def _filed_past(units: list[StandingReturn]) -> TruePast:
    """Give what the returns of last year's same month said; a sum of which something can't be read is no base."""
    sums = {f: TrueFigures(units).sum(f).value for f in ("awarded", "received")}
    lost = {f for f in sums for unit in units for n, row in unit.rows if row.line.counts and unit.is_lost(n, f)}
    cells: Counter[tuple[str, str]] = Counter()
    for unit in units:
        for n, row in unit.rows:
            if row.line.counts and not unit.is_lost(n, "received"):
                cells[unit.unit.id, row.line.category] += row.money("received")
    awarded, received = (None if field in lost else sums[field] for field in ("awarded", "received"))
    own = {unit.unit.id: Counter({f: unit.money(f) for f in sums} | {"projects": len(unit.projects)}) for unit in units}
    return TruePast(awarded, received, sum(len(unit.projects) for unit in units), cells, own)


def _unit_counts(figures: TrueFigures, month: int) -> None:
    units = figures.units
    bands = Counter(unit.band for unit in units)
    figures.count("units_total", len(units), ())
    figures.count("units_with_funds", sum(unit.received > 0 for unit in units), _RECEIVED)
    for name, band in (
        ("units_zero", Band.ZERO), ("units_band_high", Band.HIGH), ("units_band_middle", Band.MIDDLE),
        ("units_band_low", Band.LOW), ("units_no_target", Band.NO_TARGET), ("units_unknown", Band.UNKNOWN),
    ):  # fmt: skip
        figures.count(name, bands[band], _RECEIVED)
    _zero_kinds(figures)
    figures.count("units_missing", bands[Band.UNFILED], ())
    figures.count("units_missing_this_month", sum(unit.filing == Filing.MISSING for unit in units), ())
    figures.count("units_carried", sum(unit.carried for unit in units), ())
    with_target = [unit for unit in units if unit.target and unit.band not in (Band.UNFILED, Band.UNKNOWN)]
    behind = sum(unit.received * 12 < (unit.target or 0) * month for unit in with_target)
    figures.count("units_behind_schedule", behind, _RECEIVED)
    figures.ratio("schedule_progress", month, 12)


def _zero_kinds(figures: TrueFigures) -> None:
    kinds = Counter(unit.zero_kind for unit in figures.units)
    unsure = any(unit.zero_kind_unsure for unit in figures.units)
    for kind in ZeroKind:
        doubt = unsure and kind != ZeroKind.RECLAIMED
        figures.count(f"units_zero_{kind}", kinds[kind], _RECEIVED, doubt=doubt)


def _lacking_land(figures: TrueFigures) -> None:
    """Count the projects short of land: all that are not put aside, and those of them that have won nothing."""
    owned = [(unit, project) for unit in figures.units for project in unit.projects]
    lacking = [(unit, project) for unit, project in owned if unit.lacks_land(project)]
    unconverted = [(unit, project) for unit, project in lacking if not unit.won(project)]
    doubt = any(unit.may_have_won(project) for unit, project in unconverted)
    figures.count("projects_lacking_land", len(lacking))
    figures.count("projects_unconverted_lacking_land", len(unconverted), doubt=doubt)


def _project_counts(figures: TrueFigures, past: TruePast) -> None:
    projects = [project for unit in figures.units for project in unit.projects]
    new = sum(project.origin == Origin.NEW for project in projects)
    targets = [unit.target_projects for unit in figures.units if unit.target_projects is not None]
    target = sum(targets) if targets else None
    figures.count("projects_target", target, ())
    figures.count("projects_total", len(projects))
    nameless = sum(project.origin == Origin.UNSTATED for project in projects)
    carried_over = sum(project.origin == Origin.CARRIED_OVER for project in projects)
    figures.count("projects_carried_over", carried_over, doubt=nameless > 0)
    figures.count("projects_new", new, doubt=nameless > 0)
    figures.count("projects_origin_unstated", nameless)
    unsorted = any(project.kind == Kind.UNSTATED for project in projects)
    for kind in (Kind.FORMULA, Kind.COMPETITIVE):
        figures.count(f"projects_{kind}", sum(project.kind == kind for project in projects), doubt=unsorted)
    figures.ratio("projects_completion", new, target, FORM, doubt=nameless > 0)
    figures.ratio("projects_growth", len(projects) - (past.projects or 0), past.projects, FORM)


def _conversion(figures: TrueFigures) -> None:
    owned = [(unit, project) for unit in figures.units for project in unit.projects]
    unsorted = [(unit, project) for unit, project in owned if project.kind == Kind.UNSTATED]
    large = sum(unit.awarded(project) >= _LARGE for unit, project in owned if project.kind == Kind.COMPETITIVE)
    doubt = any(
        unit.awarded(project) >= _LARGE or any(unit.is_lost(n, "awarded") for n, _ in unit.projects[project])
        for unit, project in unsorted
    )
    figures.count("large_projects", large, ("awarded",), _of_kind(Kind.COMPETITIVE), doubt=doubt)
    doubt = any(
        unit.won(project) or any(unit.is_lost(n, field) for n, _ in unit.projects[project] for field in _WON)
        for unit, project in unsorted
    )
    for kind in (Kind.FORMULA, Kind.COMPETITIVE):
        of_kind = [(unit, project) for unit, project in owned if project.kind == kind]
        won = sum(unit.won(project) for unit, project in of_kind)
        figures.count(f"converted_{kind}", won, _WON, _of_kind(kind), doubt=doubt)
        figures.ratio(f"conversion_{kind}", won, len(of_kind), _WON, _of_kind(kind), doubt=bool(unsorted))
    figures.land("land_granted", sum((unit.land for unit in figures.units), Decimal(0)))
    _lacking_land(figures)


def _funds(figures: TrueFigures) -> None:
    total = {field: figures.sum(field) for field in ("applied", "awarded", "allotted", "received", "paid")}
    for field, amount in total.items():
        figures.money(f"funds_{field}", amount, (field,))
    doubt = any(unit.at_stake("received", _of_kind(Kind.UNSTATED)) for unit in figures.units)
    for kind in (Kind.FORMULA, Kind.COMPETITIVE):
        part = figures.sum("received", _of_kind(kind))
        figures.money(f"funds_{kind}_received", part, _RECEIVED, _of_kind(kind), doubt=doubt)
        figures.ratio(f"funds_{kind}_share", part, total["received"].value, _RECEIVED, doubt=doubt)
    doubt = any(unit.at_stake("received", _is_nameless) for unit in figures.units)
    figures.money("funds_new_received", figures.sum("received", _is_new), _RECEIVED, _is_new, doubt=doubt)
    figures.ratio("arrival_rate", total["received"], total["allotted"].value, ("received", "allotted"))
    figures.ratio("payment_rate", total["paid"], total["received"].value, ("paid", "received"))


def _of_kind(kind: Kind) -> Choice:
    return lambda row: row.project.kind == kind


def _of_category(category: str) -> Choice:
    return lambda row: row.line.category == category


def _is_new(row: PlannedRow) -> bool:
    return row.project.origin == Origin.NEW


def _is_nameless(row: PlannedRow) -> bool:
    return row.project.origin == Origin.UNSTATED


def _growth(figures: TrueFigures, past: TruePast) -> None:
    for field, base in (("awarded", past.awarded), ("received", past.received)):
        now = figures.sum(field)
        figures.ratio(f"funds_{field}_growth", TrueAmount(now.value - (base or 0), now.carried), base, (field,))
    increment = None if past.received is None else _increment(figures, past)
    figures.money("funds_increment", increment, _RECEIVED)


def _increment(figures: TrueFigures, past: TruePast) -> TrueAmount:
    """Add up what rose over last year, by unit and category (kinds together)."""
    value = carried = 0
    for unit in figures.units:
        categories = {row.line.category for _, row in unit.rows if row.line.counts}
        if unit.source:  # of one for which nothing stands nobody can say that it gained
            categories |= {category for unit_id, category in past.cells if unit_id == unit.unit.id}
        for category in categories:
            now = unit.money("received", _of_category(category))
            risen = max(0, now - past.cells[unit.unit.id, category])
            value += risen
            carried += risen * unit.carried
    return TrueAmount(value, carried)


def _against_target(figures: TrueFigures, month: int, step: int) -> None:
    received = figures.sum("received")
    targets = [unit.target for unit in figures.units if unit.target]
    target = sum(targets) if targets else None
    figures.money("funds_target", None if target is None else TrueAmount(target))
    figures.ratio("funds_completion", received, target, _RECEIVED)
    gap = None if target is None else TrueAmount(target - received.value, received.carried)
    figures.money("funds_gap", gap, _RECEIVED)
    periods_left = (12 - month) // step
    if gap is None or not periods_left:
        figures.money("funds_needed_monthly", None, _RECEIVED)
        return
    needed = int(round_half_up(Decimal(max(gap.value, 0)) / periods_left, 0))
    figures.add(
        "funds_needed_monthly", yuan_text(needed), "yuan", _RECEIVED, carried=gap.carried,
        numerator=yuan_text(gap.value), denominator=str(periods_left),
    )  # fmt: skip


def _spread(figures: TrueFigures) -> None:
    known = [unit for unit in figures.units if unit.band not in (Band.UNFILED, Band.UNKNOWN)]
    largest = sorted(known, key=lambda unit: -unit.received)[:5]
    top = TrueAmount(sum(unit.received for unit in largest), sum(unit.received for unit in largest if unit.carried))
    figures.ratio("funds_top5_share", top, sum(unit.received for unit in known), _RECEIVED)
    amounts = sorted(max(0, unit.received) for unit in known)
    n, whole = len(amounts), sum(amounts)
    spread = sum((2 * i - n - 1) * amount for i, amount in enumerate(amounts, start=1))
    figures.add("funds_gini", ratio_text(spread, n * whole) if n > 1 else "", "ratio", _RECEIVED)


def _unit_rows(unit: StandingReturn, past: TruePast | None) -> list[dict[str, str]]:
    figures = TrueFigures([unit], f"unit:{unit.unit.id}")
    figures.count("projects_total", len(unit.projects))
    nameless = any(project.origin == Origin.UNSTATED for project in unit.projects)
    figures.count("projects_new", sum(project.origin == Origin.NEW for project in unit.projects), doubt=nameless)
    figures.money("funds_target", TrueAmount(unit.target) if unit.target else None)
    for field in ("applied", "awarded", "received"):
        figures.money(f"funds_{field}", figures.sum(field) if unit.knows(field) else None, (field,))
    target = unit.target if unit.knows("received") else None
    figures.ratio("funds_completion", figures.sum("received"), target, _RECEIVED)
    figures.land("land_granted", unit.land)
    _lacking_land(figures)
    if past:
        own = past.units[unit.unit.id]
        for name, base in (("received", past.received), ("awarded", past.awarded)):
            more = TrueAmount(figures.sum(name).value - own[name], figures.sum(name).carried)
            figures.ratio(f"funds_{name}_growth", more, None if base is None else own[name], (name,))
        count = None if past.projects is None else own["projects"]
        figures.ratio("projects_growth", len(unit.projects) - own["projects"], count, FORM)
    return figures.rows


def _other_scopes(units: list[StandingReturn], waiting: bool) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for group in GROUPS:
        if members := [unit for unit in units if unit.unit.group == group]:
            figures = TrueFigures(members, f"group:{group}", waiting=waiting)
            _zero_kinds(figures)
            _lacking_land(figures)
            rows += _scope(figures)
    standing = [row for unit in units for _, row in unit.rows]
    for kind in dict.fromkeys(row.project.kind for row in standing):
        rows += _scope(
            TrueFigures(units, f"kind:{kind}", _of_kind(kind), waiting=waiting),
            Kind.UNSTATED if kind != Kind.UNSTATED else None,
        )
    for category in dict.fromkeys(row.line.category for row in standing if row.line.counts):
        rows += _scope(TrueFigures(units, f"category:{category}", _of_category(category), waiting=waiting))
    return rows


def _scope(figures: TrueFigures, beside: Kind | None = None) -> list[dict[str, str]]:
    """Add awarded and received of a scope, and its projects unless it is a category (a project may have several).

    What is of the kind `beside` may belong to the scope.
    """
    doubtful = _of_kind(beside) if beside else (lambda _: False)
    for field in ("awarded", "received"):
        doubt = any(unit.at_stake(field, doubtful) for unit in figures.units)
        figures.money(f"funds_{field}", figures.sum(field), (field,), doubt=doubt)
    if not figures.scope.startswith("category:"):
        projects = [rows[0][1] for unit in figures.units for rows in unit.projects.values()]
        doubt = any(map(doubtful, projects))
        figures.count("projects_total", sum(map(figures.chosen, projects)), doubt=doubt)
    return figures.rows
