"""Slips of the pen that make numbers belong together, accused as far as they are no accidents."""

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import permutations

from zzlib.audit.changes.increments import OTHERWISE
from zzlib.audit.judging.chance import SlipKind, chance_settings
from zzlib.audit.judging.claim import NumericClaim, doubted, statement
from zzlib.audit.judging.taken import is_never_of
from zzlib.audit.numbers.arithmetic import HOLDS, PROVED, SHARE, Verdict, judge, one_is_the_sum
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import written
from zzlib.audit.numbers.words import any_of, mentions_any, words
from zzlib.audit.reading.binding import own_words
from zzlib.audit.reading.breakdowns import SHARED, words_after
from zzlib.audit.reading.reading import Mention, are_one_thought, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import CHANGES, THE_REST
from zzlib.audit.shares.defined_rates import definition_of
from zzlib.audit.slips.slip_traits import SlipFound, is_lone_pair, lacks_parts
from zzlib.audit.slips.slips_found import slips_found
from zzlib.audit.totals.part_words import are_apart, counts_on, leaves_out
from zzlib.audit.totals.partitions import partitions

_KINDS = {"two": "difference", "run": "sum", "hundred": "sum", "points": "difference", "share change": "difference"}
_LIKELY = 0.5
_RATES = {"growth": "growth", "change": "growth", "average": "average"}


def accident_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Accuse the figures that are surely slips of the pen, by what they make belong together; doubt those that are likely."""
    bounds = chance_settings().bounds
    wrong, doubtful = (_resting([c for c in claims if c.verdict == v]) for v in (Verdict.WRONG, Verdict.DOUBTFUL))
    holding = [c for c in claims if c.verdict in PROVED]
    proved, rates = _resting(holding), {c.entry: {m.number for m in c.proof} for c in holding if c.unit == "%"}
    points = [c.numbers for c in holding if "百分点" in c.unit]
    told = set(wrong)
    slips, judge = slips_found(register)
    totals = {frozenset(m.number for m in told.found.figures): told for told in partitions(register)[1]}
    likely = {
        slip: chance
        for slip in slips
        if not is_lone_pair(slip) and (chance := judge.likely(slip)) >= bounds.slip_doubtful
    }
    for slip, chance in sorted(likely.items(), key=lambda pair: (-pair[1], -pair[0].odds)):
        numbers = frozenset(figure.mention.number for figure in slip.first.all)
        if told & numbers or slip.figure.mention.number in proved or judge.is_again(slip) or _are_others(slip):
            continue
        if any(len(numbers & three) > 1 and not three <= numbers for three in points):
            continue  # 剖宫产率42.3%、34.9%，相差7.4个百分点: what they make is told
        figures, off = [f.mention for f in slip.first.all], slip.right - slip.figure.mention.quantity.value
        if slip.first.kind in ("two", "run") and leaves_out(figures, off, register.reading):
            continue
        if slip.first.kind == "share" and _has_its_own(slip.first.subject.mention.number, numbers, rates):
            continue
        # Swapped digits tell a total by themselves; what else may have slipped, the judge of totals must think so, too.
        swapped = slip.kind == SlipKind.SWAPPED
        total = None if swapped else totals.get(numbers)
        if total and (not total.misprinted or (total.is_open and len(slip.told_by) == 1)):
            continue
        enough = bounds.hundred_wrong if swapped and slip.first.kind == "hundred" else bounds.slip_wrong
        sure = chance >= enough and (total is None or total.misprinted >= total.enough)
        sure = sure and not (_is_loose(slip) or lacks_parts(slip) or _is_hardly_meant(slip))
        sure = sure or (swapped and total is None and _are_alone(slip, register))
        verdict = Verdict.WRONG if sure else Verdict.DOUBTFUL
        if verdict == Verdict.WRONG or not doubtful & numbers:
            told |= numbers
            same = [other for other in likely if other.first is slip.first and other.kind == slip.kind]
            yield _claim(slip, [other for other in same if other.figure is not slip.figure], verdict)


def _are_alone(slip: SlipFound, register: FigureRegister) -> bool:
    """Say whether two swapped digits keep the only amounts of a short document from making one another: 原储3450吨，调出800吨，尚存2560吨."""
    numbers = {figure.mention.number for figure in slip.first.all}
    units = {figure.mention.quantity.bare_unit for figure in slip.first.all}
    values = [slip.right if f is slip.figure else f.mention.quantity.value for f in slip.first.all]
    others = [m for m in register.reading.mentions if m.quantity.bare_unit in units and m.number not in numbers]
    linear = slip.first.kind in _KINDS and one_is_the_sum(values)
    return linear and not others and are_one_thought(register.reading.sentences) and not register.reading.tables


def _is_loose(slip: SlipFound) -> bool:
    """Say whether two parts alone tell a slip, or more of which one is coarse, and don't make their total to the last digit with it: by rounding, of a list that may have a further one."""
    steps = {f.mention.quantity.step for f in slip.first.all}
    values = [slip.right if f is slip.figure else f.mention.quantity.value for f in slip.first.all]
    loose = slip.first.kind in ("run", "two") and (len(values) == len(("whole", "part", "part")) or len(steps) > 1)
    return loose and len(slip.told_by) == 1 and not one_is_the_sum(values)


def _is_hardly_meant(slip: SlipFound) -> bool:
    """Say whether one changed digit would make a total of what is less likely than not its parts: GDP of revenue, spending and incomes."""
    return slip.kind == SlipKind.CHANGED and slip.first.kind == "run" and slip.told_by[0].raw < _LIKELY


def _has_its_own(rate: int, numbers: Set[int], rates: Mapping[int, set[int]]) -> bool:
    """Say whether other numbers make a rate, or these another one: 获批147个、资金14.92亿元，转化率61.8%; 送达2.16万次，占2.74万次的78.8%，成功率87.5%."""
    own = numbers - {rate}
    return bool(rates.get(rate, numbers) - numbers) or any(own == of - {other} for other, of in rates.items())


def _are_others(slip: SlipFound) -> bool:
    """Say whether words tell that numbers make no other: one counts for several of them, or each is of a body of its own."""
    last = max(slip.first.all, key=lambda figure: figure.place)
    *parts, whole = sorted((figure.mention for figure in slip.first.all), key=lambda m: m.quantity.value)
    # 27.3万人（其中党纪处分22.7万人）
    inside = whole.depth > max(m.depth for m in parts) and whole.before.startswith("其中")
    counted = are_apart(whole, parts) or counts_on(whole, min(parts, key=lambda m: m.order))
    never = sum(m.quantity.value for m in parts) < whole.quantity.value
    never = never and mentions_any(words().parts.never_all, whole.before)  # 商品房132.6万平方米，其中住宅…、办公楼…
    if slip.first.kind in ("run", "two") and (inside or counted or never):
        return True
    largest = parts[-1].quantity  # 49.9万个，其中民非22.5万个：科技类11126个、…: a part that the others make
    if slip.first.kind == "run" and abs(sum(m.quantity.value for m in parts[:-1]) - largest.value) <= largest.step:
        return True
    if slip.first.kind == "run" and regex(rf"[，、；](?:{THE_REST.pattern})(?![^，。；]*[未无零0])").match(
        last.mention.text_behind
    ):
        return True  # 合作社11.2万亩、家庭农场9.4万亩、企业4.8万亩，其余在农户间流转
    named = [m for m in (*parts, whole) if regex("(?<!贡献|占有)率[为达是]*$").search(m.before)]
    if slip.first.kind == "hundred" and len(named) == len(slip.first.all):
        return True  # 渤海超标率28.6%，黄海超标率11.1%，东海超标率62.1%
    if slip.first.kind == "points" and len({id(m.series) for m in (*parts, whole) if m.series}) > 1:
        return True  # 分别占4.4%、24.6%、10.2%，分别提高2.8个、13.4个、8.9个百分点
    rate = slip.first.subject.mention
    if slip.first.kind == "share" and regex("[合共总]计?占[^，。；]*$").search(rate.lead):
        return True  # 火灾17.4万起，抢险10.4万起，合计占总数的70.7%
    others = [m for m in (*parts, whole) if m is not rate]
    otherwise = (
        _is_either_way(rate, others)
        or _is_of_several_kinds(rate)
        or definition_of(rate) is not None
        or is_never_of(rate, others)
    )
    if slip.first.kind == "share" and otherwise:
        return True
    urban = slip.first.kind == "share" and "城镇化" in rate.lead
    if urban and not any("城镇" in own_words(m) for m in (*parts, whole) if m is not rate):
        return True  # 城镇化率54.19%，县城常住人口10.42万人
    if slip.first.kind == "average" and ("标准" in rate.lead or regex("每(.).*、.*每\\1").search(rate.sentence.text)):
        return True  # 资助9.6万人、2871万元，其中全额每人380元、定额每人190元
    if slip.first.kind in _RATES and any(OTHERWISE.search(own_words(m)) for m in (*parts, whole)):
        return True  # 增长18.6%，上年同期（可比口径）为251.7万人次
    further = last.mention.behind_in_thought[:1] if whole.role in CHANGES else []
    if any(m.role == last.mention.role and m.dimension == last.mention.dimension for m in further):
        return True  # 贷款增加11.97万亿元，其中短期增加2.37万亿元，中长期增加8.7万亿元，票据融资增加7597亿元
    sentence = last.mention.sentence
    return SHARED.search(sentence.text + words_after(sentence)) is not None or _are_bodies(slip)


def _is_either_way(rate: Mention, others: Sequence[Mention]) -> bool:
    """Say whether a rate is that of two numbers, whichever is the part: 编制1860张，实有1864张，为编制的100.2%."""
    pairs = permutations(m.quantity.printed for m in others) if len(others) == len(("part", "whole")) else ()
    return any(judge(SHARE, pair, rate.quantity.printed)[0] in HOLDS for pair in pairs)


def _is_of_several_kinds(rate: Mention) -> bool:
    """Say whether a rate is told right beside of another kind, so that neither is of all: 审判案件结案率93.4%，执行案件结案率87.9%."""
    name = regex("[一-龥]{2}率(?=[为达是至到]*$)").search(rate.lead)
    beside = [m for m in rate.sentence.mentions if abs(m.place - rate.place) == 1]
    others = [m.lead for m in beside if m.dimension == rate.dimension]
    return name is not None and any(regex(f"{name[0]}[为达是至到]*$").search(lead) for lead in others)


def _are_bodies(slip: SlipFound) -> bool:
    """Say whether all amounts are told of bodies, each of another, so that none makes another: 商务局2098万元、粮食局1533万元、白溪镇628万元."""
    names = [
        stripped(regex("^.*[，：（]").sub("", figure.mention.before)) for figure in slip.first.all if figure.is_amount
    ]
    bodies = all(regex(".{2}" + any_of(words().subjects.bodies) + "$").search(name) for name in names)
    return bodies and len(set(names)) == len(names) > 1


def _resting(claims: Sequence[NumericClaim]) -> set[int]:
    """Give the figures that claims are about or rest on."""
    return {number for claim in claims for number in claim.numbers}


def _claim(slip: SlipFound, instead: Sequence[SlipFound], verdict: Verdict) -> NumericClaim:
    """Accuse a figure of a slip, and tell of the others of which one may have slipped `instead`."""
    figure = slip.figure.mention
    others = [other.mention for other in slip.first.all if other is not slip.figure]
    right = written(slip.right, figure.quantity)
    used = "、".join(m.quantity.text for m in others)
    either = "".join(
        f"，或 {o.figure.mention.quantity.text} 应为 {written(o.right, o.figure.mention.quantity)}" for o in instead
    )
    said = f"与 {used} 合不上，应为 {right}，文中写 {figure.quantity.text}：{slip.kind}{either}"
    kind = _KINDS.get(slip.first.kind, _RATES.get(slip.first.kind, "share"))
    claim = statement(kind, figure, verdict, said, others, recomputed=right)
    return claim if verdict == Verdict.WRONG else doubted(claim)
