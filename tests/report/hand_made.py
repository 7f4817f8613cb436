"""A small month made by hand: ten units that cover every band, one carried, one incomplete, one unreadable."""

import functools
import tempfile
from decimal import Decimal
from pathlib import Path

import pandas as pd

from zzlib.indicators.catalogue import catalogue
from zzlib.indicators.figures import figure_words
from zzlib.indicators.flags import FLAGGED_PROJECT_COLUMNS
from zzlib.indicators.month import FILING_COLUMNS, Figure, Figures, Month
from zzlib.indicators.policy_fields import FIELD_COLUMNS, PROGRAMME_COLUMNS
from zzlib.issues import issue, issues_frame
from zzlib.ledger.references import INSPECTION_COLUMNS
from zzlib.ledger.tables import FUNDING_COLUMNS, frame
from zzlib.periods import chinese
from zzlib.settings import Settings
from zzlib.vocabulary import Band, ZeroKind
from zzlib.workspace import Workspace

WAN = 10**6
"""Fen in 万元."""

UNITS = [
    # id, name, group, filing, carried_from, incomplete, band, projects, received 万元, target 万元
    ("u01", "县发改委", "县直", "on_time", "", False, Band.HIGH, 12, 4200, 5000),
    ("u02", "县财政局", "县直", "on_time", "", False, Band.MIDDLE, 9, 3000, 10000),
    ("u03", "县民政局", "县直", "missing", "2013-04", False, Band.LOW, 6, 500, 5000),
    ("u04", "县水利局", "县直", "late", "", True, Band.MIDDLE, 5, 2000, 6000),
    ("u05", "县文化局", "县直", "on_time", "", False, Band.ZERO, 1, 0, 1000),
    ("u06", "城关镇", "乡镇", "on_time", "", False, Band.MIDDLE, 4, 300, 1000),
    ("u07", "东山乡", "乡镇", "on_time", "", False, Band.ZERO, 2, -20, 800),
    ("u08", "北河镇", "乡镇", "missing", "", False, Band.UNFILED, None, None, 800),
    ("u09", "城投公司", "企业", "on_time", "", False, Band.NO_TARGET, 1, 50, None),
    ("u10", "县供电公司", "垂管", "unreadable", "", True, Band.UNKNOWN, None, None, 3000),
]
"""The county's money received is 10030万元 of a target of 32600万元; one amount of 县水利局 can't be read."""

_ZERO_KINDS = {"u05": ZeroKind.NOTHING, "u07": ZeroKind.RECLAIMED}

FIGURES = """
units_total 10 | units_with_funds 6 | units_zero 2 | units_zero_reclaimed 1 | units_zero_won_not_received 0
units_zero_land_only 0 | units_zero_nothing 1 | units_missing 1 | units_unknown 1 | units_no_target 1
units_band_high 1 | units_band_middle 3 | units_band_low 1 | units_on_time 6 | units_late 1 | units_unreadable 1
units_missing_this_month 2 | files_waiting 1 | units_carried 1 | units_incomplete 2 | units_behind_schedule 6
projects_target 50 | projects_total 40 | projects_carried_over 15 | projects_new 25 | projects_formula 16
projects_competitive 24 | projects_completion 0.5 | projects_growth 0.25 | converted_formula 8
converted_competitive 3 | conversion_formula 0.5 | conversion_competitive 0.125 | large_projects 2 | land_granted 120.5
funds_target 326000000 | funds_applied 300000000 | funds_awarded 150000000 | funds_allotted 125375000
funds_received 100300000 incomplete | funds_paid 60180000 | funds_formula_received 75225000 incomplete
funds_formula_share 0.75 | funds_competitive_received 25075000 | funds_competitive_share 0.25
funds_new_received 20000000 | funds_awarded_growth -0.04 | funds_received_growth 0.724 incomplete
funds_completion 0.3076687117 incomplete | funds_gap 225700000 incomplete | funds_needed_monthly 32242857.14 incomplete
funds_increment 30000000 | arrival_rate 0.8 | payment_rate 0.6 | schedule_progress 0.4166666667
funds_top5_share 0.9970089731 | funds_gini 0.6
projects_pipeline 25 | funds_pipeline 90000000 | projects_stuck 0 | projects_stuck_share 0 | funds_stuck 0
projects_stating_approvals 0 | funds_stating_approvals 0 | projects_stating_contact 0 | funds_stating_contact 0
projects_stating_matching 0 | funds_stating_matching 0 | projects_stating_land 0 | projects_lacking_land 0
projects_unconverted_lacking_land 0
land_lacking 0 | funds_lacking_land 0 | funds_not_received 49700000 | funds_receipt_rate 0.8 | projects_unarrived 0
funds_unarrived 0 | projects_unstarted 0 | funds_unstarted 0 | projects_overpaid 0 | funds_overpaid 0 | funds_idle 0
funds_reclaimed 200000
projects_without_leader 0 | projects_filed_twice 0 | projects_filed_twice_differing 0 | funds_filed_twice 0
large_projects_share 0.0833333333 | units_zero_share 0.2 | funds_target_of_zero 18000000 | units_no_new_projects 0
units_dry 0 | funds_behind_schedule 35533333.33 | funds_best_month 40000000 | funds_this_month 20300000 | funds_rise 20300000 | funds_gap_top5_share 0.9 | fields_priority 3
fields_without_reserve 0 | programmes_open 2 | programmes_applied 2 | programmes_unapplied 0 | inspections_found 0
funds_inspected 0 | units_without_history 0 | projects_converted 11 | conversion 0.275
units_filed 9 | units_judged 7 | units_untargeted 1 | units_done 0 | units_comparable 9 | projects_stuck_large 0
projects_comparable_growth 0.25 | funds_awarded_comparable_growth -0.04 | funds_received_comparable_growth 0.724
funds_received_comparable_rise 42120000 incomplete | funds_received_last_year 58180000 | funds_received_rise_on_year 42120000 incomplete
funds_not_allotted 24625000 | funds_allotted_not_received 25075000 | funds_awaited 49500000 | funds_allotted_awaited 24875000 | funds_target_of_unfiled 8000000
funds_awarded_filed_twice 0 | funds_received_filed_twice 0 | funds_applied_again 0 | funds_awarded_again 0 | funds_received_again 0 | units_zero_behind 2
"""
"""Figures of the county by id: the value in its base unit (yuan, fraction), and whether it is incomplete."""


def figure(name: str, value: str, incomplete: bool = False, scope: str = "county") -> Figure:
    """Make a figure as the catalogue defines it; `value` "" is undefined."""
    known, amount = catalogue()[name], Decimal(value) if value else None
    bound, size = figure_words(known, amount, incomplete)
    return Figure(
        figure=name,
        scope=scope,
        label=known.label,
        value=amount,
        unit=known.unit,
        numerator=amount,
        denominator=Decimal(1_000_000) if known.compute == "growth" and value else None,
        carried_yuan=Decimal(5_000_000) if name == "funds_received" else None,
        incomplete=incomplete,
        bound=bound,
        size=size,
    )


def hand_made_month(settings: dict | None = None, figures: dict[str, str] | None = None) -> Month:
    """Make the month; `settings` as in settings.toml, `figures` replaces values by id ("" is undefined)."""
    return Month(
        period="2013-05",
        settings=Settings.model_validate(settings or {}),
        figures=Figures([*_county(figures or {}), *_by_unit()]),
        units=_units(),
        projects=_projects(),
        funding=_funding(),
        categories=_categories(),
        trend=_trend(),
        issues=_issues(),
        waiting_files=("无名单位.xlsx",),
        filings=pd.DataFrame(columns=list(FILING_COLUMNS)),
        fields=frame([], FIELD_COLUMNS),
        programmes=frame([], PROGRAMME_COLUMNS),
        inspections=frame([], INSPECTION_COLUMNS),
        gaps=frozenset(),
        unreadable_targets=(),
        workspace=Workspace(_empty_county().name),
    )


@functools.cache
def _empty_county() -> tempfile.TemporaryDirectory:
    """A workspace in which nothing is kept; it goes with the tests."""
    folder = tempfile.TemporaryDirectory(prefix="zzlib-")
    (Path(folder.name) / "data").mkdir()
    return folder


def _county(changed: dict[str, str]) -> list[Figure]:
    rows = [entry.split() for line in FIGURES.strip().splitlines() for entry in line.split("|")]
    return [figure(row[0], changed.get(row[0], row[1]), incomplete=len(row) > 2) for row in rows]


def _by_unit() -> list[Figure]:
    figures = []
    for unit_id, *_, incomplete, _band, projects, received, target in UNITS:
        scope = f"unit:{unit_id}"
        amount = "" if received is None else str(received * 10_000)
        share = str(Decimal(received) / Decimal(target)) if received is not None and target else ""
        hidden = incomplete and bool(amount)
        figures += [
            figure("projects_total", "" if projects is None else str(projects), scope=scope),
            figure("funds_received", amount, hidden, scope),
            figure("funds_awarded", amount, scope=scope),
            figure("funds_unit_share", str(Decimal(received) / 10030) if amount else "", scope=scope),
            figure("funds_target", "" if target is None else str(target * 10_000), scope=scope),
            figure("funds_gap", str((target - received) * 10_000) if share else "", hidden, scope),
            figure("funds_completion", share, hidden, scope),
        ]
    return figures


def _units() -> pd.DataFrame:
    rows = [
        {
            "unit_id": unit_id, "unit": name, "group": group, "ranked": True, "filing": filing,
            "carried": bool(carried_from), "carried_from": carried_from, "incomplete": incomplete, "band": str(band),
            "stand_in": chinese(carried_from) if carried_from else "",
            "zero_kind": str(_ZERO_KINDS.get(unit_id, "")),
            "projects": projects, "applied_fen": received and received * 2 * WAN,
            "awarded_fen": received and received * WAN, "received_fen": None if received is None else received * WAN,
            "target_fen": None if target is None else target * WAN,
            "completion": received / target if received is not None and target else None, "land_mu": 12.5,
            "behind": bool(target) and received is not None and received / target < 5 / 12, "errors": int(incomplete), "warnings": 0, "received_at": "2013-06-03T09:00:00",
            "band_before": str(band), "completion_before": received / target if received is not None and target else None, "received_before_fen": None if received is None else received * WAN,
            "rank_unreadable": False, "no_new_projects": False, "dry": False, "done": False,
        }
        for unit_id, name, group, filing, carried_from, incomplete, band, projects, received, target in UNITS
    ]  # fmt: skip
    money = ["applied_fen", "awarded_fen", "received_fen", "target_fen", "projects", "received_before_fen"]
    return pd.DataFrame(rows).astype(
        dict.fromkeys(money, "Int64") | dict.fromkeys(("completion", "completion_before"), "float64")
    )


def _projects() -> pd.DataFrame:
    project = {
        "unit_id": "u01", "project_id": "u01/水库", "project_name": "=水库除险加固", "project_code": "2013-000001-01",
        "stage": "received", "leader": "责任人甲", "person": "责任人乙", "converted": True,
    }  # fmt: skip
    return pd.DataFrame([_filled(project, FLAGGED_PROJECT_COLUMNS)])


def _funding() -> pd.DataFrame:
    """Two lines that count, one of them with an amount that can't be read, and one of a category that doesn't."""
    line = {
        "unit_id": "u01",
        "project_id": "u01/水库",
        "kind": "competitive",
        "origin": "new",
        "source_level": "central",
    }
    amounts = [
        {"fund_category": "中央预算内投资", "counts": True, "received_fen": 4200 * WAN, "applied_fen": 9000 * WAN},
        {"fund_category": "省级专项", "counts": True, "received_unreadable": True},
        {"fund_category": "专项债券", "counts": False, "received_fen": 700 * WAN},
    ]
    return pd.DataFrame([_filled(line | amount, FUNDING_COLUMNS) for amount in amounts])


def _filled(values: dict, columns: dict[str, str]) -> dict:
    blank = {"str": "", "bool": False, "int64": 0, "float64": float("nan"), "Int64": pd.NA}
    return {name: values.get(name, blank[kind]) for name, kind in columns.items()}


def _categories() -> pd.DataFrame:
    rows = [("中央预算内投资", 6000, 4000), ("农业综合开发", 4000, None), ("收回", 30, 1818)]
    return pd.DataFrame(
        [(name, now * WAN, None if before is None else before * WAN, now * WAN) for name, now, before in rows],
        columns=["fund_category", "received_fen", "last_year_fen", "before_fen"],
    ).astype(dict.fromkeys(["received_fen", "last_year_fen", "before_fen"], "Int64"))


def _trend() -> pd.DataFrame:
    received, last_year = [1000, 2500, 4000, 8000, 10030], [500, 900, 2000, 4000, 5818]
    rows = [
        (
            f"2013-{n:02d}",
            received[n - 1] * WAN,
            received[n - 1] * WAN,
            last_year[n - 1] * WAN,
            32600 * WAN * n // 12,
            8 * n,
            8,
        )
        for n in range(1, 6)
    ]
    columns = ["period", "received_fen", "awarded_fen", "last_year_fen", "schedule_fen", "projects", "filed"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[1:5], "Int64"))


def _issues() -> pd.DataFrame:
    unreadable = {
        "sheet": "Sheet1",
        "cell": "F8",
        "field": "received",
        "value": "约?万",
        "label": "到位资金",
        "example": "3200",
    }
    found = [
        issue("amount_unreadable", period="2013-05", unit_id="u04", file="县水利局.xlsx", **unreadable),
        issue("file_name_unit", period="2013-05", unit_id="u06", file="城关镇.xlsx", value="东山乡", unit="城关镇"),
    ]
    return issues_frame(found)
