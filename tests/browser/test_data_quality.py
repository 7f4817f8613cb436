"""Every decision clicked in data_quality.ipynb is the decision of the command line: the same entries, the same figures."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.lab import Lab, Notebook
from tests.exchange.doubts import ANSWERS, PERIOD, RECEIVED_WAN, doubtful_county
from zzlib.cli import main
from zzlib.decisions.registry import KINDS
from zzlib.indicators import load_month
from zzlib.workspace import Workspace

pytestmark = pytest.mark.browser
DECIDED = ("aliases", "project_links", "corrections", "file_decisions")
WHO = {"谁定的": "责任人甲", "理由": "电话核实", "依据": "某日来电"}
SAID = {
    "unit_name": "水利局", "unit": "城关镇", "month": "2013年2月", "money_unit": "万元", "order": "b.xlsx",
    "size": "核实无误", "rename": "县医院", "twin": "算林业局的",
}  # fmt: skip
ASKED = {
    "unit_name": "写的是“水务局”", "unit": "是哪个单位的报表？", "month": "是哪个月的报表？", "money_unit": "是元还是万元？",
    "order": "哪份在后（采用）？", "size": "这个大小对不对？", "rename": "是不是改了名？", "twin": "算谁的？",
}  # fmt: skip
"""What a person sees and chooses for each kind of question (`ANSWERS` in the words of the view)."""


def test_what_is_clicked_is_what_is_typed(lab: Lab, chromium: Browser, tmp_path: Path) -> None:
    clicked, typed = tmp_path / "点", tmp_path / "写"
    doubtful_county(clicked)
    shutil.copytree(clicked, typed)
    with lab.open(chromium, "data_quality.ipynb", clicked, {"period": PERIOD, "root": str(clicked)}) as notebook:
        assert notebook.failures() == []
        before = _entries(clicked)
        notebook.shows("8 件事要由人定")
        assert before == {name: [] for name in DECIDED}, "looking writes nothing"
        _refusals(notebook, clicked)
        for left, kind in enumerate(reversed(ANSWERS), start=1):
            expect(notebook.dropdown("问题").locator("option")).to_have_count(9 - left)
            _choose(notebook, kind)
            notebook.click("记下")
            notebook.shows(f"{8 - left} 件事要由人定" if left < 8 else "没有要定的事")
        _correct_and_undo(notebook)
        assert notebook.failures() == [] and notebook.errors == []
    _type(typed)
    assert _entries(clicked) == _entries(typed)
    assert _received(clicked) == _received(typed) == RECEIVED_WAN | {"农业局": 0, "林业局": 63}


def _choose(notebook: Notebook, kind: str) -> None:
    notebook.choose("问题", f"[{KINDS[kind].label}]")
    evidence = notebook.page.locator(".zz-evidence")
    expect(evidence).to_contain_text(ASKED[kind])
    # The answers to another question may have the same words: wait for the list of this one.
    place = evidence.inner_text().partition("：")[0]
    expect(notebook.dropdown("答案").locator("option").first).to_contain_text(place)
    notebook.choose("答案", SAID[kind])


def _refusals(notebook: Notebook, root: Path) -> None:
    """What is missing is said in the view, and nothing is written."""
    notebook.click("记下")
    notebook.shows("没有记下：请先选答案")
    _choose(notebook, "unit_name")
    notebook.click("记下")
    notebook.shows("没有记下：请填“谁定的”和“理由”")
    for label, text in WHO.items():
        notebook.fill(label, text)
    owner = root / "data" / "reference" / "~$file_decisions.csv"
    owner.write_bytes(b"")
    _choose(notebook, "unit")
    notebook.click("记下")
    notebook.shows("正在 Excel 或 WPS 里打开着，没有记下")
    owner.unlink()
    assert all(not rows for rows in _entries(root).values())


def _correct_and_undo(notebook: Notebook) -> None:
    """水利局's neighbour phones: 33 should be 43; and one decision is taken back and made again."""
    notebook.choose("单位", "林业局")
    notebook.choose("项目", "造林")
    notebook.choose("字段", "到位资金")
    notebook.shows("林业局“造林”的到位资金，现在是“33”万元")
    notebook.fill("应是", "43万")
    notebook.click("记更正")
    notebook.shows("已记入 data/reference/corrections.csv")
    expect(notebook.dropdown("已作的决定")).to_contain_text("更正")  # not the list from before
    notebook.choose("已作的决定", "先后：b.xlsx")
    notebook.click("撤销")
    notebook.shows("1 件事要由人定")
    _choose(notebook, "order")
    notebook.click("记下")
    notebook.shows("没有要定的事")


def _type(root: Path) -> None:
    """Do the same by command line, in the same order."""
    who = ["--by", "责任人甲", "--why", "电话核实", "--source", "某日来电", "--root", str(root)]
    for kind in reversed(ANSWERS):
        _decide(root, kind, who)
    assert main(["correct", PERIOD, "林业局", "造林", "到位资金", "43万", *who]) == 0
    assert main(["decide", PERIOD, "--undo", _made_id(root, "先后：b.xlsx"), *who]) == 0
    _decide(root, "order", who)


def _decide(root: Path, kind: str, who: list[str]) -> None:
    from zzlib.exchange.questions import open_questions
    from zzlib.ledger import open_ledger

    question = next(q for q in open_questions(open_ledger(Workspace(root), PERIOD)) if q.kind == kind)
    assert main(["decide", PERIOD, question.id, ANSWERS[kind], *who]) == 0


def _made_id(root: Path, said: str) -> str:
    from zzlib.exchange.made import decisions_made

    return next(made.id for made in decisions_made(Workspace(root)) if made.said.startswith(said))


def _entries(root: Path) -> dict[str, list[dict[str, str]]]:
    """Give the entries of the reviewed files but for the day on which they were made."""
    return {name: [row | {"decided_on": ""} for row in Workspace(root).reference(name).rows()] for name in DECIDED}


def _received(root: Path) -> dict[str, float]:
    units = load_month(PERIOD, Workspace(root)).units
    return dict(zip(units["unit"], units["received_fen"] / 1e6, strict=True))
