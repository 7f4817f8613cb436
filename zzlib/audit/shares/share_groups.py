"""Shares as a text states them: the number they are of, the words for the whole, and the list they share the whole with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from zzlib.audit.judging.excuses import items_before
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, PERCENT, RATIOS
from zzlib.audit.numbers.words import any_of, mentions_any, words
from zzlib.audit.reading.binding import explicit_before, is_amount, levels_before, series_partner
from zzlib.audit.reading.breakdowns import PERSONS
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import (
    REMEMBERED,
    Mention,
    Reading,
    ReadSentence,
    stripped,
    without_asides,
    words_between,
)
from zzlib.audit.reading.roles import OVER_ALL, Role
from zzlib.audit.shares.defined_rates import definition_of
from zzlib.audit.shares.two_numbers import of_compound

_BECAME = r"(?:由[\d.]+%[升降提上下回增减][一-龥]{0,2}[至到为]|[升降][至到]|提[高升][至到])?"
_CLOSE = rf"(?:比重|比例|份额|百分比|比)?(?:分别)?{_BECAME}(?:为|达到?|是|约|的|仅|只)*$"
_TOLD = re.compile(
    rf"(?:占(?:到(?!位))?(?P<of>[^，。；：（）占由\d]{{0,20}}?)的?{_CLOSE}|(?:比[例重]|份额){_BECAME}(?:为|达到?|是|约|仅)*$"
    r"|(?:完成|为|是|达到?|相当于)(?P<aim>[^，。；：（）\d]{0,12}(?:计划|任务|目标|预算)[^，。；：（）\d]{0,5})的$)"
)
_THEN = re.compile("上年|去年|同期占|上月|年初(?!预算|计划|目标|安排|下达|批复)|上季|往年")
_TOGETHER = re.compile(
    "(?P<number>[两二三四五六七八九2-9])[者项类个家种地国市县区省州镇乡](?:[一-龥]{0,6}(?:合计|之和|加起来|相加|加总)|合?共?$)"
    "|合计|共$|共计|之和|加起来|(?:^|，)总[数和]$"
)
_NAMED_BEHIND = re.compile("，(?:分别|依次)(?:是|为)|：")
_CASES = re.compile("占[^人]*(?:案件|案|起|件)(?:总?数|总量)?的?$")
_MONTHS = re.compile(r"\d+(?:[-—至]\d+)?月份?|前?[一二三四两]+个?季度|前[一二三四五六七八九十\d]+个?月")
_MEASURE = re.compile("(?:(?P<unit>[一-龥])数|金额|资金|投资|税额)(?:分别)?$")
_PLACE = re.compile("[一-龥]{1,3}[省市县区州乡镇村院校]$")
_RATE = re.compile("(?P<stem>[一-龥]{2,8})率(?:达到?|为|是|仅|约)*$")
_NOT = re.compile("[未不无没缺漏逾待拟应]|超[期时]|其[他余]")
_AREA = re.compile("全[国省市州盟县区旗镇乡]")
_OF_OTHERS = re.compile("[一-龥]{2,12}(?:中|里)，")
_AMONG = re.compile("^(?:其中|[一-龥]{2,8}(?:中|里面?|当中))(?=[一-龥]{2})")
_OF_ALL = re.compile("全部|总|所有|各类")
_CLASS = re.compile(
    "(?:领域|渠道|方面|类型?|机构|部门|区域|环节|部分|场所|案件|纠纷|事故|诉求|项目|资金|支出|投资|产业|企业)+$"
)
OF_MORE = re.compile("全[国省市州区县]|[我本][国省市州区县]")
OF_ALL = "总数"  # opens the group of shares of all of what their parts are
RATE = "率"  # opens the group of a rate, which has its whole alone
REACH = 200  # numbers that shares of one whole may be apart
_REACH, _SPARE = 40, 3
_LISTED = 3  # shares of one item of a list: 起数, 死亡, 受伤
_NO_PART = ("增加值", "增长", "收益", "回报", "报酬", "周转")
"""What rates are of that more than two numbers make: 增加值率 is of the output, 净资产收益率 of an average."""
_LIST_OPENS = re.compile("其中|，中：|包括")
_ITEM = re.compile(r"[（]?[\d一二三四五六七八九十]+[.、）]")
_OF_CLASS = re.compile("(?:^|[，；。：])(?P<of>[一-龥]{2,10}?)(?:中(?![级等心小学部西东])|里)，?[^，。；：\\d]*$")
_IN_BRACKET = re.compile("（[\\d.]+[万亿]?[一-龥]{1,2}）")


@dataclass(frozen=True)
class StatedShare:
    """A share, the numbers that it is of (several: their sum), the core of the words for its whole, and the list that has one whole in common.

    `aimed` says that the whole is a plan or a task; `under` are words of which the whole of a known rate bears one.
    """

    rate: Mention
    parts: tuple[Mention, ...]
    noun: str
    group: tuple[str, int]
    aimed: bool
    under: tuple[str, ...] = ()
    explicit: bool = False
    """Whether its whole stands right before it, so that none else can be meant."""

    @property
    def first(self) -> Mention:
        """The first number that it is of."""
        return self.parts[0]


def stated_shares(reading: Reading) -> list[StatedShare]:
    """Give the shares of a document whose part stands before them, in order."""
    found: list[StatedShare] = []
    for rate in reading.mentions:
        if rate.dimension != PERCENT or rate.quantity.hedge or rate.quantity.value <= 0 or rate.role == Role.GROWTH:
            continue
        share = stated_share(rate, reading, found[-_LISTED:])
        if share is not None:
            found.append(share)
    return found


def stated_share(rate: Mention, reading: Reading, before: Sequence[StatedShare]) -> StatedShare | None:
    """Give a share with what it is of; `before` are those before it, with the last of which of its unit it may have its list in common."""
    return _stated(rate, reading, before) or _rated(rate, reading)


def _rated(rate: Mention, reading: Reading) -> StatedShare | None:
    """Give a rate with the number that its words name: the part and the whole (资产负债率), or the last before it that bears its name (办结率, 已办结1319件)."""
    told = _RATE.search(rate.lead)
    if told is None or rate.series or _THEN.search(rate.lead) or definition_of(rate) is not None:
        return None
    if told["stem"].endswith(_NO_PART) or of_compound(rate, told["stem"][-4:]) is not None:
        return None
    if (named := _of_two_names(rate, told["stem"], reading)) is not None:
        return named
    stem = next((told["stem"][at:] for at in range(7) if told["stem"][at:] in words().rates), told["stem"][-2:])
    over, under = words().rates.get(stem, ((stem,), ()))
    ahead = [m for m in rate.ahead if m.depth <= rate.depth and _is_part(m, stem)]
    parts = [m for m in ahead if mentions_any(over, m.before + m.after) and not _NOT.search(m.before + m.after[:2])]
    if not parts and not rate.ahead:
        done = re.compile(f"(?:已|已经|累计|成功|共){stem}(?:了)?$")
        apart = [m for m in reading.before(rate) if is_amount(m) and not m.depth and done.search(m.before)]
        parts = apart if len({m.quantity.value for m in apart}) == 1 else []
    plain = bool(parts) and not parts[-1].quantity.hedge and not _NOT.search(told["stem"])
    if not plain or OVER_ALL.search(rate.lead) or is_of_one_place(rate, parts[-1], stem):
        return None
    return StatedShare(rate, (parts[-1],), "", (RATE, rate.number), aimed=False, under=under)


def is_of_one_place(mention: Mention, part: Mention, stem: str) -> bool:
    """Say whether a rate is of one place, and that of the whole stands between it and the part: 成活3962株，成活率93.0%，其中沙坪乡成活率96.1%."""
    between = [m for m in mention.ahead if m.order > part.order and m.dimension == PERCENT]
    told = any(f"{stem[-2:]}率" in m.lead for m in between)
    named = _PLACE.search(mention.lead[: mention.lead.rfind(stem[-2:])])
    return told and named is not None and named[0] not in part.lead


def _is_part(m: Mention, stem: str) -> bool:
    """Say whether a number may be what a rate is of: of 审减率 what was cut, too."""
    return is_amount(m) or (m.role == Role.DECREASE and stem in m.before and m.dimension not in RATIOS)


def _of_two_names(rate: Mention, stem: str, reading: Reading) -> StatedShare | None:
    """Give a rate whose words are the names of its whole and its part: 资产负债率, 营业收入利润率."""
    near = [m for m in reading.before(rate) if rate.number - m.number <= _REACH and is_amount(m)]
    names = {m.number: core_of(m.before) for m in near}
    for at in range(2, len(stem) - 1):
        part = stem[at:]
        wholes = [
            (m, of) for m in near for of in (stem[:at][-n:] for n in range(at, 1, -1)) if names[m.number].endswith(of)
        ]
        if not wholes:
            continue
        whole, of = wholes[0]
        parts = [m for m in near if names[m.number].endswith(part) and same_unit(m, whole)]
        here = [m for m in parts if m.sentence is rate.sentence]
        alike = [m for m in parts if names[m.number].removesuffix(part) == names[whole.number].removesuffix(of)]
        if found := here[:1] or alike[:1] or (parts if len(parts) == 1 else []):
            return StatedShare(rate, (found[0],), of, (RATE, rate.number), aimed=False)
    return None


def _stated(rate: Mention, reading: Reading, before: Sequence[StatedShare]) -> StatedShare | None:
    first = rate.first
    whole = explicit_before(rate, "的") if rate.previous is not None and not rate.series else None
    printed = whole.quantity.text if whole is not None and whole.dimension not in RATIOS else ""
    said = regex(f"{re.escape(printed)}的$").sub("的", first.lead) if printed else first.lead
    told = _TOLD.search(regex(r"(?<=[一-龥])[\d.]+%?[、和]$").sub("", said))
    moved = regex("[升降提上下增减回][一-龥]{0,2}[至到]").match(rate.text_behind)
    if told is None or _THEN.search(first.lead) or moved:  # 占比由4.9%升至6.7%
        return None
    goes_on = bool(before) and before[-1].rate is rate.previous and regex("[、，和]?约?占").match(rate.before)
    if goes_on and not core_of(told["of"] or ""):
        return None  # 占县直的24.5%、占全县的20.2%: of a whole that the first is not of
    parts = (
        before[-1].parts  # 完成6.82万亩，占一期的72.6%、占规划总量的26.6%
        if goes_on
        else _parts(rate, first, reading, first.lead[: told.start()], whole if printed else None)
    )
    if not parts or any(m.quantity.hedge or m.quantity.value <= 0 for m in parts):
        return None
    if parts[0].sentence is not rate.sentence and _THEN.search(rate.text_before):
        return None  # 去年招录241人，男护士占14.1%: of then, and not of the number of now
    aim = told["aim"] or ""
    noun = core_of(told["of"] or aim)
    if "同类" in (told["of"] or ""):
        noun = core_of(_AMONG.sub("", parts[0].before))  # 救助35.9万起，占全年同类警情的: of the 救助 of the year
    if len(noun) == 1 and (
        _OF_ALL.match(told["of"] or "") or (_CASES.search(first.lead) and parts[0].dimension == COUNT)
    ):
        noun = ""  # 占全部案件的: of whatever the list is of
    if aim and len(bare := regex(any_of(words().roles.target)).sub("", noun)) > 1:
        noun = bare
    if noun and told["of"] and OF_MORE.match(told["of"]) and noun == core_of(parts[0].before.removeprefix("其中")):
        return None  # 出口142.7亿元，占全省出口的57.4%: of what another area has
    return StatedShare(
        rate,
        parts,
        noun or _class_of(parts[0]),
        _group(parts[0], rate, noun or OF_ALL * bool(told["of"]), before),
        aimed=mentions_any(words().roles.target, told["aim"] or "") or names_target(told["of"] or ""),
        explicit=bool(printed),
    )


def names_target(noun: str) -> bool:
    """Say whether words mean a target: 全年任务, 年初预算数, but not 一般公共预算收入."""
    noun = regex(r"预算(?!数|安排|的?$)").sub("", noun)
    return mentions_any(words().roles.target, noun)


def _group(part: Mention, rate: Mention, noun: str, earlier: Sequence[StatedShare]) -> tuple[str, int]:
    """Give what shares with one whole have in common: its name, or the list of a sentence whose first may name it."""
    number = rate.sentence.number
    if noun:
        return noun, 0
    before = next((s for s in reversed(earlier) if same_unit(s.first, part)), None)
    if before is None or not _go_on(before.rate.sentence, part):
        inner = _LIST_OPENS.search(rate.sentence.text[: part.quantity.start]) is not None
        return "其中" * inner, number
    if before.rate.depth != rate.depth or _LIST_OPENS.search(words_between(before.rate, part)):
        return f"其中{part.place}", number
    return before.group


def _go_on(sentence: ReadSentence, part: Mention) -> bool:
    """Say whether a number goes on with the list of a sentence: its own, or an item before it (1. …；)."""
    numbered = all(_ITEM.match(s.text) for s in (sentence, part.sentence))
    return sentence is part.sentence or (numbered and part.sentence.number - sentence.number == 1)


def _class_of(part: Mention) -> str:
    """Give the class that the words before a part name: 法人单位 of 法人单位中第三产业811.3万个."""
    named = _OF_CLASS.search(part.text_before)
    return core_of(named["of"].removeprefix("在")) if named else ""


def _parts(rate: Mention, first: Mention, reading: Reading, subject: str, whole: Mention | None) -> tuple[Mention, ...]:
    """Give the numbers before a share that it is of, but not the `whole` that stands right before it; none where they can't be told."""
    if rate.series:
        levels = [m for m in levels_before(first) if m.depth <= rate.depth]
        partner = series_partner(rate, _of_measure(subject, levels))
        return (partner,) if partner is not None else ()
    ahead = [m for m in rate.ahead if m.depth <= rate.depth and m is not whole]
    if _TOGETHER.search(subject) is not None:
        return together(rate, rate.place, subject, reading)
    if items := items_before(rate):
        return tuple(items)
    last, text = rate.previous, rate.sentence.text
    alone = last is not None and last.depth == rate.depth + 1 and text[last.quantity.start - 1] == "（"
    if alone and last is not None and is_amount(last) and regex("），?占").match(text[last.quantity.end :]):
        return (last,)  # 城管局（14件）占9.33%
    own = [m for m in ahead if m.segment == rate.segment]
    own = own or [m for m in ahead if m.segment == rate.segment - 1 and not stripped(subject)]  # …；占GDP的比重为
    inside = [m for m in own if m.begin == rate.begin and is_amount(m)]
    named = stripped(regex("其|所|分别|约|仅|只|均|各|也|就|已|将|[数率]$").sub("", subject))
    if named and not inside:
        found = [m for m in own if is_amount(m) and set(named) <= set(m.before + m.quantity.unit + m.after)]
        found = [m for m in found if subject.rstrip("数").endswith(m.quantity.unit.lstrip("万亿"))] or found
        return (found[-1],) if len(found) == 1 else _named_before(core_of(_AMONG.sub("", subject)), rate, reading)
    for m in reversed(own):
        if is_amount(m):
            beside = m.previous
            pair = beside is not None and beside.quantity.end == m.quantity.start and is_amount(beside)
            # 31件31人，占受理案件总数的
            return (beside,) if beside and pair and _CASES.search(rate.lead) and m.quantity.unit in PERSONS else (m,)
        other = m.dimension not in RATIOS and m.role not in (Role.INCREASE, Role.DECREASE, Role.BASE)
        if other or not _tells_change(m):
            return ()
    return ()


def _of_measure(subject: str, levels: Sequence[Mention]) -> list[Mention]:
    """Give the numbers of the measure that a list of shares names, else all: 户数分别占 of 4537户、18.96亿元, 金额分别占."""
    told = _MEASURE.search(subject)
    if told is None:
        return list(levels)
    unit = told["unit"]
    own = [m for m in levels if (m.quantity.bare_unit == unit if unit else m.dimension == MONEY)]
    return own or list(levels)


def _named_before(name: str, rate: Mention, reading: Reading) -> tuple[Mention, ...]:
    """Give the nearest number before a share that bears the very name of its subject: 税收收入62.1亿元。…税收占比62.6%."""
    if _OF_OTHERS.match(rate.sentence.text):
        return ()  # 法人单位中，采矿业5.5万个。就业人员中，采矿业占9.2%
    near = [m for m in reading.before(rate) if rate.number - m.number <= _REACH and is_amount(m)]
    areas = set(_AREA.findall(rate.lead))
    # 同期全省住宅火灾占比38.6%: not of the county's
    near = [m for m in near if areas <= set(_AREA.findall(m.text_before))]
    said = [(m, core_of(m.before.removeprefix("其中"))) for m in near]
    found = [m for m, own in said if _is_called(name, own, _REACH if m.sentence is rate.sentence else _SPARE)]
    bare = _CLASS.sub("", name)
    found = found or [m for m in near if len(bare) > 1 and _CLASS.sub("", core_of(m.before)) == bare]
    return tuple(found[:1]) if len({m.quantity.value for m in found}) == 1 else ()


def _is_called(name: str, said: str, spare: int) -> bool:
    """Say whether words begin with a name and have few letters more, or, in its own sentence, end with it."""
    inside = spare > _SPARE and said.endswith(name)
    return len(name) > 1 and (inside or (said.startswith(name) and len(said) - len(name) < spare))


def _tells_change(m: Mention) -> bool:
    """Say whether a number only says how another one changed: ，同比增长, 比上年同期; a new subject (出口增长) makes it one of something else."""
    said = regex(any_of(words().roles.base)).sub("", m.before)
    said = regex(
        "同比|环比|[较比]|同期|年[末底初]|净|增[长加幅速]|[下上]降|[上下]升|[提高降减升回涨落跌扩收缩窄]|由|分别|比重|占比|[、，和与]"
    ).sub(
        "",
        said,
    )
    return not stripped(said)


def together(rate: Mention, place: int, subject: str, reading: Reading) -> tuple[Mention, ...]:
    """Give the numbers that 三者合计占 is of: those before a place of its sentence or in the one before, or those it goes on to name (，分别是)."""
    text, mentions, told = rate.sentence.text, rate.sentence.mentions, _TOGETHER.search(subject)
    number = told["number"] if told else None
    ahead = [m for m in mentions[:place] if m.depth <= rate.depth and told]
    if not ahead and told:  # 食品（56件）、服装（49件），合计占
        ahead = [
            m for m in mentions[:place] if m.depth == rate.depth + 1 and _IN_BRACKET.match(text, m.quantity.start - 1)
        ]
    if number and _NAMED_BEHIND.match(text[rate.quantity.end :]):
        return _items(mentions[rate.place + 1 :], number)
    if number and not any(is_amount(m) for m in ahead):
        earlier = [s for s in reading.paragraph_of(rate.sentence) if s.number == rate.sentence.number - 1]
        ahead = [m for s in earlier for m in s.mentions]
    return _items(ahead, number)


def _items(ahead: Sequence[Mention], number: str | None) -> tuple[Mention, ...]:
    """Give the last so many like numbers before 三者合计占."""
    levels = [m for m in ahead if is_amount(m)]
    like = [m for m in levels if same_unit(m, levels[-1])]
    size = len(like)
    if number:
        size = int(number) if number.isdigit() else " 一二三四五六七八九".find(number.replace("两", "二"))
    return tuple(like[-size:]) if 1 < size <= len(like) else ()


@lru_cache(maxsize=REMEMBERED)
def core_of(text: str) -> str:
    """Give the words for a whole without its scope and without what only says that it is one; one word for one thing."""
    wholes = words().wholes
    text = regex(r"[\W\d_]+").sub("", _MONTHS.sub("", without_asides(text)))
    for other, same in wholes.same.items():
        text = text.replace(other, same)
    return regex(f"{any_of(wholes.scopes)}|{any_of(wholes.idle)}|起(?!公?诉)").sub("", text)


def spare_letters(noun: str, said: str) -> int | None:
    """Give how many letters words have more than a noun whose letters they hold in order; `None` if they don't."""
    letters = iter(said)
    return len(said) - len(noun) if len(noun) > 1 and all(letter in letters for letter in noun) else None
