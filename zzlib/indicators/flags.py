"""The flags of a project, written once: expressions over the ledger's tables, run by any engine that narwhals speaks to.

Restricted style, as in `zzlib.indicators.sums`: blanks are filled before they are compared, no Python by the row. The keys
of every table are `county` (`""` in a single county), `period`, `unit_id` and `project_id`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from zzlib.data import package_toml
from zzlib.form import Form, package_form
from zzlib.indicators.policy_fields import keywords, with_policy_fields
from zzlib.indicators.queries import kept_query
from zzlib.indicators.row_periods import row_month, row_year
from zzlib.indicators.twins import TWIN_FLAGS, with_twins
from zzlib.indicators.unasked import amounts_to_ask, lines_with_unasked, unasked, with_unasked
from zzlib.ledger import Ledger
from zzlib.ledger.projects import project_columns, sizeable
from zzlib.ledger.store import typed_frame
from zzlib.ledger.tables import funding_columns
from zzlib.settings import Settings
from zzlib.vocabulary import Origin, Stage
from zzlib.workspace import Workspace

KEYS = ("county", "period", "unit_id", "project_id")

ASIDE = (Stage.STOPPED, Stage.WITHDRAWN, Stage.ADJUSTED, Stage.RECLAIMED)
_BEFORE_AWARD = (Stage.IDEA, Stage.RESERVE, Stage.PREPARATION, Stage.APPLIED)
_BEFORE_START = (*_BEFORE_AWARD, Stage.APPROVED, Stage.ALLOTTED, Stage.RECEIVED)
_PAST_APPLYING = tuple(list(Stage)[list(Stage).index(Stage.APPLIED) : list(Stage).index(Stage.ACCEPTED) + 1])

FLAGS = (
    "pipeline", "applied", "stuck", "stuck_large", "unarrived", "unstarted", "overpaid", "lacking_land", "states_land",
    "states_approvals", "states_matching", "states_contact", "without_leader", *TWIN_FLAGS,
)  # fmt: skip
"""What is told of a project (bool columns), besides `converted` and `large` of the ledger:

- `pipeline`: has won nothing and is neither done nor put aside; `applied`: at or past 申报, or an amount is applied for.
- `stuck`: waiting, in the same stage as `findings.waiting_months` months ago (`_with_months_ago`); `stuck_large`: at 申报,
  and as much is applied for as makes a large project.
- `unarrived`: awarded so many months ago, and no money has come; `unstarted`: money came so many months ago, the stage
  is one before the start, nothing is paid and no start is dated.
- `overpaid`: new this year, and more is paid than received.
- `lacking_land`: not put aside, and less land is granted than needed. `states_*`: waiting, and the unit's own words say
  what is lacking (`problem_words.toml`). `without_leader`: applied for, and the return has a
  column for leaders, which names none.
- What asks for works (`OF_WORKS`) is not told of projects whose money all builds nothing.
- `filed_twice`: two units file it under one code or name, and nobody has decided that they are two; `_first` marks one
  row of each such project, `_differing` that row where the amounts differ. `applied_again`, `awarded_again`, `received_again`: it is filed
  so, and the amount is not the unit's that files most of it (of equals the first): what is too much if all are one project.

What rests on earlier months is not told of a project whose figures are carried over.
"""

OF_WORKS = ("unstarted", "lacking_land", "states_land", "states_matching")
"""The flags that are told only of what builds: nobody starts a subsidy, gives it land or finds the county's share for it."""

WORKS = ("works", "works_started", "works_finished", "start_overdue", "finish_overdue")
"""What is told of works (bool columns): `works`: has won money or land, builds something, is not put aside, and says how far it is;
of these `works_started` and `works_finished`. `*_overdue`: the planned month is past, and no start or finish is told."""

_STARTED = (Stage.STARTED, Stage.BUILDING, Stage.COMPLETED, Stage.ACCEPTED)
_FINISHED = (Stage.COMPLETED, Stage.ACCEPTED)

STEPS = ("编报", "申报", "争取到资金或用地", "下达", "到位")
"""How far a project has come (`step` is the index): each step holds the ones after it."""


def flagged_project_columns(form: Form) -> dict[str, str]:
    """Give the columns of flagged projects of a county: `FLAGGED_PROJECT_COLUMNS`, with those of its own fields."""
    return {
        **project_columns(form),
        "field_from": "str",
        **{"applied_fen": "int64", "applied_hidden": "bool", "paid_fen": "int64", "paid_hidden": "bool"},
        **{"states_amount": "bool", "sizeable": "bool"},
        **dict.fromkeys(FLAGS, "bool"),
        "step": "int64",
        **dict.fromkeys(("reached_applied", "reached_allotted", "reached_received", "has_problems", *WORKS), "bool"),
        **dict.fromkeys(map(unasked, amounts_to_ask(form, line=False)), "bool"),
    }


FLAGGED_PROJECT_COLUMNS = flagged_project_columns(package_form())
"""`project_months` with the policy field of each resolved (`field_from` tells whence) and what is told of it.

`reached_*`: the project has come to that step or beyond; `has_problems`: the unit states one. `applied_fen` and `paid_fen` are summed over its lines (`*_hidden`: a cell of it can't be read); `states_amount`: what is applied for is filled in, whether or not it can be read;
`sizeable`: awarded as much as a large project, of whatever kind.
"""


def flagged_line_columns(form: Form) -> dict[str, str]:
    """Give the columns of flagged fund lines of a county: `FLAGGED_LINE_COLUMNS`, with those of its own fields."""
    flags = dict.fromkeys((*FLAGS, "idle", *map(unasked, amounts_to_ask(form, line=True))), "bool")
    return {**funding_columns(form), **flags, "reclaimed_fen": "Int64", "came_fen": "Int64"}


FLAGGED_LINE_COLUMNS = flagged_line_columns(package_form())
"""The counted fund lines with their project's policy field and `FLAGS`.

`idle`: received `findings.idle_months` months ago or earlier (by the date in the return), and not all of it paid.
`reclaimed_fen`: what a negative amount received takes back, zero of others; `came_fen`: what came, zero where money was taken back.
"""


def flagged_projects(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> nw.LazyFrame[Any]:
    """Give the projects of all the ledger's months: `KEYS`, `FLAGGED_PROJECT_COLUMNS` and `position`, their order."""
    _register(connection, ledger)
    projects, lines, words = (_lazy(connection, name) for name in ("projects", "lines", "words"))
    past = _lazy(connection, "past") if ledger.past else None
    resolved = with_policy_fields(projects, words)
    return project_flags(resolved, lines, ledger.workspace.settings, past, building_nothing(ledger.workspace))


def building_nothing(workspace: Workspace) -> tuple[str, ...]:
    """Give the fund categories whose money builds nothing, or of which that can't be read (`builds` of fund_categories.csv)."""
    return tuple(r["category"] for r in workspace.reference("fund_categories").rows() if r["builds"] != "yes")


def flagged_lines(
    connection: duckdb.DuckDBPyConnection, ledger: Ledger, projects: nw.LazyFrame[Any]
) -> nw.LazyFrame[Any]:
    """Give the counted fund lines of all the ledger's months: `KEYS`, `FLAGGED_LINE_COLUMNS` and `position`."""
    _register(connection, ledger)
    return line_flags(_lazy(connection, "lines"), projects, ledger.workspace.settings)


@dataclass(frozen=True)
class Flagged:
    """The flagged `projects` (`FLAGGED_PROJECT_COLUMNS`) and counted `lines` (`FLAGGED_LINE_COLUMNS`) of all the ledger's months."""

    projects: pd.DataFrame
    lines: pd.DataFrame

    def month(self, period: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Give the projects and lines of a month in the ledger's order, with fresh indexes."""
        projects, lines = (
            rows[rows["period"] == period].reset_index(drop=True) for rows in (self.projects, self.lines)
        )
        return projects, lines


def flag_months(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> Flagged:
    """Flag the projects and counted lines of all the ledger's months, held in frames."""
    form = ledger.workspace.form
    columns, line_columns = flagged_project_columns(form), flagged_line_columns(form)
    told = {unasked(name) for line in (False, True) for name in amounts_to_ask(form, line=line)}
    wanted = {name: kind for name, kind in columns.items() if name not in told} | {"county": "str", "position": "int64"}
    shape = f"{_register(connection, ledger)} {ledger.workspace.settings} {building_nothing(ledger.workspace)}"
    query = kept_query(f"projects {shape}", lambda: flagged_projects(connection, ledger).sort("position"))
    projects = typed_frame(connection.execute(query), wanted)
    connection.register("zz_flagged", projects)
    flagged = _lazy(connection, "flagged")
    query = kept_query(f"lines {shape}", lambda: flagged_lines(connection, ledger, flagged).sort("position"))
    lines = typed_frame(connection.execute(query), {n: k for n, k in line_columns.items() if n not in told})
    projects, lines = with_unasked(projects, ledger, line=False), lines_with_unasked(lines, ledger)
    return Flagged(projects[list(columns)], lines[list(line_columns)])


def _register(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> dict[str, list[str]]:
    """Register what flags are made of under `zz_` and its name, with all keys; give the columns of each.

    `position` keeps the order of rows.
    """
    frames = {"projects": ledger.projects, "lines": ledger.funding}
    frames |= {"past": ledger.past.projects} if ledger.past else {}
    frames = {
        name: frame.assign(county="", position=np.arange(len(frame), dtype="int64")) for name, frame in frames.items()
    }
    frames["words"] = keywords(ledger.workspace)
    for name, frame in frames.items():
        connection.register(f"zz_{name}", frame)
    return {name: [*frame.columns] for name, frame in frames.items()}


def _lazy(connection: duckdb.DuckDBPyConnection, name: str) -> nw.LazyFrame[Any]:
    return nw.from_native(connection.view(f"zz_{name}")).lazy()


def project_flags(
    projects: nw.LazyFrame[Any],
    lines: nw.LazyFrame[Any],
    settings: Settings,
    past: nw.LazyFrame[Any] | None = None,
    subsidies: Collection[str] = (),
) -> nw.LazyFrame[Any]:
    """Flag projects of any counties and months, with resolved policy fields; `lines` are all their fund lines.

    `past` are the projects of the year before, where they are on file; `subsidies` the categories that build nothing:
    of a project that has no other money nothing is told that asks for works (`OF_WORKS`).
    """
    amounts = _with_amounts(projects, lines, subsidies)
    frame = _with_months_ago(amounts, settings.findings.waiting_months, past)
    states_amount = (nw.col("applied_fen").fill_null(0) != 0) | nw.col("applied_hidden").fill_null(value=False)
    large = sizeable(settings.projects.large_yuan)
    frame = frame.with_columns(states_amount=states_amount, sizeable=large, **_states())
    flagged = frame.with_columns(**_flags(settings.projects.large_yuan)).with_columns(_step().alias("step"))
    return with_twins(flagged.with_columns(**_reached(), **_works()), amounts, projects)


def _states() -> dict[str, nw.Expr]:
    """Give what the flags are made of; `judged`: the project is told of by its own return, now and months ago."""
    waiting = ~_stage_in(*ASIDE, Stage.COMPLETED, Stage.ACCEPTED)
    return {
        "aside": _stage_in(*ASIDE),
        "pipeline": ~nw.col("converted") & waiting,
        # what was carried then was reported earlier still
        "judged": ~nw.col("carried") & ~nw.col("stage_before").is_null(),
        "unpaid": (nw.col("paid_fen") == 0) & ~nw.col("paid_hidden") & (nw.col("started_on") == ""),
    }


def _flags(large_yuan: int) -> dict[str, nw.Expr]:
    received = nw.col("received_fen")
    came = nw.when(received > 0).then(received).otherwise(0)
    applied = (_stage_in(*_PAST_APPLYING) | (nw.col("applied_fen") > 0)) & ~nw.col("aside")
    stands = (nw.col("stage") == nw.col("stage_before").fill_null("")) & _stage_in(*_BEFORE_AWARD)
    short = nw.col("land_needed").fill_null(0) > nw.col("land_granted").fill_null(0)
    stuck = nw.col("judged") & nw.col("pipeline") & stands
    large = (nw.col("stage") == Stage.APPLIED.value) & (nw.col("applied_fen") >= large_yuan * 100)
    flags = {
        "applied": applied,
        "stuck": stuck,
        "stuck_large": stuck & large,
        "unarrived": nw.col("judged") & _before("awarded") & (received <= 0) & ~nw.col("received_unreadable") & ~nw.col("aside"),
        "unstarted": nw.col("judged") & _before("received") & _stage_in(*_BEFORE_START) & nw.col("unpaid"),
        "overpaid": (nw.col("origin") == Origin.NEW.value) & (nw.col("paid_fen") > came) & ~nw.col("received_unreadable"),
        "lacking_land": ~nw.col("aside") & (nw.col("land_needed").fill_null(0) > 0) & short,
        **{name: nw.col("pipeline") & _any_of("problems", words) for name, words in _words().items()},
        "without_leader": applied & (nw.col("leader") == "") & nw.col("leader_asked"),
    }  # fmt: skip
    return flags | {name: flags[name] & nw.col("builds").fill_null(value=True) for name in OF_WORKS}


def _before(amount: str) -> nw.Expr:
    return nw.col(f"{amount}_before").fill_null(0) > 0


def _stage_in(*stages: Stage) -> nw.Expr:
    return nw.col("stage").is_in([stage.value for stage in stages])


def _any_of(column: str, words: list[str]) -> nw.Expr:
    return nw.any_horizontal(*(nw.col(column).str.contains(word, literal=True) for word in words), ignore_nulls=True)


def _step() -> nw.Expr:
    """Give the index into `STEPS`: what was won counts, whatever the stage says."""
    step = nw.when(nw.col("applied")).then(1).otherwise(0)
    for number, reached in enumerate((nw.col("converted"), nw.col("allotted_fen") > 0, nw.col("received_fen") > 0), 2):
        step = nw.when(reached).then(number).otherwise(step)
    return step


def _reached() -> dict[str, nw.Expr]:
    steps = {"applied": 1, "allotted": 3, "received": 4}
    reached = {f"reached_{name}": nw.col("step") >= number for name, number in steps.items()}
    return reached | {"has_problems": nw.col("problems") != ""}


def _works() -> dict[str, nw.Expr]:
    """Give `WORKS`: a date of the start or finish counts, whatever the stage says."""
    finished = _stage_in(*_FINISHED) | (nw.col("finished_on") != "")
    started = _stage_in(*_STARTED) | (nw.col("started_on") != "") | finished
    built = nw.col("builds").fill_null(value=True) & ~nw.col("aside")
    works = built & nw.col("converted") & ((nw.col("stage") != "") | started)
    told = {"start": started, "finish": finished}
    overdue = {
        f"{name}_overdue": built & ~done & ~nw.col("carried") & _passed(f"{name}_planned")
        for name, done in told.items()
    }
    return {"works": works, "works_started": works & started, "works_finished": works & finished, **overdue}


def _passed(planned: str) -> nw.Expr:
    """Tell whether a planned month (of a day the month it is in) is over before the row's ends."""
    return (nw.col(planned) != "") & (nw.col(planned).str.slice(0, 7) < nw.col("period"))


@cache
def _words() -> dict[str, list[str]]:
    return package_toml(__package__, "problem_words.toml")


_NO_CATEGORY = "\ue000"
"""Stands in a list of categories that may be empty, of which an engine makes nothing."""


def _with_amounts(
    projects: nw.LazyFrame[Any], lines: nw.LazyFrame[Any], subsidies: Collection[str]
) -> nw.LazyFrame[Any]:
    """Add what is applied for and paid, summed over all lines of a project, and whether one of them builds something."""
    builds = ~nw.col("fund_category").fill_null("").is_in([_NO_CATEGORY, *subsidies])
    sums = lines.group_by(*KEYS).agg(
        *(nw.col(f"{name}_fen").sum().fill_null(0) for name in ("applied", "paid")),
        *(nw.col(f"{name}_unreadable").any().alias(f"{name}_hidden") for name in ("applied", "paid")),
        builds.any().alias("builds"),
    )
    return projects.join(sums, on=list(KEYS), how="left")


def _with_months_ago(
    projects: nw.LazyFrame[Any], months: int, past: nw.LazyFrame[Any] | None = None
) -> nw.LazyFrame[Any]:
    """Add each project's stage, awarded and received amount so many months ago, null where it is not on record.

    That is the last month so long ago, or longer, that the county has on file. Amounts are those of the year: of a month
    of last year (`past`) stands the stage alone, of projects that had won nothing.
    """
    dated = projects.with_columns(year=row_year(), month=row_month())
    stood = _stood(dated, nw.col("stage"), nw.col("awarded_fen"), nw.col("received_fen"))
    if past is not None:
        unwon = nw.when(~nw.col("converted")).then(nw.col("stage"))
        last = past.with_columns(year=row_year() + 1, month=row_month() - _MONTHS)
        stood = nw.concat([stood, _stood(last, unwon, nw.lit(None), nw.lit(None))], how="vertical")
    year = ["county", "year"]
    on_file = stood.group_by(*year, "ago").agg()
    pairs = dated.group_by(*year, "month").agg().join(on_file, on=year, how="inner")
    ago = pairs.filter(nw.col("ago") + months <= nw.col("month")).group_by(*year, "month").agg(nw.col("ago").max())
    keys = ["county", "unit_id", "project_id", "year", "ago"]
    return dated.join(ago, on=[*year, "month"], how="left").join(stood, on=keys, how="left")


def _stood(projects: nw.LazyFrame[Any], stage: nw.Expr, awarded: nw.Expr, received: nw.Expr) -> nw.LazyFrame[Any]:
    """Give what projects stood at in each month (`ago`)."""
    return projects.select(
        "county", "unit_id", "project_id", "year", nw.col("month").alias("ago"),
        stage_before=stage, awarded_before=awarded.cast(nw.Int64), received_before=received.cast(nw.Int64),
    )  # fmt: skip


_MONTHS = 12


def line_flags(lines: nw.LazyFrame[Any], projects: nw.LazyFrame[Any], settings: Settings) -> nw.LazyFrame[Any]:
    """Flag the counted fund lines of flagged projects."""
    counted = lines.filter(nw.col("counts")).drop("policy_field")
    joined = counted.join(projects.select(*KEYS, "policy_field", *FLAGS), on=list(KEYS), how="inner")
    received = nw.col("received_fen").fill_null(0)
    dated = (nw.col("received_on") != "") & (nw.col("received_on").str.slice(0, 7) <= nw.col("oldest"))
    left = received > nw.col("paid_fen").fill_null(0)
    known = ~nw.col("received_unreadable") & ~nw.col("paid_unreadable")
    return joined.with_columns(oldest=_months_before(settings.findings.idle_months)).with_columns(
        idle=dated & left & known,
        reclaimed_fen=nw.when(received < 0).then(-received).otherwise(0),
        came_fen=nw.when(received > 0).then(received).otherwise(0),
    )


def _months_before(months: int) -> nw.Expr:
    """Give the period (`2013-02`) so many months before a row's."""
    number = row_year() * _MONTHS + row_month() - 1 - months
    month = (number % 12 + 1).cast(nw.String).str.zfill(2)
    return nw.concat_str((number // 12).cast(nw.String), nw.lit("-"), month)
