"""Queries over registered tables, which take longer to write than to run: each is written once, and kept for the next run."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import narwhals.stable.v2 as nw

from zzlib.files import digest_of, replace_file
from zzlib.program import code_digest

_WRITTEN: dict[str, str] = {}
_ASKED: set[str] = set()


def kept_query(wanted: str, write: Callable[[], nw.LazyFrame[Any]]) -> str:
    """Give a query over registered tables; `wanted` says all that it depends on."""
    key = digest_of(wanted.encode())
    _ASKED.add(key)
    if key not in _WRITTEN:
        _WRITTEN[key] = write().to_native().sql_query()
    return _WRITTEN[key]


@contextmanager
def queries_kept(path: Path) -> Iterator[None]:
    """Know inside what this program wrote with these libraries when it last asked, and keep in `path` what is asked now."""
    program = [code_digest(), *map(version, ("duckdb", "narwhals"))]
    kept: dict[str, str] = {}
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        found = json.loads(path.read_bytes())
        kept = {k: q for k, q in found["queries"].items() if _only_reads(q)} if found["program"] == program else {}
    _WRITTEN.update(kept)
    _ASKED.clear()
    yield
    if asked := {key: _WRITTEN[key] for key in sorted(_ASKED) if key not in kept}:
        with suppress(OSError):  # what can't be kept is written anew
            replace_file(path, json.dumps({"program": program, "queries": kept | asked}).encode())


def _only_reads(query: str) -> bool:
    """Tell whether a text is one query that changes nothing: files may be changed by others."""
    with suppress(duckdb.Error):
        return [statement.type for statement in duckdb.extract_statements(query)] == [duckdb.StatementType.SELECT]
    return False
