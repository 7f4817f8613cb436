"""Advice for a unit leaves out what only the office can do; the catalogue keeps the two apart."""

import pytest

from zzlib.issues import catalogue, issue, issues_frame


@pytest.mark.parametrize(
    ("code", "for_the_unit"),
    [
        ("amount_hedged", "请改填准确数"),
        ("project_twice", "请商定由谁牵头填报"),
        ("file_repeated", ""),
        ("fund_category_unknown", "写错了请改正"),
        ("register_unit_unknown", ""),
    ],
)
def test_what_only_the_office_can_do_is_left_out(code, for_the_unit):
    kind = catalogue()[code]
    assert kind.unit_advice == for_the_unit and kind.advice.startswith(for_the_unit)


def test_a_unit_whose_name_speaks_of_an_office_still_reads_what_to_do():
    said = issue("required_column_missing", label="到位资金", consequence="", near="办公室列名", value="", guess="")
    assert said.unit_advice == "请单位补上“到位资金”列，列名按下发的样式写（办公室列名）"
    assert said.advice.startswith(said.unit_advice)
    assert issues_frame([said])["unit_advice"].tolist() == [said.unit_advice]


def test_no_advice_for_a_unit_speaks_of_the_offices_files_and_commands():
    spoken = ("zz ", ".csv", ".toml", "办公室")
    assert [t.code for t in catalogue().values() if any(word in t.unit_advice for word in spoken)] == []


def test_the_offices_part_stands_alone_where_there_is_none_for_the_unit():
    assert [t.code for t in catalogue().values() if not t.unit_advice and t.advice[0] in "；，。"] == []
