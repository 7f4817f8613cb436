"""The entries of `corrections.csv`: their numbers, and the one that takes a correction back."""

from zzlib.decisions.files import REVIEWED
from zzlib.decisions.kind import Entry, Rows
from zzlib.decisions.question import DecisionError

NAME = "corrections"


def next_id(rows: Rows) -> str:
    """Give the number of a further correction."""
    numbers = [int(row["id"][1:]) for row in rows if row["id"][:1] == "c" and row["id"][1:].isdigit()]
    return f"c{max(numbers, default=0) + 1}"


def numbered(rows: Rows, correction: Entry) -> Entry:
    """Give a correction its number: that of the same one if it stands already, else a new one."""
    last = {row["id"]: row for row in rows}
    same = (number for number, row in last.items() if all(row[name] == said for name, said in correction.items()))
    return {"id": next(same, next_id(rows)), **correction}


def taken_back(rows: Rows, number: str) -> Entry:
    """Give the entry that takes a correction back: the same, with the value `undone`.

    Raises:
        DecisionError: there is no correction of this number.
    """
    found = [row for row in rows if row["id"] == number]
    if not found:
        raise DecisionError(f"corrections.csv 里没有编号为 {number} 的更正")
    return REVIEWED[NAME].undoing(found[-1])
