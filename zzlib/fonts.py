"""The Chinese font of all pictures, which comes with the program."""

import sys

import pylopdf_fonts_zh_cn

FONT = "Noto Sans SC"


def register_font() -> None:
    """Let matplotlib know the font."""
    from matplotlib import font_manager

    font_manager.fontManager.addfont(str(pylopdf_fonts_zh_cn.sans_path()))


def let_plots_write_chinese() -> None:
    """Let an analyst's own plots fall back on the font where theirs has no Chinese; only where somebody plots, or may."""
    if not {"matplotlib", "ipykernel"} & set(sys.modules):
        return
    from matplotlib import rcParams

    families = list(rcParams["font.family"])
    if FONT not in families:
        register_font()
        rcParams["font.family"] = [*families, FONT]
