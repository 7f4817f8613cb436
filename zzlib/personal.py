"""What tells of a person in the text of a cell: the one definition of what looks like a telephone number or a person's name.

Numbers and names stand in a unit's own files and in `zz extract`; wherever else the words of a cell are shown, these are
left out (contracts, section 9).
"""

import re
from collections.abc import Iterable

NUMBER_LEFT_OUT = "（号码略）"
NAME_LEFT_OUT = "（姓名略）"

_BARE = r"[1１][3-9３-９]\d{9}|[0０]\d{9,11}"
_SPACED = r"[1１][3-9３-９]\d[-—– ]\d{4}[-—– ]\d{4}|[0０]\d{2,3}[-—– ]\d{7,8}"
_TELEPHONE = re.compile(
    rf"(?P<word>(?:电话|手机|联系方式|座机)[：:\s]*)\d[\d\-—– ]{{3,}}\d|(?<![\d.\-])(?:{_SPACED}|{_BARE})(?!\d|\.\d|\s*[万亿元])"
)
_NUMBER = re.compile(_BARE)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{2,}[·•][\u4e00-\u9fff]{2,}")
_BETWEEN = re.compile(r"[\s、，,；;/／()（）:：\d]+")


def is_telephone(text: str) -> bool:
    """Tell whether a text is nothing but the digits of a telephone number."""
    return _NUMBER.fullmatch(text) is not None


def without_telephones(text: str) -> str:
    """Give a text without its telephone numbers: mobile ones, those with an area code, and what follows 电话, 手机, 联系方式.

    Sums and days stay: they have fewer digits, decimals or a unit, or none of these words before them.
    """
    return _TELEPHONE.sub(lambda found: (found["word"] or "") + NUMBER_LEFT_OUT, text)


def names_in(cells: Iterable[str]) -> frozenset[str]:
    """Give the names in cells of columns that name people; what has not the shape of a name is none."""
    return frozenset(part for cell in cells for part in _BETWEEN.split(cell) if _NAME.fullmatch(part))


def without_persons(text: str, names: Iterable[str]) -> str:
    """Give a text without telephone numbers and without these names of people."""
    for name in sorted(names, key=lambda name: (-len(name), name)):
        text = text.replace(name, NAME_LEFT_OUT)
    return without_telephones(text)
