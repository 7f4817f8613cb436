"""Texts whose figures are marked: what a number in a sentence is stays with it until it is printed."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

_OPEN, BETWEEN, _CLOSE = "\ue000", "\ue001", "\ue002"
_MARKED = re.compile(f"{_OPEN}([^{BETWEEN}]*){BETWEEN}([^{_CLOSE}]*){_CLOSE}")
_SENTENCE = re.compile(r".+?(?:[。！？]|$)", re.DOTALL)

Reference = tuple[str, str]
"""A figure and its scope."""


@dataclass(frozen=True)
class Said:
    """A text as printed, the figures that its numbers are, in order, and the same text with its figures marked."""

    text: str
    figures: tuple[Reference, ...] = ()
    marked: str = ""


def mark(references: Iterable[Reference], text: str) -> str:
    """Mark a text as what stands for some figures."""
    return f"{_OPEN}{','.join('|'.join(reference) for reference in references)}{BETWEEN}{text}{_CLOSE}"


def plain(marked: str) -> str:
    """Give a marked text as printed."""
    return _MARKED.sub(lambda match: match[2], marked)


def said(marked: str) -> Said:
    """Give a marked text as printed, with its figures."""
    found = [entry for match in _MARKED.finditer(marked) for entry in match[1].split(",") if entry and match[2]]
    figures = dict.fromkeys((figure, scope) for figure, _, scope in (entry.partition("|") for entry in found))
    return Said(plain(marked), tuple(figures), marked)


def remarked(entry: Said, text: Callable[[Sequence[Reference], str], str]) -> Said:
    """Give a sentence with what stands for its figures written anew: `text` takes the figures and what stood for them."""

    def again(match: re.Match[str]) -> str:
        keys = [(figure, scope) for figure, _, scope in (one.partition("|") for one in match[1].split(",") if one)]
        return f"{_OPEN}{match[1]}{BETWEEN}{text(keys, match[2])}{_CLOSE}"

    return said(_MARKED.sub(again, entry.marked)) if entry.marked else entry


def split(marked: str) -> list[Said]:
    """Split a marked text into its sentences."""
    return [said(match[0]) for match in _SENTENCE.finditer(marked)]
