"""`[publication] compare`: later months stand on what is known now of an issued month, or on what was issued, down to its cell."""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from tests.publication.conftest import PERIOD, PROJECT, ROWS
from tests.publication.office import Office
from tests.ready import ReadyCounties
from tests.small_county import SmallCounty
from zzlib.cli import main
from zzlib.indicators import Explainer, Month, measured
from zzlib.ledger import open_ledger
from zzlib.publication.comparing import difference
from zzlib.publication.issuing import keep_inputs
from zzlib.publication.sides import NOW, side
from zzlib.publication.storing import building
from zzlib.publication.verifying import verify
from zzlib.workspace import Workspace
from zzlib.writing import read_writing
from zzlib.writing.restatement import restatement
from zzlib.writing.wording import wording

NEXT, YEAR_ON = "2013-02", "2014-01"
CORRECT = ("correct", PERIOD, "水利局", PROJECT, "到位资金", "260万", "--by", "责任人甲", "--why", "电话核实")
KEPT = f"outputs/版本/{PERIOD}/1/artefacts/figures.csv"


@pytest.fixture(scope="session")
def _corrected_once(_issued_once: Path, ready_county: ReadyCounties) -> Path:
    def correct_and_go_on(root: Path) -> None:
        shutil.copytree(_issued_once, root)
        assert main([*CORRECT, "--root", str(root)]) == 0
        for period, name in ((NEXT, "{}"), (YEAR_ON, "{}二期")):
            for unit, row in ROWS.items():
                more = 90 if unit == "水利局" else 0
                SmallCounty.there(root).file_return(
                    period, unit, [[name.format(row[0]), *row[1:7], row[7] + more, None]]
                )
        open_ledger(Workspace(root), YEAR_ON)  # what is read of the returns is kept for all

    return ready_county.made("corrected", correct_and_go_on)


@pytest.fixture
def corrected(_corrected_once: Path, tmp_path: Path) -> Path:
    """January is out with 530万元 received and is 590万元 by now; February and the next January state 620万元."""
    return Path(shutil.copytree(_corrected_once, tmp_path / "县"))


def compared_with(root: Path, compare: str, period: str) -> Month:
    (root / "data" / "settings.toml").write_text(f'[publication]\ncompare = "{compare}"\n', encoding="utf-8")
    return measured(open_ledger(Workspace(root), period))


def explained(month: Month, figure: str, scope: str = "county") -> tuple[Decimal | None, list[dict[str, str]]]:
    found = Explainer(open_ledger(month.workspace, month.period), month).explain(figure, scope)
    return found.figure.value, found.parts.to_dict("records")


@pytest.mark.slow
def test_a_rise_stands_on_the_number_that_the_county_chose(corrected: Path) -> None:
    now = compared_with(corrected, "current", NEXT)
    assert now.figures.text("funds_rise") == "30万元"
    assert now.figures.text("funds_received", f"month:{PERIOD}") == "590万元"
    issued = compared_with(corrected, "issued", NEXT)
    assert issued.figures.text("funds_rise") == "90万元"
    assert issued.figures.text("funds_rise", "category:中央专项") == "90万元"
    assert issued.figures.text("funds_received", f"month:{PERIOD}") == "530万元"
    assert list(issued.units["received_before_fen"])[:3] == [300_000_000, 200_000_000, 30_000_000]
    assert list(issued.categories["before_fen"]) == [300_000_000, 200_000_000, 30_000_000]
    # What the month itself brought, and what is carried, are by what is known.
    assert issued.figures.text("funds_this_month") == now.figures.text("funds_this_month") == "30万元"


@pytest.mark.slow
def test_the_comparison_leads_to_the_cell_that_was_issued(corrected: Path, capsys: pytest.CaptureFixture[str]) -> None:
    month = compared_with(corrected, "issued", NEXT)
    value, parts = explained(month, "funds_rise")
    assert sum(Decimal(part["value"]) for part in parts) == value == Decimal("900000.00")
    (kept,) = [part for part in parts if part["file"] == KEPT]
    lines = (corrected / KEPT).read_text(encoding="utf-8-sig").splitlines()
    assert kept["cell"].startswith("C") and (kept["value"], kept["raw"]) == ("-5300000.00", "5300000.00")
    assert lines[int(kept["cell"][1:]) - 1].startswith("funds_received,county,5300000.00,")
    assert explained(month, "funds_received", f"month:{PERIOD}")[0] == Decimal("5300000.00")
    at = ("--root", str(corrected))
    assert main(["explain", "funds_rise", NEXT, *at]) == 0
    assert f"zz explain 指标 {PERIOD} --issued 1" in capsys.readouterr().out
    for version, received in (("1", "2000000.00"), ("", "2600000.00")):
        assert (
            main(["explain", "funds_received", PERIOD, *(("--issued", version) if version else ()), "--json", *at]) == 0
        )
        cells = {
            part["cell"]: part["value"]
            for part in json.loads(capsys.readouterr().out)["parts"]
            if "水利局" in part["file"]
        }
        assert cells == {"I4": received}
    assert main(["explain", "funds_received", PERIOD, "--issued", "2", *at]) == 2


@pytest.mark.slow
def test_growth_on_last_year_stands_on_what_was_issued_then(corrected: Path) -> None:
    assert compared_with(corrected, "current", YEAR_ON).figures["funds_received_growth"].denominator == 5_900_000
    issued = compared_with(corrected, "issued", YEAR_ON)
    growth = issued.figures["funds_received_growth"]
    assert (growth.numerator, growth.denominator) == (900_000, 5_300_000)
    assert issued.figures["funds_received_growth", "unit:u02"].denominator == 2_000_000
    _, parts = explained(issued, "funds_received_growth")
    base = [part for part in parts if part["role"] == "denominator"]
    assert [(part["file"], part["value"]) for part in base] == [(KEPT, "5300000.00")]


def test_a_month_that_was_not_issued_is_compared_as_it_is_known(corrected: Path) -> None:
    for unit, row in ROWS.items():
        SmallCounty.there(corrected).file_return("2013-03", unit, [[*row[:7], row[7] + 100, None]])
    texts = {
        compare: compared_with(corrected, compare, "2013-03").figures.text("funds_rise")
        for compare in ("issued", "current")
    }
    assert texts == {"issued": "210万元", "current": "210万元"}


@pytest.mark.slow
@pytest.mark.parametrize(("compare", "said"), [("current", "按更正后的数"), ("issued", "仍按印发的数")])
@pytest.mark.parametrize("period", [NEXT, YEAR_ON])
def test_the_circular_says_which(corrected: Path, compare: str, said: str, period: str) -> None:
    month = compared_with(corrected, compare, period)
    restated = read_writing(month.workspace, period).restated
    sentences = [one.text for one in restatement(restated, month, wording(month.workspace.templates_dir).restatement)]
    (text,) = sentences
    assert text.startswith("经核实，2013年1月通报中") and f"本期与其比较{said}。" in text


def test_what_was_issued_is_kept_with_the_month_that_is_compared_with_it(corrected: Path) -> None:
    month = compared_with(corrected, "issued", NEXT)
    fingerprint = open_ledger(month.workspace, NEXT).fingerprint
    with building(month.workspace.outputs_dir) as folder:
        assert KEPT in keep_inputs(month.workspace, NEXT, folder, fingerprint)


def test_a_version_that_is_not_as_it_was_issued_is_told_and_not_used(corrected: Path) -> None:
    kept = corrected / KEPT
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes().replace(b"5300000.00", b"5200000.00"))
    month = compared_with(corrected, "issued", NEXT)
    assert month.figures.text("funds_rise") == "30万元"
    (told,) = month.issues.query("code == 'issued_damaged'").to_dict("records")
    assert told["file"] == f"版本/{PERIOD}/1" and "zz verify" in told["advice"]


@pytest.mark.slow
def test_a_version_that_replaces_the_one_compared_with_is_a_cause(county: SmallCounty) -> None:
    county.settings('[publication]\ncompare = "issued"\n')
    office = Office(county)
    for number, period in enumerate((PERIOD, NEXT)):
        office.file(period, "水利局", 200 + 90 * number)
    office.publish(PERIOD)
    with side(county.workspace, NEXT, NOW) as before:
        pass
    office.file(PERIOD, "水利局", 260)
    office.publish(PERIOD, "补报")
    with side(county.workspace, NEXT, NOW) as after:
        figures = {(one.change.figure, one.change.scope): one for one in difference(before, after).figures}
    rise = figures["funds_rise", "county"]
    assert (rise.change.before["text"], rise.change.after["text"]) == ("90万元", "30万元")
    assert {(cause.kind, cause.after) for cause in rise.causes} == {("issued", "-2600000.00")}
    assert verify(county.workspace).ok
