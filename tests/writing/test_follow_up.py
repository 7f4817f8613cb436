"""The next circular opens with what became of what the last one asked for."""

import shutil
from dataclasses import replace

import pytest

from tests.findings.counties import HEADER, PERIOD, PLANTED, UNITS, Plan
from zzlib.indicators import Figures, load_month
from zzlib.report import compose
from zzlib.workspace import Workspace
from zzlib.writing import Writing, follow_up_text, newest_draft, outcomes, read_writing, save_draft, thread_text
from zzlib.writing.draft import Draft, DraftLine, DraftParagraph, Request
from zzlib.writing.sections import first_draft
from zzlib.writing.wording import wording

NEXT = "2013-05"


@pytest.fixture(scope="module")
def two_months(tmp_path_factory):
    """April with three projects that wait for a leader and one unit that has not filed; in May one waits no more."""
    plan = Plan()
    PLANTED["contact_wanted"](plan)
    PLANTED["missing"](plan)
    county = plan.write(tmp_path_factory.mktemp("follow_up") / "县")
    save_draft(county.workspace, first_draft(load_month(PERIOD, county.workspace), wording()))
    for unit in UNITS:
        rows = [dict(row) for row in plan.returns[PERIOD].get(unit, plan.returns["2013-01"][unit])]
        if unit == UNITS[0]:
            rows[1]["存在问题"] = None
        plan.returns.setdefault(NEXT, {})[unit] = rows
    del plan.returns[NEXT][UNITS[5]]
    for unit, rows in plan.returns[NEXT].items():
        county.file_return(NEXT, unit, [[row[label] for label in HEADER[1:]] for row in rows], header=HEADER)
    return county


@pytest.mark.slow
def test_each_request_is_told_by_its_figure_then_and_now(two_months):
    month = load_month(NEXT, two_months.workspace)
    told = {o.request.advice: o for o in outcomes(newest_draft(two_months.workspace, PERIOD), month)}
    assert told["lead_contacts"].result == "done"
    assert told["lead_contacts"].text == (
        "请求县领导带队对接的项目由{projects_stating_contact|month:2013-04}个减为{projects_stating_contact}个"
    )
    assert told["report_in_time"].result == "not_done"
    assert told["report_in_time"].text == "本月未报的单位仍为{units_missing_this_month}个"


def test_the_next_circular_opens_with_it(two_months):
    workspace = two_months.workspace
    circular = compose(load_month(NEXT, workspace), None, read_writing(workspace, NEXT))
    first = circular.sections[0].paragraphs[0]
    assert first.title == "（一）上月要求落实情况。"
    assert first.text == (
        "对照上月提出的要求，已达到要求的有：请求县领导带队对接的项目由3个减为2个。没有达到要求的有：本月未报的单位仍为1个。"
    )
    assert first.sentences[0].figures == (
        ("projects_stating_contact", "month:2013-04"),
        ("projects_stating_contact", "county"),
    )


def test_without_a_draft_of_the_month_before_nothing_is_told(two_months):
    circular = compose(load_month(NEXT, two_months.workspace), None, Writing())
    assert circular.sections[0].paragraphs[0].id != "follow_up"


def test_what_the_writer_took_out_or_what_is_not_due_is_not_told(two_months):
    month = load_month(NEXT, two_months.workspace)

    def request(advice: str, until: str) -> Request:
        return Request(advice, "某局", "units_zero", "0", "less", until)

    steps = (DraftParagraph("", (DraftLine("sentence", "一句。", "break_zero"),)),)
    asked = (request("break_zero", "2013-07"), request("lead_contacts", NEXT))
    told = outcomes(Draft(PERIOD, next=steps, requests=asked), month)
    assert [(o.request.advice, o.result) for o in told] == [("break_zero", "open")]
    assert follow_up_text(told, month.rhythm.said) == ""


@pytest.mark.parametrize(
    ("goal", "then", "now", "result"),
    [
        ("less", 3, 2, "done"), ("less", 3, 3, "not_done"), ("less", 0, 0, "done"), ("more", 3, 4, "done"),
        ("none", 3, 0, "done"), ("none", 3, 2, "better"), ("none", 3, 3, "not_done"), ("no_more", 1, 1, "done"),
        ("no_more", 1, 2, "not_done"),
    ],
)  # fmt: skip
def test_goals(goal, then, now, result):
    from decimal import Decimal

    from zzlib.writing.follow_up import _result

    assert _result(goal, Decimal(then), Decimal(now)) == result


@pytest.mark.slow
def test_a_month_without_a_return_claims_no_success(two_months, tmp_path):
    root = shutil.copytree(two_months.root, tmp_path / "县")
    shutil.rmtree(root / "data" / "returns" / NEXT)
    (root / "data" / "returns" / NEXT).mkdir()
    workspace = Workspace(root)
    circular = compose(load_month(NEXT, workspace), None, read_writing(workspace, NEXT))
    text = "".join(sentence.text for sentence in circular.sentences())
    assert circular.sections[0].paragraphs[0].text == "上月提出的要求，因本月没有收到一份报表，落实情况无从判断。"
    assert "本月没有收到一份报表，以下数字全部沿用以前月份" in circular.head_note
    assert "本月没有收到一份报表，本通报的数字全部沿用以前月份" in text
    assert "没有发现影响数字的错误" not in text


def test_requests_print_their_figure_as_documents_do(two_months):
    draft = newest_draft(two_months.workspace, PERIOD)
    assert {r.advice: r.value for r in draft.requests}["lead_contacts"] == "3个"


def test_bounds_are_set_side_by_side_not_called_more_or_less(two_months):
    month = load_month(NEXT, two_months.workspace)
    key = "projects_stating_contact", f"month:{PERIOD}"
    then = replace(month.figures[key], incomplete=True, bound="lower", size="3")
    month = replace(month, figures=Figures([*(f for f in month.figures if (f.figure, f.scope) != key), then]))
    told = {o.request.advice: o.text for o in outcomes(newest_draft(two_months.workspace, PERIOD), month)}
    assert told["lead_contacts"].startswith("请求县领导带队对接的项目上月为{")


def test_a_summary_tells_what_became_of_all_that_the_year_s_circulars_asked(two_months):
    workspace = two_months.workspace
    month, writing = load_month(NEXT, workspace), read_writing(workspace, NEXT)
    document = month.settings.document.model_copy(update={"kind": "half_year"})
    summary = replace(month, settings=month.settings.model_copy(update={"document": document}))
    assert [draft.period for draft in writing.earlier] == [PERIOD]
    last = compose(summary, None, writing).sections[0].paragraphs[-1]
    assert (last.title.partition("）")[2], last.text) == (
        "以前各期要求落实情况。",
        "已到期的2项要求中，达到的1项、没有达到的1项：本月未报的单位4月以来仍为1个。",
    )


def test_what_stays_long_is_told_with_its_months(two_months):
    month = load_month(NEXT, two_months.workspace)
    asked = Request("move_stuck", "某局", "projects_stuck", "4个", "less", NEXT)
    steps = (DraftParagraph("", (DraftLine("sentence", "一句。", "move_stuck"),)),)
    [told] = outcomes(Draft(PERIOD, next=steps, requests=(asked,)), month)
    assert told.text.startswith("满{waiting_months}个月停留在同一阶段、没有进展的项目")


def test_a_request_counts_from_the_month_that_first_asked_it(two_months):
    month = load_month(NEXT, two_months.workspace)
    steps = (DraftParagraph("", (DraftLine("sentence", "一句。", "report_in_time"),)),)

    def asking(period: str, value: str, until: str = NEXT) -> Draft:
        asked = Request("report_in_time", "某局", "units_missing_this_month", value, "less", until)
        return Draft(period, next=steps, requests=(asked,))

    told = thread_text([asking("2013-02", "4个"), asking("2013-03", "1个")], month)
    assert "达到的1项" in told and "没有达到" not in told
    worse = thread_text([asking("2013-02", "0个"), asking("2013-03", "4个")], month)
    assert worse.endswith("没有达到的1项：本月未报的单位由2月的0个增为{units_missing_this_month}个。")
    assert thread_text([asking("2013-02", "至少4个")], month) == ""  # of a bound nobody can say
    assert thread_text([asking("2013-04", "4个", until="2013-07")], month) == ""
