"""What the program makes uniform by itself, as data: the published list, and nothing beside it."""

from functools import cache

from zzlib.data import DataModel, package_toml


class Normalisation(DataModel):
    """A rule: what it is `of`, how it reads in Chinese, characters that texts lose by it, and examples.

    An example is a field id, the content of a cell, and the value read (`""` for a blank).
    """

    of: str
    rule: str
    drops: str
    examples: tuple[tuple[str, str | int | float, str], ...]


@cache
def normalisations() -> tuple[Normalisation, ...]:
    """Give all rules, in the order of the page."""
    return tuple(
        Normalisation.model_validate(rule) for rule in package_toml(__package__, "normalisations.toml")["rules"]
    )
