"""What goes with the circular as tables of text: units of each group in the order of their rank, projects with a problem."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Any

import pandas as pd

from zzlib.dispatch.items import ActionItem
from zzlib.dispatch.outcomes import closing_rate
from zzlib.findings.problem_projects import problems_to_act_on
from zzlib.indicators.month import Figure, Month
from zzlib.money import FEN_PER_UNIT, number_text
from zzlib.phrasing.bands import MEASURED, band_label
from zzlib.phrasing.lists import by_group
from zzlib.phrasing.month_words import whole_year, years_named
from zzlib.vocabulary import Band, Filing, ZeroKind

NO_DATA = "—"
_IN_DOUBT = "待核"
_LEAST = "至少"
_CARRIED = "※"
_FEN_A_WAN = FEN_PER_UNIT["万元"]

_ZEROS: dict[str, str] = {
    ZeroKind.WON_NOT_RECEIVED: "未到位", ZeroKind.LAND_ONLY: "仅用地", ZeroKind.NOTHING: "未争取到",
}  # fmt: skip
"""The kinds of zero in the table's narrow column, which holds four characters; the note below the table explains them.

Money taken back stands there with its amount.
"""

_RECLAIMED = "收回"

_NOTES = {
    _CARRIED: "本期未报，以今年最近一次报表代替",
    _LEAST: "有金额待核定，未计入",
    NO_DATA: "没有数据或不计",
    "未到位": "已争取、没有到位",
    "仅用地": "仅争得用地",
    _RECLAIMED: "后的数是被收回的资金，已从到位资金中扣除，不计完成率",
    "未争取到": "未争取到资金和用地",
}
"""What is explained below the table where it occurs in it."""


def ranking(month: Month, remarks: str = "", items: Sequence[ActionItem] = ()) -> dict[str, Any]:
    """Give the table's placeholders: 项目列, 计量, 各组 (名称, 各单位 with their fields), 合计, 表注; amounts in 万元.

    `remarks` are what is said of the data: they stand as the first note, before what the table's signs mean; the last
    tells how many of the year's `items` a return closed.
    """
    numbers = count(1)
    groups: list[dict[str, Any]] = [
        {"名称": group, "各单位": [_unit(unit, month, next(numbers)) for unit in ranked(units)]}
        for group, units in by_group(month.units)
    ]
    total = _tasks(month, "county") | {"目标": _wan(month.figures["funds_target"])}
    units = [unit for group in groups for unit in group["各单位"]]
    _even([*units, total], ("目标", "金额", "争取", "到位", "还差"))
    return {
        "项目列": {"new": "新增项目", "total": "项目总数"}[month.settings.projects.completion_counts],
        "计量": MEASURED[month.settings.bands.measure],
        "各组": groups,
        "合计": total,
        "表注": years_named(_numbered_notes([remarks, _notes(units, month), _closed(items, month)]), month),
    }


def ranked(units: pd.DataFrame) -> list[dict[Any, Any]]:
    """Give the units of a group by their place in it by completion, those without one after them in order of precedence.

    Equals share a place; none is given to units at zero, or whose amount or rank is not sure, or who are alone. `place_before` is that
    of the month before, by the same rule.
    """
    places = _places(units, "")
    shown = [
        _IN_DOUBT if doubt else place for place, doubt in zip(_shown(places), units["rank_unreadable"], strict=True)
    ]
    ordered = units.assign(place=shown, place_before=_shown(_places(units, "_before")))
    return ordered.iloc[places.reset_index(drop=True).sort_values(kind="stable").index].to_dict("records")


def _places(units: pd.DataFrame, when: str) -> pd.Series:
    """Give the places by completion, of the month before where `when` is `_before`; blank where a unit has none."""
    band, completion = units[f"band{when}"], units[f"completion{when}"]
    sure = units["ranked"] & ~band.isin([Band.UNKNOWN, ""]) & completion.notna()
    placed = sure & (band != Band.ZERO) & (sure.sum() > 1)
    return completion.where(placed).rank(method="min", ascending=False)


def _shown(places: pd.Series) -> list[str]:
    return [NO_DATA if pd.isna(place) else str(int(place)) for place in places]


def _unit(unit: dict[Any, Any], month: Month, number: int) -> dict[str, str]:
    scope = f"unit:{unit['unit_id']}"
    return {
        "序号": str(number),
        "名称": unit["unit"] + (_CARRIED if unit["carried"] else ""),
        **_tasks(month, scope),
        **_left(unit, month, scope),
        "目标": _wan(month.figures.get("funds_target", scope)),
        "位次": unit["place"],
        "档次": _band(unit, month),
        "报送": Filing(unit["filing"]).label,
    }


def _band(unit: dict[Any, Any], month: Month) -> str:
    if unit["zero_kind"] == ZeroKind.RECLAIMED:
        return _RECLAIMED + _wan(month.figures.get("funds_reclaimed", f"unit:{unit['unit_id']}"))
    if unit["zero_kind"]:
        return _ZEROS[unit["zero_kind"]]
    return "已完成" if unit["completion"] >= 1 else whole_year(band_label(unit["band"], month), month)


def _left(unit: dict[Any, Any], month: Month, scope: str) -> dict[str, str]:
    """Give what a unit's figures do not say: one that never filed owes all of its target."""
    return {"还差": _wan(month.figures.get("funds_target", scope))} if unit["band"] == Band.UNFILED else {}


def _tasks(month: Month, scope: str) -> dict[str, str]:
    """Give both tasks of a unit or the county: projects wanted and begun, money won and come, the share done, and what is left."""
    figures, measure = month.figures, month.settings.bands.measure
    counted = {"new": "projects_new", "total": "projects_total"}[month.settings.projects.completion_counts]
    amount, gap = figures.get(f"funds_{measure}", scope), figures.get("funds_gap", scope)
    return {
        "项目目标": _count(figures.get("projects_target", scope)),
        "项目数": _count(figures.get(counted, scope)),
        "金额": _at_least(amount),
        "争取": _at_least(figures.get("funds_awarded", scope)),
        "到位": _at_least(figures.get("funds_received", scope)),
        "完成率": _rate(figures["funds_completion", scope]),
        "还差": _wan(gap),
    }


def _rate(completion: Figure) -> str:
    """Print a share of the task; money taken back completes nothing."""
    return completion.text if (completion.value or 0) >= 0 else NO_DATA


def _at_least(figure: Figure | None) -> str:
    return _wan(figure, _LEAST if figure and figure.incomplete else "")


def _numbered_notes(notes: list[str]) -> str:
    """Write notes under a table: 注：…, or where there are several 注：1.…2.… with numbers."""
    said = [note for note in notes if note]
    if len(said) > 1:
        said = [f"{number}.{note}" for number, note in enumerate(said, start=1)]
    return "注：" + "".join(said) if said else ""


def _notes(units: list[dict[str, str]], month: Month) -> str:
    """Say what the table's signs mean, of those that occur in it."""
    texts = [text for unit in units for name, text in unit.items() if name != "报送"]
    signs = {sign for sign in _NOTES for text in texts if sign in (text, text[-1:], text[:2])}
    doubtful = (
        {_CARRIED: "本期报表未报或待核定，以今年最近一次报表代替"} if month.figures["units_unreadable"].value else {}
    )
    explained = [
        f"{sign if sign == _CARRIED else f'“{sign}”'}{means}"
        for sign, means in (_NOTES | doubtful).items()
        if sign in signs
    ]
    over = ["还差为负的是超额完成"] if any(unit["还差"].startswith("-") for unit in units) else []
    ranked = ["位次按完成率在本组内排，到位资金为零的不排"] if any(unit["位次"].isdecimal() for unit in units) else []
    said = [*ranked, *over, *_without_target(month), *explained]
    return "；".join(said) + "。" if said else ""


def _closed(items: Sequence[ActionItem], month: Month) -> str:
    """Tell the rate of items that a return closed, and how many units closed none, once some were asked a month before."""
    if not any(item.opened < month.period for item in items):  # what was asked only now nobody can have done
        return ""
    county, asked = closing_rate(items), {item.unit_id for item in items}
    idle = sum(not closing_rate([item for item in items if item.unit_id == unit_id]).closed for unit_id in asked)
    whole = f"督办事项办结率全县{county.text}，即今年要办的{county.items}项中，报表说明已办结的{county.closed}项"
    return f"{whole}；涉及的{len(asked)}个单位中，{idle}个还没有办结的。" if idle else f"{whole}。"


def _without_target(month: Month) -> list[str]:
    """Say what is in the county's sum and in no unit's share: the money of units without a target."""
    done = month.units.loc[month.units["target_fen"].isna(), f"{month.settings.bands.measure}_fen"].sum()
    if month.figures["funds_target"].value is None or not done:
        return []
    measured = MEASURED[month.settings.bands.measure]
    deducted = "" if month.figures["funds_gap"].value is None else "，合计的还差已扣除该数"
    return [f"没有年度目标的单位不计完成率和还差，其{measured}{wan_of(done)}万元计入合计{deducted}"]


def problem_rows(month: Month, told: frozenset[str]) -> list[dict[str, str]]:
    """Give the rows of the list of what is asked of whom (问题项目), each group's sum after its rows; amounts in 万元."""
    frame, numbers = problems_to_act_on(month, told), count(1)
    parts = [(group, frame[frame["unit_id"].isin(units["unit_id"])]) for group, units in by_group(month.units)]
    parts = [(group, part) for group, part in parts if len(part)]
    amounts = frame.dropna(subset="amount_fen")
    digits = max((_decimals(wan_of(fen)) for fen in amounts["amount_fen"]), default=0)
    sums = _ProblemSums(several=amounts["amount_of"].nunique() > 1, digits=digits)
    rows = []
    for group, part in parts:
        rows += [_problem_row(row, next(numbers), digits) for row in part.to_dict("records")]
        rows += [sums.row(f"{group}小计", part)] if len(parts) > 1 else []
    return [*rows, sums.row("合计", frame)] if len(frame) > 1 else rows


_SUM = "合计"

_AMOUNTS = {
    "applied": ("申报资金", ""),
    "awarded": ("争取资金", "批复未到位的"),
    "received": ("到位资金", "到位未开工的"),
    "paid": ("支付资金", "支付超过到位的"),
    "reclaimed": ("收回资金", "被收回的"),
    "inspected": ("涉及资金", "审计检查的"),
}
"""What the amounts of the list are by their kind, and of which projects where others are of another kind."""


def _problem_row(row: dict[Any, Any], number: int, digits: int) -> dict[str, str]:
    return {
        "序号": str(number),
        "名称": row["unit"],
        "项目": row["project"],
        "金额": _with_decimals(wan_of(row["amount_fen"]), digits),
        "金额种类": _AMOUNTS[row["amount_of"]][0] if not pd.isna(row["amount_fen"]) else "",
        "问题": _in_lines(row["problem"]),
        "要求": row["demand"],
        "时限": row["due"],
        "汇总": "" if row["project_id"] else "是",
    }


@dataclass(frozen=True)
class _ProblemSums:
    """Sums rows up, each kind of amount by itself where the list has `several`: each project stands in one row alone."""

    several: bool
    digits: int

    def row(self, name: str, rows: pd.DataFrame) -> dict[str, str]:
        """Give the row of a sum; amounts have `digits` decimals, as those of the list."""
        blank = int(rows["without_amount"].sum())
        sums = rows.dropna(subset="amount_fen").groupby("amount_of", sort=False)["amount_fen"].sum()
        ordered = [(label, self._wan(sums[kind])) for kind, (label, _) in _AMOUNTS.items() if kind in sums]
        told = "、".join(label + wan for label, wan in ordered) if self.several else ""
        without = f"{blank}个未填金额，未计入" if blank else ""
        return {
            "序号": "",
            "名称": name,
            "项目": f"{rows['projects'].sum()}个项目",
            "金额": "" if self.several else self._wan(rows["amount_fen"].sum(min_count=1)),
            "金额种类": "",
            "问题": _in_lines("；".join(filter(None, (told, without)))),
            "要求": "",
            "时限": "",
            "汇总": _SUM,
        }

    def _wan(self, fen: Any) -> str:
        return _with_decimals(wan_of(fen), self.digits)


def _in_lines(text: str) -> str:
    """Begin a line with each thing said, so that no number stands at a line's end without what is counted."""
    return re.sub("(?<=；)|(?=（)", "\n", text)


def problem_note(rows: list[dict[str, str]]) -> str:
    """Say below the list what its amounts are, of the kinds that occur, and the problems of which projects stand together."""
    kinds = [(name, of) for name, of in _AMOUNTS.values() if name in {row["金额种类"] for row in rows}]
    alone = len(kinds) == 1
    said = ["金额" + "，".join(f"{'' if alone else of}为{name}" for name, of in kinds)] if kinds else []
    if any(row["金额"] == NO_DATA for row in rows):
        said.append("“—”金额没有填报或待核定")
    if any(row["汇总"] == "是" for row in rows):
        said.append(f"{'、'.join(_summed(rows))}的按单位汇总，逐个项目另发各单位")
    return f"注：{'；'.join(said)}。" if said else ""


def _summed(rows: list[dict[str, str]]) -> dict[str, None]:
    """Give the problems of the rows that speak of several projects, without how many have each."""
    said = (row["问题"] for row in rows if row["汇总"] == "是")
    return dict.fromkeys(name for text in said for name in re.findall(r"(?:^|；\n)(?:\d+个)?([^；\n]+)", text))


def _even(rows: list[dict[str, str]], columns: tuple[str, ...]) -> None:
    """Give the amounts of a column as many decimals as the one that has most."""
    for name in columns:
        most = max((_decimals(row[name]) for row in rows), default=0)
        for row in rows:
            row[name] = _with_decimals(row[name], most)


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _with_decimals(text: str, most: int) -> str:
    """Give a number so many decimals, if any; words stay as they are."""
    whole, _, part = text.partition(".")
    return f"{whole}.{part.ljust(most, '0')}" if most and text[-1:].isdigit() else text


def _count(figure: Figure | None) -> str:
    return NO_DATA if figure is None or figure.value is None else f"{figure.value:f}"


def wan_of(fen: Any) -> str:
    """Print an amount in 万元, — where there is none."""
    return NO_DATA if pd.isna(fen) else number_text(Decimal(int(fen)) / _FEN_A_WAN, 2)


def _wan(figure: Figure | None, least: str = "") -> str:
    if figure is None or figure.value is None:
        return NO_DATA
    return least + number_text(Decimal(int(figure.value * 100)) / _FEN_A_WAN, 2)
