"""A full disk and folders without rights: what can't be written is said in one line, and nothing is torn."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.counties import HOME, Act, assert_in_order, contents, typed
from tests.faults.processes import BROKEN, command
from tests.faults.test_killed import assert_nothing_torn, each_act
from tests.sampling import EVERY

County = Callable[[str], Path]
NOBODY = 65534
ROOMS = (0, 100, 1_000, 10_000, 100_000) if EVERY else (0, 1_000)
CLOSED = ("data/reference", "outputs", "data/returns/2013-01", "data/drafts", "outputs/版本")


@pytest.mark.slow
@each_act
def test_without_room(act: Act, county: County) -> None:
    place = county(act.before)
    before = contents(place)
    assert command(typed(act, place), place).code == 0
    after = contents(place)
    for room in ROOMS:
        place = county(act.before)
        words = typed(act, place)
        outcome = command(words, place, room=room)
        assert outcome.code != BROKEN and "Traceback" not in outcome.said, (room, outcome.said)
        if outcome.code:
            assert outcome.said.strip(), room
        assert_nothing_torn(place, before, after, act)
        assert set(before) <= set(contents(place))
        again = command(words, place)
        assert again.code in act.again, (room, again.said)
        assert_in_order(place)


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("closed", CLOSED if EVERY else CLOSED[:2])
@pytest.mark.skipif(not EVERY, reason="make faults")
@each_act
def test_without_rights(act: Act, closed: str, county: County) -> None:
    place = county(act.before)
    folder = place / HOME / closed
    if not folder.exists():
        pytest.skip("nothing to close")
    words, before = typed(act, place), contents(place)
    for path in (place, *place.rglob("*")):
        os.lchown(path, NOBODY, NOBODY)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for above in place.parents[:3]:
        above.chmod(0o755)
    outcome = command(words, place, user=NOBODY)
    assert outcome.code != BROKEN and "Traceback" not in outcome.said, outcome.said
    assert outcome.code in (0, 1, 2, 3) and outcome.said.strip()
    left = contents(place)
    assert set(before) <= set(left)
    own = f"{HOME}/{closed}/"
    assert {name: left[name] for name in before if name.startswith(own)} == {
        name: digest for name, digest in before.items() if name.startswith(own)
    }
