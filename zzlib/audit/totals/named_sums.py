"""Sums of named things whose figures stand elsewhere, in the text or in a table: 投诉、举报两类合计7190件, 城东区、城西区转派件合计3282件."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from zzlib.audit.judging.claim import NumericClaim, doubted, operand, reckoned
from zzlib.audit.numbers.arithmetic import HOLDS, SHARE, Printed, Verdict, judge, total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, Quantity
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.tables.named_figures import NamedFigures, NamedGroup, grouped, longest_named, named_figures
from zzlib.audit.totals.sums import named_in

_SAID = re.compile(
    "(?P<names>[^，；：。]+?)(?:[两三四五六七八九](?:大|个|类|项|种|家|地|县|区|市|所|院|部分|者|方)*(?P<noun>[一-龥]{0,6}?))?"
    "(?:合计|共计|总计|一共|总共|共)(?P<measure>[一-龥]{0,8})$"
)
_BRACKET = re.compile("（(?P<names>[^（）]+)）(?P<measure>[^（）]*)$")
_ASIDE = re.compile("[上去前]年|同期|上月|年初|目标|计划|任务|预算")  # of another time, or not yet done
_OTHERS = re.compile("其[他它余][一-龥]*$")  # 其他报警1309起 is none of the 报警 that a total is of
_OPEN = re.compile("等[^、]*$")  # 刑事、民事和行政等案件共: of others, too
_LAST = re.compile("(?:以及|[和与及])")
_NEAR = 2
_POWERS = (0, 4, -4, 8, -8)
_SHARE = re.compile("，?占[^，。；]{1,12}的")


def named_sum_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what named things are said to make together by the figures that bear their names."""
    figures = named_figures(register)
    for mention in register.reading.mentions:
        if is_amount(mention) and not mention.quantity.hedge and not mention.series:
            names, measure = _names(figures, mention)
            if len(names) >= 2:
                yield from _judged(figures, mention, names, measure)


def _names(figures: NamedFigures, mention: Mention) -> tuple[list[str], str]:
    """Give the names in a clause that says what they make together, and the words for what is counted."""
    said = _SAID.search(regex("[，；：。]").split(mention.lead)[-1])
    if said is None or _OPEN.search(said["names"]):
        return [], ""
    inside = _BRACKET.search(said["names"])
    listed, measure = (inside["names"], inside["measure"]) if inside else (said["names"], "")
    pieces = listed.split("、")
    ends = _LAST.split(pieces[-1])
    find = partial(figures.like, mention)
    whole = len(pieces) > 1 and longest_named(find, pieces[-1], ends=True, begins=False)
    if len(ends) == 2 and not (whole and len(whole) > len(ends[0])):
        pieces[-1:] = ends
    found: list[str] = []
    for place, piece in enumerate(pieces):
        first, last = place == 0 and not inside, place == len(pieces) - 1 and not inside
        name = longest_named(find, piece, ends=last, begins=first)
        if not name:
            return [], ""
        found.append(name)
        if last:
            measure = piece.partition(name)[2] + measure
    return found, measure + (said["noun"] or "") + said["measure"]


def _judged(figures: NamedFigures, mention: Mention, names: Sequence[str], measure: str) -> Iterator[NumericClaim]:
    now = not _ASIDE.search(mention.lead)
    by_name = [
        [f for f in figures.like(mention, n) if not (now and _ASIDE.search(f.measure)) and not _is_of_others(f.mention)]
        for n in names
    ]
    tried = [a for a in grouped(by_name, measure) if _is_near(a, mention)]
    held = [a for a in tried if _verdict(a, mention) in HOLDS]
    named = named_in(mention, mention.ahead)
    if not held and len(named) == len(names) and sum(m.quantity.value for m in named) == mention.quantity.value:
        return
    sure = [a for a in tried if a.sure] or tried
    if not held and len({_made(a, mention) for a in sure}) != 1:
        return
    best = (held or sure)[0]
    yield _claim(best, mention)
    yield from _share_of(figures, best, mention)


def _is_of_others(mention: Mention | None) -> bool:
    return mention is not None and _OTHERS.search(mention.before) is not None


def _total(addends: NamedGroup) -> Fraction:
    return sum((f.quantity.value for f in addends.figures), Fraction(0))


def _factor(addends: NamedGroup, mention: Mention) -> Fraction:
    """Give what a figure of a column is worth in the base unit of the text: its head tells the unit, a power of ten may be between."""
    if addends.figures[0].cell is None:
        return Fraction(1)
    printed = Fraction(mention.quantity.number)
    powers = [p for p in _POWERS if printed and abs(_total(addends) * Fraction(10) ** p / printed - 1) < 1]
    return Fraction(10) ** powers[0] * mention.quantity.scale if powers else Fraction(0)


def _made(addends: NamedGroup, mention: Mention) -> Fraction:
    return _total(addends) * _factor(addends, mention)


def _is_near(addends: NamedGroup, mention: Mention) -> bool:
    made, said = _made(addends, mention), mention.quantity.value
    return said <= _NEAR * made and made <= _NEAR * said


def _verdict(addends: NamedGroup, mention: Mention) -> Verdict:
    parts = [_in_base(f.quantity, _factor(addends, mention)) for f in addends.figures]
    return judge(total_of(len(parts)), parts, mention.quantity.printed)[0]


def _in_base(quantity: Quantity, factor: Fraction) -> Printed:
    printed = quantity.printed
    return replace(printed, value=printed.value * factor, step=printed.step * factor)


def _claim(addends: NamedGroup, mention: Mention) -> NumericClaim:
    verdict = _verdict(addends, mention)
    used = "、".join(f"{f.cell.name if f.cell else f.name}{f.quantity.text}" for f in addends.figures)
    operands = tuple(operand(f.quantity) for f in addends.figures)
    proof = tuple(f.mention for f in addends.figures if f.mention)
    made = verdict, _made(addends, mention)
    claim = reckoned("sum", mention, made, used, operands=operands, proof=proof)
    return doubted(claim) if verdict == Verdict.WRONG and not addends.sure else claim


def _share_of(figures: NamedFigures, addends: NamedGroup, mention: Mention) -> Iterator[NumericClaim]:
    """Judge the share of a column's total that stands right behind a sum of its cells: 占全部转派件的37.71%."""
    whole = figures.total_of(addends.figures[0].at)
    share = mention.behind[0] if mention.behind else None
    if whole is None or share is None or share.dimension != PERCENT or not _SHARE.fullmatch(share.before):
        return
    operands = [_in_base(q, Fraction(1)) for q in (mention.quantity, whole.quantity)]
    operands[0] = replace(
        operands[0], value=_total(addends), step=sum((f.quantity.step for f in addends.figures), Fraction(0))
    )
    made = judge(SHARE, operands, share.quantity.printed)
    used = operand(mention.quantity), operand(whole.quantity)
    shown = f" {mention.quantity.text}、{whole.where}{whole.quantity.text}"
    yield reckoned("share", share, made, shown, operands=used, proof=(mention,), firm=True)
