"""An answer to an open question becomes an entry of a reviewed file, with who, when, why and source."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from zzlib.exchange.appending import DecisionError, Entry, append_entries
from zzlib.exchange.question import CORRECT, DIFFERENT, NONE, Choice, Question
from zzlib.exchange.reorganising import RENAMED
from zzlib.ledger.decisions import LATER, NOT_A_RETURN, OF_UNITS
from zzlib.ledger.identity import DIFFERENT as APART
from zzlib.ledger.identity import SAME
from zzlib.ledger.registry import name_key, read_registry
from zzlib.periods import today
from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.workspace import Reference, Workspace

EACH_ITS_OWN = ("unit", "unit_name", "month", "rename", "twin")
"""Kinds of questions whose answers name one unit, month or project: one answer is never meant for several of them."""

_FEWEST_LETTERS = 2
"""So many letters of an answer must be typed at least."""


class ClosedError(DecisionError):
    """A question is asked no more, and was not answered in this way."""


@dataclass(frozen=True)
class Decided:
    """Entries as they were added to `data/reference/<name>.csv`; `already`: those that said so before (none is added)."""

    name: str
    entries: list[Entry]
    already: list[Entry] = field(default_factory=list)

    @property
    def file(self) -> str:
        """The file, relative to the workspace."""
        return f"data/reference/{self.name}.csv"

    @property
    def said(self) -> str:
        """Say in a line an entry what was written down, or that it was so decided before."""
        lines = ("，".join(value for value in entry.values() if value) for entry in self.entries or self.already)
        if self.entries:
            return "\n".join(f"已记入 {self.file}：{line}" for line in lines)
        return "\n".join(f"已经这样定过，没有再记（{self.file}：{line}）" for line in lines)


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
        who = {"decided_by": self.by.strip(), "decided_on": self.on or today().isoformat()}
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
    still_open: bool = True,
) -> Decided:
    """Write down the answer to a question; `choice` is one of its choices, by value, label, or (for units) name.

    An unknown name becomes an alias from the month in which it first appeared (or `valid_from`) on, or the unit's new name
    from then; with `only_file` only this file is decided. What was decided so before is not written again; a question that is not `still_open` takes
    no other answer.

    Raises:
        DecisionError: no such choice, the question is decided otherwise or asked no more, nobody stands for it, or the file can't be written.
    """
    value = chosen(workspace, question, choice).value
    asked = None if still_open else question
    since = valid_from or question.facts.get("since", "")
    if value.startswith(RENAMED):
        unit_id = value.removeprefix(RENAMED)
        name = read_registry(workspace).short_name(unit_id, question.facts["name"])
        line = {"date": since, "from_unit": unit_id, "to_unit": unit_id, "share": "1", "name": name}
        told = line | word.entry() | {"document": word.source.strip(), "reason": word.why.strip()}
        return write_down(workspace, "unit_changes", lambda _: [told], asked)
    if question.kind == "unit_name" and value != NOT_A_RETURN and not only_file:
        entry = {"alias": question.facts["name"], "unit_id": value, "valid_from": since, "valid_to": valid_to}
        return write_down(workspace, "aliases", lambda _: [entry | word.entry()], asked)
    if question.kind in ("rename", "twin"):
        links = (_rename if question.kind == "rename" else _twin)(question, value)
        return write_down(workspace, "project_links", lambda _: [link | word.entry() for link in links], asked)
    evidence = word.entry(evidence=True)
    if question.kind == "heading":
        entries: list[Entry] = [entry | evidence for entry in question.facts["entries"][value]]
        return write_down(workspace, "headings", lambda _: entries, asked)
    if question.kind == "follows" and value == CORRECT:
        new = question.facts["correction"] | evidence
        return write_down(workspace, "corrections", lambda rows: [_numbered(rows, new)], asked)
    if question.kind == "sum_row":
        entry = {"period": question.period, "unit_id": question.unit_id, "answer": value, **question.facts}
        return write_down(workspace, "sum_rows", lambda _: [entry | evidence], asked)
    if question.kind == "correction":
        number = question.facts["id"]
        return write_down(workspace, "corrections", lambda rows: [undone_correction(rows, number) | evidence], asked)
    return write_down(workspace, "file_decisions", lambda _: [_about_file(question, value) | evidence], asked)


def answer_alike(workspace: Workspace, questions: Sequence[Question], choice: str, word: Word) -> list[Decided]:
    """Write down one answer, in words, to those of several questions that have it.

    Raises:
        DecisionError: as `answer`; no question has the answer, each must have its own, or the answer is a number, which may
            mean another choice in each.
    """
    if questions[0].kind in EACH_ITS_OWN:
        raise DecisionError("没有记下：这一类要一件一件地答，请写编号")
    if choice.strip().isdecimal():
        raise DecisionError("没有记下：几件一次答时请写答案的文字，不写序号")
    values: list[tuple[Question, str]] = []
    for question in questions:
        with suppress(DecisionError):
            values.append((question, chosen(workspace, question, choice).value))
    if not values:
        chosen(workspace, questions[0], choice)
    return [answer(workspace, question, value, word) for question, value in values]


def chosen(workspace: Workspace, question: Question, choice: str) -> Choice:
    """Give the choice that a person means: by value, label, another name of a unit, or words that only one label has.

    Raises:
        DecisionError: there is none, and the message lists those that there are.
    """
    text = choice.strip()
    found = [c for c in question.choices if text in (c.value, c.label)]
    if not found and question.kind in ("unit", "unit_name", "twin"):
        unit_id = read_registry(workspace).find(text, question.period) or ""
        found = [c for c in question.choices if c.value == unit_id]
    if not found:  # a unit's name is never taken for its likeness
        of_units = question.kind in ("unit", "unit_name")
        found = [c for c in with_words(question, text) if not of_units or c.value == NOT_A_RETURN]
    if len(found) != 1:
        shown = "、".join(c.label for c in found or question.choices[: question.suggested])
        raise DecisionError(f"“{choice}”不是这个问题的答案；可以选：{shown}")
    return found[0]


def with_words(question: Question, text: str) -> list[Choice]:
    """Give the choices whose labels have some words."""
    return [choice for choice in question.choices if len(text) >= _FEWEST_LETTERS and text in choice.label]


def _about_file(question: Question, value: str) -> dict[str, str]:
    facts: Any = question.facts
    entry = {"period": question.period, "file": question.file, "sha256": facts.get("sha256", ""), "answer": value}
    if value == NOT_A_RETURN:
        return entry | {"question": "unit"}
    if question.kind == "order":
        return entry | {"question": "order", "file": value, "sha256": facts["digests"][value], "answer": LATER}
    if question.kind in ("size", "follows"):
        amount = {name: facts[name] for name in ("project", "field", "value")}
        return entry | {"question": question.kind, "unit_id": question.unit_id, **amount}
    if question.kind in OF_UNITS:
        about = {"question": question.kind, "unit_id": question.unit_id, "project": facts["project"]}
        return entry | about | {"file": ""}
    return entry | {"question": "unit" if question.kind == "unit_name" else question.kind}


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


def write_down(
    workspace: Workspace, name: str, make: Callable[[Reference], list[Entry]], closed: Question | None = None
) -> Decided:
    """Add the entries that `make` gives to `data/reference/<name>.csv`, but for what already stands and holds there.

    Raises:
        DecisionError: the question that they answer is `closed`, and was not decided so; or the file can't be written.
    """
    already: list[Entry] = []

    def new(reference: Reference) -> list[Entry]:
        entries = make(reference)
        held = [_held(reference, name, entry) for entry in entries]
        if entries and all(held):
            already.extend(row for row in held if row)
            return []
        if closed:
            raise ClosedError(
                f"没有记下：编号 {closed.id} 的问题（{closed.text}）已不在清单里，也不是这样定的；"
                f"现有的看 zz decide {closed.period}，要改已定的，用 zz decide {closed.period} --made 看编号，先撤销"
            )
        return entries

    return Decided(name, append_entries(workspace, name, new), already)


def _held(reference: Reference, name: str, entry: Entry) -> Entry | None:
    """Give the row that says the same of the same thing, if it is the last one about it."""
    about = _ABOUT[name]
    if name == "file_decisions" and entry["question"] in OF_UNITS:
        about = ("question", "period", "unit_id", "project", "field")
    if name == "project_links" and entry["verdict"] != SAME:
        about = (*about, "project_id")  # a name may be kept apart from several projects
    rows = [
        {column: text for column, text in row.items() if column != "row"}
        for row in reference.rows()
        if all(row[column] == entry.get(column, "").strip() for column in about)
    ]
    said = [column for column in REFERENCE_COLUMNS[name] if column not in _WHO]
    if rows and all(rows[-1][column] == entry.get(column, "").strip() for column in said):
        return rows[-1]
    return None


_ABOUT = {
    "aliases": ("alias", "valid_from"),
    "unit_changes": ("date", "from_unit", "to_unit"),
    "project_links": ("unit_id", "name", "period"),
    "corrections": ("id",),
    "sum_rows": ("period", "unit_id", "name", "amounts", "sums"),
    "headings": ("heading", "values", "field", "unit_id"),
    "file_decisions": ("question", "period", "file", "sha256"),
}
"""By which columns two entries of a file are about the same thing: the later one holds."""

_WHO = ("decided_by", "decided_on", "reason", "evidence")


def next_id(reference: Reference) -> str:
    """Give the number of a further correction."""
    numbers = [int(row["id"][1:]) for row in reference.rows() if row["id"][:1] == "c" and row["id"][1:].isdigit()]
    return f"c{max(numbers, default=0) + 1}"


def _numbered(reference: Reference, correction: dict[str, str]) -> dict[str, str]:
    """Give a correction its number: that of the same one if it stands already, else a new one."""
    said = ("period", "unit_id", "project", "field", "expected", "value")
    last = {row["id"]: row for row in reference.rows()}
    same = (number for number, row in last.items() if all(row[name] == correction[name] for name in said))
    return {"id": next(same, next_id(reference)), **correction}


def undone_correction(reference: Reference, number: str) -> dict[str, str]:
    """Give the entry that takes back a correction: the same, with the value `undone`."""
    rows = [row for row in reference.rows() if name_key(row["id"]) == name_key(number)]
    if not rows:
        raise DecisionError(f"corrections.csv 里没有编号为 {number} 的更正")
    kept = ("id", "period", "unit_id", "project", "field", "expected")
    return {column: rows[-1][column] for column in kept} | {"value": "undone"}
