"""A month is issued as it is out, reviewed and signed; what was issued stays, and is replaced only by saying why."""

import json
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publication.conftest import PERIOD, PROJECT, ROWS
from tests.runs.folders import digests
from tests.small_county import SmallCounty
from zzlib.exchange.made import decisions_made
from zzlib.files import digest_of
from zzlib.ledger import inputs_fingerprint
from zzlib.office.steps import office_steps
from zzlib.publication.faults import PublicationError
from zzlib.publication.issuing import keep_inputs
from zzlib.publication.kept import entries_of, entries_text
from zzlib.publication.storing import building
from zzlib.workspace import Workspace

Zz = Callable[..., int]
ISSUE = ("issue", PERIOD, "--by", "责任人甲")
ANYWAY = ("--despite", "--why", "已核")
KEYS = ["n", "period", "version", "at", "by", "why", "supersedes", "artefacts", "inputs_sha256", "program", "previous"]


def log(root: Path) -> list[dict]:
    return [json.loads(line) for line in (root / "outputs" / "发布记录.jsonl").read_bytes().splitlines()]


def test_an_issued_month_holds_all_that_it_was_made_of(issued_county: Workspace) -> None:
    outputs = issued_county.outputs_dir
    folder, (line,) = outputs / "版本" / PERIOD / "1", log(issued_county.root)
    assert list(line) == KEYS
    assert (line["n"], line["period"], line["version"], line["by"], line["why"]) == (1, PERIOD, 1, "责任人甲", "已核")
    assert (line["supersedes"], line["previous"]) == (None, "")
    kept = {
        path.relative_to(folder / "artefacts").as_posix()
        for path in (folder / "artefacts").rglob("*")
        if path.is_file()
    }
    assert kept == set(line["artefacts"])
    assert digests(folder / "artefacts") == digests(outputs / PERIOD)
    assert digest_of((folder / "inputs.json").read_bytes()) == line["inputs_sha256"]
    inputs = json.loads((folder / "inputs.json").read_text(encoding="utf-8"))
    assert f"data/returns/{PERIOD}/水利局.xlsx" in {entry["path"] for entry in inputs}
    for entry in inputs:
        original = (issued_county.root / entry["path"]).read_bytes()
        assert (outputs / "版本" / "objects" / entry["sha256"]).read_bytes() == original
    made = json.loads((folder / "versions.json").read_text(encoding="utf-8"))
    assert made["draft"]["reviewed_by"] == "责任人乙" and made["draft"]["signed_by"] == "责任人丙"
    assert all(path.stat().st_mode & 0o222 == 0 for path in folder.rglob("*") if path.is_file())
    assert not (outputs / ".印发").exists()


@pytest.mark.slow
def test_a_second_issue_has_to_say_that_and_why(
    issued_county: Workspace, zz: Zz, capsys: pytest.CaptureFixture[str]
) -> None:
    before = digests(issued_county.outputs_dir / "版本")
    assert zz(*ISSUE, *ANYWAY) == 3
    assert "已印发过（第 1 版" in capsys.readouterr().err
    assert zz(*ISSUE, "--supersede", "--despite") == 2 and digests(issued_county.outputs_dir / "版本") == before
    capsys.readouterr()
    assert zz(*ISSUE, "--supersede", "--despite", "--why", "错字", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    first, second = log(issued_county.root)
    assert {key: said[key] for key in KEYS} == second and said["folder"] == f"outputs/版本/{PERIOD}/2"
    assert (second["n"], second["version"], second["supersedes"], second["why"]) == (2, 2, 1, "错字")
    lines = (issued_county.outputs_dir / "发布记录.jsonl").read_bytes().splitlines()
    assert second["previous"] == digest_of(lines[0])
    assert before.items() <= digests(issued_county.outputs_dir / "版本").items()  # the first is as it was
    assert first["version"] == 1


def test_nothing_is_replaced_that_was_not_issued(zz: Zz, capsys: pytest.CaptureFixture[str]) -> None:
    assert zz(*ISSUE, "--supersede", "--why", "错字") == 3
    assert "还没有印发过" in capsys.readouterr().err


@pytest.mark.parametrize("fault", [{"data_errors": 2}, {"refuted": ["bulletin.docx：合计不符"]}])
def test_a_faulty_month_is_issued_only_despite_it(
    signed_county: Path, zz: Zz, capsys: pytest.CaptureFixture[str], fault: dict
) -> None:
    path = signed_county / "outputs" / PERIOD / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) | {"data_errors": 0, "refuted": []} | fault
    path.write_text(json.dumps(manifest), encoding="utf-8")
    [step] = [step for step in office_steps(Workspace(signed_county), PERIOD) if step.name == "issue"]
    assert re.fullmatch(
        r"(数据有 2 处错误没有处理|文件里有 1 处数字对不上)：改好再出一次数，或者写明理由照发", step.says
    )
    assert zz(*ISSUE) == 3
    said = capsys.readouterr().err
    assert "--despite --why" in said and ("2 处错误" in said or "合计不符" in said)
    assert not (signed_county / "outputs" / "版本").exists()
    assert zz(*ISSUE, *ANYWAY) == 0


def test_outputs_that_a_run_would_make_otherwise_are_not_issued(
    signed_county: Path, zz: Zz, capsys: pytest.CaptureFixture[str]
) -> None:
    circular = signed_county / "outputs" / PERIOD / "bulletin.docx"
    kept = circular.read_bytes()
    circular.write_bytes(kept + b" ")
    assert zz(*ISSUE, *ANYWAY) == 3 and "有人改过或放进的文件（bulletin.docx）" in capsys.readouterr().err
    circular.write_bytes(kept)
    units = signed_county / "data" / "reference" / "units.csv"
    units.write_bytes(units.read_bytes() + b"\n")
    assert zz(*ISSUE, *ANYWAY) == 3
    told = capsys.readouterr().err
    assert f"有变化（data/reference/units.csv），不能印发：先 zz run {PERIOD}，再 zz issue" in told
    assert "请核稿人" not in told  # nothing is printed otherwise
    assert zz("issue", "2013-02", "--by", "责任人甲") == 3
    assert not (signed_county / "outputs" / "版本").exists()


def test_what_nobody_reviewed_or_signed_is_not_issued(
    signed_county: Path, zz: Zz, capsys: pytest.CaptureFixture[str]
) -> None:
    drafts = signed_county / "data" / "drafts" / PERIOD
    reviewed = drafts / "稿2.md"
    text = reviewed.read_text(encoding="utf-8")
    path = signed_county / "outputs" / PERIOD / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for changed, said in {"状态：草稿": "没有审过", "状态：已审\n": "文字已不同"}.items():
        other = (
            text.replace("状态：已审", changed)
            if "草稿" in changed
            else text.replace("# 下一步工作", "# 下一步工作\n再加一句。")
        )
        reviewed.write_text(other, encoding="utf-8")
        fresh = manifest | {"fingerprint": _fingerprint(signed_county)}
        path.write_text(json.dumps(fresh), encoding="utf-8")
        assert zz(*ISSUE, *ANYWAY) == 3
        assert said in capsys.readouterr().err
    reviewed.write_text(text, encoding="utf-8")
    path.write_text(json.dumps(manifest | {"draft": manifest["draft"] | {"state": "reviewed"}}), encoding="utf-8")
    assert zz(*ISSUE, *ANYWAY) == 3 and "审过了，还没有签" in (said := capsys.readouterr().err)
    assert f"先 zz draft {PERIOD} --state 已签 --by 签发人 --on 日期，然后 zz run {PERIOD}" in said  # not: begin again
    path.write_text(json.dumps(manifest | {"draft": {}}), encoding="utf-8")
    assert (
        zz(*ISSUE, *ANYWAY) == 3
        and f"先 zz draft {PERIOD} 起草，再 zz draft {PERIOD} --state 已审" in capsys.readouterr().err
    )


def _fingerprint(root: Path) -> str:
    return inputs_fingerprint(Workspace(root), PERIOD)


CORRECT = ("correct", PERIOD, "水利局", PROJECT, "到位资金", "260万", "--by", "责任人甲", "--why", "电话核实")
SIGN = ("draft", PERIOD, "--state", "已签", "--by", "责任人丁", "--on", "2013-02-06", "--despite", "--why", "核过")


@pytest.mark.slow
@pytest.mark.parametrize("again", [(), ("--supersede", "--why", "更正")])
def test_what_goes_out_is_what_was_signed(
    signed_county: Path, zz: Zz, capsys: pytest.CaptureFixture[str], again: tuple[str, ...]
) -> None:
    clean(signed_county)
    if again:
        assert zz(*ISSUE) == 0
    assert zz(*CORRECT) == 0
    capsys.readouterr()
    assert zz("run", PERIOD) == 0
    assert "稿子签了以后，有" in capsys.readouterr().out
    clean(signed_county)
    [step] = [step for step in office_steps(Workspace(signed_county), PERIOD) if step.name == "sign"]
    assert re.fullmatch(r"责任人丙 已签（2013-02-05）；稿子签了以后，有 \d+ 个印出的数变了，等重新签", step.says)
    assert not step.done
    assert zz("status") == 0
    assert re.search(
        r"最新(；已印发第 1 版.*)?；稿子签了以后，有 \d+ 个印出的数变了，等重新签", capsys.readouterr().out
    )
    assert zz(*ISSUE, *again) == 3
    told = capsys.readouterr().err
    assert "已到位资金：530万元 → 590万元" in told and "已到位资金（水利局）：200万元 → 260万元" in told
    assert f"重新签：zz draft {PERIOD} --state 已签 --by 签发人 --on 日期，再 zz run {PERIOD}" in told
    assert len(log(signed_county) if again else []) == len(again[:1])
    # The words are the reviewed ones still: the one who signs is asked, nobody else.
    assert zz(*SIGN) == 0 and zz("run", PERIOD) == 0
    clean(signed_county)
    assert zz(*ISSUE, *again) == 0
    *_, line = log(signed_county)
    folder = signed_county / "outputs" / "版本" / PERIOD / str(line["version"])
    made = json.loads((folder / "versions.json").read_text(encoding="utf-8"))["draft"]
    assert (made["reviewed_by"], made["signed_by"], made["signed_on"]) == ("责任人乙", "责任人丁", "2013-02-06")
    assert zz("verify", PERIOD) == 0


@pytest.mark.slow
def test_other_figures_than_were_signed_go_out_only_for_a_reason(signed_county: Path, zz: Zz) -> None:
    assert zz(*CORRECT) == 0 and zz("run", PERIOD) == 0
    assert zz(*ISSUE, *ANYWAY) == 0 and log(signed_county)[0]["why"] == "已核"


def test_a_correction_that_is_taken_back_needs_no_new_signature(signed_county: Path, zz: Zz) -> None:
    assert zz(*CORRECT) == 0
    (made,) = decisions_made(Workspace(signed_county))
    assert zz("decide", PERIOD, "--undo", made.id, "--by", "责任人甲", "--why", "听错了") == 0
    assert zz("run", PERIOD) == 0
    clean(signed_county)
    assert zz(*ISSUE) == 0


def test_old_outputs_say_what_to_type_and_what_is_to_be_looked_at_again(
    signed_county: Path, zz: Zz, capsys: pytest.CaptureFixture[str]
) -> None:
    assert zz(*CORRECT) == 0 and zz(*ISSUE) == 3
    told = capsys.readouterr().err
    assert "有变化（data/reference/corrections.csv），不能印发" in told
    assert f"先 zz draft {PERIOD} --state 已签 --by 签发人 --on 日期，然后 zz run {PERIOD}，再 zz issue" in told
    assert re.search(r"稿子签了以后，有 \d+ 个印出的数变了，要由签发人看过、重新签", told)
    assert re.search(rf"有 \d+ 个数印出来会与 outputs/{PERIOD} 里的不同，请核稿人、签发人再看", told)
    reviewed = ("draft", PERIOD, "--state", "已审", "--by", "责任人乙", "--on", "2013-02-06")
    assert zz(*reviewed) == 0 and zz(*ISSUE) == 3
    assert f"先 zz draft {PERIOD} --state 已签 --by 签发人 --on 日期，然后 zz run {PERIOD}" in capsys.readouterr().err


@pytest.mark.slow
def test_a_signature_whose_figures_are_lost_is_due_again(
    signed_county: Path, zz: Zz, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (signed_county / "data" / "drafts" / PERIOD / "签时的数").iterdir():
        path.unlink()
    lost, again = "签时的数不在了，签的是哪些数无从核对", f"重新签：zz draft {PERIOD} --state 已签"
    for _ in range(2):  # the second run finds nothing changed
        capsys.readouterr()
        assert zz("run", PERIOD) == 0
        assert lost in (told := capsys.readouterr().out) and again in told
    assert zz("status") == 0 and f"{lost}，等重新签" in capsys.readouterr().out
    clean(signed_county)
    assert zz(*ISSUE) == 3
    assert lost in (told := capsys.readouterr().err) and again in told
    assert zz(*ISSUE, *ANYWAY) == 0


def clean(root: Path) -> None:
    """Have nothing else stand in the way of issuing."""
    path = root / "outputs" / PERIOD / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) | {"data_errors": 0, "refuted": []}
    path.write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize(
    "missing", [("issue", PERIOD), ("issue", PERIOD, "--by", " "), ("issue", PERIOD, "--by", "甲", "--despite")]
)
def test_who_and_why_have_to_be_said(zz: Zz, missing: tuple[str, ...]) -> None:
    assert zz(*missing) == 2


@pytest.mark.slow
def test_a_later_run_says_what_differs_and_leaves_what_was_issued(
    issued_county: Workspace, zz: Zz, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = digests(issued_county.outputs_dir / "版本")
    county = SmallCounty.there(issued_county.root)
    county.file_return(PERIOD, "水利局", [[*ROWS["水利局"][:7], 260, None]], received_at="2013-02-04T09:00:00")
    capsys.readouterr()
    assert zz("run", PERIOD, "--json") == 0
    issued = json.loads(capsys.readouterr().out)["issued"]
    assert issued["version"] == 1
    changes = {(c["figure"], c["scope"]): (c["before"], c["after"]) for c in issued["changed"]}
    assert changes["funds_received", "county"] == ("530万元", "590万元")
    assert digests(issued_county.outputs_dir / "版本") == kept
    assert zz("run", PERIOD) == 0
    said = capsys.readouterr().out
    assert "与已印发的第 1 版" in said and "530万元 → 590万元" in said
    assert zz("verify", PERIOD, "1") == 0


def test_a_damaged_version_hinders_neither_run_nor_correction(
    issued_county: Workspace, zz: Zz, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = issued_county.outputs_dir / "版本" / PERIOD / "1" / "artefacts" / "figures.csv"
    kept.unlink()
    assert zz("run", PERIOD) == 0
    assert f"没有比较：zz verify {PERIOD} 1" in capsys.readouterr().out
    assert zz("correct", PERIOD, "水利局", PROJECT, "到位资金", "260万", "--by", "责任人甲", "--why", "电话核实") == 0
    assert "已记入" in capsys.readouterr().out


def in_an_archive(county: SmallCounty) -> None:
    path = county.file_return(PERIOD, "发改委", [ROWS["发改委"]])
    with zipfile.ZipFile(path.with_name("资料.zip"), "w") as archive:
        archive.write(path, path.name)
    path.unlink()


def under_a_name_in_gbk(county: SmallCounty) -> None:
    path = county.file_return(PERIOD, "发改委", [ROWS["发改委"]])
    path.rename(path.with_name(os.fsdecode("发改委1月.xlsx".encode("gbk"))))


def with_last_years(county: SmallCounty) -> None:
    for period in ("2012-06", "2012-12", PERIOD):
        county.file_return(period, "发改委", [ROWS["发改委"]])


def by_the_quarter_with_a_month_beside(county: SmallCounty) -> None:
    county.settings('[returns]\nevery = "quarter"\n')
    for period in ("2013-02", "2013-03"):
        county.file_return(period, "发改委", [ROWS["发改委"]])


def with_a_draft_and_a_picture(county: SmallCounty) -> None:
    county.file_return(PERIOD, "发改委", [ROWS["发改委"]])
    drafts = county.root / "data" / "drafts" / PERIOD
    drafts.mkdir(parents=True)
    (drafts / "稿1.md").write_text("月份：2013-01\n", encoding="utf-8")
    (drafts / "视图.png").write_bytes(b"png")


def with_nothing_filed(county: SmallCounty) -> None:
    (county.root / "data" / "returns" / PERIOD).mkdir()


@pytest.mark.parametrize(
    "filed",
    [
        in_an_archive, under_a_name_in_gbk, with_last_years, by_the_quarter_with_a_month_beside, with_a_draft_and_a_picture,
        with_nothing_filed,
    ],
)  # fmt: skip
def test_what_is_kept_is_enough_to_make_the_month_of(county: SmallCounty, filed: Callable[[SmallCounty], None]) -> None:
    filed(county)
    period = county.workspace.periods()[-1]
    fingerprint = inputs_fingerprint(county.workspace, period)
    with building(county.workspace.outputs_dir) as folder:
        kept = keep_inputs(county.workspace, period, folder, fingerprint)
        assert entries_of(entries_text(kept)) == kept
        with pytest.raises(PublicationError, match="印发时有人改动了"):
            keep_inputs(county.workspace, period, folder, "另一个")
