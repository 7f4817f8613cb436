"""Rates whose name says what they are of though it holds neither number's name: 恩格尔系数, 不捕率, 存贷比 (`numbers/words.toml`, `[[defined]]`)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from zzlib.audit.judging.claim import Binding, NumericClaim, settle, statement
from zzlib.audit.judging.excuses import factor_between, is_near
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import HOLDS, SHARE, SHARE_OF_SUM, Verdict, judge, round_half_up
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT
from zzlib.audit.numbers.words import Defined, words
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.audit.reading.roles import Role

_CLOSE, _LITTLE = Fraction(3, 2), Fraction(11, 10)
_REACH = 25  # numbers from a rate to what it is of
_SIDE = re.compile("[城农](?=[镇村民市])")
_CUMULATIVE = re.compile("累计|\\d[-—至]\\d{1,2}月")
_OTHERWISE = re.compile("[上去]年(?!末|底)|同期|新增|增量|边际|[比较][^，]{0,8}$")


def definition_of(mention: Mention) -> Defined | None:
    """Give what the name right before a rate means; `None` if it is no such name, or one of another time or body."""
    if mention.dimension != PERCENT or mention.role == Role.GROWTH or mention.quantity.hedge:
        return None
    for defined in words().defined:
        named = regex(f"(?:{defined.name})(?:约?[为是达]到?|仅为)?$").search(mention.lead)
        if named and not regex(f"{_OTHERWISE.pattern}|全[国省]").search(mention.lead[: named.start()]):
            return defined
    return None


def defined_rate(mention: Mention, reading: Reading) -> NumericClaim | None:
    """Judge a rate by the nearest numbers that bear the names of what it is of, in the order of the text before it, else behind it."""
    defined = definition_of(mention)
    if defined is None or mention.series:
        return None
    near = [m for m in reading.around(mention) if abs(m.number - mention.number) <= _REACH and _is_told(m)]
    near.sort(key=lambda m: (m.order > mention.order, abs(m.number - mention.number)))
    part = _named(defined.part, near)
    whole = _named(defined.whole, [m for m in near if part is not None and same_unit(m, part)])
    if part is None or whole is None or (part.sentence.paragraph != whole.sentence.paragraph and not defined.apart):
        return None
    if _CUMULATIVE.search(mention.lead) and part.sentence is not mention.sentence:
        return None  # 1—11月累计产销率, behind the numbers of one month
    if len({side for m in (mention, part, whole) for side in _SIDE.findall(m.text_before)[-1:]}) > 1:
        return None  # 城镇居民人均消费支出 tells nothing of 农村居民恩格尔系数
    found = Binding(SHARE_OF_SUM if defined.rest else SHARE, (part, whole))
    claim, trial = settle("share", mention, [found], certain=True)
    if claim.verdict in HOLDS or trial is None or trial.exact is None:
        return claim
    rate = mention.quantity
    slip = is_slip(rate, round_half_up(trial.exact, rate.step)) or factor_between(trial.exact, rate) != ""
    if defined.rest:  # what was decided otherwise counts, too, so that a few tenths are no slip
        slip = slip and abs(rate.value - trial.exact) > 9 * rate.step
        more = rate.value > trial.exact * _LITTLE  # what is not printed only makes it less
        slip = slip or more or judge(SHARE, found.printed, rate.printed)[0] == Verdict.OK  # of the other half alone
    if slip or (is_near(claim, _CLOSE) and not defined.rest) or claim.verdict != Verdict.WRONG:
        return replace(claim, named=True, said=True)
    if part is mention.previous and not defined.rest and not defined.apart:
        said = f"{claim.message}；差得远，请核是不是由这些数算的"
        return replace(claim, verdict=Verdict.DOUBTFUL, message=said)
    return statement("share", mention, Verdict.UNVERIFIABLE, "这个率的分母可能还有没有印出的")


def _is_told(mention: Mention) -> bool:
    return (is_amount(mention) or mention.role == Role.TARGET) and not mention.quantity.hedge


def _named(name: str, near: Sequence[Mention]) -> Mention | None:
    found = [m for m in near if regex(name).search(_said(m)) and not _OTHERWISE.search(_said(m))]
    return next((m for m in found if not any(_is_among(m, other) for other in found)), None)


def _is_among(part: Mention, whole: Mention) -> bool:
    """Say whether a number is told as one among another of the same name: 不起诉70人，其中证据不足不起诉5人."""
    between = part.sentence.text[whole.quantity.end : part.quantity.start]
    return part.sentence is whole.sentence and same_unit(part, whole) and "其中" in between


def _said(mention: Mention) -> str:
    """Give the words before a number, or before the pair that it is the second of: 不批准逮捕33件40人."""
    beside = mention.previous
    paired = beside is not None and not mention.before and beside.quantity.end == mention.quantity.start
    return beside.before if beside is not None and paired else mention.before
