"""The parts of an .xlsx: read, changed and added to one by one; all that is not touched stays byte for byte."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from zzlib.returns.containers.archive import check_archive
from zzlib.returns.containers.bounds import UnusableFileError

Element = Any
MAX_PART = 40 * 1024 * 1024
"""Bytes of a part's XML; larger ones are not taken apart."""

NOT_XLSX = "不是 .xlsx 格式的工作簿"

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CONTENT_TYPES = "[Content_Types].xml"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


class UnmarkableError(ValueError):
    """A workbook that can't be annotated; the message says in Chinese why."""


@dataclass(frozen=True)
class Relation:
    """A relation of a part: its id, the last word of its type (`worksheet`, `comments`), and the part it leads to."""

    id: str
    kind: str
    target: str
    type: str


class Package:
    """The parts of a workbook by name (`xl/workbook.xml`)."""

    def __init__(self, data: bytes) -> None:
        """Open a package.

        Raises:
            UnmarkableError: it is damaged, signed, or has parts that can't be told apart.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                check_archive(archive, data)
                self._infos = archive.infolist()
                self._parts = {info.filename: archive.read(info) for info in self._infos}
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            RuntimeError,
            NotImplementedError,
            UnusableFileError,
        ) as error:
            raise UnmarkableError("文件结构不完整") from error
        self._names = {name.lower(): name for name in self._parts}
        if _CONTENT_TYPES.lower() not in self._names:
            raise UnmarkableError(NOT_XLSX)
        if len(self._names) < len(self._infos):
            raise UnmarkableError("文件结构不规范")
        if any(name.startswith("_xmlsignatures/") for name in self._names):
            raise UnmarkableError("文件有数字签名，改动会使签名失效")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """Give a part's bytes.

        Raises:
            UnmarkableError: there is no such part.
        """
        if name not in self:
            raise UnmarkableError(f"文件里缺少 {name}")
        return self._parts[self._names[name.lower()]]

    def parse(self, name: str) -> Element:
        """Give the root of a part.

        Raises:
            UnmarkableError: it is missing, too large or not XML.
        """
        data = self.read(name)
        if len(data) > MAX_PART:
            raise UnmarkableError("工作表太大")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, strip_cdata=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise UnmarkableError("文件内容不规范") from error

    def write(self, name: str, part: Element | bytes) -> None:
        """Replace a part, or add one (its content type must be told with `add`)."""
        data = part if isinstance(part, bytes) else _serialised(part)
        self._parts[self._names.setdefault(name.lower(), name)] = data

    def add(self, name: str, part: Element | bytes, content_type: str) -> None:
        """Add a part with its content type: by its extension for .vml, else by its name."""
        self.write(name, part)
        types = self.parse(_CONTENT_TYPES)
        extension = name.rpartition(".")[2]
        if extension == "vml":
            defaults = types.iter(f"{{{_TYPES}}}Default")
            if not any(entry.get("Extension", "").lower() == "vml" for entry in defaults):
                types.insert(0, types.makeelement(f"{{{_TYPES}}}Default", Extension="vml", ContentType=content_type))
        else:
            etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)
        self.write(_CONTENT_TYPES, types)

    def unused(self, pattern: str) -> str:
        """Give the first part name that is free: `xl/comments{}.xml` -> xl/comments3.xml."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> list[Relation]:
        """Give the relations of a part (`""` for those of the package) that lead inside the package."""
        name = _relations_part(part)
        if name not in self:
            return []
        found = []
        for entry in self.parse(name).iter(f"{{{_RELATIONS}}}Relationship"):
            if entry.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(posixpath.dirname(part), entry.get("Target", "")))
                kind = entry.get("Type", "").rpartition("/")[2]
                found.append(Relation(entry.get("Id", ""), kind, target.lstrip("/"), entry.get("Type", "")))
        return found

    def related(self, part: str, kind: str) -> str:
        """Give the part to which a relation of a kind leads, `""` if there is none."""
        return next((r.target for r in self.relations(part) if r.kind == kind), "")

    def relate(self, part: str, kind_type: str, target: str) -> str:
        """Add a relation of a type from a part to another; give its id."""
        name = _relations_part(part)
        root = (
            self.parse(name)
            if name in self
            else etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
        )
        ids = {entry.get("Id") for entry in root}
        number = 1
        while f"rIdZz{number}" in ids:
            number += 1
        etree.SubElement(
            root, f"{{{_RELATIONS}}}Relationship", Id=f"rIdZz{number}", Type=kind_type, Target=f"/{target}"
        )
        self.write(name, root)
        return f"rIdZz{number}"

    def names(self) -> Iterator[str]:
        """Give the names of all parts."""
        yield from self._parts

    def to_bytes(self) -> bytes:
        """Give the package: former parts in their order, with their dates and compression; added ones at the end."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for info in self._infos:
                archive.writestr(_like(info), self._parts[info.filename])
            known = {info.filename for info in self._infos}
            for name in (name for name in self._parts if name not in known):
                archive.writestr(_new(name), self._parts[name])
        return buffer.getvalue()


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Give the entry of a part anew, without what belongs to the former archive alone."""
    entry = zipfile.ZipInfo(info.filename, info.date_time)
    entry.compress_type = info.compress_type if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    entry.external_attr, entry.create_system = info.external_attr, info.create_system
    return entry


def _new(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
    return entry


def _relations_part(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _serialised(root: Element) -> bytes:
    data: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def blank_package() -> bytes:
    """Give a workbook without sheets, to which a first one is added."""
    main, office = _MAIN, f"{_OFFICE}/relationships"
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        _CONTENT_TYPES: f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{spreadsheet}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><bookViews><workbookView/></bookViews>'
        "<sheets/></workbook>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(_new(name), f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
    return buffer.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
