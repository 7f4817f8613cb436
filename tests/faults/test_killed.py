"""Killed at a file event of a command that writes: nothing is torn, nothing lost, and the command can be typed again.

A command dies at the first and the last event of each site, evenly thinned out where these are many: between two files of
a kind nothing stands otherwise than between two others.
"""

import os
from collections.abc import Callable
from pathlib import Path
from time import time

import pytest

from tests.faults.counties import ACTS, Act, assert_in_order, contents, received, typed
from tests.faults.processes import KILLED, command
from tests.sampling import EVERY, ends_of
from zzlib.files import replace_file

_MOST = 12 if EVERY else 3
County = Callable[[str], Path]
QUICK = ("correct", "receive")


each_act = pytest.mark.parametrize("act", [act for act in ACTS if EVERY or act.name in QUICK], ids=lambda act: act.name)


@pytest.mark.slow
@each_act
def test_killed(act: Act, county: County) -> None:
    place = county(act.before)
    before = contents(place)
    words = typed(act, place)
    whole = command(words, place)
    assert whole.code == 0 and whole.sites, whole.said
    after, figure = contents(place), received(place)
    assert after != before
    for event in ends_of(whole.sites, _MOST):
        place = county(act.before)
        outcome = command(words, place, last=event)
        assert outcome.code == KILLED, outcome.said
        assert_nothing_torn(place, before, after, act)
        a_day_later(place)
        again = command(words, place)
        assert again.code in act.again, (event, again.said)
        assert_in_order(place)
        left = contents(place)
        assert set(before) <= set(left) and received(place) == figure
        assert not orphans(left, after), (event, orphans(left, after))
        if act.fixed and again.code == 0:
            assert {name: left[name] for name in after} == after, event


def orphans(left: dict[str, str], after: dict[str, str]) -> set[str]:
    """Give what lies there and should not; a hidden part whose content stands whole under its name waits for the next writer."""
    whole = {*after.values(), *(digest for name, digest in left.items() if not name.endswith(".part"))}
    return {name for name in set(left) - set(after) if not (name.endswith(".part") and left[name] in whole)}


def a_day_later(place: Path) -> None:
    """Let what a killed process was writing be of the day before: from then on nobody waits for it."""
    for part in place.rglob(".*.part"):
        os.utime(part, (time() - 90_000,) * 2)


def assert_nothing_torn(place: Path, before: dict[str, str], after: dict[str, str], act: Act) -> None:
    """Every file is as before or as it is when the command is done; what is being written is hidden from people."""
    for name, digest in contents(place).items():
        if any(part.startswith(".") for part in Path(name).parts) or name.endswith(".part"):
            continue
        if act.fixed or name in before:
            assert digest in (before.get(name), after.get(name)) or (name in after and not act.fixed), name


def test_what_a_killed_writer_left_goes_after_a_day(tmp_path: Path) -> None:
    old, new, own = (tmp_path / name for name in (".0123456789abcdef.part", ".fedcba9876543210.part", "报表.part"))
    for path in (old, new, own):
        path.write_bytes(b"x")
    for path in (old, own):
        os.utime(path, (time() - 90_000,) * 2)
    replace_file(tmp_path / "表.csv", b"1")
    assert {path.name for path in tmp_path.iterdir()} == {new.name, own.name, "表.csv"}
