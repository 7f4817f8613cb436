"""Rows to records and totals: what each row is, what a file holds together, who filed it and for when."""
