"""Whether a file under a name that no unit bears is of a unit that was renamed, merged or split: by its projects, a suggestion only."""

from collections.abc import Iterable, Mapping

from zzlib.decisions.kinds.unit_name import RENAMED
from zzlib.decisions.question import Choice
from zzlib.ledger import Ledger
from zzlib.ledger.registry import name_key
from zzlib.periods import chinese
from zzlib.returns.extraction import Record
from zzlib.vocabulary import Filing

_FEWEST = 2
"""With fewer projects in common nothing is said."""


Reorganised = tuple[tuple[Choice, ...], tuple[str, ...]]
"""What a file's projects speak for: choices to take, and in words what may have happened and what to write down."""


def reorganised(
    ledger: Ledger, names: Mapping[str, str], records: Iterable[Record], stated: str, since: str
) -> Reorganised:
    """Tell what the projects of a file speak for that bears an unknown name (`stated`, first seen in `since`).

    Looked at are the units whose own return of the month has not come: of which the file holds most projects of their last
    one, it may be the unit renamed, or several merged; which had most of the file's projects, and more, may have been split.
    """
    own = [keys for record in records if (keys := _keys(record))]
    units = ledger.month("units")
    silent = units.loc[units["filing"] == Filing.MISSING, "unit_id"]
    earlier = ledger.projects[(ledger.projects["period"] < ledger.period) & ~ledger.projects["carried"]]
    whole, parted = [], []
    for unit_id in silent:
        rows = earlier[earlier["unit_id"] == unit_id]
        last = rows[rows["period"] == rows["period"].max()]
        before = [{name, code} - {""} for name, code in zip(last["name_key"], last["project_code"], strict=True)]
        here = sum(any(keys & one for keys in own) for one in before)
        if here < min(_FEWEST, len(before)) or not here:
            continue
        if 2 * here > len(before):
            whole.append(unit_id)
        elif 2 * sum(any(keys & one for one in before) for keys in own) > len(own):
            parted.append(unit_id)
    return _suggested([*whole], [*parted], names, stated, since)


def _suggested(whole: list[str], parted: list[str], names: Mapping[str, str], stated: str, since: str) -> Reorganised:
    month = chinese(since)
    if len(whole) == 1:
        unit = names[whole[0]]
        said = f"{unit}本月没有报表，它上次报的项目大半在这份表里：像是{unit}改了名，或并入了新单位"
        return (Choice(f"{RENAMED}{whole[0]}", f"{unit}改了名，{month}起叫{stated}"),), (said,)
    if whole:
        listed = "、".join(names[unit_id] for unit_id in whole)
        lines = "；".join(f"{since},{unit_id},新编号,1,文号" for unit_id in whole)
        said = f"{listed}本月都没有报表，它们上次报的项目大半在这份表里：像是合并为{stated}"
        return (), (said, f"是的，请在 units.csv 加{stated}一行，在 unit_changes.csv 加：{lines}")
    if len(parted) == 1:
        unit = names[parted[0]]
        said = f"{unit}本月没有报表，这份表的项目大半是它上次报的：像是{stated}从{unit}分出来"
        lines = f"{since},{parted[0]},新编号,份额,文号"
        return (), (said, f"是的，请在 units.csv 加分出来的各单位，在 unit_changes.csv 各加一行：{lines}")
    return (), ()


def _keys(record: Record) -> set[str]:
    """Give by what a row's project is known: its name as names are compared, its code."""
    name, code = (record.fields.get(field) for field in ("project_name", "project_code"))
    return {name_key((name.value if name else None) or ""), (code.value if code else None) or ""} - {""}
