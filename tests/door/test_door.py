"""`import zzlib as zz`: what an analyst types, and what comes; refusals and near misses in one Chinese line."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import zzlib as zz
from tests.door.conftest import file
from tests.door.told import said
from zzlib.cli import main
from zzlib.ledger import ledger
from zzlib.periods import CHINA


def test_a_carried_month_is_marked_and_what_came_in_it_is_not_known(three):
    rows = zz.projects(2013).query("unit == '水利局'").set_index("period")
    assert list(rows["carried"]) == [False, True, False]
    assert list(rows["received_in_month"]) == [400000, 0, 300000]
    assert list(rows["month_known"]) == [True, False, False]


@pytest.mark.slow
def test_a_category_that_was_put_right_brings_nothing(county, monkeypatch):
    file(county, "2013-01", "发改委", ("渠道", "个性型", "中央预算内投资", 100))
    file(county, "2013-02", "发改委", ("渠道", "个性型", "水利专项", 130))
    monkeypatch.setenv("ZZ_ROOT", str(county.root))
    assert list(zz.projects(2013)["received_in_month"]) == list(zz.funding(2013)["received_in_month"]) == [1e6, 3e5]


@pytest.mark.slow
def test_what_a_month_brought_is_blank_where_its_amount_can_t_be_read_and_the_next_is_held_against_the_last_that_could(
    county, monkeypatch
):
    for month, amount in (("2013-01", 100), ("2013-02", "约一百"), ("2013-03", 150)):
        file(county, month, "发改委", ("渠道", "个性型", "中央预算内投资", amount))
    monkeypatch.setenv("ZZ_ROOT", str(county.root))
    for table in (zz.projects(2013), zz.funding(2013), zz.units(2013).query("unit == '发改委'")):
        brought = list(table["received_in_month"])
        assert brought[::2] == [1e6, 5e5]
        assert pd.isna(brought[1])


def test_a_unit_that_never_filed_has_blanks_not_zeros(three):
    town = zz.units("2013-03").set_index("unit").loc["城关镇"]
    assert pd.isna(town["received"]) and pd.isna(town["projects"]) and town["band"] == "今年未报"


def test_units_tell_what_the_figures_tell(three):
    unit = zz.units().set_index("unit").loc["发改委"]
    figures = zz.figures(scope="unit:发改委").set_index("figure")["value"]
    for column, figure in (("converted", "projects_converted"), ("conversion", "conversion"), ("gap", "funds_gap")):
        assert unit[column] == figures[figure]


def test_types_are_those_that_one_works_with(three):
    frame = zz.projects("2013-03")
    for column in ("kind", "stage", "group", "origin"):
        assert frame[column].dtype == "category" and frame[column].cat.ordered
    assert list(frame.groupby("kind")["received"].sum().index) == ["政策型", "个性型"]
    assert (frame["started_on"].dtype, frame["received"].dtype) == ("datetime64[us]", "float64")
    assert zz.projects("2013-03", money="fen")["received"].dtype == "Int64"
    assert list(zz.units()["band"].cat.categories)[:3] == ["今年未报", "数据待核", "到位资金为零"]
    assert set(frame["unit"]) == {"发改委", "水利局"}


def test_figures_of_money_follow_the_unit_of_money(three):
    [yuan, wan] = [zz.figures("2013-03", m, figure="funds_received", scope="county").iloc[0] for m in ("yuan", "wan")]
    assert (yuan["value"], yuan["unit"], wan["value"], wan["unit"]) == (2703300, "元", 270.33, "万元")
    for name in ("已到位资金", "到位资金"):
        assert zz.figures(figure=name, scope="county")["value"].item() == 2703300


@pytest.mark.parametrize("scope", ["unit:u02", "unit:U02", "unit:水保局", "unit:县水利局", "水利局"])
def test_a_unit_is_a_scope_by_any_of_its_names(three, scope):
    assert zz.figures(figure="funds_received", scope=scope)["value"].item() == 700000


@pytest.mark.parametrize(
    ("months", "periods"),
    [
        (None, ["2013-03"]),
        ("2013-02", ["2013-02"]),
        (2013, ["2013-01", "2013-02", "2013-03"]),
        ("2013", ["2013-01", "2013-02", "2013-03"]),
        (np.int64(2013), ["2013-01", "2013-02", "2013-03"]),
        ([np.int32(2013)], ["2013-01", "2013-02", "2013-03"]),
        (["2013-03", "2013-01"], ["2013-01", "2013-03"]),
        (pd.Period("2013-02"), ["2013-02"]),
        (pd.Timestamp("2013-02-28"), ["2013-02"]),
    ],
)
def test_months_are_named_as_people_name_them(three, months, periods):
    assert list(dict.fromkeys(zz.units(months)["period"])) == periods


@pytest.mark.parametrize(
    ("call", "near"),
    [
        (lambda: zz.projects("2013-06"), "最近的是 2013-03"),
        (lambda: zz.projects("三月"), "最接近的是 2013-03"),
        (lambda: zz.projects(2014), "最近的是 2013-03"),
        (lambda: zz.projects([]), "一个月份也没有写"),
        (lambda: zz.projects(3.5), "看不懂月份"),
        (lambda: zz.month(2013), "zz.month('2013-03')"),
        (lambda: zz.projects(money="万"), "最接近的是"),
        (lambda: zz.unit("水力局"), "最接近的是 水利局"),
        (lambda: zz.figures(figure="funds_recieved"), "funds_received"),
        (lambda: zz.figures(scope="units"), "可用的有：county"),
        (lambda: zz.figures(scope="county:x"), "最接近的是 county"),
        (lambda: zz.figures(scope="unit:水力局"), "最接近的是 unit:水利局"),
        (lambda: zz.figures(scope="kind:没有"), "最接近的是 kind:政策型"),
        (lambda: zz.figures(scope="category:没有"), "最接近的是 category:"),
        (lambda: zz.figures(scope="group:没有"), "最接近的是 group:"),
        (lambda: zz.figures(figure="到位资今"), "funds_received（已到位资金）"),
        (lambda: zz.describe("project"), "最接近的是 projects"),
        (lambda: zz.projects()["recieved"], "最接近的是 received"),
        (lambda: zz.projects()[["unit", "recieved"]], "最接近的是 received"),
        (lambda: zz.projects()["到位资金"], "它叫 received"),
        (lambda: zz.projects()["applied_on"], "zz.funding 里有"),
        (lambda: zz.projects().groupby("unit_name"), "最接近的是 unit"),
        (lambda: zz.projects().sort_values("recieved"), "最接近的是 received"),
        (lambda: zz.projects().query("recieved > 3"), "最接近的是 received"),
        (lambda: zz.projects().merge(zz.units(), on="unitid"), "最接近的是 unit_id"),
        (lambda: zz.projects()["kind"] == "竞争性", "kind 里没有“竞争性”；可以写：政策型、个性型"),
        (lambda: zz.projects()["stage"].isin(["申报", "审批"]), "stage 里没有“审批”"),
        (lambda: zz.projects().query("kind != 'competitive'"), "kind 里没有“competitive”"),
        (lambda: zz.month().figures["到位资金"], "最接近的是 funds_received"),
        (lambda: zz.month().figures["funds_recieved"], "最接近的是 funds_received"),
        (lambda: zz.month().figures["funds_received", "unit:水利局"], "没有范围“unit:水利局”，最接近的是 unit:"),
        (lambda: zz.projects(root="/nowhere"), "不是工作区"),
    ],
)
def test_what_is_not_there_is_told_in_one_line_with_what_is_near(three, call, near):
    with said() as error:
        call()
    assert near in str(error.value)
    assert error.value._render_traceback_() == [str(error.value)]


def test_attributes_that_are_not_there_are_told_too(three):
    with said(AttributeError) as error:
        zz.project  # noqa: B018
    assert "最接近的是 zz.projects" in str(error.value)
    with said(AttributeError) as error:
        zz.projects().recieved  # noqa: B018
    assert "最接近的是 received" in str(error.value)


def test_a_question_with_words_and_names_of_ones_own_is_asked_as_pandas_asks_it(three):
    least, projects = 0, zz.projects()  # noqa: F841 - `query` knows it
    assert len(projects.query("kind == '个性型' and received >= @least")) == (projects["kind"] == "个性型").sum() > 0
    assert projects.query("kind in ['个性型', '政策型']")["kind"].notna().all() and (projects["kind"] != "").all()


@pytest.mark.parametrize("name", ["水利局", "县水利局", "本县水利局", "云溪县水利局", "u02", "水保局", "水 利 局"])
def test_a_unit_is_known_by_any_of_its_names(three, name):
    assert zz.unit(name).unit_id == "u02"
    assert list(zz.unit(name).projects(2013)["received_in_month"]) == [400000, 0, 300000]
    assert "水利局" in zz.unit(name)._repr_html_()


@pytest.mark.slow
def test_a_month_is_opened_once_until_something_changes(own, monkeypatch):
    opened: list[str] = []
    real = ledger.read_inputs
    monkeypatch.setattr(ledger, "read_inputs", lambda w, period: opened.append(period) or real(w, period))
    first = zz.projects("2013-03")
    first["received"] = 0
    assert zz.projects("2013-03")["received"].sum() == 2703300 and zz.units("2013-03") is not None
    assert opened == ["2013-03"]
    file(own, "2013-03", "城关镇", ("街道", "政策型", "中央预算内投资", 10))
    assert zz.projects("2013-03")["received"].sum() == 2803300


def test_root_picks_another_workspace(three, tmp_path, monkeypatch):
    monkeypatch.delenv("ZZ_ROOT")
    monkeypatch.chdir(tmp_path)
    with said():
        zz.projects()
    assert zz.projects(root=three.root)["received"].sum() == zz.projects(root=str(three.root))["received"].sum() > 0
    assert zz.unit("水利局", root=three.root).figures().set_index("figure").loc["funds_received", "value"] == 700000


@pytest.mark.slow
def test_figures_are_told_as_they_were_issued_by_a_day(own):
    before = zz.figures("2013-03")
    at = ("--root", str(own.root))
    assert main(["draft", "2013-03", *at]) == 0
    for state, who in (("已审", "责任人乙"), ("已签", "责任人丙")):
        told = ("--state", state, "--by", who, "--on", "2013-04-04", "--despite", "--why", "核过")
        assert main(["draft", "2013-03", *(told if state == "已签" else told[:6]), *at]) == 0
    assert main(["run", "2013-03", *at]) == 0
    assert main(["issue", "2013-03", "--by", "责任人甲", *at]) == 0
    file(own, "2013-03", "城关镇", ("街道", "政策型", "中央预算内投资", 10))
    today = datetime.now(CHINA).date()
    for months, day in (("2013-03", today), (None, today.isoformat())):
        issued = zz.figures(months, as_of=day)
        pd.testing.assert_frame_equal(pd.DataFrame(issued), pd.DataFrame(before))
    assert zz.figures(figure="funds_received", scope="county")["value"].item() == 2803300
    for day, words in (("2012-01-01", "没有印发过"), ("六月", "不是日期")):
        with said() as error:
            zz.figures("2013-03", as_of=day)
        assert words in str(error.value)


@pytest.mark.slow
def test_people_are_named_only_where_the_county_says_so(own):
    assert "leader" not in zz.projects()
    own.settings("[privacy]\nmask_names = false\n")
    assert "leader" in zz.projects()


def test_a_frame_and_a_month_show_what_they_are(three):
    shown = zz.projects(2013)._repr_html_()
    assert "金额单位：元" in shown and "received_in_month" in shown
    assert "已到位资金" in zz.month()._repr_html_() and "2013-03" in repr(zz.month())


@pytest.mark.parametrize("table", ["projects", "funding", "units", "figures"])
def test_describe_names_every_column_with_its_type(three, table):
    told, frame = zz.describe(table).set_index("列"), getattr(zz, table)()
    assert [name for name in told.index if name not in ("leader", "person")] == list(frame.columns)
    types = {
        "文字": "str",
        "是否": "bool",
        "整数": "Int64",
        "小数": "float64",
        "金额": "float64",
        "日期": "datetime64[us]",
    }
    for name in frame.columns:
        assert frame[name].dtype == types.get(told.loc[name, "类型"].partition("，")[0], "category"), name
    assert (told[["名称", "来源"]] != "").all(axis=None)
    assert len(repr(zz.describe(table)).splitlines()) == len(told) + 1


@pytest.mark.slow
def test_a_column_of_the_countys_own_is_there_and_told(county, monkeypatch):
    own = '[[fields]]\nfield_id = "bonds"\nlabel = "专项债资金"\ntype = "money"\n'
    (county.root / "data" / "form.toml").write_text(own, encoding="utf-8")
    header = ["序号", "项目名称", "项目类型", "到位资金", "专项债资金"]
    for period in ("2013-01", "2013-02"):
        county.file_return(period, "发改委", [("渠道", "个性型", 10, 25)], header=header)
    monkeypatch.setenv("ZZ_ROOT", str(county.root))
    assert zz.projects()["bonds"].sum() == zz.funding()["bonds"].sum() == 250000
    assert "bonds" in set(zz.describe("projects")["列"])
    with said():
        zz.projects(2013)["bonds"].sum()


def test_the_door_shows_itself_and_not_the_rooms():
    assert [name for name in dir(zz) if not name.startswith("_")] == sorted(zz.__all__)
    code = "import sys, zzlib; print([m for m in ('pandas', 'duckdb') if m in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2]
        ).stdout
        == "[]\n"
    )
