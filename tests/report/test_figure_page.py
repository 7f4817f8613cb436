"""What a figure rests on as one page: its definition, what is missing, what people decided, how it is rounded, versions, cells."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.small_county import SmallCounty
from zzlib.cli import main
from zzlib.indicators import Explainer, load_month
from zzlib.ledger import open_ledger
from zzlib.report.figure_page import FigurePage, write_head_page

PERIOD = "2013-02"


@pytest.fixture
def told(copied: Callable[..., SmallCounty]) -> SmallCounty:
    """A county in which one unit filed nothing in February, one never, and one amount was corrected."""
    return copied(_told, PERIOD)


def _told(root: Path) -> None:
    county = SmallCounty(root)
    county.file_return("2013-01", "发改委", [["路网", "", "个性型", "新增", "中央预算内", 900, 600, 300, None]])
    county.file_return(PERIOD, "水利局", [["灌区改造", "", "个性型", "新增", "中央专项", 800, 500, 200, None]])
    words = ["correct", PERIOD, "水利局", "灌区改造", "到位资金", "260万", "--by", "责任人甲", "--why", "电话核实"]
    assert main([*words, "--root", str(county.root)]) == 0


def plain(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page[page.index("<main>") :]))


@pytest.mark.slow
def test_a_page_says_what_the_figure_rests_on(told: SmallCounty) -> None:
    ledger, month = open_ledger(told.workspace, PERIOD), load_month(PERIOD, told.workspace)
    page = FigurePage(Explainer(ledger).explain("funds_received"), month)
    text = re.sub(r"\s+", " ", plain(page.text()))
    assert page.name == "funds_received.html"
    assert "不舍入的数 5600000.00元" in text and "各项目年初至本月末累计到位资金之和" in text
    assert "其中300万元是用以前月份的报表代替的" in text
    assert "发改委 未报 2013年1月的报表" in text and "城关镇 未报 没有代替，不计" in text
    assert re.search(r"水利局 更正 c1（[\d-]+：电话核实） 灌区改造 200 2600000.00", text)
    assert "责任人" not in text
    assert "四舍五入" in text and "这个月还没有印发" in text
    assert f"data/returns/{PERIOD}/水利局.xlsx Sheet!I4" in text and "共 2 处" in text


@pytest.mark.slow
def test_who_decided_is_told_where_the_county_masks_no_names(told: SmallCounty) -> None:
    told.settings("[privacy]\nmask_names = false\n")
    ledger, month = open_ledger(told.workspace, PERIOD), load_month(PERIOD, told.workspace)
    assert "更正 c1（责任人甲，" in plain(FigurePage(Explainer(ledger).explain("funds_received"), month).text())


@pytest.mark.slow
def test_what_is_not_made_of_returns_misses_none(told: SmallCounty) -> None:
    ledger, month = open_ledger(told.workspace, PERIOD), load_month(PERIOD, told.workspace)
    text = plain(FigurePage(Explainer(ledger).explain("units_total"), month).text())
    assert "这个数里没有缺报，也没有读不出的" in text and "没有更正和决定" in text


@pytest.mark.slow
def test_the_command_writes_it_and_moves_aside_what_a_person_changed(
    told: SmallCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["explain", "已到位资金", PERIOD, "--scope", "水利局", "--page", "--root", str(told.root)]
    assert main(words) == 0
    place = "outputs/说明/2013-02/funds_received-unit-u02.html"
    assert place in capsys.readouterr().out
    written = (told.root / place).read_text(encoding="utf-8")
    assert "260万元" in plain(written)
    (told.root / place).write_text("改过", encoding="utf-8")
    assert main(words) == 0 and (told.root / place).read_text(encoding="utf-8") == written
    (moved,) = (told.root / "outputs" / "修改稿").rglob("*.html")
    assert moved.read_text(encoding="utf-8") == "改过"
    assert main(["explain", PERIOD, "--sentences", "--page", "--root", str(told.root)]) == 2


@pytest.mark.slow
def test_the_head_figures_stand_on_one_page(told: SmallCounty, tmp_path: Path) -> None:
    ledger, month = open_ledger(told.workspace, PERIOD), load_month(PERIOD, told.workspace)
    for name in ("a.html", "b.html"):
        write_head_page(month, Explainer(ledger, month), tmp_path / name)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page == (tmp_path / "b.html").read_text(encoding="utf-8")
    assert re.findall(r"<h2 [^>]*>([^：]*)：", page) == [
        "累计开发项目",
        "已争取资金",
        "已到位资金",
        "资金任务完成率",
        "距全年任务",
    ]
    assert f"zz explain funds_gap {PERIOD} --page" in page
