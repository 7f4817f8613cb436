"""Phrases filled from a month: slots, conditions, lists of units. What has no value takes its whole phrase away."""

import difflib
import re
import string
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from zzlib.charts.units import edge_names
from zzlib.indicators.month import Figure, Month
from zzlib.money import display_money
from zzlib.periods import month_of, year_of
from zzlib.report.wording import Clauses, Phrase, WordingError
from zzlib.vocabulary import GROUPS, Band, Filing, Level

SUSPECT_SIZE = "size_suspect"
"""The issue of an amount that is likely a factor of 1000 or 10000 off (contracts, section 4)."""

_LONG_LIST = 10
_GROUP_WORDS = {"县直": "县直单位", "垂管": "垂管单位"}
_NAMED_ONLY_IF_ALL = ("low", "behind", "late")
_CONDITION = re.compile(r"(\S+) (<|>|=) (\S+)")
_BOUND = re.compile(r"(至少|至多)?(.*)")


class _UndefinedError(LookupError):
    """A slot has no value: the phrase can't be used."""


class Phrases(string.Formatter):
    """Turns phrases into text for one month."""

    def __init__(self, month: Month) -> None:
        """Gather what slots and conditions may speak of besides figures."""
        self._month = month
        self._words = _words(month)
        self._counts = _counts(month)
        self._units = dict(_unit_lists(month))

    def sentence(self, clauses: Clauses, **slots: str) -> str:
        """Join the first usable phrase of each clause, and end the sentence with a full stop; `slots` as in `phrase`."""
        text = "".join(self._first_usable(alternatives, slots) for alternatives in clauses)
        text = text.strip("，；、")
        return text if not text or text.endswith(("。", "：")) else text + "。"

    def phrase(self, text: str, **slots: str) -> str:
        """Fill one phrase that has no alternative; `slots` are words that only this phrase may use.

        Raises:
            WordingError: a slot is unknown or has no value this month.
        """
        try:
            return self.format(text, **slots)
        except _UndefinedError as error:
            raise WordingError(f"wording.toml 的“{text}”里，{error} 本月没有数，这里只能用总有数的") from error

    def _first_usable(self, alternatives: Sequence[Phrase | str], slots: dict[str, str]) -> str:
        for alternative in alternatives:
            phrase = Phrase(text=alternative) if isinstance(alternative, str) else alternative
            try:
                if all(self._holds(condition) for condition in phrase.when.split(" and ") if condition):
                    return self.format(phrase.text, **slots)
            except _UndefinedError:
                continue
        return ""

    def _holds(self, condition: str) -> bool:
        match = _CONDITION.fullmatch(condition.strip())
        if match is None:
            raise WordingError(f"wording.toml 的条件“{condition}”看不懂，请写成 funds_gap > 0 的样子")
        left, right = self._number(match[1]), self._number(match[3])
        return {"<": left < right, ">": left > right, "=": left == right}[match[2]]

    def _number(self, text: str) -> Decimal:
        if re.fullmatch(r"-?\d+(\.\d+)?", text):
            return Decimal(text)
        if text in self._counts:
            return Decimal(self._counts[text])
        figure = self._figure(text)
        if figure.value is None:
            raise _UndefinedError(text)
        return figure.value

    def _figure(self, slot: str) -> Figure:
        name, _, kind = slot.partition("@")
        scope = f"kind:{kind}" if kind else "county"
        if (name, scope) in self._month.figures:
            return self._month.figures[name, scope]
        if name in self._month.figures:
            raise _UndefinedError(slot)
        known = [*self._words, *self._counts, *self._units, *(f.figure for f in self._month.figures)]
        nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
        raise WordingError(f"wording.toml 里的 {{{slot}}} 不认识，最接近的是 {{{nearest[0]}}}")

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        """Look a slot up: a word, a count, a list of units, or a figure."""
        name = str(key)
        for table in (kwargs, self._words, self._counts, self._units):
            if name in table:
                return table[name]
        return self._figure(name)

    def format_field(self, value: Any, format_spec: str) -> str:
        """Print a slot's value; an undefined figure makes the phrase unusable."""
        if isinstance(value, pd.DataFrame):
            return _named(value, format_spec)
        if isinstance(value, Figure):
            return _figure_text(value, format_spec)
        return str(value)


def _figure_text(figure: Figure, manner: str) -> str:
    if figure.value is None:
        raise _UndefinedError(figure.figure)
    bound, size = _BOUND.fullmatch(figure.text).groups(default="")  # type: ignore[union-attr]
    match manner:
        case "bound":
            return bound
        case "size":
            return size
        case "growth":
            return _growth(figure.value, bound, size)
        case "carried":
            if not figure.carried_yuan:
                raise _UndefinedError(figure.figure)
            return display_money(int(figure.carried_yuan * 100))
        case "":
            return figure.text
        case _:
            raise WordingError(
                f"wording.toml 里的 {{{figure.figure}:{manner}}} 看不懂，冒号后只能写 growth、bound、size、carried"
            )


def _growth(value: Decimal, bound: str, size: str) -> str:
    if value == 0:
        return "持平"
    if value > 0:
        return f"{bound}增长{size}"
    # What grew by at least -4% fell by at most 4%.
    return f"{'至多' if bound else ''}下降{size.lstrip('-')}"


def _named(units: pd.DataFrame, manner: str) -> str:
    """Name units in order of precedence; a long list names departments, towns, firms and vertical units apart."""
    names = list(units["unit"])
    if not names:
        return ""
    listed = ("分别是" if len(names) > 1 else "为") + "、".join(names)
    if len(names) > _LONG_LIST and units["group"].nunique() > 1:
        listed = "，".join(
            f"{_GROUP_WORDS.get(group, group)}有{'、'.join(members['unit'])}" for group, members in by_group(units)
        )
    return f"（{listed.removeprefix('分别是').removeprefix('为')}）" if manner == "bracketed" else f"，{listed}"


def by_group(units: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Give the units of each group, groups in the order of documents, any others after them."""
    groups = sorted(units["group"].unique(), key=lambda group: GROUPS.index(group) if group in GROUPS else len(GROUPS))
    return [(group, units[units["group"] == group]) for group in groups]


def _words(month: Month) -> dict[str, str]:
    settings, number = month.settings, month_of(month.period)
    high, middle = edge_names(month)
    return {
        "year": str(year_of(month.period)),
        "month": str(number),
        "span": "1月" if number == 1 else f"1—{number}月",
        "county": settings.county.name,
        "office": settings.document.issuer or settings.county.office or "办公室",
        "basis": settings.document.basis,
        "edge_high": high,
        "edge_middle": middle,
        "large": display_money(settings.projects.large_yuan * 100),
        "absent_months": _months_text(_absent_months(month)),
    }


def _counts(month: Month) -> dict[str, int]:
    return {
        "month": month_of(month.period),
        "absent": len(_absent_months(month)),
        "zero_in_doubt": int(((month.units["band"] == Band.ZERO) & month.units["incomplete"]).sum()),
        "large_in_doubt": int(month.figures["large_projects"].incomplete),
        "errors": int((month.issues["level"] == Level.ERROR).sum()),
        "suspect": int((month.issues["code"] == SUSPECT_SIZE).sum()),
        "measured_awarded": int(month.settings.bands.measure == "awarded"),
        "completion_counts_new": int(month.settings.projects.completion_counts == "new"),
    }


def _absent_months(month: Month) -> list[int]:
    """Give the earlier months of the year of which no return is on file: who filed then can't be told."""
    earlier = month.trend[month.trend["period"] < month.period]
    return [month_of(period) for period in earlier.loc[earlier["filed"] == 0, "period"]]


def _months_text(months: list[int]) -> str:
    """Name months: 1—3月, 5月."""
    starts = [m for m in months if m - 1 not in months]
    ends = [m for m in months if m + 1 not in months]
    return "、".join(f"{a}月" if a == b else f"{a}—{b}月" for a, b in zip(starts, ends, strict=True))


def _unit_lists(month: Month) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give the lists of units that a phrase may name; those that the county won't have named are empty."""
    units, naming = month.units, month.settings.document.naming
    lists = {str(band): units["band"] == band for band in Band}
    # Whose return or amount can't be read is not called a zero by name (contracts, section 4).
    lists["zero"] &= ~units["incomplete"]
    lists["missing"] = units["filing"] == Filing.MISSING
    lists["late"] = units["filing"] == Filing.LATE
    lists["carried"] = units["carried"]
    lists["incomplete"] = units["incomplete"]
    lists["behind"] = units["behind"]
    for name, chosen in lists.items():
        silent = naming == "none" or (naming != "all" and name in _NAMED_ONLY_IF_ALL)
        yield name, units[chosen & (not silent)]
