"""Several lists of one total are each held against it; rates are of what is told before them, a sentence apart."""

import pytest

from zzlib.audit import audit_text


def told(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for claim in audit_text(text):
        found.setdefault(str(claim.verdict), set()).add(claim.stated)
    return found


@pytest.mark.parametrize(
    ("right", "wrong", "stated"),
    [
        (
            "年末常住人口2418万人。其中，城镇人口1695.2万人，乡村人口722.8万人。男性人口1236.7万人，女性人口1181.3万人。",
            "年末常住人口2418万人。其中，城镇人口1695.2万人，乡村人口722.8万人。男性人口1246.7万人，女性人口1181.3万人。",
            "1246.7万人",
        ),
        (
            "全区168412人，其中农业人口4671人，非农业人口163741人；男性87105人，女性81307人。",
            "全区168412人，其中农业人口4671人，非农业人口163741人；男性87105人，女性82307人。",
            "82307人",
        ),
        (
            "8月共办理工单2613件。交办责任单位2497件，直办116件；按期回复2548件、逾期回复65件。工单分类：求决类1962件、咨询类281件、"
            "举报类94件、建议类58件、其他类218件。",
            "8月共办理工单2613件。交办责任单位2497件，直办116件；按期回复2548件、逾期回复65件。工单分类：求决类1962件、咨询类218件、"
            "举报类94件、建议类58件、其他类218件。",
            "218件",
        ),
    ],
)
def test_each_list_of_parts_is_held_against_the_total(right, wrong, stated):
    assert not told(right).keys() & {"wrong", "doubtful"}
    messages = [c.message for c in audit_text(wrong) if str(c.verdict) == "wrong"]
    assert len(messages) == 1
    assert stated in messages[0]


def test_a_total_is_proved_by_each_of_its_lists():
    text = "8月共办理工单2613件。交办责任单位2497件，直办116件；按期回复2548件、逾期回复65件。"
    sums = [c for c in audit_text(text) if c.stated == "2613件" and str(c.verdict) == "ok"]
    assert len(sums) == len(("by whom", "in time"))


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (
            "年末常住人口2418万人。其中，城镇人口1695.2万人，乡村人口722.8万人。常住人口城镇化率为{}。",
            "70.11%",
            "71.01%",
        ),
        ("年末户籍人口134.9万人。年末常住人口94.9万人，其中城镇人口41.4万人。城镇化率{}。", "43.6%", "46.3%"),
        ("少数民族人口增加1614万人，占全国人口增加数13982万人的{}。", "11.54%", "15.14%"),
        ("全年预算批复指标68.52亿元，已用指标60.17亿元，预算执行率{}。", "87.8%", "78.8%"),
    ],
)
def test_rates_of_what_is_told_before_them(text, right, wrong):
    assert right in told(text.format(right))["ok"]
    found = told(text.format(wrong))
    assert wrong in found.get("wrong", set()) | found.get("doubtful", set())
