"""What the program makes uniform by itself, as data: the published list, and nothing beside it."""

import tomllib
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict


class Normalisation(BaseModel):
    """A rule: what it is `of`, how it reads in Chinese, characters that texts lose by it, and examples.

    An example is a field id, the content of a cell, and the value read (`""` for a blank).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    of: str
    rule: str
    drops: str
    examples: tuple[tuple[str, str | int | float, str], ...]


@cache
def normalisations() -> tuple[Normalisation, ...]:
    """Give all rules, in the order of the page."""
    text = resources.files(__package__).joinpath("normalisations.toml").read_text(encoding="utf-8")
    return tuple(Normalisation.model_validate(rule) for rule in tomllib.loads(text)["rules"])
