"""Totals and their parts, and counts of names, as offices say them in one short sentence: the slip is told, the right figure too."""

import tomllib
from pathlib import Path

import pytest

from zzlib.audit import audit_text
from zzlib.audit.numbers.arithmetic import Verdict

_PAIRS = tomllib.loads(Path(__file__).with_suffix("").with_name("said_plainly_totals.toml").read_text("utf-8"))["pairs"]


@pytest.mark.parametrize("pair", _PAIRS, ids=lambda pair: pair["text"][:16])
def test_the_slip_is_told_and_the_right_figure_is_not_accused(pair: dict[str, str]) -> None:
    accused = [c for c in audit_text(pair["text"].format(pair["right"])) if c.verdict == Verdict.WRONG]
    assert not accused, [claim.message for claim in accused]
    told = [c for c in audit_text(pair["text"].format(pair["slip"])) if c.verdict == Verdict.WRONG]
    assert any(pair["figure"] in claim.recomputed + claim.message for claim in told)


@pytest.mark.parametrize(
    "text",
    [
        "居前三位的是北沟镇（312件）、南沟乡（287件）、东沟镇（164件）。",
        "咨询类共3352件，占47.1%；求助类共2157件，占30.3%；建议类共1049件，占14.7%。",
        "收到代表建议126件、委员提案158件，合并办理后共271件。",
        "县道大修12公里，每公里85万元，计1020万元。",
        "按规模分，上亿元的4个，五千万元以上的11个，不足五千万元的20个；五千万元以上项目合计15个。",
        "水利局到位资金300万元，教育局到位资金400万元，全县合计950万元。",
        "小一型水库1座（大湾水库），小二型水库3座（石桥、柳林、白岩水库），塘坝13座。",
        "划分四个片区：东边的柳林、梨园，西边的杏林、桃园。",
        "内设办公室、组教科、总务科等科室，党校、行政学校内设教研室、培训科2个科室。",
        "红榜单位3个：县粮站、县农场、城关镇；黑榜单位2个：县车站、西岭乡。",
    ],
)
def test_what_other_numbers_and_names_beside_a_total_are_is_not_accused(text: str) -> None:
    assert not [c.message for c in audit_text(text) if c.verdict == Verdict.WRONG]
