"""Who reported: on time, late, missing, unreadable, carried forward, resubmitted, by unit and month of the year."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from zzlib.indicators.month import Month
from zzlib.vocabulary import Filing


def unit_months(month: Month) -> pd.DataFrame:
    """Give what became of each unit's return in every month of the year, in words.

    A row a unit in order of precedence: 单位, 类别, then a column a month (1月 …: 按时, 迟报, 时间不明, 未报, 无法读取; （重报） where the
    unit sent another, （代报） where another unit filed for it, （代） where an earlier month's return stands in, — where nobody
    filed), and of each state how many months. All text. Of a month in which the unit was none yet it says what became of the
    returns of those that it was made from (原发改委按时), or nothing (—).
    """
    filings = month.filings
    absent = filings["period"].isin(month.absent)
    said = [filing_words(row) for row in filings.to_dict("records")]
    words = filings.assign(state=pd.Series(said, index=filings.index, dtype="str").mask(absent, "—"))
    columns = {period: month.rhythm.short(period) for period in dict.fromkeys(filings["period"])}
    units = filings[filings["period"] == filings["period"].max()][["unit_id", "unit", "group"]].set_index("unit_id")
    table = words.pivot(index="unit_id", columns="period", values="state").reindex(units.index).rename(columns=columns)
    own = filings[~absent & (filings["formerly"] == "")]
    counts = {f.label: _months(own, own["filing"] == f, units.index) for f in Filing}
    counts["重报"] = _months(own, own["resubmitted"].astype("bool"), units.index)
    named = units.rename(columns={"unit": "单位", "group": "类别"})
    parts = [named, table.fillna("—"), pd.DataFrame(counts, index=units.index)]
    whole: pd.DataFrame = pd.concat(parts, axis=1).reset_index(drop=True)
    return whole


def filings(units: pd.DataFrame) -> Iterator[str]:
    """Count the units by how they filed, and name those that did not, or not in time."""
    found = {filing: int((units["filing"] == filing).sum()) for filing in Filing}
    counts = "，".join(
        f"{filing.label} {count}" for filing, count in found.items() if count or filing != Filing.UNTIMED
    )
    yield f"报送情况：{len(units)} 个单位，{counts}"
    for filing in (Filing.MISSING, Filing.UNREADABLE, Filing.LATE, Filing.UNTIMED):
        if (which := units["filing"] == filing).any():
            yield f"  {filing.label}（{int(which.sum())}）：{'、'.join(units.loc[which, 'unit'])}"


def filing_words(row: dict[Any, Any]) -> str:
    """Say what became of a unit's return of a month: 按时（重报）, 未报（代）; before it was a unit 原发改委按时."""
    if row["formerly"]:
        return f"原{row['formerly']}"
    notes = ("（重报）" if row["resubmitted"] else "") + ("（代报）" if row["filed_by"] else "")
    return Filing(row["filing"]).label + notes + ("（代）" if row["carried_from"] else "")


def _months(filings: pd.DataFrame, which: pd.Series, units: pd.Index) -> pd.Series:
    return filings[which].groupby("unit_id").size().reindex(units, fill_value=0).astype("str")
