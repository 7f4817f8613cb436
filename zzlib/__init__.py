"""The workbench of a county office that tracks projects and money won from upper levels (争资争项)."""

import csv

__version__ = "0.1.0"

# A long text in a cell is no reason to read nothing of a file; how large files may be is bounded elsewhere.
csv.field_size_limit(2**31 - 1)
