"""Figures told twice in plain words, and small tables typed as lines: the wrong version is told as wrong, the right one isn't accused."""

import tomllib
from pathlib import Path

import pytest

from zzlib.audit import audit_text
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.numbers.arithmetic import Verdict

_PAIRS = tomllib.loads(Path(__file__).with_name("said_plainly_itself.toml").read_text(encoding="utf-8"))["pair"]
_INNOCENT = (
    "园区去年实现产值2.35亿元，其中2350万元的产值来自新入驻企业。",
    "投资1.2亿元建成厂房一座，1200万元用于购置设备。",
    "东村现有党员21名。西村的12名党员也参加了活动。",
    "去年产量13.2万吨。今年12.3万吨的产量略有下降。",
    "上半年完成投资3.4亿元。下半年4.3亿元的投资任务已分解到位。",
    "城区有公交车126辆，出租车162辆，这126辆公交车均为新能源。",
    "全县人口出生率为6.5‰，每个村都建有卫生室，每万人拥有医生23人。",
    "单位 应到 实到 备注\n甲局 12 10 请假2人\n乙局 9 9 无",
    "县城 12公里\n景区 35公里\n高铁站 48公里\n全程 60公里",
    "春季 18天\n夏季 22天\n全年最长 30天",
    "会议应到代表210人，实到198人。到会的12名记者也列席。",
    "本批批复项目27个，其中水库类9个，渠道类11个。上述20个项目年底前开工。",
    "上半年接待游客186.2万人次，是上年同期的1.9倍，上年同期为98.0万人次。",
    "收入350万元，支出305万元，两者不一致。",
    "经盘点，现金3.2万元，银行存款12.5万元，账实相符。",
    "本届省运会共产生奖牌96枚。我市选手获5金6银7铜，创历史最好成绩。",
    "全县设站点46个，其中固定站20个、流动站15个，覆盖全部乡镇。",
    "全镇有企业86家，其中规上12家。以上74家小微企业已享受优惠。",
    "镇名 户籍人口 常住人口 城镇化率\n东镇 30000 28000 45%",
    "窗口得分\n社保窗口 94分\n医保窗口 87分\n税务窗口 90分\n不动产窗口 83分",
    "一站 320 355\n二站 410 380\n三站 100 120",
)


@pytest.mark.parametrize("pair", _PAIRS, ids=lambda pair: pair["text"][:12])
def test_the_right_version_is_not_accused(pair: dict[str, str]) -> None:
    assert not _wrong(pair["text"])


@pytest.mark.parametrize("pair", _PAIRS, ids=lambda pair: pair["text"][:12])
def test_the_wrong_version_is_told_with_the_right_figure(pair: dict[str, str]) -> None:
    assert pair["text"].count(pair["right"]) == 1
    found = _wrong(pair["text"].replace(pair["right"], pair["slip"]))
    assert any(pair["figure"] in told for told in found), found


@pytest.mark.parametrize("text", _INNOCENT, ids=lambda text: text[:12])
def test_numbers_that_only_look_alike_are_left_alone(text: str) -> None:
    assert not _wrong(text)


def test_lines_are_a_table_only_where_their_cells_are_alike() -> None:
    table = text_blocks("窗口办件：\n社保 1260件\n医保 1740件\n税务 600件")
    assert [block.rows[:2] for block in table] == [(), (("", "窗口办件"), ("社保", "1260件"))]
    assert not any(block.rows for block in text_blocks("社保 约1260件\n医保 超过1740件\n税务 600件"))


def _wrong(text: str) -> list[str]:
    claims = [claim for claim in audit_text(text) if claim.verdict == Verdict.WRONG]
    return [f"{claim.recomputed} {claim.message}" for claim in claims]
