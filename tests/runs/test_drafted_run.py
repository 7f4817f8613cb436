"""A run takes the writer's newest draft: as an input, with its marks said, the same bytes each time."""

import hashlib
import sys
from pathlib import Path

import pytest
from docx import Document

from tests.runs.folders import digests, manifest
from tests.runs.test_run import PERIOD, SHOW, Notebook
from tests.small_county import SmallCounty
from zzlib.cli.summary import summary_json, summary_text
from zzlib.ledger import inputs_fingerprint
from zzlib.runs.progress import progress_for
from zzlib.runs.run import run_month
from zzlib.writing import StoredView, parse_draft, save_draft, store_view

DRAFT = """状态：已审
经手：责任人甲
日期：2013-06-04

# 存在的问题
## 到位不快
到位资金{funds_received}，{funds_recieved}。
[图 甲]
[payment] 支付率{payment_rate}。
"""


@pytest.fixture
def drafted(county: SmallCounty) -> SmallCounty:
    row = ["灌区改造", "", "个性型", "新增", "中央预算内", 900, 600, 300, ""]
    county.file_return(PERIOD, "发改委", [row])
    view = StoredView(name="甲", view="v", title="甲", period=PERIOD, sentence="一句。")
    picture = (Path(__file__).parents[2] / "tests" / "runs" / "dot.png").read_bytes()
    store_view(county.workspace, view, picture)
    save_draft(county.workspace, parse_draft(DRAFT, PERIOD))
    return county


@pytest.mark.slow
def test_the_newest_draft_is_printed_and_its_marks_are_said(drafted: SmallCounty, notebook: Notebook) -> None:
    result = run_month(drafted.workspace, PERIOD, progress=progress_for(sys.stderr), notebook=notebook(SHOW))
    said = summary_text(result)
    assert "通报用的稿子：data/drafts/2013-05/稿1.md（已审，责任人甲，2013-06-04），有 2 处要看：" in said
    assert "{funds_recieved} 不认识，最接近的是 {funds_received}" in said
    document = Document(drafted.root / "outputs" / PERIOD / "bulletin.docx")
    texts = [paragraph.text for paragraph in document.paragraphs]
    place = next(
        n for n, text in enumerate(texts) if text.startswith("（一）到位不快。到位资金300万元，{funds_recieved}。")
    )
    assert "【待核：" in texts[place]
    assert document.paragraphs[place + 1]._p.xpath(".//w:drawing")
    page = (drafted.root / "outputs" / PERIOD / "bulletin.html").read_text(encoding="utf-8")
    assert "（一）到位不快。" in page


@pytest.mark.slow
def test_a_number_that_does_not_hold_is_said_with_its_sentence_by_this_run_and_the_next(
    drafted: SmallCounty, notebook: Notebook
) -> None:
    own = DRAFT.replace("[图 甲]", "全县引进项目8个，其中工业5个、农业4个。")
    save_draft(drafted.workspace, parse_draft(own, PERIOD))
    book = notebook(SHOW)
    for again in (False, True):
        result = run_month(drafted.workspace, PERIOD, progress=progress_for(sys.stderr), notebook=book)
        assert (result.month is None) == again
        said = summary_text(result)
        assert "文件里有 1 处数字对不上，改好再签发：" in said and "工业5个、农业4个" in said
        assert len(summary_json(result)["refuted"]) == 1


@pytest.mark.slow
def test_a_changed_draft_is_a_changed_input_and_the_same_one_gives_the_same_bytes(
    drafted: SmallCounty, notebook: Notebook
) -> None:
    outputs, book = drafted.root / "outputs" / PERIOD, notebook(SHOW)

    def run() -> None:
        run_month(drafted.workspace, PERIOD, progress=progress_for(sys.stderr), notebook=book, force=True)

    run()
    first = digests(outputs)
    drafts = {entry["path"]: entry["sha256"] for entry in manifest(outputs)["inputs"] if "drafts" in entry["path"]}
    assert set(drafts) == {
        f"data/drafts/{PERIOD}/稿1.md",
        f"data/drafts/{PERIOD}/views/甲.json",
        f"data/drafts/{PERIOD}/views/甲.png",
    }
    file = drafted.root / "data" / "drafts" / PERIOD / "稿1.md"
    assert drafts[f"data/drafts/{PERIOD}/稿1.md"] == hashlib.sha256(file.read_bytes()).hexdigest()
    run()
    assert digests(outputs) == first
    before = inputs_fingerprint(drafted.workspace, PERIOD)
    save_draft(drafted.workspace, parse_draft(DRAFT.replace("到位不快", "到位慢"), PERIOD))
    assert inputs_fingerprint(drafted.workspace, PERIOD) != before
    run()
    changed = digests(outputs)
    assert {name for name in first if first[name] != changed[name]} >= {"bulletin.docx", "bulletin.html"}
    assert changed["figures.csv"] == first["figures.csv"]
