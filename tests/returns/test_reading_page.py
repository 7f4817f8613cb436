"""The page on reading says what the tests and the bounds say, and the measured counts keep their promise."""

import re
from pathlib import Path

import pytest

from tests.returns.measure import COUNTS, measure
from zzlib.returns.containers import bounds
from zzlib.synthetic.messes.catalogue import catalogue
from zzlib.synthetic.spec import Mess

PAGE = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")


def test_every_row_of_the_page_names_a_test_that_is_there() -> None:
    there = {
        name for path in Path(__file__).parent.rglob("test_*.py") for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.M)
    }  # fmt: skip
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 20
    assert named - there == set()


def test_the_bounds_are_those_of_the_program() -> None:
    for text in (
        f"解开后 {bounds.MAX_UNPACKED >> 20} MB",
        f"Word 正文 {bounds.MAX_MARKUP >> 20} MB",
        f"超过 {bounds.MAX_SUMMED} 行（或行数乘合计行数超过 {bounds.MAX_COMPARED // 10_000} 万）的表不核对合计",
        f"全部工作表 {bounds.MAX_CELLS_TOGETHER // 10_000} 万个",
        f"邮件 {bounds.MAX_MAIL >> 20} MB",
        f"画成别的样子的单元格 {bounds.MAX_LOOKS // 10_000} 万个",
        f"盖住 {bounds.MAX_MERGED // 10_000} 万个，表头 {bounds.MAX_HEADERS} 个",
        f"最多 {bounds.MAX_DEPTH} 层、每个 {bounds.MAX_MEMBERS} 个文件",
        f"{bounds.MAX_ROWS // 10_000} 万行、{bounds.MAX_COLUMNS} 列、{bounds.MAX_CELLS // 10_000} 万个单元格",
    ):
        assert text in PAGE


def test_the_measured_counts_are_of_a_thousand_returns_without_a_wrong_or_lost_record() -> None:
    rows = dict(re.findall(r"^\| (.+?) \| ([\d |]+) \|$", PAGE, re.M))
    counts = {
        label: dict(zip(COUNTS, map(int, row.split(" | ")), strict=False))
        for label, row in rows.items()
        if row.count("|") == len(COUNTS) - 1
    }
    assert set(counts) >= {kind.name for kind in catalogue().values()}
    assert counts["共计"]["份数"] >= 1000
    assert [label for label, count in counts.items() if not _kept(count)] == []


def test_nearly_all_planted_faults_were_found() -> None:
    rows = re.findall(r"^\| `\w+` \| (\d+) \| (\d+) \| (\d+) \|$", PAGE, re.M)
    planted, found = (sum(int(row[place]) for row in rows) for place in (0, 1))
    assert len(rows) > 40
    assert found >= 0.99 * planted > 0
    assert "（误报）：0 条" in PAGE


@pytest.mark.parametrize("mess", ["ordinary", "hard"])
def test_no_record_is_read_wrong_or_lost_and_nothing_is_made_up(mess: Mess) -> None:
    assert _kept(measure(mess, units=30, months=2, seed=5))


@pytest.mark.slow
def test_each_mess_by_itself_is_read_right() -> None:
    assert [name for name in catalogue() if not _kept(measure("none", 6, 1, 8, [name]))] == []


def _kept(counts: dict[str, int]) -> bool:
    wrong = counts["读错"] + counts["漏读"] + counts["多读"] + counts["误报"]
    return wrong == 0 and counts["读对"] == counts["记录"]
