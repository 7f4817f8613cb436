"""The return form: its fields with their labels, types and roles (`form.toml`), and what a county adds to it.

A `Form` is a workspace's (`Workspace.form`): two workspaces may have two forms. Nothing is kept but by the form itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal, Self

from pydantic import model_validator

from zzlib.data import DataModel, Pattern, package_toml
from zzlib.folding import fold

FieldType = Literal["text", "unit", "enum", "category", "money", "number", "stage", "date"]
Basis = Literal["", "month", "year_to_date", "since_start", "project"]
Role = Literal["", "applied", "won", "received", "spent", "invested", "whole"]


class FormField(DataModel):
    """A field of the return: its label, other words for it, its type, and the time that its amount speaks of.

    `role` is the part that an amount plays; `of` says whether a value is its fund line's or the project's.
    """

    field_id: str
    label: str
    synonyms: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    by_values: tuple[str, ...] = ()
    type: FieldType
    unit: str = ""
    basis: Basis = ""
    role: Role = ""
    of: Literal["", "line", "project"] = ""
    required: bool = False
    personal: bool = False
    multiline: bool = False
    of_span: Literal["", "start", "end"] = ""
    variants: dict[str, str] = {}

    @property
    def of_line(self) -> bool:
        """Whether a value is its fund line's, not the project's."""
        return self.of == "line" or (not self.of and self.type == "money" and self.basis != "project")


class Whole(DataModel):
    """Parts that divide a whole, and those of which offices differ whether they belong to it."""

    of: frozenset[str]
    perhaps: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """All parts that may belong to it."""
        return self.of | self.perhaps


class PartWords(DataModel):
    """What makes an amount a part of another: a pattern by the part's name; `loose` ones only beside others of a whole."""

    words: dict[str, Pattern]
    loose: dict[str, Pattern]
    wholes: tuple[Whole, ...]

    @model_validator(mode="after")
    def _known(self) -> Self:
        if unknown := {name for whole in self.wholes for name in whole.all} - {*self.words, *self.loose}:
            raise ValueError(f"wholes of parts that are not there: {sorted(unknown)}")
        return self


class MonthWords(DataModel):
    """How a heading says of which months its amounts are: patterns by kind, and what says nothing more of it."""

    range: Pattern
    until: Pattern
    quarter: Pattern
    single: Pattern
    now: Pattern
    idle: Pattern


class HeaderWords(DataModel):
    """What headers say beside a label; patterns are regular expressions over folded text."""

    since_start: tuple[Pattern, ...]
    another_time: tuple[Pattern, ...]
    year_to_date: tuple[Pattern, ...]
    month: tuple[Pattern, ...]
    bare_total: tuple[Pattern, ...]
    idle: frozenset[str]
    elsewhere: tuple[str, ...]
    neutral: Pattern
    parts: PartWords
    months: MonthWords
    captions: Pattern
    spans: Pattern
    ratios: Pattern
    growth: Pattern


class Units(DataModel):
    """Units of money with the words for each, money that can't be converted, and other measures."""

    money: tuple[tuple[str, tuple[str, ...]], ...]
    other_money: frozenset[str]
    measures: frozenset[str]


class _Contract(DataModel):
    """All of `form.toml`."""

    steps: tuple[str, ...]
    fields: tuple[FormField, ...]
    header: HeaderWords
    units: Units


@dataclass(frozen=True)
class Label:
    """What a header text means: which field, and in which of the form's lists it stands."""

    field_id: str
    group: Literal["label", "synonyms", "short", "by_values"]


@dataclass(frozen=True)
class FieldPlace:
    """Where a county's own column stands on the form that units are sent, and what is said there."""

    width: float = 0
    prompt: str = ""
    carried: bool | None = None
    shown: bool = True


@dataclass(frozen=True, eq=False)
class Form:
    """The form of a county: the package's fields, in the form's order (contracts, section 2), with the county's among them.

    `steps` is the order in which money comes. `own` are the fields that the county added, with their place on the form
    that units are sent; `digest` tells forms with different fields or words apart, `""` that of the package.
    """

    all: tuple[FormField, ...]
    header: HeaderWords
    units: Units
    steps: tuple[str, ...]
    own: Mapping[str, FieldPlace] = field(default_factory=dict)
    digest: str = ""

    @cached_property
    def fields(self) -> dict[str, FormField]:
        """The fields by id."""
        return {known.field_id: known for known in self.all}

    @cached_property
    def labels(self) -> dict[str, Label]:
        """What each folded header text means."""
        index: dict[str, Label] = {}
        for known in self.all:
            index[fold(known.label)] = Label(known.field_id, "label")
        groups: tuple[Literal["synonyms", "short", "by_values"], ...] = ("synonyms", "short", "by_values")
        for group in groups:
            for known in self.all:
                for word in getattr(known, group):
                    index.setdefault(fold(word), Label(known.field_id, group))
        return index

    @cached_property
    def words_of_names(self) -> frozenset[str]:
        """The folded header texts that mean the project's name."""
        return frozenset(word for word, label in self.labels.items() if label.field_id == "project_name")

    @cached_property
    def words_of_money(self) -> tuple[tuple[str, str], ...]:
        """The folded labels of the year's money with their field, the longest first."""
        money = {f.field_id for f in self.all if f.type == "money" and f.basis == "year_to_date"}
        known = ((word, label.field_id) for word, label in self.labels.items() if label.field_id in money)
        return tuple(sorted(known, key=lambda entry: -len(entry[0])))

    @cached_property
    def line_money(self) -> tuple[str, ...]:
        """The amounts that belong to a fund line; the others (总投资, 配套资金) belong to the project."""
        return tuple(f.field_id for f in self.all if f.type == "money" and f.of_line)

    @cached_property
    def project_money(self) -> tuple[str, ...]:
        """The amounts that belong to the project."""
        return tuple(f.field_id for f in self.all if f.type == "money" and not f.of_line)

    @cached_property
    def cumulative(self) -> tuple[str, ...]:
        """The amounts that returns state since January: the steps, then the county's own."""
        own = (f.field_id for f in self.all if f.field_id in self.own and f.of_line and f.basis == "year_to_date")
        return tuple(dict.fromkeys((*self.steps, *own)))

    @cached_property
    def won(self) -> tuple[str, ...]:
        """The money that a project wins: 争取, 下达, 到位."""
        return tuple(f.field_id for f in self.all if f.role in ("won", "received") and f.field_id in self.steps)

    @cached_property
    def won_or_spent(self) -> tuple[str, ...]:
        """The year's amounts that are had, not only applied for: won, received (also in the month), spent."""
        return tuple(f.field_id for f in self.all if f.role in ("won", "received", "spent"))

    @cached_property
    def personal(self) -> tuple[str, ...]:
        """The fields that tell of a person: they stand in no document."""
        return tuple(f.field_id for f in self.all if f.personal)

    def own_of(self, kind: FieldType, *, line: bool) -> tuple[FormField, ...]:
        """Give the county's own fields of a type that belong to a fund line, or to the project."""
        if not self.own:
            return ()
        return tuple(f for f in self.all if f.field_id in self.own and f.type == kind and f.of_line == line)

    def label(self, field_id: str) -> str:
        """Give the label of a field."""
        return self.fields[field_id].label


@cache
def package_form() -> Form:
    """Give the form as the package has it, without a county's additions."""
    read = _Contract.model_validate(package_toml("zzlib", "form.toml"))
    return Form(read.fields, read.header, read.units, read.steps)
