"""The comments (批注) of an .xlsx and its text boxes (文本框) by the cell that they stand at."""

import html
import posixpath
import re
import zipfile

from zzlib.returns.cells.text import row_and_column
from zzlib.returns.cells.words import words
from zzlib.returns.containers.bounds import MAX_COMMENTS

_RELATION = r'<(?:\w+:)?Relationship\b(?=[^<>]*\bType="[^"]*/%s")[^<>]*\bTarget="([^"]*)"'
_AUTHOR = re.compile(r"<(?:\w+:)?author\b[^<>]*?(?:/>|>([^<]*)<)")
_ATTRIBUTE = re.compile(r"""\b(ref|authorId)=["']([^"']*)["']""")
_TEXT = re.compile(r"<(?:\w+:)?t\b[^<>]*>([^<]*)<")
_ANCHOR = re.compile(r"<(?:\w+:)?(?:two|one)CellAnchor\b")
_FROM = re.compile(r"<(?:\w+:)?from>.*?<(?:\w+:)?col>(\d+)<.*?<(?:\w+:)?row>(\d+)<", re.DOTALL)
_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")


def comments_of(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """Give the comments of the sheet in a part, without those that this program wrote itself."""
    return _read(_related(archive, part, "comments"))


def boxes_of(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """Give the texts of the boxes that are drawn over the sheet in a part, by the cell of their upper left corner."""
    found: dict[tuple[int, int], str] = {}
    for anchor in _ANCHOR.split(_related(archive, part, "drawing"))[1 : MAX_COMMENTS + 1]:
        text, place = html.unescape("".join(_TEXT.findall(anchor))).strip(), _FROM.search(anchor)
        if text and place:
            found[int(place[2]), int(place[1])] = text
    return found


def _related(archive: zipfile.ZipFile, part: str, kind: str) -> str:
    """Give the part of a kind that a sheet's part names, `""` if it names none."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return ""
    target = re.search(_RELATION % kind, archive.read(relations).decode("utf-8", "replace"))
    place = posixpath.normpath(posixpath.join("/", folder, target[1])).lstrip("/") if target else ""
    return archive.read(place).decode("utf-8", "replace") if place in archive.namelist() else ""


def _read(xml: str) -> dict[tuple[int, int], str]:
    authors = [html.unescape(name).strip() for name in _AUTHOR.findall(xml)]
    found = {}
    for comment in re.split(r"<(?:\w+:)?comment\b", xml)[1 : MAX_COMMENTS + 1]:
        said = dict(_ATTRIBUTE.findall(comment.partition(">")[0]))
        number = said.get("authorId", "")
        author = authors[int(number)] if number.isdigit() and int(number) < len(authors) else ""
        text = html.unescape("".join(_TEXT.findall(comment))).strip()
        if text and author != words().own.author and _CELL.fullmatch(said.get("ref", "")):
            found[row_and_column(said["ref"])] = text
    return found
