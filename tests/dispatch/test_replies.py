"""The form of a letter comes back filled in: each row is recorded of its item, what can't be meant is told by its place."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.dispatch.following import file_months, items
from tests.small_county import SmallCounty
from zzlib.dispatch import ItemEvent
from zzlib.dispatch.events import EventError
from zzlib.dispatch.items import ItemState
from zzlib.dispatch.letters import ask_unit
from zzlib.dispatch.returned import Returned, read_back
from zzlib.indicators import measured
from zzlib.ledger import open_ledger
from zzlib.report.letters import write_letters

PERIOD, UNIT = "2013-05", "u02"
ROAD, BRIDGE = "stuck/2013-04/u02/公路", "without_leader/2013-01/u02/桥梁"
Fill = Callable[..., Returned]


@pytest.fixture
def letter(county: SmallCounty, tmp_path: Path) -> Path:
    """A letter to a unit about two projects, one of which has two items."""
    rows = [{"name": "公路"}, {"name": "桥梁", "leader": ""}]
    file_months(county, {f"2013-0{month}": rows for month in range(1, 6)})
    ask_unit(county.workspace, items(county, PERIOD), UNIT, "责任人甲")
    write_letters(items(county, PERIOD), measured(open_ledger(county.workspace, PERIOD)), tmp_path)
    return tmp_path / "督办函-水利局.docx"


def back(county: SmallCounty, file: Path) -> Returned:
    return read_back(open_ledger(county.workspace, PERIOD), items(county, PERIOD), file, "责任人乙", "")


@pytest.fixture
def fill(county: SmallCounty, letter: Path, tmp_path: Path) -> Fill:
    """Fill in rows of the form by their number, and read the letter back."""

    def filled(rows: dict[int, dict[str, str]]) -> Returned:
        document = docx.Document(str(letter))
        form = document.tables[-1]
        headings = [cell.text for cell in form.rows[0].cells]
        for number, cells in rows.items():
            for heading, text in cells.items():
                form.rows[number].cells[headings.index(heading)].text = text
        document.save(str(tmp_path / "回执.docx"))
        return back(county, tmp_path / "回执.docx")

    return filled


def told(events: tuple[ItemEvent, ...]) -> list[tuple[str, ...]]:
    return [(event.item, event.event, event.date, event.text) for event in events]


@pytest.mark.slow
def test_measures_with_a_day_are_a_plan_words_alone_an_answer_and_blank_rows_say_nothing(fill: Fill, county: SmallCounty) -> None:  # fmt: skip
    returned = fill({1: {"整改措施和进展": "专人到省厅对接", "完成时间": "7月15日"}, 3: {"整改措施和进展": "正在确定"}})
    assert told(returned.events) == [
        (ROAD, "planned", "2013-07-15", "专人到省厅对接"),
        (BRIDGE, "answered", "", "正在确定"),
    ]
    assert returned.doubts == ()
    states = {item.id: item.state for item in items(county, PERIOD).open}
    assert (states[ROAD], states[BRIDGE]) == (ItemState.AGREED, ItemState.OVERDUE)  # words close nothing


@pytest.mark.slow
def test_the_same_reply_read_again_records_nothing_more_and_records_are_only_added(fill: Fill, county: SmallCounty, tmp_path: Path) -> None:  # fmt: skip
    path = county.root / "data" / "dispatch" / "events.csv"
    before = path.read_bytes()
    fill({1: {"整改措施和进展": "专人到省厅对接", "完成时间": "2013-07-15"}})
    once = path.read_bytes()
    assert once.startswith(before) and len(once) > len(before)
    assert back(county, tmp_path / "回执.docx").events == ()
    assert path.read_bytes() == once


@pytest.mark.slow
def test_a_later_day_is_an_extension_with_its_reason(fill: Fill, county: SmallCounty, tmp_path: Path) -> None:
    fill({1: {"整改措施和进展": "专人到省厅对接", "完成时间": "2013-07-15"}})
    [doubt] = fill({1: {"完成时间": "2013-08-15"}}).doubts
    assert "延期要写明理由" in doubt.advice
    [event] = fill({1: {"整改措施和进展": "等省厅批次", "完成时间": "2013-08-15"}}).events
    assert (event.event, event.date, event.why) == ("extended", "2013-08-15", "等省厅批次")
    assert back(county, tmp_path / "回执.docx").events == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "place", "advice"),
    [
        ({"完成时间": "年底前"}, "回执第1项“完成时间”", "完成时间要写成一个真有的日子"),
        ({"项目名称": "改过的公路", "整改措施和进展": "已办"}, "回执第1项“整改措施和进展”", "没有这件事"),
        ({"存在的问题": "改过的", "整改措施和进展": "已办"}, "回执第1项“整改措施和进展”", "没有这件事"),
        ({"责任领导": "责任领导丁"}, "回执第1项“责任领导”", "以报表为准"),
    ],
    ids=["no day", "another project", "another problem", "another leader"],
)
def test_what_can_t_be_meant_is_told_by_its_place_and_not_recorded(
    fill: Fill, cells: dict[str, str], place: str, advice: str
) -> None:
    returned = fill({1: cells})
    assert returned.events == ()
    [doubt] = returned.doubts
    assert doubt.cell == place
    assert advice in doubt.advice


@pytest.mark.slow
def test_two_rows_of_one_item_that_differ_are_told_both(fill: Fill) -> None:
    road = {"项目名称": "公路", "存在的问题": "申报满3个月未获批复"}
    returned = fill({1: {"整改措施和进展": "已批"}, 2: {**road, "整改措施和进展": "没有批"}})
    assert returned.events == ()
    assert [doubt.value for doubt in returned.doubts] == ["已批", "没有批"]


@pytest.mark.slow
def test_what_was_settled_meanwhile_is_told(fill: Fill, county: SmallCounty) -> None:
    gone = [{"name": "公路", "stage": "批复", "awarded": 80}, {"name": "桥梁", "leader": ""}]
    file_months(county, {PERIOD: gone})
    returned = fill({1: {"整改措施和进展": "还没有批"}})
    assert returned.events == ()
    assert [doubt.advice for doubt in returned.doubts] == ["这件事已办结（2013-05），没有再记"]


@pytest.mark.slow
def test_a_reply_of_nobody_known_and_a_document_without_the_form_are_told(fill: Fill, county: SmallCounty, letter: Path) -> None:  # fmt: skip
    (county.root / "data" / "settings.toml").write_text('[dispatch]\nletter_number = "某办〔{year}〕{number}号"\n', encoding="utf-8")  # fmt: skip
    units = (county.root / "data" / "reference" / "units.csv").read_text(encoding="utf-8-sig")
    (county.root / "data" / "reference" / "units.csv").write_text(units.replace("水利局", "水务局"), encoding="utf-8")
    assert "看不出是哪个单位的回执" in fill({1: {"整改措施和进展": "已办"}}).doubts[0].advice
    document = docx.Document()
    document.add_table(2, 2).rows[0].cells[0].text = "别的"
    document.save(str(letter))
    with pytest.raises(EventError, match="没有问题清单，也没有督办函回执"):
        back(county, letter)
