"""The circular's wording (`wording.toml`), read and checked against its shape."""

import tomllib
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict


class WordingError(ValueError):
    """The wording can't be used; the message says in Chinese which entry and what is wrong."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Phrase(_Entry):
    """One way to say something: `text` with slots, usable when every condition of `when` holds."""

    text: str
    when: str = ""


Clauses = tuple[tuple[Phrase | str, ...], ...]
"""Clauses one after another; of each the first usable phrase is taken."""


class ParagraphWording(_Entry):
    """A paragraph of a section."""

    id: str
    section: str
    title: str
    clauses: Clauses


class Opening(_Entry):
    """What stands before the first section, and the attachment's title."""

    addressee: str
    with_basis: str
    without_basis: str
    attachment: str


class HeadNote(_Entry):
    """A note at the head of the circular, where its amounts are in doubt."""

    clauses: Clauses


class Wording(_Entry):
    """The whole wording: titles by kind of document, section headings by id, paragraphs in order."""

    title: dict[str, str]
    opening: Opening
    sections: dict[str, str]
    head_note: HeadNote
    paragraph: tuple[ParagraphWording, ...]


@cache
def wording() -> Wording:
    """Give the wording of the package.

    Raises:
        WordingError: the file is not TOML or has not the shape of `Wording`.
    """
    text = (resources.files(__package__) / "wording.toml").read_text(encoding="utf-8-sig")
    try:
        return Wording.model_validate(tomllib.loads(text))
    except ValueError as error:
        raise WordingError(f"通报用语 wording.toml 不能用：{error}") from error
