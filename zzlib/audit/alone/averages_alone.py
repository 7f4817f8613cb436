"""Averages, prices and means of a passage: three numbers of which one is said to be for each, and a list with its mean."""

import re
from collections.abc import Iterator
from itertools import permutations

from zzlib.audit.alone.passages import AMOUNT, BARE, MONTHS, RATIO_OF, Passage, PassageFigure, is_likely_slip, said
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.numbers.arithmetic import PROVED, ClaimFormula, judge
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, PERCENT, POINTS, TIMES, conversion, written
from zzlib.audit.numbers.words import words

_MONTHS = re.compile(
    "1[-—至到]+(?P<last>1[0-2]|[2-9])月|(?P<half>上半年|下半年)|(?P<quarter>[一二三四]季度)|(?P<year>全年|一年|年内|去年|当年|每年)"
)
_MONTHLY = re.compile("每个?月|一个?月|月均|按月|每人每月")
_TEN = 10
_OPEN = "次餐票张顿趟度年期项处笔段支班镇乡村店台"


def each_claims(passage: Passage) -> Iterator[NumericClaim]:
    """Judge a number for each of so many, their number and the total, which are all that a passage tells."""
    if any(passage.of(kind) for kind in (PERCENT, POINTS, TIMES, RATIO_OF)) or said("no_each").search(passage.text):
        return
    if (apiece := said("apiece").search(passage.text)) is not None:
        yield from _apiece(passage, apiece)
        return
    pool = [t for t in passage.told if not (t.few and t.kind == COUNT and len(passage.told) > 3)]
    every: set[int] = set()
    for which in ("each", "each_one"):
        every = every or {m.start() + m[0].index(AMOUNT) for m in said(which).finditer(passage.text)}
    per = [t for t in pool if t.at in every]
    months = _months(passage.text) if len(pool) in (2, 3) and _MONTHLY.search(passage.text) else 0
    if len(pool) == 2 and months and len(per) == 1:
        (total,) = (t for t in pool if t is not per[0])
        if total.kind == per[0].kind:
            yield from _judged(passage, per[0], total, None, Fraction(months))
    if len(pool) != 3 or len(per) != 1 or _is_of_months_untold(passage, per[0], months):
        return
    others = [t for t in pool if t is not per[0]]
    if others[0].value == others[1].value or "年级" in passage.text:
        return
    found = [
        (a, b) for a, b in permutations(others) if _factor(per[0], a) > 0 and (a.kind != b.kind or a.kind == COUNT)
    ]
    if found and all(t.kind == COUNT for t in pool):
        found = [max(found, key=lambda pair: pair[0].value)]
    for total, heads in found[:1]:
        if not _counts_heads(passage, per[0], heads):
            continue
        yield from _judged(passage, per[0], total, heads, Fraction(months or 1))


def _is_of_months_untold(passage: Passage, per: PassageFigure, months: int) -> bool:
    return not (months or passage.of(MONTHS)) and _MONTHLY.search(passage.before(per)) is not None


def _counts_heads(passage: Passage, per: PassageFigure, heads: PassageFigure) -> bool:
    """Say whether a number counts what another is said to be for each of: 人均 of persons, 每亩 of 亩, 一名法官 of 名."""
    lead = passage.before(per)
    named = regex("每([一-龥]{1,4})|([一-龥])均|一([一-龥]{1,4})").search(lead)
    head = next((g for g in named.groups() if g), "") if named else ""
    head = regex("^个(?=.)|平均").sub("", head)
    if not head or "单价" in lead or "均价" in lead or head[0] in _OPEN or head == "平":
        return True
    unit = heads.quantity.bare_unit
    units = words().averages.units.get(head[0], (head[0],))
    alike = (
        unit in units
        or head.startswith(unit)
        or head in unit
        or unit.startswith(head[:1])
        or head[:1] in passage.clause(heads)
    )
    return alike or heads.kind in ("days", MONTHS, BARE) or (head[0] in "头只棵株位名" and heads.kind == COUNT)


def _judged(
    passage: Passage, per: PassageFigure, total: PassageFigure, heads: PassageFigure | None, months: Fraction
) -> Iterator[NumericClaim]:
    factor = _factor(per, total)
    if heads is None:
        formula = ClaimFormula(lambda whole: whole * factor / months, (1,))
        used: tuple[PassageFigure, ...] = (total,)
    else:
        formula = ClaimFormula(lambda whole, many: whole * factor / many / months, (1, -1))
        used = (total, heads)
    tried = (
        [formula]
        if months == 1 or heads is None
        else [formula, ClaimFormula(lambda whole, many: whole * factor / many, (1, -1))]
    )
    judged = [judge(f, [t.quantity.printed for t in used], per.quantity.printed) for f in tried]
    back = [t for t in used if t.quantity.hedge]
    if not back and not per.quantity.hedge and not any(verdict in PROVED for verdict, _ in judged):
        exact = judged[0][1] or Fraction(0)
        largest = per.value * (heads.value if heads else 1) * months / factor
        if not is_likely_slip(per, exact) and not is_likely_slip(total, largest):
            return
        if passage.told.index(per) < passage.told.index(total):
            yield passage.wrong("average", total, written(largest, total.quantity), (per, *used[1:]))
        else:
            yield passage.wrong("average", per, written(exact, per.quantity), used)


def _factor(per: PassageFigure, total: PassageFigure) -> Fraction:
    """Give by what a total is multiplied to be in the unit of what each has; 0 where it is of another kind."""
    if per.kind == total.kind:
        return Fraction(1)
    return conversion(total.quantity, per.quantity) or Fraction(0)


def _months(text: str) -> int:
    match = _MONTHS.search(text)
    if match is None:
        return 0
    return int(match["last"]) if match["last"] else 6 if match["half"] else 3 if match["quarter"] else 12


def _apiece(passage: Passage, match: re.Match[str]) -> Iterator[NumericClaim]:
    """Judge 每千人口拥有3名 by the two other numbers: so many of them, and the people."""
    base, per = (t for t in passage.told if t.at in (match.start() + 1, match.end() - 1))
    pool = [t for t in passage.amounts if t not in (base, per)]
    if base.value < _TEN or len(pool) != 2 or any(t.quantity.hedge for t in (per, *pool)):
        return
    many, heads = sorted(pool, key=lambda t: t.value)
    formula = ClaimFormula(lambda part, whole: part / whole * base.value, (1, -1))
    verdict, exact = judge(formula, [many.quantity.printed, heads.quantity.printed], per.quantity.printed)
    if verdict not in PROVED and exact is not None and is_likely_slip(per, exact):
        yield passage.wrong("average", per, written(exact, per.quantity), (many, heads))


def mean_claims(passage: Passage) -> Iterator[NumericClaim]:
    """Judge the mean of the list that is all a passage tells beside it: never beyond its parts, and their mean where all weigh alike."""
    match = max(said("mean").finditer(passage.text), key=lambda m: m.end(), default=None)
    last = next((t for t in passage.told if match and t.at == match.end() - 1), None)
    if last is None or match is None or last.quantity.hedge or said("no_mean").search(passage.text):
        return
    listed = [t for t in passage.told if t is not last and t.kind in (last.kind, BARE) and not t.few]
    beside = [t for t in passage.told if t is not last and t not in listed and not t.few]
    weights = [t.value for t in beside] if len(beside) == len(listed) else [] if beside else [Fraction(1)] * len(listed)
    if len(listed) < 2 or not weights or any(t.quantity.hedge for t in listed) or passage.told[-1] is not last:
        return
    size = next((t.quantity.scale for t in listed if t.kind != BARE), last.quantity.scale)  # 120、150、180万吨
    values, step = [t.value * size if t.kind == BARE else t.value for t in listed], last.quantity.step
    exact = sum((v * w for v, w in zip(values, weights, strict=True)), Fraction(0)) / sum(weights)
    within = min(values) <= last.value <= max(values)
    plain = last.kind != PERCENT and (len(beside) > 0 or not within)
    counted = [t for t in passage.told if t.few and t.value == len(listed) and last.kind != PERCENT]
    apiece = any(said("single").match(t.quantity.unit + passage.text[t.at + 1 :]) for t in counted)
    sure = plain or apiece or said("equal").search(passage.text) is not None
    if abs(exact - last.value) > step and sure:
        yield passage.wrong("average", last, written(exact, last.quantity), tuple(listed))
