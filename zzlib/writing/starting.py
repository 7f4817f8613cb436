"""The draft to start from: what the findings say, in the catalogue's words, the weightiest first, and the advice bound to them."""

from collections.abc import Iterable, Mapping

from zzlib.findings import Finding, advice_groups, advices, by_family, families, found
from zzlib.findings.catalogue import Advice
from zzlib.indicators.month import Month
from zzlib.periods import month_of, period_of, year_of
from zzlib.phrasing.phrases import Phrases
from zzlib.writing.draft import COUNTED_IN, Draft, DraftLine, DraftParagraph, Request


def starting_draft(
    month: Month, findings: list[Finding], leads: Mapping[str, Iterable[DraftParagraph]] | None = None
) -> Draft:
    """Make a draft of the month's findings.

    `leads` are paragraphs of the county's wording by section: those without a title stand first, the others last. A
    section of problems without a problem has no lead either.
    """
    phrases = Phrases(month, "advice.toml")
    asked = [advice for advice in advices().values() if advice.id in advice_of(findings)]
    own = {name: list(paragraphs) for name, paragraphs in (leads or {}).items()}
    problems = [
        DraftParagraph(families()[family], tuple(DraftLine("sentence", f.claim, f.rule.id) for f in members))
        for family, members in by_family(findings)
    ]
    steps = [
        DraftParagraph(title, lines)
        for group, title in advice_groups().items()
        if (lines := _steps(asked, group, phrases))
    ]
    return Draft(
        month.period,
        problems=_section(own.get("problems", []), problems) if problems else _titled(own.get("problems", [])),
        next=_section(own.get("next", []), steps),
        requests=tuple(_request(advice, month) for advice in asked if advice.measure in month.figures),
    )  # fmt: skip


def advice_of(findings: list[Finding]) -> list[str]:
    """Give the ids of the advice that the problems found call for."""
    return list(dict.fromkeys(advice for finding in found(findings) for advice in finding.rule.advice))


def _section(own: list[DraftParagraph], made: list[DraftParagraph]) -> tuple[DraftParagraph, ...]:
    return (*(p for p in own if not p.title), *made, *(p for p in own if p.title))


def _titled(own: list[DraftParagraph]) -> tuple[DraftParagraph, ...]:
    return _section(own, []) if any(p.title for p in own) else ()


def _steps(asked: list[Advice], group: str, phrases: Phrases) -> tuple[DraftLine, ...]:
    return tuple(DraftLine("sentence", phrases.chosen(a.action), a.id) for a in asked if a.group == group)


def _request(advice: Advice, month: Month) -> Request:
    number = year_of(month.period) * 12 + month_of(month.period) - 1 + advice.months
    until = month.rhythm.holding(period_of(number // 12, number % 12 + 1))
    figure = month.figures[advice.measure]
    value = figure.text + COUNTED_IN.get(figure.unit, "")
    return Request(advice.id, advice.owner, advice.measure, value, advice.goal, until)
