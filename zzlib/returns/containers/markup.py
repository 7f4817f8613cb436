"""Parse marked-up text into events without ever following what it refers to, and name what it is."""

import re
from typing import Protocol
from xml.parsers import expat

from lxml import etree

from zzlib.returns.containers.bounds import MAX_MARKUP, UnusableFileError

Attributes = dict[str, str]


class Listener(Protocol):
    """Hears of elements and text in order; names are without their namespace, in lower case for web pages."""

    def start(self, name: str, attributes: Attributes) -> None:
        """Hear of the beginning of an element."""

    def end(self, name: str) -> None:
        """Hear of the end of an element."""

    def text(self, text: str) -> None:
        """Hear of text; a long one may come in parts."""


class _Target:
    """What the parsing library tells, handed on with plain names."""

    def __init__(self, listener: Listener, plain: bool) -> None:
        self._listener = listener
        self._plain = plain
        self.data = listener.text

    def start(self, tag: str, attributes: Attributes) -> None:
        self._listener.start(_local(tag), {_local(name): value for name, value in attributes.items()})

    def end(self, tag: str) -> None:
        self._listener.end(_local(tag))

    def doctype(self, *_: str | None) -> None:
        # An XML table needs no declarations of its own; entities of entities are how a few bytes become gigabytes.
        if not self._plain:
            raise UnusableFileError("file_damaged")

    def comment(self, _: str) -> None:
        pass

    def close(self) -> None:
        pass


def parse_xml(data: bytes, listener: Listener) -> None:
    """Parse XML; nothing outside of it is ever opened, and elements nest 256 deep at most.

    Raises:
        UnusableFileError: it is damaged, declares a document type, or is too large.
    """
    target = _Target(listener, plain=False)
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    _parse(data, etree.XMLParser(target=target, **options))


def check_well_formed(data: bytes) -> None:
    """Check that XML is whole, of whatever length, before a library reads it that goes on without end if it is not.

    Raises:
        UnusableFileError: it is damaged, or declares a document type.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnusableFileError("file_damaged") from error


def _refuse(*_: object) -> None:
    raise UnusableFileError("file_damaged")


def parse_page(text: str, listener: Listener) -> None:
    """Parse a web page, however sloppily written; nothing outside of it is ever opened.

    Raises:
        UnusableFileError: it is too large or can't be parsed.
    """
    target = _Target(listener, plain=True)
    _parse(text.encode("utf-8"), etree.HTMLParser(target=target, encoding="utf-8", no_network=True))


def _parse(data: bytes, parser: etree.XMLParser | etree.HTMLParser) -> None:
    if len(data) > MAX_MARKUP:
        raise UnusableFileError("file_too_large")
    try:
        etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, AssertionError) as error:
        raise UnusableFileError("file_damaged") from error


def declared_encoding(data: bytes) -> str | None:
    """Give the encoding that a web page declares for itself."""
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:2048], re.IGNORECASE)
    name = declared[1].decode("ascii").lower() if declared else None
    # Pages of GB2312 hold characters of its larger successors.
    return "gb18030" if name in ("gb2312", "gbk", "x-gbk") else name


def _local(name: str) -> str:
    return re.split("[}:]", name)[-1]
