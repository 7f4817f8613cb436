"""The words that units write in cells (`words.toml`), and what a county adds to them."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from zzlib.data import DataModel, Pattern, package_toml
from zzlib.kinds import DEFAULT_KINDS, Kinds
from zzlib.returns.cells.text import fold
from zzlib.vocabulary import Kind, Origin, SourceLevel, Stage, Term

VALUES: dict[str, type[Term]] = {"kind": Kind, "origin": Origin, "stage": Stage, "source_level": SourceLevel}
"""The enumerated fields of the return and the values of each."""

UNSTATED = "unstated"
"""The value that says that nothing is stated."""


class AroundWords(DataModel):
    """What may stand before or after a value without changing it."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class Amounts(DataModel):
    """How cells say blank, zero, roughly, and that an amount is foreign money."""

    blank: Pattern
    zero: frozenset[str]
    hedge_before: tuple[str, ...]
    hedge_after: tuple[str, ...]
    foreign: Pattern
    not_money: dict[str, Pattern]


class Rows(DataModel):
    """How rows that are no records begin; patterns over folded text."""

    total: str
    total_count: str
    whole: frozenset[str]
    subtotal: str
    running: frozenset[str]
    measures: Pattern
    breakdown: str
    section: Pattern
    summary: Pattern
    owner: Pattern
    own: Pattern
    note: Pattern
    numbered: Pattern
    zero_return: Pattern
    sample: Pattern
    serial: Pattern
    column_number: Pattern
    placeholder: Pattern
    cell_errors: frozenset[str]


class Sums(DataModel):
    """How numbers, indents and names tell rows that sum others, and rows that are parts of one."""

    numbering: tuple[Pattern, ...]
    first: frozenset[str]
    indents: Pattern
    part: Pattern
    group: Pattern


class Own(DataModel):
    """How the sheets begin that the program itself writes beside a form, and by whom its comments are."""

    marks: tuple[str, ...]
    author: str


class Hints(DataModel):
    """Where and how people remark on a project, and how a text says what a colour means; patterns over folded text."""

    fields: tuple[str, ...]
    telling: Pattern
    aside: Pattern
    turned_into_yuan: Pattern
    disclaiming: str
    planned: str
    plan: Pattern
    done: Pattern
    letter: Pattern
    legend: Pattern


class Formats(DataModel):
    """What number formats write around a number: the unit, what says nothing, what says that it is below zero; patterns."""

    unit: Pattern
    idle: Pattern
    below_zero: Pattern


class RowMonths(DataModel):
    """What entries of a column look like that say of which month a row tells; patterns over folded text."""

    before: Pattern
    now: Pattern
    numbered: Pattern


class FilingLabels(DataModel):
    """Labels of the filing block, and what a title and a stamp look like."""

    unit: tuple[str, ...]
    unit_weak: tuple[str, ...]
    period: tuple[str, ...]
    other: tuple[str, ...]
    title: Pattern
    table_title: Pattern
    stamp: Pattern
    unit_ends: tuple[str, ...]
    high_ends: tuple[str, ...]
    place_ends: tuple[str, ...]
    unit_around: Pattern
    supplement: Pattern
    replacement: Pattern

    def all_labels(self) -> frozenset[str]:
        """Give every label of the filing block."""
        return frozenset((*self.unit, *self.unit_weak, *self.period, *self.other))


class ReturnWords(DataModel):
    """All of `words.toml`."""

    values: dict[str, dict[str, tuple[str, ...]]]
    other_values: dict[str, tuple[str, ...]]
    around: AroundWords
    amounts: Amounts
    own: Own
    hints: Hints
    formats: Formats
    row_months: RowMonths
    rows: Rows
    sums: Sums
    filing: FilingLabels


@cache
def words() -> ReturnWords:
    """Give the words of the form."""
    return ReturnWords.model_validate(package_toml(__package__, "words.toml"))


def says_supplement(file: str) -> bool:
    """Tell whether a file's name says that it brings a part: 补报, 个性型, 第二批."""
    return words().filing.supplement.search(fold(file)) is not None


def says_replacement(file: str) -> bool:
    """Tell whether a file's name says that it takes the place of what was sent before: 更正, 重报."""
    return words().filing.replacement.search(fold(file)) is not None


@cache
def _other_values() -> dict[str, str]:
    return {fold(word): kind for kind, group in words().other_values.items() for word in group}


def other_kind(text: str) -> str:
    """Name what a value says that the form does not ask for (建设性质 of 新建), `""` if it is no such word."""
    return _other_values().get(fold(text), "")


@cache
def any_of(alternatives: tuple[str, ...]) -> str:
    """Give a pattern for any of the words, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(alternatives, key=len, reverse=True))) + ")"


class Vocabulary:
    """Maps what units write to values of kind, origin, stage and source level; the county's own words come first."""

    def __init__(self, local: Mapping[str, str] | None = None, kinds: Kinds = DEFAULT_KINDS) -> None:
        """Take the county's `[vocabulary]`, local word -> value, and its kinds of projects.

        Raises:
            ValueError: a value is none of the vocabulary's; the message says so in Chinese.
        """
        self._labels = {name: terms.labels() for name, terms in VALUES.items()} | {"kind": kinds.labels}
        self._words = {name: dict(known) for name, known in _built_in().items()} | {"kind": _kind_words(kinds)}
        for word, value in (local or {}).items():
            places = [name for name, labels in self._labels.items() if value in labels]
            if not places:
                raise ValueError(
                    f"[vocabulary] 里“{word}”的值 {value} 不认识，请用 {'、'.join(kinds.ids)}、new 这样的值"
                )
            for name in places:
                self._words[name][fold(word)] = value
        self._fields_of = lru_cache(maxsize=4096)(self._all_fields_of)

    def value(self, name: str, text: str) -> str | None:
        """Give the value of the enumeration `name` that a text means; `None` if the word is not known."""
        known = self._words[name]
        folded = fold(text)
        if folded in known:
            return known[folded]
        bare = re.sub(r"\([^)]*\)$", "", folded)
        match = _around().fullmatch(bare)
        forms = (bare, *(match.groups() if match else ()))
        return next((known[form] for form in forms if form in known), None)

    def fields_of(self, text: str) -> frozenset[str]:
        """Give the enumerations of which a text is a word; a word for that nothing is stated gives `{UNSTATED}`."""
        return self._fields_of(text)

    def _all_fields_of(self, text: str) -> frozenset[str]:
        values = {name: value for name in VALUES if (value := self.value(name, text))}
        stated = frozenset(name for name, value in values.items() if value != UNSTATED)
        return stated or frozenset({UNSTATED} if values else ())

    def mentioned(self, name: str, text: str) -> str | None:
        """Give the one value that a caption such as 一、政策型项目 mentions; `None` if it mentions none or several."""
        rest, found = fold(text), set()
        for word in sorted(self._words[name], key=len, reverse=True):
            # 政策 must not be found in 政策性, which counties use in opposite senses.
            rest, times = re.subn(re.escape(word) + "(?!性)", " ", rest) if len(word) > 1 else (rest, 0)
            if times:
                found.add(self._words[name][word])
        return found.pop() if len(found) == 1 else None

    def known_words(self, name: str) -> str:
        """List the values' labels, for advice."""
        return "、".join(label for value, label in self._labels[name].items() if value != UNSTATED)


@lru_cache(maxsize=8)
def vocabulary_of(local: frozenset[tuple[str, str]], kinds: Kinds = DEFAULT_KINDS) -> Vocabulary:
    """Give the vocabulary with a county's words, the same for all its files; raises as `Vocabulary`."""
    return Vocabulary(dict(local), kinds)


@cache
def _around() -> re.Pattern[str]:
    around = words().around
    return re.compile(f"{any_of(around.before)}?((.*?){any_of(around.after)}?)")


@cache
def _built_in() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = {}
    for name, terms in VALUES.items():
        table = {fold(label): value for value, label in terms.labels().items()}
        table |= {fold(word): value for value, group in words().values[name].items() for word in group}
        tables[name] = table
    return tables


def _kind_words(kinds: Kinds) -> dict[str, str]:
    known = kinds.spellings(words().values["kind"])
    return {fold(word): kind for kind, group in known.items() for word in group}
