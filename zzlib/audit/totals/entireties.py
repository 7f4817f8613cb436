"""Totals behind like numbers that words call their sum (三级共、全年、一并)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, number_in
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.breakdowns import is_complete
from zzlib.audit.reading.facts import pattern
from zzlib.audit.reading.reading import Mention, ReadSentence, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.totals.sums import is_like, of_scope

_CLASS = re.compile("[，、；]?[二三四五六七八九]级")  # 一级58公里、二级217公里、三级284公里
_ADDED = re.compile("加上|再加|另加")
_FAR = 2
_NO_SUM = "^以及|占|结[存余转]|余额|折合"  # 折合教师总数
_BACK = (
    "^(?:以上|上述|这)?[两三四五六七八九](?:级|乡|镇|县|区|类|项|种|家|校|院|村|批|者|个)|^(?:以上|上述|合计|总计|共计)"
)
_NEAR = 4  # a sum that is off by more than a quarter is of something else
_TOTAL_SAID = re.compile(
    "[两三四五六七八九](?:级(?!公路|航道|以上)|乡|镇|县|区|类|项|种|家|校|院|村|批|者|个|部分)|总|[一]?共|合[计起并]|全[年县市区部院校局镇乡]|加[在起]|[-—至]\\d{1,2}月|上半年|前三季度|一并|累计|连同|相加"
)

_EQUAL = re.compile(
    "(?P<number>[两二三四五六七八九])(?:[项者类个种部分家]{1,2}|[县市区镇乡])(?:之和|数?相加|合计|加总)(?:正好|恰好)?(?:与|等于|同)(?P<what>[一-龥]{2,8}?)(?=一致|相等|相符|吻合|[，。；]|$)"
)


def entirety_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge totals by all like numbers before them."""
    for sentence in register.reading.sentences:
        yield from _closing(register, sentence)
        yield from _said_equal(sentence)
        yield from _of_joined_names(sentence)


def _of_joined_names(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 中学教职工1447人，…；小学教职工3501人，…，中小学教职工共4948人 by the numbers whose names its own name joins."""
    for mention in sentence.mentions:
        name = "".join(regex("[一-龥]").findall(stripped(mention.before)))
        plain = is_amount(mention) and not mention.depth and not mention.quantity.hedge and len(name) > _FAR
        if not plain or not regex("共计?有?$|合计$|总[数计]为?$").search(mention.before):
            continue
        ahead = [m for m in mention.ahead if is_amount(m) and is_like(m, mention) and "其中" not in m.before]
        own = [(m, regex(f"[{name}]*$").findall(stripped(m.before))[0]) for m in ahead]
        parts = {said: m for m, said in own if len(said) > _FAR and set(said) < set(name)}
        if len(parts) == _FAR and set("".join(parts)) == set(name):
            binding = Binding(total_of(_FAR), tuple(parts.values()))
            yield replace(settle("sum", mention, [binding], certain=True)[0], said=True)


def _said_equal(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 甲 x、乙 y、丙 z，三项之和与移交数一致: so many numbers before it by the one number before them that its words name."""
    for told in _EQUAL.finditer(sentence.text):
        ahead = [m for m in sentence.mentions if m.quantity.end <= told.start() and not m.depth]
        number = number_in(told["number"]) or 0
        like = [m for m in ahead if m.dimension == ahead[-1].dimension]
        parts, what = like[-number:], regex("(?:的|总|数|额|量)*$").sub("", told["what"])
        wholes = [m for m in like[:-number] if what in m.before + m.after]
        plain = not any(m.quantity.hedge or m.series for m in (*parts, *wholes))
        if len(wholes) == 1 and len(parts) == number >= _FAR and plain and all(is_amount(m) for m in parts):
            yield replace(
                settle("sum", wholes[0], [Binding(total_of(number), tuple(parts))], certain=True)[0], said=True
            )


def _list_before(register: FigureRegister, sentence: ReadSentence, mention: Mention) -> list[Mention]:
    """Give the numbers of the sentence before, if all of them are like one that looks back at them: 三乡共下发 x."""
    near = [e.mention for e in register.around(sentence) if e.mention.sentence is not sentence]
    return near if all(is_amount(m) and is_like(m, mention) and not m.depth for m in near) else []


def _are_complete(run: list[Mention]) -> bool:
    """Say whether the words between like numbers name all that there is: 夏粮产量 x；秋粮…，产量达到 y."""
    ends = [0, *(m.quantity.end for m in run)]
    names = [m.sentence.text[end : m.quantity.start] for m, end in zip(run, ends, strict=False)]
    one = len({m.sentence.number for m in run}) == 1
    return one and is_complete(names, alone=True)


def _closing(register: FigureRegister, sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge A x、B y、C z，全年（加在一起、一共…）t: a total behind like numbers, which are all numbers before it in its thought."""
    for mention in sentence.mentions:
        ahead = [m for m in sentence.mentions[: mention.place] if m.segment == mention.segment]
        run = [m for m in ahead if is_amount(m) and m.dimension != PERCENT and is_like(m, mention) and not m.depth]
        no_sum = regex(_NO_SUM).search(mention.before) or _CLASS.fullmatch(mention.before)
        no_sum = no_sum or pattern("planned").search(mention.lead)
        told = None if no_sum or mention.series else _TOTAL_SAID.search(mention.before)
        if not ahead and told:
            before = _list_before(register, sentence, mention)
            if regex(_BACK).search(mention.lead) or _are_complete(before):
                ahead = run = before
        plain = is_amount(mention) and not mention.depth and not mention.quantity.hedge
        if any(regex("每|扣|刨|减去").search(m.before) for m in run) or _ADDED.match(run[0].before if run else ""):
            continue  # 加上补助45.54亿元、债务收入11.73亿元后，总计: to what stands before, too; 2座，每座35吨
        if run:  # 分三批交付：第一批412套
            ahead = [m for m in ahead if m.order >= run[0].order]
        if not (told and plain) or len(run) < _FAR or run != ahead or any(m.quantity.hedge for m in run):
            continue
        units = {regex("^[百千万亿]+").sub("", m.quantity.unit) for m in (*run, mention)}
        total = sum((m.quantity.value for m in run), Fraction(0))
        near = abs(total - mention.quantity.value) * _NEAR < mention.quantity.value
        near = near or is_slip(mention.quantity, total, short=True)
        if near and len(units) == 1 and mention.quantity.value > run[0].quantity.value:
            claim = settle("sum", mention, [Binding(total_of(len(run)), tuple(run))], certain=True)[0]
            all_told = len(run) > _FAR or "组成" in mention.sentence.text
            yield replace(of_scope(claim, mention, register.reading), said=all_told)
