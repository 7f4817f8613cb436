"""The lists that a sentence may give by name: units of a band, of a problem; policy fields, programmes, projects."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from zzlib.indicators.month import Month
from zzlib.indicators.once import once
from zzlib.indicators.units import TOP_UNITS
from zzlib.vocabulary import GROUPS, Band, Filing, ZeroKind

_ZEROS = {f"zero_{kind}": f"units_zero_{kind}" for kind in ZeroKind}

LIST_FIGURES = {
    "high": "units_band_high", "middle": "units_band_middle", "low": "units_band_low", "zero": "units_zero",
    "unfiled": "units_missing", "unknown": "units_unknown", "no_target": "units_no_target", "done": "units_done",
    "missing": "units_missing_this_month", "late": "units_late", "carried": "units_carried",
    "incomplete": "units_incomplete", "behind": "units_behind_schedule", "no_new_projects": "units_no_new_projects",
    "dry": "units_dry", "inspected": "inspections_found", "stuck": "projects_stuck", "unarrived": "projects_unarrived",
    "unstarted": "projects_unstarted", "overpaid": "projects_overpaid", "without_leader": "projects_without_leader",
    "lacking_land": "projects_lacking_land", "empty_fields": "fields_without_reserve",
    "unapplied_programmes": "programmes_unapplied", "twice": "projects_filed_twice", "inspection_notes": "inspections_found", **_ZEROS,
}  # fmt: skip
"""Every list, and the figure that counts it or its projects."""

_NAMED_WITH = {
    "unfiled": ("unfiled", "missing", "carried"),
    "zero": ("zero", *_ZEROS),
    "misuse": ("inspected",),
    "": (Band.HIGH, Band.MIDDLE, Band.NO_TARGET, Band.UNKNOWN, "incomplete", "done"),
}
"""Lists by the word of the setting (`document.naming`) with which they name units; `""` names with any, the others with `behind`."""
_OF_UNITS_WITH = ("stuck", "unarrived", "unstarted", "overpaid", "without_leader", "lacking_land")
LONG_LIST = 10
_GROUP_WORDS = {"县直": "县直单位", "垂管": "垂管单位"}


@dataclass(frozen=True)
class NameList:
    """Names in the office's order; a long list of units names departments, towns, firms and vertical units apart.

    `figures` is of each name the figure that it is listed by, where it is listed by one.
    """

    id: str
    names: tuple[str, ...]
    groups: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()

    def text(self, manner: str) -> str:
        """Write the names: `named` continues a sentence (，分别是甲、乙), `bracketed` stands in it (（甲、乙）)."""
        if not self.names:
            return ""
        listed = "、".join(self.names)
        if len(self.names) > LONG_LIST and len(set(self.groups)) > 1:
            listed = "，".join(
                f"{_GROUP_WORDS.get(group, group)}有{'、'.join(n for n, g in zip(self.names, self.groups, strict=True) if g == group)}"
                for group in in_order(set(self.groups))
            )
            return f"（{listed}）" if manner == "bracketed" else f"，{listed}"
        if manner == "bracketed":
            return f"（{listed}）"
        return f"，{'分别是' if len(self.names) > 1 else '为'}{listed}"


_DIGITS: tuple[str, ...] = ("", *"一二三四五六七八九")


def ordinal(number: int) -> str:
    """Write 1 to 99 as headings do: 一, 二, … 十九, 二十."""
    tens, ones = divmod(number, 10)
    return _DIGITS[tens] * (tens > 1) + "十" * (tens > 0) + _DIGITS[ones]


def in_order(groups: set[str]) -> list[str]:
    """Give groups of units in the order of documents, any others after them."""
    return sorted(groups, key=lambda group: (GROUPS.index(group) if group in GROUPS else len(GROUPS), group))


def by_group(units: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Give the units of each group, groups in the order of documents, any others after them."""
    return [(group, units[units["group"] == group]) for group in in_order(set(units["group"]))]


@once
def unit_lists(month: Month) -> dict[str, pd.DataFrame]:
    """Give the units of every list of units, in order of precedence, whoever may be named."""
    units, projects = month.units, month.projects
    chosen: dict[str, Any] = {str(band): units["band"] == band for band in Band}
    chosen |= {f"zero_{kind}": units["zero_kind"] == kind for kind in ZeroKind}
    chosen["missing"], chosen["late"] = units["filing"] == Filing.MISSING, units["filing"] == Filing.LATE
    chosen |= {name: units[name] for name in ("carried", "incomplete", "behind", "no_new_projects", "dry", "done")}
    chosen["inspected"] = units["unit_id"].isin(set(month.inspections["unit_id"]))
    ranks = {str(band): place for place, band in enumerate(_WITH_MONEY)}
    now, before = (units[name].map(ranks) for name in ("band", "band_before"))
    chosen |= {"moved_up": ~units["incomplete"] & (now > before), "moved_down": ~units["incomplete"] & (now < before)}
    chosen |= {f"moved_up_{band}": chosen["moved_up"] & (units["band"] == band) for band in _WITH_MONEY}
    for flag in _OF_UNITS_WITH:
        chosen[flag] = units["unit_id"].isin(set(projects.loc[projects[flag], "unit_id"]))
    return {name: units[rows.astype("bool")] for name, rows in chosen.items()}


@once
def name_lists(month: Month) -> dict[str, NameList]:
    """Give every list by name; units that the county won't have named are left out of theirs."""
    return {entry.id: entry for entry in (*_of_units(month), *_of_things(month), *_by_figure(month))}


_BY_RANK = ("high", "middle", "done")
"""Lists of units that have come furthest: they stand in the order of their completion."""


def _of_units(month: Month) -> Iterator[NameList]:
    document, found = month.settings.document, unit_lists(month)
    naming = {*document.naming, *([""] if document.naming else []), *(["misuse"] if document.name_misuse else [])}
    words = {str(name): word for word, names in _NAMED_WITH.items() for name in names}
    for name in LIST_FIGURES:
        units = found.get(name, month.units.iloc[:0])
        # Whose return or amount can't be read is not called a zero by name (contracts, section 4).
        if name == "zero":
            units = units[units["zero_kind"] != ZeroKind.RECLAIMED]
        if name in ("zero", *_ZEROS):
            units = units[~units["incomplete"]]
        if name in _BY_RANK:
            units = units.sort_values("completion", ascending=False, kind="stable")
        if words.get(name, "behind") not in naming:
            units = units.iloc[:0]
        yield NameList(name, tuple(units["unit"]), tuple(units["group"]))


def _of_things(month: Month) -> Iterator[NameList]:
    fields, programmes, projects = month.fields, month.programmes, month.projects
    yield NameList("empty_fields", tuple(fields.loc[fields["without_reserve"], "policy_field"]))
    yield NameList("unapplied_programmes", tuple(programmes.loc[programmes["unapplied"], "programme"]))
    yield NameList("inspection_notes", tuple(dict.fromkeys(month.inspections["finding"])))
    named = bool(month.settings.document.naming)
    lines = month.funding[month.funding["counts"] & (month.funding["received_fen"] < 0).fillna(False)]
    units = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    titles = dict(
        zip(zip(projects["unit_id"], projects["project_id"], strict=True), projects["project_name"], strict=True)
    )
    keys = dict.fromkeys(zip(lines["unit_id"], lines["project_id"], strict=True)) if named else {}
    names = [(units[unit], titles.get((unit, project), "")) for unit, project in keys]
    yield NameList("reclaimed", tuple(of_unit(*name) for name in names))
    leading = [scope.removeprefix("project:") for scope in month.figures.scopes("project")] if named else []
    of_units = dict(zip(projects["project_id"], projects["unit_id"], strict=True))
    won = tuple(of_unit(units[of_units[one]], titles[of_units[one], one]) for one in leading)
    yield NameList("largest_projects", won, figures=tuple(("funds_awarded", f"project:{one}") for one in leading))
    yield NameList("twice", tuple(projects.loc[projects["filed_twice_first"], "project_name"]) if named else ())


def of_unit(unit: str, title: str) -> str:
    """Name a project with its unit; many are called by its name already: 白溪镇小城镇建设."""
    return title if title.startswith(unit) else unit + title


_FOREMOST = 3
"""Units and fund categories that are named for their amounts."""
_WITH_MONEY = (Band.LOW, Band.MIDDLE, Band.HIGH)
"""Bands of units with money and a target, worst first."""
TOWNS = "乡镇"


def _by_figure(month: Month) -> Iterator[NameList]:
    """Give lists in which each name stands with its figure: who won most, who lacks most, what and who has moved."""
    units = month.units if month.settings.document.naming else month.units.iloc[:0]
    sound = units[~units["incomplete"]]
    filed = sound[~sound["carried"]]  # whom an older return stands for is praised for nothing
    towns = filed["group"] == TOWNS
    yield _largest(month, "best_departments", filed[~towns], "funds_received")
    yield _largest(month, "best_towns", filed[towns], "funds_received")
    yield _largest(month, "gap_holders", units, "funds_gap", TOP_UNITS)
    yield _largest(month, "not_received_holders", units, "funds_awaited")
    yield _largest(month, "coming", units, "funds_allotted_awaited")
    yield _largest(month, "reclaiming", units, "funds_reclaimed", LONG_LIST)
    yield from _by_completion(month, sound)
    yield _named(month, "broke_zero", sound[(sound["band_before"] == Band.ZERO) & sound["band"].isin(_WITH_MONEY)])
    for name in ("moved_up", *(f"moved_up_{band}" for band in _WITH_MONEY), "moved_down"):
        moved = unit_lists(month)[name]
        yield _named(month, name, moved[moved["unit_id"].isin(set(units["unit_id"]))])
    correcting = units[units["errors"] > 0]
    yield NameList("correcting", tuple(correcting["unit"]), tuple(correcting["group"]))
    yield _grown_on_year(month)
    rise = (month.categories["received_fen"] - month.categories["before_fen"]).fillna(0)
    grown = _foremost(month.categories.assign(rise=rise)[rise > 0], "rise")["fund_category"]
    yield NameList("risen_categories", tuple(grown), figures=tuple(("funds_rise", f"category:{c}") for c in grown))


def _by_completion(month: Month, units: pd.DataFrame) -> Iterator[NameList]:
    """Name who has come furthest and who least far, as many of either, each with its completion."""
    placed = units[units["band"].isin(_WITH_MONEY) & units["completion"].notna()]
    ordered = placed.sort_values("completion", ascending=False, kind="stable")
    most = min(_FOREMOST, len(ordered) // 2)
    behind = ordered.iloc[::-1] if "behind" in month.settings.document.naming else ordered.iloc[:0]
    yield _named(month, "foremost", ordered.head(most), "funds_completion")
    yield _named(month, "hindmost", behind.head(most), "funds_completion")


def _grown_on_year(month: Month) -> NameList:
    """Name the fund categories that brought most of the increase over last year, the largest first."""
    increases = (
        (key.partition(":")[2], month.figures.get("funds_increment", key)) for key in month.figures.scopes("category")
    )
    grown = [(name, found.value) for name, found in increases if found and found.value and found.value > 0]
    names = tuple(name for name, _ in sorted(grown, key=lambda one: one[1], reverse=True)[:_FOREMOST])
    return NameList("grown_categories", names, figures=tuple(("funds_increment", f"category:{name}") for name in names))


def _largest(month: Month, name: str, units: pd.DataFrame, figure: str, most: int = _FOREMOST) -> NameList:
    """Name the units that have most of an amount, the largest first."""
    values = units["unit_id"].map(lambda unit_id: _amount(month, figure, unit_id)).astype("float64")
    return _named(month, name, _foremost(units.assign(value=values)[values > 0], "value", most), figure)


def _foremost(table: pd.DataFrame, column: str, most: int = _FOREMOST) -> pd.DataFrame:
    return table.sort_values(column, ascending=False, kind="stable").head(most)


def _amount(month: Month, figure: str, unit_id: str) -> float | None:
    found = month.figures.get(figure, f"unit:{unit_id}")
    return None if found is None or found.value is None else float(found.value)


def _named(month: Month, name: str, units: pd.DataFrame, figure: str = "funds_received") -> NameList:
    keys = tuple((figure, f"unit:{unit_id}") for unit_id in units["unit_id"])
    known = all(key in month.figures for key in keys)
    return NameList(name, tuple(units["unit"]), tuple(units["group"]), keys if known else ())
