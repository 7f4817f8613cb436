"""Numbers that others make hardly by accident are proved, in whatever words; several lists of one total are each held against it."""

import pytest

from zzlib.audit import audit_text


def told(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for claim in audit_text(text):
        found.setdefault(str(claim.verdict), set()).add(claim.stated)
    return found


@pytest.mark.parametrize(
    ("text", "proved"),
    [
        (
            "大专以上学历党员4126.3万名，占45.4%，提高1.2个百分点；女党员2311.5万名，占25.4%；青年党员620.4万名，占6.8%。",
            {"25.4%"},
        ),
        ("审结各类案件412件，平均审理周期为96天。其中以调解撤诉结案的共计271件，调撤率达65.78%。", {"65.78%"}),
        ("累计确诊病例23847例，现有确诊病例613例，累计治愈出院病例23234例，无死亡病例。", {"23847例"}),
    ],
)
def test_what_others_make_to_the_last_digit_is_proved(text, proved):
    found = told(text)
    assert proved <= found["ok"]
    assert not found.keys() & {"wrong", "doubtful"}


def test_nothing_is_proved_of_numbers_that_are_accused_together():
    found = told("一季度全县生产总值58.2亿元，其中一产3.6亿元，二产31.5亿元，三产26.7亿元。")
    assert "58.2亿元" not in found.get("ok", set())
    assert found.keys() & {"wrong", "doubtful"}


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
