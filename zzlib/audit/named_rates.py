"""The rate that words name, by its own words or by its place in a list that is led in by names."""

import re
from collections.abc import Sequence
from itertools import combinations

from zzlib.audit.quantities import PERCENT, POINTS
from zzlib.audit.reading import Mention
from zzlib.audit.roles import Role
from zzlib.audit.share_groups import core_of, spare_letters

_SAME_RATES = re.compile(
    "(?:上述|以上|这|前述)[两二三四五六](?:个|项)?(?:率|比[率例]|指标|占比)[^，。；\\d]{0,4}分别(?:为|是|达到?)?$"
)
_TOLD = re.compile("其中|同比|(?:增长|下降|上升|提高|回落)$")


def naming(mention: Mention) -> str:
    """Give the words of a thought up to a rate, from behind the last rate of its kind."""
    first = mention.first
    text = first.sentence.text
    if heads := heads_of(first):
        return heads[mention.listed_at]
    ends = [
        m.quantity.end
        for m in first.ahead
        if m.dimension in (PERCENT, POINTS)
        and (m.dimension == POINTS or (m.role == Role.GROWTH) == (first.role == Role.GROWTH))
    ]
    begin = max([0, text.rfind("；", 0, first.quantity.start) + 1, *ends])
    return text[begin : first.quantity.start]


def heads_of(first: Mention) -> list[str]:
    """Give the names of a list of rates, if it has one for each: 第一、二、三产业分别增长; those of as many rates before it: 上述三率分别为."""
    if first.series and _SAME_RATES.search(first.lead):
        ahead = [m for m in first.ahead if m.dimension == PERCENT][-len(first.series) :]
        return [naming(m) for m in ahead] if len(ahead) == len(first.series) and not ahead[-1].series else []
    told = re.search("([一-龥A-Z]+(?:[、和及与][一-龥A-Z]+)+?)(?:同比)?分别", first.lead) if first.series else None
    said = re.sub("第?一、二、三(产业?)", r"第一\1、第二\1、第三\1", told[1]) if told else ""
    heads = re.split("[、和及与]", said)
    return heads if len(heads) == len(first.series) > 0 else []


def core_of_rate(rate: Mention) -> str:
    """Give the words for what a rate is of, without its numbers and what it did."""
    said = naming(rate)
    for other in rate.sentence.mentions:
        said = said.replace(other.quantity.text, "")
    return core_of(_TOLD.sub("", said))


def best_named(noun: str, rates: Sequence[Mention], mention: Mention) -> Mention | None:
    """Give the rate whose words end in a noun, else have little beside it: of its paragraph first, before it rather than behind."""
    scored = []
    for rate in rates:
        said = core_of_rate(rate)
        spare = 0 if said.endswith(noun) else spare_letters(noun, said)
        if spare is not None and spare <= len(noun):
            away = rate.sentence.paragraph != mention.sentence.paragraph
            scored.append((away, rate.order > mention.order, spare, abs(rate.number - mention.number), rate))
    return min(scored, key=lambda told: told[:-1])[-1] if scored else None


def two_give(points: Mention) -> bool:
    """Say whether any two rates before points in their sentence give them, in whichever order: the one of now may stand farther back."""
    rates = [m.quantity for m in points.ahead if m.dimension == PERCENT]
    step = max(quantity.step for quantity in (points.quantity, *rates))
    return any(abs(abs(a.value - b.value) - points.quantity.value) < step for a, b in combinations(rates, 2))
