"""A county in which, in February, one question of every kind is open."""

from pathlib import Path

from tests.small_county import UNITS, SmallCounty

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
