"""No paragraph of the text ends with a line of one character: its letters are set a little closer or wider, as is done by hand."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from zzlib.report import layout
from zzlib.writing.page_room import CHARACTERS_A_LINE, filled_lines

_LEAST, _BETTER, _MOST_TENTHS = 2.5, 4, 8
"""Characters in the last line at least, and to be on the safe side; tenths of a point at most between letters."""
_PRINTERS = (-0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6)
"""How much more a line holds, in characters: fonts differ a little in their digits."""
_AFTER = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:vertAlign", "w:lang")


def between_letters(text: str) -> int:
    """Give the tenths of a point to set between a paragraph's letters, as few as its last line needs; 0 where it is long enough."""
    if not lone_ends(text):
        return 0
    tries = sorted(range(-_MOST_TENTHS, _MOST_TENTHS + 1), key=abs)
    return min(tries, key=lambda tenths: (lone_ends(text, tenths), lone_ends(text, tenths, _BETTER), abs(tenths)))


def lone_ends(text: str, tenths: int = 0, least: float = _LEAST) -> int:
    """Count the ways of printing a paragraph in which hardly a character stands in its last line."""
    apart = tenths / 10 / layout.SIZE_BODY.pt
    ends = (filled_lines(text, CHARACTERS_A_LINE + more, apart) for more in _PRINTERS)
    return sum(lines > 1 and width < least for lines, width in ends)


def lengthen_last_lines(document: Any) -> None:
    """Set the letters of the text's paragraphs so that none ends with a line of one character."""
    for paragraph in document.paragraphs:
        tenths = between_letters(paragraph.text) if paragraph.style.name == layout.TEXT_STYLE else 0
        for run in paragraph.runs if tenths else ():
            spacing = OxmlElement("w:spacing")
            spacing.set(qn("w:val"), str(tenths * 2))
            run._r.get_or_add_rPr().insert_element_before(spacing, *_AFTER)
