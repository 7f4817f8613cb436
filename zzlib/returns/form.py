"""The return form's contract, loaded from `form.toml`: fields with their labels, and what headers say beside them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from zzlib.returns.text import fold

FieldType = Literal["text", "unit", "enum", "category", "money", "number", "stage", "date"]
Basis = Literal["", "month", "year_to_date", "since_start", "project"]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FormField(_Data):
    """A field of the return: its label, other words for it, its type, and the time that its amount speaks of."""

    field_id: str
    label: str
    synonyms: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    by_values: tuple[str, ...] = ()
    type: FieldType
    unit: str = ""
    basis: Basis = ""
    required: bool = False
    personal: bool = False
    of_span: Literal["", "start", "end"] = ""
    variants: dict[str, str] = {}


class Whole(_Data):
    """Parts that divide a whole, and those of which offices differ whether they belong to it."""

    of: frozenset[str]
    perhaps: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """All parts that may belong to it."""
        return self.of | self.perhaps


class PartWords(_Data):
    """What makes an amount a part of another: a pattern by the part's name; `loose` ones only beside others of a whole."""

    words: dict[str, str]
    loose: dict[str, str]
    wholes: tuple[Whole, ...]

    @model_validator(mode="after")
    def _known(self) -> Self:
        if unknown := {name for whole in self.wholes for name in whole.all} - {*self.words, *self.loose}:
            raise ValueError(f"wholes of parts that are not there: {sorted(unknown)}")
        return self


class MonthWords(_Data):
    """How a heading says of which months its amounts are: patterns by kind, and what says nothing more of it."""

    range: str
    until: str
    quarter: str
    single: str
    now: str
    idle: str


class HeaderWords(_Data):
    """What headers say beside a label; patterns are regular expressions over folded text."""

    since_start: tuple[str, ...]
    another_time: tuple[str, ...]
    year_to_date: tuple[str, ...]
    month: tuple[str, ...]
    bare_total: tuple[str, ...]
    idle: frozenset[str]
    elsewhere: tuple[str, ...]
    neutral: str
    parts: PartWords
    months: MonthWords
    captions: str
    spans: str
    ratios: str
    growth: str


class Units(_Data):
    """Units of money with the words for each, money that can't be converted, and other measures."""

    money: tuple[tuple[str, tuple[str, ...]], ...]
    other_money: frozenset[str]
    measures: frozenset[str]


class Form(_Data):
    """All of `form.toml`."""

    fields: tuple[FormField, ...]
    header: HeaderWords
    units: Units


@cache
def form() -> Form:
    """Give the form's contract."""
    text = resources.files(__package__).joinpath("form.toml").read_text(encoding="utf-8")
    return Form.model_validate(tomllib.loads(text))


@cache
def fields() -> dict[str, FormField]:
    """Give the form's fields by id, in the form's order (contracts, section 2)."""
    return {field.field_id: field for field in form().fields}


@dataclass(frozen=True)
class Label:
    """What a header text means: which field, and in which of the form's lists it stands."""

    field_id: str
    group: Literal["label", "synonyms", "short", "by_values"]


@cache
def labels() -> dict[str, Label]:
    """Give what each folded header text means."""
    index: dict[str, Label] = {}
    for field in form().fields:
        index[fold(field.label)] = Label(field.field_id, "label")
    groups: tuple[Literal["synonyms", "short", "by_values"], ...] = ("synonyms", "short", "by_values")
    for group in groups:
        for field in form().fields:
            for word in getattr(field, group):
                index.setdefault(fold(word), Label(field.field_id, group))
    return index
