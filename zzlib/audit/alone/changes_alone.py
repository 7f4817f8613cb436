"""Changes in a sentence or two whose only numbers are those of one change: what was, what is, by how much it moved, however they stand and in whatever words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from zzlib.audit.alone.changes_told import (
    ChangeFigure,
    are_of_others,
    is_from_to,
    is_of,
    plainly,
    then_and_now,
    told_in,
    years_between,
)
from zzlib.audit.alone.plainly import told
from zzlib.audit.changes.yearly_growth import per_year
from zzlib.audit.judging.claim import Binding, NumericClaim, doubted, settle, statement
from zzlib.audit.numbers.arithmetic import (
    DECLINE,
    DECREMENT_DECLINE,
    DIFFERENCE,
    GROWTH,
    INCREMENT_GROWTH,
    JUDGED,
    MULTIPLE,
    SHARE,
    TIMES_MORE,
    ClaimFormula,
    Verdict,
    signed_sum,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import MONEY, PERCENT, POINTS, RATIOS, TIMES, chinese_number, written
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, ReadSentence
from zzlib.audit.reading.register import FigureRegister

_KINDS = ("difference", "growth", "growth_increment", "share")
_PRICES = 10  # points
_FAR = 2
_MOST = 7  # numbers of a passage
_TWO, _THREE = 2, 3
_LOSS, _GAIN = re.compile("亏"), re.compile("盈|赚|利润")
_SINCE = (
    ("年初", re.compile("年初|期初|上年末|上年底|去年底|去年末")),
    (
        "月",
        re.compile(
            r"[比较](?:(?:今年)?\d{1,2}[-—–至到])?\d{1,2}月(?!\d)|上个?月|环比|上季|上一季|上周|上旬|昨[日天]|前[日天]"
        ),
    ),
    ("常年", re.compile("常年|历年|往年|多年")),
    ("年", re.compile("同比|(?<![常历往]年)同期|上年|去年|前一?年|上一年")),
)
_YEARLY = re.compile("(?:(?P<years>[两二三四五六七八九十])年(?:间|来|里)?)?(?:年均|年平均|平均(?:每年)?)")
_BOUNDS = ("突破", "超过", "超", "逾", "以上", "以下", "以内", "不足", "不到", "高于", "低于", "区间")
_LEFT = re.compile("[剩余](?:下|有|为)?$")
_EACH = re.compile("[日月人户亩单场站次个]均|平均|每")


def plain_change_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge the change of each passage that holds nothing but it, where nothing else has judged its numbers."""
    told_before = (c for c in claims if c.verdict in JUDGED and c.entry)
    judged = {c.entry for c in told_before if c.verdict != Verdict.WRONG or c.firm or c.kind not in _KINDS}
    accused = {c.entry for c in claims if c.verdict == Verdict.WRONG}
    done: set[int] = set()
    for passage in _passages(register.reading.sentences):
        told = told_in(passage)
        if not done & {m.number for m in passage} and not plainly("otherwise").search(_text(told)):
            numbers = {m.number for m in passage}
            found = [c for c in _judged(told) if c.entry not in judged and not numbers & accused - {c.entry}]
            done |= numbers if found else set()
            yield from found


def _passages(sentences: Sequence[ReadSentence]) -> Iterator[list[Mention]]:
    """Give the numbers of each thought, of each sentence and of each two that follow each other, where they are few."""
    for sentence in sentences:
        segments = {m.segment for m in sentence.mentions}
        if len(segments) > 1 and len(sentence.mentions) > _THREE:
            yield from ([m for m in sentence.mentions if m.segment == number] for number in sorted(segments))
        if 1 < len(sentence.mentions) <= _MOST:
            yield sentence.mentions
    for one, other in pairwise(sentences):
        both = [*one.mentions, *other.mentions]
        if one.mentions and other.mentions and len(both) <= _MOST and not (one.block.rows or other.block.rows):
            around = [s for s in sentences[max(0, one.number - 2) : other.number + 3] if s not in (one, other)]
            if not any(s.mentions and s.paragraph in (one.paragraph, other.paragraph) for s in around):
                yield both


def _text(told: Sequence[ChangeFigure]) -> str:
    segments = {t.mention.segment for t in told}
    texts = list(dict.fromkeys(t.mention.sentence.text for t in told))
    thoughts = texts[0].split("；")
    alone = len(texts) == len(segments) == 1 and max(segments) < len(thoughts)
    return thoughts[min(segments)] if alone else "，".join(texts)


def _judged(told: Sequence[ChangeFigure]) -> Iterator[NumericClaim]:
    """Judge the only change that the numbers of a passage can be of."""
    amounts = [t for t in told if t.mention.dimension not in RATIOS]
    rates = [t for t in told if t.mention.dimension in RATIOS]
    if len(amounts) > _TWO and not same_unit(amounts[0].mention, amounts[1].mention):
        amounts = amounts[1:]  # 全镇12个村，去年…
    if not amounts:
        points = [t for t in rates if t.mention.dimension == POINTS]
        levels = [t for t in rates if t.mention.dimension == PERCENT]
        if len(points) == 1 and len(levels) == _TWO and len(rates) == _THREE:
            yield from _moved(levels, points)
    elif len(rates) < _TWO and all(same_unit(amounts[0].mention, t.mention) for t in amounts):
        units = {t.mention.quantity.bare_unit for t in amounts}
        if len(amounts) > _THREE and len(units) > 1 and units & set(words().counted.any):
            return  # 新增床位820张，新建助餐点46个
        yield from _of_amounts(told, amounts, rates)


def _of_amounts(
    told: Sequence[ChangeFigure], amounts: Sequence[ChangeFigure], rates: Sequence[ChangeFigure]
) -> Iterator[NumericClaim]:
    changes, levels = _apart(amounts)
    each = {bool(_EACH.search(t.gap)) for t in levels if len(t.noun) > 1}
    if any(t.mention.quantity.hedge in _BOUNDS for t in amounts) or len(each) > 1:
        return
    if len(levels) == _TWO and not are_of_others(*levels) and _share_a_name(*levels):
        yield from _moved(levels, changes) if changes else ()
        pair = then_and_now(levels[0], levels[1], [*changes, *rates], known=True)
        if pair is not None and (not rates or _of_one_time(rates[0], *pair)):
            found = _rated(pair, rates) if rates else _in_words(pair, told)
            yield from (c for c in found if not _is_of_prices(c, told))
    elif len(levels) == 1 and len(changes) == 1 and rates:
        yield from _rate_of_change(levels[0], changes[0], rates[0])
    elif len(levels) > _TWO and not rates:
        yield from _stepped(amounts, levels)
    if len(changes) > 1 and not rates:
        yield from _of_each_base(levels, changes)


def _share_a_name(one: ChangeFigure, other: ChangeFigure) -> bool:
    """Say whether the nouns of two numbers have a letter in common, or one has none: 公积金提取额 and 发放贷款 have not."""
    nouns = [set(told.noun) for told in (one, other)]
    return min(map(len, nouns)) < _TWO or bool(nouns[0] & nouns[1]) or max(map(len, nouns)) < _TWO * _TWO


def _apart(amounts: Sequence[ChangeFigure]) -> tuple[list[ChangeFigure], list[ChangeFigure]]:
    """Give the numbers that words of change lead in, and the others; of two numbers one of a time (上年支出4200万元) is no change."""
    changes = [t for t in amounts if t.way() is not None]
    if len(amounts) == _TWO:
        changes = [t for t in changes if not t.flows()]
    return changes, [t for t in amounts if t not in changes]


def _of_one_time(change: ChangeFigure, then: ChangeFigure, now: ChangeFigure | None = None) -> bool:
    """Say whether a change is not told to be from another time than the earlier number is of: 同比 beside 年初."""
    if now is not None and now.time < 0 and change.gap.startswith(("，今年", "，本年")):
        return False  # 前年2.1亿元，去年2.6亿元，今年1—6月同比增长13.2%
    if _SINCE[-1][1].search(change.gap) and then.date[1] and not (then.date[0] or _SINCE[-1][1].search(then.gap)):
        return False  # 一季度8.30万人次；二季度6.25万人次，同比下降
    said, of = _since(change), _since(then)
    return not said or not of or bool(said & of)


def _is_of_prices(claim: NumericClaim, told: Sequence[ChangeFigure]) -> bool:
    """Say whether a growth that fails may be told at the prices of then, as that of the product mostly is."""
    off = abs(claim.exact - claim.trial.result.value) if claim.trial and claim.exact is not None else Fraction(0)
    text, money = _text(told), any(t.mention.dimension == MONEY for t in told)
    real = money and mentions_any(words().comparable.subjects, text) and not plainly("priced").search(text)
    return real and claim.verdict == Verdict.WRONG and off <= _PRICES


def _moved(levels: Sequence[ChangeFigure], changes: Sequence[ChangeFigure]) -> Iterator[NumericClaim]:
    """Judge by how much two numbers are told to differ, or what a number became by several changes."""
    left = len(changes) == 1 and _LEFT.search(levels[1].gap)  # 库存6200吨，轮出1500吨后余4700吨
    flows = (any(change.flows() for change in changes) and not left) or len(changes) > 1
    pair = then_and_now(levels[0], levels[1], changes, known=flows)
    if pair is None or not all(
        _of_one_time(change, pair[0]) and (flows or is_of(change, levels)) for change in changes
    ):
        return
    then, now = pair
    if told("of_both").search(now.gap):
        return  # 第一天45人，第二天比第一天多12人，两天102人
    if flows and now.time <= 0 and not is_from_to(then, now):
        return
    ways = [change.way() or 0 for change in changes]
    if len(changes) > 1:
        off = abs(now.mention.quantity.value - then.mention.quantity.value)
        if any(change.mention.quantity.value == off for change in changes):
            return  # 1056人，去年988人，增加68人；其中一类增加41人
        net = any("净" in change.gap for change in changes)
        if all(ways) and not net and then.time < 0 < now.time:
            binding = Binding(signed_sum([1, *ways]), (then.mention, *(c.mention for c in changes)))
            yield _sure("difference", now.mention, binding)
        return
    change, way = changes[0], ways[0]
    if flows and then.time >= 0:
        return  # 收入873亿元，支出667亿元，年末结余1870亿元
    if _LOSS.search(then.gap) and _GAIN.search(now.gap) and not _LOSS.search(now.gap):
        formula, used = ClaimFormula(lambda one, other: one + other, (1, 1), linear=True), (now, then)
    else:
        up = way > 0 or (not way and now.mention.quantity.value > then.mention.quantity.value)
        formula, used = DIFFERENCE, (now, then) if up else (then, now)
    if way and formula is DIFFERENCE and used[0].mention.quantity.value < used[1].mention.quantity.value / _FAR:
        return  # 与上月的157个比，多了11个。拿到资金的22个: of another thing
    claim = _sure("difference", change.mention, Binding(formula, tuple(t.mention for t in used)))
    open_ended = change.flows() and not plainly("closing").search(then.gap + now.gap + change.gap + change.behind)
    yield (
        doubted(claim, "除了印出的，还有没有别的来去，请核") if open_ended and claim.verdict == Verdict.WRONG else claim
    )


def _sure(kind: str, result: Mention, *bindings: Binding) -> NumericClaim:
    claim, _ = settle(kind, result, bindings, certain=True)
    return replace(claim, firm=True, named=True, said=True)


def _rated(pair: tuple[ChangeFigure, ChangeFigure], rates: Sequence[ChangeFigure]) -> Iterator[NumericClaim]:
    """Judge a rate of growth, or what share or how many times it is of then."""
    (then, now), rate = pair, rates[0]
    if not is_of(rate, pair) or rate.mention.dimension == POINTS:
        return
    beside, off = rate.mention.previous, abs(now.mention.quantity.value - then.mention.quantity.value)
    more = (
        beside is not None
        and beside.dimension == now.mention.dimension
        and regex("[多少增减]了?$").search(beside.before)
    )
    if more and beside is not None and beside.quantity.value != off:
        return  # 由1344.5公里增至1494.3公里。村道多了106.3公里，增长13.0%
    way, times = rate.way(rate=True), rate.mention.dimension == TIMES
    used = (now.mention, then.mention)
    if way and rate.gap.endswith("的"):
        return  # 去年支出17.0亿元，医保吃掉支出的41.2%
    if way is None:
        of_last = regex("[的之]").fullmatch(rate.gap) and rate.mention.previous is then.mention
        share = regex(f"(?:{plainly('share').pattern})$").search(rate.gap)
        of_other = not of_last and now.mention.quantity.value > then.mention.quantity.value  # 约占举报总量的5%
        if (of_last or share) and not of_other and not regex("[同环]比$").search(rate.gap):
            yield _sure("share" if not times else "growth", rate.mention, Binding(MULTIPLE if times else SHARE, used))
    elif times:
        yield _sure("growth", rate.mention, Binding(TIMES_MORE, used))
    elif yearly := _YEARLY.search(rate.gap):
        years = chinese_number(yearly["years"] or "") or years_between(then, now)
        if years > 0:
            yield _sure("growth", rate.mention, Binding(per_year(years), used))
    else:
        up = way > 0 or (not way and now.mention.quantity.value > then.mention.quantity.value)
        yield _sure("growth", rate.mention, Binding(GROWTH if up else DECLINE, used))


def _rate_of_change(level: ChangeFigure, change: ChangeFigure, rate: ChangeFigure) -> Iterator[NumericClaim]:
    """Judge a rate by the change and the only one of then and now that is told."""
    way = rate.way(rate=True)
    if rate.mention.dimension != PERCENT or not way or not level.time or change.way() != way:
        return
    of_now = INCREMENT_GROWTH if way > 0 else DECREMENT_DECLINE
    formula = SHARE if level.time < 0 else of_now
    if _of_one_time(rate, change) and (level.time > 0 or _of_one_time(change, level)):
        yield _sure("growth_increment", rate.mention, Binding(formula, (change.mention, level.mention)))


def _of_each_base(levels: Sequence[ChangeFigure], changes: Sequence[ChangeFigure]) -> Iterator[NumericClaim]:
    """Judge changes from several times by the number of each: 比年初多9.7亿元，比上月末多2.3亿元; 年初88亿元，上月末95.4亿元."""
    thens = {name: [t for t in levels if t.time < 0 and _since(t) == {name}] for name, _ in _SINCE}
    nows = [t for t in levels if not _since(t)]
    told = [(c, thens[name][0]) for c in changes for name in _since(c) if len(thens[name]) == 1 and c.way()]
    if len(told) != len(changes) or len({then.mention.number for _, then in told}) + len(nows) != len(levels):
        return
    if len(nows) == 1:
        for change, then in told:
            used = (nows[0], then) if (change.way() or 0) > 0 else (then, nows[0])
            yield _sure("difference", change.mention, Binding(DIFFERENCE, tuple(t.mention for t in used)))
    elif not nows and len(told) == _TWO:
        (one, then), (other, stated) = told
        binding = Binding(
            signed_sum([1, one.way() or 0, -(other.way() or 0)]), (then.mention, one.mention, other.mention)
        )
        yield _sure("difference", stated.mention, binding)


def _since(told: ChangeFigure) -> set[str]:
    return {name for name, pattern in _SINCE if pattern.search(told.gap)}


def _stepped(amounts: Sequence[ChangeFigure], levels: Sequence[ChangeFigure]) -> Iterator[NumericClaim]:
    """Judge each step of 27所先减5所成22所，再减4所成18所."""
    if len(amounts) % 2 == 0 or list(amounts[::2]) != list(levels):
        return
    steps = [amounts[place : place + _THREE] for place in range(0, len(amounts) - 2, 2)]
    if all(change.way() and regex("[到至为成达剩余存]").search(now.gap) and now.time >= 0 for _, change, now in steps):
        for then, change, now in steps:
            binding = Binding(signed_sum([1, change.way() or 0]), (then.mention, change.mention))
            yield _sure("difference", now.mention, binding)


def _in_words(pair: tuple[ChangeFigure, ChangeFigure], told: Sequence[ChangeFigure]) -> Iterator[NumericClaim]:
    """Judge 腰斩, 翻两番, 是那时的四倍, 持平 by what part, or how many times, the number of now is of that of then."""
    then, now = (t.mention for t in pair)
    found = _bounds(_text(told))
    if found is None or then.quantity.value <= 0:
        return
    said, low, high = found
    times = now.quantity.value / then.quantity.value
    good = low <= times <= high
    right = written(then.quantity.value * (low + high) / 2, now.quantity)
    why = "相符" if good else f"文中写“{said}”，照此应为 {right}"
    message = f"{now.quantity.text} 是 {then.quantity.text} 的 {float(times):.3g} 倍，{why}"
    verdict = Verdict.OK if good else Verdict.WRONG
    claim = statement("growth", now, verdict, message, (then,), named=True, said=True, firm=True)
    yield replace(claim, stated=f"{now.quantity.text}（{said}）")


def _bounds(text: str) -> tuple[str, Fraction, Fraction] | None:
    """Give what a passage says in words of now against then, and between what times of then it may lie."""
    if more := plainly("half_more").search(text):
        return more[0], Fraction(7, 5), Fraction(8, 5)
    if half := plainly("half").search(text):
        return half[0], Fraction(9, 20), Fraction(11, 20)
    if doubled := plainly("doubled").search(text):
        times = 2 ** (chinese_number(doubled["times"] or "一") or 1)
        return doubled[0], times * Fraction(17, 20), times * Fraction(23, 20)
    for which, of_then in (("more_times", 1), ("of_times", 0)):
        if told := plainly(which).search(text):
            many = (chinese_number(told["number"]) or 0) + of_then + Fraction(int(bool(told["half"])), 2)
            return told[0], many - Fraction(2, 5), many + Fraction(2, 5)
    if same := plainly("same").search(text):
        near = Fraction(1, 10 if plainly("roughly_same").search(text[: same.start()][-4:]) else 20)
        return same[0], 1 - near, 1 + near
    return None
