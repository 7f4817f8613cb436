"""Each month is measured once a run, however many documents tell its figures; kept, it is not measured at all."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ready import ReadyCounties
from zzlib.indicators import Explainer, load_month, measured, measuring, scopes
from zzlib.ledger import Ledger, build_ledger, open_ledger
from zzlib.report import write_bulletin, write_linked_page, write_one_page, write_tables
from zzlib.runs.run import _refuted
from zzlib.workspace import Workspace

PERIOD, BEFORE, FIRST = "2013-03", "2013-02", "2013-01"


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the tables of each month are put together, its figures computed, and how often anything is summed."""
    called: Counter[str] = Counter()

    def counted(module: Any, name: str, said: Callable[..., str]) -> None:
        make = getattr(module, name)

        def count(*arguments: Any, **named: Any) -> Any:
            called[said(*arguments)] += 1
            return make(*arguments, **named)

        monkeypatch.setattr(module, name, count)

    counted(scopes, "month_tables", lambda _connection, ledger, *_: f"tables of {ledger.period}")
    counted(scopes, "sum_by_each", lambda *_: "sums")
    counted(scopes, "flag_months", lambda *_: "flags")
    counted(measuring, "compute_figures", lambda _sums, period: f"figures of {period}")
    return called


def written(ledger: Ledger, folder: Path) -> None:
    """Write what a run writes of a ledger's month."""
    month = measured(ledger)
    write_bulletin(month, folder / "bulletin.docx")
    write_linked_page(month, Explainer(ledger, month), folder / "bulletin.html")
    write_tables(month, folder / "tables.xlsx")
    write_one_page(month, folder / "一页通.docx", folder / "一页通.png")
    _refuted(ledger, month, folder)


@pytest.mark.slow
def test_a_run_measures_each_month_once_and_a_kept_one_not_at_all(
    ready_county: ReadyCounties, counts: Counter[str], tmp_path: Path
) -> None:
    workspace = Workspace(ready_county(tmp_path / "县", units=6, months=3, seed=3, mess="none"))
    ledger = build_ledger(workspace, PERIOD)
    measured(ledger)
    own = {f"tables of {PERIOD}": 1, f"tables of {BEFORE}": 1, f"figures of {PERIOD}": 1, f"figures of {BEFORE}": 1}
    assert counts.pop("sums") == len(scopes.month_sums(ledger).tables)
    assert dict(counts) == own | {"flags": 1}
    counts.clear()
    written(ledger, tmp_path)
    assert "month:2013-02" in load_month(PERIOD, workspace).figures.scopes("month") and not counts
    kept = open_ledger(workspace, PERIOD)  # by another process, say
    _refuted(kept, measured(kept), tmp_path)
    assert counts["sums"] == 0 and not [name for name in counts if name.startswith("figures")]


@pytest.mark.slow
def test_figures_of_other_months_are_explained_by_one_explainer(
    ready_county: ReadyCounties, counts: Counter[str]
) -> None:
    ledger = build_ledger(Workspace(ready_county(units=6, months=3, seed=3, mess="none")), PERIOD)
    explainer, asked = Explainer(ledger), ("funds_received", "funds_awarded", "projects_total")
    found = {(figure, m): explainer.explain(figure, f"month:{m}") for figure in asked for m in (BEFORE, FIRST)}
    assert (counts[f"tables of {BEFORE}"], counts[f"tables of {FIRST}"], counts["flags"]) == (1, 1, 1)
    for (figure, period), told in found.items():
        own = Explainer(build_ledger(ledger.workspace, period)).explain(figure)
        assert (told.figure.value, told.figure.scope) == (own.figure.value, f"month:{period}")
        assert list(told.parts["cell"]) == list(own.parts["cell"]) != []
