"""Claims of growth: 比上年的 A 增长 p%, 增加 x、增长 p%, and growth whose base is not printed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from zzlib.audit.changes.increments import change_of_one, increment_claim, is_in_a_row, listed_change
from zzlib.audit.changes.of_now import NAMED_UNIT, called, lone_head, only_now, reached, subject_of_growth
from zzlib.audit.judging.claim import Binding, NumericClaim, operand, settle, statement
from zzlib.audit.judging.evidence import is_of_slipped
from zzlib.audit.judging.excuses import NO_WHOLE_BASE, bases_found, integer_bases, is_near, truncated_bases
from zzlib.audit.numbers.arithmetic import (
    BEFORE_DECLINE,
    BEFORE_GROWTH,
    DECLINE,
    GROWTH,
    SHARE,
    TIMES_MORE,
    ClaimFormula,
    Verdict,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, PERCENT, TIMES, written
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.binding import is_amount, levels_before, own_words, series_partner
from zzlib.audit.reading.counted_alike import compatible, same_unit
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence, likeness, stripped, words_between
from zzlib.audit.reading.roles import CHANGES, Role, growth_sign, way_of

_NO_BASE = re.compile("的有$|[比较][^，]*[多少][一-龥]?$")  # 比常年值偏多的有14个省; 比历年同期少蓄1561.8万方
_ALIKE, _OWN_SUBJECT, _COUNTED = 0.6, 6, 10  # fewer than ten are hardly told in per cent
_OWN_WORDS = 5  # letters that a growth of the number before it may have for itself: 数量同比上升
HELD_THEN = re.compile("[年月季期]度?[末底初]")
_RECKONED = re.compile("推[算得出知]|反推|倒推|折算")
SINCE_LAST = re.compile(r"(20\d\d)年[^。；\d]{0,12}[较比]上年")
TIMES_BEFORE = "常年|多年平均|往年|去年|上年|前年|上季|上个?月|上周|年初|计划|任务|目标|预算"
_NEAR, _FAR, _HALVED = Fraction(3, 2), Fraction(10), 50


def growth_claims(sentence: ReadSentence, reading: Reading) -> Iterator[NumericClaim]:
    """Give the claims of growth and decline of the sentence."""
    for mention in sentence.mentions:
        if mention.role == Role.GROWTH and mention.dimension in (PERCENT, TIMES):
            yield _growth(mention, reading)


def _growth(mention: Mention, reading: Reading) -> NumericClaim:
    first = mention.first
    sign = way_of(first) or growth_sign(first.lead) or 1
    if (own := _in_own_bracket(mention)) is not None:
        found = [Binding(_formula(mention, sign), own)]
        told, _ = settle("growth", mention, found, certain=not is_comparable(mention))
        return replace(told, said=is_near(told, _NEAR))
    subject = subject_of_growth(first)
    base = base_of(mention)
    change = _change_of(mention)
    if change is None and base is not None and base is mention.previous:
        behind = mention.behind[:1] if mention.text_behind.startswith("、") else []
        change = next((m for m in behind if m.role in CHANGES), None)  # 由7人下降42.9%、减少3人
    if base is not None and change is not None and not mention.series and not compatible(change, base):
        base = None  # 个数比上年多17个（上年109个），资金多6760万元，增长10.2%: the base is of another thing
    if base is not None and base is not mention.previous and _RECKONED.search(base.before):
        return _told_back(mention, base, sign)
    if base is not None:
        come_to = reached(mention, base)
        levels = come_to or [m for m in _levels(mention, reading, subject, base) if m is not base]
        only = only_now(mention, base)
        levels = (lone := only or lone_head(mention, base, levels, subject) or called(mention, base)) or levels
        found = [Binding(_formula(mention, sign), (level, base)) for level in levels]
        one_way = change is not None and (sign > 0) == (change.role == Role.INCREASE)
        if change is not None and one_way and compatible(change, base):
            found.append(Binding(SHARE, (change, base)))
        beside = change is not None and abs(change.place - mention.place) == 1 and base.segment == mention.segment
        of_now, comparable = levels or beside, is_comparable(mention, alone=base.place == mention.place - 1)
        certain = bool(of_now) and not comparable and (not levels or bool(lone) or levels[0].segment == mention.segment)
        claim = settle("growth", mention, found, certain=certain)[0]
        row = [m for m in (*levels[:1], base, change, mention) if m is not None]
        bound = bool(come_to or only) or is_in_a_row(row) or _is_framed(mention, levels, base)
        came = any("新" in level.before for level in levels[:1]) and HELD_THEN.search(base.before)  # of the stock
        bare = not (only or stripped(subject) or mention.series or came)
        sure = bound and (bare or is_near(claim, _FAR) or is_of_slipped(claim))
        sure = sure or (bool(lone) and (NAMED_UNIT.search(mention.before) is not None or is_near(claim, _NEAR)))
        if came and (claim.exact or 0) < -_HALVED:
            # 新增贷款34.2亿元，比年初余额402.5亿元增长
            return statement("growth", mention, Verdict.UNVERIFIABLE, "基数没有印出")
        return replace(claim, named=sure, said=sure)
    if mention.series and (pair := listed_change(mention) or change_of_one(mention)):
        told = increment_claim(mention, *pair, certain=not is_comparable(mention))
        return replace(told, said=pair[0].place > mention.place and is_near(told, _FAR))
    if change is not None:
        return statement("growth_increment", mention, Verdict.UNVERIFIABLE, "总量没有印出")
    return _without_base(mention, subject, sign)


def _told_back(rate: Mention, base: Mention, sign: int) -> NumericClaim:
    """Judge what a text itself reckons back from the number of now and its growth: 286.7万人次，同比增长18.6%，推算上年同期为241.7万人次."""
    nows = [m for m in rate.ahead[-1:] if is_amount(m) and m.segment == rate.segment and same_unit(m, base)]
    found = [Binding(BEFORE_GROWTH if sign > 0 else BEFORE_DECLINE, (now, rate)) for now in nows]
    return replace(settle("growth", base, found, certain=True)[0], named=True, said=True)


def _is_framed(mention: Mention, levels: list[Mention], base: Mention) -> bool:
    """Say whether a growth stands right behind what grew, and the base alone in the bracket right behind it: 支出33.15亿元，同比增长3.7%（上年31.96亿元）."""
    if mention.series and base in mention.series[-1].bracket:
        return len(levels) == 1
    beside = levels[:1] == mention.ahead[-1:] and base.place == mention.place + 1
    same = bool(levels) and (levels[0].segment, levels[0].depth) == (mention.segment, mention.depth)
    return beside and same and base.depth == mention.depth + 1


def _in_own_bracket(mention: Mention) -> tuple[Mention, Mention] | None:
    """Give the level and the base of the bracket right behind a growth: 增长5.0%（1890万吨，上年同期1800万吨）."""
    pair = mention.bracket[:2]
    if mention.series or len(pair) < len(("level", "base")) or not same_unit(*pair):
        return None
    if regex("口径|可比|不变价|调整").search(mention.text_behind.partition("）")[0]):
        return None
    level, base = sorted(pair, key=lambda m: m.role == Role.BASE)
    plain = base.role == Role.BASE and is_amount(level) and not any(m.quantity.hedge for m in pair)
    return (level, base) if plain else None


def _is_of_the_same_time(base: Mention) -> bool:
    """Say whether 同期 tells but the time of what stands before it: 终端销售31.8万辆，同比增长171.6%，同期批发销量累计值为42.3万辆."""
    told = regex("，?同期(?P<noun>[一-龥]{2})[一-龥]{2}").match(base.lead)
    return told is not None and base.place > 0 and told["noun"] not in base.text_before[: -len(base.lead)]


def base_of(mention: Mention) -> Mention | None:
    """Give the printed base of a growth or a difference: in its clause, or the only one of its segment."""
    if mention.series:
        return _listed_base(mention)
    bases = [m for m in mention.sentence.mentions if m.role == Role.BASE and m.dimension not in (PERCENT, TIMES)]
    bases = [m for m in bases if not _NO_BASE.search(m.before) and not _is_of_the_same_time(m)]
    bases, time = _of_named_unit(mention, bases), named_time(mention)
    bases = [m for m in bases if not time or time in own_words(m)] or bases  # 比常年偏少, beside 常年 and 去年
    own = [m for m in bases if m.begin == mention.begin and m.place < mention.place]
    ahead = [m for m in bases if m.place == mention.place - 1]  # 同比（去年8月520起）下降
    own = own or [m for m in ahead if regex("）[一-龥]{0,6}").fullmatch(words_between(m, mention))]
    if own:
        return own[-1]
    if NAMED_UNIT.search(mention.before) and [m.place < mention.place for m in bases] == [True]:
        return bases[0]  # 上周成交415套、1.9万平方米；成交套数下跌
    aside = mention.behind[:1]
    if aside and aside[0].depth > mention.depth and regex("(?:(?<!以)上|去|同期|季度|前).*为$").search(aside[0].lead):
        return aside[0]
    if len(mention.bracket) == 1 and mention.bracket[0] in bases:
        return mention.bracket[0]  # 环比下降5.0%（上季度37140件），同比上升19.9%（去年同季29415件）
    near = [m for m in bases if m.segment == mention.segment and abs(m.place - mention.place) <= 3]
    if mention.depth and len(stripped(mention.before)) > _OWN_SUBJECT:  # （全县农村居民人均可支配收入增长7.0%）
        near = [m for m in near if m.depth >= mention.depth]
    near = [m for m in near if not _is_of_next(m, mention)]
    if len(near) == 1 and not _has_level_between(near[0], mention):
        return near[0]
    return None


def _is_of_next(base: Mention, mention: Mention) -> bool:
    """Say whether a base behind a number is that of the next comparison, or of another thing: 比去年多0.34亿元，比常年（2.58亿元）多0.28亿元; 全部增加1.2万人，制造业由6.1万人增加到…."""
    aside = base.depth > mention.depth and regex("[比较][^，。；（]{1,10}（$").search(base.text_before)
    other = regex("(?P<of>[一-龥]+)[由从](?:[上去]年的?)?$").search(base.before)
    told = regex("的(?=\\d)").match(base.text_behind)  # 增长17.9%，相当于上年全年13.2亿元的55.8%
    again = regex("[比较]").search(mention.before) and regex("，?[也还又]?[比较]").match(base.before)  # 比首日的
    return base.place > mention.place and bool(aside or told or again or (other and stripped(other["of"])))


def _of_named_unit(mention: Mention, amounts: list[Mention]) -> list[Mention]:
    """Give the amounts of the unit that a growth names: 件数下降38.2% is of the number of 件."""
    named = NAMED_UNIT.search(mention.before)
    units = {named[1], named[1].removesuffix("次")} if named and named[1] != "人次" else {"人次"}
    return [m for m in amounts if m.quantity.unit in units] if named else amounts


def named_time(mention: Mention) -> str:
    """Give the earlier time, or the usual one, that a change is told to be reckoned from; "" if none is."""
    told = regex(rf"[比较](?P<time>{TIMES_BEFORE})[^，比较]{{0,6}}$").search(mention.before)
    return told["time"] if told else ""


def _listed_base(mention: Mention) -> Mention | None:
    """Give the base of a member of 去年同期分别为4830件、4521件，同比分别增长8.0%、7.9%: the same place in that list, or in 72批1191人次."""
    size = len(mention.series)
    aside = mention.series[-1].bracket  # 分别增长8.5%和9.6%（2022年受理16720件、审结15391件）
    if len(aside) == size and regex(f"（(?:{TIMES_BEFORE}|20\\d\\d年|同期)[^（）]*$").search(aside[0].text_before):
        return aside[mention.listed_at]
    before = [m for m in reversed(mention.ahead_in_thought) if m.role == Role.BASE]
    nearest = before[:size][::-1]
    apart = nearest and nearest[-1].place - nearest[0].place != size - 1
    listed = next((m.series for m in before if len(m.series) == size), before[::-1] if apart else nearest)
    return listed[mention.listed_at] if len(listed) == size else None


def _has_level_between(base: Mention, mention: Mention) -> bool:
    """Say whether several levels part a growth from a base, or one from a base behind, so that it may be of another thing."""
    low, high = sorted((base.place, mention.place))
    most = 1 if base.place < mention.place else 0
    levels = [m for m in mention.sentence.mentions[low + 1 : high] if is_amount(m)]
    of_next = levels and levels[0].place > low + 1 and stripped(levels[0].before)  # 粮食…，减少3.3%，油料
    if most and len(levels) > most and same_unit(levels[0], base):  # 由83.6万平方米降到71.9万平方米，去化11.7万平方米
        off = abs(base.quantity.value - levels[0].quantity.value)
        levels = [m for m in levels if not (m is levels[-1] and m.quantity.value == off)]
    return len(levels) > most or (most > 0 and bool(of_next))


def _levels(mention: Mention, reading: Reading, subject: str, like: Mention) -> list[Mention]:
    """Give the levels that grew: in the sentence before the growth, or behind 由 A 增加到."""
    if mention.series:
        size = len(mention.series)
        first = like.place - mention.listed_at
        plain = [m for m in levels_before(mention) if not m.depth]
        listed = [m for m in plain if m.place < first][:size][::-1]
        # 上年同期86起、412万元，今年74起、350万元
        listed = listed or [m for m in plain if m.place >= first + size][::-1]
        if not listed and not first:
            listed = _told_before(mention.sentence.mentions[:size], reading)
        partner = listed[mention.listed_at] if len(listed) == size else None
        return [partner] if partner is not None and compatible(partner, like) else []
    text = mention.sentence.text
    after = [m for m in mention.sentence.mentions[like.place + 1 : like.place + 2] if compatible(m, like)]
    if after and regex(r"[到至为]$").search(text[like.quantity.end : after[0].quantity.start]):
        return after
    levels = [m for m in levels_before(mention, like) if m is not like]
    alike = [m for m in levels if likeness(subject, m.context) > 0.8] if stripped(subject) else []
    return alike or levels[:3]


def _told_before(bases: list[Mention], reading: Reading) -> list[Mention]:
    """Give the numbers of now that the sentence before tells in the order of bases: 事故412起，死亡63人。与上年的447起、71人相比."""
    sentence = bases[0].sentence
    paragraph = reading.paragraph_of(sentence)
    told = [m for s in paragraph if s.number == sentence.number - 1 for m in s.mentions if is_amount(m) and not m.depth]
    runs = (told[at : at + len(bases)] for at in range(len(told) - len(bases) + 1))
    fits = [run for run in runs if all(same_unit(*pair) for pair in zip(run, bases, strict=True))]
    return fits[0] if len(fits) == 1 else []


def _formula(mention: Mention, sign: int) -> ClaimFormula:
    return TIMES_MORE if mention.dimension == TIMES else GROWTH if sign > 0 else DECLINE


def _change_of(mention: Mention) -> Mention | None:
    """Give the amount of change that a rate follows (增加 x，增长 p%); nothing may stand between them."""
    for other in reversed(mention.ahead):
        if other.depth > mention.depth:
            continue  # 减少975千公顷（1462万亩），下降0.8%
        if other.role in CHANGES and other.segment == mention.segment:
            return other
        if is_amount(other) or other.role in (Role.GROWTH, Role.SHARE):
            return None
    return None


def _without_base(mention: Mention, subject: str, sign: int) -> NumericClaim:
    """Search a whole-number base for a count, without which it is wrong; state the implied base of anything else."""
    levels = _of_growth(mention, subject)
    if not levels or mention.dimension == TIMES:
        return statement("growth", mention, Verdict.UNVERIFIABLE, "基数没有印出")
    now = levels[0]
    if mention.quantity.hedge or now.quantity.hedge:
        used, message = (operand(now.quantity),), "数是约数或界线，不作严格判断"
        return statement("growth", mention, Verdict.HEDGED, message, operands=used)
    if now.dimension != COUNT or not now.quantity.is_exact:
        rate = 1 + sign * mention.quantity.value / 100
        base = written(now.quantity.value / rate, now.quantity) if rate > 0 else ""
        said = f"基数没有印出，推出约为 {base}" if base else "基数没有印出"
        return statement("growth", mention, Verdict.UNVERIFIABLE, said, [now], recomputed=base)
    return _whole_base(mention, levels, sign)


def _whole_base(mention: Mention, levels: list[Mention], sign: int) -> NumericClaim:
    for level in levels:
        if level.quantity.value == 0 and sign < 0 and mention.quantity.value == 100:
            used, message = (operand(level.quantity),), f"降到 {level.quantity.text}，就是下降 100%，相符"
            return statement("growth", mention, Verdict.OK, message, operands=used, recomputed="100%")
        bases = integer_bases(level.quantity.value, mention.quantity, sign)
        if bases:
            listed = " 或 ".join(map(str, bases)) if not bases[3:] else f"{bases[0]} 至 {bases[-1]}"
            chance = bases_found(level.quantity.value, mention.quantity, sign)
            message = f"基数没有印出，只能说由 {listed} 到 {level.quantity.text} 可以得到 {mention.quantity.text}；"
            message += f"同样写法的增减幅度 100 个里约有 {chance} 个找得到整数基数，这不算核对过"
            return statement("growth", mention, Verdict.UNVERIFIABLE, message, [level])
    for level in levels:
        if cut := truncated_bases(level.quantity.value, mention.quantity, sign):
            message = f"基数没有印出；{level.quantity.text} 对应的基数是 {cut[0]} 的，文中的数是截去尾数而没有四舍五入"
            return statement("growth", mention, Verdict.TRUNCATED, message, [level])
    tried = " 或 ".join(dict.fromkeys(level.quantity.number for level in levels))
    nearest = max(levels, key=lambda m: m.place)
    of_it = len(stripped(mention.before)) <= _OWN_WORDS  # 70个城市的价格指数环比下跌0.3%: of the index
    certain = (
        of_it
        and nearest.quantity.value >= _COUNTED
        and _is_right_before(nearest, mention)
        and not is_comparable(mention)
        and not _may_be_of_others(nearest, mention)
        and not _is_of_pair(levels[0])
        and not ("新" in nearest.before and HELD_THEN.search(mention.before))  # 新建35个，比去年底增长
    )
    verdict = Verdict.WRONG if certain else Verdict.UNVERIFIABLE
    message = f"{NO_WHOLE_BASE} {tried} 的增减幅度是 {mention.quantity.text}"
    return statement("growth", mention, verdict, message, levels[:1])


def _of_growth(mention: Mention, subject: str) -> list[Mention]:
    """Give the levels that a growth without a base may be of, the likeliest first."""
    levels = _of_named_unit(mention, levels_before(mention))
    if mention.series or "分别" in mention.lead:
        partner = series_partner(mention, levels) if mention.series else None
        other = stripped(subject) and "、" not in subject and partner and likeness(subject, partner.context) < _ALIKE
        return [partner] if partner and not other else []  # 河长18名、126名，巡河分别多3.0%、5.2%: of other things
    if stripped(subject):
        alike = [m for m in levels if likeness(subject, m.context) > 0.99]
        near = [m for m in alike if m.segment == mention.segment]
        return near[:1] or alike
    if not levels or levels[0].segment != mention.segment:
        return []
    nearest = levels[0]
    between = mention.sentence.mentions[nearest.place + 1 : mention.place]
    if nearest.depth <= mention.depth and not any(m.role == Role.SHARE for m in between):
        return [nearest]
    return [m for m in levels if compatible(m, nearest)]


def _is_right_before(level: Mention, mention: Mention) -> bool:
    """Say whether a growth in % stands in one clause with a count or in the next, but for a completion between, and is of no rate."""
    text = mention.sentence.text[level.quantity.end : mention.quantity.start]
    between = mention.sentence.mentions[level.place + 1 : mention.place]
    plain = "%" in mention.quantity.text and not mention.series and not regex("[率占；排]|比[例重]").search(text)
    return plain and all(m.role == Role.SHARE for m in between) and text.count("，") < len(between) + 2


def is_comparable(mention: Mention, *, alone: bool = False) -> bool:
    """Say whether the rate may be reckoned on another base than printed: 可比价, 同口径, 增加值; `alone` by its own thought."""
    text = mention.sentence.text
    begin = max(0, mention.begin - 60, text.rfind("；", 0, mention.quantity.start) if alone else 0)
    if regex("名义(?:同比)?[增下][长降]$").search(mention.before):
        return False  # as the money is printed
    ahead, aside = text[begin : mention.quantity.start], regex("（[^）]*").match(text[mention.quantity.end :])
    said = ahead + (aside[0] if aside else "")
    return mentions_any(words().comparable.words, said) or mentions_any(words().comparable.subjects, ahead)


def _may_be_of_others(level: Mention, mention: Mention) -> bool:
    """Say whether a growth may be of the parts told behind it, or, beside changes of shares, in points: 占92.5%，同比减少2.3%；Ⅳ类19个，同比增加1.1%."""
    beside = pairwise(m for m in mention.sentence.mentions if m is not mention)
    parts = any(is_amount(m) and m.segment == mention.segment and m.depth == level.depth for m in mention.behind)
    return parts or any(one.role == Role.SHARE and other.role == Role.GROWTH for one, other in beside)


def _is_of_pair(level: Mention) -> bool:
    """Say whether a count stands right behind another (41件50人): the growth behind may be of either."""
    beside = level.sentence.mentions[max(0, level.place - 1) : level.place + 2]
    ends = [m.quantity.end for m in beside if m is not level]
    return level.quantity.start in ends or any(m.quantity.start == level.quantity.end for m in beside)
