"""People's names and telephone numbers stay in the dispatch papers and a unit's own: nothing else of a run says them."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.dispatch.following import FIELDS
from tests.dispatch.following import HEADER as PLAIN
from tests.net.driver import command
from tests.small_county import UNITS, SmallCounty
from zzlib import door
from zzlib.indicators import measured
from zzlib.ledger import open_ledger

PERIOD = "2013-05"
HEADER = [*PLAIN, "责任人", "联系电话"]
LEADERS = ("欧阳责任领导甲", "欧阳 责任领导甲", "司马责任领导乙")
PLANTED = ("欧阳", "司马", "夏侯", "6028174", "13800009274")
"""Parts of names and numbers that stand nowhere else in a county."""


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month that was run, of a county whose returns and list of units are full of names."""
    county = SmallCounty(tmp_path_factory.mktemp("people") / "县")
    county.reference("units", [unit | {"leader": LEADERS[0]} for unit in UNITS])
    for period in ("2013-01", "2013-02", "2013-03", "2013-04", PERIOD):
        for unit, phone in (("发改委", "0790-6028174"), ("水利局", "13800009274")):
            rows = [
                [f"{unit}{name}", *({**FIELDS, "leader": leader, "awarded": awarded}.values()), "夏侯责任人丙", phone]
                for name, leader, awarded in zip(("水库", "公路", "河堤"), LEADERS, (None, 60, 30), strict=True)
            ]
            county.file_return(period, unit, rows, header=HEADER)
    odd = {**FIELDS, "stage": "问夏侯丙13800009274", "awarded": "夏侯丙说待定", "received": 13800009274}
    county.file_return(PERIOD, "城关镇", [["广场13800009274", *odd.values(), "夏侯丙", "13800009274"]], header=HEADER)
    took = command(["run", PERIOD, "--root", str(county.root)])
    assert took["code"] == 0, took
    return county.root


def said(path: Path) -> str:
    """Give all text of a file, of a package that of its parts."""
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as package:
            return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return path.read_bytes().decode("utf-8", "replace")


@pytest.mark.slow
def test_names_and_numbers_stand_in_no_other_artefact_log_manifest_or_notebook(ran: Path) -> None:
    own = {path: said(path) for path in (ran / "outputs").rglob("*") if path.is_file()}
    folder = ran / "outputs" / PERIOD
    apart = {path for path in own if path.parent in (folder / "dispatch", folder / "receipts")}
    assert "欧阳责任领导甲" in own[folder / "dispatch" / "问题清单.xlsx"]  # what is looked for can be found
    found = {(str(path.relative_to(ran)), word) for path in set(own) - apart for word in PLANTED if word in own[path]}
    assert found == set()
    assert {"manifest.json", "analysis.ipynb", "issues.csv"} <= {path.name for path in set(own) - apart}


@pytest.mark.slow
def test_telephone_numbers_stand_in_no_dispatch_paper(ran: Path) -> None:
    papers = list((ran / "outputs" / PERIOD / "dispatch").iterdir())
    assert papers
    assert [path.name for path in papers for word in PLANTED[3:] if word in said(path)] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [["check", PERIOD, "--json"], ["figures", PERIOD, "--json"], ["explain", "funds_awarded", PERIOD], ["status"]],
)
def test_no_command_says_them(ran: Path, arguments: list[str]) -> None:
    took = command([*arguments, "--root", str(ran)])
    assert took["out"].strip()
    assert [word for word in PLANTED if word in took["out"] + took["err"]] == []


@pytest.mark.slow
def test_frames_that_are_exported_hold_none(ran: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZZ_ROOT", str(ran))
    for frame in (door.projects(PERIOD), door.funding(PERIOD), door.units(PERIOD)):
        text = json.dumps(frame.astype(str).to_dict("records"), ensure_ascii=False)
        assert len(frame) and [word for word in PLANTED if word in text] == []


def test_the_words_of_a_cell_are_shown_without_numbers_and_names_wherever_they_were_typed(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path / "县")
    header = ["序号", "项目名称", "项目类型", "资金类别", "争取资金", "到位资金", "项目阶段", "责任人", "联系电话"]
    people = ("夏侯甲", "13800009274")
    rows = [
        ["水库", "个性型", "省级专项", 10, 13800009274, "问13800009274", *people],
        ["河堤 13800009274", "个性型", "找夏侯甲13800009274", 4, "夏侯甲说待定", "到位", *people],
    ]
    county.file_return(PERIOD, "水利局", rows, header=header)
    ledger = open_ledger(county.workspace, PERIOD)
    month = measured(ledger)
    shown = month.issues.astype(str).to_csv() + month.funding.to_csv() + month.categories.to_csv()
    shown += " ".join(map(str, month.figures)) + month.projects.drop(columns=["person"]).to_csv()
    assert {(i.cell, i.value) for i in month.issues.itertuples() if i.level == "error" and i.cell} >= {
        ("F4", "（号码略）"),
        ("F5", "（姓名略）说待定"),
    }
    assert [word for word in ("夏侯", "13800009274") if word in shown] == []
    assert set(month.projects["project_name"]) == {"水库", "河堤 （号码略）"}
    assert "找（姓名略）（号码略）" in set(month.funding["fund_category"])
