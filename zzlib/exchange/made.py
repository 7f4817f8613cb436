"""The decisions in effect, and taking one back by a further entry."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zzlib.decisions.files import REVIEWED
from zzlib.decisions.kind import SAME
from zzlib.decisions.question import DecisionError, short_code
from zzlib.exchange.answers import Decided, Word, write_down
from zzlib.ledger.change_lines import read_changes
from zzlib.ledger.change_words import line_said
from zzlib.ledger.corrections import read_corrections
from zzlib.ledger.decisions import read_file_decisions
from zzlib.ledger.headings import read_headings
from zzlib.ledger.identity import read_links
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
    return [_made(name, *one) for name in REVIEWED for one in _IN_EFFECT[name](workspace)]


def undo(workspace: Workspace, made_id: str, word: Word) -> Decided:
    """Take a decision back by a further entry.

    Raises:
        DecisionError: no decision in effect has this id, or the file can't be written.
    """
    made = next((one for one in decisions_made(workspace) if one.id == made_id.strip().lower()), None)
    if made is None:
        raise DecisionError(f"没有编号为 {made_id} 的决定（或已经撤销）；用 zz decide 月份 --made 列出编号")
    entry = made.undoing | word.entry(made.name)
    return write_down(workspace, made.name, lambda _: [entry])


_Said = tuple[str, str, Any]
"""What a decision says, from which month, and its entry."""


def _made(name: str, said: str, period: str, entry: Any) -> Made:
    kept = {column: getattr(entry, "period" if column == "date" else column) for column in REVIEWED[name].kept}
    undoing = REVIEWED[name].undoing(kept)
    # What it says is part of what it is: the code of a decision that another has replaced takes nothing back.
    code = short_code("d", name, said, *(f"{key}={value}" for key, value in sorted(undoing.items())))
    return Made(code, name, said, period, entry.decided_by, entry.decided_on, entry.reason, undoing)


def _aliases(workspace: Workspace) -> Iterator[_Said]:
    registry = read_registry(workspace)
    for alias in (alias for same_name in registry.aliases.values() for alias in same_name):
        span = f"（{alias.valid_from or '不限'} 至 {alias.valid_to or '不限'}）"
        yield f"单位名称：“{alias.alias}”即{registry.ids[alias.unit_id]}{span}", alias.valid_from, alias


def _unit_changes(workspace: Workspace) -> Iterator[_Said]:
    for line in read_changes(workspace)[0].lines:
        yield f"机构调整：{line_said(workspace, line)}（{chinese(line.period)}起）", line.period, line


def _links(workspace: Workspace) -> Iterator[_Said]:
    registry = read_registry(workspace)
    for link in read_links(workspace, registry)[0].entries():
        verdict = "即" if link.verdict == SAME else "不是"
        yield f"项目：{registry.ids[link.unit_id]}的“{link.name}”{verdict} {link.project_id}", link.period, link


def _corrections(workspace: Workspace) -> Iterator[_Said]:
    registry = read_registry(workspace)
    for entry in read_corrections(workspace, registry)[0]:
        what = f"{registry.ids[entry.unit_id]}“{entry.project}”的{workspace.form.label(entry.field)}"
        yield f"更正 {entry.id}：{what}由“{entry.expected}”改为“{entry.value}”", entry.period, entry


def _files(workspace: Workspace) -> Iterator[_Said]:
    units = read_registry(workspace).ids
    for entry in read_file_decisions(workspace).entries.values():
        about = entry.about(units, workspace.form)
        yield f"{entry.kind.word}：{about} → {entry.says(units)}", entry.period, entry


def _headings(workspace: Workspace) -> Iterator[_Said]:
    units = read_registry(workspace).ids
    for entry in read_headings(workspace).entries.values():
        yield entry.says(units, workspace.form), "", entry


def _sum_rows(workspace: Workspace) -> Iterator[_Said]:
    units = read_registry(workspace).ids
    for entry in read_sum_rows(workspace).entries.values():
        yield f"相加的行：{units[entry.unit_id]}的“{entry.name}”（{entry.amounts}）{entry.says()}", entry.period, entry


_IN_EFFECT: Mapping[str, Callable[[Workspace], Iterator[_Said]]] = {
    "aliases": _aliases,
    "unit_changes": _unit_changes,
    "project_links": _links,
    "corrections": _corrections,
    "file_decisions": _files,
    "headings": _headings,
    "sum_rows": _sum_rows,
}
"""How the decisions of each reviewed file are listed."""
