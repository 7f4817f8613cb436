"""Tables as they come from pages: rows that make the row above them, told with bars, in lines, or one cell a line."""

import pytest

from tests.audit.word_files import TOTAL
from zzlib.audit import audit_blocks, audit_text
from zzlib.audit.documents.blocks import DocumentBlock

SCHOOLS = [
    ("指标", "2013年", "2014年"),
    ("普通中学", "74412", "77935"),
    ("#初中", "46137", "{}"),
    ("高中", "28275", "29416"),
    ("小学", "40163", "41077"),
]
LAYOUTS = {
    "one cell a line": "\n".join("\n".join(row) for row in SCHOOLS),
    "one cell a line, with bars": "\n".join("\n".join(f"{cell} |" for cell in row) for row in SCHOOLS),
    "lines": "\n".join(" ".join(row) for row in SCHOOLS),
    "lines in two languages": "\n".join(f"    {label}   Schools  {one} {two}" for label, one, two in SCHOOLS),
    "bars": "\n".join(f"| {' | '.join(row)} |" for row in SCHOOLS),
}
PREMIUMS = (
    "保费收入\n91658.12\n1.财产险\n45215.86\n2.人身险\n46442.26\n赔付支出\n41717.29\n1.财产险\n15776.37\n2.人身险\n{}"
)


def accused(text: str) -> list[str]:
    return [claim.stated for claim in audit_text(text) if claim.verdict in ("wrong", "doubtful")]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_one_column_in_which_rows_do_not_make_their_total(layout):
    assert accused(LAYOUTS[layout].format("48519")) == []
    assert accused(LAYOUTS[layout].format("45819")) == ["45819"]


@pytest.mark.parametrize("other", ["47519", "30000"])
def test_rows_that_no_other_column_shows_to_be_parts_or_that_rounding_moves_are_not_accused(other):
    rows = LAYOUTS["lines"].replace("46137", "41952")
    assert accused(rows.format(other)) == []
    assert accused(LAYOUTS["lines"].format("48520")) == []


@pytest.mark.parametrize(
    ("above", "unit", "below"),
    [
        ((("各镇新建水渠情况", ""),), "", ()),
        ((("各镇新建水渠情况", ""), ("", "单位：公里")), "", (("西沟", "—"),)),
        ((), "公里", (("注：不含改建", ""),)),
    ],
)
def test_a_total_below_a_title_is_told_once_and_with_its_cell(above, unit, below):
    head, *rows = TOTAL
    table = (*above, head, *((name, number + unit) for name, number in rows), *below)
    told = [claim.cell for claim in audit_blocks([DocumentBlock(rows=table)]) if claim.verdict == "wrong"]
    assert told == [(len(above) + 4, 1)]


def test_rows_of_rates_are_no_parts():
    rows = LAYOUTS["lines"].format("48519").replace("77935", "4.7").replace("48519", "3.1").replace("29416", "2.6")
    assert accused(rows) == []


def test_the_totals_row_of_small_numbers_by_all_rows_below_it():
    rows = "合计|{}|8|26|5\n甲区|11|3|11|2\n乙县|16|2|8|0\n丙县|4|2|3|1\n丁县|4|0|3|2\n戊县|1|1|1|0\n".replace(
        "|", "\n"
    )
    assert accused(rows.format(36)) == []
    assert accused(rows.format(30)) == ["30"]


def test_numbered_rows_of_one_column_where_others_of_the_table_hold():
    assert accused(PREMIUMS.format("25940.92")) == []
    assert accused(PREMIUMS.format("29540.92")) == ["29540.92"]
    assert accused(PREMIUMS.format("24103.57")) == []


GROUPED = """类别\t单位数(个)\t亏损单位\t产值(万元)
总计\t1250\t{}\t5213468
一、按轻重分
轻型\t640\t81\t2107342
重型\t610\t66\t3106126
二、按规模分
大型\t92\t17\t1873255
中型\t358\t{}\t2040118
小型\t800\t71\t1300095"""
YEARS = """年份\t产量（吨）\t比上年增长%
2011年\t52418\t-
2012年\t54903\t4.7
2013年\t{}\t6.3
2014年\t60219\t3.2
2015年\t63850\t6.0
2016年\t66147\t3.6"""
STATES = """年份\t合计\t甲类\t乙类
""" + "\n".join(
    f"{2000 + n}年\t{{}}\t{a}.37\t{b}.45"
    for n, (a, b) in enumerate(zip(range(31, 54, 2), range(62, 130, 6), strict=False))
)
ONE_SUM = "项目\t2016\t2017\n排放量（吨）\t395069\t{}\n#工业\t94490\t91084\n生活\t300579\t292106"


@pytest.mark.parametrize(
    ("text", "right", "slips"),
    [
        (GROUPED, ("147", "59"), ("147", "95")),
        (YEARS, ("58362",), ("61362",)),
        (ONE_SUM, ("383190",), ("360190",)),
    ],
)
def test_a_table_goes_on_below_a_lone_title_and_one_long_sum_or_a_pair_of_years_tells(text, right, slips):
    assert accused(text.format(*right)) == []
    assert len(accused(text.format(*slips))) == 1


def test_two_rows_of_many_may_be_off():
    sums = [f"{31 + 2 * n + 62 + 6 * n}.82" for n in range(12)]
    assert accused(STATES.format(*sums)) == []
    assert len(accused(STATES.format(*sums[:3], "125.82", *sums[4:9], "160.82", *sums[10:]))) == 2


def test_a_row_that_the_column_which_shows_the_sum_has_not_is_no_part_in_the_others():
    rows = (
        "编号\t科目\t合计\t人员经费\t公用经费\n01\t工资福利支出\t18045172\t18045172\t\n02\t基本工资\t5796431\t5796431\t\n"
        "03\t津贴补贴\t9042750\t9042750\t\n04\t社会保险缴费\t3205991\t3205991\t\n05\t商品和服务支出\t3862538\t\t3862538\n"
        "06\t办公费\t1646700\t\t1646700\n07\t水电费\t2215838\t\t2215838"
    )
    assert accused(rows) == []
    assert accused(rows.replace("3205991\t3205991", "3205991\t3209951")) == ["3209951"]


def rows_of(text: str) -> str:
    return text.replace("|", "\t")


BESIDE = rows_of(
    "县区|件数|县区|件数|县区|件数\n东山|8163|南屏|2947|桥头|1238\n西山|6420|北屏|{}|桥尾|977\n合计|21929||||"
)
LIVING = rows_of(
    "项目|数额（元）|增长（%）\n人均收入|12486|7.9\n#工资|7312|6.8\n经营|2655|8.1\n转移|2519|9.4\n"
    "人均开支|7743|6.2\n吃|2467|5.1\n穿|618|3.3\n住|{}|7.2\n行|1184|8.8\n用|1539|4.6\n"
    "村里人均收入|8316|8.8\n#工资|4417|7.5\n经营|2263|9.3\n转移|1636|10.1"
)
REVENUE = rows_of(
    "科目|预算数\n一、各税|186427\n货物税|91254\n所得税|43618\n房屋税|{}\n车辆税|21638\n"
    "二、各费|40295\n专项费|18264\n罚没|9877\n其余|12154\n收入合计|226722"
)
OUTPUT = rows_of(
    "名称|绝对数（亿元）|比上年（%）\n地区生产总值|483.62|6.1\n第一产业|41.27|3.2\n第二产业|{}|7.3\n第三产业|198.94|5.8"
)
ACCOUNTS = rows_of("科目|行次|金额\n一、财政拨款|1|8,316,402.55\n五、事业收入|5|{}\n本年收入合计|27|20,954,781.20")


@pytest.mark.parametrize(
    ("text", "right", "slip"),
    [
        (BESIDE, "2184", "2814"),
        (LIVING, "1935", "1395"),
        (REVENUE, "29917", "92917"),
        (OUTPUT, "243.41", "423.41"),
        (ACCOUNTS, "12,638,378.65", "12,368,378.65"),
    ],
)
def test_the_slip_in_a_table_of_one_column_by_what_its_rows_may_make(text, right, slip):
    assert accused(text.format(right)) == []
    assert accused(text.format(slip)) == [slip]


@pytest.mark.parametrize(
    ("text", "other"), [(BESIDE, "2307"), (LIVING, "1702"), (REVENUE, "31206"), (OUTPUT, "236.17")]
)
def test_rows_of_one_column_that_are_off_by_no_slip_may_not_be_all(text, other):
    assert accused(text.format(other)) == []


def test_a_sum_that_is_off_by_just_one_of_the_rows_leaves_it_out():
    rows = "项目|户数\n总计|30517\n东山|14286\n西山|9327\n外来|6904\n迁出|{}"
    assert accused(rows_of(rows).format("3500")) == []
