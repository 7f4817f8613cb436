"""The year's turn: amounts that go on from last year's are left out until a person says what they are.

Returns state amounts since January. One that was filled in on top of December's would bring last year's money once more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from zzlib.decisions.kind import FileDecision, FileDecisions
from zzlib.decisions.kinds.new_year import LAST_YEARS, of_which_year
from zzlib.issues import Issue, issue
from zzlib.ledger.lines import CUMULATIVE, Line
from zzlib.ledger.projects import line_place
from zzlib.ledger.tables import by_project
from zzlib.ledger.unit_month import UnitMonth
from zzlib.ledger.year import Year
from zzlib.money import FEN_PER_UNIT, display_money, number_text
from zzlib.periods import month_of
from zzlib.returns import fields
from zzlib.returns.extraction import Value

_TELLING = ("awarded", "allotted", "received", "paid")
"""An application that waits over the year's turn stays as large as it was: what is applied for tells nothing by itself."""
_EARLY = 3
"""Up to this month a return may have been filled in on top of December's, even where the one before it was not."""
_MOST, _OF = 3, 4
"""From three quarters of its amounts on a return as a whole goes on from last year."""
_FEW = 3
"""So many amounts that only grew, none of them the same, are no chance."""


@dataclass(frozen=True)
class Stood:
    """What a fund line stood at in last year's last month: its category and level, amounts above zero in fen by field.

    `written` are those that were corrected, as the unit wrote them: it may go on from either.
    """

    fund_category: str
    source_level: str
    amounts: Mapping[str, int]
    written: Mapping[str, int]


@dataclass(frozen=True)
class LastYear:
    """The fund lines of last year's last month with returns, by unit and project; `called` is what people call the month."""

    called: str
    lines: Mapping[tuple[str, str], Sequence[Stood]]


@dataclass(frozen=True)
class _Pair:
    """Fund lines of a project (one, as a rule) with what the same stood at last year and were written as, in fen by field.

    `before` is what they stand at in the unit's return before, if that is one of this year.
    """

    project_id: str
    lines: tuple[Line, ...]
    last: Mapping[str, int]
    written: Mapping[str, int]
    before: Mapping[str, int]

    @cached_property
    def now(self) -> dict[str, int]:
        """What the lines state, blank as nothing; without fields that the form lacks, that can't be read, or that a person corrected."""
        return {
            field: sum(line.value(field).fen or 0 for line in self.lines) for field in self.last if self._says(field)
        }

    def _says(self, field: str) -> bool:
        corrected = any(name.startswith(f"{field}:") for line in self.lines for name in line.corrected)
        there = all(field in line.record.fields and not line.value(field).unreadable for line in self.lines)
        return there and not corrected

    def repeats(self, field: str) -> bool:
        """Tell whether last year's amount stands again, alone or with what came in the month on top of it."""
        return field in self.now and self._repeated(field) is not None

    def _repeated(self, field: str) -> int | None:
        month = sum(line.value("received_month").fen or 0 for line in self.lines) if field == "received" else 0
        again = (self.now[field], self.now[field] - max(month, 0))
        return next((last for last in self._lasts(field) if last in again), None)

    def _lasts(self, field: str) -> tuple[int, ...]:
        return tuple(last for last in (self.last[field], self.written[field]) if last > 0)

    def goes_on(self, field: str) -> bool:
        """Tell whether an amount is no less than last year's, as it counts or as it was written."""
        return field in self.now and self.now[field] >= min(self._lasts(field))

    def taken(self, field: str) -> int:
        """Give the amount of last year that the amount goes on from: the one that stands again, else the largest that fits."""
        again = self._repeated(field)
        return max(last for last in self._lasts(field) if last <= self.now[field]) if again is None else again

    def leapt(self, field: str) -> bool:
        """Tell whether the amount grew since the unit's return before by as much as all of last year's."""
        return self.now[field] - self.before.get(field, 0) >= min(self._lasts(field))


@dataclass(frozen=True)
class _Doubt:
    """A pair of which these fields go on from last year; `whole`: as most of the return does, `sure`: it is no chance."""

    pair: _Pair
    fields: tuple[str, ...]
    whole: bool
    sure: bool


def of_this_year(year: Year, last: LastYear | None, decisions: FileDecisions) -> Year:
    """Leave amounts that go on from last year's out of the year's months, as if they could not be read, and say so.

    What a person said is this year's stays; of what a person said is last year's, last year's amount is taken off. An
    amount that only grew, alone in its return, counts as written, with an error.
    """
    if last is None:
        return year
    months: dict[str, dict[str, UnitMonth]] = {}
    issues = list(year.issues)
    doubted: dict[str, dict[str, bool]] = {}
    changes = year.registry.changes
    judged: dict[int, Line] = {}
    stood: dict[str, dict[_Name, dict[str, int]]] = {}
    for period, month in year.months.items():
        months[period] = {}
        for unit_id, own in month.items():
            if own.carried_from:
                own = replace(own, lines=tuple(judged.get(id(line), line) for line in own.lines))
            elif own.lines:
                units = changes.lineage(unit_id, period)
                before = next((doubted[unit] for unit in units if unit in doubted), None)
                stated = next((stood[unit] for unit in units if unit in stood), {})
                written = own.lines
                doubts = list(_doubts(list(_pairs(units, own.lines, last, stated)), period, before))
                stood[unit_id] = _standing(own.lines)
                words = [of_which_year(decisions, unit_id, period, doubt.pair.project_id) for doubt in doubts]
                own, said = _judged(own, doubts, words, last.called)
                judged |= {id(line): now for line, now in zip(written, own.lines, strict=True)}
                issues += said
                still = (d for d, word in zip(doubts, words, strict=True) if not word or word.answer == LAST_YEARS)
                doubted[unit_id] = {doubt.pair.project_id: doubt.sure for doubt in still}
            months[period][unit_id] = own
    return replace(year, months=months, issues=issues)


_Name = tuple[str, str, str]
"""A fund line: its project, category and level."""


def _standing(lines: Iterable[Line]) -> dict[_Name, dict[str, int]]:
    """Give what each fund line of a return states, in fen by field."""
    sums: dict[_Name, dict[str, int]] = {}
    for line in lines:
        own = sums.setdefault((line.project_id, line.category, line.text("source_level")), {})
        for name in CUMULATIVE:
            own[name] = own.get(name, 0) + (line.value(name).fen or 0)
    return sums


def _pairs(
    units: Sequence[str], lines: Iterable[Line], last: LastYear, stood_before: Mapping[_Name, Mapping[str, int]]
) -> Iterator[_Pair]:
    """Give each fund line of a unit (or what came to it) with what it stood at; lines that are not the same are one pair of sums."""
    for project_id, own in by_project(lines).items():
        stood = next((last.lines[unit, project_id] for unit in units if (unit, project_id) in last.lines), ())
        now: dict[tuple[str, str], list[Line]] = {}
        before: dict[tuple[str, str], list[Stood]] = {}
        for line in own:
            now.setdefault((line.category, line.text("source_level")), []).append(line)
        for one in stood:
            before.setdefault((one.fund_category, one.source_level), []).append(one)
        if now.keys() == before.keys():
            for key, group in now.items():
                yield _Pair(project_id, tuple(group), *_summed(before[key]), stood_before.get((project_id, *key), {}))
        elif stood:
            yield _Pair(project_id, tuple(own), *_summed(stood), {})


def _summed(stood: Iterable[Stood]) -> tuple[dict[str, int], dict[str, int]]:
    """Give the amounts of lines together, as they count and as they were written, where one of the two is above zero."""
    last, written = dict.fromkeys(CUMULATIVE, 0), dict.fromkeys(CUMULATIVE, 0)
    for one in stood:
        for name in CUMULATIVE:
            counts = one.amounts.get(name, 0)
            last[name] += counts
            written[name] += one.written.get(name, counts)
    known = [name for name in CUMULATIVE if last[name] > 0 or written[name] > 0]
    return {name: last[name] for name in known}, {name: written[name] for name in known}


def _doubts(pairs: list[_Pair], period: str, before: Mapping[str, bool] | None) -> Iterator[_Doubt]:
    """Give what goes on from last year.

    `before` are the projects of which the unit's last return did, and whether surely; `None` if this is its first.
    """
    if before is not None and month_of(period) > _EARLY:
        pairs = [pair for pair in pairs if pair.project_id in before]
    whole = any(_is_most(pairs, field, before is None or bool(before)) for field in _TELLING)
    for pair in pairs:
        on = tuple(field for field in CUMULATIVE if pair.goes_on(field))
        again = any(pair.repeats(field) for field in _TELLING)
        first = before is None or pair.project_id in before
        grew = any(first or pair.leapt(field) for field in on if field in _TELLING)
        if on and (whole or again or grew):
            yield _Doubt(pair, on, whole, whole or again or (before or {}).get(pair.project_id, False))


def _is_most(pairs: Iterable[_Pair], field: str, may_have_grown: bool) -> bool:
    """Tell whether most of a return's amounts of a field go on from last year, which is no chance."""
    compared = [pair for pair in pairs if field in pair.now]
    on = [pair for pair in compared if pair.goes_on(field)]
    again = any(pair.repeats(field) for pair in on)
    return _OF * len(on) >= _MOST * len(compared) and (again or (may_have_grown and len(on) >= _FEW))


def _judged(
    month: UnitMonth, doubts: list[_Doubt], words: list[FileDecision | None], called: str
) -> tuple[UnitMonth, list[Issue]]:
    """Give a unit's month without what is doubted and not decided, with what is said of it; `called` is last year's month."""
    changed: dict[int, dict[str, Value]] = {}
    notes: dict[int, str] = {}
    issues = []
    begun = _begun(doubts)
    for doubt, word in zip(doubts, words, strict=True):
        for field in doubt.fields:
            stated = [line for line in doubt.pair.lines if line.value(field).fen]
            rest = doubt.pair.taken(field)
            for line in stated:
                value = line.value(field)
                taken = min(max(value.fen or 0, 0), rest) if line is not stated[-1] else rest
                rest -= taken
                issues.append(_said(doubt, field, line, taken, word, called, begun))
                if word is None and doubt.sure:
                    changed.setdefault(id(line), {})[field] = replace(value, value=None, fen=None, unreadable=True)
                elif word and word.answer == LAST_YEARS:
                    changed.setdefault(id(line), {})[field] = _less(value, taken)
                    notes[id(line)] = word.noted({})
    return replace(month, lines=tuple(_with(line, changed, notes) for line in month.lines)), issues


def _begun(doubts: Iterable[_Doubt]) -> list[str]:
    """Give the labels of the fields that begin anew in a return of which others go on: it lists what was won again."""
    doubts = list(doubts)
    on = {field for doubt in doubts for field in doubt.fields}
    here = {field for doubt in doubts for field in doubt.pair.now} - on
    return [fields()[name].label for name in _TELLING if name in here]


def _with(line: Line, changed: Mapping[int, Mapping[str, Value]], notes: Mapping[int, str]) -> Line:
    """Give a line with other values; the lines of a return are told apart by their identity."""
    if id(line) not in changed:
        return line
    record = replace(line.record, fields={**line.record.fields, **changed[id(line)]})
    decided = "；".join(filter(None, [line.decided, notes.get(id(line), "")]))
    return replace(line, record=record, decided=decided)


def _less(value: Value, fen: int) -> Value:
    left = (value.fen or 0) - fen
    unit = value.unit or "元"
    return replace(value, fen=left, value=number_text(Decimal(left) / FEN_PER_UNIT[unit], 10), unit=unit)


def _said(
    doubt: _Doubt, field: str, line: Line, last: int, word: FileDecision | None, called: str, begun: Sequence[str]
) -> Issue:
    """Say of a cell that its amount goes on from last year's, or what a person decided of it; `begun` is what did not."""
    value, label, project = line.value(field), fields()[field].label, line.text("project_name")
    fen = value.fen or 0
    left = display_money(fen - last)
    place = line_place(line) | {"cell": value.cell, "field": field, "value": display_money(fen)}
    about = {
        "project": project,
        "project_id": doubt.pair.project_id,
        "label": label,
        "whole": doubt.whole,
        "left": left,
    }
    about |= {"last": display_money(last), "previous": called, "fen": fen, "begun": "、".join(begun)}
    if word:
        counted = f"减去后计{left}" if word.answer == LAST_YEARS else "照所填的计"
        return issue("year_decided", **place, **about, counted=counted, decided=word.noted({}))
    december = f"{called}的累计数"
    how = f"与{december}相同" if fen == last else f"比{december}{display_money(last)}多{left}"
    example = _less(value, last).value
    return issue("year_not_reset" if doubt.sure else "year_maybe_not_reset", **place, **about, how=how, example=example)
