"""What changed after a month was issued is said: which figures, sentences and units, why, down to cells; and at once."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.publication.conftest import PERIOD, PROJECT
from tests.publication.office import Office
from tests.small_county import HEADER, SmallCounty
from zzlib.cli import main
from zzlib.exchange.made import decisions_made
from zzlib.ledger import Ledger, issue_log
from zzlib.ledger import ledger as ledgers
from zzlib.ledger.inputs import Inputs
from zzlib.publication.causes import Causes
from zzlib.publication.comparing import compare, difference
from zzlib.publication.difference_text import DifferenceText
from zzlib.publication.sides import NOW, side
from zzlib.publication.vintages import vintage
from zzlib.runs.progress import OnFile
from zzlib.workspace import Workspace

Zz = Callable[..., int]
CORRECT = ("correct", PERIOD, "水利局", PROJECT, "到位资金", "260万", "--by", "责任人甲", "--why", "电话核实")


def told(capsys: pytest.CaptureFixture[str]) -> dict:
    out = capsys.readouterr().out
    return json.loads(out[out.index("{") :])


def returned_late(county: Workspace, zz: Zz, folder: Path, received: float) -> None:
    """Receive another return of 水利局, with so much received in 万元."""
    book = openpyxl.load_workbook(county.returns_dir(PERIOD) / "水利局.xlsx")
    book.active["I4"] = received
    book.save(folder / "水利局补报.xlsx")
    assert zz("receive", str(folder / "水利局补报.xlsx"), "--period", PERIOD, "--at", "2013-02-20 09:00") == 0


@pytest.mark.slow
def test_nothing_differs_from_what_was_just_issued(
    issued_county: Workspace, zz: Zz, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert zz("diff", PERIOD, "--json") == 0
    same = told(capsys)
    assert (same["period"], same["from"], same["to"]) == (PERIOD, 1, "现在")
    assert same["figures"] == same["sentences"] == same["units"] == same["inputs"] == []
    assert zz("diff", PERIOD) == 0 and "现在与第 1 版相同" in capsys.readouterr().out


@pytest.mark.slow
def test_what_is_read_of_a_version_is_read_once_and_verified_anew(
    issued_county: Workspace, zz: Zz, monkeypatch: pytest.MonkeyPatch
) -> None:
    built, build = list[str](), ledgers._build

    def counted(inputs: Inputs, period: str, on_file: OnFile | None) -> Ledger:
        built.append(period)
        return build(inputs, period, on_file)

    monkeypatch.setattr(ledgers, "_build", counted)
    for words, readings in (("diff", 0), ("verify", 1)):
        assert zz(words, PERIOD) == 0 and len(built) == readings, words
    shutil.rmtree(issued_county.ledger_dir(".版本"))
    for _ in range(2):
        assert zz("diff", PERIOD) == 0 and len(built) == 2


@pytest.mark.slow
def test_a_correction_is_told_at_once_and_found_at_its_cell(
    issued_county: Workspace, zz: Zz, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert zz(*CORRECT) == 0
    assert "将改变已发的 1 月通报：1 月 " in capsys.readouterr().out
    assert zz("diff", PERIOD, "上次印发", "现在", "--json") == 0
    found = told(capsys)
    figures = {(one["figure"], one["scope"]): one for one in found["figures"]}
    received = figures["funds_received", "county"]
    assert (received["before_text"], received["after_text"]) == ("530万元", "590万元")
    assert (received["before"], received["after"]) == ("5300000.00", "5900000.00")
    (cause,) = received["causes"]
    assert (cause["kind"], cause["before"], cause["after"]) == ("correction", "2000000.00", "2600000.00")
    assert (cause["unit_id"], cause["project"]) == ("u02", PROJECT)
    assert cause["file"] == f"data/returns/{PERIOD}/水利局.xlsx" and cause["cell"] == "I4"
    assert all(one["causes"] for one in found["figures"])
    assert found["inputs"] == ["data/reference/corrections.csv"]
    (unit,) = found["units"]
    assert unit["unit_id"] == "u02" and unit["changes"]["received_yuan"] == {
        "before": "2000000.00",
        "after": "2600000.00",
    }
    assert cause in unit["causes"]
    assert any("530万元" in one["before"] and "590万元" in one["after"] for one in found["sentences"])
    book = tmp_path / "不同.xlsx"
    assert zz("diff", PERIOD, "--xlsx", str(book)) == 0
    said = capsys.readouterr().out
    assert f"水利局 {PROJECT}：200万元 → 260万元（data/returns/{PERIOD}/水利局.xlsx" in said
    sheet = openpyxl.load_workbook(book)["指标"]
    assert any("530万元" in row and "590万元" in row for row in sheet.iter_rows(values_only=True))
    assert zz("diff", PERIOD, "--xlsx", str(book)) == 2


@pytest.mark.slow
def test_who_moves_in_rank_and_in_the_lists_is_told(
    issued_county: Workspace, zz: Zz, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """发改委 and 水利局 change places when 水利局 has 340万元 of its 1000, and a return that 城关镇 takes back makes it silent."""
    assert zz(*CORRECT[:5], "340万", *CORRECT[6:]) == 0
    (issued_county.returns_dir(PERIOD) / "城关镇.xlsx").unlink()
    book = tmp_path / "不同.xlsx"
    capsys.readouterr()
    assert zz("diff", PERIOD, "--json") == 0
    found = told(capsys)
    ranks = {unit["unit_id"]: unit["changes"].get("rank") for unit in found["units"]}
    assert ranks["u02"] == {"before": "2", "after": "1"} and ranks["u01"] == {"before": "1", "after": "2"}
    (moved,) = [unit for unit in found["units"] if unit["unit_id"] == "u01"]
    assert ("u02", "I4") in {
        (cause["unit_id"], cause["cell"]) for cause in moved["causes"]
    }  # it moved because another did
    silent = {one["list"]: one for one in found["lists"] if one["unit_id"] == "u03" and not one["before"]}
    assert set(silent) == {"全年未报", "本期未报"}
    assert any(cause["file"].endswith("城关镇.xlsx") for cause in silent["全年未报"]["causes"])
    assert zz("diff", PERIOD, "--xlsx", str(book)) == 0
    said = capsys.readouterr().out
    assert "水利局位次：2 → 1" in said and "全年未报多了：城关镇" in said
    rows = [row for row in openpyxl.load_workbook(book)["清单"].iter_rows(values_only=True) if "城关镇" in row]
    assert len(rows) == len([one for one in found["lists"] if one["unit_id"] == "u03"])


def test_what_a_later_file_only_repeats_is_no_cause(county: SmallCounty) -> None:
    def row(name: str, received: float) -> list[object]:
        return [name, "", "个性型", "新增", "中央专项", 800, 500, received, None]

    county.file_return(PERIOD, "水利局", [row("甲渠", 150), row("乙渠", 60)])
    with side(county.workspace, PERIOD, NOW) as before:
        pass
    rows = [row("乙渠", 60), row("甲渠", 155)]
    county.file_return(PERIOD, "水利局", rows, name="补报.xlsx", received_at="2013-02-04T09:00:00")
    with side(county.workspace, PERIOD, NOW) as after:
        causes = Causes(before, after).of("funds_received", "county")
    assert [(c.kind, c.project, c.before, c.after, c.cell) for c in causes] == [
        ("return", "甲渠", "1500000.00", "1550000.00", "I5")
    ]


def test_a_project_comes_into_the_list_and_leaves_it(county: SmallCounty) -> None:
    """A project that paid out more than it got is asked after in 附件2; of the two sides in turn it comes and goes."""
    county.settings("[findings]\nfew = 1\n")
    header = [*HEADER, "支付资金"]
    rows = [[PROJECT, "", "个性型", "新增", "中央专项", 800, 500, 200, None, 100]]
    county.file_return(PERIOD, "水利局", rows, header=header)
    with side(county.workspace, PERIOD, NOW) as before:
        pass
    rows[0] = [*rows[0][:-1], 250]
    county.file_return(PERIOD, "水利局", rows, header=header, name="补报.xlsx", received_at="2013-02-04T09:00:00")
    with side(county.workspace, PERIOD, NOW) as after:
        (came,) = [one for one in difference(before, after).lists if one.list == "附件2"]
        (went,) = [one for one in difference(after, before).lists if one.list == "附件2"]
    assert (came.unit, came.project, came.before) == ("水利局", PROJECT, "") and "支付" in came.after
    assert any(
        (cause.kind, cause.before, cause.after) == ("return", "1000000.00", "2500000.00") for cause in came.causes
    )
    assert (went.before, went.after) == (came.after, "")


@pytest.mark.slow
def test_targets_and_settings_are_causes_of_their_own(
    issued_county: Workspace, zz: Zz, capsys: pytest.CaptureFixture[str]
) -> None:
    targets = issued_county.root / "data" / "reference" / "targets.csv"
    targets.write_bytes(targets.read_bytes().replace(b"2013,u02,,4,1000", b"2013,u02,,4,2000"))
    (issued_county.root / "data" / "settings.toml").write_text("[projects]\nlarge_yuan = 5500000\n", encoding="utf-8")
    capsys.readouterr()
    assert zz("diff", PERIOD, "1", "现在", "--json") == 0
    figures = {(one["figure"], one["scope"]): one for one in told(capsys)["figures"]}
    assert [c["kind"] for c in figures["funds_target", "county"]["causes"]] == ["target"]
    large = next(one for (figure, scope), one in figures.items() if "large" in figure and scope == "county")
    assert {c["kind"] for c in large["causes"]} == {"setting"}


def test_a_version_that_is_not_there_is_wrong_use(
    issued_county: Workspace, zz: Zz, capsys: pytest.CaptureFixture[str]
) -> None:
    assert zz("diff", PERIOD, "3", "现在") == 2 and "有第 1 版" in capsys.readouterr().err
    assert zz("diff", PERIOD, "去年") == 2 and "可写" in capsys.readouterr().err


@pytest.mark.slow
def test_a_late_return_and_an_undone_decision_are_told(
    issued_county: Workspace, zz: Zz, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert zz(*CORRECT, "--json") == 0
    (touched,) = told(capsys)["issued"]
    assert (touched["period"], touched["version"]) == (PERIOD, 1) and touched["changed"] > 0
    assert zz("decide", PERIOD, "--made", "--json") == 0
    (made,) = told(capsys)["decisions"]
    assert zz("decide", PERIOD, "--undo", made["id"], "--by", "责任人甲", "--why", "听错了") == 0
    assert "将改变已发的" not in capsys.readouterr().out  # it says what was issued again
    returned_late(issued_county, zz, tmp_path, 280)
    assert "将改变已发的 1 月通报" in capsys.readouterr().out
    assert zz("diff", PERIOD, "--json") == 0
    figures = {(one["figure"], one["scope"]): one for one in told(capsys)["figures"]}
    received = figures["funds_received", "county"]
    assert received["after_text"] == "610万元" and {c["kind"] for c in received["causes"]} == {"return"}


def test_a_correction_that_was_taken_back_is_named_as_the_cause(county: SmallCounty) -> None:
    office, at = Office(county), ("--root", str(county.root))
    for unit in ("发改委", "水利局", "城关镇"):
        office.file(PERIOD, unit, 100)
    assert (
        main(["correct", PERIOD, "水利局", "水利局项目", "到位资金", "260万", "--by", "甲", "--why", "电话核实", *at])
        == 0
    )
    office.publish(PERIOD)
    (made,) = decisions_made(county.workspace)
    assert main(["decide", PERIOD, "--undo", made.id, "--by", "甲", "--why", "听错了", *at]) == 0
    found = compare(county.workspace, PERIOD)
    received = next(one for one in found.figures if one.change.figure == "funds_received")
    assert [(cause.kind, cause.correction, cause.undone) for cause in received.causes] == [("correction", "c1", True)]
    said = "\n".join(DifferenceText(county.workspace, found).lines())
    assert "撤销更正 c1：水利局 水利局项目：260万元 → 100万元" in said


def test_a_correction_that_a_later_return_makes_needless_was_not_taken_back(county: SmallCounty) -> None:
    office, at = Office(county), ("--root", str(county.root))
    for unit in ("发改委", "水利局", "城关镇"):
        office.file(PERIOD, unit, 100)
    assert main(["correct", PERIOD, "水利局", "水利局项目", "到位", "260万", "--by", "甲", "--why", "来电", *at]) == 0
    office.publish(PERIOD)
    office.file(PERIOD, "水利局", 270)
    received = next(one for one in compare(county.workspace, PERIOD).figures if one.change.figure == "funds_received")
    assert [(cause.kind, cause.undone) for cause in received.causes] == [("return", False)]


@pytest.mark.slow
def test_the_notice_says_what_was_written_what_it_is_now_and_why(
    issued_county: Workspace, zz: Zz, tmp_path: Path
) -> None:
    assert zz(*CORRECT) == 0
    path = tmp_path / "更正.docx"
    assert zz("diff", PERIOD, "--notice", str(path)) == 0
    document = docx.Document(str(path))
    assert document.paragraphs[0].text.startswith("关于更正《") and document.paragraphs[0].text.endswith("》的通知")
    heading, *rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert heading == ["序号", "原文", "更正为", "原因"]
    stated = next(row for row in rows if "已到位资金530万元" in row[1])
    assert "已到位资金590万元" in stated[2]
    assert f"水利局 {PROJECT}：200万元 → 260万元" in stated[3]
    assert zz("diff", PERIOD, "--notice", str(path)) == 2  # never over a file that is there


@pytest.mark.slow
def test_a_figure_is_given_as_it_was_known_on_a_day(
    issued_county: Workspace, zz: Zz, capsys: pytest.CaptureFixture[str]
) -> None:
    assert zz(*CORRECT) == 0
    day = issue_log.records_of(issued_county.outputs_dir)[0].at[:10]
    capsys.readouterr()
    for words, version, received in ((("--as-of", day), 1, "530万元"), ((PERIOD,), None, "590万元")):
        assert zz("figures", *words, "--json") == 0
        given = told(capsys)
        texts = {(row["figure"], row["scope"]): row["text"] for row in given["figures"]}
        assert (given["period"], given["version"]) == (PERIOD, version)
        assert texts["funds_received", "county"] == received
    assert zz("figures", PERIOD, "--as-of", "2013-01-31") == 3
    assert f"第 1 版是 {day} 印发的" in capsys.readouterr().err
    assert zz("figures", PERIOD, "--scope", "leader:领导甲") == 2
    assert f"zz explain items {PERIOD} --scope leader:领导甲" in capsys.readouterr().err
    assert zz("figures", PERIOD, "--as-of", "昨天") == 2 and zz("figures", PERIOD, "--scope", "某局") == 2
    for as_of, version, received in ((day, 1, "530万元"), (None, None, "590万元")):
        known = vintage(Workspace(issued_county.root), PERIOD, as_of)
        stated = known.table().set_index(["figure", "scope"])["text"]
        assert (known.version, stated["funds_received", "county"]) == (version, received)


@pytest.mark.slow
def test_before_anything_was_issued_a_figure_is_what_had_come_and_was_decided_by_then(
    issued_county: Workspace, zz: Zz, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert zz(*CORRECT) == 0
    returned_late(issued_county, zz, tmp_path, 280)
    before = {path: path.read_bytes() for path in (issued_county.root / "data").rglob("*.*") if path.is_file()}
    for day, received in (("2013-02-10", "530万元"), ("2013-02-28", "610万元")):
        capsys.readouterr()
        assert zz("figures", PERIOD, "--as-of", day, "--json") == 0
        given = told(capsys)
        texts = {(row["figure"], row["scope"]): row["text"] for row in given["figures"]}
        assert given["version"] is None and texts["funds_received", "county"] == received
    assert all(path.read_bytes() == data for path, data in before.items())
