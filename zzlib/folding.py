"""Text as it is compared: full-width forms made plain, what only decorates dropped."""

import re
import unicodedata
from functools import lru_cache

_IDLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff*★☆●◆■※]|_x000D_|\\[rn]")

_BREAKS = re.compile(r"\s*(?:\r\n|\r|\n|_x000D_|\\[rn])\s*")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Give text as it is compared: full-width forms made plain; blanks, line breaks, stars and bullets dropped."""
    return _IDLE.sub("", unicodedata.normalize("NFKC", text))


def one_line(text: str) -> str:
    """Give text without line breaks and outer blanks; breaks inside a Chinese name stand for nothing."""
    return text if text.isalnum() else _BREAKS.sub("", text).strip()
