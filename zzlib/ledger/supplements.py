"""A month's return that calls itself a supplement (补报): most of last month's projects are not in it, and none of them is gone."""

from dataclasses import replace

from zzlib.decisions.kind import FileDecisions
from zzlib.decisions.kinds.completeness import REPLACEMENT, SUPPLEMENT
from zzlib.issues import Issue
from zzlib.ledger.completeness import Lack, partial_issue
from zzlib.ledger.lines import Line
from zzlib.ledger.unit_month import UnitMonth
from zzlib.returns.cells.words import says_supplement


def only_adds(month: UnitMonth, before: UnitMonth | None) -> bool:
    """Tell whether a unit's only file of a month says that it is a supplement, and lacks most projects of the month before."""
    if before is None or not month.lines or month.undecided or len(month.filed.files) != 1:
        return False
    claim = month.filed.files[0]
    title = claim.extraction.filing.title
    says = says_supplement(claim.arrival.file.rsplit("/", 1)[-1]) or (title is not None and says_supplement(title.text))
    return says and len(_gone(month, before)) * 2 > len(_projects(before.lines))


def added(
    month: UnitMonth, before: UnitMonth, decisions: FileDecisions, names: dict[str, str]
) -> tuple[UnitMonth, list[Issue]]:
    """Ask whether it goes on top of last month's return, which stands meanwhile; what a person said of it counts."""
    claim, gone = month.filed.files[0], _gone(month, before)
    word = decisions.of("completeness", claim.arrival)
    if word and word.answer == REPLACEMENT:
        return month, []
    if word and word.answer == SUPPLEMENT:
        kept = tuple(line for line in before.lines if line.project_id in gone)
        return replace(month, lines=(*kept, *month.lines), undecided=before.undecided), []
    source = before.carried_from or before.filed.period
    had, has = (sum(line.value("received").fen or 0 for line in lines) for lines in (before.lines, month.lines))
    counts = len(_projects(before.lines)), len(_projects(month.lines))
    found = Lack(before.lines[0].file, tuple(gone.values()), *counts, had, has)
    question = partial_issue(claim, found, names[month.filed.unit_id], month.filed.period)
    return replace(month, lines=before.lines, carried_from=source, undecided=True), [question]


def _projects(lines: tuple[Line, ...]) -> dict[str, str]:
    """Give the names of the projects of some lines, by id."""
    return {line.project_id: line.text("project_name") for line in lines}


def _gone(month: UnitMonth, before: UnitMonth) -> dict[str, str]:
    own = _projects(month.lines)
    return {project_id: name for project_id, name in _projects(before.lines).items() if project_id not in own}
