"""A project that vanished where others appeared: whether it bears a new name."""

from zzlib.decisions.kind import (
    DIFFERENT,
    NONE,
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
    """Offer the new projects, the likest first."""
    old, candidates = known.renamed(issue)
    names = [row["project_name"] for row in candidates]
    if not names:
        return
    choices = [*(Choice(name, name) for name in names), Choice(NONE, "都不是，是另外的项目")]
    said = known.rhythm.said
    evidence = [issue.message, f"原来：{known.described(old)}"]
    evidence += [f"{said('本月')}新出现：{known.described(row)}" for row in candidates[:3]]
    about = "\0".join((issue.unit_id, old["project_id"], *sorted(names)))
    yield question(
        "rename", issue, about, f"{said('上月')}的“{issue.value}”是不是改了名？", evidence, choices, 4,
        known.alike(issue.value, names[0]), project_id=old["project_id"], names=names,
    )  # fmt: skip


def _entries(asked: Question, value: str, wishes: Wishes, rows: Rows) -> list[Entry]:
    """Link a new name to the earlier project, or keep all new names apart from it."""
    names, verdict = (asked.facts["names"], DIFFERENT) if value == NONE else ([value], SAME)
    link = {"unit_id": asked.unit_id, "period": asked.period, "project_id": asked.facts["project_id"]}
    return [link | {"name": name, "verdict": verdict} for name in names]


KIND = QuestionKind(
    name="rename",
    label="项目更名",
    order=130,
    codes=("project_vanished",),
    ask=_ask,
    money=lambda asked, issue, known: known.largest_amount(known.renamed(issue)[0]),
    entries=_entries,
    file="project_links",
    each_its_own=True,
)
