"""Which messes there are (`catalogue.toml`), and which of them a unit's form has."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from random import Random
from typing import Any

from zzlib.data import DataModel, package_toml


class MessKind(DataModel):
    """A mess: its Chinese name, what it does, how often it is met at a level (of a hundred units), and how it is made."""

    name: str
    does: str
    slot: str = ""
    not_with: tuple[str, ...] = ()
    ordinary: int = 0
    hard: int = 0
    style: dict[str, Any] = {}
    without: tuple[str, ...] = ()
    workbook: bool = False
    plain: bool = False
    file: str = ""
    suffix: str = ""


@cache
def catalogue() -> dict[str, MessKind]:
    """Give all messes by id, in the order of the catalogue."""
    return {name: MessKind.model_validate(facts) for name, facts in package_toml(__package__, "catalogue.toml").items()}


def level_messes(level: str) -> dict[str, int]:
    """Give the messes of a level (`none`, `ordinary`, `hard`) with how many units of a hundred have each."""
    chances = {name: getattr(kind, level, 0) for name, kind in catalogue().items()}
    return {name: chance for name, chance in chances.items() if chance}


def chosen_messes(names: Sequence[str]) -> dict[str, int]:
    """Give these messes for every unit.

    Raises:
        ValueError: there is no mess of that name; the message lists those that there are.
    """
    for name in names:
        if name not in catalogue():
            raise ValueError(f"没有叫“{name}”的杂乱；有：{'、'.join(catalogue())}")
    return dict.fromkeys(names, 100)


def form_messes(chances: Mapping[str, int], rng: Random, barred: Collection[str] = ()) -> tuple[str, ...]:
    """Draw the messes of a form: of those in one slot one at most, and none that its kind of file can't hold.

    `barred` are slots that nothing is taken of, whatever was drawn.
    """
    drawn = [name for name in catalogue() if name in chances and rng.randrange(100) < chances[name]]
    rng.shuffle(drawn)
    taken: dict[str, str] = {}
    for name in drawn:
        kind = catalogue()[name]
        if kind.slot not in barred:
            taken.setdefault(kind.slot or name, name)
    plain = any(catalogue()[name].plain for name in taken.values())
    kept = {
        name: kind for name, kind in catalogue().items() if name in taken.values() and not (plain and kind.workbook)
    }
    others = {slot for kind in kept.values() for slot in kind.not_with}
    chosen: dict[str, MessKind] = {}
    for name, kind in kept.items():
        earlier = [other for other in chosen.values() if other.not_with]
        clash = any(kind.slot in other.not_with or other.slot in kind.not_with for other in earlier)
        if kind.slot not in others if not kind.not_with else not clash:
            chosen[name] = kind
    return tuple(chosen)
