"""How the cells of a sheet are drawn under its rules (条件格式), and where that can't be told."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from zzlib.returns.containers.cell_values import CalculatedSheet, UndecidedError, Value, as_text, compare
from zzlib.returns.containers.conditions import MAX_RULES, SIGNS, ConditionalRule, Place
from zzlib.returns.containers.expressions import Expression, parse
from zzlib.returns.containers.grid import Grid
from zzlib.returns.containers.sights import Doubt, Look
from zzlib.returns.containers.styles import UNCHANGED, Style, StyleChange

_BETWEEN = {"between": True, "notBetween": False}
_TEXTS: dict[str, Callable[[str, str], bool]] = {
    "containsText": lambda own, text: text in own,
    "notContainsText": lambda own, text: text not in own,
    "beginsWith": str.startswith,
    "endsWith": str.endswith,
}
_BY_FORMULA = ("expression", *_TEXTS, "containsBlanks", "notContainsBlanks", "containsErrors", "notContainsErrors")
_REPEATED = {"duplicateValues": True, "uniqueValues": False}
_SHOWN_INSTEAD = ("dataBar", "iconSet")


@dataclass(frozen=True)
class Ruled:
    """The rules of a sheet in the order in which they count, and how its cells are drawn without them.

    `numbers` gives the number of a cell's style where it is not the first, `styles` the styles by their number.
    """

    rules: tuple[ConditionalRule, ...]
    styles: tuple[Style, ...] = ()
    numbers: dict[Place, int] = field(default_factory=dict)

    def drawn(self, grid: Grid) -> tuple[dict[Place, Look], tuple[Doubt, ...]]:
        """Work out how cells that hold something are drawn under the rules; what can't be told of some is a doubt."""
        filled = {row: columns for row in range(len(grid.rows)) if (columns := grid.filled(row))}
        sheet = CalculatedSheet(grid)
        at: dict[Place, list[_Held]] = defaultdict(list)
        try:
            for held in (_Held(rule, sheet) for rule in self.rules[:MAX_RULES]):
                for place in held.places(filled):
                    at[place].append(held)
        except UndecidedError:
            return {}, (self._too_many(filled),)
        looks: dict[Place, Look] = {}
        doubts: dict[ConditionalRule, set[Place]] = defaultdict(set)
        look = cache(lambda change, style: change.of(style).look())
        for place, held_there in at.items():
            style = self._style(place)
            change, unsure = _outcome(held_there, place)
            if change is not UNCHANGED:
                looks[place] = look(change, style)
            for rule in unsure:
                if look(rule.change.under(change), style) != look(change, style):
                    doubts[rule].add(place)
        found = [Doubt(rule.said, rule.span, frozenset(places)) for rule, places in doubts.items()]
        return looks, (*found, self._too_many(filled)) if len(self.rules) > MAX_RULES else tuple(found)

    def _style(self, place: Place) -> Style:
        number = self.numbers.get(place, 0)
        return self.styles[number] if number < len(self.styles) else Style()

    def _too_many(self, filled: Mapping[int, list[int]]) -> Doubt:
        places = frozenset((row, column) for row, columns in filled.items() for column in columns)
        return Doubt("规则太多，没有逐条判断", self.rules[0].span, places)


def _outcome(rules: list["_Held"], place: Place) -> tuple[StyleChange, list[ConditionalRule]]:
    """Give what the rules of a cell change together, and those of which it can't be told whether they do."""
    change, unsure, stopped = UNCHANGED, list[ConditionalRule](), False
    for held in rules:
        holds = held.holds(place)
        if holds is None or (holds and stopped):
            unsure.append(held.rule)
        elif holds:
            change = held.rule.change.under(change)
        if held.rule.stops and holds and not stopped:
            break
        stopped = stopped or (held.rule.stops and holds is None)
    return change, unsure


class _Held:
    """A rule held against the cells of a sheet."""

    def __init__(self, rule: ConditionalRule, sheet: CalculatedSheet) -> None:
        self.rule = rule
        self._sheet = sheet
        self._parsed: dict[Place, list[Expression]] = {}
        corners = [first for first, _ in rule.areas]
        # Of a rule for several ranges, programs differ on which cell its formulas are written for.
        self._origins = {corners[0], (min(row for row, _ in corners), min(column for _, column in corners))}

    def places(self, filled: Mapping[int, list[int]]) -> Iterator[Place]:
        """Give the cells of its ranges that hold something."""
        seen: set[Place] = set()
        for (top, left), (bottom, right) in self.rule.areas:
            for row in filled if bottom - top >= len(filled) else range(top, bottom + 1):
                if top <= row <= bottom:
                    within = {(row, c) for c in filled.get(row, ()) if left <= c <= right} - seen
                    self._sheet.step(1 + len(within))
                    seen |= within
                    yield from within

    def holds(self, place: Place) -> bool | None:
        """Tell whether it holds for a cell; `None` if that can't be told."""
        try:
            found = {self._test(place, origin) for origin in self._origins}
        except UndecidedError:
            return None
        return found.pop() if len(found) == 1 else None

    def _test(self, place: Place, origin: Place) -> bool:
        rule, away = self.rule, (place[0] - origin[0], place[1] - origin[1])
        if rule.kind in _TEXTS and rule.text is not None:
            return _TEXTS[rule.kind](as_text(self._sheet.value(*place)).lower(), rule.text.lower())
        if rule.kind in _BY_FORMULA and len(rule.formulas) == 1:
            return self._formulas(origin)[0].holds(*away)
        value = self._sheet.value(*place)
        if rule.kind in _SHOWN_INSTEAD:
            return isinstance(value, float)
        if rule.kind in _REPEATED:
            return (self._counts[_key(value)] > 1) is _REPEATED[rule.kind]
        if rule.kind != "cellIs":
            raise UndecidedError
        return self._compares(value, [formula.at(*away) for formula in self._formulas(origin)])

    def _compares(self, value: Value, others: list[Value]) -> bool:
        if len(others) == 1 and self.rule.operator in SIGNS:
            return compare(SIGNS[self.rule.operator], value, others[0]) is True
        if len(others) != 2 or self.rule.operator not in _BETWEEN:
            raise UndecidedError
        inside = compare(">=", value, others[0]) is True and compare("<=", value, others[1]) is True
        return inside is _BETWEEN[self.rule.operator]

    def _formulas(self, origin: Place) -> list[Expression]:
        if origin not in self._parsed:
            try:
                self._parsed[origin] = [parse(formula, self._sheet, origin) for formula in self.rule.formulas]
            except UndecidedError:
                self._parsed[origin] = []
        if not self._parsed[origin]:
            raise UndecidedError
        return self._parsed[origin]

    @cached_property
    def _counts(self) -> Counter[Value]:
        filled = {row: self._sheet.grid.filled(row) for row in range(len(self._sheet.grid.rows))}
        return Counter(_key(self._sheet.value(*place)) for place in self.places(filled))


def _key(value: Value) -> Value:
    return value.lower() if isinstance(value, str) else value
