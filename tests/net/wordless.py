"""What a workspace gives apart from its words, and a person's work in it: `python -m tests.net.wordless ROOT RESULT`.

Run with the path of one version of the package. Writes as JSON what stands there, and what stood when every open question
had been answered by the numbers that were shown before, and when every decision had been taken back.
"""

import io
import json
import sys
from pathlib import Path
from typing import Any

import openpyxl

from tests.exchange.doubts import ANSWERS_BY_FILE, EXTRA, MORE, PERIOD
from tests.small_county import UNITS
from zzlib.decisions.question import Question
from zzlib.exchange.answers import Word, answer
from zzlib.exchange.made import decisions_made, undo
from zzlib.exchange.questions import open_questions
from zzlib.exchange.receipts import month_receipts
from zzlib.exchange.shown import find_choice, find_question, remember
from zzlib.exchange.telephone import correct
from zzlib.explore.conversion import conversion
from zzlib.explore.decisions_view import decisions_view
from zzlib.explore.gap import GapParameters, gap
from zzlib.explore.parts import ConversionParameters
from zzlib.explore.progress import progress
from zzlib.explore.result import ViewResult
from zzlib.explore.rules import ProgressParameters
from zzlib.explore.saving import send_to_report
from zzlib.indicators import Month, load_month, measure
from zzlib.issues.grouping import problems
from zzlib.ledger import Ledger, open_ledger
from zzlib.report.reminders import reminders
from zzlib.vocabulary import Level
from zzlib.workspace import Workspace
from zzlib.writing import draft_text, read_writing, save_draft
from zzlib.writing.sections import draft_remarks, first_draft
from zzlib.writing.text import Paragraph, compose
from zzlib.writing.wording import wording

WORD = Word("责任人甲", "电话核实", "某日来电", on="2013-03-06")
UNIT_IDS = {unit["name"]: unit["unit_id"] for unit in (*UNITS, *EXTRA, *MORE)}
Facts = dict[str, Any]


def prepare(root: Path) -> None:
    """Leave what a version leaves behind: a list of questions that was shown, a draft, and views sent to the report."""
    workspace = Workspace(root)
    remember(workspace, PERIOD, open_questions(open_ledger(workspace, PERIOD)))
    month = load_month(PERIOD, workspace)
    save_draft(workspace, first_draft(month, wording()))
    for result in _views(workspace)[::2]:
        send_to_report(workspace, result, "2013-03-06T09:00:00")


def facts(root: Path) -> Facts:
    """Give all that the rooms say of the month, without a word of it."""
    workspace = Workspace(root)
    ledger = open_ledger(workspace, PERIOD)
    month = measure(ledger)
    return {
        "questions": [_question(question) for question in open_questions(ledger)],
        "issues": [[*i, v] for *i, v in month.issues[["level", "code", "file", "sheet", "cell", "value"]].to_numpy().tolist()],
        "problems": [[p.level, p.code, p.unit_id, p.file, p.count, bool(p.advice)] for p in problems(month.issues)],
        "reminders": [len(line) > 0 and line[:3] == "  · " for line in reminders(month).splitlines()],
        "receipts": _receipts(ledger, month),
        "draft": _draft(workspace, month),
        "views": [_view(result) for result in _views(workspace)],
        "decisions view": [value for _, value in decisions_view(PERIOD, workspace).choice._options],
    }  # fmt: skip


def work(root: Path) -> Facts:
    """Answer by the numbers that were shown, correct 林业局's second number to 31万, then take everything back."""
    workspace = Workspace(root)
    asked = open_questions(open_ledger(workspace, PERIOD))
    for number in range(1, len(asked) + 1):
        question = find_question(workspace, PERIOD, asked, str(number))
        answer(workspace, question, find_choice(workspace, question, _number(question)), WORD)
    answered = open_ledger(Workspace(root), PERIOD)
    left = [_question(question) for question in open_questions(answered)]
    correct(answered, "林业局", "造林二", "到位资金", "31万", WORD)
    received = _received(root)
    made = decisions_made(Workspace(root))
    for one in made:
        undo(Workspace(root), one.id, WORD)
    again = [_question(question) for question in open_questions(open_ledger(Workspace(root), PERIOD))]
    return {"left": left, "received": received, "again": again}


def _question(question: Question) -> list[Any]:
    place = [question.unit_id, question.file, question.sheet, question.cell]
    choices = [choice.value for choice in question.choices]
    return [
        question.id,
        question.kind,
        *place,
        choices,
        question.suggested,
        len(question.evidence),
        dict(question.facts),
    ]


def _number(question: Question) -> str:
    """Give the number of the answer that is true, as a person reads it off the list."""
    truth = ANSWERS_BY_FILE.get((question.kind, question.file)) or ANSWERS_BY_FILE[question.kind, ""]
    numbers = {choice.value: number for number, choice in enumerate(question.choices, start=1)}
    return str(numbers.get(truth) or numbers[UNIT_IDS[truth]])


def _received(root: Path) -> dict[str, float | None]:
    units = load_month(PERIOD, Workspace(root)).units
    amounts = zip(units["unit"], units["received_fen"].astype(object), strict=True)
    return {unit: fen / 1e6 if isinstance(fen, int) else None for unit, fen in amounts}


def _receipts(ledger: Ledger, month: Month) -> list[Any]:
    return [
        [made.path, made.unit_id, bool(made.not_marked), made.counts, *_in_workbook(made.data)]
        for made in month_receipts(ledger, month)
    ]


def _in_workbook(data: bytes) -> tuple[list[Any], list[Any]]:
    """Give where a receipt has comments and in what colour, and its list of issues without what is said of them."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    marked = [
        [sheet.title, cell.coordinate, cell.fill.fgColor.rgb]
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    ]
    levels = set(Level.labels().values())
    rows = [row for row in book["回执"].iter_rows(values_only=True) if row[0] in levels]
    return marked, [[*row[:4], bool(row[4]), bool(row[5])] for row in rows]


def _draft(workspace: Workspace, month: Month) -> Facts:
    writing = read_writing(workspace, PERIOD)
    assert writing.draft is not None
    circular = compose(month, None, writing)
    return {
        "faults": writing.draft.faults,
        "text": draft_text(writing.draft),
        "remarks": [remark.line for remark in draft_remarks(month, wording(), writing)],
        "sections": [[s.id, [[p.id, p.charts, _figures(p)] for p in s.paragraphs]] for s in circular.sections],
        "attachments": len(circular.attachments),
        "views": [[view.name, [f.name for f in view.figures], len(view.text()) > 0] for view in writing.views.values()],
    }  # fmt: skip


def _figures(paragraph: Paragraph) -> list[Any]:
    """Give the figures that a paragraph prints: where its sentences end is a matter of words."""
    return [figure for sentence in paragraph.sentences for figure in sentence.figures]


def _views(workspace: Workspace) -> list[ViewResult]:
    made = [conversion(ConversionParameters(PERIOD, picture), workspace) for picture in ("rates", "control")]
    made += [progress(ProgressParameters(PERIOD, picture), workspace) for picture in ("schedule", "bands")]
    return [*made, gap(GapParameters(PERIOD), workspace)]


def _view(result: ViewResult) -> list[Any]:
    figures = [[f.name, f.value, f.unit, f.figure, f.scope] for f in result.figures]
    numbers = [[cell for cell in row if not isinstance(cell, str)] for row in result.table.rows]
    behind = len(result.behind.rows) if result.behind else 0
    return [result.view, result.parameters, figures, numbers, len(result.notes), behind, bool(result.text())]


def main(root: str, result: str) -> None:
    """Write what `facts` gives of a workspace, then what `work` does."""
    found = {"facts": facts(Path(root)), "work": work(Path(root))}
    Path(result).write_text(json.dumps(found, ensure_ascii=False, default=str), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
