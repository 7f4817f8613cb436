"""The form that units are sent, as data (`unit_form.toml`): its columns and all that it says."""

import tomllib
from functools import cache
from typing import Literal, cast

from zzlib.data import DataModel
from zzlib.files import package_file
from zzlib.form import FieldPlace, Form, FormField, package_form
from zzlib.kinds import Kinds
from zzlib.rhythm import rhythms


class FormColumn(DataModel):
    """A column of the form. `carried` columns hold last month's values; `prompt` is shown when a cell is selected."""

    field: str
    width: float
    kind: Literal["text", "choice", "money", "number", "date"]
    carried: bool = False
    prompt: str = ""
    own: FormField | None = None

    @property
    def contract(self) -> FormField:
        """The field of the return that the column holds: the county's own, or one of every county's."""
        return self.own or package_form().fields[self.field]

    @property
    def cumulative(self) -> bool:
        """Whether it holds an amount since January."""
        return self.contract.basis == "year_to_date"


class FormWording(DataModel):
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
    own_amount: str

    def prompt_of(self, kinds: Kinds) -> str:
        """Say which kind is to be chosen for what."""
        told = dict.fromkeys(kinds.by_application, self.by_application) | self.kinds
        return "；".join("：".join(filter(None, (name, told.get(kind, "")))) for kind, name in kinds.names) + "。"


class Instructions(DataModel):
    """The sheet that tells how to fill in the form; `mark` makes the reader leave it alone."""

    sheet: str
    mark: str
    prefilled: str
    new_year: str
    blank: str
    lines: tuple[str, ...]
    choices: str


class FormPlan(DataModel):
    """All of `unit_form.toml`."""

    ready_rows: int
    columns: tuple[FormColumn, ...]
    wording: FormWording
    instructions: Instructions


def form_plan(every: str = "month", form: Form | None = None) -> FormPlan:
    """Give the plan of the form, in the words of a county that reports every month or quarter, with the columns of its own.

    Its amounts stand after the others, its numbers, texts and dates before the problems.
    """
    plan = _plan(every)
    own = (
        [_own(form.fields[name], place, plan.wording) for name, place in form.own.items() if place.shown]
        if form
        else []
    )
    if not own:
        return plan
    after = max(number for number, column in enumerate(plan.columns) if column.kind == "money") + 1
    before = next(number for number, column in enumerate(plan.columns) if column.field == "problems")
    money, others = ([c for c in own if (c.kind == "money") == is_money] for is_money in (True, False))
    columns = (*plan.columns[:after], *money, *plan.columns[after:before], *others, *plan.columns[before:])
    return plan.model_copy(update={"columns": columns})


def _own(field: FormField, place: FieldPlace, wording: FormWording) -> FormColumn:
    """Give a column of the county's own: what belongs to the project, and texts, are filled in as they were last month."""
    kind = cast(Literal["text", "money", "number", "date"], field.type)
    carried = place.carried if place.carried is not None else not field.of_line or kind in ("text", "date")
    prompt = place.prompt or (wording.own_amount.format(label=field.label) if field.basis == "year_to_date" else "")
    width = place.width or {"money": 9, "number": 7, "date": 10}.get(kind, 12)
    return FormColumn(field=field.field_id, width=width, kind=kind, carried=carried, prompt=prompt, own=field)


@cache
def _plan(every: str) -> FormPlan:
    text = package_file(__package__, "unit_form.toml").decode()
    return FormPlan.model_validate(tomllib.loads(rhythms()[every].said(text)))
