"""What became of last month's requests: each is told by its figure, then and now."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from zzlib.findings.catalogue import advices
from zzlib.indicators.catalogue import catalogue
from zzlib.indicators.month import Figure, Month
from zzlib.kinds import DEFAULT_KINDS, Kinds
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
    # What the writer took out of the text was not asked for.
    told = {line.basis for paragraph in previous.next for line in paragraph.lines}
    asked = [r for r in previous.requests if r.advice in told or r.advice not in advices()]
    return [_outcome(request, previous.period, month) for request in asked]


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
    label, before, after = now.label, *map(month.rhythm.said, ("上月", "本月"))
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
