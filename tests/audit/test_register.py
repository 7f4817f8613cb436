"""What each number is, and what numbers say of each other across sentences: time, averages, order, wholes, rates."""

import pytest

from zzlib.audit import audit_text
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.reading.reading import read
from zzlib.audit.reading.register import Entry, FigureRegister
from zzlib.audit.reading.spans import StatedMonths


def entries(text: str) -> list[Entry]:
    return FigureRegister(read(text_blocks(text))).entries


def verdicts(text: str) -> dict[str, str]:
    return {claim.stated: str(claim.verdict) for claim in audit_text(text)}


def test_each_number_knows_its_measure_scope_and_months():
    first, second, third = entries("1—5月全县到位资金2.77亿元，其中5月份到位0.62亿元，去年同期到位0.48亿元。")
    assert (first.measure, first.scope, first.span, first.part) == ("到位资金", "全县", StatedMonths("", 1, 5), False)
    assert (second.span, second.part) == (StatedMonths("", 5, 5), True)
    assert third.span == StatedMonths("-1", 5, 5)


def test_numbers_that_stand_together_are_two():
    assert [e.mention.quantity.text for e in entries("接待群众97件134人次。")] == ["97件", "134人次"]


@pytest.mark.parametrize(
    ("text", "stated", "verdict"),
    [
        ("1—4月累计到位2.15亿元，5月份到位0.62亿元，1—5月累计到位2.77亿元。", "2.77亿元", "ok"),
        ("1—4月累计到位2.15亿元，5月份到位0.62亿元，1—5月累计到位2.97亿元。", "2.97亿元", "wrong"),
        ("1—6月全县争取资金4.35亿元，1—7月全县争取资金4.12亿元。", "4.12亿元", "wrong"),
        ("6月末全县贷款余额4.35亿元，7月末全县贷款余额4.12亿元。", "4.12亿元", ""),  # a stock may fall
        ("全县争取资金6.37亿元\n截至9月底，全县争取资金6.4亿元。", "6.4亿元", "ok"),
        ("全县争取资金6.37亿元\n截至9月底，全县争取资金6.73亿元。", "6.73亿元", "wrong"),
        ("截至9月底，水利局到位资金0.31亿元。\n截至9月底，水利局到位资金0.13亿元。", "0.13亿元", "wrong"),
        (
            "（一）政策型项目\n截至9月底，水利局到位资金0.31亿元。\n（二）竞争型项目\n截至9月底，水利局到位资金0.13亿元。",
            "0.13亿元",
            "doubtful",
        ),
        ("全县结案率95.2%\n1—9月，全县结案率92.5%。", "92.5%", "wrong"),
        ("甲镇完成投资2.1亿元。乙镇完成投资1.7亿元。", "1.7亿元", ""),
    ],
)
def test_one_thing_over_time(text, stated, verdict):
    assert verdicts(text).get(stated, "") == verdict


@pytest.mark.parametrize(
    ("text", "stated", "verdict"),
    [
        ("向1250户发放救助金375万元，户均3000元。", "3000元", "ok"),
        ("向1250户发放救助金375万元，户均3500元。", "3500元", "wrong"),
        ("城镇居民人均可支配收入26400元，全县共有居民12.4万人。", "26400元", ""),
        ("低保对象15320人，发放低保金3680万元，人均月补差200元。", "200元", ""),
        ("三次产业结构为25.7:26.8:47.5。", "25.7:26.8:47.5", "ok"),
        ("三次产业结构为25.7:26.8:49.5。", "25.7:26.8:49.5", "wrong"),
        ("小学生31200人，专任教师1950人，师生比为1:18。", "1:18", "wrong"),
    ],
)
def test_averages_and_ratios(text, stated, verdict):
    assert verdicts(text).get(stated, "") == verdict


@pytest.mark.parametrize(
    ("text", "stated", "verdict"),
    [
        ("完成率从高到低依次为水利局92.1%、教育局88.4%、民政局89.7%。", "89.7%", "wrong"),
        ("投诉居前三位的是城关镇（312件）、北山乡（164件）、东河镇（287件）。", "287件", "doubtful"),
        ("对城关镇、东河镇、北山乡4个乡镇通报批评。", "4个", "wrong"),
        ("对城关镇、东河镇、北山乡等4个乡镇通报批评。", "4个", ""),
        ("提出三点要求：一是压实责任，二是加快进度，三是强化督查，四是严肃问责。", "三点", "wrong"),
        ("提出五点要求：一是压实责任，二是加快进度，三是强化督查。", "五点", "doubtful"),
    ],
)
def test_order_and_lists(text, stated, verdict):
    assert verdicts(text).get(stated, "") == verdict


def test_a_printed_total_is_not_replaced_by_the_sum_of_its_items():
    items = "其中咨询类770件，占50%；求助类462件，占30%；投诉类308件，占20%。"
    assert verdicts(f"受理诉求1540件。{items}")["1540件"] == "ok"
    wrong = [claim for claim in audit_text(f"受理诉求1640件。{items}") if claim.verdict == "wrong"]
    assert [(claim.stated, claim.recomputed) for claim in wrong] == [("1640件", "1540件")]


@pytest.mark.parametrize(
    ("text", "stated", "recomputed"),
    [
        ("结案率由91.2%提高到94.5%，提高3.3%。", "3.3%", "3.3个百分点"),
        ("办结率98.4%，比全市平均水平96.1%高2.3%。", "2.3%", "2.3个百分点"),
        ("满意率为95.6%，上年为93.1%，同比上升3.5个百分点。", "3.5个百分点", "2.5个百分点"),
    ],
)
def test_two_rates_differ_by_points(text, stated, recomputed):
    claim = next(claim for claim in audit_text(text) if claim.stated == stated)
    assert (claim.verdict, claim.recomputed) == ("wrong", recomputed)


def test_growth_of_a_rate_that_holds_as_growth_is_left_alone():
    assert verdicts("城镇化率由50.0%提高到55.0%，提高10%。")["10%"] == "ok"


def test_pairs_and_lists_are_matched_by_their_place():
    text = "受理95件134人，去年同期为200件377人，同比分别下降52.5%、{}。"
    assert verdicts(text.format("64.5%"))["64.5%"] == "ok"
    assert verdicts(text.format("46.5%"))["46.5%"] == "wrong"


def test_a_list_of_three_is_not_matched_with_two_results():
    text = "较大火灾45起、特别重大火灾1起、重大火灾1起，分别占同类火灾的67.2%、40%。"
    assert "wrong" not in verdicts(text).values()


def test_one_slip_is_one_word():
    text = "教育5.12亿元，卫生2.96亿元，农林水3.05亿元，三项合计12.13亿元，占支出22.4亿元的49.7%。"
    assert [claim.stated for claim in audit_text(text) if claim.verdict == "wrong"] == ["12.13亿元"]


def test_what_only_a_whole_number_base_speaks_for_is_not_proved():
    message = next(claim.message for claim in audit_text("受理案件32150件，同比增长4.2%。"))
    assert "100 个里约有 100 个" in message
