"""Percentage points between the only two rates of a passage, and multiples and ratios of its only two amounts."""

import re
from collections.abc import Iterator
from itertools import combinations

from zzlib.audit.alone.passages import BARE, RATIO_OF, Passage, PassageFigure, said
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.numbers.arithmetic import MULTIPLE, PROVED, TIMES_MORE, Printed, judge, step_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, PERCENT, POINTS, TIMES, written
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.roles import CHANGES, Role

_PAIR, _ALL, _DOUBLINGS = 2, 100, Fraction(1, 20)
_DIGITS = "零一二三四五六七八九"


def point_claims_alone(passage: Passage) -> Iterator[NumericClaim]:
    """Judge the only points of a passage by its two rates, or any two of three."""
    rates, points = passage.of(PERCENT), passage.of(POINTS)
    kinds = {t.mention.role == Role.GROWTH for t in rates if t.mention is not None}
    if len(kinds) > 1 or len(passage.amounts) > len(("one", "other")):
        return  # 浓度下降15.2%；优良比例78.5%，上升3.3个百分点
    if points and regex("[年月季]均|平均|每[年月季]").search(passage.before(points[0], 20)):
        return
    if len(points) != 1 or len(rates) not in (2, 3) or not _is_of_both(passage, rates):
        return
    if points[0].quantity.hedge or any(t.quantity.hedge for t in rates):
        return
    lead = regex("([一-龥]{2})率[^率δ]*δ").search(passage.text)
    if lead and not any(lead[1] in passage.before(t, 20) for t in rates):
        return  # 合格率97.2%，去年95.1%。优良率提高3.0个百分点
    if len(rates) > _PAIR and not regex("π、π、π|分别|累计|三年").search(passage.text):
        return
    between = [(abs(one.value - other.value), (one, other)) for one, other in combinations(rates, 2)]
    step = max(t.quantity.step for t in (*rates, *points))
    if any(abs(value - points[0].value) < step for value, _ in between):
        return
    value, used = between[1] if len(rates) > _PAIR else between[0]
    yield passage.wrong("difference", points[0], written(value, points[0].quantity), used)


def _is_of_both(passage: Passage, rates: list[PassageFigure]) -> bool:
    """Say whether the points are told to lie between the rates: what they are compared with is named beside one of them."""
    base = said("points_base").search(passage.text)
    if base is None:
        return said("points").search(passage.text) is not None or (
            said("points_then").search(passage.text) is not None
            and len({passage.before(t)[-2:] for t in rates}) == len(rates)
        )
    name = regex("^全|的$").sub("", base["base"])
    apart = passage.text[: base.start()] + passage.text[base.end() :]
    if said("points_then").search(name) or base[0].startswith(("同比", "环比")):
        return said("points_then").search(apart) is not None
    if said("points_goal").search(name) or "差" in base[0]:
        return said("points_goal").search(apart) is not None
    plain = said("points").search(passage.text) is not None
    return (
        (not name and plain)
        or (len(name) > 1 and name[:_PAIR] in apart)
        or regex("两者|二者").search(apart) is not None
    )


def times_claims(passage: Passage) -> Iterator[NumericClaim]:
    """Judge the only multiple of a passage, 翻番 and 减半 by its two amounts."""
    told, pool = passage.of(TIMES) or passage.quotients, _pair(passage)
    yield from _times_and_more(passage)
    if not pool or said("no_times").search(passage.text) or passage.of(RATIO_OF):
        return
    named = said("named_times").search(passage.text)
    apart = passage.text[: named.start()] + passage.text[named.end() :] if named else ""
    if named and named["name"][-_PAIR:] not in apart and any(t.at < named.start() for t in pool):
        return
    small, large = sorted(pool, key=lambda t: t.value)
    if not told and said("halved").search(passage.text) and abs(large.value / small.value - 2) > 2 * _DOUBLINGS:
        why = f"{large.quantity.text} 的一半是 {written(large.value / 2, small.quantity)}，文中写 {small.quantity.text}"
        yield passage.wrong("growth", small, written(large.value / 2, small.quantity), (large,), why)
    if len(told) != 1 or told[0].quantity.hedge:
        return
    (times,) = told
    if times.quantity.unit == "番":
        holds = abs(large.value / small.value / 2 ** int(times.value) - 1) <= _DOUBLINGS
        right = f"{written(large.value / small.value, times.quantity).removesuffix('番')}倍"
    else:
        more = said("times_more").search(passage.text) is not None
        formula = TIMES_MORE if more else MULTIPLE
        verdict, exact = judge(formula, [large.quantity.printed, small.quantity.printed], _as_told(times))
        holds, right = verdict in PROVED, written(exact or Fraction(0), times.quantity)
    if not holds:
        yield passage.wrong("growth", times, right, (large, small))


def _times_and_more(passage: Passage) -> Iterator[NumericClaim]:
    """Judge 相当于老馆的三倍还多2万册 by the two other amounts."""
    match, told = said("times_plus").search(passage.text), passage.of(TIMES)
    pool = [t for t in passage.amounts if t.kind == passage.amounts[0].kind]
    if match is None or len(told) != 1 or len(pool) != len(passage.amounts) or len(pool) != 3:
        return
    more = next(t for t in pool if t.at == match.end() - 1)
    small, large = sorted((t for t in pool if t is not more), key=lambda t: t.value)
    exact = small.value * told[0].value + more.value * (-1 if "少" in match[0] else 1)
    slack = small.quantity.step * told[0].value + large.quantity.step + more.quantity.step
    if abs(exact - large.value) > slack / 2:
        yield passage.wrong("growth", large, written(exact, large.quantity), (small, told[0], more))


def ratio_claims(passage: Passage) -> Iterator[NumericClaim]:
    """Judge the only ratio of a passage, or 每五名里有三名, by its two amounts, or what a split of a sum gives one side."""
    told = passage.of(RATIO_OF)
    yield from _split(passage)
    every = regex("每ν[^ν，。]{0,10}?(?:中|里|就|有|当中|内|，)[^ν，。]{0,4}ν").search(passage.text)
    if every and not told and not passage.of(PERCENT):
        yield from _one_in(passage, every)
    if len(told) != 1 or passage.of(PERCENT) or len(regex("[:：]").findall(told[0].quantity.text)) != 1:
        return
    if (match := said("winner").search(passage.text)) and told[0].value < 1 and match.start() == told[0].at:
        why = f"比分 {told[0].quantity.text} 前小后大，与胜负不符"
        yield passage.wrong("order", told[0], "", (), why)
    pool = _pair(passage)
    if not pool or told[0].value <= 0:
        return
    one, other = (Fraction(part) for part in regex("[:：]").split(told[0].quantity.text))
    if regex("每ν").search(passage.text):
        return
    if said("split").search(passage.text):
        return
    sides = regex("([一-龥]{2,8})比[例]?[一-龥]{0,3}ρ").search(passage.text)
    elsewhere = passage.text.replace(sides[0], "") if sides else ""
    if sides and sum(letter in elsewhere for letter in sides[1].rstrip("之")[-2:]) < _PAIR:
        return  # 教职工3120人，专任教师1640人。生师比12.60:1
    if regex("比例|之比|[比按][为是达]?ρ").search(passage.text):
        step = min(map(step_of, regex("[:：]").split(told[0].quantity.text))) / 2
        ways = [(a, b) for a, b in (pool, pool[::-1]) if _in_order(passage, told[0], a, b)]
        made = [a.value / b.value for a, b in ways or (pool, pool[::-1])]
        large, small = sorted((t.value for t in pool), reverse=True)
        of_all = regex("总|共|计|全").search(passage.text) is not None and large > small
        made += [small / (large - small), (large - small) / small] if of_all else []
        shares = [value / (value + 1) * (one + other) for value in made]
        near = any(abs(share - one) <= 2 * step for share in shares)
        if not near and not any(
            abs(one / value - other if one <= other else value * other - one) <= step for value in made
        ):
            larger = max(made)
            right = f"1:{float(larger):.4g}" if one <= other else f"{float(larger):.4g}:1"
            yield passage.wrong("ratio", told[0], right, pool)


def _split(passage: Passage) -> Iterator[NumericClaim]:
    """Judge what a split of the largest amount gives each side that is named: 省市县三级按5:3:2分担1000万元，县级200万元; 中央与地方四六开."""
    split, told = said("split").search(passage.text), passage.of(RATIO_OF)
    if split is None or len(told) > 1 or len({t.kind for t in passage.amounts}) != 1:
        return
    terms = (
        regex("[:：]").split(told[0].quantity.text) if told else [str(_DIGITS.index(d)) for d in split["tens"] or ""]
    )
    names = regex("[与和、跟同]").split(split["sides"])
    names = names if len(names) > 1 else list(split["sides"][-len(terms) :])
    sides = [names[0][-_PAIR:], *(name[:_PAIR] for name in names[1:])]
    if len(sides) != len(terms) or len(set(sides)) != len(sides) or len(terms) < _PAIR:
        return
    whole = max(passage.amounts, key=lambda t: t.value)
    for part in passage.amounts:
        named = [Fraction(term) for side, term in zip(sides, terms, strict=True) if side in passage.before(part)]
        exact = whole.value * named[0] / sum(map(Fraction, terms)) if named else part.value
        if part is not whole and len(named) == 1 and abs(exact - part.value) > part.quantity.step / 2:
            yield passage.wrong("ratio", part, written(exact, part.quantity), (whole, *told))


def _in_order(passage: Passage, ratio: PassageFigure, one: PassageFigure, other: PassageFigure) -> bool:
    """Say whether two numbers stand for the two sides of a ratio in its order: 男女比例."""
    sides = [pair for name, pair in words().averages.sides.items() if name in passage.before(ratio)]
    return any(
        mentions_any(first, passage.clause(one)) and mentions_any(last, passage.clause(other)) for first, last in sides
    )


def _one_in(passage: Passage, every: re.Match[str]) -> Iterator[NumericClaim]:
    """Judge 每4户就有1户 by the part and the whole."""
    many, few = (t for t in passage.told if t.at in (every.start() + 1, every.end() - 1))
    pool = [t for t in passage.amounts if t not in (many, few)]
    if len(pool) == _PAIR and all(t.kind in (COUNT, BARE) for t in (*pool, many, few)) and 0 < many.value <= _ALL:
        part, whole = sorted(pool, key=lambda t: t.value)
        if abs(part.value / whole.value - few.value / many.value) * many.value > Fraction(1, 5):
            exact = many.value * part.value / whole.value
            made = f"由 {part.quantity.text}、{whole.quantity.text} 算，每{many.quantity.text}应为 {float(exact):.1f}"
            why = f"{made}，文中写 {few.quantity.text}"
            yield passage.wrong("share", few, written(exact, few.quantity), (part, whole), why)


def _pair(passage: Passage) -> tuple[PassageFigure, ...]:
    """Give the only two amounts of one kind, of a passage that has none of another kind but few things in words."""
    kinds = {t.kind for t in passage.amounts}
    pool = [t for t in passage.amounts if t.value > 0 and (t.mention is None or t.mention.role not in CHANGES)]
    return tuple(pool) if len(kinds) == 1 and len(pool) == _PAIR else ()


def _as_told(times: PassageFigure) -> Printed:
    """Give a multiple as it is meant: 两倍半 is no rounded number."""
    return Printed(times.value, Fraction(1, 10) if not times.quantity.text[0].isdigit() else times.quantity.step)
