"""The notebook's view marks a pasted text."""

import re

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


def test_a_number_is_marked_where_it_stands_and_not_where_its_digits_do():
    page = marked("本月共受理信访790件，办结780件，未办结80件。")
    assert "办结780件" not in page and "办结7<mark" not in page
    assert re.search(r"未办结<mark [^>]*>80件</mark>", page)


def test_full_width_and_grouped_numbers_are_marked_as_printed():
    page = marked("全县到位资金１,２５０万元，比上年同期的1 000万元增长３２%。")
    assert re.search(r">１,２５０万元</(?:span|mark)>", page) and ">３２%</mark>" in page


def test_a_number_tells_what_rests_on_it():
    page = marked(BAD)
    assert re.search(r'<span [^>]*title="用到它的：38.0%（不符）">86个</span>', page)


CASES = """全县共受理申请{0}件，由新办518件、变更746件和注销289件构成。
受理的{0}件申请，都在窗口办理。"""


def test_a_wrong_number_that_is_told_again_is_marked_there_too():
    page = marked(CASES.format(1535))
    assert len(re.findall(r'<mark [^>]*title="不符：[^"]*应为 1553件[^>]*>1535件</mark>', page)) == 2
    assert (
        len(re.findall(r"<td>1535件</td>.*?</tr>", page))
        == len(re.findall(r"<td>1535件</td>.*?不符 1535件", page))
        == 2
    )
    assert "没有发现不符的数字" in marked(CASES.format(1553))


def test_a_part_is_not_told_as_wrong_because_its_total_is():
    page = marked(CASES.format(1535))
    (row,) = re.findall(r"<tr>(?:(?!</tr>).)*<td>518件</td>.*?</tr>", page)
    assert "用于 1535件（不符）" in row and ">不符 " not in row


def test_the_list_of_slips_says_where_each_stands():
    assert "<li><b>不符</b> 第 1 段：由 518件" in marked(CASES.format(1535))


def test_the_register_names_a_number_by_its_own_words_and_time():
    page = marked("接待游客52.6万人次，比上年同期的41.2万人次增长27.7%，其中一日游655件和过夜游219件两类构成。")
    (growth,) = re.findall(r"<tr>(?:(?!</tr>).)*<td>27.7%</td>.*?</tr>", page)
    assert "上年" not in growth
    assert "<td>接待游客</td>" in page and "<td>一日游</td>" in page and "<td>过夜游</td>" in page


def test_cells_are_marked_and_stand_in_the_register_with_the_numbers_of_their_tables():
    page = marked("| 单位 | 户数 | 人数 |\n| 甲镇 | 1236 | 2410 |\n| 乙镇 | 2547 | 5063 |\n| 合计 | 3873 | 7473 |")
    assert re.search(r"<td><mark [^>]*不符[^>]*>3873</mark></td>", page)
    assert "<td>表 1 第 2 行第 2 列</td><td>1236</td><td>甲镇 户数</td>" in page


def test_the_register_stands_beside_the_text():
    page = marked(BAD)
    assert "<details>" not in page and page.index("display:flex") < page.index("文中各数登记为什么")
