"""Made-up counties whose units change: every figure is the truth, and the changes alone change no total of the county."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.indicators.comparing import differences, false_alarms
from zzlib.indicators import Month, load_month
from zzlib.synthetic.changing import KINDS, changing_spec
from zzlib.synthetic.county import write_county
from zzlib.synthetic.general import general_spec
from zzlib.synthetic.spec import Quota, Spec, TargetSpec, UnitChange, UnitSpec
from zzlib.workspace import Workspace

TOTALS = (
    "projects_total", "projects_new", "projects_target", "converted_formula", "converted_competitive", "large_projects",
    "land_granted", "funds_applied", "funds_awarded", "funds_received", "funds_paid", "funds_target", "funds_completion",
    "funds_gap", "funds_received_growth", "funds_awarded_growth", "projects_growth",
)  # fmt: skip
"""Figures of the county that no change of units may move."""
SUMS = {"received_fen": "funds_received", "awarded_fen": "funds_awarded", "projects": "projects_total"}


def written(folder: Path, spec: Spec) -> Workspace:
    write_county(spec, folder / "data-and-truth", folder / "truth")
    return Workspace(folder / "data-and-truth")


def months(workspace: Workspace, spec: Spec) -> list[Month]:
    return [load_month(f"2013-{month:02d}", workspace) for month in range(1, spec.months + 1)]


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "mess"), [(2, "none"), (35, "hard")])
def test_every_figure_follows_the_units(seed: int, mess: Any, tmp_path: Path) -> None:
    plain = general_spec(12, 4, seed, mess, with_twins=False, messes=())
    spec = changing_spec(plain, seed)
    assert {change.month for change in spec.changes} <= {2, 3, 4} and len(spec.changes) > 8
    for month in months(written(tmp_path, spec), spec):
        truth = tmp_path / "truth" / month.period
        assert differences(month, truth) == [] and false_alarms(month, truth) == []
        for column, figure in SUMS.items():
            value = month.figures[figure].value
            assert Decimal(int(month.units[column].sum())) == (value or 0) * (100 if column.endswith("_fen") else 1)
        groups = [f.value for f in month.figures if f.figure == "units_total" and f.scope.startswith("group:")]
        assert sum(groups) == month.figures["units_total"].value == len(month.units)


@pytest.mark.slow
def test_no_total_of_the_county_moves(tmp_path: Path) -> None:
    plain = general_spec(11, 3, 5, "none", with_twins=False, messes=())
    always = [unit.model_copy(update={"returns": True, "misses": ()}) for unit in plain.units]
    plain = plain.model_copy(update={"units": tuple(always)})
    changed = changing_spec(plain, 5, tuple(kind for kind in KINDS if kind != "new"))
    reporting = [
        u.model_copy(update={"misses": ()} if u in plain.units else {"misses": (), "target": None, "revisions": ()})
        for u in changed.units
    ]
    changed = changed.model_copy(update={"units": tuple(reporting)})
    totals = [
        [{name: month.figures[name].value for name in TOTALS} for month in months(written(tmp_path / name, spec), spec)]
        for name, spec in (("plain", plain), ("changed", changed))
    ]
    assert len(changed.changes) == 11 and totals[0] == totals[1]
    assert all(month["funds_received"] and month["funds_received_growth"] for month in totals[0][1:])


def unit(number: int, name: str, wan: int = 0, **more: Any) -> UnitSpec:
    won = Quota(projects=4, new=2, converted=4, awarded_wan=4 * wan, received_wan=3 * wan) if wan else Quota(projects=2)
    told = {
        "id": f"U{number}",
        "name": name,
        "full_name": name,
        "group": "县直",
        "theme": "水利",
        "formula": won,
    } | more
    return UnitSpec(**told)


@pytest.mark.slow
@pytest.mark.parametrize("silent", [(), ("U8",), ("U8", "U9")])
def test_a_split_unit_is_told_by_what_is_known_of_it(silent: tuple[str, ...], tmp_path: Path) -> None:
    """Both new units report, one of them, or neither: what they name is theirs, the rest goes by the shares."""
    spec = general_spec(3, 4, 1, "none", with_twins=False, messes=())
    heirs = [
        unit(n, f"新{n}局", formula=Quota(), history=False, misses=(3,) if f"U{n}" in silent else ()) for n in (8, 9)
    ]
    shares = [
        UnitChange(month=3, from_unit="U1", to_unit=u, share=share) for u, share in (("U8", "0.65"), ("U9", "0.35"))
    ]
    units = (unit(1, "教科局", 100, target=TargetSpec(projects=7, funds_wan=333)), unit(2, "水利局", 90), *heirs)
    spec = Spec.model_validate(spec.model_dump() | {"units": units, "changes": shares})
    march = months(written(tmp_path, spec), spec)[2]
    assert differences(march, tmp_path / "truth" / "2013-03") == []
    assert march.figures["units_carried"].value == len(silent)
    assert march.units.set_index("unit_id")["target_fen"][["U8", "U9"]].tolist() == [216_450_000, 116_550_000]
