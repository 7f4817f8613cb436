"""Products written as equations, as budgets of meetings and trainings write them."""

import pytest

from zzlib.audit import audit_text


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("伙食费：130元×45人×3天={}元。", "17550", "17850"),
        ("住宿费：240元/人·天×45人×2天={}元。", "21600", "21800"),
        ("配套资金1200万元×35%={}万元，由县级承担。", "420", "450"),
        ("硬化道路单价0.85万元×13.6公里={}万元。", "11.6", "12.6"),
        ("会议室面积8.5米×12.0米={}平方米。", "102", "112"),
        ("救灾种子130袋×50公斤={}吨。", "6.5", "6.8"),
        ("铺设管线3节×200米={}公里。", "0.6", "0.8"),
        ("土地5块×30亩={}公顷。", "10", "15"),
        ("利息5万元×3‰={}元。", "150", "1500"),
    ],
)
def test_what_is_reckoned_with_is_taken_as_it_is_written(text, right, wrong):
    assert {c.verdict for c in audit_text(text.format(right)) if c.stated.startswith(right)} == {"ok"}
    assert [c.recomputed.startswith(right) for c in audit_text(text.format(wrong)) if c.verdict == "wrong"] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "经费200元+130元×45人×3天=17750元。",
        "经费130元×45人×3天=17550元+1200元=18750元。",
        "经费约130元×45人×3天=17600元。",
        "规格1.2米×2.4米，共36块。",
        "展板3米×50厘米=1.5平方米。",
        "整理土地30公顷×15=450亩。",
    ],
)
def test_what_is_more_than_a_product_is_left_alone(text):
    assert not [c for c in audit_text(text) if c.verdict == "wrong"]
