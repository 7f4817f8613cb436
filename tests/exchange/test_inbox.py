"""The inbox takes files of any name; what is in doubt waits with its reason (contracts, section 4, hard cases)."""

import zipfile
from pathlib import Path

import pytest

from tests.small_county import HEADER, SmallCounty
from zzlib.exchange.answers import Word, answer
from zzlib.exchange.questions import open_questions
from zzlib.ledger import Ledger, open_ledger

ROAD = ["通村公路", "", "个性型", "新增", "省级专项", 100, 80, 50, None]
WORD = Word("责任人甲", "电话核实", on="2013-02-06")
MONTH = "2013-01"


def build(county: SmallCounty, period: str = MONTH) -> Ledger:
    return open_ledger(county.workspace, period)


def filing(ledger: Ledger) -> dict[str, str]:
    units = ledger.month("units")
    return dict(zip(units["unit"], units["filing"], strict=True))


def standing(county: SmallCounty) -> tuple[str, list[str]]:
    """Tell whose the one file is, and what is said of it."""
    ledger = build(county)
    owner = next((unit for unit, state in filing(ledger).items() if state != "missing"), "")
    return owner, [i.code for i in ledger.issues if i.file]


def _columned(county: SmallCounty, block: str, column: list[str], name: str) -> Path:
    rows = [[f"项目{n}", *ROAD[1:], unit] for n, unit in enumerate(column)]
    return county.file_return(MONTH, block, rows, name=name, header=[*HEADER, "责任单位"])


def test_the_block_then_the_column_then_the_title_then_the_name(county: SmallCounty) -> None:
    path = _columned(county, "水利局", ["水利局"], "城关镇.xlsx")
    assert standing(county) == ("水利局", ["file_name_unit"])
    path.unlink()
    path = _columned(county, "", ["水利局"], "城关镇.xlsx")
    assert standing(county) == ("水利局", ["file_name_unit"])
    path.unlink()
    path = county.file_return(MONTH, "", [ROAD], name="城关镇.xlsx", stated_period="水利局2013年1月")
    assert standing(county) == ("水利局", ["file_name_unit"])
    path.unlink()
    county.file_return(MONTH, "", [ROAD], name="水利局1月报表.xlsx")
    assert standing(county) == ("水利局", ["register_file_absent"])


def test_block_and_column_that_clash_are_in_doubt_until_a_decision(county: SmallCounty) -> None:
    _columned(county, "水利局", ["城关镇"], "a.xlsx")
    ledger = build(county)
    assert filing(ledger)["水利局"] == "unreadable" and filing(ledger)["城关镇"] == "missing"
    assert [(i.level, i.value) for i in ledger.issues if i.code == "unit_conflict"] == [("error", "城关镇")]
    [question] = open_questions(ledger)
    assert [choice.label for choice in question.choices[:2]] == ["水利局", "城关镇"]
    answer(county.workspace, question, "城关镇", WORD)
    assert filing(build(county)) == {"发改委": "missing", "水利局": "missing", "城关镇": "on_time"}


def test_the_register_settles_what_the_content_leaves_in_doubt_and_nothing_else(county: SmallCounty) -> None:
    county.file_return(MONTH, "水务局", [ROAD], name="a.xlsx")
    county.file_return(MONTH, "发改委", [ROAD], name="b.xlsx")
    register = county.root / "data" / "returns" / MONTH / "received.csv"
    register.unlink()
    county.receive(MONTH, "a.xlsx", "2013-02-02T09:00:00", unit_id="u02")
    county.receive(MONTH, "b.xlsx", "2013-02-02T09:00:00", unit_id="u03")
    ledger = build(county)
    assert filing(ledger) == {"发改委": "on_time", "水利局": "on_time", "城关镇": "missing"}
    assert [(i.level, i.file) for i in ledger.issues if i.code == "file_name_unit"] == [("warning", "b.xlsx")]


def test_a_name_that_nobody_bears_waits_and_is_an_error(county: SmallCounty) -> None:
    county.file_return(MONTH, "水务局", [ROAD], name="水利局.xlsx")
    ledger = build(county)
    assert ledger.waiting_files == ("水利局.xlsx",) and set(filing(ledger).values()) == {"missing"}
    assert [i.level for i in ledger.issues if i.code == "unit_unknown"] == ["error"]


def test_a_file_of_another_month_counts_where_a_person_says(county: SmallCounty) -> None:
    """January's return lay among February's: it is January's, in January's ledger and in February's."""
    county.file_return("2013-01", "发改委", [ROAD])
    county.file_return(
        "2013-02", "城关镇", [ROAD], name="c.xlsx", stated_period="2013年1月", received_at="2013-02-03T09:00:00"
    )
    [question] = open_questions(build(county, "2013-02"))
    assert [choice.value for choice in question.choices] == ["2013-02", "2013-01", "not_a_return"]
    answer(county.workspace, question, "2013-01", WORD)
    for period in ("2013-01", "2013-02"):
        ledger = build(county, period)
        january = ledger.month("units", "2013-01").set_index("unit").loc["城关镇"]
        assert (january["filing"], january["file"]) == ("on_time", "c.xlsx")
        source = ledger.sources.set_index("file").loc["c.xlsx"]
        assert source["period"] == "2013-02" and "月份：2013年1月" in source["decided"]
    february = build(county, "2013-02").month("units").set_index("unit").loc["城关镇"]
    assert (february["filing"], february["carried_from"]) == ("missing", "2013-01")


def test_only_the_files_name_speaking_of_another_month_is_a_warning(county: SmallCounty) -> None:
    county.file_return(MONTH, "水利局", [ROAD], name="水利局2013年3月.xlsx", stated_period="本")
    assert standing(county) == ("水利局", ["file_name_period"])


def test_a_zip_has_one_row_in_the_register_and_its_members_inherit_it(county: SmallCounty) -> None:
    folder = county.root / "data" / "returns" / MONTH
    paths = [county.file_return(MONTH, unit, [ROAD]) for unit in ("水利局", "发改委")]
    with zipfile.ZipFile(folder / "资料.zip", "w") as archive:
        for path in paths:
            archive.write(path, path.name)
            path.unlink()
    (folder / "received.csv").unlink()
    county.receive(MONTH, "资料.zip", "2013-02-04T09:00:00")
    ledger = build(county)
    assert filing(ledger) == {"发改委": "on_time", "水利局": "on_time", "城关镇": "missing"}
    assert len((folder / "received.csv").read_text(encoding="utf-8").splitlines()) == 2


def test_the_register_reads_times_in_iso_and_takes_no_file_times(county: SmallCounty) -> None:
    path = county.file_return(MONTH, "水利局", [ROAD], received_at="2013-02-05T23:59:59")
    import os

    os.utime(path, (2**31 - 1, 2**31 - 1))
    assert filing(build(county))["水利局"] == "on_time"


def test_a_return_like_last_months_under_the_right_month_is_accepted_with_a_notice(county: SmallCounty) -> None:
    from zzlib.indicators import month_issues

    for period in ("2013-01", "2013-02"):
        county.file_return(period, "水利局", [ROAD])
    ledger = build(county, "2013-02")
    assert filing(ledger)["水利局"] == "on_time"
    assert [i.level for i in month_issues(ledger) if i.code == "return_unchanged"] == ["notice"]


@pytest.mark.parametrize("column", ["project_name", "received"])
def test_without_name_or_received_the_return_is_unreadable(county: SmallCounty, column: str) -> None:
    place = {"project_name": 1, "received": 8}[column]
    header = [*HEADER[:place], "随便", *HEADER[place + 1 :]]
    county.file_return(MONTH, "水利局", [ROAD], header=header)
    assert filing(build(county))["水利局"] == "unreadable"
