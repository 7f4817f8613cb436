"""Amounts that a later file of the same month replaced by smaller ones: a return of a later month may still go on from them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from zzlib.ledger.claims import Claim, Standing
from zzlib.ledger.filings import UnitReturn
from zzlib.ledger.lines import CUMULATIVE, UNSTATED_TEXT, Line
from zzlib.ledger.registry import name_key
from zzlib.returns.extraction import Record

_Name = tuple[str, str, str]
_One = TypeVar("_One")


@dataclass(frozen=True)
class Replaced:
    """An amount since January that a unit's earlier `file` of a month had, and the smaller one that `counts` in its place, in fen."""

    period: str
    unit_id: str
    project_id: str
    fund_category: str
    source_level: str
    field: str
    file: str
    fen: int
    counts: int


def replaced_amounts(claims: Iterable[Claim], filed: UnitReturn, lines: Sequence[Line]) -> Iterator[Replaced]:
    """Give the amounts of a unit's files of a month that another file replaced; `lines` are those that count.

    Compared are fund lines of one name, category and level, each the only one of these in its file. What a person
    corrected besides is left to that correction.
    """
    counting = _only((_name(line.record), line) for line in lines)
    for claim in claims:
        if claim.unit_id != filed.unit_id or claim.standing is not Standing.READABLE or claim in filed.files:
            continue
        for name, record in _only((_name(record), record) for record in claim.extraction.records).items():
            if (line := counting.get(name)) is not None:
                yield from _of_line(filed, claim, record, line)


def _of_line(filed: UnitReturn, claim: Claim, record: Record, line: Line) -> Iterator[Replaced]:
    corrected = {entry.partition(":")[0] for entry in line.corrected}
    place = (filed.period, filed.unit_id, line.project_id, line.category, line.text("source_level"))
    for field in CUMULATIVE:
        before, now = (own.fields[field].fen if field in own.fields else None for own in (record, line.record))
        if before is not None and now is not None and before > now and field not in corrected:
            yield Replaced(*place, field, claim.arrival.file, before, now)


def _name(record: Record) -> _Name:
    texts = {field: value.value or "" for field, value in record.fields.items()}
    category = texts.get("fund_category") or UNSTATED_TEXT
    return name_key(texts.get("project_name", "")), category, texts.get("source_level", "")


def _only(named: Iterable[tuple[_Name, _One]]) -> dict[_Name, _One]:
    """Give what alone has its name."""
    found: dict[_Name, _One] = {}
    twice: set[_Name] = set()
    for name, one in named:
        if name in found:
            twice.add(name)
        found[name] = one
    return {name: one for name, one in found.items() if name not in twice}
