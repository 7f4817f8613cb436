"""The table of units that goes with the circular: its rows as text, every unit under its group in order of precedence."""

from decimal import Decimal
from itertools import count
from typing import Any

import pandas as pd

from zzlib.charts.units import MEASURED
from zzlib.findings.lists import by_group
from zzlib.indicators.month import Month
from zzlib.money import FEN_PER_UNIT, number_text
from zzlib.vocabulary import Band, Filing, ZeroKind

NO_DATA = "—"
_IN_DOUBT = "待核"

_ZEROS: dict[str, str] = {
    ZeroKind.RECLAIMED: "被收回", ZeroKind.WON_NOT_RECEIVED: "未到位", ZeroKind.LAND_ONLY: "仅用地", ZeroKind.NOTHING: "到位为零",
}  # fmt: skip
"""The kinds of zero in the table's narrow column, which holds four characters; the note below the table explains them."""


def ranking(month: Month) -> dict[str, Any]:
    """Give the table's placeholders: 计量, 各组 (名称, 各单位 with their fields), 合计; amounts in 万元."""
    numbers = count(1)
    groups = [
        {"名称": group, "各单位": [_unit(unit, month, next(numbers)) for unit in _ranked(units)]}
        for group, units in by_group(month.units)
    ]
    target, measured = month.figures["funds_target"], month.figures[f"funds_{month.settings.bands.measure}"]
    amounts = [None if figure.value is None else int(figure.value * 100) for figure in (target, measured)]
    total = {
        "目标": _wan(amounts[0]),
        "金额": _wan(amounts[1], "至少" if measured.incomplete else ""),
        "完成率": month.figures.text("funds_completion"),
    }
    return {"计量": MEASURED[month.settings.bands.measure], "各组": groups, "合计": total}


def _ranked(units: pd.DataFrame) -> list[dict[Any, Any]]:
    """Give the units of a group with their place in it by completion; equals share one, none without a sure amount or rank.

    Who is alone has no place either.
    """
    places = (
        units["completion"].where(units["ranked"] & (units["band"] != Band.UNKNOWN)).rank(method="min", ascending=False)
    )
    if places.notna().sum() < 2:
        places = places * float("nan")
    shown = [NO_DATA if pd.isna(place) else str(int(place)) for place in places]
    shown = [_IN_DOUBT if doubt else place for place, doubt in zip(shown, units["rank_unreadable"], strict=True)]
    return [unit | {"place": place} for unit, place in zip(units.to_dict("records"), shown, strict=True)]


def _unit(unit: dict[Any, Any], month: Month, number: int) -> dict[str, str]:
    scope, measure = f"unit:{unit['unit_id']}", month.settings.bands.measure
    least = "至少" if month.figures[f"funds_{measure}", scope].incomplete else ""
    return {
        "序号": str(number),
        "名称": unit["unit"] + ("※" if unit["carried"] else ""),
        "目标": _wan(unit["target_fen"]),
        "金额": _wan(unit[f"{measure}_fen"], least),
        "完成率": month.figures.text("funds_completion", scope),
        "位次": unit["place"],
        "档次": _ZEROS[unit["zero_kind"]] if unit["zero_kind"] else Band(unit["band"]).label,
        "报送": Filing(unit["filing"]).label,
    }


def _wan(fen: Any, least: str = "") -> str:
    return NO_DATA if fen is None or pd.isna(fen) else least + number_text(Decimal(int(fen)) / FEN_PER_UNIT["万元"], 2)
