"""Who is who in a large county: the work grows with the number of units and aliases, not with its square."""

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

import pytest

from tests.small_county import SmallCounty
from zzlib.ledger.excel import identifier
from zzlib.ledger.registry import read_registry


def lines_run(work: Callable[[], Any]) -> int:
    """Count the lines of this program that a piece of work runs."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if "zzlib" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def of_size(county: SmallCounty, units: int) -> SmallCounty:
    """A county with so many units, and with two aliases of each."""
    county.reference("units", [{"unit_id": f"{n:05d}", "name": f"{n}局", "group": "县直"} for n in range(units)])
    aliases = [{"alias": f"{n}{what}", "unit_id": f"{n:05d}"} for n in range(units) for what in ("委", "办")]
    county.reference("aliases", aliases)
    return county


def test_reading_twice_as_many_names_is_twice_the_work(county: SmallCounty) -> None:
    small, large = (lines_run(partial(read_registry, of_size(county, size).workspace)) for size in (100, 200))
    assert small > 1000
    assert large < 2.2 * small


def test_looking_for_a_name_in_a_text_does_not_go_through_all_names(county: SmallCounty) -> None:
    text = "关于150办2013年1月争资争项情况的月报表"
    work = []
    for size in (160, 1600):
        registry = read_registry(of_size(county, size).workspace)
        assert registry.find_within(text, "2013-01") == "00150"
        work.append(lines_run(partial(registry.find_within, text, "2013-01")))
    assert work[1] < 2 * work[0]


@pytest.mark.parametrize(("text", "found"), [("7", "00007"), ("发改委", ""), ("", "")])
def test_an_identifier_is_not_looked_for_in_all_that_there_are(text: str, found: str) -> None:
    class Known(dict[str, str]):
        def __iter__(self) -> Any:
            raise AssertionError("goes through all identifiers")

    assert identifier(text, Known({f"{n:05d}": "" for n in range(100)})) == found


def test_the_longest_name_in_a_text_is_meant_and_what_stands_first_among_equals(county: SmallCounty) -> None:
    names = ["水利局", "水利局水保站", "甲乙", "乙丙"]
    county.reference("units", [{"unit_id": f"u{n}", "name": name, "group": "县直"} for n, name in enumerate(names)])
    registry = read_registry(county.workspace)
    for text, found in (("水利局水保站月报", "u1"), ("水利局月报", "u0"), ("甲乙丙", "u2"), ("水利局、甲乙", None)):
        assert registry.find_within(text, "2013-01") == found
