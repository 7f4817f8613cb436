"""What words reckon from a list before them: 前三位合计13.98万人次, 最高与最低相差11.2个百分点, 三站平均61微克/立方米."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.judging.claim import Binding, NumericClaim, settle, text_claim
from zzlib.audit.lists.listed_items import ITEMS, RankedItem, is_of_all, listed_items
from zzlib.audit.numbers.arithmetic import DIFFERENCE, ClaimFormula, Verdict, round_half_up, step_of, total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, POINTS, RATIOS, Quantity, number_in
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, ReadSentence
from zzlib.audit.reading.register import FigureRegister

_FEW = re.compile(
    "(?:^|[，。；])(?:其中)?，?(?:排名)?(?P<end>[前后末])(?P<n>[两二三四五六七八九])(?!季度|个?月|年|[天日周旬])[位名大个]?[一-龥]{0,6}?(?:合计|共计?|累计|之和)[为达是]?$"
)
_APART = re.compile(
    "(?:^|[，。；：])(?:其中)?最[高多大长快好](?:的|者|值)?[一-龥]{0,4}?[与和同]最[低少小短慢差](?:的|者|值)?[一-龥]{0,6}?(?:相差|差距|极差|相距)[为达是]?$"
)
_MEAN = re.compile(
    "(?:^|[，。；])(?:(?P<n>[两二三四五六七八九十]|\\d{1,2})[一-龥]{1,4}?)?(?:的?平均(?:值|数|浓度|得分|分)?|均值)[为达是]?$"
)
_WEIGHTED = re.compile("[率价]|单产|亩产")  # of a rate the mean goes by weights that are not told
_NUMBER = r"\d+(?:\.\d+)?"
_RUN = re.compile(rf"(?:[依]次|分别)[为是]：?{_NUMBER}(?:分|个)?(?:[、和]{_NUMBER}(?:分|个)?){{2,}}(?=[一-龥/]*[，；])")
_TOLD_OF_ALL = re.compile(
    rf"[，；](?:其中)?(?:最(?P<way>[高低大小多少])|平均)(?:得?分|值|数|浓度|的)?[为是]?(?P<n>{_NUMBER})(?!\d|[%个年月])"
)
_BY_WEIGHT = re.compile("（[^（）]*(?:加权|[以按])")


def list_total_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what is told of the first few of a list together, of its two ends, and of its mean."""
    for sentence in register.reading.sentences:
        yield from _ends(sentence)
    for mention in register.reading.mentions:
        for told, kind in ((_FEW, "sum"), (_APART, "difference"), (_MEAN, "average")):
            match = told.search(mention.text_before)
            if match is None or mention.series or _BY_WEIGHT.match(mention.text_behind):
                continue
            if (binding := _binding(match, kind, _list_before(mention, register))) is not None:
                yield replace(settle(kind, mention, [binding], certain=True)[0], named=True, firm=True)


def _ends(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 6个组得分依次为：96.3、94.8、…，最高分96.3，最低分92.7，平均分94.55 by the run of numbers before it, which is told to be of all."""
    runs = [(m, regex(_NUMBER).findall(m[0])) for m in _RUN.finditer(sentence.text)]
    runs = [(m, numbers) for m, numbers in runs if is_of_all(sentence.text[: m.start()], len(numbers))]
    for run, numbers in runs if len(runs) == 1 else ():
        values = sorted(map(Fraction, numbers))
        for told in _TOLD_OF_ALL.finditer(sentence.text, run.end()):
            if not told["way"] and _WEIGHTED.search(sentence.text[: run.start()]):
                continue
            ends = values[0 if (told["way"] or "高") in "低小少" else -1]
            right = ends if told["way"] else round_half_up(sum(values, Fraction(0)) / len(values), step_of(told["n"]))
            good = right == Fraction(told["n"])
            said = f"前面 {len(values)} 个数{told[0]}" + ("，相符" if good else f"，应为 {float(right):g}")
            verdict = Verdict.OK if good else Verdict.WRONG
            yield text_claim(sentence, "order", told[0].strip("，；"), f"{float(right):g}", verdict, said)


def _binding(match: re.Match[str], kind: str, items: list[Mention]) -> Binding | None:
    """Give the numbers of a list that words mean, and what they make of them; the mean of all only where they say how many, or the list that it is of all."""
    order = sorted(items, key=lambda m: m.quantity.value, reverse=match.groupdict().get("end", "前") == "前")
    if len(items) < ITEMS:
        return None
    if kind == "difference":
        return Binding(DIFFERENCE, (order[0], order[-1]))
    ahead = match.string[: items[0].quantity.start]
    if kind == "average" and _WEIGHTED.search(ahead):
        return None
    plain = kind == "average" and items[0].dimension not in RATIOS and "均" not in ahead
    scored = items[0].dimension == "scores" and not regex("前[一-龥\\d]{1,2}[名位]|最[高低]|其中").search(ahead)
    all_told = len(items) if plain and (scored or is_of_all(ahead, len(items))) else 0
    number = number_in(match["n"]) or 0 if match["n"] else all_told
    if kind == "sum":
        return Binding(total_of(number), tuple(order[:number])) if number <= len(items) else None
    mean = ClaimFormula(lambda *parts: sum(parts, Fraction(0)) / len(parts), (1,) * number)
    return Binding(mean, tuple(items)) if number == len(items) else None


def _list_before(mention: Mention, register: FigureRegister) -> list[Mention]:
    """Give the numbers of the list of names, or the bare run, before a number of its unit, or of its points: in its sentence or the one before."""
    before = register.reading.sentences[mention.sentence.number - 1 : mention.sentence.number]
    for sentence in (mention.sentence, *(s for s in before if s.paragraph == mention.sentence.paragraph)):
        listed = listed_items(sentence)
        ends = {item.end for item in listed}
        ahead = [m for m in sentence.mentions if m.order < mention.order]
        named = [m for m in ahead if m.quantity.end in ends]
        bare = [] if named or any(item.unit for item in listed) else [_read(item, mention) for item in listed]
        items = named or bare or next((m.series for m in reversed(ahead) if m.series), [])
        alike = all(same_unit(m, mention) or (m.dimension, mention.dimension) == (PERCENT, POINTS) for m in items)
        if items and (bare or len(named) == len(ends)) and mention not in items:
            return items if alike else []
    return []


def _read(item: RankedItem, like: Mention) -> Mention:
    """Read a number of a list without units as one of the unit of what is told of it: 甲镇94.6、乙镇93.2，平均93.9分."""
    start, unit, shown = item.end - len(item.shown), like.quantity.unit, item.shown
    quantity = Quantity(shown, shown, item.value, step_of(shown), unit, like.dimension, start, item.end)
    return replace(like, quantity=quantity, number=0)
