"""A month or a year of a document put right where the rest of it tells another."""

import re
from dataclasses import dataclass, replace

from zzlib.audit.against.document_time import time_of_document
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.places import is_heading
from zzlib.audit.judging.claim import NumericClaim, text_claim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.normalising import plain
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.reading.facts import LAST_MONTH, pattern, told_spans
from zzlib.audit.reading.reading import read
from zzlib.audit.reading.spans import StatedMonths

TITLE = 2
"""Blocks among which the title of a document stands."""


@dataclass(frozen=True)
class TimePhrase:
    """Where a month or a year stands, the year and month that it tells, how many figures must refute it, and whether it heads only a part of the document."""

    place: int
    start: int
    end: int
    year: int
    last: int
    least: int = 1
    inner: bool = False


def time_plain(text: str) -> str:
    """Write a heading so that times in brackets are read, too, character for character."""
    return regex("[（）()]").sub("，", plain(text))


def put_right(blocks: list[DocumentBlock], phrase: TimePhrase, year: int, month: int) -> list[DocumentBlock]:
    """Give a document with another year, or where that is right, another month in the place of a phrase."""
    block = blocks[phrase.place]
    said = plain(block.text[phrase.start : phrase.end])
    if phrase.year != year:
        told = said.replace(str(phrase.year), str(year))
    else:
        told, found = re.subn(r"\d{1,2}(?=月[^月]*$)", str(month), said)
        told = told if found else f"1—{month}月"
    text = block.text[: phrase.start] + told + block.text[phrase.end :]
    return [*blocks[: phrase.place], replace(block, text=text), *blocks[phrase.place + 1 :]]


def title_put_right(
    blocks: list[DocumentBlock], before: StatedMonths | None
) -> tuple[list[DocumentBlock], list[NumericClaim]]:
    """Put a title right that still is that of the document before it, where the text counts up to one later month."""
    reading = read(blocks)
    said = [s.text for s in reading.sentences if not is_heading(s.block) and not pattern("planned").search(s.text)]
    told = {span.last for text in said for _, _, span in told_spans(text) if span.cumulative and not span.year}
    month = max(told - {LAST_MONTH}, default=0)
    if before is None or time_of_document(reading, "").months != before or told - {before.last, month, LAST_MONTH}:
        return blocks, []
    for at, block in enumerate(blocks[:TITLE]):
        for start, end, span in told_spans(time_plain(block.text)) if block.text and is_heading(block) else ():
            if (span.first, span.last) == (before.first, before.last) and month > span.last:
                meant = put_right(blocks, TimePhrase(at, start, end, 0, span.last), 0, month)
                sentence = next(s for s in reading.sentences if s.paragraph == at)
                message = f"标题写的是 {span.last}月，与上一份的月份相同，文中的数截至 {month}月：标题的月份像是没有改"
                named, right = f"{span.last}月", f"{month}月"
                return meant, [text_claim(sentence, "consistency", named, right, Verdict.WRONG, message)]
    return blocks, []
