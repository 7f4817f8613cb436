"""Averages (户均, 人均, 月均, 平均每个乡镇) and ratios (师生比1:16, 三次产业结构25.7:26.8:47.5)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import gcd

from zzlib.audit.averages.over_time import over_time, yearly_change
from zzlib.audit.averages.per_head import RECKONED, named_average, others_give
from zzlib.audit.documents.places import is_heading
from zzlib.audit.judging.claim import Binding, NumericClaim, settle, text_claim
from zzlib.audit.judging.excuses import is_near
from zzlib.audit.numbers.arithmetic import HOLDS, PROVED, QUOTIENT, SHARE, ClaimFormula, Printed, Verdict, judge
from zzlib.audit.numbers.quantities import COUNT, PERCENT, RATIO, RATIOS, number_in
from zzlib.audit.numbers.words import words
from zzlib.audit.reading.reading import Mention, ReadSentence
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role

_AVERAGE = re.compile(
    r"(?P<of>户次|人次|批次|[户人村校所件案亩年月日天镇乡院家台班场街店厂企站机车])均(?![匀衡])[一-龥]{0,6}$"
    r"|(?<![一-龥])(?P<what>(?![平年各也都皆])[一-龥])均(?![匀衡为已有超按由未能可在获是不被需要应将占于低高]|完成|实现|安排|下达)[一-龥]{0,6}$"
    r"|(?P<said>平均|折合|算下来|平摊)?[一-龥]{0,8}?每一?(?P<each>公里|平方米|批次|个?工作日|人次|场次|个月|[月天日年个名位户家所村件人亩起处台支条项次吨只班组批座场间辆套站点队笔宗份期册张枚趟床棵株校])(?P<noun>[一-龥]{0,14})$"
    r"|单(?P<single>[一-龥])平均[一-龥]{0,6}$|平均单(?P<once>[一-龥])[一-龥]{0,6}$"
    r"|一(?P<day>天|日)(?!游)[一-龥]{0,4}$"
    r"|平均(?:投资|单体|建设|贷款|单笔)?(?:规模|金额|造价)(?:为|达到?)?$|平均(?P<size>班)额(?:为|是|达到|达)?$|(?P<land>亩产)(?:量|量?为|达到|达)?$"
)
_CHANGED_FROM = re.compile("(?P<of>[^，]*[均每][^，]*?)(?:由|从)(?:[上去]年|20\\d\\d年)?(?:同期|[年]?[底末初])?的?$")
_CHANGED_TO = re.compile("[增提上扩升下降减缩调][一-龥]?[到至为]")
_ENDED = ("审结", "结案", "办结", "执结")
_WEIGHTED = re.compile("均.*平均|单产|亩产|[单均]价|率")
"""What is an average or a rate itself: their mean goes by weights that are not told."""
_SET = re.compile("[按照]每")
"""What opens a rate by which others are reckoned, and which is no average itself."""
_UTMOST = re.compile("最[高低大小多少]")
_THINGS = (COUNT, "visits", "days")
_COUNTED = (Role.LEVEL, Role.TOTAL, Role.TARGET, Role.BASE)
_TIMES_OF = ("月", "个月", "日", "天", "年", "个工作日", "工作日")
_ABOUT = 10
_CLOSE = Fraction(3, 2)
_SMALL, _NAMED, _FEW = 20, 40, 3
_BACK = 6  # sentences from a ratio to what its two sides are
_STRUCTURE = re.compile(r"(?:结构|构成|占比|比重|产业[一-龥]{0,4}之?比)[^，；。]{0,28}$")
_OF_TWO = re.compile(
    r"(?:^|[，；])(?:其|[两二]者)?(?:之)?比例?(?:为|是|约)$|(?:师生|生师|男女|性别|城乡[一-龥]{0,4}|医护|收支|存贷|[一-龥]{1,4})(?:之)?比(?:例)?(?:[一-龥]{0,4}[缩扩][小大]，)?(?:(?:由[^，；。]{0,10}?[\d.:：]+)?[一-龥]{0,4}[为到至]|为|是|达到|达|约)*$"
)
_OF_MONEY = re.compile("城乡[一-龥]{0,8}(?:标准|收入|支出|消费)[一-龥]{0,2}比")
_OF_ALL = re.compile(r"(?:比例?|之比)(?:分别)?(?:为|是)$|按照?$")
_SIDED = re.compile(
    r"(?:(?<!出生人口)(?P<sexes>性别)|城乡[一-龥]{0,12}?|求人|生师)(?:比|倍)(?:[值例率])?(?:（[^（）]*）)?(?:）)?(?:由[^，；。]{0,36}?(?=[升降至到为]))?"
    r"(?:[一-龥]{0,6}(?:为|是|达到?|至|到))?(?P<ratio>\d{1,3}\.\d{1,2})(?![\d升降上下提%:：个])"
)
_OF_NAMED = re.compile("(?P<one>[一-龥]{3,})[与和同](?P<other>[一-龥]{3,}?)(?:之比|的?比[例值率])[^，。；]{0,6}$")


def average_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Give the claims of averages and ratios of a document."""
    for sentence in register.reading.sentences:
        for mention in map(_of_now, sentence.mentions):
            match = _AVERAGE.search(mention.before)
            more = mention.role == Role.INCREASE and not mention.before.endswith("均增收")
            found = [claim] if (claim := named_average(register, mention) or yearly_change(mention)) is not None else []
            if match and mention.dimension not in RATIOS and not mention.series and not more:
                found += _average(register, mention, match)
            elif not match:
                found += _of_list(mention)
            found = [] if _UTMOST.search(mention.before) else found  # 最低成交价格为3.96元/股
            found = [
                c for c in found if c.verdict in PROVED or not (_SET.search(mention.lead) or mention.role == Role.BASE)
            ]
            found = [*(c for c in found if c.verdict in PROVED), *found][:1]
            yield from (c for c in found if c.verdict in PROVED or not others_give(c, mention, register.reading))
        yield from _ratios(sentence, register)


def _of_now(mention: Mention) -> Mention:
    """Give a number that an average has changed to with the words that name the average: 户均流转面积由上年的1.2亩增加到1.5亩."""
    then = mention.previous
    if then is None or then.begin != mention.begin or not _CHANGED_TO.fullmatch(mention.before):
        return mention
    said = _CHANGED_FROM.search(then.before)
    return replace(mention, before=said["of"], lead=said["of"]) if said else mention


def _average(register: FigureRegister, mention: Mention, match: re.Match[str]) -> Iterator[NumericClaim]:
    """Judge an average by the one total and the one number of things that its sentence, or the one before, names."""
    if any(word in mention.lead + mention.topic for word in words().averages.otherwise) or re.search(
        "上年|去年|同期|平均水平|均水平|[月日年]人均|每[^，]{1,4}每(?![天日])", mention.before
    ):
        return
    if re.search("(?<!平)均[^均每]*每[月年]|均[^均每]*(?:[月年补]|(?<!单)次|每日)", mention.before):
        return
    each = (
        match["of"]
        or match["what"]
        or match["single"]
        or match["once"]
        or match["each"]
        or match["day"]
        or match["land"]
        or "个"
    )
    own = [m for m in mention.ahead if m.role in _COUNTED and "每" not in m.before]
    if each in _TIMES_OF:
        ahead = [e for e in register.around(mention.sentence) if e.mention.order < mention.order and not e.part]
        told = [m for m in own if _same_kind(m, mention) and not re.search("[日天]均", m.before)]
        if not told and each not in ("月", "个月", "年"):
            told = [e.mention for e in ahead if _same_kind(e.mention, mention) and "日均" not in e.mention.before]
        if not told and is_heading(mention.sentence.block):
            told = [m for m in _next_told(register, mention) if _same_kind(m, mention)]
            told = [m for m in told if not re.search("最|日", m.before)]
            name = re.sub("^.*(?:均|每[日天月])", "", mention.before)
            told = [m for m in told if name and name in m.before] or told
        yield from over_time(mention, each, [m for m in told if m.role in _COUNTED], register.reading)
        return
    before = [m for m in register.mentions_before(mention) if m.role in _COUNTED and "每" not in m.before]
    found = [c for earlier in (own, before) if (c := _of_things(mention, match, each, earlier)) is not None]
    if not found and "均" in mention.before and not any(_same_kind(m, mention) for m in before):
        behind = [m for m in _next_told(register, mention) if m.role in _COUNTED and "每" not in m.before]
        claim = _of_things(mention, match, each, behind)
        found = [claim] if claim is not None and (claim.verdict in PROVED or is_near(claim, _CLOSE)) else []
    yield from [*(c for c in found if c.verdict in HOLDS), *found][:1]


def _next_told(register: FigureRegister, mention: Mention) -> list[Mention]:
    """Give the numbers that an average told first may be of: those behind it in its sentence and in the next, of a heading in the paragraph below."""
    sentences, number = register.reading.sentences, mention.sentence.number
    below = next((s for s in sentences[number + 1 : number + 2]), None)
    near = below is not None and (below.paragraph == mention.sentence.paragraph or is_heading(mention.sentence.block))
    return [*mention.behind, *(below.mentions if below is not None and near else ())]


def _of_list(mention: Mention) -> Iterator[NumericClaim]:
    """Judge 一中118分钟、二中125分钟…，六校平均 x by the numbers before it, as many as it says."""
    told = re.search(
        "(?:^|，)(?P<number>[二两三四五六七八九十]{1,2}|\\d{1,2})[一-龥]{1,4}平均(?:为|是|达到?)?$", mention.before
    )
    ahead = mention.text_before
    yearly = told is not None and "年平均" in told[0] and mention.dimension == PERCENT  # 两年平均增长: no mean of rates
    if told is None or yearly or mention.quantity.hedge or _WEIGHTED.search(ahead):
        return
    size = number_in(told["number"])
    like = [m for m in mention.ahead if m.dimension == mention.dimension]
    used = [m for m in like if m.segment == mention.segment and m.quantity.unit == mention.quantity.unit]
    if size == len(used) == len(like):
        mean = ClaimFormula(lambda *values: sum(values, Fraction(0)) / len(values), (1,) * len(used))
        yield settle("average", mention, [Binding(mean, tuple(used))], certain=True)[0]


def _of_things(mention: Mention, match: re.Match[str], each: str, earlier: list[Mention]) -> NumericClaim | None:
    """Judge an average by a total and the number of things that it is shared among, among numbers before it."""
    totals = [m for m in earlier if _same_kind(m, mention)]
    totals = [m for m in totals if not m.before.endswith("满分")]
    past = [m for m in totals if re.search("上年|去年|同期", m.before) and m.sentence is not mention.sentence]
    totals = [m for m in totals if m not in past]
    daily = re.search("每[天日]", mention.before) is not None
    totals = [m for m in totals if ("均" in m.before) == daily]
    told = re.sub("^.*均|^.*每", "", mention.before)[-4:] if "均" in mention.before else match["noun"] or ""
    told = re.sub("[只仅有为是达到约]+$", "", match["noun"])[-4:] if match["noun"] else told
    names = _ENDED if told in _ENDED else (told,)
    same = [m for m in totals if len(told) > 1 and any(name in m.before for name in names)]
    totals = same if len(same) == 1 else totals
    noun = match["noun"] or match["size"] or ""
    units = words().averages.units.get(each, (each,))
    counted = [
        m
        for m in earlier
        if m.dimension in _THINGS or m.quantity.unit == each or (m.dimension == "land" and "亩" in each)
    ]
    counted = [m for m in counted if m not in same or len(same) > 1]  # 检察官46名，起诉1937人，人均起诉
    numbers = [m for m in counted if m.quantity.bare_unit in units or each in m.after[:6]]
    numbers = [m for m in numbers if m.after.startswith(each)] or numbers  # 24个村共建广场72个，平均每村3个
    named = [m for m in numbers or counted if noun and (m.after.startswith(noun[:2]) or _ends_like(m.before, noun))]
    named = named or [m for m in numbers if noun and noun[:2] in m.before]
    numbers = named or ([] if noun and len(numbers) > 1 else numbers)
    of_part = [m for m in numbers if "其中" in m.lead and m.segment != mention.segment]
    numbers = [m for m in numbers if m not in of_part] if len(numbers) - len(of_part) == 1 and not noun else numbers
    totals = [m for m in totals if m not in numbers]
    others = [m for m in counted if m not in totals]
    guessed = not numbers and len(others) == len(totals) == 1
    numbers = others if guessed else numbers  # 演练96次…场均75人
    found = [Binding(QUOTIENT, (total, number)) for total in reversed(totals) for number in reversed(numbers)]
    inner = (
        found and "其中" in mention.sentence.text[totals[-1].quantity.end : numbers[-1].quantity.start]
    )  # a part has another total
    if not found or inner:
        return None
    alone = len(totals) == 1 and len({_value(m) for m in numbers}) == 1
    claim = settle("average", mention, found, certain=alone, likely=True)[0]
    led = re.match("(?P<of>[一-龥]+?)[户人件]均", mention.before)
    of = re.sub("^(?:全[市县区年省]|其中|平均|实现|累计|算下来|折合|相当于|约合|实际)+", "", led["of"]) if led else ""
    borne = any(of[:2] in m.before + m.after for m in numbers + totals)
    if claim.verdict in (Verdict.WRONG, Verdict.DOUBTFUL) and len(of) > 1 and not borne:
        return None  # 过夜游客人均消费: of a part of them
    what = re.match("[一-龥]{2,6}(?=$|[，。；、）])", mention.after)
    if claim.verdict not in PROVED and what and not any(what[0] in m.before + m.after for m in totals):
        return None  # 执业医师286人；平均每个村卫生室1.4名乡村医生: of others
    if claim.verdict == Verdict.WRONG and guessed and not is_near(claim, _CLOSE):
        return None
    return replace(claim, said=is_near(claim, _CLOSE) and any(RECKONED.match(m.after) for m in numbers))


def _ends_like(said: str, noun: str) -> bool:
    """Say whether words end in the first letters of a noun: 全国共有家庭户, of 平均每个家庭户人口."""
    return any(said.endswith(noun[:letters]) for letters in range(2, len(noun)))


def _same_kind(total: Mention, mention: Mention) -> bool:
    """Say whether a number may be the total of an average: more of the same unit."""
    persons = {_unit(total), _unit(mention)} <= {"人", "名", "位"}
    alike = total.dimension not in _THINGS or _unit(total) == _unit(mention) or persons
    return total.dimension == mention.dimension and alike and _value(total) > _value(mention)


def _unit(mention: Mention) -> str:
    return mention.quantity.bare_unit


def _value(mention: Mention) -> Fraction:
    return mention.quantity.value


def _ratios(sentence: ReadSentence, register: FigureRegister) -> Iterator[NumericClaim]:
    before = [e.mention for e in register.around(sentence, 3)]
    for match in RATIO.finditer(sentence.text):
        ahead = sentence.text[: match.start()]
        terms = [Fraction(term) for term in re.split("[:：]", match[0])]
        structured = _STRUCTURE.search(ahead) or (len(terms) > _FEW and ahead.endswith("之比为"))
        if "折合" in ahead:
            continue  # 按折合在校生数计算，生师比
        if structured and _is_near_hundred(terms, match[0]):
            yield from _structure(sentence, match[0], terms)
        elif len(terms) == 2 and _OF_TWO.search(ahead) and all(terms):
            near = [m for m in register.reading.near(sentence) if 0 < sentence.number - m.sentence.number <= _BACK]
            yield from _of_two(sentence, match, terms, before, near)
        elif len(terms) > 2 and _OF_ALL.search(ahead) and all(terms):
            yield from _of_all(sentence, match, terms)
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
    total = f"{float(sum(terms)):g}"
    told = {Verdict.WRONG: "应为 100，至少有一项有误", Verdict.OK: "相符"}.get(verdict, "是四舍五入所致，不算错")
    yield text_claim(sentence, "ratio", said, total, verdict, f"{said} 相加是 {total}，{told}")


def _of_two(
    sentence: ReadSentence,
    match: re.Match[str],
    terms: list[Fraction],
    paragraph: list[Mention],
    earlier: list[Mention],
) -> Iterator[NumericClaim]:
    """Judge a ratio of two by the only two levels before it in its thought, or doubt it by the only ones further up that bear the names of its sides."""
    levels = _levels_before(sentence, match.start()) or _levels_behind(sentence, match.end(), len(terms))
    ahead = sentence.text[: match.start()][-_NAMED:]
    levels = _sides(ahead, levels) or _sides(ahead, paragraph) or levels
    far = not levels
    levels = levels or _sides(ahead, earlier)
    if len(levels) == 3 and _value(levels[0]) == _value(levels[1]) + _value(levels[2]):
        levels = levels[1:]  # 共540万元，其中省级360万元、市级180万元
    if len(levels) > 2 and _unit(levels[-1]) == _unit(levels[-2]) != _unit(levels[-3]):
        levels = levels[-2:]  # 设24个单元，民警126人、辅警378人，警辅比
    persons = _OF_MONEY.search(ahead) is not None and any(m.dimension == COUNT for m in levels)
    alike = len(levels) == 2 and levels[0].dimension == levels[1].dimension and not persons
    if not alike or any(m.quantity.hedge for m in levels):
        return
    said = _OF_NAMED.search(sentence.text[: match.start()])
    if said and not any(end in m.before + m.after for m in levels for end in (said["one"][-2:], said["other"][-2:])):
        return  # 产业园13个、产业集群10个，加工业产值与农业总产值之比提高到2.81:1
    if levels[0].before.endswith("每"):
        return  # 案件比1:1.28，即每1件一审案件衍生0.28件: what comes on top
    larger, smaller = sorted(levels, key=lambda m: m.quantity.value, reverse=True)
    high, low = max(terms), min(terms)
    if not smaller.quantity.value:
        return
    whole = high == 1  # 1:0.4: the smaller one is what is rounded
    printed = (min if whole else max)(re.split("[:：]", match[0]), key=Fraction)
    step = Fraction(1, 10 ** len(printed.partition(".")[2])) / (high if whole else low)
    if "." in match[0] and 1 not in terms:  # 46.1:53.9: both are rounded
        step *= 1 + high / low
    if "." not in match[0] and low > 1:  # 3:2 is meant as it stands
        step = high / low / _ABOUT
    if "." not in match[0] and low == 1 and high <= _ABOUT:
        step = min(step, 2 * high / _ABOUT)  # 3:1 is no 3.4:1
    used = [m.quantity.printed for m in ((smaller, larger) if whole else (larger, smaller))]
    verdict, exact = judge(QUOTIENT, used, Printed(low / high if whole else high / low, step))
    if _is_other_ratio(sorted(terms), [smaller, larger]):
        verdict = Verdict.WRONG
    shown = f"1:{float(round(exact, 2)):g}" if exact is not None else ""
    by = f"由 {larger.quantity.text}、{smaller.quantity.text} 算得 {shown}"
    told = f"{by}，文中写 {match[0]}" if verdict == Verdict.WRONG else f"{by}，相符"
    mixed = sorted(re.sub(r"\D", "", match[0])) == sorted(re.sub(r"\D", "", shown))
    if far and verdict == Verdict.WRONG and not mixed:
        verdict, told = Verdict.DOUBTFUL, f"{told}；请核是不是由这些数算的"
    yield text_claim(sentence, "ratio", match[0], shown, verdict, told)


def _sides(ahead: str, near: Sequence[Mention]) -> list[Mention]:
    """Give the only numbers near that bear the names of the two sides of a ratio: 在职 and 退休 of 抚养比."""
    for name, sides in words().averages.sides.items():
        if name in ahead:
            levels = [m for m in near if m.role == Role.LEVEL and not m.quantity.hedge and m.dimension not in RATIOS]
            found = [[m for m in levels if any(word in m.before for word in side)] for side in sides]
            if [len(side) for side in found] == [1] * len(sides):
                return [side[0] for side in found]
    return []


def _is_other_ratio(terms: list[Fraction], levels: list[Mention]) -> bool:
    """Say whether amounts stand in a ratio of small whole numbers that is not the printed one: 426 and 284 are 3:2."""
    values = [m.quantity.value / m.quantity.step for m in levels]
    if any(term.denominator > 1 for term in terms) or len({m.quantity.step for m in levels}) > 1:
        return False
    shared = gcd(*(int(value) for value in values))
    reduced = [int(value) // max(shared, 1) for value in values]
    own = gcd(*(int(term) for term in terms))
    return max(reduced) <= _SMALL and reduced != [int(term) // own for term in terms]


def _levels_before(sentence: ReadSentence, end: int) -> list[Mention]:
    begin = sentence.text.rfind("；", 0, end) + 1
    inside = [m for m in sentence.mentions if begin <= m.quantity.start and m.quantity.end <= end]
    return [m for m in inside if m.role == Role.LEVEL or (m.role == Role.TARGET and "招" in m.before)]  # 计划招录168人


def _levels_behind(sentence: ReadSentence, start: int, number: int) -> list[Mention]:
    """Give the like levels right behind a ratio that explain it: 男女之比为3:2，其中男职工426人，女职工284人."""
    behind = [m for m in sentence.mentions if m.quantity.start >= start and m.role == Role.LEVEL][:number]
    if any("每" in m.before for m in behind):
        return []  # 案件比为1:1.28，即每1件一审案件衍生0.28件
    return behind if len({m.dimension for m in behind}) == 1 else []


def _of_all(sentence: ReadSentence, match: re.Match[str], terms: list[Fraction]) -> Iterator[NumericClaim]:
    """Judge 投入比例为6:3:1 by as many like amounts right before it."""
    levels = _levels_before(sentence, match.start()) or _levels_behind(sentence, match.end(), len(terms))
    levels = levels[-len(terms) :]
    if len(levels) != len(terms) or len({m.dimension for m in levels}) > 1 or any(m.quantity.hedge for m in levels):
        return
    unit = sum((m.quantity.value for m in levels), Fraction(0)) / sum(terms, Fraction(0))
    step = min(Fraction(1, 10 ** len(term.partition(".")[2])) for term in re.split("[:：]", match[0]))
    shares = [m.quantity.value / unit for m in levels]
    off = [abs(share - term) > step / 2 for share, term in zip(shares, terms, strict=True)]
    exact = [m.quantity.value / levels[0].quantity.value * terms[0] for m in levels]
    off = [bad and abs(value - term) > step / 2 for bad, value, term in zip(off, exact, terms, strict=True)]
    shown = ":".join(f"{float(round(value, 2)):g}" for value in exact)
    off.append(_is_other_ratio(terms, levels))
    used = f"由 {'、'.join(m.quantity.text for m in levels)} 算得 {shown}"
    verdict = Verdict.WRONG if any(off) else Verdict.OK
    told = f"{used}，文中写 {match[0]}" if any(off) else f"{used}，相符"
    yield text_claim(sentence, "ratio", match[0], shown, verdict, told)


def _of_sides(sentence: ReadSentence, near: Sequence[Mention], register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge 性别比（以女性为100）为105.29, 城乡居民收入比值为2.34, 求人倍率为1.30 by the numbers of the two sides, or by their rows in a table."""
    match = _SIDED.search(sentence.text)
    name = match[0][: len("性别")] if match else ""
    levels = [(m.before[:2], m.quantity.text, m.quantity.printed) for m in _sides(name, near)]
    levels = levels or (list(_rows_of_sides(name, register)) if match else [])
    if match is None or len(levels) != len(("men", "women")) or not levels[1][-1].value:
        return
    printed = match["ratio"]
    step = Fraction(1, 10 ** len(printed.partition(".")[2]))
    formula = SHARE if match["sexes"] else QUOTIENT
    verdict, exact = judge(formula, [of for _, _, of in levels], Printed(Fraction(printed), step))
    shown = f"{float(exact or 0):.2f}"
    bad = verdict == Verdict.WRONG
    one, other = (f"{said} {text}" for said, text, _ in levels)
    told = f"由{one}、{other} 算得 {shown}，{'文中写 ' + printed if bad else '相符'}"
    yield text_claim(sentence, "ratio", printed, shown, verdict, told)


def _rows_of_sides(name: str, register: FigureRegister) -> Iterator[tuple[str, str, Printed]]:
    """Give the first number of the only row of each side in the tables: 男性 1623.17, 女性 1590.17."""
    rows = [
        (re.sub(r"\W", "", row[0]), row[1:]) for _, block, _ in register.reading.tables for row in block.rows if row
    ]
    for side in words().averages.sides.get(name, ()):
        numbers = [
            re.fullmatch(r"\d+(?:\.(?P<cents>\d+))?", cells[0])
            for said, cells in rows
            if cells and said.startswith(side)
        ]
        if len(numbers) == 1 and numbers[0]:
            step = Fraction(1, 10 ** len(numbers[0]["cents"] or ""))
            yield side[0], numbers[0][0], Printed(Fraction(numbers[0][0]), step)
