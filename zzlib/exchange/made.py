"""The decisions in effect, and taking one back by a further entry."""

from dataclasses import dataclass

from zzlib.exchange.answers import Decided, Word, write_down
from zzlib.exchange.appending import DecisionError
from zzlib.exchange.question import short_code
from zzlib.form import Form
from zzlib.ledger.change_lines import NAME as CHANGES
from zzlib.ledger.change_lines import read_changes
from zzlib.ledger.change_words import line_said
from zzlib.ledger.corrections import read_corrections
from zzlib.ledger.decisions import OF_UNITS, QUESTIONS, UNDONE, FileDecision, read_file_decisions
from zzlib.ledger.headings import read_headings
from zzlib.ledger.identity import SAME, read_links
from zzlib.ledger.registry import read_registry
from zzlib.ledger.sumrows import read_sum_rows
from zzlib.periods import chinese
from zzlib.workspace import Workspace


@dataclass(frozen=True)
class Made:
    """A decision in effect: the reference file in which it stands, what it says, and the entry that takes it back."""

    id: str
    name: str
    said: str
    period: str
    decided_by: str
    decided_on: str
    reason: str
    undoing: dict[str, str]


def decisions_made(workspace: Workspace) -> list[Made]:
    """List the decisions in effect: aliases, changes of units, project links, corrections, those about files, headings, sum rows."""
    return [
        *_aliases(workspace),
        *_unit_changes(workspace),
        *_links(workspace),
        *_corrections(workspace),
        *_files(workspace),
        *_headings(workspace),
        *_sum_rows(workspace),
    ]


def undo(workspace: Workspace, made_id: str, word: Word) -> Decided:
    """Take a decision back by a further entry.

    Raises:
        DecisionError: no decision in effect has this id, or the file can't be written.
    """
    made = next((one for one in decisions_made(workspace) if one.id == made_id.strip().lower()), None)
    if made is None:
        raise DecisionError(f"没有编号为 {made_id} 的决定（或已经撤销）；用 zz decide 月份 --made 列出编号")
    evidence = made.name in ("corrections", "file_decisions", "headings", "sum_rows")
    entry = made.undoing | word.entry(evidence=evidence)
    return write_down(workspace, made.name, lambda _: [entry])


def _made(name: str, said: str, period: str, who: tuple[str, str, str], undoing: dict[str, str]) -> Made:
    # What it says is part of what it is: the code of a decision that another has replaced takes nothing back.
    code = short_code("d", name, said, *(f"{key}={value}" for key, value in sorted(undoing.items())))
    return Made(code, name, said, period, *who, undoing)


def _aliases(workspace: Workspace) -> list[Made]:
    registry = read_registry(workspace)
    made = []
    for alias in (alias for same_name in registry.aliases.values() for alias in same_name):
        span = f"（{alias.valid_from or '不限'} 至 {alias.valid_to or '不限'}）"
        said = f"单位名称：“{alias.alias}”即{registry.ids[alias.unit_id]}{span}"
        undoing = {"alias": alias.alias, "unit_id": alias.unit_id, "valid_from": alias.valid_from, "valid_to": UNDONE}
        who = (alias.decided_by, alias.decided_on, alias.reason)
        made.append(_made("aliases", said, alias.valid_from, who, undoing))
    return made


def _unit_changes(workspace: Workspace) -> list[Made]:
    made = []
    for line in read_changes(workspace)[0].lines:
        said = f"机构调整：{line_said(workspace, line)}（{chinese(line.period)}起）"
        columns = {"date": line.period, "from_unit": line.from_unit, "to_unit": line.to_unit, "share": UNDONE}
        made.append(_made(CHANGES, said, line.period, (line.decided_by, line.decided_on, line.reason), columns))
    return made


def _links(workspace: Workspace) -> list[Made]:
    registry = read_registry(workspace)
    made = []
    for link in read_links(workspace, registry)[0].entries():
        said = f"项目：{registry.ids[link.unit_id]}的“{link.name}”{'即' if link.verdict == SAME else '不是'} {link.project_id}"
        columns = ("unit_id", "name", "period", "project_id")
        undoing = {column: getattr(link, column) for column in columns} | {"verdict": UNDONE}
        who = (link.decided_by, link.decided_on, link.reason)
        made.append(_made("project_links", said, link.period, who, undoing))
    return made


def _corrections(workspace: Workspace) -> list[Made]:
    registry = read_registry(workspace)
    made = []
    for entry in read_corrections(workspace, registry)[0]:
        label = workspace.form.label(entry.field)
        said = f"更正 {entry.id}：{registry.ids[entry.unit_id]}“{entry.project}”的{label}由“{entry.expected}”改为“{entry.value}”"
        columns = ("id", "period", "unit_id", "project", "field", "expected")
        undoing = {column: getattr(entry, column) for column in columns} | {"value": UNDONE}
        made.append(
            _made("corrections", said, entry.period, (entry.decided_by, entry.decided_on, entry.reason), undoing)
        )
    return made


def _files(workspace: Workspace) -> list[Made]:
    units = read_registry(workspace).ids
    columns = ("period", "file", "sha256", "question", "unit_id", "project", "field", "value")
    made = []
    for entry in read_file_decisions(workspace).entries.values():
        undoing = {column: getattr(entry, column) for column in columns} | {"answer": UNDONE}
        said = f"{QUESTIONS[entry.question]}：{_about(entry, units, workspace.form)} → {entry.says(units)}"
        who = (entry.decided_by, entry.decided_on, entry.reason)
        made.append(_made("file_decisions", said, entry.period, who, undoing))
    return made


def _headings(workspace: Workspace) -> list[Made]:
    units, made = read_registry(workspace).ids, []
    for entry in read_headings(workspace).entries.values():
        undoing = {column: getattr(entry, column) for column in ("heading", "values", "field", "unit_id")} | {
            "verdict": UNDONE
        }
        who = (entry.decided_by, entry.decided_on, entry.reason)
        made.append(_made("headings", entry.says(units, workspace.form), "", who, undoing))
    return made


def _sum_rows(workspace: Workspace) -> list[Made]:
    units, made = read_registry(workspace).ids, []
    for entry in read_sum_rows(workspace).entries.values():
        columns = ("period", "unit_id", "name", "amounts", "sums", "rows")
        undoing = {column: getattr(entry, column) for column in columns} | {"answer": UNDONE}
        said = f"相加的行：{units[entry.unit_id]}的“{entry.name}”（{entry.amounts}）{entry.says()}"
        who = (entry.decided_by, entry.decided_on, entry.reason)
        made.append(_made("sum_rows", said, entry.period, who, undoing))
    return made


def _about(entry: FileDecision, units: dict[str, str], form: Form) -> str:
    if entry.question == "rows":
        return f"{units[entry.unit_id]}的表里写着{units[entry.project]}的行"
    if entry.question not in OF_UNITS:
        return entry.file
    project = f" {entry.project.partition('/')[2]}" if entry.project else "整份报表"
    return f"{units[entry.unit_id]}{project}" + (f"的{form.label(entry.field)}" if entry.field else "")
