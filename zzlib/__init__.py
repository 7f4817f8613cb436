"""The workbench of a county office that tracks projects and money won from upper levels (争资争项)."""

__version__ = "0.1.0"
