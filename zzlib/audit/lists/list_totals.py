"""What words reckon from a list before them: 前三位合计13.98万人次, 最高与最低相差11.2个百分点, 三站平均61微克/立方米."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.lists.listed_items import ITEMS, listed_items
from zzlib.audit.numbers.arithmetic import DIFFERENCE, ClaimFormula, total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import PERCENT, POINTS, number_in
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister

_FEW = re.compile(
    "(?:^|[，。；])(?:其中)?，?(?:排名)?(?P<end>[前后末])(?P<n>[两二三四五六七八九])(?!季度|个?月|年|[天日周旬])[位名大个]?[一-龥]{0,6}?(?:合计|共计?|累计|之和)[为达是]?$"
)
_APART = re.compile(
    "(?:^|[，。；：])(?:其中)?最[高多大长快好](?:的|者|值)?[一-龥]{0,4}?[与和同]最[低少小短慢差](?:的|者|值)?[一-龥]{0,6}?(?:相差|差距|极差|相距)[为达是]?$"
)
_MEAN = re.compile(
    "(?:^|[，。；])(?P<n>[两二三四五六七八九十]|\\d{1,2})[一-龥]{1,4}?(?:的?平均(?:值|数|浓度|得分|分)?|均值)[为达是]?$"
)


def list_total_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what is told of the first few of a list together, of its two ends, and of its mean."""
    for sentence in register.reading.sentences:
        for mention in sentence.mentions:
            for told, kind in ((_FEW, "sum"), (_APART, "difference"), (_MEAN, "average")):
                match = told.search(mention.text_before)
                binding = (
                    _binding(match, kind, _list_before(mention, register)) if match and not mention.series else None
                )
                if binding is not None:
                    yield replace(settle(kind, mention, [binding], certain=True)[0], named=True, firm=True)


def _binding(match: re.Match[str], kind: str, items: list[Mention]) -> Binding | None:
    """Give the numbers of a list that words mean, and what they make of them."""
    order = sorted(items, key=lambda m: m.quantity.value, reverse=match.groupdict().get("end", "前") == "前")
    number = number_in(match["n"]) or 0 if kind != "difference" else 0
    if len(items) < ITEMS or number > len(items):
        return None
    if kind == "difference":
        return Binding(DIFFERENCE, (order[0], order[-1]))
    if kind == "sum":
        return Binding(total_of(number), tuple(order[:number]))
    mean = ClaimFormula(lambda *parts: sum(parts, Fraction(0)) / len(parts), (1,) * number)
    return Binding(mean, tuple(items)) if number == len(items) else None


def _list_before(mention: Mention, register: FigureRegister) -> list[Mention]:
    """Give the numbers of the list of names, or the bare run, before a number of its unit, or of its points: in its sentence or the one before."""
    before = register.reading.sentences[mention.sentence.number - 1 : mention.sentence.number]
    for sentence in (mention.sentence, *(s for s in before if s.paragraph == mention.sentence.paragraph)):
        ends = {item.end for item in listed_items(sentence)}
        ahead = [m for m in sentence.mentions if m.order < mention.order]
        named = [m for m in ahead if m.quantity.end in ends]
        items = named or next((m.series for m in reversed(ahead) if m.series), [])
        alike = all(same_unit(m, mention) or (m.dimension, mention.dimension) == (PERCENT, POINTS) for m in items)
        if items and len(named) == len(ends) and mention not in items:
            return items if alike else []
    return []
