"""A project that two units filed: whether it is one, and whose it counts as."""

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
)  # fmt: skip


def _ask(issue: Issue, known: Knowledge) -> Questions:
    """Offer each unit, and that they are different projects."""
    rows, names = known.twins(issue), known.names
    choices = [Choice(row["unit_id"], f"同一个，算{names[row['unit_id']]}的") for row in rows]
    choices.append(Choice(DIFFERENT, "不是同一个项目，各算各的"))
    evidence = [f"{names[row['unit_id']]}：{known.described(row)}" for row in rows]
    about = "\0".join(row["project_id"] for row in rows)
    twins = {row["unit_id"]: (row["project_name"], row["project_id"]) for row in rows}
    text = f"“{issue.value}”是不是同一个项目，算谁的？"
    yield question("twin", issue, about, text, evidence, choices, twins=twins)


def _money(asked: Question, issue: Issue, known: Knowledge) -> int:
    """Take what counts twice if the projects are one."""
    amounts = sorted(map(known.largest_amount, known.twins(issue)))
    return sum(amounts[:-1])


def _entries(asked: Question, value: str, wishes: Wishes, rows: Rows) -> list[Entry]:
    """Link the other units' projects to the one that counts, or keep them apart."""
    twins = asked.facts["twins"]
    kept, verdict = (next(iter(twins)), DIFFERENT) if value == DIFFERENT else (value, SAME)
    link = {"period": asked.period, "project_id": twins[kept][1], "verdict": verdict}
    return [link | {"unit_id": unit, "name": name} for unit, (name, _) in twins.items() if unit != kept]


KIND = QuestionKind(
    name="twin",
    label="两家同报",
    order=140,
    codes=("project_twice",),
    ask=_ask,
    money=_money,
    entries=_entries,
    file="project_links",
    each_its_own=True,
    names_units=True,
)
