"""What people decided about files and sizes (`file_decisions.csv`): append-only, a later entry of the same question wins."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from zzlib.form import Form
from zzlib.issues import Issue, issue
from zzlib.ledger.arrivals import Arrival
from zzlib.ledger.change_lines import read_changes
from zzlib.ledger.changes import Changes
from zzlib.ledger.excel import field_id, identifier, month_text
from zzlib.ledger.reference_rows import bad_reference, unit_names
from zzlib.ledger.scale import out_of_scale
from zzlib.money import FEN_PER_UNIT, fen_of
from zzlib.periods import chinese, is_period, year_of
from zzlib.reference_files import UNREADABLE
from zzlib.workspace import Reference, Workspace

UNDONE = "undone"
"""The answer of an entry that takes an earlier one back."""

NOT_A_RETURN = "not_a_return"
LATER = "later"
CONFIRMED = "confirmed"
SUPPLEMENT = "supplement"
REPLACEMENT = "replacement"
AS_BEFORE = "as_before"
ZERO = "zero"
OWN = "own"
OTHERS = "others"
ON_BEHALF = "on_behalf"
RIGHT = "right"
THIS_YEARS = "this_year"
LAST_YEARS = "last_year"

QUESTIONS: dict[str, str] = {
    "unit": "单位",
    "month": "月份",
    "money_unit": "金额单位",
    "order": "先后",
    "size": "金额大小",
    "completeness": "补充还是更正",
    "nothing_new": "本月无新增",
    "rows": "别的单位的行",
    "new_year": "跨年累计",
    "follows": "更正以后的月份",
}
"""What an entry decides: of a file its unit, its month, the unit of money where none is stated, that it came later than
another of the same time, whether it supplements or replaces the unit's earlier one, whether a return that brings nothing
after a month with money stands for last month's amounts or for zero; of an amount out of scale that it is right; of a unit
whether the rows that name another one are its own, the other's, or the other's that it files on its behalf, and whether
amounts no less than last year's are of this year alone or go on from last year's (of its whole return, or one project), and
that an amount is right although an earlier month's was corrected.
"""


OF_UNITS = ("size", "rows", "new_year", "follows")
"""Questions that are about a unit and not about a file."""

_SAID = {
    NOT_A_RETURN: "不是报表", LATER: "在后，采用", CONFIRMED: "核实无误", SUPPLEMENT: "是补充，一起计",
    REPLACEMENT: "是更正，替换以前的", AS_BEFORE: "与上月相同", ZERO: "确是零", OWN: "是本单位的", OTHERS: "是对方的，不计",
    ON_BEHALF: "是对方的，由本单位代报",
    RIGHT: "这个月报的是对的", THIS_YEARS: "是今年的数", LAST_YEARS: "是接着上年累计的，减去上年的数",
}  # fmt: skip


@dataclass(frozen=True)
class FileDecision:
    """An entry of `file_decisions.csv`.

    `period` is the month in whose folder the file lies (`size`, `rows`, `new_year`: from which the entry holds). `answer` is a unit_id
    or `not_a_return`, a month, 元, 万元 or 亿元, one of the answers above, or `undone`. `unit_id`, `project` (a project_id,
    blank for a whole return), `field` and `value` (the amount in yuan) say which amount a `size` or `follows` is about; for `rows`
    they are the unit that files and, in `project`, the id of the unit that its rows name.
    """

    period: str
    file: str
    sha256: str
    question: str
    unit_id: str
    project: str
    field: str
    value: str
    answer: str
    decided_by: str
    decided_on: str
    reason: str

    def key(self) -> tuple[str, ...]:
        """Give what the entry is about: a later one with the same key takes its place."""
        if self.question in OF_UNITS:
            amount = self.value if self.question == "follows" else ""  # of two lines of a project each is decided
            return (self.question, self.unit_id, self.project, self.field, self.period, amount)
        return _file_key(self.question, self.period, self.file, self.sha256)

    def says(self, units: dict[str, str]) -> str:
        """Say the answer in Chinese."""
        known = _SAID | units
        return chinese(self.answer) if self.question == "month" else known.get(self.answer, self.answer)

    def who(self) -> dict[str, str]:
        """Give who decided, when and why, for a message."""
        return {"decided_by": self.decided_by, "decided_on": self.decided_on, "reason": self.reason}

    def noted(self, units: dict[str, str]) -> str:
        """Say what was decided, by whom, when and why, in one line."""
        who = "，".join(filter(None, [self.decided_by, self.decided_on]))
        return f"{QUESTIONS[self.question]}：{self.says(units)}（{who}{'：' if self.reason else ''}{self.reason}）"


@dataclass(frozen=True)
class FileDecisions:
    """The entries in effect, by what they are about; `issues` names those that can't be used, at their cells.

    What was decided of a unit holds for those that it went into.
    """

    entries: dict[tuple[str, ...], FileDecision] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)

    def of(self, question: str, arrival: Arrival) -> FileDecision | None:
        """Give what was decided of a file's content, or of whatever lies under its name where no content is named."""
        for digest in (arrival.sha256, ""):
            if found := self.entries.get(_file_key(question, arrival.period, arrival.file, digest)):
                return found
        return None

    def about(self, arrival: Arrival) -> list[FileDecision]:
        """Give everything that was decided of a file."""
        return [found for question in QUESTIONS if (found := self.of(question, arrival))]

    def moved_into(self, periods: Iterable[str]) -> set[str]:
        """Give the months in whose folders files lie that were decided to be returns of one of `periods`."""
        wanted = set(periods)
        return {e.period for e in self.entries.values() if e.question == "month" and e.answer in wanted}

    def whole_size(self, unit_id: str, period: str) -> FileDecision | None:
        """Give a person's word that the amounts of a whole return are right; it holds for its month only."""
        own = self.sizes(unit_id, period)
        return next((entry for entry in own if not entry.project and entry.period == period), None)

    def size(self, unit_id: str, period: str, project_id: str, field: str, fen: int) -> FileDecision | None:
        """Give a person's word that an amount is right; it holds while the amount is of the size that was confirmed."""
        own = [s for s in self.sizes(unit_id, period) if (s.project, s.field) == (project_id, field)]
        return next((s for s in own if s.value and not out_of_scale(fen, fen_of(s.value))), None)

    def rows(self, unit_id: str, named: str, period: str) -> FileDecision | None:
        """Give what was last decided of the rows in a unit's returns that name another unit."""
        units, others = (self.changes.lineage(unit, period) for unit in (unit_id, named))
        rows = (e for e in self.entries.values() if e.question == "rows" and e.period <= period)
        own = (e for e in rows if e.unit_id in units and e.project in others)
        return max(own, key=lambda e: e.period, default=None)

    def follows(self, unit_id: str, period: str, project_id: str, field: str, fen: int) -> FileDecision | None:
        """Give a person's word that a month's amount is right although an earlier month's was corrected."""
        own = (e for e in self.entries.values() if (e.question, e.unit_id, e.period) == ("follows", unit_id, period))
        about = (e for e in own if (e.project, e.field) == (project_id, field))
        return next((e for e in about if e.value and fen_of(e.value) == fen), None)

    def new_year(self, unit_id: str, period: str, project_id: str) -> FileDecision | None:
        """Give what was last decided in the year of a unit's amounts that go on from last year's: of the project, else of all."""
        units = self.changes.lineage(unit_id, period)
        own = [
            e
            for e in self.entries.values()
            if e.question == "new_year" and e.unit_id in units and e.project in ("", project_id)
        ]
        holding = (e for e in own if e.period <= period and year_of(e.period) == year_of(period))
        return max(holding, key=lambda e: (e.period, e.project), default=None)

    def sizes(self, unit_id: str, period: str) -> list[FileDecision]:
        """Give the confirmed amounts of a unit that hold in a period."""
        units = self.changes.lineage(unit_id, period)
        sizes = (entry for entry in self.entries.values() if entry.question == "size" and entry.period <= period)
        return [entry for entry in sizes if entry.unit_id in units]


def _file_key(question: str, period: str, file: str, digest: str) -> tuple[str, ...]:
    """Name a file for a question: by content, but for its month and order also by where it lies."""
    if question in ("unit", "money_unit") and digest:
        return (question, digest)
    return (question, period, file, digest)


def read_file_decisions(workspace: Workspace) -> FileDecisions:
    """Read the entries in the order of the file; those that can't be used are issues and left out."""
    reference = workspace.reference("file_decisions")
    units = unit_names(workspace)
    decisions = FileDecisions(changes=read_changes(workspace)[0])
    for row in reference.rows():
        row |= {name: month_text(row[name]) for name in ("period", "answer")}
        row |= {name: identifier(row[name], units) or row[name] for name in ("unit_id", "answer")}
        row["field"] = field_id(row["field"], workspace.form) or row["field"]
        entry = FileDecision(**{name: row[name] for name in FileDecision.__dataclass_fields__})
        if entry.question == UNREADABLE:
            continue  # said where the file was read
        if fault := _fault(entry, units, workspace.form):
            column, why = fault
            decisions.issues.append(bad_reference(reference, row["row"], column, row[column], why))
            if column == "answer":
                decisions.entries.pop(entry.key(), None)  # it may take back what was decided before
        elif entry.answer == UNDONE:
            decisions.entries.pop(entry.key(), None)
        else:
            decisions.entries[entry.key()] = entry
    return decisions


def decided_until(reference: Reference, period: str) -> Reference:
    """Give a file of decisions about months (corrections, file_decisions) without what is about later ones only."""
    about = [_is_about(row, period) for row in reference.rows()]
    return replace(reference, frame=reference.frame[about].reset_index(drop=True))


def _is_about(row: dict[str, Any], period: str) -> bool:
    """Tell whether an entry may say something of a month up to `period`: of a file's content it does wherever the file lies."""
    months = [month_text(row["period"]), *([month_text(row["answer"])] if row.get("question") == "month" else ())]
    return row.get("question") in ("unit", "money_unit") or any(not is_period(m) or m <= period for m in months)


def _fault(entry: FileDecision, units: dict[str, str], form: Form) -> tuple[str, str] | None:
    """Give the column of an entry that can't be used, and why."""
    if not is_period(entry.period):
        return "period", "应是月份，如 2013-05"
    if entry.question in OF_UNITS:
        if entry.unit_id not in units:
            return "unit_id", "units.csv 里没有这个 unit_id"
        if entry.question == "rows" and entry.project not in units:
            return "project", "应是行里写的那个单位的 unit_id"
        if entry.field and entry.field not in form.fields:
            return "field", "没有这个字段"
    elif not entry.file:
        return "file", "没有写是哪个文件"
    if entry.answer == UNDONE:
        return None
    return None if _answers(entry, units) else ("answer", _EXPECTED[entry.question])


def _answers(entry: FileDecision, units: dict[str, str]) -> bool:
    return {
        "unit": entry.answer in (*units, NOT_A_RETURN),
        "month": is_period(entry.answer),
        "money_unit": entry.answer in FEN_PER_UNIT,
        "order": entry.answer == LATER,
        "size": entry.answer == CONFIRMED,
        "completeness": entry.answer in (SUPPLEMENT, REPLACEMENT),
        "nothing_new": entry.answer in (AS_BEFORE, ZERO),
        "rows": entry.answer in (OWN, OTHERS, ON_BEHALF),
        "new_year": entry.answer in (THIS_YEARS, LAST_YEARS),
        "follows": entry.answer == RIGHT,
    }[entry.question]


_EXPECTED = {
    "unit": f"应是 units.csv 里的 unit_id、{NOT_A_RETURN}（不是报表）或 {UNDONE}（撤销）",
    "month": f"应是月份（如 2013-05）或 {UNDONE}（撤销）",
    "money_unit": f"应是 {'、'.join(FEN_PER_UNIT)} 或 {UNDONE}（撤销）",
    "order": f"应是 {LATER}（在后）或 {UNDONE}（撤销）",
    "size": f"应是 {CONFIRMED}（核实无误）或 {UNDONE}（撤销）",
    "completeness": f"应是 {SUPPLEMENT}（补充）、{REPLACEMENT}（更正）或 {UNDONE}（撤销）",
    "nothing_new": f"应是 {AS_BEFORE}（与上月相同）、{ZERO}（确是零）或 {UNDONE}（撤销）",
    "rows": f"应是 {OWN}（是本单位的）、{OTHERS}（是对方的）、{ON_BEHALF}（代对方报）或 {UNDONE}（撤销）",
    "follows": f"应是 {RIGHT}（这个月报的是对的）或 {UNDONE}（撤销）",
    "new_year": f"应是 {THIS_YEARS}（今年的数）、{LAST_YEARS}（接着上年累计的）或 {UNDONE}（撤销）",
}


def decided_issues(decisions: FileDecisions, arrival: Arrival, units: dict[str, str]) -> list[Issue]:
    """Tell what was decided of a file that is used."""
    return [
        issue("file_decided", period=arrival.period, decided=entry.noted(units), value=entry.says(units))
        for entry in decisions.about(arrival)
    ]
