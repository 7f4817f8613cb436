"""The documents of a month: the circular's text, and its writers for Word, Excel and HTML."""

from zzlib.report.bulletin import write_bulletin
from zzlib.report.page import write_html
from zzlib.report.tables import write_tables
from zzlib.report.text import Circular, compose, sentences

__all__ = ["Circular", "compose", "sentences", "write_bulletin", "write_html", "write_tables"]
