"""Parts that are more than their whole: lists behind 其中, amounts of parts whose counts make the whole, a kind larger than its genus."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.arithmetic import HOLDS, Verdict, judge, total_of
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import Binding, NumericClaim, operand, settle, statement
from zzlib.audit.quantities import COUNT, MONEY
from zzlib.audit.reading import Mention, ReadSentence, same_unit
from zzlib.audit.register import FigureRegister
from zzlib.audit.slips import is_slip
from zzlib.audit.words import any_of, mentions_any, words

_SUMMED = (*HOLDS, Verdict.WRONG, Verdict.DOUBTFUL, Verdict.TRUNCATED)
_TOTAL = re.compile("总[人数额量计]|共")
_LED = re.compile("^其中：?")
_BODIES = ("所", "个", "家", "座", "处")
_OTHER = re.compile(
    "以上|已|截至|目前|办结|合计|共计|共有|总|新增|新建|累计|全国|全省|上年|去年|目标|计划|任务|各类|个体"
)
_FEW, _NAME, _QUALIFIED, _NEAR = 3, 2, 2, 3


def overfull_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge parts that the text tells of a whole and that exceed it."""
    summed = {claim.entry for claim in claims if claim.kind == "sum" and claim.verdict in _SUMMED}
    lists = [found for s in register.reading.sentences if (found := _list_of(s, register)) is not None]
    for whole, parts in lists:
        if whole.number not in summed:
            yield from _of_list(whole, parts, lists)
    for claim in claims:
        if claim.kind == "sum" and claim.verdict == Verdict.OK and len(claim.proof) >= _FEW:
            yield from _amounts_beside(register.entries[claim.entry - 1].mention, claim.proof, summed)
    yield from _kind_past_genus(register)


def _list_of(sentence: ReadSentence, register: FigureRegister) -> tuple[Mention, list[Mention]] | None:
    """Give the number right before a sentence that opens with 其中： and its like numbers, if they are all plain."""
    parts = [m for m in sentence.mentions if is_amount(m)]
    before = [s for s in register.reading.paragraph_of(sentence) if s.number == sentence.number - 1]
    levels = [m for s in before for m in s.mentions if is_amount(m) and not m.depth]
    if not _LED.match(sentence.text) or not levels or len(parts) < _FEW:
        return None
    whole = levels[-1]
    parts = [m for m in parts if same_unit(m, whole) and not m.depth]
    plain = not any(m.quantity.hedge or m.series or not m.before for m in (whole, *parts))
    nested = "其中" in sentence.text[len("其中") :]
    return (whole, parts) if plain and not nested and len(parts) >= _FEW else None


def _of_list(
    whole: Mention, parts: list[Mention], lists: Sequence[tuple[Mention, list[Mention]]]
) -> Iterator[NumericClaim]:
    """Judge a list that exceeds its whole: one part by a slip, or where the like lists of the paragraph make their wholes."""
    formula = total_of(len(parts))
    claim, _ = settle("sum", whole, [Binding(formula, tuple(parts))], certain=True)
    off = sum((m.quantity.value for m in parts), Fraction(0)) - whole.quantity.value
    if claim.verdict != Verdict.WRONG or off <= 0 or any(_OTHER.search(m.lead) for m in parts):
        return
    large = [m for m in parts if m.quantity.value > whole.quantity.value]
    if len(large) == 1 and is_slip(large[0].quantity, large[0].quantity.value - off):
        yield _too_large(large[0], whole, large[0].quantity.alike(large[0].quantity.value - off))
        return
    overlapping = any(mentions_any(words().parts.overlapping, _LED.sub("", m.before)) for m in parts)
    if large or overlapping or off > whole.quantity.value / 2 or not _TOTAL.search(whole.before):
        return
    here = [pair for pair in lists if pair[0].sentence.paragraph == whole.sentence.paragraph and pair[0] is not whole]
    alike = [w for w, p in here if _TOTAL.search(w.before) and w.dimension == whole.dimension and _makes(p, w)]
    message = f"{claim.message}；各部分之和大于总数"
    verdict = Verdict.WRONG if alike else Verdict.DOUBTFUL
    yield replace(claim, verdict=verdict, named=True, message=message + "，请核有没有重复计算的" * (not alike))


def _makes(parts: Sequence[Mention], whole: Mention) -> bool:
    printed = [m.quantity.printed for m in parts]
    return judge(total_of(len(parts)), printed, whole.quantity.printed)[0] == Verdict.OK


def _too_large(part: Mention, whole: Mention, right: str) -> NumericClaim:
    message = f"{part.quantity.text} 是 {whole.quantity.text} 的一部分，不会比它大；别的各部分都对，应为 {right}"
    used = (operand(whole.quantity),)
    return statement("sum", part, Verdict.WRONG, message, operands=used, recomputed=right, proof=(whole,), named=True)


def _amounts_beside(count: Mention, counts: Sequence[Mention], summed: set[int]) -> Iterator[NumericClaim]:
    """Judge the amounts told beside parts whose counts make the whole: 项目109个，到位资金x亿元。其中工业项目35个，到位资金…."""
    if count.dimension != COUNT or len({m.sentence.number for m in counts}) > 1:
        return
    parts = [_amount_behind(m) for m in counts]
    told = [m for m in parts if m is not None]
    names = {m.before for m in told}
    if len(told) < len(counts) or len(names) > 1:
        return
    name = names.pop()
    wholes = [m for m in count.sentence.mentions[count.place :] if m.before.endswith(name) and m.dimension == MONEY]
    rough = any(m.quantity.hedge or m.series for m in (*told, *wholes))
    if len(name) <= _NAME or len(wholes) != 1 or rough or wholes[0].number in summed:
        return
    claim, _ = settle("sum", wholes[0], [Binding(total_of(len(told)), tuple(told))], certain=True)
    more = sum((m.quantity.value for m in told), Fraction(0)) > wholes[0].quantity.value
    message = f"{claim.message}；各部分的个数合成 {count.quantity.text}，正是全部"
    wrong = claim.verdict == Verdict.WRONG
    verdict = Verdict.DOUBTFUL if wrong and not more else claim.verdict
    yield replace(claim, verdict=verdict, said=True, message=message if wrong else claim.message)


def _amount_behind(count: Mention) -> Mention | None:
    behind = count.sentence.mentions[count.place + 1 : count.place + 2]
    plain = [m for m in behind if m.dimension == MONEY and is_amount(m) and m.segment == count.segment]
    return plain[0] if plain else None


def _kind_past_genus(register: FigureRegister) -> Iterator[NumericClaim]:
    """Doubt a kind that is more than its genus near by: 小学270所 … 规范化小学达275所."""
    plain = [e.mention for e in register.entries if e.is_level and e.mention.dimension == COUNT and not e.part]
    bodies = [m for m in plain if m.quantity.unit in _BODIES and not m.depth and not _OTHER.search(m.lead)]
    scope = f"(?:年末|{any_of(words().subjects.whole)}|共?有|现有|达到?|的)"
    names = {m.number: re.sub(f"^{scope}*|{scope}*$", "", m.before) for m in bodies}
    for kind in bodies:
        for genus in bodies:
            name, own = names[genus.number], re.sub("^市|^县|^区", "", names[kind.number])
            close = abs(kind.sentence.paragraph - genus.sentence.paragraph) <= _NEAR
            longer = own.endswith(name) and len(own) - len(name) >= _QUALIFIED and len(name) >= _NAME
            unit = kind.quantity.unit == genus.quantity.unit
            if (
                close
                and longer
                and unit
                and kind.quantity.value > genus.quantity.value > 1
                and kind.lead == kind.before
            ):
                message = f"{own} {kind.quantity.text} 多于{name} {genus.quantity.text}；请核"
                used = (operand(genus.quantity),)
                yield statement("sum", kind, Verdict.DOUBTFUL, message, operands=used, proof=(genus,))
                break
