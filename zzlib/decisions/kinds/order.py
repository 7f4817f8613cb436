"""Two files of a unit that came at one time: which is the later one, and counts."""

from zzlib.decisions.kind import (
    Answer,
    Choice,
    Entry,
    Issue,
    Knowledge,
    Question,
    QuestionKind,
    Questions,
    Rows,
    Wishes,
    question,
)  # fmt: skip

LATER = "later"


def _ask(issue: Issue, known: Knowledge) -> Questions:
    choices = [Choice(file, file) for file in sorted((known.file_of(issue.unit_id), issue.file))]
    evidence = [line for choice in choices for line in known.contents(choice.value, name_file=True)]
    digests = {choice.value: known.digest(choice.value) for choice in choices}
    about = "\0".join((*digests, *digests.values()))
    yield question("order", issue, about, "收到时间相同，哪份在后（采用）？", evidence, choices, digests=digests)


def _money(asked: Question, issue: Issue, known: Knowledge) -> int:
    one, other = (known.sums(choice.value) for choice in asked.choices)
    return max((abs(one[field] - other[field]) for field in one | other), default=0)


def _entries(asked: Question, value: str, wishes: Wishes, rows: Rows) -> list[Entry]:
    chosen = {"file": value, "sha256": asked.facts["digests"][value], "answer": LATER}
    return [{**KIND.entry(asked, value), **chosen}]


KIND = QuestionKind(
    name="order",
    label="哪份在后",
    order=50,
    codes=("file_order_unknown",),
    ask=_ask,
    money=_money,
    entries=_entries,
    decides="先后",
    answers=(Answer(LATER, "在后，采用", "在后", ("在后，采用", "在后")),),
)
