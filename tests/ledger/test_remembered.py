"""What was decided of one file holds for the unit's files of the same layout, and for no others."""

from tests.small_county import HEADER, SmallCounty
from zzlib.indicators import month_issues
from zzlib.ledger import Ledger, build_ledger

DECIDED = {
    "period": "2013-01", "file": "水利局.xlsx", "question": "金额单位", "answer": "万元", "decided_by": "责任人甲",
    "decided_on": "2013-02-06", "reason": "电话核实",
}  # fmt: skip


def road(received: object) -> list[object]:
    return ["通村公路", "", "个性型", "新增", "省级专项", 100, 80, received, None]


def build(county: SmallCounty, period: str = "2013-03") -> Ledger:
    return build_ledger(county.workspace, period)


def received(county: SmallCounty) -> dict[str, int | None]:
    """What the unit has received in each month, in 万元; `None` while that can't be converted."""
    funding = build(county).funding
    amounts = zip(funding["period"], funding["unit_id"], funding["received_fen"].astype(object), strict=True)
    return {period: fen // 10**6 if isinstance(fen, int) else None for period, unit, fen in amounts if unit == "u02"}


def filed(county: SmallCounty) -> None:
    for number, name in enumerate(("水利局.xlsx", "水利局2月.xlsx", "报送（最终）.xlsx"), start=1):
        county.file_return(f"2013-0{number}", "水利局", [road(30 + number)], name=name, money_unit="")


def test_a_unit_of_money_is_decided_once_for_all_files_of_the_layout(county: SmallCounty) -> None:
    filed(county)
    assert received(county) == {"2013-01": None, "2013-02": None, "2013-03": None}
    county.reference("file_decisions", [DECIDED])
    assert received(county) == {"2013-01": 31, "2013-02": 32, "2013-03": 33}
    said = [i for i in build(county).issues if i.code == "money_unit_remembered"]
    assert [(i.level.value, i.period, i.file, i.value) for i in said] == [
        ("notice", "2013-02", "水利局2月.xlsx", "万元"), ("notice", "2013-03", "报送（最终）.xlsx", "万元"),
    ]  # fmt: skip
    assert "列名与2013年1月的“水利局.xlsx”相同，照那时定的按万元读" in said[0].message
    assert "责任人甲，2013-02-06：电话核实" in said[0].message
    county.reference("file_decisions", [DECIDED, DECIDED | {"answer": "撤销"}])
    assert set(received(county).values()) == {None}


def test_another_layout_and_another_unit_are_asked_for_themselves(county: SmallCounty) -> None:
    filed(county)
    county.file_return(
        "2013-02", "水利局", [[*road(32), 5]], name="水利局2月.xlsx", money_unit="", header=[*HEADER, "支付资金"]
    )
    county.file_return("2013-02", "城关镇", [road(7)], money_unit="")
    county.reference("file_decisions", [DECIDED])
    assert received(county) == {"2013-01": 31, "2013-02": None, "2013-03": 33}
    unstated = {i.file for i in build(county).issues if i.code == "money_unit_unstated"}
    assert unstated == {"水利局2月.xlsx", "城关镇.xlsx"}


def test_a_file_with_a_decision_of_its_own_keeps_it_and_contradicting_ones_decide_nothing_more(
    county: SmallCounty,
) -> None:
    filed(county)
    own = DECIDED | {"period": "2013-02", "file": "水利局2月.xlsx", "answer": "元"}
    county.reference("file_decisions", [DECIDED, own])
    assert received(county) == {"2013-01": 31, "2013-02": 0, "2013-03": None}


def test_amounts_typed_in_another_unit_under_a_remembered_one_are_an_error(county: SmallCounty) -> None:
    filed(county)
    county.file_return("2013-03", "水利局", [road(330_000)], name="报送（最终）.xlsx", money_unit="")
    county.reference("file_decisions", [DECIDED])
    errors = [i for i in month_issues(build(county)) if i.level == "error" and i.period == "2013-03"]
    assert {i.code for i in errors if i.field == "received"} <= {"size_suspect", "size_absurd"}
    assert errors
