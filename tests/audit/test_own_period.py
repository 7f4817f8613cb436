"""What a document says of its period is held against its title."""

import pytest

from zzlib.audit import audit_text

BODY = "一、总体情况\n{opening}全县累计到位资金10.13亿元，同比增长14.0%。"


def wrong(text: str) -> set[str]:
    return {c.stated for c in audit_text(text) if c.verdict == "wrong"}


def document(title: str, *lines: str, opening: str = "") -> str:
    return "\n\n".join([title, *lines, BODY.format(opening=opening)])


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        pytest.param(
            document("关于2024年上半年争资争项工作情况的通报", "现将1—7月争资争项工作情况通报如下。"),
            "1—7月",
            id="other months",
        ),
        pytest.param(
            document("关于2024年前三季度预算执行情况的报告", "现将今年1—8月预算执行情况报告如下。"),
            "1—8月",
            id="this year's other months",
        ),
        pytest.param(
            document("关于2024年度向上争取工作情况的通报", "本通报统计时间为2024年1月1日至11月30日，以拨入国库为准。"),
            "1—11月",
            id="days counted",
        ),
        pytest.param(
            document("2023年卫生健康事业发展统计公报", opening="2022年，"), "2022年", id="the year it begins with"
        ),
        pytest.param(
            document("2023年卫生健康事业发展统计公报", "（2022年6月18日）"), "2022年6月", id="written before its end"
        ),
        pytest.param(
            document("2024年第三季度热线运行情况报告") + "受理量较去年二季度增加653件。",
            "去年二季度",
            id="another quarter of last year",
        ),
        pytest.param(document("关于安全形势的通报") + "计划于2025年13月底前清零。", "13月", id="no such month"),
        pytest.param(
            document("关于2024年前三季度预算执行情况的报告")
            + "\n\n表2　支出情况（1—6月）\n\n| 科目 | 支出 | 占比 |\n|---|---|---|\n| 教育 | 41230 | 58.4 |\n| 卫生 | 29365 | 41.6 |\n",
            "1—6月",
            id="above a table",
        ),
    ],
)
def test_another_period_than_the_title_s_is_accused(text, stated):
    assert stated in wrong(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            document("关于2024年上半年争资争项工作情况的通报", "现将1—6月争资争项工作情况通报如下。"), id="the same"
        ),
        pytest.param(document("2025年政府工作报告", opening="2024年，"), id="a report of the year past"),
        pytest.param(document("关于2024年预算执行情况和2025年预算草案的报告", opening="2024年，"), id="of two years"),
        pytest.param(document("2024年1—8月争资争项工作情况通报", "2024年9月9日"), id="written when it was over"),
        pytest.param(document("2024年第一季度运行情况报告") + "受理量较去年四季度减少653件。", id="the quarter before"),
        pytest.param(document("关于2024年第二批项目安排情况的通报", "2024年3月2日"), id="of no whole year"),
    ],
)
def test_what_may_be_so_is_not(text):
    assert wrong(text) == set()
