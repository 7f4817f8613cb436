"""Settings of a county (`data/settings.toml`): every key optional, unknown keys refused with the nearest known one."""

import datetime as dt
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from zzlib.data import DataModel, model_of, nearest_key, wrong_value
from zzlib.kinds import OTHERS, Kinds
from zzlib.periods import following_month_day
from zzlib.rhythm import USUAL, Rhythm, rhythms
from zzlib.told import ToldError

_Share = Annotated[float, Field(ge=0, le=1)]
_Count = Annotated[int, Field(ge=1, le=1_000_000)]


class SettingsError(ToldError, ValueError):
    """The settings cannot be used; the message says in Chinese which key and what to type."""

    wrong_use = True


class _Section(DataModel):
    model_config = ConfigDict(allow_inf_nan=False)


class County(_Section):
    """Who the county is."""

    name: str = ""
    code: str = ""
    office: str = ""


class Returns(_Section):
    """How often units report, when returns are due, and what stands for one that is missing."""

    every: Literal["month", "quarter"] = USUAL
    due_day: Annotated[int, Field(ge=1, le=28)] = 5
    missing: Literal["carry_forward", "exclude"] = "carry_forward"
    default_money_unit: Literal["", "元", "万元", "亿元"] = ""

    @property
    def rhythm(self) -> Rhythm:
        """The periods of a year."""
        return rhythms()[self.every]


class Bands(_Section):
    """Edges of the high and middle band as fractions of the target, and which amount is measured."""

    edges: tuple[float, float] = (0.80, 0.25)
    measure: Literal["received", "awarded"] = "received"

    @field_validator("edges")
    @classmethod
    def _falling(cls, edges: tuple[float, float]) -> tuple[float, float]:
        if not 10 >= edges[0] > edges[1] > 0:
            raise ValueError("应是两个从大到小、不大于 10 的正数，如 [0.80, 0.25]")
        return edges


class Projects(_Section):
    """What a large project is, and which projects count against the target."""

    large_yuan: Annotated[int, Field(gt=0, le=10**12)] = 5_000_000
    completion_counts: Literal["new", "total"] = "new"


class Schedule(_Section):
    """The share of the year's target due by each month: month/12, or a table of twelve fractions."""

    by: Literal["month"] | Annotated[tuple[_Share, ...], Field(min_length=12, max_length=12)] = "month"

    @field_validator("by", mode="before")
    @classmethod
    def _months(cls, by: Any) -> Any:
        """Take a table keyed by month (`[schedule.by]` with keys 1 to 12) for the list of twelve."""
        if isinstance(by, dict) and set(by) == {str(month) for month in range(1, 13)}:
            return [by[str(month)] for month in range(1, 13)]
        return by


NAMINGS_BEFORE = {"zero_and_missing": ("unfiled", "zero"), "all": ("unfiled", "zero", "behind"), "none": ()}
"""One word that settings and drafts of earlier versions have for which units are named."""


class Document(_Section):
    """What stands on the circular: title, basis, issuer, addressee, number, date, and which units are named.

    `naming` is the lists that name units: those that filed nothing, those at zero, those behind with something; with none
    of them nobody is named. `contact` is the line that tells whom to ask. Whom inspectors found at fault is named only with a consent of its own (`name_misuse`).
    """

    kind: Literal["", "monthly", "half_year", "year"] = ""
    title: str = ""
    basis: str = ""
    issuer: str = ""
    addressee: str = ""
    number: str = ""
    date: dt.date | Literal[""] = ""
    red_head: bool = False
    copies_to: str = ""
    printed_by: str = ""
    imprint: bool = True
    contact: str = ""
    naming: tuple[Literal["unfiled", "zero", "behind"], ...] = ("unfiled", "zero")
    name_misuse: bool = False
    rounding_digits: Annotated[int, Field(ge=0, le=4)] = 2
    pages: Annotated[int, Field(ge=1, le=20)] = 4

    @field_validator("naming", mode="before")
    @classmethod
    def _as_a_list(cls, naming: Any) -> Any:
        return NAMINGS_BEFORE.get(naming, naming) if isinstance(naming, str) else naming


class Findings(_Section):
    """When a figure becomes a problem (`zzlib/findings/findings.toml`); `off` names findings that are not looked for."""

    few: _Count = 3
    monthly_each: _Count = 2
    monthly_most: _Count = 5
    listed_most: _Count = 100
    small_number: _Count = 10
    waiting_months: Annotated[int, Field(ge=1, le=11)] = 3
    idle_months: Annotated[int, Field(ge=1, le=240)] = 24
    competitive_below: _Share = 0.30
    large_below: _Share = 0.05
    conversion_below: _Share = 0.15
    stuck_above: _Share = 0.20
    payment_below: _Share = 0.50
    receipt_below: _Share = 0.70
    arrival_below: _Share = 0.70
    zero_above: _Share = 0.20
    top5_above: _Share = 0.60
    off: tuple[str, ...] = ()


class Publication(_Section):
    """With what a month is compared where an earlier one was issued: what is known of it now, or what was issued."""

    compare: Literal["issued", "current"] = "current"


class Dispatching(_Section):
    """When a letter (督办函) goes to a unit, its number, and by when it is answered.

    With `letter_items` items or more that are overdue by more than `letter_days`; 0 writes letters only to units that a person
    names. `reply_days` are working days.
    """

    letter_items: Annotated[int, Field(ge=0, le=1000)] = 3
    letter_days: Annotated[int, Field(ge=0, le=3650)] = 30
    reply_days: Annotated[int, Field(ge=1, le=60)] = 5
    letter_number: str = "督办〔{year}〕{number}号"

    @field_validator("letter_number")
    @classmethod
    def _with_number(cls, text: str) -> str:
        if "{number}" not in text:
            raise ValueError("要有 {number}，如 督办〔{year}〕{number}号")
        return text

    def number(self, year: int, number: str) -> str:
        """Give a letter its number."""
        return self.letter_number.replace("{year}", str(year)).replace("{number}", number)


class Privacy(_Section):
    """Whether names of persons are masked in views."""

    mask_names: bool = True


class Engine(_Section):
    """The calculation engine and its bounds: DuckDB on this machine, or Spark at `address` (`local[2]`); who reads returns beside this process."""

    memory_limit: Annotated[str, Field(pattern=r"^\d+(\.\d+)? ?[KMGT]B$")] = "4GB"
    threads: Annotated[int, Field(ge=1, le=1024)] | None = None
    temp_directory: str = ""
    kind: Literal["duckdb", "spark"] = "duckdb"
    address: str = ""
    scheduler: str = ""


class Settings(_Section):
    """All sections of `data/settings.toml`."""

    county: County = County()
    returns: Returns = Returns()
    kinds: Kinds = Kinds()
    vocabulary: dict[str, str] = {}
    bands: Bands = Bands()
    projects: Projects = Projects()
    schedule: Schedule = Schedule()
    document: Document = Document()
    findings: Findings = Findings()
    publication: Publication = Publication()
    dispatch: Dispatching = Dispatching()
    privacy: Privacy = Privacy()
    engine: Engine = Engine()

    @field_validator("vocabulary")
    @classmethod
    def _words(cls, vocabulary: dict[str, str], info: ValidationInfo) -> dict[str, str]:
        """Let a local word stand for a value or for its Chinese label: `"新建" = "新增"`."""
        if "kinds" not in info.data:
            return vocabulary
        values = {label: kind for kind, label in info.data["kinds"].labels.items()}
        values |= {term.label: term.value for terms in OTHERS for term in terms}
        words = {word: values.get(meaning, meaning) for word, meaning in vocabulary.items()}
        if unknown := set(words.values()) - set(values.values()):
            raise ValueError(f"“{min(unknown)}”不认识；等号右边可以写：{'、'.join(values)}")
        return words

    def document_date(self, period: str) -> dt.date:
        """Give the date on the circular of a period: the one set, else the day on which its returns were due."""
        return self.document.date or following_month_day(period, self.returns.due_day)


def read_settings(path: Traversable) -> Settings:
    """Read `settings.toml`; a file that is not there gives the defaults.

    Raises:
        SettingsError: not TOML, an unknown key, or a value of the wrong kind.
    """
    if not path.is_file():
        return Settings()
    return model_of(path.read_bytes(), Settings, path.name, SettingsError, _explain, most=None)


def _explain(error: Any, _: dict[str, Any]) -> str:
    keys = [str(part) for part in error["loc"]]
    place = ".".join(keys[:1]) + "".join(f" 第 {int(key) + 1} 项" if key.isdecimal() else f".{key}" for key in keys[1:])
    if error["type"] == "extra_forbidden":
        known = _known_keys(keys[:-1])
        return f"不认识的设置 {place}，{nearest_key(keys[-1], known)}"
    if error["type"] == "missing":
        return f"设置 {place}没有写"
    return f"设置 {place} 的值 {error['input']!r} 不能用：{wrong_value(error)}"


def _known_keys(section: list[str]) -> list[str]:
    model: Any = Settings
    for key in section:
        model = model.model_fields[key].annotation
    return list(model.model_fields)
