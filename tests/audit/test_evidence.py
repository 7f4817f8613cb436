"""What confirms an accusation, and what is only doubted: a slip of the pen, numbers right beside, or the text's own words."""

from fractions import Fraction

import pytest

from zzlib.audit import audit_text
from zzlib.audit.judging.slips import is_slip, is_swap, swapped
from zzlib.audit.numbers.quantities import quantities


def told(text: str) -> dict[str, str]:
    return {claim.stated: claim.verdict for claim in audit_text(text) if claim.verdict in ("wrong", "doubtful")}


@pytest.mark.parametrize(
    ("printed", "right", "slip"),
    [
        ("186.4亿元", "168.4亿元", True),  # neighbours swapped
        ("412件", "432件", True),  # one digit
        ("1999件", "2009件", True),  # one digit, with a carry
        ("87%", "187%", True),  # a digit too few
        ("26%", "36%", False),  # of two digits any is one from many
        ("284件", "271件", False),
        ("9915万元", "1045万元", False),
    ],
)
def test_a_slip_of_the_pen(printed, right, slip):
    (one,), (other,) = quantities(printed), quantities(right)
    assert is_slip(one, other.value) is slip


def test_swapped_digits_are_of_three_or_more():
    (amount,), (rate,) = quantities("4047人"), quantities("42%")
    assert is_swap(amount, Fraction(4407)) and not is_swap(rate, Fraction(24))
    assert Fraction(4407) in set(swapped(amount))


@pytest.mark.parametrize(
    ("text", "stated", "verdict"),
    [
        # 126 and 158 make 284, but the text does not say that these two are all, and no slip leads from 284 to 271
        ("收到代表建议126件、委员提案158件，合并办理后共271件。", "271件", "doubtful"),
        ("县级河长28名、镇级河长176名、村级河长312名，三级河长总计561名。", "561名", "wrong"),
        # the base is named right before the rate
        ("完成税收5.5亿元，比上年同期的5.0亿元增长20%。", "20%", "wrong"),
        # the increase divided by the number of now
        ("国省干线抢修投入资金2340万元，同比增加390万元，增长16.7%。", "16.7%", "wrong"),
        # divided by the other half: 244 and 76 make just the 320
        ("全年申报项目320个，获批244个，被退回76个，退回率为31.15%。", "31.15%", "wrong"),
        ("全县在校学生52600人。比上年增加2600人，增长6.2%。", "6.2%", "wrong"),
        # nobody says that these two rates are compared
    ],
)
def test_what_is_said_or_slipped_is_wrong_and_the_rest_is_doubted(text, stated, verdict):
    assert told(text) == {stated: verdict}


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("今年毕业生5460人，已落实去向5023人，未落实437人，较去年同期（512人）少85人。", "85人"),
        ("年末实有登记失业人员3570人，比年初增加210人，增长5.9%，登记失业率3.1%。", "5.9%"),
    ],
)
def test_what_no_printed_numbers_give_is_doubted(text, stated):
    assert stated in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "公共机构用电总量由上年的2640万千瓦时降到2508万千瓦时，下降5.0%，人均用电下降4.1%。",
        "市区两级共划拨专项经费860万元，市级负担六成，其余由县区按任务量分担，其中甲区142万元、乙区118万元。",
        "受理审查逮捕各类犯罪41件50人、上升50%。",
        "发生事故42起、死亡45人，同比事故起数减少3起，死亡人数减少6人，分别下降6.7%、11.8%。",
        "全县男教师2380人，女教师3570人，男女比例为2:3。",
        "10月末小麦播种面积41.6万亩，其中条播28.3万亩，机播率96.8%。",
        "生产环节抽检120批次，不合格2批次；餐饮环节抽检260批次，不合格7批次，总体合格率97.6%。",
    ],
)
def test_another_measure_a_part_of_a_part_or_a_pair_of_counts_is_not_accused(text):
    assert told(text) == {}
