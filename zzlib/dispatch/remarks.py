"""What a return remarks on a project, as papers may repeat it: telephone numbers stay in the unit's own files (contracts, section 9)."""

import re

_TELEPHONE = re.compile(
    r"(?P<word>(?:电话|手机|联系方式|座机)[：:\s]*)\d[\d\-—– ]{3,}\d|(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-—– ]?\d{7,8})(?!\d)"
)
LEFT_OUT = "（号码略）"


def without_telephones(text: str) -> str:
    """Give a text without its telephone numbers: mobile ones, those with an area code, and what follows 电话, 手机, 联系方式.

    Sums and days stay: they have fewer digits, or none of these words before them.
    """
    return _TELEPHONE.sub(lambda found: (found["word"] or "") + LEFT_OUT, text)
