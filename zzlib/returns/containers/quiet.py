"""Keep what a library writes about its own crash away from people: the crash itself is caught and said in a sentence."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

_ERRORS = 2
"""The number of the stream for errors, to which libraries that are not Python write by themselves."""


@contextmanager
def quiet_errors() -> Iterator[None]:
    """Drop what is written to the stream for errors meanwhile, past Python's own."""
    try:
        kept = os.dup(_ERRORS)
    except OSError:
        # A service may have no such stream.
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _ERRORS)
        yield
    finally:
        os.dup2(kept, _ERRORS)
        os.close(kept)
        os.close(nowhere)
