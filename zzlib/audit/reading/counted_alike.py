"""What may be added or divided: numbers of one dimension, and counts of like things."""

from collections.abc import Sequence
from functools import lru_cache

from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.reading import REMEMBERED, Mention


def compatible(one: Mention, other: Mention) -> bool:
    """Say whether two quantities may be added or divided: one dimension, and not units against projects."""
    if one.dimension != other.dimension:
        return False
    if one.dimension != COUNT:
        return True
    if _counted_apart(one) != _counted_apart(other) or _counts_bodies(one, other) or _counts_bodies(other, one):
        return False
    if _counted_apart(one) >= 0 or _is_of_one_thing(one, other):
        return True
    first, second = class_of(one), class_of(other)
    return not first or not second or bool(first & second)


def _is_of_one_thing(one: Mention, other: Mention) -> bool:
    """Say whether one unit counts both, and not any thing: 件, but not 个."""
    units = {m.quantity.bare_unit for m in (one, other)}
    return len(units) == 1 and not units & set(words().counted.any)


def same_unit(one: Mention, other: Mention) -> bool:
    """Say whether one may surely be a part of the other: 家 beside 家 or 个, but not 件 beside 家."""
    if not compatible(one, other) or counts_other_times(one, other):
        return False
    units = {m.quantity.bare_unit for m in (one, other)}
    alike = len(units) == 1 or bool(units & set(words().counted.any))
    return alike or one.dimension != COUNT or _counted_apart(one) >= 0


def counted_kind(mention: Mention) -> str:
    """Give what a number counts or measures, units that are used for one another as one: 人, 名, 人次."""
    unit = mention.quantity.bare_unit
    if unit == "人次":
        unit = "人"
    elif mention.dimension != COUNT:
        return unit if mention.dimension == "visits" else mention.dimension
    groups = (*words().counted.apart, *words().counted.alike[:-1])
    return next(("".join(group) for group in groups if unit in group), unit)


def counts_other_times(one: Mention, other: Mention) -> bool:
    """Say whether two numbers count times of other things: 项次 beside 批次."""
    first, second = one.quantity.bare_unit, other.quantity.bare_unit
    return first != second and first[1:] == second[1:] == "次"


def one_each(part: Mention, whole: Mention) -> bool:
    """Say whether each of a whole comes with one of what a part counts: 入住6480人 of 床位13220张; the words must name the whole."""
    return (part.quantity.bare_unit, whole.quantity.bare_unit) in words().counted.each


def _counts_bodies(one: Mention, other: Mention) -> bool:
    """Say whether one counts bodies, by the word behind it, and the other things of 项: 260项, 其余36个单位."""
    bodies = tuple(words().subjects.classes[0])
    return other.quantity.unit.endswith("项") and one.after.startswith(bodies) and not other.after.startswith(bodies)


def _counted_apart(mention: Mention) -> int:
    return _apart(mention.quantity.bare_unit)


@lru_cache(maxsize=REMEMBERED)
def _apart(unit: str) -> int:
    return next((n for n, group in enumerate(words().counted.apart) if unit in group), -1)


def class_of(mention: Mention) -> set[int]:
    """Give the classes of things that a count counts (units, projects, firms, …), as its words say."""
    after = "" if regex("[因由正已未均尚仍待]").match(mention.after) else mention.after[:6]  # 剩余46个因人员外出暂缓
    return set(_classes(mention.quantity.unit + after, mention.before[-8:], mention.lead[-12:]))


@lru_cache(maxsize=REMEMBERED)
def _classes(*texts: str) -> frozenset[int]:
    for text in texts:
        found = {n for n, group in enumerate(words().subjects.classes) if mentions_any(group, text)}
        if found:
            return frozenset(found)
    return frozenset()


def are_beside_off(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Say whether the numbers of another unit right behind a total and its parts don't add up: 621户1804人，脱贫361户1102人，剩余257户715人."""
    beside = [n for m in (whole, *parts) for n in m.behind[:1] if n.quantity.start == m.quantity.end]
    if len(beside) <= len(parts) or same_unit(whole, beside[0]) or not all(same_unit(n, beside[0]) for n in beside):
        return False
    off = sum(n.quantity.value for n in beside[1:]) - beside[0].quantity.value
    return 2 * abs(off) > sum(n.quantity.step for n in beside)


def is_other_side(whole: Mention, part: Mention) -> bool:
    """Say whether a number is of what stands against the total: 存款余额11.2亿元，其中居民储蓄9.1亿元，贷款余额2.5亿元."""
    own = whole.own.replace("进出口", "")
    return any(one in own and other in part.own and one not in part.own for one, other in words().parts.sides)
