"""Totals of two measures told side by side: 审结170件178人，起诉124件130人，…; where one adds up, the other must, too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from zzlib.audit.documents.blocks import NUMBERED
from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.slips import is_swap, one_slip
from zzlib.audit.numbers.arithmetic import HOLDS, REST_OF_ALL, total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, PERCENT
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.reading import Mention, words_between
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.totals.part_words import is_first_part

_Pair = tuple[Mention, Mention]
_BESIDE = re.compile("[，、]?[一-龥]{0,8}")
_ANOTHER = re.compile("[上去前]年|同期|[上当本]月|均|每|年初|目标|任务")
_RARE = re.compile("[死亡伤]|下落不明")
_NEAR, _FAR = Fraction(1, 8), Fraction(1, 2)
_YEAR = re.compile("(?:19|20)\\d\\d年")
_FEWEST, _MOST, _MANY = 2, 12, 4  # parts
_DIGITS = 3
_ALL, _ROUNDED = 100, 3
_APART = 2  # paragraphs between a part and the next
_PERSONS, _CASES = ("人", "名"), ("件", "起")


def twin_total_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the totals of runs of like pairs, of which one measure adds up to the last digit."""
    kinds: dict[tuple[str, str], list[_Pair]] = {}
    for pair in _pairs(register.reading.mentions):
        kinds.setdefault((pair[0].quantity.unit, pair[1].quantity.unit), []).append(pair)
    for pairs in kinds.values():
        for place in range(len(pairs)):
            yield from _judged(pairs[place : place + 1 + _MOST])
            yield from _judged(pairs[max(0, place - _MOST) : place + 1][::-1])


def mirrored_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge two lists of shares in the same things, of which all but one make 100% together: 男性分别占52.1%、48.3%、61.0%，女性分别占47.9%、51.7%、39.0%."""
    lists = [m.series for m in register.reading.mentions if m.series[:1] == [m] and m.dimension == PERCENT]
    for ones, others in pairwise(lists):
        near = ones[0].sentence.paragraph == others[0].sentence.paragraph and len(ones) == len(others) >= _DIGITS
        sums = [a.quantity.value + b.quantity.value for a, b in zip(ones, others, strict=True)] if near else []
        off = [abs(total - _ALL) / ones[0].quantity.step for total in sums]
        for one, other, steps in zip(ones, others, off, strict=True) if near and sum(n > 1 for n in off) <= 1 else ():
            stated, rest = (one, other) if is_swap(one.quantity, _ALL - other.quantity.value) else (other, one)
            claim, _ = settle("sum", stated, [Binding(REST_OF_ALL, (rest,))], certain=steps > _ROUNDED)
            if steps > _ROUNDED or claim.verdict in HOLDS:
                yield replace(claim, named=True, said=True)


def _pairs(mentions: Sequence[Mention]) -> Iterator[_Pair]:
    """Give the pairs, each number in one at most, and in the one that fewer words keep apart: of 331人，审结170件178人 the last two."""
    taken = 0
    for one, other in pairwise(mentions):
        if one.number == taken or not _are_beside(one, other):
            continue
        behind = [m for m in mentions[other.number : other.number + 1] if _are_beside(other, m)]
        if not any(len(words_between(other, m)) < len(words_between(one, other)) for m in behind):
            taken = other.number
            yield one, other


def _are_beside(one: Mention, other: Mention) -> bool:
    """Say whether two numbers of a sentence are plain amounts of two units, with few words between."""
    same = one.sentence is other.sentence and one.segment == other.segment and one.depth == other.depth == 0
    plain = same and all(is_amount(m) and m.dimension in (COUNT, MONEY) and not m.quantity.hedge for m in (one, other))
    units = plain and one.quantity.unit != other.quantity.unit and not _ANOTHER.search(one.lead + other.lead)
    return units and _BESIDE.fullmatch(words_between(one, other)) is not None


def _judged(pairs: Sequence[_Pair]) -> Iterator[NumericClaim]:
    """Judge a total, the first of pairs, by the next ones, of which one measure adds up to it and the other nearly does."""
    for number, (before, part) in enumerate(pairwise(pairs), start=1):
        apart = abs(part[0].sentence.paragraph - before[0].sentence.paragraph)
        listed = any(NUMBERED.match(m.sentence.block.text) for m in (part[0], before[0]))
        if apart > _APART or (apart and not listed):
            return
        sides = list(zip(*pairs[: number + 1], strict=True))
        off = [sum((m.quantity.value for m in side[1:]), Fraction(0)) - side[0].quantity.value for side in sides]
        if number < _FEWEST or all(off) or is_first_part(pairs[0][0], pairs[1][0]) or _are_items(pairs[0], part):
            continue
        at = 0 if off[0] else 1
        side, held = sides[at], sides[1 - at]
        many = number >= _MANY - all(_YEAR.search(m.thought) for m in side[1:]) and number + 1 == len(pairs)
        shown = many or len(held[0].quantity.number.replace(".", "")) >= _DIGITS
        mixed = len({m.sentence.paragraph == side[0].sentence.paragraph for m in side[1:]}) > 1
        if any(off) and shown and not mixed and _is_near(off[at], side) and not _is_open(off[at], side, held):
            claim = settle("sum", side[0], [Binding(total_of(number), side[1:])], certain=True)[0]
            yield replace(claim, said=True, named=True)
        return


def _are_items(one: _Pair, other: _Pair) -> bool:
    """Say whether pairs are told in items of one numbered list, whose total stands above it: （一）, （二）."""
    marks = [NUMBERED.match(m.sentence.block.text) for m in (one[0], other[0])]
    forms = {regex("[一二三四五六七八九十\\d\\s]").sub("", mark[0]) for mark in marks if mark}
    return all(marks) and len(forms) == 1 and one[0].sentence.paragraph != other[0].sentence.paragraph


def _is_near(off: Fraction, side: Sequence[Mention]) -> bool:
    quantities = [m.quantity for m in side]
    near = _FAR if all(_YEAR.search(m.thought) for m in side[1:]) else _NEAR
    return abs(off) <= quantities[0].value * near or one_slip(off, quantities)


def _is_open(off: Fraction, side: Sequence[Mention], held: Sequence[Mention]) -> bool:
    """Say whether a side need not add up: one case with two persons is in two parts, or there is a part in which none is dead."""
    split = side[0].quantity.unit in _CASES and held[0].quantity.unit in _PERSONS and off > 0
    numbered = all(NUMBERED.match(m.sentence.block.text) for m in side[1:])
    return split or (off < 0 and not numbered and _RARE.search(held[0].before) is not None)
