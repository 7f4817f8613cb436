"""Counties that differ: figures equal their truth, what is normal there is no alarm, and documents leave out what they lack."""

import html
import re
from pathlib import Path

import pytest
from docx import Document

from tests.indicators.comparing import differences, false_alarms, missed_faults
from tests.ready import ReadyCounties
from tests.synthetic.shapes import COUNTIES, differing_county
from zzlib.cli import main
from zzlib.findings import judge
from zzlib.indicators import Month, load_month
from zzlib.phrasing.phrases import Phrases
from zzlib.report.reminders import reminders
from zzlib.workspace import Workspace
from zzlib.writing.text import compose
from zzlib.writing.wording import wording

_TARGETS = (
    "完成年度目标",
    "全年任务",
    "全年资金任务",
    "时序进度",
    "年度目标",
    "对照全年目标",
    "今后每月",
    "排出到位时间",
)
_LAST_YEAR = ("同比", "上年同期", "增量资金", "取得了成效", "增长")
_KINDS = ("政策型", "个性型", "未注明类型")
_LONG_AGO = ("停在同一阶段", "满3个月", "最近3个月")
_OTHERS = ("个单位中", "前五名", "落后于时序进度的", "没有到位资金为零", "未上报材料", "完成进度", "都报送了")
LACKING = {
    "begun in July": _LONG_AGO,
    "first month": (*_LONG_AGO, "单月最多"),
    "no targets": _TARGETS,
    "targets of projects only": ("完成年度目标", "全年任务", "时序进度", "今后每月", "没有年度目标"),
    "no last year": _LAST_YEAR,
    "last year of some units": ("同比增长", "同比下降", "全县增量资金", "取得了成效"),
    "no stages or dates": ("停在同一阶段", "仍未开工", "没有支付完"),
    "no kinds": _KINDS,
    "one unit": _OTHERS,
    "by the quarter": ("本月", "上月", "每月", "月报", "单月"),
    "by the quarter, hard": ("本月", "上月", "每月", "月报", "单月"),
    "nothing but returns": (*_TARGETS, *_LAST_YEAR, *_KINDS, *_LONG_AGO),
}
"""By county, words of sentences that its data can't carry."""

NEVER = r"(?<![\d月])—|nan|None|至少0|约0\.0%|[，、；：]。|，；|；；|（）|。。|\b0个(?:完成|没有报过|今年以来未报|争取到)|\{|\}"
"""What no text may hold, whatever a county lacks: gaps, idle punctuation, counts of nothing."""


EVERYDAY = ("no targets", "no last year", "one unit", "by the quarter", "nothing but returns")
"""The counties that lack most; the others are asked with everything."""


@pytest.fixture(
    scope="module",
    params=[name if name in EVERYDAY else pytest.param(name, marks=pytest.mark.slow) for name in COUNTIES],
)
def county(request: pytest.FixtureRequest, ready_county: ReadyCounties) -> tuple[str, Month, Path]:
    """A county by name, its last month, and the truth of that."""
    root, period = differing_county(request.param, ready_county)
    return request.param, load_month(period, Workspace(root)), root / "truth" / period


@pytest.mark.slow
def test_figures_and_units_equal_the_truth(county: tuple[str, Month, Path]) -> None:
    _, month, truth = county
    assert differences(month, truth) == []
    assert missed_faults(month, truth) == []


@pytest.mark.slow
def test_what_is_normal_is_no_alarm(county: tuple[str, Month, Path]) -> None:
    name, month, truth = county
    assert false_alarms(month, truth) == []
    if not COUNTIES[name].get("faults"):
        assert month.strains == ()
        assert "数据说明" not in compose(month).head_note
        assert "请更正" not in reminders(month) and "请核对" not in reminders(month)


def test_no_sentence_says_what_the_data_cannot_carry(county: tuple[str, Month, Path]) -> None:
    name, month, _ = county
    text = re.sub("；?看到的列有：[^；]*", "", "\n".join(said(month)))  # a unit's own headings stand there as they are
    assert [word for word in LACKING.get(name, ()) if word in text] == []
    assert re.findall(NEVER, text) == []


def said(month: Month) -> list[str]:
    """Give all that people are told of a month: the circular, the page for a leader, the message to units, the problems."""
    circular, words, phrases = compose(month), wording().one_page, Phrases(month)
    paragraphs = [p for section in circular.sections for p in section.paragraphs]
    page = [text for text in map(phrases.sentence, words.sentences) if text]
    problems = [finding.text for finding in judge(month) if finding.text]
    return [
        circular.title,
        circular.head_note,
        *(p.title + p.text for p in paragraphs),
        *page,
        reminders(month),
        *problems,
    ]


def test_a_county_without_targets_last_year_and_kinds_still_says_what_it_can(ready_county: ReadyCounties) -> None:
    root, period = differing_county("nothing but returns", ready_county)
    month = load_month(period, Workspace(root))
    text = "\n".join(said(month))
    assert text.count("全县有成员单位12个。") == 1
    assert re.search(r"全县编报项目\d+个，有\d+个争取到资金或用地指标，占\d+\.\d%。", text)
    assert re.search(r"自7月有报表以来，有\d个单位未上报任何材料", text)
    codes = dict(zip(month.issues["code"], month.issues["level"], strict=True))
    assert (codes["kinds_unstated"], codes["targets_none"]) == ("notice", "notice")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["by the quarter", "nothing but returns"])
def test_a_whole_run_leaves_it_out_of_every_document(name: str, ready_county: ReadyCounties, tmp_path: Path) -> None:
    root, period = differing_county(name, ready_county, tmp_path / "县")
    assert main(["run", period, "--root", str(root)]) == 0
    outputs = root / "outputs" / period
    for file in ("bulletin.docx", "一页通.docx"):
        document = Document(str(outputs / file))
        text = "\n".join(p.text for p in document.paragraphs)
        assert [word for word in LACKING[name] if word in text] == [], file
    page = re.sub(r"<(style|script)\b.*?</\1>", "", (outputs / "analysis.html").read_text("utf-8"), flags=re.S)
    page = re.sub(r"<[^>]+>", "", page.replace("</td>", "|"))
    words = (
        ("本月", "上月", "每月")
        if name == "by the quarter"
        else ("同比增长", "完成 80%", "没有落后", "政策型|", "约0.0%")
    )
    assert [word for word in words if word in html.unescape(page)] == []
