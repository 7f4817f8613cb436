"""What looks like a telephone number or a person's name is left out of a text; sums, days and codes stay."""

import pytest

from zzlib.personal import NUMBER_LEFT_OUT as LEFT_OUT
from zzlib.personal import is_telephone, names_in, without_persons, without_telephones


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("请与责任人甲联系，电话 13900000001", f"请与责任人甲联系，电话 {LEFT_OUT}"),
        ("0790-6000001，等省厅批复", f"{LEFT_OUT}，等省厅批复"),
        ("手机：600001", f"手机：{LEFT_OUT}"),
        ("5月20130501号文件批复，资金12345678元", "5月20130501号文件批复，资金12345678元"),
        ("139 0000 0001", LEFT_OUT),
        ("找责任人甲139-0000-0001", f"找责任人甲{LEFT_OUT}"),
        ("139-0000-0001", LEFT_OUT),
        ("１３９00000001", LEFT_OUT),
        ("13900000001.00", "13900000001.00"),
        ("13900000001元", "13900000001元"),
        ("2013-360902-77-01-013912", "2013-360902-77-01-013912"),
        ("", ""),
    ],
)
def test_numbers_of_telephones_are_left_out_and_others_stay(text: str, left: str) -> None:
    assert without_telephones(text) == left


def test_a_cell_of_digits_is_a_telephone_number_by_the_same_definition() -> None:
    assert all(map(is_telephone, ("13900000001", "07906000001")))
    assert not any(map(is_telephone, ("1390000000", "20130515", "电话13900000001", "")))


def test_names_are_what_has_their_shape_in_columns_of_people() -> None:
    assert names_in(["责任人甲、责任人乙 13900000001", "", "A", "某某单位的办公室主任"]) == {"责任人甲", "责任人乙"}


def test_a_longer_name_is_left_out_before_one_that_it_holds() -> None:
    assert without_persons("找责任人甲13900000001", {"责任人甲", "责任人"}) == f"找（姓名略）{LEFT_OUT}"
