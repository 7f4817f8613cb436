"""One thing, one number: when every figure of a month is another, whatever prints a figure prints the other."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from tests.agreement.agreeing import Place, Printing, disagreeing, learned
from tests.agreement.moved import Loudly, gently, repeated, same
from tests.agreement.printed import prose
from tests.agreement.rooms import Rendered, rendered
from tests.ready import ReadyCounties
from zzlib.indicators import Month
from zzlib.indicators.catalogue import catalogue
from zzlib.ledger import Ledger, open_ledger
from zzlib.workspace import Workspace

pytestmark = pytest.mark.slow


@dataclass
class Reviewed:
    """An entry of `reviewed.toml`; `used` once something needed it."""

    where: re.Pattern[str]
    used: bool = False

    def covers(self, place: Place) -> bool:
        found = self.where.search("｜".join(place[:4])) is not None
        self.used |= found
        return found


@cache
def reviewed(kind: str) -> list[Reviewed]:
    entries = tomllib.loads((Path(__file__).parent / "reviewed.toml").read_text(encoding="utf-8"))[kind]
    assert all(entry["reason"] for entry in entries)
    return [Reviewed(re.compile(entry["where"])) for entry in entries]


def listed(place: Place, kind: str) -> bool:
    return any([entry.covers(place) for entry in reviewed(kind)])


def printing(rendering: Rendered) -> Printing:
    made = Printing(rendering)
    made.places = {place: said for place, said in made.places.items() if not listed(place, "unread")}
    return made


def county(ready_county: ReadyCounties, units: int, months: int, seed: int) -> Ledger:
    root = ready_county(units=units, months=months, seed=seed, mess="ordinary", faults=True)
    return open_ledger(Workspace(root), f"2013-{months:02d}")


@pytest.fixture(scope="module")
def ledger(ready_county: ReadyCounties) -> Ledger:
    return county(ready_county, 12, 4, 3)


@pytest.fixture(scope="module")
def as_it_is(ledger: Ledger) -> Rendered:
    return rendered(ledger)


@pytest.fixture(scope="module")
def before(as_it_is: Rendered) -> Printing:
    return printing(as_it_is)


@pytest.fixture(scope="module")
def known(before: Printing, ready_county: ReadyCounties) -> dict[Place, set]:
    """What each place prints: another county tells apart what is the same number in one by chance."""
    other = rendered(county(ready_county, 8, 5, 8))
    return learned([before, printing(other)])


@pytest.fixture(scope="module")
def moved(ledger: Ledger) -> dict[str, Rendered]:
    """The same month with other figures: a little other, so that the same is said; far other, so that more is said."""
    return {"gently": rendered(ledger, gently), "loudly": rendered(ledger, Loudly())}


@pytest.fixture(scope="module")
def disagreements(known: dict[Place, set], before: Printing, moved: dict[str, Rendered]) -> dict[str, list[str]]:
    """What no entry of the list explains."""
    return {how: unexplained(known, before, printing(rendering)) for how, rendering in moved.items()}


def unexplained(known: dict[Place, set], before: Printing, after: Printing) -> list[str]:
    return [f"{place}: {why}" for place, why in disagreeing(known, before, after) if not listed(place, "stays")]


@pytest.mark.parametrize("how", ["gently", "loudly"])
def test_what_is_printed_of_a_figure_moves_with_it(how: str, disagreements: dict[str, list[str]]) -> None:
    assert disagreements[how] == []


def test_every_figure_of_the_catalogue_was_moved(moved: dict[str, Rendered]) -> None:
    """A figure that the county has stands in its table; one that only others have, at some scope in the list of all."""
    county, everywhere = set(), set()
    for line in moved["loudly"].lines:
        if line.place == "总表›通报写法":
            county.add(line.text)
        elif line.room == "figures.csv" and line.place.endswith(" text"):
            everywhere.add((*line.row[:2], line.text))
    figures = [figure for figure in moved["loudly"].month.figures if figure.value is not None]
    said = {f.figure for f in figures if f.scope == "county" and f.text in county}
    counties = {f.figure for f in moved["loudly"].month.figures if f.scope == "county"}
    said |= {f.figure for f in figures if f.figure not in counties and (f.figure, f.scope, f.text) in everywhere}
    assert [name for name in catalogue() if name not in said] == []


def test_most_places_are_there_before_and_after(before: Printing, moved: dict[str, Rendered]) -> None:
    """What is said moves, and is not merely gone."""
    after = printing(moved["gently"])
    assert len(before.places.keys() & after.places.keys()) > 0.85 * len(before.places)


@pytest.mark.usefixtures("disagreements")
def test_every_entry_of_the_list_is_needed() -> None:
    assert [entry.where.pattern for kind in ("unread", "stays") for entry in reviewed(kind) if not entry.used] == []


def own_share(month: Month) -> str:
    """A room that computes a share by itself, from the frames, though the catalogue has it."""
    units = month.units.dropna(subset=["target_fen", "received_fen"])
    share = int(month.units["received_fen"].sum()) / int(month.units["target_fen"].sum())
    return f"全县{len(units)}个有目标的单位，资金任务完成率为{share:.1%}。"


def own_count(month: Month) -> str:
    """A room that counts the projects of the ledger, though the catalogue has counted them."""
    return f"久停同一阶段的项目有{int(month.projects['stuck'].sum())}个。"


@pytest.mark.parametrize("room", [own_share, own_count])
def test_a_room_that_counts_by_itself_is_found(
    room: Callable[[Month], str], as_it_is: Rendered, known: dict[Place, set], moved: dict[str, Rendered]
) -> None:
    then, now = (replace(each, lines=tuple(prose("新房间", room(each.month)))) for each in (as_it_is, moved["gently"]))
    before, after = printing(then), printing(now)
    found = unexplained(known | learned([before]), before, after)
    assert len(found) >= 1
    assert all("新房间" in entry for entry in found)


def test_a_month_s_frames_repeat_its_figures_also_when_moved(as_it_is: Rendered, moved: dict[str, Rendered]) -> None:
    for month in (as_it_is.month, moved["gently"].month):
        assert [entry for entry in repeated(month) if not same(*entry[2:])] == []
