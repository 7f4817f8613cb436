"""Counties for the views: the demo county's ledger, and several made-up ones with every kind of mess and fault."""

import pytest

from tests.ready import ReadyCounties
from zzlib.explore.data import ViewData
from zzlib.ledger import Ledger, open_ledger
from zzlib.workspace import Workspace


@pytest.fixture(scope="session")
def demo_workspace(tmp_path_factory: pytest.TempPathFactory, ready_county: ReadyCounties) -> Workspace:
    """A copy of the demo county that tests may write into."""
    return Workspace(ready_county.demo(tmp_path_factory.mktemp("demo") / "县"))


@pytest.fixture(scope="session")
def demo(demo_workspace: Workspace) -> Ledger:
    return open_ledger(demo_workspace, "2013-05")


@pytest.fixture(scope="session")
def demo_data(demo: Ledger) -> ViewData:
    return ViewData(demo)


@pytest.fixture(scope="session")
def counties(demo: Ledger, ready_county: ReadyCounties) -> list[ViewData]:
    """The demo county and three others: tidy, untidy, untidy with planted faults."""
    made = [ViewData(demo)]
    for seed, mess, faults in ((3, "none", False), (4, "ordinary", True), (5, "hard", True)):
        root = ready_county(units=12, months=3, seed=seed, mess=mess, faults=faults)
        made.append(ViewData(open_ledger(Workspace(root), "2013-03")))
    return made
