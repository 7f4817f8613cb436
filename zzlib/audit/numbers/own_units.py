"""Units that only one document has: 450课, 387课; 9690治疗量, 8500治疗量."""

import re

from zzlib.audit.numbers.normalising import dimensions
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.words import any_of, words

_TOLD = re.compile(
    r"(?<![\d.:：第])(?P<number>\d[\d,]*(?:\.\d+)?)[万亿]?(?P<unit>[一-龥]{1,3})(?=[，。；、）]|$)", re.MULTILINE
)
_NO_UNIT = re.compile(
    "[百千万亿萬億负年月日号时点届级楼层路周余多来倍成折代上下内外前后里中的了元们型款页章等]|左右|世纪|以|[国省县乡]道|[增降减提达占共比为是有至到升涨跌和与]"
)


def own_units(text: str) -> tuple[str, ...]:
    """Give what stands right behind two different numbers of a text or more, up to the end of the thought, and is in no list of units nor begins with one."""
    told: dict[str, set[str]] = {}
    for match in _TOLD.finditer(text):
        told.setdefault(match["unit"], set()).add(match["number"])
    known = regex("(?:" + any_of((*dimensions(), *words().numbers.not_quantities_after)) + ")")
    return tuple(
        unit
        for unit, numbers in told.items()
        if len(numbers) > 1 and not _NO_UNIT.search(unit) and not known.match(unit)
    )
