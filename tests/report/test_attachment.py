"""The lists sent with the circular: what a reader adds up closes, and every sign is explained below the table."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.indicators.test_figures import file, row
from zzlib.findings import advices, found, judge
from zzlib.findings.openings import opening_rows
from zzlib.findings.problem_projects import TAKEN_BACK, problem_projects
from zzlib.indicators import Month, load_month
from zzlib.phrasing.phrases import Phrases
from zzlib.report.attachment import problem_note, problem_rows, ranking
from zzlib.report.layout import SIZE_LIST
from zzlib.report.starter import _COLUMNS, _UNIT
from zzlib.workspace import Workspace
from zzlib.writing.sent_lists import LISTED, sent_lists
from zzlib.writing.text import compose
from zzlib.writing.wording import wording

COUNTIES = {
    "January": {"units": 16, "months": 1, "seed": 3, "mess": "none", "faults": False},
    "October": {"units": 9, "months": 10, "seed": 6, "mess": "hard", "faults": True},
}


@pytest.fixture(scope="module", params=["demo", *COUNTIES])
def month(request, ready_county) -> Month:
    if request.param == "demo":
        return load_month("2013-05", Workspace(Path(__file__).parents[2]))
    county = COUNTIES[request.param]
    return load_month(f"2013-{county['months']:02d}", Workspace(ready_county(**county)))


@pytest.mark.slow
def test_the_list_adds_up_with_every_project_counted_once(month):
    told = compose(month).problems
    every, listed = problem_projects(month, told), problem_rows(month, told)
    rows, sums = ([row for row in listed if bool(row["序号"]) is numbered] for numbered in (True, False))
    amounts = [Decimal(row["金额"]) for row in rows if row["金额"] != "—"]
    whole = sums[-1]
    assert (whole["名称"], whole["项目"]) == ("合计", f"{len(every)}个项目")
    kinds = {row["金额种类"] for row in rows} - {""}
    told_sums = (
        [Decimal(text) for text in re.findall(r"资金([\d.]+)", whole["问题"])]
        if len(kinds) > 1
        else [Decimal(whole["金额"])]
    )
    assert len(told_sums) == len(kinds) and sum(told_sums) == sum(amounts)  # each kind of amount by itself
    assert sum(int(row["项目"].removesuffix("个项目")) for row in sums[:-1]) == len(every)
    blank = every["amount_fen"].isna().sum()
    assert whole["问题"].endswith(f"{blank}个未填金额，未计入" if blank else "")


def test_what_all_projects_of_a_row_have_is_not_counted_again(month):
    rows = [row for row in problem_rows(month, compose(month).problems) if row["序号"]]
    counted = [(row["项目"].removesuffix("个项目"), row["问题"]) for row in rows if row["项目"].endswith("个项目")]
    assert not [said for number, said in counted if said.startswith(f"{number}个")]


def test_the_note_names_the_problems_whose_projects_stand_together(month):
    rows = problem_rows(month, compose(month).problems)
    together = [row["问题"].replace("\n", "") for row in rows if row["汇总"] == "是"]
    named = re.search("(?:^注：|；)([^；]*)的按单位汇总", problem_note(rows))
    assert bool(named) is bool(together)
    names = named[1].split("、") if named else []
    assert all(any(name in said for name in names) for said in together)
    assert all(any(name in said for said in together) for name in names)


def test_a_missing_amount_is_explained(month):
    rows = problem_rows(month, compose(month).problems)
    assert any(row["金额"] == "—" for row in rows) is ("“—”" in problem_note(rows))


def test_the_text_points_to_the_list_once_behind_the_last_problem_that_has_rows_in_it(month):
    circular = compose(month)
    problems = next(section.paragraphs for section in circular.sections if section.id == "problems")
    listed = [p for p in problems if len(problem_projects(month, frozenset(p.id.split("、"))))]
    assert [p for p in problems if p.text.endswith("；以上项目见附件2。")] == listed[-1:] * circular.with_problems


def test_each_row_is_due_when_the_text_asks_for_it(month):
    """A project with one problem has the day by which its measure is asked for; one with several the earliest of theirs."""
    circular, phrases = compose(month), Phrases(month)
    text = "".join(sentence.text for sentence in circular.sentences())
    rows = problem_projects(month, circular.problems).set_index("project_id")
    soon, later = phrases.phrase("{deadline}"), phrases.phrase("{later}")
    assert set(rows["due"]) <= {soon, later}
    for finding in found(judge(month)):
        if finding.rule.id not in circular.problems or not finding.rule.asks:
            continue
        measures = [advices()[name] for name in finding.rule.advice]
        said = {phrases.sentence(words).rstrip("。") for one in measures for words in (one.action, one.again)}
        asked = [one for one in said if one and one in text]
        own = rows.loc[list(finding.projects)]
        alone = own[~own["problem"].str.contains("；")]
        assert asked, finding.rule.id
        assert all(f"{day}前" in "".join(asked) for day in alone["due"]), finding.rule.id


def test_of_many_that_wait_only_the_large_are_due_at_once(demo_month):
    rows = problem_projects(demo_month, frozenset({"stuck"}))
    large = demo_month.projects.set_index("project_id").loc[rows["project_id"], "stuck_large"].to_numpy()
    assert (set(rows[large]["due"]), set(rows[~large]["due"])) == ({"6月底"}, {"8月底"})
    listed = [row for row in problem_rows(demo_month, frozenset({"stuck"})) if row["序号"]]
    assert sum(row["时限"] == "6月底" for row in listed) == large.sum()  # each by itself, the others by unit


def test_money_taken_back_has_a_row_with_what_was_taken(county):
    """Two projects gave back, one of them twice; the third only waits: its unit is asked for nothing."""
    file(
        county, "2013-06", "发改委", row("渠道", -54), row("渠道", -6, category="市级专项"), row("桥", 300, awarded=300)
    )
    file(county, "2013-06", "水利局", row("水库", -7.5), row("堤防", applied=40))
    rows = problem_rows(load_month("2013-06", county.workspace), frozenset({TAKEN_BACK}))
    shown = ("名称", "项目", "金额", "金额种类", "问题", "要求", "时限")
    asked = ("收回资金", "到位资金被收回", "书面说明原因和整改措施", "7月底")
    assert [tuple(entry[name] for name in shown) for entry in rows if entry["序号"]] == [
        ("发改委", "渠道", "60.0", *asked),
        ("水利局", "水库", "7.5", *asked),
    ]
    assert (rows[-1]["名称"], rows[-1]["项目"], rows[-1]["金额"]) == ("合计", "2个项目", "67.5")
    assert problem_note(rows) == "注：金额为收回资金。"


def amount(text: str) -> Decimal:
    return Decimal("0" if text == "—" else text)


def test_what_is_won_and_what_has_come_stand_beside_each_other_and_add_up(month):
    table = ranking(month)
    units = [unit for group in table["各组"] for unit in group["各单位"]]
    for name in ("争取", "到位"):
        if not any("至少" in unit[name] for unit in units):
            assert sum(amount(unit[name]) for unit in units) == amount(table["合计"][name])


def test_who_has_no_target_owes_nothing_and_the_note_says_where_the_money_is(month):
    table = ranking(month)
    units = {unit["名称"].rstrip("※"): unit for group in table["各组"] for unit in group["各单位"]}
    without = month.units[month.units["target_fen"].isna()]
    assert {units[name]["还差"] for name in without["unit"]} <= {"—"}
    left = sum(amount(unit["还差"]) for unit in units.values())
    counted = [u for u in without["unit"] if units[u]["到位"] != "—"]
    extra = sum(amount(units[name]["到位"].removeprefix("至少")) for name in counted)
    if not any("至少" in unit["到位"] for unit in units.values()):
        assert left - extra == amount(table["合计"]["还差"])
    assert bool(extra) is (f"到位资金{extra}万元计入合计，合计的还差已扣除该数" in table["表注"])


def test_money_taken_back_has_its_amount_and_completes_nothing(county):
    file(county, "2013-01", "发改委", row("一", -54, awarded=100))
    file(county, "2013-01", "水利局", row("二", 30, awarded=30))
    table = ranking(load_month("2013-01", county.workspace))
    units = {unit["名称"]: unit for group in table["各组"] for unit in group["各单位"]}
    assert (units["发改委"]["到位"], units["发改委"]["完成率"], units["发改委"]["档次"]) == ("-54", "—", "收回54")
    assert units["水利局"]["完成率"] != "—"
    assert "“收回”后的数是被收回的资金" in table["表注"]


PROGRAMMES = [
    {"programme": "长期的", "field": "生态建设", "opens": "2013-01"},
    {"programme": "九月止", "field": "生态建设", "opens": "2013-01", "closes": "2013-09"},
    {"programme": "二月止", "field": "生态建设", "opens": "2013-01", "closes": "2013-02"},
]


def test_in_january_too_units_are_told_what_is_open_and_what_closes_first(county):
    county.reference("programmes", PROGRAMMES)
    file(county, "2013-01", "水利局", row("一"))
    month = load_month("2013-01", county.workspace)
    rows = opening_rows(month)
    assert [row["专项"] for row in rows] == ["二月止", "九月止", "长期的"]
    assert [row["申报止"] for row in rows] == ["2013-02（即将截止）", "2013-09", "—"]
    assert {row["可申报单位"] for row in rows} == {"水利局"}
    assert compose(month).with_openings


def test_a_list_that_tells_no_unit_anything_is_not_sent_by_itself(county):
    county.reference("programmes", [PROGRAMMES[0] | {"field": "气候"}])
    file(county, "2013-01", "水利局", row("一"))
    month = load_month("2013-01", county.workspace)
    circular = compose(month)
    told = {p.id for section in circular.sections for p in section.paragraphs}
    assert not circular.with_openings
    assert (LISTED in told) is any("apply_for_programmes" in name for name in told)


@pytest.mark.slow
def test_the_date_of_a_circular_is_a_working_day_but_a_set_one_stands(county):
    county.settings("[returns]\ndue_day = 9\n")
    file(county, "2013-01", "水利局", row("一"))
    assert compose(load_month("2013-01", county.workspace)).date == "2013年2月16日"
    county.settings("[returns]\ndue_day = 9\n[document]\ndate = 2013-02-09\n")
    assert compose(load_month("2013-01", county.workspace)).date == "2013年2月9日"


WIDE = {"—": 1.0, "%": 0.95, ".": 0.32}
"""Widths in a character's of what stands in the columns, in the widest of fonts that computers put for an absent one (DejaVu)."""


def width_of(text: str) -> float:
    return sum(WIDE.get(letter, 0.64 if letter.isascii() else 1.0) for letter in text)


def test_no_amount_rate_or_band_is_broken_in_its_column(month):
    """Chinese words may go on in a next line; what has digits stands in one, 25—80% and 不足25% too."""
    table = ranking(month)
    units = [unit for group in table["各组"] for unit in group["各单位"]]
    for field, (heading, millimetres) in zip(_UNIT, _COLUMNS, strict=True):
        room = (millimetres - 2 * 57 / 20 / 72 * 25.4) / 25.4 * 72 / SIZE_LIST.pt
        texts = [unit[field] for unit in units] + ([table["合计"][field]] if field in table["合计"] else [])
        pieces = {piece for text in texts for piece in re.split("(?<=至少)|(?<=收回)", text) if re.search(r"\d", piece)}
        assert {piece for piece in pieces if width_of(piece) > room} == set(), heading


def test_a_list_of_one_or_two_is_a_sentence_and_no_attachment(county):
    county.reference("programmes", PROGRAMMES[1:])
    file(county, "2013-01", "水利局", row("一"))
    circular = compose(load_month("2013-01", county.workspace))
    assert "可申报专项清单" not in circular.attachments and not circular.with_openings
    listed = next(p for p in circular.sections[-1].paragraphs if p.id == LISTED)
    assert listed.text == (
        "可申报而未申报的专项，有关单位2月底前研究申报："
        "二月止（同方向的项目有水利局一，申报到2013年2月，即将截止）、九月止（同方向的项目有水利局一，申报到2013年9月）。"
    )
    titles = [p.title for p in circular.sections[-1].paragraphs]
    assert listed.title == "" and titles == sorted(titles, key=bool)  # before what is counted


def test_one_or_two_projects_to_act_on_are_named_in_the_text(month):
    told = frozenset({"filed_twice"})
    rows = problem_rows(month, told)
    listed = sent_lists(month, wording().opening, told, openings=False, named=False)
    numbered = [entry for entry in rows if entry["序号"]]
    assert listed.problems is (len(numbered) >= 3)
    assert [p.text.count("（") > 0 for p in listed.paragraphs] == [True] * (0 < len(numbered) < 3)
    assert all(entry["项目"] in paragraph.text for paragraph in listed.paragraphs for entry in numbered)
