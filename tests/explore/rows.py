"""A view's table as dictionaries, for tests to read."""

from zzlib.explore.result import ViewResult


def rows_of(result: ViewResult) -> list[dict]:
    headings = [column.heading for column in result.table.columns]
    return [dict(zip(headings, row, strict=True)) for row in result.table.rows]


def fen(figure) -> int | None:
    return None if figure.value is None else int(figure.value * 100)
