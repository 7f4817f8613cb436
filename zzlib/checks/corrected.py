"""A correction of a month asks about the later ones: whether their returns still go on from what was corrected."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zzlib.checks.lines import SINCE_START, Key, Lines, Row, line_name, project_key, records, stated
from zzlib.decisions.kind import FileDecisions
from zzlib.decisions.kinds.follows import said_right
from zzlib.decisions.registry import unsettled
from zzlib.issues import Issue
from zzlib.ledger import Ledger
from zzlib.ledger.decisions import read_file_decisions
from zzlib.ledger.lines import CUMULATIVE
from zzlib.ledger.tables import written_amounts
from zzlib.money import display_money

_GROWING = (*CUMULATIVE, SINCE_START, "invested")
_ONCE = ("total_investment", "matching_funds")
"""Amounts of the project that stay as they are from month to month."""


@dataclass(frozen=True)
class _Base:
    """What a correction of an earlier month replaced: the amount `written`, and the one that `counts` instead.

    `last` is what the unit wrote since, going on from it. `id` is the decided correction's, else the file that was replaced.
    """

    id: str
    period: str
    written: int
    counts: int
    last: int
    is_decided: bool = True

    def goes_on(self, amount: int, month: int | None, grows: bool) -> bool:
        """Tell whether a later amount is still the one that was corrected, or may have grown from it.

        What came in the month, where the form states it, tells from which of the two it grew.
        """
        if month and amount - month in (self.counts, self.last):
            return amount - month == self.last
        if amount == self.counts:
            return False
        if amount in (self.written, self.last):
            return True
        return grows and 0 <= self.written <= amount


def amounts_not_followed(lines: Lines) -> list[Issue]:
    """Report amounts of the month that go on from what a correction of an earlier month replaced, until that is decided.

    They count as written. A correction of the later month, a return that carries on the corrected amount, or a person who
    says that the later return is right, ends it for the months after.
    """
    ledger = lines.ledger
    earlier = _earlier(ledger)
    decisions, lost = read_file_decisions(ledger.workspace), _left_out(ledger)
    issues = []
    for key in earlier.keys() & lines.by_project.keys():
        group = lines.by_project[key]
        for row in group:
            for field in (*_GROWING, *(_ONCE if row is group[0] else ())):
                now = lines.project(row) | row
                amount = stated(now, field)
                amount = lost.get((*key, field, lines.place(row, field).cell)) if amount is None else amount
                base = _base(now, len(group), field, earlier[key], decisions)
                if base is None or amount is None or not base.goes_on(amount, _in_month(row, field), field in _GROWING):
                    continue
                issues.append(_issue(lines, row, field, amount, base))
    return unsettled(issues, decisions) + _not_followed_files(lines, decisions)


def _not_followed_files(lines: Lines, decisions: FileDecisions) -> list[Issue]:
    """Report amounts that are still what a later file of an earlier month of the year replaced by a smaller one.

    A month between that states less has followed it; what only grew since tells nothing.
    """
    ledger, issues = lines.ledger, []
    for old in records(ledger.replaced[ledger.replaced["period"] < ledger.period]):
        key, field = (old["unit_id"], old["project_id"]), old["field"]
        for row in lines.by_project.get(key, ()):
            if line_name(row) != line_name(old) or stated(row, field) != old["fen"]:
                continue
            between = _between(ledger, old)
            said = [ledger.period, *(r["period"] for r in between)]
            if any((stated(r, field) or 0) < old["fen"] for r in between) or any(
                said_right(decisions, key[0], period, key[1], field, old["fen"]) for period in said
            ):
                continue
            base = _Base(old["file"], old["period"], old["fen"], old["counts"], old["fen"], is_decided=False)
            issues.append(_issue(lines, row, field, old["fen"], base))
    return issues


def _between(ledger: Ledger, old: Row) -> list[Row]:
    """Give the line's own rows of the months after the one in which it was replaced, before the ledger's."""
    rows = ledger.funding[ledger.funding["period"].between(old["period"], ledger.period, inclusive="neither")]
    names = ["unit_id", "project_id", "fund_category", "source_level"]
    same = (rows[names] == [old[name] for name in names]).all(axis=1) & ~rows["carried"]
    return records(rows[same])


def _earlier(ledger: Ledger) -> dict[Key, list[list[Row]]]:
    """Give, of each project of which an amount was corrected before the month, its own lines by month in order.

    Last year's come first; of them only what goes on over the years is looked at.
    """
    frames = [(ledger.funding, ledger.projects)]
    if ledger.past:
        frames.insert(0, (ledger.past.funding, ledger.past.projects))
    months: dict[Key, dict[str, list[Row]]] = {}
    for funding, projects in frames:
        own = funding[~funding["carried"] & (funding["period"] < ledger.period)]
        keys = ["unit_id", "project_id"]
        corrected = own.loc[own["written"] != "", keys].drop_duplicates()
        once = projects[["period", *keys, *(f"{field}_fen" for field in _ONCE)]]
        for row in records(own.merge(corrected, on=keys).merge(once, on=["period", *keys], how="left")):
            months.setdefault(project_key(row), {}).setdefault(row["period"], []).append(row)
    return {key: [by_month[period] for period in sorted(by_month)] for key, by_month in months.items()}


def _left_out(ledger: Ledger) -> dict[tuple[str, str, str, str], int]:
    """Give the amounts that were left out of the month because they can't be meant, by unit, project, field and cell."""
    out = ledger.left_out[ledger.left_out["period"] == ledger.period]
    names = ["unit_id", "project_id", "field", "cell"]
    return dict(zip(out[names].itertuples(index=False, name=None), out["fen"].tolist(), strict=True))


def _base(now: Row, lines: int, field: str, months: Sequence[Sequence[Row]], decisions: FileDecisions) -> _Base | None:
    """Give what the correction of the line's field replaced from which this month may still go on, `None` if there is none."""
    base: _Base | None = None
    for rows in months:
        before = _same_line(now, lines, rows)
        amount = stated(before, field)
        if before is None or amount is None or _of_last_year(before, now, field):
            continue
        written = written_amounts(before["written"]).get(field)
        if written is not None:
            name = next(c for c in before["corrected"].split(",") if c.startswith(f"{field}:"))
            base = _Base(name.partition(":")[2], before["period"], written, amount, written)
        elif base:
            said = said_right(decisions, before["unit_id"], before["period"], before["project_id"], field, amount)
            on = not said and base.goes_on(amount, _in_month(before, field), field in _GROWING)
            base = replace(base, last=amount) if on else None
    return base


def _of_last_year(before: Row, now: Row, field: str) -> bool:
    """Tell whether an amount began anew since."""
    return bool(before["period"][:4] != now["period"][:4]) and field not in (SINCE_START, *_ONCE)


def _same_line(now: Row, lines: int, rows: Sequence[Row]) -> Row | None:
    """Give the same line of an earlier month: the only one of its project, or the only one of its category and level."""
    same = rows if lines == len(rows) == 1 else [row for row in rows if line_name(row) == line_name(now)]
    return same[0] if len(same) == 1 else None


def _in_month(row: Row, field: str) -> int | None:
    return stated(row, "received_month") if field == "received" else None


def _issue(lines: Lines, row: Row, field: str, amount: int, base: _Base) -> Issue:
    """Say at the cell what was corrected in which month, and what the amount would be if that holds here as well."""
    same = amount == base.written
    right = base.counts if same or field in _ONCE else base.counts + amount - base.written
    return lines.issue(
        "correction_not_followed",
        row,
        field,
        display_money(amount),
        id=base.id,
        by=f"更正 {base.id}" if base.is_decided else f"后来重报，原在 {base.id}",
        previous=lines.ledger.workspace.rhythm.name(base.period),
        written=display_money(base.written),
        counts=display_money(base.counts),
        how="仍是更正前的数" if same else "像是在更正前的数上加的",
        right=display_money(right),
        right_fen=right,
        fen=amount,
        example=lines.typed(row, field, right),
    )
