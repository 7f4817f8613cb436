"""Bytes to grids: any file becomes sheets of cells with the addresses that people see, and how each is drawn."""
