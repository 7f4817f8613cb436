"""Innocent tables, in which no row sums others, to measure how often the reader takes one for a sum or asks about it.

`python -m tests.returns.innocents [--tables N]` prints for each kind of amounts: rows, those that are the sum of
neighbours by chance, taken for sums, and asked about.
"""

import argparse
from collections import Counter
from collections.abc import Callable
from random import Random

from zzlib.returns.columns import FieldColumn, Layout
from zzlib.returns.findings import Findings
from zzlib.returns.form import fields
from zzlib.returns.grid import Grid
from zzlib.returns.rows import Row, RowKind
from zzlib.returns.sumrows import settle_sums

AMOUNTS: dict[str, Callable[[Random], float]] = {
    "整百": lambda rng: rng.randrange(1, 11) * 100,
    "整五十": lambda rng: rng.randrange(1, 40) * 50,
    "整十": lambda rng: rng.randrange(1, 100) * 10,
    "常用的几档": lambda rng: rng.choice((20, 30, 50, 80, 100, 120, 150, 200, 300, 500, 1000)),
    "整数": lambda rng: rng.randrange(5, 2000),
    "两位小数": lambda rng: round(rng.lognormvariate(5, 1), 2),
    "到分": lambda rng: round(rng.lognormvariate(5, 1), 6),
}
ROUND = tuple(AMOUNTS)[:4]
ORDINARY = tuple(AMOUNTS)[5:]
LAYOUTS: dict[str, tuple[str, ...]] = {
    "到位": ("received",),
    "三列相同": ("applied", "awarded", "received"),
    "到位是其中一部分": ("applied", "awarded", "received"),
    "各列各填": ("awarded", "received"),
}
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
COUNTS = ("行数", "恰好相等", "当成合计", "提醒")


def measure(amounts: str, layout: str, tables: int, seed: int) -> Counter[str]:
    """Settle tables of one kind of amounts and columns; count what `COUNTS` names."""
    rng = Random(f"{seed}{amounts}{layout}")
    counts: Counter[str] = Counter()
    for _ in range(tables):
        rows = [_amounts(rng, amounts, layout) for _ in range(rng.randrange(5, 30))]
        cells = [
            [number, f"{rng.choice(NAMES)}{number}", rng.choice("甲乙"), *row] for number, row in enumerate(rows, 1)
        ]
        findings = Findings("")
        grid = Grid("", cells)
        settled = settle_sums(grid, _layout(layout), [Row(n, RowKind.RECORD) for n in range(len(rows))], findings)
        counts["行数"] += len(rows)
        counts["恰好相等"] += sum(_matches(rows, place) for place in range(len(rows)))
        counts["当成合计"] += sum(row.kind != RowKind.RECORD for row in settled)
        counts["提醒"] += sum(issue.level != "notice" for issue in findings.issues)
    return counts


def _amounts(rng: Random, amounts: str, layout: str) -> list[float]:
    first = AMOUNTS[amounts](rng)
    if layout == "各列各填":
        return [AMOUNTS[amounts](rng) for _ in LAYOUTS[layout]]
    if layout == "到位是其中一部分":
        return [first, first if rng.random() < 0.7 else first / 2, rng.choice((0, first, first / 2, first))]
    return [first] * len(LAYOUTS[layout])


def _matches(rows: list[list[float]], place: int) -> bool:
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
    tables = parser.parse_args().tables
    print(f"| 金额 | 栏目 | {' | '.join(COUNTS)} |")
    for amounts in AMOUNTS:
        for layout in LAYOUTS:
            counts = measure(amounts, layout, tables, 1)
            print(f"| {amounts} | {layout} | {' | '.join(str(counts[name]) for name in COUNTS)} |")


if __name__ == "__main__":
    main()
