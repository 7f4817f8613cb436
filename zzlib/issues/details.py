"""The parts that an issue is made of, kept beside its words: whoever needs one asks for it by name."""

from collections.abc import Iterator, Mapping
from numbers import Integral
from typing import Any


class Details(Mapping[str, Any]):
    """Parts by name: texts, whole numbers, truth values, `None`, and tuples of these; never changed, hashable, JSON as `dict(details)`."""

    __slots__ = ("_parts",)

    def __init__(self, parts: Mapping[str, Any] | None = None) -> None:
        """Take parts; what is none of the above is kept as its text, lists (as JSON gives them back) as tuples."""
        self._parts = {name: _kept(value) for name, value in sorted((parts or {}).items())}

    def __getitem__(self, name: str) -> Any:
        return self._parts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __hash__(self) -> int:
        return hash(tuple(self._parts.items()))

    def __repr__(self) -> str:
        return f"Details({self._parts!r})"


def _kept(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(_kept(one) for one in value)
    if value is None or isinstance(value, bool):
        return value
    return int(value) if isinstance(value, Integral) else str(value)
