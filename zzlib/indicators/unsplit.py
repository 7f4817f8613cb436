"""Last year's amounts that are stated whole: a summary table tells neither kinds nor fund categories, so nothing compares by them."""

import pandas as pd

from zzlib.indicators.catalogue import UNSTATED
from zzlib.ledger.lines import UNSTATED_TEXT

_NOTHING_SAID = {"kind": UNSTATED, "fund_category": UNSTATED_TEXT}
_AMOUNTS = ("applied_fen", "awarded_fen", "received_fen", "projects", "converted", "land_granted")


def unsplit(base: pd.DataFrame, now: pd.DataFrame, key: str) -> set[str]:
    """Give the units of which last year's rows (`base`) all leave `key` unstated and this year's (`now`) do not.

    `key` is `kind` or `fund_category`; rows without any amount say nothing. None where a table has no such column.
    """
    if key not in base or key not in now:
        return set()
    whole, split = (_saying(table, key) for table in (base, now))
    told, stated = (set(table.loc[table[key] != _NOTHING_SAID[key], "unit_id"]) for table in (whole, split))
    return (set(whole["unit_id"]) - told) & stated


def _saying(table: pd.DataFrame, key: str) -> pd.DataFrame:
    amounts = table[[column for column in _AMOUNTS if column in table]].fillna(0)
    return table.loc[(amounts != 0).any(axis=1), ["unit_id", key]]
