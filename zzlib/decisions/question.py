"""A question that only a person can answer: where it arose, what speaks for which answer, and a code to name it by."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from zzlib.files import digest_of
from zzlib.issues import Issue
from zzlib.money import display_money
from zzlib.personal import without_telephones
from zzlib.told import ToldError

_FEWEST = 2
"""Answers that there are at least: what is offered, or something else."""


class DecisionError(ToldError, ValueError):
    """What a person decides can't be meant; the message says in Chinese why and what to do."""

    wrong_use = True


class NotWrittenError(DecisionError):
    """What a person decides can't be written down as things stand."""

    wrong_use = False


@dataclass(frozen=True)
class Choice:
    """An answer that may be given: the value that is kept, and what people read."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """A question with its place (`file` below the period's folder) and what speaks for which answer.

    `id` is a short code of what the question is about, whatever its place in a list and its words. The first `suggested` of `choices` are worth showing first.
    `facts` holds what an answer writes down besides. `certainty` says how sure the first choice is, from 0 to 1: the share
    of what speaks for it, or one in so many where nothing does. `money_fen` is the money that hangs on the answer.
    """

    id: str
    kind: str
    period: str
    unit_id: str
    file: str
    sheet: str
    cell: str
    text: str
    evidence: tuple[str, ...]
    choices: tuple[Choice, ...]
    suggested: int
    facts: Mapping[str, Any] = field(default_factory=dict)
    certainty: float = 0.5
    money_fen: int = 0

    @property
    def pressing(self) -> float:
        """How much it matters: the money that hangs on it, the more the less its first answer is certain.

        This is the one order in which questions are asked; what has no money that can be read comes last, by its kind.
        """
        return self.money_fen / self.certainty

    @property
    def stake(self) -> str:
        """The money that hangs on the answer as people read it: of the field with the most; `""` if none does."""
        return f"最多涉及 {display_money(self.money_fen)}" if self.money_fen else ""

    @property
    def place(self) -> str:
        """The file and cell as people write them."""
        cell = f" {self.sheet}!{self.cell}" if self.sheet and self.cell else f" {self.sheet}{self.cell}".rstrip()
        return f"{self.file}{cell}"


def short_code(letter: str, *about: str) -> str:
    """Give a code that people can type (a letter, never a number alone), the same for the same parts."""
    number = int(digest_of("\0".join(about).encode())[:16], base=16)
    return letter + "".join(_SIGNS[number // len(_SIGNS) ** place % len(_SIGNS)] for place in range(6))


_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Signs of a code: none that is taken for another."""


def question(
    kind: str, issue: Issue, about: str, text: str, evidence: list[str], choices: list[Choice], suggested: int = 0,
    speaking: float = 0, **facts: Any,
) -> Question:  # fmt: skip
    """Make the question that an issue raises; `about` is what it is about, by which it keeps its code.

    `speaking` is the share of what speaks for the first choice.
    """
    code = short_code("q", kind, issue.period, about)
    place: dict[str, Any] = {name: issue.place[name] for name in ("period", "unit_id", "file", "sheet", "cell")}
    shown = suggested or len(choices)
    evidence = [without_telephones(line) for line in evidence if line]
    certainty = max(speaking, 1 / max(len(choices), _FEWEST))
    return Question(
        code, kind, **place, text=without_telephones(text), evidence=tuple(evidence), choices=tuple(choices), suggested=shown, facts=facts,
        certainty=certainty,
    )  # fmt: skip
