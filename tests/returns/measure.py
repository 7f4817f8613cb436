"""Measure the reader on made-up returns whose content is known: records found, wrong and missed, faults found and false.

`python tests/returns/measure.py` prints the tables of `docs/reading.md`; with `--write docs/reading.md` they are put there.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.returns.comparing import compare
from zzlib.indicators import load_month
from zzlib.synthetic import make_county
from zzlib.synthetic.files import write_return
from zzlib.synthetic.filings import county_returns
from zzlib.synthetic.general import general_spec
from zzlib.synthetic.messes.catalogue import catalogue
from zzlib.synthetic.plan import plan_county
from zzlib.synthetic.spec import Mess
from zzlib.workspace import Workspace

COUNTS = ("份数", "记录", "读对", "读错", "漏读", "多读", "误报")
FAULT_COUNTS = ("埋下", "查出", "漏报")
MIXED = {"平常": "ordinary", "很乱": "hard"}
BEGIN, END = "<!-- 实测开始 -->", "<!-- 实测结束 -->"


def measure(mess: Mess, units: int, months: int, seed: int, messes: Sequence[str] | None = None) -> Counter[str]:
    """Write and read the returns of a county without faults; count what `COUNTS` names."""
    county = plan_county(general_spec(units, months, seed, mess, with_twins=False, messes=messes))
    counts: Counter[str] = Counter()
    for item in county_returns(county):
        counts["份数"] += 1
        counts.update(compare(write_return(county, item)))
    return counts


def measure_faults(mess: Mess, units: int, months: int, seeds: Iterable[int]) -> tuple[dict[str, Counter[str]], int]:
    """Write counties with faults and check them whole; count what `FAULT_COUNTS` names by code, and the false alarms."""
    from tests.indicators.comparing import false_alarms, missed_faults, planted_faults

    counts: dict[str, Counter[str]] = {}
    alarms = 0
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "县"
            make_county(root, units=units, months=months, seed=seed, mess=mess, faults=True)
            for number in range(1, months + 1):
                period = f"2013-{number:02d}"
                month, truth = load_month(period, Workspace(root)), root / "truth" / period
                missed = Counter(row["code"] for row in missed_faults(month, truth))
                for row in planted_faults(truth):
                    counts.setdefault(row["code"], Counter())["埋下"] += 1
                for code, count in missed.items():
                    counts[code]["漏报"] += count
                alarms += len(false_alarms(month, truth))
    for count in counts.values():
        count["查出"] = count["埋下"] - count["漏报"]
    return dict(sorted(counts.items())), alarms


def tables() -> str:
    """Measure every mess by itself, then mixed, then the faults; give the tables."""
    lines = [f"| 情况 | {' | '.join(COUNTS)} |", "|---" * (len(COUNTS) + 1) + "|"]
    rows = [(kind.name, measure("none", 10, 2, 21, [name])) for name, kind in catalogue().items()]
    rows += [(f"混在一起：{label}", measure(level, 60, 12, 22)) for label, level in MIXED.items()]  # type: ignore[arg-type]
    rows.append(("共计", sum((counts for _, counts in rows), Counter())))
    lines += [f"| {label} | {' | '.join(str(counts[name]) for name in COUNTS)} |" for label, counts in rows]
    return "\n".join(lines)


def fault_table() -> str:
    """Measure the faults in mixed messes, and give the table by code."""
    lines = [f"| 问题 | {' | '.join(FAULT_COUNTS)} |", "|---" * (len(FAULT_COUNTS) + 1) + "|"]
    found: dict[str, Counter[str]] = {}
    alarms = 0
    for level in ("none", *MIXED.values()):
        counts, false = measure_faults(level, 60, 4, range(31, 33))  # type: ignore[arg-type]
        alarms += false
        for code, count in counts.items():
            found.setdefault(code, Counter()).update(count)
    total = sum(found.values(), Counter())
    lines += [
        f"| `{code}` | {' | '.join(str(count[name]) for name in FAULT_COUNTS)} |"
        for code, count in sorted(found.items())
    ]
    lines.append(f"| 全部问题 | {' | '.join(str(total[name]) for name in FAULT_COUNTS)} |")
    return "\n".join([*lines, "", f"没有埋问题的地方报出的错误和提醒（误报）：{alarms} 条。"])


def main() -> None:
    """Print the tables, or write them into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path)
    page = parser.parse_args().write
    measured = f"{tables()}\n\n{fault_table()}"
    print(measured)
    if page:
        text = page.read_text(encoding="utf-8")
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        page.write_text(f"{before}{BEGIN}\n{measured}\n{END}{after}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
