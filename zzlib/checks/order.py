"""The order in which money comes: what is awarded is allotted, what is allotted is received, what is received is paid."""

from collections.abc import Sequence
from itertools import pairwise

from zzlib.checks.lines import Lines, Row, stated, step
from zzlib.issues import Issue
from zzlib.money import display_money
from zzlib.vocabulary import Origin, Stage

_OF_A_LINE = ("awarded", "received")
_REMARKS_ON_SCOPE = ("上年", "去年", "往年", "历年", "以前年度", "结转", "结余", "含自筹", "含配套", "垫付", "口径")
"""Words of a remark with which a unit explains that its amounts are not of the same scope."""


def amounts_out_of_order(lines: Lines) -> list[Issue]:
    """Tell where a project has more of an amount than of the one before it, as the county's form orders them.

    A warning; for a project of last year a notice, as its money may have been awarded and received then. Only amounts
    that every line of the project states are compared, each with the nearest such one before it. Where a project is in
    order and each of its lines states both, what a line received is held against what it was awarded.
    """
    return [issue for group in lines.by_project.values() for issue in _of_project(lines, group)]


def _of_project(lines: Lines, group: list[Row]) -> list[Issue]:
    row = group[0]
    project = lines.project(row)
    if project["stage"] == Stage.RECLAIMED or lines.remarks(row, _REMARKS_ON_SCOPE):
        return []
    order = [step for step in lines.form.steps if step != "applied"]
    found = _of_lines(lines, group, order)
    if found or any(_stated_sum(lines, group, field) is None for field in _OF_A_LINE):
        return found
    return [issue for line in group for issue in _of_lines(lines, [line], _OF_A_LINE)]


def _of_lines(lines: Lines, group: list[Row], order: Sequence[str]) -> list[Issue]:
    """Compare the sums of some lines of a project, told at the first."""
    row = group[0]
    project = lines.project(row)
    sums = {field: total for field in order if (total := _stated_sum(lines, group, field)) is not None}
    code = "order_carried_over" if project["origin"] == Origin.CARRIED_OVER else "amounts_out_of_order"
    issues = []
    for larger, smaller in pairwise(sums):
        before, after = sums[larger], sums[smaller]
        if after <= before or after - before < max(step(before), step(after)):
            continue
        issues.append(
            lines.issue(
                code,
                row,
                smaller,
                display_money(after),
                larger=lines.form.label(larger),
                before=display_money(before),
                difference=display_money(after - before),
            )
        )
    return issues


def _stated_sum(lines: Lines, group: list[Row], field: str) -> int | None:
    """Sum an amount over the lines of a project; `None` if one doesn't state it, or is money taken back."""
    amounts = [stated(row, field) for row in group]
    if any(lines.doubtful(row, field) for row in group):
        return None
    known = [amount for amount in amounts if amount is not None and amount >= 0]
    return sum(known) if len(known) == len(group) else None
