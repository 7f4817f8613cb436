"""Who is in the numbers, what they are held against, and that problems and measures speak of the same."""

import re
from pathlib import Path

import pytest

from tests.ready import ReadyCounties
from tests.report.hand_made import hand_made_month
from tests.writing.test_summaries import COUNTY
from zzlib.indicators import Month, load_month
from zzlib.workspace import Workspace
from zzlib.writing.text import compose, sentences


@pytest.fixture(scope="module", params=["demo", 5, 6, 12], ids=["demo", "May", "June", "December"])
def month(request: pytest.FixtureRequest, ready_county: ReadyCounties) -> Month:
    if request.param == "demo":
        return load_month("2013-05", Workspace(Path(__file__).parents[2]))
    return load_month(f"2013-{request.param:02d}", Workspace(ready_county(**COUNTY)))


def count(month: Month, name: str) -> int:
    return int(month.figures[name].value or 0)


def section(month: Month, name: str) -> str:
    return "".join(p.title + p.text for s in compose(month).sections if s.id == name for p in s.paragraphs)


@pytest.mark.slow
def test_units_that_filed_and_those_that_did_not_are_all_there_are(month):
    total = count(month, "units_total")
    assert count(month, "units_filed") + count(month, "units_missing") == total
    parts = ("units_judged", "units_untargeted", "units_unknown", "units_missing")
    assert sum(count(month, name) for name in parts) == total


def test_the_total_says_once_whom_it_leaves_out(month):
    said = f"以上项目数、资金数不含未报的{count(month, 'units_missing')}个单位"
    text = "".join(sentence.text for sentence in compose(month).sentences())
    assert text.count(said) == (count(month, "units_missing") > 0)
    assert said in sentences(month, "funds") or not count(month, "units_missing")


def test_what_was_won_and_has_not_come_is_parted_as_printed(month):
    said = r"已争取未到位([\d.]+)(亿|万)元（上级未下达([\d.]+)\2元，已下达未到位([\d.]+)\2元）"
    part = re.search(said, sentences(month, "funds"))
    if part is not None:
        whole, *parts = (float(part[n]) for n in (1, 3, 4))
        assert whole == pytest.approx(sum(parts), abs=0.0011)


def test_growth_over_units_without_a_last_year_is_told_of_the_others(month):
    funds = sentences(month, "funds")
    if count(month, "units_without_history"):
        assert "同比" not in funds and "没有上年数" not in funds
    else:
        assert "同口径" not in funds


def test_a_number_of_a_measure_has_been_told_before(month):
    known = section(month, "situation") + section(month, "problems")
    measures = [p.text for p in compose(month).sections[-1].paragraphs if p.title]
    asked = re.findall(r"(\d+)个(?:单位|项目)", "".join(measures))
    assert asked, "a month with nothing to ask shows nothing"
    assert not [number for number in asked if f"{number}个" not in known]


def test_every_measure_says_by_when(month):
    circular = compose(month)
    for paragraph in circular.sections[-1].paragraphs:
        assert re.search("月底前|规定时间|每月|年初|巩固", paragraph.text), paragraph.text


def test_uneven_progress_is_a_problem_wherever_many_units_are_at_zero(month):
    share = month.figures["units_zero_share"].value
    assert share is not None
    told = {name for s in compose(month).sections for p in s.paragraphs for name in p.id.split("、")}
    # The situation says how many; what is asked of them stands there each month.
    assert bool({"zero", "break_zero"} & told) == (float(share) >= 0.2)


def test_money_taken_back_is_no_zero_and_nobody_is_said_to_be_left_unnamed():
    month = hand_made_month()  # 东山乡 gave back 20万元
    text = "".join(sentence.text for sentence in compose(month).sentences())
    assert "到位资金为零或净额为负" in text and "因收回净额为负1个" in text
    assert "被收回的未列名" not in text
