"""Questions about rows that may be sums of their neighbours: each reading with what the unit would have received by it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from zzlib.exchange.question import Choice, Question, question
from zzlib.exchange.suggesting import Suggester
from zzlib.issues import Issue
from zzlib.ledger import Ledger
from zzlib.ledger.sumrows import AND, read_sum_rows
from zzlib.money import display_money
from zzlib.returns.cells.text import fold, one_line
from zzlib.returns.rows.rulings import PARTS, PROJECT, SUM

_FIRST = {"sum_row_likely": SUM, "part_lines_differ": PARTS}
"""The reading that counts until it is decided, where that is not that all rows are projects."""


@dataclass(frozen=True)
class _Rows:
    """The row that is asked about and those that it may be the sum of, as people name them."""

    head: str
    run: str

    @classmethod
    def of(cls, issue: Issue) -> "_Rows":
        about = issue.details
        first, last = about["first"], about["last"]
        return cls(f"第{about['row']}行", f"第{first}行" if first == last else f"第{first}—{last}行")


def _sum_row(ledger: Ledger, issue: Issue, suggester: Suggester) -> Iterator[Question]:
    """Ask what a row is; the answer holds from the month on while it says the same."""
    about, rows = issue.details, _Rows.of(issue)
    what, totals = _totals(ledger, issue)
    below = bool(about["run"]) and min(about["run"]) > about["row"]
    labels = {
        SUM: f"{rows.head}是合计，不计",
        PROJECT: "都是项目，都计" if about["run"] else f"{rows.head}是项目，照计",
    }
    if below:
        labels |= {PARTS: f"{rows.run}是{rows.head}的构成，只计{rows.head}"}
    before = [
        e for e in read_sum_rows(ledger.workspace).until(issue.unit_id, issue.period) if _same_name(e.name, issue)
    ]
    likely = [e.answer for e in before[-1:]] or [_FIRST.get(issue.code, SUM)]
    order = sorted(labels, key=lambda reading: (reading not in likely, list(labels).index(reading)))
    choices = [Choice(reading, f"{labels[reading]}（{what}共 {totals[reading]}）") for reading in order]
    asked = f"{_said(issue, rows)}：按合计不计，{what}共 {totals[SUM]}；按项目计，共 {totals[PROJECT]}"
    asked += f"；按构成只计{rows.head}，共 {totals[PARTS]}" if below and totals[PARTS] != totals[SUM] else ""
    evidence = [issue.message, *(f"{e.ruling().before}，那时是{e.amounts}" for e in before[-3:])]
    facts = {"name": one_line(about["name"]), "amounts": about["own"], "sums": about["sums"]}
    facts |= {"rows": AND.join(map(one_line, about["names"]))}
    code = "\0".join((issue.unit_id, *map(fold, (facts["name"], facts["amounts"], facts["sums"]))))
    yield question("sum_row", issue, code, asked, evidence, choices, **facts)


def _same_name(name: str, issue: Issue) -> bool:
    return bool(name) and fold(name) == fold(issue.details["name"])


def _said(issue: Issue, rows: _Rows) -> str:
    about = issue.details
    row = f"{rows.head}“{about['name']}”" if about["name"] else rows.head
    if issue.code == "sum_row_changed":
        return f"{row}{about['before']}，现在对不上了"
    if issue.code in ("parts_differ", "part_lines_differ"):
        return f"{row}像是{rows.run}之和，{about['label']}对不上（{issue.value}，相加是{about['parts']}）"
    return f"{row}等于{rows.run}之和"


def _totals(ledger: Ledger, issue: Issue) -> tuple[str, Mapping[str, str]]:
    """Give what is added up, in words, and what it comes to by each reading: what the unit received, or else the table.

    Rows that count stand in the ledger with what was corrected in them; those that don't are taken as the file has them.
    """
    about = issue.details
    stated = {
        name: (own, sums)
        for name, own, sums in about["fens"]
        if name in ledger.workspace.form.line_money and (own or sums)
    }
    name = next((name for name in ("received", issue.field, *stated) if name in stated), "")
    if not name:
        return f"全表{about['label']}", {reading: about[f"as_{reading}"] for reading in (SUM, PARTS, PROJECT)}
    own, sums = stated[name]
    lines = ledger.month("funding")
    lines = lines[(lines["unit_id"] == issue.unit_id) & lines["counts"]]
    sources = ledger.sources
    here = sources[(sources["file"] == issue.file) & (sources["sheet"] == issue.sheet)]["source_id"]

    def counted(rows: list[int]) -> int | None:
        found = lines[lines["source_id"].isin(here) & lines["row"].isin(rows)]
        return int(found[f"{name}_fen"].sum()) if len(found) else None

    head, run = counted([about["row"]]), counted(list(about["run"]))
    others = int(lines[f"{name}_fen"].sum()) - (head or 0) - (run or 0)
    own, sums = own if head is None else head, sums if run is None else run
    readings = {SUM: others + sums, PARTS: others + own, PROJECT: others + own + sums}
    return f"本单位{ledger.workspace.form.label(name)}", {
        reading: display_money(fen) for reading, fen in readings.items()
    }


SUM_ROWS: dict[str, Callable[[Ledger, Issue, Suggester], Iterator[Question]]] = dict.fromkeys(
    ("sum_row_likely", "sum_row_unsure", "parts_differ", "part_lines_differ", "sum_row_changed"), _sum_row
)
