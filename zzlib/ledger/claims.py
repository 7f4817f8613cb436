"""Whose return a file is, and whether it is the month's: decided by what the file says of itself, never guessed."""

from dataclasses import dataclass, replace
from enum import Enum

from zzlib.decisions.kind import NOT_A_RETURN, FileDecisions
from zzlib.decisions.kinds.order import LATER
from zzlib.issues import Issue, issue
from zzlib.ledger.arrivals import Arrival
from zzlib.ledger.decisions import decided_issues
from zzlib.ledger.excel import identifier
from zzlib.ledger.foreign import ForeignRow, all_in_rows, parted, unclear_names
from zzlib.ledger.registry import Registry, name_key, suggestions
from zzlib.periods import chinese
from zzlib.returns.extraction import Extraction, Record, Stated, StatedFiling
from zzlib.rhythm import Rhythm


class Standing(Enum):
    """What a file is good for."""

    READABLE = "readable"
    UNREADABLE = "unreadable"
    WAITING = "waiting"
    BLANK = "blank"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True)
class Claim:
    """A file with the unit that it belongs to (`""` while it waits to be claimed) and its issues, placed.

    `counted_in` is the month for which it is the return: its folder's, unless a person decided otherwise. `later` tells
    that a person decided it to have come after others of the same time. `speaks_of` is another month that a file in doubt
    states. `decided` says what was decided of it. `foreign` are the rows that name other units: `extraction` is without them.
    `former` is the unit by whose name it is known where that is merged into, or renamed to, `unit_id`.
    """

    arrival: Arrival
    extraction: Extraction
    unit_id: str
    standing: Standing
    issues: tuple[Issue, ...]
    counted_in: str
    later: bool = False
    speaks_of: str = ""
    decided: tuple[str, ...] = ()
    foreign: tuple[ForeignRow, ...] = ()
    former: str = ""

    @property
    def all_records(self) -> tuple[Record, ...]:
        """All rows of the file, those of other units among them."""
        return (*self.extraction.records, *(row.record for row in self.foreign))


@dataclass(frozen=True)
class _Named:
    """Whose a file is (`""`: nobody's that is known), the name in it that says so, and doubts that keep it from being used."""

    unit_id: str
    name: str = ""
    doubts: tuple[Issue, ...] = ()


def claim(
    arrival: Arrival, extraction: Extraction, registry: Registry, decisions: FileDecisions, rhythm: Rhythm
) -> Claim:
    """Decide whose return a file is: what a person decided, else filing block, unit column, title, register, file name.

    What the register says also settles what the content leaves in doubt: an unknown name, or two names of units. A name
    that was a unit's before, or will be later, is of the one that has its things in the month; where these are several
    units', or nobody's, the file waits. `rhythm` calls the periods.
    """
    unit, month, order = (decisions.of(question, arrival) for question in ("unit", "month", "order"))
    if unit and unit.answer == NOT_A_RETURN:
        return _set_aside(arrival, extraction, unit.noted(registry.ids))
    period = month.answer if month else arrival.period
    whose = _decided(unit.answer, registry, period) if unit else _named_unit(arrival, extraction, registry, period)
    named, doubts = whose.unit_id, list(whose.doubts)
    found: list[Issue] = decided_issues(decisions, arrival, registry.ids)
    if arrival.unit_id and not _registered(arrival, registry, period):
        found.append(issue("register_unit_unknown", value=arrival.unit_id))
    says_unit = bool(unit) or _says_unit(arrival, extraction, registry)
    if not extraction.readable:
        standing = Standing.UNREADABLE
    elif extraction.form and not extraction.records and not says_unit:
        named, standing = "", Standing.BLANK
        found.append(issue("form_blank"))
    elif doubts or (not month and (doubts := _period_doubt(arrival, extraction, rhythm))):
        standing = Standing.UNREADABLE
    else:
        standing = Standing.READABLE
        found += _name_warnings(arrival, extraction, registry, named, rhythm)
        found += _title_warnings(arrival, extraction.filing, registry, "" if unit else named, bool(month), rhythm)
    if standing is not Standing.BLANK and not named:
        standing = Standing.WAITING
        found.append(_unclaimed(extraction, registry, whose, period))
    elif said := registry.other_time(whose.name, period):
        found.append(issue("unit_other_time", value=whose.name, said=said, unit=registry.ids[named]))
    rows: tuple[Record, ...] = extraction.records
    foreign: tuple[ForeignRow, ...] = ()
    if standing is Standing.READABLE:
        settled = unit is not None or _registered(arrival, registry, period) == named
        rows, foreign = _own_rows(arrival, extraction, registry, decisions, named, found, settled)
    placed = [i.at(period=arrival.period, unit_id=named, file=arrival.file) for i in (*found, *doubts)]
    placed += [i.at(period=arrival.period, unit_id=named) for i in extraction.issues]
    noted = (
        *_alias_notes(extraction, registry, arrival.period),
        *(d.noted(registry.ids) for d in decisions.about(arrival)),
    )
    return Claim(
        arrival, replace(extraction, issues=(), records=rows), named, standing, tuple(placed), period,
        later=order is not None and order.answer == LATER,
        speaks_of=next((doubt.details["month"] for doubt in doubts if doubt.code == "period_conflict"), ""),
        decided=noted, foreign=foreign, former="" if unit else registry.out_of_time(whose.name, period),
    )  # fmt: skip


def _decided(unit_id: str, registry: Registry, period: str) -> _Named:
    """Give the unit that a person decided, or the one that has its things in the period."""
    return _Named(registry.changes.bearer(unit_id, period), registry.ids[unit_id])


def _own_rows(
    arrival: Arrival, extraction: Extraction, registry: Registry, decisions: FileDecisions, unit_id: str,
    found: list[Issue], settled: bool,
) -> tuple[tuple[Record, ...], tuple[ForeignRow, ...]]:  # fmt: skip
    """Give a return's rows without those of other units; where all name one other unit, a person may have `settled` it."""
    own, foreign = parted(extraction.records, unit_id, registry, arrival.period, decisions)
    if settled and not own and len({row.named for row in foreign}) == 1:
        return extraction.records, ()
    found += unclear_names(own, unit_id, registry, arrival.period)
    return tuple(own), tuple(foreign)


def _alias_notes(extraction: Extraction, registry: Registry, period: str) -> list[str]:
    """Say by which decided aliases or new names the units that the file states are known."""
    stated = [s for s in (extraction.filing.block_unit, *extraction.filing.column_units) if s]
    aliases = dict.fromkeys(alias for s in stated if (alias := registry.alias(s.text, period)))
    keys = {name_key(s.text) for s in stated}
    given = (line for line in registry.changes.lines if line.name and line.decided_by and name_key(line.name) in keys)
    return [*(alias.noted(registry.ids[alias.unit_id]) for alias in aliases), *(line.noted() for line in given)]


def _set_aside(arrival: Arrival, extraction: Extraction, decided: str) -> Claim:
    """Leave a file out that a person decided to be no return."""
    said = issue("file_set_aside", decided=decided, period=arrival.period, file=arrival.file)
    return Claim(arrival, replace(extraction, issues=()), "", Standing.SET_ASIDE, (said,), arrival.period)


def _named_unit(arrival: Arrival, extraction: Extraction, registry: Registry, period: str) -> _Named:
    """Give the unit that a file names, and the doubts that keep the file from being used."""
    filing = extraction.filing
    registered = _Named(_registered(arrival, registry, period))
    column = {registry.find(stated.text, period): stated for stated in filing.column_units}
    column_ids = {unit_id: stated for unit_id, stated in column.items() if unit_id}
    if block := filing.block_unit:
        unit_id = registry.find(block.text, period) or ""
        clash = unit_id and column_ids and unit_id not in column_ids
        if clash and not all_in_rows(column_ids.values(), extraction.records, unit_id, registry, period):
            if registered.unit_id in (unit_id, *column_ids):
                return registered
            other = next(iter(column_ids.values()))
            return _Named(unit_id, block.text, (_clash(block, other),))
        return _Named(unit_id, block.text) if unit_id or not registered.unit_id else registered
    if len(column_ids) == 1 and None not in column:
        unit_id, stated = next(iter(column_ids.items()))
        return _Named(unit_id, stated.text)
    if filing.column_units:
        return registered
    if filing.title and (name := registry.name_within(filing.title.text, period)):
        return _Named(registry.find(name, period) or "", name)
    name = "" if registered.unit_id else registry.name_within(arrival.file, period)
    return _Named(registry.find(name, period) or "", name) if name else registered


def _registered(arrival: Arrival, registry: Registry, period: str) -> str:
    """Give the unit that the register names by id or name, `""` if none."""
    if unit_id := identifier(arrival.unit_id, registry.ids):
        return registry.changes.bearer(unit_id, period)
    return registry.find(arrival.unit_id, period) or ""


def _says_unit(arrival: Arrival, extraction: Extraction, registry: Registry) -> bool:
    """Tell whether a unit is named inside, or by the file's name; what lies in a folder of its name is not said so."""
    filing = extraction.filing
    named = [filing.title.text] if filing.title else []
    named.append(arrival.file.rsplit("/", 1)[-1])
    return bool(
        filing.block_unit or filing.column_units or any(registry.find_within(text, arrival.period) for text in named)
    )


def _clash(block: Stated, column: Stated) -> Issue:
    return issue(
        "unit_conflict", sheet=column.sheet, cell=column.cell, field="unit", value=column.text, block=block.text
    )


def _period_doubt(arrival: Arrival, extraction: Extraction, rhythm: Rhythm) -> list[Issue]:
    filing = extraction.filing
    stated = filing.block_period or filing.title_period
    if stated is None or stated.text == arrival.period:
        return []
    said = {"stated": _readable(stated.text, rhythm), "expected": rhythm.name(arrival.period)}
    month = stated.text if _is_month(stated.text) else ""
    return [issue("period_conflict", **said, month=month, **_place_of(stated))]


def _readable(period: str, rhythm: Rhythm) -> str:
    return rhythm.name(period) if _is_month(period) else period


def _is_month(period: str) -> bool:
    return len(period) == 7


def _name_warnings(
    arrival: Arrival, extraction: Extraction, registry: Registry, unit_id: str, rhythm: Rhythm
) -> list[Issue]:
    """Warn when only the file's name (or the register) says otherwise."""
    warnings = []
    by_name = registry.find_within(arrival.file.rsplit("/", 1)[-1], arrival.period)
    for other in dict.fromkeys((by_name, _registered(arrival, registry, arrival.period))):
        if unit_id and other and other != unit_id:
            names = registry.ids
            warnings.append(issue("file_name_unit", value=names.get(other, other), unit=names[unit_id]))
    stated = extraction.filing.file_period
    if stated and stated.text != arrival.period:
        warnings.append(issue("file_name_period", value=stated.text, expected=rhythm.name(arrival.period)))
    return warnings


def _title_warnings(
    arrival: Arrival, filing: StatedFiling, registry: Registry, unit_id: str, month_decided: bool, rhythm: Rhythm
) -> list[Issue]:
    """Warn when the title speaks of another unit or month than what counts: the form of another was filled in."""
    warnings = []
    other = registry.find_within(filing.title.text, arrival.period) if filing.title else None
    if filing.title and unit_id and other and other != unit_id:
        names = {"other": registry.ids[other], "unit": registry.ids[unit_id]}
        warnings.append(issue("title_unit", **_place_of(filing.title), **names))
    said = filing.title_period
    if said and said.text != arrival.period and not month_decided:
        months = {"stated": _readable(said.text, rhythm), "expected": rhythm.name(arrival.period)}
        warnings.append(issue("title_period", **_place_of(said), **months))
    return warnings


def _place_of(stated: Stated) -> dict[str, str]:
    return {"sheet": stated.sheet, "cell": stated.cell, "value": stated.text}


def _unclaimed(extraction: Extraction, registry: Registry, named: _Named, period: str) -> Issue:
    filing = extraction.filing
    unknown = [s for s in filing.column_units if not registry.find(s.text, period)]
    stated = filing.block_unit or next(iter(unknown), None)
    name = stated.text if stated and not named.name else named.name
    if unit_id := registry.out_of_time(name, period):
        return _out_of_time(unit_id, registry, period, _place_of(stated) if stated else {"value": name})
    if stated is None:
        return issue("unit_unstated")
    near = suggestions(registry, stated.text, period)
    hint = f"（可能是：{'、'.join(near)}）" if near else ""
    return issue("unit_unknown", **_place_of(stated) | {"field": "unit"}, suggestions=hint)


def _out_of_time(unit_id: str, registry: Registry, period: str, place: dict[str, str]) -> Issue:
    """Say of a file that bears the name of a unit which has ended, or not yet begun, why it can't be counted."""
    changes, names = registry.changes, registry.ids
    about = {"unit": names[unit_id], "field": "unit"}
    if begins := changes.begins(unit_id, period):
        before = [names[u] for u in changes.predecessors(unit_id, begins) if u != unit_id]
        heirs = [u for u in changes.lineage(unit_id, begins)[1:] if changes.is_member(u, period)]
        formers = "、".join(before) or "没有原单位"
        return issue("unit_not_begun", **place, **about, month=chinese(begins), formers=formers, heirs=heirs)
    heirs = [u for u, _ in changes.successors(unit_id, period, period)]
    went = f"，由{'、'.join(names[u] for u in heirs)}接续" if heirs else "，没有接续的单位"
    month = chinese(changes.ended(unit_id, period))
    return issue("unit_ended", **place, **about, month=month, went=went, heirs=heirs)
