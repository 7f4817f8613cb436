"""The theme's colours told apart by the colour-blind and in grey print, and words that can be read on light and on dark."""

import re
from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from zzlib.charts.theme import ACCENT, BAND_COLOURS, DARK, FAINT, INK, LIGHT
from zzlib.files import package_file

SEEN = {
    "all colours": np.eye(3),
    # Machado, Oliveira & Fernandes 2009 (IEEE Trans. Vis. Comput. Graph. 15:1291), severity 1, of linear RGB
    "without red": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "without green": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "without blue": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
    "in grey": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
}  # fmt: skip
TOLD_APART = 10
"""Least distance (CIE 1976) at which two areas beside each other are two; 2.3 is what an eye can just see."""
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour: str) -> np.ndarray:
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """Give a linear RGB in CIE Lab (D65)."""
    ratio = TO_XYZ @ np.clip(rgb, 0, 1) / TO_XYZ.sum(axis=1)
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, seen: str) -> float:
    return float(np.linalg.norm(lab(SEEN[seen] @ linear(one)) - lab(SEEN[seen] @ linear(other))))


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of WCAG 2."""
    low, high = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_the_simulation_turns_red_and_green_into_each_other_and_leaves_greys():
    assert distance("#d7191c", "#5a7a00", "all colours") > 4 * distance("#d7191c", "#5a7a00", "without green")
    assert all(np.allclose(matrix @ linear("#808080"), linear("#808080"), atol=1e-3) for matrix in SEEN.values())


@pytest.mark.parametrize("seen", [name for name in SEEN if name != "in grey"])
def test_bands_beside_each_other_are_told_apart(seen):
    fills = [fill for fill, _ in BAND_COLOURS.values()]
    for one, other in combinations(fills, 2):
        assert distance(one, other, seen) >= TOLD_APART, (one, other)


def test_the_bands_of_units_with_money_keep_their_order_in_grey():
    light = [lab(SEEN["in grey"] @ linear(fill))[0] for fill, _ in list(BAND_COLOURS.values())[:3]]
    assert light == sorted(light)
    assert min(np.diff(light)) >= TOLD_APART


@pytest.mark.parametrize("seen", list(SEEN))
def test_done_and_not_done_are_told_apart(seen):
    assert distance(DARK, LIGHT, seen) >= 3 * TOLD_APART


@pytest.mark.parametrize("seen", [name for name in SEEN if name != "in grey"])
def test_what_is_pointed_out_is_told_from_what_is(seen):
    assert distance(ACCENT, DARK, seen) >= 2 * TOLD_APART


def test_words_on_bands_and_on_paper_can_be_read():
    assert all(contrast(fill, words) >= 3 for fill, words in BAND_COLOURS.values())
    assert min(contrast(words, "white") for words in (INK, FAINT)) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_of_the_views_can_be_read_in_both_themes(theme):
    css = package_file("zzlib.explore", "page/colours.css").decode()
    [line] = [one for one in css.splitlines() if "--zz-ink:" in one and ("theme-light" in one) == (theme == "dark")]
    colours = dict(re.findall(r"--zz-(\w+): (#\w+)", line))
    assert {"ink", "faint", "bad", "on", "ground"} <= set(colours)
    for words in ("ink", "faint", "bad", "on"):
        assert contrast(colours[words], colours["ground"]) >= 4.5, words
