"""A filled-in template is python-docx's own document, whatever still holds what docxtpl read."""

import io

from lxml import etree

from zzlib.report.bulletin import default_template
from zzlib.report.word_template import WordTemplate


def test_the_text_can_be_read_while_the_tree_that_was_put_in_is_still_held():
    template = WordTemplate(io.BytesIO(default_template()))
    template.init_docx()
    tree = etree.fromstring(template.get_xml())
    assert not hasattr(tree, "p_lst")
    template.map_tree(tree)
    assert [paragraph.text for paragraph in template.docx.paragraphs]
    assert not hasattr(tree, "p_lst")  # held all the while
