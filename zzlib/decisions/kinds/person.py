"""One person under two spellings: whether they are one. The question says where they stand, and no name."""

from zzlib.decisions.kind import (
    DIFFERENT,
    SAME,
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
)


def _ask(issue: Issue, known: Knowledge) -> Questions:
    """Offer that both are one person, spelled as the list or most cells have it, or that they are two."""
    spelling, person, where = (issue.details[name] for name in ("spelling", "person", "where"))
    choices = [Choice(SAME, f"是一个人，都按 {where} 的写法"), Choice(DIFFERENT, "不是一个人")]
    text = f"“{issue.details['project']}”的{issue.details['label']}和 {where} 里的是不是一个人？"
    about = "\0".join(sorted((spelling, person)))
    yield question("person", issue, about, text, [issue.message], choices, spelling=spelling, person=person)


def _entries(asked: Question, value: str, wishes: Wishes, rows: Rows) -> list[Entry]:
    return [{"spelling": asked.facts["spelling"], "person": asked.facts["person"], "verdict": value}]


KIND = QuestionKind(
    name="person",
    label="人名写法",
    order=180,
    codes=("person_spelling",),
    ask=_ask,
    money=lambda asked, issue, known: 0,
    entries=_entries,
    file="people",
)
