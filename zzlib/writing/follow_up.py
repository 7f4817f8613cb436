"""What became of last month's requests, and in a summary of the year's: each is told by its figure, then and now."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zzlib.findings import judge
from zzlib.findings.catalogue import advices
from zzlib.indicators.catalogue import catalogue
from zzlib.indicators.month import Figure, Month
from zzlib.kinds import DEFAULT_KINDS, Kinds
from zzlib.money import FEN_PER_UNIT, round_half_up
from zzlib.writing.draft import COUNTED_IN, GOALS, Draft, Request

OUTCOMES = {
    "done": "已达到要求",
    "better": "有进展",
    "not_done": "没有达到要求",
    "open": "未到期",
    "unknown": "无数据",
    "nothing_filed": "本月没有报表，无从判断",
}


@dataclass(frozen=True)
class RequestOutcome:
    """A request of last month and what became of it: `result` of `OUTCOMES`; `text` says it with references."""

    request: Request
    result: str
    text: str
    then: Figure | None
    now: Figure | None


def outcomes(previous: Draft | None, month: Month) -> list[RequestOutcome]:
    """Tell what became of each request of the month before, in its order; nothing without a draft of that month."""
    if previous is None:
        return []
    return [_outcome(request, previous.period, month) for request in _asked(previous)]


def _asked(draft: Draft) -> list[Request]:
    """Give what a draft asks for: what the writer took out of the text was not asked."""
    told = {line.basis for paragraph in draft.next for line in paragraph.lines}
    return [request for request in draft.requests if request.advice in told or request.advice not in advices()]


def follow_up_text(told: list[RequestOutcome], said_for: Callable[[str], str]) -> str:
    """Write what became of the requests as a sentence with references; `""` where there is nothing to tell.

    `said_for` puts it in the words of the county's rhythm.
    """
    if any(o.result == "nothing_filed" for o in told):
        return said_for("上月提出的要求，因本月没有收到一份报表，落实情况无从判断。")
    groups = [
        ("已达到要求的有", [o.text for o in told if o.result == "done"]),
        ("有进展、还没有达到要求的有", [o.text for o in told if o.result == "better"]),
        ("没有达到要求的有", [o.text for o in told if o.result == "not_done"]),
    ]
    said = [f"{title}：{'；'.join(texts)}。" for title, texts in groups if texts]
    return said_for("对照上月提出的要求，") + "".join(said) if said else ""


def thread_text(earlier: Sequence[Draft], month: Month) -> str:
    """Write what became of the requests of the year's earlier drafts, as a sentence with references; `""` where none is due."""
    due = _due(earlier, month)
    if month.nothing_filed:
        return month.rhythm.said("以前各期提出的要求，因本月没有收到一份报表，落实情况无从判断。") if due else ""
    told = [one for period, request in due for one in _since(request, period, month)]
    counts = Counter(result for _, result, _ in told)
    parts = [f"{word}的{counts[result]}项" for result, word in _IN_SHORT.items() if counts[result]]
    left = [text for _, result, text in told if result == "not_done"]
    named = f"{'，主要是' * (len(left) > _MOST_LEFT)}：{'；'.join(left[:_MOST_LEFT])}" if left else ""
    return f"已到期的{len(told)}项要求中，{'、'.join(parts)}{named}。" if told else ""


def told_not_reached(earlier: Sequence[Draft], month: Month) -> list[str]:
    """Give the ids of the advice whose requests `thread_text` names as not reached."""
    told = [one for period, request in _due(earlier, month) for one in _since(request, period, month)]
    left = [advice for advice, result, _ in told if result == "not_done"]
    return [] if month.nothing_filed else left[:_MOST_LEFT]


def _due(earlier: Sequence[Draft], month: Month) -> list[tuple[str, Request]]:
    """Give the requests of the year's earlier drafts that are due, the weightiest first.

    A request counts from the month that first asked it: what its figure was then is as that draft printed it.
    """
    first: dict[str, tuple[str, Request]] = {}
    for draft in earlier:
        for request in _asked(draft):
            first.setdefault(request.advice, (draft.period, request))
    weight = {
        advice: place for place, finding in reversed([*enumerate(judge(month))]) for advice in finding.rule.advice
    }
    asked = sorted(first.values(), key=lambda one: weight.get(one[1].advice, len(weight)))
    return [(period, request) for period, request in asked if request.until <= month.period]


_IN_SHORT = {"done": "达到", "better": "有进展", "not_done": "没有达到"}
_MOST_LEFT = 3
"""Requests without success that are told with their figures, the weightiest."""


def _since(request: Request, period: str, month: Month) -> Iterator[tuple[str, str, str]]:
    """Tell what became of a request since a month, where both numbers are known and whole: its advice, the result, how to say it."""
    now = month.figures.get(request.measure)
    then = None if now is None else _printed_number(request.value, now.unit)
    if now is None or now.value is None or then is None or now.bound:
        return
    suffix, when = COUNTED_IN.get(now.unit, ""), month.rhythm.short(period)
    if now.text + suffix == request.value:
        then, said = now.value, f"{when}以来仍为"
    else:
        said = f"由{when}的{_whole(request.value)}{'减为' if now.value < then else '增为'}"
    result = _result(request.goal, then, now.value)
    yield request.advice, result, f"{_called(request, now)}{said}{{{request.measure}}}{suffix}"


def _called(request: Request, figure: Figure) -> str:
    advice = advices().get(request.advice)
    return (advice.called if advice and advice.measure == request.measure else "") or figure.label


def _whole(text: str) -> str:
    """Give an amount of 万元 without decimals, as the text has its amounts."""
    size = Decimal(text.removesuffix("万元")) if text.endswith("万元") else None
    return text if size is None or abs(size) < 1 else f"{round_half_up(size, 0):f}万元"


_NUMBER = re.compile(r"(-?[\d.]+)(亿元|万元|元|%|个|亩)?")


def _printed_number(text: str, unit: str) -> Decimal | None:
    """Give the number of a figure from its text; `None` of a bound or what is none."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    scale = {"yuan": Decimal(FEN_PER_UNIT.get(found[2] or "", 100)) / 100, "ratio": Decimal("0.01")}
    return Decimal(found[1]) * scale.get(unit, Decimal(1))


def _outcome(request: Request, period: str, month: Month) -> RequestOutcome:
    figures, scope = month.figures, f"month:{period}"
    name = request.measure
    now, then = figures.get(name), figures.get(name, scope)
    if request.until > month.period:
        return RequestOutcome(request, "open", "", then, now)
    if month.nothing_filed:
        # Figures carried over tell nothing of what was done, even where they change (stale projects drop out).
        return RequestOutcome(request, "nothing_filed", "", then, now)
    if now is None or then is None or now.value is None or then.value is None:
        return RequestOutcome(request, "unknown", "", then, now)
    result = _result(request.goal, then.value, now.value)
    suffix = COUNTED_IN.get(now.unit, "")
    label, before, after = _called(request, now), *map(month.rhythm.said, ("上月", "本月"))
    if then.text == now.text:
        return RequestOutcome(request, result, f"{label}仍为{{{name}}}{suffix}", then, now)
    if then.incomplete or now.incomplete or then.value == now.value:
        # Of bounds it can't be said that one has become more or less than the other.
        text = f"{label}{before}为{{{name}|{scope}}}{suffix}，{after}为{{{name}}}{suffix}"
        return RequestOutcome(request, result, text, then, now)
    verb = "减为" if now.value < then.value else "增为"
    text = f"{label}由{{{name}|{scope}}}{suffix}{verb}{{{name}}}{suffix}"
    return RequestOutcome(request, result, text, then, now)


def _result(goal: str, then: Decimal, now: Decimal) -> str:
    reached = {"less": now < then or now == 0, "more": now > then, "none": now == 0, "no_more": now <= then}[goal]
    if reached:
        return "done"
    return "better" if goal == "none" and now < then else "not_done"


def request_title(request: Request, kinds: Kinds = DEFAULT_KINDS) -> str:
    """Say in a few words what was asked: 到位资金为零的单位：减少."""
    known = catalogue(kinds).get(request.measure)
    owner = advices()[request.advice].owner if request.advice in advices() else request.owner
    return f"{known.label if known else request.measure}：{GOALS[request.goal]}（{request.owner or owner}）"
