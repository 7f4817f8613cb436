"""Text as it is compared: full-width forms made plain, what only decorates dropped."""

import re
import unicodedata
from functools import lru_cache

_IDLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff*★☆●◆■※]|_x000D_|\\[rn]")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Give text as it is compared: full-width forms made plain; blanks, line breaks, stars and bullets dropped."""
    return _IDLE.sub("", unicodedata.normalize("NFKC", text))
