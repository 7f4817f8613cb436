"""A county in which people see something else than is stored: its figures stay true, or say that they are lower bounds."""

from pathlib import Path

import pytest

from tests.indicators.comparing import differences, false_alarms, missed_faults, read_rows
from zzlib.indicators import load_month
from zzlib.synthetic.county import write_county
from zzlib.synthetic.faults import with_faults
from zzlib.synthetic.faults.seen import KINDS
from zzlib.synthetic.filings import county_returns
from zzlib.synthetic.general import general_spec
from zzlib.synthetic.plan import plan_county
from zzlib.synthetic.spec import Planted, Spec
from zzlib.workspace import Workspace

COUNTED = ("text_struck", "rule_unsure", "amount_hedged", "remark_foreign")
"""What is only a warning: the amount counts."""


def struck_county(seed: int, messes: tuple[str, ...]) -> Spec:
    """Give a county in which each kind stands in a return of its own."""
    spec = general_spec(100, 1, seed, "none", with_twins=False, messes=messes)
    county = plan_county(spec)
    clean = county_returns(county)
    free = [item for item in clean if not item.draft and sum(i.unit_id == item.unit_id for i in clean) == 1]
    faults = []
    for kind in KINDS:
        for item in free:
            fault = Planted(month=1, unit=item.unit_id, code=kind.code, field=kind.field, value="")
            try:
                with_faults(county, clean, (fault,))
            except ValueError:
                continue
            free.remove(item)
            faults.append(fault)
            break
    assert len(faults) == len(KINDS)
    return spec.model_copy(update={"faults": tuple(faults)})


@pytest.mark.slow
@pytest.mark.parametrize("messes", [(), ("sections", "subtotals", "merged_names", "hidden_rows")])
def test_no_figure_counts_in_silence_what_people_do_not_see(messes: tuple[str, ...], tmp_path: Path) -> None:
    spec = struck_county(5, messes)
    write_county(spec, tmp_path / "县", tmp_path / "县" / "truth")
    month, truth = load_month("2013-01", Workspace(tmp_path / "县")), tmp_path / "县" / "truth" / "2013-01"
    assert differences(month, truth) == []
    assert missed_faults(month, truth) == []
    assert false_alarms(month, truth) == []
    units = {row["unit_id"]: row for row in read_rows(truth / "units.csv")}
    struck = [units[fault.unit] for fault in spec.faults if fault.field != "awarded" and fault.code not in COUNTED]
    assert {(unit["incomplete"], unit["band"]) for unit in struck} == {("yes", "unknown")}
