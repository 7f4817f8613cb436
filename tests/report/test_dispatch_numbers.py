"""Every number of items that a dispatch paper prints is a row of a sheet that closes in the list of items."""

import re
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.dispatch.following import file_months, items, say
from tests.small_county import UNITS, SmallCounty
from zzlib.dispatch import item_rules
from zzlib.dispatch.items import ItemState
from zzlib.dispatch.letters import ask_unit
from zzlib.indicators import measured
from zzlib.indicators.stated import read_rows
from zzlib.ledger import open_ledger
from zzlib.report.bulletin import write_bulletin
from zzlib.report.dispatch_list import LIST_NAME
from zzlib.runs.dispatching import write_papers
from zzlib.writing import read_writing

PERIOD = "2013-05"
Sheets = dict[str, dict[str, dict[str, object]]]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The papers of a month with items of every outcome, two leaders and a unit that nobody leads."""
    county = SmallCounty(tmp_path_factory.mktemp("numbers") / "县")
    leaders = {"u01": "责任领导乙", "u02": "责任领导甲"}
    county.reference("units", [unit | {"leader": leaders.get(unit["unit_id"], "")} for unit in UNITS])
    for unit in ("发改委", "水利局", "城关镇"):
        rows = [{"name": f"{unit}{n}", "leader": leader} for n, leader in enumerate(("责任领导甲", "责任领导乙", ""))]
        done = [{**row, "stage": "批复", "awarded": 9} for row in rows[:1]] + rows[1:]
        file_months(county, {f"2013-0{n}": rows if n < 5 else done for n in range(1, 6)}, unit)
    say(county, "2013-04", "stuck/2013-04/u01/发改委1", "planned", date="2013-07-31", text="专人对接")
    say(county, PERIOD, "stuck/2013-04/u02/水利局1", "closed", text="不再受理")
    ask_unit(county.workspace, items(county, PERIOD), "u02", "责任人甲")
    month = measured(open_ledger(county.workspace, PERIOD))
    folder, writing = tmp_path_factory.mktemp("papers"), read_writing(county.workspace, PERIOD)
    write_papers(items(county, PERIOD), month, folder, writing)
    write_bulletin(month, folder / "dispatch" / "通报.docx", None, writing, items(county, PERIOD).items)
    return folder / "dispatch"


@pytest.fixture(scope="module")
def sheets(papers: Path) -> Sheets:
    """The sheets of counts: by name, the first cell of a row, and heading."""
    book = openpyxl.load_workbook(papers / LIST_NAME)
    found: Sheets = {}
    for sheet in book.worksheets[1:]:
        heads = [cell.value for cell in sheet[3]]
        rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)]
        found[sheet.title] = {str(row[heads[0]]): row for row in rows if row[heads[0]] != "合计"}
    return found


def tables(papers: Path, heading: str) -> list[dict[str, str]]:
    """Give the rows of the meeting paper's tables that begin with a heading."""
    found = []
    for table in docx.Document(str(papers / "调度会材料.docx")).tables:
        heads, *rows = [[cell.text for cell in row.cells] for row in table.rows]
        if heads[0] == heading:
            found += [dict(zip(heads, row, strict=True)) for row in rows]
    return found


@pytest.mark.slow
def test_counts_of_leaders_are_rows_and_add_up(papers: Path, sheets: Sheets) -> None:
    told, led = sheets["上月交办（责任领导）"], sheets["责任领导的项目"]
    *rows, total = tables(papers, "责任领导")
    columns = ("上月交办", "办结", "销号", "延期", "正在办", "未办", "本月新增")
    for row in rows:
        assert [row[name] for name in columns] == [str(told[row["责任领导"]][name]) for name in columns]
        assert row["项目"] == str(led.get(row["责任领导"], {"项目": 0})["项目"])
    for name in (*columns, "项目"):
        assert int(total[name]) == sum(int(row[name]) for row in rows)
    by_unit = sheets["上月交办"].values()
    assert all(int(total[name]) == sum(int(str(row[name])) for row in by_unit) for name in columns)
    assert [int(total[name]) for name in ("办结", "销号")] == [3, 1]


@pytest.mark.slow
def test_counts_of_units_are_rows(papers: Path, sheets: Sheets) -> None:
    by_state, followed = sheets["按单位"], sheets["上月交办"]
    rows = [row for row in tables(papers, "单位") if "办结率" in row]
    assert {row["单位"] for row in rows} == set(by_state)
    for row in rows:
        own, rate = by_state[row["单位"]], followed[row["单位"]]
        assert own["件数"] == int(row["要办"]) + int(str(own["已办结"])) + int(str(own["已销号"]))
        assert row["逾期"] == str(own["逾期"])
        assert row["办结率"].startswith(f"{rate['报表办结']}/{rate['今年要办']}（")


@pytest.mark.slow
def test_counts_and_sums_close_by_unit_rule_leader_and_state(sheets: Sheets) -> None:
    states = [state.label for state in ItemState]
    sums = []
    for name in ("按单位", "按问题", "按责任领导"):
        rows = [[int(str(row[head])) for head in ("件数", *states)] for row in sheets[name].values()]
        assert all(row[0] == sum(row[1:]) for row in rows)
        sums.append([sum(column) for column in zip(*rows, strict=True)])
    assert sums[0] == sums[1] == sums[2]
    by_state = {name: int(str(row["件数"])) for name, row in sheets["按状态"].items()}
    assert [by_state.get(state, 0) for state in states] == sums[0][1:]
    money = [
        sum(float(str(row["金额合计（万元）"])) for row in sheets[name].values())
        for name in ("按单位", "按责任领导", "按状态")
    ]
    assert money[0] == money[1] == money[2] > 0


@pytest.mark.slow
def test_every_count_of_items_in_a_sheet_is_a_figure(papers: Path, sheets: Sheets) -> None:
    told = {(row["figure"], row["scope"]): row["value"] for row in read_rows(papers / "figures.csv")}
    units = {unit["name"]: f"unit:{unit['unit_id']}" for unit in UNITS}
    rules = {rule.name: f"rule:{rule.id}" for rule in item_rules().values()}
    states = {state.label: f"state:{state}" for state in ItemState}
    leaders = {name: f"leader:{name}" for name in sheets["按责任领导"]}
    listed = {"按单位": units, "按问题": rules, "按责任领导": leaders, "按状态": states}
    followed = {
        "上月交办": "items_before", "办结": "items_before_done", "销号": "items_before_decided", "延期": "items_before_extended",
        "正在办": "items_before_partly", "未办": "items_before_not_done", "本月新增": "items_begun", "今年要办": "items", "报表办结": "items_done",
    }  # fmt: skip
    said = [(row["件数"], "items_listed", scopes[name]) for sheet, scopes in listed.items() for name, row in sheets[sheet].items()]  # fmt: skip
    said += [
        (row[heading], figure, scopes[name])
        for sheet, scopes in (("上月交办", units), ("上月交办（责任领导）", leaders))
        for name, row in sheets[sheet].items()
        for heading, figure in followed.items()
    ]
    said += [(row["逾期"], "items_overdue", units[name]) for name, row in sheets["按单位"].items()]
    assert [str(count) for count, *_ in said] == [told[figure, scope] for _, figure, scope in said]
    assert int(told["items", "county"]) == int(told["items_open", "county"]) + int(told["items_done", "county"]) + int(told["items_decided", "county"])  # fmt: skip


@pytest.mark.slow
def test_what_a_letter_says_is_a_row(papers: Path, sheets: Sheets) -> None:
    [(number, row)] = sheets["督办函"].items()
    text = "".join(p.text for p in docx.Document(str(papers / "督办函-水利局.docx")).paragraphs)
    assert number in text
    assert f"涉及项目{row['涉及项目']}个、事项{row['事项']}件" in text
    [said] = re.findall(r"涉及资金([\d.]+)万元", text)
    assert float(said) == row["涉及资金（万元）"]


@pytest.mark.slow
def test_the_circular_tells_the_county_s_rate_and_how_many_units_closed_nothing(papers: Path, sheets: Sheets) -> None:
    [note] = [p.text for p in docx.Document(str(papers / "通报.docx")).paragraphs if "督办事项办结率" in p.text]
    rows = sheets["上月交办"]
    closed, asked = (sum(int(str(row[name])) for row in rows.values()) for name in ("报表办结", "今年要办"))
    assert f"全县{closed}/{asked}（{closed / asked:.1%}）" in note
    idle = sum(not row["报表办结"] for row in rows.values())
    assert (f"涉及的{len(rows)}个单位中，{idle}个还没有办结的" in note) == (idle > 0)
    assert "责任领导" not in note
