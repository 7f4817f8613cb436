"""The step of writing: the desk with the page beside it, and what the newest draft looks like on paper."""

import base64
from pathlib import Path

import ipywidgets as widgets

from zzlib.explore.drafting_view import drafting_view
from zzlib.indicators import measured
from zzlib.ledger import open_ledger
from zzlib.libreoffice import find_office
from zzlib.office.common import OfficeMonth, ToldLine, button, row, word_link
from zzlib.office.pictures import page_pictures
from zzlib.runs.previewing import previewed, wrong_numbers
from zzlib.writing import read_writing


def writing_panel(month: OfficeMonth) -> widgets.Widget:
    """Show the writer's desk; under it the draft as Word file and pages."""
    told, paper, desk = ToldLine(), widgets.HTML(layout={"width": "100%"}), widgets.VBox()

    def begin() -> list[str]:
        """Lay the newest draft and the newest figures on the desk."""
        desk.children = (drafting_view(month.period, month.workspace, wrong_numbers, month.changed),)
        return ["已按现在的稿子和数打开"]

    def print_out() -> list[str]:
        workspace = month.workspace
        ledger = open_ledger(workspace, month.period)
        made = previewed(ledger, measured(ledger), read_writing(workspace, month.period))
        file: Path = month.root / made["preview"]
        paper.value = word_link(file, f"Word 文件：{made['preview']}") + _pages(page_pictures(file.read_bytes()))
        return [
            f"按{made['file'] or '发现的问题'}印出来是下面的样子（没有发布）",
            *(f"数字对不上：{line}" for line in made["refuted"]),
            *([f"预览稿有人改过，原来的在 {made['moved']}"] if made["moved"] else []),
        ]

    begin()
    anew = button("按现在的稿子和数重新打开", lambda: told.of(begin, "打开"))
    look = button("看印出来的样子", lambda: told.of(print_out, "排版"), main=True)
    return widgets.VBox([desk, row(look, anew), told, paper])


def _pages(pictures: list[bytes]) -> str:
    """Show pages as pictures; without any the desk's own page is what there is to see."""
    if not pictures:
        absent, failed = "这台电脑没有装 LibreOffice，看不到一页页的样子", "这次没有排出一页页的样子，可以再点一次"
        return f"<p>{failed if find_office() else absent}；也可以用 Word 打开上面的文件看。</p>"
    shown = (
        f'<img alt="第 {number} 页" src="data:image/png;base64,{base64.b64encode(picture).decode()}">'
        for number, picture in enumerate(pictures, start=1)
    )
    return f'<div class="zz-pages">{"".join(shown)}</div>'
