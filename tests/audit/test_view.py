"""The notebook's view marks a pasted text."""

from zzlib.audit.view import audit_view, marked

BAD = "全县共上报项目86个，其中获批31个，获批率为38.0%。"


def test_pressing_the_button_marks_what_was_pasted():
    box, button, page = audit_view().children
    assert page.value == ""
    box.value = BAD
    button.click()
    assert 'title="不符：由 31个、86个 算，应为 36.0%，文中写 38.0%' in page.value
    assert ">38.0%</mark>" in page.value


def test_what_is_pasted_is_shown_as_text_and_not_as_markup():
    page = marked("<script>alert(1)</script>" + BAD)
    assert "<script>" not in page and ">38.0%</mark>" in page


def test_a_text_without_numbers_is_said_to_have_none():
    assert "没有找到可核对的数字" in marked("加强领导，落实责任。")
