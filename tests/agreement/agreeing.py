"""Which figure a place prints, learned from the months as they are; and the places where it does not move with it."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tests.agreement.printed import ANY, Number, masked, numbers
from tests.agreement.rooms import Rendered
from zzlib.indicators import Month
from zzlib.vocabulary import Kind

Place = tuple[str, str, str, str, int]
"""Document, heading and column, the row's words, the sentence's words, which of its numbers; names and numbers taken out."""
Meaning = tuple[str, str]
"""A figure, and the part of it: value, numerator, denominator, carried."""


@dataclass(frozen=True)
class Said:
    """A number as it stands, with the names beside it (their scopes)."""

    number: Number
    scopes: tuple[str, ...]
    text: str


class Names:
    """The names of a month's scopes: units, categories, kinds, groups, policy fields; and of its projects."""

    def __init__(self, month: Month) -> None:
        """Gather them."""
        self._scopes = {unit: f"unit:{i}" for unit, i in zip(month.units["unit"], month.units["unit_id"], strict=True)}
        self._scopes |= {unit_id: f"unit:{unit_id}" for unit_id in month.units["unit_id"]}
        self._kinds = {kind.label: f"kind:{kind}" for kind in Kind}
        for name in ("category", "group", "field"):
            self._scopes |= {s.partition(":")[2]: s for s in month.figures.scopes(name) if s.partition(":")[2]}
        leading = {s.partition(":")[2]: s for s in month.figures.scopes("project")}
        titles = zip(month.projects["project_id"], month.projects["project_name"], strict=True)
        self._scopes |= {name: leading[one] for one, name in titles if one in leading}
        others = {
            *month.projects["project_name"],
            *month.projects["project_id"],
            *month.issues["file"],
            *month.issues["value"],
        }
        known = sorted({*self._scopes, *others} - {""}, key=len, reverse=True)
        self._any = re.compile("|".join(map(re.escape, known)))
        self._always = ("county", *month.figures.scopes("month"))
        self._all = (*self._always, *self._scopes.values())
        self._written = {figure.scope for figure in month.figures}

    def scopes(self, *texts: str) -> tuple[str, ...]:
        """Give the scopes that a number in these texts may have."""
        if ANY in texts:
            return self._all
        if written := self._written.intersection(texts):
            return (*self._always, *written)
        found = [self._scopes.get(match[0]) for text in texts for match in self._any.finditer(text)]
        found += [scope for label, scope in self._kinds.items() if any(label in text for text in texts)]
        return (*self._always, *dict.fromkeys(filter(None, found)))

    def taken_out(self, text: str) -> str:
        """Give a text without its names."""
        return re.sub(r"(☐、)*☐", "☐", self._any.sub("☐", text))


def said(rendering: Rendered) -> dict[Place, list[Said]]:
    """Give every number that is printed, by its place."""
    names = Names(rendering.month)
    found: dict[Place, list[Said]] = defaultdict(list)
    scopes: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in rendering.lines:
        printed = numbers(line.text)
        if not printed:
            continue
        beside = (*line.row, line.text, line.place)
        own = scopes.setdefault(beside, names.scopes(*beside))
        label = (word for word in line.row if word != ANY)
        words = next(filter(lambda word: word.strip("☐"), map(names.taken_out, map(masked, label))), "")
        text = names.taken_out(masked(line.text))
        for index, number in enumerate(printed):
            found[line.room, line.place, words, text, index].append(Said(number, own, line.text))
    return found


class Values:
    """The values of a month's figures and of their parts, by scope and unit, without their signs."""

    def __init__(self, month: Month) -> None:
        """Index them."""
        found: dict[tuple[str, str], list[tuple[float, Meaning]]] = defaultdict(list)
        for f in month.figures:
            part = "yuan" if f.carried_yuan is not None or f.unit == "yuan" else "count"
            parts = {"value": (f.value, f.unit), "carried": (f.carried_yuan, "yuan")}
            parts |= {"numerator": (f.numerator, part), "denominator": (f.denominator, part)}
            for name, (value, unit) in parts.items():
                if value is not None:
                    found[f.scope, unit].append((abs(float(value)), (f.figure, name)))
        self._of = {key: sorted(values) for key, values in found.items()}

    def meanings(self, number: Number, scopes: Iterable[str]) -> set[Meaning]:
        """Give what a number may be."""
        found = set()
        for unit, least, largest in number.may_be():
            for scope in scopes:
                values = self._of.get((scope, unit), [])
                for value, meaning in values[bisect_left(values, (least, ("", ""))) :]:
                    if value > largest:
                        break
                    found.add(meaning)
        return found


class Printing:
    """A rendering with its numbers by place, and the values of its figures."""

    def __init__(self, rendering: Rendered) -> None:
        """Find the numbers."""
        self.values, self.places = Values(rendering.month), said(rendering)


def learned(printings: Iterable[Printing]) -> dict[Place, set[Meaning]]:
    """Give what each place prints: the figures that every number there equals, in all months; numbers of nothing tell nothing."""
    known: dict[Place, set[Meaning]] = {}
    for printing in printings:
        for place, printed in printing.places.items():
            for each in printed:
                if each.number.value:
                    here = printing.values.meanings(each.number, each.scopes)
                    known[place] = known[place] & here if place in known else here
    return known


def disagreeing(known: Mapping[Place, set[Meaning]], before: Printing, after: Printing) -> Iterator[tuple[Place, str]]:
    """Give the places that do not agree with the figures when these move, and what they say then.

    That is: a place that prints a figure and says another number; one whose number moves and is no figure; and one that
    is there only now, with a number that is no figure.
    """
    for place, now in after.places.items():
        meanings = [after.values.meanings(each.number, each.scopes) for each in now if each.number.value]
        if not meanings:
            continue
        if place not in before.places:
            if not all(meanings):
                yield place, f"不是指标：{now[0].text}"
        elif known.get(place):
            if not known[place].intersection(*meanings):
                yield place, f"不随指标动（{'、'.join(sorted({m[0] for m in known[place]}))}）：{now[0].text}"
        elif not _moves_by_itself(before, place, after):
            yield place, f"动了而不是指标：{before.places[place][0].text} → {now[0].text}"


def _moves_by_itself(before: Printing, place: Place, after: Printing) -> bool:
    """Tell whether each number of a place that prints several figures is one of them, or stands there in any case."""
    then = {each.number for each in before.places[place]}
    return all(each.number in then or after.values.meanings(each.number, each.scopes) for each in after.places[place])
