"""Where a text gives the parts of a whole, they add up to it, or the rest is named."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.small_county import SmallCounty
from zzlib import charts
from zzlib.findings import judge
from zzlib.indicators import Month, load_month
from zzlib.report import write_tables
from zzlib.report.notebook import kinds
from zzlib.writing.text import sentences

ORIGINS = ("结转", "新增", "", "续建")
KINDS = ("政策型", "个性型", "", "其他类")
PROJECT = st.tuples(st.sampled_from(ORIGINS), st.sampled_from(KINDS), st.integers(0, 900))


def month_with(county: SmallCounty, projects: list[tuple[str, str, int]]) -> Month:
    """File one unit's projects: origin and kind as written, money received in 万元. The document is one that says it all."""
    county.settings('[document]\nkind = "half_year"\n')
    rows = [
        [f"第{number}处河道治理", "", kind, origin, "省级专项", 900, 900, received, None]
        for number, (origin, kind, received) in enumerate(projects)
    ]
    county.file_return("2013-01", "水利局", rows)
    return load_month("2013-01", county.workspace)


def numbers(pattern: str, text: str) -> list[Decimal]:
    """Give the numbers of a sentence's part (money as 万元); a part that is not there is none."""
    found = re.search(pattern, text)
    amounts = re.findall(r"(\d+(?:\.\d+)?)(亿元|万元|元|个)", found[0]) if found else []
    return [Decimal(number) * {"亿元": 10_000, "元": Decimal("0.0001")}.get(unit, 1) for number, unit in amounts]


def assert_parts_add_up(month: Month) -> None:
    text = sentences(month, "projects")
    total = month.figures["projects_total"].value
    assert sum(numbers(r"（结转项目.*?）", text)) == total
    if "kinds" in month.gaps:
        assert "政策型" not in text + sentences(month, "kinds") + sentences(month, "conversion")
        return
    assert sum(numbers(r"其中政策型.*?；", text)) == total
    table = kinds(month).frame
    assert sum(int(re.sub(r"\D", "", value)) for value in table["编报项目"]) == total
    received = month.figures["funds_received"].value
    if received:
        # Each amount is printed rounded to two decimals.
        parts = r"政策型项目资金[^；]*；个性型项目资金[^；]*(?:；未注明类型的项目资金[^；]*)?"
        said = numbers(parts, sentences(month, "kinds"))
        assert abs(sum(said) - received / 10_000) <= Decimal("0.02") * (1 if received < 10**8 else 100)


@pytest.mark.slow
@given(st.lists(PROJECT, min_size=1, max_size=8))
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_the_parts_printed_add_up_whatever_is_unstated(tmp_path_factory, projects):
    month = month_with(SmallCounty(tmp_path_factory.mktemp("部分") / "县"), projects)
    assert_parts_add_up(month)
    nameless = any(origin in ("", "续建") for origin, _, _ in projects)
    unsorted = any(kind in ("", "其他类") for _, kind, _ in projects)
    for figure in ("projects_new", "projects_carried_over", "projects_completion"):
        assert month.figures[figure].incomplete == nameless
        assert month.figures.text(figure).startswith("至少") == nameless
    for figure in ("projects_formula", "projects_competitive", "conversion_formula", "conversion_competitive"):
        assert month.figures[figure].incomplete == unsorted
    for kind in ("formula", "competitive"):
        known = month.figures.get("projects_total", f"kind:{kind}")
        assert known is None or known.incomplete == unsorted
    judge(month)


@pytest.fixture
def halves(county: SmallCounty) -> Month:
    """A month with a project of each origin and kind, and one of none."""
    return month_with(county, [("结转", "政策型", 100), ("新增", "个性型", 30), ("", "", 800)])


@pytest.mark.slow
def test_what_is_unstated_is_said_in_every_place(halves: Month, tmp_path: Path) -> None:
    assert "（结转项目1个，2013年新增项目1个，未注明结转还是新增的项目1个）" in sentences(halves, "projects")
    assert "按新增项目计，至少完成全年目标的8.3%" in sentences(halves, "projects")
    assert "未注明类型的项目资金800万元" in sentences(halves, "kinds")
    assert "尚无争资500万元以上的个性型项目" not in sentences(halves, "kinds")
    assert "另有1个项目未注明类型，没有计入" in sentences(halves, "conversion")
    assert "新增项目到位资金至少30万元" in sentences(halves, "kinds")
    assert "另有未注明类型的项目 1 个" in charts.conversion(halves).alt
    write_tables(halves, tmp_path / "tables.xlsx")
    page = CalamineWorkbook.from_path(str(tmp_path / "tables.xlsx")).get_sheet_by_name("总表").to_python()
    said = {str(row[1]): (row[4], row[6]) for row in page if len(row) > 6}
    assert said["新增项目"] == ("至少1", "是")
    assert said["未注明性质的项目"] == ("1", "否")


def test_nothing_is_added_where_everything_is_stated(county: SmallCounty) -> None:
    month = month_with(county, [("结转", "政策型", 100), ("新增", "个性型", 30)])
    assert "未注明" not in "".join(sentences(month, name) for name in ("projects", "kinds", "conversion"))
    assert_parts_add_up(month)
