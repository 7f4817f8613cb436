"""A project that last year's returns had is carried over: called new it would count towards the year's new projects."""

from zzlib.checks.lines import Lines
from zzlib.issues import Issue
from zzlib.vocabulary import Origin


def still_called_new(lines: Lines) -> list[Issue]:
    """Warn of projects of last year's ledger that are called new, at the first line of each."""
    past = lines.ledger.past
    if past is None:
        return []
    last = past.projects.groupby(["unit_id", "project_id"])["period"].max().to_dict()
    return [
        lines.issue(
            "origin_not_carried",
            group[0],
            "origin",
            Origin.NEW.label,
            previous=lines.ledger.workspace.rhythm.name(last[key]),
        )
        for key, group in lines.by_project.items()
        if key in last and lines.project(group[0])["origin"] == Origin.NEW
    ]


CHECKS = (still_called_new,)
