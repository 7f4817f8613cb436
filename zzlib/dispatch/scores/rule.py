"""A county's rule for scores and lights, `data/rules/score.toml`: read as the office writes it; without the file nothing is scored."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from zzlib.data import DataModel, model_of, nearest_key, wrong_value
from zzlib.files import package_file
from zzlib.told import ToldError
from zzlib.workspace import SCORE_RULE as FILE
from zzlib.workspace import Workspace

EXAMPLES = {"百分制": "hundred_points.toml", "三色灯": "three_lights.toml"}
"""The examples that come with the program, each with its source; none is in force before a county makes it its own."""

Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class ScoreError(ToldError, ValueError):
    """The rule can't be used, or not for this month; the message says in Chinese which entry and why."""

    wrong_use = True


class ScoreBand(DataModel):
    """What a value from `start` (inclusive) up to `below` (exclusive) is worth: points, or a light; open ends are left out."""

    start: Annotated[Decimal | None, Field(alias="from")] = None
    below: Decimal | None = None
    points: Decimal | None = None
    light: Literal["", "green", "yellow", "red"] = ""
    note: str = ""

    def holds(self, value: Decimal) -> bool:
        """Tell whether a value is in the band."""
        return (self.start is None or value >= self.start) and (self.below is None or value < self.below)


class ScoreEntry(DataModel):
    """What is measured: a figure of the catalogue or one of `zzlib.dispatch.scores.bases`, less a figure of the county.

    A `component` gives `points` in proportion up to `full`, or by `bands`; a `bonus` (`deduction`) gives (takes) `points` for
    every whole `each` that the value is `above` (`below`) a mark, or by `bands`, never more than `cap`. `missing` says what
    a unit gets that has no such value; `again` why a figure may count although another entry counts it too.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")]
    label: Annotated[str, Field(min_length=1)]
    figure: str
    less: str = ""
    points: Annotated[Decimal | None, Field(gt=0)] = None
    full: Annotated[Decimal | None, Field(gt=0)] = None
    above: Decimal | None = None
    below: Decimal | None = None
    each: Annotated[Decimal | None, Field(gt=0)] = None
    cap: Annotated[Decimal | None, Field(gt=0)] = None
    bands: tuple[ScoreBand, ...] = ()
    missing: Literal["unscored", "zero", "full", "spread"] = "unscored"
    again: str = ""
    source: str = ""


class ScoreLight(DataModel):
    """The value by which units get a light, and the bands of it."""

    figure: str
    less: str = ""
    bands: tuple[ScoreBand, ...]
    source: str = ""


class ExemptUnit(DataModel):
    """A unit (its id or name) that is listed and not scored."""

    unit: str
    why: Annotated[str, Field(min_length=1)]


class ScoreRule(DataModel):
    """The rule: where it stands, for which months, what gives points, who is ranked beside whom.

    `groups` are the groups of units that are ranked together; without them each group by itself. Units of equal points share
    a place: by `same_place` the places after them stay free, by `next_place` not.
    """

    name: Annotated[str, Field(min_length=1)]
    source: Annotated[str, Field(min_length=1)]
    date: dt.date
    valid_from: Month
    valid_to: Month
    total: Annotated[Decimal, Field(gt=0)] = Decimal(100)
    digits: Annotated[int, Field(ge=0, le=4)] = 2
    ties: Literal["same_place", "next_place"] = "same_place"
    groups: tuple[tuple[str, ...], ...] = ()
    exempt: tuple[ExemptUnit, ...] = ()
    component: tuple[ScoreEntry, ...] = ()
    bonus: tuple[ScoreEntry, ...] = ()
    deduction: tuple[ScoreEntry, ...] = ()
    light: ScoreLight | None = None

    @property
    def entries(self) -> dict[str, tuple[ScoreEntry, ...]]:
        """What gives or takes points, by the name of its table in the file."""
        return {"component": self.component, "bonus": self.bonus, "deduction": self.deduction}


def read_rule(workspace: Workspace) -> ScoreRule | None:
    """Give the county's rule as it is written, `None` where it has none.

    Raises:
        ScoreError: the file is no TOML, or a key or value of it can't be meant; the message names entry and key.
    """
    data = workspace.score_rule()
    return rule_of(data) if data else None


def rule_of(data: bytes) -> ScoreRule:
    """Give the rule that the content of a file says; raises as `read_rule`."""
    return model_of(data, ScoreRule, FILE, ScoreError, _explained)


def example(name: str) -> str:
    """Give an example of `EXAMPLES` as text."""
    return package_file(__package__, f"examples/{EXAMPLES[name]}").decode()


def _explained(error: Any, written: dict[str, Any]) -> str:
    """Say what an error of the model means: which entry, which key."""
    place, held = [], written
    model = ScoreRule.model_fields
    keys = [key for key in error["loc"] if key != "from"]
    for key in keys[:-1]:
        held = held[key] if isinstance(held, dict | list) else {}
        place.append(f"第 {key + 1} 个" if isinstance(key, int) else f"[{key}]")
        if isinstance(held, dict) and held.get("id"):
            place[-1] += f"（{held['id']}）"
    if len(keys) > 1:
        of: dict[str, type[DataModel]] = {"light": ScoreLight, "exempt": ExemptUnit}
        model = (ScoreBand if "bands" in keys[:-1] else of.get(str(keys[0]), ScoreEntry)).model_fields
    where = "".join([*place, " 的 " if place else "", str(keys[-1])])
    if error["type"] == "extra_forbidden":
        known = [field.alias or name for name, field in model.items()]
        return f"{where}：不认识，{nearest_key(str(keys[-1]), known)}"
    if error["type"] == "missing":
        return f"没有写 {where}"
    return f"{where} 的值 {error['input']!r} 不能用：{wrong_value(error)}"
