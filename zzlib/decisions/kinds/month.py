"""A file that speaks of another month than its folder: of which it is."""

from collections.abc import Iterable

from zzlib.decisions.kind import (
    NOT_A_RETURN,
    Choice,
    FileDecisions,
    Issue,
    Knowledge,
    QuestionKind,
    Questions,
    question,
)  # fmt: skip
from zzlib.periods import is_period


def _ask(issue: Issue, known: Knowledge) -> Questions:
    """Offer both months."""
    notes = {issue.period: "（所在文件夹的月份，表里写错了）", issue.details["month"]: "（表里写的月份）"}
    choices = [Choice(month, known.rhythm.name(month) + note) for month, note in notes.items() if month]
    choices.append(Choice(NOT_A_RETURN, "不是报表，不用"))
    evidence, digest = [issue.message, *known.contents(issue.file)], known.digest(issue.file)
    about = f"{issue.file}\0{digest}"
    yield question("month", issue, about, "是哪个月的报表？", evidence, choices, sha256=digest)


KIND = QuestionKind(
    name="month",
    label="哪个月的",
    order=30,
    codes=("period_conflict",),
    ask=_ask,
    each_its_own=True,
    decides="月份",
    free=lambda answer, units: is_period(answer),
    told="月份（如 2013-05）",
)


def moved_into(decisions: FileDecisions, periods: Iterable[str]) -> set[str]:
    """Give the months in whose folders files lie that were decided to be returns of one of `periods`."""
    wanted = set(periods)
    return {e.period for e in decisions.entries.values() if e.kind is KIND and e.answer in wanted}
