"""Which numbers of two documents are of one thing: by the letters of their names, by how rare these are, by how near the values are, the best on both sides and clearly so."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, prod, sqrt

from zzlib.audit.against.document_facts import DocumentFacts
from zzlib.audit.against.table_facts import FactTable, fact_table, in_unit
from zzlib.audit.documents.grids import TableColumn, is_total_label
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, POINTS, RATIOS, Quantity
from zzlib.audit.reading.facts import Period, bare_name, clause_of, letters, listed, owner_of, pattern, span_before
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.roles import Role
from zzlib.audit.reading.spans import phrases

_LEVELS = (Role.LEVEL, Role.TOTAL, Role.SHARE, Role.RATE)
_LEAST, _AHEAD = 0.3, 1.15  # likeness of a match, and how many times that of the next best
_ONLY = 1.4  # times as like are the only numbers of a unit
_LIMITED = 0.7  # of the likeness is left where one name is of a part
_CARRIED = 0.5  # a letter of other words counts so much of one of a number's own
_MOST = 250_000  # pairs of numbers of one unit that are looked at
_ROUNDS = 2
_NAME = 3  # letters that may be a name
_FAR = 5  # times as much is another thing
_ALONE = 0.4  # of the likeness of two columns is that of their numbers, of the rest that of their heads
SO_FAR = regex(r"累计|以来|年初至|前.{1,3}个?月|1[-—–~～至]\d|[上下]半年|三季度")
Weights = dict[str, float]


@dataclass(frozen=True, eq=False)
class MatchedFigure:
    """A number that tells how much there is: the letters of its name with their weights, whose it is, of which months, of a cell under which head; `adds` that it can only grow in a year."""

    quantity: Quantity
    name: Weights
    owner: str
    period: Period | None
    where: str
    place: int
    text: str
    adds: bool
    mention: Mention | None = None
    cell: tuple[int, int] | None = None
    head: str = ""

    @cached_property
    def unit(self) -> str:
        """What it is counted in, one for all units that count alike; "" where nothing says so."""
        quantity = self.quantity
        if quantity.dimension in (MONEY, *RATIOS):
            return quantity.dimension
        return next((alike for alike in listed("units_alike") if quantity.bare_unit in alike), quantity.bare_unit)


Matches = dict[MatchedFigure, MatchedFigure]


def matches(now: Sequence[MatchedFigure], then: Sequence[MatchedFigure]) -> Matches:
    """Give the number of the earlier document that is of the same thing, for each of the later where that is sure; of two tables see `columns_alike`."""
    if len(now) * len(then) > _MOST:
        return {}
    rare, units = _rarity([*now, *then]), [Counter(f.unit for f in of) for of in (now, then)]
    told: dict[MatchedFigure, list[tuple[float, MatchedFigure]]] = {f: [] for f in (*now, *then)}
    for one in now:
        for other in then:
            alone = _ONLY if units[0][one.unit] == units[1][other.unit] == 1 else 1
            score = _likeness(one, other, rare) * alone if one.cell is None or other.cell is None else 0
            if score >= _LEAST:
                told[one].append((score, other))
                told[other].append((score, one))
    found: Matches = {}
    for _ in range(_ROUNDS):  # what is matched is no rival of others
        taken = {*found, *found.values()}
        left = {f: [s for s in scores if s[1] not in taken] for f, scores in told.items() if f not in taken}
        best = {figure: clear for figure, scores in left.items() if (clear := _clear(scores))}
        found |= {one: best[one] for one in now if one in best and best.get(best[one]) is one}
    return found


def figures(facts: DocumentFacts) -> Iterator[MatchedFigure]:
    """Give the numbers of a document's text that say how much there is."""
    told: dict[str, Weights] = {}
    for m in facts.register.reading.mentions:
        planned = pattern("planned").search(regex("年内(?=已|累计)").sub("", clause_of(m)))
        if m.role not in _LEVELS or m.quantity.hedge or m.dimension == POINTS or planned:
            continue
        counted = regex("[一-龥]{0,6}").match(m.after)[0] if m.dimension == COUNT else ""  # type: ignore[index]
        own, last = letters(m.before + counted), told.get(m.quantity.unit, {})
        around = letters(regex(r"\d").split(m.lead)[0] + ("" if m.ahead and own else m.topic))
        name = dict.fromkeys(around, _CARRIED) | dict.fromkeys(own, 1.0)
        if not own and not around and m.sentence.paragraph == last.get("", -1):
            name = dict.fromkeys(last.keys() - {""}, _CARRIED)  # 8月受理 x。1—8月累计 y
        told[m.quantity.unit] = {**name, "": m.sentence.paragraph}
        stands = (m.sentence.where, m.sentence.paragraph, m.sentence.original)
        based = any(o.role == Role.BASE for o in m.ahead) and not span_before(m)[1]
        grown = (
            m.previous and regex("[由从][^，；]*$").search(m.previous.before) and regex("[到至为]$").search(m.before)
        )
        period = facts.absolute(facts.months) if based or grown else facts.period_of(m)
        yield MatchedFigure(m.quantity, name, owner_of(m), period, *stands, _adds(clause_of(m), m.thought), m)


def cells(facts: DocumentFacts, table: FactTable, column: TableColumn) -> dict[str, MatchedFigure]:
    """Give the numbers of a column by the names of their rows."""
    above, place, found = "".join(table.above), table.grid.place, dict[str, MatchedFigure]()
    span = next((s for _, _, s in phrases(column.heading) if s.first and not s.year), table.span)
    period, whole = facts.absolute(span or facts.months), all(c.quantity.step == 1 for c in column.cells.values())
    adds = _adds(column.heading, above if whole or table.unit(column) else "")
    for row, cell in column.cells.items():
        label, quantity = bare_name(table.names[row]), in_unit(cell.quantity, table.unit(column))
        name = dict.fromkeys(letters(above), _CARRIED) | dict.fromkeys(letters(label + column.heading), 1.0)
        where, text = f"{table.stand}“{label}”行“{column.heading}”列", f"{label}：{quantity.text}"
        found[label] = MatchedFigure(
            quantity, name, label, period, where, place, text, adds, None, (row, cell.column), column.heading
        )
    return found


def table_columns(facts: DocumentFacts) -> Iterator[list[tuple[str, dict[str, MatchedFigure]]]]:
    """Give the columns of each table whose rows have names of their own, each with its head."""
    for table in (fact_table(grid, facts.register.reading) for grid in facts.register.reading.grids):
        if table is not None:
            yield [(column.heading, cells(facts, table, column)) for column in table.grid.columns.values()]


def columns_alike(now: Sequence[dict[str, MatchedFigure]], then: Sequence[dict[str, MatchedFigure]]) -> Matches:
    """Give the cells of the earlier document's tables that are of the same thing as those of the later, column by column, rows by their names."""
    told: list[tuple[float, int, int]] = []
    for a, column in enumerate(now):
        for b, other in enumerate(then):
            rows = [(column[row], other[row]) for row in column if row in other]
            if len(rows) * 2 > len(other) and len(rows) > 1 and of_one_length(*rows[0]):
                near = sum(_nearness(one, two) for one, two in rows) / len(rows)
                one, two = (letters(f.head) for f in rows[0])
                named = 2 * len(one & two) / (len(one) + len(two)) if one or two else 0
                told.append((near * (_ALONE + (1 - _ALONE) * named), a, b))
    found: Matches = {}
    for score, a, b in sorted(told, reverse=True):
        rivals = [s for s, c, d in told if (c == a) != (d == b)]
        if score > _LEAST and all(score >= s * _AHEAD for s in rivals):
            found |= {now[a][row]: then[b][row] for row in now[a] if row in then[b]}
    return found


def _adds(said: str, above: str) -> bool:
    """Say whether words are of what can only grow in a year, and told as of all of it so far."""
    flow = pattern("flows").search(said) or SO_FAR.search(said + above)
    return bool(flow) and not any(pattern(words).search(said) for words in ("stocks", "standing"))


def _likeness(one: MatchedFigure, other: MatchedFigure, rare: Weights) -> float:
    """Give how likely two numbers are of one thing, at most 1."""
    units = {one.unit, other.unit}
    if (
        not _of_one_owner(one, other)
        or len(units - {""}) > 1
        or ("" in units and units & {MONEY, *RATIOS})
        or not (one.quantity.dimension in RATIOS or of_one_length(one, other))
    ):
        return 0
    names = [f.name | {f.unit: 1.0} for f in (one, other)]
    common = sum(rare[c] * min(names[0][c], names[1][c]) for c in names[0].keys() & names[1].keys())
    whole = sqrt(prod(sum(rare[c] * w for c, w in name.items()) for name in names))
    own = [{c for c, w in f.name.items() if w == 1} for f in (one, other)]
    more = (own[0] - set(other.name)) | (own[1] - set(one.name))
    limited = any(set(word) <= more for word in listed("limiting"))
    near = _nearness(one, other)
    least = min((sum(rare[c] for c in letters) for letters in own if len(letters) >= _NAME), default=0)
    within = sum(rare[c] for c in own[0] & own[1]) / least if least else common / whole
    return sqrt(common / whole * max(within, common / whole)) * (near and (1 + near) / 2) * (_LIMITED if limited else 1)


def _of_one_owner(one: MatchedFigure, other: MatchedFigure) -> bool:
    """Say whether two numbers may be of one owner: a row of a table is of what it names, the one of all of whatever names none."""
    if one.owner == other.owner or one.cell is other.cell is None:
        return one.owner == other.owner or not one.owner or not other.owner
    cell, text = (one, other) if one.cell else (other, one)
    named = letters(cell.owner)
    return not text.owner and (is_total_label(cell.owner) or len(named & set(text.name)) * 4 >= len(named) * 3)


def _nearness(one: MatchedFigure, other: MatchedFigure) -> float:
    low, high = sorted(abs(f.quantity.rough) for f in (one, other))
    return low / high if low and high < low * _FAR else float(low == high)


def of_one_length(one: MatchedFigure, other: MatchedFigure) -> bool:
    """Say whether two numbers may be both of all months so far, or of as many."""
    a, b = one.period, other.period
    return not a or not b or a.first == b.first == 1 or a.last - a.first == b.last - b.first


def _rarity(told: Sequence[MatchedFigure]) -> Weights:
    often = Counter(letter for figure in told for letter in (*figure.name, figure.unit))
    return {letter: log(1 + len(told) / count) for letter, count in often.items()}


def _clear(scores: Sequence[tuple[float, MatchedFigure]]) -> MatchedFigure | None:
    """Give what is clearly the best, of figures of one value the first."""
    score, best = max(scores, key=lambda told: told[0], default=(0.0, None))
    others = [s for s, f in scores if best and f.quantity.value != best.quantity.value]
    return best if all(score >= other * _AHEAD for other in others) else None
