"""Totals and their parts, wherever they stand: what adds up, and what is misprinted where it doesn't."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from zzlib.audit.judging.chance import chance_settings, likelihood
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.judging.excuses import pair_of_rest
from zzlib.audit.numbers.arithmetic import JUDGED, PROVED, Verdict, one_is_the_sum
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import written
from zzlib.audit.reading.breakdowns import halves_of
from zzlib.audit.reading.counted_alike import counts_other_times
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import CHANGES, THE_REST, Role
from zzlib.audit.reading.same_thing import of_one_row
from zzlib.audit.totals.closed_parts import is_closed_list
from zzlib.audit.totals.copied import is_copied
from zzlib.audit.totals.misprints import (
    MISPRINT,
    MUCH,
    NO_SLIP,
    TOLD_ALL,
    Rivals,
    is_open,
    misprint_traits,
    misprinted,
    slipped,
)
from zzlib.audit.totals.part_runs import found_in
from zzlib.audit.totals.part_traits import HeldPartitions, evidence, part_traits
from zzlib.audit.totals.part_words import PERSON, are_apart, counts_on, goes_on_with_others, kind_of, leaves_out
from zzlib.audit.totals.partition import DIGITS_LED, Partition, slack

_PROVING = {"sum": 1, "difference": 1, "share": 2}  # how many of the figures stand in such a claim anyhow
_LINEAR = ("sum", "difference")
"""Claims that are of the same figures as parts and totals; a rate may be wrong beside them."""
_PAIR = _FEW = 2
_LIKELY = 0.75
"""How likely misprinted changes must be to be asked about, as what is gone by now has changed, too."""
_SAYS_ALL = frozenset(f"{MISPRINT}: said {sign}" for sign in (*TOLD_ALL, "halves", "divided", "others", "beside")) | {
    f"{MISPRINT}: {sign}" for sign in ("called whole", "slip swapped", "slip exchanged", "slip repeated")
}
_DIGITS = 4
"""How many digits a total needs for its parts not to add up by chance where no words lead them in."""
_WORKS, _WHO = re.compile("项目|工程"), re.compile("单位|部门|乡镇|企业")  # 23个项目 are none of 20个单位
_KEPT, _SPENT = re.compile("余额|结[存余]"), re.compile("支出|支付|使用|拨付")
_DONE_OF = re.compile("^(?:[^，；]*项目)?(?:已|均已|全部)[一-龥]{0,4}$")  # 170个新开项目已开工145个


@dataclass(frozen=True)
class BrokenPartition:
    """A total that parts don't make: how likely they are `meant` to, one of the figures is `misprinted` (and must be, to be accused), and whether they need not be all, or one is `copied`."""

    found: Partition
    meant: float
    misprinted: float
    enough: float
    is_open: bool
    is_copied: bool


@lru_cache(maxsize=1)
def partitions(register: FigureRegister) -> tuple[HeldPartitions, list[BrokenPartition]]:
    """Give the partitions that hold, and those that don't which may be meant."""
    held, broken = tried_partitions(register)
    enough = {False: chance_settings().bounds.parts_wrong, True: chance_settings().bounds.lacking_parts_wrong}
    return held, [
        BrokenPartition(
            p, meant, misprinted(traits), enough[_may_lack(p, traits)], is_open(traits), is_copied(p, meant, traits)
        )
        for p, meant, traits in broken
    ]


def tried_partitions(register: FigureRegister) -> tuple[HeldPartitions, list[tuple[Partition, float, list[str]]]]:
    """Give the partitions that hold, and those that don't with how likely they are meant, and their traits as misprinted ones."""
    tried = _as_one(found_in(register.reading.mentions))
    held = HeldPartitions(tried)
    least = chance_settings().parts.least
    broken = [
        (p, meant)
        for p in tried
        if not (p.holds or (p.is_far and not p.is_told_at_once))
        and not one_is_the_sum([m.quantity.value for m in p.figures])
        and ((meant := meant_parts(p, held)) >= least or (p.is_told_at_once and is_closed_list(p, evidence(p, held))))
    ]
    rivals = Rivals((sure_parts(p, held), p) for p in held.all)
    best: dict[int, float] = {}
    for found, meant in broken:
        best[found.whole.number] = max(meant, best.get(found.whole.number, 0.0))
    return held, [(p, meant, misprint_traits(p, meant, best[p.whole.number], held, rivals)) for p, meant in broken]


def _may_lack(found: Partition, traits: Sequence[str]) -> bool:
    """Say whether parts may leave some out, or count persons twice, as no word says that they are all; nor do names that are far from their total."""
    if found.off > 0 and kind_of(found.whole) != PERSON:
        return False
    far = f"{MISPRINT}: {NO_SLIP}" in traits and abs(found.off) > MUCH * found.whole.quantity.value
    return (far or f"{MISPRINT}: said complete" not in traits) and _SAYS_ALL.isdisjoint(traits)


def _as_one(found: Iterable[Partition]) -> list[Partition]:
    """Put together what is found of the same figures in several ways."""
    told: dict[tuple[int, ...], Partition] = {}
    for p in found:
        numbers = tuple(m.number for m in p.figures)
        same = told.setdefault(numbers, p)
        if same is not p:
            ways = (p.opposed or same.opposed, p.one_noun or same.one_noun, p.pointed or same.pointed)
            told[numbers] = Partition(p.whole, p.parts, min(p.gap, same.gap), *ways)
    return list(told.values())


def meant_parts(found: Partition, held: HeldPartitions) -> float:
    """Say how likely parts are meant to make a total."""
    return likelihood().meant(part_traits(found, held))


def sure_parts(found: Partition, held: HeldPartitions) -> float:
    """Say how likely parts that make a total are meant to, and don't by accident."""
    meant = meant_parts(found, held)
    room = 2 * max(slack(found.figures), found.step / 2) / found.whole.quantity.value
    return meant / (meant + (1 - meant) * likelihood().accident("run", float(room)))


def partition_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Prove totals by the parts that make them and are meant to, or led in by words, or of too many digits to do so by chance; by each of several lists of other parts."""
    judged = [claim for claim in claims if claim.kind == "sum" and claim.verdict in JUDGED]
    closed = {claim.entry for claim in judged if claim.verdict not in PROVED}
    added = {(claim.entry, number) for claim in judged for number in claim.numbers}
    held = partitions(register)[0]
    meant = {found: meant_parts(found, held) for found in held.all}
    for found in sorted(held.all, key=lambda found: -meant[found]):
        led = found.told_by_words["led"] or found.told_by_words["divided"]
        telling = not found.gap and not found.mixed and found.whole.quantity.digits >= (DIGITS_LED if led else _DIGITS)
        told = {(found.whole.number, m.number) for m in found.parts}
        new = found.whole.number not in closed and not told & added
        if new and (telling or meant[found] > chance_settings().parts.proved):
            added |= told
            yield found.claim()


def misprint_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Accuse totals that parts don't make which are most likely misprinted, or a part of them, and doubt others; not what other claims tell or explain."""
    bounds = chance_settings().bounds
    wrong = [c for c in claims if c.verdict == Verdict.WRONG]
    told = {n for c in wrong for n in (c.numbers if c.kind in _LINEAR else {c.entry})}
    doubts = [c for c in claims if c.verdict == Verdict.DOUBTFUL]
    doubted = {n for c in doubts for n in (c.numbers if c.kind != "growth" else {c.entry})}
    proved = [c for c in claims if c.verdict == Verdict.OK and c.kind in _PROVING]
    right = {c.entry for c in proved}
    # 水域4339亩，可养殖2107亩，占9.0%
    shares = [c for c in proved if c.kind == "share" and len(c.proof) == _PAIR and c.entry]
    items = [(c.proof[0], register.entries[c.entry - 1].mention) for c in shares]
    items = [(p, r) for p, r in items if (p.sentence, p.segment) == (r.sentence, r.segment) and not p.series]
    inner = {number: part for part, rate in items for number in range(part.number + 1, rate.number)}
    printed = {(kind_of(m), m.quantity.value) for m in register.reading.mentions if m.quantity.digits >= DIGITS_LED}
    held, all_broken = partitions(register)
    for broken in sorted(all_broken, key=lambda one: -one.misprinted):
        found = broken.found
        unlikely = broken.misprinted < bounds.parts_doubtful
        if unlikely and not broken.is_copied:
            continue
        again = (kind_of(found.whole), found.whole.quantity.value + found.off) in printed
        if (
            (again and not broken.is_copied)
            or of_one_row(found.figures)
            or any(m.number in inner and inner[m.number] in found.parts for m in found.parts)
            or _is_made_otherwise(found, proved)
            or _is_at_rate(found, proved)
            or _has_other_parts(found, proved)
            or leaves_out(found.figures, found.off, register.reading)
            or (len(found.parts) == len(("one", "other")) and held.has_as_part(found.whole))
            or _is_told_of_some(found)
            or _has_twin(found)
            or _is_of_others(found, held)
            or (found.behind and counts_on(found.whole, found.parts[0]))
            or are_apart(found.whole, found.parts)
            or _are_planned(found)
            or found.whole.before.endswith("占")  # 占6家空置床位的48.3%
            or (_KEPT.search(found.whole.before) and any(_SPENT.search(m.before) for m in found.parts))
            or goes_on_with_others(found.whole, found.parts)
            or (_WORKS.match(found.whole.after) and all(_WHO.match(m.after) for m in found.parts))
            or any(counts_other_times(m, found.whole) for m in found.parts)
            or any(THE_REST.match(m.before) and pair_of_rest(m) for m in found.parts)
            or any(_DONE_OF.search(m.before) and m.previous in found.parts for m in found.parts)
        ):
            continue
        numbers = {m.number for m in found.figures}
        sure = broken.misprinted >= broken.enough
        changes = found.whole.role in CHANGES and broken.misprinted >= _LIKELY
        if broken.is_open and not (changes or unlikely or (sure and found.whole.quantity.digits >= DIGITS_LED)):
            continue
        # 用电186.3亿千瓦时，其中第二产业112.7亿千瓦时，占60.5%，…: a total of which a share of some parts holds may have others
        rated = [m for m in found.parts if any(other.role == Role.SHARE for other in m.behind[:1])]
        proof = [c.numbers for c in proved if c.kind == "share" and found.whole.number in c.numbers]
        rest = any(regex("[余剩]").search(m.before) for m in found.parts)
        of_whole = (
            any(m.number in told for m in rated for told in proof) and 2 * len(rated) < len(found.parts) and not rest
        )
        # 烧鸡15亿元；某公司12.3亿元，某公司4.5亿元: two parts that are finer than a total elsewhere
        apart = len(found.parts) == len(("one", "other")) and found.parts[-1].sentence is not found.whole.sentence
        coarse = apart and any(m.quantity.step < found.whole.quantity.step for m in found.parts)
        sure = sure and not (broken.is_open or coarse) and not (of_whole and found.off < 0 and broken.misprinted < 1)
        if sure:
            doubted -= numbers  # a doubt gives way
        if not numbers & (told | doubted):
            told |= numbers
            claim = found.claim(certain=sure)
            said = f"；总数或其中一项有误{_instead(found)}" if claim.verdict == Verdict.WRONG else ""
            # Of a total that other parts make the last part is doubted, with all of them named.
            entry = (
                found.parts[-1].number if claim.verdict == Verdict.DOUBTFUL and claim.entry in right else claim.entry
            )
            yield replace(claim, message=claim.message + said, entry=entry, firm=broken.misprinted == 1)


def _has_other_parts(found: Partition, proved: Sequence[NumericClaim]) -> bool:
    """Say whether parts make less than half of a total of which another part's share holds: 机构427家，其中三级3家、二级9家、社区38家；民营296家，占69.3%."""
    shares = (c.numbers for c in proved if c.kind == "share" and found.whole.number in c.numbers)
    apart = any(numbers.isdisjoint(m.number for m in found.parts) for numbers in shares)
    return apart and sum(m.quantity.value for m in found.parts) * 2 < found.whole.quantity.value


def _is_told_of_some(found: Partition) -> bool:
    """Say whether a share of these parts is told right behind them, or a list with a head of its own begins among them: 甲191件、乙165件，两项占75.44%; 投诉：…；举报：…."""
    last, sentence = found.parts[-1], found.parts[0].sentence
    some = regex("，?(?:[一二三四五六七八九十两\\d]+[项类者个]|合计)[^，；。\\d]{0,4}占").match(last.text_behind)
    between = sentence.text[found.parts[0].quantity.end : last.quantity.start] if last.sentence is sentence else ""
    return bool(some) or regex("；[^，；。：\\d]{1,8}：").search(between) is not None


def _are_planned(found: Partition) -> bool:
    """Say whether parts told elsewhere are of what is planned, and their total isn't: 村道有136公里宽度不足。2024年计划新改建乡道26公里、村道45公里."""
    plan = regex("计划|拟|打算|预计|力争")
    planned = [plan.search(m.text_before) is not None for m in (found.whole, found.parts[0])]
    return found.whole.sentence is not found.parts[0].sentence and planned == [False, True]


def _is_of_others(found: Partition, held: HeldPartitions) -> bool:
    """Say whether parts told right behind a total make it, and these stand before it or are its halves once more: 到位738.1亿元，其中中央…、地方…；已安排中央…、地方…."""
    made = held.told_at_once(found.whole)
    if not made or not found.behind:
        return bool(made)
    if any(p.parts[0].depth > found.parts[0].depth for p in made):
        return True  # 优良26天（优7天、良19天），轻度污染3天
    paragraph = found.parts[0].sentence.paragraph
    here = tuple(m for m in found.parts if m.sentence.paragraph == paragraph)
    if any(p.parts == here for p in made):
        return True  # those of their paragraph make it, what stands below is of another
    later = [p for p in made if p.parts[-1].order < found.parts[0].order]
    if any([m.before for m in p.parts] == [m.before for m in found.parts] for p in later):
        return True  # 第三天7057.7万人次，其中铁路…、道路…。／其中，铁路…、道路…: of another day
    # 中央…、地方…；已安排中央…、地方…; not 农业…、非农业…；男性…、女性…
    halves = set(halves_of(found.parts[0]))
    again = [p for p in later if not halves or not (told := set(halves_of(p.parts[0]))) or halves & told]
    return all(any({"complete", "halves"} & evidence(p, held) for p in told) for told in (again, [found]))


def _instead(found: Partition) -> str:
    """Name the few parts of which one may have slipped in the place of the total."""
    right = {m.number: (m.quantity, was) for m, _, was in slipped(found) if m is not found.whole}
    told = [f"，或 {printed.text} 应为 {written(was, printed)}" for printed, was in right.values()]
    return "".join(told) if len(told) <= _FEW else ""


def _is_made_otherwise(found: Partition, proved: Sequence[NumericClaim]) -> bool:
    """Say whether a part makes the total with another number, or several make a share of it: 合格413个，改造36个，不合格13个."""
    numbers = {m.number for m in found.figures}
    return any(
        found.whole.number in told
        and len(told & numbers) > _PROVING[claim.kind]
        and (told - numbers or claim.kind == "difference" or claim.named)
        for claim in proved
        if (told := claim.numbers)
    )


def _is_at_rate(found: Partition, proved: Sequence[NumericClaim]) -> bool:
    """Say whether a part is what a rate makes of the total: 任务6000万元，应达50%即3000万元，实际3300万元."""
    rated = [c for c in proved if c.kind == "share" and found.whole.number in c.numbers - {c.entry}]
    return any(part.number == c.entry for part in found.parts for c in rated)


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
