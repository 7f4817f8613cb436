"""A Word template that is filled in, so that what stands in it afterwards is the document's own."""

from typing import Any

from docx.oxml.parser import parse_xml
from docxtpl.template import DocxTemplate
from lxml import etree


class WordTemplate(DocxTemplate):
    """A template whose filled-in body python-docx reads as its own whenever its memory is tidied.

    docxtpl puts a tree in that another parser has read: its elements are python-docx's only once Python has forgotten
    them, which with rare collections of garbage may be never.
    """

    docx: Any

    def map_tree(self, tree: Any) -> None:
        """Put the filled-in body into the document, read by python-docx's parser."""
        super().map_tree(parse_xml(etree.tostring(tree)))  # type: ignore[no-untyped-call]
