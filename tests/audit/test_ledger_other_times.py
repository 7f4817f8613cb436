"""Figures of earlier months, amounts written out and numbers that a text itself puts right, held against the ledger."""

import pytest

from tests.small_county import SmallCounty
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.own import audited_against_month
from zzlib.ledger import Ledger, open_ledger

TITLE = "云溪县2013年1—6月争资争项工作小结\n截至6月底，全县到位资金1230万元。\n"
COME = {"2013-04": (120, 60), "2013-05": (310, 200), "2013-06": (810, 420)}  # 发改委、水利局, in 万元


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    county = SmallCounty(tmp_path_factory.mktemp("云溪"))
    county.settings('[county]\nname = "云溪县"\n')
    county.reference("fund_categories", [{"category": "中央预算内投资", "kind_hint": "个性型", "counts": "是"}])
    for period, amounts in COME.items():
        for unit, name, money in zip(("发改委", "水利局"), ("以工代赈", "小农水"), amounts, strict=True):
            county.file_return(period, unit, [[name, None, "个性型", "新增", "中央预算内投资", 1000, 900, money, None]])
    return open_ledger(county.workspace, "2013-06")


def wrong(said: str, ledger: Ledger) -> list[str]:
    claims, _ = audited_against_month(text_blocks(TITLE + said), ledger)
    return [f"{c.stated} {c.recomputed}" for c in claims if c.verdict in ("wrong", "doubtful")]


@pytest.mark.parametrize(
    ("said", "right", "slip"),
    [
        ("今年1—4月，全县到位资金{}。", "180万元", "108万元"),
        ("截至4月底，全县累计到位资金{}。", "180万元", "190万元"),
        ("前4个月全县到位{}，前5个月到位510万元。", "180万元", "160万元"),
        ("到位资金1—5月为{}。", "510万元", "501万元"),
    ],
)
def test_what_had_come_by_an_earlier_month_is_held(said: str, right: str, slip: str, ledger: Ledger) -> None:
    assert wrong(said.format(right), ledger) == []
    assert wrong(said.format(slip), ledger) == [f"{slip} {right}"]


@pytest.mark.parametrize(
    "said", ["去年1—4月全县到位资金108万元。", "1—4月，水利局到位资金108万元。", "预计4月底全县到位资金108万元。"]
)
def test_an_earlier_month_of_others_is_left_alone(said: str, ledger: Ledger) -> None:
    assert wrong(said, ledger) == []


@pytest.mark.parametrize(
    ("said", "right", "slip"),
    [
        ("发改委到位资金{}。", "八百一十万元", "八百零一万元"),
        ("水利局到位资金{}。", "四百二十万元", "四百一十万元"),
        ("发改委争取资金九百万元，到位{}。", "八百一十万元", "一百八十万元"),
    ],
)
def test_an_amount_that_is_written_out_is_held(said: str, right: str, slip: str, ledger: Ledger) -> None:
    assert wrong(said.format(right), ledger) == []
    assert [told.split()[0] for told in wrong(said.format(slip), ledger)] == [slip]


@pytest.mark.parametrize(
    "said",
    [
        "水利局到位资金240万元（更正为{}）。",
        "水利局到位资金240万元有误，应为{}。",
        "水利局到位资金240万元，应为{}。",
        "水利局到位资金240万元，经核实更正为{}。",
        "水利局到位资金{}（原为240万元）。",
    ],
)
def test_what_is_put_right_is_not_accused_but_what_stands_in_its_place(said: str, ledger: Ledger) -> None:
    assert wrong(said.format("420万元"), ledger) == []
    assert wrong(said.format("402万元"), ledger) == ["402万元 420万元"]


def test_a_heading_tells_the_month_of_what_stands_under_it(ledger: Ledger) -> None:
    assert wrong("一、1—4月到位情况\n全县到位资金180万元。", ledger) == []
    assert wrong("一、1—5月到位情况\n全县到位资金1230万元。", ledger) == ["5月 6月"]
    assert wrong("一、1—5月到位情况\n到6月底，全县到位资金1230万元。", ledger) == []
    assert wrong("一、7月份工作安排\n在到位资金1230万元的基础上再加力。", ledger) == []
