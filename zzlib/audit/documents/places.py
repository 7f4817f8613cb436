"""Where a person finds what an audit speaks of: 表 2, 标题“二、存在问题”, “二、存在问题”下第 1 段, 脚注 1 第 1 段, “二、存在问题”下的文本框 2 第 1 段. There is no other way to name a place."""

import re
from collections import Counter
from collections.abc import Sequence

from zzlib.audit.documents.blocks import NUMBERED, DocumentBlock
from zzlib.audit.numbers.patterns import regex

BOX, CHART, HIDDEN = "文本框", "图表", "隐藏的文字"
_BOX = re.compile(rf"({BOX}|{HIDDEN}) \d+")
_SHORT = 42  # a heading is no longer
_IS_TABLE = re.compile(
    rf"{CHART} \d+(?:“[^”]*”)?$|工作表“[^”]*”$|{HIDDEN} \d+$"
)  # which hold one table and nothing else


def is_heading(block: DocumentBlock) -> bool:
    """Say whether a paragraph is a heading: by what its file says, else a short line that doesn't end as a sentence or a clause does.

    Where the file names its headings, a line that it doesn't name is one only if it is numbered like one.
    """
    if block.kind in ("heading", "item", "item below"):
        return block.kind == "heading"
    return is_heading_text(block.text) and (not block.kind or NUMBERED.match(block.text) is not None)


def is_heading_text(text: str) -> bool:
    """Say whether a paragraph may be a heading, by its text."""
    text = text.strip()
    return 0 < len(text) <= _SHORT and not regex(r"[。；：！？;!?]|[，、,]$").search(text)


def standing(blocks: Sequence[DocumentBlock]) -> list[str]:
    """Say where each block of a document stands, as a person counts: paragraphs of the text below a heading, tables, notes; boxes below the heading of what they hang on."""
    found: list[str] = []
    tables: Counter[str] = Counter()  # of the text, and of each note, box, …
    beside: Counter[str] = Counter()  # paragraphs of these
    heading, below = "", 0
    boxes: dict[str, int] = {}  # below a heading
    for block in blocks:
        where = block.where
        if heading and (box := _BOX.match(where)):
            number = boxes.setdefault(box[0], 1 + sum(told.startswith(box[1]) for told in boxes))
            where = f"“{heading}”下的{box[1]} {number}{where[box.end() :]}"
        if block.rows:
            tables[block.where] += 1
            found.append(where if _IS_TABLE.search(where) else within(where, f"表 {tables[block.where]}"))
        elif block.where:
            beside[block.where] += 1
            found.append(within(where, f"第 {beside[block.where]} 段"))
        elif is_heading(block):
            heading, below, boxes = " ".join(block.text.split()), 0, {}
            found.append(f"标题“{heading}”")
        else:
            below += bool(block.text)
            found.append(f"“{heading}”下第 {below} 段" if heading else f"第 {below} 段")
    return found


def within(where: str, further: str) -> str:
    """Say where something stands within a place: 脚注 1 第 2 段, 页眉第 2 段."""
    return f"{where}{' ' * where[-1:].isdecimal()}{further}"


def row_within(where: str, row: int) -> str:
    """Say which row of a table is meant, the first being 0: 表 2 第 3 行."""
    return within(where, f"第 {row + 1} 行")
