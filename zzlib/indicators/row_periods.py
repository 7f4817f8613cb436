"""The month and the year of a row by its `period` (`2013-05`), as expressions over relations."""

import narwhals.stable.v2 as nw


def row_year() -> nw.Expr:
    """Give the year of a row's period as a number."""
    return nw.col("period").str.slice(0, 4).cast(nw.Int64)


def row_month() -> nw.Expr:
    """Give the month of a row's period as a number."""
    return nw.col("period").str.slice(5, 2).cast(nw.Int64)


def a_year_later() -> nw.Expr:
    """Give the same month of the next year (`2014-05`)."""
    return nw.concat_str((row_year() + 1).cast(nw.String), nw.col("period").str.slice(4, 3))
