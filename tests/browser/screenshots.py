"""The pictures of the views in the READMEs: the demo county's pages as `zz serve` shows them (`make screenshots`)."""

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pylopdf_fonts_zh_cn
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.lab import CHROMIUM, REPOSITORY
from tests.browser.voila import serving

SCREEN = {"width": 1366, "height": 768}
STATES = {
    "conversion": ("explore_conversion.ipynb", [("按", "单位"), ("看", "各单位控制图")]),
    "progress": ("explore_progress.ipynb", []),
    "gap": ("explore_gap.ipynb", []),
}
"""Picture -> the view, and what is chosen in it."""

_FONTS = """<?xml version="1.0"?><fontconfig><dir>{own}</dir><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir></fontconfig>"""


def main(folder: str) -> None:
    """Write the pictures into a folder."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "county"
        shutil.copytree(REPOSITORY / "data", root / "data", ignore=shutil.ignore_patterns("ledger", "drafts"))
        (root / "outputs").mkdir()
        fonts = Path(scratch) / "fonts.conf"
        fonts.write_text(_FONTS.format(own=pylopdf_fonts_zh_cn.sans_path().parent, cache=scratch), encoding="utf-8")
        with serving(root, Path(scratch) / "jupyter") as server, sync_playwright() as playwright:
            environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], env=environment)
            for name, (notebook, choices) in STATES.items():
                page = browser.new_page(viewport=SCREEN)
                page.goto(f"{server.address}/voila/render/{notebook}?token={server.token}", wait_until="commit")
                _photograph(page, choices, Path(folder) / f"{name}.png")
            browser.close()


def _photograph(page: Page, choices: list[tuple[str, str]], file: Path) -> None:
    page.wait_for_selector(".zz-picture svg")
    for label, option in choices:
        before = page.locator(".zz-drawn").inner_html()
        named = page.locator("label").get_by_text(label, exact=True)
        page.locator(".widget-dropdown").filter(has=named).first.locator("select").select_option(label=option)
        changed = "drawn => document.querySelector('.zz-drawn').innerHTML !== drawn"
        page.wait_for_function(changed, arg=before)
    # A palette is enough for charts and words, and keeps the repository small.
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(128, dither=Image.Dither.NONE)
    file.parent.mkdir(parents=True, exist_ok=True)
    picture.save(file, optimize=True)
    page.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
