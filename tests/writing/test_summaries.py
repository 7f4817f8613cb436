"""A half-year's and a year's summary: as short as a month's, with the problems that press most."""

from dataclasses import replace

import pytest

from tests.ready import ReadyCounties
from tests.writing.test_monthly import LINES_A_PAGE, lines
from zzlib.findings import found, judge, rules
from zzlib.indicators import Month, load_month
from zzlib.workspace import Workspace
from zzlib.writing import Writing, told_not_reached
from zzlib.writing.sections import first_draft
from zzlib.writing.text import compose
from zzlib.writing.wording import wording

COUNTY = {"units": 24, "months": 12, "seed": 11, "mess": "ordinary"}
PAGES, MOST = 4, 5
RED_HEAD = 10
"""Lines that the mark of the issuing office takes, with what stays blank around it."""


@pytest.fixture(scope="module", params=[6, 12], ids=["June", "December"])
def summary(request: pytest.FixtureRequest, ready_county: ReadyCounties) -> Month:
    """Give a month of a county where much is wrong."""
    return load_month(f"2013-{request.param:02d}", Workspace(ready_county(**COUNTY)))


@pytest.fixture(scope="module")
def two_summaries(ready_county: ReadyCounties) -> tuple[Month, Writing]:
    """Give June of the same county, where February asked for what its figures ask for."""
    workspace = Workspace(ready_county(**COUNTY))
    asked = first_draft(load_month("2013-02", workspace), wording())
    return load_month("2013-06", workspace), Writing(earlier=(asked,), previous=asked)


@pytest.mark.slow
def test_a_summary_has_four_pages_and_five_problems_at_most(summary: Month) -> None:
    assert len(found(judge(summary))) > MOST, "a county with little to tell shows nothing"
    circular = compose(summary)
    _, problems, measures = circular.sections
    assert len([p for p in problems.paragraphs if p.title]) <= MOST
    assert len([p for p in measures.paragraphs if p.title]) <= MOST + 1  # with what goes on as before
    assert lines(circular) <= PAGES * LINES_A_PAGE


@pytest.mark.slow
def test_a_red_head_takes_its_room_from_the_text(summary: Month) -> None:
    document = summary.settings.document.model_copy(update={"red_head": True, "number": "清争办〔2013〕5号"})
    headed = replace(summary, settings=summary.settings.model_copy(update={"document": document}))
    assert lines(compose(headed)) + RED_HEAD <= PAGES * LINES_A_PAGE


def test_each_problem_of_a_summary_has_its_measure(summary: Month) -> None:
    _, problems, measures = compose(summary).sections
    asked = {name for p in measures.paragraphs for name in p.id.split("、")}
    told = [name for p in problems.paragraphs if p.title for name in p.id.split("、")]
    assert told and all(asked & set(rules()[name].advice) for name in told)


def test_what_a_summary_names_as_not_reached_goes_on(two_summaries: tuple[Month, Writing]) -> None:
    month, writing = two_summaries
    circular = compose(month, None, writing)
    named = told_not_reached(writing.earlier, month)
    still = {advice for finding in found(judge(month)) for advice in finding.rule.advice}
    asked = {name for p in circular.sections[2].paragraphs for name in p.id.split("、")}
    assert set(named) & still
    assert set(named) & still <= asked
    assert lines(circular) <= PAGES * LINES_A_PAGE


def test_the_year_s_end_asks_for_nothing_that_is_over(summary: Month) -> None:
    text = "".join(sentence.text for sentence in compose(summary).sentences())
    if summary.period.endswith("12"):
        assert not [word for word in ("时序进度", "力争尽快破零", "今后每月") if word in text]
        assert "2014年" in text and "明年" not in text and "今年" not in text  # it is read in 2014
    else:
        assert "下半年" in text
