"""Slips in a circular, one at a time: a digit, two digits swapped, 万 for 亿, a month, two names, a name left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from zzlib.audit.documents.blocks import DocumentBlock

KINDS = ("digit", "swapped digits", "unit", "month", "swapped names", "name left out")
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")


def mutations(blocks: Sequence[DocumentBlock], names: Sequence[str]) -> Iterator[tuple[str, list[DocumentBlock]]]:
    """Give every slip of the prose above the attachments, with its kind and the document that has it."""
    end = next((n for n, block in enumerate(blocks) if block.text.startswith("附件")), len(blocks))
    for place, block in enumerate(blocks[:end]):
        for kind, text in [*_of_numbers(block.text), *_of_names(block.text, names)]:
            yield kind, [*blocks[:place], replace(block, text=text), *blocks[place + 1 :]]


def _of_numbers(text: str) -> Iterator[tuple[str, str]]:
    for match in _NUMBER.finditer(text):
        number, head, rest = match[0], text[: match.start()], text[match.end() :]
        if rest.startswith(("年", "日")):
            continue
        if rest.startswith("月"):
            yield "month", head + str(int(number) % 12 + 1) + rest
            continue
        yield "digit", head + str(int(number[0]) % 9 + 1) + number[1:] + rest
        if len(number) > 1 and number.isdigit() and number[-1] != number[-2]:
            yield "swapped digits", head + number[:-2] + number[-1] + number[-2] + rest
        if rest.startswith("万元"):
            yield "unit", head + number + "亿元" + rest[2:]


def _of_names(text: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    found = list(re.finditer("|".join(map(re.escape, sorted(names, key=len, reverse=True))), text))
    for one, other in pairwise(found):
        between = text[one.end() : other.start()]
        if one[0] != other[0] and re.search(r"\d", between):  # in a list without numbers the order says nothing
            yield "swapped names", text[: one.start()] + other[0] + between + one[0] + text[other.end() :]
    for match in found:
        if text[match.end() : match.end() + 1] == "、":
            yield "name left out", text[: match.start()] + text[match.end() + 1 :]
