"""Tables of made-up project-months, of any size: DuckDB makes them itself, row by row from a number.

A county has 56 units with 8 projects each; months go on for four years. Amounts have blanks, negatives and ties, some
returns are missing, late or unreadable, and what stands for them is carried. The rows lie in order of county and month.
"""

from pathlib import Path

import duckdb

UNITS, PROJECTS, MONTHS, FIRST = 56, 8, 48, 2010
ROWS_A_COUNTY = UNITS * PROJECTS * MONTHS


def make_tables(folder: Path, rows: int, memory: str = "3GB") -> int:
    """Write `projects`, `funding`, `units` and `targets` of about so many project-months; give how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    counties = max(1, round(rows / ROWS_A_COUNTY))
    with duckdb.connect(config={"memory_limit": memory, "temp_directory": str(folder / "spill")}) as connection:
        for name, query in _QUERIES.items():
            size = counties * MONTHS * UNITS * (PROJECTS if name in ("projects", "funding") else 1)
            connection.execute(f"COPY ({query.format(size=size)}) TO '{folder / name}.parquet' (FORMAT parquet)")
    return counties * ROWS_A_COUNTY


_PLACE = """
    printf('c%05d', i // {of_county}) AS county,
    printf('%d-%02d', {first} + i // {of_month} % {months} // 12, i // {of_month} % 12 + 1) AS period,
    printf('u%02d', i // {of_unit} % {units}) AS unit_id,"""


def _place(of_unit: int) -> str:
    of_month = UNITS * of_unit
    return _PLACE.format(
        first=FIRST, months=MONTHS, units=UNITS, of_unit=of_unit, of_month=of_month, of_county=of_month * MONTHS
    )


_OF_PROJECT = f"hash(i // {ROWS_A_COUNTY} * 1000000 + i % {UNITS * PROJECTS})"
"""A number that stays with a project from month to month."""


def _share(salt: int, of: str = "h") -> str:
    """Give a number from 0 to 999 that follows from another."""
    return f"(hash({of}, {salt}) % 1000)::INT"


_KIND = (
    f"CASE WHEN {_share(1)} < 400 THEN 'formula' WHEN {_share(1)} < 980 THEN 'competitive' ELSE 'unstated' END AS kind"
)
_ORIGIN = (
    f"CASE WHEN {_share(2)} < 600 THEN 'new' WHEN {_share(2)} < 990 THEN 'carried_over' ELSE 'unstated' END AS origin"
)
_STATES = (
    "pipeline", "stuck", "unarrived", "unstarted", "overpaid", "lacking_land", "states_land", "states_approvals", "states_matching",
    "states_contact", "filed_twice", "applied_again", "awarded_again", "received_again",
)  # fmt: skip
_FLAGS = ",\n".join(f"{_share(20 + n, 'r')} < {60 + 20 * n} AS {name}" for n, name in enumerate(_STATES))


def _money(name: str, salt: int) -> str:
    """Give an amount in fen: in a tenth of rows blank, in some below zero, growing over the year; and whether it can be read."""
    sign = f"CASE WHEN i // {PROJECTS} % {UNITS} = 3 THEN -1 ELSE 1 END"  # a unit whose money was taken back
    size = f"{sign} * ({_share(salt)} - 20) * 1000000 * (i // {UNITS * PROJECTS} % 12 + 1)"
    return (
        f"CASE WHEN {_share(salt + 1, 'r')} >= 100 THEN {size} END::BIGINT AS {name}_fen,\n"
        f"{_share(salt + 2, 'r')} < 2 AS {name}_unreadable"
    )


_CARRIED = f"hash(i // {PROJECTS} + 7) % 1000 < 30 AS carried"
_COMMON = f"{_place(PROJECTS)} {_KIND}, {_ORIGIN}, {_CARRIED}, {_FLAGS}"
_FROM = f"FROM (SELECT i, hash(i) AS r, {_OF_PROJECT} AS h FROM range({{size}}) t(i))"
_QUERIES = {
    "projects": f"""SELECT *, pipeline AS p, converted AND awarded_fen >= 500000000 AS sizeable, sizeable AND kind = 'competitive' AS large
        FROM (SELECT {_COMMON}, ['idea', 'reserve', 'applied', 'approved', 'received', 'started'][1 + {_share(3, "r")}::INT % 6] AS stage,
        {", ".join(f"CASE WHEN {_share(s)} >= 500 THEN ({_share(s)} - 400) * 2000000 ELSE 0 END::BIGINT AS {n}_fen, {_share(s + 1, 'r')} < 2 AS {n}_unreadable" for n, s in (("applied", 40), ("awarded", 43), ("allotted", 46), ("received", 49)))},
        CASE WHEN {_share(5)} < 300 THEN {_share(6)} / 8 END AS land_needed, CASE WHEN {_share(5)} < 200 THEN {_share(7)} / 8 END AS land_granted,
        {_share(8, "r")} < 2 AS land_granted_unreadable, {_share(9)} < 450 AS converted, {_share(4, "r")} < 50 AS stuck_large,
        {_share(10)} < 30 AS filed_twice_first, {_share(10)} < 10 AS filed_twice_differing, {_share(11, "r")} < 700 AS states_amount,
        {_share(12, "r")} < 800 AS reached_applied, {_share(12, "r")} < 400 AS reached_allotted, {_share(12, "r")} < 300 AS reached_received,
        {_share(13, "r")} < 150 AS has_problems, {_share(14, "r")} < 90 AS without_leader, {_share(15)} < 500 AS works,
        {_share(15)} < 300 AS works_started, {_share(15)} < 100 AS works_finished {_FROM})""",
    "funding": f"""SELECT *, greatest(-coalesce(received_fen, 0), 0) AS reclaimed_fen, greatest(coalesce(received_fen, 0), 0) AS came_fen FROM (SELECT {_COMMON},
        CASE WHEN {_share(16)} < 970 THEN '类别' || ({_share(16)} % 9) ELSE '未注明' END AS fund_category,
        {", ".join(_money(name, salt) for name, salt in (("applied", 50), ("awarded", 53), ("allotted", 56), ("received", 59), ("paid", 62)))},
        {_share(17, "r")} < 40 AS idle {_FROM})""",
    "units": f"""SELECT *, carried AS carried_too, true AS filed_this_year, NOT (filing = 'missing' AND NOT carried) AS stated, filing = 'unreadable' AS incomplete,
        {_share(18, "r")} < 3 AS undecided, false AS estimated FROM (SELECT {_place(1)} r, carried,
        CASE WHEN carried THEN 'missing' WHEN {_share(19, "r")} < 4 THEN 'unreadable' WHEN {_share(19, "r")} < 90 THEN 'late' ELSE 'on_time' END AS filing
        FROM (SELECT i, hash(i + 7) AS r, hash(i + 7) % 1000 < 30 AS carried FROM range({{size}}) t(i)))""",
    "targets": f"""SELECT {_place(1)} 10 AS projects, CASE WHEN hash(i % {UNITS}) % 20 > 0 THEN 2000000000 * (1 + hash(i % {UNITS}) % 50) END::BIGINT AS funds_fen,
        '' AS unreadable FROM range({{size}}) t(i)""",
}  # fmt: skip
