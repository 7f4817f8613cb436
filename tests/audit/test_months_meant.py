"""A month miswritten over right figures is told once, and alone; figures of that month are another document's."""

import pytest

from tests.audit.ledger_of_june import ledger_of_june
from zzlib.audit.against.before import against_before
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.own import audited_against_month
from zzlib.ledger import Ledger

JUNE = "全县累计争取资金3200万元，到位资金1430万元，完成全年任务5000万元的28.6%，距全年任务还差3570万元。"
MAY = "全县累计争取资金1400万元，到位资金500万元，完成全年任务5000万元的10.0%。"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return ledger_of_june(tmp_path_factory.mktemp("云溪"))


def wrong(text: str, ledger: Ledger) -> list[tuple[str, str]]:
    claims, _ = audited_against_month([DocumentBlock(line) for line in text.splitlines()], ledger)
    return [(c.stated, c.recomputed) for c in claims if c.verdict in ("wrong", "doubtful")]


@pytest.mark.parametrize(
    ("heading", "slip"),
    [
        ("云溪县2013年1—5月争资争项工作小结\n", ("5月", "6月")),
        ("关于2013年1至5月争资争项工作情况的通报\n", ("5月", "6月")),
        ("云溪县2013年5月份争资争项工作小结\n", ("5月", "6月")),
        ("争资争项工作情况（截至2013年5月底）\n", ("5月", "6月")),
        ("云溪县2013年1—7月争资争项工作小结\n", ("7月", "6月")),
        ("云溪县2012年1—6月争资争项工作小结\n", ("2012年6月", "2013年6月")),
        ("云溪县争资争项工作小结\n一、1—5月完成情况\n", ("5月", "6月")),
        ("云溪县2013年1—6月争资争项工作小结\n截至5月底，", ("5月", "6月")),
    ],
)
def test_a_miswritten_month_is_one_finding(heading: str, slip: tuple[str, str], ledger: Ledger) -> None:
    assert wrong(heading + JUNE, ledger) == [slip]
    amiss = JUNE.replace("1430", "1340")
    assert wrong(heading + amiss, ledger) == [slip, ("1340万元", "1430万元")]


def test_figures_of_the_month_of_the_title_are_not_compared(ledger: Ledger) -> None:
    assert wrong(f"云溪县2013年1—5月争资争项工作小结\n{MAY}", ledger) == [("5月", "6月")]


@pytest.mark.parametrize("heading", ["云溪县2013年1—6月争资争项工作小结\n", "云溪县2013年上半年争资争项工作小结\n"])
def test_the_month_of_the_ledger_passes(heading: str, ledger: Ledger) -> None:
    assert wrong(heading + JUNE, ledger) == []
    assert wrong(f"{heading}截至5月底，{MAY}\n截至6月底，{JUNE}", ledger) == []


def test_a_title_that_names_both_months_is_no_slip(ledger: Ledger) -> None:
    assert wrong(f"5月与6月争资数据对照\n5月底：{MAY}\n6月底：{JUNE}", ledger) == []


def test_a_title_left_from_the_month_before_is_told_alone() -> None:
    title = "云溪县2013年1—5月争资争项工作小结\n"
    before = text_blocks(title + MAY)
    told = against_before(text_blocks(f"{title}截至6月底，{JUNE}"), before).claims
    assert [(c.stated, c.recomputed) for c in told if c.verdict == "wrong"] == [("5月", "6月")]
    told = against_before(text_blocks(f"{title.replace('5', '6')}截至6月底，{JUNE}"), before).claims
    assert [c for c in told if c.verdict == "wrong"] == []


def told(text: str, ledger: Ledger) -> list[str]:
    claims, _ = audited_against_month(text_blocks(text), ledger)
    return [c.message for c in claims if c.verdict in ("wrong", "doubtful")]


def test_a_wrong_figure_is_told_once_and_where_it_stands_again(ledger: Ledger) -> None:
    text = "\n".join(
        [
            "云溪县2013年1—6月争资争项工作小结",
            "一、基本情况",
            "截至6月底，全县到位资金1340万元，完成全年任务5000万元的28.6%。",
            "二、存在的问题",
            "全县到位资金1340万元，距全年任务还差3570万元。",
        ]
    )
    [message] = told(text, ledger)
    assert "是 1430万元" in message
    assert "“二、存在的问题”下第 1 段也写 1340万元" in message


def test_a_wrong_cell_is_told_once_with_the_total_that_then_holds(ledger: Ledger) -> None:
    rows = ["发改委 | 1700 | 840", "水利局 | 500 | 402", "城关镇 | 1000 | 170", "东坪镇 | 0 | 0", "合计 | 3200 | 1430"]
    table = "\n".join(["截至6月底各单位情况（单位：万元）", "单位 | 争取资金 | 到位资金", *rows])
    [message] = told(table, ledger)
    assert "是 420，表中写 402" in message
    assert "与合计 1430 合得上" in message


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("到位资金为零的有2个单位，分别是东坪镇、城关镇。", "城关镇不在其中"),
        ("到位资金400万元以上的有3个单位，分别是发改委、水利局、城关镇。", "城关镇不在其中"),
        ("城关镇到位资金居第一位。", "第一的是发改委"),
    ],
)
def test_a_list_with_one_unit_too_many_is_one_finding(said: str, stated: str, ledger: Ledger) -> None:
    [message] = told(f"云溪县2013年1—6月争资争项工作小结\n\n截至6月底，{said}", ledger)
    assert stated in message
