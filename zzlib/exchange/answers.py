"""An answer to an open question becomes an entry of a reviewed file, with who, when, why and source."""

from dataclasses import dataclass
from typing import Any

from zzlib.exchange.appending import DecisionError, Entry, append_entries, today
from zzlib.exchange.questions import DIFFERENT, NONE, Choice, Question
from zzlib.ledger.decisions import LATER, NOT_A_RETURN
from zzlib.ledger.identity import DIFFERENT as APART
from zzlib.ledger.identity import SAME
from zzlib.ledger.registry import name_key, read_registry
from zzlib.workspace import Reference, Workspace


@dataclass(frozen=True)
class Decided:
    """Entries as they were added to `data/reference/<name>.csv`."""

    name: str
    entries: list[Entry]

    @property
    def file(self) -> str:
        """The file, relative to the workspace."""
        return f"data/reference/{self.name}.csv"


@dataclass(frozen=True)
class Word:
    """Who decided, why, after what source, and when (today in China unless said)."""

    by: str
    why: str
    source: str = ""
    on: str = ""

    def __post_init__(self) -> None:
        """Refuse a decision that nobody stands for.

        Raises:
            DecisionError: `by` or `why` is blank.
        """
        if not self.by.strip() or not self.why.strip():
            raise DecisionError("没有记下：请写明是谁定的（--by 责任人甲）和为什么（--why 电话核实）")

    def entry(self, *, evidence: bool = False) -> dict[str, str]:
        """Give the columns of an entry; without a column of its own the source stands with the reason."""
        who = {"decided_by": self.by.strip(), "decided_on": self.on or today()}
        why, source = self.why.strip(), self.source.strip()
        if evidence:
            return who | {"reason": why, "evidence": source}
        return who | {"reason": f"{why}（依据：{source}）" if source else why}


def answer(
    workspace: Workspace,
    question: Question,
    choice: str,
    word: Word,
    *,
    valid_from: str = "",
    valid_to: str = "",
    only_file: bool = False,
) -> Decided:
    """Write down the answer to a question; `choice` is one of its choices, by value, label, or (for units) name.

    An unknown name becomes an alias from the month in which it first appeared (or `valid_from`) on; with `only_file`
    only this file is decided.

    Raises:
        DecisionError: no such choice, nobody stands for it, or the file can't be written.
    """
    value = chosen(workspace, question, choice).value
    if question.kind == "unit_name" and value != NOT_A_RETURN and not only_file:
        since = valid_from or question.facts["since"]
        entry = {"alias": question.facts["name"], "unit_id": value, "valid_from": since, "valid_to": valid_to}
        return _append(workspace, "aliases", [entry | word.entry()])
    if question.kind == "rename":
        return _append(workspace, "project_links", [e | word.entry() for e in _rename(question, value)])
    if question.kind == "twin":
        return _append(workspace, "project_links", [e | word.entry() for e in _twin(question, value)])
    if question.kind == "correction":
        return _append(workspace, "corrections", [], taken_back=question.facts["id"], word=word)
    return _append(workspace, "file_decisions", [_about_file(question, value) | word.entry(evidence=True)])


def chosen(workspace: Workspace, question: Question, choice: str) -> Choice:
    """Give the choice that a person means: by value, label, or another name of a unit.

    Raises:
        DecisionError: there is none, and the message lists those that there are.
    """
    text = choice.strip()
    found = [c for c in question.choices if text in (c.value, c.label)]
    if not found and question.kind in ("unit", "unit_name", "twin"):
        unit_id = read_registry(workspace).find(text, question.period) or ""
        found = [c for c in question.choices if c.value == unit_id]
    if not found:
        shown = "、".join(c.label for c in question.choices[: question.suggested])
        raise DecisionError(f"“{choice}”不是这个问题的答案；可以选：{shown}")
    return found[0]


def _about_file(question: Question, value: str) -> dict[str, str]:
    facts: Any = question.facts
    entry = {"period": question.period, "file": question.file, "sha256": facts.get("sha256", ""), "answer": value}
    if value == NOT_A_RETURN:
        return entry | {"question": "unit"}
    if question.kind == "order":
        return entry | {"question": "order", "file": value, "sha256": facts["digests"][value], "answer": LATER}
    if question.kind == "size":
        amount = {name: facts[name] for name in ("project", "field", "value")}
        return entry | {"question": "size", "unit_id": question.unit_id, **amount}
    kinds = {"unit_name": "unit", "unit": "unit", "month": "month", "money_unit": "money_unit"}
    return entry | {"question": kinds[question.kind]}


def _rename(question: Question, value: str) -> list[dict[str, str]]:
    """Link a new name to the earlier project, or keep all new names apart from it."""
    names = question.facts["names"] if value == NONE else [value]
    verdict = APART if value == NONE else SAME
    link = {"unit_id": question.unit_id, "period": question.period, "project_id": question.facts["project_id"]}
    return [link | {"name": name, "verdict": verdict} for name in names]


def _twin(question: Question, value: str) -> list[dict[str, str]]:
    """Link the other units' projects to the one that counts, or keep them apart."""
    twins = question.facts["twins"]
    kept = next(iter(twins)) if value == DIFFERENT else value
    verdict = APART if value == DIFFERENT else SAME
    link = {"period": question.period, "project_id": twins[kept][1], "verdict": verdict}
    return [link | {"unit_id": unit, "name": name} for unit, (name, _) in twins.items() if unit != kept]


def _append(
    workspace: Workspace, name: str, entries: list[Entry], taken_back: str = "", word: Word | None = None
) -> Decided:
    def make(reference: Reference) -> list[Entry]:
        if word is None:
            return entries
        return [undone_correction(reference, taken_back) | word.entry(evidence=True)]

    return Decided(name, append_entries(workspace, name, make))


def undone_correction(reference: Reference, number: str) -> dict[str, str]:
    """Give the entry that takes back a correction: the same, with the value `undone`."""
    rows = [row for row in reference.rows() if name_key(row["id"]) == name_key(number)]
    if not rows:
        raise DecisionError(f"corrections.csv 里没有编号为 {number} 的更正")
    kept = ("id", "period", "unit_id", "project", "field", "expected")
    return {column: rows[-1][column] for column in kept} | {"value": "undone"}
