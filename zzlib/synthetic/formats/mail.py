"""Write mails with attachments, and a sheet as Excel saves it as one web page (.mht)."""

import base64
import textwrap
from collections.abc import Mapping
from email.header import Header

from zzlib.synthetic.formats.markup import webpage
from zzlib.synthetic.grid import WrittenGrid

_EDGE = "----=_NextPart_000"


def mail_with(files: Mapping[str, bytes]) -> bytes:
    """Write a mail that brings files, beside a line of text and the picture under its signature."""
    parts = [_part("text/plain; charset=utf-8", "报送本月报表，请查收。".encode())]
    parts.append(_part("image/png", b"\x89PNG\r\n\x1a\n" + bytes(60), "Content-ID: <logo>"))
    for name, data in files.items():
        stated = Header(name, "utf-8", maxlinelen=10**6).encode()
        parts.append(_part("application/octet-stream", data, f'Content-Disposition: attachment; filename="{stated}"'))
    return _joined("From: a@example.org\r\nSubject: =?utf-8?B?5pyI5oql?=\r\nMIME-Version: 1.0", "mixed", parts)


def saved_page(grid: WrittenGrid, name: str) -> bytes:
    """Write a sheet as Excel does under 单个文件网页: a frame that lists the sheets, and a page for the sheet."""
    listed = f'<x:ExcelWorksheet><x:Name>{name}</x:Name><x:WorksheetSource HRef="a.files/sheet001.htm"/>'
    frame = f"<html><head><xml>{listed}</x:ExcelWorksheet></xml></head><frameset></frameset></html>"
    strip = f"<html><body><table><tr><td>{name}</td></tr></table></body></html>"
    pages = {"a.htm": frame.encode(), "sheet001.htm": webpage(grid), "tabstrip.htm": strip.encode()}
    parts = [
        _part("text/html; charset=utf-8", page, f"Content-Location: file:///C:/a/{n}") for n, page in pages.items()
    ]
    return _joined("From: <Saved by Excel>\r\nMIME-Version: 1.0", "related", parts)


def _part(kind: str, data: bytes, *heads: str) -> str:
    head = "\r\n".join([f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *heads])
    return f"{head}\r\n\r\n" + "\r\n".join(textwrap.wrap(base64.b64encode(data).decode(), 76)) + "\r\n"


def _joined(head: str, kind: str, parts: list[str]) -> bytes:
    body = "".join(f"--{_EDGE}\r\n{part}" for part in parts)
    return f'{head}\r\nContent-Type: multipart/{kind}; boundary="{_EDGE}"\r\n\r\n{body}--{_EDGE}--\r\n'.encode()
