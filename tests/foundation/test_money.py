"""Money: whole fen inside, exact yuan in files, 万元 and 亿元 for people."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zzlib.money import display_money, display_percent, fen_of, number_text, round_half_up, to_fen, yuan_text


@pytest.mark.parametrize(
    ("amount", "unit", "fen"),
    [
        ("320", "万元", 320_000_000),
        ("1.2", "亿元", 12_000_000_000),
        ("491234.5", "元", 49_123_450),
        ("-0.01", "元", -1),
    ],
)
def test_to_fen(amount: str, unit: str, fen: int) -> None:
    assert to_fen(Decimal(amount), unit) == (fen, True)


@pytest.mark.parametrize(("amount", "fen"), [("0.005", 1), ("0.0049", 0), ("-0.005", -1)])
def test_finer_than_a_fen_is_rounded_half_up_and_said(amount: str, fen: int) -> None:
    assert to_fen(Decimal(amount), "元") == (fen, False)


@given(st.integers(-(10**16), 10**16))
def test_yuan_text_reads_back(fen: int) -> None:
    assert fen_of(yuan_text(fen)) == fen


@pytest.mark.parametrize("text", ["三百", "", "0.001"])
def test_what_is_no_amount_of_yuan(text: str) -> None:
    with pytest.raises(ValueError, match=r"元|细"):
        fen_of(text)


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (41_229_000_000, "4.12亿元"),
        (320_000_000, "320万元"),
        (320_550_000, "320.55万元"),
        (99_950, "999.5元"),
        (0, "0万元"),
        (-2_064_626_00, "-206.46万元"),
    ],
)
def test_display(fen: int, text: str) -> None:
    assert display_money(fen) == text


def test_halves_round_up_as_documents_do() -> None:
    assert [str(round_half_up(Decimal(x), 0)) for x in ("0.5", "1.5", "2.5", "-2.5")] == ["1", "2", "3", "-3"]
    assert display_percent(Decimal("0.70967")) == "71.0%"
    assert display_percent(Decimal("-0.0003")) == "0.0%"
    assert number_text(Decimal("12.500"), 2) == "12.5"


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        ("0.2499998", "24.99%"),
        ("0.24962", "24.96%"),
        ("0.9996", "99.96%"),
        ("0.99999", "99.99%"),
        ("0.25", "25.0%"),
        ("0.2504", "25.0%"),
        ("0.31749", "31.7%"),
    ],
)
def test_a_share_just_below_an_edge_is_not_printed_as_one_that_has_reached_it(ratio: str, text: str) -> None:
    assert display_percent(Decimal(ratio), [Decimal("0.8"), Decimal("0.25"), Decimal(1)]) == text
