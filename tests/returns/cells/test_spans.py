import json

import pytest

from tests.returns.sheets import PLAIN, codes, read_sheet
from zzlib.returns import to_json_lines
from zzlib.returns.cells.spans import Span, read_span


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2009-2011", "2009", "2011"),
        ("2009年-2011年", "2009", "2011"),
        ("07.10-2010.12", "2007-10", "2010-12"),
        ("09.10-11.3", "2009-10", "2011-03"),
        ("99.5-03.6", "1999-05", "2003-06"),
        ("2010.01-2012.12", "2010-01", "2012-12"),
        ("201301-201312", "2013-01", "2013-12"),
        ("2010-01—2012-12", "2010-01", "2012-12"),
        ("2013年3月—2014年12月", "2013-03", "2014-12"),
        ("2013年3月至12月", "2013-03", "2013-12"),
        ("２０１３年３－１２月", "2013-03", "2013-12"),
        ("2013.5.1-2013.6.30", "2013-05-01", "2013-06-30"),
        ("自2013年5月至2014年6月止", "2013-05", "2014-06"),
        ("2010-", "2010", None),
        ("2013.3-", "2013-03", None),
        ("2010年至今", "2010", None),
    ],
)
def test_span_is_as_precise_as_stated_and_may_be_open(text: str, start: str, end: str | None) -> None:
    assert read_span(text) == Span(start, end)


@pytest.mark.parametrize(
    "text", ["2018年02月", "201802", "2010-12", "2012.9-2012.3", "500-600", "3.10-5.20", "0743-2013", "-", "待定", ""]
)
def test_what_is_no_span(text: str) -> None:
    assert read_span(text) is None


def _rows(*cells: str) -> list[list[object]]:
    header = [*PLAIN[2], "计划开工", "计划竣工", "申报日期", "建设年限"]
    return [*PLAIN[:2], header, [1, "甲工程", "个性型", 5, *cells]]


def test_a_date_takes_the_end_of_the_span_that_it_is() -> None:
    extraction = read_sheet(_rows("2012年3月-2013年8月", "2012年3月-2013年8月"))
    values = extraction.records[0].fields
    assert (values["start_planned"].value, values["finish_planned"].value) == ("2012-03", "2013-08")
    assert "date_unreadable" not in codes(extraction)


def test_a_span_that_says_no_one_date_is_an_issue_with_both_ends() -> None:
    extraction = read_sheet(_rows("", "2013.3-", "2013.3-2013.5"))
    said = {i.cell: i.message for i in extraction.issues if i.code == "date_is_span"}
    assert "2013-03 至 今" in said["F4"]
    assert "2013-03 至 2013-05" in said["G4"]
    assert extraction.records[0].fields["applied_on"].unreadable


def test_a_column_of_spans_keeps_its_text_and_gives_both_ends() -> None:
    lines = [json.loads(line) for line in to_json_lines(read_sheet(_rows("2012.3-2013.8", "", "", "09.10-11.3")))]
    assert lines[0]["other"]["建设年限"] == {"raw": "09.10-11.3", "cell": "H4", "start": "2009-10", "end": "2011-03"}
    planned = lines[0]["fields"]["start_planned"]
    assert (planned["raw"], planned["value"], planned["start"], planned["end"]) == (
        "2012.3-2013.8",
        "2012-03",
        "2012-03",
        "2013-08",
    )
