"""The circular as a page: each sentence with a number leads to its figures, and these to their cells."""

import re
from pathlib import Path

import pytest

from zzlib.indicators import Explainer
from zzlib.ledger import open_ledger
from zzlib.report import compose, write_linked_page
from zzlib.workspace import Workspace


@pytest.fixture(scope="module")
def page(demo_month, tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("page") / "bulletin.html"
    write_linked_page(demo_month, Explainer(open_ledger(Workspace(Path(__file__).parents[2]), "2013-05")), path)
    return path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_every_sentence_stands_in_it_with_its_number_and_links(page, demo_month):
    for sentence in compose(demo_month).sentences():
        place = re.search(rf'<span id="s{sentence.number}"[^>]*>(.*?)</span>(<sup>.*?</sup>)?', page)
        assert place[1] == sentence.text
        assert len(re.findall(r'href="#f', place[2] or "")) == len(sentence.figures)


@pytest.mark.slow
def test_every_link_has_its_figure_and_every_sentence_with_a_number_has_a_link(page, demo_month):
    assert set(re.findall(r'href="#(f\d+)"', page)) == set(re.findall(r'id="(f\d+)"', page))
    for sentence in compose(demo_month).sentences():
        if re.search(r"\d", re.sub(r"\d+月|\d+—|2013年|80%|25%|500万元|附件\d|\d个月", "", sentence.text)):
            assert sentence.figures, sentence.text


def test_cells_are_listed_with_file_and_address(page):
    section = page[page.index("已到位资金：4.12亿元") :]
    assert re.search(r"<td>data/returns/2013-05/[^<]+\.xlsx?</td><td>[^<]*![A-Z]+\d+</td>", section)
    assert "zz explain funds_received 2013-05" in section


def test_nothing_is_fetched_and_nobody_is_named(page, demo_month):
    assert not re.search(r'(src|href)="(https?:)?//', page)
    persons = (set(demo_month.projects["leader"]) | set(demo_month.projects["person"])) - {""}
    assert [person for person in persons if person in page] == []
