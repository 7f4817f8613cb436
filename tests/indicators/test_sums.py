"""Sums by each of several keys at once are those by each key alone."""

import pandas as pd

from zzlib.indicators.catalogue import measures
from zzlib.indicators.sums import LAND_DIGITS, Sum, calculation, sum_by_each, sum_measures
from zzlib.settings import Engine

ROWS = pd.DataFrame(
    {
        "month": ["0", "0", "0", "1", "1"],
        "kind": ["formula", "competitive", "unstated", "formula", ""],
        "group": ["县直", "县直", "乡镇", "乡镇", "乡镇"],
        "received_fen": pd.array([1, None, 2**53, -7, 5], dtype="Int64"),
        "received_unreadable": [False, True, False, False, False],
        "land_granted": [0.1, 0.2, None, 12.3456, 0.0001],
        "land_granted_unreadable": [False, False, True, False, False],
        "carried": [True, False, False, False, True],
    }
)


def test_sums_by_each_key_are_those_by_it_alone() -> None:
    known = measures()
    of_rows = {name: known[name] for name in ("received", "land")}
    with calculation(Engine()) as connection:
        together = sum_by_each(connection, ROWS, of_rows, "month", ["kind", "group"])
        for month, rows in ROWS.groupby("month"):
            for key in ("", "kind", "group"):
                alone = sum_measures(connection, rows, of_rows, [key] if key else [])
                for name, sums in alone.items():
                    assert together[str(month), key].of(name) == sums
    assert together["0", ""].of("received") == {(): Sum(2**53 + 1, 1, 1)}
    assert together["1", "group"].of("land")["乡镇",].value == round(12.3457, LAND_DIGITS)


def test_nothing_has_no_sums() -> None:
    with calculation(Engine()) as connection:
        assert sum_by_each(connection, ROWS.iloc[:0], {"received": measures()["received"]}, "month", ["kind"]) == {}
