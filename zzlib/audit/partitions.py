"""Totals and their parts, wherever they stand: what adds up, and what would if the words and the layout tell the truth."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from math import prod

from zzlib.audit.arithmetic import JUDGED, PROVED, SHARE, Verdict, judge
from zzlib.audit.breakdowns import is_complete
from zzlib.audit.chance import SlipKind, chance_settings, slips_of
from zzlib.audit.claim import NumericClaim
from zzlib.audit.part_runs import (
    DIGITS_LED,
    Partition,
    digits_of,
    found_in,
    kind_of,
    signed,
    told_by_words,
    words_between,
)
from zzlib.audit.quantities import written
from zzlib.audit.reading import Mention
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role
from zzlib.audit.same_thing import of_one_row
from zzlib.audit.siblings import share_behind
from zzlib.audit.slips import one_slip
from zzlib.audit.spans import phrases, span_of
from zzlib.audit.words import mentions_any, words

_REMAINS = re.compile("^(?:其余|剩|余|尚|还|仍|未|净[增减出流])|[顺逆]差$|结余$|结转|在办$|差额?$")
_CLOSE = Fraction(1, 2)  # a run that makes less than half of a number, or more than half again, is no breakdown of it
_LISTED = re.compile("其中|包括|分别|：|中，")
_SOME = 3
_NEARLY = 20  # what parts lack of a total that they are most likely meant to make is no more than a twentieth
_DIGITS = 4
"""How many digits a total needs for its parts not to add up by chance where no words lead them in."""


class HeldPartitions:
    """The partitions that hold, found by what others have in common with them."""

    def __init__(self, found: Sequence[Partition]) -> None:
        self.all = found
        self.named = {(p.gap, p.names) for p in found}
        self.divided = {p.whole.number for p in found if p.behind}
        self.by_whole: dict[int, list[Partition]] = {}
        for partition in found:
            self.by_whole.setdefault(partition.whole.number, []).append(partition)

    def beside(self, whole: Mention) -> Iterator[Partition]:
        """Give those whose total stands right beside a number."""
        for number in range(whole.number - 2, whole.number + 3):
            yield from self.by_whole.get(number, ())


@lru_cache(maxsize=1)
def partitions(register: FigureRegister) -> tuple[HeldPartitions, list[Partition]]:
    """Give the partitions that hold, and those that don't although nothing else that begins with the same part holds."""
    held: list[Partition] = []
    broken: list[Partition] = []
    for found in found_in(register.reading.mentions):
        tried = _as_one(found)
        good = [p for p in tried if p.holds]
        held += good
        begun = {p.parts[0].number for p in good} | {p.parts[-1].number for p in good if not p.behind}
        beside = {(one.number, other.number) for p in good for one in p.parts for other in p.figures}
        broken += [p for p in tried if _may_be_meant(p, begun, beside)]
    return HeldPartitions(held), broken


def _as_one(found: Sequence[Partition]) -> list[Partition]:
    """Put together what is found of the same figures in several ways."""
    told: dict[tuple[int, ...], Partition] = {}
    for p in found:
        same = told.setdefault(tuple(m.number for m in p.figures), p)
        told[tuple(m.number for m in p.figures)] = Partition(
            p.whole, p.parts, min(p.gap, same.gap), p.opposed or same.opposed, p.one_noun or same.one_noun
        )
    return list(told.values())


def _may_be_meant(found: Partition, begun: set[int], beside: set[tuple[int, int]]) -> bool:
    """Say whether a partition that doesn't hold may be one: its ends are of none that holds, no part is beside another or the half of its total, and all are of one time."""
    whole, parts = found.whole, found.parts
    if {parts[0].number, parts[-1].number} & begun or abs(found.off) > _CLOSE * whole.quantity.value:
        return False
    if any((whole.number, m.number) in beside or (m.number, whole.number) in beside for m in parts):
        return False
    return of_one_time(found) and not any(_are_halves(whole.before, m.before) for m in parts)


@lru_cache(maxsize=20_000)
def _are_halves(name: str, other: str) -> bool:
    """Say whether two names are all that there is: 城镇, 乡村."""
    return is_complete([name.replace("进出口", ""), other])


def of_one_time(found: Partition) -> bool:
    """Say whether the own words of no figure tell another time than that of the first of them in the text."""
    first, *others = sorted(found.figures, key=lambda m: m.order)
    time = span_of(first)
    told = (span for m in others for _, _, span in phrases(m.before) if span.first or span.year)
    return all(span == time for span in told)


def _stands_beside(other: Partition, found: Partition) -> bool:
    """Say whether each figure stands right beside one of another partition: 581件630人，其中主动立案274件300人、…."""
    pairs = zip(other.figures, found.figures, strict=False)
    return len(other.parts) == len(found.parts) and len({one.number - two.number for one, two in pairs}) == 1


def evidence(found: Partition, held: HeldPartitions) -> set[str]:
    """Name what speaks for it that the parts are meant to make the total."""
    told = {**told_by_words(found), **_told_by_layout(found), **_told_by_others(found, held)}
    return {sign for sign, holds in told.items() if holds} | _told_by_shares(found)


def _told_by_layout(found: Partition) -> dict[str, bool]:
    two = len(found.parts) == len(("one", "other"))
    return {"far": found.gap > 0, "remains": two and _REMAINS.search(found.parts[-1].before) is not None}


def _told_by_others(found: Partition, held: HeldPartitions) -> dict[str, bool]:
    """Say whether like lists make their totals: of the same names, right beside this one, or of this total."""
    return {
        "twin": all(found.names) and (found.gap, found.names) in held.named,
        "beside": any(_stands_beside(o, found) for o in held.beside(found.whole)),
        "again": told_by_words(found)["divided"] and found.whole.number in held.divided,
    }


def _told_by_shares(found: Partition) -> set[str]:
    """Say whether each part has its share, whether the shares make 100 % or only `some` of it, and whether they agree with the total."""
    pairs = [(m, share) for m in found.parts if (share := share_behind(m)) is not None]
    if len(pairs) < len(found.parts):
        return set()
    total = sum((share.quantity.value for _, share in pairs), Fraction(0))
    room = sum((share.quantity.step for _, share in pairs), Fraction(0))
    whole = found.whole.quantity.printed
    agree = sum(judge(SHARE, (m.quantity.printed, whole), share.quantity.printed)[0] in PROVED for m, share in pairs)
    told = {"shares"} if abs(total - 100) <= room else {"some"}
    return told | ({"agree"} if agree >= len(pairs) - 1 else set())


def partition_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Prove totals by their parts to the last digit, and doubt those that parts which are most likely theirs nearly make."""
    added = {claim.entry for claim in claims if claim.kind == "sum" and claim.verdict in JUDGED}
    asked = {
        claim.entry for claim in claims if claim.kind == "sum" and claim.verdict in (Verdict.WRONG, Verdict.DOUBTFUL)
    }
    held, broken = partitions(register)
    for found in held.all:
        if (
            not found.gap
            and found.whole.number not in added
            and digits_of(found.whole)
            >= (DIGITS_LED if evidence(found, HeldPartitions(())) & {"led", "divided"} else _DIGITS)
        ):
            added.add(found.whole.number)
            yield found.claim()
    likely = [(doubt_of(found, held), found) for found in broken if not of_one_row(found.figures)]
    for doubt, found in sorted(likely, key=lambda pair: pair[0]):
        near = abs(found.off) * _NEARLY <= found.whole.quantity.value and doubt <= chance_settings().parts.meant
        slipped = _is_slipped_list(found)
        swaps = [(m, right) for m in found.figures for right in slips_of(m.quantity, SlipKind.SWAPPED)] * slipped
        mended = [(m, right) for m, right in swaps if _mends(found, m, right)]
        if mended or (found.whole.number not in asked and (near or slipped)):
            asked.add(found.whole.number)
            claim = found.claim(certain=bool(mended))
            said = [f"；{m.quantity.text} 若两位数字颠倒，应为 {written(right, m.quantity)}" for m, right in mended]
            yield replace(claim, message=claim.message + "".join(said))


def _mends(found: Partition, mention: Mention, right: Fraction) -> bool:
    """Say whether the parts make the total with another number in the place of one of them or of it."""
    more = right - mention.quantity.value
    return found.off == (more if mention is found.whole else -more if signed(mention, found.whole) > 0 else more)


def _is_slipped_list(found: Partition) -> bool:
    """Say whether the parts are all like numbers of the sentence behind the words that lead them in, and one wrong digit explains what they lack."""
    whole, parts = found.whole, found.parts
    led = _LISTED.search(words_between(found)) is not None and len(parts) >= _SOME
    if not led or found.gap or not found.behind or any(m.sentence is not parts[0].sentence for m in parts):
        return False
    kind, numbers = kind_of(whole), {m.number for m in found.figures}
    told = [*whole.sentence.mentions, *parts[0].sentence.mentions]
    like = {m.number for m in told if m.number > whole.number and kind_of(m) == kind and _may_be_like(m, whole)}
    overlapping = any(mentions_any(words().parts.overlapping, m.before) for m in parts)
    return like <= numbers and not overlapping and one_slip(found.off, [m.quantity for m in found.figures])


def _may_be_like(mention: Mention, whole: Mention) -> bool:
    changes = (Role.INCREASE, Role.DECREASE)
    return mention.role != Role.BASE and (mention.role in changes) == (whole.role in changes)


def doubt_of(found: Partition, held: HeldPartitions) -> float:
    """Give how likely it is that the parts are not meant to make the total; 1 if nothing tells that they are."""
    weights, told = chance_settings().parts, evidence(found, held)
    if "some" in told or ("far" in told and not told & {"divided", "named", "noun", *weights.told}):
        return 1.0
    doubt = weights.led if told & {"led", "named", "noun"} and "overlap" not in told else weights.bare
    return doubt * prod(weight for sign, weight in weights.told.items() if sign in told)
