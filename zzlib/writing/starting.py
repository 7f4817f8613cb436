"""The draft to start from: what the findings say, in the catalogue's words, the weightiest first, and the advice bound to them."""

from collections.abc import Collection, Iterable, Mapping

from zzlib.findings import Finding, advice_groups, advices, by_family, families, found
from zzlib.findings.catalogue import Advice, again_title, still_title
from zzlib.findings.pressing import Since
from zzlib.indicators.month import Month
from zzlib.periods import month_of, period_of, year_of
from zzlib.phrasing.clauses import Clauses
from zzlib.phrasing.lists import ordinal
from zzlib.phrasing.phrases import Phrases
from zzlib.writing.draft import COUNTED_IN, Draft, DraftLine, DraftParagraph, Request

_LAST_MONTH = 12
_UNCOUNTED = 2
"""So many entries of a sentence stand without numbers."""


def starting_draft(
    month: Month,
    findings: list[Finding],
    leads: Mapping[str, Iterable[DraftParagraph]] | None = None,
    known: Mapping[str, Since] | None = None,
    most: int | None = None,
    left: Collection[str] = (),
) -> Draft:
    """Make a draft of the month's findings.

    `known` are ids of findings that the month before had already: they stand in one sentence, in short where they have not
    got worse, and so does what is asked because of them alone; of the rest at most `most` pieces of advice stand in full,
    in the order of the problems that they answer. What has no short form (`still`) is told in full each time. `left` is
    advice that stands in short besides: asked before, and not reached.
    `leads` are paragraphs of the county's wording by section: those without a title stand first, the others last. A
    section of problems without a problem has no lead either.
    """
    phrases = Phrases(month, "advice.toml")
    titles = families(at_year_end=month_of(month.period) == _LAST_MONTH)
    known = known or {}
    brief = {f.rule.id for f in findings if f.rule.id in known and f.rule.still}
    news = [f for _, members in by_family([f for f in findings if f.rule.id not in known]) for f in members]
    full = advice_of(news)[:most]
    again = [advice for advice in (*advice_of(_by_urgency(findings)), *left) if advice not in full]
    short = {a: text for a in dict.fromkeys(again) if (text := _in_short(advices()[a].again, phrases))}
    asked = [advice for advice in advices().values() if advice.id in (*full, *short)]
    answers = [advices()[name] for name in full]
    own = {name: list(paragraphs) for name, paragraphs in (leads or {}).items()}
    problems = [
        DraftParagraph(titles[family], tuple(DraftLine("sentence", f.claim, f.rule.id) for f in members))
        for family, members in by_family([f for f in findings if f.rule.id not in brief])
    ]
    still = {
        f.rule.id: text
        for f in _by_urgency(findings)
        if f.rule.id in brief and (text := _told_again(f, known, phrases))
    }
    problems += _in_one_sentence(still_title(), still)
    steps = [
        DraftParagraph(advice_groups()[group], lines)
        for group in dict.fromkeys(advice.group for advice in answers)
        if (lines := _steps(answers, group, phrases))
    ]
    steps += _in_one_sentence(again_title(), short)
    return Draft(
        month.period,
        problems=_section(own.get("problems", []), problems) if problems else _titled(own.get("problems", [])),
        next=_section(own.get("next", []), steps),
        requests=tuple(_request(advice, month) for advice in asked if advice.measure in month.figures),
    )  # fmt: skip


def _by_urgency(findings: list[Finding]) -> list[Finding]:
    """Give the problems found, those on which somebody can act at once first."""
    return sorted(found(findings), key=lambda finding: -finding.rule.urgency)


def _told_again(finding: Finding, known: Mapping[str, Since], phrases: Phrases) -> str:
    """Tell a problem that stood there before: in full where it has got worse, `""` where there is no more to say."""
    worse = known[finding.rule.id] is Since.WORSE
    return finding.claim.removesuffix("。") if worse else _in_short(finding.rule.still, phrases)


def _in_short(clauses: Clauses, phrases: Phrases) -> str:
    """Give a short form that can be said this month, without a full stop."""
    return phrases.chosen(clauses).removesuffix("。")


def _in_one_sentence(title: str, texts: dict[str, str]) -> list[DraftParagraph]:
    """Give a paragraph of one sentence, a line an entry, counted (一是…；二是…) where they are several."""
    ends = ["；"] * (len(texts) - 1) + ["。"] * bool(texts)
    counted = [f"{ordinal(n)}是" if len(texts) > _UNCOUNTED else "" for n in range(1, len(texts) + 1)]
    lines = tuple(
        DraftLine("sentence", before + text + end, name)
        for before, (name, text), end in zip(counted, texts.items(), ends, strict=True)
    )
    return [DraftParagraph(title, lines)] if lines else []


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
