"""Sizes and time in a stage by example, and over projects of many units and counties that must not mix."""

from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd
import pytest

from zzlib.indicators.project_states import size, size_names, with_stage_times
from zzlib.indicators.sums import connect
from zzlib.settings import Engine

WAN = 10**6


def relation(rows: list[dict[str, Any]], **types: str) -> Any:
    connection = connect(Engine())
    return nw.from_native(connection.from_df(pd.DataFrame(rows).astype(types))).lazy()


@pytest.mark.parametrize(
    ("fen", "name"),
    [
        (None, "总投资未填"), (0, "500万元以下"), (500 * WAN - 1, "500万元以下"), (500 * WAN, "500万—3000万元"),
        (9999 * WAN, "3000万—1亿元"), (10_000 * WAN, "1亿元以上"), (-1, "500万元以下"),
    ],
)  # fmt: skip
def test_a_projects_size_is_that_of_its_total_investment(fen, name):
    rows = relation([{"total_investment_fen": fen}], total_investment_fen="Int64")
    assert rows.with_columns(size=size()).to_native().df()["size"].tolist() == [name]
    assert name in size_names()


def times(stages: list[str], carried: str = "") -> tuple[int, bool]:
    """Give months in the last stage, and whether it has been there since the first; one letter of `carried` a month."""
    own = {"county": "", "unit_id": "u", "project_id": "p"}
    rows = [
        own | {"period": f"2013-{month:02d}", "stage": stage, "carried": carried[month - 1 : month] == "c"}
        for month, stage in enumerate(stages, start=1)
        if stage != "-"
    ]
    others = [
        {"county": "", "unit_id": "u", "project_id": "other", "period": "2013-01", "stage": "idea", "carried": False},
        {"county": "other", "unit_id": "u", "project_id": "p", "period": "2013-01", "stage": "other", "carried": False},
    ]
    last = f"2013-{len(stages):02d}"
    found = with_stage_times(relation([*others, *rows]), last).to_native().df()
    [row] = found.query("county == '' and project_id == 'p'").to_dict("records")
    return int(row["in_stage"]), bool(row["since_first"])


@pytest.mark.parametrize(
    ("stages", "carried", "months", "since_first"),
    [
        (["applied"], "", 1, True),
        (["reserve", "applied"], "", 1, False),
        (["reserve", "applied", "applied"], "", 2, False),
        (["applied", "reserve", "applied"], "", 1, False),
        (["-", "applied", "applied"], "", 2, True),
        # a month carried forward says nothing: not that the project stood elsewhere
        (["applied", "reserve", "applied"], ".c.", 3, True),
        (["reserve", "reserve", "applied"], ".c.", 2, False),
        # nor does a month that is not on record
        (["reserve", "-", "applied"], "", 2, False),
        (["", "", "applied"], "", 1, False),
    ],
)
def test_time_in_a_stage_counts_from_the_month_of_the_change(stages, carried, months, since_first):
    assert times(stages, carried) == (months, since_first)


def test_what_comes_after_the_month_is_not_looked_at():
    rows = [
        {"county": "", "unit_id": "u", "project_id": "p", "period": f"2013-{m:02d}", "stage": s, "carried": False}
        for m, s in enumerate(["applied", "applied", "received"], start=1)
    ]
    [row] = with_stage_times(relation(rows), "2013-02").to_native().df().to_dict("records")
    assert (row["stage"], row["in_stage"], row["since_first"]) == ("applied", 2, True)
