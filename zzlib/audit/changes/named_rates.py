"""The rate that words name, by its own words or by its place in a list that is led in by names."""

import re
from collections.abc import Sequence
from itertools import combinations

from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, POINTS
from zzlib.audit.numbers.words import words
from zzlib.audit.reading.reading import Mention, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role, way_of
from zzlib.audit.reading.spans import StatedMonths, phrases, told_times
from zzlib.audit.shares.share_groups import core_of, spare_letters

_PAIR, _SHORTENED = 2, 3  # letters for each of a name that opens alike: 社零, of 社会消费品零售
_SAME_RATES = re.compile(
    "(?:上述|以上|这|前述)[两二三四五六](?:个|项)?(?:率|比[率例]|指标|占比)[^，。；\\d]{0,4}分别(?:为|是|达到?)?$"
)
_OWN_NAME = re.compile("(?<=，)[一-龥]{2,12}(?:率|占比|比重|比例)(?=(?:为|是|达到?)?$)")
_SINCE = re.compile("上一?[年月季期次]度?|[去前今本当]年|本[期次月]|同期|[末底仅则而]|该率|[较比由从与和同]|相比")
_SPAN = re.compile(r"20\d\d年|前?[一二两三四]个?季度|[上下]半年|全年|\d+[-—至]\d+月份?|\d+月份?")
_VIEW = re.compile("[同环]比")
_TOLD = re.compile("其中|同比|(?:增长|下降|上升|提高|回落)$")


def naming(mention: Mention) -> str:
    """Give the words of a thought up to a rate, from behind the last rate of its kind."""
    first = mention.first
    if heads := heads_of(first):
        return heads[mention.listed_at]
    text, grown = first.sentence.text, first.role == Role.GROWTH
    points = [m.quantity.end for m in first.ahead if m.dimension == POINTS]
    rates = [m.quantity.end for m in first.ahead if m.dimension == PERCENT and (m.role == Role.GROWTH) == grown]
    begin = max([0, text.rfind("；", 0, first.quantity.start) + 1, *points, *rates])
    return text[begin : first.quantity.start]


def heads_of(first: Mention) -> list[str]:
    """Give the names of a list of rates, if it has one for each: 第一、二、三产业分别增长; those of as many rates before it: 上述三率分别为."""
    if first.series and _SAME_RATES.search(first.lead):
        ahead = [m for m in first.ahead if m.dimension == PERCENT][-len(first.series) :]
        return [naming(m) for m in ahead] if len(ahead) == len(first.series) and not ahead[-1].series else []
    told = regex("([一-龥A-Z]+(?:[、和及与][一-龥A-Z]+)+?)(?:同比)?分别").search(first.lead) if first.series else None
    said = regex("第?一、二、三(产业?)").sub(r"第一\1、第二\1、第三\1", told[1]) if told else ""
    heads = regex("[、和及与]").split(said)
    return heads if len(heads) == len(first.series) > 0 else []


def core_of_rate(rate: Mention) -> str:
    """Give the words for what a rate is of, without its numbers and what it did."""
    said = naming(rate)
    for other in rate.sentence.mentions:
        said = said.replace(other.quantity.text, "")
    return core_of(_TOLD.sub("", said))


def best_named(noun: str, rates: Sequence[Mention], mention: Mention) -> Mention | None:
    """Give the rate whose words end in a noun, else have little beside it: of its paragraph first, before it rather than behind; else the only one whose thought it opens."""
    scored = []
    for rate in rates:
        said = core_of_rate(rate)
        spare = 0 if said.endswith(noun) else spare_letters(noun, said)
        short = _SHORTENED if said.startswith(noun[0]) else 1
        if spare is not None and spare <= len(noun) * short:
            away = rate.sentence.paragraph != mention.sentence.paragraph
            scored.append((away, rate.order > mention.order, spare, abs(rate.number - mention.number), rate))
    return min(scored, key=lambda told: told[:-1])[-1] if scored else _opened_by(noun, rates)


def _opened_by(noun: str, rates: Sequence[Mention]) -> Mention | None:
    """Give the only rate whose thought begins with a noun: 东部地区农民工10664万人，比上年增加210万人，增长2.0%."""
    found = [m for m in rates if regex("[。；]|分[，：]").split(m.thought)[-1].startswith(noun)]
    return found[0] if len(found) == 1 else None


def two_give(points: Mention, off: int = 0) -> bool:
    """Say whether any two rates before points in their sentence give them, or but for so many last digits, in whichever order: the one of now may stand farther back."""
    rates = [m.quantity for m in points.ahead if m.dimension == PERCENT]
    step = max(quantity.step for quantity in (points.quantity, *rates))
    return any(
        abs(abs(a.value - b.value) - points.quantity.value) < step * (off + 1) for a, b in combinations(rates, 2)
    )


def is_earlier(mention: Mention) -> bool:
    """Say whether the last words before a rate are of an earlier time: 去年同期为63.4%."""
    return regex("(?:上年|去年|上月|上季度?|前年|同期)[^，；。]{0,4}$").search(naming(mention)) is not None


def key_of(mention: Mention) -> tuple[str, ...]:
    """Give the name of a rate without times and numbers, and the signs in it (M1, PM2.5); that of the one before where it is told by its time alone."""
    said = naming(mention)
    named = _OWN_NAME.search(said)
    said = named[0] if named else said  # 受理480件、办结420件，办结率
    first = mention.first
    ahead = [m for m in first.ahead if m.dimension == PERCENT]
    plain = regex(r"(?:增长|下降|为|是|达到?)+$").sub("", stripped(_SPAN.sub("", said)))
    if ahead and not regex("增长|下降|提[高升]|[到至在内年末底]").sub("", stripped(_SINCE.sub("", plain))):
        return key_of(ahead[-1])  # 失业率2.9%，去年同期3.4%；由去年的3.4%降到2.9%
    return (plain, *regex(r"[A-Za-z]+[\d.]*").findall(said)) if plain else ()


def is_one_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether two names of rates are one, or the shorter is the end of the longer: 涨幅 and 居民消费价格涨幅."""
    if not one or not other or one[1:] != other[1:]:
        return False
    short, long = sorted((one[0], other[0]), key=len)
    return len(short) > 1 and long.endswith(short)


def time_of(mention: Mention, register: FigureRegister) -> StatedMonths | None:
    """Give the time that a rate is of: the last that its paragraph names before it."""
    if is_earlier(mention):
        return StatedMonths("-1")
    paragraph = register.reading.paragraph_of(mention.sentence)
    for sentence in reversed([s for s in paragraph if s.number <= mention.sentence.number]):
        end = mention.quantity.start if sentence is mention.sentence else len(sentence.text)
        said = [span for span in told_times(sentence.text, end) if span.year or span.first]
        if said:
            return said[-1]
    return None


def is_at(than: str, now: StatedMonths | None, then: StatedMonths | None) -> bool:
    """Say whether a time is the one that words name from now."""
    if then is None:
        return False
    if regex("上年|去年|同期|上一年").search(than):
        years = [regex(r"\D").sub("", t.year) if t else "" for t in (now, then)]
        return then.year == "-1" or (all(years) and int(years[0]) == int(years[1]) + 1)
    if regex("上[一个]?季").search(than):
        return now is not None and now.months == then.months == 3 and now.first == then.first + 3
    if regex("上[一个]?月").search(than):
        return now is not None and now.months == then.months == 1 and now.first == then.first + 1
    spans = (span for _, _, span in phrases(than) if span.year in ("", then.year))
    return any((span.first, span.last) == (then.first, then.last) for span in spans)


def is_alone(mention: Mention) -> bool:
    """Say whether a bracket holds a rate and no other number."""
    text, quantity = mention.sentence.text, mention.quantity
    return text.startswith("）", quantity.end) and regex("（[^（）\\d]*$").search(text[: quantity.start]) is not None


def names_steps(lead: str, than: str, own: Mention, register: FigureRegister) -> bool:
    """Say whether words tell the months of both rates: 前三季度降幅比一季度收窄."""
    now, told = time_of(own, register), [s for _, _, s in phrases(lead[: lead.rfind(than)]) if s.first]
    plain = now is not None and told and (told[-1].first, told[-1].last) == (now.first, now.last)
    return bool(plain) and any(span.first for _, _, span in phrases(than))


def view_of(mention: Mention, register: FigureRegister) -> str:
    """Give what a growth is told against, where its paragraph says so before it: 环比, 同比."""
    text = mention.text_before
    before = [s.text for s in register.reading.paragraph_of(mention.sentence) if s.number < mention.sentence.number]
    return next((said[-1] for said in map(_VIEW.findall, (text, *reversed(before))) if said), "")


def is_other_side(own: Mention, other: Mention, said: str) -> bool:
    """Say whether a rate is of the other side than one, which words don't name: 东部出口增长5.6%，…；进口增长16.4%，高于东部."""
    sides = [side for pair in words().parts.complements if len(pair) == _PAIR for side in (pair, pair[::-1])]
    one, two = naming(own) + said, naming(other)
    return any(a in naming(own) and b in two and b not in one and a not in two for a, b in sides)


def signed(mention: Mention) -> Fraction:
    """Give a growth with its sign."""
    return sign_of(mention) * mention.quantity.value


def sign_of(mention: Mention) -> int:
    """Give -1 for a growth that is told as a fall."""
    return -1 if mention.role == Role.GROWTH and way_of(mention) < 0 else 1
