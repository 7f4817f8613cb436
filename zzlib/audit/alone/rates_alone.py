"""A rate, a share or a multiple of the only two amounts of a passage, wherever they stand: no pair of them may give what is printed."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise, permutations

from zzlib.audit.alone.passages import RATIO_OF, Passage, PassageFigure, is_likely_slip, said
from zzlib.audit.changes.increments import OTHERWISE
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.judging.slips import is_permuted
from zzlib.audit.numbers.arithmetic import (
    COMPLEMENT,
    DECLINE,
    GROWTH,
    PROVED,
    SHARE,
    SHARE_OF_SUM,
    ClaimFormula,
    judge,
    round_half_up,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, PERCENT, POINTS, TIMES, written
from zzlib.audit.numbers.words import words
from zzlib.audit.reading.counted_alike import compatible
from zzlib.audit.reading.roles import CHANGES, Role
from zzlib.audit.shares.spoken_shares import bounds_of_words

_ALL, _PAIR = Fraction(100), 2
_BOUNDS = ("以上", "以下", "以内", "区间", "及以上", "之间")
_YEARS, _FEW, _NAME = (365, 366), 50, 4
_SUM_OF_TWO = ClaimFormula(lambda one, other, whole: (one + other) / whole * 100, (1, 1, -1))
_REST_OF_TWO = ClaimFormula(lambda one, other, whole: 100 - (one + other) / whole * 100, (-1, -1, 1))
_Found = tuple[tuple[PassageFigure, ...], Fraction]


def rate_claims(passage: Passage) -> Iterator[NumericClaim]:
    """Judge the only percentage of a passage by all that its two or three amounts of one kind may make; of several, the only one that they don't make."""
    rates, pool = passage.of(PERCENT), _alike(passage)
    if (
        not rates
        or passage.of(POINTS)
        or passage.of(TIMES)
        or passage.of(RATIO_OF)
        or said("other_rate").search(passage.text)
    ):
        return
    if pool and len([t for t in passage.told if not t.few]) > len(pool) + len(rates):
        return  # another number of another thing may be what it is of
    change = said("change_rate").search(passage.text)
    of_time = change is not None and regex("[幅π]").search(change[0])
    changed = change is not None and (
        not of_time or (len(pool) == _PAIR and said("points_then").search(passage.text) is not None)
    )
    apart = len(rates) > 1 and any(t.sentence is not pool[0].sentence for t in rates) if pool else False
    joined = len(pool) <= _PAIR or regex("合|共|剩|余|其[余他它]|除").search(passage.text)
    if apart or not joined or (changed and len(rates) > 1):
        return
    made = list(_made_of(passage, pool, changed=changed)) if pool else []
    off = [rate for rate in rates if not any(_holds(rate, used, formula) for used, formula in made)]
    if said("taken_at").search(passage.text) and len(rates) == 1:
        off = rates
    if len(off) != 1 or off[0].value == _ALL:
        return
    (rate,) = off
    if OTHERWISE.search(passage.before(rate, 20)):
        return
    if said("taken_at").search(passage.text):
        yield from _taken_at(passage, rate, pool)
    elif not pool:
        yield from _of_year(passage, rate)
    elif (len(rates) == 1 or _bears_name(passage, rate, pool)) and (
        changed
        or (
            not said("points_then").search(passage.text)
            and _is_named(passage, rate, pool)
            and _is_share(passage, rate)
            and _whole_is_told(passage, rate, pool)
        )
    ):
        exact = [(used, value) for used, formula in made if (value := _value(used, formula)) is not None]
        used, value = _meant(passage, rate, exact)
        if changed or is_likely_slip(rate, value):
            yield passage.wrong("share", rate, written(value, rate.quantity), used)


def _is_share(passage: Passage, rate: PassageFigure) -> bool:
    """Say whether the words around a percentage tell a share or a rate, and no growth, tax or bound."""
    bare = passage.text[rate.at - 1 : rate.at] == "（"
    if bare or rate.quantity.hedge in _BOUNDS or (rate.mention is not None and rate.mention.role == Role.GROWTH):
        return False
    if said("no_share").search(passage.before(rate, 20)):
        return False
    spoken = regex("成|分之").search(rate.quantity.text) is not None
    return spoken or said("share").search(passage.text[max(0, rate.at - 24) : rate.at + 8]) is not None


def _bears_name(passage: Passage, rate: PassageFigure, pool: tuple[PassageFigure, ...]) -> bool:
    """Say whether a rate among others is named after one of the amounts: 死亡率 after 死亡1860人."""
    stem = regex("([一-龥]{2})率[一-龥]{0,3}$").search(passage.before(rate))
    return stem is not None and any(stem[1] in passage.clause(t) for t in pool)


def _is_named(passage: Passage, rate: PassageFigure, pool: tuple[PassageFigure, ...]) -> bool:
    """Say whether a rate can be of these amounts alone: it is named after one of them, or is said to be a share."""
    named = regex("([一-龥]{2,4})(?:率|度|面)[一-龥]{0,4}$").search(passage.before(rate, 20))
    if named is None:
        return True
    told = any(letter in passage.clause(t) for t in pool for letter in named[1][-_PAIR:])
    return told or _is_other_half(passage, pool) or said("any_rate").search(named[0]) is not None


def _taken_at(passage: Passage, rate: PassageFigure, pool: tuple[PassageFigure, ...]) -> Iterator[NumericClaim]:
    """Judge what is taken of a sum at so many per cent: 按总投资1.2亿元的2%计提240万元."""
    if len(pool) == _PAIR and pool[0].kind == MONEY and "，" not in passage.text[rate.at : pool[-1].at]:
        part, whole = sorted(pool, key=lambda t: t.value)
        exact = whole.value * rate.value / 100
        if abs(exact - part.value) > (whole.quantity.step * rate.value / 100 + part.quantity.step) / 2:
            yield passage.wrong("average", part, written(exact, part.quantity), (whole, rate))


def _of_year(passage: Passage, rate: PassageFigure) -> Iterator[NumericClaim]:
    """Judge a rate of days by those of the year where none is printed: 去年优良天数292天，优良率80%."""
    days = passage.of("days")
    if (
        len(days) == 1
        and regex("优良|达标|空气").search(passage.text)
        and regex("全年|[去今上]年|年度|\\d年").search(passage.text)
    ):
        shares = [days[0].value * 100 / year for year in _YEARS]
        if not any(abs(share - rate.value) <= rate.quantity.step for share in shares) and rate.quantity.hedge == "":
            yield passage.wrong("share", rate, written(shares[0], rate.quantity), (days[0],))


def half_claims(passage: Passage) -> Iterator[NumericClaim]:
    """Judge 过半 and 刚好一半 by the only two amounts: the smaller is more than half of the larger, or half."""
    pool = _alike(passage)
    if len(pool) != _PAIR or passage.of(PERCENT):
        return
    part, whole = sorted(pool, key=lambda told: told.value)
    over, just = said("half").search(passage.text), said("just_half").search(passage.text)
    said_so = over or just
    if said_so is None:
        return
    if (over and part.value * 2 < whole.value) or (just and abs(part.value * 2 - whole.value) > whole.value / _FEW):
        share = f"{float(part.value / whole.value * 100):.1f}%"
        why = f"{part.quantity.text} 是 {whole.quantity.text} 的 {share}，文中说{said_so[0]}"
        yield passage.wrong("share", part, share, (part, whole), why)


def _alike(passage: Passage) -> tuple[PassageFigure, ...]:
    """Give the two or three amounts of the only kind that has so many, levels that count the same things."""
    levels = [t for t in passage.amounts if t.mention is None or t.mention.role not in CHANGES]
    kinds = {t.kind for t in levels} - {"bare"}
    only = kinds.pop() if len(kinds) == 1 else ""
    groups: dict[str, list[PassageFigure]] = {}
    for told in levels:
        groups.setdefault(f"{told.kind}{_counted(told) if told.kind == COUNT else ''}", []).append(told)
    if only and len(groups) == _PAIR and len(levels) == _PAIR and "bare" in groups:
        groups = {only: levels}
    if only == COUNT and len(levels) == _PAIR and len(groups) == _PAIR and said("one_each").search(passage.text):
        return tuple(levels)
    many = [found for found in groups.values() if len(found) > 1]
    pool = many[0] if len(many) == 1 else []
    counts = [t.mention for t in pool if t.mention is not None and t.kind == COUNT]
    apart = any(not compatible(one, other) for one, other in pairwise(counts))
    if len(pool) > _PAIR + 1 or len(levels) > len(pool) + 1 or apart or len({t.value for t in pool}) != len(pool):
        return ()
    named = [name for t in pool if len(name := passage.before(t, 4)) == _NAME]
    twice = len(set(named)) < len(named)  # one thing that is told again: 火灾126起。…火灾162起
    return tuple(pool) if all(t.value > 0 for t in pool) and not twice else ()


def _counted(told: PassageFigure) -> str:
    """Give what stands for all units that count the same things."""
    unit = told.quantity.bare_unit
    return next((group[0] for group in words().counted.alike if unit in group), unit)


def _whole_is_told(passage: Passage, rate: PassageFigure, pool: tuple[PassageFigure, ...]) -> bool:
    """Say whether the whole that a share names (占出口总额的) is one of the amounts, and whether a part that looks like the rate's name is it."""
    named = regex("占(?:到|了)?([一-龥]{2,12}?)(?:总[数量额]|总?人?数)?的?$").search(passage.before(rate, 20))
    name = (
        regex("^(?:全[县市省国区镇乡村院校局]|本[县市区院校]|其|全部|年度|总)|[总的]").sub("", named[1])
        if named
        else ""
    )
    if 2 * max(t.value for t in pool) == sum(t.value for t in pool) and regex("[合共][计共]占").search(passage.text):
        return False  # all parts of one whole, of another that is not printed
    if len(name) >= _PAIR:
        return (
            regex(f"(?<![进非不未])(?:{name}|{name[-2:]})").search(passage.clause(max(pool, key=lambda t: t.value)))
            is not None
        )
    behind = passage.text[rate.at : pool[-1].at]
    if "其中" in behind and len(pool) > _PAIR:
        return False  # 市级负担六成，其余由县区分担，其中甲区142万元、乙区118万元
    if (
        ("其中" in behind or pool[0].at < rate.at)
        and behind
        and regex("率|度").search(passage.before(rate))
        and not (_bears_name(passage, rate, pool) or _is_other_half(passage, pool))
    ):
        return False  # 网民6.18亿，普及率45.8%。其中手机网民5亿
    return _is_of_them(passage, rate, pool)


def _is_of_them(passage: Passage, rate: PassageFigure, pool: tuple[PassageFigure, ...]) -> bool:
    """Say whether the name of a rate, or what a share is said to be of, has something of the amounts' words, and of the smaller one's: not 新建320座、改建180座，普及率92%."""
    lead = passage.before(rate, 20)
    small, large = (passage.clause(f(pool, key=lambda t: t.value)) for f in (min, max))
    if named := regex("([一-龥]{2,4})(?:率|度)[一-龥]{0,4}$").search(lead):
        stem = named[1][-_PAIR:]
        parts = regex("其中([一-龥]{2})ν").findall(passage.text)
        other = _is_other_half(passage, pool)
        alike = other or any(letter in small + large for letter in named[1]) or said("any_rate").search(named[0])
        whole = stem in large and stem not in small and not other and not regex("[应共总]|全[部体]").search(large)
        return bool(alike) and not whole and not (parts and len(set(stem) & set(parts[0])) == 1)
    if _is_other_half(passage, pool):
        return True
    subject = regex("([一-龥]{2,10}?)(?:[仅只就便独也还约要已所]|大约)*占").search(lead)
    plain = subject is None or regex("[此该其者这两]|[中里]$").search(subject[1])
    if (
        subject is None
        or plain
        or regex("剩|其余|余下").search(passage.text)
        or passage.text[rate.at + 1 : rate.at + 3] in ("，计", "，共", "，即")
    ):
        return True
    pairs = {subject[1][n : n + 2] for n in range(len(subject[1]) - 1)}
    parts_told = [passage.clause(t) for t in sorted(pool, key=lambda t: t.value)[:-1]]
    return any(pair in clause for pair in pairs for clause in parts_told)


def _is_other_half(passage: Passage, pool: tuple[PassageFigure, ...]) -> bool:
    """Say whether a part may be what the rate leaves out, or stand beside it: 缺考276人, 漏保2500人, 余下21台."""
    largest = max(pool, key=lambda t: t.value)
    lead = [passage.before(t, 20) for t in passage.of(PERCENT)]
    parts = [passage.before(t) for t in pool if t is not largest]
    pairs = [pair for pair in words().parts.complements if len(pair) == _PAIR]
    if any(a in part and b in own for part in parts for own in lead for one in pairs for a, b in (one, one[::-1])):
        return True  # 男生395人，女生占45.1%
    return (
        said("other_half").search(" ".join([*(passage.clause(t) for t in pool if t is not largest), *lead])) is not None
    )


def _made_of(
    passage: Passage, pool: tuple[PassageFigure, ...], *, changed: bool
) -> Iterator[tuple[tuple[PassageFigure, ...], ClaimFormula]]:
    """Give all that a rate may be of the amounts."""
    other = _is_other_half(passage, pool)
    pairs = list(permutations(pool, 2))
    largest = max(pool, key=lambda t: t.value)
    if len(pool) == _PAIR and said("leftover").search(passage.before(largest)):
        yield (min(pool, key=lambda t: t.value), largest), SHARE_OF_SUM  # 首付款60万元占总价的40%，余款90万元
        return
    if len(pool) > _PAIR and regex("合占|[合共][计共]占|[两三]者占|加起来占").search(passage.text):
        pairs, other = [], False
    if pronoun := regex("后者|前者").search(passage.text):
        small = sorted(pool, key=lambda t: t.value)[:_PAIR]
        part = max(small, key=lambda t: t.at) if pronoun[0] == "后者" else min(small, key=lambda t: t.at)
        pairs, other = [pair for pair in pairs if part is pair[0]], False
    for pair in pairs:
        if changed:
            yield pair, GROWTH
            yield pair, DECLINE
        yield pair, SHARE
        if other and pair[0].value < pair[1].value:
            yield pair, COMPLEMENT
        if other:
            yield pair, SHARE_OF_SUM
    for one, two in combinations(pool, 2):
        for whole in pool:
            if whole not in (one, two):
                yield (one, two, whole), _SUM_OF_TWO
                if other:
                    yield (one, two, whole), _REST_OF_TWO


def _value(used: tuple[PassageFigure, ...], formula: ClaimFormula) -> Fraction | None:
    try:
        return formula.compute(*(t.value for t in used))
    except ZeroDivisionError:
        return None


def _holds(result: PassageFigure, used: tuple[PassageFigure, ...], formula: ClaimFormula) -> bool:
    """Say whether numbers may make a rate as it is printed, or as its words bound it."""
    rough = [t.quantity.hedge or regex("[约近]有?$").search(t.sentence.text[: t.quantity.start]) for t in used]
    operands = [
        replace(t.quantity.printed, exact=t.quantity.is_exact and not off) for t, off in zip(used, rough, strict=True)
    ]
    verdict, exact = judge(formula, operands, result.quantity.printed)
    loose = result.quantity.hedge or regex("成(?![一-九半])|分之").search(result.quantity.text)
    bounds = bounds_of_words(result.quantity) if loose else None
    return verdict in PROVED or (bounds is not None and exact is not None and bounds[0] <= exact <= bounds[1])


def _meant(passage: Passage, rate: PassageFigure, made: list[_Found]) -> _Found:
    """Give what the rate should be: what is printed with its digits in another order, else the part that bears its name in the whole."""
    step, largest = rate.quantity.step, max(t.value for used, _ in made for t in used)
    turned = [f for f in made if is_permuted(rate.quantity, round_half_up(f[1], step))]
    fits = [f for f in made if 0 < f[1] < _ALL and f[0][-1].value == largest]
    all_told = [f for f in fits if len(f[0]) > _PAIR and regex("剩|其余|余下|合占|两[者罪项]").search(passage.text)]
    name = regex("率[^率]*$").sub("", passage.before(rate))[-_PAIR:]
    pairs = [f for f in fits if len(f[0]) == _PAIR]
    called = [f for f in pairs if name and any(letter in passage.clause(f[0][0]) for letter in name)]
    near = sorted(called or pairs, key=lambda f: abs(f[1] - rate.value)) if _is_other_half(passage, made[0][0]) else []
    return (turned or all_told[-1:] or near or called or pairs or fits or made)[0]
