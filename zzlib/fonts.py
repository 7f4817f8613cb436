"""The Chinese font of all pictures, which comes with the program."""

import sys

import pylopdf_fonts_zh_cn

FONT = "Noto Sans SC"


def register_font() -> None:
    """Let matplotlib know the font: once, for it reads the whole file and forgets which fonts it has found."""
    from matplotlib import font_manager

    manager, path = font_manager.fontManager, str(pylopdf_fonts_zh_cn.sans_path())
    if all(font.fname != path for font in manager.ttflist):
        manager.addfont(path)


def let_plots_write_chinese() -> None:
    """Let an analyst's own plots fall back on the font where theirs has no Chinese; only where somebody plots, or may."""
    if not {"matplotlib", "ipykernel"} & set(sys.modules):
        return
    from matplotlib import rcParams

    families = list(rcParams["font.family"])
    if FONT not in families:
        register_font()
        rcParams["font.family"] = [*families, FONT]
