"""A workbook's styles: clones of cell formats with a fill, and the few formats that the receipt's own sheet needs."""

from copy import deepcopy

from lxml import etree

from zzlib.exchange.package import Element, Package
from zzlib.vocabulary import Level

FILLS = {Level.ERROR: "FFFFC7CE", Level.WARNING: "FFFFEB9C", Level.NOTICE: "FFDDEBF7"}
"""Colours of annotated cells by the gravest issue: red, yellow, blue."""

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_MINIMAL: dict[str, str] = {
    "fonts": "<font><sz val='11'/><name val='宋体'/></font>",
    "fills": "<fill><patternFill patternType='none'/></fill><fill><patternFill patternType='gray125'/></fill>",
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": "<xf numFmtId='0' fontId='0' fillId='0' borderId='0'/>",
    "cellXfs": "<xf numFmtId='0' fontId='0' fillId='0' borderId='0' xfId='0'/>",
    "cellStyles": "<cellStyle name='Normal' xfId='0' builtinId='0'/>",
}
_LOOKS: dict[str, tuple[str, str, str, str]] = {
    "title": ("<font><b/><sz val='16'/><name val='黑体'/></font>", "", "", "<alignment vertical='center'/>"),
    "caption": ("<font><b/><sz val='12'/><name val='黑体'/></font>", "", "", "<alignment vertical='center'/>"),
    "plain": ("<font><sz val='11'/><name val='宋体'/></font>", "", "", "<alignment vertical='center'/>"),
    "header": ("<font><b/><sz val='11'/><name val='黑体'/></font>", "FFE8EEF4", "thin", "<alignment horizontal='center' vertical='center' wrapText='1'/>"),
    "text": ("<font><sz val='11'/><name val='宋体'/></font>", "", "thin", "<alignment vertical='center' wrapText='1'/>"),
    "link": ("<font><u/><sz val='11'/><color rgb='FF0563C1'/><name val='宋体'/></font>", "", "thin", "<alignment horizontal='center' vertical='center'/>"),
    **{
        level.value: ("<font><b/><sz val='11'/><name val='宋体'/></font>", colour, "thin", "<alignment horizontal='center' vertical='center'/>")
        for level, colour in FILLS.items()
    },
}  # fmt: skip
"""Formats of the receipt's sheet: font, fill, border, alignment."""


class StylesPart:
    """The styles of a workbook, added to as they are asked for and written back with `save`."""

    def __init__(self, package: Package, workbook: str, space: str, relation_type: str) -> None:
        """Take the styles of a workbook, or begin some where it has none."""
        self._package = package
        self._part = package.related(workbook, "styles")
        self._space = space
        if self._part:
            self._root = package.parse(self._part)
        else:
            self._part = "xl/styles.xml" if "xl/styles.xml" not in package else package.unused("xl/styles{}.xml")
            self._root = etree.Element(f"{{{space}}}styleSheet", nsmap={None: space})
            package.add(self._part, self._root, _CONTENT_TYPE)
            package.relate(workbook, relation_type, self._part)
        self._clones: dict[tuple[int, Level], int] = {}
        self._looks: dict[str, int] = {}
        self._fills: dict[str, int] = {}

    def with_fill(self, style: int, level: Level) -> int:
        """Give the number of a cell format that is `style` in the colour of a level."""
        if (style, level) not in self._clones:
            formats = self._group("cellXfs")
            known = formats.findall(f"{{{self._space}}}xf")
            clone = deepcopy(known[style if style < len(known) else 0])
            clone.set("fillId", str(self._fill(FILLS[level])))
            clone.set("applyFill", "1")
            self._clones[style, level] = self._appended(formats, clone)
        return self._clones[style, level]

    def look(self, name: str) -> int:
        """Give the number of one of the receipt's own formats."""
        if name not in self._looks:
            font, fill, border, alignment = _LOOKS[name]
            numbers = {
                "fontId": self._appended(self._group("fonts"), self._element(font)),
                "fillId": self._fill(fill) if fill else 0,
                "borderId": self._appended(self._group("borders"), self._element(_sides(border))) if border else 0,
            }
            said = " ".join(f"{key}='{number}'" for key, number in numbers.items())
            applied = "applyFont='1' applyFill='1' applyBorder='1' applyAlignment='1'"
            xf = self._element(f"<xf numFmtId='0' {said} xfId='0' {applied}>{alignment}</xf>")
            self._looks[name] = self._appended(self._group("cellXfs"), xf)
        return self._looks[name]

    def save(self) -> None:
        """Write the styles back."""
        for name in _MINIMAL:
            self._group(name)
        self._package.write(self._part, self._root)

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            pattern = f"<fill><patternFill patternType='solid'><fgColor rgb='{colour}'/><bgColor indexed='64'/></patternFill></fill>"
            self._fills[colour] = self._appended(self._group("fills"), self._element(pattern))
        return self._fills[colour]

    def _group(self, name: str) -> Element:
        """Give a list of the style sheet, made with its first entries where there is none."""
        group = self._root.find(f"{{{self._space}}}{name}")
        if group is None:
            group = self._element(f"<{name}>{_MINIMAL[name]}</{name}>")
            group.set("count", str(len(group)))
            before = _ORDER[: _ORDER.index(name)]
            position = sum(etree.QName(child).localname in before for child in self._root.iterchildren("*"))
            self._root.insert(position, group)
        return group

    def _appended(self, group: Element, element: Element) -> int:
        entries = group.findall(element.tag)
        position = group.index(entries[-1]) + 1 if entries else 0
        group.insert(position, element)
        group.set("count", str(len(entries) + 1))
        return len(entries)

    def _element(self, xml: str) -> Element:
        return etree.fromstring(f"<wrap xmlns='{self._space}'>{xml}</wrap>")[0]


def _sides(style: str) -> str:
    sides = "".join(
        f"<{side} style='{style}'><color rgb='FF999999'/></{side}>" for side in ("left", "right", "top", "bottom")
    )
    return f"<border>{sides}<diagonal/></border>"
