"""Numbers before names taken off, and the group of units (县直, 乡镇…) that a text names or a name suggests."""

import re

from zzlib.beginning.words import name_endings
from zzlib.reference_files import UNREADABLE, reference_file, spellings

NUMERAL = r"\d{1,3}|[一二三四五六七八九十]{1,3}"
"""A running number without its marks."""

_NUMBER = re.compile(rf"\s*(?:[(（]\s*(?:{NUMERAL})\s*[)）]|(?:{NUMERAL})\s*[.．、,，:：)）]|[①-⑳]|\d{{1,3}}\s)\s*")
_COUNTED = re.compile(r"[(（][^()（）]*\d+[^()（）]*[)）]|[共计]*\d+[个家]$|[:：]$")
_LONGEST = 12
_BODY = re.compile("(?:局|委|办|公司|集团|中心|政府)$")
"""How the name of one unit ends, and none of a group."""


def without_number(text: str) -> str:
    """Take the number off a name: 1. 发改委, （一）发改委, 三、发改委."""
    return text[match.end() :].strip() if (match := _NUMBER.match(text)) else text.strip()


def section_text(text: str) -> str:
    """Give what a line over a part of a list says: 二、乡镇（12个）： is 乡镇."""
    return _COUNTED.sub("", _COUNTED.sub("", without_number(text))).strip()


def group_of(text: str) -> str:
    """Give the group that a text names (县直部门, 乡镇（街道）), `""` if it is none or several."""
    bare = section_text(text)
    value = reference_file("units").value("group", bare)
    if value and value != UNREADABLE:
        return value
    if len(bare) > _LONGEST or _BODY.search(bare):
        return ""
    words = spellings("group")
    found = {group for group, texts in words.items() if any(len(t) > 1 and bare.startswith(t) for t in texts)}
    return found.pop() if len(found) == 1 else ""


def suggested_group(name: str) -> str:
    """Give the group that a unit's name suggests by how it ends."""
    fitting = [group for group, ending in name_endings().items() if ending.search(name)]
    return fitting[-1] if fitting else next(iter(spellings("group")))
