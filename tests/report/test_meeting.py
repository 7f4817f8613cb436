"""The meeting's paper: what stands on a leader's page and on a unit's, and that nothing asked is lost on the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.dispatch.following import file_months, items, say
from tests.small_county import SmallCounty
from zzlib.dispatch.events import EventError
from zzlib.indicators import load_month
from zzlib.report.blocks import PART
from zzlib.report.meeting import write_leader_paper, write_meeting_paper

PERIOD = "2013-05"
STUCK = "stuck/2013-04/u02/水库除险"


@pytest.fixture
def led(county: SmallCounty) -> SmallCounty:
    """A unit whose leader units.csv names: one project waits, one has no leader, one got its money in May."""
    units = [
        {
            "unit_id": "u02",
            "name": "水利局",
            "full_name": "水利局",
            "group": "县直",
            "ranked": "yes",
            "leader": "责任领导乙",
        }
    ]
    county.reference("units", units)
    waiting = [{}, {"name": "公路", "leader": ""}]
    file_months(county, {f"2013-0{month}": waiting for month in range(1, 5)})
    file_months(county, {PERIOD: [{}, {"name": "公路", "stage": "到位", "awarded": 80, "received": 60}]})
    return county


def parts(file: Path) -> dict[str, list[list[str]]]:
    """Give the rows (a paragraph is a row of one) of each part of a paper by its heading."""
    found: dict[str, list[list[str]]] = {}
    for style, row in _rows(Document(str(file))):
        if style == PART:
            found[row[0]] = []
        elif found:
            found[[*found][-1]].append(row)
    return found


def _rows(document: Any) -> Iterator[tuple[str, list[str]]]:
    for block in document.element.body:
        if block.tag == qn("w:p"):
            style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            yield (
                (style.get(qn("w:val")) if style is not None else ""),
                ["".join(t.text for t in block.iter(qn("w:t")))],
            )
        for row in block.iterchildren(qn("w:tr")):
            cells = row.iterchildren(qn("w:tc"))
            yield "", ["".join(t.text for t in cell.iter(qn("w:t"))) for cell in cells]


def paper(county: SmallCounty, file: Path) -> dict[str, list[list[str]]]:
    """Write the paper and read it."""
    write_meeting_paper(items(county, PERIOD), load_month(PERIOD, county.workspace), file)
    return parts(file)


def test_a_unit_s_page_has_its_figures_projects_and_what_became_of_last_month_s_items(
    led: SmallCounty, tmp_path: Path
) -> None:
    page = paper(led, tmp_path / "材料.docx")["水利局"]
    text = "\n".join("|".join(row) for row in page)
    assert "责任领导：责任领导乙；今年要办的事由报表说明办结 2/3（66.7%）。" in text
    assert "1000|60|6.0%|—（—）|940|134.29" in text
    assert "80|—|60|—|—|—" in text, "the return asks for no 下达资金 and no 支付资金"
    assert "申报|至少5个月|水库除险|100|—" in text
    assert "到位|1个月|公路|100|80" in text
    assert "上月交办事项办理情况：3件，办结2件、未办1件（金额：万元）" in text
    assert "申报满3个月未获批复；对接催办|水库除险|100|5月31日|未办，逾期5天" in text
    assert "没有责任领导；明确责任领导|公路|100|2月28日|办结" in text


def test_words_alone_are_begun_until_their_day_and_a_later_day_is_an_extension(
    led: SmallCounty, tmp_path: Path
) -> None:
    say(led, "2013-04", STUCK, "planned", text="专人对接", date="2013-06-20")
    page = paper(led, tmp_path / "材料.docx")["水利局"]
    assert ["申报满3个月未获批复；对接催办", "水库除险", "100", "6月20日", "正在办；专人对接"] in page
    say(led, PERIOD, STUCK, "extended", text="等省厅批次", date="2013-07-20")
    page = paper(led, tmp_path / "材料.docx")["水利局"]
    assert ["申报满3个月未获批复；对接催办", "水库除险", "100", "7月20日", "延期；等省厅批次"] in page


def test_every_item_stands_on_one_leader_s_page_and_sums_close(led: SmallCounty, tmp_path: Path) -> None:
    found = paper(led, tmp_path / "材料.docx")
    [row] = [row for row in found["责任领导甲"] if "水库除险" in row]
    assert row[0] == "水利局"
    assert [row for row in found["责任领导乙"] if "公路" in row] == []  # its leader is named by now: 责任领导甲
    told = [row for row in found["全县进展"] if row[0] in ("责任领导甲", "责任领导乙", "合计")]
    columns = [[int(cell) for cell in row[2:]] for row in told]
    assert [sum(each) for each in zip(*columns[:-1], strict=True)] == columns[-1]
    assert columns[-1][1] == sum(columns[-1][2:7]) == 3


def test_a_leader_s_pages_apart_hold_nobody_else(led: SmallCounty, tmp_path: Path) -> None:
    dispatch, month = items(led, PERIOD), load_month(PERIOD, led.workspace)
    write_leader_paper(dispatch, month, "责任领导乙", tmp_path / "一人.docx")
    assert [*parts(tmp_path / "一人.docx")] == ["责任领导乙", "水利局"]
    with pytest.raises(EventError, match=r"没有叫“责任领导丙”的责任领导；有 责任领导乙、责任领导甲"):
        write_leader_paper(dispatch, month, "责任领导丙", tmp_path / "无.docx")


def test_a_carried_month_says_nothing_of_the_time_in_a_stage(led: SmallCounty, tmp_path: Path) -> None:
    file_months(led, {"2013-06": [{"name": "别的"}]}, unit="水利局")
    write_meeting_paper(items(led, "2013-06"), load_month("2013-06", led.workspace), tmp_path / "六月.docx")
    assert "本月报表没有说到" in "".join(row[-1] for row in parts(tmp_path / "六月.docx")["水利局"])


def test_the_same_month_gives_the_same_bytes(led: SmallCounty, tmp_path: Path) -> None:
    for name in ("一.docx", "二.docx"):
        paper(led, tmp_path / name)
    assert (tmp_path / "一.docx").read_bytes() == (tmp_path / "二.docx").read_bytes()


def test_a_county_of_which_nothing_came_has_a_paper_without_projects(county: SmallCounty, tmp_path: Path) -> None:
    (county.root / "data" / "returns" / PERIOD).mkdir()
    found = paper(county, tmp_path / "材料.docx")
    assert ["今年还没有报过报表；年度任务1000万元。"] in found["水利局"]


def test_where_all_are_behind_none_of_them_is_counted_twice(county: SmallCounty, tmp_path: Path) -> None:
    for unit in ("发改委", "水利局"):
        file_months(county, {PERIOD: [{"name": f"{unit}项目", "stage": "到位", "awarded": 80, "received": 60}]}, unit)
    said = "".join(text for rows in paper(county, tmp_path / "五月.docx").values() for row in rows for text in row)
    assert "完成率说得出的2个单位都落后于时序进度（41.7%）；" in said and "中，2个落后" not in said
