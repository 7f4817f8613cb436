"""What is told of a project: each flag by an example, and over counties and months that must not mix."""

from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from tests.small_county import SmallCounty
from zzlib.indicators.flags import FLAGS, STEPS, flag_months, line_flags, project_flags
from zzlib.indicators.measuring import month_issues
from zzlib.indicators.policy_fields import with_policy_fields
from zzlib.indicators.sums import connect
from zzlib.ledger import build_ledger
from zzlib.settings import Engine, Settings
from zzlib.vocabulary import Stage

PROJECT: dict[str, Any] = {
    "county": "", "period": "2013-05", "unit_id": "u01", "project_id": "u01/a", "carried": False, "project_name": "水库",
    "name_key": "", "project_code": "", "apart": False, "kind": "competitive", "origin": "new", "stage": "applied",
    "policy_field": "未注明", "problems": "", "leader": "责任人甲", "leader_asked": True, "started_on": "", "finished_on": "", "start_planned": "", "finish_planned": "", "awarded_fen": 0, "allotted_fen": 0,
    "received_fen": 0, "received_unreadable": False, "land_needed": None, "land_granted": None, "converted": False,
}  # fmt: skip
LINE: dict[str, Any] = {
    "county": "", "period": "2013-05", "unit_id": "u01", "project_id": "u01/a", "counts": True, "policy_field": "未注明",
    "applied_fen": None, "applied_unreadable": False, "received_fen": None, "received_unreadable": False, "paid_fen": None,
    "paid_unreadable": False, "received_on": "", "fund_category": "省级专项",
}  # fmt: skip
SUBSIDIES = ("村级运转补助",)
TYPES = {
    "land_needed": "float64",
    "land_granted": "float64",
    "applied_fen": "Int64",
    "received_fen": "Int64",
    "paid_fen": "Int64",
}
KEYS = ("county", "period", "unit_id", "project_id")


def relation(connection: duckdb.DuckDBPyConnection, rows: list[dict[str, Any]]) -> Any:
    frame = pd.DataFrame(rows)
    return nw.from_native(connection.from_df(frame.astype({k: v for k, v in TYPES.items() if k in frame}))).lazy()


def flagged(projects: list[dict[str, Any]], lines: list[dict[str, Any]] | None = None) -> pd.DataFrame:
    """Flag projects, each with a line of its own unless lines are given."""
    connection = connect(Engine())
    rows = [PROJECT | row | {"position": number} for number, row in enumerate(projects)]
    own = lines or [{key: row[key] for key in KEYS} for row in rows]
    found = project_flags(
        relation(connection, rows), relation(connection, [LINE | line for line in own]), Settings(), None, SUBSIDIES
    )
    return found.sort("position").to_native().df()


def flags_of(line: dict[str, Any] | None = None, before: dict[str, Any] | None = None, **project: Any) -> set[str]:
    """Give the flags of one project, with its line and as it stood in February."""
    earlier = [] if before is None else [project | {"period": "2013-02"} | before]
    lines = [{"period": p["period"]} | (line or {}) for p in [project | {"period": "2013-05"}, *earlier]]
    now = flagged([project, *earlier], lines).iloc[0]
    return {name for name in FLAGS if now[name]}


@pytest.mark.parametrize(
    ("flags", "project"),
    [
        ({"pipeline", "applied"}, {}),
        ({"pipeline"}, {"stage": "reserve"}),
        ({"pipeline", "applied"}, {"stage": "", "line": {"applied_fen": 100}}),  # a form without a stage column
        ({"pipeline"}, {"stage": "", "line": {"applied_fen": 0}}),
        ({"applied"}, {"stage": "received", "converted": True}),
        (set(), {"stage": "withdrawn", "line": {"applied_fen": 100}}),
        ({"pipeline", "applied", "stuck"}, {"before": {}}),
        ({"pipeline", "applied", "stuck"}, {"before": {"carried": True}}),  # reported earlier still
        ({"pipeline", "applied"}, {"before": {}, "carried": True}),
        ({"pipeline", "applied"}, {"before": {"stage": "reserve"}}),
        ({"pipeline"}, {"before": {}, "stage": ""}),
        ({"applied"}, {"before": {}, "stage": "approved", "converted": True}),
        ({"applied", "unarrived"}, {"before": {}, "stage": "approved", "converted": True, "awarded_fen": 9}),
        ({"applied"}, {"before": {}, "stage": "approved", "converted": True, "awarded_fen": 9, "received_unreadable": True}),
        ({"applied", "unstarted"}, {"before": {}, "stage": "received", "converted": True, "received_fen": 9}),
        ({"applied"}, {"before": {}, "stage": "received", "converted": True, "received_fen": 9, "started_on": "2013-04"}),
        ({"applied"}, {"before": {}, "stage": "received", "converted": True, "received_fen": 9, "line": {"fund_category": "村级运转补助"}}),
        ({"applied"}, {"before": {}, "stage": "received", "converted": True, "received_fen": 9, "line": {"paid_fen": 1}}),
        ({"applied", "overpaid"}, {"stage": "received", "converted": True, "received_fen": 9, "line": {"paid_fen": 10}}),
        ({"pipeline", "applied", "overpaid"}, {"received_fen": -9, "line": {"paid_fen": 1}}),
        ({"pipeline", "applied", "lacking_land"}, {"land_needed": 3.0, "land_granted": 2.0}),
        ({"pipeline", "applied", "lacking_land"}, {"land_needed": 3.0}),
        ({"pipeline", "applied"}, {"land_granted": 2.0}),
        ({"pipeline", "applied", "states_land"}, {"problems": "用地指标不足"}),
        ({"pipeline", "applied", "states_matching"}, {"problems": "配套资金未落实"}),
        # A subsidy that builds nothing needs no land and no share of the county's, whatever its row says.
        ({"pipeline", "applied"}, {"land_needed": 3.0, "line": {"fund_category": "村级运转补助"}}),
        ({"pipeline", "applied"}, {"problems": "用地指标不足、配套资金未落实", "line": {"fund_category": "村级运转补助"}}),
        ({"pipeline", "applied", "states_approvals"}, {"problems": "前期手续未办结", "line": {"fund_category": "村级运转补助"}}),
        ({"applied", "without_leader"}, {"stage": "received", "converted": True, "leader": ""}),
        ({"applied"}, {"stage": "received", "converted": True, "leader": "", "leader_asked": False}),
    ],
)  # fmt: skip
def test_each_flag_by_its_example(flags: set[str], project: dict[str, Any]) -> None:
    assert flags_of(**project) == flags


def test_what_is_applied_for_is_filled_in_or_not() -> None:
    lines = [{"applied_fen": 100}, {"applied_fen": 0}, {"applied_fen": None}, {"applied_unreadable": True}]
    rows = [{"project_id": f"u01/{number}"} for number in range(len(lines))]
    found = flagged(rows, [row | line for row, line in zip(rows, lines, strict=True)])
    assert list(found["states_amount"]) == [True, False, False, True]


def test_steps_follow_what_was_won_and_else_whether_it_is_applied_for() -> None:
    rows = [
        {"stage": "reserve"}, {"stage": "applied"}, {"converted": True, "awarded_fen": 1},
        {"converted": True, "allotted_fen": 1}, {"converted": True, "received_fen": 1, "stage": "reserve"},
    ]  # fmt: skip
    found = flagged([row | {"project_id": f"u01/{number}"} for number, row in enumerate(rows)])
    assert [STEPS[step] for step in found["step"]] == list(STEPS)


TWIN = {"project_code": "A-1", "name_key": "水库"}


@pytest.mark.parametrize(
    ("other", "first", "differing"),
    [
        (TWIN, True, False),
        (TWIN | {"awarded_fen": 5}, True, True),
        ({"name_key": "水库"}, True, False),
        (TWIN | {"apart": True}, False, False),
        (TWIN | {"county": "邻县"}, False, False),
        (TWIN | {"period": "2013-04"}, False, False),
        (TWIN | {"unit_id": "u01"}, False, False),
    ],
)
def test_a_project_of_two_units_is_marked_once(other: dict[str, Any], first: bool, differing: bool) -> None:
    found = flagged([TWIN, {"unit_id": "u02", "project_id": "u02/a"} | other])
    assert list(found["filed_twice"]) == [first, first]
    assert list(found["filed_twice_first"]) == [first, False]
    assert list(found["filed_twice_differing"]) == [differing, False]


@pytest.mark.parametrize(
    ("received", "again"),
    [
        ((5, 3), [False, True]),
        ((3, 5), [True, False]),
        ((5, 5), [False, True]),  # of equals the first counts
        ((5, 0), [False, False]),
        ((5, 3, 4), [False, True, True]),
    ],
)
def test_of_a_project_of_several_units_all_but_the_largest_amount_is_too_much(received: Any, again: list[bool]) -> None:
    rows = [TWIN | {"unit_id": f"u{n}", "project_id": f"u{n}/a", "received_fen": fen} for n, fen in enumerate(received)]
    found = flagged(rows)
    assert list(found["received_again"]) == again
    assert not found["awarded_again"].any()  # nothing is awarded
    assert not flagged([row | {"apart": True} for row in rows])["received_again"].any()


def test_a_unit_s_own_projects_of_one_name_are_not_too_much() -> None:
    own = {"name_key": "水库", "received_fen": 5}
    rows = [own | {"project_id": "u01/a"}, own | {"project_id": "u01/b", "received_fen": 2}]
    found = flagged([*rows, own | {"unit_id": "u02", "project_id": "u02/a", "received_fen": 4}])
    assert list(found["received_again"]) == [False, False, True]


WAITING = [stage for stage in Stage if stage in (Stage.IDEA, Stage.RESERVE, Stage.PREPARATION, Stage.APPLIED)]
STORIES = st.dictionaries(
    st.tuples(st.sampled_from(["", "邻县"]), st.sampled_from(["u01", "u02"])),
    st.lists(
        st.none() | st.tuples(st.sampled_from([*WAITING, Stage.APPROVED, ""]), st.booleans()), min_size=12, max_size=12
    ),
    min_size=1,
)


@bounded(max_examples=15)
@given(STORIES)
def test_stuck_is_the_stage_of_three_months_ago_in_any_county_and_month(stories: dict[tuple[str, str], Any]) -> None:
    """Three months ago is, where the county has nothing on file then, the last month before that is."""
    rows = [
        {"county": county, "unit_id": unit, "period": f"2013-{month:02}", "stage": told[0], "carried": told[1]}
        for (county, unit), months in stories.items()
        for month, told in enumerate(months, start=1)
        if told
    ]

    def months_ago(row: dict[str, Any]) -> str:
        on_file = [other["period"] for other in rows if other["county"] == row["county"]]
        return max((p for p in on_file if int(p[-2:]) <= int(row["period"][-2:]) - 3), default="")

    expected = [
        not row["carried"]
        and row["stage"] in WAITING
        and any(
            other["stage"] == row["stage"] and other["period"] == months_ago(row)
            for other in rows
            if (other["county"], other["unit_id"]) == (row["county"], row["unit_id"])
        )
        for row in rows
    ]
    if rows:
        assert list(flagged(rows)["stuck"]) == expected


def test_lines_take_the_field_of_their_project_and_tell_idle_and_reclaimed_money() -> None:
    connection = connect(Engine())
    projects = relation(connection, [PROJECT | {"policy_field": "水利"} | dict.fromkeys(FLAGS, False)])
    lines = [
        {"received_fen": 9, "received_on": "2013-02-28"}, {"received_fen": 9, "received_on": "2013-03"},
        {"received_fen": 9, "received_on": "2012-12", "paid_fen": 9}, {"received_fen": 9, "received_unreadable": True},
        {"received_fen": -4}, {"received_fen": 9, "received_on": "2012-01", "counts": False},
    ]  # fmt: skip
    idle_after_three = Settings.model_validate({"findings": {"idle_months": 3}})
    found = (
        line_flags(relation(connection, [LINE | line for line in lines]), projects, idle_after_three).to_native().df()
    )
    assert set(found["policy_field"]) == {"水利"}
    assert sorted(zip(found["received_fen"], found["received_on"], found["idle"], found["reclaimed_fen"], strict=True)) == [
        (-4, "", False, 4), (9, "", False, 0), (9, "2012-12", False, 0), (9, "2013-02-28", True, 0), (9, "2013-03", False, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "field", "source"),
    [
        ("农村公路", "交通", "keywords"),
        ("公路旁的水库", "", ""),  # two fields have a keyword of this length
        ("公路旁的水库大坝", "水利", "keywords"),  # the longest keyword decides
        ("广场", "", ""),
    ],
)
def test_a_blank_field_is_read_from_the_longest_keyword(name: str, field: str, source: str) -> None:
    connection = connect(Engine())
    words = pd.DataFrame({"keyword": ["公路", "水库", "水库大坝"], "field": ["交通", "水利", "水利"]}, dtype="str")
    projects = relation(connection, [PROJECT | {"project_name": name}])
    found = with_policy_fields(projects, nw.from_native(connection.from_df(words)).lazy()).to_native().df().iloc[0]
    assert (found["policy_field"], found["field_from"]) == (field or "未注明", source)


def test_a_blank_field_is_what_the_project_said_earlier_in_the_year_of_its_own_county() -> None:
    connection = connect(Engine())
    rows = [
        PROJECT | {"period": "2012-12", "policy_field": "交通"},
        PROJECT | {"period": "2013-01"},
        PROJECT | {"period": "2013-02", "policy_field": "水利"},
        PROJECT | {"period": "2013-03"},
        PROJECT | {"period": "2013-04", "county": "邻县"},
    ]
    words = nw.from_native(connection.from_df(pd.DataFrame({"keyword": [], "field": []}, dtype="str"))).lazy()
    found = with_policy_fields(relation(connection, rows), words).sort("period").to_native().df()
    assert list(found["policy_field"]) == ["交通", "未注明", "水利", "水利", "未注明"]
    assert list(found["field_from"]) == ["return", "", "return", "earlier", ""]


def test_the_questions_of_twins_are_those_that_the_flags_count(county: SmallCounty) -> None:
    header = ["序号", "项目名称", "项目代码", "项目类型", "到位资金"]
    own = {
        "发改委": [["水库", "A-1", "个性型", 5], ["公路", "", "个性型", 5]],
        "水利局": [["水库除险", "A-1", "个性型", 5], ["公 路", "", "个性型", 6]],
    }
    for unit, rows in own.items():
        county.file_return("2013-05", unit, rows, header=header)
    ledger = build_ledger(county.workspace, "2013-05")
    with connect(Engine()) as connection:
        projects, _ = flag_months(connection, ledger).month("2013-05")
    asked = [issue.value for issue in month_issues(ledger) if issue.code == "project_twice"]
    assert sorted(asked) == sorted(projects.loc[projects["filed_twice"], "project_name"])
    assert len(asked) == 4
    assert int(projects["filed_twice_first"].sum()) == 2
