"""The form that units are sent, as data (`unit_form.toml`): its columns and all that it says."""

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict

from zzlib.kinds import Kinds
from zzlib.returns import FormField, fields
from zzlib.rhythm import rhythms


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FormColumn(_Data):
    """A column of the form. `carried` columns hold last month's values; `prompt` is shown when a cell is selected."""

    field: str
    width: float
    kind: Literal["text", "choice", "money", "number", "date"]
    carried: bool = False
    prompt: str = ""

    @property
    def contract(self) -> FormField:
        """The field of the return that the column holds."""
        return fields()[self.field]

    @property
    def cumulative(self) -> bool:
        """Whether it holds an amount since January."""
        return self.contract.basis == "year_to_date"


class Wording(_Data):
    """What the form says; slots are named in braces. `kinds` says of a kind which projects are of it."""

    kinds: dict[str, str]
    by_application: str
    file: str
    sheet: str
    title: str
    unit: str
    period: str
    money_unit: str
    signatures: tuple[str, ...]
    total: str
    needed: str
    last: str
    not_a_number: str
    negative: str
    fell: str
    not_a_date: str
    not_in_list: str
    new_category: str
    wrong: str
    hint: str

    def prompt_of(self, kinds: Kinds) -> str:
        """Say which kind is to be chosen for what."""
        told = dict.fromkeys(kinds.by_application, self.by_application) | self.kinds
        return "；".join("：".join(filter(None, (name, told.get(kind, "")))) for kind, name in kinds.names) + "。"


class Instructions(_Data):
    """The sheet that tells how to fill in the form; `mark` makes the reader leave it alone."""

    sheet: str
    mark: str
    prefilled: str
    new_year: str
    blank: str
    lines: tuple[str, ...]
    choices: str


class FormPlan(_Data):
    """All of `unit_form.toml`."""

    ready_rows: int
    columns: tuple[FormColumn, ...]
    wording: Wording
    instructions: Instructions


@cache
def form_plan(every: str = "month") -> FormPlan:
    """Give the plan of the form, in the words of a county that reports every month or quarter."""
    text = resources.files(__package__).joinpath("unit_form.toml").read_text(encoding="utf-8")
    return FormPlan.model_validate(tomllib.loads(rhythms()[every].said(text)))
