"""Points, places and lights of a month's units by the county's rule; each point with its arithmetic."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from zzlib.dispatch.items import Dispatch
from zzlib.dispatch.scores.bases import OWN_BASES, Bases, BasisValue
from zzlib.dispatch.scores.checking import checked, unit_ids
from zzlib.dispatch.scores.rule import ScoreBand, ScoreEntry, ScoreError, ScoreRule, read_rule
from zzlib.indicators import Month
from zzlib.money import number_text, round_half_up
from zzlib.vocabulary import Term
from zzlib.workspace import SCORE_RULE as FILE

LIGHTS = {"green": "绿灯", "yellow": "黄灯", "red": "红灯"}


_MISSING = {
    "zero": "没有数，按办法得 0 分", "full": "没有数，按办法得满分", "spread": "没有数，按办法不计此项", "unscored": "没有数，不能计分",
}  # fmt: skip
_UNREADABLE = "待核：金额或报表读不出"


class ScoreState(Term):
    """Whether a unit has a score that can be ranked."""

    SCORED = "scored", "计分"
    EXEMPT = "exempt", "不参加"
    OPEN = "open", "待核"
    UNSCORED = "unscored", "缺数"


@dataclass(frozen=True)
class ScorePart:
    """What an entry gives a unit: `points` (less than nothing of a deduction, `None` where nothing can be said), and how."""

    entry: ScoreEntry
    kind: str
    value: BasisValue
    points: Decimal | None
    arithmetic: str


@dataclass(frozen=True)
class UnitScore:
    """A unit's score: `total` is the sum of its parts' points, `place` its place among its group (0 without one).

    `why` says what keeps it from being ranked; `light` is a key of `LIGHTS` or `""`, `light_said` the value behind it.
    """

    unit_id: str
    unit: str
    group: str
    state: ScoreState
    total: Decimal | None
    place: int
    parts: tuple[ScorePart, ...]
    light: str
    light_said: str
    why: str


@dataclass(frozen=True)
class MonthScores:
    """The scores of a month, by group, first places first, and those without a place in order of precedence."""

    period: str
    rule: ScoreRule
    units: tuple[UnitScore, ...]
    bases: Bases


def scores_of(month: Month, dispatch: Dispatch) -> MonthScores | None:
    """Give the month's scores by the county's rule, `None` where it has none; raises as `scores_by` and `read_rule`."""
    rule = read_rule(month.workspace)
    return scores_by(rule, month, dispatch) if rule else None


def scores_by(rule: ScoreRule, month: Month, dispatch: Dispatch) -> MonthScores:
    """Give the month's scores by a rule.

    Raises:
        ScoreError: the rule can't be used, does not hold for the month, or rests on what the county's data don't tell.
    """
    _check_for(rule, month)
    bases = Bases(month, dispatch)
    _known(rule, bases)
    ids = unit_ids(month.workspace)
    exempt = {ids[one.unit]: one.why for one in rule.exempt}
    exempt |= dict.fromkeys(month.units.loc[~month.units["ranked"], "unit_id"], "units.csv 写明不排名")
    units = [_scored(rule, bases, row, exempt.get(row["unit_id"], "")) for row in month.units.to_dict("records")]
    return MonthScores(month.period, rule, tuple(_placed(rule, units)), bases)


def rule_fault(month: Month) -> str:
    """Say why the county's rule gives no scores of a month, as far as the rule itself tells; `""` where it has none or it can be used."""
    try:
        rule = read_rule(month.workspace)
        if rule:
            _check_for(rule, month)
    except ScoreError as error:
        return str(error)
    return ""


def _check_for(rule: ScoreRule, month: Month) -> None:
    checked(rule, month.workspace)
    if not rule.valid_from <= month.period <= rule.valid_to:
        said = f"{month.period} 不在办法的有效期 {rule.valid_from} 到 {rule.valid_to} 内"
        raise ScoreError(f"{FILE} {said}；换新办法，或改 valid_from、valid_to")


def _known(rule: ScoreRule, bases: Bases) -> None:
    """Refuse a rule that asks for a value that no unit has, or for what no return states."""
    units = [str(unit_id) for unit_id in bases.month.units["unit_id"]]
    asked = [(f"[[{kind}]]（{e.id}）", e.figure, e.less) for kind, entries in rule.entries.items() for e in entries]
    asked += [("[light]", rule.light.figure, rule.light.less)] if rule.light else []
    for place, figure, less in asked:
        nobody = figure not in OWN_BASES and all(bases.value(unit_id, figure, less).value is None for unit_id in units)
        if nobody or bases.lacks(figure):
            said = bases.label(figure, less)
            raise ScoreError(
                f"{FILE} {place} 的 figure：本县{bases.month.period}没有一个单位有“{said}”的数，不能据此计分"
            )


def _scored(rule: ScoreRule, bases: Bases, row: dict[Any, Any], exempt: str) -> UnitScore:
    unit_id, unit = str(row["unit_id"]), str(row["unit"])
    light, said = _light(rule, bases, unit_id)
    if exempt:
        return UnitScore(unit_id, unit, str(row["group"]), ScoreState.EXEMPT, None, 0, (), light, said, exempt)
    parts = [
        _part(entry, kind, bases.value(unit_id, entry.figure, entry.less), rule.digits)
        for kind, entries in rule.entries.items()
        for entry in entries
    ]
    parts = _spread(rule, parts)
    lacking = [part.entry.label for part in parts if part.points is None and part.value.sure]
    unsure = [part.entry.label for part in parts if not part.value.sure]
    points = [part.points for part in parts if part.points is not None]
    total = sum(points, Decimal(0)) if parts and len(points) == len(parts) else None
    state = ScoreState.UNSCORED if lacking or not parts else ScoreState.OPEN if unsure else ScoreState.SCORED
    why = f"没有数：{'、'.join(lacking)}" if lacking else f"数据不全：{'、'.join(unsure)}" if unsure else ""
    return UnitScore(unit_id, unit, str(row["group"]), state, total, 0, tuple(parts), light, said, why)


def _part(entry: ScoreEntry, kind: str, value: BasisValue, digits: int) -> ScorePart:
    if value.value is None and not value.sure:
        return ScorePart(entry, kind, value, None, _UNREADABLE)  # which is not what is missing
    if value.value is None:
        given = {"zero": Decimal(0), "full": entry.points if kind == "component" else Decimal(0)}.get(entry.missing)
        return ScorePart(entry, kind, value, given, _MISSING[entry.missing])
    points, said = _component(entry, value.value) if kind == "component" else _extra(entry, kind, value.value)
    rounded = round_half_up(points, digits)
    return ScorePart(entry, kind, value, rounded, f"{value.said}：{said} = {number_text(rounded, digits)}")


def _component(entry: ScoreEntry, value: Decimal) -> tuple[Decimal, str]:
    if band := _band(entry.bands, value):
        return band.points or Decimal(0), f"{_span(band)} 得"
    most, full = entry.points or Decimal(0), entry.full or Decimal(1)
    share = min(max(value / full, Decimal(0)), Decimal(1))
    word = "（满）" if value >= full else "（零）" if value <= 0 else ""
    return most * share, f"{number_text(most, 4)} × {number_text(share, 6)}{word}"


def _extra(entry: ScoreEntry, kind: str, value: Decimal) -> tuple[Decimal, str]:
    sign = 1 if kind == "bonus" else -1
    if band := _band(entry.bands, value):
        return sign * (band.points or Decimal(0)), f"{_span(band)} {'加' if sign > 0 else '扣'}"
    mark = entry.above if kind == "bonus" else entry.below
    past = sign * (value - (mark or Decimal(0))) / (entry.each or Decimal(1))
    steps = max(past.to_integral_value(ROUND_FLOOR), Decimal(0))
    cap, each = entry.cap or Decimal(0), entry.points or Decimal(0)
    said = f"{'超过' if sign > 0 else '低于'} {mark} 满 {steps} 个 {entry.each}，每个 {each} 分，最多 {cap} 分"
    return sign * min(steps * each, cap), said


def _spread(rule: ScoreRule, parts: list[ScorePart]) -> list[ScorePart]:
    """Let the other components make up for those without a value: each grows by the same share, to the same total."""
    left = [
        p for p in parts if p.kind == "component" and p.points is None and p.value.sure and p.entry.missing == "spread"
    ]
    rest = rule.total - sum((p.entry.points or Decimal(0) for p in left), Decimal(0))
    if not left or not rest:
        return parts
    made = []
    for part in parts:
        if part in left:
            made.append(replace(part, points=Decimal(0)))
        elif part.kind != "component" or part.points is None:
            made.append(part)
        else:
            points = round_half_up(part.points * rule.total / rest, rule.digits)
            how = f"{part.arithmetic}，折算 × {rule.total} ÷ {rest} = {number_text(points, rule.digits)}"
            made.append(replace(part, points=points, arithmetic=how))
    return made


def _light(rule: ScoreRule, bases: Bases, unit_id: str) -> tuple[str, str]:
    if rule.light is None:
        return "", ""
    value = bases.value(unit_id, rule.light.figure, rule.light.less)
    band = None if value.value is None else _band(rule.light.bands, value.value)
    if band is None:
        return "", "没有数" if value.sure else _UNREADABLE
    said = "；".join(filter(None, [value.said, band.note]))
    return (band.light, said) if value.sure else ("", f"待核：{said}")


def _band(bands: Iterable[ScoreBand], value: Decimal) -> ScoreBand | None:
    return next((band for band in bands if band.holds(value)), None)


def _span(band: ScoreBand) -> str:
    start, below = ("" if end is None else number_text(end, 6) for end in (band.start, band.below))
    return f"{start or '以下'}～{below}" if below else f"{start}及以上" if start else "不论多少"


def _placed(rule: ScoreRule, units: list[UnitScore]) -> Iterable[UnitScore]:
    """Give the units by the groups that are ranked together, each group's places worked out."""
    groups = rule.groups or tuple((group,) for group in dict.fromkeys(unit.group for unit in units))
    for together in groups:
        own = [unit for unit in units if unit.group in together]
        scored = sorted((u for u in own if u.state is ScoreState.SCORED), key=lambda u: -(u.total or 0))
        totals = [unit.total for unit in scored]
        steps = totals if rule.ties == "same_place" else list(dict.fromkeys(totals))
        yield from (replace(unit, place=steps.index(unit.total) + 1) for unit in scored)
        yield from (unit for unit in own if unit.state is not ScoreState.SCORED)
