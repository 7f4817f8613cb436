"""How like two names are: it orders suggestions, and never decides."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from zzlib.ledger.registry import name_key


def alike(one: str, other: str) -> float:
    """Tell how like two names are, from 0 to 1."""
    return SequenceMatcher(None, name_key(one), name_key(other)).ratio()


def alike_first(said: str, names: Iterable[str]) -> list[str]:
    """Order names by likeness to what was said."""
    return sorted(names, key=lambda name: -alike(said, name))
