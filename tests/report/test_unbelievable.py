"""A month that can't be believed says so at its head, wherever people read it."""

import pytest

from tests.checks.examples import HEADER, row
from tests.small_county import SmallCounty
from zzlib.cli.checked import Checked
from zzlib.indicators import Month, load_month
from zzlib.report import notebook
from zzlib.writing.text import compose


def month_with(county: SmallCounty, *received: float) -> Month:
    """File a month after the other, each with what 水利局 received (万元); the year's task is 3000万元."""
    for number, amount in enumerate(received, start=1):
        rows = [row(name="水库", total=100_000, awarded=amount, received=amount)]
        county.file_return(f"2013-{number:02d}", "水利局", rows, header=HEADER)
    return load_month(f"2013-{len(received):02d}", county.workspace)


def quality(month: Month) -> str:
    return "".join(note.text for note in compose(month).notes)


def said_at_every_head(month: Month, words: str) -> None:
    assert words in compose(month).head_note
    assert words in repr(notebook.head(month)) and words in notebook.head(month)._repr_html_()
    checked = Checked(month.issues, month.units, month.waiting_files, month.period, month.strains)
    assert checked.text().startswith(f"注意：{words}")
    assert "没有发现影响数字的错误" not in quality(month)


@pytest.mark.slow
def test_a_year_that_is_passed_threefold(county: SmallCounty) -> None:
    said_at_every_head(month_with(county, 9500), "到位资金9500万元，是全年任务的3倍以上（316.7%）")
    assert "核对以前请慎用" in quality(month_with(county, 9500))


def test_a_month_that_grew_tenfold_past_the_year_s_task(county: SmallCounty) -> None:
    month = month_with(county, 50, 3550)
    said_at_every_head(month, "已到位资金3550万元，是上月（50万元）的10倍以上")


@pytest.mark.slow
@pytest.mark.parametrize("received", [(900, 8900), (50, 550), (1, 2, 40)])
def test_what_can_be_believed_says_nothing(received: tuple[float, ...], county: SmallCounty) -> None:
    """Little comes early in the year: what is within the year's task is no surprise, however little there was before."""
    month = month_with(county, *received)
    assert (month.strains, compose(month).head_note, notebook.head(month).frame.shape[0]) == ((), "", 5)


@pytest.mark.slow
def test_without_task_and_last_year_only_the_second_month_may_grow_tenfold(county: SmallCounty) -> None:
    county.reference("targets", [])
    assert month_with(county, 50, 5500).strains == ()
    assert month_with(county, 50, 50, 5500).strains == ("已到位资金5500万元，是上月（50万元）的10倍以上",)


def test_nothing_is_said_of_growth_without_a_month_before(county: SmallCounty) -> None:
    assert month_with(county, 0, 500).strains == ()


@pytest.mark.slow
def test_amounts_that_count_as_filed_but_may_be_wrong_are_said_among_the_quality(county: SmallCounty) -> None:
    text = quality(month_with(county, 900, 500))
    assert "部分单位的金额正在核对（比上期减少" in text and "没有发现影响数字的错误" not in text
    assert quality(month_with(county, 500, 900)) == ""  # a monthly circular does not say that all is well


@pytest.mark.slow
def test_what_is_left_out_is_said_at_the_head_and_among_the_quality(county: SmallCounty) -> None:
    month = month_with(county, 50, 90_000_000)
    assert "核实以前没有计入" in compose(month).head_note
    assert "水利局" in quality(month) and "核实以前未计入合计" in quality(month)
    assert month.strains == ()
