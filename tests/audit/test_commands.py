"""`zz audit`: exit codes, JSON, comments in Word, and holding against the ledger."""

import io
import json
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from zzlib.cli import main

KEYS = {"file", "sentence", "kind", "subject", "operands", "stated", "unit", "recomputed", "verdict", "message"}
KEYS |= {"entry", "rests_on", "where"}
GOOD = "全县共上报项目86个，其中获批31个，获批率为36.0%。"
BAD = "全县共上报项目86个，其中获批31个，获批率为38.0%。"


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # no workspace here

    def write(name: str, text: str) -> str:
        Path(name).write_text(text, encoding="utf-8")
        return name

    return write


def test_a_document_that_holds(write, capsys):
    assert main(["audit", write("好.txt", GOOD)]) == 0
    assert "相符 1" in capsys.readouterr().out


def test_several_documents_as_json(write, capsys):
    assert main(["audit", write("好.txt", GOOD), write("坏.txt", BAD), "--json"]) == 1
    claims = json.loads(capsys.readouterr().out)
    assert [(claim["file"], claim["verdict"], claim["stated"]) for claim in claims] == [
        ("好.txt", "ok", "36.0%"),
        ("坏.txt", "wrong", "38.0%"),
    ]
    assert all(set(claim) == KEYS for claim in claims)
    assert claims[0]["operands"][0] == {"text": "31个", "value": "31", "unit": "个"}


def test_json_tells_in_which_workbook_sheet_and_row_a_cell_stands(write, capsys):
    book = _book("附表.xlsx", ("单位", "任务", "到位"), ("甲局", 500, 300), ("乙局", 400, 260), ("合计", 900, 650))
    assert main(["audit", write("通报.txt", BAD), book, "--json"]) == 1
    wrong = [claim for claim in json.loads(capsys.readouterr().out) if claim["verdict"] == "wrong"]
    assert {claim["where"] for claim in wrong} == {"第 1 段", "附表.xlsx 工作表“Sheet”第 4 行"}


def test_a_document_that_does_not_hold_says_why(write, capsys):
    assert main(["audit", write("坏.txt", BAD)]) == 1
    said = capsys.readouterr().out
    assert "[不符] 由 31个、86个 算，应为 36.0%，文中写 38.0%" in said
    assert "第 1 段" in said


def test_what_is_pasted_is_read_from_standard_input(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    assert main(["audit", "-"]) == 1


def test_wrong_use(write, capsys):
    assert main(["audit", "没有.txt"]) == 2
    assert main(["audit", write("a.txt", GOOD), write("b.txt", GOOD), "--comments", "c.docx"]) == 2


APRIL = "1—4月，全县到位资金2.15亿元。水利局到位资金0.31亿元。"


@pytest.mark.parametrize(
    ("may", "verdict", "said"),
    [
        ("1—5月，全县到位资金2.05亿元。", "wrong", "累计数不会减少"),
        ("1—5月，全县到位资金2.77亿元，其中5月份到位0.62亿元。", "ok", "4月.txt的累计数"),
        ("1—5月，全县到位资金2.97亿元，5月份到位0.62亿元。", "wrong", "应为 2.77亿元"),
        ("1—4月，全县到位资金2.51亿元。", "wrong", "若是更正"),
        ("1—5月，水利局到位资金0.29亿元。", "wrong", "累计数不会减少"),
    ],
)
def test_a_document_is_held_against_the_one_before_it(write, capsys, may, verdict, said):
    code = main(["audit", write("5月.txt", may), "--before", write("4月.txt", APRIL), "--json"])
    held = [claim for claim in json.loads(capsys.readouterr().out) if claim["kind"] == "consistency"]
    assert [claim["verdict"] for claim in held] == [verdict]
    assert said in held[0]["message"]
    assert code == int(verdict == "wrong")


def _book(path: str, *rows: tuple[object, ...]) -> str:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    Path(path).parent.mkdir(exist_ok=True)
    book.save(path)
    return path


HEAD = ("单位", "全年任务（万元）", "累计到位资金（万元）")


@pytest.mark.parametrize("document", ["截至5月底，商务局累计到位资金767万元。", "5月.xlsx"])
def test_a_workbook_may_be_the_one_before_and_the_one_after(write, capsys, document):
    _book("4月.xlsx", HEAD, ("商务局", 1550, 876), ("民政局", 3940, 2290))
    after = _book("5月.xlsx", HEAD, ("商务局", 1550, 767), ("民政局", 3940, 3186))
    file = after if document == after else write("5月.txt", document)
    assert main(["audit", file, "--before", "4月.xlsx"]) == 1
    said = capsys.readouterr().out
    assert "4月.xlsx 工作表“Sheet”“商务局”行“累计到位资金（万元）”列写 876" in said
    assert "与 4月.xlsx 对照了" in said


def test_documents_of_one_name_are_told_apart_by_their_paths(write, capsys):
    for folder, text in (("甲", APRIL), ("乙", "1—5月，全县到位资金2.05亿元。")):
        Path(folder).mkdir()
        Path(folder, "通报.txt").write_text(text, encoding="utf-8")
    assert main(["audit", "乙/通报.txt", "--before", "甲/通报.txt"]) == 1
    assert "甲/通报.txt 第 1 段写 2.15亿元" in capsys.readouterr().out.replace("\\", "/")


def test_an_attachment_without_a_table_is_told(write, capsys):
    assert main(["audit", write("通报.txt", GOOD), _book("空表.xlsx")]) == 0
    assert "空表.xlsx 里没有可读的表" in capsys.readouterr().out


def test_a_document_is_audited_though_the_one_before_it_is_missing_or_broken(write, capsys):
    may = write("5月.txt", GOOD)
    Path("坏.docx").write_bytes(b"PK broken")
    for before, code, said in (("没有.txt", 2, "找不到文件 没有.txt"), ("坏.docx", 3, "坏.docx 打不开")):
        assert main(["audit", may, "--before", before]) == code
        told = capsys.readouterr()
        assert said in told.err
        assert "相符 1" in told.out and said in told.out.splitlines()[-1]
        assert main(["audit", may, "--before", before, "--json"]) == code
        assert [claim["verdict"] for claim in json.loads(capsys.readouterr().out)] == ["ok"]
    assert main(["audit", may, write("b.txt", GOOD), "--before", write("c.txt", GOOD)]) == 2


def test_an_attachment_that_cannot_be_read_is_told_last(write, capsys):
    Path("坏.xlsx").write_bytes(b"PK broken")
    assert main(["audit", write("通报.txt", GOOD), "坏.xlsx", "没有.xlsx"]) == 3
    said = capsys.readouterr().out.splitlines()
    assert "坏.xlsx 打不开" in said[-2] and "找不到文件 没有.xlsx" in said[-1]


def test_a_doubt_is_told_and_does_not_fail(write, capsys):
    assert main(["audit", write("稿.txt", "投诉居前三位的是甲镇31件、乙镇16件、丙镇28件。")]) == 0
    assert "[请核]" in capsys.readouterr().out


def test_an_unreadable_file_does_not_keep_the_others_back(write, capsys):
    Path("坏.docx").write_bytes(b"PK\3\4 broken")
    assert main(["audit", "坏.docx", write("好.txt", GOOD)]) == 3
    said = capsys.readouterr()
    assert said.err.count("\n") == 1 and "坏.docx" in said.err
    assert "相符 1" in said.out


def test_comments_hang_on_the_sentence_that_is_wrong(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    document = docx.Document()
    paragraph = document.add_paragraph("一是抓好储备。")
    paragraph.add_run(BAD).bold = True
    document.save("稿.docx")
    before = Path("稿.docx").read_bytes()
    assert main(["audit", "稿.docx", "--comments", "核对稿.docx"]) == 1
    comments = list(docx.Document("核对稿.docx").comments)
    assert [comment.text for comment in comments] == ["【不符】" + _message(capsys)]
    assert comments[0].timestamp is None
    assert Path("稿.docx").read_bytes() == before
    assert main(["audit", "稿.docx", "--comments", "稿.docx"]) == 2


def _message(capsys) -> str:
    return capsys.readouterr().out.splitlines()[0].removeprefix("[不符] ")


@pytest.mark.slow
def test_a_stale_number_is_named_with_the_current_one_and_its_cells(county, tmp_path, capsys):
    county.file_return("2013-05", "水利局", [["水库", "", "个性型", "新增", "省级专项", 900, 600, 520, None]])
    county.file_return("2013-05", "发改委", [["公路", "", "政策型", "新增", "省级专项", 900, 300, 200, None]])
    draft = tmp_path / "稿.txt"
    draft.write_text(
        "截至5月底，全县已到位资金720万元，其中水利局到位资金480万元。全县已到位资金700万元。", encoding="utf-8"
    )
    assert main(["audit", str(draft), "--period", "2013-05", "--root", str(county.root), "--json"]) == 1
    claims = json.loads(capsys.readouterr().out)
    held = {claim["stated"]: claim for claim in claims if claim["kind"] == "consistency"}
    assert {stated: claim["verdict"] for stated, claim in held.items()} == {
        "720万元": "ok",
        "480万元": "wrong",
        "700万元": "wrong",
    }
    assert held["480万元"]["recomputed"] == "520万元"
    assert "水利局.xlsx" in held["480万元"]["message"]


@pytest.mark.parametrize("name", ["县水务局", "水务局", "县水利局"])
def test_a_unit_is_held_against_the_ledger_by_any_of_its_names(county, tmp_path, capsys, name):
    decided = {"unit_id": "u02", "valid_from": "", "valid_to": "", "decided_by": "责任人甲", "decided_on": "2013-01-05"}
    county.reference("aliases", [{"alias": alias, "reason": "旧称"} | decided for alias in ("县水务局", "水务局")])
    county.file_return("2013-05", "水利局", [["水库", "", "个性型", "新增", "省级专项", 900, 600, 520, None]])
    draft = tmp_path / "稿.txt"
    draft.write_text(f"截至5月底，{name}累计到位资金480万元。", encoding="utf-8")
    assert main(["audit", str(draft), "--period", "2013-05", "--root", str(county.root), "--json"]) == 1
    assert [claim["recomputed"] for claim in json.loads(capsys.readouterr().out)] == ["520万元"]


def test_a_number_of_the_ledger_that_is_only_cut_off_is_not_called_stale(county, tmp_path, capsys):
    county.reference("targets", [{"year": 2013, "unit_id": "u02", "funds_wan": 60_000}])
    county.file_return("2013-05", "水利局", [["水库", "", "个性型", "新增", "省级专项", 90000, 60000, 51239, None]])
    draft = tmp_path / "稿.txt"
    draft.write_text(
        "截至5月底，水利局到位资金5.12亿元。水利局到位资金5.1亿元。水利局到位资金5.123亿元。", encoding="utf-8"
    )
    assert main(["audit", str(draft), "--period", "2013-05", "--root", str(county.root), "--json"]) == 0
    held = [claim for claim in json.loads(capsys.readouterr().out) if claim["kind"] == "consistency"]
    assert {claim["stated"]: claim["verdict"] for claim in held} == {
        "5.12亿元": "ok", "5.1亿元": "ok", "5.123亿元": "truncated",
    }  # fmt: skip
