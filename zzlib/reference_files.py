"""What the county's reference files hold: their columns, and the words of those that are closed (`reference_files.toml`)."""

import re
import unicodedata
from functools import cache
from typing import Any

from zzlib.data import DataModel, package_toml
from zzlib.decisions.registry import FILE_KINDS
from zzlib.kinds import DEFAULT_KINDS, Kinds

UNREADABLE = "unreadable"
"""What stands for a value of a closed column that is none of its words: it is no value, least of all the opposite."""

NUMBERS = ("year", "month", "count", "yuan", "wan", "mu")
"""What columns of numbers may hold."""

_OPEN = ("text", "unit", "period", "day", "field", "project", *NUMBERS)
_BLANKS = re.compile(r"\s")


class ReferenceFile(DataModel):
    """A reference file: see the head of `reference_files.toml`."""

    needed: tuple[str, ...]
    columns: dict[str, str]
    required: tuple[str, ...] = ()
    blanks: dict[str, str] = {}
    rests: dict[str, str] = {}
    kinds: Kinds = DEFAULT_KINDS

    def closed(self) -> dict[str, str]:
        """Give the closed columns, each with the name of its list of words."""
        return {column: kind for column, kind in self.columns.items() if kind in _words()}

    def value(self, column: str, text: str) -> str:
        """Give what a cell's text means: an id of the column's words, `UNREADABLE`, or the text itself where others may stand."""
        *others, kind = self.columns[column].split("|")
        if kind not in _words():
            return text
        if not text and column not in self.required:
            return self.blanks.get(column, "")
        return _spellings(kind, self.kinds).get(_folded(text), text if others else UNREADABLE)

    def shown(self, column: str, value: str) -> str:
        """Give a value as people read it, where it is one of the column's words: 撤销 for `undone`; else the text itself."""
        words = spellings(kind, self.kinds) if (kind := self.columns[column].split("|")[-1]) in _words() else {}
        return words.get(value, (value,))[0]

    def allowed(self, column: str) -> str:
        """Say what may be written into a closed column."""
        return listed(self.columns[column], self.kinds)


def reference_file(name: str, kinds: Kinds = DEFAULT_KINDS) -> ReferenceFile:
    """Give what a reference file holds in a county of these kinds of projects."""
    return _files()[name] if kinds == DEFAULT_KINDS else _files()[name].model_copy(update={"kinds": kinds})


def label(words: str, value: str) -> str:
    """Give how documents print a value of a list of words: 中央 for `central`; 待核 for one that can't be read."""
    if value == UNREADABLE:
        return "待核"
    return _words()[words][value][0] if value else ""


def listed(words: str, kinds: Kinds = DEFAULT_KINDS) -> str:
    """Give a list of words as people may write them: 县直、乡镇; with its id in brackets where that is another text."""
    return "、".join(
        f"{texts[0]}（{value}）" if value != texts[0] else value for value, texts in spellings(words, kinds).items()
    )


def spellings(words: str, kinds: Kinds = DEFAULT_KINDS) -> dict[str, tuple[str, ...]]:
    """Give the values of a list of words, each with how people may write it, the first as documents print it."""
    if words == "kind":
        return kinds.spellings(_words()[words])
    return {value: tuple(texts) for value, texts in _words()[words].items()}


@cache
def _read() -> dict[str, Any]:
    return package_toml("zzlib", "reference_files.toml")


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    """Give the lists of words; the questions of `file_decisions.csv` and their answers stand with their kinds."""
    words: dict[str, dict[str, list[str]]] = _read()["words"]
    answers = {one.value: list(one.words) for kind in FILE_KINDS.values() for one in kind.answers if one.words}
    questions = {name: [kind.word] for name, kind in FILE_KINDS.items()}
    return words | {"question": questions, "answer": answers | words["answer"]}


@cache
def _files() -> dict[str, ReferenceFile]:
    files = {name: ReferenceFile.model_validate(entry) for name, entry in _read()["files"].items()}
    kinds = {part for file in files.values() for kind in file.columns.values() for part in kind.split("|")}
    if unknown := kinds - {*_OPEN, *_words()}:
        raise ValueError(f"reference_files.toml: nothing is known of {sorted(unknown)}")
    return files


@cache
def _spellings(words: str, kinds: Kinds) -> dict[str, str]:
    return {_folded(text): value for value, texts in spellings(words, kinds).items() for text in (value, *texts)}


def _folded(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).casefold()


REFERENCE_COLUMNS: dict[str, tuple[str, ...]] = {name: tuple(file.columns) for name, file in _files().items()}
"""The reference files and their columns (`data/reference/*.csv`)."""

NEEDED_COLUMNS: dict[str, tuple[str, ...]] = {name: file.needed for name, file in _files().items()}
"""The columns without which a reference file can't do its work; the others may be left out."""
