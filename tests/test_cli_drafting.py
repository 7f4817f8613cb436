"""`zz draft` and `zz explain --sentence`: from problems found to a signed draft, and from a sentence to its cells."""

from decimal import Decimal

import pytest
from docx import Document

from tests.findings.counties import PERIOD, PLANTED, Plan
from tests.small_county import UNITS, SmallCounty
from tests.test_cli import Zz, zz  # noqa: F401  (a fixture)
from zzlib.cli import main
from zzlib.periods import today


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    plan = Plan()
    for name in ("contact_wanted", "missing"):
        PLANTED[name](plan)
    return plan.write(tmp_path_factory.mktemp("cli") / "县").root


@pytest.mark.slow
def test_findings_are_listed_with_why_and_for_programs(zz: Zz, root):  # noqa: F811
    answer = zz("draft", PERIOD, "--findings", "--root", root)
    assert answer.code == 0
    assert "[有] 项目等待县领导带队对接（contact_wanted）：请求县领导带队对接的项目3，不少于3" in answer.out
    assert "[没有] 到位资金为零的单位多（zero）：到位资金为零的单位占比0.0%，少于20.0%" in answer.out
    found = zz("draft", PERIOD, "--findings", "--json", "--root", root).json["findings"]
    wanted = next(entry for entry in found if entry["id"] == "contact_wanted")
    assert (wanted["status"], wanted["units"], wanted["benefit_yuan"]) == ("found", ["u01", "u02", "u03"], "6000000.00")


@pytest.mark.slow
def test_a_draft_is_made_kept_signed_and_begun_again(zz: Zz, root):  # noqa: F811
    assert "还没有稿子" in zz("draft", PERIOD, "--state", "signed", "--root", root).err
    answer = zz("draft", PERIOD, "--root", root)
    assert (answer.code, answer.out.splitlines()[1]) == (0, "已写成 data/drafts/2013-04/稿1.md")
    folder = root / "data" / "drafts" / PERIOD
    assert "已写成" not in zz("draft", PERIOD, "--root", root).out
    unsigned = zz("draft", PERIOD, "--state", "reviewed", "--root", root)
    assert (unsigned.code, "--by 姓名" in unsigned.err) == (2, True)
    assert zz("draft", PERIOD, "--state", "reviewed", "--by", "责任人甲", "--on", "6月4日", "--root", root).code == 2
    said = zz("draft", PERIOD, "--state", "已审", "--by", "责任人甲", "--on", "2013-05-04", "--root", root)
    assert "data/drafts/2013-04/稿2.md（已审，责任人甲，2013-05-04）" in said.out
    wrong = zz("draft", PERIOD, "--state", "已签发", "--root", root)
    assert (wrong.code, "没有“已签发”这个状态；可写：草稿、已审、已签" in wrong.err) == (2, True)
    zz("draft", PERIOD, "--new", "--root", root)
    assert sorted(path.name for path in folder.iterdir()) == ["稿1.md", "稿2.md", "稿3.md"]
    cut = (folder / "稿3.md").read_text(encoding="utf-8").replace("[missing]", "> [missing]")
    (folder / "稿4.md").write_text(cut, encoding="utf-8")
    said = zz("draft", PERIOD, "--root", root).out
    assert "稿子里没有提到的问题：本月有单位未报（missing）：起草以后才有，或从稿子里删去了" in said
    report = zz("draft", PERIOD, "--json", "--root", root).json
    assert (report["file"], report["state"], report["not_told"]) == ("data/drafts/2013-04/稿4.md", "draft", ["missing"])
    dated = zz("draft", PERIOD, "--state", "已审", "--by", "责任人甲", "--root", root)
    assert f"（已审，责任人甲，{today().isoformat()}）" in dated.out, "without a day it is today's"


@pytest.mark.slow
def test_sentences_are_numbered_and_lead_to_cells(zz: Zz, root):  # noqa: F811
    listed = zz("explain", PERIOD, "--sentences", "--json", "--root", root).json["sentences"]
    assert [entry["sentence"] for entry in listed] == list(range(1, len(listed) + 1))
    wanted = next(entry for entry in listed if "已到位资金5800万元" in entry["text"])
    assert {"figure": "funds_received", "scope": "county"} in wanted["figures"]
    found = zz("explain", PERIOD, "--sentence", wanted["sentence"], "--json", "--root", root).json
    parts = next(f["parts"] for f in found["figures"] if f["figure"] == "funds_received")
    assert sum(Decimal(part["value"]) for part in parts) == 58_000_000
    assert all(part["file"].startswith("data/returns/") and part["cell"] for part in parts)
    text = zz("explain", "--sentence", wanted["sentence"], PERIOD, "--root", root)
    assert text.code == 0 and text.out.startswith(f"第{wanted['sentence']}句：")
    none = zz("explain", PERIOD, "--sentence", 0, "--root", root)
    assert (none.code, f"没有第0句，通报共{len(listed)}句" in none.err) == (2, True)
    assert "已到位资金5800万元" in zz("explain", PERIOD, "--sentences", "--root", root).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--sentence", 999, PERIOD), "没有第999句，通报共"), (("--sentence", 1), "缺少参数"), (("--sentence", 1, "funds"), "不是月份")],
)  # fmt: skip
def test_a_wrong_question_is_told(zz: Zz, root, arguments, said):  # noqa: F811
    answer = zz("explain", *arguments, "--root", root)
    assert answer.code == 2 and said in answer.err


@pytest.mark.slow
def test_a_preview_is_the_word_file_alone_with_the_words_of_the_newest_draft(zz: Zz, root):  # noqa: F811
    zz("draft", PERIOD, "--root", root)
    folder = root / "data" / "drafts" / PERIOD
    newest = max(folder.glob("稿*.md"), key=lambda path: int(path.stem[1:]))
    changed = newest.with_name("稿99.md")
    changed.write_text(newest.read_text(encoding="utf-8").replace("\n## ", "\n试改的话。\n\n## ", 1), encoding="utf-8")
    before = (root / "data" / "ledger" / PERIOD / "month" / "meta.json").stat().st_mtime_ns
    answer = zz("draft", PERIOD, "--preview", "--json", "--root", root).json
    assert (answer["file"], answer["moved"]) == (f"data/drafts/{PERIOD}/稿99.md", None)
    path = root / answer["preview"]
    assert "试改的话" in "".join(p.text for p in Document(str(path)).paragraphs)
    # a changed word changes no figure: neither the ledger nor the month was made again
    assert (root / "data" / "ledger" / PERIOD / "month" / "meta.json").stat().st_mtime_ns == before
    assert not (root / "outputs" / PERIOD).exists()

    path.write_bytes(path.read_bytes() + b"changed by hand")
    said = zz("draft", PERIOD, "--preview", "--root", root)
    assert (said.code, "预览稿有人改过，原来的在 outputs/修改稿/" in said.out) == (0, True)


@pytest.mark.slow
def test_a_draft_with_a_wrong_number_is_signed_only_despite_it_and_with_the_reason(zz: Zz, root):  # noqa: F811
    zz("draft", PERIOD, "--new", "--root", root)
    folder = root / "data" / "drafts" / PERIOD
    newest = max(folder.glob("稿*.md"), key=lambda path: int(path.stem[1:]))
    wrong = newest.with_name(f"稿{int(newest.stem[1:]) + 1}.md")
    own = "\n全县争取资金500万元，其中水利300万元、教育300万元。\n\n## "
    wrong.write_text(newest.read_text(encoding="utf-8").replace("\n## ", own, 1), encoding="utf-8")
    signing = ["draft", PERIOD, "--state", "已签", "--by", "责任人甲", "--on", "2013-05-05", "--root", root]

    refused = zz(*signing)
    assert refused.code == 3
    # the total is told once, against the ledger; that its parts exceed it is the same slip
    for words in ("有 1 处数字对不上", "7200万元", "水利300万元", "--despite --why"):
        assert words in refused.err
    assert max(folder.glob("稿*.md"), key=lambda path: int(path.stem[1:])) == wrong
    assert zz(*signing, "--despite").code == 2
    assert zz("draft", PERIOD, "--state", "已签", "--root", root).code == 2  # by whom
    assert any(
        "水利300万元" in line for line in zz("draft", PERIOD, "--preview", "--json", "--root", root).json["refuted"]
    )

    signed = zz(*signing, "--despite", "--why", "文件原文如此")
    assert (signed.code, "已签" in signed.out) == (0, True)
    text = max(folder.glob("稿*.md"), key=lambda path: int(path.stem[1:])).read_text(encoding="utf-8")
    assert "数字未改：文件原文如此" in text


@pytest.mark.slow
def test_a_circular_that_comes_back_is_taken_into_a_draft_of_its_own(zz: Zz, root):  # noqa: F811
    zz("draft", PERIOD, "--new", "--root", root)
    place = root / zz("draft", PERIOD, "--preview", "--json", "--root", root).json["preview"]
    answer = zz("draft", PERIOD, "--from", place, "--root", root)
    assert (answer.code, "改了 0 句，新写 0 句，删去 0 句" in answer.out, "没有另存一稿" in answer.out) == (
        0,
        True,
        True,
    )
    assert "已写成" not in answer.out
    assert zz("draft", PERIOD, "--from", root / "没有.docx", "--root", root).code == 2
    assert "单独用" in zz("draft", PERIOD, "--from", place, "--preview", "--root", root).err
    assert (
        "打不开"
        in zz("draft", PERIOD, "--from", max((root / "data" / "drafts" / PERIOD).glob("*.md")), "--root", root).err
    )


@pytest.mark.slow
def test_a_problem_that_is_not_told_yet_is_named_with_why_and_where_its_sentence_is(zz: Zz, tmp_path):  # noqa: F811
    county = SmallCounty(tmp_path / "县")
    for unit in UNITS:
        county.file_return(
            "2013-03", unit["name"], [[f"{unit['name']}水库", "", "个性型", "新增", "省级专项", 210, 210, 210]]
        )
    said = zz("draft", "2013-03", "--root", county.root).out
    assert "稿子里没有提到的问题：资金完成率低于时序进度（behind）" in said
    assert "年初看不准，4月起才写" in said and "zz draft 2013-03 --findings" in said
    text = (county.root / "data" / "drafts" / "2013-03" / "稿1.md").read_text(encoding="utf-8")
    assert text.partition("# 存在的问题")[2].lstrip().startswith("> 起草时没有要写的问题")


def test_each_state_of_a_draft_says_what_comes_next(county: SmallCounty, capsys: pytest.CaptureFixture[str]) -> None:
    county.file_return("2013-01", "水利局", [["灌区改造", "", "个性型", "新增", "省级专项", 100, 80, 32, None]])
    who = ("--by", "责任人甲", "--on", "2013-02-04")
    for words, said in (
        ((), "定稿先审、后签：zz draft 2013-01 --state 已审 --by 核稿人 --on 日期，再 --state 已签 --by 签发人"),
        (("--state", "已审", *who), "签发用 zz draft 2013-01 --state 已签 --by 签发人 --on 日期"),
        (
            ("--state", "已签", *who, "--despite", "--why", "核过"),
            "签好了：zz run 2013-01 出数，再 zz issue 2013-01 --by 姓名 印发",
        ),
    ):
        capsys.readouterr()
        assert main(["draft", "2013-01", *words, "--root", str(county.root)]) == 0
        assert said in capsys.readouterr().out.splitlines()[-1]
