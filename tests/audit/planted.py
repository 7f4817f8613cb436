"""Slips of every kind in the numbers of relations that a text proves: `python -m tests.audit.planted file…` says how many are found.

What a slip would be of that nobody can prove from the text alone is among them (a total that lost a part of an open
list), so that no kind can reach one; the shares tell how a change of the auditor moves each kind.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from zzlib.audit import NumericClaim, audit_text
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.judging.chance import SlipKind, slips_of
from zzlib.audit.numbers.quantities import written
from zzlib.audit.reading.reading import Mention, read
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.slips.unit_slips import in_other_units

KINDS = ("digit", "swapped", "unit", "another base", "another number", "part left out", "direction")
_NEAR = 6  # numbers from one to another that is written in its place
_APART = 0.02  # how far off a slip is at the least
_TURNED = {
    "增长": "下降",
    "下降": "增长",
    "上升": "下降",
    "减少": "增加",
    "增加": "减少",
    "提高": "降低",
    "降低": "提高",
}
_WORD = re.compile(f"({'|'.join(_TURNED)})(?:了|达|为)?$")


@dataclass(frozen=True)
class Planted:
    """A text with one slip: its kind, the kind of claim that proved the number, what was printed and what is."""

    kind: str
    claim: str
    was: str
    printed: str
    text: str


class _Text:
    """A text with the places of its numbers."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mentions: dict[int, Mention] = {}
        self._starts: dict[int, int] = {}
        at = 0
        for entry in FigureRegister(read(text_blocks(text))).entries:
            start = text.find(entry.mention.quantity.text, at)
            if start >= 0:
                number = entry.mention.number
                self.mentions[number], self._starts[number] = entry.mention, start
                at = start + len(entry.mention.quantity.text)

    def ahead_of(self, mention: Mention) -> str:
        return self.text[: self._starts[mention.number]]

    def with_number(self, mention: Mention, printed: str) -> str:
        start = self._starts[mention.number]
        return self.text[:start] + printed + self.text[start + len(mention.quantity.text) :]

    def like(self, mention: Mention) -> list[Mention]:
        """Give the other numbers of its unit near it."""
        quantity = mention.quantity
        return [
            m
            for m in self.mentions.values()
            if abs(m.number - mention.number) <= _NEAR
            and (m.dimension, m.quantity.unit) == (mention.dimension, quantity.unit)
            and m.quantity.value
            and abs(float(m.quantity.value / quantity.value) - 1) > _APART
        ]


def planted(text: str, seed: int = 1) -> Iterator[Planted]:
    """Give slips of every kind, at most one of each for a claim that holds."""
    read_text, random = _Text(text), Random(seed)
    for claim in audit_text(text):
        numbers = {claim.entry, *(m.number for m in claim.proof)} & set(read_text.mentions)
        told = [m for number in sorted(numbers) if (m := read_text.mentions[number]).quantity.value > 0]
        if claim.verdict != "ok" or claim.kind == "consistency" or not told:
            continue
        mention = random.choice(told)
        for kind, slip in _OF_NUMBERS.items():
            if printed := slip(mention, read_text, random):
                yield _planted(kind, claim, mention, printed, read_text)
        yield from _of_result(claim, read_text, random)


def _planted(kind: str, claim: NumericClaim, mention: Mention, printed: str, of: _Text) -> Planted:
    return Planted(kind, claim.kind, mention.quantity.text, printed, of.with_number(mention, printed))


def _number_of(mention: Mention) -> str:
    found = re.match(r"[\d.]+", mention.quantity.text)
    return found[0] if found else ""


def _digit(mention: Mention, _of: _Text, random: Random) -> str:
    """Change one digit, of three or more not the last: rounding may hide that."""
    quantity = mention.quantity
    last = 9 * quantity.step if quantity.digits > len("12") else 0
    slips = [value for value in slips_of(quantity, SlipKind.CHANGED) if abs(value - quantity.value) > last]
    return written(random.choice(slips), quantity) if slips else ""


def _swapped(mention: Mention, _of: _Text, random: Random) -> str:
    slips = slips_of(mention.quantity, SlipKind.SWAPPED)
    return written(random.choice(slips), mention.quantity) if slips else ""


def _unit(mention: Mention, _of: _Text, _random: Random) -> str:
    return next((other.quantity.text for other in in_other_units(mention)), "")


def _another_number(mention: Mention, of: _Text, random: Random) -> str:
    like = of.like(mention)
    return random.choice(like).quantity.text if like else ""


_OF_NUMBERS: dict[str, Callable[[Mention, _Text, Random], str]] = {
    "digit": _digit,
    "swapped": _swapped,
    "unit": _unit,
    "another number": _another_number,
}


def _of_result(claim: NumericClaim, of: _Text, random: Random) -> Iterator[Planted]:
    """Give a result reckoned of another number or without a part, and a change told in the other direction."""
    result = of.mentions.get(claim.entry)
    if result is None:
        return
    number = _number_of(result)
    operands = [m for m in claim.proof if m.number != claim.entry and m.number in of.mentions and m.quantity.value]
    moved, kind = 1.0, ""
    if claim.kind in ("share", "level", "average") and len(operands) == len(("part", "whole")):
        place = random.randrange(2)
        others = [m for m in of.like(operands[place]) if m.number not in {o.number for o in operands}]
        if others:
            moved = float(random.choice(others).quantity.value / operands[place].quantity.value)
            moved = 1 / moved if place else moved
        kind = "another base"
    elif claim.kind == "sum" and len(operands) > 1 and number:
        moved, kind = 1 - float(random.choice(operands).quantity.value / result.quantity.value), "part left out"
    if number and moved > 0 and abs(moved - 1) > _APART:
        decimals = len(number.partition(".")[2])
        printed = f"{moved * float(number):.{decimals}f}{result.quantity.text[len(number) :]}"
        yield _planted(kind, claim, result, printed, of)
    word = _WORD.search(of.ahead_of(result))
    if word and claim.kind in ("growth", "growth_increment", "difference"):
        text = of.text[: word.start()] + _TURNED[word[1]] + of.text[word.end(1) :]
        yield Planted("direction", claim.kind, word[0], _TURNED[word[1]], text)


@cache
def _said_of(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((c.kind, c.message) for c in audit_text(text))


def found(text: str, slip: Planted) -> str:
    """Say whether a slip is accused ("wrong"), asked about ("doubtful") or neither (""), by what isn't said of the text as it was."""
    before = _said_of(text)
    told = {c.verdict for c in audit_text(slip.text) if (c.kind, c.message) not in before}
    return next((str(verdict) for verdict in ("wrong", "doubtful") if verdict in told), "")


def shares_found(texts: Sequence[str], most: int) -> dict[str, tuple[int, int, int]]:
    """Give for each kind of slip how many are accused and asked about, of how many; at most so many of a kind."""
    slips = [(text, slip) for text in texts for slip in planted(text)]
    Random(1).shuffle(slips)
    tried: Counter[str] = Counter()
    told: Counter[tuple[str, str]] = Counter()
    for text, slip in slips:
        if tried[slip.kind] < most:
            tried[slip.kind] += 1
            told[slip.kind, found(text, slip)] += 1
    return {kind: (told[kind, "wrong"], told[kind, "doubtful"], tried[kind]) for kind in KINDS if tried[kind]}


if __name__ == "__main__":
    for kind, (wrong, doubtful, tried) in shares_found(
        [Path(name).read_text("utf-8") for name in sys.argv[1:]], 100
    ).items():
        print(f"{kind}: {wrong / tried:.2f} wrong, {doubtful / tried:.2f} doubtful of {tried}")
