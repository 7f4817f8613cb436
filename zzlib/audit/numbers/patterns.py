"""Patterns of words, compiled once: `re` itself keeps only 512, fewer than one document is read by."""

import re
from functools import lru_cache

_REMEMBERED = 8192  # those with names of a document in them come and go


@lru_cache(maxsize=_REMEMBERED)
def regex(expression: str) -> re.Pattern[str]:
    """Give an expression as a compiled pattern.

    Raises:
        re.error: it is none.
    """
    return re.compile(expression)
