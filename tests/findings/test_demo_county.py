"""The demo county's May 2013: the six problems of the office's half-year summary, with the demo's figures as evidence."""

from pathlib import Path

import pytest

from zzlib.findings import Finding, Status, found, judge, weightiest
from zzlib.findings.openings import openings
from zzlib.indicators import Explainer, Month, load_month
from zzlib.ledger import open_ledger
from zzlib.workspace import Workspace
from zzlib.writing import starting_draft


@pytest.fixture(scope="module")
def may() -> Month:
    return load_month("2013-05", Workspace(Path(__file__).parents[2]))


@pytest.fixture(scope="module")
def judged(may) -> dict[str, Finding]:
    return {finding.rule.id: finding for finding in judge(may)}


SIX_PROBLEMS = {
    "项目规划意识淡薄": ("planning", ["8个已报送报表的单位今年没有新增项目", "有2个没有储备项目（战略性新兴产业、自主创新能力建设）"]),
    "向上联系不够": ("contact", ["个性型项目到位资金1.2亿元，仅占到位资金总量的29.0%", "争资500万元以上的个性型项目仅有6个"]),
    "部门协作意识不强": ("coordination", ["2个项目由两个以上单位分别报送", "金额口径都不一致"]),
    "项目前期工作不到位": ("preparation", ["303个，仅有36个争取到资金或用地指标，占11.9%", "106个，有59个争取到资金或用地指标，占55.7%"]),
    "项目管理有待加强": ("management", ["3个项目资金到位满3个月仍未开工", "被挪用于机关日常支出"]),
    "进展不平衡": ("uneven", ["到位资金为零的单位有27个，占48.2%，全年任务合计2.44亿元"]),
}  # fmt: skip
FIVE_RECOMMENDATIONS = {
    "加强投资政策研究": ["吃透国家财政、货币政策和产业政策"],
    "加强规划意识，抓好项目储备": ["充实项目储备库", "筛选储备一批重大基础设施项目"],
    "加强协调意识，抓好资金争取": ["与省、市对口部门的联系衔接", "通过调度会分析工作中的问题"],
    "加强责任意识，抓好项目跟踪": ["落实责任领导和责任人", "一月一调度"],
    "强化管理意识": ["确保资金专款专用", "按期建成并发挥效益"],
}


@pytest.mark.parametrize("problem", SIX_PROBLEMS)
def test_each_of_the_six_problems_is_found_with_the_demos_figures(judged, problem):
    family, said = SIX_PROBLEMS[problem]
    text = "".join(finding.text for finding in found(list(judged.values())) if finding.rule.family == family)
    assert [part for part in said if part not in text] == []


@pytest.mark.parametrize("advice", FIVE_RECOMMENDATIONS)
def test_each_of_the_five_recommendations_is_reached_from_what_is_found(may, judged, advice):
    draft = starting_draft(may, list(judged.values()))
    text = "".join(line.text for paragraph in draft.next for line in paragraph.lines)
    assert [part for part in FIVE_RECOMMENDATIONS[advice] if part not in text] == []


def test_a_finding_says_its_evidence_how_sure_it_is_and_what_would_refute_it(judged):
    conversion = judged["conversion"]
    rate = conversion.evidence[0]
    assert (rate.figure.numerator, rate.figure.denominator) == (36, 303)
    assert [f"{edge:.3f}" for edge in rate.interval] == ["0.087", "0.160"]
    assert rate.last_month.scope == "month:2013-04"
    assert conversion.comparison.figure == "conversion_competitive_last_year"
    assert conversion.why == "个性型项目转化率11.9%，低于15.0%"
    assert conversion.why_sure == "95%区间 8.7%—16.0% 跨过 15.0%"
    assert conversion.rule.refute
    assert len(conversion.projects) == 303 - 36


def test_units_and_projects_concerned_are_as_many_as_the_figure_says(may, judged):
    for name, figure in {"zero": "units_zero", "behind": "units_behind_schedule", "missing": "units_missing"}.items():
        assert len(judged[name].units) == may.figures[figure].value
    for name, figure in {
        "stuck": "projects_stuck",
        "unstarted": "projects_unstarted",
        "land": "projects_lacking_land",
    }.items():
        assert len(judged[name].projects) == may.figures[figure].value


def test_what_is_worth_most_stands_first(judged):
    worth = [finding.worth for finding in judged.values() if finding.status is Status.FOUND]
    assert worth == sorted(worth, reverse=True)
    assert next(iter(judged)) == "behind"
    assert judged["behind"].benefit.value == 887_710_000


def test_the_money_of_a_problem_is_the_money_of_its_projects(may, judged):
    funding = may.funding[may.funding["counts"]]
    for name, column in {"unstarted": "received_fen", "stuck": "applied_fen", "unarrived": "awarded_fen"}.items():
        own = funding[funding["project_id"].isin(judged[name].projects) & funding["unit_id"].isin(judged[name].units)]
        assert own[column].sum() / 100 == judged[name].benefit.value, name


def test_every_open_programme_without_an_applicant_is_on_the_list(may):
    table = openings(may)
    nobody = table[table["unit_id"] == ""]
    assert list(nobody["programme"]) == ["战略性新兴产业专项", "工程研究中心建设", "低碳试点示范"]
    assert len(nobody) == may.figures["programmes_unapplied"].value
    for row in table[table["unit_id"] != ""].to_dict("records"):
        own = may.projects[
            (may.projects["unit_id"] == row["unit_id"]) & (may.projects["policy_field"] == row["policy_field"])
        ]
        assert not own["applied"].any()
        assert set(row["waiting"].split("、")) == set(own.loc[own["pipeline"], "project_name"])


def test_every_number_of_a_finding_is_a_figure(may, judged):
    import re

    printed = re.compile(r"\d[\d,]*(?:\.\d+)?(?:亿元|万元|元|%)?")
    known = {number for figure in may.figures for number in printed.findall(figure.text)} | {"3", "24", "500万元"}
    texts = [finding.text for finding in judged.values()]
    assert [number for text in texts for number in printed.findall(text) if number not in known] == []


def test_a_finding_leads_to_its_cells(judged):
    explainer = Explainer(open_ledger(Workspace(Path(__file__).parents[2]), "2013-05"))
    rests_on = [(given.figure.figure, given.figure.scope) for given in judged["unarrived"].evidence]
    cells = {figure: explainer.explain(figure, scope).parts for figure, scope in rests_on}
    assert len(cells["projects_unarrived"]) == 8
    assert cells["projects_unarrived"]["cell"].str.fullmatch(r"[A-Z]+\d+").all()
    money = cells["funds_unarrived"]["value"].astype(float).sum()
    assert money == float(judged["unarrived"].benefit.value)


def test_nobody_is_asked_to_start_what_builds_nothing(may, judged):
    waiting = may.projects[may.projects["project_id"].isin(judged["unstarted"].projects)]
    assert set(waiting["project_name"]) == {"高陂产业扶贫示范园项目", "龙塘危桥改造项目", "沙溪低电压治理项目"}


def test_a_monthly_circular_tells_the_gravest_of_each_family(may, judged):
    kept = found(weightiest(list(judged.values()), 2))
    assert [f.rule.id for f in kept if f.rule.family == "preparation"] == ["conversion", "approvals"]
    assert [f.rule.id for f in kept if f.rule.family == "management"] == ["unstarted", "inspected"]
    assert {f.rule.family for f in kept} == {f.rule.family for f in found(list(judged.values()))}
    assert weightiest(list(judged.values()), 9) == list(judged.values())
