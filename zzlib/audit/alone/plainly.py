"""Short passages that leave no choice: so few numbers of one unit that the words of one say what the others make."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.data import package_toml

_SCOPES = ((0, 0), (1, 0), (2, 0), (0, 1))
"""How many sentences before and behind its own a passage takes in, the least first."""
_TAIL = "(?:[了为是达共约有仅只：]|达到|总?[额数量]|人数|户数|件数|的)*$"


@cache
def told(which: str, *, at_end: bool = False) -> re.Pattern[str]:
    """Give the pattern of a list of `plainly.toml`; `at_end` where it must stand right before the number."""
    listed: list[str] = package_toml(__package__, "plainly.toml")[which]
    found = "|".join(sorted(listed, key=len, reverse=True))
    return re.compile(f"(?:{found}){_TAIL}" if at_end else found)


def surely(claim: NumericClaim) -> NumericClaim:
    """Give a claim about numbers that words tell to belong together, and that nothing else stands beside."""
    return replace(claim, named=True, said=True, firm=claim.verdict == Verdict.WRONG)


def said_of(mention: Mention) -> str:
    """Give the words of a number: those before it in its clause since the last number, and those behind it."""
    return f"{mention.before}{mention.after}"


def is_plain(mention: Mention) -> bool:
    """Say whether a number is told for sure, outside brackets."""
    sure = mention.quantity.hedge not in words().hedges.rough and mention.quantity.hedge != "区间" and not mention.depth
    beside = any(m.quantity.start == mention.quantity.end for m in mention.behind[:1])  # 203户561人
    noted = regex("（|[一-龥]{0,2}至零").match(mention.text_behind) is not None  # 4万亿元压降至零
    return sure and not (beside or noted) and not told("no_part").search(mention.before)


def passages(mention: Mention, reading: Reading) -> Iterator[list[Mention]]:
    """Give the numbers of its thought, of its sentence, and of that with its neighbours."""
    at = mention.sentence.number
    yield [m for m in mention.sentence.mentions if m.segment == mention.segment]
    for back, on in _SCOPES:
        near = reading.sentences[max(0, at - back) : at + on + 1]
        yield [m for s in near for m in s.mentions if not s.block.rows]


def others_alone(mention: Mention, reading: Reading, fewest: int = 2) -> list[Mention]:
    """Give the other numbers of its unit in the least passage that has as many; nothing where one is not plain."""
    for passage in passages(mention, reading):
        like = [m for m in passage if m is not mention and m.number != mention.number and same_unit(m, mention)]
        if len(like) >= fewest:
            return like if all(map(is_plain, (mention, *like))) else []
    return []


def opens(mention: Mention) -> bool:
    """Say whether a number is of the time before, which may be told at the head of its sentence: 年初，全场存栏860头."""
    opening = told("opening")
    return bool(opening.search(mention.before) or (not mention.place and opening.match(mention.text_before)))


def way_of(flow: Mention, *, owed: bool = False) -> int:
    """Give +1 for what came, -1 for what went, 0 where no word tells, by the first word that does; of what is owed what is paid back goes."""
    said = _own(flow)
    if told("either").search(said):
        return 0
    if owed and told("paid").search(said):
        return -1
    found = [(match.start(), -len(match[0]), way) for way, verbs in _ways() for match in regex(verbs).finditer(said)]
    return min(found)[2] if found else 0


def goes_both_ways(flow: Mention) -> bool:
    """Say whether the words of what came or went may tell either: 卖出林木进账, 收回编制."""
    ways = {way for way, verbs in _ways() if regex(verbs).search(_own(flow))}
    return len(ways) > 1 or "收回" in _own(flow)


def _own(flow: Mention) -> str:
    return flow.before if flow.before.strip("、和") else flow.lead


def _ways() -> tuple[tuple[int, str | re.Pattern[str]], ...]:
    stocks = words().stocks
    return ((1, any_of(stocks.came)), (-1, any_of(stocks.went)), (1, told("came")), (-1, told("went")))
