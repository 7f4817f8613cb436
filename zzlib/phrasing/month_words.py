"""What sentences may speak of besides figures: words of the month and the county, and numbers that conditions test."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from zzlib.indicators.month import GAPS, Month
from zzlib.indicators.once import once
from zzlib.issues.asked import asked, unchecked
from zzlib.money import FEN_PER_UNIT, display_money, round_half_up
from zzlib.periods import following_month_day, month_of, year_of
from zzlib.phrasing.bands import MEASURED, edge_names
from zzlib.phrasing.lists import TOWNS, unit_lists
from zzlib.rhythm import Rhythm
from zzlib.vocabulary import Band, Level

_SUSPECT_SIZE = "size_suspect"
"""The issue of an amount that is likely a factor of 1000 or 10000 off (contracts, section 4)."""
_WAN = FEN_PER_UNIT["万元"] // 100
"""Yuan."""


@once
def month_words(month: Month) -> dict[str, str]:
    """Give the words that references may stand for, by name (`writing/wording.toml` lists them)."""
    settings, number, rhythm = month.settings, month_of(month.period), month.rhythm
    high, middle = edge_names(month)
    of_document = document_date(month)
    # Who files months later is not asked for something by a day that is over.
    deadline = max(following_month_day(month.period, 1), of_document.replace(day=1))
    return {
        "year": str(year_of(month.period)),
        "month": str(number),
        "period": rhythm.name(month.period),
        "period_short": rhythm.short(month.period),
        "span": rhythm.span(month.period),
        "deadline": _by(deadline.year, deadline.month, month),
        "later": _later(deadline, month),
        "county": settings.county.name,
        "office": settings.document.issuer or settings.county.office or "办公室",
        "issuer": settings.document.issuer or settings.county.office,
        "basis": settings.document.basis,
        "edge_high": high,
        "edge_middle": middle,
        "large": display_money(settings.projects.large_yuan * 100),
        **settings.kinds.words(),
        "absent_months": _periods_text(month.absent, rhythm),
        "begun_with": rhythm.short(_first_filed(month) or month.period),
        "waiting_months": str(settings.findings.waiting_months),
        "at_zero": f"到位资金为零{'或净额为负' if month.figures['units_zero_reclaimed'].value else ''}",
        "measured": MEASURED[settings.bands.measure],
        "unread_amounts": "、".join(_unread_amounts(month)),
        "so_far": "全年" if number == 12 else "今年以来",
        "target_cells": "、".join(month.unreadable_targets),
        "idle_months": str(settings.findings.idle_months),
        "strains": "；".join(month.strains),
        "put_aside": _put_aside(month),
        "unit_changes": month.unit_changes,
        "unit_changes_note": month.unit_changes_note,
    }


_LATER = 2
"""Months after the deadline by which is asked for what cannot be done at once."""


def _later(deadline: dt.date, month: Month) -> str:
    number = deadline.year * 12 + deadline.month - 1 + _LATER
    return _by(number // 12, number % 12 + 1, month)


def _by(year: int, number: int, month: Month) -> str:
    """Name the end of a month, with its year where that is not the one that is told of."""
    return f"{f'{year}年' if year != year_of(month.period) else ''}{number}月底"


def years_named(text: str, month: Month) -> str:
    """Give a text with the years by their numbers where it is read in another than it tells of: there 今年 and 明年 are others."""
    year = year_of(month.period)
    return (
        text
        if document_date(month).year == year
        else text.replace("今年", f"{year}年").replace("明年", f"{year + 1}年")
    )


def _unread_amounts(month: Month) -> list[str]:
    """Name the amounts of which some can't be read, as the form calls them."""
    fields = month.workspace.form.fields
    flags = {name: f"{name}_unreadable" for name in fields}
    return [fields[name].label for name, flag in flags.items() if flag in month.funding and month.funding[flag].any()]


@once
def document_date(month: Month) -> dt.date:
    """Give the date on the circular: the settings', else the day on which its returns were due, or the last that it counts came.

    Nothing is issued on a weekend or a legal holiday: it is then the first working day after.
    """
    settings = month.settings
    due = settings.document_date(month.period)
    # What was registered years later says nothing of the day on which the month was told.
    latest = due.replace(year=due.year + 1)
    counted = [day for text in month.units["received_at"] if (day := _day(text)) and day <= latest]
    return due if settings.document.date else month.workspace.calendar.working_day(max([due, *counted]))


def _day(received_at: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(received_at[:10])
    except ValueError:
        return None


def _put_aside(month: Month) -> str:
    """Say how many projects are neither won nor waiting, for who takes the won ones off all; `""` if none is."""
    whole, won, waiting = (month.figures[f"projects_{name}"].value or 0 for name in ("total", "converted", "pipeline"))
    return f"（另有{whole - won - waiting}个已退库或停建）" if whole - won > waiting else ""


def whole_year(text: str, month: Month) -> str:
    """Give a word of 今年 as who reads of it in the next year does: 全年未报."""
    return text if document_date(month).year == year_of(month.period) else text.replace("今年", "全年")


_EARLY = 3
"""Up to this month little has come anywhere: nobody is named for it, and growth is no praise."""
KINDS_BY_MONTH = {6: "half_year", 12: "year"}


def document_kind(month: Month) -> str:
    """Give the kind of document: the settings', else by the month (half_year in June, year in December, else monthly)."""
    return month.settings.document.kind or KINDS_BY_MONTH.get(month_of(month.period), "monthly")


@once
def month_counts(month: Month) -> dict[str, int]:
    """Give the numbers that conditions may test besides figures, by name (`writing/wording.toml` lists them)."""
    units, zeros = month.units, month.units["band"] == Band.ZERO
    nameless, received = month.figures.get("projects_origin_unstated"), month.figures["funds_received"].value
    codes, absent = month.issues["code"], month.absent
    # Targets that are not set yet are no error of anybody: what can't be said is left out, and why is said by itself.
    errors = (month.issues["level"] == Level.ERROR) & (codes != "targets_absent")
    return {
        "month": month_of(month.period),
        "monthly": int(document_kind(month) == "monthly"),
        "misuse_named": int(month.settings.document.name_misuse),
        "yearly": int(document_kind(month) == "year"),
        "conversion_told": int(_conversion_told(month)),
        "first": int(len(month.rhythm.until(month.period)) == 1),
        "unread": len(_unread_amounts(month)),
        **{f"moved_up_{b}": len(unit_lists(month)[f"moved_up_{b}"]) for b in (Band.HIGH, Band.MIDDLE)},
        "correcting": int((month.units["errors"] > 0).sum()),
        "correcting_unread": int(bool((units["errors"] > 0).equals(units["incomplete"].astype("bool")))),
        "towns_with_money": int(((units["group"] == TOWNS) & (units["received_fen"] > 0).fillna(value=False)).sum()),
        "early": int(month_of(month.period) <= _EARLY),
        "all_taken_back": int((received or 0) + (month.figures["funds_reclaimed"].value or 0) == 0),
        "zero_in_doubt": int((zeros & month.units["incomplete"]).sum()),
        "zero_taken_back": int(month.figures["units_zero_reclaimed"].value or 0),
        "large_in_doubt": int(month.figures["large_projects"].incomplete),
        "completion_in_doubt": int(month.figures["funds_completion"].incomplete),
        "errors": int(errors.sum()),
        "suspect": int((month.issues["code"] == _SUSPECT_SIZE).sum()),
        "absurd": int((month.issues["code"] == "size_absurd").sum()),
        "not_reset": int(month.issues.loc[codes == "year_not_reset", "unit_id"].nunique()),
        "gone_on": int(codes.isin(["year_maybe_not_reset", "correction_not_followed"]).sum()),
        "to_check": len(unchecked(month.issues)),
        "targets_late": int((codes == "targets_absent").any()),
        "to_correct": int((asked(month.issues)["level"] == Level.ERROR).sum()),
        "reference_errors": int((errors & month.issues["file"].str.startswith("data/")).sum()),
        "strained": len(month.strains),
        "changed": int(bool(month.unit_changes)),
        "absent": len(absent),
        "begun_later": int(bool(absent) and absent[-1] < _first_filed(month)),
        "ever_filed": int((month.units["band"] != Band.UNFILED).any()),
        "judged": int(month.figures["units_judged"].value or 0),
        **{f"lacks_{gap}": int(gap in month.gaps) for gap in GAPS},
        "nothing_filed": int(month.nothing_filed),
        "target_in_doubt": len(month.unreadable_targets),
        "origin_unstated": int(nameless.value or 0) if nameless else 0,
        "by_formula": int(month.settings.kinds.others_by_formula),
        "measured_awarded": int(month.settings.bands.measure == "awarded"),
        "completion_counts_new": int(month.settings.projects.completion_counts == "new"),
        **_closing_parts(month),
    }


def _closing_parts(month: Month) -> dict[str, int]:
    """Tell of amounts in whole 万元 whether the two parts of what was won and has not come add up, and are what is allotted leaves."""
    names = ("awarded", "allotted", "received", "reclaimed", "awaited", "not_allotted", "allotted_awaited")
    found = (month.figures.get(f"funds_{name}") for name in names)
    amounts = [((figure and figure.value) or Decimal(0)) / _WAN for figure in found]
    awarded, allotted, received, back, left, waiting, coming = (round_half_up(amount, 0) for amount in amounts)
    closes = awarded - allotted == waiting and allotted - received == coming + back
    return {"parts_close": int(waiting + coming == left), "allotted_closes": int(closes)}


def _conversion_told(month: Month) -> bool:
    """Tell whether the rate of conversion is no matter of the situation: a problem tells it, or a monthly circular of a county with kinds."""
    rate = month.figures["conversion_competitive"].value
    is_low = rate is not None and rate < Decimal(str(month.settings.findings.conversion_below))
    return is_low or (document_kind(month) == "monthly" and "kinds" not in month.gaps)


def _first_filed(month: Month) -> str:
    """Give the first period of the year of which a return is on file, `""` if there is none."""
    return min(month.trend.loc[month.trend["filed"] > 0, "period"], default="")


def _periods_text(periods: Sequence[str], rhythm: Rhythm) -> str:
    """Name periods: 1—3月、5月, 一季度."""
    if rhythm.names:
        return "、".join(map(rhythm.short, periods))
    months = list(map(month_of, periods))
    starts = [m for m in months if m - 1 not in months]
    ends = [m for m in months if m + 1 not in months]
    return "、".join(f"{a}月" if a == b else f"{a}—{b}月" for a, b in zip(starts, ends, strict=True))
