"""Messes of texts: blanks, line breaks, brackets and colons in headers, titles and labels."""

import re
from collections.abc import Callable
from random import Random
from typing import Any

from zzlib.synthetic.messes.draft import MessDraft

_FULL_WIDTH = str.maketrans("0123456789.-()", "０１２３４５６７８９．－（）")
_AROUND = ("title", "plain", "right")
_UNIT_LINES = {
    "万元": ("（金额单位：万元）", "计量单位：万元", "单位：个、万元", "（金额单位：万元人民币）", "资金单位：万元"),
    "元": ("（金额单位：人民币元）", "计量单位：元", "单位：个、元"),
    "亿元": ("（金额单位：亿元人民币）", "计量单位：亿元", "单位：项、亿元"),
}


def _texts(change: Callable[[str, Random], str], *looks: str) -> Callable[[MessDraft, Random], None]:
    def edit(draft: MessDraft, rng: Random) -> None:
        for grid in draft.filled:
            grid.map_texts(grid.of_look(*looks), lambda text: change(text, rng))

    return edit


def _broken(text: str, rng: Random) -> str:
    if "（" in text[1:]:
        return text.replace("（", "\n（")
    return f"{text[: len(text) // 2]}\n{text[len(text) // 2 :]}" if len(text) > 3 else text


def _written_break(text: str, rng: Random) -> str:
    return _broken(text, rng).replace("\n", "\\n")


def _spaced(text: str, rng: Random) -> str:
    bare = re.sub(r"\s", "", text)
    return (" " * rng.choice((1, 2))).join(bare) if re.fullmatch(r"[\u4e00-\u9fff]{2,8}", bare) else text


def _bracketed(text: str, rng: Random) -> str:
    left, right = rng.choice(("[]", "【】", "()", "〔〕"))
    return re.sub(r"（(万元|元|亿元)）", rf"{left}\1{right}", text)


def _padded(text: str, rng: Random) -> str:
    return "\u3000" * rng.randrange(0, 3) + text + "\u3000" * rng.randrange(0, 3)


def spaced(draft: MessDraft, rng: Random) -> None:
    """Set the letters of headers and totals apart."""
    _texts(_spaced, "header")(draft, rng)
    for grid in draft.filled:
        totals = [p for p in grid.of_look("body") if grid.value(p) in ("合计", "总计", "小计")]
        grid.map_texts(totals, lambda text: _spaced(text, rng))


def ideographic_blanks(draft: MessDraft, rng: Random) -> None:
    """Pad titles, headers and the names of projects with wide blanks."""
    _texts(_padded, "header", "title")(draft, rng)
    for grid in draft.filled:
        names = [p for k, p in grid.places.items() if len(k) == 2 and k[1] in ("project_name", "kind", "stage")]
        grid.map_texts(names, lambda text: _padded(text, rng))


def full_width_text(draft: MessDraft, rng: Random) -> None:
    """Type digits and brackets of titles, headers and dates in full width."""
    _texts(lambda text, _: text.translate(_FULL_WIDTH), "header", *_AROUND)(draft, rng)
    for grid in draft.filled:
        dates = [p for k, p in grid.places.items() if len(k) == 2 and str(k[1]).endswith("_on")]
        grid.map_texts(dates, lambda text: text.translate(_FULL_WIDTH))


def unit_words(draft: MessDraft, rng: Random) -> None:
    """State the unit of money on its line in other words."""
    for grid in draft.filled:
        for place in grid.of_look("right"):
            grid.change(place, rng.choice(_UNIT_LINES[draft.style.money_unit]))


EDITS: dict[str, Any] = {
    "unit_words": unit_words,
    "header_breaks": _texts(_broken, "header"),
    "written_breaks": _texts(_written_break, "header"),
    "spaced": spaced,
    "brackets": _texts(_bracketed, "header"),
    "ideographic_blanks": ideographic_blanks,
    "full_width_text": full_width_text,
    "half_width_colons": _texts(lambda text, _: text.replace("：", ":"), "plain", "right", "title"),
}
