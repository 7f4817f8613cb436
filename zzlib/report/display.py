"""What a notebook cell shows: tables without an index and prose; the same content always shows the same."""

import html
import re

import pandas as pd

_NUMERIC = re.compile(r"(至少|至多)?[-−]?[\d,.]+(%|亿元|万元|元|亩)?|—|")


class Table:
    """A table to look at; `frame` is the pandas frame behind it, all text, with Chinese headings."""

    def __init__(self, frame: pd.DataFrame) -> None:
        """Show a frame of text."""
        self.frame = frame

    def __repr__(self) -> str:
        return self.frame.to_string(index=False) if len(self.frame) else "（没有）"

    def _repr_html_(self) -> str:
        if self.frame.empty:
            return "<p>（没有）</p>"
        sides = ["right" if self.frame[name].map(_NUMERIC.fullmatch).all() else "left" for name in self.frame]
        head = "".join(_cell("th", str(name), side) for name, side in zip(self.frame, sides, strict=True))
        rows = "".join(
            f"<tr>{''.join(_cell('td', text, side) for text, side in zip(row, sides, strict=True))}</tr>\n"
            for row in self.frame.itertuples(index=False)
        )
        return f'<div class="scroll"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>'


class Prose:
    """Sentences to read; nothing where there is nothing to say."""

    def __init__(self, *paragraphs: str) -> None:
        """Show paragraphs, leaving out the empty ones."""
        self.text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in self.text.split("\n\n"))


def _cell(tag: str, text: str, side: str) -> str:
    return f'<{tag} style="text-align: {side}">{html.escape(text)}</{tag}>'
