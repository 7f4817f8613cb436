"""The monthly circular is short, says what has changed, says nothing twice, and asks for nothing without a list."""

import math
import re
from collections import Counter
from pathlib import Path

import pytest

from zzlib.findings import found, judge
from zzlib.findings.pressing import Since, since
from zzlib.findings.problem_projects import problem_projects, problems_to_act_on
from zzlib.indicators import Month, load_month
from zzlib.periods import month_of
from zzlib.workspace import Workspace
from zzlib.writing.text import Circular, compose

CHARACTERS_A_LINE, LINES_A_PAGE = 28, 22
COUNTIES = [
    {"units": 9, "months": 2, "seed": 1, "mess": "none", "faults": False},
    {"units": 9, "months": 10, "seed": 6, "mess": "hard", "faults": True},
]
OF_SEVERAL_SIZES = [
    {"units": units, "months": months, "seed": seed, "mess": "ordinary", "faults": True}
    for units, months, seed in ((7, 8, 5), (14, 8, 9), (30, 5, 4))
]


@pytest.fixture(
    scope="module",
    params=["demo", *COUNTIES, *(pytest.param(county, marks=pytest.mark.slow) for county in OF_SEVERAL_SIZES)],
    ids=["demo", "February", "October", *(f"{county['units']} units" for county in OF_SEVERAL_SIZES)],
)
def months(request, ready_county) -> tuple[Month, Month]:
    """Give a month and the one before."""
    if request.param == "demo":
        workspace, last = Workspace(Path(__file__).parents[2]), 5
    else:
        workspace, last = Workspace(ready_county(**request.param)), request.param["months"]
    return load_month(f"2013-{last - 1:02d}", workspace), load_month(f"2013-{last:02d}", workspace)


def texts(circular: Circular) -> list[str]:
    return [sentence.text for sentence in circular.sentences()]


def lines(circular: Circular) -> int:
    """Count the lines of the text as the page holds them (digits are half as wide), with what stands around it."""
    paragraphs = [p.title + p.text for section in circular.sections for p in section.paragraphs]
    around = len(circular.sections) + len(circular.attachments) + 10
    widths = [2 + sum(0.5 if letter.isascii() else 1 for letter in text) for text in paragraphs]
    return around + sum(math.ceil(width / CHARACTERS_A_LINE) for width in widths)


@pytest.mark.slow
def test_the_text_fits_its_pages(months):
    for month in months:
        assert lines(compose(month)) <= 4 * LINES_A_PAGE


def test_the_first_paragraph_says_what_changed(months):
    first = compose(months[1]).sections[0].paragraphs[0]
    assert first.id == "progress"
    figure, scope = first.sentences[0].figures[0]
    assert (figure, scope) in (("funds_this_month", "county"), ("funds_rise", "county"))


def test_at_most_five_problems_and_five_measures_are_told(months):
    _, problems, measures = compose(months[1]).sections
    assert len([p for p in problems.paragraphs if p.title]) <= 5
    assert len([p for p in measures.paragraphs if p.title]) <= 6  # with what goes on as before


def test_no_sentence_and_no_list_of_names_stands_twice(months):
    circular = compose(months[1])
    assert [text for text, times in Counter(texts(circular)).items() if times > 1] == []
    units = "|".join(map(re.escape, months[1].units["unit"]))
    listed = re.findall(rf"(?:(?:{units})、)+(?:{units})", "".join(texts(circular)))
    assert [names for names, times in Counter(listed).items() if times > 1] == []


def test_most_sentences_are_not_last_months(months):
    before, now = ([re.sub(r"[\d.]+", "#", text) for text in texts(compose(month))] for month in months)
    # In the first three months nothing is said of pace, conversion and growth, which are what moves.
    most = 0.5 if month_of(months[1].period) < 4 else 0.4
    assert sum(text in before for text in now) <= most * len(now)


def test_what_is_asked_of_projects_has_its_rows(months):
    month, circular = months[1], compose(months[1])
    asked = {name for section in circular.sections for p in section.paragraphs for name in p.id.split("、")}
    rows = set(problem_projects(month, circular.problems)["project_id"])
    for finding in found(judge(month)):
        if finding.rule.asks and asked & set(finding.rule.advice):
            assert set(finding.projects) <= rows, finding.rule.id


def test_the_list_to_act_on_is_short_and_leaves_no_project_out(months):
    month, told = months[1], compose(months[1]).problems
    every, listed = problem_projects(month, told), problems_to_act_on(month, told)
    single, summed = listed[listed["project_id"] != ""], listed[listed["project_id"] == ""]
    assert set(single["project_id"]) <= set(every["project_id"]) and len(listed) <= len(every)
    assert not summed["unit_id"].duplicated().any()
    for row in summed.to_dict("records"):
        own = every[(every["unit_id"] == row["unit_id"]) & ~every["project_id"].isin(single["project_id"])]
        assert row["projects"] == len(own)
        for number, problem in re.findall(r"(?:^|；)(\d+)个([^；（]+)", row["problem"]):
            assert own["problem"].str.split("；").map(lambda said, one=problem: one in said).sum() == int(number)


def test_a_problem_that_has_not_got_worse_is_mentioned_in_short(months):
    month = months[1]
    told = {name: p for p in compose(month).sections[1].paragraphs for name in p.id.split("、")}
    for finding in found(judge(month)):
        if finding.rule.id in told and since(finding, month) is Since.SAME:
            assert finding.text not in told[finding.rule.id].text


def test_nothing_is_said_of_no_money(months):
    assert "涉及申报资金0" not in "".join(texts(compose(months[1])))


def test_early_in_the_year_nobody_is_named_for_what_cannot_have_come(ready_county):
    month = load_month("2013-02", Workspace(ready_county(**COUNTIES[0])))
    text = "".join(texts(compose(month)))
    assert "需引起重视" not in text
    assert not re.search("同比(至少)?(增长|下降)", text)
