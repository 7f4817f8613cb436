"""Judge a month: which problems the figures show, how surely, and what closing each would bring."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import pandas as pd

from zzlib.findings.catalogue import SEVERITIES, FindingRule, Trigger, family_order, rules, switched_off
from zzlib.findings.interval import wilson_interval
from zzlib.indicators.catalogue import catalogue, definition, of_way
from zzlib.indicators.month import Figure, Month
from zzlib.indicators.once import once
from zzlib.money import display_percent, number_text
from zzlib.phrasing.lists import unit_lists
from zzlib.phrasing.marks import plain
from zzlib.phrasing.phrases import Phrases

DATA_GAPS = {
    "policy_fields": "没有 policy_fields.csv，或其中没有内容",
    "priorities": "policy_fields.csv 没有填 priority（优先级）",
    "programmes": "没有 programmes.csv，或其中没有内容",
    "inspections": "没有 inspections.csv，或其中没有内容",
    "stage": "报表没有填项目阶段",
    "problems": "报表没有填存在问题",
    "leader": "报表没有填责任领导",
    "land_needed": "报表没有填用地需求",
    "paid": "报表没有填支付资金",
    "allotted": "报表没有填下达资金",
    "received_on": "报表没有填到位日期",
    "returns": "今年还没有收到报表",
    "months": "几个月前没有报表，看不出那时的情形",
    "months_of_stages": "几个月前没有报表（跨年的，上年也没有），看不出那时的阶段",
    "targets": "targets.csv 没有资金目标",
    "project_targets": "targets.csv 没有项目目标",
    "kinds": "报表没有填项目类型",
    "history": "有项目的单位四分之一以上没有上年数",
    "several": "单位太少，前五位占多少说明不了什么",
}
"""Data that a county's files may not hold (`Month.gaps`), and how to say so."""


_REPORTING = ("reporting", "accuracy")
"""The families of problems that show where nothing came."""


class Status(StrEnum):
    """What came of looking for a problem."""

    FOUND = "found"
    CLEAR = "clear"
    FEW = "few"
    NO_DATA = "no_data"
    OFF = "off"


STATUS_LABELS = {"found": "有", "clear": "没有", "few": "数太少，不作判断", "no_data": "无数据", "off": "设置里不要"}


class Sureness(StrEnum):
    """How sure a finding is."""

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


SURENESS_LABELS = {"sure": "确定", "likely": "较有把握", "doubtful": "待核实"}


@dataclass(frozen=True)
class Evidence:
    """A figure that a finding rests on, with the 95 % interval of a rate of counts, and the same figure a month before."""

    figure: Figure
    interval: tuple[Decimal, Decimal] | None
    last_month: Figure | None


@dataclass(frozen=True)
class Finding:
    """A problem looked for. `claim` is the sentence with references, `text` the sentence; both only where found.

    `why` says which test held, or why none could be made. `units` and `projects` are the ids concerned. `benefit` is the
    figure of money that closing it would bring, where that can be stated.
    """

    rule: FindingRule
    status: Status
    why: str
    claim: str = ""
    text: str = ""
    evidence: tuple[Evidence, ...] = ()
    comparison: Figure | None = None
    units: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    sureness: Sureness = Sureness.SURE
    why_sure: str = ""
    benefit: Figure | None = None

    @property
    def worth(self) -> Decimal:
        """What closing it would bring in yuan, −1 where that can't be stated."""
        return Decimal(-1) if self.benefit is None or self.benefit.value is None else self.benefit.value


@once
def judge(month: Month) -> list[Finding]:
    """Judge every rule of the catalogue: what is found first, that which is worth most before; then what is not.

    Raises:
        SettingsError: `[findings] off` names an unknown finding.
    """
    off, phrases, lists = switched_off(month.settings), Phrases(month, "findings.toml"), unit_lists(month)
    judged = [
        _off(rule) if rule.id in off else _judged(rule, month, phrases, lists)
        for rule in rules(month.settings.kinds).values()
    ]
    return sorted(judged, key=_rank)


def found(findings: list[Finding]) -> list[Finding]:
    """Give those findings that are problems."""
    return [finding for finding in findings if finding.status is Status.FOUND]


def by_family(findings: list[Finding]) -> list[tuple[str, list[Finding]]]:
    """Give the problems by family: the ones told first, then that with the most at stake; its problems as the catalogue tells them."""
    chosen = found(findings)
    told = sorted(chosen, key=lambda finding: list(rules()).index(finding.rule.id))
    families_in_order = sorted(dict.fromkeys(finding.rule.family for finding in chosen), key=family_order)
    return [(family, [f for f in told if f.rule.family == family]) for family in families_in_order]


def weightiest(findings: list[Finding], each: int) -> list[Finding]:
    """Leave out problems of a family beyond its `each` gravest (of equal gravity, those worth most)."""
    counts: dict[str, int] = {}
    kept = set()
    for finding in sorted(found(findings), key=lambda f: (-SEVERITIES[f.rule.severity], -f.worth)):
        counts[finding.rule.family] = counts.get(finding.rule.family, 0) + 1
        if counts[finding.rule.family] <= each:
            kept.add(finding.rule.id)
    return [f for f in findings if f.status is not Status.FOUND or f.rule.id in kept]


def _rank(finding: Finding) -> tuple[bool, Decimal, int]:
    return finding.status is not Status.FOUND, -finding.worth, -SEVERITIES[finding.rule.severity]


def _off(rule: FindingRule) -> Finding:
    return Finding(rule, Status.OFF, "在设置 findings.off 里")


def _judged(rule: FindingRule, month: Month, phrases: Phrases, lists: dict[str, pd.DataFrame]) -> Finding:
    needs = rule.needs if rule.family in _REPORTING else ("returns", *rule.needs)
    missing = [DATA_GAPS[need] for need in needs if need in month.gaps]
    missing = missing or [_undefined(t, month) for t in rule.trigger if _undefined(t, month)]
    if missing:
        return Finding(rule, Status.NO_DATA, "；".join(dict.fromkeys(missing)))
    tests = [_test(trigger, month) for trigger in rule.trigger]
    failed = next((said for holds, said in tests if not holds), "")
    if failed:
        return Finding(rule, Status.CLEAR, failed, evidence=_evidence(rule, month))
    open_ends = [_open_ended(trigger, month) for trigger in rule.trigger]
    if any(open_ends):
        return Finding(rule, Status.NO_DATA, next(filter(None, open_ends)), evidence=_evidence(rule, month))
    small = [_small(trigger, month) for trigger in rule.trigger]
    if any(small):
        return Finding(rule, Status.FEW, next(filter(None, small)), evidence=_evidence(rule, month))
    claim = phrases.chosen(rule.wording)
    if not claim:
        return Finding(rule, Status.NO_DATA, "读得出的数不够下结论", evidence=_evidence(rule, month))
    evidence = _evidence(rule, month)
    sureness, why_sure = _sureness(rule, evidence, month)
    units, projects = _concerned(rule, month, lists)
    return Finding(
        rule, Status.FOUND, "；".join(said for _, said in tests), claim, plain(phrases.filled(claim)), evidence,
        _figure(month, rule.compare), units, projects, sureness, why_sure, _figure(month, rule.benefit),
    )  # fmt: skip


def _figure(month: Month, name: str) -> Figure | None:
    """Give a figure of the county, or (`funds_pipeline@competitive`) of what is given in a way, be it one kind or several."""
    figure, _, way = name.partition("@")
    return month.figures.get(*(of_way(figure, way, month.settings.kinds) if way else (figure, "county")))


def _undefined(trigger: Trigger, month: Month) -> str:
    """Say why a trigger can't be tested: a figure has no value."""
    names = [trigger.figure]
    if isinstance(trigger.threshold, str) and trigger.threshold in catalogue():
        names.append(trigger.threshold)
    for name in names:
        figure = _figure(month, name)
        if figure is None or figure.value is None:
            known = definition(name, catalogue(month.settings.kinds))
            return f"{known.label}没有数：{known.missing}"
    return ""


def _threshold(trigger: Trigger, month: Month) -> tuple[Decimal, str]:
    """Give the number that a trigger tests against, and how people read it."""
    threshold, unit = trigger.threshold, catalogue()[trigger.figure].unit
    if isinstance(threshold, str) and threshold in catalogue():
        figure = month.figures[threshold]
        return figure.value or Decimal(0), f"{figure.label}（{figure.text}）"
    number = Decimal(str(getattr(month.settings.findings, threshold) if isinstance(threshold, str) else threshold))
    return number, display_percent(number) if unit == "ratio" else number_text(number, 2)


_TESTS: dict[str, tuple[Callable[[Decimal, Decimal], bool], str, str]] = {
    "below": (lambda value, bound: value < bound, "低于", "不低于"),
    "above": (lambda value, bound: value > bound, "高于", "不高于"),
    "at_least": (lambda value, bound: value >= bound, "不少于", "少于"),
    "at_most": (lambda value, bound: value <= bound, "不超过", "超过"),
}


def _test(trigger: Trigger, month: Month) -> tuple[bool, str]:
    figure = month.figures[trigger.figure]
    bound, shown = _threshold(trigger, month)
    test, yes, no = _TESTS[trigger.test]
    holds = test(figure.value or Decimal(0), bound)
    return holds, f"{figure.label}{figure.text}，{yes if holds else no}{shown}"


def _open_ended(trigger: Trigger, month: Month) -> str:
    """Say that a figure is above only the lower bound of what it is held against: the true one may be higher still."""
    bound = month.figures.get(str(trigger.threshold))
    if bound is None or not bound.incomplete or trigger.test not in ("above", "at_least"):
        return ""
    return f"{bound.label}只知道是{bound.text}，{month.figures[trigger.figure].label}是否{_TESTS[trigger.test][1]}它不能判断"


def _small(trigger: Trigger, month: Month) -> str:
    """Say that a rate rests on too few to judge by."""
    figure, least = month.figures[trigger.figure], month.settings.findings.small_number
    if _of_counts(figure) and figure.denominator is not None and figure.denominator < least:
        return f"{figure.label}的分母只有{figure.denominator:f}个，不足{least}个"
    return ""


def _of_counts(figure: Figure) -> bool:
    known = catalogue()[figure.figure]
    return known.unit == "ratio" and known.compute == "ratio" and not known.of_money


def _evidence(rule: FindingRule, month: Month) -> tuple[Evidence, ...]:
    names = dict.fromkeys((*(t.figure for t in rule.trigger), *rule.evidence))
    before = {scope for f in month.figures if (scope := f.scope).startswith("month:")}
    given = []
    for name in names:
        figure = _figure(month, name)
        if figure is not None:
            earlier = next(filter(None, (month.figures.get(name, s) for s in before)), None)
            given.append(Evidence(figure, _interval(figure), earlier))
    return tuple(given)


def _interval(figure: Figure) -> tuple[Decimal, Decimal] | None:
    if not _of_counts(figure) or not figure.denominator or figure.numerator is None:
        return None
    return wilson_interval(int(figure.numerator), int(figure.denominator))


def _sureness(rule: FindingRule, evidence: tuple[Evidence, ...], month: Month) -> tuple[Sureness, str]:
    tested = {trigger.figure: trigger for trigger in rule.trigger}
    for given in evidence:
        if given.figure.incomplete and given.figure.figure in tested:
            return Sureness.DOUBTFUL, f"{given.figure.label}不全：有金额或报表读不出"
    for given in evidence:
        trigger = tested.get(given.figure.figure)
        if trigger and given.interval:
            bound, shown = _threshold(trigger, month)
            if given.interval[0] <= bound <= given.interval[1]:
                low, high = map(display_percent, given.interval)
                return Sureness.LIKELY, f"95%区间 {low}—{high} 跨过 {shown}"
    if rule.caution:
        return Sureness.LIKELY, rule.caution
    return Sureness.SURE, "由报表的数字直接得出"


def projects_of(rule: FindingRule, month: Month) -> pd.DataFrame:
    """Give the projects (`Month.projects`) that a rule is about, in the frame's order; none where it is about units alone."""
    projects = month.projects
    chosen = projects[projects[rule.projects]] if rule.projects else projects.iloc[:0]
    return chosen[chosen["kind"].isin(month.settings.kinds.ways[rule.way])] if rule.way else chosen


def _concerned(
    rule: FindingRule, month: Month, lists: dict[str, pd.DataFrame]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the ids of the units and projects that a finding is about, units in order of precedence."""
    chosen = projects_of(rule, month)
    listed = lists.get(rule.units)
    owners = set(chosen["unit_id"]) if listed is None else set(listed["unit_id"])
    units = tuple(unit_id for unit_id in month.units["unit_id"] if unit_id in owners)
    return units, tuple(chosen["project_id"])
