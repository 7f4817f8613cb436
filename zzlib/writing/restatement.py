"""What earlier circulars state otherwise than is known now, in the county's words: a sentence a month."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from zzlib.indicators.month import Month
from zzlib.indicators.own_figures import catalogue_of
from zzlib.ledger.issued import compared_periods
from zzlib.phrasing.marks import Reference, Said
from zzlib.writing.restating import Restated
from zzlib.writing.wording import RestatementWording


def restatement(restated: Iterable[Restated], month: Month, words: RestatementWording) -> tuple[Said, ...]:
    """Write the sentences, one an issued month; amounts stand as they did there. Their figures are those of that month."""
    return tuple(
        _sentence(period, list(entries), month, words) for period, entries in groupby(restated, lambda one: one.period)
    )


def _sentence(period: str, entries: Sequence[Restated], month: Month, words: RestatementWording) -> Said:
    said = month.rhythm.said
    known = {name: said(one.label) for name, one in catalogue_of(month.workspace).figures.items()}
    county = sorted(
        (one for one in entries if one.scope == "county" and one.figure in words.figures),
        key=lambda one: words.figures.index(one.figure),
    )
    changes = [
        words.change.format(label=known[one.figure], before=_shown(one.before), after=_shown(one.after))
        for one in county
        if one.figure in known
    ]
    changes += _of_units(entries, month, words, known)
    others = len(entries) > len(county)
    text = "、".join(changes) + (f"，{words.others}" if others and changes else "") or words.only_others
    is_compared = period in compared_periods(month.workspace, month.period)
    compared = words.compared[month.settings.publication.compare] if is_compared else ""
    opening = words.opening.format(period=month.rhythm.name(period))
    return Said(f"{opening}{text}{compared}。", tuple(_cells(county, month)))


def _of_units(
    entries: Iterable[Restated], month: Month, words: RestatementWording, known: dict[str, str]
) -> Iterator[str]:
    """Name the units whose own figures are others, where units are named at all."""
    if not month.settings.document.naming:
        return
    names = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    for figure in words.unit_figures:
        own = {one.scope.removeprefix("unit:"): one for one in entries if one.figure == figure}
        found = [(name, own[unit_id]) for unit_id, name in names.items() if unit_id in own]
        for name, one in found[: words.most]:
            before, after = _shown(one.before), _shown(one.after)
            yield words.unit_change.format(unit=name, label=known[figure], before=before, after=after)
        if len(found) > words.most:
            yield words.more_units.format(count=len(found), label=known[figure])


def _cells(county: Iterable[Restated], month: Month) -> Iterator[Reference]:
    """Give the figures whose cells the month can tell: those of the year's earlier months."""
    months = month.rhythm.until(month.period)
    yield from ((one.figure, f"month:{one.period}") for one in county if one.period in months)


def _shown(text: str) -> str:
    return text if text not in ("", "—") else "无数"
