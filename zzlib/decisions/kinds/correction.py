"""A correction whose expected value is gone from the return: whether it is still wanted."""

from zzlib.decisions.corrections import taken_back
from zzlib.decisions.kind import UNDONE, Choice, Issue, Knowledge, QuestionKind, Questions, question


def _ask(issue: Issue, known: Knowledge) -> Questions:
    """Offer to take it back; another one is made by `zz correct`."""
    number = issue.details["id"]
    choices = [Choice(UNDONE, "这条更正作废")]
    evidence = [issue.message, "仍要更正的，先作废这条，再用 zz correct 按现在的数另记"]
    yield question("correction", issue, number, f"更正 {number} 对不上报表，还要不要？", evidence, choices, id=number)


KIND = QuestionKind(
    name="correction",
    label="更正失效",
    order=150,
    codes=("correction_stale", "correction_unclear"),
    ask=_ask,
    money=lambda asked, issue, known: known.money(asked.file, project=issue.details["project"]),
    entries=lambda asked, value, wishes, rows: [taken_back(rows, asked.facts["id"])],
    file="corrections",
)
