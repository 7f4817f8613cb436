"""Amounts no less than last year's: whether they are of this year alone, or go on from last year's, which is then taken off."""

from zzlib.decisions.kind import (
    Answer,
    Choice,
    FileDecision,
    FileDecisions,
    Issue,
    Knowledge,
    QuestionKind,
    Questions,
    question,
)  # fmt: skip
from zzlib.decisions.kinds.size import money_of
from zzlib.periods import year_of

THIS_YEARS = "this_year"
LAST_YEARS = "last_year"


def _ask(issue: Issue, known: Knowledge) -> Questions:
    """Offer both; in words of projects carried over where only some amounts go on."""
    whole, last, begun = issue.details["whole"], issue.details["previous"], issue.details["begun"]
    project_id = "" if whole else issue.details["project_id"]
    which = _labels_going_on(issue, known) if whole and begun else "累计数"
    what = f"整份报表的{which}" if whole else f"项目“{issue.details['project']}”的{which}"
    again = f"是结转项目照列了上年的（{begun}已从1月起重新累计）" if whole and begun else "是接着上年累计的"
    choices = [
        Choice(LAST_YEARS, f"{again}，各减去{last}的数"),
        Choice(THIS_YEARS, "是今年1月以来的数，照所填的计"),
    ]
    about = f"{issue.unit_id}\0{project_id}\0{known.digest(issue.file)}"
    text = f"{what}是今年的，还是{'照列上年的' if whole and begun else '接着上年累计的'}？"
    text += "核实以前没有计入。" if issue.code == "year_not_reset" else ""
    yield question("new_year", issue, about, text, [issue.message], choices, project=project_id)


KIND = QuestionKind(
    name="new_year",
    label="跨年累计",
    order=120,
    codes=("year_not_reset", "year_maybe_not_reset"),
    ask=_ask,
    money=money_of,
    answers=(
        Answer(THIS_YEARS, "是今年的数", "今年的数", ("是今年的数", "今年的")),
        Answer(
            LAST_YEARS,
            "是接着上年累计的，减去上年的数",
            "接着上年累计的",
            ("是接着上年累计的，减去上年的数", "是接着上年累计的", "接着上年累计的"),
        ),
    ),
    of_unit=True,
)


def _labels_going_on(issue: Issue, known: Knowledge) -> str:
    """Name the amounts of a return that go on from last year's, in the order of its columns' meaning."""
    about = ("year_not_reset", issue.period, issue.unit_id, issue.file)
    here = (i.details["label"] for i in known.issues if (i.code, i.period, i.unit_id, i.file) == about)
    return "、".join(dict.fromkeys(here))


def of_which_year(decisions: FileDecisions, unit_id: str, period: str, project_id: str) -> FileDecision | None:
    """Give what was last decided in the year of a unit's amounts that go on from last year's: of the project, else of all."""
    own = (e for e in decisions.of_unit(KIND, unit_id, period) if e.project in ("", project_id))
    holding = (e for e in own if year_of(e.period) == year_of(period))
    return max(holding, key=lambda e: (e.period, e.project), default=None)
