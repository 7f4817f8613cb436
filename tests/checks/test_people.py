"""A person under two spellings is asked about and never merged by likeness; no issue says a name."""

import pytest

from tests.dispatch.following import HEADER
from tests.small_county import UNITS, SmallCounty
from zzlib.decisions.kind import DIFFERENT, SAME
from zzlib.decisions.question import Question
from zzlib.exchange.answers import Word, answer
from zzlib.exchange.made import decisions_made, undo
from zzlib.exchange.questions import open_questions
from zzlib.ledger import open_ledger
from zzlib.ledger.people import person_key

PERIOD = "2013-05"
WORD = Word("责任人甲", "本人说的", on="2013-06-05")


def file(county: SmallCounty, unit: str, **leaders: str) -> None:
    rows = [[name, "个性型", "新增", "申报", 100, None, None, leader] for name, leader in leaders.items()]
    county.file_return(PERIOD, unit, rows, header=HEADER)


@pytest.fixture
def spelled(county: SmallCounty) -> SmallCounty:
    county.reference("units", [unit | {"leader": "责任领导甲"} for unit in UNITS])
    file(county, "水利局", 水库="责任领导甲", 河堤="责任领导乙")
    file(county, "发改委", 公路="责任领导甲（副县长）")
    return county


def asked(county: SmallCounty) -> list[Question]:
    return [one for one in open_questions(open_ledger(county.workspace, PERIOD)) if one.kind == "person"]


def leaders(county: SmallCounty) -> dict[str, str]:
    projects = open_ledger(county.workspace, PERIOD).projects
    return dict(zip(projects["project_name"], projects["leader"], strict=True))


def test_it_is_asked_by_its_cells_and_without_a_name(spelled: SmallCounty) -> None:
    [question] = asked(spelled)
    assert (question.unit_id, question.cell) == ("u01", "I4")
    assert question.text == "“公路”的责任领导和 units.csv 的 F2 里的是不是一个人？"
    assert "甲" not in question.text + "".join(question.evidence)
    assert leaders(spelled)["公路"] == "责任领导甲（副县长）"


def test_an_answer_holds_until_it_is_taken_back(spelled: SmallCounty) -> None:
    answer(spelled.workspace, asked(spelled)[0], SAME, WORD)
    assert (asked(spelled), leaders(spelled)["公路"]) == ([], "责任领导甲")
    [made] = [one for one in decisions_made(spelled.workspace) if one.name == "people"]
    undo(spelled.workspace, made.id, WORD)
    assert (len(asked(spelled)), leaders(spelled)["公路"]) == (1, "责任领导甲（副县长）")
    answer(spelled.workspace, asked(spelled)[0], DIFFERENT, WORD)
    assert (asked(spelled), leaders(spelled)["公路"]) == ([], "责任领导甲（副县长）")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("责任领导 甲", "责任领导甲"),
        ("责任领导甲（副县长）", "责任领导甲"),
        ("副县长责任领导甲", "责任领导甲"),
        ("县长", ""),
    ],
)
def test_names_are_compared_without_blanks_brackets_and_posts(name: str, key: str) -> None:
    assert person_key(name) == key
