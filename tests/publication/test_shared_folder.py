"""A folder that a group shares: what one person's commands write, the others can read and go on with; who is at work is named."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publication.office import OFFICE, Office
from tests.small_county import SmallCounty
from zzlib.cli import main
from zzlib.publication.faults import PublicationError
from zzlib.publication.storing import publication_lock

PERIOD = "2013-01"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    before = os.umask(0o002)
    yield Office(SmallCounty(tmp_path / "县"))
    os.umask(before)


@pytest.mark.skipif(os.name != "posix", reason="rights of groups")
def test_nothing_is_for_one_person_alone(office: Office) -> None:
    for unit in ("发改委", "水利局", "城关镇"):
        office.file(PERIOD, unit, 300)
    at = ("--root", str(office.root))
    assert (
        main(["correct", PERIOD, "水利局", "水利局项目", "到位资金", "310万", "--by", OFFICE, "--why", "核实", *at])
        == 0
    )
    office.publish(PERIOD)
    kept = office.root / "outputs" / "版本"
    for path in (office.root / "data", office.root / "outputs"):
        for own in (path, *path.rglob("*")):
            mode = stat.S_IMODE(own.stat().st_mode)
            needed = 0o070 if own.is_dir() else 0o040 if kept in own.parents else 0o060
            assert mode & needed == needed, (own, oct(mode))


def test_who_waits_for_an_issue_is_told_for_whom_and_since_when(office: Office) -> None:
    outputs = office.root / "outputs"
    outputs.mkdir()
    told = pytest.raises(PublicationError, match=r"正在印发（.+，在 .+ 上，\d\d:\d\d 起）")
    with publication_lock(outputs), told, publication_lock(outputs, patience=0.0):
        pass
    assert not list((outputs / ".locks").glob("*.holder"))
