"""Whether the text of a workbook is Chinese as people write it, or bytes read under the wrong encoding."""

import re
from collections.abc import Iterable
from itertools import islice

from zzlib.returns.containers.grid import Grid

_LOOKED_AT = 20_000
"""Characters that are looked at; garbling takes all of a file."""

_FEWEST = 6
_SHARE = 0.7
_CONTROL = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_PLAIN = re.compile(r"[\t\n\r\x20-\x7e]+")


def is_garbled(grids: Iterable[Grid]) -> bool:
    """Tell whether many characters are none that Chinese offices write: control, Latin-1, or rare ideographs.

    Ordinary ideographs and signs are those of GB 2312; a file with some rare ones (names) is not garbled.
    """
    text = "".join(islice((c for grid in grids for text in _texts(grid) for c in _PLAIN.sub("", text)), _LOOKED_AT))
    odd = sum(_CONTROL.match(character) is not None or not _is_ordinary(character) for character in text)
    return odd >= _FEWEST and odd > (1 - _SHARE) * len(text)


def _texts(grid: Grid) -> Iterable[str]:
    yield grid.name
    for row in grid.rows:
        yield from (cell for cell in row if isinstance(cell, str))


def _is_ordinary(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return character in "—·…–㎡²³〇‰" or "\uff00" <= character <= "\uffef"
    return True
