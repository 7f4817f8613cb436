"""Words that say which of two numbers is the larger, held against both: 4127户，多于上年同期的3865户; 分别为46.8和39.5，后者多; 乡村7.9%，快于城镇; 水位84.37米，超警戒水位; 完成7.42，超收; 42.3%，超过四成."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from zzlib.audit.judging.claim import NumericClaim, statement, text_claim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, number_in
from zzlib.audit.numbers.words import words
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, ReadSentence, words_between
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role, way_of

_N = r"\d[\d,]*(?:\.\d+)?"
_UNIT = "(?P<unit>%|(?!个?百分点)[万亿]?[一-龥]{1,4}(?=[，（、。；]))"
_THEN = "[年月季全本县市省区度]{0,2}(?:上年|去年|上月|上季度|前年|上期|上一年度?|同期|上年度|全[市省国县区]|计划|目标|任务|年初)[^，。；\\d（负减降-]{0,8}"
_TOLD = re.compile(
    rf"(?P<now>{_N}){_UNIT}，(?P<also>[也仍均]?)(?P<way>{{ways}})(?:(?P<base>{_THEN}|[一-龥]{{2,10}}(?=的))(?:的|（)?(?P<then>{_N})(?P=unit)(?!点)|(?P<bound>{_N})(?P=unit)的?[一-龥]{{0,4}}(?:限值|标准|警戒|目标|要求|上限|下限|平均|红线|底线|门槛))"
)
_BOUND = "(?P<bound>[一二三四五六七八九]成(?P<half>半)?|(?P<a>[三四五六七八九])分之(?P<b>[一二三四五六七八])|半数|一半)"
_TENTHS = (
    re.compile(rf"(?P<now>{_N})%，(?P<way>超过?|不足|不到|未到|已过|高于|低于|突破)(?:了)?{_BOUND}"),
    re.compile(
        rf"(?P<way>超过?|不足|不到|未到|高于|低于|突破|将近|近)(?:了)?{_BOUND}[，（](?:即|也就是|为|达到?)?(?P<now>{_N})%"
    ),
    re.compile(rf"{_BOUND}(?P<way>多|有余|以上)（(?P<now>{_N})%）"),
    re.compile(
        rf"(?<!%)，(?:占比?)?(?P<way>超过?|已过|不足|不到)(?:[一-龥]{{2,8}}?的?)?{_BOUND}(?=[。；]|，(?!\D{{0,4}}\d)|$)"
    ),
)
_PASSED = re.compile("(?P<way>突破|超过|超|迈过|跨过|首破|冲破|跨越|迈上|站上|跃上)了?$")
_REACHED = re.compile("(?:大关|关口|[新的]*台阶)?，(?:首次)?(?:达到?|为|实现)")
_SIGNS = re.compile(
    "(?P<ups>[一二两三四五六七八九])(?:个|项)?(?P<up>升|增|涨)(?P<downs>[一二两三四五六七八九])(?:个|项)?(?P<down>降|减|跌)(?![一二两三四五六七八九]平)"
)
_TO = re.compile(
    "(?P<way>(?P<up>提高|上升|增长|增加|上涨|攀升|扩大|延长|回升|增|升|涨|提)|下降|降低|减少|回落|缩短|压缩|缩小|收窄|压减|下调|降|减)[至到为](?:了|(?:20\\d\\d|今)年[的末底]?|(?:[目现]前|现在|如今)的?)?"
)
_FROM_TO = re.compile(
    rf"[由从](?:(?:19|20)\d\d年|[^，。；：\d第-]){{0,6}}(?P<then>{_N}){_TO.pattern}(?P<now>{_N})(?=[，。；（])"
)
_COMPARING = "(?:同比|环比|[较比](?:上年|去年|上月|同期|上期)?(?:同期)?)"
_BARE_WAY = re.compile(
    f"(?:/[一-龥]+)?[，、]?{_COMPARING}?(?:分别)?(?:增加|增长|上升|上涨|提高|减少|下降|降低|下滑|增收|减收|[多少增降升])了?"
)
_OWN_WAY = re.compile("(?<![新净核调多少])(?:增加|减少|[增减][收支产]|上升|下降|提高|降低|(?<![增减最至])[多少])了?$")
_AGAINST, _FLOW = re.compile("同比|环比|[较比与同跟]"), re.compile("新增加?|净增加?|净减少?|[多少核调][增减]加?少?")
_OTHERWISE = re.compile("预算|计划|目标|任务|核[算定实]|快报|年初")
_SINCE = {"月": re.compile("环比|上[月季周旬]"), "年": re.compile("同比|同期|[上去]年")}
_TIMES_TOLD = re.compile(
    r"\d+[年月]|季度|[上下]半年|同比|环比|[较先再后又由从自]|(?<!占)比(?![例重率])|拉动|影响|贡献|累计|当月"
)
_OF_RATE = re.compile("率|比重|占比|增速|[增降涨]幅")
_RANKS = ("位", "名", "级", "档")
_SEVERAL = 3
_STEPS = re.compile(
    "，(?:呈现?)?(?P<said>(?:逐[年月季周日旬]|连[年月]|连续[两三四五六七八九十\\d]{1,2}个?[年月季周]度?|持续|稳步|一路|依次)(?P<way>(?P<up>上升|增长|提高|提升|增加|攀升|回升|加快|上涨|扩大)|下降|减少|降低|回落|下滑|收窄|放缓|趋缓))"
)
_STEPS_AHEAD = re.compile(
    _STEPS.pattern.removeprefix("，(?:呈现?)?")
    + "(?:的?态势|趋势)?[，：。]?[^。；、\\d增降升减涨跌两三四五六七八九]{0,20}(?:(?:19|20)\\d\\d年?[—、至到-](?:(?:19|20)\\d\\d年?、?)+年?末?[^。；\\d增降升减涨跌]{0,12})?(?:分别|依次|各)[为是达有]?$"
)
_TURNED, _AIMED = re.compile("[降减亏-]|负(?![债担责荷])|赤字|逆差"), re.compile("预算|计划|任务|目标")
_HALVES = ("半数", "一半")
_LEVEL = re.compile(
    rf"(?:水位|潮位|库水位)(?:为|达到?|涨至|降至)?(?P<now>{_N})米，(?P<way>超|低于|高于|超过|超出)(?P<what>警戒|汛限|保证|正常蓄)水?位?水?位?(?P<by>{_N})米"
)
_GROWN = re.compile(rf"(?P<up>增长|上升|提高|增加)(?=了?{_N}%)|(?:下降|减少|降低|回落)了?为?(?={_N}%)")
_BESIDE_THEN = re.compile(
    rf"(?P<now>{_N})(?P<unit>[%一-龥]{{1,4}})[，（](?:比|较)?(?:上年|去年)?同期(?:为|是)?(?P<then>{_N})(?P=unit)"
)
_PLAN = re.compile(
    rf"(?P<now>{_N})(?P<unit>亿元|万元|万吨)[^。；\d]{{0,6}}，[^。；\d]{{0,6}}(?:预算|计划|任务|目标)(?:数|收入)?(?:为|是)?(?P<then>{_N})(?P=unit)，(?:[^。；，\d]{{0,8}}{_N}%，)?(?P<way>{{ways}})(?P<by>{_N})(?P=unit)"
)
_MET = re.compile(
    rf"(?P<kind>目标|任务|计划|不得?[高多低少]于|不得?超过|[上下]限|限值)(?:数|值|要求)?[^，。；\d]{{0,4}}(?P<then>{_N})(?P<unit>%|[一-龥/]{{1,6}})，[^，。；\d]{{0,10}}(?P<now>{_N})(?P=unit)，[^，。；\d]{{0,4}}?(?P<way>超额完成|提前完成|超过(?=目标|任务|计划)|(?:未|圆满|如期)?完成(?=[全年度本]{{0,3}}(?:任务|目标|计划)[，。；])|[未不]?达标|超标|符合(?=要求|规定|标准)|不?合格)(?=[一-龥]{{0,6}}[，。；]|$)"
)


def direction_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge words of more and less by the two numbers beside them."""
    pairs: list[re.Match[str]] = []
    for sentence in register.reading.sentences:
        here = list(_PAIR.finditer(sentence.text))
        yield from _of_pairs(sentence, here, pairs if not here else [])
        pairs = here
        yield from _held(sentence)
        yield from _tenths(sentence)
        yield from _met(sentence)
        behind = register.reading.sentences[sentence.number : sentence.number + 4]
        yield from _signs(sentence.text, [s for s in behind if s.paragraph == sentence.paragraph])
        yield from _reached(sentence)
        yield from _levels(sentence)
        yield from _planned(sentence)
        yield from _faster(sentence)
        yield from _moved(sentence)
        yield from _turned(sentence)
        yield from _bare_moved(sentence)
        yield from _stepped(sentence)
        yield from _both_ways(sentence)


def _both_ways(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 与上年相比，II类比例上升8.2个百分点，II类下降5.2个百分点，IV类…: one of a list of changes doesn't move both ways."""
    told = [m for m in sentence.mentions if m.role in (Role.GROWTH, Role.CHANGE) and way_of(m) and not m.series]
    named = [(m, regex(_OWN_WAY).sub("", m.before)) for m in told if not _TIMES_TOLD.search(m.before)]
    for at, (other, name) in enumerate(named):
        for one, full in named[:at] if len(name) > 1 and len(named) >= _SEVERAL else ():
            same = full.startswith(name) and (one.dimension, one.segment) == (other.dimension, other.segment)
            if same and way_of(one) != way_of(other):
                shown = "、".join(f"{m.before}{m.quantity.text}" for m in (one, other))
                message = f"同一句里写“{shown}”，一处的名称或升降有误"
                yield statement("difference", other, Verdict.WRONG, message, [one], named=True, said=True)


def _stepped(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 分别为14.2%、13.0%、12.8%，逐月回落 by each step of the list right before it; growths are steps of another number."""
    behind = [
        (m, told)
        for told in _STEPS.finditer(sentence.text)
        for m in sentence.mentions
        if m.quantity.end == told.start() and m.series
    ]
    ahead = [
        (m, told)
        for m in sentence.mentions
        if m.series and m is m.series[-1] and (told := _STEPS_AHEAD.search(sentence.text[: m.series[0].quantity.start]))
    ]
    for last, told in (*behind, *ahead):
        lead = last.first.lead if (last, told) in behind else ""
        if _TURNED.search(lead) or (last.role == Role.GROWTH and not _OF_RATE.search(lead)):
            continue
        way, values = (1 if told["up"] else -1), [m.quantity.value for m in last.series]
        off = [m for m, (one, two) in zip(last.series[1:], pairwise(values), strict=True) if (two - one) * way <= 0]
        if off and len(values) >= _SEVERAL:
            shown = "、".join(m.quantity.text for m in last.series)
            message = f"文中写“{told['said']}”，而 {shown} 里 {off[0].quantity.text} 不是这样"
            verdict = Verdict.WRONG if len(off) in (1, len(values) - 1) else Verdict.DOUBTFUL
            yield statement("order", off[0], verdict, message, last.series)


def _met(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 目标60亿元，实签56.6亿元，超额完成任务 and 不得高于30%，实为34.7%，达标 by which of the two is the larger."""
    for told in _MET.finditer("" if regex("控制|死亡|事故|能耗|以内|[降减]").search(sentence.text) else sentence.text):
        now, bound, most = _number(told["now"]), _number(told["then"]), regex("[高多超]|上限|限值").search(told["kind"])
        met = now <= bound if most else now >= bound
        if met == (told["way"] in ("未完成", "未达标", "不达标", "超标", "不合格")):
            message = f"文中写“{told['way']}”，而 {told['now']} {'大' if now > bound else '小'}于 {told['then']}"
            yield text_claim(sentence, "difference", told["now"] + told["unit"], "", Verdict.WRONG, message)


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


def _any() -> str:
    told = words().directions
    return "|".join(sorted((*told.more, *told.less), key=len, reverse=True))


def _claim(sentence: ReadSentence, said: str, way: int, now: str, then: str) -> Iterator[NumericClaim]:
    """Give a claim that holds where the first number is on the side of the second that is said."""
    more = (_number(now) > _number(then)) - (_number(now) < _number(then))
    if not more:
        return
    good = more == way
    message = f"{now} 比 {then} {'大' if more > 0 else '小'}" + ("，相符" if good else f"，文中写“{said}”，说反了")
    other = Verdict.DOUBTFUL if said in words().directions.either else Verdict.WRONG
    yield text_claim(sentence, "difference", said, "", Verdict.OK if good else other, message)


def _held(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 4127户，多于上年同期的3865户."""
    pattern = _TOLD.pattern.replace("{ways}", _any())
    for match in regex(pattern).finditer(sentence.text):
        if not _TURNED.search(regex("[，。；]").split(sentence.text[: match.start()])[-1]):
            way = 1 if match["way"] in words().directions.more else -1
            yield from _claim(sentence, match["way"], way, match["now"], match["then"] or match["bound"])


def _turned(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge the ways of a change and of the rate right beside it, which are one: 减少83万吨（17亿斤），增长0.1%; 同比下降5.2%，同比增加111件.

    Where the rate may be of another change (今年新增就业20万人，同比下降3%), the two have to make it of the number, or the base, before.
    """
    for depth in {m.depth for m in sentence.mentions}:
        for pair in pairwise(m for m in sentence.mentions if m.depth == depth):
            rate, change = sorted(pair, key=lambda m: m.role != Role.GROWTH)
            way = {Role.INCREASE: 1, Role.DECREASE: -1}.get(change.role, 0)
            between = _BARE_WAY.fullmatch(regex("（[^（）]*）").sub("", words_between(*pair)))
            listed = len(change.series) == len(rate.series) and {m.role for m in change.series} <= {change.role}
            plain = between and way and rate.dimension == PERCENT and way_of(rate) == -way and listed
            if not plain or any(m.quantity.hedge or m.quantity.value <= 0 for m in pair):
                continue
            if _is_of_one_change(change, rate) or (not change.series and _is_made_by(change, rate, way)):
                told = f"{change.first.before.strip('，')}{change.quantity.text}与{rate.first.before.strip('，')}{rate.quantity.text}"
                message = f"{told}说的是一件事，一增一减，有一处写反了"
                yield statement("growth", rate, Verdict.WRONG, message, (change,), named=True)


def _is_of_one_change(change: Mention, rate: Mention) -> bool:
    """Say whether the words of a change and of a rate are those of one comparison, and neither of what came or of a change of a change."""
    leads = (m.sentence.text[m.begin : m.quantity.start] for m in (change.first, rate.first))
    of_change, of_rate = (_FLOW.sub("新", lead) for lead in leads)
    compared = [_AGAINST.search(said) is not None for said in (of_change, of_rate)]
    first = change if change.place < rate.place else rate
    again = compared[change is first] and not compared[change is not first]
    times = {name for said in (of_change, of_rate) for name, words_of in _SINCE.items() if words_of.search(said)}
    other = _OF_RATE.search(first.first.lead) or _OTHERWISE.search(of_change)
    return _OWN_WAY.search(of_change) is not None and not other and not again and len(times) < len(("one", "other"))


def _is_made_by(change: Mention, rate: Mention, way: int) -> bool:
    of = [m for m in change.ahead_in_thought if same_unit(m, change) and (is_amount(m) or m.role == Role.BASE)]
    bases = [m.quantity.value - way * change.quantity.value * (m.role != Role.BASE) for m in of[-2:]]
    made = (change.quantity.value / base * 100 for base in bases if base > 0)
    return any(abs(value - rate.quantity.value) <= rate.quantity.step for value in made)


def _moved(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 由46.2%提高到43.8%, 由58.6天延长至52.1天; not what is ranked, nor what is below nought."""
    for then, now in pairwise(sentence.mentions):
        between = _TO.fullmatch(words_between(then, now))
        plain = now.quantity.unit == then.quantity.unit and then.quantity.unit not in _RANKS and then.depth == now.depth
        if (
            between is None
            or not plain
            or not regex("[由从][^，]*$").search(then.before)
            or _TURNED.search(then.before)
        ):
            continue
        bound = now.quantity.hedge == "以上" and between["up"]  # 由95.8%提高到78%以上
        rough = then.quantity.hedge or (now.quantity.hedge and not bound)
        if rough or any(m.series or m.quantity.value <= 0 for m in (then, now)):
            continue
        more = (now.quantity.value > then.quantity.value) - (now.quantity.value < then.quantity.value)
        if more and more != (1 if between["up"] else -1):
            message = f"{now.quantity.text} 比 {then.quantity.text} {'大' if more > 0 else '小'}，文中写“{between['way']}”，说反了"
            yield statement("difference", now, Verdict.WRONG, message, (then,))


def _bare_moved(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 性别比由2010年的97.45上升为91.45: numbers without a unit, which one of the two must have decimals to be no rank."""
    for match in _FROM_TO.finditer(sentence.text):
        ranked = regex("[位名]次|排名").search(regex("[，。；]").split(sentence.text[: match.start()])[-1])
        if "." in match["then"] + match["now"] and not ranked:
            way = 1 if match["up"] else -1
            yield from _claim(sentence, f"{match['way']}{match['now']}", way, match["now"], match["then"])


def _signs(told: str, sentences: Sequence[ReadSentence]) -> Iterator[NumericClaim]:
    """Judge 三升两降 by the list behind it whose signs are as many: its growth, or its numbers beside those of before."""
    for match in _SIGNS.finditer(told):
        ups, downs = (number_in(match[side]) or 0 for side in ("ups", "downs"))
        text = told[match.end() :] + "".join(s.text for s in sentences[1:])
        signs = [bool(m["up"]) for m in _GROWN.finditer(text)]
        if len(signs) != ups + downs:
            signs = [_number(m["now"]) > _number(m["then"]) for m in _BESIDE_THEN.finditer(text)]
        if len(signs) != ups + downs or len(signs) < _SEVERAL:
            continue
        right = f"{sum(signs)}{match['up']}{len(signs) - sum(signs)}{match['down']}"
        good = sum(signs) == ups
        message = f"后面列的是{right}" + ("，相符" if good else f"，文中写{match[0]}")
        yield text_claim(sentences[0], "count", match[0], right, Verdict.OK if good else Verdict.WRONG, message)


def _reached(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 突破3万亿元大关，达到23714.5亿元 by the number that is told behind the bound."""
    for bound, now in pairwise(sentence.mentions):
        passed = _PASSED.search(sentence.text[bound.begin : bound.quantity.start])
        told = _REACHED.fullmatch(regex("^大关").sub("", words_between(bound, now)))
        if passed and told and same_unit(bound, now) and not _AIMED.search(bound.before):
            said, good = f"{passed['way']}{bound.quantity.text}", now.quantity.value >= bound.quantity.value
            verdict, why = (Verdict.OK, "，相符") if good else (Verdict.WRONG, f"，不到 {bound.quantity.text}")
            yield text_claim(
                sentence, "difference", said, "", verdict, f"文中写“{said}”，达到的是 {now.quantity.text}{why}"
            )


def _tenths(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 占42.3%，超过四成; 超过八成，即83.0%."""
    for match in (m for pattern in _TENTHS for m in pattern.finditer(sentence.text)):
        now = match.groupdict().get("now") or _share_of_two(sentence, match.start())
        bound = Fraction(50)
        if match["a"]:
            bound = Fraction(100 * (number_in(match["b"]) or 1), number_in(match["a"]) or 1)
        elif match["bound"] not in _HALVES:
            bound = Fraction(10 * (number_in(match["bound"][0]) or 0) + 5 * bool(match["half"]))
        said = f"{match['bound']}{match['way']}" if match["way"] in "多有余以上" else f"{match['way']}{match['bound']}"
        way = -1 if match["way"] in ("不足", "不到", "未到", "低于", "近", "将近") else 1
        yield from _claim(sentence, said, way, now, f"{float(bound):g}") if now else ()


def _share_of_two(sentence: ReadSentence, end: int) -> str:
    """Give what share the number right before a place is of the only other like one of its thought, before it: 人口48.6万人，其中老人12.9万人，超过."""
    ahead = [m for m in sentence.mentions if m.quantity.end <= end and is_amount(m)]
    pair = [m.quantity for m in ahead if m.segment == ahead[-1].segment and same_unit(m, ahead[-1])]
    between = sentence.text[pair[0].end : pair[1].start] if len(pair) == len(("whole", "part")) else ""
    near = between and (pair[1].end == end or regex("其?中|里").search(between))
    apart = not near or "，" in sentence.text[pair[1].end : end]
    if apart or pair[1].value >= pair[0].value or any(q.hedge for q in pair):
        return ""
    return f"{float(100 * pair[1].value / pair[0].value):.4g}"


def _levels(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 水位84.37米，超警戒水位0.37米（警戒水位84.00米） by the level that the sentence prints."""
    for match in _LEVEL.finditer(sentence.text):
        level = rf"{match['what']}水?位(?:为|是)?({_N})米(?![^（]{{0,2}}以)"
        told = set(regex(level).findall(sentence.text)) - {match["by"]}
        if len(told) == 1:
            said, way = f"{match['way']}{match['what']}水位{match['by']}米", -1 if match["way"] == "低于" else 1
            yield from _claim(sentence, said, way, match["now"], told.pop())


def _planned(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 完成7.42亿元，年初预算为7.15亿元，…，超收0.27亿元."""
    pattern = _PLAN.pattern.replace("{ways}", "|".join((*words().directions.over, *words().directions.short)))
    for match in regex(pattern).finditer(sentence.text):
        if not _AIMED.search(regex("[，。；]").split(sentence.text[: match.start()])[-1]):
            said, way = (
                f"{match['way']}{match['by']}{match['unit']}",
                1 if match["way"] in words().directions.over else -1,
            )
            yield from _claim(sentence, said, way, match["now"], match["then"])


_PAIR = re.compile(
    rf"分别[为是有达]?(?P<one>{_N})(?P<unit1>[%一-龥]{{0,3}}?)[和与、](?P<two>{_N})(?P<unit>%|[一-龥]{{1,3}})"
)
_OF_PAIR = re.compile("(?P<who>前者|后者)(?:比[前后]者)?(?P<way>{ways})")


def _of_pairs(sentence: ReadSentence, here: list[re.Match[str]], before: list[re.Match[str]]) -> Iterator[NumericClaim]:
    """Judge 分别为46.8万人次和39.5万人次。门诊量后者多 by the only pair whose unit the clause tells, here or in the sentence before."""
    for match in regex(_OF_PAIR.pattern.replace("{ways}", _any() + "|多|少|高|低|长|短|快|慢|大|小")).finditer(
        sentence.text
    ):
        unit = regex(rf"出?了?{_N}(个?百分点|%|[一-龥]{{1,3}}?)(?=[，。；]|$)").match(sentence.text[match.end() :])
        kind = "%" if unit and "百分点" in unit[1] else unit[1] if unit else None
        pairs = before + [p for p in here if p.end() <= match.start()]
        told = [p for p in pairs if kind is None or p["unit"].startswith(kind)]
        if len(told) == 1:
            one, two = told[0]["one"], told[0]["two"]
            way = 1 if match["way"] in (*words().directions.more, "多", "高", "长", "快", "大") else -1
            now, then = (one, two) if match["who"] == "前者" else (two, one)
            yield from _claim(sentence, match[0], way, now, then)


_GROWTH = re.compile(rf"(?P<name>[一-龥]{{2,14}}?)(?:同比)?(?P<way>增长|下降)(?P<n>{_N})%")
_FASTER = re.compile(
    r"(?P<one>[一-龥]{2,6}?)(?:的)?(?:增速|增幅|增长)(?P<way>快于|慢于|高于|低于)(?P<two>[一-龥]{2,6}?)(?:的?增速|的?增幅)?(?P<by>\d+(?:\.\d+)?)个百分点"
)


def _faster(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 城镇…增长5.8%，乡村…增长7.9%，乡村增速快于城镇2.1个百分点."""
    for match in _FASTER.finditer(sentence.text):
        grown: dict[str, str] = {}
        for name in (match["one"].lstrip("其中"), match["two"]):
            told = [m for m in _GROWTH.finditer(sentence.text[: match.start()]) if m["name"].startswith(name)]
            if len(told) == 1:
                grown[name] = ("-" if told[0]["way"] == "下降" else "") + told[0]["n"]
        if len(grown) == len(("one", "two")):
            way = 1 if match["way"] in ("快于", "高于") else -1
            yield from _claim(sentence, f"{match['way']}{match['two']}", way, *grown.values())
