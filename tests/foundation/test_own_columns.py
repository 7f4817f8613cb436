"""A county's own columns and words (`data/form.toml`, `measures.toml`, `figures.toml`): only files under `data/` are written here."""

import csv
import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from tests.foundation.own_columns import FORM, OWN_HEADER, ROWS, overlay, own_county
from tests.small_county import HEADER, SmallCounty
from zzlib.cli import main
from zzlib.exchange.form_plan import form_plan
from zzlib.exchange.forms import write_forms
from zzlib.form import package_form
from zzlib.indicators import Explainer, Month, explain, load_month
from zzlib.indicators.own_figures import catalogue_of
from zzlib.ledger import load_funding, load_projects, open_ledger
from zzlib.report.bulletin import figure_text
from zzlib.report.tables import write_tables
from zzlib.report.template_tags import TemplateBlock, read_tags
from zzlib.returns import read
from zzlib.returns.form import read_by
from zzlib.returns.layout.labels import meaning

MAY, JUNE = "2013-05", "2013-06"


@pytest.fixture
def own(tmp_path: Path) -> SmallCounty:
    return own_county(tmp_path / "县")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """The same county for tests that only look at it."""
    return own_county(tmp_path_factory.mktemp("own") / "县")


@pytest.fixture(scope="module")
def month(shared: SmallCounty) -> Month:
    return load_month(MAY, shared.workspace)


@pytest.fixture(scope="module")
def explainer(shared: SmallCounty) -> Explainer:
    return Explainer(open_ledger(shared.workspace, MAY))


def test_a_column_of_money_and_one_of_text_are_read_and_kept(shared: SmallCounty, month: Month) -> None:
    funding, projects = load_funding(MAY, shared.workspace), load_projects(MAY, shared.workspace)
    assert funding["special_bonds_fen"].tolist() == [120_500_000, 30_000_000, pd.NA]
    assert funding["special_bonds_unreadable"].tolist() == [False, False, True]
    assert funding["received_fen"].tolist() == [320_000_000, 100_000_000, 50_000_000]  # 上级拨入 is 到位资金 here
    assert funding["audited_on"].tolist() == ["2013-04-02", "", ""]
    assert projects["goal"].tolist() == ["1.新增灌溉\n2.节水", "除险加固"]
    assert projects["loan_fen"].tolist() == [900_000_000, 80_000_000]  # once a project, whichever line states it
    assert projects["forest"].tolist() == [12.5, 3.0]
    issues = month.issues
    (said,) = issues[issues["cell"] == "J6"].to_dict("records")
    assert (said["code"], said["field"]) == ("amount_unreadable", "special_bonds")
    assert "“专项债资金”填的是“待定”" in said["message"]


@pytest.mark.parametrize(
    ("figure", "value", "cells"),
    [
        ("funds_special_bonds", "1505000.00", ["J4", "J5"]),
        ("funds_loan", "9800000.00", ["L4", "L6"]),
        ("land_forest", "15.5", ["M4", "M6"]),
    ],
)
def test_a_figure_of_the_county_s_own_goes_back_to_its_cells(
    explainer: Explainer, figure: str, value: str, cells: list[str]
) -> None:
    found = explainer.explain(figure)
    assert f"{found.figure.value:f}" == value
    assert found.definition.formula in ("“专项债资金”之和", "“项目贷款”之和", "“占用林地”之和")
    assert found.parts["cell"].tolist() == cells
    assert set(found.parts["file"]) == {"data/returns/2013-05/水利局.xlsx"}
    assert sum(map(float, found.parts["value"])) == float(value)


def test_a_sum_with_a_cell_that_can_t_be_read_is_a_lower_bound(month: Month, explainer: Explainer) -> None:
    figures = month.figures
    assert figures.text("funds_special_bonds") == "至少150.5万元"
    assert figures.text("funds_special_bonds", "category:省级专项") == "至少120.5万元"
    assert figures.text("funds_special_bonds", "unit:u02") == "至少150.5万元"
    assert figures.text("bonds_share") == "约32.0%"
    assert explainer.explain("funds_special_bonds").unread["cell"].tolist() == ["J6"]


def test_tables_xlsx_lists_the_columns_and_the_figures(month: Month, tmp_path: Path) -> None:
    write_tables(month, tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    rows = [[cell.value for cell in row] for row in book["项目清单"].iter_rows()]
    header = next(row for row in rows if "项目名称" in row)
    first, second = ([row for row in rows if name in row][-1] for name in ("灌区改造", "水库除险"))
    shown = dict(zip(header, first, strict=True))
    assert (shown["专项债资金"], shown["项目贷款"], shown["占用林地（亩）"]) == (120.5, 900, 12.5)
    assert (shown["绩效目标"], shown["审计日期"]) == ("1.新增灌溉\n2.节水", "2013-04-02")
    assert dict(zip(header, second, strict=True))["专项债资金"] == "读不出或未计入"
    assert any("专项债资金合计" in [cell.value for cell in row] for row in book["总表"].iter_rows())
    assert any("专项债占到位资金" in [cell.value for cell in row] for row in book["指标口径"].iter_rows())


def test_a_template_of_the_county_s_may_print_the_figure(month: Month, shared: SmallCounty) -> None:
    assert figure_text(month, "专项债资金合计", "水利局") == "至少150.5万元"
    (call,), _ = read_tags("{{ 数('专项债资金合计') }}")
    assert list(TemplateBlock(figures=catalogue_of(shared.workspace).figures).take(call)) == []
    assert [fault[0] for fault in TemplateBlock().take(call)] == ["没有 数('专项债资金合计')"]


def test_the_forms_that_go_out_ask_for_the_columns_and_come_back(own: SmallCounty) -> None:
    written = write_forms(own.workspace, JUNE, ["水利局"])
    path = written.folder / next(iter(written.forms))
    book = openpyxl.load_workbook(path)
    sheet = book["月报表"]
    columns = {str(cell.value): cell.column for cell in sheet[4] if cell.value}
    assert columns["支付资金"] < columns["专项债资金"] < columns["项目贷款"] < columns["绩效目标"] < columns["存在问题"]
    shown = {
        name: sheet.cell(5, columns[name]).value for name in ("专项债资金", "项目贷款", "绩效目标", "占用林地（亩）")
    }
    assert shown == {"专项债资金": None, "项目贷款": 900, "绩效目标": "1.新增灌溉\n2.节水", "占用林地（亩）": 12.5}
    letter = sheet.cell(4, columns["专项债资金"]).column_letter
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    assert checks[f"{letter}5"].type == "decimal"
    assert checks[f"{letter}5"].prompt == "上次（2013年5月）报的累计是 120.5 万元。只填已发行的专项债。"
    sheet.cell(5, columns["专项债资金"]).value = 150
    sheet.cell(5, columns["到位资金*"]).value = 330
    sheet.cell(5, columns["绩效目标"]).value = "新增灌溉面积"
    back = own.root / "data" / "returns" / JUNE / path.name
    back.parent.mkdir(parents=True)
    book.save(back)
    own.receive(JUNE, path.name, "2013-07-01T09:00:00")
    funding, projects = load_funding(JUNE, own.workspace), load_projects(JUNE, own.workspace)
    assert funding.loc[funding["project_id"] == "u02/A-1", "special_bonds_fen"].tolist() == [150_000_000]
    assert projects.set_index("project_id").loc["u02/A-1", ["goal", "loan_fen"]].tolist() == [
        "新增灌溉面积",
        900_000_000,
    ]
    assert load_month(JUNE, own.workspace).issues["code"].isin(["column_unknown"]).sum() == 0


def test_an_amount_of_the_county_s_own_that_fell_is_asked_about(own: SmallCounty) -> None:
    rows = [[*ROWS[0][:8], 90, *ROWS[0][9:]]]
    own.file_return(JUNE, "水利局", rows, header=OWN_HEADER)
    issues = load_month(JUNE, own.workspace).issues
    fell = issues[issues["code"] == "amount_fell"]
    assert fell["field"].tolist() == ["special_bonds"]
    assert "专项债资金" in fell["message"].iloc[0]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_zz_extract_reads_a_file_by_the_county_s_form(
    shared: SmallCounty, tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = shared.root / "data" / "returns" / MAY / "水利局.xlsx"
    if suffix == "csv":
        table = [["" if c.value is None else c.value for c in row] for row in openpyxl.load_workbook(path).active]
        path = tmp_path / "水利局.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(table)
    assert main(["extract", str(path), "--root", str(shared.root)]) == 0
    record = json.loads(capsys.readouterr().out.splitlines()[0])["fields"]
    assert (
        record["special_bonds"] | {"value_yuan": "1205000.00", "cell": "J4", "unit": "万元"} == record["special_bonds"]
    )
    assert (record["goal"]["raw"].splitlines()[0], record["received"]["value_yuan"]) == ("1.新增灌溉", "3200000.00")


def test_a_correction_may_name_the_column(own: SmallCounty) -> None:
    words = ["--by", "责任人甲", "--why", "电话核实", "--root", str(own.root)]
    assert main(["correct", MAY, "水利局", "灌区改造", "专项债资金", "130万", *words]) == 0
    assert load_funding(MAY, own.workspace)["special_bonds_fen"].tolist()[0] == 130_000_000
    parts = explain(open_ledger(own.workspace, MAY), "funds_special_bonds").parts
    assert parts[["value", "raw", "correction"]].iloc[0].tolist() == ["1300000.00", "120.5", "c1"]


def test_a_changed_overlay_makes_the_ledger_be_read_anew(own: SmallCounty) -> None:
    before = open_ledger(own.workspace, MAY)
    assert ("data/form.toml" in dict(before.inputs)) and "special_bonds_fen" in before.funding
    overlay(own.root, FORM.replace('"上级拨入"', '"别的叫法"').replace('"专项债券资金"', '"专债"'), "", "")
    after = open_ledger(own.workspace, MAY)
    assert after.fingerprint != before.fingerprint
    assert after.funding["special_bonds_fen"].isna().all()
    assert after.issues and {"column_unknown"} <= {issue.code for issue in after.issues}


@pytest.mark.slow
def test_two_counties_with_two_forms_are_read_in_turn_in_one_process(own: SmallCounty, tmp_path: Path) -> None:
    other = SmallCounty(tmp_path / "邻县")
    (other.root / "data" / "form.toml").write_text(
        '[[fields]]\nfield_id = "applied"\nsynonyms = ["专项债券资金"]\n', encoding="utf-8"
    )
    plain = SmallCounty(tmp_path / "第三县")
    header = [*HEADER[:6], "专项债券资金", *HEADER[7:9]]
    row = ["灌区改造", "A-1", "个性型", "新增", "省级专项", 7, 400, 320]
    for county in (own, other, plain):
        county.file_return(JUNE, "水利局", [row], header=header)
    read_so = {c.root.name: open_ledger(c.workspace, JUNE).month("funding") for c in (own, other, plain)}
    assert read_so["县"]["special_bonds_fen"].tolist() == [7_000_000]
    assert read_so["县"]["applied_fen"].isna().all()
    assert read_so["邻县"]["applied_fen"].tolist() == [7_000_000]
    assert "special_bonds_fen" not in read_so["邻县"]
    assert read_so["第三县"]["applied_fen"].isna().all()
    own.settings("# read anew")
    assert open_ledger(own.workspace, JUNE).month("funding").equals(read_so["县"])
    assert "funds_special_bonds" in load_month(JUNE, own.workspace).figures
    assert "funds_special_bonds" not in load_month(JUNE, plain.workspace).figures


def _fields_in_another_process(path: str, root: str) -> dict[str, Any]:
    from zzlib.workspace import Workspace

    found = read(path, form=Workspace(root).form)
    return {name: value.value for name, value in found.records[0].fields.items()}


def test_a_form_goes_with_the_file_into_another_thread_or_process(shared: SmallCounty) -> None:
    from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
    from multiprocessing import get_context

    path = shared.root / "data" / "returns" / MAY / "水利局.xlsx"
    with ThreadPoolExecutor(2) as threads:
        forms = (shared.workspace.form, None)
        read_so = list(threads.map(lambda form: read(path, form=form).records[0].fields, forms))
    assert [("special_bonds" in found) for found in read_so] == [True, False]
    with ProcessPoolExecutor(1, get_context("spawn")) as processes:
        found = processes.submit(_fields_in_another_process, str(path), str(shared.root)).result()
    assert (found["special_bonds"], found["received"]) == ("120.5", "320")


def test_the_example_that_zz_new_leaves_adds_nothing_until_it_is_taken_up(county: SmallCounty) -> None:
    example = resources.files("zzlib").joinpath("form_template.toml").read_text(encoding="utf-8")
    path = county.root / "data" / "form.toml"
    path.write_text(example, encoding="utf-8")
    assert county.workspace.form is package_form()
    path.write_text(re.sub(r"^# (?=[a-z_]+ = |\[\[)", "", example, flags=re.MULTILINE), encoding="utf-8")
    form = county.workspace.form
    assert (list(form.own), form.labels["上级拨入"].field_id) == (["special_bonds", "goal"], "received")
    assert (form.steps, form.fields["special_bonds"].basis) == (package_form().steps, "year_to_date")


def test_the_roles_give_what_used_to_be_typed() -> None:
    form = package_form()
    line = ("applied", "awarded", "allotted", "received", "received_month", "received_since_start", "paid", "invested")
    assert (form.line_money, form.project_money) == (line, ("total_investment", "matching_funds"))
    assert form.steps == form.cumulative == ("applied", "awarded", "allotted", "received", "paid")
    assert form.won == ("awarded", "allotted", "received")
    assert form.won_or_spent == ("awarded", "allotted", "received", "received_month", "paid")
    assert form.personal == ("leader", "person", "phone")
    assert [f.field_id for f in form.all if f.multiline] == ["problems", "remark"]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("专项债资金",), "special_bonds"),
        (("专项债券资金（万元）",), "special_bonds"),
        (("资金情况", "专项债资金"), "special_bonds"),
        (("年初至本月末累计专项债资金",), "special_bonds"),
        (("当月专项债资金",), None),  # of another time: the column is of the year
        (("上年专项债资金",), None),
        (("到位资金", "专项债资金"), None),  # a part of what came
        (("上级拨入",), "received"),
        (("当月上级拨入",), "received_month"),
        (("绩效目标",), "goal"),
    ],
)
def test_headings_mean_the_county_s_columns_only_where_they_say_just_that(
    county: SmallCounty, path: tuple[str, ...], field: str | None
) -> None:
    overlay(county.root)
    with read_by(county.workspace.form):
        found = meaning(path, 2013)
    assert (found.field_id if found else None) == field
    plain = meaning(path, 2013)
    assert plain is None or plain.field_id not in county.workspace.form.own


def test_a_column_may_be_read_and_not_be_asked_for(county: SmallCounty) -> None:
    overlay(county.root, FORM.replace('type = "text"', 'type = "text"\non_form = false\npersonal = true'))
    form = county.workspace.form
    asked = [column.field for column in form_plan("month", form).columns]
    assert ("goal" in form.fields, "goal" in form.personal, "goal" in asked, "loan" in asked) == (
        True,
        True,
        False,
        True,
    )
    assert "goal" not in [column.field for column in form_plan().columns]


def test_a_county_orders_the_steps_of_money(county: SmallCounty) -> None:
    """Where money comes before the plan for it is handed down, more received than allotted is no slip."""
    header = [*HEADER[:8], "下达资金", "到位资金"]
    row = ["灌区改造", "A-1", "个性型", "新增", "省级专项", 500, 400, 100, 300]

    def out_of_order() -> list[tuple[str, str]]:
        issues = load_month(MAY, county.workspace).issues
        found = issues[issues["code"] == "amounts_out_of_order"]
        return list(zip(found["field"], found["value"], strict=True))

    county.file_return(MAY, "水利局", [row], header=header)
    assert out_of_order() == [("received", "300万元")]
    (county.root / "data" / "form.toml").write_text(
        'steps = ["applied", "awarded", "received", "allotted", "paid"]\n', encoding="utf-8"
    )
    assert out_of_order() == []
