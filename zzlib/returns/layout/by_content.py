"""Which field a column without a header is, where what stands in it leaves no doubt."""

import re
from collections.abc import Collection, Sequence

from zzlib.returns.cells.text import Cell, fold, plain_text
from zzlib.returns.cells.words import VALUES, Vocabulary

_FEWEST = 2
_PHONE = re.compile(r"1[3-9]\d{9}|(?:0\d{2,3}-?)?[2-8]\d{6,7}")
_DOCUMENT = re.compile(r".*[〔\[(（【]20\d\d[〕\])）】]\d+号.*")


def field_by_content(values: Sequence[Cell], taken: Collection[str], vocabulary: Vocabulary) -> str | None:
    """Give the one field, none of those `taken`, that all values speak for; `None` if there is none, or several.

    Only fields whose values bear their mark can be told: words of an enumeration, running numbers, telephone and
    document numbers. Amounts and dates can't: the form has several columns of each.
    """
    texts = [plain_text(value) for value in values if plain_text(value).strip()]
    if len(texts) < _FEWEST:
        return None
    found = {name for name in VALUES if all(vocabulary.value(name, text) not in (None, "unstated") for text in texts)}
    if texts == [str(number) for number in range(1, len(texts) + 1)]:
        found.add("serial")
    for name, pattern in (("phone", _PHONE), ("document_number", _DOCUMENT)):
        if all(pattern.fullmatch(fold(text)) for text in texts):
            found.add(name)
    return found.pop() if len(found) == 1 and not found & set(taken) else None
