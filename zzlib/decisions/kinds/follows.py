"""An amount that goes on from what was corrected in an earlier month: whether it is to be corrected as well, or is right."""

from zzlib.decisions.corrections import numbered
from zzlib.decisions.kind import (
    Answer,
    Choice,
    Entry,
    FileDecision,
    FileDecisions,
    Issue,
    Knowledge,
    Question,
    QuestionKind,
    Questions,
    Rows,
    Wishes,
    question,
)  # fmt: skip
from zzlib.money import fen_of, yuan_text

RIGHT = "right"
CORRECT = "correct"


def _ask(issue: Issue, known: Knowledge) -> Questions:
    """Offer the same correction, and that the amount is right."""
    facts, label = issue.details, issue.details["label"]
    shown, correction = known.correction(issue, facts["right_fen"])
    choices = [
        Choice(CORRECT, f"也照样更正，{label}改为{correction['value']}"),
        Choice(RIGHT, f"{known.rhythm.name(issue.period)}报的{issue.value}是对的，不改"),
    ]
    unit = known.names.get(issue.unit_id, issue.unit_id)
    other = f"zz correct {issue.period} {unit} {correction['project']} {issue.field} 应有的数 --by 姓名 --why 理由"
    evidence = [issue.message, shown, f"是别的数的，记更正：{other}"]
    about = "\0".join((issue.unit_id, facts["project_id"], issue.field, facts["id"], str(facts["fen"])))
    yield question(
        "follows", issue, about, f"“{facts['project']}”的{label}是不是也要更正？", evidence, choices,
        project=facts["project_id"], field=issue.field, value=yuan_text(facts["fen"]),
        correction=correction,
    )  # fmt: skip


def _entries(asked: Question, value: str, wishes: Wishes, rows: Rows) -> list[Entry]:
    return [numbered(rows, asked.facts["correction"]) if value == CORRECT else KIND.entry(asked, value)]


KIND = QuestionKind(
    name="follows",
    label="更正以后的月份",
    order=160,
    codes=("correction_not_followed",),
    ask=_ask,
    money=lambda asked, issue, known: abs(int(issue.details["fen"]) - int(issue.details["right_fen"])),
    entries=_entries,
    elsewhere=lambda value, wishes: "corrections" if value == CORRECT else "",
    answers=(Answer(RIGHT, "这个月报的是对的", "这个月报的是对的", ("这个月报的是对的", "报的是对的")),),
    of_unit=True,
    by_amount=True,
    settles=lambda decisions, issue: (
        said_right(
            decisions, issue.unit_id, issue.period, issue.details["project_id"], issue.field, issue.details["fen"]
        )
        is not None
    ),
)


def said_right(
    decisions: FileDecisions, unit_id: str, period: str, project_id: str, field: str, fen: int
) -> FileDecision | None:
    """Give a person's word that a month's amount is right although an earlier month's was corrected."""
    about = (KIND, unit_id, period, project_id, field)
    own = (e for e in decisions.entries.values() if (e.kind, e.unit_id, e.period, e.project, e.field) == about)
    return next((e for e in own if e.value and fen_of(e.value) == fen), None)
