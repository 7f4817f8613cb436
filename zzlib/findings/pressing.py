"""Which of the problems found a monthly circular tells: what is new or worse, and what somebody can act on, before the rest."""

from collections.abc import Collection
from decimal import Decimal
from enum import IntEnum

from zzlib.findings.catalogue import SEVERITIES, Trigger, rules
from zzlib.findings.judging import Finding, found
from zzlib.indicators.month import Month
from zzlib.periods import month_of

_EACH_MONTH = ("always", "monthly")
"""Of a rule's `standing`: told in every monthly circular."""


class Since(IntEnum):
    """What became of a problem since the month before."""

    SAME = 0
    WORSE = 1
    NEW = 2


def since(finding: Finding, month: Month) -> Since:
    """Tell what became of a problem: worse where a figure that it rests on has moved its way, as printed.

    Where nothing is known of the month before, every problem is new.
    """
    before = [_before(trigger, month) for trigger in finding.rule.trigger]
    if not all(before):
        return Since.NEW
    return max(Since.WORSE if one == "worse" else Since.SAME for one in before)


def most_pressing(findings: list[Finding], month: Month, most: int, *, news: bool = True) -> list[Finding]:
    """Give the problems found that come first, `most` of them, in the order given.

    What is news comes first, and what somebody can act on at once; without `news`, as over half a year, the gravest. What
    is always told comes before all where it is new, and in a summary.
    """

    def weight(finding: Finding) -> tuple[bool, int, int, Decimal]:
        rule = finding.rule
        is_new = since(finding, month) is Since.NEW
        first = is_new and rule.standing in _EACH_MONTH if news else rule.standing in ("always", "summaries")
        return first, news * (rule.urgency + since(finding, month)), SEVERITIES[rule.severity], finding.worth

    chosen = {f.rule.id for f in sorted(_timely(findings, month), key=weight, reverse=True)[:most]}
    return [finding for finding in findings if finding.rule.id in chosen]


def standing(findings: list[Finding], month: Month) -> list[Finding]:
    """Give the problems found that every circular tells."""
    return [finding for finding in _timely(findings, month) if finding.rule.standing in _EACH_MONTH]


def why_untold(finding: Finding, month: Month, first: Collection[str]) -> str:
    """Say why a circular says nothing of a problem found; `first` are the problems that a draft begun now tells."""
    rule = finding.rule
    if rule.from_month > month_of(month.period):
        return f"年初看不准，{rule.from_month}月起才写"
    if rule.id in first:
        return "起草以后才有，或从稿子里删去了"
    if rule.within in first:
        return f"“{rules()[rule.within].problem}”里已经说到"
    return "篇幅有限，先写更要紧的"


def _timely(findings: list[Finding], month: Month) -> list[Finding]:
    """Give the problems of which it is time to speak, without those that another one's sentence tells, too."""
    timely = [finding for finding in found(findings) if finding.rule.from_month <= month_of(month.period)]
    told = {finding.rule.id for finding in timely}
    return [finding for finding in timely if finding.rule.within not in told]


def _before(trigger: Trigger, month: Month) -> str:
    """Say how a trigger stood a month ago beside now: worse, same; `""` where it did not hold, or isn't known."""
    scope = f"month:{month.rhythm.before(month.period)}"
    now, then = month.figures[trigger.figure], month.figures.get(trigger.figure, scope)
    if then is None or then.value is None or now.value is None:
        return ""
    bound = _bound(trigger, month, scope)
    rises = trigger.test in ("above", "at_least")
    held = then.value >= bound if rises else then.value <= bound
    if not held:
        return ""
    moved = now.value > then.value if rises else now.value < then.value
    # What follows the calendar (the schedule) is worse only where the distance to it has grown.
    if isinstance(trigger.threshold, str) and (current := month.figures.get(trigger.threshold)) and current.value:
        moved = abs(now.value - current.value) > abs(then.value - bound)
    return "worse" if moved and now.text != then.text else "same"


def _bound(trigger: Trigger, month: Month, scope: str) -> Decimal:
    threshold = trigger.threshold
    if isinstance(threshold, str):
        figure = month.figures.get(threshold, scope)
        if figure is not None:
            return figure.value or Decimal(0)
        threshold = getattr(month.settings.findings, threshold)
    return Decimal(str(threshold))
