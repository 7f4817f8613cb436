"""A year in random order: returns, corrections, decisions taken back, publications, late returns, restatements; held against what was done."""

import json
import random
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from tests.publication.office import OFFICE, Office
from tests.sampling import EVERY
from tests.small_county import SmallCounty
from zzlib.cli import main
from zzlib.indicators import explain
from zzlib.indicators.stated import read_figures
from zzlib.ledger import open_ledger
from zzlib.ledger.issue_log import ARTEFACTS, broken_links, read_log
from zzlib.publication.comparing import Difference, compare
from zzlib.publication.kept import KeptVersion
from zzlib.publication.verifying import verify

UNITS = {"发改委": "u01", "水利局": "u02", "城关镇": "u03"}
PERIODS = ("2013-01", "2013-02", "2013-03", "2013-04") if EVERY else ("2013-01", "2013-02")
WAN = 10_000
Amounts = dict[str, int]
"""What units had received, in 万元, by unit id."""


class Year:
    """Does things at random and remembers what must come of them: `known` by month, `issued` by version."""

    def __init__(self, root: Path, seed: int) -> None:
        self.office, self.random = Office(SmallCounty(root)), random.Random(seed)
        self.known: dict[str, Amounts] = {period: {} for period in PERIODS}
        self.filed: dict[str, Amounts] = {period: {} for period in PERIODS}
        self.corrections: dict[str, tuple[str, str]] = {}
        self.issued: list[tuple[KeptVersion, Amounts]] = []
        for number, period in enumerate(PERIODS):
            for unit in UNITS:
                self._file(period, unit, 300 + 20 * number + self.random.randrange(10))

    def go(self, steps: int) -> None:
        doings: tuple[Callable[[], None], ...] = (
            self.late_return,
            self.correct,
            self.take_back,
            self.publish,
            self.publish,
        )
        for _ in range(steps):
            self.random.choice(doings)()
        for period in PERIODS:
            self.publish(period)

    def _file(self, period: str, unit: str, amount: int) -> None:
        self.office.file(period, unit, amount)
        self.filed[period][UNITS[unit]] = self.known[period][UNITS[unit]] = amount

    def late_return(self) -> None:
        """A unit files again; a correction of what it filed before no longer holds."""
        period, unit = self.random.choice(PERIODS), self.random.choice([*UNITS])
        if (period, unit) not in self.corrections.values():
            self._file(period, unit, self.filed[period][UNITS[unit]] + self.random.randrange(1, 9))

    def correct(self) -> None:
        period, unit = self.random.choice(PERIODS), self.random.choice([*UNITS])
        if (period, unit) in self.corrections.values():
            return
        amount = self.filed[period][UNITS[unit]] + self.random.randrange(11, 19)
        self._zz("correct", period, unit, f"{unit}项目", "到位资金", f"{amount}万", "--why", "核实")
        made = json.loads(self._zz("decide", period, "--made", "--json", by=False))["decisions"]
        (new,) = [entry["id"] for entry in made if entry["id"] not in self.corrections]
        self.corrections[new] = period, unit
        self.known[period][UNITS[unit]] = amount

    def take_back(self) -> None:
        if self.corrections:
            number = self.random.choice([*self.corrections])
            period, unit = self.corrections.pop(number)
            self._zz("decide", period, "--undo", number, "--why", "听错")
            self.known[period][UNITS[unit]] = self.filed[period][UNITS[unit]]

    def publish(self, period: str = "") -> None:
        period = period or self.random.choice(PERIODS)
        again = any(kept.record.period == period for kept, _ in self.issued)
        kept = self.office.publish(period, "更正" if again else "")
        self.issued.append((kept, dict(self.known[period])))

    def _zz(self, *words: str, by: bool = True) -> str:
        self.capsys.readouterr()
        assert main([*words, *(("--by", OFFICE) if by else ()), "--root", str(self.office.root)]) == 0
        said: str = self.capsys.readouterr().out
        return said[max(said.find("{\n"), 0) :]

    capsys: pytest.CaptureFixture[str]


def received(figures: dict[tuple[str, str], dict[str, str]]) -> Amounts:
    stated = {unit_id: figures["funds_received", f"unit:{unit_id}"]["value"] for unit_id in UNITS.values()}
    return {unit_id: int(Decimal(value) / WAN) for unit_id, value in stated.items()}


def changes_of(found: Difference) -> dict[str, Decimal]:
    """Give what a difference says that was received more, by scope."""
    changed = (one.change for one in found.figures if one.change.figure == "funds_received")
    return {one.scope: Decimal(one.after["value"]) - Decimal(one.before["value"]) for one in changed}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12 if EVERY else 1))
def test_a_year_in_any_order(tmp_path: Path, capsys: pytest.CaptureFixture[str], seed: int) -> None:
    year = Year(tmp_path / "县", seed)
    year.capsys = capsys
    year.go(30 if EVERY else 4)
    workspace = year.office.workspace
    verified = verify(workspace)
    assert verified.ok and len(verified.versions) == len(year.issued) and not any(v.remarks for v in verified.versions)
    assert broken_links(workspace.outputs_dir, read_log(workspace.outputs_dir)) == []

    for kept, known in year.issued:  # every version says what was known when it went out, and leads to its cells
        assert received(read_figures(kept.folder / ARTEFACTS)) == known, kept.name
        with kept.workspace() as own:
            found = explain(open_ledger(own, kept.record.period), "funds_received")
        assert sum(map(Decimal, found.parts["value"])) == found.figure.value == sum(known.values()) * WAN, kept.name

    for period in PERIODS:
        versions = [(kept, known) for kept, known in year.issued if kept.record.period == period]
        whole: dict[str, Decimal] = {}
        for (kept, before), (other, after) in pairwise(versions):
            found = compare(workspace, period, str(kept.record.version), str(other.record.version))
            more = changes_of(found)
            units = {f"unit:{u}": Decimal(WAN * (after[u] - before[u])) for u in after if after[u] != before[u]}
            county = sum(units.values(), Decimal(0))
            assert {scope: more.get(scope, 0) for scope in units} == units
            assert more.get("county", 0) == county
            for one in found.figures:  # what the causes say adds up to the change
                if one.change.figure == "funds_received":
                    assert one.causes and all(cause.kind in ("return", "correction") for cause in one.causes)
                    said = sum(Decimal(c.after or 0) - Decimal(c.before or 0) for c in one.causes)
                    assert said == more[one.change.scope], (kept.name, other.name, one)
            for scope, amount in more.items():
                whole[scope] = whole.get(scope, Decimal(0)) + amount
        if len(versions) > 2:  # and the steps add up to the way
            first, last = (str(versions[n][0].record.version) for n in (0, -1))
            assert {s: d for s, d in whole.items() if d} == changes_of(compare(workspace, period, first, last))
