"""Averages: 户均, 人均, 月均, 平均每个乡镇."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zzlib.audit.averages.over_time import over_time, yearly_change
from zzlib.audit.averages.per_head import RECKONED, named_average, others_give
from zzlib.audit.averages.ratios import ratio_claims
from zzlib.audit.documents.places import is_heading
from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.excuses import factor_between, is_near
from zzlib.audit.numbers.arithmetic import ACCUSED, HOLDS, PROVED, QUOTIENT, Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, RATIOS
from zzlib.audit.numbers.words import words
from zzlib.audit.reading.binding import come_to
from zzlib.audit.reading.reading import Mention, stripped, words_between
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role

_AVERAGE = re.compile(
    r"(?<!\d)(?P<time>年)平均[一-龥]{0,6}$|(?P<of>户次|人次|批次|[户人村校所件案亩年月日天镇乡院家台班场街店厂企站机车])均(?![匀衡])[一-龥]{0,6}$"
    r"|(?<![一-龥])(?P<what>(?![平年各也都皆])[一-龥])均(?![匀衡为已有超按由未能可在获是不被需要应将占于低高]|完成|实现|安排|下达)[一-龥]{0,6}$"
    r"|(?P<said>平均|折合|算下来|平摊)?[一-龥]{0,8}?每一?(?P<each>公里|平方米|批次|个?工作日|人次|场次|个月|[月天日年个名位户家所村件人亩起处台支条项次吨只班组批座场间辆套站点队笔宗份期册张枚趟床棵株校])(?P<noun>[一-龥]{0,14})$"
    r"|(?:^|[，；、（])(?P<body>[县乡镇村校户班])平均[一-龥]{0,4}$"
    r"|单(?P<single>[一-龥])平均[一-龥]{0,6}$|平均单(?P<once>[一-龥])[一-龥]{0,6}$"
    r"|一(?P<day>天|日)(?!游)[一-龥]{0,4}$"
    r"|平均(?:投资|单体|建设|贷款|单笔)?(?:规模|金额|造价)(?:为|达到?)?$|平均(?P<size>班)额(?:为|是|达到|达)?$|(?P<land>亩产)(?:量|量?为|达到|达)?$"
)
_ENDED = ("审结", "结案", "办结", "执结")
_LIMIT = re.compile("的?(?:上限|下限|限额|标准|规定|要求)")  # 低于省定每班50人的上限
_NO_TOTAL = re.compile("满分$|[亩单]产(?![值总])")  # 亩产连续6年超过2000斤: an average itself
_A_DAY = re.compile("/[天日]）")
_SET = re.compile("[按照]每")
"""What opens a rate by which others are reckoned, and which is no average itself."""
_EACH_OF = re.compile("(?P<each>[一-龥]*每一?[一-龥])(?P<noun>[一-龥]*)$")
_MEAN = re.compile("(?P<who>[一-龥]*?)平均(?P<thing>(?!每|[增减递下上年])[一-龥]{2,8}?)(?:为|是|达到?|约)?$")
_UTMOST = re.compile("最[高低大小多少]")
_THINGS = (COUNT, "visits", "days")
_COUNTED = (Role.LEVEL, Role.TOTAL, Role.TARGET, Role.BASE)
_TIMES_OF = ("月", "个月", "日", "天", "年", "个工作日", "工作日")
_CLOSE = Fraction(3, 2)
_BY = re.compile("按(?P<of>[一-龥]{2,8}?)(?:总?数|人数)?计算?，")


def average_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Give the claims of averages and ratios of a document, but none against two numbers of which another average holds: 成交均价每吨3120元, of 起拍价."""
    found = list(_average_claims(register))
    proved = {tuple(m.number for m in c.proof) for c in found if c.verdict in PROVED and c.proof[1:]}
    yield from (c for c in found if c.verdict in PROVED or tuple(m.number for m in c.proof) not in proved)


def _average_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    for sentence in register.reading.sentences:
        for mention in map(_of_now, sentence.mentions):
            match = _AVERAGE.search(mention.before)
            # 产值8.9亿元，带动1.3万户，户均增收6200元: of no increase
            gained = mention.before.endswith("均增收") and not regex("产值|销售额|营业收入").search(mention.text_before)
            more = mention.role == Role.INCREASE and not gained
            claim = named_average(register, mention) or yearly_change(mention, register.reading)
            found = [claim] if claim is not None else []
            if match and mention.dimension not in RATIOS and not mention.series and not more:
                found += _average(register, mention, match)
            elif not match:
                found += _mean_of_named(mention)
            found = [] if _UTMOST.search(mention.before) else found  # 最低成交价格为3.96元/股
            aside = _SET.search(mention.lead) or mention.role == Role.BASE or _LIMIT.match(mention.text_behind)
            some, proved = "平均每" in mention.before, [c for c in found if c.verdict in PROVED]
            rest = [c for c in found if not (aside or (some and _is_of_some(mention, c.proof)))]
            found = [*proved, *(c for c in rest if c.said), *rest][:1]
            yield from (c for c in found if c.verdict in PROVED or not others_give(c, mention, register.reading))
        yield from ratio_claims(sentence, register)


def _of_now(mention: Mention) -> Mention:
    """Give a number that an average has changed to, or that goes on with another average, with the words that name it: 户均流转面积由上年的1.2亩增加到1.5亩; 平均每队16人、2.4辆车."""
    then = mention.previous
    if then is not None and then.bracket == [mention] and _A_DAY.match(mention.text_behind):
        return replace(mention, before="日均", lead=f"{then.lead}日均")  # 6696起（216起/天）
    if then is not None and regex("计?算?，?[为是]").fullmatch(mention.before) and RECKONED.match(then.after):
        named = regex("(?:^|[，；。·])([^，；。]*[均每][^，；。]*?)：?[按以][^，；。]*$").search(then.text_before)
        return replace(mention, before=named[1]) if named else mention  # 每千人口医师数：按常住人口286万人计，为2.9人
    if then is not None and mention.before == "、" and then.quantity.unit != mention.quantity.unit:
        ahead = _of_now(then)
        return replace(mention, before=ahead.before, lead=ahead.lead) if "每" in ahead.before else mention
    each = _EACH_OF.match(then.before) if then is not None and then.segment == mention.segment else None
    if then is not None and each is not None and regex("、[一-龥]{2,8}").fullmatch(words_between(then, mention)):
        ends = (n for n in range(len(each["noun"]) - 1) if any(each["noun"][n:] in m.before for m in then.ahead))
        before = each["each"] + each["noun"][: next(ends, 0)] + mention.before.lstrip("、")
        return replace(mention, before=before, lead=before)  # 平均每所社区民警14名、辅警36名
    now = come_to(mention)
    return now if regex("[均每]").search(now.before) else mention


def _average(register: FigureRegister, mention: Mention, match: re.Match[str]) -> Iterator[NumericClaim]:
    """Judge an average by the one total and the one number of things that its sentence, or the one before, names."""
    if any(word in mention.lead + mention.topic for word in words().averages.otherwise) or regex(
        "上年|去年|同期|平均水平|均水平|[月日年]人均|每[^，]{1,4}每(?![天日])"
    ).search(mention.before):
        return
    if regex("(?<!平)均[^均每]*每[月年]|均[^均每]*(?:[月年补]|(?<!单)次|每日)").search(mention.before):
        return
    named = ("time", "of", "what", "body", "single", "once", "each", "day", "land")
    each = next((match[name] for name in named if match[name]), "个")
    own = [m for m in mention.ahead if m.role in _COUNTED and "每" not in m.before]
    if each in _TIMES_OF:
        ahead = [e for e in register.around(mention.sentence) if e.mention.order < mention.order and not e.part]
        own = own[-1:] if mention.depth and mention.before == "日均" else own
        told = [m for m in own if _same_kind(m, mention) and not regex("[日天]均").search(m.before)]
        if not told and each not in ("月", "个月", "年"):
            told = [e.mention for e in ahead if _same_kind(e.mention, mention) and "日均" not in e.mention.before]
        if not told and is_heading(mention.sentence.block):
            told = [m for m in _next_told(register, mention) if _same_kind(m, mention)]
            told = [m for m in told if not regex("最|日").search(m.before)]
            name = regex("^.*(?:均|每[日天月])").sub("", mention.before)
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


def _mean_of_named(mention: Mention) -> Iterator[NumericClaim]:
    """Judge 办结案件平均罚没 x, 出院者平均住院日 x by the only total of its kind before it and the only count that its words name."""
    told = _MEAN.search(mention.before)
    if told is None or mention.dimension in (*RATIOS, "scores") or mention.quantity.hedge or "价" in told["thing"]:
        return
    ahead = [m for m in mention.ahead_in_thought if m.role in _COUNTED and not regex("均|每").search(m.before)]
    who = regex("^(?:其中|全[市县区年省])+").sub("", told["who"])
    names = [who[:2]] if who else [told["thing"][:2]]
    totals = [m for m in ahead if _same_kind(m, mention) and m.dimension != COUNT]
    heads = [m for m in ahead if m.dimension in (COUNT, "visits") and any(name in m.before + m.after for name in names)]
    if len(totals) != 1 or len(heads) != 1:
        return
    claim, _ = settle("average", mention, [Binding(QUOTIENT, (totals[0], heads[0]))], certain=True)
    named = told["thing"][:2] in totals[0].before or totals[0].quantity.bare_unit != mention.quantity.bare_unit
    yield replace(claim, said=is_near(claim, 2 * _CLOSE if named else _CLOSE))


def _of_things(mention: Mention, match: re.Match[str], each: str, earlier: list[Mention]) -> NumericClaim | None:
    """Judge an average by a total and the number of things that it is shared among, among numbers before it."""
    totals = [m for m in earlier if _same_kind(m, mention) and not _NO_TOTAL.search(m.lead)]
    old = [m for m in totals if m.role == Role.BASE or regex("上年|去年|同期").search(m.before)]
    totals = [m for m in totals if m not in old or m.sentence is mention.sentence]
    daily = regex("每[天日]").search(mention.before) is not None
    totals = [m for m in totals if ("均" in m.before) == daily]
    told = regex("^.*均|^.*每").sub("", mention.before)[-4:] if "均" in mention.before else match["noun"] or ""
    told = mention.after[:2] if told == f"每{each}" else told  # 平均每村15个小组
    told = regex("[只仅有为是达到约]+$").sub("", match["noun"])[-4:] if match["noun"] else told
    names = _ENDED if told in _ENDED else (told,)
    same = [m for m in totals if len(told) > 1 and any(name in m.before for name in names)]
    ahead = [m for m in totals if m.order < mention.order and len(m.before) > 1]
    same = same or [m for m in ahead if len(told) > 1 and told.endswith(m.before[-2:])]
    totals = same if len(same) == 1 else totals
    noun = match["noun"] or match["size"] or ""
    units = words().averages.units.get(each, (each, f"{each}次", each.removesuffix("次")))
    things = {*_THINGS, *(["land"] if "亩" in each else [])} - {mention.dimension} | {COUNT}  # no days by days
    counted = [m for m in earlier if m.dimension in things or m.quantity.unit == each]
    counted = [m for m in counted if m not in same or len(same) > 1]  # 检察官46名，起诉1937人，人均起诉
    of_each = [m for m in counted if m.quantity.bare_unit in units or m.before.endswith(each)]  # 行政村155个，平均每村
    numbers = of_each or [m for m in counted if each in m.after[:6]]
    if mention.quantity.unit.endswith("次"):  # 律师18名，人均90人次
        numbers = [m for m in numbers if m.quantity.unit != mention.quantity.unit] or numbers
    numbers = _of_verb([m for m in numbers if m.after.startswith(each)] or numbers, totals)  # 24个村建72个，平均每村3个
    begun = tuple(noun[:n] for n in range(2, len(noun) + 1))  # 全国共有家庭户, of 平均每个家庭户人口
    named = [m for m in numbers or counted if noun and (m.after.startswith(noun[:2]) or m.before.endswith(begun))]
    numbers = (
        named or [m for m in numbers if noun and noun[:2] in m.before] or ([] if noun and len(numbers) > 1 else numbers)
    )
    of_part = [m for m in numbers if "其中" in m.lead and m.segment != mention.segment]
    numbers = [m for m in numbers if m not in of_part] if len(numbers) - len(of_part) == 1 and not noun else numbers
    totals = [m for m in totals if m not in numbers]
    others = [m for m in counted if m not in totals]
    guessed = not numbers and len(others) == len(totals) == 1
    numbers = others if guessed else numbers  # 演练96次…场均75人
    found = [Binding(QUOTIENT, (total, number)) for total in reversed(totals) for number in reversed(numbers)]
    # a part has another total
    inner = found and "其中" in mention.sentence.text[totals[-1].quantity.end : numbers[-1].quantity.start]
    if not found or inner:
        return None
    alone = len(totals) == 1 and len({m.quantity.value for m in numbers}) == 1
    claim = settle("average", mention, found, certain=alone, likely=True)[0]
    if claim.verdict in ACCUSED and _is_of_some(mention, numbers + totals):
        return None
    what = regex("[一-龥]{2,6}(?=$|[，。；、）])").match(mention.after)
    if claim.verdict not in PROVED and what and not any(what[0] in m.before + m.after for m in totals):
        return None  # 执业医师286人；平均每个村卫生室1.4名乡村医生: of others
    if claim.verdict == Verdict.WRONG and guessed and not is_near(claim, _CLOSE):
        return None
    moved = claim.exact is not None and factor_between(claim.exact, mention.quantity)  # 680万元、425件，件均1600元
    here = numbers[-1].sentence is mention.sentence
    if claim.verdict == Verdict.DOUBTFUL and not moved and not is_near(claim, 2 * _CLOSE if here else _CLOSE):
        return None  # 少数民族75人，财政收入0.07亿元，人均615元
    reckoned = any(RECKONED.match(m.after) for m in numbers)
    all_here = all(m.sentence is mention.sentence for m in totals + numbers)
    own = alone and not guessed and all_here and not regex("（[以按]").match(mention.text_behind)
    only = own and (len(same) == 1 or (each != "个" and all(m in of_each for m in numbers)))
    each_named = alone and len(noun) > 1 and all(noun[:2] in m.before for m in totals + numbers)  # 平均每个家庭户
    return replace(claim, said=only or ((reckoned or each_named) and is_near(claim, _CLOSE)))


def _of_verb(numbers: list[Mention], totals: list[Mention]) -> list[Mention]:
    """Leave out what was planned, and of several what the total isn't named for: 拍卖318件，成交207件，成交额2.74亿元，平均每件132万元."""
    numbers = [m for m in numbers if m.role != Role.TARGET] or numbers
    of = totals[0].before if len(totals) == 1 else ""
    verb = [m for m in numbers if (name := stripped(m.before)[:2])[1:] and name in of]
    return verb if len(verb) == 1 else numbers


def _is_of_some(mention: Mention, used: Sequence[Mention]) -> bool:
    """Say whether the words of an average name some of the things that are of none of the numbers used: 过夜游客人均消费, 城区派出所平均每所."""
    if "收入" in mention.before and not any("收入" in m.before for m in used):
        return True  # 产值12亿元，茶农4.2万人，人均收入8000元
    if "占有" in mention.before and any(m.quantity.bare_unit.endswith("次") for m in used):
        return True  # 21.6万人次，人均占有图书1.12册: of those who live there
    led = regex("(?P<of>(?![户人件]均)[一-龥]+?)(?:[户人件]均|平均每|每)").match(mention.before)
    of = (
        regex("^(?:全[市县区年省]|其中|平均|实现|累计|算下来|折合|相当于|约合|实际)+").sub("", led["of"]) if led else ""
    )
    of = "" if of.endswith("年") else of  # 五年平均每年
    by = _BY.search(mention.text_before)  # 按入住老人计算，每名护理员照护2.0人
    names = [name[:2] for name in (of, by["of"] if by else "") if len(name) > 1]
    return any(not any(name in m.before + m.after for m in used) for name in names)


def _same_kind(total: Mention, mention: Mention) -> bool:
    """Say whether a number may be the total of an average: more of the same unit."""
    units = {total.quantity.bare_unit, mention.quantity.bare_unit}
    persons = units <= {"人", "名", "位", "人次"}
    alike = total.dimension not in _THINGS or len(units) == 1 or persons or total.dimension == "days"
    kind = total.dimension == mention.dimension or (persons and "均" in mention.before)
    return kind and alike and total.quantity.value >= mention.quantity.value
