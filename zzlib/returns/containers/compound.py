"""Read a stream out of a compound file, the container of old .xls files."""

import io
from collections.abc import Callable
from typing import Any

import olefile

SIGNATURE: bytes = olefile.MAGIC

_OPEN: Callable[..., Any] = olefile.OleFileIO  # the library states no types


class DamagedContainerError(ValueError):
    """The container contradicts itself."""


def read_stream(data: bytes, *names: str) -> bytes | None:
    """Give the content of the first of the streams `names` that is there; `None` if none is.

    What is cut off may be missing at its end.

    Raises:
        DamagedContainerError: it can't be read.
    """
    try:
        with _OPEN(io.BytesIO(data)) as container:
            there = [name for name in names if container.exists(name)]
            return bytes(container.openstream(there[0]).read()) if there else None
    except Exception as error:
        # The library fails in many ways on damaged content (sizes, numbers past their kind, trees without end).
        raise DamagedContainerError("no readable container") from error
