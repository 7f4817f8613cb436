"""A row that may be the sum of its neighbours: what it is. The answer holds from the month on while the row says the same."""

from collections.abc import Mapping

from zzlib.decisions.kind import (
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
from zzlib.folding import fold, one_line
from zzlib.money import display_money

SUM = "sum"
PARTS = "parts"
PROJECT = "project"
"""A row is the total of others and doesn't count; they are its parts and don't; all are projects and count."""

AND = "、"
"""Stands between the names of rows."""

_FIRST = {"sum_row_likely": SUM, "part_lines_differ": PARTS}
"""The reading that counts until it is decided, where that is not that all rows are projects."""


def _ask(issue: Issue, known: Knowledge) -> Questions:
    """Offer the readings, the one first that was decided of rows of this name before."""
    about, head, run = issue.details, f"第{issue.details['row']}行", _run(issue)
    what, totals = _totals(issue, known)
    below = bool(about["run"]) and min(about["run"]) > about["row"]
    labels = {
        SUM: f"{head}是合计，不计",
        PROJECT: "都是项目，都计" if about["run"] else f"{head}是项目，照计",
    }
    if below:
        labels |= {PARTS: f"{run}是{head}的构成，只计{head}"}
    before = known.readings_before(issue)
    likely = [reading for reading, _ in before[-1:]] or [_FIRST.get(issue.code, SUM)]
    order = sorted(labels, key=lambda reading: (reading not in likely, list(labels).index(reading)))
    choices = [Choice(reading, f"{labels[reading]}（{what}共 {totals[reading]}）") for reading in order]
    text = f"{_said(issue, head, run)}：按合计不计，{what}共 {totals[SUM]}；按项目计，共 {totals[PROJECT]}"
    text += f"；按构成只计{head}，共 {totals[PARTS]}" if below and totals[PARTS] != totals[SUM] else ""
    facts = {"name": one_line(about["name"]), "amounts": about["own"], "sums": about["sums"]}
    facts |= {"rows": AND.join(map(one_line, about["names"]))}
    code = "\0".join((issue.unit_id, *map(fold, (facts["name"], facts["amounts"], facts["sums"]))))
    evidence = [issue.message, *(said for _, said in before[-3:])]
    yield question("sum_row", issue, code, text, evidence, choices, **facts)


def _money(asked: Question, issue: Issue, known: Knowledge) -> int:
    """Take what counts twice if the row is the sum of the others."""
    rows = (issue.details["row"], *issue.details.get("run", ()))
    own, *parts = (known.money(issue.file, row=(issue.sheet, number)) for number in rows)
    return max(own, sum(parts))


def _entries(asked: Question, value: str, wishes: Wishes, rows: Rows) -> list[Entry]:
    """Write down what the row says, and what it is."""
    return [{"period": asked.period, "unit_id": asked.unit_id, "answer": value, **asked.facts}]


KIND = QuestionKind(
    name="sum_row",
    label="是不是合计",
    order=110,
    codes=("sum_row_likely", "sum_row_unsure", "parts_differ", "part_lines_differ", "sum_row_changed"),
    ask=_ask,
    money=_money,
    entries=_entries,
    file="sum_rows",
)


def _run(issue: Issue) -> str:
    first, last = issue.details["first"], issue.details["last"]
    return f"第{first}行" if first == last else f"第{first}—{last}行"


def _said(issue: Issue, head: str, run: str) -> str:
    about = issue.details
    row = f"{head}“{about['name']}”" if about["name"] else head
    if issue.code == "sum_row_changed":
        return f"{row}{about['before']}，现在对不上了"
    if issue.code in ("parts_differ", "part_lines_differ"):
        return f"{row}像是{run}之和，{about['label']}对不上（{issue.value}，相加是{about['parts']}）"
    return f"{row}等于{run}之和"


def _totals(issue: Issue, known: Knowledge) -> tuple[str, Mapping[str, str]]:
    """Give what is added up, in words, and what it comes to by each reading: what the unit received, or else the table.

    Rows that count stand in the ledger with what was corrected in them; those that don't are taken as the file has them.
    """
    about = issue.details
    stated = {name: (own, sums) for name, own, sums in about["fens"] if name in known.form.line_money and (own or sums)}
    name = next((name for name in ("received", issue.field, *stated) if name in stated), "")
    if not name:
        return f"全表{about['label']}", {reading: about[f"as_{reading}"] for reading in (SUM, PARTS, PROJECT)}
    own, sums = stated[name]
    head, run = (known.counted(issue, name, rows) for rows in ([about["row"]], list(about["run"])))
    others = (known.counted(issue, name) or 0) - (head or 0) - (run or 0)
    own, sums = own if head is None else head, sums if run is None else run
    readings = {SUM: others + sums, PARTS: others + own, PROJECT: others + own + sums}
    return f"本单位{known.form.label(name)}", {reading: display_money(fen) for reading, fen in readings.items()}
