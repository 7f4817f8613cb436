"""The workbench of a county office that tracks projects and money won from upper levels (争资争项)."""

import csv
import logging

__version__ = "0.1.0"

# A long text in a cell is no reason to read nothing of a file; how large files may be is bounded elsewhere.
csv.field_size_limit(2**31 - 1)

# On the first run it says, in English and in the midst of a line, that it builds its cache of fonts.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
