"""Shares and growth told of a quarter or an industry that a list counts, or a clause names: 四个季度分别为…，三季度占34.2%; 二季度比一季度增长6%."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.numbers.arithmetic import DECLINE, GROWTH, HOLDS, SHARE, judge, total_of
from zzlib.audit.numbers.quantities import PERCENT, number_in
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import growth_sign

_SHARE = re.compile(
    "(?<![至—和、-])第?(?P<place>[一二三四])(?P<of>季度|产业)(?P<own>[一-龥]{0,6}?)占(?:(?!全?[省国]|同期)[一-龥]){0,10}?(?:，[仅只]?[为是达])?$"
)
_COUNTS = {"季度": 4, "产业": 3}
_PERIOD = "(?:第?[一二三四]季度|[上下]半年|\\d{1,2}月份?)"
_GREW = re.compile(f"^(?P<now>{_PERIOD})[一-龥]{{0,6}}?[较比](?P<then>{_PERIOD})[一-龥]{{1,4}}$")


def told_period_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the shares of one of several periods or industries by its place in their list, and growth from one period that is named to another."""
    reading = register.reading
    for mention in reading.mentions:
        if mention.dimension != PERCENT or mention.series or mention.quantity.hedge:
            continue
        near = [m for s in reading.paragraph_of(mention.sentence) for m in s.mentions if m.order < mention.order]
        share, grew = _SHARE.search(mention.text_before), _GREW.search(mention.lead)
        if share and (pair := _of_list(share, near)):
            yield replace(settle("share", mention, [Binding(SHARE, pair)], certain=True)[0], named=True)
        elif grew:
            now, then = ([m for m in near if _is_of(m, grew[name])] for name in ("now", "then"))
            formula = GROWTH if growth_sign(mention.lead) > 0 else DECLINE
            if len(now) == len(then) == 1 and (
                same_unit(now[0], then[0]) or "bare" in (now[0].dimension, then[0].dimension)
            ):
                found = [Binding(formula, (now[0], then[0]))]
                yield replace(settle("growth", mention, found, certain=True)[0], named=True)


def _of_list(share: re.Match[str], near: list[Mention]) -> tuple[Mention, Mention] | None:
    """Give the member of the only list of so many that names such things, and the total that the list makes."""
    number, of = _COUNTS[share["of"]], share["of"]
    lists = {id(m.series): m.series for m in near if len(m.series) == number and is_amount(m)}
    lists = {key: told for key, told in lists.items() if of in told[0].lead and share["own"] in told[0].lead}
    for members in lists.values() if len(lists) == 1 else ():
        printed = [m.quantity.printed for m in members]
        wholes = [m for m in near if m not in members and is_amount(m) and same_unit(m, members[0])]
        made = [m for m in wholes if judge(total_of(number), printed, m.quantity.printed)[0] in HOLDS]
        return (members[(number_in(share["place"]) or 0) - 1], made[0]) if made else None
    return None


def _is_of(mention: Mention, period: str) -> bool:
    """Say whether a number stands right behind the name of a period, in a clause of its own."""
    return is_amount(mention) and re.fullmatch(f"{period}[一-龥]{{0,8}}", mention.lead.strip("、，")) is not None
