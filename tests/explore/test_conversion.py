"""The conversion view says what the catalogue says, names planted causes, and none where there is none."""

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from tests.explore.counties import as_month, grown, renamed, with_projects
from tests.explore.rows import fen, rows_of
from zzlib.explore.conversion import view_of
from zzlib.explore.data import ViewData, ViewError
from zzlib.explore.decomposition import Decomposition, GroupEffect
from zzlib.explore.dimensions import Filters
from zzlib.explore.parts import ConversionParameters
from zzlib.explore.why import why_sentence
from zzlib.explore.wording import wording

PICTURES = list(wording().conversion.pictures)
SCOPES = {"unit_id": "unit", "group": "group", "policy_field": "field"}
MONEY = {"申报资金（万元）": "applied", "争取资金（万元）": "awarded", "下达资金（万元）": "allotted", "到位资金（万元）": "received", "支付资金（万元）": "paid"}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("by", list(SCOPES))
@pytest.mark.parametrize("kind", ["formula", "competitive"])
def test_every_rate_is_the_catalogues(counties, by, kind):
    for data in counties:
        figures = data.month.figures
        rows = rows_of(view_of(data, ConversionParameters(by=by, filters=Filters(kind=kind))))
        value_of = {data.words.label(by, value): value for value in data.values(by)}
        assert rows
        for row in rows:
            scope = f"{SCOPES[by]}:{value_of[str(row[next(iter(row))]).rstrip('＊')]}"
            expected = figures[f"conversion_{kind}", scope]
            assert (row["转化"] or 0, row["项目"] or 0) == (expected.numerator or 0, expected.denominator or 0)
            if expected.value is not None:
                assert row["转化率"] == pytest.approx(float(expected.value), abs=1e-9)
            assert str(row[next(iter(row))]).endswith("＊") == expected.incomplete


@pytest.mark.parametrize("by", [*SCOPES, "kind", "fund_category"])
def test_every_amount_is_the_catalogues(counties, by):
    kind_of_scope = {**SCOPES, "kind": "kind", "fund_category": "category"}[by]
    for data in counties:
        value_of = {data.words.label(by, value): value for value in data.values(by)}
        for row in rows_of(view_of(data, ConversionParameters(by=by))):
            scope = f"{kind_of_scope}:{value_of[str(row[next(iter(row))]).rstrip('＊')]}"
            for heading, name in MONEY.items():
                assert (row[heading] or 0) == (fen(data.month.figures[f"funds_{name}", scope]) or 0)


def test_the_funnel_and_the_sentence_are_the_catalogues(counties):
    for data in counties:
        figures = data.month.figures
        result = view_of(data, ConversionParameters(picture="funnel"))
        steps = rows_of(result)
        converted = figures["converted_formula"].value + figures["converted_competitive"].value
        unstated = sum(
            1 for p in data.ledger.month("projects").to_dict("records") if p["kind"] == "unstated" and p["converted"]
        )
        assert steps[0]["项目"] == figures["projects_total"].value
        assert steps[2]["项目"] == converted + unstated
        assert [row["金额（万元）"] for row in steps] == [fen(figures[f"funds_{name}"]) for name in MONEY.values()]
        for stored in result.figures:
            if stored.figure:
                known = figures[stored.figure, stored.scope]
                assert Decimal(stored.value) == known.value
                assert stored.text == known.text


def test_a_sentence_of_one_kind_can_be_renewed_from_the_catalogue(demo_data):
    result = view_of(demo_data, ConversionParameters(filters=Filters(kind="formula", unit_id="U01")))
    named = {f.name: (f.figure, f.scope) for f in result.figures if f.figure}
    assert named == {
        "projects": ("projects_formula", "unit:U01"),
        "converted": ("converted_formula", "unit:U01"),
        "rate": ("conversion_formula", "unit:U01"),
    }


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_can_be_drawn_and_says_what_missing_data_does(counties, picture):
    for data in counties[::3]:
        result = view_of(data, ConversionParameters(picture=picture))
        assert result.draw().png(50).startswith(b"\x89PNG")
        assert result.notes[0] == data.missing_line
        assert result.text() == result.text().format()


def test_a_filter_by_category_counts_each_project_once(demo_data):
    chosen = Filters(fund_category="省级专项")
    whole = rows_of(view_of(demo_data, ConversionParameters(picture="funnel", filters=chosen)))[0]["项目"]
    lines = demo_data.ledger.month("funding").query("fund_category == '省级专项' and counts")
    assert whole == lines[["unit_id", "project_id"]].drop_duplicates().shape[0]


def test_a_collapsed_policy_field_is_named_and_no_other(demo):
    county = grown(demo, 4)
    field = "农业产业化"
    collapsed = (county.projects["period"] == "2013-05") & (county.projects["policy_field"] == field)
    data = with_projects(county, county.projects.assign(converted=county.projects["converted"] & ~collapsed))
    text = view_of(data, ConversionParameters(picture="why")).text()
    assert f"主要因为{field}（" in text
    assert "自身的转化率下降" in text
    assert "、" not in text.split("主要因为")[1].split("自身")[0]


def test_the_printed_effects_give_the_printed_change():
    effects = (GroupEffect("甲", (4, 20), (5, 30), 0.0035, 0.0155, 0.001, 0.03),)
    _, figures = why_sentence(Decomposition(0.2, 0.219, effects, 0.0), {"甲": "甲"}, "上月", "类型")
    said = {figure.name: Decimal(figure.text.strip("变化+个百分点")) for figure in figures if "个百分点" in figure.text}
    assert (said["change"], said["mix"], said["within"]) == (Decimal("1.9"), Decimal("0.35"), Decimal("1.55"))


def test_a_stalled_group_of_units_is_named(demo):
    county = grown(demo, 4)
    stalled = (county.projects["period"] == "2013-05") & (county.projects["group"] == "乡镇")
    data = with_projects(county, county.projects.assign(converted=county.projects["converted"] & ~stalled))
    text = view_of(data, ConversionParameters(picture="why", by="group")).text()
    assert "主要因为乡镇（" in text
    assert "县直（" not in text


def test_a_shift_of_the_mix_with_unchanged_rates_is_called_so(demo):
    april = demo.projects[demo.projects["period"] == "2013-04"]
    formula = april[april["kind"] == "formula"]
    may = [as_month(april, "2013-05"), *(as_month(renamed(formula, n), "2013-05") for n in (1, 2))]
    others = demo.projects[demo.projects["period"] < "2013-05"]
    data = with_projects(demo, pd.concat([others, *may]))
    text = view_of(data, ConversionParameters(picture="why", by="kind")).text()
    assert "主要因为项目构成变了" in text
    assert "自身转化率的影响+0个百分点" in text


@pytest.mark.slow
def test_where_nothing_changed_but_chance_hardly_anything_is_named(demo):
    """May as April drawn again by chance: with 95% intervals a cause may be seen in few of many draws."""
    others = demo.projects[demo.projects["period"] < "2013-05"]
    april = others[others["period"] == "2013-04"]
    named = dict.fromkeys(("kind", "policy_field", "group", "unit_id", "size"), 0)
    for seed in range(12):
        drawn = april.sample(len(april), replace=True, random_state=seed)
        drawn = drawn.assign(project_id=[f"{i}#{n}" for n, i in enumerate(drawn["project_id"])], period="2013-05")
        data = with_projects(demo, pd.concat([others, drawn]))
        for by in named:
            named[by] += "不宜归因" not in view_of(data, ConversionParameters(picture="why", by=by)).text()
    assert max(named.values()) <= 2


@pytest.mark.slow
def test_growth_at_the_same_mix_and_rates_names_nothing(demo):
    others = demo.projects[demo.projects["period"] < "2013-05"]
    april = others[others["period"] == "2013-04"]
    may = [as_month(renamed(april, n), "2013-05") for n in range(3)]
    data = with_projects(demo, pd.concat([others, *may]))
    for by in ("kind", "policy_field", "group"):
        assert "不宜归因" in view_of(data, ConversionParameters(picture="why", by=by)).text()


def test_only_units_far_beyond_chance_are_named_low(demo):
    county = grown(demo, 4)
    alike = county.projects.groupby(["period", "unit_id", "kind"]).cumcount() % 3 == 0
    low = (county.projects["unit_id"] == "U08") & (county.projects["period"] == "2013-05")
    data = with_projects(county, county.projects.assign(converted=alike & ~low))
    result = view_of(data, ConversionParameters(picture="control"))
    assert "低到超出偶然范围的单位有：水利局。" in result.text()
    judged = {row["单位"]: row["判断"] for row in rows_of(result)}
    assert [unit for unit, word in judged.items() if word == "明显偏低"] == ["水利局"]
    assert "主要低在水利局的项目（转化0/80，" in view_of(data, ConversionParameters()).text()


def test_both_pictures_call_the_same_units_low(counties):
    for data in counties:
        low = [
            row["单位"]
            for row in rows_of(view_of(data, ConversionParameters(picture="control")))
            if row["判断"] == "明显偏低"
        ]
        parts = rows_of(view_of(data, ConversionParameters(picture="causes")))
        beyond = {row["哪一部分"] for row in parts if row["判断"] == "超出偶然"}
        assert {f"{unit}的项目" for unit in low} == beyond & {f"{unit}的项目" for unit in data.words.units.values()}


def test_last_year_is_compared_only_by_what_it_is_known_by(demo_data):
    known = view_of(demo_data, ConversionParameters(compare="last_year", by="kind"))
    assert "2012年5月为11.7%（27/231）" in known.text()
    unknown = view_of(demo_data, ConversionParameters(compare="last_year", by="policy_field"))
    assert "上年没有按投资方向分的项目数" in "".join(unknown.notes)


def test_time_in_stage_counts_from_the_month_of_the_change(demo):
    rows = demo.projects.query("unit_id == 'U01'")
    data = with_projects(demo, rows)
    behind = {row[1]: row[4] for row in view_of(data, ConversionParameters(picture="stuck")).behind.rows}
    history = rows.pivot_table(index="project_name", columns="period", values="stage", aggfunc="first").fillna("")
    for name, stages in history.iterrows():
        seen = [stage for stage in stages if stage]
        run = 1
        while run < len(seen) and seen[-run - 1] == seen[-1]:
            run += 1
        assert behind[name] == f"{'≥' if run == len(seen) else ''}{run}"


def test_projects_behind_a_bar_stand_with_the_cell_of_their_stage(demo, demo_data):
    from python_calamine import CalamineWorkbook

    result = view_of(demo_data, ConversionParameters(by="unit_id", listed="unit_id=U01"))
    row = result.behind.rows[0]
    headings = [column.heading for column in result.behind.columns]
    found = dict(zip(headings, row, strict=True))
    book = CalamineWorkbook.from_path(str(demo.workspace.root / "data" / "returns" / found["文件"]))
    sheet = book.get_sheet_by_name(found["表"]).to_python(skip_empty_area=False)
    letters, number = found["单元格"].rstrip("0123456789"), int(found["单元格"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    assert found["阶段"] in str(sheet[number - 1][column - 1])


def test_names_of_persons_stand_only_where_the_county_says_so(demo, demo_data):
    shown = view_of(demo_data, ConversionParameters()).behind
    assert "责任人" not in [column.heading for column in shown.columns]
    open_settings = demo.workspace.settings.model_copy(
        update={"privacy": demo.workspace.settings.privacy.model_copy(update={"mask_names": False})}
    )
    data = ViewData(demo)
    data.settings = open_settings
    named = view_of(data, ConversionParameters()).behind
    assert named.columns[-1].heading == "责任人"
    assert any(str(row[-1]).startswith("责任人") for row in named.rows)


def test_a_wrong_choice_says_what_there_is(demo_data):
    with pytest.raises(ViewError, match="可以选"):
        view_of(demo_data, ConversionParameters(by="weather"))


def test_a_stage_that_nobody_filled_in_stands_apart(demo):
    data = with_projects(demo, demo.projects.assign(stage=demo.projects["stage"].where(demo.projects["converted"], "")))
    result = view_of(data, ConversionParameters(picture="stuck"))
    assert [row["阶段"] for row in rows_of(result)] == ["阶段不明"]
    assert any("阶段没有填或读不出" in note for note in result.notes)


@pytest.mark.slow
def test_a_county_without_projects_shows_empty_views(demo):
    empty = replace(demo, projects=demo.projects.head(0), funding=demo.funding.head(0))
    data = ViewData(empty)
    for picture in PICTURES:
        result = view_of(data, ConversionParameters(picture=picture))
        assert result.draw().png(50)
        assert "编报项目0个" in result.text()
