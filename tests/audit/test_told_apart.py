"""Numbers that words tell apart are held against nothing of another thing; and the slips beside them are still found."""

import pytest

from zzlib.audit import audit_text
from zzlib.audit.audit import audit_blocks
from zzlib.audit.documents.blocks import DocumentBlock


def spoken(text: str) -> dict[str, str]:
    return {c.stated: str(c.verdict) for c in audit_text(text) if c.verdict in ("wrong", "doubtful")}


@pytest.mark.parametrize(
    "text",
    [
        "2015年，全县接待游客147万人次。2016年，全县接待游客174万人次，实现旅游收入9.1亿元。",
        "6月3日，全县接种疫苗2475人。\n6月4日，全县接种疫苗2745人。",
        "3号楼安置群众157户。\n4号楼安置群众175户。",
        "第2组走访群众79户，进展顺利。\n第6组走访群众97户，进展顺利。",
        "第一组走访群众268户，进展顺利。\n第二组走访群众286户，进展顺利。",
        "清溪走访群众268户，进展顺利。\n白马走访群众286户，进展顺利。",
        "清溪镇走访群众268户，进展顺利。\n清水镇走访群众286户，进展顺利。",
    ],
    ids=["years", "days", "buildings", "groups", "groups in words", "places", "places alike"],
)
def test_numbers_of_two_things_are_no_number_told_twice(text):
    assert spoken(text) == {}


def test_none_of_a_row_of_groups_is_the_total_of_others():
    houses = (89, 42, 55, 93, 77, 13, 61, 24, 37, 85)
    assert spoken("\n".join(f"第{n}组走访群众{house}户，进展顺利。" for n, house in enumerate(houses, 1))) == {}


@pytest.mark.parametrize(
    "text",
    [
        "2015年，全县接待游客147万人次，旅游收入9.1亿元。全县接待游客174万人次，比上年多12万人次。",
        "上半年，第3组走访群众268户。到6月底，第3组走访群众286户。",
    ],
)
def test_one_thing_told_twice_with_swapped_digits_is_asked_about(text):
    assert spoken(text)


def test_the_thing_told_twice_is_named_by_whole_words():
    found = [c.message for c in audit_text("全县农村低保对象7645人。\n全县农村低保对象7654人按月领取补助。")]
    assert any("同是“农村低保对象”" in message for message in found)


@pytest.mark.parametrize(
    "text",
    [
        # the share of a larger whole is no number of that whole
        "一季度，新城区完成投资82.4亿元，占全市的12.7%，增长28.5%，高出全市9.4个百分点。",
        # a change of an earlier year that is not printed
        "2023年度总收入642.18万元，其中本年收入418.36万元，比2022年度决算数减少96.52万元。",
        # the whole is named anew and not printed
        "在校女生为1860.5万人，占比47.2%，其中技工学校学生中女生为1320.0万人，占比48.6%。",
        # both halves are no whole of one of them; what is a share of the whole isn't it
        "全年进出口总额820亿元，其中加工贸易出口310亿元，占出口总额的62.4%。",
        "省内生源毕业生38.4万人，占毕业生数的86.2%。省内毕业生最多的是东川市，有3.9万人，占毕业生数的8.75%。",
        # persons share out no land
        "全年造林80万亩，义务植树912万株，人均植树16株。",
        # a rate with a narrower one beside it
        "全月派单705件，按时结案698件，超时办理7件，结案率100%，按时结案率99%。",
        # the average is of the total of the sentence before
        "全院结案3915件。执行局结案1264件，一线办案法官45人，人均结案87件。",
        # the year before behind 于 is of the comparison alone
        "1—6月，工业投资612.5亿元，为年度目标的51.4%，进度快于上年同期1.2个百分点；服务业投资508.3亿元，为年度目标的48.9%，快2.1个百分点。",
    ],
)
def test_a_figure_is_held_against_no_number_of_another_thing(text):
    assert spoken(text) == {}


@pytest.mark.parametrize(
    ("text", "right", "slipped", "stated"),
    [
        ("南坪镇完成6300万元，北坪镇完成5800万元，南坪镇比北坪镇{}500万元。", "多", "少", "500万元"),
        ("全县三次产业结构为16.4:44.2:{}。", "39.4", "49.4", "16.4:44.2:49.4"),
        ("年末总人口386400人，全年出生4057人，出生率10.5{}。", "‰", "%", "10.5%"),
        ("年初结存860件，本年新收3240件，办结3150件，年末结存{}件。", "950", "940", "940件"),
        ("完成全年任务15亿元的{}%，到位资金5.85亿元。", "39", "93", "93%"),
        ("全月派单705件，按期办结698件，逾期办结7件，按期办结率{}%。", "99.0", "90.9", "90.9%"),
        ("全年出口总额512亿元，其中加工贸易出口320亿元，占出口总额的{}%。", "62.5", "65.2", "65.2%"),
    ],
)
def test_what_the_table_of_readings_promises_is_found(text, right, slipped, stated):
    assert spoken(text.format(right)) == {}
    assert spoken(text.format(slipped)) == {stated: "wrong"}


def test_a_line_broken_by_hand_within_a_sentence_ends_none():
    said = "1—5月，全县财政收入14.4亿元，比上年同期的12亿元\n增长{}%。"
    verdicts = [
        [c.verdict for c in audit_blocks([DocumentBlock(text=said.format(rate))]) if c.stated == f"{rate}%"]
        for rate in (20, 30)
    ]
    assert verdicts == [["ok"], ["wrong"]]


def test_a_heading_broken_by_hand_stays_apart():
    claims = audit_blocks([DocumentBlock(text="一、收入情况\n全县收入14.4亿元，比上年同期的12亿元增长20%。")])
    assert [c.sentence for c in claims if c.stated == "20%"] == ["全县收入14.4亿元，比上年同期的12亿元增长20%。"]


def test_a_cell_that_text_tells_otherwise_is_told_once():
    rows = (("单位", "户数"), ("甲镇", "1236"), ("乙镇", "2547"), ("丙镇", "1518"), ("合计", "5211"))
    claims = audit_blocks([DocumentBlock(text="其中甲镇1236户，乙镇2457户，丙镇1518户。"), DocumentBlock(rows=rows)])
    wrong = [(c.kind, c.stated) for c in claims if c.verdict == "wrong"]
    assert wrong == [("sum", "2547")]
    assert any("5211" in c.message and "2457户" in c.message for c in claims if c.verdict == "wrong")


BUDGET = "本级收入加上补助收入186400万元，收入总计302600万元；本级支出加上上解支出4200万元，支出总计299100万元。收支相抵，年终结余{}万元。"


def test_a_total_closes_what_stands_before_it_and_the_balance_is_of_the_two_totals():
    before = "本级收入116200万元。本级支出294900万元。\n"
    assert spoken(before + BUDGET.format(3500)) == {}
    assert spoken(before + BUDGET.format(5300)) == {"5300万元": "wrong"}


def test_what_stands_under_headings_of_two_people_is_not_one_number():
    text = "责任领导甲\n交办事项办理情况：16件，未办16件。\n责任领导乙\n交办事项办理情况：40件，未办40件。"
    assert spoken(text) == {}
