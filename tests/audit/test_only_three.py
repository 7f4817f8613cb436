"""A sentence alone with three numbers of one unit: one wrong digit that keeps them from making one another is told, in whatever words."""

import pytest

from zzlib.audit import audit_text


def accused(text: str) -> list[str]:
    return [claim.stated for claim in audit_text(text) if claim.verdict == "wrong"]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("储备库总规模7.3万吨，轮出2.6万吨以后，仓里还存{}。", "4.7万吨", "4.1万吨"),
        ("志愿队原有2.35万人，今年又拉进4,500人，眼下壮大到{}。", "2.8万人", "2.3万人"),
        ("笔试头名94.5分，末名68.0分，两头悬殊{}。", "26.5分", "21.5分"),
        ("头一批发了4200份，第二批发了3500份，两批下来{}。", "7700份", "7100份"),
        ("老街户均17.6万元，新街户均15.2万元，差着{}。", "2.4万元", "2.9万元"),
    ],
)
def test_one_wrong_digit_is_told(text, right, wrong):
    assert accused(text.format(right)) == []
    assert accused(text.format(wrong)) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "奖牌榜上一中24枚居首，二中17枚次之，职校9枚列第三。",
        "争取资金从大到小：交通局6.4亿元，水利局2.9亿元，住建局1.7亿元。",
        "两项补贴发放1.86万人，其中生活补贴0.82万人、护理补贴1.24万人（部分人员同时享受）。",
        "全县30个乡镇参加，报过材料的18个乡镇中，14个落后于进度。",
        "甲村有320户，乙村有280户。去年甲村比乙村多60户。",
        "山区生源3200人，照每年流失200人推算，6年后只余2000人。",
        "累计产值8.6亿元，上月末为8.4亿元，系口径调整，新口径为6.2亿元。",
    ],
)
def test_lists_ranks_and_what_may_be_of_others_are_let_be(text):
    assert accused(text) == []
