"""Made-up counties: what the workbooks hold is what was planned, and the truth says what became of it."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook, PasswordError

from zzlib.money import FEN_PER_UNIT
from zzlib.synthetic import FolderNotEmptyError, Shape, make_county
from zzlib.synthetic.faults import KINDS
from zzlib.synthetic.files import write_return
from zzlib.synthetic.filings import county_returns
from zzlib.synthetic.general import general_spec
from zzlib.synthetic.locked import locked_workbook
from zzlib.synthetic.plan import PlannedCounty, plan_county
from zzlib.synthetic.projects import MONEY_STEPS, Project
from zzlib.synthetic.styles import unit_style
from zzlib.vocabulary import Stage

LAST = 4
SEEDS = (1, 2, 3)


def a_county(seed: int, mess: str = "ordinary", units: int = 24) -> PlannedCounty:
    return plan_county(general_spec(units, LAST, seed, mess, with_twins=True, messes=()))  # type: ignore[arg-type]


def projects_of(county: PlannedCounty) -> Iterator[Project]:
    return (project for projects in county.projects.values() for project in projects)


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


@pytest.mark.parametrize("seed", SEEDS)
def test_quotas_of_the_units_are_met(seed: int) -> None:
    county = a_county(seed)
    for unit in county.spec.units:
        lines = [line for project in county.projects[unit.id] for line in project.lines if line.counts]
        wan = sum(quota.awarded_wan for quota in (unit.formula, unit.competitive))
        received = sum(quota.received_wan for quota in (unit.formula, unit.competitive)) - unit.reclaimed_wan
        assert sum(line.awarded for line in lines) == wan * FEN_PER_UNIT["万元"]
        assert sum(line.received for line in lines) == received * FEN_PER_UNIT["万元"]
        winners = unit.formula.converted + unit.competitive.converted
        assert sum(project.won(LAST) for project in county.projects[unit.id]) == winners
        assert sum(project.land for project in county.projects[unit.id]) == unit.land_mu


@pytest.mark.parametrize("seed", SEEDS)
def test_money_comes_in_order_and_never_falls(seed: int) -> None:
    for project in projects_of(a_county(seed)):
        for line in project.lines:
            months = [{step: project.amount(line, step, month) for step in MONEY_STEPS} for month in range(1, LAST + 1)]
            if not project.reclaimed:
                assert all(m["awarded"] >= m["allotted"] >= m["received"] >= m["paid"] >= 0 for m in months)
                assert all(earlier[step] <= later[step] for earlier, later in pairwise(months) for step in earlier)


@pytest.mark.parametrize("seed", SEEDS)
def test_stages_only_advance(seed: int) -> None:
    order = list(Stage)
    for project in projects_of(a_county(seed)):
        stages = [order.index(project.stage(month)) for month in range(project.first, LAST + 1)]
        assert stages == sorted(stages)


@pytest.mark.parametrize("mess", ["none", "ordinary", "hard"])
def test_workbooks_hold_the_planned_amounts_to_the_fen(mess: str) -> None:
    county = a_county(5, mess)
    for item in county_returns(county):
        if item.month == LAST:
            written = write_return(county, item)
            style = unit_style(county.units[item.unit_id], county.spec.mess, county.rng("style", item.unit_id))
            sheet = openpyxl.load_workbook(io.BytesIO(written.data))[written.main]
            for step in MONEY_STEPS:
                cells = [written.cell(number, step) for number in range(len(item.rows))]
                found = sum(fen(sheet[cell].value, style.money_unit) for cell in cells)
                assert found == sum(row.money(step) for row in item.rows), (written.file, step)


def fen(value: object, unit: str) -> Decimal:
    text = unicodedata.normalize("NFKC", str(value)).replace(",", "")
    return Decimal(0) if text in ("None", "—", "/") else Decimal(text) * FEN_PER_UNIT[unit]


def test_plain_forms_add_up_to_the_truth(tmp_path: Path) -> None:
    make_county(tmp_path / "county", units=12, months=1, seed=7, mess="none")
    folder = tmp_path / "county" / "data" / "returns" / "2013-01"
    bonds = {
        c["category"] for c in table(folder.parents[1] / "reference" / "fund_categories.csv") if c["counts"] == "no"
    }

    received = Decimal(0)
    for path in sorted(folder.glob("*.xlsx")):
        if "初稿" not in path.name:
            rows = list(openpyxl.load_workbook(path).active.iter_rows(min_row=4, values_only=True))
            header, body = rows[0], rows[1:]
            amount, category = header.index("到位资金"), header.index("资金类别")
            received += sum(Decimal(str(row[amount] or 0)) for row in body if row[category] not in bonds)

    figures = table(tmp_path / "county" / "truth" / "2013-01" / "figures.csv")
    truth = next(row["value"] for row in figures if (row["figure"], row["scope"]) == ("funds_received", "county"))
    assert received * 10_000 == Decimal(truth)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("two", 3), ("three", 4)):
        make_county(tmp_path / name, units=6, months=2, seed=seed, mess="hard", faults=True)
    one, two, three = (
        {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()}
        for name in ("one", "two", "three")
    )

    assert one == two
    assert one != three


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(FolderNotEmptyError, match="不是空文件夹"):
        make_county(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"units": 0}, "单位数"),
        ({"months": 25}, "月数"),
        ({"mess": "x"}, "杂乱"),
        ({"shape": Shape(every="quarter")}, "3、6、9、12"),
        ({"shape": Shape(gaps=(5,))}, "要有报表"),
    ],
)
def test_wrong_wishes_get_one_clear_line(wrong: dict[str, object], message: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=message):
        make_county(tmp_path / "county", **wrong)  # type: ignore[arg-type]

    assert not (tmp_path / "county").exists()


@pytest.mark.parametrize(("units", "months", "seed"), [(1, 1, 1), (1, 12, 9), (3, 2, 4)])
def test_the_smallest_counties_work(units: int, months: int, seed: int, tmp_path: Path) -> None:
    make_county(tmp_path / "county", units=units, months=months, seed=seed, mess="hard", faults=True)

    assert len(list((tmp_path / "county" / "truth").iterdir())) == months
    assert len(table(tmp_path / "county" / "truth" / f"2013-{months:02d}" / "units.csv")) == units


@pytest.mark.slow
def test_planted_faults_show_in_the_truth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zzlib.synthetic.faults._EVERY_FIFTH", 1)
    make_county(tmp_path / "county", units=len(KINDS) * 2, months=1, seed=2, mess="none", faults=True)
    truth = tmp_path / "county" / "truth" / "2013-01"
    faults = {fault["code"]: fault for fault in table(truth / "faults.csv")}
    units = {unit["unit_id"]: unit for unit in table(truth / "units.csv")}
    folder = tmp_path / "county" / "data" / "returns" / "2013-01"
    register = {line["file"]: line for line in table(folder / "received.csv")}

    assert (folder / faults["file_empty"]["file"]).read_bytes() == b""
    for code in ("file_empty", "file_damaged", "file_locked"):
        unit = units[faults[code]["unit_id"]]
        assert (unit["filing"], unit["incomplete"], unit["band"]) == ("unreadable", "yes", "unknown")
        assert register[faults[code]["file"]]["unit_id"] == unit["unit_id"]
    assert units[faults["money_unit_unstated"]["unit_id"]]["band"] == "unknown"
    assert register[faults["unit_unknown"]["file"]]["unit_id"] == ""
    assert units[faults["row_duplicate"]["unit_id"]]["incomplete"] == "no"
    unreadable = {
        f["field"]: units[f["unit_id"]] for f in table(truth / "faults.csv") if f["code"] == "amount_unreadable"
    }
    assert {field: (unit["band"] == "unknown", unit["incomplete"]) for field, unit in unreadable.items()} == {
        "received": (True, "yes"),
        "applied": (False, "yes"),
    }


def test_a_locked_workbook_asks_for_its_password(tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    path.write_bytes(locked_workbook())

    with pytest.raises(PasswordError):
        CalamineWorkbook.from_path(str(path))
