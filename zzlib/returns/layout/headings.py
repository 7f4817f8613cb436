"""Headings that a person decided: which field of the form a column is, or several columns that together are it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from zzlib.decisions.kinds.heading import AND, values_key
from zzlib.returns.layout.labels import split_title

__all__ = ["AND", "Headings", "heading_key", "values_key"]


@lru_cache(maxsize=4096)
def heading_key(heading: str) -> str:
    """Give a heading as it is compared: every text of its path without unit, blanks and line breaks; sums in any order."""
    return AND.join(sorted("/".join(map(_text_key, one.split("/"))) for one in heading.split(AND)))


def _text_key(text: str) -> str:
    title = split_title(text)
    return title.main + "".join(f"({qualifier})" for qualifier in title.qualifiers)


@dataclass(frozen=True)
class Headings:
    """What was decided: the field of each heading, or of several joined by `+`, by key; `""` where it is none.

    `by_values` holds what was decided of a heading where certain fields' words stand under it (`values_key`), `apart`
    what a heading is not: its key, that of the values (`""` whatever they are), and the field.
    """

    fields: dict[str, str] = field(default_factory=dict)
    by_values: dict[tuple[str, str], str] = field(default_factory=dict)
    apart: frozenset[tuple[str, str, str]] = frozenset()

    def field_of(self, heading: str) -> str | None:
        """Give the field that a heading was decided to be, whatever stands under it, `None` if nothing was."""
        return self.fields.get(heading_key(heading)) if self.fields else None

    def told(self, heading: str, spoken: Sequence[str]) -> str | None:
        """Give the field that a heading was decided to be where the words of the fields `spoken` stand under it."""
        return self.by_values.get((heading_key(heading), values_key(spoken))) if self.by_values else None

    def undecided(self, heading: str, field_ids: Iterable[str], spoken: Sequence[str] = ()) -> tuple[str, ...]:
        """Give those of the fields that nobody has said a heading not to be."""
        key, keys = heading_key(heading), {"", values_key(spoken)}
        return tuple(f for f in field_ids if not any((key, of, f) in self.apart for of in keys))

    @property
    def sums(self) -> list[tuple[frozenset[str], str]]:
        """The headings that are to be added up, by key, with the field that they are; those of the most columns first."""
        known = ((frozenset(key.split(AND)), field_id) for key, field_id in self.fields.items() if AND in key)
        return sorted(known, key=lambda one: (-len(one[0]), sorted(one[0])))

    def counted(self, headings: Iterable[str]) -> frozenset[str]:
        """Give the keys of the columns that are in a sum which stands among `headings` as a column of its own."""
        if not self.sums:
            return frozenset()
        keys = {heading_key(heading) for heading in headings}
        return frozenset().union(*(parts for parts, _ in self.sums if AND.join(sorted(parts)) in keys))
