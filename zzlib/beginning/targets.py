"""The year's targets out of the office's own list, by unit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from zzlib.beginning.lists import ListError, Listing, ListLine
from zzlib.beginning.numbers import Pick, county_total, fen_in, number_in, refuse, unit_of
from zzlib.beginning.units import Unit, find, units_by_name
from zzlib.beginning.words import words
from zzlib.ledger.references import COUNTY
from zzlib.money import FEN_PER_UNIT

_YEAR = re.compile(r"(20\d\d)")
_LABELS = {"projects": "项目任务", "funds": "资金任务", "land": "用地指标任务"}


@dataclass(frozen=True)
class UnitTarget:
    """A unit's target of a year as targets.csv has it: texts, blank where none is set."""

    year: int
    unit_id: str
    projects: str = ""
    funds_wan: str = ""
    land_mu: str = ""


def target_year(listing: Listing) -> int | None:
    """Give the latest year that a list's title, headings or name speak of."""
    texts = (*listing.titles, *listing.headers.values(), listing.source.name)
    return max((int(year) for text in texts for year in _YEAR.findall(text)), default=None)


def states_targets(listing: Listing) -> bool:
    """Tell whether a list has columns that look like targets."""
    year = target_year(listing) or 0
    stated = [c for c in _candidates(listing, "target", year) if unit_of(listing, c)]
    return bool(stated) or any(_candidates(listing, role, year) for role in _LABELS)


def unstated_targets(listing: Listing) -> str:
    """Give the heading of a column that says 任务 or 目标 and not of what, where no unit of money tells; `""` for none."""
    if _candidates(listing, "funds", 0):
        return ""
    bare = [c for c in _candidates(listing, "target", target_year(listing) or 0) if not unit_of(listing, c)]
    return listing.headers[bare[0]] if len(bare) == 1 else ""


def read_targets(
    listing: Listing, units: Sequence[Unit], year: int, money_unit: str = "", pick: Pick = refuse
) -> tuple[list[UnitTarget], list[str]]:
    """Give the targets of a list, and what a person should know; a total line becomes the county's own, to be held against.

    Raises:
        ListError: a column or a number can't be told, a name is no unit's, or two lines of a unit differ.
    """
    columns = {role: _column(listing, role, year, money_unit, pick) for role in _LABELS}
    if not any(column is not None for column in columns.values()):
        shown = "、".join(listing.headers.values()) or "没有表头"
        raise ListError(
            f"《{listing.source.name}》里没有看出目标任务的列（看到的列：{shown}）；表头请写资金任务（万元）、项目任务（个）、用地指标任务（亩）"
        )
    names = [line.text(listing.column("unit")) for line in listing.lines]
    owners = find(units_by_name(list(units)), names, f"《{listing.source.name}》")
    targets: dict[str, UnitTarget] = {}
    for line, unit in zip(listing.lines, owners, strict=True):
        target = _target(listing, line, columns, year, unit.unit_id, money_unit)
        if targets.setdefault(unit.unit_id, target) != target:
            raise ListError(f"“{unit.name}”的目标写了两次而且不同（{listing.place(line.row)}），请只留一行")
    stated = [target for target in targets.values() if target.projects or target.funds_wan or target.land_mu]
    blank = len(targets) - len(stated)
    notes = [f"{blank} 个单位没有写目标，算作无目标"] if blank else []
    if total := county_total(listing):
        county = _target(listing, total, columns, year, COUNTY[1], money_unit)
        notes += _differing(county, stated)
        stated.append(county)
    return stated, notes


def _column(listing: Listing, role: str, year: int, money_unit: str, pick: Pick) -> int | None:
    found = _candidates(listing, role, year)
    if role == "funds" and not found:
        found = [c for c in _candidates(listing, "target", year) if unit_of(listing, c) or money_unit]
        bare = listing.roles.get("bare_number", [])
        found = found or (bare if len(bare) == 1 else [])
    if len(found) < 2:
        return found[0] if found else None
    named = [f"{listing.place(listing.lines[0].row, c)}“{listing.headers[c]}”" for c in found]
    return found[pick(f"几列都像{_LABELS[role]}，哪一列是", named)]


def _candidates(listing: Listing, role: str, year: int) -> list[int]:
    """Give the columns that may hold a target: those whose heading says nothing of what was done, nor of another year."""
    done = words().not_a_target
    found = [c for c in listing.roles.get(role, ()) if not done.search(listing.headers[c])]
    found = [c for c in found if not (years := _YEAR.findall(listing.headers[c])) or not year or str(year) in years]
    return [c for c in found if re.search("任务|目标", listing.headers[c])] or found


def _target(
    listing: Listing, line: ListLine, columns: dict[str, int | None], year: int, unit_id: str, money_unit: str
) -> UnitTarget:
    funds = None if columns["funds"] is None else fen_in(listing, line, columns["funds"], money_unit)
    others = {role: _number(listing, line, columns[role]) for role in ("projects", "land")}
    if (projects := others["projects"]) is not None and projects != int(projects):
        raise ListError(f"{listing.place(line.row, columns['projects'])} 的项目个数不是整数")
    target = UnitTarget(
        year,
        unit_id,
        projects=_plain(projects),
        funds_wan=_plain(None if funds is None else Decimal(funds) / FEN_PER_UNIT["万元"]),
        land_mu=_plain(others["land"]),
    )
    negative = [text for text in (target.projects, target.funds_wan, target.land_mu) if text.startswith("-")]
    if negative:
        raise ListError(f"{listing.place(line.row)} 的目标是负数（{negative[0]}），请核对")
    return target


def _differing(county: UnitTarget, targets: Sequence[UnitTarget]) -> list[str]:
    notes = []
    for name, label in (("projects", "项目"), ("funds_wan", "资金（万元）"), ("land_mu", "用地（亩）")):
        total = sum((Decimal(getattr(target, name) or 0) for target in targets), Decimal(0))
        if (stated := getattr(county, name)) and Decimal(stated) != total:
            notes.append(f"目标合计行的{label}写的是 {stated}，各单位相加是 {_plain(total)}，请核对；按各单位的计")
    return notes


def _number(listing: Listing, line: ListLine, column: int | None) -> Decimal | None:
    found = None if column is None else number_in(listing, line, column)
    return found[0] if found else None


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"
