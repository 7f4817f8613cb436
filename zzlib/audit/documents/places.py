"""Where a person finds what an audit speaks of: 表 2, 标题“二、存在问题”, “二、存在问题”下第 1 段, 脚注 1 第 1 段. There is no other way to name a place."""

import re
from collections import Counter
from collections.abc import Sequence

from zzlib.audit.documents.blocks import NUMBERED, DocumentBlock

_SHORT = 42  # a heading is no longer


def is_heading(block: DocumentBlock) -> bool:
    """Say whether a paragraph is a heading: by what its file says, else a short line that doesn't end as a sentence or a clause does.

    Where the file names its headings, a line that it doesn't name is one only if it is numbered like one.
    """
    if block.kind in ("heading", "item"):
        return block.kind == "heading"
    return is_heading_text(block.text) and (not block.kind or NUMBERED.match(block.text) is not None)


def is_heading_text(text: str) -> bool:
    """Say whether a paragraph may be a heading, by its text."""
    text = text.strip()
    return 0 < len(text) <= _SHORT and not re.search(r"[。；：！？;!?]|[，、,]$", text)


def standing(blocks: Sequence[DocumentBlock]) -> list[str]:
    """Say where each block of a document stands, as a person counts: paragraphs of the text below a heading, tables, notes."""
    found: list[str] = []
    beside: Counter[str] = Counter()  # how many tables there were, and paragraphs of each note, box, …
    heading, below = "", 0
    for block in blocks:
        if block.rows:
            beside["表"] += not block.where
            found.append(block.where or f"表 {beside['表']}")
        elif block.where:
            beside[block.where] += 1
            found.append(f"{block.where}{' ' * block.where[-1:].isdecimal()}第 {beside[block.where]} 段")
        elif is_heading(block):
            heading, below = " ".join(block.text.split()), 0
            found.append(f"标题“{heading}”")
        else:
            below += bool(block.text)
            found.append(f"“{heading}”下第 {below} 段" if heading else f"第 {below} 段")
    return found
