"""Parts that make all: shares of one whole that two lists tell half by half, and what 其余 of a remainder without its number says of the part before it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from zzlib.audit.judging.claim import NumericClaim, operand, statement
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict, judge, total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import MONEY, PERCENT, written
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.breakdowns import SHARED
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence, stripped
from zzlib.audit.reading.roles import Role

_REMAINDER = re.compile(
    r"(?:其余|剩余|余下)[的一-龥]{0,6}?(?:均|全部|都|皆)?(?:为|是|属于)(?P<noun>[一-龥]{2,14}?)(?=[。，；]|$)"
)
_PAIR = 2
_DIVIDED = (MONEY, "land", "hectares", "tonnes")  # what is of one part is of no other


def shares_claim(shares: list[Mention], total: Fraction, slack: Fraction) -> NumericClaim:
    """Give the claim that shares of one whole make 100%; `slack` is what rounding may have taken or added."""
    last = shares[-1]
    cut = slack < 100 - total < 2 * slack and len(shares) > 1
    off = abs(total - 100) > slack and not cut
    sum_text = f"{float(total):g}%"
    listed = "、".join(m.quantity.text for m in shares)
    message = f"{listed} 相加是 {sum_text}" + (
        "，应为 100%，至少有一个占比有误" if off else "，各项都截去了尾数" if cut else "，相符"
    )
    verdict = Verdict.TRUNCATED if cut else Verdict.WRONG if off else Verdict.OK if total == 100 else Verdict.REACHABLE
    used = tuple(operand(m.quantity) for m in shares)
    return statement("sum", last, verdict, message, stated="100%", unit="%", recomputed=sum_text, operands=used)


def remainder_claims(
    sentence: ReadSentence, reading: Reading, proved: Sequence[NumericClaim]
) -> Iterator[NumericClaim]:
    """Give the claims that a remainder makes of the parts it leaves; `proved` are the claims judged so far."""
    match = _REMAINDER.search(sentence.text)
    if not match:
        return
    share = next((c for c in reversed(proved) if _is_share_of(c, sentence, match.start())), None)
    other = _amount_of(match["noun"], sentence, reading)
    if share is not None and other is not None and share.proof:
        yield from _sum(share, other)
    percents = _last_share(sentence, reading, match.start())
    twin = _share_of(match["noun"], sentence, reading)
    if percents and twin is not None and twin is not percents[0]:
        total = percents[0].quantity.value + twin.quantity.value
        slack = (percents[0].quantity.step + twin.quantity.step) / 2
        yield replace(
            shares_claim([twin, percents[0]], total, slack), place=sentence.paragraph, sentence=sentence.original
        )


def _last_share(sentence: ReadSentence, reading: Reading, before: int) -> list[Mention]:
    """Give the share stated last before the remainder: in its sentence, else in the one before."""
    here = [m for m in sentence.mentions if m.quantity.start < before]
    earlier = [s for s in reading.paragraph_of(sentence) if s.number == sentence.number - 1]
    pool = here or [m for s in earlier for m in s.mentions]
    return [m for m in pool if m.dimension == PERCENT and m.role == Role.SHARE][-1:]


def _is_share_of(claim: NumericClaim, sentence: ReadSentence, before: int) -> bool:
    if claim.kind not in ("share", "level") or len(claim.proof) != 2 or claim.place != sentence.paragraph:
        return False
    here = claim.proof[0].sentence
    earlier = here is sentence and claim.proof[0].quantity.start < before
    return (earlier or here.number == sentence.number - 1) and claim.verdict in HOLDS


def _amount_of(noun: str, sentence: ReadSentence, reading: Reading) -> Mention | None:
    """Give the amount that the document states for the remainder elsewhere: 政策性资金2.9259亿元."""
    found = [m for m in reading.near(sentence) if is_amount(m) and noun in m.lead + m.topic[-8:]]
    exact = [m for m in found if m.before.endswith(noun)]
    values = {m.quantity.value for m in exact or found}
    return (exact or found)[0] if len(values) == 1 else None


def _share_of(noun: str, sentence: ReadSentence, reading: Reading) -> Mention | None:
    """Give the share that the document states for the remainder: the percentage in the segment of its amount."""
    for m in reading.near(sentence):
        if m.dimension != PERCENT or m.role != Role.SHARE:
            continue
        beside = [o for o in m.sentence.mentions if o.begin < m.begin and o.place >= m.place - 1 and noun in o.before]
        if beside or m.lead.startswith(noun):
            return m
    return None


def _sum(share: NumericClaim, other: Mention) -> Iterator[NumericClaim]:
    part, whole = share.proof
    if part.dimension != other.dimension or other is part or other is whole:
        return
    parts = [other, part]
    verdict, _ = judge(total_of(2), [m.quantity.printed for m in parts], whole.quantity.printed)
    total = part.quantity.value + other.quantity.value
    finer = max(parts, key=lambda m: len(m.quantity.number.partition(".")[2])).quantity
    shown = written(total, finer if finer.unit == whole.quantity.unit else whole.quantity)
    message = f"{other.quantity.text} 与 {part.quantity.text} 相加是 {shown}"
    if verdict == Verdict.WRONG:
        message += f"，不等于总数 {whole.quantity.text}{_slip(part, other, whole)}"
    else:
        message += f"，与总数 {whole.quantity.text} 相符"
    used = tuple(operand(m.quantity) for m in parts)
    claim = statement("sum", whole, verdict, message, recomputed=shown, operands=used)
    yield replace(claim, sentence=share.sentence, place=share.place)


def _slip(part: Mention, other: Mention, whole: Mention) -> str:
    """Name what the part would have to be for the parts to close, where one digit does it."""
    wanted = whole.quantity.value - other.quantity.value
    if wanted <= 0 or not stripped(part.lead):
        return ""
    return f"；若总数无误，后者约为 {written(wanted, part.quantity)}"


def beyond_all_claims(proved: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Ask about a whole of which the shares of one list hold, one by one, and make more than all: 收入14.64万元，其中：甲7.23万元，占49.38%；….

    Of things and persons one may count for several parts, and of parts the largest may hold the others.
    """
    of_whole: dict[tuple[int, int], list[tuple[Mention, Mention]]] = {}
    for claim in proved:
        if claim.kind == "share" and claim.verdict in HOLDS and len(claim.proof) == _PAIR:
            part, whole = claim.proof
            if part.sentence is whole.sentence and same_unit(part, whole) and whole.dimension in _DIVIDED:
                of_whole.setdefault((part.sentence.number, whole.number), []).append((part, whole))
    for pairs in of_whole.values():
        whole, parts = pairs[0][1], list({part.number: part for part, _ in pairs}.values())
        total = sum((m.quantity.value for m in parts), Fraction(0))
        slack = sum(m.quantity.step for m in (whole, *parts)) / 2
        sums = accumulate(m.quantity.value for m in parts)
        if any(abs(one - whole.quantity.value) <= slack for one in sums):
            continue  # 直接投资、委托投资; 境内、境外: two ways of dividing it
        alone = (
            len(parts) > _PAIR
            and not any("其中" in m.lead for m in parts[1:])
            and 2 * max(m.quantity.value for m in parts) < total
        )
        if alone and total > whole.quantity.value + slack and not SHARED.search(whole.sentence.text):
            share = float(100 * total / whole.quantity.value)
            message = f"这几项的占比都照 {whole.quantity.text} 算得，合起来却是 {share:.2f}%，多过 100%；请核总数和各项"
            yield statement("sum", whole, Verdict.DOUBTFUL, message, parts, recomputed=written(total, whole.quantity))
