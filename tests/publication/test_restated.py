"""A circular that went out and is wrong by now is put right in the next one: once, each number with its cells."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.publication.conftest import PERIOD, PROJECT, ROWS, signed
from tests.publication.office import Office
from tests.small_county import SmallCounty
from zzlib.exchange.made import decisions_made
from zzlib.publication.restating import notice_of_replacement, settled
from zzlib.runs.freshness import current_manifest
from zzlib.runs.parameters import NOTEBOOK
from zzlib.workspace import Workspace
from zzlib.writing import read_writing

Zz = Callable[..., int]
NEXT, AFTER = "2013-02", "2013-03"
CORRECT = ("correct", PERIOD, "水利局", PROJECT, "到位资金", "260万", "--by", "责任人甲", "--why", "电话核实")
SENTENCE = "经核实，2013年1月通报中"


def filed(root: Path, period: str) -> None:
    county = SmallCounty.there(root)
    for unit, row in ROWS.items():
        county.file_return(period, unit, [row])


def circular(root: Path, period: str) -> list[str]:
    return [p.text for p in docx.Document(str(root / "outputs" / period / "bulletin.docx")).paragraphs]


def restatements(root: Path, period: str) -> list[str]:
    return [text[text.index(SENTENCE) :] for text in circular(root, period) if SENTENCE in text]


def restated(root: Path, period: str) -> dict[str, tuple[str, str]]:
    found = read_writing(Workspace(root), period).restated
    return {one.figure: (one.before, one.after) for one in found if one.scope == "county" and one.period == PERIOD}


@pytest.mark.slow
def test_the_next_circular_says_it_once(issued_county: Workspace, zz: Zz, capsys: pytest.CaptureFixture[str]) -> None:
    root = issued_county.root
    for period in (NEXT, AFTER):
        filed(root, period)
    place = root / "outputs" / NEXT / "更正.csv"
    assert restated(root, NEXT) == {}
    assert zz(*CORRECT) == 0
    capsys.readouterr()
    assert signed(root, NEXT) == 0
    told = capsys.readouterr().out
    draft = (root / "data" / "drafts" / NEXT / "稿1.md").read_text(encoding="utf-8")
    assert "## 以前通报的更正" in draft and "[restatement]" in draft

    # What is said is what `zz diff` says, and every number leads to its cells.
    (said,) = restatements(root, NEXT)
    assert zz("diff", PERIOD, "--json") == 0
    out = capsys.readouterr().out
    differing = [one for one in json.loads(out[out.index("{") :])["figures"] if one["before"] != one["after"]]
    listed = list(csv.DictReader(place.read_text(encoding="utf-8-sig").splitlines()))
    assert {(one["figure"], one["scope"]) for one in listed} == {(one["figure"], one["scope"]) for one in differing}
    (own,) = [one for one in listed if (one["figure"], one["scope"]) == ("funds_received", "county")]
    (same,) = [one for one in differing if (one["figure"], one["scope"]) == ("funds_received", "county")]
    assert (own["before"], own["after"]) == (same["before_text"], same["after_text"])
    assert f"以前印发的通报有 {len(listed)} 个数要更正，全部列在 更正.csv" in told
    assert "已到位资金由530万元更正为590万元" in said and "水利局已到位资金由200万元更正为260万元" in said
    page = (root / "outputs" / NEXT / "bulletin.html").read_text(encoding="utf-8")
    assert f"<code>zz explain funds_received {NEXT} --scope month:{PERIOD}</code>" in page
    assert zz("issue", NEXT, "--by", "责任人甲", "--despite", "--why", "已核") == 0
    assert zz("verify", NEXT) == 0
    assert zz("diff", NEXT) == 0 and "相同" in capsys.readouterr().out  # the kept version restates what it restated

    assert restated(root, AFTER) == {}  # it was said
    (made,) = decisions_made(Workspace(root))
    assert zz("decide", PERIOD, "--undo", made.id, "--by", "责任人甲", "--why", "听错了") == 0
    assert restated(root, AFTER)["funds_received"] == ("590万元", "530万元")


@pytest.mark.slow
def test_a_version_that_supersedes_puts_it_right_by_a_notice_and_leaves_nothing_to_restate(
    issued_county: Workspace, zz: Zz, capsys: pytest.CaptureFixture[str]
) -> None:
    root = issued_county.root
    filed(root, NEXT)
    assert zz(*CORRECT) == 0
    assert restated(root, NEXT)["funds_received"] == ("530万元", "590万元")
    assert current_manifest(Workspace(root), NEXT, NOTEBOOK) is None
    assert zz("run", NEXT) == 0 and current_manifest(Workspace(root), NEXT, NOTEBOOK)
    assert signed(root) == 0
    capsys.readouterr()
    assert zz("issue", PERIOD, "--by", "责任人甲", "--supersede", "--despite", "--why", "更正") == 0
    notice = root / "outputs" / "更正" / f"{PERIOD}第2版更正通知.docx"
    assert f"outputs/更正/{notice.name}" in capsys.readouterr().out
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(notice)).tables[0].rows]
    assert any("530万元" in row[1] and "590万元" in row[2] and PROJECT in row[3] for row in rows)
    assert restated(root, NEXT) == {}
    assert current_manifest(Workspace(root), NEXT, NOTEBOOK) is None  # what its circular says was put right since


@pytest.mark.slow
def test_amounts_of_two_units_that_change_no_sentence_are_in_the_notice(county: SmallCounty) -> None:
    office = Office(county)
    amounts = {"发改委": 900, "水利局": 300, "城关镇": 290}
    for unit, received in amounts.items():
        office.file(PERIOD, unit, received)
    office.publish(PERIOD)
    for unit, received in (amounts | {"水利局": 310, "城关镇": 280}).items():
        office.file(PERIOD, unit, received)
    assert notice_of_replacement(county.workspace, office.publish(PERIOD, why="更正"))
    (notice,) = (county.root / "outputs" / "更正").glob("*.docx")
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(notice)).tables[0].rows]
    told = [row for row in rows if row[1] == "附件1：水利局已到位资金300万元"]
    assert [row[2] for row in told] == ["附件1：水利局已到位资金310万元"] and "水利局" in told[0][3]
    assert any(row[2] == "附件1：城关镇已到位资金280万元" for row in rows)


WORDS = ("正在核对", "核对以前")


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("部分单位的金额正在核对，有关数字以核对后的为准。", ""),
        ("已到位5万元；有2个单位的金额正在核对。", "已到位5万元。"),
        ("已争取6万元；已到位5万元。", "已争取6万元；已到位5万元。"),
    ],
)
def test_a_notice_tells_only_what_is_settled(sentence: str, left: str) -> None:
    assert settled(sentence, WORDS) == left


@pytest.mark.slow
def test_a_damaged_version_is_not_restated(issued_county: Workspace, zz: Zz) -> None:
    root = issued_county.root
    filed(root, NEXT)
    assert zz(*CORRECT) == 0
    kept = root / "outputs" / "版本" / PERIOD / "1" / "artefacts" / "figures.csv"
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes().replace("530万元".encode(), "531万元".encode()))
    assert restated(root, NEXT) == {} and zz("verify", PERIOD) == 1


@pytest.mark.slow
def test_a_draft_made_before_is_told_of_it(
    issued_county: Workspace, zz: Zz, capsys: pytest.CaptureFixture[str]
) -> None:
    root = issued_county.root
    filed(root, NEXT)
    assert zz("draft", NEXT) == 0 and zz(*CORRECT) == 0
    capsys.readouterr()
    assert zz("draft", NEXT) == 0
    assert "已印发的通报有数要更正，稿子里没有写" in capsys.readouterr().out
    assert zz("draft", NEXT, "--new") == 0
    begun = (root / "data" / "drafts" / NEXT / "稿2.md").read_text(encoding="utf-8")
    assert "> 印成：经核实，2013年1月通报中已到位资金由530万元更正为590万元" in begun
