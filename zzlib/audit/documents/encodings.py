"""The bytes of a text file as text, in the encoding that they are in; a damaged byte is told and never makes all of it another encoding's rubbish."""

import re
from dataclasses import dataclass

from zzlib.audit.documents.blocks import UnreadableDocumentError
from zzlib.audit.numbers.patterns import regex

_MARKED = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_LETTER = re.compile("[^\0-\x7f]")
_LOST = "\ufffd"
_FEW = 10
"""Of so many letters beyond ASCII not more than one may be damaged, or the bytes are of another encoding."""
_COMMON = {
    "gb18030": ("gb2312", frozenset(bytes([first]) for first in range(0xA1, 0xD8))),
    "big5": ("big5", frozenset(bytes([first]) for first in range(0xA1, 0xC7))),
}
"""The first bytes of the marks and of the common characters: what is read in a wrong encoding is full of rare ones."""
_MOSTLY = 0.7


@dataclass(frozen=True)
class DecodedText:
    """A text, how many places of it no letter could be made of, and the share of common letters in it."""

    text: str
    damaged: int
    common: float


def decoded(raw: bytes, name: str) -> DecodedText:
    """Decode text by its mark, or as UTF-8, GB18030 or Big5, whichever it is.

    Raises:
        UnreadableDocumentError: it is no text, or in none of them.
    """
    marked = next((encoding for mark, encoding in _MARKED.items() if raw.startswith(mark)), None)
    found = _lenient(raw, marked) if marked else _unmarked(raw)
    if found is None or "\0" in found.text:
        raise UnreadableDocumentError(
            f"{name} 不是文字文件，或者编码认不出：请用原来的程序打开，另存为 UTF-8 的文本，或存成 .docx 再核对"
        )
    return found


def _unmarked(raw: bytes) -> DecodedText | None:
    utf8 = _lenient(raw, "utf-8-sig")
    if utf8.damaged * _FEW <= len(_LETTER.findall(utf8.text)):
        return utf8
    found = max((_lenient(raw, encoding) for encoding in _COMMON), key=lambda text: text.common)
    few = found.damaged * _FEW <= len(_LETTER.findall(found.text))
    return found if few and found.common >= _MOSTLY else None


def _lenient(raw: bytes, encoding: str) -> DecodedText:
    text = raw.decode(encoding, errors="replace")
    return DecodedText(text, len(regex(f"{_LOST}+").findall(text)), _common(text, encoding))


def _common(text: str, encoding: str) -> float:
    """Give the share of the letters beyond ASCII that are common ones, where the encoding tells them apart."""
    letters = _LETTER.findall(text)
    codec, first_bytes = _COMMON.get(encoding, ("", ()))
    if not letters or not codec:
        return 1.0
    return sum(letter.encode(codec, errors="ignore")[:1] in first_bytes for letter in letters) / len(letters)
