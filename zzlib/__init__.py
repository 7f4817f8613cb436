"""The workbench of a county office that tracks projects and money won from upper levels (争资争项)."""

import csv
import logging
from importlib import import_module
from typing import Any

__version__ = "0.1.0"

__all__ = ["describe", "figures", "funding", "month", "projects", "unit", "units", "use"]

# A long text in a cell is no reason to read nothing of a file; how large files may be is bounded elsewhere.
csv.field_size_limit(2**31 - 1)

# On the first run it says, in English and in the midst of a line, that it builds its cache of fonts.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


def __getattr__(name: str) -> Any:
    """Give what `import zzlib as zz` shows (`zzlib.door`), which is loaded when it is first asked for."""
    if name in __all__:
        return getattr(import_module("zzlib.door"), name)
    import difflib

    near = [] if name.startswith("_") else difflib.get_close_matches(name, __all__, n=1)
    raise AttributeError(
        f"zzlib 没有 {name}" + (f"；最接近的是 zz.{near[0]}" if near else f"；有：{'、'.join(__all__)}")
    )


def __dir__() -> list[str]:
    """Show the door, not the rooms behind it."""
    return [*__all__, "__version__"]
