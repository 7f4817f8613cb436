"""Ratios (师生比1:16, 三次产业结构25.7:26.8:47.5, 性别比105.29) by the numbers of their sides."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import gcd

from zzlib.audit.judging.claim import NumericClaim, statement, text_claim
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import (
    PROVED,
    QUOTIENT,
    SHARE,
    TIMES_MORE,
    ClaimFormula,
    Printed,
    Verdict,
    judge,
    step_of,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, RATIO, RATIOS, Quantity, written
from zzlib.audit.numbers.words import words
from zzlib.audit.reading.reading import Mention, ReadSentence
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role

_ABOUT = 10
_SMALL, _NAMED, _FEW, _MANY = 20, 40, 3, 8
_BACK = 6  # sentences from a ratio to what its two sides are
_STRUCTURE = re.compile(r"(?:结构|构成|占比|比重|产业[一-龥]{0,4}之?比)[^，；。]{0,28}$")
_OF_TWO = re.compile(
    r"(?:^|[，；])(?:其|[两二]者)?(?:之)?比例?(?:为|是|约)$|(?:师生|生师|男女|性别|城乡[一-龥]{0,4}|医护|收支|存贷|[一-龥]{1,4})(?:之)?比(?:例)?”?(?:[一-龥]{0,4}[缩扩][小大]，)?(?:(?:由[^，；。]{0,10}?[\d.:：]+)?[一-龥]{0,4}[为到至]|为|是|达到|达|约)*$"
)
_OF_THEN = re.compile("(?:^|[，；])20\\d\\d年[^，；由从]{0,14}$")
_DECIMALS = 2
_OF_MONEY = re.compile("城乡[一-龥]{0,8}(?:标准|收入|支出|消费)[一-龥]{0,2}比")
_OF_ALL = re.compile(r"(?:比例?|之比)(?:分别|约)*(?:为|是)$|按照?$")
_SIDED = re.compile(
    r"(?:(?P<born>出生)?(?:人口|婴儿)?(?P<sexes>性别)|城乡[一-龥]{0,12}?|求人|生师|在职退休|抚养|医护)(?:比|倍)(?:[值例率])?(?:（[^（）]*）)?(?:）)?(?:由[^，；。]{0,36}?(?=[升降至到为]))?"
    r"(?:[一-龥]{0,6}(?:为|是|达到?|至|到))?(?P<ratio>\d{1,3}\.\d{1,2}|(?(sexes)(?:[89]\d|10[1-9]|1[1-4]\d)|(?!)))(?![\d升降上下提%:：个年人岁])"
)
_TO_REST = ClaimFormula(lambda part, whole: part / (whole - part), (1, -1))
_COUNTED_BARE = re.compile(r"(?<=数)(?:为|是)?(?P<number>[1-9]\d{2,})(?=[、，和])")
_RULE = re.compile("(?:达不到|未到|未达到?|不足|不[低高小大少]于|[须应]达?到?|要求|规定)[为是]?$")
_OF_NAMED = re.compile("(?P<one>[一-龥]{2,})[与和同](?P<other>[一-龥]{2,}?)(?:之比|的?比[例值率])[^，。；]{0,6}$")


def ratio_claims(sentence: ReadSentence, register: FigureRegister) -> Iterator[NumericClaim]:
    """Give the claims of ratios of a sentence."""
    before = [e.mention for e in register.around(sentence, 3)]
    for match in RATIO.finditer(sentence.text):
        ahead = sentence.text[: match.start()].rstrip("：")
        terms = [Fraction(term) for term in regex("[:：]").split(match[0])]
        structured = _STRUCTURE.search(ahead) or (len(terms) > _FEW and ahead.endswith("之比为"))
        if "折合" in ahead or _RULE.search(ahead):
            continue  # 按折合在校生数计算，生师比; 之比达不到3:1
        if structured and _is_near_hundred(terms, match[0]):
            yield from _structure(sentence, match[0], terms)
        elif len(terms) == 2 and _OF_TWO.search(ahead) and all(terms):
            near = [m for m in register.reading.near(sentence) if 0 < sentence.number - m.sentence.number <= _BACK]
            yield from _of_two(sentence, match, terms, before, near)
        elif len(terms) > 2 and all(terms):
            found = list(_of_all(sentence, match, terms)) if _OF_ALL.search(ahead) else []
            yield from found or _shared_out(
                match, terms, register.reading.sentences[sentence.number : sentence.number + 2]
            )
    yield from _of_sides(sentence, before, register)


def _is_near_hundred(terms: list[Fraction], said: str) -> bool:
    """Say whether terms are meant to make 100: nearly, or but for one digit that can be wrong in one of them."""
    off = abs(sum(terms, Fraction(0)) - 100)
    return off < 10 or ("." in said and off in (10, 20, 30, 40) and len(terms) == len(said.split(".")) - 1)


def _structure(sentence: ReadSentence, said: str, terms: list[Fraction]) -> Iterator[NumericClaim]:
    """Judge the terms of a structure, which make 100."""
    step = Fraction(1, 10 ** len(said.rpartition(".")[2])) if "." in said else Fraction(1)
    off = abs(sum(terms, Fraction(0)) - 100)
    verdict = Verdict.OK if not off else Verdict.REACHABLE if off <= len(terms) * step / 2 else Verdict.WRONG
    if verdict == Verdict.WRONG and len(terms) == len(("one", "other")) and sum(terms) < 100 and off < 1:
        verdict = Verdict.DOUBTFUL  # 54.2:45.5: what is little may not be told
    total = f"{float(sum(terms)):g}"
    told = {Verdict.WRONG: "应为 100，至少有一项有误", Verdict.OK: "相符"}.get(verdict, "是四舍五入所致，不算错")
    yield text_claim(sentence, "ratio", said, total, verdict, f"{said} 相加是 {total}，{told}")


def _of_two(
    sentence: ReadSentence, match: re.Match[str], terms: list[Fraction], before: list[Mention], earlier: list[Mention]
) -> Iterator[NumericClaim]:
    """Judge a ratio of two by the only two levels before it in its thought, or doubt it by the only ones further up that bear the names of its sides."""
    if regex("开考|入围").search(sentence.text[: match.start()][-_NAMED:]):
        return  # a ratio that is set
    levels = _levels(sentence, match, len(terms))
    ahead = sentence.text[: match.start()].rstrip("：")[-_NAMED:]
    levels = _sides(ahead, levels) or _sides(ahead, before) or levels
    far = not levels
    levels = levels or _sides(ahead, earlier)
    if len(levels) == 3 and levels[0].quantity.value == levels[1].quantity.value + levels[2].quantity.value:
        levels = levels[1:]  # 共540万元，其中省级360万元、市级180万元
    units = [m.quantity.bare_unit for m in levels[-3:]]
    if len(units) == 3 and units[2] == units[1] != units[0]:
        levels = levels[-2:]  # 设24个单元，民警126人、辅警378人，警辅比
    persons = _OF_MONEY.search(ahead) is not None and any(m.dimension == COUNT for m in levels)
    alike = len(levels) == 2 and levels[0].dimension == levels[1].dimension and not persons
    if not alike or _lacks_side(ahead, levels) or any(m.quantity.hedge for m in levels):
        return
    said = _OF_NAMED.search(sentence.text[: match.start()])
    ends = (said["one"][-2:], said["other"][-2:], said["other"][:2]) if said else ()
    if said and not any(end in m.before + m.after for m in levels for end in ends):
        return  # 产业园13个、产业集群10个，加工业产值与农业总产值之比提高到2.81:1
    thoughts, of = (
        sentence.text[: sentence.text.rfind("；", 0, match.start()) + 1],
        regex("^.*[，；]").sub("", ahead)[:2],
    )
    if of not in thoughts and all(m.sentence is sentence and m.quantity.end < len(thoughts) for m in levels):
        return  # 居民养老保险参保42万人，领取14万人；职工养老保险抚养比
    then = _OF_THEN.search(sentence.text[: match.start()]) and all(m.sentence is not sentence for m in levels)
    if then or levels[0].before.endswith("每"):
        return  # 普职比1.42:1。2021年对应的普职比为1.37:1; 案件比1:1.28，即每1件一审案件衍生0.28件: what comes on top
    if not _is_of_two_others(terms, levels, before):
        yield from _of_pair(sentence, match, terms, levels, far=far)


def _is_of_two_others(terms: list[Fraction], levels: Sequence[Mention], near: Sequence[Mention]) -> bool:
    """Say whether a ratio to one is of another number over the smaller: 活猪17.8元，仔猪32.5元，玉米2.38元，猪粮比7.48:1."""
    least, ratio = min(levels, key=lambda m: m.quantity.value), max(terms) / min(terms)
    others = [m for m in near if m.dimension == least.dimension and m not in levels and least.quantity.value]
    off = Fraction(1, 10**_DECIMALS) / 2
    made = (m.quantity.value / least.quantity.value for m in others)
    return min(terms) == 1 and ratio.denominator > 1 and any(abs(one - ratio) <= off for one in made)


def _of_pair(
    sentence: ReadSentence, match: re.Match[str], terms: list[Fraction], levels: list[Mention], *, far: bool
) -> Iterator[NumericClaim]:
    """Judge a ratio by two numbers; of a part and the whole that it is of, or may be, by what is left: 参保4.95万人，其中离退休1.62万人，在职与离退休之比."""
    larger, smaller = sorted(levels, key=lambda m: m.quantity.value, reverse=True)
    if not smaller.quantity.value:
        return
    whole = max(terms) == 1  # 1:0.4: the smaller one is what is rounded
    used = [m.quantity.printed for m in ((smaller, larger) if whole else (larger, smaller))]
    result = Printed(min(terms) / max(terms) if whole else max(terms) / min(terms), _step(match[0], terms))
    verdict, exact = judge(QUOTIENT, used, result)
    part = "其中" in levels[1].lead + sentence.text[levels[0].quantity.end : levels[1].quantity.start]
    part = part and levels[0] is larger and levels[0].segment == levels[1].segment
    rest, left = judge(_TO_REST if whole else TIMES_MORE, used, result)
    if verdict not in PROVED and (part or (rest in PROVED and "参保" in larger.before)):
        verdict, exact = rest, left
    elif _is_other_ratio(sorted(terms), [smaller, larger]):
        verdict = Verdict.WRONG
    quotient = f"{float(round(exact, 2)):g}" if exact is not None else ""
    one_first = terms.index(max(terms) if whole else min(terms)) == 0
    shown = quotient and (f"1:{quotient}" if one_first else f"{quotient}:1")
    by = f"由 {larger.quantity.text}、{smaller.quantity.text} 算得 {shown}"
    told = f"{by}，文中写 {match[0]}" if verdict == Verdict.WRONG else f"{by}，相符"
    mixed = sorted(regex(r"\D").sub("", match[0])) == sorted(regex(r"\D").sub("", shown))
    if far and verdict == Verdict.WRONG and not mixed:
        verdict, told = Verdict.DOUBTFUL, f"{told}；请核是不是由这些数算的"
    yield text_claim(sentence, "ratio", match[0], shown, verdict, told)


def _step(said: str, terms: list[Fraction]) -> Fraction:
    """Give how finely a ratio is told."""
    high, low = max(terms), min(terms)
    whole = high == 1
    printed = (min if whole else max)(regex("[:：]").split(said), key=Fraction)
    step = step_of(printed) / (high if whole else low)
    if "." in said and 1 not in terms:  # 46.1:53.9: both are rounded
        step *= 1 + high / low
    if "." not in said and low > 1:  # 3:2 is meant as it stands
        step = high / low / _ABOUT
    if "." not in said and low == 1 and high <= _ABOUT:
        step = min(step, 2 * high / _ABOUT)  # 3:1 is no 3.4:1
    return step


def _sides(ahead: str, near: Sequence[Mention]) -> list[Mention]:
    """Give the only numbers near that bear the names of the two sides of a ratio: 在职 and 退休 of 抚养比."""
    for name, sides in words().averages.sides.items():
        if name in ahead:
            levels = [m for m in near if m.role == Role.LEVEL and not m.quantity.hedge and m.dimension not in RATIOS]
            named = [[[m for m in levels if word in m.before] for word in side] for side in sides]
            found = [next(filter(None, of_words), []) for of_words in named]
            if [len(side) for side in found] == [1] * len(sides):
                one, other = (side[0] for side in found)  # 城镇与农村居民人均支出分别为 a 和 b
                return [one, other] if one is not other else one.series * (len(one.series) == len(sides))
    return []


def _lacks_side(ahead: str, levels: Sequence[Mention]) -> bool:
    """Say whether no number is of one side of a ratio: 小学生师比15.8:1（教师2610人），初中生师比12.7:1（教师1717人）."""
    name = ahead.rpartition("；")[2]
    known = [ratio for ratio in words().averages.sides if ratio in name]
    said = [f"{m.before.replace('幼儿园', '')}{m.quantity.unit}" for m in levels]
    sides = words().averages.sides[max(known, key=name.rfind)] if known else ()
    return not all(any(word[0] in told for word in side for told in said) for side in sides)  # 教职工 for 教师


def _is_other_ratio(terms: list[Fraction], levels: list[Mention]) -> bool:
    """Say whether amounts stand in a ratio of small whole numbers that is not the printed one: 426 and 284 are 3:2."""
    values = [m.quantity.value / m.quantity.step for m in levels]
    if any(term.denominator > 1 for term in terms) or len({m.quantity.step for m in levels}) > 1:
        return False
    shared = gcd(*(int(value) for value in values))
    reduced = [int(value) // max(shared, 1) for value in values]
    own = gcd(*(int(term) for term in terms))
    return max(reduced) <= _SMALL and reduced != [int(term) // own for term in terms]


def _levels(sentence: ReadSentence, ratio: re.Match[str], number: int) -> list[Mention]:
    """Give the levels before a ratio in its thought, else the like ones right behind it that explain it: 男女之比为3:2，其中男职工426人，女职工284人."""
    end = ratio.start()
    begin = sentence.text.rfind("；", 0, end) + 1
    inside = [m for m in sentence.mentions if begin <= m.quantity.start and m.quantity.end <= end]
    inside = inside or [_bare(sentence, match) for match in _COUNTED_BARE.finditer(sentence.text, begin, end)]
    ahead = [m for m in inside if m.role == Role.LEVEL or (m.role == Role.TARGET and "招" in m.before)]  # 计划招录168人
    behind = [m for m in sentence.mentions if m.quantity.start >= ratio.end() and m.role == Role.LEVEL]
    if behind and regex("[总共]|合计").search(behind[0].before):
        behind = behind[1:]  # 规模比为5:3:2，总面积60平方公里，分别为30、18、12平方公里
    behind = behind[:number]
    each = any("每" in m.before for m in behind)  # 案件比为1:1.28，即每1件一审案件衍生0.28件
    return ahead or (behind if len({m.dimension for m in behind}) == 1 and not each else [])


def _bare(sentence: ReadSentence, match: re.Match[str]) -> Mention:
    """Give a number without a unit as a count: “案”数3860."""
    number = match["number"]
    count = Quantity(number, number, Fraction(number), Fraction(1), "", COUNT, match.start(), match.end())
    return Mention(count, sentence, 0, match.start(), 0, 0, sentence.text[: match.start()][-_NAMED:], "", "")


def _of_all(sentence: ReadSentence, match: re.Match[str], terms: list[Fraction]) -> Iterator[NumericClaim]:
    """Judge 投入比例为6:3:1 by as many like amounts right before it."""
    near = _levels(sentence, match, len(terms))[-_MANY:]
    ways = (
        way
        for way in combinations(near, len(terms))
        if len({m.quantity.value / t for m, t in zip(way, terms, strict=True)}) == 1
    )
    listed = [m.series for m in near if len(m.series) == len(terms)]
    levels = [*next(ways, listed[-1] if listed else near[-len(terms) :])]  # any that stand in that ratio, else the last
    if len(levels) != len(terms) or len({m.dimension for m in levels}) > 1 or any(m.quantity.hedge for m in levels):
        return
    unit = sum((m.quantity.value for m in levels), Fraction(0)) / sum(terms, Fraction(0))
    step = min(step_of(term) for term in regex("[:：]").split(match[0]))
    shares = [m.quantity.value / unit for m in levels]
    exact = [m.quantity.value / levels[0].quantity.value * terms[0] for m in levels]
    told = zip(shares, exact, terms, strict=True)
    off = [min(abs(share - term), abs(value - term)) > step / 2 for share, value, term in told]
    shown = ":".join(f"{float(round(value, 2)):g}" for value in exact)
    good = not any(off) and not _is_other_ratio(terms, levels)
    used = "、".join(m.quantity.text for m in levels)
    message = f"由 {used} 算得 {shown}，{'相符' if good else f'文中写 {match[0]}'}"
    yield text_claim(sentence, "ratio", match[0], shown, Verdict.OK if good else Verdict.WRONG, message)


def _shared_out(
    match: re.Match[str], terms: list[Fraction], sentences: Sequence[ReadSentence]
) -> Iterator[NumericClaim]:
    """Judge what is shared out by a ratio, told behind it one after the other, by those of which only one isn't so: 按5∶3∶2分库存放，三库依次为2.4吨、1.64吨、0.96吨."""
    told = [m for n, s in enumerate(sentences) for m in s.mentions if n or m.quantity.start >= match.end()]
    for at in range(len(told) - len(terms) + 1):
        run = told[at : at + len(terms)]
        plain = len({m.quantity.bare_unit for m in run}) == 1 and not any(m.quantity.hedge for m in run)
        if not plain or run[0].dimension in RATIOS:
            continue
        units = [m.quantity.value / term for m, term in zip(run, terms, strict=True)]
        unit = max(units, key=units.count)
        off = [(m, unit * term) for m, term, own in zip(run, terms, units, strict=True) if own != unit]
        if len(off) == 1 and units.count(unit) > 1 and is_slip(off[0][0].quantity, off[0][1], short=True):
            (wrong, exact), others = off[0], [m for m in run if m is not off[0][0]]
            right = written(exact, wrong.quantity)
            message = f"按 {match[0]} 与 {'、'.join(m.quantity.text for m in others)} 算，应为 {right}，文中写 {wrong.quantity.text}"
            yield statement("ratio", wrong, Verdict.WRONG, message, others, recomputed=right, named=True, firm=True)
            return


def _of_sides(sentence: ReadSentence, near: Sequence[Mention], register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge 性别比（以女性为100）为105.29, 城乡居民收入比值为2.34, 求人倍率为1.30 by the numbers of the two sides, or by their rows in a table."""
    match = _SIDED.search(sentence.text)
    name = next((known for known in words().averages.sides if match and known in match[0]), "")
    born = match is not None and match["born"] is not None
    year = regex(r"(?:19|20)\d\d年").findall(sentence.text[: match.start() if match else 0])[-1:]
    near = [m for m in near if m.sentence is sentence or all(of in m.sentence.text for of in year)]
    near = [m for m in near if not born or "婴" in m.before]  # of those who were born, and not of all
    levels = [(m.before[:2], m.quantity.text, m.quantity.printed) for m in _sides(name, near)]
    levels = levels or (list(_rows_of_sides(name, register)) if match and not born else [])
    if match is None or len(levels) != len(("men", "women")) or not levels[1][-1].value:
        return
    printed, formula = match["ratio"], SHARE if match["sexes"] else QUOTIENT
    verdict, exact = judge(formula, [of for _, _, of in levels], Printed(Fraction(printed), step_of(printed)))
    shown = f"{float(exact or 0):.2f}"
    one, other = (f"{said} {text}" for said, text, _ in levels)
    told = f"由{one}、{other} 算得 {shown}，{'文中写 ' + printed if verdict == Verdict.WRONG else '相符'}"
    yield text_claim(sentence, "ratio", printed, shown, verdict, told)


def _rows_of_sides(name: str, register: FigureRegister) -> Iterator[tuple[str, str, Printed]]:
    """Give the first number of the only row of each side in the tables: 男性 1623.17, 女性 1590.17."""
    rows = [
        (regex(r"\W").sub("", row[0]), row[1:]) for _, block, _ in register.reading.tables for row in block.rows if row
    ]
    for side in words().averages.sides.get(name, ()):
        numbers = [
            regex(r"\d+(?:\.\d+)?").fullmatch(cells[0]) for said, cells in rows if cells and said.startswith(side)
        ]
        if len(numbers) == 1 and numbers[0]:
            yield side[0], numbers[0][0], Printed(Fraction(numbers[0][0]), step_of(numbers[0][0]))
