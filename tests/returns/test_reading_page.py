"""The page on reading says what the tests and the bounds say, and the measured counts keep their promise."""

import re
from pathlib import Path

import pytest

from tests.returns.measure import COUNTS, measure
from zzlib.returns import bounds
from zzlib.synthetic.spec import Mess

PAGE = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")


def test_every_row_of_the_page_names_a_test_that_is_there() -> None:
    there = {
        name for path in Path(__file__).parent.glob("test_*.py") for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.M)
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
        f"盖住 {bounds.MAX_MERGED // 10_000} 万个，表头 {bounds.MAX_HEADERS} 个",
        f"最多 {bounds.MAX_DEPTH} 层、每个 {bounds.MAX_MEMBERS} 个文件",
        f"{bounds.MAX_ROWS // 10_000} 万行、{bounds.MAX_COLUMNS} 列、{bounds.MAX_CELLS // 10_000} 万个单元格",
    ):
        assert text in PAGE


def test_the_measured_counts_are_of_a_thousand_returns_without_a_wrong_or_lost_record() -> None:
    rows = re.findall(r"^\| [^|]+ \| ([\d |]+) \|$", PAGE, re.M)
    counts = [dict(zip(COUNTS, map(int, row.split(" | ")), strict=True)) for row in rows]
    assert sum(count["份数"] for count in counts) >= 1000
    assert [count for count in counts if not _kept(count)] == []


@pytest.mark.parametrize("mess", ["ordinary", "hard"])
def test_no_record_is_read_wrong_or_lost_and_no_fault_missed_or_made_up(mess: Mess) -> None:
    counts = measure(mess, units=24, months=3, seed=5, faults=True)
    assert counts["埋下的问题"] > 0
    assert _kept(counts)


def _kept(counts: dict[str, int]) -> bool:
    wrong = counts["读错"] + counts["漏读"] + counts["多读"] + counts["误报"]
    return wrong == 0 and counts["读对"] == counts["记录"] and counts["查出"] == counts["埋下的问题"]
