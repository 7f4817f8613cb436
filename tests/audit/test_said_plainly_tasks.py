"""Sentences that tell one relation plainly, of months, tasks, savings, rates, dates and speeds: the right figure is not accused, a slip is, and the figure recomputed."""

import tomllib
from pathlib import Path

import pytest

from zzlib.audit import audit_text

_SAID = tomllib.loads(Path(__file__).with_name("said_plainly_tasks.toml").read_text("utf-8"))["said"]


@pytest.mark.parametrize("said", _SAID, ids=[said["text"][:12] for said in _SAID])
def test_a_slip_is_told_with_the_figure_and_the_right_figure_is_not_accused(said):
    right, slip = (audit_text(said["text"].format(said[key])) for key in ("figure", "slip"))
    assert [c.message for c in right if c.verdict in ("wrong", "doubtful")] == []
    assert any(said["figure"] in c.message and said["slip"] in c.message for c in slip if c.verdict == "wrong")


@pytest.mark.parametrize(
    "text",
    [
        "10年共增加常住人口46664人，户籍人口平均每年增加2310人。",  # of others
        "截至10月20日，已完工127公里，在建31公里，距全年目标还差59公里。",
        "养老保险基金收入873亿元，支出667亿元，年末结余1870亿元。",
        "加上补助收入15.2亿元，债务收入7.4亿元，上年结转1.1亿元，收入合计56.3亿元。",  # to what isn't printed
        "每亩补助180元，今年完成3.2万亩，兑付540万元，尚有36万元待验收后拨付。",
        "平均每个学生补助625元，小学生612人、初中生845人，共发放84.6万元。",
        "已办结2477宗，尚有659宗在办，办结率78.98%。",
        "检查加油站126座次，发现问题86个，抽检油品180批次，合格率98.3%。",
        "全县13亿元的争资任务缺口5.1亿元，后六个月月均需争取8500万元。",
        "自2016年公司成立至2024年上市，经历了两轮融资，第一轮历时5年。",
        "县卫健局全年任务6000万元，序时进度应达50%即3000万元，实际争取3300万元，快于序时。",
        "抽检320批次，合格率98.1%（不合格6批次）。",
    ],
)
def test_numbers_of_other_things_are_not_accused(text):
    assert [c.message for c in audit_text(text) if c.verdict == "wrong"] == []
