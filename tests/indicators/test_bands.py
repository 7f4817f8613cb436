"""Each unit is in exactly one band (contracts, section 4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zzlib.indicators.units import band_of
from zzlib.vocabulary import Band

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
    assert band_of(**case, edges=EDGES) is band  # type: ignore[arg-type]


@given(measured=st.integers(-(10**12), 10**12), target=st.integers(1, 10**12))
def test_more_money_never_lowers_the_band(measured: int, target: int) -> None:
    order = [Band.ZERO, Band.LOW, Band.MIDDLE, Band.HIGH]
    bands = [
        band_of(filed_this_year=True, known=True, measured=amount, target=target, edges=EDGES)
        for amount in (measured, measured + 1, measured * 2 if measured > 0 else measured + 10)
    ]
    assert [order.index(band) for band in bands] == sorted(order.index(band) for band in bands)
