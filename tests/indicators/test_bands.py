"""Each unit is in exactly one band, and one at zero is of exactly one kind (contracts, section 4)."""

import narwhals.stable.v2 as nw
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zzlib.indicators.units import band_of, zero_kind
from zzlib.vocabulary import Band, ZeroKind

EDGES = (0.80, 0.25)
WAN = 1_000_000


@pytest.mark.parametrize(
    ("case", "band"),
    [
        ({"filed_this_year": False, "known": False, "measured": 0, "target": 100 * WAN}, Band.UNFILED),
        ({"filed_this_year": True, "known": False, "measured": 90 * WAN, "target": 100 * WAN}, Band.UNKNOWN),
        ({"filed_this_year": True, "known": True, "measured": 0, "target": 100 * WAN}, Band.ZERO),
        ({"filed_this_year": True, "known": True, "measured": 0, "target": None}, Band.ZERO),
        ({"filed_this_year": True, "known": True, "measured": -5 * WAN, "target": 100 * WAN}, Band.ZERO),
        ({"filed_this_year": True, "known": True, "measured": 5 * WAN, "target": None}, Band.NO_TARGET),
        ({"filed_this_year": True, "known": True, "measured": 5 * WAN, "target": 0}, Band.NO_TARGET),
        ({"filed_this_year": True, "known": True, "measured": 1, "target": 100 * WAN}, Band.LOW),
        ({"filed_this_year": True, "known": True, "measured": 25 * WAN - 1, "target": 100 * WAN}, Band.LOW),
        ({"filed_this_year": True, "known": True, "measured": 25 * WAN, "target": 100 * WAN}, Band.MIDDLE),
        ({"filed_this_year": True, "known": True, "measured": 80 * WAN - 1, "target": 100 * WAN}, Band.MIDDLE),
        ({"filed_this_year": True, "known": True, "measured": 80 * WAN, "target": 100 * WAN}, Band.HIGH),
        ({"filed_this_year": True, "known": True, "measured": 300 * WAN, "target": 100 * WAN}, Band.HIGH),
    ],
)
def test_band(case: dict[str, object], band: Band) -> None:
    assert band_of(**case, received=case["measured"], edges=EDGES) is band  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("received", "awarded", "band"), [(0, 90, Band.ZERO), (-5, 90, Band.ZERO), (1, 90, Band.HIGH), (1, 0, Band.LOW)]
)
def test_zero_is_of_what_was_received_where_completion_is_of_what_was_awarded(
    received: int, awarded: int, band: Band
) -> None:
    found = band_of(filed_this_year=True, known=True, received=received, measured=awarded, target=100, edges=EDGES)
    assert found is band


@pytest.mark.parametrize(
    ("received", "won_money", "land", "kind"),
    [
        (-1, True, True, ZeroKind.RECLAIMED),
        (-1, False, False, ZeroKind.RECLAIMED),
        (0, True, True, ZeroKind.WON_NOT_RECEIVED),
        (0, False, True, ZeroKind.LAND_ONLY),
        (0, False, False, ZeroKind.NOTHING),
    ],
)
def test_zero_kind(received: int, won_money: bool, land: bool, kind: ZeroKind) -> None:
    row = {"band": "zero", "received_sum": received, "won_money": won_money, "won_land": land}
    rows = nw.from_native(pd.DataFrame([row, row | {"band": "low"}]))
    assert rows.select(told=zero_kind())["told"].to_list() == [kind, ""]


@pytest.mark.slow
@given(measured=st.integers(-(10**12), 10**12), target=st.integers(1, 10**12))
def test_more_money_never_lowers_the_band(measured: int, target: int) -> None:
    order = [Band.ZERO, Band.LOW, Band.MIDDLE, Band.HIGH]
    bands = [
        band_of(filed_this_year=True, known=True, received=amount, measured=amount, target=target, edges=EDGES)
        for amount in (measured, measured + 1, measured * 2 if measured > 0 else measured + 10)
    ]
    assert [order.index(band) for band in bands] == sorted(order.index(band) for band in bands)
