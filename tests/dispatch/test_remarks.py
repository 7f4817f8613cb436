"""A remark is repeated without the telephone number that somebody wrote into it."""

import pytest

from zzlib.dispatch.remarks import LEFT_OUT, without_telephones


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("请与责任人甲联系，电话 13900000001", f"请与责任人甲联系，电话 {LEFT_OUT}"),
        ("0790-6000001，等省厅批复", f"{LEFT_OUT}，等省厅批复"),
        ("手机：600001", f"手机：{LEFT_OUT}"),
        ("5月20130501号文件批复，资金12345678元", "5月20130501号文件批复，资金12345678元"),
        ("", ""),
    ],
)
def test_numbers_of_telephones_are_left_out_and_others_stay(text: str, left: str) -> None:
    assert without_telephones(text) == left
