"""What a draft says of units, groups, lists and tables holds against the month of the ledger, and of anything else is left alone."""

import pytest

from tests.small_county import SmallCounty
from zzlib.audit.against.ledger_and_text import not_proved
from zzlib.audit.audit import audit_blocks
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.own import against_month
from zzlib.ledger import Ledger, open_ledger

PERIOD = "2013-06"
RETURNS = {  # 申报, 争取, 到位 in 万元
    "发改委": [("以工代赈", 900, 900, 500), ("产业园区", 2000, 800, 300)],
    "水利局": [("小农水", 500, 500, 400)],
    "城关镇": [("污水处理", 1000, 1000, 0)],
}
OPENING = "截至6月底，"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    county = SmallCounty(tmp_path_factory.mktemp("云溪"))
    county.settings('[county]\nname = "云溪县"\n')
    county.reference("fund_categories", [{"category": "中央预算内投资", "kind_hint": "个性型", "counts": "是"}])
    for unit, projects in RETURNS.items():
        rows = [[name, None, "个性型", "新增", "中央预算内投资", *amounts, None] for name, *amounts in projects]
        county.file_return(PERIOD, unit, rows)
    return open_ledger(county.workspace, PERIOD)


def wrong(text: str, ledger: Ledger) -> list[str]:
    """Give what is wrong with a text, and what it should be."""
    claims = against_month([DocumentBlock(text)], ledger)[0]
    return [f"{claim.stated} {claim.recomputed}".strip() for claim in claims if claim.verdict == "wrong"]


@pytest.mark.parametrize(
    "said",
    [
        "发改委争取资金1700万元，到位资金800万元。",  # the second is the unit's as well
        "水利局：争取资金500万元，到位资金400万元。",
        "全县到位资金1200万元，预计年底到位资金9000万元。",
        "邻近的丰水县到位资金3000万元，争取资金5200万元。",
        "教育类项目申报资金30万元，到位资金15万元。",
        "在发改委牵头实施的项目中，到位资金333万元。",
        "发改委、水利局分别到位资金800万元、400万元。",
        "到位资金较多的单位有发改委800万元、水利局400万元。",
        "发改委和水利局到位资金1300万元，争取资金2300万元。",  # a sum of several is nobody's figure
        "到位资金500万元以上的单位有1个，是发改委。",
        "到位资金超过400万元的有1个单位。",  # 水利局 has 400万元 exactly
        "到位资金400万元以上的有2个单位。",
        "去年1至6月全县到位资金900万元，今年同期到位资金1200万元。",
    ],
)
def test_a_number_of_a_unit_or_of_others_is_not_held_against_the_county(said: str, ledger: Ledger) -> None:
    assert wrong(OPENING + said, ledger) == []


@pytest.mark.parametrize(
    "said", ["2012年，全县到位资金600万元，争取资金900万元。", "截至6月20日，全县到位资金900万元。"]
)
def test_a_number_of_another_time_is_left_alone(said: str, ledger: Ledger) -> None:
    assert wrong(said, ledger) == []
    assert "别的时间" in against_month([DocumentBlock(said)], ledger)[1]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("发改委争取资金1700万元，到位资金880万元。", ["880万元 800万元"]),
        ("发改委到位880万元、水利局到位400万元。", ["880万元 800万元"]),
        ("发改委、水利局分别到位资金800万元、440万元。", ["440万元 400万元"]),
        ("全县到位资金1200万元，争取到资金2370万元。", ["2370万元 3200万元"]),
        ("到位资金500万元以上的单位有2个。", ["2个 1个"]),
        ("到位资金500万元以上的单位有1个，是水利局。", ["水利局"]),
        ("水利局到位资金居全县第一位。", ["第一 第2"]),
        ("到位资金排前两位的依次是水利局、发改委。", ["水利局、发改委 发改委、水利局"]),
    ],
)
def test_what_a_unit_or_a_list_is_said_to_have_is_held(said: str, told: list[str], ledger: Ledger) -> None:
    assert wrong(OPENING + said, ledger) == told


def test_the_wrong_month_or_year_is_told_alone(ledger: Ledger) -> None:
    assert wrong("截至2012年6月底，全县到位资金5万元。", ledger) == ["2012年6月 2013年6月"]
    assert wrong("截至5月底，全县到位资金5万元。", ledger) == ["5月 6月"]
    blocks = [DocumentBlock("云溪县2012年1—6月争资争项工作小结"), DocumentBlock("全县累计到位资金5万元。")]
    told = [claim for claim in against_month(blocks, ledger)[0] if claim.verdict == "wrong"]
    assert [claim.stated for claim in told] == ["2012年6月"]


def test_a_table_is_held_by_row_and_column(ledger: Ledger) -> None:
    rows = (("单位", "争取资金", "到位资金"), ("发改委", "1700", "800"), ("水利局", "500", "440"))
    blocks = [DocumentBlock("各单位资金情况（截至2013年6月底，单位：万元）"), DocumentBlock(rows=rows)]
    told = [c for c in against_month(blocks, ledger)[0] if c.verdict == "wrong"]
    assert [(c.cell, "400" in c.recomputed) for c in told] == [((2, 2), True)]
    assert "水利局" in told[0].message and "zz explain funds_received" in told[0].message
    last_year = [DocumentBlock("各单位资金情况（截至2012年6月底，单位：万元）"), DocumentBlock(rows=rows)]
    assert [c for c in against_month(last_year, ledger)[0] if c.cell] == []


@pytest.mark.parametrize(
    "said",
    [
        "全县3个成员单位中，报送过、有目标的2个单位中，1个落后于时序进度。",
        "全县3个成员单位。有目标的3个单位中，1个落后于时序进度。",
        "水利局到位资金400万元。邻近各乡镇到位资金3950万元，另有4530万元待拨。",
    ],
)
def test_what_the_ledger_proves_is_no_slip_and_no_part_of_other_things(said: str, ledger: Ledger) -> None:
    blocks = [DocumentBlock(OPENING + said)]
    told = not_proved(audit_blocks(blocks), against_month(blocks, ledger)[0])
    assert [claim.message for claim in told if claim.verdict in ("wrong", "doubtful")] == []
