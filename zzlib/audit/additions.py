"""Parts behind a total, in its sentence or the next ones: they prove it to its last digit, or one slip parts them from it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.arithmetic import HOLDS, JUDGED, Verdict, total_of
from zzlib.audit.binding import is_amount
from zzlib.audit.breakdowns import is_complete, leaves_more
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.quantities import RATIOS
from zzlib.audit.reading import Mention, ReadSentence, compatible, stripped
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role
from zzlib.audit.slips import is_swap, one_slip
from zzlib.audit.sums import is_like
from zzlib.audit.words import mentions_any, words

_DIGITS, _DIGITS_LED, _DIGITS_SURE = 4, 3, 5
"""How many digits a total needs for its parts not to add up by chance; fewer where 其中 or a bracket leads them in; more for one slip to be none."""
_CHANGES = (Role.INCREASE, Role.DECREASE)
_MOST, _SENTENCES = 12, 2
_OPENS = re.compile("其中|（|包括|：|分别")
_NO_PART = re.compile("(?<!公)共|合计|均|总|比|较|占|目标|每|[多少增减升降]$")
_NOUN = 4
_NEAR = 4  # a sum that is off by more than a quarter is of something else


def addition_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge each total that nothing else has added up by the like numbers behind it that are its parts.

    Parts are led in (其中), told by the same noun as the total (医保参保人数, 城镇职工医保参保人数), or the two halves of
    a whole (男性, 女性). One slip of the pen between them and a long total is an error, of a shorter one a doubt.
    """
    added = {claim.entry for claim in claims if claim.kind == "sum" and claim.verdict in JUDGED}
    split = {claim.entry: claim.proof for claim in claims if claim.kind == "sum" and claim.verdict in HOLDS}
    for whole in register.reading.mentions:
        if whole.number in added or whole.quantity.hedge or not (is_amount(whole) or whole.role in _CHANGES):
            continue
        found = _made(whole, register) if is_amount(whole) else []
        found = found or ([] if whole.series else list(_added_up(whole, register, split)))
        split.update({claim.entry: claim.proof for claim in found if claim.verdict in HOLDS})
        yield from found


def _made(whole: Mention, register: FigureRegister) -> list[NumericClaim]:
    """Prove a total by a row behind it in its sentence, or opening the next, that makes it exactly: 共争取103.6亿元。其中，…."""
    following = [s for s in register.reading.paragraph_of(whole.sentence) if s.number == whole.sentence.number + 1]
    rows = (_row(whole, m) for m in (whole.sentence.mentions[whole.place + 1 :], *(s.mentions for s in following)))
    parts = next((row for row in rows if row), [])
    if not parts or _digits(whole) < (_DIGITS_LED if _OPENS.search(_between(whole, parts[0])) else _DIGITS):
        return []
    return [settle("sum", whole, [Binding(total_of(len(parts)), tuple(parts))], certain=False)[0]]


def _digits(whole: Mention) -> int:
    return len(re.sub(r"\D|^[0.]+", "", whole.quantity.number))


def _added_up(
    whole: Mention, register: FigureRegister, split: dict[int, tuple[Mention, ...]]
) -> Iterator[NumericClaim]:
    parts = _parts(whole, register.reading.paragraph_of(whole.sentence))
    if len(parts) < len(("one", "other")) or leaves_more(parts[-1]):
        return
    digits = _digits(whole)
    led = _OPENS.search(_between(whole, parts[0])) is not None
    halves = is_complete([f"{m.before}{m.after}" for m in parts]) or _changed_alike(whole, parts, split)
    off = sum((m.quantity.value for m in parts), Fraction(0)) - whole.quantity.value
    if not (led or halves or _by_one_noun(whole, parts)) or _NEAR * abs(off) > whole.quantity.value:
        return
    slip = one_slip(off, [whole.quantity, *(m.quantity for m in parts)])
    swap = any(is_swap(m.quantity, m.quantity.value - sign * off) for m, sign in _signed(whole, parts))
    left_out = -10 * whole.quantity.step < off < 0 and not halves  # 1所 may just not be told
    overlap = any(mentions_any(words().parts.overlapping, m.before) for m in parts) and not halves
    enough = _DIGITS if swap else _DIGITS_SURE
    short = off < 0 and not swap  # 其中来电34812件、来信23711件: the 2000 that lack may just not be told
    sure = halves or (slip and digits >= enough and not overlap and not left_out and not short)
    likely = slip and digits >= _DIGITS and not left_out
    claim, _ = settle("sum", whole, [Binding(total_of(len(parts)), tuple(parts))], certain=sure, likely=likely)
    if claim.verdict != Verdict.UNVERIFIABLE and (claim.verdict not in HOLDS or digits >= _DIGITS_LED):
        yield replace(claim, said=halves)


def _changed_alike(whole: Mention, parts: Sequence[Mention], split: dict[int, tuple[Mention, ...]]) -> bool:
    """Say whether changes stand each behind its number, and the numbers make the total before the change of that."""
    behind = split.get(whole.number - 1, ())
    return (
        whole.role in _CHANGES
        and len(behind) == len(parts)
        and all(0 < part.number - m.number <= len(("change", "share")) for m, part in zip(behind, parts, strict=True))
    )


def _signed(whole: Mention, parts: Sequence[Mention]) -> Iterator[tuple[Mention, int]]:
    """Give a total and its parts, each with how a sum that is too large moves it."""
    yield whole, -1
    yield from ((part, 1) for part in parts)


def _parts(whole: Mention, paragraph: Sequence[ReadSentence]) -> list[Mention]:
    """Give the like numbers behind a total up to the end of a sentence, or up to where they make it; without what is told inside a part."""
    parts: list[Mention] = []
    inner = -1
    for m in (m for s in paragraph for m in s.mentions if m.order > whole.order):
        if m.sentence.number - whole.sentence.number > _SENTENCES or len(parts) > _MOST:
            break
        told = m.role == whole.role if whole.role in _CHANGES else is_amount(m)
        if m.dimension in RATIOS or not is_like(m, whole) or not told:
            continue
        if parts and m.sentence is not parts[-1].sentence and not _goes_on(parts[-1], m):
            break
        beside = parts[-1] if parts else whole
        if parts and "其中" in _between(beside, m) and m.sentence is beside.sentence:
            inner = m.segment
        if (inner == m.segment and m.sentence is beside.sentence) or m.depth > (parts[0].depth if parts else m.depth):
            continue
        inner = -1
        if (
            m.quantity.hedge
            or m.quantity.value >= whole.quantity.value
            or (whole.role not in _CHANGES and _NO_PART.search(m.before))
        ):
            return []
        parts.append(m)
        if sum(part.quantity.value for part in parts) == whole.quantity.value:
            return parts
    return parts


def _goes_on(last: Mention, part: Mention) -> bool:
    """Say whether a list goes on in the next sentence: by a name that ends alike, as its first number."""
    name, other = stripped(last.before)[-2:], stripped(part.before)[-2:]
    return part.sentence.number - last.sentence.number == 1 and part.place == 0 and bool(name) and name == other


def _between(one: Mention, other: Mention) -> str:
    """Give the words between two numbers; of other sentences only those before the second."""
    start = one.quantity.end if one.sentence is other.sentence else 0
    return other.sentence.text[start : other.quantity.start]


def _by_one_noun(whole: Mention, parts: Sequence[Mention]) -> bool:
    noun = stripped(whole.before)[-_NOUN:]
    return len(noun) > 1 and all(stripped(m.before).endswith(noun) for m in parts)


def _row(whole: Mention, behind: list[Mention]) -> list[Mention]:
    """Give the first row of like amounts that makes a total; it may leave out what stands before the row."""
    like = [m for m in behind if is_amount(m) and compatible(m, whole) and m.quantity.unit and not m.quantity.hedge]
    for start in range(min(2, len(like))):
        row = [m for m in like[start:] if m.depth == like[start].depth]
        total = Fraction(0)
        for size, part in enumerate(row[:_MOST], start=1):
            total += part.quantity.value
            if total == whole.quantity.value and size > 1:
                return row[:size]
            if total > whole.quantity.value:
                break
    return []
