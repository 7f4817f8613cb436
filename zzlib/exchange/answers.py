"""An answer to an open question becomes an entry of a reviewed file, with who, when, why and source."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from zzlib.decisions.files import REVIEWED
from zzlib.decisions.kind import NOT_A_RETURN, SAME, Entry, Wishes
from zzlib.decisions.question import Choice, DecisionError, Question
from zzlib.decisions.registry import FILE_KINDS, KINDS
from zzlib.exchange.appending import append_entries
from zzlib.form import Form
from zzlib.ledger.registry import read_registry
from zzlib.periods import today
from zzlib.reference_files import REFERENCE_COLUMNS, reference_file
from zzlib.workspace import Reference, Workspace

_FEWEST_LETTERS = 2
"""So many letters of an answer must be typed at least."""


class ClosedError(DecisionError):
    """A question is asked no more, and was not answered in this way."""


@dataclass(frozen=True)
class Decided:
    """Entries as they were added to `data/reference/<name>.csv`; `already`: those that said so before (none is added).

    `note` says what people should know of it besides.
    """

    name: str
    entries: list[Entry]
    already: list[Entry] = field(default_factory=list)
    note: str = ""

    @property
    def file(self) -> str:
        """The file, relative to the workspace."""
        return f"data/reference/{self.name}.csv"

    def said(self, form: Form) -> str:
        """Say in a line an entry what was written down, or that it was so decided before; the county's form names the fields."""
        lines = ("，".join(self._words(entry, form)) for entry in self.entries or self.already)
        if self.entries:
            return "\n".join([*(f"已记入 {self.file}：{line}" for line in lines), *filter(None, [self.note])])
        return "\n".join(f"已经这样定过，没有再记（{self.file}：{line}）" for line in lines)

    def _words(self, entry: Entry, form: Form) -> Iterator[str]:
        """Give what stands in an entry as people read it."""
        known = reference_file(self.name)
        for column, value in entry.items():
            named = known.columns[column] == "field" and value in form.fields
            if value:
                yield form.label(value) if named else known.shown(column, value)


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

    def entry(self, name: str) -> dict[str, str]:
        """Give the columns of an entry of a reviewed file; without a column of its own the source stands with the reason."""
        who = {"decided_by": self.by.strip(), "decided_on": self.on or today().isoformat()}
        why, source = self.why.strip(), self.source.strip()
        column = next((c for c in ("evidence", "document") if c in REFERENCE_COLUMNS[name]), "")
        if column:
            return who | {"reason": why, column: source}
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
    kind, value = KINDS[question.kind], chosen(workspace, question, choice).value
    wishes = Wishes(valid_from, valid_to, only_file, read_registry(workspace).short_name)
    name, closed = kind.written_in(value, wishes), None if still_open else question

    def make(reference: Reference) -> list[Entry]:
        return [{**entry, **word.entry(name)} for entry in kind.written(question, value, wishes, reference.rows())]

    return write_down(workspace, name, make, closed)


def answer_alike(workspace: Workspace, questions: Sequence[Question], choice: str, word: Word) -> list[Decided]:
    """Write down one answer, in words, to those of several questions that have it.

    Raises:
        DecisionError: as `answer`; no question has the answer, each must have its own, or the answer is a number, which may
            mean another choice in each.
    """
    if KINDS[questions[0].kind].each_its_own:
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
    text, kind = choice.strip(), KINDS[question.kind]
    found = [c for c in question.choices if text in (c.value, c.label)]
    if not found and kind.names_units:
        unit_id = read_registry(workspace).find(text, question.period) or ""
        found = [c for c in question.choices if c.value == unit_id]
    if not found:  # a unit's name is never taken for its likeness
        found = [c for c in with_words(question, text) if not kind.exact or c.value == NOT_A_RETURN]
    if len(found) != 1:
        shown = "、".join(c.label for c in found or question.choices[: question.suggested])
        raise DecisionError(f"“{choice}”不是这个问题的答案；可以选：{shown}")
    return found[0]


def with_words(question: Question, text: str) -> list[Choice]:
    """Give the choices whose labels have some words."""
    return [choice for choice in question.choices if len(text) >= _FEWEST_LETTERS and text in choice.label]


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
    about = REVIEWED[name].about
    if name == "file_decisions":
        about += FILE_KINDS[entry["question"]].columns
    elif name == "project_links" and entry["verdict"] != SAME:
        about += ("project_id",)  # a name may be kept apart from several projects
    rows = [as_entry(row) for row in reference.rows() if all(row[c] == entry.get(c, "").strip() for c in about)]
    said = [column for column in REFERENCE_COLUMNS[name] if column not in _WHO]
    if rows and all(rows[-1][column] == entry.get(column, "").strip() for column in said):
        return rows[-1]
    return None


def as_entry(row: Mapping[str, Any]) -> Entry:
    """Give a row of a reference file as an entry of it: without its number."""
    return {column: text for column, text in row.items() if column != "row"}


_WHO = ("decided_by", "decided_on", "reason", "evidence")
