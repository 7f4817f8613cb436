"""How documents write about numbers (`words.toml`): units, hedges, roles, rates. Data, so that it grows without code."""

import re
from functools import cache

from pydantic import Field

from zzlib.data import DataModel, package_toml


class Counted(DataModel):
    """Words of counting that go only with their like."""

    any: tuple[str, ...]
    apart: tuple[tuple[str, ...], ...]
    alike: tuple[tuple[str, ...], ...]
    each: tuple[tuple[str, str], ...]


class Numbers(DataModel):
    """What stands beside digits that are no quantity."""

    not_quantities_after: tuple[str, ...]
    not_quantities_before: tuple[str, ...]
    acronyms: tuple[str, ...]


class Hedges(DataModel):
    """What makes a number a rough one or a threshold."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    rough: tuple[str, ...]
    reach: dict[str, tuple[int, int]]
    nearly: tuple[str, ...]
    under: tuple[str, ...]
    over: tuple[str, ...]
    little: tuple[str, ...]
    just: tuple[str, ...]


class Roles(DataModel):
    """What stands before a number that plays a role in a claim."""

    target: tuple[str, ...]
    base: tuple[str, ...]
    base_forms: tuple[str, ...]
    long_ago: tuple[str, ...]
    now: tuple[str, ...]
    increase: tuple[str, ...]
    decrease: tuple[str, ...]
    growth_up: tuple[str, ...]
    growth_down: tuple[str, ...]
    fall_points: tuple[str, ...]
    of_change: tuple[str, ...]
    gap: tuple[str, ...]
    gap_context: tuple[str, ...]
    pace: tuple[str, ...]
    rest: tuple[str, ...]
    total: tuple[str, ...]
    sums: tuple[str, ...]
    wholes: tuple[str, ...]
    excess: tuple[str, ...]


class Comparable(DataModel):
    """Growth that is reckoned on another base than the printed one."""

    words: tuple[str, ...]
    subjects: tuple[str, ...]


class Left(DataModel):
    """What is left of a whole less another number, by the words of all three; with what was `carried` over to it; `reach` paragraphs apart at most, `closed` where nothing else comes into it."""

    whole: tuple[str, ...]
    less: tuple[str, ...]
    left: tuple[str, ...]
    carried: tuple[str, ...] = ()
    reach: int = 0
    closed: bool = False
    turned: str = ""
    """What it is called if the other number is the larger one."""


class Stocks(DataModel):
    """What tells that something `came` to a stock, and that it `went`."""

    came: tuple[str, ...]
    went: tuple[str, ...]


class Parts(DataModel):
    """Which breakdowns leave nothing out, and which may overlap."""

    exhaustive_after: tuple[str, ...]
    complements: tuple[tuple[str, ...], ...]
    halves: tuple[tuple[str, str], ...]
    sides: tuple[tuple[str, str], ...]
    overlapping: tuple[str, ...]
    uncounted: tuple[str, ...]
    never_all: tuple[str, ...]
    states: tuple[str, ...]
    closing: tuple[str, ...]


class Defined(DataModel):
    """A rate whose name doesn't hold the names of its numbers: patterns for its own, its part's and its whole's.

    `rest` says that what stands for the whole is only the other half, `apart` that the two may stand in two paragraphs.
    """

    name: str
    part: str
    whole: str
    rest: bool = False
    apart: bool = False


class Wholes(DataModel):
    """What says of a whole only where it is of or that it is one, what things are called one way and another, and what rates are `never` of, the latter of two only where the other is told, too."""

    scopes: tuple[str, ...]
    idle: tuple[str, ...]
    same: dict[str, str]
    never: dict[str, tuple[str, str]]


class Subjects(DataModel):
    """Whose number it is, and of what."""

    bodies: tuple[str, ...]
    whole: tuple[str, ...]
    classes: tuple[tuple[str, ...], ...]
    idle: tuple[str, ...]


class Lists(DataModel):
    """How lists of names are led in."""

    open_ended: tuple[str, ...]
    sums_up: tuple[str, ...]
    heads: tuple[str, ...]
    offices: tuple[str, ...]
    joined: tuple[str, ...]
    things: tuple[str, ...]
    endings: str


class Retold(DataModel):
    """How one number is told twice; patterns for what stands about the second."""

    stages: tuple[str, ...]
    idle: frozenset[str]
    turned: str
    written: str
    bare: str
    pointing: str
    whole: str
    every: str
    anew: str
    kin: tuple[tuple[str, ...], ...]
    sizes: str
    apart: str


class Durations(DataModel):
    """What stands before a duration, by how its days are counted, and what happens first and then."""

    both: tuple[str, ...]
    spent: tuple[str, ...]
    between: tuple[str, ...]
    late: tuple[str, ...]
    early: tuple[str, ...]
    term: tuple[str, ...]
    otherwise: tuple[str, ...]
    stages: tuple[tuple[str, ...], ...]
    steps: tuple[tuple[str, ...], ...]
    meetings: tuple[tuple[str, ...], ...]
    founded: tuple[str, ...]
    growing: tuple[str, ...]
    editions: tuple[str, ...]
    yearly: tuple[str, ...]
    known: tuple[str, ...]


class Cells(DataModel):
    """What cells of small tables say: which way something changed; patterns for names of rows that are totals, and of columns by how they are made."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    totals: tuple[str, ...]
    sum: str
    difference: str
    each: str
    loss: str
    stock: str
    went: str
    growth: str
    rates: str
    scores: str


class Directions(DataModel):
    """What says that one number is the larger of two, or the smaller, or `either` by what it is of, and that a plan was outdone, or not reached."""

    more: tuple[str, ...]
    less: tuple[str, ...]
    either: tuple[str, ...]
    over: tuple[str, ...]
    short: tuple[str, ...]


class Averages(DataModel):
    """What averages are of."""

    otherwise: tuple[str, ...]
    times: tuple[str, ...]
    verbs: tuple[str, ...]
    sides: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    units: dict[str, tuple[str, ...]]


class Tariffs(DataModel):
    """What says of a sum that it is made at a rate, or `otherwise`; what shares are taken of."""

    bases: tuple[str, ...]
    sums: tuple[str, ...]
    otherwise: tuple[str, ...]


class Traditional(DataModel):
    """Traditional characters and what they are read as, one for one."""

    characters: str = Field(alias="from")
    simplified: str = Field(alias="to")


class AuditWords(DataModel):
    """All of `words.toml`."""

    units: dict[str, tuple[str, ...]]
    counted: Counted
    conversions: dict[str, dict[str, int]]
    scales: dict[str, int]
    numbers: Numbers
    hedges: Hedges
    roles: Roles
    comparable: Comparable
    parts: Parts
    left: tuple[Left, ...]
    stocks: Stocks
    rates: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    defined: tuple[Defined, ...]
    wholes: Wholes
    subjects: Subjects
    lists: Lists
    retold: Retold
    durations: Durations
    cells: Cells
    directions: Directions
    averages: Averages
    tariffs: Tariffs
    traditional: Traditional


@cache
def words() -> AuditWords:
    """Give the words of documents."""
    return AuditWords.model_validate(package_toml(__package__, "words.toml"))


@cache
def any_of(alternatives: tuple[str, ...]) -> str:
    """Give a pattern for any of the words, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(alternatives, key=len, reverse=True))) + ")"


def mentions_any(alternatives: tuple[str, ...], text: str) -> bool:
    """Say whether any of the words stands in a text."""
    return any(word in text for word in alternatives)
