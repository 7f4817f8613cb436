"""Amounts a thousand or ten thousand times what they were: counted as written, and an error until it is decided."""

from zzlib.checks.months import last_own_rows
from zzlib.issues import Issue, issue
from zzlib.ledger import Ledger
from zzlib.ledger.places import Places
from zzlib.money import display_money
from zzlib.returns import fields

SUSPECT_FACTOR = 1000
"""From this factor on a change within a month, or an amount against the project's own total, is a likely slip of units.

A slip between 元 and 万元 is a factor of 10,000; one of a thousands separator 1,000.
"""

_FIELDS = ("awarded", "allotted", "received", "total_investment")


def suspect_sizes(ledger: Ledger, places: Places) -> list[Issue]:
    """Report amounts of a project that are `SUSPECT_FACTOR` times (or a fraction of) last month's or of its total."""
    before = {(row["unit_id"], row["project_id"]): row for row in last_own_rows(ledger, "projects").to_dict("records")}
    issues = []
    for row in ledger.month("projects").to_dict("records"):
        earlier = before.get((row["unit_id"], row["project_id"]), {})
        if row["carried"]:
            continue
        for field in _FIELDS:
            now, total = row[f"{field}_fen"], row["total_investment_fen"]
            why = _against_last(now, earlier.get(f"{field}_fen")) or (
                "" if field == "total_investment" else _against_total(now, total)
            )
            if why:
                place = places.at(row["source_id"], row["row"], field)
                where = {"period": place.period, "file": place.file, "sheet": place.sheet, "cell": place.cell}
                details = {"project": row["project_name"], "label": fields()[field].label, "why": why}
                value = display_money(int(now))
                issues.append(
                    issue("size_suspect", unit_id=row["unit_id"], field=field, value=value, **where, **details)
                )
    return issues


def _against_last(now: object, last: object) -> str:
    if not isinstance(now, int) or not isinstance(last, int) or not now or not last:
        return ""
    large, small = max(abs(now), abs(last)), min(abs(now), abs(last))
    return f"上月是{display_money(last)}" if large >= SUSPECT_FACTOR * small else ""


def _against_total(now: object, total: object) -> str:
    if not isinstance(now, int) or not isinstance(total, int) or not total or now < SUSPECT_FACTOR * total:
        return ""
    return f"项目总投资才{display_money(total)}"
