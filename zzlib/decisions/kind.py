"""What a kind of question has to say, and the entries of `file_decisions.csv`, where most kinds keep their answers.

A file of `kinds/` takes what it needs from here, and gives its `KIND`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from zzlib.decisions.files import UNDONE, DecidedEntry
from zzlib.decisions.known import Knowledge
from zzlib.decisions.question import Choice, Question, question
from zzlib.form import Form
from zzlib.issues import Issue
from zzlib.periods import chinese, is_period

__all__ = [
    "DIFFERENT", "NONE", "NOT_A_RETURN", "SAME", "UNDONE", "Answer", "Choice", "Entry", "FileDecision",
    "FileDecisions", "Issue", "Knowledge", "Question", "QuestionKind", "Questions", "Rows", "Units", "Wishes", "question",
]  # fmt: skip

NOT_A_RETURN = "not_a_return"
SAME, DIFFERENT = "same", "different"
"""Verdicts on two things: they are one, or they are not."""

NONE = "none"
"""The choice that none of those offered is it."""

Questions = Iterator[Question]
Entry = Mapping[str, str]
Rows = Sequence[Mapping[str, Any]]
"""A reviewed file as it stands."""

Units = Mapping[str, str]
"""The units' names by id."""


@dataclass(frozen=True)
class Answer:
    """An answer of which there are few: as it is kept, as it is said of what was decided, in short, and as people write it."""

    value: str
    said: str
    short: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wishes:
    """What a person says besides the answer: from and up to which month an alias holds, and whether of this file only.

    `short_name` gives the name that a unit bears from its new one.
    """

    valid_from: str = ""
    valid_to: str = ""
    only_file: bool = False
    short_name: Callable[[str, str], str] = lambda _, name: name


@dataclass(frozen=True, eq=False, kw_only=True)
class QuestionKind:
    """A kind of question: when it is asked, what it offers, the entry that an answer writes, what entries hold.

    `order` is its place among those on which as much hangs. `ask` gives the questions that an issue of one of `codes`
    raises, `money` what an answer may add, take away or move, in fen (else: the file). `entries` gives what an answer writes
    into the reviewed `file` (or `elsewhere`), of which it gets the rows. Of a kind that is `each_its_own` an answer names one
    unit, month or project, and is never meant for several questions; the answers of one that `names_units` may be any name
    of a unit, and if `exact` nothing less.

    Kinds whose file is `file_decisions` write down themselves, and say: what the question is called there if not as in the
    list (`decides`, and `question` if it is another kind's), the `answers`, which other is `free` to stand there and how
    that is `told`; whether an entry is `of_unit` and not of a file; `by_content` wherever it lies; or `by_amount`, of several of a
    project. `fault` gives what else is wrong in an entry, `about` what it is about, in Chinese. An issue of a check that
    an entry `settles` is said no more.
    """

    name: str
    label: str
    order: int
    codes: tuple[str, ...]
    ask: Callable[[Issue, Knowledge], Questions]
    money: Callable[[Question, Issue, Knowledge], int] = lambda asked, issue, known: known.money(asked.file)
    entries: Callable[[Question, str, Wishes, Rows], list[Entry]] | None = None
    file: str = "file_decisions"
    elsewhere: Callable[[str, Wishes], str] = lambda value, wishes: ""
    each_its_own: bool = False
    names_units: bool = False
    exact: bool = False
    question: str = ""
    decides: str = ""
    answers: tuple[Answer, ...] = ()
    free: Callable[[str, Units], bool] = lambda answer, units: False
    told: str = " "
    of_unit: bool = False
    by_content: bool = False
    by_amount: bool = False
    fault: Callable[["FileDecision", Units], tuple[str, str] | None] = lambda entry, units: None
    about: Callable[["FileDecision", Units], str] | None = None
    settles: Callable[["FileDecisions", Issue], bool] = lambda decisions, issue: False

    def written_in(self, value: str, wishes: Wishes) -> str:
        """Give the reviewed file into which an answer goes."""
        return self.elsewhere(value, wishes) or self.file

    def written(self, asked: Question, value: str, wishes: Wishes, rows: Rows) -> list[Entry]:
        """Give the entries that an answer writes."""
        return self.entries(asked, value, wishes, rows) if self.entries else [self.entry(asked, value)]

    def entry(self, asked: Question, value: str) -> Entry:
        """Give the entry of `file_decisions.csv`; that a file is no return is the answer to whose it is."""
        decides = "unit" if value == NOT_A_RETURN else self.question or self.name
        place = {"period": asked.period, "file": asked.file, "sha256": asked.facts.get("sha256", "")}
        entry = place | {"answer": value, "question": decides}
        if not self.of_unit:
            return entry
        about = {name: asked.facts[name] for name in ("project", "field", "value") if name in asked.facts}
        return entry | {"unit_id": asked.unit_id} | about | ({} if "field" in about else {"file": ""})

    @property
    def word(self) -> str:
        """What the question is called in `file_decisions.csv`."""
        return self.decides or self.label

    @property
    def columns(self) -> tuple[str, ...]:
        """By which columns two entries of a month are about the same thing."""
        return ("unit_id", "project", "field") if self.of_unit else ("file", "sha256")

    @property
    def expected(self) -> str:
        """What an answer should be, for a message."""
        known = self.told + "、".join(a.value + (f"（{a.short}）" if a.short != a.value else "") for a in self.answers)
        return f"应是{known}{'' if known.endswith('）') else ' '}或 {UNDONE}（撤销）"

    def says(self, answer: str, units: Units) -> str:
        """Say an answer in Chinese."""
        said = {one.value: one.said for one in self.answers}
        return units.get(answer) or said.get(answer) or (chinese(answer) if is_period(answer) else answer)


class Lies(Protocol):
    """A file as it came: the month in whose folder it lies, where below that, the digest of its content."""

    @property
    def period(self) -> str:
        """The month."""

    @property
    def file(self) -> str:
        """The path."""

    @property
    def sha256(self) -> str:
        """The digest."""


@dataclass(frozen=True)
class FileDecision(DecidedEntry):
    """An entry of `file_decisions.csv`, of a kind of question.

    `period` is the month in whose folder the file lies (of a unit's: from which the entry holds). `answer` is a unit_id
    or `not_a_return`, a month, 元, 万元 or 亿元, one of the kind's answers, or `undone`. `unit_id`, `project` (a project_id,
    blank for a whole return), `field` and `value` (the amount in yuan) say which amount a `size` or `follows` is about; for `rows`
    they are the unit that files and, in `project`, the id of the unit that its rows name.
    """

    kind: QuestionKind
    period: str
    file: str
    sha256: str
    unit_id: str
    project: str
    field: str
    value: str
    answer: str

    @property
    def question(self) -> str:
        """The id of the kind's question."""
        return self.kind.name

    def key(self) -> tuple[str, ...]:
        """Give what the entry is about: a later one with the same key takes its place."""
        if not self.kind.of_unit:
            content = self.kind.by_content and self.sha256
            return (self.question, self.sha256) if content else (self.question, self.period, self.file, self.sha256)
        amount = self.value if self.kind.by_amount else ""
        return self.question, self.unit_id, self.project, self.field, self.period, amount

    def fault(self, units: Units, form: Form) -> tuple[str, str] | None:
        """Give the column of the entry that can't be used, and why."""
        if not is_period(self.period):
            return "period", "应是月份，如 2013-05"
        if self.kind.of_unit and self.unit_id not in units:
            return "unit_id", "units.csv 里没有这个 unit_id"
        if found := self.kind.fault(self, units):
            return found
        if self.kind.of_unit and self.field and self.field not in form.fields:
            return "field", "没有这个字段"
        if not self.kind.of_unit and not self.file:
            return "file", "没有写是哪个文件"
        known = {UNDONE, *(one.value for one in self.kind.answers)}
        fits = self.answer in known or self.kind.free(self.answer, units)
        return None if fits else ("answer", self.kind.expected)

    def about(self, units: Units, form: Form) -> str:
        """Say in Chinese what the entry is about."""
        if self.kind.about or not self.kind.of_unit:
            return self.kind.about(self, units) if self.kind.about else self.file
        project = f" {self.project.partition('/')[2]}" if self.project else "整份报表"
        return f"{units[self.unit_id]}{project}" + (f"的{form.label(self.field)}" if self.field else "")

    def says(self, units: Units) -> str:
        """Say the answer in Chinese."""
        return self.kind.says(self.answer, units)

    def noted(self, units: Units) -> str:
        """Say what was decided, by whom, when and why, in one line."""
        return self.signed(f"{self.kind.word}：{self.says(units)}")


@dataclass(frozen=True)
class FileDecisions:
    """The entries in effect, by what they are about; `issues` names those that can't be used, at their cells.

    What was decided of a unit holds for those that it went into: `lineage` gives a unit in a month with those before it.
    """

    entries: dict[tuple[str, ...], FileDecision] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    lineage: Callable[[str, str], Sequence[str]] = lambda unit_id, period: (unit_id,)

    def of(self, kind: str, file: Lies) -> FileDecision | None:
        """Give what was decided of a file's content, or of whatever lies under its name where no content is named."""
        place = (kind, file.period, file.file)
        keys = ((kind, file.sha256), (*place, file.sha256), (*place, ""))
        return next((found for key in keys if (found := self.entries.get(key))), None)

    def about(self, file: Lies) -> list[FileDecision]:
        """Give everything that was decided of a file."""
        kinds = sorted({entry.kind for entry in self.entries.values()}, key=lambda kind: kind.order)
        return [found for kind in kinds if (found := self.of(kind.name, file))]

    def of_unit(self, kind: QuestionKind, unit_id: str, period: str) -> Iterator[FileDecision]:
        """Give what was decided of a unit, or of those that it came from, up to a month."""
        units = self.lineage(unit_id, period)
        return (e for e in self.entries.values() if e.kind is kind and e.period <= period and e.unit_id in units)
