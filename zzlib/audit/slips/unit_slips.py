"""A wrong unit: digits that the numbers beside them give in 亿元 for 万元, or in ‰ for %; and one number told twice at once: 41229万元（4.12亿元）."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from zzlib.audit.judging.claim import Binding, NumericClaim, operand, settle, statement
from zzlib.audit.judging.leeway import reach_of
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import HOLDS, ClaimFormula, Printed, Verdict, judge, round_half_up, told_alike
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, PERCENT, RATIOS, conversion, written
from zzlib.audit.numbers.words import words
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence, stripped, words_between
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import CHANGES, Role
from zzlib.audit.shares.spoken_shares import bounds_of_words

_MYRIAD = 10_000
_SCALES = {"": 1, "万": _MYRIAD, "亿": _MYRIAD**2}
_PER_MILLE = ClaimFormula(lambda part, whole: part / whole * 1000, (1, -1))
_RATE = re.compile("(?P<stem>[一-龥]{2})率(?:为|是|达到?|约)?$")
OF_PEOPLE = re.compile(
    "出生|死亡|自然增长|人口|发[病生案]|患病|事故|感染|离婚|结婚|千分|盐|坡|温|浓|误差|费率|税率|利率|日息|滞纳"
)
"""Words of rates that are told per mille."""
_PEOPLE = re.compile("(?:户籍|常住|总|全[县市区省]|年末)[一-龥]{0,4}人口")
_DIGITS = 2
_FEW = 3  # digits that others give by accident
_NAME_OF = re.compile("[总合共][计数量额]?|[数量额]")
_TURNED = re.compile("约?(?:折合|约合|合计?|相当于)(?:人民币)?约?")  # 支出124241万元，增加5025万元，折合12.42亿元
_PER = re.compile("/[一-龥]{1,2}")
_APART = re.compile(
    "(?:[高低多少快慢大小]于|超出|超过|差|提高|上升|提升|下降|回落|降低|[高低快慢多少][了出]?)[^，；。\\d]{0,14}$"
)
_NEAR, _NAME = 1, 3  # sentences from one to the other, letters that names have in common


_FEW_OF = 10
"""A whole is more than so many times a part of which so many of a thousand are told."""


def said_again_claims(sentence: ReadSentence, reading: Reading) -> Iterator[NumericClaim]:
    """Judge what a bracket says of a number once more in another unit."""
    for mention, again in sentence.again:
        factor = conversion(mention.quantity, again) or Fraction(1)
        mine = Printed(mention.quantity.value * factor, mention.quantity.step * factor)
        verdict = told_alike(mine, again.printed)
        if mention.role in CHANGES and abs(mine.value - again.value) <= again.step:
            # each the difference of rounded numbers
            verdict = Verdict.REACHABLE if verdict == Verdict.WRONG else verdict
        spoken = bounds_of_words(mention.quantity) if mention.quantity.hedge else None
        reach = spoken or (reach_of(mention.quantity) if mention.quantity.hedge else None)
        if reach is not None and reach[0] * factor <= again.value <= reach[1] * factor:
            verdict = Verdict.OK  # 超过三分之二（68.6%）
        elif spoken is not None and not spoken[0] - 1 <= again.value <= spoken[1] + 1:
            verdict = Verdict.WRONG  # 七成多（63.5%）
        shown = written(mine.value, again)
        wrong = f"应为 {shown}" if spoken is None else f"应在 {float(spoken[0]):.1f}% 与 {float(spoken[1]):.1f}% 之间"
        said = {Verdict.WRONG: wrong, Verdict.TRUNCATED: "是截去尾数而没有四舍五入"}.get(verdict, "相符")
        message = f"括号里把 {mention.quantity.text} 写作 {again.text}，{said}"
        claim = statement("consistency", mention, verdict, message, recomputed=shown)
        yield replace(claim, stated=again.text, unit=again.unit, operands=(operand(mention.quantity),))


def unit_slip_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge numbers that others beside them give in another unit, and rates of people that only ‰ gives."""
    held = {claim.entry for claim in claims if claim.verdict in HOLDS}
    for mention in register.reading.mentions:
        if mention.number not in held and is_amount(mention) and not mention.quantity.hedge:
            yield from _told_rounder(mention, register)
        yield from _in_another(mention, register)
        yield from _in_a_third(mention)
        if mention.number not in held and mention.quantity.text.endswith("%"):
            yield from list(_of_a_thousand(mention, register)) or _of_only_two(mention)


def _in_another(mention: Mention, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what is said of a number in another unit of the same thing: 5506公斤/公顷（367公斤/亩）; 夏粮总产量2764亿斤…夏粮总产量13822万吨."""
    text, again = mention.sentence.text, mention.behind[:1]
    end = mention.quantity.end + len(_per(mention))
    bracketed = again and regex(words().retold.turned).fullmatch(text[end : again[0].quantity.start]) is not None
    near = takewhile(lambda m: mention.sentence.number - m.sentence.number <= _NEAR, register.reading.before(mention))
    others = again if bracketed else [m for m in near if _is_named_alike(m, mention)]
    first = others[0] if len({m.quantity.value for m in others}) == 1 else None
    factor = None if first is None or mention.quantity.hedge or first.quantity.hedge else _factor(mention, first)
    if first is None or factor is None:
        return
    formula = ClaimFormula(lambda value: value * factor, (1,))
    claim, trial = settle("consistency", first, [Binding(formula, (mention,))], certain=True)
    right = round_half_up(trial.exact, first.quantity.step) if trial is not None and trial.exact is not None else None
    if bracketed or claim.verdict in HOLDS or (right is not None and is_slip(first.quantity, right)):
        yield claim


def _in_a_third(mention: Mention) -> Iterator[NumericClaim]:
    """Judge what is said of a number in a second other unit: 1.2平方公里，合120公顷、1800亩."""
    again = mention.behind[:2]
    if len(again) < len(("one", "other")) or words_between(*again) != "、":
        return
    turned = regex(words().retold.turned).fullmatch(
        mention.sentence.text[mention.quantity.end : again[0].quantity.start]
    )
    factor = conversion(mention.quantity, again[1].quantity) if turned and _factor(mention, again[0]) else None
    if factor is not None and not mention.quantity.hedge:
        formula = ClaimFormula(lambda value: value * factor, (1,))
        yield settle("consistency", again[1], [Binding(formula, (mention,))], certain=True)[0]


def _told_rounder(mention: Mention, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge a number in 万 or 亿 that has the first digits of an exact one before it, of the same name, but not its size: 受理诉求26545件…受理量26.5万件."""
    told = mention.quantity.number.replace(".", "").strip("0")  # 20000万元, each of ten 2000万元
    if mention.quantity.unit[:1] not in ("万", "亿") or mention.quantity.digits < _FEW or len(told) < _DIGITS:
        return
    ahead = [
        m for m in register.reading.before(mention) if is_amount(m) and m.quantity.digits > mention.quantity.digits
    ]
    for one in ahead:
        stated, named = mention.quantity, _NAME_OF.sub("", stripped(mention.lead))
        turned = _TURNED.fullmatch(mention.lead) is not None and one.sentence is mention.sentence
        if not turned and (len(named) < _DIGITS or not set(named) <= set(one.lead)):
            continue
        if not same_unit(one, mention) or one.quantity.hedge:
            continue
        for factor in (Fraction(10), Fraction(100), Fraction(_MYRIAD)):
            for by in (factor, 1 / factor):
                if round_half_up(one.quantity.value, stated.step * by) == stated.value * by:
                    right = f"{float(stated.value * by / stated.scale):g}{stated.unit}"
                    message = f"前面写 {one.quantity.text}，就是 {right}，这里写 {stated.text}，相差 {factor} 倍"
                    yield of_unit(mention, right, message, [one])
                    return


def _is_named_alike(other: Mention, mention: Mention) -> bool:
    """Say whether another number near one may be the same in another unit: by the words before them both."""
    if not other.role == mention.role == Role.LEVEL or _factor(mention, other) is None:
        return False
    one, name = (regex("(?:达到?|共|为|是|约)+$").sub("", m.before)[-_NAME:] for m in (other, mention))
    return one == name and len(name) == _NAME


def _per(mention: Mention) -> str:
    told = _PER.match(mention.sentence.text, mention.quantity.end)
    return told[0] if told else ""


def _each(mention: Mention) -> str:
    """Give what a number is told for: 公斤 of 每公斤2.4元, and of 5506公斤/公斤."""
    ahead = regex("每([一-龥]{1,3})$").search(mention.text_before)
    return _per(mention).removeprefix("/") or (ahead[1] if ahead else "")


def _factor(one: Mention, other: Mention) -> Fraction | None:
    """Give what one base unit of a number is in that of another: 15亩 a 公顷, of so much a 公顷 a 15th of so much an 亩."""
    (of, per), known = [_each(m) for m in (one, other)], words().conversions
    if not per:
        return conversion(one.quantity, other.quantity)
    times = known.get(per, {}).get(of) or Fraction(1, known.get(of, {}).get(per, 0) or 1)
    return Fraction(times) if times != 1 and same_unit(one, other) else None


def in_other_units(mention: Mention) -> Iterator[Mention]:
    """Give a number with its digits in 亿元 where 万元 is printed, or the other way round, in 万人 for 人; a rate in % for ‰, and what tells how far apart rates are in 个百分点 for %."""
    quantity = mention.quantity
    if quantity.dimension in RATIOS:
        apart = quantity.unit == "%" and _APART.search(mention.before)
        rate = quantity.unit == "‰" and not OF_PEOPLE.search(mention.sentence.text)
        unit = "%" if rate else "个百分点" if apart else ""
        yield from [_moved(mention, unit, Fraction(1))] if unit else ()
        return
    own = quantity.unit[:1] if quantity.unit[:1] in _SCALES else ""
    for scale, factor in _SCALES.items() if quantity.value else ():
        if scale != own and (own or quantity.dimension in (COUNT, MONEY) or quantity.digits > _FEW):
            yield _moved(mention, scale + quantity.unit.removeprefix(own), Fraction(factor, _SCALES[own]))


def _moved(mention: Mention, unit: str, times: Fraction) -> Mention:
    own = mention.quantity
    moved = replace(own, value=own.value * times, step=own.step * times, unit=unit, text=own.number + unit)
    return replace(mention, quantity=moved)


def of_unit(mention: Mention, right: str, message: str, used: Sequence[Mention]) -> NumericClaim:
    """Give a claim that a number is printed in the wrong unit."""
    others = [m for m in used if m.number != mention.number]
    return statement("consistency", mention, Verdict.WRONG, message, others, recomputed=right, named=True)


def _of_only_two(mention: Mention) -> Iterator[NumericClaim]:
    """Judge a rate in % that is so many of a thousand of the only two amounts of its sentence before it: 承保40000羽，死亡320羽，死亡率为8%."""
    here = [m for m in mention.ahead if is_amount(m) and not m.quantity.hedge]
    rated = regex("率[为是达]*$|占[^，；。]{0,8}的$").search(mention.lead) is not None and not mention.quantity.hedge
    if not rated or len(here) != len(("part", "whole")):
        return
    part, whole = sorted(here, key=lambda m: m.quantity.value)
    verdict, _ = judge(_PER_MILLE, [part.quantity.printed, whole.quantity.printed], mention.quantity.printed)
    if verdict == Verdict.OK and whole.quantity.value > _FEW_OF * part.quantity.value:
        right = f"{mention.quantity.number}‰"
        message = (
            f"{part.quantity.text} 是 {whole.quantity.text} 的 {right}，文中写 {mention.quantity.text}；单位似应为“‰”"
        )
        yield of_unit(mention, right, message, [part, whole])


def _of_a_thousand(mention: Mention, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge a rate of people in % that is so many of a thousand: 出生人口4903人，出生率为10.8% of 453229人."""
    told = _RATE.search(mention.lead)
    if mention.dimension != PERCENT or told is None or mention.quantity.digits < _DIGITS or mention.quantity.hedge:
        return
    near = [m for s in register.reading.paragraph_of(mention.sentence) for m in s.mentions if m.order < mention.order]
    told_so = "千分点" in mention.text_behind.partition("；")[0]  # 工伤发生率7.5%，比上年下降0.3个千分点
    here = [m for m in near if m.sentence is mention.sentence and is_amount(m)]
    parts = [m for m in here if told_so or regex(f"{told['stem']}(?:人[口数]|$)").search(m.before)]
    for part in parts[-1:]:
        for whole in near:
            named = told_so or _PEOPLE.search(whole.before)
            if not is_amount(whole) or not same_unit(whole, part) or not named:
                continue
            printed = [part.quantity.printed, whole.quantity.printed]
            verdict, exact = judge(_PER_MILLE, printed, mention.quantity.printed)
            if verdict == Verdict.OK and exact is not None:
                right = f"{mention.quantity.number}‰"
                message = f"{part.quantity.text} 是 {whole.quantity.text} 的 {right}，文中写 {mention.quantity.text}；单位似应为“‰”"
                yield of_unit(mention, right, message, [part, whole])
                return
