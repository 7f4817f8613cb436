"""What the views name as the cause is what was planted, and where nothing was planted they name nothing."""

import math
from pathlib import Path

import pytest

from tests.explore.counties import with_projects
from tests.explore.rows import rows_of
from zzlib.explore.contrast import Cell, contrasts, limit
from zzlib.explore.conversion import view_of as conversion_of
from zzlib.explore.conversion_view import conversion_view
from zzlib.explore.data import ViewData
from zzlib.explore.dimensions import Filters
from zzlib.explore.gap import view_of as gap_of
from zzlib.explore.gap_state import GapParameters
from zzlib.explore.listing import projects_behind
from zzlib.explore.parts import ConversionParameters
from zzlib.explore.progress import view_of as progress_of
from zzlib.explore.progress_view import progress_view
from zzlib.explore.rules import ProgressParameters
from zzlib.ledger import open_ledger
from zzlib.synthetic.causes import PlantedCause, write_cause_county
from zzlib.workspace import Workspace
from zzlib.writing import load_views

SEED = 2013
NOTHING = "不宜归因"
NAMES = {
    "field_stopped": "主要低在{value}项目：",
    "unit_waits": "主要低在{value}的项目：",
    "mix": "项目构成变了（政策型、个性型的比重变化），使转化率变化−",
    "late_money": "主要差在批下的钱到得慢",
    "missing_land": "主要低在要用地的项目：",
    "big_project": "主要靠一个项目：",
    "new_leader": "主要低在同一位责任领导分管的项目",
    "group": "主要低在{value}单位的项目：",
    "source_level": "主要低在{value}资金的项目：",
    "category_ended": "主要差在{value}：",
    "size": "主要低在总投资{value}的项目：",
}
"""How the views say each cause."""
OF_MONEY = ("late_money", "big_project", "category_ended")


def said(data: ViewData) -> tuple[str, str]:
    """Give what the pictures of causes say of conversion and of progress."""
    return (
        conversion_of(data, ConversionParameters(picture="causes")).text(),
        progress_of(data, ProgressParameters(picture="causes")).text(),
    )


def headlines(data: ViewData) -> tuple[str, str, str]:
    """Give what the views say when they open."""
    conversion, progress = conversion_of(data, ConversionParameters()), progress_of(data, ProgressParameters())
    return conversion.text(), progress.text(), gap_of(data, GapParameters()).text()


def _causes(text: str) -> list[str]:
    return [sentence for sentence in text.split("。") if "主要" in sentence]


def county(root: Path, number: int) -> tuple[PlantedCause, ViewData]:
    cause = write_cause_county(root, number, SEED, first_month=5)
    return cause, ViewData(open_ledger(Workspace(root), "2013-06"))


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 14))
def test_the_planted_cause_is_named_and_no_other(tmp_path, number):
    cause, data = county(tmp_path / "县", number)
    conversion, progress = said(data)
    first = headlines(data)
    named = [int("未见集中原因" not in text) for text in first]
    late = cause.cause in ("late_money", "category_ended")
    assert named == {"none": [0, 0, 0], "big_project": [0, 1, 0]}.get(cause.cause, [0, 1, 1] if late else [1, 0, 1]), (
        first
    )
    assert _causes(first[2]) == ([] if cause.cause == "big_project" else _causes(first[late])), first
    low = [
        row["单位"]
        for row in rows_of(conversion_of(data, ConversionParameters(picture="control")))
        if row["判断"] == "明显偏低"
    ]
    assert low == ([cause.value] if cause.column == "unit_id" else []), low
    right, other = (progress, conversion) if cause.cause in OF_MONEY else (conversion, progress)
    assert NOTHING in other, other
    if cause.cause == "none":
        assert NOTHING in right, right
        return
    assert NOTHING not in right
    assert NAMES[cause.cause].format(value=cause.value) in right, (cause, right)
    if cause.cause == "new_leader":  # the leader is not named, the units are
        units = cause.words.split("（")[1].split("）")[0].split("、")
        assert all(unit in right for unit in units)
        assert cause.value not in right
    if cause.cause == "big_project":
        assert f"“{cause.value}”" in right


@pytest.mark.slow
def test_the_cause_goes_into_the_report_with_its_evidence_and_the_state_that_shows_it_again(tmp_path):
    for view, number in ((conversion_view, 8), (progress_view, 4)):
        write_cause_county(tmp_path / str(number), number, SEED, first_month=6)
        workspace = Workspace(tmp_path / str(number))
        panel = view("2013-06", workspace)
        panel.controls["picture"].value = "causes"
        assert panel.message.value == ""
        panel._to_report(panel.result)
        [stored] = load_views(workspace, "2013-06")
        assert stored.text() == panel.result.text()
        assert NOTHING not in stored.text()
        assert stored.line == panel.line
        listed = [spot for spot in panel.picture.spots if spot["key"]]
        panel.picture.chosen = listed[0]["key"]
        assert panel.tables.projects["count"] > 0


def test_every_part_lists_as_many_projects_as_it_says(counties):
    for data in counties:
        result = conversion_of(data, ConversionParameters(picture="causes"))
        result.draw()
        for spot in result.draw().spots:
            if spot.key:
                projects = int(spot.values.split("/")[1].split("）")[0])
                assert len(projects_behind(data, Filters(), spot.key).rows) >= projects


@pytest.mark.slow
def test_a_county_that_nobody_planted_anything_in_is_accused_of_nothing(counties):
    for data in counties:
        rows = (
            data.ledger.projects
        )  # made-up winners invest what they won: sizes are drawn anew, so that they say nothing of it
        sizes = rows.groupby(["period", "kind"])["total_investment_fen"].transform(
            lambda s: s.sample(frac=1, random_state=1).array
        )
        drawn = with_projects(data.ledger, rows.assign(total_investment_fen=sizes))
        assert all(NOTHING in text for text in said(drawn)), said(drawn)
        assert all("未见集中原因" in text for text in headlines(drawn)), headlines(drawn)


def cells(part: dict[str, tuple[int, int]]) -> list[Cell]:
    return [Cell(unit, "kind", *numbers) for unit, numbers in part.items()]


def test_the_deviation_is_that_of_mantel_and_haenszel():
    # one table of two by two: 2 of 20 in the part, 30 of 80 elsewhere
    whole = cells({"a": (2, 20), "b": (10, 27), "c": (10, 27), "d": (10, 26)})
    [found] = contrasts({"a": cells({"a": (2, 20)})}, whole)
    variance = 20 * 80 * 32 * 68 / (100**2 * 99)
    assert found.expected == pytest.approx(20 * 32 / 100)
    assert found.deviation == pytest.approx((2 - 6.4) / math.sqrt(variance))


def test_units_that_differ_anyway_make_a_part_less_striking():
    even = cells({"a": (2, 20), **{f"u{n}": (6, 20) for n in range(10)}})
    uneven = cells({"a": (2, 20), **{f"u{n}": (n % 2 * 12, 20) for n in range(10)}})
    [one], [other] = (contrasts({"a": cells({"a": (2, 20)})}, whole) for whole in (even, uneven))
    assert one.spread == 1.0
    assert other.spread > 5
    assert other.deviation > one.deviation / 2


def test_a_part_of_few_projects_or_of_nearly_all_is_left_out():
    whole = cells({"a": (0, 4), "b": (20, 40)})
    assert contrasts({"a": cells({"a": (0, 4)}), "b": cells({"b": (20, 40)})}, whole) == []


def test_the_more_parts_the_further_off_one_must_be():
    assert limit(1) == pytest.approx(-1.645, abs=0.001)
    assert limit(50) == pytest.approx(-3.09, abs=0.001)
