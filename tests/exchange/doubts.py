"""A county in which, in February, one question of every kind is open."""

from pathlib import Path

from tests.small_county import HEADER, UNITS, SmallCounty

PERIOD = "2013-02"
EXTRA = [
    {"unit_id": f"u0{n}", "name": name, "full_name": "", "group": "县直", "ranked": "yes"}
    for n, name in enumerate(("交通局", "教育局", "卫生局", "林业局", "农业局"), start=4)
]


def row(name: str, received: object = 50, code: str = "", awarded: object = 80, total: object = None) -> list[object]:
    """A row of the small form, in 万元."""
    return [name, code, "个性型", "新增", "省级专项", 100, awarded, received, total]


def doubtful_county(root: Path) -> SmallCounty:
    """Make the county: what the truth is stands beside each return."""
    county = SmallCounty(root)
    county.reference("units", [*UNITS, *EXTRA])
    county.reference(
        "targets", [{"year": 2013, "unit_id": u["unit_id"], "projects": 4, "funds_wan": 1000} for u in (*UNITS, *EXTRA)]
    )
    file = county.file_return
    for unit, name in (
        ("发改委", "产业园"),
        ("水利局", "灌区改造"),
        ("交通局", "通乡公路"),
        ("教育局", "校舍"),
        ("卫生局", "卫生院"),
        ("林业局", "造林"),
    ):
        file("2013-01", unit, [row(name, 30), row(f"{name}二", 20)])
    # 水利局 signs as 水务局: the same unit under another name.
    file(PERIOD, "水务局", [row("灌区改造", 60), row("灌区改造二", 25)], name="新建工作表(2).xlsx")
    # 城关镇 forgot to sign.
    file(PERIOD, "", [row("街道改造", 40)], name="报表.xlsx")
    # 发改委 left January in the head; the rows are February's.
    file(PERIOD, "发改委", [row("产业园", 55), row("产业园二", 20)], stated_period="2013年1月")
    # 交通局 states no unit of money: it is 万元.
    file(PERIOD, "交通局", [row("通乡公路", 45), row("通乡公路二", 21)], money_unit="")
    # 教育局 sent two files, registered at one time: b.xlsx is the later one.
    file(PERIOD, "教育局", [row("校舍", 41), row("校舍二", 20)], name="a.xlsx")
    file(PERIOD, "教育局", [row("校舍", 35), row("校舍二", 22)], name="b.xlsx")
    # 卫生局 renamed a project, and its received money did grow a thousand times.
    file(PERIOD, "卫生局", [row("县医院", 36), row("卫生院二", 21000)])
    # 林业局 and 农业局 file one project: it is 林业局's.
    file(PERIOD, "林业局", [row("造林", 33), row("造林二", 20)])
    file(PERIOD, "农业局", [row("造林", 33)])
    return county


ANSWERS = {
    "unit_name": "水利局",
    "unit": "城关镇",
    "month": "2013-02",
    "money_unit": "万元",
    "order": "b.xlsx",
    "size": "confirmed",
    "rename": "县医院",
    "twin": "林业局",
}
"""The truth: what answers each kind of question."""

RECEIVED_WAN = {
    "发改委": 75, "水利局": 85, "城关镇": 40, "交通局": 66, "教育局": 57, "卫生局": 21036, "林业局": 53, "农业局": 0,
}  # fmt: skip
"""What each unit has received when all is answered."""


MORE = [
    {"unit_id": f"u{n:02d}", "name": name, "full_name": "", "group": "县直", "ranked": "yes"}
    for n, name in enumerate(
        ("民政局", "财政局", "文化局", "体育局", "审计局", "统计局", "档案局", "司法局", "信访局", "粮食局", "人防办"),
        start=9,
    )
]


def county_of_every_doubt(root: Path) -> SmallCounty:
    """Make the county with what else is asked, some kinds twice: a correction, two names of units, a whole return."""
    county = doubtful_county(root)
    units = [unit | {"leader": "责任领导丁"} if unit["name"] == "民政局" else unit for unit in (*UNITS, *EXTRA, *MORE)]
    county.reference("units", units)
    county.reference(
        "targets", [{"year": 2013, "unit_id": u["unit_id"], "projects": 4, "funds_wan": 1000} for u in units]
    )
    # 民政局 was corrected by telephone and has sent another number since.
    # Its leader stands in the list of units under another spelling.
    led = [[*row("养老院", 77), "责任领导丁（局长）"], [*row("养老院二", 20), "责任领导丁（局长）"]]
    county.file_return(PERIOD, "民政局", led, header=[*HEADER, "责任领导"])
    about = {
        "period": PERIOD,
        "unit_id": "u09",
        "decided_by": "责任人甲",
        "decided_on": "2013-03-05",
        "reason": "电话核实",
    }
    county.reference(
        "corrections",
        [
            {**about, "id": "电 7", "project": "养老院", "field": "received", "expected": "99", "value": "55"},
            {**about, "id": "c8", "project": "养老院", "field": "没有", "expected": "1", "value": "2"},
            {**about, "id": "c9", "project": "养老院", "field": "received", "expected": "1", "value": "若干"},
            {
                **about,
                "id": "c10",
                "period": "2013-01",
                "unit_id": "u19",
                "project": "人防工程",
                "field": "received",
                "expected": "500",
                "value": "50",
            },
        ],
    )
    # 人防办 was corrected in January and goes on from the old amount: it is 70.
    for month, received in (("2013-01", 500), (PERIOD, 520)):
        county.file_return(month, "人防办", [row("人防工程", received, awarded=900)])
    # 文化局 filled in the form of 财政局: the column names it rightly.
    named = [[*row("剧院", 66), "文化局"], [*row("剧院二", 11), "文化局"]]
    county.file_return(PERIOD, "财政局", named, name="报表三.xlsx", header=[*HEADER, "责任单位"])
    # 体育局 wrote 千元 where 万元 is printed, or it did win so much: it did.
    county.file_return("2013-01", "体育局", [row("球场", 3, awarded=5), row("球场二", 2, awarded=4)])
    county.file_return(PERIOD, "体育局", [row("球场", 3000, awarded=5000), row("球场二", 2000, awarded=4000)])
    # 审计局 sent its projects in two files; 统计局 had nothing new, not nothing; 档案局 calls 到位资金 到账资金.
    for day, name in enumerate(("档案馆", "机房"), start=1):
        at = f"2013-03-0{day}T09:00:00"
        county.file_return(PERIOD, "审计局", [row(name, 10 * day)], name=f"审计局{day}.xlsx", received_at=at)
    county.file_return("2013-01", "统计局", [row("普查", 8)])
    county.file_return(PERIOD, "统计局", [["本月无新增，与上月相同"]])
    county.file_return(PERIOD, "档案局", [row("库房", 9)], header=[h.replace("到位资金", "到账资金") for h in HEADER])
    # 司法局 pays for a project that 审计局 builds: it is 司法局's.
    shared = [[*row("法庭", 12), "司法局"], [*row("审判楼", 13), "审计局"]]
    county.file_return(PERIOD, "司法局", shared, header=[*HEADER, "责任单位"])
    # 粮食局 goes on from last year's amounts: 14 since January.
    for month, received in (("2012-12", 40), ("2013-01", 40), (PERIOD, 54)):
        county.file_return(month, "粮食局", [row("粮库", received, awarded=90)])
    # 信访局 puts the sum of its first two projects above them, under a name and a number like theirs.
    parts = [row("接待厅", 12.34, awarded=None), row("会议室", 23.45, awarded=None)]
    county.file_return(PERIOD, "信访局", [row("综合楼", 35.79, awarded=None), *parts, row("围墙", 8)])
    return county


ANSWERS_BY_FILE = {
    **{(kind, ""): value for kind, value in ANSWERS.items()},
    ("unit", "报表三.xlsx"): "文化局",
    ("correction", ""): "undone",
    ("completeness", ""): "supplement",
    ("nothing_new", ""): "as_before",
    ("heading", ""): "到账资金",
    ("rows", ""): "own",
    ("new_year", ""): "last_year",
    ("follows", ""): "correct",
    ("sum_row", ""): "sum",
    ("person", ""): "same",
}
"""The truth of that county: by kind, and by file where a kind is asked twice."""

RECEIVED_WAN_OF_EVERY_DOUBT = RECEIVED_WAN | {
    "民政局": 97, "财政局": None, "文化局": 77, "体育局": 5000, "审计局": 30, "统计局": 8, "档案局": 9, "司法局": 25,
    "信访局": 43.79, "粮食局": 14, "人防办": 70,
}  # fmt: skip
