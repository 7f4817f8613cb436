"""The comments (批注) of an .xlsx by the cell that they stand at."""

import html
import posixpath
import re
import zipfile

from zzlib.returns.bounds import MAX_COMMENTS
from zzlib.returns.text import row_and_column
from zzlib.returns.words import words

_RELATION = re.compile(r'<(?:\w+:)?Relationship\b(?=[^>]*\bType="[^"]*/comments")[^>]*\bTarget="([^"]*)"')
_AUTHOR = re.compile(r"<(?:\w+:)?author\b[^>]*?(?:/>|>([^<]*)<)")
_ATTRIBUTE = re.compile(r"""\b(ref|authorId)=["']([^"']*)["']""")
_TEXT = re.compile(r"<(?:\w+:)?t\b[^>]*>([^<]*)<")
_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")


def comments_of(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """Give the comments of the sheet in a part, without those that this program wrote itself."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return {}
    target = _RELATION.search(archive.read(relations).decode("utf-8", "replace"))
    place = posixpath.normpath(posixpath.join("/", folder, target[1])).lstrip("/") if target else ""
    return _read(archive.read(place).decode("utf-8", "replace")) if place in archive.namelist() else {}


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
