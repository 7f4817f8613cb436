"""One thing over time: months that make up a longer span, totals since January that fall, one value told twice."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

from zzlib.audit.judging.claim import Binding, NumericClaim, doubted, operand, settle, statement
from zzlib.audit.judging.excuses import is_near
from zzlib.audit.judging.slips import has_lost_a_digit
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict, told_alike, total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.binding import own_words
from zzlib.audit.reading.counted_alike import compatible, same_unit
from zzlib.audit.reading.facts import pattern
from zzlib.audit.reading.reading import Mention, ReadSentence, stripped
from zzlib.audit.reading.register import Entry, FigureRegister, places
from zzlib.audit.reading.roles import Role
from zzlib.audit.reading.same_thing import year_above
from zzlib.audit.reading.spans import StatedMonths, cut_off_of

_AMOUNTS = (Role.LEVEL, Role.TOTAL, Role.INCREASE, Role.BASE)
_NO_NAME = 2  # a measure of fewer letters names nothing
_PERIOD_BEFORE = re.compile("上[月周季]")
_THREE = ("what there was", "what was added", "what there is")
_OPENING = re.compile(
    r"[一二三四]季度末|(?:[上去]|20\d\d)年[末底]|上一?年度?(?:结转|结[存余])|年初|期初|上月|上季|截[至止]上|原有|此前|旧存|结存|前[一二三四五六七八九十\d]+个月|[-—至到]\d{1,2}月|上半年|前[三两]季度|[\d一二三四五六七八九十]月[末底]|[1一]至3季度|由[去上]年|上周|截至第\d+周"
)
_ADDED = re.compile(
    r"新[增收建立]|[又再]|购入|追加|增加|本[期月季年周]|当[月季]|(?<![-—至到前])\d{1,2}月(?:份|当月)?(?![末底—至到-])|今年|第?[二三四]季度|下半年"
)
_CLOSING = re.compile(
    r"^\d{1,2}月[末底]|累计|增至|升至|达到|[共总]|合计|上半年|全年|以来|现有|年末|期末|[到至]\d{1,2}月[末底]|截至|前[一二三四五六七八九十\d]+个月|[-—至到]\d{1,2}月"
)
_HELD = re.compile("年初|期初|原有|旧存|由[去上]年")
_FROM_JANUARY = re.compile(r"(?<!\d)1[-—–至到]\d{1,2}月")
_NEWLY = re.compile(
    r"新增[^，。；]*$|(?:\d月|(?<!1月1)日)起?[至到—–~～-]{1,2}[^。；\d]{0,6}\d{1,2}月\d{1,2}日[^；。]*$"
)
_BARE_MONTH, _MONTHS = re.compile("[，；：、]?(?P<month>\\d{1,2})月份?"), 12
_CLOSE = Fraction(5, 4)
_FAR = 4
_SEEN_AS = re.compile("(?:从|按)[一-龥]{1,6}(?:看|分|上看)$")
_GROWS = re.compile("累计|共|以来")
_REVISED = re.compile("[，已经]{0,2}(?:重新)?(?:修订|更正|修正|订正|调整|核定|改)[为成]")
"""What follows a number that is no longer held to be right: 12164.72万元修订为…."""
_SCOPE = re.compile("口径|不含|剔除|扣除")
_REASON = re.compile("[^，。；]{0,12}(?:原因|因为|由于|是因)")
_DATED = re.compile("\\d{1,2}月|[上本][月周旬季]")
_DENIED = re.compile("[无未没不]")
TAKEN_BACK = re.compile(
    "[调核]减|[收扣]回|退(?![休伍耕役订票])|终止|剔除|冲[销减回]|核销|撤销|注销|取消|合并|重复|更正|修正|口径调整|调整口径|[划调]出|划转|移交"
)
"""What explains that a total fell, and is no addend of it: 省厅调减120万元, 剔除重复登记35人."""


def timeline_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Give the claims that entries of one measure and scope make of each other by their spans."""
    for sentence in register.reading.sentences:
        yield from _spans_that_add_up([e for e in register.around(sentence, 2) if e.is_level], sentence.number)
        yield from _with_more(register, sentence)
    yield from _falling(register)
    yield from _told_twice(register)


def _spans_that_add_up(near: list[Entry], sentence: int) -> Iterator[NumericClaim]:
    """Judge a total by the months or quarters that make up its span: 1—4月 and 5月 make 1—5月."""
    near = [_of_bare_month(e) for e in near]
    dated = [e for e in near if e.span is not None and e.span.months and not e.mention.depth]
    dated = [e for e in dated if e.is_flow and not _is_taken_back(e.mention) and "均" not in e.mention.before]
    for whole in dated:
        chain = _chain(whole, [e for e in dated if e is not whole and _of_one(e, whole)])
        if not chain or max(e.mention.sentence.number for e in (whole, *chain)) != sentence:
            continue
        parts = tuple(e.mention for e in chain)
        here = (
            all(m.sentence is whole.mention.sentence for m in parts)
            or len({e.measure for e in (whole, *chain)}) == 1
            or (len(whole.measure) >= _NO_NAME and all(whole.measure in e.measure for e in chain))
        )
        claim, _ = settle("sum", whole.mention, [Binding(total_of(len(parts)), parts)], certain=True)
        alone = all(e in (whole, *chain) for e in dated if same_unit(e.mention, whole.mention))
        if claim.verdict == Verdict.WRONG and not here and not (alone and is_near(claim, _CLOSE)):
            claim, _ = settle("sum", whole.mention, [Binding(total_of(len(parts)), parts)], certain=False, likely=True)
        yield replace(claim, said=is_near(claim, _CLOSE))


def _of_bare_month(entry: Entry) -> Entry:
    """Give 4月45.3万元 the month that alone stands before its number."""
    bare = _BARE_MONTH.fullmatch(entry.mention.before)
    number = int(bare["month"]) if bare else 0
    return replace(entry, span=StatedMonths("", number, number)) if 0 < number <= _MONTHS else entry


def _is_taken_back(mention: Mention) -> bool:
    """Say whether a number, or the one right before it (剔除重复登记23户61人), is of what was taken back."""
    pair = [m for m in mention.ahead[-1:] if m.quantity.end == mention.quantity.start]
    return any(TAKEN_BACK.search(own_words(m)) for m in (mention, *pair))


def _with_more(register: FigureRegister, sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge what there was, what was added and what there is then, the only three like numbers: 上月末累计 x，本月新增 y，累计 z."""
    for number in range(len(_THREE)):
        near = [e.mention for e in register.around(sentence, number)]
        levels = [m for m in near if m.role in _AMOUNTS and not m.depth and not m.quantity.hedge]
        levels = [m for m in levels if not _REVISED.match(m.text_behind)]
        for last in {m.quantity.unit[-1:]: m for m in levels}.values():
            three = [m for m in levels if same_unit(m, last) and m.quantity.unit[-1:] == last.quantity.unit[-1:]]
            if len(three) > len(_THREE):  # 资金共8462万元，累计支出 x，上周累计支出 y，本周新增支出 z
                named = [m for m in three if m.before[-2:] == last.before[-2:] or "其中" in last.lead]
                three = [m for m in named if "其中" not in m.lead]
            claim = _of_three(three) if len(three) == len(_THREE) and three[-1].sentence is sentence else None
            if claim is not None:
                yield claim
                return


def _of_three(three: list[Mention]) -> NumericClaim | None:
    if any(regex("(?<!由)去年(?![末底])|同期").search(said) or TAKEN_BACK.search(said) for said in map(_words, three)):
        return None
    largest, *others = sorted((m.quantity.value for m in three), reverse=True)
    if largest == sum(others):
        return None
    for total in sorted(three, key=lambda m: m.quantity.value, reverse=True)[:2]:
        rest = [m for m in three if m is not total]
        if pattern("planned").search(_words(total)):
            continue  # 全年力争 x is no sum of what comes in June
        more = [m for m in rest if _ADDED.search(_words(m))]
        more = [m for m in more if m.role == Role.INCREASE or "新" in _words(m)] or more
        opening = [m for m in rest if _OPENING.search(_words(m)) and m is not more[0]] if len(more) == 1 else []
        if len(opening) != 1 or not _CLOSING.search(_words(total)):
            continue
        ahead = total.order < opening[0].order and "其中" not in opening[0].lead
        if ahead and not _PERIOD_BEFORE.search(_words(opening[0])):
            continue  # 1—6月 x，当月 y，1—7月 z: what is told first is no later total
        if any(TAKEN_BACK.search(m.before) for m in total.sentence.mentions):
            continue
        if any(m.role == Role.DECREASE and same_unit(m, total) for m in total.behind[:1]):
            continue  # 新签约29个，5月新签约6个，月末在谈39个，比4月末减少8个
        stock = _HELD.search(_words(opening[0])) and not _GROWS.search(_words(total))
        claim, _ = settle("sum", total, [Binding(total_of(2), (opening[0], more[0]))], certain=not stock, likely=True)
        if claim.verdict in HOLDS or is_near(claim, _CLOSE):
            dated = all(_DATED.search(_words(m)) for m in three)  # 截至8月底累计 x，9月又 y，截至9月底累计 z
            return replace(claim, said=dated and not stock)
    return None


def _words(mention: Mention) -> str:
    """Give the words of a number, of the second of a pair those of the first: 11月受理93件134人次."""
    pair = mention.previous
    joined = pair is not None and pair.quantity.end == mention.quantity.start
    return own_words(pair if joined and pair is not None else mention)


def _falling(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge totals of one thing at several dates in a row: 截至4月15日累计 x；截至4月20日累计 y is no less."""
    last: dict[tuple[str, str], list[Entry]] = {}
    for entry in register.entries:
        mention = entry.mention
        told = (
            _GROWS.search(mention.lead)
            or ("截至" in mention.text_before and mention.before.startswith("已"))
            or _FROM_JANUARY.search(mention.text_before)
            or "累计" in mention.sentence.text
            or not _plain(entry.measure)
        )
        counted = entry.is_level and entry.is_flow and told and not mention.depth
        newly = _NEWLY.search(mention.text_before)  # 半个月新增排查66件、化解77件; 自5月26日至6月8日，共14天
        apart = regex("[当本]月|当日|新增|均|率|标准|单价|其中|^[，；。]?\\d{1,2}月$").search(mention.before)
        if not counted or newly or apart:
            continue
        kept = last.setdefault((mention.dimension, mention.quantity.unit[-1:]), [])
        earlier = [e for e in kept if mention.sentence.paragraph - e.mention.sentence.paragraph <= 1]
        earlier = [e for e in earlier if register.heading_of(e) == register.heading_of(entry)]
        for other in earlier:
            at, before = cut_off_of(mention), cut_off_of(other.mention)
            if at is None or before is None or at[0] != before[0] or not _same_measure(other, entry):
                continue
            early, late = (other, entry) if before < at else (entry, other)
            fell = late.mention.quantity.printed.high < early.mention.quantity.printed.low
            if fell and at != before and early.number < late.number and not is_explained(register, early, late):
                shown = early.mention.quantity
                message = f"累计数不会减少：前一时点是 {shown.text}，后一时点反而是 {late.mention.quantity.text}"
                claim = statement("consistency", late.mention, Verdict.WRONG, message, recomputed=shown.text)
                yield replace(claim, operands=(operand(shown),))
                break
        kept.append(entry)


def is_explained(
    register: FigureRegister, *entries: Entry, owner: str = "", of_other: Callable[[str], bool] = lambda _: False
) -> bool:
    """Say whether a total's fall is explained beside it: in one of the two sentences, in the one behind, or in any that names its `owner`; not by a clause that is `of_other` things."""
    told = {e.mention.sentence.number + more for e in entries for more in (0, 1)}
    near = [s for e in entries for s in register.reading.paragraph_of(e.mention.sentence) if s.number in told]
    near += [
        s
        for s in register.reading.sentences
        if (owner and owner in s.text) or (s.number in told and _REASON.match(s.text))
    ]
    clauses = [clause for sentence in near for clause in regex("[，。；（）]").split(sentence.text)]
    own = "".join(e.mention.lead + e.mention.after for e in entries)  # 累计办理退税 is the very thing that is counted
    found = (m for clause in clauses if not of_other(clause) for m in TAKEN_BACK.finditer(clause))
    return any(m[0] not in own and not _DENIED.search(m.string[: m.start()]) for m in found)


def _same_measure(one: Entry, other: Entry) -> bool:
    """Say whether the words of one total are those of the other, or some of them, and name no other body."""
    short, long = sorted((_plain(one.measure), _plain(other.measure)), key=len)
    more = "".join(letter for letter in long if letter not in short)
    if any(_SCOPE.search(e.mention.lead) for e in (one, other)):
        return False
    bodies = regex("[一-龥]" + any_of(words().subjects.bodies)).search(more) is not None
    return all(letter in long for letter in short) and not bodies


def _plain(measure: str) -> str:
    return regex("累计|截至|日|底|末|变成|变为|这一?[个]?数字?|数据|升至|增至|降至|到了?|了|则").sub("", measure)


def _chain(whole: Entry, parts: list[Entry]) -> list[Entry]:
    """Give the only entries whose spans follow each other through the span of the whole, the longest first; none where two share a span."""
    assert whole.span is not None
    found, at = [], whole.span.first
    while at <= whole.span.last:
        following = [e for e in parts if e.span and e.span.first == at and e.span.last <= whole.span.last]
        following = [e for e in following if e.span and e.span.months < whole.span.months]
        most = max((e.span.months for e in following if e.span), default=0)
        following = [e for e in following if e.span and e.span.months == most]  # 上半年, and not 一季度
        if len(following) != 1 or following[0].span is None:
            return []
        found.append(following[0])
        at = following[0].span.last + 1
    return found


def _of_one(one: Entry, other: Entry) -> bool:
    """Say whether two entries of a passage count one thing in one year: the same words, or what is left of them."""
    assert one.span is not None and other.span is not None
    units = [e.mention.quantity.unit[-1:] for e in (one, other)]
    alike = compatible(one.mention, other.mention) and units[0] == units[1]
    short, long = sorted((one.measure, other.measure), key=len)
    named = not short or short in long or all(letter in long for letter in short)
    one_place = one.scope == other.scope or not (one.scope and other.scope)
    here = one.mention.sentence is other.mention.sentence and "-1" not in (one.span.year, other.span.year)
    # 2022年全年，上半年
    one_year = one.span.year == other.span.year or (here and "" in (one.span.year, other.span.year))
    return alike and named and one_place and one_year


def _told_twice(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge entries of the whole (全县…) that name one measure: of one span they are one value."""
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in register.entries:
        if _is_named_whole(entry):
            named = entry.measure if len(entry.measure) > _NO_NAME else entry.mention.lead
            groups.setdefault((named, entry.mention.dimension, entry.mention.role), []).append(entry)
    for entries in groups.values():
        accused: set[int] = set()
        for earlier, later in combinations(entries, 2):
            if later.number in accused or not _one_scope(earlier, later):
                continue
            claim = _same_span(register, earlier, later)
            if claim is not None:
                accused.add(later.number)
                yield claim


def _is_named_whole(entry: Entry) -> bool:
    mention = entry.mention  # 今年以来共发生火灾126起 counts everything so far without naming a place
    of_all = _GROWS.search(mention.lead) and not stripped(mention.topic) and mention.place == 0
    named = entry.names_its_thing or (len(entry.measure) > _NO_NAME and bool(entry.title or of_all))
    named = named or bool(entry.scope and entry.span and len(entry.measure) == _NO_NAME)
    ranks = mention.quantity.unit in ("位", "名")
    return named and (entry.is_level or entry.is_rate) and not entry.part and not ranks


def _one_scope(one: Entry, other: Entry) -> bool:
    if one.scope != other.scope and (one.title == other.title or (one.scope and other.scope)):
        return False
    if one.mention.sentence is other.mention.sentence:
        return one.span != other.span
    opened = [stripped(e.mention.sentence.text[: e.mention.sentence.mentions[0].quantity.start]) for e in (one, other)]
    if not (one.title or other.title) and all(opened) and opened[0] not in opened[1] and opened[1] not in opened[0]:
        return False  # 工业项目13个，开工率76.9%；城市建设项目23个，开工率60.8%
    years = [year_above(e.mention) for e in (one, other)]
    if all(years) and years[0] != years[1]:
        return False  # 2017年，…处分省部级干部58人…
    return len({stripped(_SEEN_AS.sub("", e.mention.topic)) for e in (one, other) if not e.title}) < 2


def _same_span(register: FigureRegister, one: Entry, other: Entry) -> NumericClaim | None:
    """Judge two values of one span; a heading speaks of the span of its text."""
    spans = [register.time_of(e) for e in (one, other)]
    if not (spans[0] == spans[1] or (one.title and one.span is None) or (other.title and other.span is None)):
        return None
    days = [cut_off_of(e.mention) for e in (one, other)]
    if all(days) and days[0] != days[1]:
        return None
    stated, shown = other.mention.quantity, one.mention.quantity
    verdict = told_alike(stated.printed, shown.printed)
    if verdict not in (Verdict.WRONG, Verdict.OK) or (verdict == Verdict.WRONG and one.title and other.title):
        return None  # of two short lines that follow each other under something else neither is a heading
    far = not has_lost_a_digit(stated, shown) and max(stated.value, shown.value) > _FAR * min(stated.value, shown.value)
    if far and not (one.title or other.title):
        return None  # of all that came, and of those who stayed
    said = "同一个数，两处不一致" if verdict == Verdict.WRONG else "两处一致"
    heads = [register.heading_of(e) for e in (one, other)]
    apart = not one.scope and heads[0] != heads[1]  # of some part of a body's
    titled, dated = one.title or other.title, None not in (one.span, other.span)
    headed = all(heads) and not titled
    if verdict == Verdict.WRONG and apart and headed and not dated:
        return None  # 责任领导甲 …办理情况：16件; 责任领导乙 …办理情况：40件
    sure = verdict == Verdict.OK or titled or spans[0] is not None or dated
    sure = sure and (verdict == Verdict.OK or not apart or titled)
    if not titled and len({"累计" in e.mention.lead for e in (one, other)}) > 1:
        sure = verdict == Verdict.OK  # of the month, and since January
    if headed and heads[0] != heads[1] and heads[0][-2:] == heads[1][-2:]:
        sure = verdict == Verdict.OK  # （二）市长信箱 …来信27件; （三）区长信箱 …来信23件
    sure = sure or (one.measure == other.measure and one.scope == other.scope and has_lost_a_digit(stated, shown))
    message = f"{places([one])}写 {shown.text}，{places([other])}写 {stated.text}，{said}"
    claim = statement("consistency", other.mention, verdict, message, [one.mention], recomputed=shown.text)
    return claim if sure else doubted(claim, "若说的不是同一时间或同一范围，则不算错")
