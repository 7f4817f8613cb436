"""What changed of the county's units, in the words of documents: 7月起，发改委、物价局合并为市场局."""

from decimal import Decimal

from zzlib.ledger.change_lines import group_at, name_at, read_changes
from zzlib.ledger.changes import ChangeLine, Changes
from zzlib.money import number_text
from zzlib.periods import period_before, year_of
from zzlib.workspace import Workspace


def changes_said(workspace: Workspace, since: str, period: str) -> str:
    """Say what changed after the month `since` up to a period, month by month, `""` if nothing did."""
    changes, _ = read_changes(workspace)
    said = []
    for month in changes.months:
        if since < month <= period and (clauses := _clauses(workspace, changes, month)):
            last = "上年" if year_of(month) < year_of(period) else ""
            said.append(f"{last}{workspace.rhythm.short(month)}起，{'，'.join(clauses)}")
    return "；".join(said)


def line_said(workspace: Workspace, line: ChangeLine) -> str:
    """Say what one line does: 水利局改名为水务局; 教科体局的60%归教育局."""
    before, after = name_at(workspace, period_before(line.period)), name_at(workspace, line.period)
    if line.from_unit == line.to_unit and (line.name or line.group):
        name = f"{before[line.to_unit]}改名为{line.name}" if line.name else ""
        return "，".join(filter(None, [name, f"{after[line.to_unit]}改列{line.group}" if line.group else ""]))
    if not line.from_unit:
        return f"新设{after[line.to_unit]}"
    if not line.to_unit:
        return f"{before[line.from_unit]}撤销"
    part = "" if line.share == 1 else f"的{number_text(Decimal(float(line.share)) * 100, 2)}%"
    return f"{before[line.from_unit]}{part}归{after[line.to_unit]}"


def divided(workspace: Workspace, since: str, period: str) -> list[str]:
    """Name the units that came out of one which was split in that time: part of what is said of them is by shares."""
    changes, names = read_changes(workspace)[0], name_at(workspace, period)
    parts = (
        part for line in changes.between(since, period) if line.share < 1 for part in _heirs(changes, line, period)
    )
    return [names[unit_id] for unit_id in dict.fromkeys(parts)]


def _heirs(changes: Changes, line: ChangeLine, period: str) -> list[str]:
    return [unit_id for unit_id, _ in changes.successors(line.to_unit, line.period, period)] if line.to_unit else []


def _clauses(workspace: Workspace, changes: Changes, month: str) -> list[str]:
    before, after = name_at(workspace, period_before(month)), name_at(workspace, month)
    lines = changes.of_month(month)
    clauses = []
    for line in lines:
        if line.from_unit == line.to_unit:
            unit_id = line.to_unit
            if before[unit_id] != after[unit_id]:
                clauses.append(f"{before[unit_id]}更名为{after[unit_id]}")
            if line.group and group_at(workspace, period_before(month))[unit_id] != line.group:
                clauses.append(f"{after[unit_id]}改列{line.group}")
    passing = [line for line in lines if line.from_unit != line.to_unit]
    for source in dict.fromkeys(line.from_unit for line in passing):
        heirs = list(dict.fromkeys(after[to] for to, _ in changes.passed_on(source, month) if to != source))
        own = [line for line in passing if line.from_unit == source]
        if not source:
            clauses.append(f"新设{'、'.join(after[line.to_unit] for line in own)}")
        elif len(heirs) > 1 or any(line.from_unit == line.to_unit == source for line in lines):
            stays = any(line.from_unit == line.to_unit == source for line in lines)
            clauses.append(f"{before[source]}{'分出' if stays else '分为'}{'、'.join(heirs)}")
        elif not heirs:
            clauses.append(f"{before[source]}撤销")
    return clauses + _joined(changes, month, passing, before, after)


def _joined(
    changes: Changes, month: str, passing: list[ChangeLine], before: dict[str, str], after: dict[str, str]
) -> list[str]:
    """Say of the units that went whole into one what became of them: renamed, joined to one that was there, or merged."""
    whole: dict[str, list[str]] = {}
    for source in dict.fromkeys(line.from_unit for line in passing if line.from_unit):
        parts = changes.passed_on(source, month)
        if len(parts) == 1 and parts[0][0] != source:
            whole.setdefault(parts[0][0], []).append(source)
    clauses = []
    for unit_id, sources in whole.items():
        names = "、".join(before[source] for source in sources)
        if changes.is_member(unit_id, period_before(month)):
            clauses.append(f"{names}并入{after[unit_id]}")
        else:
            clauses.append(f"{names}{'合并' if len(sources) > 1 else '更名'}为{after[unit_id]}")
    return clauses
