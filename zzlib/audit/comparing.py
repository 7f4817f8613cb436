"""By how much two named things or two rates differ: 城关法庭比柳河法庭多收317件, 甲与乙相差9分, 由 A% 降到 B%，下降 n 个百分点; and rates whose difference is written with %."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.arithmetic import DECLINE, DIFFERENCE, GROWTH, HOLDS, MULTIPLE, Verdict, judge
from zzlib.audit.binding import is_amount, own_words
from zzlib.audit.claim import Binding, NumericClaim, settle, statement
from zzlib.audit.excuses import is_near, pair_giving
from zzlib.audit.pace import SCHEDULE
from zzlib.audit.quantities import PERCENT, POINTS, TIMES
from zzlib.audit.reading import Mention, Reading, ReadSentence, same_unit, stripped
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role, growth_sign
from zzlib.audit.words import any_of, words

_NAME = "[一-龥A-Za-z0-9·“”]"
_MORE = "多|高|快|长|大|领先|超"
_LESS = "少|低|慢|短|小|落后"
_THAN = re.compile(
    rf"(?P<one>{_NAME}{{0,24}}?)(?<![占对相环同正百])[比较](?P<other>{_NAME}{{1,18}}?)偏?(?P<way>{_MORE}|{_LESS}|上升|提高|提升|增加|下降|降低|减少)(?P<verb>[一-龥]{{0,3}})$"
)
_OVER = re.compile(
    rf"(?P<one>{_NAME}{{0,24}}?)(?P<way>高于|多于|快于|大于|高出|多出|领先于?|超出|低于|少于|慢于|小于|落后于?|低出)(?P<other>{_NAME}{{2,18}}?)(?:约|近|整整)?$"
)
_APART = re.compile(
    rf"(?P<one>{_NAME}{{2,18}}?)[与和同跟](?P<other>{_NAME}{{2,18}}?)(?:之间)?(?:相差|相距|差距为?|差)(?:了|为|达)?$"
)
_TIMES = re.compile(rf"(?P<one>{_NAME}{{2,18}}?)(?:是|为|相当于)(?P<other>{_NAME}{{2,18}}?)的$")
_LESS_WAY = re.compile("[少低慢短小落减降下]")
_OTHER_TIME = re.compile("^(?:上[年月季期]|去年|同期|年初|前年|同比|环比|计划|目标|任务|预算|平均|往年|原|此前|以往)")
_TAIL = re.compile("(?:的?(?:水平|平均水平|平均值|平均|均值|综合水平|总水平|数量|数|量))+$")
_SAME_AS = {"我县": "全县", "我市": "全市", "我区": "全区", "我院": "全院"}
_KINDS_OF = tuple("节县区市镇乡村局院校线站库")
_FAR = 4
_NEAR = Fraction(3, 2)
_PAIR = ("one", "the other")
_MORE_THAN = re.compile(
    rf"(?:(?<![增扩许最更提降加放不至减缩])(?:(?:{_MORE.replace('|长', '')}|{_LESS}|(?<=[更要还])长)(?:出|了|于)?|[多少][一-龥]{{0,3}})|(?:相差|差距|相距|差)(?:为|了|达)?)$"
)
_TIMED = re.compile(
    r"上[年月季期次周]|去年|同期|年初|前年|同比|环比|计划|目标|任务|预算|20\d\d年|合计|共|总|平均每|至少|最[多少高低]"
)
_RATES = (Role.SHARE, Role.RATE, Role.GROWTH)
_RATE = re.compile("率|比重|占比|比例|水平|[^进]度|平均|进度")
_CHANGED = re.compile(r"(?:提高|上升|提升|增加|增长|下降|降低|回落|减少|下滑|[高低])(?:了|出)?$")
_THEN = re.compile(r"上[年月季周次期届轮]|上一[年月季次期轮]|去年|前年|同期|年初|期初|原来|原先|此前|全[市省国县]平均")
_OF_ANOTHER = re.compile("(?:[高低快慢]于|[比较])(?:全[国省市县区]|[一-龥]{0,4}平均)")
_OVER_YEARS = re.compile("[两三四五六七八九十]年(?:累计|共|来|间)?")


def comparing_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what a text says of two things that it names, by the one number that each of the names has."""
    for sentence in register.reading.sentences:
        for mention in sentence.mentions:
            if mention.quantity.hedge or mention.series:
                continue
            yield from _compared(register, mention)


def _compared(register: FigureRegister, mention: Mention) -> Iterator[NumericClaim]:
    said = mention.lead if mention.before == mention.lead else mention.before
    match = _match(mention, said)
    near = _numbers(register, mention)
    if (then := _in_bracket_behind(mention)) is not None:
        yield from _of_bracket(mention, then, near)
        return
    if match is None:
        yield from _of_two(mention, said, near)
        return
    if re.search("任务|计划|目标|预算", match["other"]):
        return  # what was aimed at is not what was done
    others, rest = _named(match["other"], near)
    ones, own_rest = _named(match["one"], near) if match["one"] else ([], "")
    if not stripped(match["one"]) and not ones:
        ones, own_rest = _nearest(mention, [m for m in near if m not in others] or near), ""
    was = {m.number for m in (*ones, *others)}
    ones, others = [_moved(m) for m in ones], [_moved(m) for m in others]
    ones, others = _of_measure(ones, own_rest or rest), _of_measure(others, rest or own_rest)
    if len(ones) != 1 or len(others) != 1 or ones[0] is others[0]:
        if re.search("前者|后者", said):
            yield from _of_two(mention, said, near)
        return
    one, other = ones[0], others[0]
    if not same_unit(one, other) or one.quantity.unit[-1:] != other.quantity.unit[-1:]:
        return
    if mention.dimension == TIMES:
        yield settle("growth", mention, [Binding(MULTIPLE, (one, other))], certain=True)[0]
        return
    way = match.groupdict().get("way")
    less = _LESS_WAY.match(way) if way else one.quantity.value < other.quantity.value
    pair = (other, one) if less else (one, other)
    claim, _ = settle("difference", mention, [Binding(DIFFERENCE, pair)], certain=True)
    if way and claim.trial is not None and claim.trial.exact == -mention.quantity.value and not own_rest and not rest:
        shown = "、".join(m.quantity.text for m in pair)
        yield replace(claim, named=True, message=f"{shown} 相差 {mention.quantity.text}，多与少写反了")
        return
    giving = pair_giving(DIFFERENCE, near, mention, but=pair)
    former = giving is not None and {m.number for m in giving} == was  # of what they were before they changed
    if claim.verdict != Verdict.WRONG or (is_near(claim) and (giving is None or former)):
        yield claim


def _in_bracket_behind(mention: Mention) -> Mention | None:
    """Give the only number of a bracket right behind a comparison, which is its base: 破案数多15件（上一轮82件）."""
    behind = mention.behind[:2]
    told = re.match(r"（[^（）\d]{1,8}[\d.,]+[^（）\d]{1,4}）", mention.text_behind)
    inner = [m for m in behind if m.depth > mention.depth]
    more = re.search("[多少高低]$", mention.before) is not None and mention.dimension not in (PERCENT, TIMES)
    return inner[0] if told and more and inner == behind[:1] and same_unit(inner[0], mention) else None


def _of_bracket(mention: Mention, then: Mention, near: list[Mention]) -> Iterator[NumericClaim]:
    """Judge a comparison by the number of its bracket and the one before it in its thought, else those that bear its words."""
    like = [m for m in reversed(near) if same_unit(m, then) and not m.depth]
    like.sort(key=lambda m: -len(set(own_words(m)) & set(mention.before)))
    own = [m for m in like if m.sentence is mention.sentence and m.segment == mention.segment][:1]
    less = re.search("[少低]$", mention.before)
    pairs = [(then, m) if less else (m, then) for m in own or like]
    claim, _ = settle(
        "difference", mention, [Binding(DIFFERENCE, pair) for pair in pairs], certain=bool(own), likely=True
    )
    if claim.verdict not in (Verdict.WRONG, Verdict.DOUBTFUL) or is_near(claim, _NEAR):
        yield claim


def _of_two(mention: Mention, said: str, near: list[Mention]) -> Iterator[NumericClaim]:
    """Judge 后者多 x, 两者相差 x, 甲区高出 x by the only two like numbers of the thought, or the sentences, before it."""
    if not _MORE_THAN.search(said) or _TIMED.search(mention.lead) or mention.dimension in (PERCENT, TIMES):
        return
    if mention.role == Role.TARGET or (mention.role == Role.GAP and "相差" not in mention.before):
        return
    beside = mention.sentence.mentions[max(0, mention.place - 1) : mention.place + 2]
    if any(m.role == Role.GROWTH and m.segment == mention.segment for m in beside):
        return  # 税收66666万元，增35.12%，多17329万元: more than a year ago
    here = [m for m in near if m.sentence is mention.sentence and m.segment == mention.segment and not m.depth]
    pair = here if len(here) == len(_PAIR) else near if len(here) < len(_PAIR) else []
    if len(pair) != len(_PAIR) or any(_TIMED.search(own_words(m)) for m in pair) or not same_unit(*pair):
        return
    larger, smaller = sorted(pair, key=lambda m: m.quantity.value, reverse=True)
    claim, _ = settle("difference", mention, [Binding(DIFFERENCE, (larger, smaller))], certain=True)
    if claim.verdict != Verdict.WRONG or is_near(claim):
        yield claim


def _match(mention: Mention, said: str) -> re.Match[str] | None:
    if mention.dimension == TIMES:
        return _TIMES.search(said)
    if mention.dimension == PERCENT or mention.role == Role.TARGET:
        return None
    match = _THAN.search(said) or _OVER.search(said) or _APART.search(said)
    if match is None or (_OTHER_TIME.match(match["other"]) and not match["one"]):
        return None
    return None if re.search("[的占为每均]", match.groupdict().get("verb") or "") else match


def _numbers(register: FigureRegister, mention: Mention) -> list[Mention]:
    """Give the numbers of the kind that is compared, in the sentence and the ones before it in the paragraph."""
    near = register.mentions_before(mention, _FAR)
    percents = mention.dimension == POINTS
    found = []
    for m in near:
        if (
            m is mention
            or m.quantity.hedge
            or m.role in (Role.CHANGE, Role.INCREASE, Role.DECREASE, Role.GAP, Role.TARGET)
        ):
            continue
        if (
            percents
            and m.dimension == PERCENT
            and m.role in _RATES
            and not (m.role == Role.GROWTH and growth_sign(m.lead) < 0)
        ):
            found.append(m)
        elif not percents and (is_amount(m) or m.role == Role.BASE):
            alike = mention.dimension == TIMES or (
                m.dimension == mention.dimension and m.quantity.unit[-1:] == mention.quantity.unit[-1:]
            )
            found += [m] if alike else []
    return found


def _named(name: str, near: list[Mention]) -> tuple[list[Mention], str]:
    """Give the numbers that bear a name, or the longest beginning of it that any bears, and what is left of the name."""
    name = _TAIL.sub("", re.sub("^(?:其中|而|但|且|也|都|仅|今年|[一-龥]{2}后)?(?:的)?", "", name)) or name
    name = _SAME_AS.get(name[:2], name[:2]) + name[2:]
    for length in range(len(name), 1, -1):
        start = name[:length]
        if start[-1].isdigit() and length < len(name):
            continue  # 2021年 doesn't bear 202 of 2020年
        hits = [m for m in near if _bears(own_words(m), start)] or [m for m in near if _bears(_opening(m), start)]
        if hits:
            left = name[length:]
            whole = not left or length > 2 or left in _KINDS_OF or all(letter in own_words(hits[0]) for letter in left)
            return (hits, left) if whole else ([], "")
    return [], ""


def _bears(said: str, name: str) -> bool:
    guard = (
        r"(?<![\d\-—–~至到与比较于占])" if name[:1].isdigit() else "(?<![与比较于占])"
    )  # 占全市的15.6% is no number of 全市
    return re.search(f"(?<![非不未]){guard}{re.escape(name)}", said) is not None


def _opening(mention: Mention) -> str:
    """Give the words that open the thought of a number: 县医院 of 县医院门诊 x 人次、出院 y 人次."""
    text, start = mention.sentence.text, mention.quantity.start
    begin = text.rfind("；", 0, start) + 1
    first = next(m for m in mention.sentence.mentions if m.quantity.start >= begin)
    return text[begin : first.quantity.start]


def _of_measure(found: list[Mention], measure: str) -> list[Mention]:
    """Give those of several numbers of a name that are of the measure: 门急诊量, 出院."""
    if len(found) < 2 or not measure:
        return found
    letters = [letter for letter in measure if letter not in "的数量"]
    good = [m for m in found if all(letter in own_words(m) for letter in letters)]
    return good or found


def _moved(mention: Mention) -> Mention:
    """Give what a number became where its sentence says so right behind it: 城市标准由650元提高到690元."""
    behind = mention.behind[:1]
    text = mention.sentence.text
    moved = mention.role == Role.BASE and behind and same_unit(behind[0], mention)
    return behind[0] if moved and re.search("[到至为]$", text[: behind[0].quantity.start]) else mention


def _nearest(mention: Mention, near: list[Mention]) -> list[Mention]:
    """Give the number that a comparison without a subject goes on from: 县交通局1873万元，比县水务局少273万元."""
    here = [
        m for m in near if m.sentence is mention.sentence and m.segment == mention.segment and m.order < mention.order
    ]
    return here[-1:]


def point_claims(sentence: ReadSentence, reading: Reading) -> Iterator[NumericClaim]:
    """Give the claims of the sentence that state by how much two rates differ."""
    for mention in sentence.mentions:
        if mention.dimension == POINTS and not SCHEDULE.search(mention.lead):
            yield _points(mention)
        elif mention.dimension == PERCENT and _CHANGED.search(mention.before) and not mention.series:
            yield from _written_with_percent(mention)


def _points(mention: Mention) -> NumericClaim:
    if re.search("年均|平均每年", mention.lead):
        return statement("difference", mention, Verdict.UNVERIFIABLE, "是各年的平均，不是两个率之差")
    listed = mention.series or "分别" in mention.lead
    pair = None if listed else _pair(mention)
    if pair is None:
        return statement("difference", mention, Verdict.UNVERIFIABLE, "比的是哪个百分数没有印出")
    now, then = pair
    operands = (then, now) if _falls(mention) else pair
    return settle("difference", mention, [Binding(DIFFERENCE, operands)], certain=True)[0]


def _falls(mention: Mention) -> bool:
    first = mention.first
    below = re.search(
        "[低慢少小]于(?:\\d[\\d.]*%的)?[^，。；\\d]{1,14}$", re.sub("（[^（）]*）", "", first.lead)
    )  # 低于上年同期（74.1%）
    return below is not None or bool(re.search(any_of(words().roles.fall_points) + r"(?:了|约)?$", first.before))


def _written_with_percent(mention: Mention) -> Iterator[NumericClaim]:
    """Judge 结案率由 A% 提高到 B%，提高 n%: as growth it may hold; else n is the difference, whose word is 个百分点."""
    pair = _pair(mention)
    if pair is None or not any(_RATE.search(m.lead + m.topic) for m in pair):
        return
    amounts = mention.sentence.mentions[pair[0].place : mention.place]
    if any(m.dimension not in (PERCENT, POINTS) and not m.depth for m in amounts):
        return  # 就诊率提高到91.6%，支出5.46亿元，去年为5.20亿元，同比增长5.0%
    now, then = pair
    falls = _falls(mention)
    printed = [now.quantity.printed, then.quantity.printed]
    compared = re.search("(?<![提降])[高低]$", mention.before)  # with another body: no growth
    if not compared and judge(DECLINE if falls else GROWTH, printed, mention.quantity.printed)[0] in HOLDS:
        yield settle("growth", mention, [Binding(DECLINE if falls else GROWTH, pair)], certain=False)[0]
        return
    claim, _ = settle("difference", mention, [Binding(DIFFERENCE, (then, now) if falls else pair)], certain=True)
    right = claim.recomputed.replace("%", "个百分点")
    if claim.verdict in HOLDS:
        message = f"{now.quantity.text} 与 {then.quantity.text} 相差 {right}，文中写 {mention.quantity.text}；两个百分数相差用“个百分点”"
        yield replace(claim, verdict=Verdict.WRONG, message=message, recomputed=right)
    elif claim.verdict == Verdict.WRONG:
        yield replace(claim, message=f"{claim.message}（两个百分数相差，用“个百分点”）", recomputed=right)


def _value(mention: Mention) -> Fraction:
    return mention.quantity.value


def _now_and_then(mention: Mention, percents: list[Mention]) -> tuple[Mention, Mention] | None:
    """Give the only two rates of the thought before a difference, of which one is of an earlier time, whichever stands first."""
    if len(percents) > 2 and _OVER_YEARS.search(mention.lead) and all(_time(m) > 0 for m in percents):
        return max(percents, key=_time), min(percents, key=_time)
    if len(percents) != 2 or percents[0].place != mention.place - 1 or percents[0].depth or percents[1].depth:
        return None
    one, other = percents
    first, second = _time(one), _time(other)
    told = first != second and (first < 0 or second < 0 or (first and second))
    if not told or any(m.series for m in percents):
        return None
    return (other, one) if first < second else (one, other)


def _time(mention: Mention) -> int:
    """Give the year of a rate, or -1 where its words name an earlier time, 0 where they name none."""
    said = own_words(mention)
    years = re.findall(r"(20\d\d)年", said)
    quarter = re.search("([一二三四])季度", said)
    month = re.search(r"(?<![\d\-—–至])(1[0-2]|[1-9])月(?![-—–至])", said)
    part = "一二三四".index(quarter[1]) + 1 if quarter else int(month[1]) if month else 0
    return 100 * int(years[-1]) + part if years else -1 if _THEN.search(said) else part


def _pair(mention: Mention) -> tuple[Mention, Mention] | None:
    """Give the percentage now and the one that it is compared with."""
    percents = [m for m in reversed(mention.ahead_in_thought) if m.dimension == PERCENT]
    percents = [m for m in percents if not m.quantity.hedge and not _CHANGED.search(m.before)]
    text = mention.sentence.text
    if percents and percents[0].depth > mention.depth:
        return None  # 高于全市平均水平（53.7%）18.5个百分点: of what words name
    if len(percents) == 2 and re.search(r"(?:相差|相距|差距(?:为|达)?|相差了)$", mention.before):
        return max(percents, key=_value), min(percents, key=_value)
    if len(percents) > 1:
        between = text[percents[1].quantity.end : percents[0].quantity.start]
        opening = text[max(0, percents[1].quantity.start - 16) : percents[1].quantity.start]
        moved = re.search(r"[到至为](?:[\d年月末底份]{0,9}的)?$", between) and re.search(r"[由从]", opening)
        if moved and "，" not in between:
            return None if _OF_ANOTHER.search(mention.lead) else (percents[0], percents[1])
        same_clause = percents[0].begin == mention.begin and percents[0].place == mention.place - 1
        if same_clause and re.search(r"[较比]", percents[0].lead):
            # 增长5.8%，比上半年的6.4%回落0.6个百分点，比全省的5.2%高0.6个百分点: both of the first
            here = [m for m in reversed(mention.ahead_in_thought) if m.dimension == PERCENT]
            own = [m for m in here if not re.search(r"[较比]", m.lead) or re.search("同比|环比", m.lead)]
            second = re.search(r"[较比]", percents[1].lead) and not re.search("同比|环比", percents[1].lead)
            return (own if second and len(own) == 1 else percents[1:])[0], percents[0]
        if not same_clause and re.search(
            r"[与同和跟较比][^，]{0,14}相?比，[^，]{0,8}$", text[: mention.quantity.start]
        ):
            asked = _THEN.search(percents[0].lead) and not _THEN.search(percents[1].lead)
            return (percents[1], percents[0]) if asked and percents[0].place == mention.place - 1 else None
        alone = len(percents) == 2 and percents[0].place == mention.place - 1 and re.search("同比|较|比", mention.lead)
        if alone and _THEN.search(percents[0].lead) and not _THEN.search(percents[1].lead):
            return percents[1], percents[0]
    if pair := _now_and_then(mention, percents):
        return pair
    return None
