"""Changes said plainly in a sentence or two, in whatever words and order: the wrong one is told with the right figure, the right one is not accused; nor is what only looks like one."""

import tomllib
from pathlib import Path

import pytest

from zzlib.audit import audit_text
from zzlib.audit.numbers.arithmetic import Verdict

SAID = tomllib.loads(Path(__file__).with_name("said_plainly_changes.toml").read_text(encoding="utf-8"))["said"]
INNOCENT = [
    "去年招生450人，今年招生500人，其中女生增加20人。",  # of a part
    "2021年，全市法院新收案件18240件。\n2022年，县法院新收案件1951件，比2021年上升8.0%。",  # of another body
    "2018年末人口为41.2万人，2023年为39.8万人，城区面积是2018年的1.4倍。",  # of another thing
    "去年门诊量3.2万人次，今年4.1万人次，按可比口径增长15%。",
    "一季度接待游客8.30万人次，二季度接待游客6.25万人次，同比下降19.0%。",  # of the second quarter of a year before
    "上半年减税3.6亿元，同比多减0.8亿元，去年上半年减税2.8亿元。",
    "降水总量达到399.8毫米，比去年多近30%，与常年同期的402.3毫米基本持平。",
    "规上企业达到186家，当年新增22家、退库9家，净增13家，上年为173家。",
    "上年社会救助支出4200万元，本年4620万元，同比多支出一成。",
    "某设备单价由12.6万元降至9.8万元，仅为原装进口价的46.0%。",
    "目录总条目达到1235条，与上一版相比增加65条、修改88条。",
    "在册人员去年底215人，退休9人，今年6月底216人。",  # others may have come
]


def _of(text: str, verdict: Verdict) -> list[str]:
    claims = (claim for claim in audit_text(text) if claim.verdict == verdict)
    return [f"{claim.stated} {claim.recomputed} {claim.message}" for claim in claims]


@pytest.mark.parametrize("said", SAID, ids=lambda said: said["text"][:24])
def test_a_change_said_plainly(said: dict[str, str]) -> None:
    told = _of(said["text"].format(said["slip"]), Verdict.WRONG)
    assert any(said["figure"] in claim for claim in told), told
    assert not _of(said["text"].format(said["right"]), Verdict.WRONG)


@pytest.mark.parametrize("text", INNOCENT)
def test_what_may_be_another_change_is_not_accused(text: str) -> None:
    assert not _of(text, Verdict.WRONG)
