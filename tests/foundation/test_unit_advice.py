import pytest

from zzlib.issues import catalogue
from zzlib.issues.advice import unit_advice


@pytest.mark.parametrize(
    ("advice", "for_the_unit"),
    [
        ("请改填准确数", "请改填准确数"),
        ("请两家商定由谁牵头填报；商定后，请办公室用 zz decide 记下算谁的", "请两家商定由谁牵头填报"),
        ("如应采用这一份，请在 received.csv 里核对收到时间", ""),
        ("写错了请改正；确是新类别的，请补进 fund_categories.csv", "写错了请改正"),
    ],
)
def test_what_only_the_office_can_do_is_left_out(advice, for_the_unit):
    assert unit_advice(advice) == for_the_unit


def test_no_advice_for_a_unit_speaks_of_the_offices_files_and_commands():
    assert [
        t.code for t in catalogue().values() if "zz " in unit_advice(t.advice) or ".csv" in unit_advice(t.advice)
    ] == []
