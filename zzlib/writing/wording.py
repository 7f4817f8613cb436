"""The circular's wording: `wording.toml` of the package, and over it a county's own, which holds only what it changes."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypeVar

from pydantic import ValidationError

from zzlib.data import DataModel, NotTomlError, package_toml, parsed_toml
from zzlib.files import package_file
from zzlib.phrasing.amounts import AmountStep
from zzlib.phrasing.clauses import Clauses, Phrase
from zzlib.phrasing.phrases import Phrases, WordingError

WORDING_FILE = "wording.toml"


class ParagraphWording(DataModel):
    """A paragraph of a section. Without a title it leads in to the section's others, and stands only where one follows.

    Of several titles the first usable one is taken, as of a clause's phrases. It stands only where the conditions of `when` hold.
    Where the text is too long, paragraphs with a `weight` are left out, the lightest first, but for those that are `kept`.
    """

    id: str
    section: str
    title: str | tuple[Phrase | str, ...]
    when: str = ""
    weight: int = 0
    kept: str = ""
    clauses: Clauses

    def claim(self, phrases: Phrases) -> str:
        """Give its sentences for a month, references not yet filled, `""` where it does not stand."""
        return phrases.chosen(self.clauses) if phrases.hold(self.when) else ""

    def yields(self, phrases: Phrases) -> bool:
        """Tell whether it may be left out in a month."""
        return self.weight > 0 and not (self.kept and phrases.hold(self.kept))

    def titles(self, phrases: Phrases) -> Iterator[str]:
        """Give all titles that it may have in a month."""
        for title in [self.title] if isinstance(self.title, str) else self.title:
            with suppress(WordingError):
                yield phrases.phrase(title if isinstance(title, str) else title.text)

    def titled(self, phrases: Phrases) -> str:
        """Give the title for a month."""
        return phrases.phrase(self.title if isinstance(self.title, str) else phrases.first_usable(self.title))


class Opening(DataModel):
    """What stands before the first section, by kind of document, and the attachments' titles."""

    addressee: str
    with_basis: dict[str, str]
    without_basis: dict[str, str]
    attachment: str
    problem_projects: str
    pictures: str
    openings: str
    least_rows: int
    see_problems: str
    few_problems: str
    few_openings: str
    follow_up: str
    follow_up_of_year: str


class HeadNote(DataModel):
    """A note at the head of the circular, where its amounts are in doubt."""

    clauses: Clauses


class AmountsWording(DataModel):
    """How a document prints its amounts (`zzlib.phrasing.amounts`): steps from coarse to fine, what is said where none closes."""

    steps: tuple[AmountStep, ...]
    note: str


class RestatementWording(DataModel):
    """How a circular says what earlier ones state otherwise than is known now (`zzlib.writing.restating`).

    `figures` are those of the county that are named, `unit_figures` those of units, where units may be named; `most` units.
    `unsettled` are words of what is still being looked into, which a notice leaves out.
    `compared` says, of a month with which the circular's is compared, by which of its numbers that is done.
    """

    title: str
    opening: str
    change: str
    unit_change: str
    more_units: str
    others: str
    only_others: str
    compared: dict[Literal["issued", "current"], str]
    figures: tuple[str, ...]
    unit_figures: tuple[str, ...]
    unsettled: tuple[str, ...]
    most: int


class OnePage(DataModel):
    """The page for a leader's telephone: its title and its sentences."""

    title: str
    sentences: tuple[Clauses, ...]


class Reminders(DataModel):
    """The message to the units' group chat: its head, and the heading of each part."""

    title: str
    opening: Clauses
    missing: str
    unreadable: str
    correct: str
    check: str
    waiting: str
    items: str
    like_it: str


class SectionsWording(DataModel):
    """Section headings by id, and paragraphs in order."""

    sections: dict[str, str]
    paragraph: tuple[ParagraphWording, ...]


class ReportWording(SectionsWording):
    """The whole wording: titles by kind of document (and words before which they may break), section headings by id (those of a year's summary where they differ), paragraphs in order."""

    title: dict[str, str]
    title_breaks: tuple[str, ...]
    opening: Opening
    year_sections: dict[str, str] = {}
    head_note: HeadNote
    amounts: AmountsWording
    restatement: RestatementWording
    one_page: OnePage
    reminders: Reminders


_Words = TypeVar("_Words", bound=SectionsWording)


def wording(templates: Traversable | None = None) -> ReportWording:
    """Give the wording; `templates` is a county's folder of templates, which may hold a `wording.toml` of its own.

    Raises:
        WordingError: a file is not TOML or has not the shape of `Wording`.
    """
    own = templates / WORDING_FILE if templates else None
    return (
        overlaid(package_toml(__package__, WORDING_FILE), own, ReportWording) if own and own.is_file() else _package()
    )


@cache
def _package() -> ReportWording:
    return _checked(package_toml(__package__, WORDING_FILE), WORDING_FILE, ReportWording)


def overlaid(base: dict[str, Any], own: Traversable, model: type[_Words]) -> _Words:
    """Give a wording of the package with what a file of the office's own changes in it.

    Raises:
        WordingError: the file is not TOML, or what it makes has not the shape of the model.
    """
    try:
        changes = parsed_toml(own.read_bytes())
    except NotTomlError as error:
        raise WordingError(f"用语 {own.name} {error}") from error
    return _checked(_merged(base, changes), own.name, model)


def default_wording() -> bytes:
    """Give the package's own wording as a file for a county to change."""
    return package_file(__package__, WORDING_FILE)


def _merged(base: Any, changes: dict[str, Any]) -> dict[str, Any]:
    """Lay changes over the wording: tables key by key, paragraphs by their id; a new paragraph stands last."""
    merged = dict(base)
    for key, change in changes.items():
        if key == "paragraph" and isinstance(change, list):
            merged[key] = _merged_paragraphs(base[key], [entry for entry in change if isinstance(entry, dict)])
        elif isinstance(change, dict) and isinstance(base.get(key), dict):
            merged[key] = _merged(base[key], change)
        else:
            merged[key] = change
    return merged


def _merged_paragraphs(base: list[dict[str, Any]], changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    paragraphs = {entry["id"]: entry for entry in base}
    for number, change in enumerate(changes, start=1):
        if "id" not in change:
            raise WordingError(f"用语 {WORDING_FILE} 的第{number}个 [[paragraph]] 没有写 id")
        name = str(change["id"])
        paragraphs[name] = {**paragraphs.get(name, {}), **change}
    return list(paragraphs.values())


def _checked(data: dict[str, Any], file: str, model: type[_Words]) -> _Words:
    try:
        words = model.model_validate(data)
    except ValidationError as error:
        faults = "；".join(dict.fromkeys(_explain(fault, data) for fault in error.errors()))
        raise WordingError(f"用语 {file} 不能用：{faults}") from error
    for paragraph in words.paragraph:
        if paragraph.section not in words.sections:
            known = "、".join(words.sections)
            raise WordingError(f"用语 {file} 里 {paragraph.id} 一段的 section 是“{paragraph.section}”，只能是 {known}")
    return words


def _explain(fault: Any, data: dict[str, Any]) -> str:
    keys = list(fault["loc"])
    if keys[0] == "paragraph" and len(keys) > 1:
        keys[:2] = [f"{data['paragraph'][keys[1]]['id']} 一段的"]
    place = " ".join(str(key) for key in keys if key not in ("Phrase", "str"))
    match fault["type"]:
        case "extra_forbidden":
            return f"不认识 {place}"
        case "missing":
            return f"缺少 {place}"
        case _:
            return f"{place} 的写法不对（文字要加引号，clauses 要写成 [[“写法一”, “写法二”], …]）"
