"""What units have to agree on with each other and with upper bodies, which programmes come, and what stands ready for them."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

import pandas as pd

from zzlib.data import package_toml
from zzlib.indicators import Month
from zzlib.indicators.once import once
from zzlib.indicators.policy_fields import programme_days
from zzlib.ledger.lines import UNSTATED_TEXT
from zzlib.reference_files import label
from zzlib.vocabulary import SourceLevel, Stage

BEFORE_APPLYING = (Stage.IDEA, Stage.RESERVE, Stage.PREPARATION)
"""The stages of the reserve: what has not been applied for."""

LACKS = {"states_land": "用地", "lacking_land": "用地", "states_approvals": "前期手续", "states_matching": "配套"}
"""What a project may lack (flags of `zzlib.indicators.flags`), and how it is said."""

Row = dict[Any, Any]


def twin_pairs(month: Month) -> list[tuple[Row, Row]]:
    """Give the rows of `Month.projects` that two units file as one project, side by side, by code or by name."""
    twice = month.projects[month.projects["filed_twice"]]
    pairs: dict[tuple[str, str], tuple[Row, Row]] = {}
    for key in ("project_code", "name_key"):
        for _, rows in twice[twice[key] != ""].groupby(key, sort=False):
            for one, other in combinations(rows.to_dict("records"), 2):
                if one["unit_id"] != other["unit_id"]:
                    pairs.setdefault((one["project_id"], other["project_id"]), (one, other))
    return list(pairs.values())


def differences(one: Row, other: Row) -> list[str]:
    """Name the fields in which two stories of a project differ."""
    told = {
        "stage": "阶段", "applied_fen": "申报资金", "awarded_fen": "争取资金", "received_fen": "到位资金", "total_investment_fen": "总投资",
        "leader": "责任领导",
    }  # fmt: skip
    return [said for name, said in told.items() if _text(one[name]) != _text(other[name])]


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


@dataclass(frozen=True)
class LeaderCall:
    """A project whose unit asks a leader to go along to an upper body: named in its words, else the level of its money."""

    body: str
    leader: str
    row: Row


def leader_calls(month: Month) -> list[LeaderCall]:
    """Give them by upper body, then by leader, in the order of the units' precedence."""
    levels = month.funding.groupby("project_id", sort=False)["source_level"].first().to_dict()
    rows = month.projects[month.projects["states_contact"]].to_dict("records")
    leaders = {row["unit_id"]: row["leader"] for row in month.workspace.reference("units").rows()}
    calls = [
        LeaderCall(_body(row, levels), row["leader"] or leaders.get(row["unit_id"], ""), row)
        for row in rows
    ]  # fmt: skip
    bodies, names = (list(dict.fromkeys(getattr(call, name) for call in calls)) for name in ("body", "leader"))
    return sorted(calls, key=lambda call: (bodies.index(call.body), names.index(call.leader)))


def _body(row: Row, levels: dict[Any, Any]) -> str:
    if found := _pattern().search(row["problems"]):
        return found[0]
    level = _text(levels.get(row["project_id"], ""))
    return f"{SourceLevel(level).label}有关部门" if level else "没有写明"


@cache
def _pattern() -> re.Pattern[str]:
    known = package_toml(__package__, "upper_bodies.toml")
    levels, endings = ("|".join(known[name]) for name in ("levels", "endings"))
    return re.compile(rf"(?:{levels})[\u4e00-\u9fff]{{1,{known['longest']}}}?(?:{endings})")


@dataclass(frozen=True)
class CalledProgramme:
    """A programme of programmes.csv as it stands on the day of the month's documents.

    `could` are the projects of its field that wait and stand before 申报, or are not applied for; `applied` the others that are applied
    for this year, `won` those of them that won money or land: rows of `Month.projects`.
    """

    programme: str
    policy_field: str
    level: str
    opens: str
    closes: str
    state: str
    document: str
    could: tuple[Row, ...]
    applied: tuple[Row, ...]
    won: tuple[Row, ...]


@once
def programme_calendar(month: Month) -> list[CalledProgramme]:
    """Give all programmes by the day on which they close, those that are over last."""
    today = month.settings.document_date(month.period)
    projects = month.projects[["unit_id", "project_name", "policy_field", "stage", "pipeline", "applied", "converted"]]
    rows = month.workspace.reference("programmes").rows()
    made = [(programme_days(row), _called(row, projects, today)) for row in rows]
    return [one for _, one in sorted(made, key=lambda entry: (entry[0][1] < today, entry[0][1], entry[0][0]))]


def _called(row: Row, projects: pd.DataFrame, today: dt.date) -> CalledProgramme:
    opens, closes = programme_days(row)
    state = "已截止" if closes < today else "未开始" if opens > today else "申报中"
    if state == "申报中" and (closes.year, closes.month) == (today.year, today.month):
        state = "本月截止"
    projects = projects[projects["policy_field"] == row["field"]]
    waiting = projects["pipeline"] & (projects["stage"].isin(BEFORE_APPLYING) | ~projects["applied"])
    applied = projects["applied"] & ~waiting
    return CalledProgramme(
        programme=row["programme"], policy_field=row["field"], level=label("source_level", row["level"]), opens=row["opens"],
        closes=row["closes"], state=state, document=row["document"], could=_rows(projects[waiting]), applied=_rows(projects[applied]),
        won=_rows(projects[applied & projects["converted"]]),
    )  # fmt: skip


def _rows(frame: pd.DataFrame) -> tuple[Row, ...]:
    return tuple(frame.to_dict("records"))


@dataclass(frozen=True)
class FieldReserve:
    """What waits for money in a policy field: projects by stage (stages past 申报 and none stated under `""`)."""

    policy_field: str
    priority: str
    stages: dict[str, int]
    applied_fen: int
    is_empty: bool

    @property
    def projects(self) -> int:
        """All of them."""
        return sum(self.stages.values())


def reserve(month: Month) -> list[FieldReserve]:
    """Give every policy field of the county's list, then what is in none; `is_empty`: a priority field without a project."""
    listed = {row["policy_field"]: row for row in month.fields.to_dict("records")}
    waiting = month.projects[month.projects["pipeline"]]
    shown = (*BEFORE_APPLYING, Stage.APPLIED)
    names = dict.fromkeys(
        [*listed, *(name for name in waiting["policy_field"] if name != UNSTATED_TEXT), UNSTATED_TEXT]
    )
    made = []
    for name in names:
        own = waiting[waiting["policy_field"] == name]
        stages = {stage.value: int((own["stage"] == stage).sum()) for stage in shown}
        stages[""] = len(own) - sum(stages.values())
        row = listed.get(name, {"priority": "", "without_reserve": False})
        made.append(
            FieldReserve(
                name, row["priority"], stages, int(own["applied_fen"].fillna(0).sum()), bool(row["without_reserve"])
            )
        )
    return made


@dataclass(frozen=True)
class ReserveCandidate:
    """A project of the reserve: `programmes` of its field that can still be applied for, what it `lacks`; ripe for the next round or not."""

    row: Row
    priority: str
    programmes: tuple[str, ...]
    lacks: tuple[str, ...]

    @property
    def is_ripe(self) -> bool:
        """Whether it can be applied for in the next round: it is in preparation, lacks nothing that is told, and a programme comes."""
        return self.row["stage"] == Stage.PREPARATION and not self.lacks and bool(self.programmes)


def candidates(month: Month) -> list[ReserveCandidate]:
    """Give the projects that are not applied for yet, those ripe for the next round first, then by priority of their field."""
    coming: dict[str, list[str]] = {}
    for programme in programme_calendar(month):
        if programme.state != "已截止":
            coming.setdefault(programme.policy_field, []).append(programme.programme)
    fields = {row["policy_field"]: row for row in month.fields.to_dict("records")}
    waiting = month.projects[month.projects["pipeline"] & month.projects["stage"].isin(BEFORE_APPLYING)]
    made = [
        ReserveCandidate(
            row,
            fields.get(row["policy_field"], {}).get("priority", ""),
            tuple(coming.get(row["policy_field"], ())),
            tuple(_lacking(row)),
        )
        for row in waiting.to_dict("records")
    ]
    high = {name for name, row in fields.items() if row["is_priority"]}
    return sorted(made, key=lambda one: (not one.is_ripe, one.row["policy_field"] not in high))


def _lacking(row: Row) -> Iterable[str]:
    return dict.fromkeys(said for flag, said in LACKS.items() if row[flag])
