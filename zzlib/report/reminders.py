"""催报.txt: the message to the units' group chat: returns that are missing, can't be read, or have to be put right; items that are due."""

from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from itertools import count
from pathlib import Path

import pandas as pd

from zzlib.dispatch.items import ActionItem
from zzlib.dispatch.outcomes import ItemUrgency, urgency
from zzlib.holidays import SATURDAY
from zzlib.indicators.month import Month
from zzlib.issues.asked import asked, weights
from zzlib.issues.grouping import problems
from zzlib.phrasing.lists import by_group, ordinal
from zzlib.phrasing.month_words import document_date
from zzlib.phrasing.phrases import Phrases
from zzlib.report.meeting_pages import due_text
from zzlib.report.tables import issues_to_show
from zzlib.vocabulary import Filing, Level
from zzlib.writing.text import chinese_date
from zzlib.writing.wording import wording

WORKING_DAYS = 3
"""Within how many working days of the document's date the office wants returns back."""

_WEEKDAYS = "一二三四五六日"


_MOST_NAMED = 3
"""Of the items for which a unit is reminded, so many are named of each urgency; all stand in the list of items."""


def write_reminders(
    month: Month, path: Path, templates: Traversable | None = None, items: Sequence[ActionItem] = ()
) -> None:
    """Write the message as text that Windows opens right (UTF-8 with a byte order mark); always the same for a month.

    Raises:
        WordingError: the county's wording can't be used.
    """
    text = reminders(month, templates, items)
    path.write_text(text, encoding="utf-8-sig", newline="\r\n")


def reminders(month: Month, templates: Traversable | None = None, items: Sequence[ActionItem] = ()) -> str:
    """Compose the message: a head, and a part for each kind of trouble that there is.

    Whoever hasn't filed is named by group; a problem that a file has many times is one line. Only what a unit has to answer
    is there (`zzlib.issues.asked`), what most hangs on first; fields about persons are left out. Of the items of the month
    those are told that are overdue, due this month, or unanswered.
    """
    words, phrases = wording(templates).reminders, Phrases(month)
    deadline = month.workspace.calendar.after(month.settings.document_date(month.period), WORKING_DAYS)
    worked = "，调休上班" if deadline.weekday() >= SATURDAY else ""
    when = f"{deadline.month}月{deadline.day}日（星期{_WEEKDAYS[deadline.weekday()]}{worked}）"
    parts = [
        (words.missing, _missing(month)),
        (words.unreadable, _troubles(month, words.like_it, Level.ERROR, unreadable=True)),
        (words.correct, _troubles(month, words.like_it, Level.ERROR, unreadable=False)),
        (words.check, _troubles(month, words.like_it, Level.WARNING)),
        (words.waiting, _waiting(month)),
        (words.items, _due(month, items)),
    ]
    lines = [phrases.phrase(words.title), phrases.sentence(words.opening, deadline=when)]
    numbers = count(1)
    for heading, (number, own) in parts:
        if number:
            lines += ["", f"{ordinal(next(numbers))}、{phrases.phrase(heading, count=str(number))}", *own]
    closing = month.settings.document_date(month.period)
    return "\n".join([*lines, "", phrases.phrase("{office}"), chinese_date(closing), ""])


def _missing(month: Month) -> tuple[int, list[str]]:
    units = month.units[month.units["filing"] == Filing.MISSING]
    return len(units), [f"{group}：{'、'.join(members['unit'])}" for group, members in by_group(units)]


def _due(month: Month, items: Sequence[ActionItem]) -> tuple[int, list[str]]:
    """Give the number of units to be reminded of items, and the lines that say of which."""
    day = document_date(month)
    told: dict[str, dict[ItemUrgency, list[ActionItem]]] = {}
    for item in items:
        if found := urgency(item, month.period, day):
            told.setdefault(item.unit_id, {}).setdefault(found, []).append(item)
    units = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    lines = []
    for unit_id, own in told.items():
        lines.append(units.get(unit_id, unit_id))
        for each in (each for each in ItemUrgency if each in own):
            first = sorted(own[each], key=lambda item: item.due)[:_MOST_NAMED]
            named = "、".join(f"“{item.project}”{item.problem}（{due_text(item, month)[0]}）" for item in first)
            more = "等" if len(own[each]) > len(first) else ""
            lines.append(f"  · {each.label}{len(own[each])}件：{named}{more}。")
    return len(told), lines


def _waiting(month: Month) -> tuple[int, list[str]]:
    errors = month.issues[month.issues["level"] == Level.ERROR].drop_duplicates("file").set_index("file")["message"]
    files = month.waiting_files
    return len(files), [f"{file}" + (f"：{errors[file]}" if file in errors else "") for file in files]


def _troubles(month: Month, like_it: str, level: Level, *, unreadable: bool = False) -> tuple[int, list[str]]:
    """Give the number of units with issues of a level that they have to answer, and the lines that say so, gravest first."""
    issues = asked(issues_to_show(month))
    lost = month.units.loc[month.units["filing"] == Filing.UNREADABLE, "unit_id"]
    own = issues[(issues["level"] == level) & issues["unit_id"].isin(month.units["unit_id"])]
    if level is Level.ERROR:
        own = own[own["unit_id"].isin(lost) == unreadable]
    order = {unit_id: place for place, unit_id in enumerate(month.units["unit_id"])}
    own = own.assign(advice=own["unit_advice"], weight=weights(own), place=own["unit_id"].map(order))
    own = own.assign(gravest=own.groupby("unit_id")["weight"].transform("max"))
    own = own.sort_values(["gravest", "place", "weight"], ascending=[False, True, False], kind="stable")
    return own["unit_id"].nunique(), list(_lines(own, like_it))


def _lines(issues: pd.DataFrame, like_it: str) -> Iterator[str]:
    for (unit, file), of_file in issues.groupby(["unit", "file"], sort=False):
        yield f"{unit}《{file}》"
        yield from (f"  · {problem.text}。{problem.advice}。" for problem in problems(of_file, like_it))
