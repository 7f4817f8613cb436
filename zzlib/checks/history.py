"""Amounts beside the unit's last return: what the month brought, and cumulative amounts that fell."""

from collections.abc import Collection

from zzlib.checks.lines import SINCE_START, Lines, Pair, Row, stated, step
from zzlib.checks.scale import back_in_scale
from zzlib.issues import Issue
from zzlib.money import display_money, out_of_scale
from zzlib.vocabulary import Stage

_STAGES_THAT_FALL = (Stage.RECLAIMED, Stage.ADJUSTED, Stage.WITHDRAWN)
_REMARKS_ON_FALLS = ("收回", "退回", "追回", "调减", "核减", "调整", "更正", "多报", "误报")
"""Words of a remark with which a unit explains that an amount is less than last month."""


def fallen_amounts(lines: Lines, pairs: list[Pair]) -> list[Issue]:
    """Warn of amounts since January that are less than in the unit's last return, unless the unit says why."""
    return [
        issue
        for pair in pairs
        if pair.before is not None and not _says_why(lines, pair.now)
        for field in lines.form.cumulative
        if (issue := _fallen(lines, pair, pair.before, field))
    ]


def _fallen(lines: Lines, pair: Pair, before: Row, field: str) -> Issue | None:
    now = pair.now
    amount, last = stated(now, field), stated(before, field)
    if last is None or last <= 0 or lines.doubtful(now, field) or lines.doubtful(before, field):
        return None
    if amount is None and not lines.has_column(now, field):
        return None
    left = amount or 0
    if lines.followed(now, field, last, left):
        return None
    if left < 0 or left >= last or back_in_scale(left, last, stated(pair.earlier, field)):
        return None
    if field == "received" and (stated(now, "received_month") or 0) < 0:
        return None
    return lines.issue(
        "amount_fell",
        now,
        field,
        "" if amount is None else display_money(amount),
        now="没有填" if amount is None else f"是{display_money(amount)}",
        last=display_money(last),
        previous=lines.rhythm.name(lines.place(before, field).period),
        difference=display_money(last - left),
        example=lines.typed(now, field, last + left),
    )


def fallen_since_start(lines: Lines, told: Collection[str]) -> list[Issue]:
    """Warn of amounts since the start of a project that are less than in the unit's last return, also last year's.

    Units in `told` were told of their whole return.
    """
    return [
        issue
        for pair in lines.pairs_over_years()
        if pair.before is not None and pair.now["unit_id"] not in told and not _says_why(lines, pair.now)
        if (issue := _less_since_start(lines, pair.now, pair.before))
    ]


def _less_since_start(lines: Lines, now: Row, before: Row) -> Issue | None:
    amount, last = stated(now, SINCE_START), stated(before, SINCE_START)
    if amount is None or last is None or not 0 <= amount < last or out_of_scale(amount, last):
        return None
    if lines.doubtful(now, SINCE_START) or lines.doubtful(before, SINCE_START):
        return None
    return lines.issue(
        "since_start_fell",
        now,
        SINCE_START,
        display_money(amount),
        last=display_money(last),
        previous=lines.ledger.workspace.rhythm.name(lines.place(before, SINCE_START).period),
        difference=display_money(last - amount),
        example=lines.typed(now, SINCE_START, last + amount),
    )


def _says_why(lines: Lines, now: Row) -> bool:
    project = lines.project(now)
    return project["stage"] in _STAGES_THAT_FALL or lines.remarks(now, _REMARKS_ON_FALLS)


def wrong_months(lines: Lines, pairs: list[Pair]) -> list[Issue]:
    """Warn where the month's received is not the received since January less last month's.

    In the year's first nothing stands before. What a heading says of another span than a period (当月 where units report by
    the quarter) is left alone. A blank cell of last month is nothing received; a fall of the cumulative amount
    is said by itself.
    """
    return [issue for pair in pairs if (issue := _wrong_month(lines, pair))]


def _of_the_period(lines: Lines, row: Row) -> bool:
    """Tell whether the heading of a row's received in the month speaks of a period of the county: a month or a quarter."""
    return ("季" in lines.header(row, "received_month")) == (not lines.rhythm.is_monthly)


def _wrong_month(lines: Lines, pair: Pair) -> Issue | None:
    now, before = pair.now, pair.before
    month, received, last = stated(now, "received_month"), stated(now, "received"), stated(before, "received") or 0
    if month is None or received is None or (before is None) != lines.first:
        return None
    if (before is not None and before["carried"]) or not _of_the_period(lines, now):
        return None
    cells = ((now, "received_month"), (now, "received"), (before, "received"))
    if any(lines.doubtful(row, field) for row, field in cells):
        return None
    if back_in_scale(received, last, stated(pair.earlier, "received")):
        return None
    expected = received - last
    if 0 <= received < last or abs(month - expected) <= step(month, received, last):
        return None
    return lines.issue(
        "month_received_differs",
        now,
        "received_month",
        display_money(month),
        now=display_money(received),
        last=display_money(last),
        expected=display_money(expected),
        difference=display_money(abs(month - expected)),
        example=lines.typed(now, "received_month", expected),
    )
