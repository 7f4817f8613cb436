"""What counts as a file that was returned, of all that lies in a folder of returns."""

from collections.abc import Iterator, Sequence
from pathlib import Path

REGISTER = "received.csv"
"""Tells in each folder of returns when its files came."""
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")


def files_in(folder: Path) -> Iterator[Path]:
    """Give the files of a folder and those below it, but for the register and what offices and systems leave behind."""
    if not folder.is_dir():
        return
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(map(is_leftover, parts)) and parts != (REGISTER,):
            yield path


def has_files(folder: Path) -> bool:
    """Tell whether a folder has any."""
    return next(files_in(folder), None) is not None


def nothing_filed(folder: Path, period: str, others: Sequence[str] = ()) -> str:
    """Say that nobody has returned anything yet, and what to do for a period, or for any; `others` are months that are no period."""
    said = f"（本县按季度报送，{'、'.join(others)} 不是一期，里面的不看）" if others else ""
    month, as_it_is = (period, "") if period else ("2013-06", "（月份照实写）")
    return (
        f"{folder} 里还没有报表{said}，请先把报表放进 {folder / month}，或用 zz receive {month} 文件 收进来{as_it_is}"
    )


def is_leftover(name: str) -> bool:
    """Tell what offices and systems leave behind by its name; a workbook whose name begins with a dot is somebody's return."""
    hidden = name.startswith(".") and (name.startswith(("._", ".~")) or not name.lower().endswith(_WORKBOOKS))
    return hidden or name.startswith("~$") or name in ("Thumbs.db", "desktop.ini")
