"""Colours: which letters can't be seen on which ground, and what the parts of a workbook call them."""

import io
import zipfile

import pytest

from tests.returns.containers.test_hostile import changed
from tests.returns.sheets import PLAIN, workbook
from zzlib.returns.containers.colours import UNKNOWN, hides, numbered, tinted
from zzlib.returns.containers.looks import Stylesheet


@pytest.mark.parametrize(
    ("letters", "ground", "hidden"),
    [
        ("#ffffff", "#ffffff", True), ("#fefefe", "#ffffff", True), ("#f0f0f0", "#ffffff", True), ("#ffff00", "#ffff00", True),
        ("#d9d9d9", "#ffffff", False), ("#ffff00", "#ffffff", False), ("#ffffff", "#1f4e79", False), ("?", "?", False),
        ("#000000", "#000000", True), ("", "#ffffff", False),
    ],
)  # fmt: skip
def test_letters_hide_in_a_ground_that_the_eye_does_not_tell_from_them(letters: str, ground: str, hidden: bool) -> None:
    assert hides(letters, ground) is hidden


def test_colours_by_number_and_tint() -> None:
    assert [numbered(n) for n in (2, 10, 9, 63, 64, 99)] == [
        "#ff0000",
        "#ff0000",
        "#ffffff",
        "#333333",
        UNKNOWN,
        UNKNOWN,
    ]
    assert numbered(10, ["#111111"] * 56) == "#111111"
    assert [tinted("#000000", t) for t in (0, 0.5, 1, 2)] == ["#000000", "#808080", "#ffffff", "#000000"]
    assert tinted("#ffffff", -0.5) == "#808080"


FONT = b'<font><sz val="11"/>%s</font>'


@pytest.mark.parametrize(
    ("font", "fill", "unseen"),
    [
        (b'<color theme="0"/>', b"", True),
        (b'<color theme="0" tint="-0.5"/>', b"", False),
        (b'<color theme="1"/>', b"", False),
        (b'<color indexed="9"/>', b"", True),
        (b'<color auto="1"/>', b"", False),
        (b'<color theme="4"/>', b'<patternFill patternType="solid"><fgColor theme="4"/></patternFill>', True),
        (b'<color rgb="FF4F81BD"/>', b'<patternFill patternType="solid"><fgColor theme="4"/></patternFill>', True),
        (b"", b'<patternFill patternType="solid"><fgColor rgb="FF000000"/></patternFill>', True),
        (
            b'<color rgb="FFFFFFFF"/>',
            b'<gradientFill><stop position="0"><color rgb="FFFF0000"/></stop></gradientFill>',
            False,
        ),
        (b'<color rgb="FFFFFFFF"/>', b'<patternFill patternType="gray125"/>', True),
    ],
)
def test_letters_on_a_ground_as_a_workbook_states_them(font: bytes, fill: bytes, unseen: bool) -> None:
    data = workbook([*PLAIN, [1, "甲工程", "个性型", 5]])
    styles = zipfile.ZipFile(io.BytesIO(data)).read("xl/styles.xml")
    own = (
        styles[: styles.index(b"<fonts")]
        + b"<fonts>"
        + FONT % font
        + b"</fonts>"
        + styles[styles.index(b"</fonts>") + 8 :]
    )
    own = own.replace(
        b"<fill><patternFill/></fill>", b"<fill>" + fill + b"</fill>" if fill else b"<fill><patternFill/></fill>", 1
    )
    data = changed("xl/styles.xml", (rb"(?s)\A.*\Z", own), data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        looks = Stylesheet(archive).looks()
    assert (0 in looks and looks[0].unseen) is unseen
