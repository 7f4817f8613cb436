"""So much a head, by the names of what is shared and of the heads, wherever they stand: 每万人拥有, 户均, 元/平方米."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.excuses import is_near
from zzlib.audit.numbers.arithmetic import PROVED, ClaimFormula, Verdict, gives, round_half_up
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, RATIOS, conversion
from zzlib.audit.numbers.words import any_of, mentions_any, words
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading, stripped, words_between
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role
from zzlib.audit.reading.spans import span_of

_EVERY = re.compile(
    "(?:每一?|^(?=[百千万]人))(?P<many>十万|百万|[百千万])?(?P<unit>平方[公千]?[米里]|立方米|公顷|公里|公斤|人次|户次|[一-龥])(?:(?P<heads>[一-龥]{2,8}?)(?:的|拥有(?!量)))?(?P<thing>[一-龥]*)$"
)
_EACH = re.compile("(?P<unit>[一-龥])均(?:补助|补贴|发放|领取)?(?P<thing>[一-龥]*)$")
_EACH_ONE = re.compile("每一?个(?P<of>[一-龥]{2,8})$")
_BEHIND = re.compile("/(?P<unit>平方[公千]?[米里]|公顷|公里|公斤|[一-龥])")
_BY_AREA = re.compile("单位(?:建筑|供[暖热]|营业)?面积[一-龥]{1,6}$")
_YIELD = re.compile("(?:单产|亩产)量?(?:为|达到?|是|约)?$")
AVERAGED = re.compile("[均每]|单[产价位]|价")
_PRICE = re.compile("^[一-龥]?[价额]$")  # 套均总价: of what its own thought tells
RECKONED = re.compile("^(?:[一-龥]{0,4}(?:人口|户数)|[一-龥]{0,6}(?=计算?$))?(?:计算?|测算|折算|为基数)")
_DENSITY, _LAND = re.compile("人口密度"), re.compile("(?:总|区域|辖区|国土|地域|幅员)面积[为约有共]*$")
_POPULATION = re.compile("(?:(?:总|常住|户籍)人口|总人数|人口总数|^人口|^全[一-龥]人口)[为有共达是]*$")
_FARMERS = re.compile("(?:农业|农村|乡村)人口[为有共达是]*$")
_MONTHLY = re.compile("月[人户]均|[人户]均每?月|每[人户名]每?月")
_APART = re.compile("^(?:前者|后者)")  # prices of two things
_AND_EACH = re.compile(r"，\d[^，。；\d]*各[一-龥]{0,4}\d")  # 5名个人每人奖励2000元，3个集体各奖励5000元，共
_AIMED = re.compile("力争|预计|计划|目标|任务")
_THAN = re.compile("[高低]于[^，。；]{0,6}[人户]均$")  # 高于全市人均344元
_FOR_TIME = re.compile("每[人名户]每?(?:年|学期|[天日])")  # what is paid for years and days has other totals
_MONTHS = {"每月": 1, "月均": 1, "当月": 1, "季度": 3, "半年": 6, "全年": 12, "每年": 12, "年度": 12}
_MANY = {"百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000}
_WEIGHTS = {"公斤": 1, "kilograms": 1, "吨": 1000, "tonnes": 1000}
_LANDS = {"亩": 1, "land": 1, "公顷": 15, "hectares": 15}
_FEW_DIGITS = 2  # any two numbers may give them
_TOLD = 2  # letters that name a thing
_NEAR = Fraction(3, 2)
_FAR = Fraction(11)  # the point one place off, and rounding
_OF = re.compile(
    "(?:平均|全[市县区年省国]|实现|累计|折合|约?合|其中|算下来|相当于)*(?P<of>[一-龥]*?)(?:平均)?(?:作物|月)?(?:[一-龥]均|每|[单亩]产)"
)
_AREAS: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {(("公顷",), ("亩",)): 15, (("平方公里",), ("亩",)): 1500}
_LEVELS = (Role.LEVEL, Role.TOTAL)
_COUNTED = (*_LEVELS, Role.TARGET, Role.BASE, Role.REST)


@dataclass(frozen=True)
class Head:
    """What an average is per: the units that count the heads, how many of them, their name, and that of what is shared."""

    units: tuple[str, ...]
    many: int
    heads: str
    thing: str
    who: str = ""
    """The words before 人均, which may name the heads: 员额法官."""


def head_of(mention: Mention) -> Head | None:
    """Tell what a number is an average per, from the words before it and the unit behind it; `None` of a time, or of no average."""
    behind = _BEHIND.match(mention.sentence.text, mention.quantity.end)
    if behind is None and _YIELD.search(mention.before):
        return Head(("亩",), 1, "", "")
    if behind is None and _BY_AREA.search(mention.before):
        return Head(("平方米", "㎡"), 1, "", "")
    before = regex("(?<=每[人名户])每?[月天日年].*$").sub("", mention.before)  # 每人每月50元
    before = regex("(?<=每[十百千万])(?:常住|户籍|服务|总)(?=人口)|[仅约只为]+$").sub("", before)
    told = _EVERY.search(before) or behind or _EACH.search(before)
    unit = told["unit"] if told else ""
    if told is None or unit in words().averages.times or unit == "平":
        return None
    units = words().averages.units.get(unit, (unit,))
    if behind is not None and told is behind:
        return Head(units, 1, "", "")
    thing = regex(any_of(words().averages.verbs)).sub("", told["thing"])
    of = told.groupdict()
    heads = regex("^人口?|中$").sub("", of.get("heads") or "")
    thing = regex(f"{any_of(words().averages.verbs)}+$|(?<=..)[数量]+$").sub("", thing)
    thing = "" if thing in ("量", "数") or _PRICE.search(thing) else thing.removeprefix("口").removesuffix("率")
    if not thing and _DENSITY.search(before):
        return Head(units, 1, "", "人口")
    who = stripped(before[: told.start()]) if before.endswith(told[0]) else ""
    return Head(units, _MANY.get(of.get("many") or "", 1), heads, thing, who if len(who) >= _TOLD else "")


def named_average(register: FigureRegister, mention: Mention) -> NumericClaim | None:
    """Judge an average by the amount and the heads that its words name, and by what other averages of its thought make of them."""
    head = head_of(mention)
    if head is None or mention.dimension in RATIOS or mention.role != Role.LEVEL or mention.quantity.hedge:
        return None
    otherwise = (
        mentions_any(words().averages.otherwise, mention.lead)
        or _FOR_TIME.search(mention.before)
        or _THAN.search(mention.before)
    )
    if otherwise or _AND_EACH.match(mention.text_behind) or _is_one_price(mention, head):
        return None
    claim = _of_head(head, mention, register)
    if claim is None:
        claim = _of_population(head, mention, register.reading) or _of_thousands(head, mention, register.reading)
    if (claim is None or claim.verdict not in PROVED) and head.thing and not head.heads:
        loose = _of_head(replace(head, thing=""), mention, register)  # by the only numbers of its thought
        proved = loose is not None and loose.verdict in PROVED
        claim = loose if proved or (claim is None and _is_of_two(loose, mention, head, register)) else claim
    return claim


def _is_one_price(mention: Mention, head: Head) -> bool:
    """Say whether an average is told beside that of another class: 168人，资助56.4万元，其中大学生每人4000元、高中生每人2000元."""
    beside = (*mention.ahead_in_thought[-1:], *mention.behind_in_thought[:1])
    others = (head_of(m) for m in beside if m.dimension == mention.dimension)
    apart = any(other and other.units == head.units and other.who != head.who for other in others)
    return apart and head.who != "" and not any(_is_named(m, head.who) for m in mention.ahead)


def _of_population(head: Head, mention: Mention, reading: Reading) -> NumericClaim | None:
    """Judge 生产粮食x吨，人均y千克 by the amount right before it and a population of its paragraph: wrong where it is of more people than there are, or of half of them."""
    amount = mention.previous
    bare = head.units[:1] == ("人",) and head.many == 1 and not (head.heads or head.who)
    if not bare or amount is None or mention.dimension not in _WEIGHTS or amount.dimension not in _WEIGHTS:
        return None
    ahead = [m for s in reading.paragraph_of(mention.sentence) for m in s.mentions if m.order < mention.order]
    people = [m for m in ahead if _is_told(m, mention) and unit_of(m) == "人"]
    people = [m for m in people if _POPULATION.search(m.before) or _FARMERS.search(m.before)]
    found = list(_quotients(head, mention, [amount], people)) if _is_told(amount, mention) else []
    claim, _ = settle("average", mention, found, certain=True)
    if claim.verdict in PROVED or claim.exact is None:
        return claim if found else None
    implied = claim.used[1].quantity.value * claim.exact / mention.quantity.value
    halved = round_half_up(2 * claim.exact, mention.quantity.step) == mention.quantity.value
    more = implied > _NEAR * max(m.quantity.value for m in people)
    sure = more or halved or is_near(claim, _NEAR)
    return replace(claim, said=sure, named=sure, verdict=Verdict.WRONG if sure else Verdict.DOUBTFUL)


def _of_thousands(head: Head, mention: Mention, reading: Reading) -> NumericClaim | None:
    """Judge 医师1458人，每千人口3.3人 by the number right before it and the only population of the document."""
    amount = mention.previous
    if amount is None or head.many == 1 or head.units[:1] != ("人",) or head.thing or "人口" not in mention.before:
        return None
    people = _distinct([m for m in reading.mentions if unit_of(m) == "人" and _POPULATION.search(m.before)])
    beside = regex("，?(?:平均|折合|相当于)?").fullmatch(words_between(amount, mention).partition("每")[0])
    if not people or not beside or not _is_told(amount, mention) or unit_of(amount) != unit_of(mention):
        return None
    claim, _ = settle("average", mention, list(_quotients(head, mention, [amount], people)), certain=True)
    return replace(claim, said=True, named=True) if claim.verdict in PROVED or is_near(claim, _NEAR) else None


def _is_of_two(claim: NumericClaim | None, mention: Mention, head: Head, register: FigureRegister) -> bool:
    """Say whether the heads of an average are named by it, or its amount and heads are the two numbers that its thought, or the sentence before one that opens with it, tells before."""
    if claim is not None and head.who and any(_is_named(m, head.who) for m in claim.proof):
        return True
    opens = not mention.place and stripped(mention.lead) == stripped(mention.before)
    ahead = [m.number for m in mention.ahead_in_thought or (register.mentions_before(mention) if opens else ())]
    return claim is not None and len(ahead) == _TOLD and {m.number for m in claim.proof} == set(ahead)


def _of_head(head: Head, mention: Mention, register: FigureRegister) -> NumericClaim | None:
    thought = [m for m in mention.sentence.mentions if m.segment == mention.segment and _is_told(m, mention)]
    for pool in _pools(head, mention, thought, register):
        numbers, amounts = _heads(head, pool), _amounts(head, mention, pool)
        numbers = [m for m in numbers if unit_of(m) in head.units or m.order < mention.order or m in thought]
        if head.thing and not (numbers or head.heads):  # 法官6人，人均执结511件; 380户，1520人。人均耕地4亩
            bare = (m for m in register.mentions_before(mention) if not stripped(m.before))
            near = [m for m in bare if unit_of(m.previous or m) == "户"]
            own, near = (
                [m for m in found if unit_of(m) in head.units and m in pool] for found in (mention.ahead, near)
            )
            numbers = _distinct(own or near)
        found = [*_by_other_averages(head, mention, thought), *_quotients(head, mention, amounts, numbers)]
        if "占有" in mention.before and any(unit_of(m).endswith("次") for m in numbers):
            return None  # of those who live there
        if found and (numbers or len(found[0].operands) == 1):
            return _judged(head, mention, found, numbers, amounts)
    return None


def _pools(head: Head, mention: Mention, thought: list[Mention], register: FigureRegister) -> Iterator[list[Mention]]:
    """Give the numbers that an average may be of: where it is named all, else those of the clause before it, of its thought, of its sentence, and with those of the one before."""
    if head.thing:
        yield [m for m in register.reading.around(mention) if _is_told(m, mention)]
        return
    ahead = mention.previous
    yield [m for m in thought if ahead is not None and m.begin == ahead.begin and m.order < mention.order]
    yield thought
    opened = _OF.match(mention.before)
    of = opened["of"][:_TOLD] if opened else mention.before
    for back in (0, 1):
        near = [m for m in register.mentions_before(mention, back) if _is_told(m, mention)]
        named = head.who and any(_is_named(m, head.who) for m in near)
        near = [m for m in near if m.sentence is mention.sentence or not m.before.startswith("其中")]
        yield [m for m in near if of in m.before or named]  # 过夜游客人均 is of a part of them
    weighed = ahead is not None and ahead.dimension in _WEIGHTS and ahead.segment == mention.segment
    name = opened["of"] if opened else ""  # 粮食总产5250吨，平均亩产250公斤: of 粮食播种面积
    name = name or (stripped(ahead.before)[:_TOLD] if ahead is not None and weighed else "")
    if len(name) >= _TOLD and _YIELD.search(mention.before):
        yield [m for m in register.reading.before(mention) if _is_told(m, mention) and name in m.before]


def _judged(
    head: Head, mention: Mention, found: list[Binding], numbers: list[Mention], amounts: list[Mention]
) -> NumericClaim | None:
    """Judge an average by what was found; what is far off is of other numbers, or in another unit."""
    claim, _ = settle("average", mention, found, certain=len(numbers) == 1 or len(found[0].operands) == 1)
    people = bool(head.thing) and all("人口" in m.before for m in numbers)
    called = any(_is_called_head(m, head) for m in numbers if m.sentence is mention.sentence)
    by_name = bool(head.heads) or people or called or any(RECKONED.match(m.after) for m in numbers)
    here = {m.sentence.number for m in (*numbers, *amounts)} == {mention.sentence.number}
    dense = head.thing == "人口"
    bound = (by_name and len(amounts) == len(numbers) == 1) or (dense and bool(amounts and numbers))
    exact = claim.exact
    monthly = _MONTHLY.search(mention.before) is not None and mention.quantity.digits > _FEW_DIGITS
    stated = mention.quantity
    others = [12] * monthly + [15] * (head.units[0] == "亩" and stated.digits > _FEW_DIGITS)  # of all months; of 公顷
    yearly = exact is not None and any(round_half_up(n * exact, stated.step) == stated.value for n in others)
    part = any("其中" in m.text_before and m.sentence is not mention.sentence for m in amounts)  # 其中室内…；室外…
    told = (bound and here) or yearly or is_near(claim, _FAR)
    if claim.verdict not in PROVED and (part or not told):
        return None
    return replace(claim, said=yearly or (bound and (dense or here or is_near(claim, _NEAR))))


def _is_told(other: Mention, mention: Mention) -> bool:
    plain = not other.quantity.hedge and other.quantity.value > 0
    return plain and other is not mention and other.role in (*_LEVELS, Role.REST)


def unit_of(mention: Mention) -> str:
    """Give the unit without its scale; of 总人口13.61亿 it is 人."""
    return mention.quantity.bare_unit or ("人" if "人口" in mention.own else "")


def _heads(head: Head, pool: Sequence[Mention]) -> list[Mention]:
    """Give the numbers of heads: those with their name, of persons those of a population; of several the only one that says it is reckoned by."""
    if head.heads:
        money = head.units == ("元",)  # of 每百元营业收入
        told = [(m, MONEY if money and not AVERAGED.search(m.before) else COUNT) for m in pool]
        return _distinct([m for m, kind in told if m.dimension == kind and _is_named(m, head.heads)])
    lands = {head.units[0], "hectares"} <= _LANDS.keys()  # 播种面积118969千公顷, of so much an 亩
    found = [m for m in pool if is_head(m, head)] or [m for m in pool if lands and m.dimension in _LANDS]
    found = [m for m in found if not AVERAGED.search(m.before)]
    if head.thing == "人口":
        return _distinct([m for m in found if _LAND.search(m.before)] or found)
    if head.thing and "人" in head.units:
        found = [m for m in found if "人口" in m.own]
    found = [m for m in found if "其中" not in m.topic[-2:] + m.lead] or found  # of the whole, and not of a part
    found = [m for m in found if head.who and _is_named(m, head.who)] or found  # 法官42名、助理37名，法官人均
    reckoned = [m for m in found if RECKONED.match(m.after)]
    return _distinct(reckoned or found)


def many_of(head: Head, number: Mention) -> Fraction:
    """Give for how many of what is counted an average is told: 1000 of 每千人, a thousandth of 每公斤 beside 吨."""
    unit = head.units[0] if head.units else ""
    table = next((t for t in (_WEIGHTS, _LANDS) if {unit, number.dimension} <= t.keys()), {})
    return Fraction(head.many * table.get(unit, 1), table.get(number.dimension, 1))


def is_head(mention: Mention, head: Head) -> bool:
    """Say whether a number is of heads: by its unit, or of a noun that names them: 9个县, 专职消防队18支."""
    weighed = {head.units[0], mention.dimension} <= _WEIGHTS.keys()
    return unit_of(mention) in head.units or weighed or _is_called_head(mention, head)


def _is_called_head(mention: Mention, head: Head) -> bool:
    noun = re.escape(head.units[0])
    ahead = mention.previous
    own = ahead is None or ahead.after != mention.before  # 6个山区县198所
    told = regex(f"[一-龥]{{0,3}}{noun}").match(mention.after) or (own and mention.before.endswith(head.units[0]))
    return mention.dimension == COUNT and bool(told)


def _distinct(found: Sequence[Mention]) -> list[Mention]:
    """Give the only number among mentions that all tell it, the last of them; nothing if they differ."""
    return list(found[-1:]) if len({m.quantity.value for m in found}) == 1 else []


def _is_named(mention: Mention, name: str) -> bool:
    return regex("[共有为计达到]+$").sub("", mention.before).endswith(name) or mention.after.startswith(name)


def _amounts(head: Head, mention: Mention, pool: Sequence[Mention]) -> list[Mention]:
    """Give the amounts that may be shared: of those with the name the largest, which is of all heads; without a name the only one."""
    found = [m for m in pool if factor_to(m, mention) and not AVERAGED.search(m.before) and not _AIMED.search(m.before)]
    if head.units == ("元",):
        return [m for m in found if m.dimension == MONEY and _is_of(m, head.thing)]
    found = [m for m in found if not is_head(m, head) or (head.thing and "人口" not in m.before)]
    if head.heads:
        own = [m for m in found if head.heads in m.before and head.thing in m.before.partition(head.heads)[2]]
        return _distinct(own or [m for m in found if head.thing and _is_of(m, head.thing)])
    if not head.thing:
        ahead = [m for m in found if m.order < mention.order]  # 每平方米8.0元，低于约定的9.5元
        return _distinct(ahead or found)
    named = [m for m in found if _is_of(m, head.thing)]
    if head.thing == "人口":  # of those who live there, or are registered
        return [m for m in named if _POPULATION.search(m.before)]
    if (span := span_of(mention)) is not None:
        named = [m for m in named if span_of(m) == span] or named
    return sorted(named, key=lambda m: m.quantity.value)[-1:]


def _is_of(mention: Mention, thing: str) -> bool:
    """Say whether a number is of a thing: 全国共有体育场地 of 体育场地, 场地面积 of 体育场地面积."""
    name = regex(any_of(words().averages.verbs) + "+$").sub("", mention.before)
    name = regex("^.*[，；：]|^(?:[现共]|全[市县区])+有?").sub("", name)
    # 专利：年末6842件
    name = mention.topic if regex("(?:截?[至止]|到)?[全本当]?[年月]?[底末初]?|累计").fullmatch(name) else name
    names = {name, regex("[数量]+$").sub("", name)}  # 医院床位数 is of 床位
    ends = any(name.endswith(thing) or (len(name) >= _TOLD and thing.endswith(name)) for name in names)
    return len(thing) >= _TOLD and ends


def factor_to(amount: Mention, mention: Mention) -> int:
    """Give what one base unit of an amount is in that of an average; 0 if they are of two kinds."""
    if (turned := conversion(amount.quantity, mention.quantity)) is not None and turned > 1:
        return int(turned)
    alike = amount.dimension == mention.dimension and (
        amount.dimension not in (COUNT, "kilograms") or unit_of(amount) == unit_of(mention)
    )
    return int(alike and amount.quantity.value > mention.quantity.value)


def _quotients(
    head: Head, mention: Mention, amounts: Sequence[Mention], numbers: Sequence[Mention]
) -> Iterator[Binding]:
    for amount in amounts:
        months = months_told(amount) if _MONTHLY.search(mention.before) else 1
        if not months:
            continue
        for number in numbers:
            many = many_of(head, number) * factor_to(amount, mention) / months
            formula = ClaimFormula(lambda total, heads, many=many: many * total / heads, (1, -1))
            yield Binding(formula, (amount, number))


def _by_other_averages(head: Head, mention: Mention, thought: Sequence[Mention]) -> Iterator[Binding]:
    """Give the amount as another average of the same thought makes it: 套均总价 from 均价 and area."""
    if head.thing or _APART.search(mention.lead):
        return
    formula = ClaimFormula(lambda other, its_heads, heads: other * its_heads / heads, (1, 1, -1))
    numbers = _heads(head, thought)
    for other in thought:
        its = head_of(other) if other.dimension == mention.dimension else None
        if its is not None and (area := _AREAS.get((its.units[:1], head.units[:1]))) and other.order < mention.order:
            # 每公顷7230公斤，折合每亩482公斤
            yield Binding(ClaimFormula(lambda each, area=area: each / area, (1,)), (other,))
            continue
        if "每" in mention.before and "每" in other.before:
            continue  # 前者每个85元，后者每套420元: of two sums
        if its is not None and its.units != head.units and its.many == head.many == 1:
            yield from (
                Binding(formula, (other, own, number))
                for own in _heads(replace(its, thing=""), thought)
                for number in numbers
                if number.dimension != own.dimension  # 桌40张、柜25组，每张620元，每组880元: prices of two things
            )


def months_told(mention: Mention) -> int:
    """Give for how many months a sum is told; 0 if that isn't said."""
    a_year = 12 * bool(regex("20\\d\\d年(?!\\d{1,2}月)[^月]*$").match(mention.lead))
    return next((months for word, months in _MONTHS.items() if word in mention.lead), a_year)


def others_give(claim: NumericClaim, stated: Mention, reading: Reading) -> bool:
    """Say whether other numbers give an average: two of one sentence, or one in whose name is a word of the average's, or of the other number's, that the one it was judged by lacks."""
    binding = claim.trial.binding if claim.trial is not None else None
    if binding is None or len(binding.operands) != 2 or stated.quantity.digits <= _FEW_DIGITS:
        return False
    total, number = binding.operands
    each = _EACH_ONE.search(stated.before)
    if each is not None and all(each["of"] in m.before for m in binding.operands):
        return False  # 家庭户、家庭户人口: 平均每个家庭户
    plain = [m for m in reading.mentions if m.role in _COUNTED and m.quantity.value and not m.quantity.hedge]
    totals, numbers = ([m for m in plain if m is not stated and same_unit(m, used)] for used in (total, number))
    pairs = [(total, m) for m in numbers if _is_called(m, stated, number)]
    pairs += [(m, number) for m in totals if _is_called(m, number, total) or _is_called(m, stated, total)]
    pairs += [(a, b) for a in totals for b in numbers if a.sentence is b.sentence is not total.sentence]
    told = ((a.quantity.printed, b.quantity.printed) for a, b in pairs if (a, b) != (total, number))
    return any(gives(binding.formula, pair, stated.quantity.printed) for pair in told)


def _is_called(one: Mention, other: Mention, but: Mention) -> bool:
    """Say whether two letters of the words before a number are among those of another, and not among those of a third."""
    told = (a + b for a, b in pairwise(one.before) if regex("(?!全)[一-龥]{2}").fullmatch(a + b))
    words, others = other.before + other.after, but.before + but.after
    return any(word in words and word not in others for word in told)
