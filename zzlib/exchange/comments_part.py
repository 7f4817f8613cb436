"""Comments (批注) of a sheet: ours beside those that are there already, with the shapes in which they are shown."""

import re
from collections.abc import Mapping

from lxml import etree

from zzlib.exchange.package import Element, Package, UnmarkableError
from zzlib.exchange.sheet_part import SheetPart
from zzlib.returns.cells.text import address
from zzlib.returns.cells.words import words

AUTHOR = words().own.author
"""Who our comments are by."""

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BLOCK = 1024
"""Shape numbers of one block, of which a drawing names those that it uses."""

_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_NEW_DRAWING = (
    f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{{block}}"/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    f"<v:shapetype {_SPACES} "
    'id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    f"<v:shape {_SPACES} "
    'id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
    'width:240pt;height:{height}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
Places = Mapping[tuple[int, int], str]


class SheetComments:
    """The comments of one sheet. `relations_space` is the namespace of relations that the workbook uses."""

    def __init__(self, package: Package, sheet_name: str, sheet: SheetPart, relations_space: str) -> None:
        """Take a sheet's part (`xl/worksheets/sheet1.xml`) and its root."""
        self._package, self._name, self._sheet, self._office = package, sheet_name, sheet, relations_space
        self._space = etree.QName(sheet.root).namespace

    def add(self, texts: Places) -> None:
        """Comment on cells; a text goes to the end of a comment that is there, and no threaded one is touched."""
        threaded = self._threaded()
        texts = {place: text for place, text in texts.items() if address(*place) not in threaded}
        if not texts:
            return
        part = self._package.related(self._name, "comments")
        root = self._package.parse(part) if part else self._blank()
        author = _author(root, self._space)
        known = {comment.get("ref"): comment for comment in root.iter(f"{{{self._space}}}comment")}
        new = []
        for place, text in sorted(texts.items()):
            if (comment := known.get(address(*place))) is None:
                _append(root, self._space, address(*place), author, text)
                new.append(place)
            else:
                _extend(comment, self._space, f"\n\n{text}")
        if part:
            self._package.write(part, root)
        else:
            part = self._package.unused("xl/comments{}.xml")
            self._package.add(part, root, _COMMENTS_TYPE)
            self._package.relate(self._name, f"{self._office}/comments", part)
        self._draw(new, texts)

    def _threaded(self) -> set[str]:
        """Give the cells that people discuss in threads: the comment below a thread only stands in for it."""
        parts = [r.target for r in self._package.relations(self._name) if r.kind == "threadedComment"]
        return {str(e.get("ref")) for part in parts for e in self._package.parse(part).iter() if e.get("ref")}

    def _blank(self) -> Element:
        root = etree.Element(f"{{{self._space}}}comments", nsmap={None: self._space})
        etree.SubElement(root, f"{{{self._space}}}authors")
        etree.SubElement(root, f"{{{self._space}}}commentList")
        return root

    def _draw(self, places: list[tuple[int, int]], texts: Places) -> None:
        """Add the shapes of new comments to the sheet's drawing; what is in it stays as it is."""
        if not places:
            return
        relation = self._sheet.legacy_drawing(self._office)
        part = next((r.target for r in self._package.relations(self._name) if r.id == relation), "") if relation else ""
        if relation and not part:
            raise UnmarkableError("批注的图形缺失")
        drawing = self._package.read(part).decode("utf-8") if part else _NEW_DRAWING.format(block=self._free_block())
        type_needed = 'id="_x0000_t202"' not in drawing
        first, drawing = self._numbers(drawing, len(places))
        shapes = "".join(_shape(first + offset, place, texts[place]) for offset, place in enumerate(places))
        end = drawing.rfind("</xml>")
        if end < 0:
            raise UnmarkableError("批注的图形不规范")
        drawing = drawing[:end] + (_SHAPE_TYPE if type_needed else "") + shapes + drawing[end:]
        if part:
            self._package.write(part, drawing.encode())
            return
        part = self._package.unused("xl/drawings/vmlDrawing{}.vml")
        self._package.add(part, drawing.encode(), _DRAWING_TYPE)
        relation = self._package.relate(self._name, f"{self._office}/vmlDrawing", part)
        self._sheet.set_legacy_drawing(relation, self._office)

    def _numbers(self, drawing: str, count: int) -> tuple[int, str]:
        """Give the first of `count` free shape numbers, and the drawing with the block of numbers that they are in."""
        used = [int(number) for number in re.findall(r"_x0000_s(\d+)", drawing)]
        blocks = re.search(r'(<\w+:idmap\b[^>]*\bdata=")([\d,]*)(")', drawing)
        own = [int(block) for block in blocks[2].split(",") if block] if blocks else []
        if own:
            first = max([*used, max(own) * _BLOCK]) + 1
            if first + count <= (max(own) + 1) * _BLOCK:
                return first, drawing
        block = self._free_block()
        more = range(block, block + 1 + count // _BLOCK)
        if blocks:
            listed = ",".join(map(str, (*own, *more)))
            drawing = drawing[: blocks.start()] + blocks[1] + listed + blocks[3] + drawing[blocks.end() :]
        return block * _BLOCK + 1, drawing

    def _free_block(self) -> int:
        """Give a block of shape numbers that no drawing of the workbook uses."""
        used = [0]
        for name in self._package.names():
            if name.lower().endswith(".vml"):
                text = self._package.read(name).decode("utf-8", "replace")
                used += [int(n) for data in re.findall(r'\bdata="([\d,]+)"', text) for n in data.split(",") if n]
        return max(used) + 1


def _shape(number: int, place: tuple[int, int], text: str) -> str:
    row, column = place
    lines = 1 + sum(1 + len(line) // 20 for line in text.split("\n"))
    return _SHAPE.format(
        number=number, row=row, column=column, left=column + 1, right=column + 5, top=max(row - 1, 0),
        bottom=max(row - 1, 0) + lines, height=15 * lines,
    )  # fmt: skip


def _author(root: Element, space: str) -> str:
    """Give the number of our name among the authors, added where it is not."""
    authors = root.find(f"{{{space}}}authors")
    if authors is None:
        authors = root.makeelement(f"{{{space}}}authors")
        root.insert(0, authors)
    names = [author.text for author in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, f"{{{space}}}author").text = AUTHOR
        return str(len(names))
    return str(names.index(AUTHOR))


def _append(root: Element, space: str, cell: str, author: str, text: str) -> None:
    comments = root.find(f"{{{space}}}commentList")
    if comments is None:
        raise UnmarkableError("批注不规范")
    comment = etree.SubElement(comments, f"{{{space}}}comment", ref=cell, authorId=author)
    etree.SubElement(comment, f"{{{space}}}text")
    _extend(comment, space, text)


def _extend(comment: Element, space: str, text: str) -> None:
    """Put a text at the end of a comment; one of a single plain text becomes runs, of which the first is the former text."""
    holder = comment.find(f"{{{space}}}text")
    plain = holder.find(f"{{{space}}}t")
    if plain is not None:
        holder.remove(plain)
        etree.SubElement(holder, f"{{{space}}}r").append(plain)
    run = etree.SubElement(holder, f"{{{space}}}r")
    look = etree.SubElement(run, f"{{{space}}}rPr")
    for name, value in (("sz", "10"), ("color", None), ("rFont", "宋体")):
        attributes = {"indexed": "81"} if value is None else {"val": value}
        etree.SubElement(look, f"{{{space}}}{name}", attributes)
    content = etree.SubElement(run, f"{{{space}}}t")
    content.text = text
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    phonetic = holder.findall(f"{{{space}}}rPh") + holder.findall(f"{{{space}}}phoneticPr")
    for element in phonetic:
        holder.append(element)
