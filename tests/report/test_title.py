"""A title's lines are broken by hand, where words end, so that no font leaves a character alone on a line."""

import pytest

from zzlib.report.title import _LONGEST, _is_waisted, _width, broken_title
from zzlib.writing.wording import wording

MONTHLY = "|关于2013年1—5月|争资争项|工作情况的通报"


def lines(title: str) -> list[str]:
    return broken_title(title, wording().title_breaks).split("\n")


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("云溪县2013年上半年|争资争项工作小结", ["云溪县2013年上半年争资争项工作小结"]),
        (
            "云溪县争资争项工作领导小组办公室" + MONTHLY,
            ["云溪县争资争项工作领导小组办公室", "关于2013年1—5月争资争项", "工作情况的通报"],
        ),
        (
            "云溪县争资争项及项目开发工作领导小组办公室" + MONTHLY,
            ["云溪县争资争项及项目开发工作", "领导小组办公室关于2013年1—5月", "争资争项工作情况的通报"],
        ),
        ("一个没有可以换行的词的标题" * 2, ["一个没有可以换行的词的标题" * 2]),
    ],
)
def test_a_title_has_the_fewest_lines_that_fit_and_they_grow_shrink_or_bulge(title, broken):
    assert lines(title) == broken


@pytest.mark.parametrize("count", range(1, 16))
def test_no_line_needs_more_than_any_font_holds_and_none_is_a_waist(count):
    title = "云" * count + "县争资争项工作领导小组办公室" + MONTHLY
    found = lines(title)
    assert "".join(found) == title.replace("|", "")
    assert max(map(_width, found)) <= _LONGEST
    assert not _is_waisted(found)


def test_a_notice_on_a_circular_with_a_long_title_breaks_within_it():
    found = lines("关于更正《云溪县争资争项工作领导小组办公室关于2013年1—5月争资争项工作情况的通报》的通知")
    assert len(found) > 2 and max(map(_width, found)) <= _LONGEST
