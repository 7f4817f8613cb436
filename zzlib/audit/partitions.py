"""Totals and their parts, wherever they stand: what adds up, and what would if the words and the layout tell the truth."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from zzlib.audit.arithmetic import JUDGED, Verdict
from zzlib.audit.breakdowns import SHARED, is_complete
from zzlib.audit.chance import chance_of, chance_settings, likelihood, slips_before
from zzlib.audit.claim import NumericClaim
from zzlib.audit.closed_parts import are_called_whole
from zzlib.audit.part_runs import (
    DIGITS_LED,
    Partition,
    digits_of,
    found_in,
    kind_of,
    signed,
    slack,
    told_by_words,
)
from zzlib.audit.part_traits import HeldPartitions, evidence, numbered, part_traits
from zzlib.audit.reading import Mention
from zzlib.audit.reading import words_between as words_of_two
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import CHANGES, Role
from zzlib.audit.same_thing import of_one_row
from zzlib.audit.spans import phrases, span_of

_CLOSE = Fraction(1, 2)  # a run that makes less than half of a number, or more than half again, is no breakdown of it
_LARGEST = re.compile("(?<!最)[较最](?:多|大|高)的|居前|排在前")
_TOP = re.compile("前[二三四五六七八九十\\d]{1,2}[位名大项]")
_REST_TOLD = re.compile("[，、；]?(?:其余|余下|剩余)")
_LEFT_OUT, _SOON = re.compile("其余|其[他它]|另[有外]|未列|不含|不包括"), 16
_OTHERS = re.compile("其[他它余]")
_OTHERWISE, _ITEM = re.compile("亏|[总合共]计"), re.compile("^[二三四五六七八九]是")
_COMPARED = re.compile("[同环]比|[较比](?:上|去)")
_LIST_OPENS = re.compile("按[^，。；]{1,14}[分看]，[^，。；\\d]{0,8}$")
_FIRST_ITEM = re.compile("^一是")
_NEW, _STOCK = re.compile("新[收立受增]"), re.compile("未[结办]|[结留库]存|在办|结转")
_UNITS = (-4, 4)
_MOVED = (*_UNITS, -1, 1)
"""Powers of ten by which a unit, or the point too, is written wrong."""
_PROVING = {"sum": 1, "difference": 1, "share": 2}  # how many of the figures stand in such a claim anyhow
_LINEAR = ("sum", "difference")
"""Claims that are of the same figures as parts and totals; a rate may be wrong beside them."""
_PAIR = 2
_FINE = 1000
_DIGITS = 4
"""How many digits a total needs for its parts not to add up by chance where no words lead them in."""


@lru_cache(maxsize=1)
def partitions(register: FigureRegister) -> tuple[HeldPartitions, list[Partition]]:
    """Give the partitions that hold, and those that don't although nothing else that begins with the same part holds and is likely meant."""
    tried = _as_one(found_in(register.reading.mentions))
    good = [p for p in tried if p.holds]
    held = HeldPartitions(tried)
    likely = [(meant, p) for p in good if (meant := meant_parts(p, held)) >= chance_settings().bounds.unlikely]
    return held, [p for p in tried if _may_be_meant(p) and not _is_outdone(p, likely, held)]


def _as_one(found: Iterable[Partition]) -> list[Partition]:
    """Put together what is found of the same figures in several ways."""
    told: dict[tuple[int, ...], Partition] = {}
    for p in found:
        same = told.setdefault(tuple(m.number for m in p.figures), p)
        told[tuple(m.number for m in p.figures)] = Partition(
            p.whole, p.parts, min(p.gap, same.gap), p.opposed or same.opposed, p.one_noun or same.one_noun
        )
    return list(told.values())


def _may_be_meant(found: Partition) -> bool:
    """Say whether a partition that doesn't hold may be one: no part is the half of its total, and all are of one time."""
    whole, parts = found.whole, found.parts
    if found.holds or abs(found.off) > _CLOSE * whole.quantity.value:
        return False
    items = all(_ITEM.search(m.thought) for m in parts[1:]) and _FIRST_ITEM.search(parts[0].thought) is not None
    if any(_is_no_part(m, whole, items=items, halves=found.opposed) for m in parts) or (
        _is_open(parts) and (not are_called_whole(found) or _REST_TOLD.match(parts[-1].text_behind))
    ):
        return False
    if len({m.depth for m in parts}) > 1 and len({m.sentence.number for m in parts}) < len(parts):
        return False  # 小学生850名（其中寄宿210名）、初中生460名
    if _is_first_of_list(whole, parts[0]) or _is_in_bracket_of_other(whole, parts[0]):
        return False
    if SHARED.search(parts[-1].sentence.text):
        return False  # 有42人同时属于两类
    if whole.depth > parts[0].depth and not _is_in_heading(whole, parts[0]):
        return False
    top = _TOP.search(parts[0].thought) and not _TOP.search(whole.before)
    if top or _LARGEST.search(parts[0].thought) or _LARGEST.search(whole.thought):
        return False  # 较多的，部门单位有商务局638万元、粮食局238万元: only the largest of them
    return of_one_time(found) and not _is_of_then(found) and not any(_are_halves(whole.before, m.before) for m in parts)


def _is_outdone(found: Partition, likely: Sequence[tuple[float, Partition]], held: HeldPartitions) -> bool:
    """Say whether one that holds and is about as likely meant has its first or last part, or a part and its total; not one of fewer items of its numbered list."""
    whole, parts, numbers = found.whole, found.parts, {m.number for m in found.parts}
    values = [m.quantity.value for m in parts]
    if any([m.quantity.value for m in p.parts] == values for p in held.all):
        return True  # 共30项，其中建设27项（省级6项、市级5项、县级16项），…；其中：省级6项、…
    nested = (p for p in held.all if p.whole.number in numbers and {m.number for m in p.parts} <= numbers)
    if any("中，" in words_of_two(p.whole, p.parts[0]) for p in nested if p.behind):
        return True  # 未落地的22个项目中，…9个，…7个，…6个: parts of a part
    listed = numbered(parts) == "from one" and whole.role not in CHANGES
    if not listed and any(p.whole is whole and p.parts == parts[: len(p.parts)] for p in held.all):
        return True  # 争取上级3200万元，其余2415万元由县财政安排，今年先安排1300万元
    ends = {parts[0].number, parts[-1].number}
    rivals = []
    for meant, p in likely:
        told = {m.number for m in p.parts}
        begun = p.parts[0].number in ends or (not p.behind and p.parts[-1].number in ends)
        beside = (whole.number in told and numbers & (told | {p.whole.number})) or (
            p.whole.number == whole.number and numbers & told
        )
        cut = p.whole is whole and p.parts == parts[: len(p.parts)] and numbered(parts) == "from one"
        if (begun or beside) and not cut:
            rivals.append(meant)
    return bool(rivals) and max(rivals) >= chance_settings().parts.outdone * meant_parts(found, held)


def _is_first_of_list(whole: Mention, first: Mention) -> bool:
    """Say whether words open a list right before a number, of which the next is another: 按级次分，中央级74.61亿元，省级28.03亿元."""
    return whole.sentence is first.sentence and _LIST_OPENS.search(whole.text_before) is not None


def _is_in_bracket_of_other(whole: Mention, first: Mention) -> bool:
    """Say whether a part stands in a bracket right behind another number: 共30项，其中建设27项（省级6项、…）."""
    owner = first.previous
    return owner is not None and owner is not whole and re.match("[（(]", owner.text_behind) is not None


def _is_in_heading(whole: Mention, first: Mention) -> bool:
    """Say whether a total stands in the bracket that ends a heading of its own, above its parts: 二、省级资金（6240万元）."""
    return whole.sentence.paragraph < first.sentence.paragraph and whole.text_behind == "）"


@lru_cache(maxsize=20_000)
def _are_halves(name: str, other: str) -> bool:
    """Say whether two names are all that there is: 城镇, 乡村."""
    return is_complete([name.replace("进出口", ""), other])


def _is_no_part(mention: Mention, whole: Mention, *, items: bool, halves: bool) -> bool:
    """Say whether a number can't be a part: the total told again (unless words tell `halves`), a loss, another total, another one of its list (all parts are `items`), what is left of all beside what is new."""
    of_stock = _NEW.search(whole.before) and _STOCK.search(mention.before)
    other = _OTHERWISE.search(mention.before) is not None and not _OTHERS.search(mention.before)  # 其他各项合计
    told = other or (mention.quantity.value == whole.quantity.value and not halves)
    listed = mention in whole.series or (_ITEM.search(mention.thought) is not None and not items)
    so_far = "累计" in mention.before and "累计" not in whole.before
    return told or listed or so_far or of_stock is not None


def _is_open(parts: Sequence[Mention]) -> bool:
    """Say whether words behind the last part name others: 其余未列."""
    last = parts[-1]
    return _LEFT_OUT.search(last.sentence.text, last.quantity.end, last.quantity.end + _SOON) is not None


def _is_of_then(found: Partition) -> bool:
    """Say whether a number of the time before stands right before the parts: 上年收储128.06万吨，其中…."""
    whole, first = found.whole, found.parts[0]
    ahead = [m for m in first.ahead_in_thought if m.order > whole.order]
    return any(m.role == Role.BASE and kind_of(m) == kind_of(whole) for m in ahead)


def of_one_time(found: Partition) -> bool:
    """Say whether the own words of no figure tell another time than that of the first of them in the text."""
    first, *others = sorted(found.figures, key=lambda m: m.order)
    time = span_of(first)
    told = (span for m in others for _, _, span in phrases(m.before) if span.first or span.year)
    return all(span == time for span in told)


def partition_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Prove totals by the parts that make them and are meant to, or led in by words, or of too many digits to do so by chance."""
    added = {claim.entry for claim in claims if claim.kind == "sum" and claim.verdict in JUDGED}
    held = partitions(register)[0]
    for found in sorted(held.all, key=lambda found: -meant_parts(found, held)):
        led = evidence(found, HeldPartitions(())) & {"led", "divided"}
        telling = not found.gap and not found.mixed and digits_of(found.whole) >= (DIGITS_LED if led else _DIGITS)
        if found.whole.number not in added and (telling or meant_parts(found, held) > chance_settings().parts.proved):
            added.add(found.whole.number)
            yield found.claim()


def misprint_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Accuse totals that parts don't make which are most likely meant to, and doubt others; not what other claims tell or explain."""
    bounds = chance_settings().bounds
    wrong = [c for c in claims if c.verdict == Verdict.WRONG]
    told = {n for c in wrong for n in (_figures_of(c) if c.kind in _LINEAR else {c.entry})}
    doubts = [c for c in claims if c.verdict == Verdict.DOUBTFUL]
    doubted = {n for c in doubts for n in (_figures_of(c) if c.kind != "growth" else {c.entry})}
    proved = [c for c in claims if c.verdict == Verdict.OK and c.kind in _PROVING]
    right = {c.entry for c in proved}
    held, broken = partitions(register)
    broken = [
        found
        for found in broken
        if not of_one_row(found.figures) and not _is_made_otherwise(found, proved) and not _has_twin(found)
    ]
    printed = {(kind_of(m), m.quantity.value) for m in register.reading.mentions if digits_of(m) >= DIGITS_LED}
    broken = [p for p in broken if (kind_of(p.whole), p.whole.quantity.value + p.off) not in printed]
    near = [p for p in broken if digits_of(p.whole) > 1 or p.whole.sentence is p.parts[0].sentence]  # 6件 is of any
    likely = [(misprinted(found, held), found) for found in near]
    for odds, found in sorted(likely, key=lambda pair: -pair[0]):
        numbers = {m.number for m in found.figures}
        sure = _is_sure(found, odds)
        if sure:
            doubted -= numbers  # a doubt gives way
        if odds >= bounds.parts_doubtful and not numbers & (told | doubted):
            told |= numbers
            claim = found.claim(certain=sure)
            said = "；总数或其中一项有误" * (claim.verdict == Verdict.WRONG)
            # Of a total that other parts make the last part is doubted, with all of them named.
            entry = (
                found.parts[-1].number if claim.verdict == Verdict.DOUBTFUL and claim.entry in right else claim.entry
            )
            yield replace(claim, message=claim.message + said, entry=entry)


def _is_sure(found: Partition, odds: float) -> bool:
    """Say whether the odds are such that a total or a part is surely misprinted: less will do where it is by one slip of the pen."""
    bounds = chance_settings().bounds
    return odds >= bounds.parts_wrong or (
        odds >= bounds.parts_slipped and _slipped(found) >= chance_settings().parts.telling
    )


def _figures_of(claim: NumericClaim) -> set[int]:
    return {claim.entry, *(m.number for m in claim.proof)}


def _is_made_otherwise(found: Partition, proved: Sequence[NumericClaim]) -> bool:
    """Say whether a part makes the total with another number, or several make a share of it: 合格413个，改造36个，不合格13个."""
    numbers = {m.number for m in found.figures}
    return any(
        found.whole.number in told
        and len(told & numbers) > _PROVING[claim.kind]
        and (told - numbers or claim.kind == "difference" or claim.named)
        for claim in proved
        if (told := _figures_of(claim))
    )


def _has_twin(found: Partition) -> bool:
    """Say whether the numbers of one other place in the thoughts of two parts make the total: 64件，已化解59件；21件，已化解14件。两部分合计85件."""
    if (
        len(found.parts) != _PAIR
        or len({p.sentence.number for p in found.parts}) > 1
        or found.parts[0].segment == found.parts[1].segment
    ):
        return False
    rows = [
        [m.quantity.value for m in p.sentence.mentions if m.segment == p.segment and kind_of(m) == kind_of(p)]
        for p in found.parts
    ]
    return len(rows[0]) == len(rows[1]) and any(
        one + other == found.whole.quantity.value for one, other in zip(*rows, strict=True)
    )


def meant_parts(found: Partition, held: HeldPartitions) -> float:
    """Say how likely parts are meant to make a total."""
    return likelihood().meant(part_traits(found, held))


def misprinted(found: Partition, held: HeldPartitions) -> float:
    """Say how much likelier a total and its parts are misprinted than not meant."""
    meant, parts = meant_parts(found, held), chance_settings().parts
    if meant < parts.meant or _is_rounded(found) or _tells_difference(found):
        return 0.0
    odds = meant / (1 - meant) * (_so_far_off(found) + min(parts.slip, _slipped(found)))
    alike = len(found.parts) > _PAIR and held.beside(found) and not held.off_too(found)  # another measure of all holds
    return odds * (parts.closed if alike or are_called_whole(found) else 1)


def _so_far_off(found: Partition) -> float:
    """Say how much oftener a misprinted total is off by so much of it than other numbers are; parts of all of it (按…分) are never more."""
    parts, off = chance_settings().parts, abs(found.off) / found.whole.quantity.value
    oftener = next(times for most, times in (parts.more if found.off > 0 else parts.less) if off <= most)
    return oftener * (parts.divided if found.off > 0 and told_by_words(found)["divided"] else 1)


def _is_rounded(found: Partition) -> bool:
    """Say whether what a total is off by is so little that rounding may have made it."""
    parts, off = chance_settings().parts, abs(found.off)
    return bool(slack(found.figures)) and off <= min(parts.rounded * found.step, found.whole.quantity.value / _FINE)


def _tells_difference(found: Partition) -> bool:
    """Say whether a number behind the last of the figures is just what is missing, or too much: 12个，18个，共28个（2个未命名）."""
    last = max(found.figures, key=lambda m: m.order)
    behind = [m for m in last.behind if not _COMPARED.search(words_of_two(last, m))]  # 死亡6人，同比增加2起、6人
    return any(m.quantity.value == abs(found.off) and kind_of(m) == kind_of(last) for m in behind)


def _slipped(found: Partition) -> float:
    """Say how much oftener the misprint of one figure is the slip that makes a total off by just so much than other numbers happen to be."""
    room = slack(found.figures)
    ways = [
        chance_of(kind, m.quantity)
        for m in found.figures
        for steps, kind in slips_before(m.quantity).items()
        if abs(steps * m.quantity.step - _right(m, found)) <= room
    ]
    whole = found.whole.quantity
    moved = any(_is_moved(m, _right(m, found), room) for m in found.figures)
    ways += [chance_settings().parts.moved] * moved
    return max(ways, default=0.0) / len(found.figures) * float(whole.value / max(2 * room, whole.step))


def _is_moved(mention: Mention, right: Fraction, room: Fraction) -> bool:
    """Say whether a number is right but for its unit, or for where its point stands (of three digits or more): 15000万元 for 1500万元, 2130万元 for 2130亿元."""
    printed, powers = mention.quantity.value, _MOVED if digits_of(mention) >= DIGITS_LED else _UNITS
    return any(abs(printed - right * Fraction(10) ** power) <= room * Fraction(10) ** power for power in powers)


def _right(mention: Mention, found: Partition) -> Fraction:
    """Give what one of the figures must be for the others to hold."""
    if mention is found.whole:
        return mention.quantity.value + found.off
    return mention.quantity.value - found.off * (1 if signed(mention, found.whole) > 0 else -1)
