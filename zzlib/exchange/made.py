"""The decisions in effect, and taking one back by a further entry."""

from collections.abc import Iterator
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
from zzlib.ledger.people import read_people
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
    """List the decisions in effect: aliases, changes of units, project links, corrections, those about files, headings, people, sum rows."""
    return [_made(*one) for one in _in_effect(workspace)]


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


def _made(name: str, said: str, period: str, entry: Any) -> Made:
    kept = {column: getattr(entry, "period" if column == "date" else column) for column in REVIEWED[name].kept}
    undoing = REVIEWED[name].undoing(kept)
    # What it says is part of what it is: the code of a decision that another has replaced takes nothing back.
    code = short_code("d", name, said, *(f"{key}={value}" for key, value in sorted(undoing.items())))
    return Made(code, name, said, period, entry.decided_by, entry.decided_on, entry.reason, undoing)


def _in_effect(workspace: Workspace) -> Iterator[tuple[str, str, str, Any]]:
    """Give of each decision the reviewed file, what it says, from which month, and its entry."""
    registry, form = read_registry(workspace), workspace.form
    units = registry.ids
    for alias in (alias for same_name in registry.aliases.values() for alias in same_name):
        span = f"（{alias.valid_from or '不限'} 至 {alias.valid_to or '不限'}）"
        yield "aliases", f"单位名称：“{alias.alias}”即{units[alias.unit_id]}{span}", alias.valid_from, alias
    for line in read_changes(workspace)[0].lines:
        said = f"机构调整：{line_said(workspace, line)}（{chinese(line.period)}起）"
        yield "unit_changes", said, line.period, line
    for link in read_links(workspace, registry)[0].entries():
        verdict = "即" if link.verdict == SAME else "不是"
        said = f"项目：{units[link.unit_id]}的“{link.name}”{verdict} {link.project_id}"
        yield "project_links", said, link.period, link
    for correction in read_corrections(workspace, registry)[0]:
        what = f"{units[correction.unit_id]}“{correction.project}”的{form.label(correction.field)}"
        said = f"更正 {correction.id}：{what}由“{correction.expected}”改为“{correction.value}”"
        yield "corrections", said, correction.period, correction
    for entry in read_file_decisions(workspace).entries.values():
        said = f"{entry.kind.word}：{entry.about(units, form)} → {entry.says(units)}"
        yield "file_decisions", said, entry.period, entry
    for heading in read_headings(workspace).entries.values():
        yield "headings", heading.says(units, form), "", heading
    for person in read_people(workspace).entries.values():
        yield "people", person.says(), "", person
    for row in read_sum_rows(workspace).entries.values():
        said = f"相加的行：{units[row.unit_id]}的“{row.name}”（{row.amounts}）{row.says()}"
        yield "sum_rows", said, row.period, row
