"""The documents as LibreOffice lays them out: pages, margins, pictures, tables, and sums that it computes itself.

LibreOffice puts its own fonts where the office's are absent, so that lines break elsewhere: only what holds for any font
is looked at.
"""

import csv
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from PIL import Image, ImageOps

from zzlib.report import write_bulletin, write_one_page, write_tables

MISSING = [tool for tool in ("soffice", "pdftotext", "pdfinfo", "pdftoppm") if shutil.which(tool) is None]
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(bool(MISSING), reason=f"没有安装 {'、'.join(MISSING)}（LibreOffice、poppler）"),
]

POINTS_PER_MM = 72 / 25.4
ALL_SHEETS_AS_NUMBERS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
HEADINGS = ("位次", "类别", "指标", "序号", "资金类别", "投资方向", "项目名称", "级别", "编号")
"""A heading of each sheet."""


@dataclass
class Word:
    """A word on a page, in millimetres from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def convert(folder: Path, kind: str, *files: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def rendered(demo_month, tmp_path_factory) -> Path:
    """Give a folder with the month's documents as PDF, and the workbook's sheets as CSV, computed anew."""
    folder = tmp_path_factory.mktemp("rendered")
    write_bulletin(demo_month, folder / "bulletin.docx")
    write_one_page(demo_month, folder / "one.docx", folder / "one.png")
    write_tables(demo_month, folder / "tables.xlsx")
    convert(folder, "pdf", *(folder / name for name in ("bulletin.docx", "one.docx", "tables.xlsx")))
    # Saved by openpyxl, formulas lose the values that were written beside them.
    openpyxl.load_workbook(folder / "tables.xlsx").save(folder / "computed.xlsx")
    convert(folder, ALL_SHEETS_AS_NUMBERS, folder / "computed.xlsx")
    return folder


def pages(pdf: Path) -> list[list[Word]]:
    html = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    word = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
    return [
        [Word(text, *(float(place) / POINTS_PER_MM for place in places)) for *places, text in word.findall(page)]
        for page in html.split("<page ")[1:]
    ]


def page_size(pdf: Path) -> tuple[int, int]:
    said = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True).stdout.decode()
    width, height = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", said).groups()
    return round(float(width) / POINTS_PER_MM), round(float(height) / POINTS_PER_MM)


def test_the_circular_is_a4_of_a_few_pages_with_chinese_on_each(rendered):
    assert page_size(rendered / "bulletin.pdf") == (210, 297)
    texts = ["".join(word.text for word in page) for page in pages(rendered / "bulletin.pdf")]
    before = next(number for number, text in enumerate(texts) if text.startswith("附件1"))
    assert 3 <= before <= 9 and len(texts) <= 20
    assert all(re.search(r"[\u4e00-\u9fff]{3}", text) for text in texts)
    assert "通报" in texts[0]
    assert "附件1" in "".join(texts)


def test_nothing_of_the_circular_stands_in_the_margins(rendered):
    for page in pages(rendered / "bulletin.pdf"):
        body = [word for word in page if word.top < 262]
        # The box of a word includes its font's spacing.
        assert min(word.left for word in body) > 27
        # A comma at the end of a line may hang over it by its own width.
        assert max(word.right - (5.7 if word.text[-1] in "，。；：、）" else 0) for word in body) < 210 - 25
        assert min(word.top for word in body) > 35
        assert max(word.bottom for word in body) < 297 - 33


def test_page_numbers_stand_outside(rendered):
    for number, page in enumerate(pages(rendered / "bulletin.pdf"), start=1):
        line = [word for word in page if word.top >= 262]
        assert "".join(word.text for word in line) == f"—{number}—"
        middle = (line[0].left + line[-1].right) / 2
        assert (middle > 150) if number % 2 else (middle < 60)


def test_the_signature_does_not_stand_alone_on_a_page(rendered):
    for page in pages(rendered / "bulletin.pdf"):
        text = "".join(word.text for word in page)
        assert ("2013年6月5日" in text) <= ("附件" in text)


def test_the_table_repeats_its_headings(rendered):
    with_table = [p for p in pages(rendered / "bulletin.pdf") if any(w.text == "未争取到" for w in p)]
    assert len(with_table) >= 2
    for page in with_table:
        assert {"位次", "资金目标", "完成档次"} <= {word.text for word in page}


def test_no_picture_of_the_circular_is_cut(rendered, demo_month):
    said = pages(rendered / "bulletin.pdf")
    # The imprint at the foot of the last page needs the room of one: each picture has a page, in the width of the text.
    assert "争资争项进度图" in "".join(word.text for word in said[-2])
    assert inked_height(rendered / "bulletin.pdf", len(said) - 1, rendered) > 40
    assert inked_height(rendered / "bulletin.pdf", len(said), rendered) > 75


def inked_height(pdf: Path, page: int, folder: Path) -> float:
    """Give the height in millimetres from the first to the last coloured dot of a page."""
    target = folder / f"page{page}"
    subprocess.run(
        ["pdftoppm", "-r", "51", "-f", str(page), "-l", str(page), "-singlefile", "-png", str(pdf), str(target)],
        check=True,
    )
    saturation = Image.open(target.with_suffix(".png")).convert("HSV").getchannel("S")
    box = ImageOps.invert(saturation.point(lambda value: 0 if value > 30 else 255)).getbbox()
    return (box[3] - box[1]) / 51 * 25.4 if box else 0.0


def test_the_leaders_page_is_one_page(rendered):
    assert len(pages(rendered / "one.pdf")) == 1


def test_every_printed_page_of_the_workbook_is_a4_landscape_with_headings_and_one_page_wide(rendered):
    assert page_size(rendered / "tables.pdf") == (297, 210)
    for page in pages(rendered / "tables.pdf"):
        # A second page beside the first would begin with another column.
        assert [word.text for word in page if word.text in HEADINGS]


@pytest.mark.parametrize("sheet", ["分单位", "分类别", "项目清单"])
def test_sums_computed_anew_are_the_sums_that_were_written(rendered, sheet):
    with (rendered / f"computed-{sheet}.csv").open(encoding="utf-8", newline="") as stream:
        computed = [row for row in csv.reader(stream) if any(row)][-1]
    written = list(openpyxl.load_workbook(rendered / "tables.xlsx", data_only=True)[sheet].values)[-1]
    formulas = list(openpyxl.load_workbook(rendered / "tables.xlsx")[sheet].values)[-1]
    checked = [place for place, formula in enumerate(formulas) if str(formula).startswith("=")]
    assert len(checked) >= 3
    assert [number(computed[place]) for place in checked] == pytest.approx(
        [written[place] for place in checked], rel=1e-9
    )


def number(text: str) -> float:
    return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
