"""Compare a computed month with the truth that a made-up county carries."""

import csv
from pathlib import Path

from zzlib.indicators import Month, figures_table, units_table


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def differences(month: Month, truth: Path) -> list[str]:
    """Compare every row of both tables; text and counts of issues have no truth."""
    found = {(r["figure"], r["scope"]): r for r in figures_table(month).to_dict("records")}
    wrong = []
    for row in read_rows(truth / "figures.csv"):
        ours = found.get((row["figure"], row["scope"]))
        for column in ("value", "numerator", "denominator", "carried_yuan", "incomplete"):
            if ours is None or ours[column] != row[column]:
                wrong.append(f"{row['figure']} {row['scope']} {column}: {ours and ours[column]} != {row[column]}")
    units = {r["unit_id"]: r for r in units_table(month).to_dict("records")}
    for row in read_rows(truth / "units.csv"):
        for column in row.keys() - {"errors", "warnings"}:
            if units[row["unit_id"]][column] != row[column]:
                wrong.append(f"{row['unit_id']} {column}: {units[row['unit_id']][column]} != {row[column]}")
    return wrong


def missed_faults(month: Month, truth: Path) -> list[dict[str, str]]:
    """List the planted faults that no issue names by code, file and cell (a fault of a whole file has no cell)."""
    cells = {(r["code"], r["file"], r["cell"]) for r in month.issues.to_dict("records")}
    files = {(code, file, "") for code, file, _ in cells}
    return [r for r in planted_faults(truth) if (r["code"], r["file"], r["cell"]) not in cells | files]


def false_alarms(month: Month, truth: Path) -> list[str]:
    """List the errors and warnings that name no planted fault."""
    planted = {(r["code"], r["file"]) for r in planted_faults(truth)}
    said = (r for r in month.issues.to_dict("records") if r["level"] != "notice")
    return [f"{r['code']} {r['file']} {r['cell']}" for r in said if (r["code"], r["file"]) not in planted]


def planted_faults(truth: Path) -> list[dict[str, str]]:
    """Give the planted data faults; planted facts, such as a stalled project, are notices and no fault of the data."""
    return [row for row in read_rows(truth / "faults.csv") if row["level"] != "notice"]
