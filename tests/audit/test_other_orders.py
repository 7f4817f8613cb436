"""What makes a number may stand behind it, in any order, and lines that a page broke are one."""

import pytest

from zzlib.audit import audit_text

ORDERS = {
    "办结率{}%，受理1256件，办结1236件，尚有20件正在办理。": ("98.4", "99.2"),
    "不良贷款2.86亿元，不良率{}%，贷款余额165.3亿元。": ("1.73", "1.52"),
    "馆藏图书28.6万册，人均藏书{}册，服务人口36.5万人。": ("0.78", "0.82"),
    "每万人拥有病床{}张，全县床位1785张，人口38.2万。": ("46.7", "42.6"),
    "结案率{}%：本院受理民商事案件3125件，审结2875件。": ("92", "82"),
    "资金支付率{}%，支付3.42亿元，到位4.12亿元。": ("83.0", "80.3"),
}


@pytest.mark.parametrize(("text", "right", "wrong"), [(text, *pair) for text, pair in ORDERS.items()], ids=ORDERS)
def test_a_number_before_what_makes_it_is_judged(text: str, right: str, wrong: str) -> None:
    held = {claim.stated: claim.verdict for claim in audit_text(text.format(right)) if claim.operands}
    assert all(verdict in ("ok", "reachable") for verdict in held.values())
    assert any(stated.startswith(right) for stated in held)
    told = [claim for claim in audit_text(text.format(wrong)) if claim.verdict == "wrong"]
    assert [claim.stated.startswith(wrong) for claim in told] == [True]
    assert told[0].recomputed.startswith(right)


def test_a_number_left_over_keeps_the_rest_from_being_accused() -> None:
    text = "每亩补贴150元，面积3.4万亩，去年结转资金62万元，今年共需补贴资金448万元。"
    assert [claim.message for claim in audit_text(text) if claim.verdict == "wrong"] == []


BROKEN = """　　【人口】2020年末，全县户籍总户数40.82万户，人口119.44万人，其中，城镇人口38
.60万人，乡村人口{}万人；人口自然增长率2.55‰，死亡率8.7‰；总人口中，男性61.
19万人，女性58.25万人，男女性别比为105∶100。"""


def test_lines_that_a_page_broke_are_read_as_one() -> None:
    assert [claim.message for claim in audit_text(BROKEN.format("80.84")) if claim.verdict == "wrong"] == []
    assert "wrong" in [claim.verdict for claim in audit_text(BROKEN.format("80.48"))]


def test_lines_of_a_list_stay_apart() -> None:
    lines = [f"{name}镇到位上级资金{amount}万元完成年度任务{rate}%排在第{rank}位" for name, amount, rate, rank in (
        ("青石", 1234, 56, 3), ("白沙", 2345, 61, 2), ("东岭", 3456, 72, 1),
    )]  # fmt: skip
    assert {claim.place for claim in audit_text("\n".join(lines))} == {0, 1, 2}
