"""Mails and pages in the shape of mails: the attachments of an .eml, and the sheets of a workbook saved as one web page (.mht)."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime

from zzlib.periods import county_time
from zzlib.returns.containers.bounds import MAX_MAIL
from zzlib.returns.containers.canvas import Canvas
from zzlib.returns.containers.markup import declared_encoding
from zzlib.returns.containers.plain_text import decoded
from zzlib.returns.containers.web_page import read_webpage

_FIELD = re.compile(rb"(?:\xef\xbb\xbf)?\s*[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]*\r?\n")
_MIME = re.compile(rb"^(?:MIME-Version|Content-Type):", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(r"<[^<>]*>")
_TABLE = re.compile(rb"<table\b", re.IGNORECASE)
_HEAD = re.compile(rb"^[A-Za-z][\w-]{0,60}:[^\n]*(?:\n[ \t][^\n]*)*", re.MULTILINE)
_LONGEST_HEAD = 65_536
_BODY = "正文.html"
_LONGEST_NAME = 500
_BARE_NAME = re.compile(r"name\s*=\s*\"?([^\";\r\n]+)")
_SHEET = re.compile(r"<x:ExcelWorksheet>(.*?)</x:ExcelWorksheet>", re.DOTALL)
_NAME, _SOURCE = re.compile(r"<x:Name>([^<]*)<"), re.compile(r"""HRef=(?:3D)?["']([^"']*)["']""")
_STRIP = "tabstrip.htm"
"""The part of a saved workbook that only names its sheets."""


def is_mail(data: bytes) -> bool:
    """Tell whether bytes begin with the head of a mail, as an .eml and an .mht do."""
    head = data[:8192]
    return (
        _FIELD.match(head) is not None
        and _MIME.search(head.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]) is not None
    )


def attachments(data: bytes) -> list[tuple[str, bytes]]:
    """Give the files that a mail brings with their names, a table in its body if it brings none; an .mht brings none."""
    mail = _mail(data)
    if mail is None:
        return []
    found = [(_name(part), content) for part in mail.walk() if _is_file(part) and (content := _content(part))]
    if found or _is_page(mail):
        return found
    bodies = (_content(part) for part in mail.walk() if part.get_content_type() == "text/html")
    return [(_BODY, body) for body in bodies if _TABLE.search(body)][:1]


def letter(data: bytes) -> str:
    """Give what the letter itself says that brings files, `""` for what is no mail."""
    mail = _mail(data) if is_mail(data) else None
    if mail is None or _is_page(mail):
        return ""
    bodies = {p.get_content_type(): p for p in mail.walk() if not p.is_multipart() and not _is_file(p)}
    plain, page = bodies.get("text/plain"), bodies.get("text/html")
    if plain is not None:
        return _decoded(_content(plain), plain.get_content_charset())
    return _TAG.sub("", _decoded(_content(page), page.get_content_charset())) if page is not None else ""


def arrived_at(data: bytes) -> str:
    """Give when a mail came, in China's time and ISO form: by the head of the server that got it last, else by its sender's.

    `""` for what is no mail, or says no time.
    """
    mail = _mail(data) if is_mail(data) else None
    if mail is None:
        return ""
    for stated in (str(mail.get("Received", "")).rpartition(";")[2], str(mail.get("Date", ""))):
        try:
            time = parsedate_to_datetime(stated.strip())
        except ValueError:
            continue
        return county_time(time).isoformat(timespec="seconds")
    return ""


def read_saved_page(data: bytes) -> dict[str, tuple[Canvas, bool]] | None:
    """Read the sheets of a workbook saved as one web page by their name, and whether each is visible; `None` if it is none.

    Raises:
        UnusableFileError: it is out of bounds or can't be parsed.
    """
    mail = _mail(data)
    if mail is None or not _is_page(mail):
        return None
    pages = {_place(part): text for part in mail.walk() if (text := _page(part)) is not None}
    rules = "".join(_text(part) for part in mail.walk() if part.get_content_type() == "text/css")
    listed = dict(_listed("".join(pages.values())))
    sheets: dict[str, tuple[Canvas, bool]] = {}
    for place, text in pages.items():
        canvas = None if place == _STRIP else read_webpage(text, rules)
        if canvas is not None:
            name, visible = listed.get(place, ("", True))
            sheets[name if name not in sheets else place] = (canvas, visible)
    return sheets or None


def _mail(data: bytes) -> Message | None:
    """Take a mail apart; `None` if it, or a line of its heads, is longer than any is: reading one would take for ever."""
    if len(data) > MAX_MAIL or any(len(head[0]) > _LONGEST_HEAD for head in _HEAD.finditer(data)):
        return None
    return message_from_bytes(data)


def _is_page(mail: Message) -> bool:
    """Tell a page with what belongs to it from a letter."""
    return (
        mail.get_content_type() == "multipart/related"
        or mail.get("Snapshot-Content-Location") is not None
        or (mail.get_content_type() == "text/html" and mail.get("Content-Location") is not None)
    )


def _is_file(part: Message) -> bool:
    """Tell a file that was attached from bodies, and from pictures that a body shows; a letter within is walked into."""
    shown = part.get_content_maintype() == "image" and (
        part.get_content_disposition() == "inline" or part.get("Content-ID") is not None
    )
    attached = bool(part.get_filename()) or part.get_content_disposition() == "attachment"
    return attached and not shown and not part.is_multipart()


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _name(part: Message) -> str:
    """Give the name of an attachment, however its letters are written; as bare bytes a Chinese Windows wrote GBK."""
    stated = (part.get_filename() or "附件")[:_LONGEST_NAME]
    if "\ufffd" in stated:
        heads = (value for name, value in part.raw_items() if name.lower() in ("content-disposition", "content-type"))
        bare = _BARE_NAME.search(
            "\n".join(_decoded(str(head).encode("utf-8", "surrogateescape"), None) for head in heads)
        )
        return bare[1][:_LONGEST_NAME] if bare else stated
    try:
        pieces = decode_header(stated)
    except (HeaderParseError, ValueError):
        return stated
    return "".join(piece if isinstance(piece, str) else _decoded(piece, charset) for piece, charset in pieces)


def _decoded(raw: bytes, charset: str | None) -> str:
    for encoding in (charset or "utf-8", "utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return raw.decode("gb18030", "replace")


def _page(part: Message) -> str | None:
    return _text(part) if part.get_content_type() == "text/html" else None


def _text(part: Message) -> str:
    content = _content(part)
    return decoded(content, declared_encoding(content) or part.get_content_charset())


def _place(part: Message) -> str:
    """Give the last part of where a page stood."""
    return re.split(r"[/\\]", str(part.get("Content-Location", "")))[-1].lower()


def _listed(text: str) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Give the sheets that a saved workbook lists: where each stands, its name, and whether it is visible."""
    for sheet in _SHEET.findall(text):
        name, source = _NAME.search(sheet), _SOURCE.search(sheet)
        if name and source:
            yield (
                re.split(r"[/\\]", source[1])[-1].lower(),
                (name[1], "SheetHidden" not in sheet and "SheetVeryHidden" not in sheet),
            )
