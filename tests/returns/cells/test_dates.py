from datetime import date, datetime

import pytest

from zzlib.returns.cells.dates import read_date, read_period, without_dates


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        (datetime(2013, 5, 17), "2013-05-17"),
        (date(2013, 5, 1), "2013-05-01"),
        (41411, "2013-05-17"),
        (41411.0, "2013-05-17"),
        (20130517.0, "2013-05-17"),
        (201305.0, "2013-05"),
        (2013.5, "2013-05"),
        ("2013-05-17", "2013-05-17"),
        ("2013.5.17", "2013-05-17"),
        ("2013/5/17 10:30", "2013-05-17"),
        ("2013年5月17日", "2013-05-17"),
        ("２０１３年５月", "2013-05"),
        ("2013/5", "2013-05"),
        ("2013.10", "2013-10"),
        ("2013年5月底", "2013-05"),
        ("201305", "2013-05"),
        ("20130517", "2013-05-17"),
        ("二〇一三年五月十七日", "2013-05-17"),
        ("2013年", "2013"),
        ("5月17日", "2013-05-17"),
        ("5月底", "2013-05"),
    ],
)
def test_date_is_as_precise_as_stated(cell: object, iso: str) -> None:
    assert read_date(cell, 2013) == iso


@pytest.mark.parametrize(
    "cell", ["2013-02-30", "2013-13-05", "13月5日", "待定", "2013.5-2014.6", 2013.1, 5.17, True, "5.17", 99999999]
)
def test_what_is_no_date_stays_unread(cell: object) -> None:
    assert read_date(cell, 2013) is None


def test_a_day_without_a_year_needs_the_year_of_the_return() -> None:
    assert read_date("5月17日", None) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("云溪县2013年5月争资争项月报表", "2013-05"),
        ("2013年1-5月", "2013-05"),
        ("2013年1—5月份", "2013-05"),
        ("2013年元至5月", "2013-05"),
        ("2013年1月至5月", "2013-05"),
        ("2013年1月1日-5月31日", "2013-05"),
        ("2013-01-01至2013-05-31", "2013-05"),
        ("2013.1-2013.5", "2013-05"),
        ("截至2013年5月31日", "2013-05"),
        ("二〇一三年五月", "2013-05"),
        ("二○一三年一至十一月", "2013-11"),
        ("2013年度争资争项（1-5月）", "2013-05"),
        ("2013年上半年", "2013-06"),
        ("2013年一季度", "2013-03"),
        ("2013.5", "2013-05"),
        ("201305", "2013-05"),
        ("1-5月", "2013-05"),
        ("5月", "2013-05"),
        ("2013年度", None),
        ("第5月份前", "2013-05"),
        ("13月", None),
    ],
)
def test_period_of_a_text(text: str, period: str | None) -> None:
    assert read_period(text, 2013) == period


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("水利局2013年5月报表", "2013-05"),
        ("水利局201305", "2013-05"),
        ("水利局20130603", None),
        ("水利局2013年6月3日", None),
        ("6月3日报5月表", "2013-05"),
    ],
)
def test_the_day_a_file_was_sent_is_not_its_month(name: str, period: str | None) -> None:
    assert read_period(without_dates(name), 2013) == period
