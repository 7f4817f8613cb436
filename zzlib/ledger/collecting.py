"""Fewer pauses for the collection of garbage while a year is read: what is made there is kept, and holds no cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW_OBJECTS = 100_000
_YOUNGER = 50


@contextmanager
def rare_collections() -> Iterator[None]:
    """Look for garbage rarely inside; otherwise each look goes through all rows that were read so far."""
    before = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, _YOUNGER, _YOUNGER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
