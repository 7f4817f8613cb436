"""Dates of what has happened can't lie after the month that the return speaks of."""

from zzlib.checks.lines import Lines, Row
from zzlib.issues import Issue
from zzlib.periods import last_day
from zzlib.vocabulary import Stage

_FIELDS = ("applied_on", "awarded_on", "received_on")
_PLANNED = ("计划", "预计", "预期", "拟")
_NOT_APPLIED_YET = (Stage.IDEA, Stage.RESERVE, Stage.PREPARATION)
"""In these stages a date of application is a plan."""


def future_dates(lines: Lines) -> list[Issue]:
    """Warn of dates after the month's last day; a column of planned dates may hold them."""
    end = last_day(lines.ledger.period).isoformat()
    return [
        lines.issue("date_in_future", row, field, row[field], end=end, example=end)
        for group in lines.by_project.values()
        for row in group
        for field in _FIELDS
        if row[field] > end[: len(row[field])] and not _planned(lines, row, field)
    ]


def _planned(lines: Lines, row: Row, field: str) -> bool:
    if any(word in lines.header(row, field) for word in _PLANNED):
        return True
    return field == "applied_on" and lines.project(row)["stage"] in _NOT_APPLIED_YET


CHECKS = (future_dates,)
