"""A county with kinds of its own: three of them, under its own names, from the returns to the circular."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from tests.small_county import SmallCounty
from zzlib import charts
from zzlib.audit.against.ledger_figures import against_ledger
from zzlib.audit.documents.documents import DocumentBlock
from zzlib.exchange.forms import write_forms
from zzlib.explore.conversion import conversion
from zzlib.explore.dimensions import Filters
from zzlib.explore.parts import ConversionParameters
from zzlib.indicators import Month, explain, load_month
from zzlib.indicators.measuring import figures_table
from zzlib.ledger import open_ledger
from zzlib.ledger.corrections import typed_value
from zzlib.report.bulletin import write_bulletin
from zzlib.report.notebook import kinds
from zzlib.report.tables import write_tables
from zzlib.writing.text import compose

PERIOD = "2013-06"
SETTINGS = """
[county]
name = "云溪县"

[kinds]
names = { policy = "政策型", contest = "竞争型", bond = "债券型" }
by_application = ["contest"]

[vocabulary]
"专项债" = "债券型"
"""
KINDS = {"policy": "政策型", "contest": "竞争型", "bond": "债券型"}
PROJECTS = [  # unit, project, kind, how its cell says it, 申报, 争取, 到位 in 万元
    ("发改委", "以工代赈", "policy", "政策型", 300, 300, 200),
    ("发改委", "粮食直补", "policy", "政策类", 100, 100, 100),
    ("发改委", "产业园区", "contest", "竞争性", 2000, 800, 300),
    ("发改委", "标准厂房", "contest", "竞争", 600, 0, 0),
    ("水利局", "小农水", "policy", "", 500, 500, 400),
    ("水利局", "河道治理", "contest", "", 900, 0, 0),
    ("水利局", "水库除险", "contest", "", 700, 100, 100),
    ("水利局", "供水管网", "bond", "", 3000, 3000, 1500),
    ("城关镇", "污水处理", "bond", "专项债", 1000, 1000, 0),
    ("城关镇", "集镇改造", "bond", "债券型", 400, 0, 0),
    ("城关镇", "村级道路", "contest", "竞争型", 200, 0, 0),
]
COUNTED = {
    "projects_total": lambda projects: len(projects),
    "funds_received": lambda projects: sum(p[6] for p in projects) * 10_000,
    "funds_awarded": lambda projects: sum(p[5] for p in projects) * 10_000,
    "projects_converted": lambda projects: sum(max(p[5], p[6]) > 0 for p in projects),
}


def of(*kinds: str) -> list[tuple]:
    return [project for project in PROJECTS if project[2] in kinds]


def row(project: tuple) -> list:
    _, name, _, said, applied, awarded, received = project
    return [name, None, said, "新增", "中央预算内投资", applied, awarded, received, None]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    county = SmallCounty(tmp_path_factory.mktemp("云溪"))
    county.settings(SETTINGS)
    county.reference("fund_categories", [{"category": "中央预算内投资", "kind_hint": "竞争型", "counts": "是"}])
    history = [("policy", "政策型", 200), ("contest", "竞争类", 500), ("bond", "bond", 1000)]
    county.reference(
        "history_funds",
        [
            {
                "year": 2012,
                "month": 6,
                "unit_id": "u01",
                "kind": said,
                "fund_category": "中央预算内投资",
                "received_yuan": wan * 10_000,
            }
            for _, said, wan in history
        ],
    )
    for unit in ("发改委", "城关镇"):
        county.file_return(PERIOD, unit, [row(p) for p in PROJECTS if p[0] == unit])
    captions = {"policy": "一、政策型项目", "contest": "二、竞争型项目", "bond": "三、债券型项目"}
    path = county.file_return(PERIOD, "水利局", [])
    book = openpyxl.load_workbook(path)
    for kind, caption in captions.items():
        book.active.append([caption])
        for number, project in enumerate((p for p in PROJECTS if p[0] == "水利局" and p[2] == kind), start=1):
            book.active.append([number, *row(project)])
    book.save(path)
    return county


@pytest.fixture(scope="module")
def month(county: SmallCounty) -> Month:
    return load_month(PERIOD, county.workspace)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_counted_at_its_scope(month: Month, kind: str) -> None:
    own = of(kind)
    for figure, count in COUNTED.items():
        assert month.figures[figure, f"kind:{kind}"].value == count(own), figure
    won = sum(max(p[5], p[6]) > 0 for p in own)
    assert month.figures["conversion", f"kind:{kind}"].value == round(Decimal(won) / len(own), 10)
    share = Decimal(sum(p[6] for p in own)) / sum(p[6] for p in PROJECTS)
    assert month.figures["funds_share", f"kind:{kind}"].value == round(share, 10)
    before = {"policy": 200, "contest": 500, "bond": 1000}[kind]
    growth = Decimal(sum(p[6] for p in own) - before) / before
    assert month.figures["funds_received_growth", f"kind:{kind}"].value == round(growth, 10)


def test_competitive_is_what_is_won_by_application_and_formula_the_rest(month: Month) -> None:
    ways = {"competitive": of("contest"), "formula": of("policy", "bond")}
    for way, own in ways.items():
        won = sum(max(p[5], p[6]) > 0 for p in own)
        assert month.figures[f"projects_{way}"].value == len(own)
        assert month.figures[f"funds_{way}_received"].value == sum(p[6] for p in own) * 10_000
        assert month.figures[f"converted_{way}"].value == won
        assert month.figures[f"conversion_{way}"].value == round(Decimal(won) / len(own), 10)
    large = sum(p[5] >= 500 for p in of("contest"))
    assert month.figures["large_projects"].value == large == 1  # 供水管网 of the bonds has 3000, and is none
    assert month.figures["projects_competitive"].label == "竞争型项目"
    assert month.figures["projects_formula"].label == "政策型、债券型项目"


def test_figures_csv_holds_every_kind_and_no_issue_was_raised(month: Month) -> None:
    scopes = figures_table(month).groupby("figure")["scope"].agg(list)
    assert [s for s in scopes["funds_share"] if s.startswith("kind:")] == ["kind:policy", "kind:contest", "kind:bond"]
    assert list(month.issues["code"]) == []
    assert sorted(month.projects["kind"]) == sorted(p[2] for p in PROJECTS)


def test_the_circular_tells_the_kinds_by_their_names(month: Month, tmp_path: Path) -> None:
    write_bulletin(month, tmp_path / "通报.docx")
    text = "\n".join(p.text for p in Document(str(tmp_path / "通报.docx")).paragraphs)
    received = {kind: sum(p[6] for p in of(kind)) for kind in KINDS}
    total = sum(received.values())
    shares = "；".join(f"{KINDS[k]}项目资金{wan}万元，占{wan / total:.1%}" for k, wan in received.items())
    counts = "、".join(f"{name}项目{len(of(kind))}个" for kind, name in KINDS.items())
    assert f"，其中{counts}；" in text
    assert f"政策型、竞争型与债券型。到位资金中，{shares}；争资500万元以上的竞争型项目1个；" in text
    assert "全县编报政策型项目3个，有3个争取到资金或用地指标，占100.0%；编报竞争型项目5个，有2个" in text
    assert "编报债券型项目3个，有2个争取到资金或用地指标，占66.7%。" in text
    assert "竞争型项目到位资金400万元，仅占到位资金总量的15.4%，其余是政策型、债券型资金。" in text
    assert "把力量更多放在竞争型项目上" in text
    assert not [word for word in ("个性型", "{", "未注明类型") if word in text]


def test_what_is_said_of_kinds_holds_against_the_ledger(county: SmallCounty, month: Month) -> None:
    texts = [p.text for section in compose(month).sections for p in section.paragraphs]
    ledger = open_ledger(county.workspace, PERIOD)
    claims = against_ledger([DocumentBlock(text) for text in texts], ledger, month).claims
    said = {claim.message.split("”")[0].split("“")[1] for claim in claims}
    assert {claim.verdict for claim in claims} == {"ok"}
    assert {"竞争型项目", "竞争型项目到位资金", "已到位资金（债券型）", "占到位资金（债券型）"} <= said
    stale = against_ledger([DocumentBlock("债券型项目资金1600万元，占57.7%。")], ledger, month).claims
    assert [claim.verdict for claim in stale] == ["wrong", "ok"]
    assert "“已到位资金（债券型）”是 1500万元" in stale[0].message and "--scope kind:bond" in stale[0].message
    joined = [DocumentBlock("编报政策型、债券型项目6个，有5个争取到资金或用地指标，占83.3%。")]
    assert {claim.verdict for claim in against_ledger(joined, ledger, month).claims} <= {"ok"}


def test_a_kind_s_figure_is_explained_to_its_cells(county: SmallCounty) -> None:
    ledger = open_ledger(county.workspace, PERIOD)
    parts = explain(ledger, "funds_received", "kind:bond").parts
    assert sorted(parts["project"]) == ["供水管网", "污水处理", "集镇改造"]
    parts = (
        explain(ledger, "funds_share", "kind:contest")
        .parts.groupby("role")["value"]
        .agg(lambda v: sum(map(Decimal, v)))
    )
    assert dict(parts) == {"numerator": 4_000_000, "denominator": 26_000_000}
    assert set(explain(ledger, "projects_competitive").parts["project"]) == {p[1] for p in of("contest")}


def test_tables_and_pictures_tell_all_kinds(month: Month, tmp_path: Path) -> None:
    write_tables(month, tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    cells = [[cell.value for cell in row] for row in book["项目清单"].iter_rows()]
    assert {KINDS[p[2]] for p in PROJECTS} == {row[4] for row in cells if row[2] in {p[1] for p in PROJECTS}}
    said = [text.get_text() for text in charts.conversion(month).axes[0].texts]
    assert said == [
        "政策型项目：编报 3 个，转化 3 个，转化率 100.0%（上年同期无数据）",
        "竞争型项目：编报 5 个，转化 2 个，转化率 40.0%（上年同期无数据）",
        "债券型项目：编报 3 个，转化 2 个，转化率 66.7%（上年同期无数据）",
    ]
    shown = kinds(month).frame
    assert list(shown["项目类型"]) == list(KINDS.values())
    assert list(shown["到位资金"]) == ["700万元", "400万元", "1500万元"]


def test_the_form_offers_the_kinds_and_comes_back(county: SmallCounty) -> None:
    written = write_forms(county.workspace, "2013-07", ["城关镇"])
    book = openpyxl.load_workbook(next(written.folder.glob("*.xlsx")))
    sheet = book.worksheets[0]
    column = next(cell.column_letter for cell in sheet[4] if cell.value == "项目类型*")
    check = next(c for c in sheet.data_validations.dataValidation if str(c.sqref).startswith(column))
    assert check.prompt == "政策型；竞争型：申报争取来的；债券型。"
    place = book.defined_names[check.formula1.lstrip("=")].attr_text
    name, _, cells = place.partition("!")
    offered = [cell.value for row in book[name.strip("'")][cells.replace("$", "")] for cell in row]
    assert offered == list(KINDS.values())
    assert [sheet[f"{column}{n}"].value for n in (5, 6, 7)] == ["债券型", "债券型", "竞争型"]


def test_views_split_and_filter_by_the_kinds(county: SmallCounty) -> None:
    result = conversion(ConversionParameters(period=PERIOD, by="kind"), county.workspace)
    assert [row[:3] for row in result.table.rows] == [["政策型", 3, 3], ["竞争型", 2, 5], ["债券型", 2, 3]]
    own = conversion(ConversionParameters(period=PERIOD, filters=Filters(kind="bond")), county.workspace)
    assert "债券型" in own.text() and "66.7%" in own.text()
    assert {(f.figure, f.scope) for f in own.figures if f.name == "rate"} == {("conversion", "kind:bond")}


def test_a_decision_names_a_kind_by_the_county_s_word(county: SmallCounty) -> None:
    assert typed_value(county.workspace, "kind", "专项债") == "bond"
    assert typed_value(county.workspace, "kind", "个性型") is None


@pytest.mark.slow
def test_a_county_that_only_calls_the_two_otherwise(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path)
    county.settings(
        '[kinds]\nnames = { formula = "普惠型", competitive = "竞争型" }\n[findings]\ncompetitive_below = 0.5'
    )
    said = {"policy": "普惠型", "contest": "竞争型"}
    own = [(*p[:3], said[p[2]], *p[4:]) for p in of("policy", "contest")]
    for unit in ("发改委", "水利局", "城关镇"):
        county.file_return(PERIOD, unit, [row(p) for p in own if p[0] == unit])
    month = load_month(PERIOD, county.workspace)
    assert month.figures["projects_competitive"].label == "竞争型项目"
    assert month.figures["funds_formula_received"].value == sum(p[6] for p in of("policy")) * 10_000
    assert month.figures["conversion_competitive"].value == Decimal("0.4") and "funds_share" not in month.figures
    text = "".join(p.text for section in compose(month).sections for p in section.paragraphs)
    assert "，其中普惠型项目3个、竞争型项目5个；" in text and "其余主要是按因素分配的普惠型资金" in text
    assert not [word for word in ("政策型", "个性型") if word in text]
