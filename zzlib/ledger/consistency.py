"""What the month's lines say against themselves and the county's lists, without looking at other months."""

from zzlib.form import Form
from zzlib.issues import Issue, issue
from zzlib.ledger.identity import owner_of
from zzlib.ledger.lines import Line, differing
from zzlib.ledger.projects import differing_values, line_place
from zzlib.ledger.tables import by_project
from zzlib.ledger.year import Year
from zzlib.money import display_money
from zzlib.workspace import Workspace


def line_issues(workspace: Workspace, year: Year) -> list[Issue]:
    """Give the issues of the lines that each month's own returns bring (carried lines were said in their month)."""
    form, categories = workspace.form, {row["category"] for row in workspace.reference("fund_categories").rows()}
    issues = []
    for period, month in year.months.items():
        for unit_id, unit_month in month.items():
            if unit_month.carried_from:
                continue
            for project_id, lines in by_project(unit_month.lines).items():
                issues += [*differing_values(project_id, lines, form), *_repeated(lines, form)]
                if year.counts_elsewhere(period, unit_id, project_id):
                    issues.append(_linked(year, period, project_id, lines[0]))
            issues += [i for line in unit_month.lines for i in (*_category(line, categories), *_reclaimed(line))]
    return issues


_TELL_APART = ("fund_category", "source_level", "document_number", "applied_on", "awarded_on", "received_on")
"""By these a project's fund lines are told from each other; its amounts may be alike."""


def _repeated(lines: list[Line], form: Form) -> list[Issue]:
    """Warn of rows that name a project again and differ in nothing that tells fund lines apart: one, or pasted twice.

    In a form that has no means to tell them apart, of rows whose amounts are all the same.
    """
    first: dict[tuple[str, ...], Line] = {}
    issues = []
    for line in lines:
        name = line.value("project_name")
        key = tuple(line.text(field) for field in _TELL_APART)
        told_apart = any(key[:2])
        if not told_apart:
            key = tuple(str(line.value(field).fen) for field in (*form.line_money, *form.project_money))
            if not any(line.value(field).fen for field in form.line_money):
                continue
        same = first.setdefault(key, line)
        # A name that stands once for several rows, in a merged or a blank cell, says that they are fund lines.
        # What differs in amounts only by the sheet that it stands on may be told apart by that.
        elsewhere = same.record.sheet != line.record.sheet
        if same is line or (not told_apart if elsewhere else same.value("project_name").cell == name.cell):
            continue
        place = line_place(line)
        issues.append(
            issue(
                "project_repeated",
                cell=name.cell,
                field="project_name",
                value=name.raw,
                row=line.record.row,
                turned=line.record.turned,
                apart="、".join(differing(same.record, line.record, form)[:_SHOWN]),
                first=f"工作表“{same.record.sheet}”" * elsewhere + f"第 {same.record.row} 行",
                **place,
            )
        )
    return issues


_SHOWN = 4


def _category(line: Line, categories: set[str]) -> list[Issue]:
    category = line.value("fund_category")
    if not categories or not category.value or category.value in categories:
        return []
    place = line_place(line)
    return [issue("fund_category_unknown", cell=category.cell, field="fund_category", value=category.raw, **place)]


def _reclaimed(line: Line) -> list[Issue]:
    """List money taken back (收回): allowed, and worth knowing."""
    received = line.value("received")
    if received.fen is None or received.fen >= 0:
        return []
    amount = display_money(-received.fen)
    place = line_place(line)
    return [
        issue("received_negative", cell=received.cell, field="received", value=received.raw, amount=amount, **place)
    ]


def _linked(year: Year, period: str, project_id: str, line: Line) -> Issue:
    name, changes = line.value("project_name"), year.registry.changes
    link = year.links.same(line.unit_id, line.text("project_name"), changes.lineage(line.unit_id, period))
    owners = (u for u, _ in changes.successors(owner_of(project_id), period, period) if u != line.unit_id)
    owner = "、".join(year.registry.ids.get(u, u) for u in owners) or project_id
    return issue(
        "project_linked",
        cell=name.cell,
        field="project_name",
        value=name.raw,
        owner=owner,
        decided_by=link.decided_by if link else "",
        decided_on=link.decided_on if link else "",
        **line_place(line),
    )
