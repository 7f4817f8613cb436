"""What a notebook cell shows: tables without an index and prose; the same content always shows the same."""

import html
import re

import pandas as pd

_NUMERIC = re.compile(r"(至少|至多|约)?[-−]?[\d,.]+(%|亿元|万元|元|亩)?|—|")


class ShownTable:
    """A table to look at; `frame` is the pandas frame behind it, all text, with Chinese headings."""

    def __init__(
        self,
        frame: pd.DataFrame,
        empty: str = "没有",
        note: str = "",
        *,
        folded: str = "",
        commands: tuple[str, ...] = (),
    ) -> None:
        """Show a frame of text; `empty` is what to say when it has no rows, `note` stands above it.

        On a page a table with a `folded` name, and `commands` (which list its cells), are seen where they are asked for.
        """
        self._folded, self.commands = folded, commands
        self._note = note
        self.frame = frame
        self._empty = empty

    def __repr__(self) -> str:
        said = self.frame.to_string(index=False) if len(self.frame) else self._empty
        return f"{self._note}\n{said}" if self._note else said

    def _repr_html_(self) -> str:
        if self.frame.empty:
            return f"<p>{html.escape(self._empty)}</p>"
        sides = ["right" if all(map(_NUMERIC.fullmatch, self.frame[name])) else "left" for name in self.frame]
        head = "".join(_cell("th", str(name), side) for name, side in zip(self.frame, sides, strict=True))
        rows = "".join(
            f"<tr>{''.join(_cell('td', text, side) for text, side in zip(row, sides, strict=True))}</tr>\n"
            for row in self.frame.itertuples(index=False)
        )
        note = f"<p><strong>{html.escape(self._note)}</strong></p>" if self._note else ""
        table = f'<div class="scroll"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>'
        if self._folded:
            table = f"<details><summary>{html.escape(self._folded)}</summary>{table}</details>"
        return f"{note}{table}{self._commands_shown()}"

    def _commands_shown(self) -> str:
        if not self.commands:
            return ""
        listed = "".join(f"<li><code>{html.escape(command)}</code></li>" for command in self.commands)
        return f"<details><summary>列出单元格的命令</summary><ul>{listed}</ul></details>"


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
    scope = ' scope="col"' if tag == "th" else ""
    return f'<{tag}{scope} style="text-align: {side}">{html.escape(text)}</{tag}>'
