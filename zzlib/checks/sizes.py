"""Amounts a thousand or ten thousand times what they were: counted as written, and an error until it is decided."""

from collections.abc import Collection
from itertools import chain
from statistics import median
from typing import Any

from zzlib.checks.confirmed import confirmed_amount
from zzlib.checks.lines import Lines, Pair, Row, project_key, records, stated
from zzlib.checks.months import last_own_rows
from zzlib.checks.scale import left_scale
from zzlib.issues import Issue
from zzlib.ledger.references import target_amounts
from zzlib.money import SUSPECT_FACTOR, display_money, fen_of
from zzlib.returns import fields

_WON = ("awarded", "allotted", "received")
_OF_PROJECT = ("total_investment",)
"""What belongs to a project and is taken from one of its lines."""
_FEWEST_OTHERS = 3
_TARGETS = 10
"""Beside its neighbours an amount is suspect only if it is also this many times the unit's target of the year."""


def suspect_sizes(lines: Lines, told: Collection[str]) -> list[Issue]:
    """Report amounts of a project that are `SUSPECT_FACTOR` times what they were, or than what they can be.

    They are held against last month's (times it, or a part of it), the project's own total, and what the unit's other
    projects have. Units in `told` were told of their whole return.
    """
    ledger = lines.ledger
    month = [row for row in records(ledger.month("projects")) if not row["carried"] and row["unit_id"] not in told]
    before, earlier = (
        {project_key(row): row for row in records(last_own_rows(ledger, "projects", back))} for back in (1, 2)
    )
    others = _amounts_of_units(month)
    county = {f"{f}_fen": sorted(chain(*(a for (_, name), a in others.items() if name == f"{f}_fen"))) for f in _WON}
    targets = target_amounts(ledger.targets)
    issues = []
    for row in month:
        last, one_before = before.get(project_key(row), {}), earlier.get(project_key(row), {})
        for field in (*_WON, *_OF_PROJECT):
            name = f"{field}_fen"
            why = _against_last(lines, row[name], last, one_before.get(name), name)
            if field in _WON:
                why = why or _against_total(row[name], row["total_investment_fen"])
                own, target = others[row["unit_id"], name], targets.get(row["unit_id"])
                why = why or _against_others(row[name], own, target)
                if not why and not target and not _within(row[name], row["total_investment_fen"]):
                    why = _against_county(row[name], own, county[name])
            if why:
                issues.append(_suspect(lines, row, field, row[name], why))
    return issues


def suspect_applications(lines: Lines, pairs: list[Pair]) -> list[Issue]:
    """Report applied amounts of a line that are `SUSPECT_FACTOR` times last month's (or a part), or the total."""
    issues = []
    for pair in pairs:
        now, earlier = (stated(row, "applied") for row in (pair.now, pair.earlier))
        why = _against_last(lines, now, pair.before or {}, earlier, "applied_fen")
        why = why or _against_total(now, lines.project(pair.now)["total_investment_fen"])
        if now and why:
            issues.append(_suspect(lines, pair.now, "applied", now, why))
    return issues


def _suspect(lines: Lines, row: Row, field: str, fen: int, why: str) -> Issue:
    """Say that an amount is out of scale, at the line of the project in which it is largest, or that it is taken from."""
    if field in _OF_PROJECT:
        row = row | {name: row[f"{field}_{name}"] for name in ("source_id", "row")}
    else:
        own = [line for line in lines.by_project.get(project_key(row), ()) if stated(line, field) is not None]
        row = max(own, key=lambda line: abs(stated(line, field) or 0), default=row)
    value = display_money(fen)
    what = f"项目“{lines.project(row)['project_name']}”的{fields()[field].label}"
    how = {"what": what, "stated": value, "fen": fen, "whole": False}
    if word := confirmed_amount(lines, row, field, fen):
        how["stated"] = display_money(fen_of(word.value))
        return lines.issue("size_confirmed", row, field, value, **how, **word.who())
    return lines.issue("size_suspect", row, field, value, **how, why=f"{why}，相差千倍以上")


def _against_last(lines: Lines, now: Any, before: Row, earlier: Any, name: str) -> str:
    last: Any = before.get(name)
    return f"{lines.when(before)}是{display_money(last)}" if left_scale(now, last, earlier) else ""


def _against_total(now: Any, total: Any) -> str:
    if not isinstance(now, int) or not isinstance(total, int) or not total or now < SUSPECT_FACTOR * total:
        return ""
    return f"项目总投资才{display_money(total)}"


def _amounts_of_units(month: list[Row]) -> dict[tuple[str, str], list[int]]:
    """Give what each unit's projects have, by unit and amount; nothing (0) is left out."""
    amounts: dict[tuple[str, str], list[int]] = {}
    for row in month:
        for field in _WON:
            amounts.setdefault((row["unit_id"], f"{field}_fen"), []).extend(filter(None, [row[f"{field}_fen"]]))
    return amounts


def _within(now: int, total: Any) -> bool:
    """Tell whether a project's total investment says that an amount may be as large."""
    return isinstance(total, int) and now <= total


def _against_county(now: int, own: list[int], county: list[int]) -> str:
    """Hold the largest amount of all, of a unit without a target, against its others, or else the county's."""
    whose, amounts = ("本单位", own) if len(own) > _FEWEST_OTHERS else ("全县", county)
    if len(amounts) <= _FEWEST_OTHERS or now != county[-1] or now < _TARGETS * county[-2]:
        return ""
    usual = median(amounts)
    return f"{whose}其他项目一般是{display_money(int(usual))}" if now >= SUSPECT_FACTOR * usual else ""


def _against_others(now: int, amounts: list[int], target: Any) -> str:
    if not isinstance(target, int) or not target or now < _TARGETS * target or len(amounts) <= _FEWEST_OTHERS:
        return ""
    usual = median(amounts)
    if now < SUSPECT_FACTOR * usual:
        return ""
    return f"本单位其他项目一般是{display_money(int(usual))}，全年任务才{display_money(target)}"
