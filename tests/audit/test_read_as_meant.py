"""Plain right texts of offices in which numbers stand side by side that don't belong together: none is accused, and the wrong twin is."""

import pytest

from zzlib.audit import audit_text

TWINS = {
    "a difference is no place of a list": (
        "各站中，青石站雨量最大，为812.4毫米；白沙站最小，为603.7毫米，两站相差{}毫米。",
        "208.7",
        None,
    ),
    "the highest is so many times the lowest": (
        "各乡镇完成额依次为：青石镇12.6亿元、白沙镇9.8亿元、东岭乡5.0亿元。最高的青石镇是最低的东岭乡的2.5倍，青石镇比白沙镇多{}亿元。",
        "2.8",
        "3.8",
    ),
    "what was aimed at, not what was done": (
        "2023年下达造林任务3200亩，实际完成3260亩。2024年任务调整为4100亩，比2023年任务增加{}亩。",
        "900",
        None,
    ),
    "two of one place leave the next one free": (
        "得分如下：甲园96.4分，列第1位；乙园95.1分，列第2位；丙园和丁园均为93.8分，并列第3位；戊园91.7分，列第{}位。",
        "5",
        None,
    ),
    "an average of this year's": (
        "全年新收案件5210件，结案5376件，未结431件。上年新收4830件。全院法官42名，人均结案{}件。",
        "128",
        None,
    ),
    "what a bracket explains is no list": (
        "共处分186人，其中党纪处分152人、政务处分{}人（部分人员同时受到党纪、政务处分，已作去重）。",
        "73",
        None,
    ),
    "what was, what came and what is": (
        "1—8月，新增就业3620人；9月当月新增515人，1—9月累计{}人。",
        "4135",
        "4315",
    ),
}


@pytest.mark.parametrize(("text", "right", "wrong"), TWINS.values(), ids=TWINS)
def test_right_texts_go_and_their_wrong_twins_are_accused(text: str, right: str, wrong: str | None) -> None:
    spoken = [claim.message for claim in audit_text(text.format(right)) if claim.verdict in ("wrong", "doubtful")]
    assert spoken == []
    if wrong is not None:
        assert "wrong" in [claim.verdict for claim in audit_text(text.format(wrong))]
