"""An amount out of scale, or all of a return: a person may say that it is right; it is then told as a notice."""

from collections.abc import Collection

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
    question,
)  # fmt: skip
from zzlib.money import fen_of, yuan_text

CONFIRMED = "confirmed"


def _ask(issue: Issue, known: Knowledge) -> Questions:
    """Offer that it is right; what is wrong is filed again, or corrected."""
    whole, digest = issue.details["whole"], known.digest(issue.file)
    project_id, fen = ("", None) if whole else (issue.details["project_id"], issue.details["fen"])
    field = "" if whole else issue.field
    unit, label = known.names.get(issue.unit_id, issue.unit_id), "" if whole else known.form.label(field)
    project = issue.details["project"]
    named = f'"{project}"' if " " in project else project
    correct = f"zz correct {issue.period} {unit} {named} {label} 应有的数 --by 姓名 --why 理由"
    wrong = "不对的，请单位改正后重报" if whole else f"不对的，请单位重报，或记更正：{correct}"
    yield question(
        "size",
        issue,
        "\0".join((issue.unit_id, project_id, field, str(fen), digest)),
        "这个大小对不对？" + ("核实以前没有计入。" if issue.code == "size_absurd" else ""),
        [issue.message, wrong],
        [Choice(CONFIRMED, "核实无误，照所填的计")],
        project=project_id,
        field=field,
        value="" if fen is None else yuan_text(fen),
        sha256=digest,
    )


def money_of(asked: Question, issue: Issue, known: Knowledge) -> int:
    """Take the amount that an issue is about, or the file if it is about the whole return."""
    return known.money(asked.file) if issue.details["whole"] else abs(issue.details["fen"])


KIND = QuestionKind(
    name="size",
    label="金额大小",
    order=60,
    codes=("size_suspect", "size_absurd"),
    ask=_ask,
    money=money_of,
    answers=(Answer(CONFIRMED, "核实无误", "核实无误", ("核实无误",)),),
    of_unit=True,
    by_amount=True,
)


def confirmed_return(
    decisions: FileDecisions, unit_id: str, period: str, digests: Collection[str]
) -> FileDecision | None:
    """Give a person's word that the amounts of a whole return are right; it holds for its month and for the file that was confirmed.

    `digests` are those of the files that make the return.
    """
    own = (e for e in decisions.of_unit(KIND, unit_id, period) if not e.project and e.period == period)
    return next((e for e in own if not e.sha256 or e.sha256 in digests), None)


def confirmed_size(
    decisions: FileDecisions, unit_id: str, period: str, project_id: str, field: str, fen: int
) -> FileDecision | None:
    """Give a person's word that an amount is right: of this amount and no other, for nobody was asked of another."""
    own = (e for e in decisions.of_unit(KIND, unit_id, period) if (e.project, e.field) == (project_id, field))
    return next((e for e in own if e.value and fen_of(e.value) == fen), None)
