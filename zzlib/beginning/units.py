"""The county's units out of a list: names once each, in the list's order, with the group that the list says or names suggest."""

from collections import Counter
from dataclasses import dataclass, replace

from zzlib.beginning.groups import group_of, suggested_group
from zzlib.beginning.lists import ListError, Listing, ListLine
from zzlib.ledger.registry import name_key
from zzlib.reference_files import reference_file, spellings


@dataclass(frozen=True)
class Unit:
    """A unit as units.csv has it."""

    unit_id: str
    name: str
    full_name: str
    group: str
    ranked: str = ""
    leader: str = ""


def read_units(listing: Listing, county: str = "") -> tuple[list[Unit], list[str]]:
    """Give the units of a list in its order, and what a person should know of them.

    A name that begins with the county's is kept whole as the full name and short as the name; of a short one the full
    name is made with the county's, since returns state either.

    Raises:
        ListError: a full or short name is borne by two units.
    """
    notes: list[str] = []
    named: dict[str, tuple[Unit, int]] = {}
    doubles: dict[str, list[int]] = {}
    strange: dict[str, list[str]] = {}
    for line in listing.lines:
        unit, doubted = _unit(listing, line, county)
        if (key := name_key(unit.name)) in named:
            doubles.setdefault(unit.name, [named[key][1]]).append(line.row + 1)
            continue
        named[key] = unit, line.row + 1
        if doubted:
            strange.setdefault(doubted, []).append(unit.name)
    width = max(2, len(str(len(named))))
    units = [replace(unit, unit_id=f"U{n:0{width}}") for n, (unit, _) in enumerate(named.values(), start=1)]
    _check_full_names(units)
    for name, rows in doubles.items():
        notes.append(f"“{name}”写了 {len(rows)} 次（第 {'、'.join(map(str, rows))} 行），只算一个单位")
    for group, names in strange.items():
        notes.append(f"“{group}”不是组别（{'、'.join(spellings('group'))}），{_some(names)}按名称分了组，请核对")
    if listing.left_out:
        notes.append(f"没有当作单位的行：{'；'.join(listing.left_out[:5])}{'等' if len(listing.left_out) > 5 else ''}")
    return units, notes


def told(units: list[Unit]) -> str:
    """Say how many units there are, and of which groups."""
    groups = Counter(unit.group for unit in units)
    return (
        f"{len(units)} 个单位（"
        + "、".join(f"{group} {groups[group]}" for group in spellings("group") if groups[group])
        + "）"
    )


def _unit(listing: Listing, line: ListLine, county: str) -> tuple[Unit, str]:
    """Give the unit of a line, and the text of a group that is none."""
    written, full = line.text(listing.column("unit")), line.text(listing.column("full_name"))
    name = line.text(listing.column("short_name")) or written
    if county and name.startswith(county) and len(name) > len(county) + 1:
        name, full = name[len(county) :], full or name
    if full == name or not full:
        # 县水利局 of 云溪县 is 云溪县水利局.
        full = f"{county.removesuffix(name[:1])}{name}" if county else ""
    said = line.text(listing.column("group")) or line.section
    group = group_of(said)
    ranked = reference_file("units").value("ranked", line.text(listing.column("ranked")))
    return (
        Unit(
            "",
            name,
            full,
            group or suggested_group(name),
            {"yes": "是", "no": "否"}.get(ranked, ""),
            line.text(listing.column("leader")),
        ),
        "" if group else said,
    )


def _check_full_names(units: list[Unit]) -> None:
    bearers: dict[str, str] = {}
    for unit in units:
        for name in filter(None, {name_key(unit.name), name_key(unit.full_name)}):
            if bearers.setdefault(name, unit.unit_id) != unit.unit_id:
                raise ListError(
                    f"名单里有两个单位都叫“{unit.full_name or unit.name}”，报表分不清是谁的；请改其中一个的名称"
                )


def units_by_name(units: list[Unit]) -> dict[str, Unit]:
    """Give the units by each name that a list may state."""
    bare = {name_key(name): unit for unit in units if (name := _without_level(unit))}
    return bare | {name_key(name): unit for unit in units for name in (unit.name, unit.full_name) if name}


def _without_level(unit: Unit) -> str:
    """Give 水利局 for 县水利局, as lists write one or the other."""
    return unit.name[1:] if unit.name[:1] in _LEVELS and len(unit.name) > _SHORTEST else ""


_LEVELS = "县市区旗州"
_SHORTEST = 3


def find(units: dict[str, Unit], names: list[str], where: str) -> list[Unit]:
    """Give the units that bear some names.

    Raises:
        ListError: some are none's; it names them.
    """
    if unknown := [name for name in dict.fromkeys(names) if name_key(name) not in units]:
        raise UnknownNamesError(unknown, where)
    return [units[name_key(name)] for name in names]


class UnknownNamesError(ListError):
    """Names in a list that no unit bears."""

    def __init__(self, names: list[str], where: str) -> None:
        """Take the names, and what the list is called."""
        self.names = names
        super().__init__(
            f"{where}里的{_some(names)}不在单位名单里，不能猜是谁：请把名称改成与名单一样的，或在名单里加上；不要的行删去再来"
        )


def _some(names: list[str], most: int = 8) -> str:
    quoted = "".join(f"“{name}”" for name in names[:most])
    return quoted + (f"等 {len(names)} 个" if len(names) > most else "")
