"""What is left by its name, the same told in another unit, yields, medians, incomes of town and country: one slip in them."""

import pytest

from zzlib.audit import audit_text


@pytest.mark.parametrize(
    ("text", "right", "slip"),
    [
        ("人口出生率为12.46‰，死亡率为5.13‰，自然增长率为{}‰。", "7.33", "3.73"),
        ("全年出生率4.38‰，死亡率6.92‰；人口自然增长率{}‰。", "-2.54", "-2.45"),
        ("该项目送审总投资4827万元。\n审计后总投资4691.35万元。\n审计核减投资{}万元。", "135.65", "153.65"),
        ("热线受理群众诉求 51834 件，办结 50627 件，正在办理中 {} 件。", "1207", "1270"),
        ("全年新收案件48216件，另有上年旧存3127件。\n全年审结47985件。到年底未结案件还有{}件。", "3358", "3538"),
        ("基金总收入2847.35亿元，增长6.1%；总支出2391.62亿元，增长3.4%；当期结存{}亿元。", "455.73", "455.37"),
        ("总收入由年初预算68413.25万元调整为71294.48万元，调增{}万元。", "2881.23", "2818.23"),
        ("全县土地总面积为628.4万公顷（{}万亩）。", "9426", "9246"),
        ("全年夏粮产量12374万吨（{}亿斤）。", "2474.8", "2447.8"),
        ("与上次普查的124618万人相比，五年共增加3146万人，增长{}%。", "2.52", "2.25"),
        ("居民人均收入34217元。\n居民人均收入中位数29186元，中位数是平均数的{}%。", "85.3", "83.5"),
        ("城镇居民收入41863元，增长4%；农村居民收入15217元，增长6%，城乡居民收入比为{}:1。", "2.75", "2.57"),
    ],
)
def test_one_slip_breaks_what_words_tie_together(text, right, slip):
    def wrong(figure: str) -> list[str]:
        return [c.message for c in audit_text(text.format(figure)) if c.verdict in ("wrong", "doubtful")]

    assert wrong(right) == []
    assert any(slip in message for message in wrong(slip))


@pytest.mark.parametrize(
    "text",
    [
        "收入6.38亿元，支出5.12亿元。上年收入5.94亿元，支出4.63亿元。当年结余1.26亿元。",
        "受理群众诉求5183件，办结4912件，正在办理中486件。",  # with those carried over
    ],
)
def test_what_other_numbers_may_explain_is_not_accused(text):
    assert not [c.message for c in audit_text(text) if c.verdict == "wrong"]


def test_a_row_and_the_text_that_names_it():
    table = "指标\n产量\n摩托车(万辆)\n{}\n汽车(万辆)\n78.20\n水泥(万吨)\n3135.31"
    text = "全年生产摩托车815.01万辆。\n" + table
    assert not [c for c in audit_text(text.format("815.01")) if c.verdict == "wrong"]
    assert [c.stated for c in audit_text(text.format("851.01")) if c.verdict == "wrong"] == ["815.01万辆"]
