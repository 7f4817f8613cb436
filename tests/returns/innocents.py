"""Made-up tables: how often the reader takes an innocent row for a sum or asks about it, and how many real sums it sees.

`python -m tests.returns.innocents [--tables N]` prints for each kind of amounts and columns, of tables in which no row
sums others: rows, those that are the sum of neighbours by chance in the first column, in a thousand rows those taken for
sums, asked about and noted. Then, of a hundred rows that sum two to six neighbours under a project's name and number,
without any other sign: those taken for sums, asked about, noted; and of as many with one column mistyped those said.
"""

import argparse
from collections import Counter
from collections.abc import Callable
from random import Random

from zzlib.returns.containers.grid import Grid
from zzlib.returns.findings import IssueCollector
from zzlib.returns.form import fields
from zzlib.returns.layout.columns import FieldColumn, Layout
from zzlib.returns.rows.classifying import Row, RowKind
from zzlib.returns.rows.sum_rows import settle_sums

Table = list[list[float]]

AMOUNTS: dict[str, Callable[[Random], float]] = {
    "整百": lambda rng: rng.randrange(1, 11) * 100,
    "整百，多为小数目": lambda rng: max(1, round(rng.lognormvariate(1.2, 1))) * 100,
    "整五十": lambda rng: rng.randrange(1, 40) * 50,
    "整十": lambda rng: rng.randrange(1, 100) * 10,
    "常用的几档": lambda rng: rng.choice((20, 30, 50, 80, 100, 120, 150, 200, 300, 500, 1000)),
    "整数": lambda rng: rng.randrange(5, 2000),
    "整数，多为小数目": lambda rng: max(1, round(rng.lognormvariate(5, 1))),
    "两位小数": lambda rng: round(rng.lognormvariate(5, 1), 2),
    "到分": lambda rng: round(rng.lognormvariate(5, 1), 6),
}
ROUND = tuple(AMOUNTS)[:7]
ORDINARY = tuple(AMOUNTS)[7:]
LAYOUTS: dict[str, tuple[str, ...]] = {
    "一列": ("received",),
    "三列相同": ("applied", "awarded", "received"),
    "三列成比例": ("applied", "awarded", "received"),
    "到位是其中一部分": ("applied", "awarded", "received"),
    "两列各填": ("awarded", "received"),
    "三列各填": ("applied", "awarded", "received"),
}
SEVERAL = tuple(LAYOUTS)[3:]
NAMES = (
    "合计楼维修",
    "其中村道路",
    "县医院",
    "小计量站改造",
    "城关小学",
    "统计局机房",
    "一期工程",
    "中央公园",
    "累计山水库",
)
COUNTS = ("行数", "恰好相等", "当成合计", "提醒", "提示", "合计行", "认作合计", "问到", "提到", "填错一列", "说到")
"""Innocent rows and what happened to them; planted sums and what happened to them; those with a column mistyped, and those said."""


def measure(amounts: str, layout: str, tables: int, seed: int) -> Counter[str]:
    """Settle tables of one kind of amounts and columns, innocent and with a sum; count what `COUNTS` names."""
    rng = Random(f"{seed}{amounts}{layout}")
    counts: Counter[str] = Counter()
    for _ in range(tables):
        make = _maker(rng, amounts, layout)
        rows = [make() for _ in range(rng.randrange(5, 30))]
        taken, levels = _settled(rng, rows, layout)
        counts["行数"] += len(rows)
        counts["恰好相等"] += sum(_matches(rows, place) for place in range(len(rows)))
        counts["当成合计"] += len(taken)
        counts["提醒"] += sum(level != "notice" for said in levels.values() for level in said)
        counts["提示"] += sum(level == "notice" for said in levels.values() for level in said)
        _with_sum(rng, rows, layout, counts)
    return counts


def _with_sum(rng: Random, rows: Table, layout: str, counts: Counter[str]) -> None:
    """Put the sum of some neighbours above or below them, then let one of its columns be mistyped."""
    size = min(rng.choice((2, 2, 3, 3, 4, 5, 6)), len(rows) - 1)
    start = rng.randrange(len(rows) - size + 1)
    head = [round(sum(column), 6) for column in zip(*rows[start : start + size], strict=True)]
    at = rng.choice((start, start + size))
    taken, levels = _settled(rng, [*rows[:at], head, *rows[at:]], layout)
    asked = "warning" in levels.get(at, ())
    counts["合计行"] += 1
    counts["认作合计"] += at in taken
    counts["问到"] += asked and at not in taken
    counts["提到"] += at in levels and not asked
    filled = [column for column, amount in enumerate(head) if amount]
    if len(filled) > 1:
        column = rng.choice(filled)
        head[column] = rng.choice((round(head[column] * 10, 6), round(head[column] / 10, 6), head[column] + 9))
        _, levels = _settled(rng, [*rows[:at], head, *rows[at:]], layout)
        counts["填错一列"] += 1
        counts["说到"] += "warning" in levels.get(at, ())


def _settled(rng: Random, rows: Table, layout: str) -> tuple[set[int], dict[int, list[str]]]:
    """Read a table; give the rows taken for no project, and the levels of what is said by row."""
    cells = [[number, f"{rng.choice(NAMES)}{number}", rng.choice("甲乙"), *row] for number, row in enumerate(rows, 1)]
    findings = IssueCollector("")
    settled = settle_sums(
        Grid("", cells), _layout(layout), [Row(n, RowKind.RECORD) for n in range(len(rows))], findings
    )
    levels: dict[int, list[str]] = {}
    for issue in findings.issues:
        levels.setdefault(issue.details["row"] - 1, []).append(issue.level)
    return {row.number for row in settled if row.kind != RowKind.RECORD}, levels


def _maker(rng: Random, amounts: str, layout: str) -> Callable[[], list[float]]:
    """Give what makes the amounts of a row."""
    one, parts = AMOUNTS[amounts], (rng.choice((0.5, 0.8, 1)), rng.choice((0.2, 0.5, 0.7)))

    def part() -> list[float]:
        first = one(rng)
        half = round(first / 2, 6)
        return [first, first if rng.random() < 0.7 else half, rng.choice((0, first, half, first))]

    def proportional() -> list[float]:
        first = one(rng)
        return [first, *(round(first * share, 6) for share in parts)]

    columns = len(LAYOUTS[layout])
    return {
        "三列相同": lambda: [one(rng)] * columns,
        "三列成比例": proportional,
        "到位是其中一部分": part,
    }.get(layout, lambda: [one(rng) for _ in range(columns)])


def _matches(rows: Table, place: int) -> bool:
    """Tell whether the first amount of a row is the sum of two or more neighbours on one side."""
    firsts = [round(row[0] * 10**6) for row in rows]
    for side in (firsts[place + 1 :], firsts[:place][::-1]):
        total = 0
        for count, amount in enumerate(side, 1):
            total += amount
            if count > 1 and total == firsts[place]:
                return True
    return False


def _layout(layout: str) -> Layout:
    names = ("serial", "project_name", "kind", *LAYOUTS[layout])
    return Layout(
        {
            name: FieldColumn(fields()[name], column, fields()[name].label, "", "万元" if column > 2 else None)
            for column, name in enumerate(names)
        },
        {},
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    shown = [*COUNTS[:2], *(f"{name}‰" for name in COUNTS[2:5]), *(f"{name}%" for name in (*COUNTS[6:9], COUNTS[10]))]
    print(f"| 金额 | 栏目 | {' | '.join(shown)} |\n|---|---|{'---|' * len(shown)}")
    for amounts in AMOUNTS:
        for layout in LAYOUTS:
            n = measure(amounts, layout, given.tables, given.seed)
            cells = [str(n[name]) for name in COUNTS[:2]]
            cells += [f"{1000 * n[name] / n['行数']:.2f}" for name in COUNTS[2:5]]
            cells += [f"{100 * n[name] / n['合计行']:.0f}" for name in COUNTS[6:9]]
            cells.append(f"{100 * n['说到'] / n['填错一列']:.0f}" if n["填错一列"] else "—")
            print(f"| {amounts} | {layout} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
