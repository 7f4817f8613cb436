"""Word files as people make them, from pieces of XML: what a test adds stands out."""

import re
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

NAMES = f'{nsdecls("w")} xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WRONG = "全县新建水渠640公里，比上年同期的500公里增长82%。"
RIGHT = WRONG.replace("82", "28")
NOTE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
TOTAL = (("乡镇", "新建水渠（公里）"), ("东镇", "1212"), ("南镇", "1187"), ("西镇", "1145"), ("合计", "3454"))
"""The three rows make 3544."""


def element(xml: str) -> Any:
    """Give an element of Word's own names from its text."""
    return parse_xml(re.sub(r"^<[\w:]+", lambda name: f"{name[0]} {NAMES}", xml))


def run(text: str, look: str = "") -> str:
    """Write a run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, look: str = "") -> str:
    """Write a paragraph."""
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


def field(*instruction: str, result: str) -> str:
    """Write the runs of a field; the result of a field in its instruction is shown to nobody."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}{''.join(instruction)}{marks[1]}{run(result)}{marks[2]}"


def instruction(text: str) -> str:
    """Write a run of a field's instruction."""
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def box(text: str) -> str:
    """Write a run with a text box."""
    return f"<w:r><w:pict><w:txbxContent>{paragraph(run(text))}</w:txbxContent></w:pict></w:r>"


def table(rows: tuple[tuple[str, ...], ...], merged: tuple[int, ...] = ()) -> str:
    """Write a table; the first cells of the `merged` rows go on with the cell above."""
    written = ""
    for number, cells in enumerate(rows):
        written += "<w:tr>"
        for column, text in enumerate(cells):
            mark = "<w:vMerge/>" if number in merged and not column else '<w:vMerge w:val="restart"/>' * (not column)
            written += f"<w:tc><w:tcPr>{mark}</w:tcPr>{paragraph(run(text))}</w:tc>"
        written += "</w:tr>"
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{written}</w:tbl>"


def new_document(*parts: str) -> Any:
    """Give a document of paragraphs and tables in XML."""
    document = docx.Document()
    for part in parts:
        document.element.body.insert(len(document.element.body) - 1, element(part))
    return document


def add_footnotes(document: Any, *texts: str) -> None:
    """Give a document footnotes 1, 2, …, whether anything refers to them or not."""
    notes = "".join(f'<w:footnote w:id="{n}">{paragraph(run(text))}</w:footnote>' for n, text in enumerate(texts, 1))
    blob = f"<w:footnotes {NAMES}>{notes}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), NOTE_TYPE, blob, document.part.package)
    document.part.relate_to(part, RT.FOOTNOTES)


def commented(path: Path) -> list[tuple[str, str]]:
    """Give the comments of a file: the letters that each stands around, and its text."""
    document = docx.Document(str(path))
    said = {str(comment.comment_id): comment.text for comment in document.comments}
    found, open_now = {}, {}
    for one in document.element.body.iter():
        if one.tag == f"{W}commentRangeStart":
            open_now[one.get(f"{W}id")] = ""
        elif one.tag == f"{W}commentRangeEnd":
            found[one.get(f"{W}id")] = open_now.pop(one.get(f"{W}id"))
        elif str(one.tag).endswith("}t"):
            open_now = {number: text + (one.text or "") for number, text in open_now.items()}
    return [(found[number], said[number]) for number in found]
