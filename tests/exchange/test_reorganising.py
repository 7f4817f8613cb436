"""A name that no unit bears, with the projects of units that have gone silent: what may have happened is suggested."""

from collections.abc import Sequence

import pytest

from tests.small_county import UNITS, SmallCounty
from zzlib.decisions.question import Question
from zzlib.exchange.answers import Word, answer
from zzlib.exchange.forms import write_forms
from zzlib.exchange.made import decisions_made, undo
from zzlib.exchange.questions import open_questions
from zzlib.exchange.shown import find_choice
from zzlib.indicators import explain, load_month
from zzlib.ledger import open_ledger

WORD = Word("责任人甲", "县里机构改革", "县编〔2013〕2号", on="2013-03-06")


def row(name: str, received: object = 50, code: str = "") -> list[object]:
    return [name, code, "个性型", "新增", "省级专项", 100, 80, received, None]


@pytest.fixture
def silent(county: SmallCounty) -> SmallCounty:
    """In February only 城关镇 files under its own name."""
    county.file_return("2013-01", "发改委", [row("园区"), row("信用"), row("粮库"), row("电站")])
    county.file_return("2013-01", "水利局", [row("灌区"), row("水库", code="2013-000001-01"), row("河堤")])
    county.file_return("2013-01", "城关镇", [row("街道")])
    county.file_return("2013-02", "城关镇", [row("街道")])
    return county


def asked(county: SmallCounty, name: str, projects: Sequence[list[object]]) -> Question:
    county.file_return("2013-02", name, projects)
    (question,) = open_questions(open_ledger(county.workspace, "2013-02"))
    return question


RENAMED = [row("灌区", 60), row("大水库", 55, code="2013-000001-01"), row("新渠")]


def test_most_of_one_units_projects_speak_for_a_new_name(silent: SmallCounty) -> None:
    question = asked(silent, "水务局", RENAMED)
    assert [choice.label for choice in question.choices[:2]] == ["水利局", "水利局改了名，2013年2月起叫水务局"]
    assert any("像是水利局改了名" in line for line in question.evidence)


@pytest.mark.slow
def test_the_new_name_is_written_down_as_a_line_and_taken_back_by_another(silent: SmallCounty) -> None:
    question = asked(silent, "水务局", RENAMED)
    decided = answer(silent.workspace, question, find_choice(silent.workspace, question, "2"), WORD)
    assert decided.file == "data/reference/unit_changes.csv"
    path = silent.root / decided.file
    assert path.read_text("utf-8-sig").splitlines() == [
        "date,from_unit,to_unit,share,document,name,group,decided_by,decided_on,reason",
        "2013-02,u02,u02,1,县编〔2013〕2号,水务局,,责任人甲,2013-03-06,县里机构改革",
    ]
    assert answer(silent.workspace, question, question.choices[1].value, WORD).entries == []
    february = load_month("2013-02", silent.workspace)
    assert february.units["unit"].tolist() == ["发改委", "水务局", "城关镇"]
    assert silent.units("2013-01")["unit"].tolist() == ["发改委", "水利局", "城关镇"]
    parts = explain(open_ledger(silent.workspace, "2013-02"), "funds_received", "unit:u02").parts
    assert parts["decision"].str.contains("单位更名：水务局（责任人甲", regex=False).all()
    (made,) = decisions_made(silent.workspace)
    assert made.said == "机构调整：水利局改名为水务局（2013年2月起）"
    undo(silent.workspace, made.id, Word("责任人乙", "记错了"))
    assert decisions_made(silent.workspace) == []
    assert [q.id for q in open_questions(open_ledger(silent.workspace, "2013-02"))] == [question.id]


@pytest.mark.slow
def test_a_new_name_is_kept_as_short_as_the_old_one_and_known_with_the_county_before_it(silent: SmallCounty) -> None:
    silent.reference(
        "units", [unit | ({"full_name": "云溪县水利局"} if unit["unit_id"] == "u02" else {}) for unit in UNITS]
    )
    question = asked(silent, "云溪县水务局", RENAMED)
    decided = answer(silent.workspace, question, find_choice(silent.workspace, question, "2"), WORD)
    assert [entry["name"] for entry in decided.entries] == ["水务局"]
    february = load_month("2013-02", silent.workspace)
    assert february.units["unit"].tolist() == ["发改委", "水务局", "城关镇"]
    assert february.units["filing"].tolist()[1] == "on_time"


def test_most_of_two_units_projects_speak_for_a_merger(silent: SmallCounty) -> None:
    both = [row("园区"), row("信用"), row("粮库"), row("灌区"), row("水库", code="2013-000001-01")]
    question = asked(silent, "发展水务局", both)
    assert all("改了名" not in choice.label for choice in question.choices)
    assert any("发改委、水利局本月都没有报表" in line and "合并为发展水务局" in line for line in question.evidence)
    assert any("2013-02,u01,新编号,1,文号；2013-02,u02,新编号,1,文号" in line for line in question.evidence)


def test_a_part_of_one_units_projects_speaks_for_a_split(silent: SmallCounty) -> None:
    question = asked(silent, "信用办", [row("信用"), row("园区")])
    assert any("像是信用办从发改委分出来" in line for line in question.evidence)
    assert any("2013-02,u01,新编号,份额,文号" in line for line in question.evidence)


def test_nothing_is_said_of_a_unit_that_reports_or_has_other_projects(silent: SmallCounty) -> None:
    silent.file_return("2013-02", "水利局", [row("灌区"), row("水库", code="2013-000001-01"), row("河堤")])
    question = asked(silent, "某某局", [row("灌区"), row("河堤"), row("电站")])
    assert not any("像是" in line for line in question.evidence)


def test_a_merged_units_form_lists_the_projects_of_its_former_units(silent: SmallCounty) -> None:
    silent.reference("units", [*UNITS, {"unit_id": "u04", "name": "市场局", "group": "县直", "ranked": "yes"}])
    silent.reference("unit_changes", [
        {"date": "2013-02", "from_unit": unit_id, "to_unit": "u04", "share": 1, "document": "1号"} for unit_id in ("u01", "u02")
    ])  # fmt: skip
    for period in ("2013-02", "2013-03"):
        forms = write_forms(silent.workspace, period).forms.values()
        assert [form.unit for form in forms] == ["城关镇人民政府", "市场局"]
        listed = [row.values["project_name"] for row in list(forms)[1].rows]
        assert listed == ["园区", "信用", "粮库", "电站", "灌区", "水库", "河堤"]
    keys = {row.key for row in list(forms)[1].rows}
    silent.file_return(
        "2013-02", "市场局", [row("园区二期"), *map(row, ("信用", "粮库", "电站", "灌区", "水库", "河堤"))]
    )
    assert "u01/园区" in keys


def test_of_a_split_unit_no_form_lists_what_may_be_anothers(silent: SmallCounty) -> None:
    silent.reference(
        "units",
        [
            *UNITS,
            *(
                {"unit_id": u, "name": n, "group": "县直", "ranked": "yes"}
                for u, n in (("u04", "甲局"), ("u05", "乙局"))
            ),
        ],
    )
    silent.reference("unit_changes", [
        {"date": "2013-02", "from_unit": "u01", "to_unit": unit_id, "share": 0.5, "document": "1号"} for unit_id in ("u04", "u05")
    ])  # fmt: skip
    forms = {form.unit_id: form for form in write_forms(silent.workspace, "2013-02").forms.values()}
    assert [len(forms[unit_id].rows) for unit_id in ("u02", "u04", "u05")] == [3, 0, 0]
