"""The notebook's view: paste a text, press the button, see it marked."""

import html
from collections.abc import Sequence

import ipywidgets as widgets

from zzlib.audit.audit import audit_blocks
from zzlib.audit.blocks import DocumentBlock
from zzlib.audit.claim import NumericClaim
from zzlib.audit.coverage import coverage_line
from zzlib.audit.documents import text_blocks
from zzlib.audit.lint import lint
from zzlib.audit.reading import read
from zzlib.audit.register import Entry, FigureRegister
from zzlib.audit.telling import marked_page

_LEGEND = (
    '<p><mark style="background:#f8c9c4">不符</mark> <mark style="background:#fff3a8">请核</mark> '
    '<mark style="background:#fde3b5">截尾未进位</mark> '
    '<mark style="background:#e3efd9">相符</mark> <mark style="background:#ececec">约数或无法核对</mark>'
    "，鼠标停在数上看理由</p>"
)


def marked(text: str) -> str:
    """Give a pasted text as HTML with its claims marked, the reasons below."""
    blocks = text_blocks(text)
    claims = audit_blocks(blocks)
    return _LEGEND + marked_page(blocks, claims, lint(blocks)) + register_table(blocks, claims)


def register_table(blocks: Sequence[DocumentBlock], claims: Sequence[NumericClaim]) -> str:
    """Give the register as HTML: each number, what it is, and what rests on it, whose reason the pointer shows."""
    entries = FigureRegister(read(list(blocks))).entries
    about: dict[int, list[NumericClaim]] = {}
    for claim in claims:
        for number in {claim.entry, *(mention.number for mention in claim.proof)}:
            about.setdefault(number, []).append(claim)
    rows = "".join(_row(entry, about.get(entry.number, [])) for entry in entries)
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("序号", "数", "数的是什么", "范围", "时间", "作用", "核对")
    )
    said = f"<p>{coverage_line(blocks, claims)}</p>"
    return f"<details><summary>文中各数登记为什么</summary>{said}<table><tr>{head}</tr>{rows}</table></details>"


def _row(entry: Entry, claims: Sequence[NumericClaim]) -> str:
    mention, span = entry.mention, entry.span
    year = {"": "", "-1": "上年"}.get(span.year, span.year) if span else ""
    months = f"{span.first}—{span.last}月" if span and span.first else ""
    told = "、".join(
        f'<span title="{html.escape(claim.message, quote=True)}">{claim.verdict.label} {html.escape(claim.stated)}</span>'
        for claim in claims
    )
    role = mention.role.label + ("（其中）" if entry.part else "") + ("（标题）" if entry.title else "")
    cells = (str(entry.number), mention.quantity.text, entry.measure, entry.scope, year + months, role)
    return "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + f"<td>{told}</td></tr>"


def audit_view(text: str = "") -> widgets.VBox:
    """Show a box to paste a text into, a button, and the text marked by what its numbers prove."""
    box = widgets.Textarea(
        value=text, placeholder="把文稿贴在这里", layout=widgets.Layout(width="100%", height="180px")
    )
    button = widgets.Button(description="核对", button_style="primary", icon="check")
    page = widgets.HTML(value=marked(text) if text else "")

    def press(_: widgets.Button) -> None:
        page.value = marked(box.value)

    button.on_click(press)
    return widgets.VBox([box, button, page])
