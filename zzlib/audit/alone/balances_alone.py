"""What there was, what came, what went and what there is then, where a short passage tells nothing else in that unit; and sums written with signs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from zzlib.audit.alone.plainly import goes_both_ways, is_plain, opens, passages, surely, told, way_of
from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.numbers.arithmetic import HOLDS, signed_sum
from zzlib.audit.numbers.quantities import RATIOS
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role

_COMPARED = re.compile("[比较]")
_SIGN = re.compile("(?P<plus>[+加])|[-减]")
_IS = re.compile("[=＝]|等于")
_FROM_TO = re.compile("(?:进一步|逐步)?(?:减少|下降|降低|压减|增加|上升|增长|降|减|增|升)[到至为]")
_ONE_WAY = re.compile("原")
_FEWEST = 2  # flows


def plain_balance_claims(register: FigureRegister, _: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge what there is by the only other numbers of its passage: each is told to have been there, to have come or to have gone."""
    for sentence in register.reading.sentences:
        if not sentence.block.rows:
            yield from _written_out(sentence)
    for mention in register.reading.mentions:
        closing = told("closing").search(mention.before) and not told("opening").search(mention.before)
        if closing and is_plain(mention) and mention.dimension not in RATIOS and not mention.sentence.block.rows:
            yield from _balanced(mention, register.reading)


def _balanced(mention: Mention, reading: Reading) -> Iterator[NumericClaim]:
    for passage in passages(mention, reading):
        like = [m for m in passage if m is not mention and same_unit(m, mention)]
        if len(like) < _FEWEST:
            continue
        if not all(map(_may_be_told, (mention, *like))):
            return
        then = [m for m in like if opens(m)]
        apart = all(m in then or m.sentence is not mention.sentence for m in like)
        if apart and mention.previous in then and _FROM_TO.match(mention.before):
            return  # 长期未结案件由9件减少到6件: what came and went in the sentence before is of all
        flows = [m for m in like if m not in then]
        owed = any(told("owed").search(m.sentence.text[: m.quantity.start]) for m in then)
        ways = [way_of(flow, owed=owed) for flow in flows]
        if all(ways) and _is_whole(mention, then, flows, ways):
            if _holds_otherwise(mention, then, flows):
                return
            found = Binding(signed_sum([*(1 for _ in then), *ways]), (*then, *flows))
            claim = settle("difference", mention, [found], certain=True)[0]
            yield surely(claim)
            return
        if len(then) > 1:
            return


def _holds_otherwise(mention: Mention, then: Sequence[Mention], flows: Sequence[Mention]) -> bool:
    """Say whether the flows make it to the last digit where those told by words of both ways go the other one: 卖林木进账 came, 收回编制 went."""
    start = sum(m.quantity.value for m in then)
    ways = product(*((way_of(m), -way_of(m)) if goes_both_ways(m) else (way_of(m),) for m in flows))
    sums = (sum(w * m.quantity.value for w, m in zip(way, flows, strict=True)) for way in ways)
    return any(start + made == mention.quantity.value for made in sums)


def _may_be_told(mention: Mention) -> bool:
    return is_plain(mention) and not mention.series and not _COMPARED.search(mention.before)


def _is_whole(mention: Mention, then: Sequence[Mention], flows: Sequence[Mention], ways: Sequence[int]) -> bool:
    """Say whether nothing else comes into it: there was something, and things came and went; or words say that only they are meant."""
    if any(told("closing").search(told("by_then").sub("", m.before)) for m in flows):
        return False
    both = len(set(ways)) == 2
    if all(told("births").search(m.before) for m in flows):
        return False  # births and deaths alone make no population
    if any(m.role == Role.TOTAL or "净" in m.before for m in flows):
        return False
    if not then:
        alone = both and len(flows) == _FEWEST and not told("not_of_flows").search(mention.before)
        return alone and told("of_flows").search(mention.topic + mention.before) is not None
    one_way = (
        len(then) == 1
        and bool(flows)
        and flows[-1].order < mention.order
        and _ONE_WAY.search(then[0].before) is not None
    )
    return len(then) == 1 and (both or one_way)


def _written_out(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 7.36亿元+5.10亿元-4.82亿元=7.64亿元, and the same the other way round."""
    mentions = sentence.mentions
    for at, mention in enumerate(mentions):
        if at == 0 or not _IS.match(mention.before):
            continue
        first = at - 1
        while first > 0 and _sign(mentions[first]):
            first -= 1
        last = at + 1
        while last < len(mentions) and _sign(mentions[last]):
            last += 1
        left, right = mentions[first:at], mentions[at:last]
        result, terms = (left[0], right) if len(left) == 1 else (right[0], left)
        if min(len(left), len(right)) == 1 < len(terms) and all(same_unit(m, result) for m in terms):
            signs = [1, *(_sign(m) for m in terms[1:])]
            plain = [replace(m, quantity=replace(m.quantity, hedge="")) for m in terms]
            claim = settle("difference", result, [Binding(signed_sum(signs), tuple(plain))], certain=True)[0]
            yield replace(claim, named=True, said=True, firm=claim.verdict not in HOLDS)


def _sign(mention: Mention) -> int:
    """Give the sign that opens a term; of a number that was read with its minus that it is added."""
    if mention.quantity.number.startswith("-"):
        return 1
    found = _SIGN.match(mention.before)
    return 0 if found is None else 1 if found["plus"] else -1
