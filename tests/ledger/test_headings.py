"""Headings that a person decided are read in all months, of all units or of one; the entries stay, a later one wins."""

from typing import Any

from tests.small_county import HEADER, SmallCounty
from zzlib.indicators import explain, measure
from zzlib.ledger import Ledger, build_ledger

ROAD = ["通村公路", "", "个性型", "新增", "省级专项", 100, 80, 50, None]
OTHER = [heading.replace("到位资金", "到账资金") for heading in HEADER]
DECIDED = {"heading": "到账资金", "field": "到位资金", "verdict": "是", "decided_by": "责任人甲", "reason": "电话核实"}


def build(county: SmallCounty, period: str = "2013-02") -> Ledger:
    return build_ledger(county.workspace, period)


def filed(county: SmallCounty) -> None:
    for period in ("2013-01", "2013-02"):
        for unit in ("水利局", "城关镇"):
            county.file_return(period, unit, [ROAD], header=OTHER)


def received(ledger: Ledger) -> list[tuple[Any, ...]]:
    rows = ledger.funding[["period", "unit_id", "received_fen"]].astype("object")
    return [tuple(row) for row in rows.itertuples(index=False)]


def test_an_unknown_heading_costs_the_return_until_it_is_decided_once_for_all(county: SmallCounty) -> None:
    filed(county)
    ledger = build(county)
    assert ledger.funding.empty
    said = [i for i in ledger.issues if i.code == "required_column_missing"]
    assert len(said) == 4
    assert "最像“到位资金”的是 I3“到账资金”" in said[0].message
    county.reference("headings", [DECIDED])
    ledger = build(county)
    assert len(received(ledger)) == 4
    assert {fen for _, _, fen in received(ledger)} == {50_000_000}
    assert ledger.layouts.query("field_id == 'received'")["header"].unique().tolist() == ["到账资金"]


def test_a_decision_for_one_unit_leaves_the_others_alone(county: SmallCounty) -> None:
    filed(county)
    county.reference("headings", [DECIDED | {"unit_id": "u02"}])
    assert received(build(county)) == [(p, "u02", 50_000_000) for p in ("2013-01", "2013-02")]


def test_a_unit_may_be_kept_out_of_what_holds_for_the_county_and_an_entry_be_taken_back(county: SmallCounty) -> None:
    filed(county)
    county.reference("headings", [DECIDED, DECIDED | {"unit_id": "u02", "verdict": "不是"}])
    assert {unit for _, unit, _ in received(build(county))} == {"u03"}
    county.reference("headings", [DECIDED, DECIDED | {"verdict": "撤销"}])
    assert received(build(county)) == []


def test_an_entry_that_cannot_be_used_is_said_at_its_cell(county: SmallCounty) -> None:
    filed(county)
    bad = [DECIDED | {"field": "到帐"}, DECIDED | {"unit_id": "u99"}, DECIDED | {"verdict": "大概"}]
    county.reference("headings", bad)
    said = {(i.cell, i.value) for i in build(county).issues if i.code.startswith("reference_")}
    assert said == {("B2", "到帐"), ("C3", "u99"), ("D4", "大概")}


def test_an_amount_of_which_only_a_part_stands_there_leaves_its_sum_a_lower_bound(county: SmallCounty) -> None:
    county.file_return("2013-01", "城关镇", [ROAD])
    header = [heading.replace("争取资金", "争取资金（省）") for heading in HEADER]
    county.file_return("2013-01", "水利局", [ROAD], header=header)
    ledger = build(county, "2013-01")
    assert ledger.month("units").query("incomplete")["unit_id"].tolist() == ["u02"]
    figures = measure(ledger).figures
    awarded, received = figures["funds_awarded"], figures["funds_received"]
    assert (awarded.value, awarded.incomplete) == (800_000, True)
    assert (received.value, received.incomplete) == (1_000_000, False)
    assert explain(ledger, "funds_awarded", "unit:u02").unread[["cell", "raw"]].to_numpy().tolist() == [["H4", "80"]]


def test_what_stands_under_a_heading_is_part_of_what_was_decided(county: SmallCounty) -> None:
    filed(county)
    entry = {"heading": "项目阶段", "field": "资金级次", "verdict": "是", "values": "资金级次"}
    county.reference("headings", [entry, entry | {"values": "到位资金"}])
    said = [i for i in build(county).issues if i.code.startswith("reference_")]
    assert [(i.cell, i.value) for i in said] == [("I3", "到位资金")]
    assert "应是所填的词属于哪一栏" in said[0].message
