"""A paragraph cut into sentences; one that never ends is cut at its marks."""

import itertools
import re
from collections.abc import Iterator

_ITEM = r"\s*(?:[一二三四五六七八九十]+[、是]|（|\(|第|\d+[.、．])"
_LINE = rf"[^。！？!?\n]*+(?<![；：:”’」』）)\s])\n(?!{_ITEM})"
_BROKEN = rf"(?=[^，。！？!?\n]*，){_LINE}(?:{_LINE})*"
"""Lines that are broken by hand within a sentence: each ends in nothing, the first has a clause, and no item begins behind them."""
_SENTENCE = re.compile(rf"(?:{_BROKEN})?[^。！？!?\n]+[。！？!?]*[”’」』）)]?|\n")
_NUMBERS = re.compile(r"\d[\d.,]*")
_CUTS = (re.compile("；"), re.compile(r"[，、](?!\d{3}(?!\d))"), re.compile(r"[^\d.,]"))
"""Where a sentence that is too long is cut, best first."""
MOST_NUMBERS = 200
"""So many numbers a sentence may have, and so far one reaches to another."""
_LONGEST = 3000  # letters of a sentence
_PIECE = 50  # numbers of a piece of what is longer


def originals(text: str) -> Iterator[str]:
    """Cut a paragraph into its sentences; one without an end is cut at its marks, so that no number meets more than those in its reach."""
    for match in _SENTENCE.finditer(text):
        start = match.start()
        while start < match.end():
            end = _end_of(text, start, match.end())
            if original := text[start:end].strip():
                yield original
            start = end


def _end_of(text: str, start: int, end: int) -> int:
    """Give where a sentence is cut that has more numbers or letters than any; else, and of one that is all a number, its end."""
    beyond = next(itertools.islice(_NUMBERS.finditer(text, start, end), MOST_NUMBERS, None), None)
    if beyond is None and end - start <= _LONGEST:
        return end
    beyond = next(itertools.islice(_NUMBERS.finditer(text, start, end), _PIECE, None), None)
    most = min(start + _LONGEST, beyond.start() if beyond else end)
    for mark in _CUTS:
        if places := [match.end() for match in mark.finditer(text, start, most)]:
            return places[-1]
    return found.start() if (found := _CUTS[-1].search(text, start, end)) else end
