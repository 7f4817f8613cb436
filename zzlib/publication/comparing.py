"""What differs between two sides of a month, and why: figures, sentences, units with their ranks and bands, lists."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from zzlib.indicators.stated import FigureChange, changed
from zzlib.publication.causes import Cause, Causes
from zzlib.publication.sides import ISSUED_LAST, NOW, Side, side
from zzlib.workspace import Workspace
from zzlib.writing.text import Circular

_STATED = ("value", "text", "incomplete")
"""The columns by which a figure is the same."""


@dataclass(frozen=True)
class FigureDifference:
    """A figure that is stated otherwise, with what makes it so."""

    change: FigureChange
    causes: tuple[Cause, ...]

    @property
    def is_printed(self) -> bool:
        """Whether it is printed otherwise: a value may differ below what is printed."""
        return self.change.before.get("text") != self.change.after.get("text")

    def stated(self, row: Mapping[str, str]) -> str:
        """Give a side as printed; with its value where both are printed alike."""
        text = row.get("text", "")
        return text if self.is_printed or not row else f"{text}（{row['value']}）"


@dataclass(frozen=True)
class SentenceDifference:
    """Sentences of the circular that stand where others stood; a side may be blank."""

    before: str
    after: str


@dataclass(frozen=True)
class UnitDifference:
    """A unit whose row of `units.csv`, or place (`rank`), is another: (before, after) by column; all of them for one that came or went.

    A unit that moved because others did has the causes of those.
    """

    unit_id: str
    unit: str
    columns: dict[str, tuple[str, str]]
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class ListDifference:
    """Who came into a list that goes out (`before` is `""`), left it (`after` is), or of whom something else is said there."""

    list: str
    unit_id: str
    unit: str
    project: str
    before: str
    after: str
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Difference:
    """What differs between two sides of a month; `files` are the inputs that are otherwise, `circular` that of the earlier side, `versions` the sides' (`None` is now)."""

    period: str
    before: str
    after: str
    figures: tuple[FigureDifference, ...]
    sentences: tuple[SentenceDifference, ...]
    units: tuple[UnitDifference, ...]
    lists: tuple[ListDifference, ...]
    files: tuple[str, ...]
    circular: Circular
    versions: tuple[int | None, int | None]

    def to_json(self) -> dict[str, Any]:
        """Give it for programs: `before` and `after` of a figure as `figures.csv` has its value (`""`: not stated), as printed beside."""
        figures = [
            {
                "figure": one.change.figure,
                "scope": one.change.scope,
                "before": one.change.before.get("value", ""),
                "after": one.change.after.get("value", ""),
                "before_text": one.change.before.get("text", ""),
                "after_text": one.change.after.get("text", ""),
                "unit": (one.change.after or one.change.before).get("unit", ""),
                "causes": [asdict(cause) for cause in one.causes],
            }
            for one in self.figures
        ]
        units = [
            {
                "unit_id": one.unit_id,
                "unit": one.unit,
                "changes": {name: {"before": old, "after": new} for name, (old, new) in one.columns.items()},
                "causes": [asdict(cause) for cause in one.causes],
            }
            for one in self.units
        ]
        return {
            "period": self.period, "from": self.versions[0] or NOW, "to": self.versions[1] or NOW, "figures": figures,
            "sentences": [asdict(one) for one in self.sentences], "units": units,
            "lists": [asdict(one) for one in self.lists], "inputs": list(self.files),
        }  # fmt: skip


def compare(workspace: Workspace, period: str, before: str = ISSUED_LAST, after: str = NOW) -> Difference:
    """Compare two sides of a month, named as `side` takes them.

    Raises:
        UnknownVersionError: there is no such version.
        PeriodError: there are no returns of this period.
        ValueError: what a version keeps can't be read.
    """
    with side(workspace, period, before) as old, side(workspace, period, after) as new:
        return difference(old, new)


def difference(old: Side, new: Side) -> Difference:
    """Give what differs between two sides of a month."""
    causes = Causes(old, new)
    figures = [
        FigureDifference(change, tuple(causes.of(change.figure, change.scope)))
        for change in changed(old.figures, new.figures, _STATED)
    ]
    why = _Why(figures, causes)
    return Difference(
        old.ledger.period, old.name, new.name, tuple(figures), tuple(_sentences(old, new)), tuple(_units(old, new, why)),
        tuple(_lists(old, new, why)), tuple(causes.files), old.circular, (old.version, new.version),
    )  # fmt: skip


def _sentences(old: Side, new: Side) -> Iterator[SentenceDifference]:
    was, now = old.sentences, new.sentences
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield from (SentenceDifference(*pair) for pair in zip_longest(was[a:b], now[c:d], fillvalue=""))


class _Why:
    """Finds what makes a unit's own numbers others."""

    def __init__(self, figures: Iterable[FigureDifference], causes: Causes) -> None:
        self._of: dict[str, dict[Cause, None]] = {}
        for one in figures:
            self._of.setdefault(one.change.scope, {}).update(dict.fromkeys(one.causes))
        self._beside = causes.beside()

    def of(self, unit_id: str, group: str = "") -> tuple[Cause, ...]:
        """Give the causes of a unit's figures, else of its group's, else what was changed beside the cells."""
        found = self._of.get(f"unit:{unit_id}") or self._of.get(f"group:{group}")
        return tuple(found or self._beside)


def _units(old: Side, new: Side, why: _Why) -> Iterator[UnitDifference]:
    for unit_id in dict.fromkeys([*new.units, *old.units]):
        before, after = old.units.get(unit_id, {}), new.units.get(unit_id, {})
        pairs = {name: (before.get(name, ""), after.get(name, "")) for name in (after or before) if name != "unit_id"}
        columns = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        if columns:
            own = after or before
            yield UnitDifference(unit_id, own["unit"], columns, why.of(unit_id, own["group"]))


def _lists(old: Side, new: Side, why: _Why) -> Iterator[ListDifference]:
    for name in new.lists:
        was, now = old.lists[name], new.lists[name]
        for unit_id, project in dict.fromkeys([*now, *was]):
            before, after = was.get((unit_id, project), ""), now.get((unit_id, project), "")
            if before != after:
                unit = (new.units.get(unit_id) or old.units[unit_id])["unit"]
                yield ListDifference(name, unit_id, unit, project, before, after, why.of(unit_id))
