"""The notebook's view: paste a text, press the button, see it marked."""

import ipywidgets as widgets

from zzlib.audit.audit import audit_blocks
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.telling.lint import lint
from zzlib.audit.telling.marking import marked_page

_LEGEND = (
    '<p><mark style="background:#f8c9c4">不符</mark> <mark style="background:#fff3a8">请核</mark> '
    '<mark style="background:#fde3b5">截尾未进位</mark> '
    '<mark style="background:#e3efd9">相符</mark> <mark style="background:#ececec">约数或无法核对</mark>'
    "，鼠标停在数上看理由、由哪些数算出、哪些数用到它</p>"
)


def marked(text: str) -> str:
    """Give a pasted text as HTML with its claims marked and its register beside it, the reasons below."""
    blocks = text_blocks(text)
    claims = audit_blocks(blocks)
    return _LEGEND + marked_page(blocks, claims, lint(blocks))


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
