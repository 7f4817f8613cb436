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
    "lines of a list are no headings of each other": (
        "资金安排如下：\n青石区:省级财政专项衔接推进资金2360万元;\n白沙区:省级财政专项衔接推进资金1870万元;\n东岭区:省级财政专项衔接推进资金{}万元;",
        "915",
        None,
    ),
    "items of one numbering are no headings of each other": (
        "1、安排林业产业项目资金1260万元（中央财政衔接资金1260万元）。\n2、安排水利产业项目资金480万元（其中：中央财政衔接资金{}万元、省级财政衔接资金160万元）。",
        "320",
        None,
    ),
    "more than a year before is the change of a change": (
        "6月末贷款余额8640亿元，比年初增加512亿元，较上年同期多增136亿元；同比增长{}%。",
        "6.8",
        None,
    ),
    "a word that begins with a number counts nothing": (
        "（一）农业稳中有进，“三农”工作亮点纷呈。1.粮食增产。2.特色农业增效。3.农村改革深化。4.人居环境改善{}处。",
        "26",
        None,
    ),
    "a quarter's growth is of the year before, not of the quarter before": (
        "一季度接待游客8.30万人次，同比下降19.0%；二季度接待游客6.25万人次，同比下降{}%。",
        "26.2",
        None,
    ),
    "a rank is of the list of its own sentence": (
        "完工率看，甲县97.2%、乙县89.7%、丙县78.9%、丁县73.4%。验收率看，丙县97.8%，甲县92.6%，丁县89.7%，乙县{}%，丙县居首位。",
        "82.0",
        None,
    ),
    "a class of roads is no number of classes": (
        "各等级公路里程分别为：高速公路5.4公里，一级公路5.1公里，二级公路27.6公里，三级公路{}公里。",
        "36.4",
        None,
    ),
    "the sexes of the born are not those of all": (
        "男性36.2万人，女性34.4万人。出生人口性别比为{}。",
        "111.3",
        None,
    ),
    "what was, what came and what is": (
        "1—8月，新增就业3620人；9月当月新增515人，1—9月累计{}人。",
        "4135",
        "4315",
    ),
    "what stands below in another paragraph is no part": (
        "解答咨询1188件。其中，涉及监管业务839件，其他业务112件，维权知识237件。\n监管业务咨询集中在：投诉处理问题17件、系统问题{}件。",
        "822",
        None,
    ),
    "names that end in a word that joins": (
        "进出口额居前三位国家分别是南非、尼日利亚和埃及，分别进出口93.5亿元、59.5亿元和{}亿元。",
        "30.9",
        None,
    ),
    "the first four days are no time before": (
        "黄龙景区前4天累计接待6.55万人，同比增长56.8%；繁育基地前4天累计接待17.1万人，同比增长{}%。",
        "63.75",
        None,
    ),
    "a share of all the dead": (
        "各类出租房火灾造成25人死亡，伤4人，占死亡总数的{}%。",
        "32.1",
        None,
    ),
    "a power of ten whose figure has come down": (
        "水产品总产量6549.02×104t，比2016年增加169.53×104t，增长{}%，年均增长0.66%。",
        "2.66",
        "3.66",
    ),
    "a share that has risen to another is no growth": (
        "1990年少数民族185.75万人。1995年少数民族人口为227.58万人，占总人口的比重由8.30%上升为{}%。",
        "9.38",
        None,
    ),
    "an office that was called otherwise later": (
        "设会长1人，副会长2人，研诊员{}人（后改称研究长、研究员），调查员1人。",
        "4",
        None,
    ),
    "a rank in the world is of no list of one's own": (
        "该校有本科生4527人，研究生6804人，留学生{}人，共计15159人。该校在专业排名中位列世界第一。",
        "3828",
        "3288",
    ),
    "what is told inside a part ends with its thought": (
        "15岁以上人口395605人，其中未婚99193人，占25.07%；有配偶270126人，占68.28%；丧偶24687人，占6.24%，其中妇女占87.81%；离婚1599人，占{}%。",
        "0.40",
        None,
    ),
    "a rate of two counts in a bracket": (
        "今年承办的146件提案，满意率达{}%（满意144件，基本满意2件）。",
        "100",
        None,
    ),
}


@pytest.mark.parametrize(("text", "right", "wrong"), TWINS.values(), ids=TWINS)
def test_right_texts_go_and_their_wrong_twins_are_accused(text: str, right: str, wrong: str | None) -> None:
    spoken = [claim.message for claim in audit_text(text.format(right)) if claim.verdict in ("wrong", "doubtful")]
    assert spoken == []
    if wrong is not None:
        assert "wrong" in [claim.verdict for claim in audit_text(text.format(wrong))]


def test_no_column_is_a_hundred_times_the_quotient_of_small_counts() -> None:
    rows = ("水保局 | 140.00 | 1 | 11", "水利局 | 150.00 | 3 | 2", "农机局 | 165.71 | 1 | ", "林业局 | 214.29 | 5 | ")
    text = "\n".join(["单位 | 月均需争资 | 逾期 | 上月", *rows])
    assert [claim.message for claim in audit_text(text) if claim.verdict == "wrong"] == []


def test_a_list_of_changes_with_a_coarse_part_is_at_most_asked_about() -> None:
    text = "企业贷款增加11.97万亿元，其中，短期贷款增加2.37万亿元，中长期贷款增加8.7万亿元，票据融资增加7597亿元。"
    assert "wrong" not in [claim.verdict for claim in audit_text(text)]
