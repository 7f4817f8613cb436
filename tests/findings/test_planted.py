"""Each problem planted alone is found, and nothing else is; where none is planted, none is found."""

import pytest

from tests.findings.counties import PERIOD, PLANTED, UNITS, Plan
from zzlib.findings import Status, found, judge, rules
from zzlib.indicators import Month, load_month
from zzlib.writing import advice_of, starting_draft


def month_of(plan: Plan, root) -> Month:
    return load_month(PERIOD, plan.write(root / "县").workspace)


def test_every_problem_of_the_catalogue_is_planted():
    assert sorted(PLANTED) == sorted(rules())


@pytest.mark.slow
@pytest.mark.parametrize("problem", PLANTED)
def test_a_problem_planted_alone_is_found_and_no_other(problem, tmp_path):
    plan = Plan()
    PLANTED[problem](plan)
    judged = judge(month_of(plan, tmp_path))
    # What closing it needs is told with it: nothing of the catalogue is hidden by want of data, but that no pace is held
    # against a best month of which a missing return leaves only a lower bound.
    hidden = ["needed"] if problem == "missing" else []
    assert [finding.rule.id for finding in judged if finding.status is Status.NO_DATA] == hidden
    assert [finding.rule.id for finding in found(judged)] == [problem]
    assert advice_of(judged) == list(rules()[problem].advice)


def test_where_nothing_is_wrong_nothing_is_found_and_nothing_advised(tmp_path):
    month = month_of(Plan(), tmp_path)
    judged = judge(month)
    assert {finding.status for finding in judged} == {Status.CLEAR}
    draft = starting_draft(month, judged)
    assert (draft.problems, draft.next, draft.requests) == ((), (), ())


def test_small_numbers_are_no_problem(tmp_path):
    """Two of a kind are below the setting of three, and a rate over nine projects is not judged."""
    plan = Plan()
    for unit in UNITS[:2]:
        plan.project(unit, 1)["存在问题"] = "需县领导带队对接"
    for unit in UNITS:
        plan.returns[PERIOD][unit][0]["项目类型"] = "政策型"
    for unit in UNITS[3:]:
        plan.returns[PERIOD][unit][1]["项目类型"] = "政策型"
    judged = {finding.rule.id: finding for finding in judge(month_of(plan, tmp_path))}
    assert judged["contact_wanted"].status is Status.CLEAR
    assert judged["contact_wanted"].why == "请求县领导带队对接的项目2，少于3"
    assert judged["conversion"].status is Status.FEW
    assert judged["conversion"].why == "个性型项目转化率的分母只有3个，不足10个"


def test_a_rule_without_its_data_says_so(tmp_path):
    plan = Plan()
    plan.references |= {"programmes": [], "inspections": [], "policy_fields": [{"field": "农田水利"}]}
    for period in plan.returns:
        plan.every(0, period, 项目阶段=None, 责任领导=None, 支付资金=None)
        plan.every(1, period, 项目阶段=None, 责任领导=None, 支付资金=None)
    judged = {finding.rule.id: finding for finding in judge(month_of(plan, tmp_path))}
    said = {name: finding.why for name, finding in judged.items() if finding.status is Status.NO_DATA}
    assert said["unapplied_programmes"] == "没有 programmes.csv，或其中没有内容"
    assert said["empty_fields"] == "policy_fields.csv 没有填 priority（优先级）"
    assert said["stuck"] == said["unstarted"] == "报表没有填项目阶段"
    assert said["without_leader"] == "报表没有填责任领导"
    assert said["payment"] == "报表没有填支付资金"
    assert said["inspected"] == "没有 inspections.csv，或其中没有内容"


def test_early_in_the_year_what_needs_months_is_not_judged(tmp_path):
    plan = Plan()
    plan.returns = {"2013-02": plan.returns[PERIOD]}
    month = load_month("2013-02", plan.write(tmp_path / "县").workspace)
    judged = {finding.rule.id: finding.status for finding in judge(month)}
    assert [judged[name] for name in ("stuck", "unstarted", "unarrived", "dry")] == [Status.NO_DATA] * 4


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kinds", "special"),
    [
        ('names = { formula = "普惠型", competitive = "竞争型", special = "专项型" }\nby_application = ["competitive", "special"]', "专项型"),
        ('by_application = ["competitive", "formula"]', "政策型"),
        ("", "个性型"),
    ],
)  # fmt: skip
def test_what_closing_low_conversion_brings_is_said_however_many_kinds_are_applied_for(kinds, special, tmp_path):
    """Each of twelve units waits for 200 and six times 10, whichever of the kinds these are of."""
    plan = Plan()
    PLANTED["conversion"](plan)
    for unit in UNITS:
        plan.returns[PERIOD][unit][-1]["项目类型"] = special
    plan.settings = f"[kinds]\n{kinds}\n[vocabulary]\n" + ('"个性型" = "竞争型"\n' if "special" in kinds else "")
    month = month_of(plan, tmp_path)
    first = judge(month)[0]
    assert (first.rule.id, first.benefit.text) == ("conversion", "3120万元")
    scope = "county" if kinds else "kind:competitive"
    assert first.benefit == month.figures[first.benefit.figure, scope]
