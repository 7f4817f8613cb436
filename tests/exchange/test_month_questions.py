"""Columns of months alone are asked of their unit once, and read as it was answered in all months, never in those of others."""

import pytest

from tests.exchange.doubts import row
from tests.small_county import HEADER, SmallCounty
from zzlib.decisions.question import Question
from zzlib.exchange.answers import Word, answer
from zzlib.exchange.made import decisions_made, undo
from zzlib.exchange.questions import open_questions
from zzlib.indicators import explain
from zzlib.ledger import open_ledger

WORD = Word("责任人甲", "电话核实", on="2013-03-06")


def file(county: SmallCounty, period: str, unit: str, *months: int) -> None:
    """File a return whose money received stands in a column a month, from January on."""
    header = [h for h in HEADER if h != "到位资金"] + [f"{n}月到位" for n in range(1, len(months) + 1)]
    written = row("产业园", awarded=90)
    county.file_return(period, unit, [[*written[:7], *written[8:], *months]], header=header)


def asked(county: SmallCounty, period: str = "2013-02") -> list[Question]:
    return open_questions(open_ledger(county.workspace, period))


def received(county: SmallCounty, period: str) -> dict[str, float]:
    units = county.units(period)
    known = units[~units["band"].isin(["unknown", "unfiled"])]
    return {str(unit): fen / 1e6 for unit, fen in zip(known["unit"], known["received_fen"], strict=True)}


@pytest.mark.parametrize(
    ("reading", "second", "third"), [("各月相加", 50, 57), ("最近一月", 40, 7)], ids=["sum", "latest"]
)
def test_the_answer_holds_for_the_units_later_months_whatever_their_number(
    county: SmallCounty, reading: str, second: int, third: int
) -> None:
    file(county, "2013-02", "水利局", 10, 40)
    file(county, "2013-02", "城关镇", 3, 4)
    first, other = asked(county)
    assert [q.unit_id for q in (first, other)] == ["u03", "u02"]
    assert "各月相加共 50，最近一月共 40" in other.evidence[0] or "最近一月共 40，各月相加共 50" in other.evidence[0]
    assert received(county, "2013-02") == {}
    choice = next(c.value for c in other.choices if reading in c.value)
    answer(county.workspace, other, choice, WORD)
    assert received(county, "2013-02") == {"水利局": second}
    assert [q.unit_id for q in asked(county)] == ["u03"]
    file(county, "2013-03", "水利局", 10, 40, 7)
    assert received(county, "2013-03")["水利局"] == third
    file(county, "2013-04", "水利局", 10, 40, 7)  # April's column is not there: March's numbers are not April's
    assert county.units("2013-04").set_index("unit").loc["水利局", "filing"] == "unreadable"


def test_the_sum_leads_back_to_all_its_cells_and_the_decision_can_be_taken_back(county: SmallCounty) -> None:
    file(county, "2013-02", "水利局", 10, 40)
    [question] = asked(county)
    answer(county.workspace, question, next(c.value for c in question.choices if "相加" in c.value), WORD)
    parts = explain(open_ledger(county.workspace, "2013-02"), "funds_received", "unit:u02").parts
    assert parts[["value", "cell", "raw"]].to_numpy().tolist() == [["500000.00", "J4+K4", "10+40"]]
    [made] = decisions_made(county.workspace)
    assert made.said == "列名：水利局的“到位/各月相加”是“到位资金”"
    undo(county.workspace, made.id, Word("责任人乙", "记错了"))
    assert asked(county) == [question]
