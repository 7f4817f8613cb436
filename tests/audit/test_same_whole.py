"""Shares whose whole the words name in another way, or the other shares of the list prove; innocents beside them."""

import pytest

from zzlib.audit import audit_text

NAMED = "全市地区生产总值512.4亿元，增长6.1%。\n民营经济增加值318.2亿元，增长7.0%，占GDP的{}。"
LISTED = (
    "全年共受理投诉640件，其中有效投诉512件。\n从类别看：供水类128件，占{}；供电类96件，占18.75%；供气类64件，占12.5%。"
)
UNPRINTED = "纺织品出口21.6亿元，增长3%，占出口总值的36.0%；家具出口13.8亿元，占出口总值的23.0%；灯具出口8.4亿元，占出口总值的{}。"
TOGETHER = "本周共收到工单480件。前三位为：供水类132件、噪声类96件、停车类72件，占工单总量的{}。"
RATE = "督察组转办的1260件信访件已办结1134件，办结率{}。"
GRADES = "全市超标天数比例为21.4%，其中轻度污染为14.8%，中度污染为4.1%，重度污染为{}。"
INDUSTRIES = "一产对经济增长的贡献率7.2%，拉动0.4个百分点；二产贡献率51.6%，拉动3.1个百分点；三产贡献率{}。"


def wrong(text: str) -> list[str]:
    return [f"{claim.stated} {claim.message}" for claim in audit_text(text) if claim.verdict == "wrong"]


@pytest.mark.parametrize(
    ("text", "right", "slip"),
    [
        (NAMED, "62.1%", "61.2%"),
        (LISTED, "25.0%", "20.0%"),  # of all complaints, while the others are of the valid ones
        (UNPRINTED, "14.0%", "41.0%"),
        (TOGETHER, "62.5%", "65.2%"),
        (RATE, "90.0%", "80.0%"),
        (GRADES, "2.5%", "5.2%"),
        (INDUSTRIES, "41.2%", "42.1%"),
    ],
)
def test_a_share_that_does_not_go_with_its_whole_is_wrong_and_the_right_one_is_not(text, right, slip):
    found = wrong(text.format(slip))
    assert len(found) == 1 and slip in found[0]
    assert wrong(text.format(right)) == []


@pytest.mark.parametrize(
    "text",
    [
        "火灾65起，其中重大火灾6起。住宅火灾60起，占92.3%；重大火灾5起，占83.3%。",  # each of its own kind
        "一般贸易进出口19.5亿元，占进出口总额的61.7%。一般贸易出口10.6亿元，占出口总额的60.9%。",  # 出口 is no 进出口
        "新开工745.05万套，占计划的102.2%；建成551.46万套，占计划的112.02%。",  # each has its own plan
        "死亡1390人，受伤880人。住宅火灾亡1317人、伤810人，占总数的94.7%和92.0%。",
    ],
)
def test_nobody_is_accused_of_another_whole(text):
    assert wrong(text) == []
