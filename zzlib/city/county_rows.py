"""A row a county, as a county's month has a row a unit: its amounts under the city's rules, its place, what is known of its month."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from zzlib.city.counties import MemberCounty
from zzlib.city.gathering import CountyPart
from zzlib.indicators.month import Figure, Figures, Month
from zzlib.indicators.units import band_of, schedule_fraction
from zzlib.vocabulary import Band, Filing, ZeroKind
from zzlib.workspace import Workspace


def counties_table(city: Workspace, period: str, parts: Sequence[CountyPart]) -> pd.DataFrame:
    """Give a row a county in the office's order: the columns of `Month.units`, and `is_in`, `is_missing`, `at_zero`, `stands_in` (bool), `state` (text).

    A county is `carried` in no month: `stands_in` tells that older returns of some of its units stand in for theirs.
    """
    table = pd.DataFrame([_county_row(city, period, part) for part in parts])
    whole = ("projects", "applied_fen", "awarded_fen", "received_fen", "target_fen", "received_before_fen")
    return table.astype(dict.fromkeys(whole, "Int64") | {"land_mu": "float64", "completion": "float64"})


def _county_row(city: Workspace, period: str, part: CountyPart) -> dict[str, Any]:
    amounts = _amounts(part.month)
    settings, month = city.settings, part.month
    received, target = amounts["received_fen"], amounts["target_fen"]
    measured = amounts[f"{settings.bands.measure}_fen"]
    band = _band(city, part, received, measured, target)
    judged = band not in (Band.UNFILED, Band.UNKNOWN) and target is not None
    completion = measured / target if judged and target else float("nan")
    behind = judged and completion < float(schedule_fraction(settings, period))
    zero_kind = ""
    if band == Band.ZERO:
        zero_kind = ZeroKind.RECLAIMED if received and received < 0 else ZeroKind.NOTHING
    return {
        **_place(part.county),
        **amounts,
        **_states(part),
        "band": band.value,
        "zero_kind": zero_kind,
        "zero_reclaimed": zero_kind == ZeroKind.RECLAIMED,
        "completion": completion,
        "judged": judged,
        "behind": behind,
        "zero_behind": behind and band == Band.ZERO,
        "done": judged and completion >= 1,
        "at_zero": band == Band.ZERO,
        "is_ranked": judged and band != Band.ZERO,
        "with_funds": received is not None and received > 0,
        **_month_before(month, city.rhythm.before(period)),
        "errors": int(month.units["errors"].sum()) if month else 0,
        "warnings": int(month.units["warnings"].sum()) if month else 0,
        "received_at": max(month.units["received_at"], default="") if month else "",
    }


def _month_before(month: Month | None, period: str) -> dict[str, Any]:
    """Give what was known of a county the month before, blank where that isn't known."""
    figures = month.figures if month else Figures([])
    completion = figures.get("funds_completion", f"month:{period}")
    return {
        "band_before": "",
        "completion_before": float(completion.value) if completion and completion.value is not None else float("nan"),
        "received_before_fen": _fen(figures.get("funds_received", f"month:{period}")),
    }


def _place(county: MemberCounty) -> dict[str, Any]:
    return {"unit_id": county.id, "unit": county.name, "group": county.group, "ranked": True, "rank_unreadable": False}


def _states(part: CountyPart) -> dict[str, Any]:
    """Give what is known of a county's month as a whole: it is there or not, whole or not."""
    month = part.month
    received = month.figures["funds_received"] if month else None
    return {
        "filing": Filing.ON_TIME if month else Filing.MISSING,
        "state": part.state,
        "is_in": month is not None,
        "is_missing": month is None,
        "incomplete": received is None or received.incomplete,
        "carried": False,
        "stands_in": bool(received and received.carried_yuan),
        "carried_from": "",
        "stand_in": "",
        "filed_this_year": month is not None,
        "no_new_projects": False,
        "dry": False,
    }


def _amounts(month: Month | None) -> dict[str, Any]:
    """Give a county's amounts in fen, its projects and its land; `None` where they can't be said."""
    if month is None:
        return dict.fromkeys(("projects", "applied_fen", "awarded_fen", "received_fen", "target_fen", "land_mu"))
    figures = month.figures
    money = {f"{name}_fen": _fen(figures[f"funds_{name}"]) for name in ("applied", "awarded", "received", "target")}
    projects, land = (figures[name].value for name in ("projects_total", "land_granted"))
    return {
        **money,
        "projects": None if projects is None else int(projects),
        "land_mu": None if land is None else float(land),
    }


def _fen(figure: Figure | None) -> int | None:
    return None if figure is None or figure.value is None else int(figure.value * 100)


def _band(city: Workspace, part: CountyPart, received: int | None, measured: int | None, target: int | None) -> Band:
    return band_of(
        filed_this_year=part.month is not None,
        known=received is not None and measured is not None,
        received=received or 0,
        measured=measured or 0,
        target=target,
        edges=city.settings.bands.edges,
    )
