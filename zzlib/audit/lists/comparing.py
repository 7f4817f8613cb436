"""Two named things compared: 城关法庭比柳河法庭多收317件, 我县领先全市4.6个百分点, 甲与乙相差9分."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.excuses import is_near, pair_giving
from zzlib.audit.numbers.arithmetic import ACCUSED, DIFFERENCE, Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, POINTS, TIMES
from zzlib.audit.reading.binding import is_amount, own_words
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role, growth_sign

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
_THAN_BRACKET = re.compile(
    "(?P<way>超过?|高[于出]|超出|多于|低于|少于|距离?)[一-龥]{2,8}（[一-龥]{0,4}[\\d.]+[^（）\\d，]{1,4}）(?:还有|还差|尚有|仅)?$"
)
_LESS_WAY = re.compile("[少低慢短小落减降下]")
_OTHER_TIME = re.compile(
    "^(?:上[年月季期]|去年|同期|年初|前年|同比|环比|计划|目标|任务|预算|平均|往年|常年|多年|原|此前|以往)"
)
_TAIL = re.compile("(?:的?(?:水平|平均水平|平均值|平均|均值|综合水平|总水平|数量|数|量))+$")
_SAME_AS = {"我县": "全县", "我市": "全市", "我区": "全区", "我院": "全院"}
_KINDS_OF = tuple("节县区市镇乡村局院校线站库")
_FAR = 4
_NEAR = Fraction(3, 2)
_PAIR = ("one", "the other")
_MORE_THAN = re.compile(
    rf"(?:(?<![增扩许最更提降加放不至减缩偏])(?:(?:{_MORE.replace('|长', '')}|{_LESS}|(?<=[更要还])长)(?:出|了|于)?|(?:多|(?<!青)少(?![年儿数]))[一-龥]{{0,3}})|(?:相差|差距|相距|差)(?:为|了|达)?)$"
)
_TIMED = re.compile(
    r"上[年月季期次周]|去年|同期|年初|前年|同比|环比|计划|目标|任务|预算|20\d\d年|合计|(?<!公)共|总|平均每|至少|最[多少高低]|常年|往年|多年平均"
)
_SINCE = re.compile(r"[比较](?:\d{1,2}月|上[月年季期周]|去年|同期|年初)")
_FREE = re.compile("(?<![非不未与比较于占])")  # 占全市的15.6% is no number of 全市
_FREE_DATE = re.compile(r"(?<![非不未\d\-—–~至到与比较于占])")
_JOINED = ("、", "和", "及")
_RATES = (Role.SHARE, Role.RATE, Role.GROWTH)


def comparing_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what a text says of two things that it names, by the one number that each of the names has."""
    for mention in register.reading.mentions:
        if not (mention.quantity.hedge or any(m is not mention and same_unit(m, mention) for m in mention.series)):
            yield from _compared(register, mention)


def _compared(register: FigureRegister, mention: Mention) -> Iterator[NumericClaim]:
    ahead = mention.previous
    goes_on = ahead is not None and mention.before in _JOINED and not same_unit(ahead, mention)
    words = ahead if goes_on and ahead is not None else mention  # 甲村比乙村多40户、175人
    said = words.lead if words.before == words.lead else words.before
    match = _match(mention, said)
    near = _numbers(register, mention)
    if (then := _in_bracket_behind(mention)) is not None:
        yield from _of_bracket(mention, then, near)
        return
    if (claim := _of_bracket_ahead(mention)) is not None:
        yield claim
        return
    if match is None:
        yield from _of_two(mention, said, near)
        return
    if regex("任务|计划|目标|预算").search(match["other"]):
        return  # what was aimed at is not what was done
    others, rest = _named(match["other"], near)
    ones, own_rest = _named(match["one"], near) if match["one"] else ([], "")
    if not stripped(match["one"]) and not ones:
        # 县交通局1873万元，比县水务局少273万元: of the number right before
        nearest = _of_thought(mention, [m for m in near if m not in others] or near)[-1:]
        ones, own_rest = _of_subject(mention, near) or nearest, ""
    was = {m.number for m in (*ones, *others)}
    ones, others = [_moved(m) for m in ones], [_moved(m) for m in others]
    ones, others = _of_measure(ones, own_rest or rest), _of_measure(others, rest or own_rest)
    if len(ones) != 1 or len(others) != 1 or ones[0] is others[0]:
        if regex("前者|后者").search(said):
            yield from _of_two(mention, said, near)
        return
    one, other = ones[0], others[0]
    if not _is_of_verb(match, one, other) or regex("[一-龥]?[降升减增]至").match(other.text_behind):
        return  # 较发布前增加; 发布时的4万亿元压降至零: of what has become another
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
    inner = mention.bracket
    more = regex("[多少高低]$").search(mention.before) is not None and mention.dimension not in (PERCENT, TIMES)
    return inner[0] if more and len(inner) == 1 and same_unit(inner[0], mention) else None


def _of_bracket(mention: Mention, then: Mention, near: list[Mention]) -> Iterator[NumericClaim]:
    """Judge a comparison by the number of its bracket and the one before it in its thought, else those that bear its words."""
    like = [m for m in reversed(near) if same_unit(m, then) and not m.depth]
    like.sort(key=lambda m: -len(set(own_words(m)) & set(mention.before)))
    own = _of_thought(mention, like)[:1]
    less = regex("[少低]$").search(mention.before)
    found = [Binding(DIFFERENCE, (then, m) if less else (m, then)) for m in own or like]
    claim, _ = settle("difference", mention, found, certain=bool(own), likely=True)
    if claim.verdict not in ACCUSED or is_near(claim, _NEAR):
        yield claim


def _of_bracket_ahead(mention: Mention) -> NumericClaim | None:
    """Judge 水位13.42米，超警戒水位（12.50米）x, 距保证水位（32.70米）还有 x by the bracket and the number before it that isn't told so itself."""
    inner, told = mention.previous, _THAN_BRACKET.search(mention.text_before)
    if inner is None or told is None or inner.depth <= mention.depth or not same_unit(inner, mention):
        return None
    ahead = [m for m in inner.ahead_in_thought if same_unit(m, mention) and is_amount(m) and not m.depth]
    ahead = [m for m in ahead if not _THAN_BRACKET.search(m.text_before)]
    if len(ahead) != 1 or any(m.quantity.hedge or m.series for m in (inner, *ahead)):
        return None
    less = told["way"][0] in "距离低少"
    pair = (inner, ahead[0]) if less else (ahead[0], inner)
    return replace(settle("difference", mention, [Binding(DIFFERENCE, pair)], certain=True)[0], named=True)


def _of_two(mention: Mention, said: str, near: list[Mention]) -> Iterator[NumericClaim]:
    """Judge 后者多 x, 两者相差 x, 甲区高出 x by the only two like numbers of the thought, or the sentences, before it."""
    more = _MORE_THAN.search(regex("(?:前者|后者)$").sub("", said))
    if not more or _TIMED.search(mention.lead) or mention.dimension in (PERCENT, TIMES):
        return
    if _SINCE.search(mention.thought) and not regex("者|相差").search(said):
        return  # 检查单位数比10月多182家，隐患数少175处
    if mention.role == Role.TARGET or (mention.role == Role.GAP and "相差" not in mention.before):
        return
    beside = mention.sentence.mentions[max(0, mention.place - 1) : mention.place + 2]
    if any(m.role == Role.GROWTH and m.segment == mention.segment for m in beside):
        return  # 税收66666万元，增35.12%，多17329万元: more than a year ago
    here = [m for m in _of_thought(mention, near) if not m.depth]
    pair = here if len(here) == len(_PAIR) else near if len(here) < len(_PAIR) else []
    if any(_MORE_THAN.search(m.before) for m in pair):
        return  # 甲乡多报125亩；乙乡多报86亩；丙乡多报47亩: each is what is too much
    if len(pair) != len(_PAIR) or any(_TIMED.search(own_words(m)) for m in pair) or not same_unit(*pair):
        return
    larger, smaller = sorted(pair, key=lambda m: m.quantity.value, reverse=True)
    than = pair[-1].begin == mention.begin and regex("[比较]").search(pair[-1].lead) and "差" not in more[0]
    if than and (larger is min(pair, key=lambda m: m.order)) == bool(_LESS_WAY.search(more[0])):
        return  # 报销比例84.0%，比三级医院的58.6%低了25.4个百分点: told the wrong way round
    whose = regex("[前后]者").search(said)
    now = sorted(pair, key=lambda m: m.order)[whose[0] == "后者"] if whose and "相差" not in said else None
    if now is not None and (now is smaller) != bool(_LESS_WAY.search(more[0])):
        return  # 3.58人、4.47人，后者比前者少0.89人: told the wrong way round
    claim, _ = settle("difference", mention, [Binding(DIFFERENCE, (larger, smaller))], certain=True)
    if claim.verdict != Verdict.WRONG or is_near(claim):
        yield claim


def _match(mention: Mention, said: str) -> re.Match[str] | None:
    if mention.dimension in (PERCENT, TIMES) or mention.role == Role.TARGET:
        return None
    match = _THAN.search(said) or _OVER.search(said) or _APART.search(said)
    if match is None or (_OTHER_TIME.match(match["other"]) and not stripped(match["one"])):
        return None
    return None if regex("[的占为每均]").search(match.groupdict().get("verb") or "") else match


def _is_of_verb(match: re.Match[str], *pair: Mention) -> bool:
    """Say whether two numbers are of what one thing is told to do more of: 多收317件 of 收案, not 多发展12人 of 党员32人."""
    verb = regex("[出了有达到约近整占比重率]").sub("", match.groupdict().get("verb") or "")
    return not verb or all(set(verb) & set(m.lead + m.after) for m in pair)


def _numbers(register: FigureRegister, mention: Mention) -> list[Mention]:
    """Give the numbers of the kind that is compared, in the sentence and the ones before it in the paragraph."""
    percents = mention.dimension == POINTS
    found = []
    for m in register.mentions_before(mention, _FAR):
        if m.quantity.hedge or m.role in (Role.CHANGE, Role.INCREASE, Role.DECREASE, Role.GAP, Role.TARGET):
            continue
        falls = m.role == Role.GROWTH and growth_sign(m.lead) < 0
        if percents and m.dimension == PERCENT and m.role in _RATES and not falls:
            found.append(m)
        elif not percents and (is_amount(m) or m.role == Role.BASE):
            alike = m.dimension == mention.dimension and m.quantity.unit[-1:] == mention.quantity.unit[-1:]
            found += [m] if alike else []
    return found


def _named(name: str, near: list[Mention]) -> tuple[list[Mention], str]:
    """Give the numbers that bear a name, or the longest beginning of it that any bears, and what is left of the name."""
    led = "其中|而|但|且|也|都|仅|今年|[一-龥]{2}后|(?:(?![上去]年|全)[一-龥]){0,8}?最[高多大快长低少小慢短](?=的)"
    name = _TAIL.sub("", regex(f"^(?:{led})?(?:的)?").sub("", name)) or name
    name = _SAME_AS.get(name[:2], name[:2]) + name[2:]
    for length in range(len(name), 1, -1):
        start = name[:length]
        if start[-1].isdigit() and length < len(name):
            continue  # 2021年 doesn't bear 202 of 2020年
        hits = [m for m in near if _bears(_own_words(m), start)] or [m for m in near if _bears(_opening(m), start)]
        if hits:
            left = name[length:]
            whole = not left or length > 2 or left in _KINDS_OF or all(letter in own_words(hits[0]) for letter in left)
            return (hits, left) if whole else ([], "")
    return [], ""


def _own_words(mention: Mention) -> str:
    """Give the words of a number; those of the one before it where it only goes on with it: 甲村有320户、1280人."""
    ahead = mention.previous
    return own_words(ahead if ahead is not None and mention.before in _JOINED else mention)


def _bears(said: str, name: str) -> bool:
    free = _FREE_DATE if name[:1].isdigit() else _FREE
    return name in said and any(free.match(said, at) for at in range(len(said)) if said.startswith(name, at))


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
    behind, text = mention.behind[:1], mention.sentence.text
    moved = mention.role == Role.BASE and behind and same_unit(behind[0], mention)
    return behind[0] if moved and regex("[到至为]$").search(text[: behind[0].quantity.start]) else mention


def _of_subject(mention: Mention, near: list[Mention]) -> list[Mention]:
    """Give the number whose subject goes on from the comparison right before: 东片高于北片0.2个百分点，高于西片2.9个百分点."""
    ahead = mention.previous
    if ahead is None or ahead.segment != mention.segment or ahead.dimension != mention.dimension:
        return []
    match = _match(ahead, ahead.lead)
    return _named(match["one"], near)[0] if match is not None and stripped(match["one"]) else []


def _of_thought(mention: Mention, near: list[Mention]) -> list[Mention]:
    """Give those of several numbers that stand in the thought of another."""
    return [m for m in near if m.sentence is mention.sentence and m.segment == mention.segment]
