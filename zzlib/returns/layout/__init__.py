"""Grids to headers and columns: where a table begins, what its columns are, and which month they are of."""
