"""Nothing that is written for people prints too small to be read: sheets as they are shrunk to the paper, letters in Word files."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from lxml import etree

from tests.charts.drawn import texts_of
from tests.ready import ReadyCounties
from tests.report.test_tables import printed_size
from zzlib import charts
from zzlib.beginning.explanation import explanation_bytes
from zzlib.dispatch import dispatch_of
from zzlib.dispatch.scores import example
from zzlib.exchange.forms import write_forms
from zzlib.exchange.receipts import write_receipts
from zzlib.indicators import load_month, measured
from zzlib.ledger import open_ledger
from zzlib.paper import SMALLEST
from zzlib.report import write_bulletin, write_one_page, write_openings, write_tables
from zzlib.runs.dispatching import write_papers
from zzlib.workspace import SCORE_RULE, Workspace
from zzlib.writing import read_writing

COUNTY = {"units": 10, "months": 6, "seed": 2, "mess": "ordinary", "faults": True}
PERIOD = "2013-06"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, ready_county: ReadyCounties) -> Path:
    """Give a folder with every workbook and Word file that the office gets of a month."""
    folder = tmp_path_factory.mktemp("printed")
    root = ready_county(folder / "县", **COUNTY)
    (root / SCORE_RULE).parent.mkdir()
    (root / SCORE_RULE).write_text(example("百分制"), encoding="utf-8")
    workspace = Workspace(root)
    ledger = open_ledger(workspace, PERIOD)
    month, writing = measured(ledger), read_writing(workspace, PERIOD)
    write_tables(month, folder / "tables.xlsx")
    write_openings(month, folder / "可申报专项清单.xlsx")
    write_bulletin(month, folder / "bulletin.docx", workspace.templates_dir, writing)
    write_one_page(month, folder / "一页通.docx", folder / "一页通.png")
    write_papers(dispatch_of(ledger, month), month, folder, writing)
    write_forms(workspace, "2013-07", [month.units["unit"].iloc[0]], folder / "forms")
    write_receipts(workspace, PERIOD)
    (folder / "参考文件填写说明.xlsx").write_bytes(explanation_bytes([("units.csv", "名单.xlsx")]))
    return folder


def sheets(folder: Path) -> Iterator[tuple[str, Any]]:
    """Give every sheet that is ours: of a receipt only its own, not the unit's return that it is bound with."""
    for path in sorted(folder.rglob("*.xlsx")):
        if "returns" in path.parts:
            continue
        for sheet in openpyxl.load_workbook(path):
            if "receipts" not in path.parts or sheet.title == "回执":
                yield f"{path.name} {sheet.title}", sheet


def points(sheet: Any) -> float:
    """Give the points of a sheet's smallest print on paper."""
    if sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage:
        return printed_size(sheet)
    sizes = [cell.font.sz for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return min(sizes) * (sheet.page_setup.scale or 100) / 100


@pytest.mark.slow
def test_no_sheet_prints_smaller_than_can_be_read(written: Path) -> None:
    found = {name: points(sheet) for name, sheet in sheets(written)}
    names = " ".join(found)
    assert not [
        kind
        for kind in ("问题清单", "考核得分", "资金监管", "统筹储备", "回执", "填写说明", "tables", "报表")
        if kind not in names
    ]
    assert {name: size for name, size in found.items() if size < SMALLEST} == {}


@pytest.mark.slow
def test_no_letters_of_a_word_file_are_smaller(written: Path) -> None:
    found = {}
    for path in written.rglob("*.docx"):
        with zipfile.ZipFile(path) as package:
            parts = [package.read(name) for name in ("word/document.xml", "word/styles.xml")]
        marks = [size for part in parts for size in etree.fromstring(part).iter(f"{_WORD}sz")]
        found[path.name] = min(int(size.get(f"{_WORD}val")) / 2 for size in marks)
    assert len(found) >= 3
    assert {name: size for name, size in found.items() if size < SMALLEST} == {}


@pytest.mark.slow
def test_no_letters_of_a_circular_s_or_a_leader_s_chart_are_smaller(written: Path) -> None:
    month = load_month(PERIOD, Workspace(written / "县"))
    drawn = {"bulletin.docx": [charts.path_to_target(month), charts.completion_by_unit(month)]}
    drawn["一页通.docx"] = drawn["bulletin.docx"][:1]
    for name, pictures in drawn.items():
        widths = [shape.width.inches for shape in Document(str(written / name)).inline_shapes]
        assert len(widths) == len(pictures)
        for chart, width in zip(pictures, widths, strict=True):
            letters = min(text.get_fontsize() for text in texts_of(chart))
            assert letters * width / chart.get_figwidth() >= SMALLEST - 0.01, (name, chart.title)
