"""One slip, one accusation: of the figures that accusations have in common the one is blamed whose change to one value makes the most of them hold.

Each family accuses the result that it judges. A wrong total makes its sum, its growth and its average fail, a wrong part
its share and the total; what is proved elsewhere is not to blame. What falls with the blamed figure is taken back.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zzlib.audit.judging.chance import SlipKind, slips_before
from zzlib.audit.judging.claim import NumericClaim, relation_of
from zzlib.audit.judging.evidence import is_misreckoned
from zzlib.audit.judging.relations import FigureRelation, Place, TiedFigure, Values
from zzlib.audit.numbers.arithmetic import PROVED, Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import RATIOS, Quantity
from zzlib.audit.reading.register import Entry, FigureRegister
from zzlib.audit.reading.roles import Role
from zzlib.audit.reading.same_thing import told_apart
from zzlib.audit.tables.told_cells import ToldCells, power

_WEIGHTS = {Verdict.WRONG: 1.0, Verdict.DOUBTFUL: 0.6, Verdict.UNVERIFIABLE: 0.3}
"""How much an accusation that a figure explains speaks for blaming it."""
_SLIPS = {SlipKind.SWAPPED: 0.5, SlipKind.EXCHANGED: 0.4, SlipKind.REPEATED: 0.35, SlipKind.CHANGED: 0.3}
"""And how much it does that a slip of the pen makes it right; half as much of a number of few digits."""
_RESULT, _MISTAKEN, _AGAIN, _LOST, _CONFIRMED = 0.3, 0.5, 0.3, 0.9, 0.7
"""A result may be reckoned wrong, too, in one of the known ways more likely; who tells a figure again looked at it twice; what holds now ought to hold on; what other numbers make is likelier right."""
_CLEAR, _BESIDE, _TOGETHER = 0.2, 0.3, 1.1
"""By how much a figure that nothing accused must be ahead, what is so near is told with it, and what doubts must weigh together to be an accusation."""
_FEW = 2
_PLAIN = (Role.LEVEL, Role.TOTAL)


@dataclass(frozen=True)
class SuspectCase:
    """A claim with the relation that it judges, and the figure that it accuses."""

    claim: NumericClaim
    relation: FigureRelation

    @property
    def weight(self) -> float:
        """How much it speaks for blaming a figure that explains it."""
        return _WEIGHTS.get(self.claim.verdict, 0.0)


@dataclass(frozen=True)
class Suspect:
    """A figure with all places that tell it, what it should be, the accusations that this explains, and how much speaks for it."""

    figure: TiedFigure
    places: frozenset[Place]
    right: Fraction
    explained: tuple[SuspectCase, ...]
    lost: int
    score: float
    slip: float = 0.0
    """How much of that is that a slip of the pen makes it right."""
    confirmed: bool = False
    """Whether other numbers of the text make what it should be, and it has its digits in another order."""
    exact: int = 0
    """How many of the accusations hold to the last digit then, and not only as numbers may have been rounded."""
    instead: "tuple[Suspect, ...]" = ()
    """Others that may have slipped in its place, which would explain the same."""

    @property
    def lead(self) -> SuspectCase:
        """What tells best that it is wrong: what accuses it already, most surely, else what ties it most closely."""
        return max(
            self.explained,
            key=lambda case: (
                case.claim.stands in self.places and not case.relation.again,
                case.claim.stands in self.places,
                not case.relation.again,
                case.weight if case.claim.stands in self.places else len(case.relation.operands),
            ),
        )

    @property
    def is_accused(self) -> bool:
        """Say whether a claim accuses it already."""
        return any(case.claim.stands in self.places for case in self.explained)

    def without(self, explained: Collection[int]) -> "Suspect | None":
        """Give it without the accusations that another one explains; `None` if nothing is left."""
        left = tuple(case for case in self.explained if id(case) not in explained)
        less = sum(case.weight for case in self.explained) - sum(case.weight for case in left)
        return replace(self, explained=left, score=self.score - less) if left else None


class Blaming:
    """The accusations of a document, and what may explain them."""

    def __init__(self, claims: Sequence[NumericClaim], register: FigureRegister) -> None:
        self._register = register
        self._entries = {entry.number: entry for entry in register.entries}
        self._by_value: dict[Fraction, list[Entry]] = defaultdict(list)
        for one in register.entries:
            self._by_value[one.mention.quantity.value].append(one)
        ties = ((claim, self._relation(claim)) for claim in claims)
        cases = [SuspectCase(claim, relation) for claim, relation in ties if relation is not None]
        self.accusations = [case for case in cases if case.weight and not case.relation.holds()]
        self._held = [case for case in cases if case.claim.verdict in PROVED and case.relation.holds()]
        self._held_at: dict[Place, list[SuspectCase]] = defaultdict(list)
        for case in self._held:
            for figure in case.relation.figures:
                self._held_at[figure.place].append(case)
        self._told = self._told_places(cases)
        self._made = {
            (entry.mention.quantity.value, entry.mention.quantity.bare_unit): entry
            for case in self._held
            if (entry := self._entries.get(case.claim.entry)) is not None and case.relation.is_linear
        }

    def suspects(self) -> Iterator[Suspect]:
        """Give one after the other what explains most of the accusations that are left, if it is clear what does."""
        left = list(self._all_suspects())
        while left:
            best = _best(left)
            explained = {id(case) for case in best.explained}
            like = [s for s in left if s.places != best.places and {id(case) for case in s.explained} == explained]
            like = [s for s in like if s.slip > _SLIPS[SlipKind.CHANGED] and s.score >= best.score - _BESIDE]
            yield replace(best, instead=tuple(like))
            left = [rest for suspect in left if (rest := suspect.without(explained)) is not None]

    def places_of(self, suspect: Suspect) -> tuple[list[Entry], list[Entry]]:
        """Give the entries of the text that tell a figure wrongly, and those that tell it right."""
        wrong = [self._entries[place[0]] for place in sorted(suspect.places) if len(place) == 1]
        right = [e for e in self._by_value.get(suspect.right, ()) if wrong and _are_one(wrong[0], e)]
        made = self._made.get((suspect.right, suspect.figure.quantity.bare_unit))
        return wrong, right or ([made] if suspect.confirmed and made is not None else [])

    @property
    def held_elsewhere(self) -> list[SuspectCase]:
        """The doubts each figure of which belongs to a relation that holds: no one misprint explains them, they were reckoned of others.

        What tells one number twice, or the right difference in the wrong direction, is doubted nonetheless.
        """
        tied = {figure.place for held in self._held for figure in held.relation.figures}
        return [
            case
            for case in self.accusations
            if case.claim.verdict == Verdict.DOUBTFUL
            and not case.relation.again
            and case.relation.made() != -case.relation.result.printed.value
            and all(figure.place in tied for figure in case.relation.figures)
        ]

    def _is_misreckoned(self, claim: NumericClaim) -> bool:
        entry = self._entries.get(claim.entry)
        return entry is not None and is_misreckoned(claim, entry.mention)

    def _relation(self, claim: NumericClaim) -> FigureRelation | None:
        entry = self._entries.get(claim.entry)
        return claim.relation if entry is None else relation_of(claim, entry.mention)

    def _told_places(self, cases: Sequence[SuspectCase]) -> dict[Place, dict[Place, Fraction]]:
        """Give for each figure all places that tell it, and how many times its value each has in its own unit.

        It is told again by the same number of the same thing, by one that the same numbers give, or that others give
        otherwise but alike, by a cell, or of a cell in the text.
        """
        tied = {figure.place for case in self.accusations for figure in case.relation.figures if figure.place}
        made: dict[tuple[object, ...], set[Place]] = defaultdict(set)
        for case in cases:
            values = tuple(figure.printed.value for figure in case.relation.figures)
            made[case.claim.kind, case.claim.stated, values].add(case.relation.result.place)
            result = case.relation.result.quantity
            if case.claim.verdict == Verdict.WRONG and result.dimension not in RATIOS and result.digits > _FEW:
                made[case.claim.stated, case.claim.recomputed].add(case.relation.result.place)
        same = {place: dict.fromkeys({place, *self._told_again(place)}, Fraction(1)) for place in tied}
        for places in made.values():
            for place in places & tied:
                same[place] |= {other: Fraction(1) for other in places if len(other) == len(place) == 1}
        for told in same.values():
            for other in [other for other in told if other in same]:
                told |= same[other]
        cells = self._printed_cells() if tied else {}
        for place, told in same.items():
            for number, (cell, factor) in cells.items():
                if number in told:
                    told.setdefault(cell, 1 / factor)
                elif cell == place:
                    told[number] = factor
        return same

    def _told_again(self, place: Place) -> Iterator[Place]:
        """Give the other places of the text that tell the same number of the same thing."""
        own = self._entries.get(place[0]) if len(place) == 1 else None
        if own is None:
            return
        yield from ((e.number,) for e in self._by_value[own.mention.quantity.value] if _are_one(own, e))

    def _printed_cells(self) -> dict[Place, tuple[Place, Fraction]]:
        """Give for each number of the text the cell that it prints to the last digit, and the unit of the cell in its base unit."""
        cells = ToldCells(self._register)
        found: dict[Place, tuple[Place, Fraction]] = {}
        for number, cell in cells.anchors.items():
            quantity = self._entries[number].mention.quantity
            factor = Fraction(10) ** power(self._entries[number].mention, cell) * quantity.scale
            if cell.place and cell.quantity.value * factor == quantity.value:
                found[(number,)] = cell.place, factor
        return found

    def _all_suspects(self) -> Iterator[Suspect]:
        seen: set[frozenset[Place]] = set()
        for case in self.accusations:
            for figure in case.relation.figures:
                places = self._told.get(figure.place, {})
                if not places or (key := frozenset(places)) in seen:
                    continue
                seen.add(key)
                touching = [c for c in self.accusations if _touches(c, places)]
                for right in set(self._rights(figure, places, touching)):
                    values = {place: right * factor for place, factor in places.items()}
                    yield from self._suspect(figure, right, values, touching)

    def _rights(
        self, figure: TiedFigure, places: Mapping[Place, Fraction], touching: Iterable[SuspectCase]
    ) -> Iterator[Fraction]:
        for case in touching:
            for own in case.relation.figures:
                if factor := places.get(own.place):
                    slips = [steps * figure.quantity.step * factor for steps in slips_before(figure.quantity)]
                    yield from (right / factor for right in case.relation.rights(own, slips))

    def _suspect(
        self, figure: TiedFigure, right: Fraction, values: Values, touching: Sequence[SuspectCase]
    ) -> Iterator[Suspect]:
        explained = tuple(case for case in touching if case.relation.holds(values))
        alone = explained[0] if len(explained) == 1 and len(figure.place) > 1 else None
        if not explained or right == figure.printed.value:
            return
        if alone and alone.claim.cell is None and alone.claim.stands not in values and not alone.relation.again:
            return  # what the text makes of a cell tells nothing of the cell by itself
        places = frozenset(values)
        held = {id(c): c for place in places for c in self._held_at.get(place, ())}
        lost = {c.relation.result.place for c in held.values() if not c.relation.holds(values)}
        computed = [c for c in explained if c.claim.stands in places and not c.relation.again]
        mistaken = _MISTAKEN * any(self._is_misreckoned(case.claim) for case in computed)
        slip = _likely(figure.quantity, right)
        score = sum(case.weight for case in explained) + max(slip, mistaken)
        confirmed = slip >= _SLIPS[SlipKind.EXCHANGED] and (right, figure.quantity.bare_unit) in self._made
        score += _RESULT * bool(computed) - _AGAIN * (len(places) - 1) - _LOST * len(lost) + _CONFIRMED * confirmed
        exact = sum(case.relation.verdict(values) == Verdict.OK for case in explained)
        yield Suspect(figure, places, right, explained, len(lost), score, slip, confirmed, exact)


def is_proved(suspect: Suspect) -> bool:
    """Say whether a figure is wrong and not only doubtful: something accuses it, the text makes the right number elsewhere, or several doubts agree that nothing speaks against."""
    weight = sum(case.weight for case in suspect.explained)
    sure = any(case.claim.verdict == Verdict.WRONG for case in suspect.explained)
    return sure or suspect.confirmed or (not suspect.lost and len(suspect.explained) > 1 and weight >= _TOGETHER)


def _best(suspects: Sequence[Suspect]) -> Suspect:
    """Give what explains most, of equals the later; what nothing accuses only where it is clearly ahead of all others."""
    first, *others = sorted(
        suspects, key=lambda s: (-s.score, not s.is_accused, [-at for at in s.figure.place], -s.exact, s.right)
    )
    behind = next(
        (s for s in others if s.places != first.places or (s.right != first.right and s.exact == first.exact)), None
    )
    if first.is_accused or behind is None or first.score >= behind.score + _CLEAR - 1e-9:
        return first
    return next((s for s in others if s.is_accused), first)


def _touches(case: SuspectCase, places: Collection[Place]) -> bool:
    return any(figure.place in places for figure in case.relation.figures)


def _likely(quantity: Quantity, right: Fraction) -> float:
    """Say how much speaks for a slip of the pen having made a number of what is right."""
    steps = right / quantity.step
    kind = slips_before(quantity).get(int(steps)) if steps.denominator == 1 else None
    return 0.0 if kind is None else _SLIPS[kind] / (1 + (quantity.digits <= _FEW))


def _are_one(one: Entry, other: Entry) -> bool:
    """Say whether two numbers are told of one thing, by their words."""
    first, second = one.mention, other.mention
    units = first.quantity.bare_unit == second.quantity.bare_unit and first.dimension == second.dimension
    roles = first.role == second.role or (first.role in _PLAIN and second.role in _PLAIN)
    if one.number == other.number or not (units and roles) or first.quantity.hedge or second.quantity.hedge:
        return one.number == other.number
    short, long = sorted((one.measure, other.measure), key=len)
    named = len(short) >= _FEW and (short == long or short in long)
    return named and first.dimension not in RATIOS and first.quantity.digits >= _FEW and not told_apart(first, second)
