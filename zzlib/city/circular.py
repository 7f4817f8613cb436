"""The city's circular and its page for a leader: its own outline, in which counties stand where a county's has units."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from importlib.resources.abc import Traversable
from itertools import count
from pathlib import Path
from typing import Any

from zzlib.city.month import CityMonth, printable_figures
from zzlib.city.tables import ranking_rows
from zzlib.city.template import FIELDS, TEMPLATE_FILE, default_city_template
from zzlib.data import package_toml
from zzlib.files import package_file
from zzlib.indicators.month import BOUND_WORDS, HEAD_FIGURES
from zzlib.phrasing.amounts import closing, figures_alone, reprinted
from zzlib.phrasing.lists import ordinal
from zzlib.phrasing.marks import plain, said, split
from zzlib.phrasing.month_words import document_date
from zzlib.phrasing.phrases import Phrases, WordingError
from zzlib.report import layout
from zzlib.report.bulletin import figure_text, filled, head_and_foot, picture_function, sign
from zzlib.report.one_page import write_page
from zzlib.writing.text import IssuedText, chinese_date
from zzlib.writing.wording import WORDING_FILE, OnePage, ParagraphWording, SectionsWording, overlaid, wording
from zzlib.writing.wording_check import paragraph_faults


class CityWording(SectionsWording):
    """The words of a city's circular: see the head of `wording.toml`."""

    title: str
    addressee: str
    opening: str
    ranking: str
    pictures: str
    one_page: OnePage


@dataclass(frozen=True, kw_only=True)
class CityCircular(IssuedText):
    """The circular as it is printed: `sections` are headings with their paragraphs (title, text), `note` stands under the table."""

    sections: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    note: str


def city_wording(templates: Traversable | None = None) -> CityWording:
    """Give the wording of a city's circular; `templates` is the city's folder of templates, which may hold a `wording.toml` of its own.

    Raises:
        WordingError: the city's own can't be used.
    """
    own = templates / WORDING_FILE if templates else None
    base = package_toml(__package__, WORDING_FILE)
    return overlaid(base, own, CityWording) if own and own.is_file() else CityWording.model_validate(base)


def default_city_wording() -> bytes:
    """Give the package's wording as a file for a city to change."""
    return package_file(__package__, WORDING_FILE)


def city_circular(city: CityMonth) -> CityCircular:
    """Compose the circular; a section of which nothing can be said is left out. Its amounts are printed so that they close.

    Raises:
        WordingError: the city's own wording can't be used, or speaks of something that does not exist.
    """
    month = city.month
    words, phrases = city_wording(month.workspace.templates_dir), Phrases(month)
    if faults := list(dict.fromkeys(paragraph_faults(words, city_wording(), phrases))):
        raise WordingError(f"用语 {WORDING_FILE} 不能用：{'；'.join(faults)}")
    told = [(paragraph, split(_marked(paragraph, phrases))) for paragraph in words.paragraph]
    amounts = closing(month, [said for _, said in told], wording().amounts.steps)
    printed = [(p, "".join(reprinted(one, month, amounts).text for one in said)) for p, said in told]
    sections: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    for section, heading in words.sections.items():
        own = [(p.titled(phrases), text) for p, text in printed if p.section == section and text]
        if own:
            sections.append((f"{ordinal(len(sections) + 1)}、{heading}", tuple(_numbered(own))))
    document = month.settings.document
    return CityCircular(
        title=document.title or phrases.phrase(words.title).strip("|"),
        addressee=f"{document.addressee.rstrip('：:')}：" if document.addressee else words.addressee,
        opening=phrases.phrase(words.opening),
        sections=tuple(sections),
        attachments=(words.ranking, words.pictures),
        note=_note(city),
        issuer=document.issuer or month.settings.county.office,
        date=chinese_date(document_date(month)),
        amounts=amounts,
    )


def _marked(paragraph: ParagraphWording, phrases: Phrases) -> str:
    return phrases.marked(paragraph.clauses) if phrases.hold(paragraph.when) else ""


def paragraph_text(city: CityMonth, paragraph: str) -> str:
    """Give a paragraph of the circular by its id, `""` where it says nothing.

    Raises:
        KeyError: no paragraph has this id.
        WordingError: the city's own wording can't be used.
    """
    words = {one.id: one for one in city_wording(city.month.workspace.templates_dir).paragraph}
    return plain(_marked(words[paragraph], Phrases(city.month)))


def _numbered(paragraphs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Put numbers before the titles of the paragraphs that have one."""
    numbers = count(1)
    for title, text in paragraphs:
        yield f"（{ordinal(next(numbers))}）{title}" if title else "", text


def _note(city: CityMonth) -> str:
    """Say under the table whose month is not there, what bounds mean, and what counties do otherwise."""
    lacking = "、".join(part.county.name for part in city.lacking)
    said = [f"{lacking}没有本期数据，不排位、不按零计"] if lacking else []
    cells = "".join(cell for row in ranking_rows(city) for cell in row[2:-1])
    bounds = "".join(f"“{word}”" for word in filter(None, BOUND_WORDS.values()) if word in cells)
    said += [f"{bounds}的数里，有的没有报来或待核定，未计入"] if bounds else []
    stood_in = list(city.month.units.loc[city.month.units["stands_in"], "unit"])
    said += [f"{'、'.join(stood_in)}有单位缺报，用今年最近一次报表代替"] if stood_in else []
    issued = [part.county.name for part in city.parts if part.version]
    said += [f"{'、'.join(issued)}按其印发的版本"] if issued else []
    said += [
        f"{'、'.join(rows['county'])}的{label}与市里不同"
        for label, rows in city.differences.groupby("label", sort=False)
    ]
    return f"注：{'；'.join(said)}。" if said else ""


def write_city_circular(city: CityMonth, path: Path) -> None:
    """Write the circular as .docx, by the city's own template where it has one; the same month gives the same bytes.

    Raises:
        WordingError: the city's own wording can't be used.
        TemplateFaultError: the city's own template can't be used.
    """
    circular, own = city_circular(city), city.month.workspace.templates_dir / TEMPLATE_FILE
    document = filled(
        default_city_template(),
        own if own.is_file() else None,
        printable_figures(city.month.settings.kinds),
        lambda template, shown: _context(city, circular, template, shown),
    )
    sign(document, circular.issuer, circular.date)
    for table in document.tables:
        layout.keep_last_rows(table)
    when = datetime.combine(document_date(city.month), time())
    layout.save(document, path, circular.title.replace("|", ""), circular.issuer, when)


def _context(city: CityMonth, circular: CityCircular, template: Any, shown: list[str]) -> dict[str, Any]:
    """Give a value to each placeholder (`zzlib.report.placeholders.CITY`)."""
    return head_and_foot(city.month, circular, wording().title_breaks) | {
        "发文字号": city.month.settings.document.number,
        "数据说明": "；".join(city.month.strains),
        "各节": [
            {"标题": heading, "各段": [{"标题": title, "正文": text} for title, text in paragraphs]}
            for heading, paragraphs in circular.sections
        ],
        "市名": city.month.settings.county.name,
        "附件表名": circular.attachments[0],
        "附件图名": circular.attachments[1],
        "表注": circular.note,
        "各县": [dict(zip(FIELDS, row, strict=True)) for row in ranking_rows(city)],
        "数": lambda figure, scope="county": figure_text(city.month, figure, scope),
        "图": picture_function(city.drawn, template, shown),
    }


def write_city_page(city: CityMonth, docx_path: Path, png_path: Path) -> None:
    """Write the month on one page for the city's leader, as .docx and as .png, its amounts as the circular prints them.

    Raises:
        WordingError: the city's own wording can't be used.
    """
    month, amounts = city.month, city_circular(city).amounts
    words, phrases = city_wording(month.workspace.templates_dir).one_page, Phrases(month)
    told = (reprinted(said(phrases.marked(clauses)), month, amounts).text for clauses in words.sentences)
    head = figures_alone(month.figures, HEAD_FIGURES, amounts)
    write_page(city.drawn, docx_path, png_path, phrases.phrase(words.title), list(filter(None, told)), head)
