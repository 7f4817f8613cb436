"""The documents of a month: the writers of its text for Word, Excel, HTML and plain text."""

from zzlib.notebook_page import write_html
from zzlib.report.bulletin import write_bulletin
from zzlib.report.figure_page import write_head_page
from zzlib.report.linked_page import write_linked_page
from zzlib.report.one_page import write_one_page
from zzlib.report.openings import write_openings
from zzlib.report.reminders import write_reminders
from zzlib.report.tables import write_tables
from zzlib.writing.text import Circular, compose, sentences

__all__ = [
    "Circular",
    "compose",
    "sentences",
    "write_bulletin",
    "write_head_page",
    "write_html",
    "write_linked_page",
    "write_one_page",
    "write_openings",
    "write_reminders",
    "write_tables",
]
