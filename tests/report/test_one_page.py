"""The leader's page: five figures, one chart, three sentences, in Word and as a picture for a telephone."""

import io
import warnings

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from tests.report.hand_made import hand_made_month
from tests.report.test_bulletin import NUMBER
from zzlib import charts
from zzlib.report import write_one_page
from zzlib.report.one_page import _size_in_cells
from zzlib.writing.text import compose


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("one")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in ("a", "b"):
            write_one_page(hand_made_month(), folder / f"{name}.docx", folder / f"{name}.png")
    return folder


@pytest.mark.slow
def test_it_holds_five_figures_one_picture_and_three_sentences(pages):
    document, month = Document(pages / "a.docx"), hand_made_month()
    labels = [cell.text for cell in document.tables[0].rows[1].cells]
    assert labels == ["累计开发项目", "已争取资金", "已到位资金", "资金任务完成率", "距全年任务"]
    assert [cell.text for cell in document.tables[0].rows[0].cells] == [
        "40个",
        "15000万元",
        "至少10030万元",
        "至少30.8%",
        "至多22570万元",
    ]
    assert len(document.element.body.findall(f".//{qn('w:drawing')}")) == 1
    sentences = [p.text for p in document.paragraphs if p.text[:2] in ("1.", "2.", "3.")]
    assert [text[:12] for text in sentences] == ["1. 到位资金至少完成全", "2. 10个单位中，1个", "3. 距全年任务至多还差"]
    amounts = compose(month).amounts
    fens = [int(figure.value * 100) for figure in month.figures if figure.unit == "yuan" and figure.value is not None]
    known = {number for figure in month.figures for number in NUMBER.findall(figure.text)} | {"80%"}
    known |= {
        text for finer in ((), amounts.finer) for fen in fens for text in amounts.texts([fen, fen], finer)
    }  # as in its paragraph
    assert [n for text in sentences for n in NUMBER.findall(text[2:]) if n not in known] == []


def test_the_picture_is_as_wide_as_a_telephone(pages):
    picture = Image.open(io.BytesIO((pages / "a.png").read_bytes()))
    assert picture.width == 1080
    assert 1400 < picture.height < 2200


def test_nothing_runs_over_the_edge_of_the_picture():
    page = charts.one_page(hand_made_month(), "某县2013年1—5月争资争项", ["一句" * 30, "二句。", "三句。"], "某办")
    page.savefig(io.BytesIO(), format="png", dpi=100)
    box = page.get_tightbbox()
    assert box.x0 >= 0 and box.y0 >= 0
    assert box.x1 <= page.get_size_inches()[0] and box.y1 <= page.get_size_inches()[1]


def test_the_same_month_gives_the_same_bytes(pages):
    for kind in ("docx", "png"):
        assert (pages / f"a.{kind}").read_bytes() == (pages / f"b.{kind}").read_bytes()


def test_a_long_figure_makes_all_smaller_so_that_none_breaks():
    assert _size_in_cells(["121个", "4843万元", "1.98亿元"]).pt > _size_in_cells(["至少121个", "至少8474.55万元"]).pt
