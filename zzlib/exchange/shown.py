"""What people were shown last: a number they type means a place in that list, and nothing once the list is another."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from zzlib.decisions.question import Choice, DecisionError, Question
from zzlib.files import replace_file
from zzlib.workspace import Workspace


class NumberError(DecisionError):
    """A number (or code) that means nothing now; the message says in one line what to type instead."""


@dataclass(frozen=True)
class Shown:
    """The list of a period's questions as it was shown last (codes in order), and every question that was shown."""

    listed: tuple[str, ...] | None = None
    questions: dict[str, Question] = field(default_factory=dict)


def shown(workspace: Workspace, period: str) -> Shown:
    """Give what was shown last of a period; nothing if that was forgotten (the folder of the ledger is derived)."""
    try:
        kept = json.loads(_file(workspace, period).read_text(encoding="utf-8"))
        listed = None if kept["listed"] is None else tuple(kept["listed"])
        return Shown(listed, {one["id"]: _question(one) for one in kept["questions"]})
    except (OSError, ValueError, KeyError, TypeError):
        return Shown()


def remember(workspace: Workspace, period: str, questions: Sequence[Question], *, whole: bool = True) -> None:
    """Keep that the list (`whole`) or some of its questions were shown or answered; where nothing can be kept no number will count."""
    before = shown(workspace, period)
    kept = before.questions | {question.id: question for question in questions}
    listed = [question.id for question in questions] if whole else before.listed
    text = json.dumps({"listed": listed, "questions": [asdict(one) for one in kept.values()]}, ensure_ascii=False)
    with suppress(OSError):
        replace_file(_file(workspace, period), text.encode())


def find_question(workspace: Workspace, period: str, questions: Sequence[Question], typed: str) -> Question:
    """Give the question that a code or a number of the list last shown means, also one that is open no more.

    Raises:
        NumberError: there is none, or the list is another than the one that was shown, or none was.
    """
    before, code = shown(workspace, period), typed.strip().lower()
    known = {question.id: question for question in questions}
    if found := known.get(code) or before.questions.get(code):
        return found
    if not code.isdecimal():
        raise NumberError(
            f"没有编号为 {typed} 的问题（可能已经定了）；用 zz decide {period} 列出现有的，加 --made 看已定的"
        )
    if before.listed is None:
        raise NumberError(f"没有记下：还没有列出过问题，不知道第 {typed} 个指哪一个；请先用 zz decide {period} 列出")
    numbered = dict(enumerate(before.listed, start=1))
    meant = numbered.get(int(code), "")
    if list(before.listed) != list(known):
        raise NumberError(f"没有记下：列出以后问题有变，序号不再作数{_instead(before, known, code, meant, period)}")
    if not meant:
        asked = f"现有 1 到 {len(numbered)}" if numbered else "现在没有要定的事"
        raise NumberError(f"没有第 {typed} 个问题，{asked}")
    return known[meant]


def find_choice(workspace: Workspace, question: Question, typed: str) -> str:
    """Give the choice that a number means; anything else is given back as it was typed.

    Raises:
        NumberError: the choices are others than those that were shown, or there are not as many.
    """
    text = typed.strip()
    if not text.isdecimal() or any(text in (choice.value, choice.label) for choice in question.choices):
        return typed
    before = shown(workspace, question.period).questions.get(question.id)
    if before is not None and [c.value for c in before.choices] != [c.value for c in question.choices]:
        raise NumberError(
            f"没有记下：列出以后选项有变，不知道第 {text} 个指哪一个；请写选项本身，或先看一遍：zz decide {question.period} {question.id}"
        )
    if not 1 <= int(text) <= len(question.choices):
        raise NumberError(f"没有第 {text} 个选项，现有 1 到 {len(question.choices)}")
    return question.choices[int(text) - 1].value


def _instead(before: Shown, known: dict[str, Question], number: str, meant: str, period: str) -> str:
    again = f"看现在的：zz decide {period}"
    if meant not in before.questions:
        return f"；{again}"
    was = f"；原来的第 {number} 个（编号 {meant}，{before.questions[meant].text}）"
    if meant in known:
        return f"{was}要答的，写编号：zz decide {period} {meant} 答案；{again}"
    return f"{was}已不在清单里；{again}"


def _file(workspace: Workspace, period: str) -> Path:
    return workspace.ledger_dir(".shown") / f"{period}.json"


def _question(kept: dict[str, Any]) -> Question:
    choices = tuple(Choice(**choice) for choice in kept["choices"])
    return Question(**kept | {"evidence": tuple(kept["evidence"]), "choices": choices})
