"""How each project stands: waiting, stuck, short of something, awarded but not paid out, paid but not begun."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd

from zzlib.indicators.policy_fields import has_applied, with_policy_fields
from zzlib.ledger import Ledger
from zzlib.ledger.identity import read_links
from zzlib.ledger.registry import name_key, read_registry
from zzlib.money import FEN_PER_UNIT
from zzlib.periods import month_of, period_of, year_of
from zzlib.vocabulary import Origin, Stage

ASIDE = (Stage.STOPPED, Stage.WITHDRAWN, Stage.ADJUSTED, Stage.RECLAIMED)
_BEFORE_AWARD = (Stage.IDEA, Stage.RESERVE, Stage.PREPARATION, Stage.APPLIED)
_BEFORE_START = (*_BEFORE_AWARD, Stage.APPROVED, Stage.ALLOTTED, Stage.RECEIVED)

FLAGS = (
    "pipeline", "applied", "stuck", "unarrived", "unstarted", "overpaid", "lacking_land", "states_land",
    "states_approvals", "states_matching", "states_contact", "without_leader", "filed_twice", "filed_twice_first",
    "filed_twice_differing",
)  # fmt: skip
"""What is told of a project (bool columns):

- `pipeline`: has won nothing and is neither done nor put aside; `applied`: has been applied for.
- `stuck`: waiting, in the same stage as `findings.waiting_months` months ago.
- `unarrived`: awarded so many months ago, and no money has come; `unstarted`: money came so many months ago, the stage
  is one before the start, nothing is paid and no start is dated.
- `overpaid`: new this year, and more is paid than received.
- `lacking_land`: not put aside, and less land is granted than needed. `states_*`: waiting, and the unit's own words say
  what is lacking (`problem_words.toml`). `without_leader`: applied for, and no leader is named.
- `filed_twice`: two units file it under one code or name, and nobody has decided that they are two; `_first` marks one
  row of each such project, `_differing` that row where the amounts differ.

What rests on earlier months is not told of a project whose figures are carried over.
"""


def project_standing(ledger: Ledger) -> pd.DataFrame:
    """Give the month's projects (`project_months` with resolved policy fields, `field_from`) with `FLAGS`, paid_fen, applied_fen.

    `sizeable` (bool): awarded as much as a large project, of whatever kind.
    """
    projects = _with_amounts(with_policy_fields(ledger), ledger)
    before = _months_ago(ledger)
    rows = [_flags(row, before.get((row["unit_id"], row["project_id"]))) for row in projects.to_dict("records")]
    flags = pd.DataFrame(rows, columns=list(FLAGS[:-3])).astype("bool")
    large = ledger.workspace.settings.projects.large_yuan * FEN_PER_UNIT["元"]
    sizeable = (projects["awarded_fen"] >= large).astype("bool")
    return pd.concat([projects.assign(sizeable=sizeable), flags, _filed_twice(ledger, projects)], axis=1)


def funding_standing(ledger: Ledger, projects: pd.DataFrame) -> pd.DataFrame:
    """Give the month's counted fund lines with their project's policy field and `FLAGS`, `idle` (bool), `reclaimed_fen`.

    `idle`: received `findings.idle_months` months ago or earlier (by the date in the return), and not all of it paid.
    `reclaimed_fen` (Int64): what a negative amount received takes back, zero of others.
    """
    funding = ledger.month("funding")
    funding = funding[funding["counts"]].reset_index(drop=True)
    keys = ["unit_id", "project_id"]
    wanted = projects[[*keys, "policy_field", *FLAGS]]
    joined = funding.drop(columns="policy_field").merge(wanted, on=keys, how="left", validate="many_to_one")
    months = year_of(ledger.period) * 12 + month_of(ledger.period) - 1 - _setting(ledger).idle_months
    oldest = period_of(months // 12, months % 12 + 1)
    dated = (joined["received_on"] != "") & (joined["received_on"].str[:7] <= oldest)
    left = joined["received_fen"].fillna(0) > joined["paid_fen"].fillna(0)
    unknown = joined["received_unreadable"] | joined["paid_unreadable"]
    reclaimed = (-joined["received_fen"].fillna(0)).clip(lower=0).astype("Int64")
    return joined.assign(idle=(dated & left & ~unknown).astype("bool"), reclaimed_fen=reclaimed)


def _setting(ledger: Ledger) -> Any:
    return ledger.workspace.settings.findings


def _with_amounts(projects: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Add what is applied for and paid, summed over the lines; `*_hidden`: a cell of it can't be read."""
    funding = ledger.month("funding")
    sums: dict[str, Any] = {}
    for name in ("applied", "paid"):
        groups = funding.groupby(["unit_id", "project_id"])
        sums[f"{name}_fen"] = groups[f"{name}_fen"].sum(min_count=0).fillna(0).astype("int64")
        sums[f"{name}_hidden"] = groups[f"{name}_unreadable"].any().astype("bool")
    added = pd.DataFrame(sums).reset_index()
    added = added.astype({"unit_id": "str", "project_id": "str"})
    return projects.merge(added, on=["unit_id", "project_id"], how="left", validate="one_to_one")


def _months_ago(ledger: Ledger) -> dict[tuple[str, str], dict[Any, Any]]:
    """Give each project as it stood the setting's number of months ago; nothing before January."""
    month = month_of(ledger.period) - _setting(ledger).waiting_months
    rows = ledger.month("projects", period_of(year_of(ledger.period), month)).to_dict("records") if month > 0 else []
    return {(row["unit_id"], row["project_id"]): row for row in rows}


def _flags(row: dict[Any, Any], before: dict[Any, Any] | None) -> dict[str, bool]:
    stage = row["stage"]
    aside = stage in ASIDE
    pipeline = not row["converted"] and not aside and stage not in (Stage.COMPLETED, Stage.ACCEPTED)
    applied = (has_applied(stage) or row["applied_fen"] > 0) and not aside
    judged = before is not None and not row["carried"]  # what was carried then was reported earlier still
    unpaid = row["paid_fen"] == 0 and not row["paid_hidden"] and not row["started_on"]
    received = row["received_fen"]
    needed, granted = row["land_needed"], row["land_granted"]
    return {
        "pipeline": pipeline,
        "applied": applied,
        "stuck": bool(judged and before and pipeline and stage in _BEFORE_AWARD and before["stage"] == stage),
        "unarrived": bool(
            judged and before and before["awarded_fen"] > 0 and received <= 0 and not row["received_unreadable"] and not aside
        ),
        "unstarted": bool(judged and before and before["received_fen"] > 0 and stage in _BEFORE_START and unpaid),
        "overpaid": row["origin"] == Origin.NEW and row["paid_fen"] > max(received, 0) and not row["received_unreadable"],
        "lacking_land": not aside and needed == needed and needed > (granted if granted == granted else 0),
        **{name: pipeline and any(word in row["problems"] for word in words) for name, words in _words().items()},
        "without_leader": applied and not row["leader"],
    }  # fmt: skip


@cache
def _words() -> dict[str, list[str]]:
    text = resources.files(__package__).joinpath("problem_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _filed_twice(ledger: Ledger, projects: pd.DataFrame) -> pd.DataFrame:
    flags = pd.DataFrame(False, index=projects.index, columns=list(FLAGS[-3:]))
    links, _ = read_links(ledger.workspace, read_registry(ledger.workspace))
    seen: set[tuple[int, ...]] = set()
    for key in (projects["project_code"], projects["project_name"].map(name_key)):
        shared = (key != "") & key.duplicated(keep=False)
        for _, rows in projects[shared].groupby(key[shared], sort=False):
            group = tuple(rows.index)
            alone = rows["unit_id"].nunique() < 2 or links.apart(rows["unit_id"], rows["project_name"].iloc[0])
            if alone or group in seen:
                continue
            seen.add(group)
            amounts = rows[["applied_fen", "awarded_fen", "received_fen"]]
            flags.loc[list(group), "filed_twice"] = True
            flags.loc[group[0], "filed_twice_first"] = True
            flags.loc[group[0], "filed_twice_differing"] = bool((amounts.nunique() > 1).any())
    return flags.astype("bool")
