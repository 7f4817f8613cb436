"""Whose return a file is, and whether it is the month's: decided by what the file says of itself, never guessed."""

from dataclasses import dataclass, replace
from enum import Enum

from zzlib.issues import Issue, issue
from zzlib.ledger.arrivals import Arrival
from zzlib.ledger.registry import Registry, suggestions
from zzlib.periods import chinese
from zzlib.returns.extraction import Extraction, Stated


class Standing(Enum):
    """What a file is good for."""

    READABLE = "readable"
    UNREADABLE = "unreadable"
    WAITING = "waiting"
    BLANK = "blank"


@dataclass(frozen=True)
class Claim:
    """A file with the unit that it belongs to (`""` while it waits to be claimed) and its issues, placed."""

    arrival: Arrival
    extraction: Extraction
    unit_id: str
    standing: Standing
    issues: tuple[Issue, ...]


def claim(arrival: Arrival, extraction: Extraction, registry: Registry) -> Claim:
    """Decide whose return a file is: filing block, unit column, title, register or file name, in this order."""
    named, doubts = _named_unit(arrival, extraction, registry)
    found: list[Issue] = []
    if not extraction.readable:
        standing = Standing.UNREADABLE
    elif extraction.form and not extraction.records and not _says_unit(extraction, registry, arrival.period):
        named, standing = "", Standing.BLANK
        found.append(issue("form_blank"))
    elif doubts or (doubts := _period_doubt(arrival, extraction)):
        standing = Standing.UNREADABLE
    else:
        standing = Standing.READABLE
        found += _name_warnings(arrival, extraction, registry, named)
    if standing is not Standing.BLANK and not named:
        standing = Standing.WAITING
        found.append(_unclaimed(arrival, extraction, registry))
    placed = [i.at(period=arrival.period, unit_id=named, file=arrival.file) for i in (*found, *doubts)]
    placed += [i.at(period=arrival.period, unit_id=named) for i in extraction.issues]
    return Claim(arrival, replace(extraction, issues=()), named, standing, tuple(placed))


def _named_unit(arrival: Arrival, extraction: Extraction, registry: Registry) -> tuple[str, list[Issue]]:
    """Give the unit's id (`""` if none) and the doubts that keep the file from being used."""
    filing, period = extraction.filing, arrival.period
    column = {registry.find(stated.text, period): stated for stated in filing.column_units}
    column_ids = {unit_id: stated for unit_id, stated in column.items() if unit_id}
    if filing.block_unit:
        unit_id = registry.find(filing.block_unit.text, period) or ""
        if unit_id and column_ids and unit_id not in column_ids:
            other = next(iter(column_ids.values()))
            return unit_id, [_clash(filing.block_unit, other)]
        return unit_id, []
    if len(column_ids) == 1 and None not in column:
        return next(iter(column_ids)), []
    if filing.column_units:
        return "", []
    if filing.title and (unit_id := registry.find_within(filing.title.text, period) or ""):
        return unit_id, []
    registered = arrival.unit_id if arrival.unit_id in registry.ids else ""
    return registered or registry.find_within(arrival.file, period) or "", []


def _says_unit(extraction: Extraction, registry: Registry, period: str) -> bool:
    filing = extraction.filing
    return bool(
        filing.block_unit or filing.column_units or (filing.title and registry.find_within(filing.title.text, period))
    )


def _clash(block: Stated, column: Stated) -> Issue:
    return issue(
        "unit_conflict", sheet=column.sheet, cell=column.cell, field="unit", value=column.text, block=block.text
    )


def _period_doubt(arrival: Arrival, extraction: Extraction) -> list[Issue]:
    filing = extraction.filing
    stated = filing.block_period or filing.title_period
    if stated is None or stated.text == arrival.period:
        return []
    place = {"sheet": stated.sheet, "cell": stated.cell, "value": stated.text}
    return [issue("period_conflict", stated=_readable(stated.text), expected=chinese(arrival.period), **place)]


def _readable(period: str) -> str:
    return chinese(period) if len(period) == 7 else period


def _name_warnings(arrival: Arrival, extraction: Extraction, registry: Registry, unit_id: str) -> list[Issue]:
    """Warn when only the file's name (or the register) says otherwise."""
    warnings = []
    by_name = registry.find_within(arrival.file.rsplit("/", 1)[-1], arrival.period)
    for other in dict.fromkeys((by_name, arrival.unit_id)):
        if unit_id and other and other != unit_id:
            names = registry.ids
            warnings.append(issue("file_name_unit", value=names.get(other, other), unit=names[unit_id]))
    stated = extraction.filing.file_period
    if stated and stated.text != arrival.period:
        warnings.append(issue("file_name_period", value=stated.text, expected=chinese(arrival.period)))
    return warnings


def _unclaimed(arrival: Arrival, extraction: Extraction, registry: Registry) -> Issue:
    filing = extraction.filing
    unknown = [s for s in filing.column_units if not registry.find(s.text, arrival.period)]
    stated = filing.block_unit or next(iter(unknown), None)
    if stated is None:
        return issue("unit_unstated")
    near = suggestions(registry, stated.text)
    hint = f"（可能是：{'、'.join(near)}）" if near else ""
    return issue(
        "unit_unknown", sheet=stated.sheet, cell=stated.cell, field="unit", value=stated.text, suggestions=hint
    )
