"""Files come by chat and mail: they are taken into the month as they are, once, with the time that a person or the mail says."""

import json
import zipfile
from email.message import EmailMessage
from pathlib import Path
from threading import Thread

import pytest

from tests.small_county import SmallCounty
from zzlib.cli import main
from zzlib.decisions.question import DecisionError
from zzlib.exchange import receiving
from zzlib.exchange.receiving import KNOWN, LEFT, REFUSED, TAKEN, TAKEN_BY, Received, StatedReceipt, receive, stated
from zzlib.files import add_file
from zzlib.ledger import load_units
from zzlib.ledger.arrivals import read_arrivals
from zzlib.ledger.register import read_register

PERIOD = "2013-02"
WORD = StatedReceipt("2013-03-04T09:30:00", "责任人甲")


def row(name: str, received: object) -> list[object]:
    return [name, "", "个性型", "新增", "省级专项", 100, 80, received, None]


@pytest.fixture
def downloads(county: SmallCounty, tmp_path: Path) -> Path:
    """A chat's download folder with two returns of February and one of January."""
    folder = tmp_path / "下载"
    folder.mkdir()
    for period, unit, name in (
        (PERIOD, "水利局", "水利局.xlsx"),
        (PERIOD, "发改委", "发改委.xlsx"),
        ("2013-01", "水利局", "水利局1月.xlsx"),
    ):
        county.file_return(period, unit, [row("灌区改造", 32)], name=name)
        (county.workspace.returns_dir(period) / name).rename(folder / name)
    for period in (PERIOD, "2013-01"):
        (county.workspace.returns_dir(period) / "received.csv").unlink(missing_ok=True)
    return folder


def take(county: SmallCounty, *paths: Path, word: StatedReceipt = WORD) -> list[Received]:
    return receive(county.workspace, PERIOD, paths, word)


def registered(county: SmallCounty) -> list[tuple[str, str, str]]:
    register = read_register(county.workspace.returns_dir(PERIOD) / "received.csv")
    return [(line["file"], line["received_at"], line["by"]) for line in register.rows]


def filing(county: SmallCounty, unit_id: str) -> str:
    units = load_units(PERIOD, county.workspace)
    return str(units.set_index("unit_id").loc[unit_id, "filing"])


def test_a_file_is_taken_as_it_is_with_time_and_person(county: SmallCounty, downloads: Path) -> None:
    one = take(county, downloads / "水利局.xlsx")
    assert [(r.file, r.outcome, r.received_at) for r in one] == [("水利局.xlsx", TAKEN, "2013-03-04T09:30:00")]
    kept = county.workspace.returns_dir(PERIOD) / "水利局.xlsx"
    assert kept.read_bytes() == (downloads / "水利局.xlsx").read_bytes()
    assert registered(county) == [("水利局.xlsx", "2013-03-04T09:30:00", "责任人甲")]
    assert filing(county, "u02") == "on_time"


def test_a_file_dropped_into_another_month_is_left_until_somebody_says_whose_it_is(
    county: SmallCounty, downloads: Path
) -> None:
    def dropped(word: StatedReceipt, *names: str) -> list[Received]:
        return receive(county.workspace, PERIOD, [downloads / name for name in names], word, dropped=True)

    (downloads / "坏的.xlsx").write_bytes(b"not a workbook")
    january, february, broken = dropped(WORD, "水利局1月.xlsx", "水利局.xlsx", "坏的.xlsx")
    assert (january.file, january.outcome) == ("", REFUSED) and "写的是2013-01，不是2013年2月，没有收" in january.said
    assert [one.outcome for one in (february, broken)] == [
        TAKEN,
        TAKEN,
    ]  # what nobody can read may be a return of the month
    [insisted] = dropped(StatedReceipt(unit_id="u02"), "水利局1月.xlsx")
    assert (insisted.file, insisted.outcome) == ("水利局1月.xlsx", TAKEN)


def test_what_lies_there_already_is_known_under_any_name_and_in_an_archive(
    county: SmallCounty, downloads: Path
) -> None:
    with zipfile.ZipFile(downloads / "资料.zip", "w") as archive:
        archive.write(downloads / "发改委.xlsx", "发改委.xlsx")
    (downloads / "改了名.xlsx").write_bytes((downloads / "水利局.xlsx").read_bytes())
    take(county, downloads / "水利局.xlsx", downloads / "资料.zip")
    again = take(county, downloads / "改了名.xlsx", downloads / "发改委.xlsx", word=StatedReceipt())
    assert [(r.file, r.outcome) for r in again] == [("水利局.xlsx", KNOWN), ("资料.zip/发改委.xlsx", KNOWN)]
    assert sorted(p.name for p in county.workspace.returns_dir(PERIOD).iterdir()) == [
        "received.csv",
        "水利局.xlsx",
        "资料.zip",
    ]
    assert [line[0] for line in registered(county)] == ["水利局.xlsx", "资料.zip"]


def test_another_content_under_the_same_name_stands_beside_the_first(county: SmallCounty, downloads: Path) -> None:
    take(county, downloads / "水利局.xlsx")
    first = (downloads / "水利局.xlsx").read_bytes()
    county.file_return("2013-01", "水利局", [row("灌区改造", 50)], stated_period="2013年2月", name="水利局.xlsx")
    later = take(
        county, county.workspace.returns_dir("2013-01") / "水利局.xlsx", word=StatedReceipt("2013-03-05T08:00:00")
    )
    assert [(r.file, r.outcome, r.said) for r in later] == [
        ("水利局（2）.xlsx", TAKEN, "已有同名的另一份，存作 水利局（2）.xlsx")
    ]
    assert (county.workspace.returns_dir(PERIOD) / "水利局.xlsx").read_bytes() == first
    units = load_units(PERIOD, county.workspace).set_index("unit_id")
    assert units.loc["u02", "file"] == "水利局（2）.xlsx"


@pytest.mark.parametrize(("said", "means"), [("2013-03-02", "on_time"), ("2013-03-20", "late")])
def test_the_time_can_be_set_afterwards_both_ways(county: SmallCounty, downloads: Path, said: str, means: str) -> None:
    take(
        county,
        downloads / "水利局.xlsx",
        word=StatedReceipt("2013-03-10T00:00:00" if means == "on_time" else "2013-03-01T00:00:00"),
    )
    again = take(county, Path("水利局.xlsx"), word=stated(county.workspace, PERIOD, said, "", ""))
    assert [(r.outcome, r.received_at[:10]) for r in again] == [(KNOWN, said)]
    assert filing(county, "u02") == means
    take(county, Path("水利局.xlsx"), word=stated(county.workspace, PERIOD, said, "", ""))
    assert len(registered(county)) == 2  # the same said twice is written once


def test_of_a_folder_only_the_returns_of_the_month_are_taken(county: SmallCounty, downloads: Path) -> None:
    (downloads / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0 no table")
    (downloads / "~$水利局.xlsx").write_bytes(b"lock")
    outcomes = {Path(r.source).name: (r.outcome, r.said) for r in take(county, downloads)}
    assert {name for name, (outcome, _) in outcomes.items() if outcome == TAKEN} == {"水利局.xlsx", "发改委.xlsx"}
    assert outcomes["水利局1月.xlsx"] == (LEFT, "写的是2013-01，不是2013年2月，没有收；确实要收的，单写这个文件")
    assert outcomes["照片.jpg"][0] == outcomes["~$水利局.xlsx"][0] == LEFT


def test_a_mail_brings_its_own_time(county: SmallCounty, downloads: Path) -> None:
    mail = EmailMessage()
    mail["Received"] = "from a by b; Mon, 4 Mar 2013 01:30:00 +0000"
    mail["Date"] = "Sun, 3 Mar 2013 20:00:00 +0800"
    mail.set_content("见附件")
    data = (downloads / "水利局.xlsx").read_bytes()
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename="水利局.xlsx")
    (downloads / "月报.eml").write_bytes(mail.as_bytes())
    one = take(county, downloads / "月报.eml", word=StatedReceipt())
    assert [(r.received_at, r.said) for r in one] == [("2013-03-04T09:30:00", "收到时间取自邮件")]
    assert registered(county) == [("月报.eml", "2013-03-04T09:30:00", TAKEN_BY)]
    assert load_units(PERIOD, county.workspace).set_index("unit_id").loc["u02", "file"] == "月报.eml/水利局.xlsx"


def test_a_unit_can_be_named_for_a_file_that_names_none(county: SmallCounty, downloads: Path) -> None:
    county.file_return("2013-01", "", [row("灌区改造", 5)], stated_period="2013年2月", name="新建.xlsx")
    take(
        county,
        county.workspace.returns_dir("2013-01") / "新建.xlsx",
        word=stated(county.workspace, PERIOD, "", "", "水利局"),
    )
    assert load_units(PERIOD, county.workspace).set_index("unit_id").loc["u02", "file"] == "新建.xlsx"


def test_one_files_trouble_stops_no_other(county: SmallCounty, downloads: Path) -> None:
    (downloads / "空.xlsx").touch()
    (downloads / "received.csv").write_text("file", encoding="utf-8")
    outcomes = take(county, *(downloads / name for name in ("空.xlsx", "received.csv", "水利局.xlsx")))
    assert [r.outcome for r in outcomes] == [REFUSED, REFUSED, TAKEN]


def test_a_register_that_cannot_be_read_is_said_and_left_as_it_is(county: SmallCounty, downloads: Path) -> None:
    register = county.workspace.returns_dir(PERIOD) / "received.csv"
    register.write_text("文件;时间\n", encoding="utf-8")
    one = take(county, downloads / "水利局.xlsx")
    assert [(r.outcome, r.received_at, r.said) for r in one] == [
        (TAKEN, "", "received.csv 读不出，收到时间没有记下，先改好它再收一遍")
    ]
    assert register.read_text(encoding="utf-8") == "文件;时间\n"


@pytest.mark.parametrize(
    ("at", "unit", "said"),
    [
        ("2013-02-31", "", "“2013-02-31”不是时间"),
        ("昨天", "", "“昨天”不是时间"),
        ("2931-01-01", "", "还没有到"),
        ("", "水力局", "没有“水力局”这个单位"),
    ],
)
def test_what_is_no_time_or_no_unit_is_refused(county: SmallCounty, at: str, unit: str, said: str) -> None:
    with pytest.raises(DecisionError, match=said):
        stated(county.workspace, PERIOD, at, "", unit)


def test_a_file_that_is_not_there_stops_all(county: SmallCounty, downloads: Path) -> None:
    with pytest.raises(DecisionError, match="一份也没有收"):
        take(county, downloads / "水利局.xlsx", downloads / "没有.xlsx")
    assert not (county.workspace.returns_dir(PERIOD) / "水利局.xlsx").exists()


@pytest.mark.slow
def test_the_command_says_whose_it_is_and_when_it_came(
    county: SmallCounty, downloads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = ["--root", str(county.root)]
    assert (
        main(["receive", str(downloads / "水利局.xlsx"), "--period", "2013-2", "--at", "2013-03-04 9:30", *root]) == 0
    )
    assert "水利局（按时）" in capsys.readouterr().out
    assert main(["receive", str(downloads / "水利局.xlsx"), "--period", PERIOD, *root, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"][0] | {"source": "", "said": ""} == {
        "source": "", "file": "水利局.xlsx", "outcome": KNOWN, "received_at": "2013-03-04T09:30:00", "said": "",
        "units": ["水利局"], "filing": "按时", "errors": 0, "warnings": 0, "why": "",
    }  # fmt: skip
    march = county.file_return("2013-03", "水利局", [], name="三月.xlsx")
    assert main(["receive", str(march), "--period", PERIOD, *root]) == 0
    assert "三月.xlsx 没有计入：" in (said := capsys.readouterr().out) and "2013年3月" in said
    assert main(["receive", str(downloads / "没有.xlsx"), "--period", PERIOD, *root]) == 2
    assert "找不到" in capsys.readouterr().err


@pytest.mark.slow
def test_of_what_was_left_in_a_folder_is_said_why_and_no_more(
    county: SmallCounty, downloads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (downloads / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"0" * 500)
    wanted = ["receive", str(downloads), "--period", PERIOD, "--at", "2013-03-04 9:30", "--root", str(county.root)]
    assert main([*wanted, "--json"]) == 0
    rows = {Path(row["source"]).name: row for row in json.loads(capsys.readouterr().out)["files"]}
    assert {name: row["why"] for name, row in rows.items()} == dict.fromkeys(rows, "")
    assert main(wanted) == 0
    said = capsys.readouterr().out
    assert "照片.jpg：不是报表，没有收" in said and "没有计入" not in said and "怎么办" not in said


@pytest.mark.slow
def test_a_file_that_counts_beside_another_is_not_said_to_count_nothing(
    county: SmallCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [[name, "", "个性型", "新增", "省级专项", 9, 9, 9, None] for name in ("甲路", "乙路", "丙路")]
    county.file_return(PERIOD, "水利局", rows[:2], name="a.xlsx", received_at="2013-03-01T09:00:00")
    later = county.file_return(PERIOD, "水利局", rows[2:], name="b.xlsx", received_at="2013-03-02T09:00:00")
    entry = {"period": PERIOD, "file": "b.xlsx", "question": "completeness", "decided_by": "责任人甲"}
    for answer, said in (("", True), ("supplement", False)):
        county.reference("file_decisions", [entry | {"answer": answer}] if answer else [])
        assert main(["receive", str(later), "--period", PERIOD, "--root", str(county.root)]) == 0
        assert ("b.xlsx 没有计入：" in capsys.readouterr().out) is said


def test_a_file_that_is_seen_while_it_is_taken_has_one_line(
    county: SmallCounty, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking: list[Thread] = []

    def seen_at_once(path: Path, data: bytes) -> None:
        add_file(path, data)
        looking.append(Thread(target=read_arrivals, args=(county.workspace, PERIOD)))
        looking[0].start()
        looking[0].join(0.5)

    monkeypatch.setattr(receiving, "add_file", seen_at_once)
    take(county, downloads / "水利局.xlsx")
    looking[0].join()
    assert registered(county) == [("水利局.xlsx", "2013-03-04T09:30:00", "责任人甲")]


def test_the_same_file_taken_twice_at_once_is_there_once(
    county: SmallCounty, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others: list[Thread] = []

    def taken_at_once(path: Path, data: bytes) -> None:
        if not others:
            others.append(Thread(target=take, args=(county, downloads / "水利局.xlsx")))
            others[0].start()
            others[0].join(0.5)
        add_file(path, data)

    monkeypatch.setattr(receiving, "add_file", taken_at_once)
    take(county, downloads / "水利局.xlsx")
    others[0].join()
    assert registered(county) == [("水利局.xlsx", "2013-03-04T09:30:00", "责任人甲")]
    assert [p.name for p in county.workspace.returns_dir(PERIOD).glob("*.xlsx")] == ["水利局.xlsx"]
