"""Every rule planted alone is found, at its project, month and cell, and nothing where nothing is planted."""

import pytest

from tests.dispatch.following import file_months, of_rule
from tests.small_county import SmallCounty
from zzlib.dispatch import item_rules
from zzlib.dispatch.items import ActionItem, Followed, ItemState
from zzlib.indicators import measured
from zzlib.ledger import open_ledger
from zzlib.synthetic.problems import PERIODS, PLANTED, PlannedItem, write_problem_county
from zzlib.workspace import Workspace

Found = dict[str, tuple[ActionItem, ...]]


ALL = [(1, tuple(PLANTED)), (2, tuple(PLANTED)), (3, ())]
ALONE = [(4, (rule,)) for rule in PLANTED]


@pytest.fixture(scope="module", params=[*ALL, *ALONE], ids=lambda plan: f"{plan[0]}-{'-'.join(plan[1][:2])}")
def planted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Found, list[PlannedItem]]:
    """The items of every month of a county, and those that are planned."""
    root = tmp_path_factory.mktemp("planted") / "县"
    planned = write_problem_county(root, *request.param)
    ledger = open_ledger(Workspace(root), PERIODS[-1])
    followed = Followed(ledger, measured(ledger))
    found = {period: followed.at(period).items for period in PERIODS}
    return found, planned


def test_every_rule_is_planted() -> None:
    assert set(PLANTED) == set(item_rules())


@pytest.mark.slow
def test_what_is_planted_is_found_from_its_month_on_and_nothing_else(planted: tuple[Found, list[PlannedItem]]) -> None:
    found, planned = planted
    for period, items in found.items():
        told = {(item.rule.id, item.unit_id, item.project, item.opened) for item in items}
        assert told == {(p.rule, p.unit_id, p.project, p.opened) for p in planned if p.opened <= period}
        assert len(items) == len(told)


@pytest.mark.slow
def test_each_rests_on_the_cell_in_which_it_is_seen(planted: tuple[Found, list[PlannedItem]]) -> None:
    found, planned = planted
    for one in planned:
        [item] = [
            i for i in found[one.opened] if (i.rule.id, i.unit_id, i.project) == (one.rule, one.unit_id, one.project)
        ]
        assert (item.place.file, item.place.cell) == (one.file, one.cell), one.rule


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rule", "months", "ends"),
    [
        ("leader_changed", {3: {"leader": "责任领导乙"}, 4: {"leader": "责任领导乙"}}, True),
        ("leader_changed", {3: {"leader": "责任领导乙"}, 4: {"leader": None}}, False),
        ("leader_changed", {3: {"leader": "责任领导乙"}, 4: {"leader": "责任领导丙"}}, False),
        ("put_aside", {3: {"stage": "停建"}, 4: {"stage": "在建"}}, True),
        ("put_aside", {3: {"stage": "停建"}, 4: {"stage": "停建"}}, False),
        ("vanished", {3: None, 4: {}}, True),
        ("vanished", {3: None, 4: None}, False),
    ],
)
def test_only_a_return_ends_it(county: SmallCounty, rule: str, months: dict[int, dict[str, str | None] | None], ends: bool) -> None:  # fmt: skip
    told = {1: {}, 2: {}} | months
    file_months(
        county,
        {f"2013-0{n}": [{"name": "别的"}, *([] if row is None else [{"awarded": 50, "stage": "在建"} | row])] for n, row in told.items()},
    )  # fmt: skip
    [item] = of_rule(county, "2013-04", rule)
    assert (item.opened, item.state.is_closed) == ("2013-03", ends)
    assert item.state is not ItemState.CLOSED_BY_DECISION


def test_what_a_return_has_no_column_for_is_not_told_to_be_lacking(county: SmallCounty) -> None:
    header = ["序号", "项目名称", "项目类型", "项目性质", "项目阶段", "申报资金", "争取资金", "到位资金"]
    row = ["粮库", "个性型", "新增", "申报", 100, None, None]
    county.file_return("2013-01", "发改委", [row], header=header)
    county.file_return("2013-01", "水利局", [["水库", *row[1:]]], header=[*header, "责任领导", "责任人"])
    ledger = open_ledger(county.workspace, "2013-01")
    found = Followed(ledger, measured(ledger)).at("2013-01").items
    assert {(i.rule.id, i.unit_id) for i in found} == {("without_leader", "u02"), ("without_person", "u02")}
