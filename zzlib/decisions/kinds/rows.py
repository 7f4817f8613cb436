"""Rows of a return that name another unit: whose they are. The answer holds for the two units from the month on."""

from zzlib.decisions.kind import (
    Answer,
    Choice,
    FileDecision,
    FileDecisions,
    Issue,
    Knowledge,
    Question,
    QuestionKind,
    Questions,
    Units,
    question,
)  # fmt: skip

OWN = "own"
OTHERS = "others"
ON_BEHALF = "on_behalf"


def _ask(issue: Issue, known: Knowledge) -> Questions:
    """Offer the one, the other, and that the one files for the other: first where other rows of it say so."""
    unit, other, other_id = (issue.details[name] for name in ("unit", "other", "other_id"))
    choices = [Choice(OTHERS, f"是{other}的，不计在{unit}"), Choice(OWN, f"是{unit}自己的，计在{unit}")]
    for_them = Choice(ON_BEHALF, f"是{other}的，由{unit}代报：{other}自己没有报的月份计在{other}")
    choices.insert(0 if issue.details["also"] else len(choices), for_them)
    evidence = [issue.message, f"定为代报的，{other}自己的报表一到，就以它自己的为准"]
    about, text = f"{issue.unit_id}\0{other_id}", f"{unit}的表里写着{other}的行，是谁的？"
    yield question("rows", issue, about, text, evidence, choices, project=other_id)


def _money(asked: Question, issue: Issue, known: Knowledge) -> int:
    """Take all such rows of the return."""
    about = (issue.code, issue.period, issue.unit_id, issue.details["other_id"])
    return sum(
        known.money(i.file, row=(i.sheet, i.details["row"]))
        for i in known.issues
        if (i.code, i.period, i.unit_id, i.details.get("other_id")) == about
    )


def _fault(entry: FileDecision, units: Units) -> tuple[str, str] | None:
    return None if entry.project in units else ("project", "应是行里写的那个单位的 unit_id")


KIND = QuestionKind(
    name="rows",
    label="别的单位的行",
    order=100,
    codes=("row_of_other_unit",),
    ask=_ask,
    money=_money,
    answers=(
        Answer(OWN, "是本单位的", "是本单位的", ("是本单位的",)),
        Answer(OTHERS, "是对方的，不计", "是对方的", ("是对方的，不计", "是对方的")),
        Answer(ON_BEHALF, "是对方的，由本单位代报", "代对方报"),
    ),
    of_unit=True,
    fault=_fault,
    about=lambda entry, units: f"{units[entry.unit_id]}的表里写着{units[entry.project]}的行",
)


def whose_rows(decisions: FileDecisions, unit_id: str, named: str, period: str) -> FileDecision | None:
    """Give what was last decided of the rows in a unit's returns that name another unit."""
    others = decisions.lineage(named, period)
    own = (e for e in decisions.of_unit(KIND, unit_id, period) if e.project in others)
    return max(own, key=lambda e: e.period, default=None)
