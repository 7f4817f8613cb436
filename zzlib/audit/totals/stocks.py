"""A stock over time: what there was, what came, what went and what there is then, or what it grew by, wherever in a paragraph they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from zzlib.audit.documents.blocks import NUMBERED
from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.excuses import is_near
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict, judge, signed_sum
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.binding import own_words
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, without_asides
from zzlib.audit.reading.register import Entry, FigureRegister
from zzlib.audit.reading.roles import CHANGES, Role

_KINDS = (Role.LEVEL, Role.TOTAL, Role.BASE, Role.REST, Role.GAP, *CHANGES)
_OPENING = re.compile(
    r"[一二三四]季度末|[上去]年[末底]|(?:去年|上一?年度?)(?:滚存|累计)?(?:结转|结[存余])|年初|期初|[月周季]初|上[月季周期][末底]?"
    r"|原有|此前|旧存|结存|[\d一二三四五六七八九十]月[末底]|由[去上]年|[上去]年未[办审执]?结|20\d\d年[末底]"
)
_CLOSING = re.compile(
    r"(?:(?<!项)目前|现(?![场金])|如今|[年月季度期周]末|[年月]底|年终|截[至止]|12月31日|累计结[余存])"
    "|^(?:仍|尚|还)?(?:在[册押岗库院编矫]|结[存余]|库存|余|未[办审执]?结)[一-龥]{0,3}$|(?:结转|转入?)(?:到|至)?[下次明]年度?$"
    "|[本当][年期季月]结[余存]：$"
)
_NET = re.compile("(?:当[年期]|本[年期]|年度|收支)[一-龥]{0,4}结[余存](?:为|是)?$")
_NET_CHANGE = re.compile("净[增减退](?!中)[一-龥]{0,8}$")
_THAN, _STILL = re.compile("[较比由从]"), re.compile("结[余存]|余额|库存|存量|保有|在[册岗库院编]")
_NO_FLOW = re.compile("余额|总额|累计|均|[年月期]末|[年月]底|现有|[年期]初|上年|去年|净|收入|支出|[到至为]$")
_LENT, _PAID_BACK = re.compile("发放|[投新]放"), re.compile("[回收]收|收回|[偿归]还|还款")
_YEAR_END = re.compile(r"(20\d\d)年(?:[末底]|12月)")
_MONTH_END = re.compile(r"(?<!\d)(\d{1,2})月[末底]")
_TAKEN = re.compile("[调划]|(?<!结)转|补充|动用|安排")
_ALL_DUE = re.compile("，?(?:一共|共|合计|共计|总计)")  # 加上旧存2202件，共受理21610件: the stock of then is in it
_WITH_THEN = re.compile("总[量计]|合计")  # 上年结转 a，收入总量 b: what there was is in it
_IN_OR_OUT = re.compile("[一-龥](?:(?P<in>入)|出)$")
_NEW = re.compile("新(?!能源|材料|区|城)")
_INSIDE = re.compile("(?:已|均)?(?:包?含|计入)|（?不(?:增减|影响|计入)")  # 2024年撤销7道含在内; 退回2个（不增减总数）
_PARTS = re.compile("其中|(?<!年)中，")
_BORN = re.compile("出生|死亡|自然")
_NEAR, _APART = Fraction(2), Fraction(1, 20)
_REACH = 3  # sentences
_MOST_UNKNOWN = 2
_FEWEST = 2  # flows


@dataclass(frozen=True)
class StockFlow:
    """A stock then and now, and what came and went between; `ways` holds for each flow +1, -1, or both where no word tells."""

    opening: Mention
    flows: tuple[Mention, ...]
    ways: tuple[tuple[int, ...], ...]
    closing: Mention
    narrowed: bool = False
    """Whether a part of a flow stands for all of it: 收到申请213件，其中受理186件."""

    @property
    def bindings(self) -> list[Binding]:
        """What the stock may be now, for each way the flows may have gone."""
        return [Binding(signed_sum((1, *signs)), (self.opening, *self.flows)) for signs in product(*self.ways)]

    @property
    def is_told(self) -> bool:
        """Say whether words tell of all flows whether they came or went, and some did each."""
        return all(len(way) == 1 for way in self.ways) and {way[0] for way in self.ways} == {1, -1}

    def turned(self) -> Iterator[Binding]:
        """Give what the stock may be if a flow that no sure word tells went the other way: 转入实施84个 went out of 项目库."""
        signs = [way[0] for way in self.ways]
        for at, flow in enumerate(self.flows):
            if flow.role not in CHANGES and not _NET.search(flow.before):
                way = tuple(-s if n == at else s for n, s in enumerate(signs))
                yield Binding(signed_sum((1, *way)), (self.opening, *self.flows))


def stock_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what there is by what there was and what came and went, the only like numbers that the paragraph tells of it."""
    done: set[int] = set()
    for entry in register.entries:
        if _NET_CHANGE.search(entry.mention.before) and not entry.mention.quantity.hedge:
            yield from _net_change(entry.mention, register)
    for opening in register.entries:
        if _is_stock(opening, _OPENING) and opening.number not in done:
            tried = [(found, claim) for found in _stocks_from(opening, register) if (claim := _judged(found))]
            for found, claim in sorted(tried, key=lambda told: (told[1].verdict not in HOLDS, not _is_slip(told[1])))[
                :1
            ]:
                done |= {found.closing.number}
                yield claim


def _is_stock(entry: Entry, time: re.Pattern[str]) -> bool:
    """Say whether a number is a stock that is told of a time."""
    mention = entry.mention
    said, ahead = own_words(mention).lstrip("，、"), mention.previous
    if ahead is not None and ahead.quantity.end == mention.begin - 1 and not same_unit(ahead, mention):
        said = own_words(ahead) + said  # 年末总户数4120户，总人口16480人
    plain = mention.role in _KINDS and mention.role not in CHANGES and not mention.quantity.hedge and not mention.series
    flow = any(flows.search(mention.before) for flows in (_NEW, _NET, _LENT))
    return plain and time.search(said) is not None and not flow


def _stocks_from(opening: Entry, register: FigureRegister) -> Iterator[StockFlow]:
    """Give the stocks of now that go with one of then, each with the flows beside: those between, else those behind both."""
    then = opening.mention
    near = register.entries_near(then, _REACH) if not _is_item(then) else register.entries
    like = [e for e in near if _is_like(e, then) and _is_beside(e.mention, then)]
    for closing in (e for e in like if e is not opening and _is_stock(e, _CLOSING) and _is_later(e.mention, then)):
        now = closing.mention
        first, last = sorted((then, now), key=lambda m: m.order)
        flows = [e for e in like if first.order < e.mention.order < last.order]
        if last is then or not flows:
            flows = [e for e in like if e.mention.order > last.order and e.mention.sentence is last.sentence]
        flows = [
            e
            for e in flows
            if not regex("均|每").search(e.mention.before)
            and not _INSIDE.match(e.mention.text_behind)
            and not _led_to(e.mention, then, like)
        ]
        told = [e.mention for e in flows if not _is_part(e) or (_is_part(opening) and _is_part(closing))]
        net = [m for m in told if _NET.search(m.before) or _NET_CHANGE.search(m.before)]
        came = [m for m in told if m not in net and not _STILL.search(m.before)]
        whole = any(_WITH_THEN.search(m.before) for m in came)
        if came and not whole and not _ALL_DUE.match(came[0].before):
            yield StockFlow(then, tuple(came), _ways(came), now)
            for flow, part in (
                (m, e.mention)
                for m in came
                for e in flows
                if _is_part(e) and e.number == m.number + 1 and _way(m) == (1,)
            ):
                kept = [part if m is flow else m for m in came]
                yield StockFlow(then, tuple(kept), _ways(kept), now, narrowed=True)
        of_year = [e.mention for e in like if _NET.search(e.mention.before)]
        taken = any(_TAKEN.search(m.before) for m in now.sentence.mentions if m is not then)
        if len({m.quantity.value for m in of_year}) == 1 and not taken:
            yield StockFlow(then, (of_year[0],), ((1,),), now)


def _led_to(change: Mention, then: Mention, like: Sequence[Entry]) -> bool:
    """Say whether a change is what led from a still earlier number to that of then: 21件；6月末为17件，减少4件."""
    earlier = [e.mention.quantity.value for e in like if e.mention.order < then.order]
    off = change.quantity.value * (1 if change.role == Role.DECREASE else -1)
    return change.role in CHANGES and then.quantity.value + off in earlier


def _net_change(net: Mention, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge 净增 x by what came and went before it, or behind it: 新增64人、退出51人，净增13人; 净增46人：新增312人，注销266人."""
    like = [e.mention for e in register.of(net.sentence) if e.mention is not net and _is_like(e, net)]
    like = [m for m in like if m.role != Role.BASE and (_LENT.search(m.before) or not _NO_FLOW.search(m.before))]
    than = _THAN.search(net.lead) is not None
    ahead = [m for m in like if m.order < net.order]
    for flows in ([m for m in ahead if m.segment == net.segment], ahead, [m for m in like if m.order > net.order]):
        ways = _ways(flows)
        first = next((n for n, way in enumerate(ways) if len(way) == 1), len(ways))  # behind what there was
        flows, signs = flows[first:], [way[0] for way in ways[first:]]
        same = len({way[0] for way in ways[first:] if len(way) == 1}) == 1 and all(
            len(way) == 1 for way in ways[first:]
        )
        two = len(flows) == _FEWEST and not (same or than)
        two = two and flows[0].order < net.order and flows[0].segment == net.segment
        told = {len(way) for way in ways[first:]} == {1} and len(set(signs)) > 1
        if not (two or told):
            continue
        if two:  # whatever they are called, 净增 is one less the other
            flows = sorted(flows, key=lambda m: -m.quantity.value)
            signs = [1, -1]
        elif regex("净[减退]").search(net.before):
            signs = [-sign for sign in signs]
        found = [Binding(signed_sum(signs), tuple(flows))]
        yield replace(settle("difference", net, found, certain=True)[0], said=True)
        return


def _is_part(entry: Entry) -> bool:
    """Say whether a number is of a 其中 or stands in a bracket; a bracket that is closed before it (当年购入（含轮入）) opens nothing."""
    return entry.part and (entry.mention.depth > 0 or _PARTS.search(without_asides(entry.mention.thought)) is not None)


def _is_item(mention: Mention) -> bool:
    """Say whether a paragraph is an item of a numbered list, whose others may go on."""
    return NUMBERED.match(mention.sentence.block.text) is not None


def _is_beside(mention: Mention, then: Mention) -> bool:
    """Say whether a number stands in the paragraph of a stock, or in one of the next items of its list."""
    apart = mention.sentence.paragraph - then.sentence.paragraph
    return not apart or (0 < apart <= _REACH and _is_item(mention) and _is_item(then))


def _is_like(entry: Entry, then: Mention) -> bool:
    mention = entry.mention
    same = mention.quantity.unit[-1:] == then.quantity.unit[-1:] and same_unit(mention, then)
    return same and mention.role in _KINDS and not mention.depth and not mention.quantity.hedge


def _is_later(now: Mention, then: Mention) -> bool:
    """Say whether a stock is told of a later time than another, or simply behind it."""
    for end in (_YEAR_END, _MONTH_END):
        ends = [end.search(own_words(m)) for m in (then, now)]
        if ends[0] and ends[1] and ends[0][1] != ends[1][1]:
            return int(ends[0][1]) < int(ends[1][1])
    opened = regex("年初|期初|[上去]年").search(own_words(then)) is not None
    return now.order > then.order or opened


def _ways(flows: Sequence[Mention]) -> tuple[tuple[int, ...], ...]:
    """Say of each flow which way it may have gone; of what is lent what was lent came, and what was paid back went: 发放 x，收回 y，核销 z."""
    ways = [_way(flow) for flow in flows]
    said = [flow.before if flow.before.strip("、和") else flow.lead for flow in flows]  # 发放贷款0.34万笔、15.26亿元
    lent = [_LENT.search(clause) is not None for clause in said]
    back = [_PAID_BACK.search(clause) is not None and not _LENT.search(clause) for clause in said]
    if any(lent) and any(back):
        ways = [(1,) if lent[n] else (-1,) if back[n] else way for n, way in enumerate(ways)]
    return tuple(ways)


def _way(flow: Mention) -> tuple[int, ...]:
    """Say whether a flow came, went, or may have done either."""
    if flow.role in CHANGES:
        return (1,) if flow.role == Role.INCREASE else (-1,)
    said = own_words(flow) if flow.before.strip("、和") else flow.lead or flow.topic  # 发放贷款0.34万笔、15.26亿元
    told = {
        sign: regex(any_of(verbs)).search(said) for sign, verbs in ((1, words().stocks.came), (-1, words().stocks.went))
    }
    first = sorted((match.start(), sign) for sign, match in told.items() if match)  # 收储企业关停形成的指标 came
    if not first and (end := _IN_OR_OUT.search(flow.before)):  # 轮入3.27万吨、轮出1.72万吨
        return (1 if end["in"] else -1,)
    return (first[0][1],) if first else (1, -1)


def _judged(found: StockFlow) -> NumericClaim | None:
    """Judge a stock; what doesn't hold is told where words tell all flows, or where it is a slip or nearly holds."""
    unknown = sum(len(way) > 1 for way in found.ways)
    net = len(found.flows) == 1 and _NET.search(found.flows[0].before) is not None
    if unknown > _MOST_UNKNOWN or (len(found.flows) < _FEWEST and not net):
        return None
    tried = [settle("difference", found.closing, [binding], certain=True)[0] for binding in found.bindings]
    held = [claim for claim in tried if claim.verdict in HOLDS]
    if held:
        return replace(held[0], said=True)
    if _is_open(found) or any(_holds(binding, found.closing) for binding in found.turned()):
        return None
    sure = found.is_told or net
    slips = [c for c in tried if is_near(c, _NEAR) and (sure or _is_slip(c) or _nearly(c, found, len(tried)))]
    if found.narrowed:
        slips = [c for c in slips if _is_slip(c)]
    return replace(slips[0], said=True) if slips else None


def _is_open(found: StockFlow) -> bool:
    """Say whether persons may have come and gone otherwise: births and deaths alone make no population."""
    said = "".join(own_words(flow) for flow in found.flows)
    born = _BORN.search(said) is not None and len(found.flows) == _FEWEST and "减少" not in said
    return born and found.closing.quantity.bare_unit == "人"


def _holds(binding: Binding, now: Mention) -> bool:
    return judge(binding.formula, binding.printed, now.quantity.printed)[0] != Verdict.WRONG


def _is_slip(claim: NumericClaim) -> bool:
    """Say whether what is stated is what was computed but for a slip of the pen."""
    exact, result = (claim.trial.exact, claim.trial.result) if claim.trial is not None else (None, None)
    return exact is not None and result is not None and is_slip(result, exact, short=True)


def _nearly(claim: NumericClaim, found: StockFlow, tried: int) -> bool:
    """Say whether so many ways to reckon come as near to what is stated only seldom by accident."""
    exact = claim.exact
    most = max(flow.quantity.value for flow in found.flows)
    return exact is not None and tried * 2 * abs(exact - found.closing.quantity.value) <= 2 * _APART * most
