"""A query is written once: what a run has written stands beside the ledger for the next, which trusts nothing but a query."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import narwhals.stable.v2 as nw
import pytest

from zzlib.indicators import queries


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / ".queries.json"


@pytest.fixture
def written(kept: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Ask for twice one as a process does that has just begun; give how many queries were written for it."""

    def ask() -> int:
        monkeypatch.setattr(queries, "_WRITTEN", {})
        times = []

        def write() -> nw.LazyFrame[duckdb.DuckDBPyRelation]:
            times.append(1)
            return nw.from_native(connection.sql("SELECT 1 AS one")).lazy().select(two=nw.col("one") * 2)

        with duckdb.connect() as connection, queries.queries_kept(kept):
            query = queries.kept_query("twice one", write)
            assert query == queries.kept_query("twice one", write)
            assert connection.execute(query).fetchall() == [(2,)]
        return len(times)

    return ask


def test_the_next_run_has_what_the_first_has_written(written: Callable[[], int]) -> None:
    assert [written(), written()] == [1, 0]


@pytest.mark.parametrize("query", ["COPY (SELECT 2) TO 'elsewhere.csv'", "SELECT 2; DROP TABLE zz_lines", "SELECT"])
def test_what_is_no_query_that_only_reads_is_written_anew(written: Callable[[], int], kept: Path, query: str) -> None:
    written()
    whole = json.loads(kept.read_bytes())
    kept.write_text(json.dumps(whole | {"queries": dict.fromkeys(whole["queries"], query)}), encoding="utf-8")
    assert [written(), written()] == [1, 0]


@pytest.mark.parametrize("said", ["", "[]", '{"program": 1, "queries": {}}'])
def test_what_another_program_kept_or_nobody_can_read_is_written_anew(
    written: Callable[[], int], kept: Path, said: str
) -> None:
    kept.write_text(said, encoding="utf-8")
    assert [written(), written()] == [1, 0]
