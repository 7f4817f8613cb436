"""Claims of a part in a whole: 占…的 p%, 完成任务的 p%, 开工率 p%, 是…的 n 倍."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.judging.claim import OF_ANOTHER, Binding, NumericClaim, settle, statement
from zzlib.audit.judging.excuses import cause_of_share, factor_between, implied_whole, is_near, share_of_list
from zzlib.audit.judging.taken import unbound
from zzlib.audit.numbers.arithmetic import COMPLEMENT, MULTIPLE, SHARE, SHARE_OF_SUM, ClaimFormula, Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, PERCENT, TIMES
from zzlib.audit.numbers.words import any_of, mentions_any, words
from zzlib.audit.reading.binding import (
    basis,
    explicit_before,
    has_own_target,
    heads_of,
    is_amount,
    levels_before,
    part_of,
    targets,
)
from zzlib.audit.reading.counted_alike import compatible, same_unit
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence, stripped
from zzlib.audit.reading.roles import OVER_ALL, Role
from zzlib.audit.shares.defined_rates import defined_rate, definition_of
from zzlib.audit.shares.share_groups import is_of_one_place, names_target, together
from zzlib.audit.shares.share_parts import parts_of_whole
from zzlib.audit.shares.siblings import closing_whole, is_inner, is_no_whole, is_of_head, of_own_whole
from zzlib.audit.shares.two_numbers import NEGATIVE, of_closing, of_compound, of_flow, of_named_base, of_two

_LINK = r"(?:(?:(?!占|完成|达)[一-龥]){0,8}的)?(?:比重|比例|份额|百分比|\d*年?)?(?:分别)?(?:为|达到|达|是|约|近|仅|只)?"
_ENDING = r"(?:的)?(?:比重|比例|份额|百分比)?(?:分别)?(?:为|达到|达|是|约|近|仅|只|仅为|、)*$"
_RATE = re.compile(r"(?P<stem>[一-龥]{1,7}?)(?:率|进度|面|(?<![占同环对之])比)(?:分别)?(?:为|达到|达|仅为|仅|是|约)*$")
_OPPOSITE = re.compile("[未不无没]")
_SHARE_OF_TWO = ClaimFormula(lambda part, other, whole: (part + other) / whole * 100, (1, 1, -1))
_OF_TASK = re.compile("占(?:年度|全年|今年|其)?(?:任务|计划|目标)[数量]?(?:[^，]*的)?$")
_CLOSE, _ALL = Fraction(3, 2), 100
_NEVER_MORE = re.compile(
    "(?:答复|回复|响应|满意|合格|优良|优秀|及格|知晓|知悉|成活|出勤|到会|识字|有效)率(?:均?为|达到?|是)?$"
)
_Found = tuple[list[Mention], bool]


def share_claims(sentence: ReadSentence, reading: Reading) -> Iterator[NumericClaim]:
    """Give the claims of the sentence that state a part of a whole."""
    for mention in sentence.mentions:
        stated = mention.role == Role.SHARE or definition_of(mention) is not None
        if not stated or mention.dimension not in (PERCENT, TIMES):
            continue
        if mention.dimension == TIMES:
            yield from _multiple(mention, reading)
        elif (claim := defined_rate(mention, reading)) is not None:
            yield from [claim] * (not _is_of_other_part(claim, mention.first))
        elif (claim := of_own_whole(mention)) is not None:
            yield claim
        else:
            yield from _off_by_ten(mention) if "‰" in mention.quantity.text else _done_of_task(mention)
            yield from (claim for claim in _share(mention, reading) if not _is_of_other_part(claim, mention.first))


def _multiple(mention: Mention, reading: Reading) -> Iterator[NumericClaim]:
    base = explicit_before(mention, r"的")
    if base is None:
        return
    parts, sure = part_of(reading, mention, "", base)
    if parts and parts[0].place == base.place - 1 and parts[0].segment == mention.segment:
        parts = parts[:1]  # 审结94件；另一类141件，是上年47件的3倍
    bindings = [Binding(MULTIPLE, (part, base)) for part in parts if part is not base]
    yield settle("growth", mention, bindings, certain=sure)[0]


def _is_of_other_part(claim: NumericClaim, rate: Mention) -> bool:
    """Say whether a rate is held against another part than that of its own name: 附条件不起诉16人、其他不起诉9人，附条件不起诉率p%."""
    stem = regex("率[^率]*$").sub("", rate.before.strip("，、"))
    named = [m for m in rate.ahead_in_thought if stem and m.before.strip("，、") in (stem, f"其中{stem}")]
    return claim.verdict == Verdict.WRONG and bool(named) and named[0] not in claim.proof


def _left_of_task(mention: Mention) -> NumericClaim | None:
    """Judge 尚有546户未竣工，占任务数（820户）的25.0% by what is left right before it and the only task of its sentence."""
    left = [m for m in mention.ahead if m.role in (Role.REST, Role.GAP)]
    tasks = [m for m in mention.ahead if m.role == Role.TARGET and left and same_unit(m, left[-1])]
    beside = len(tasks) == 1 and left[-1].place >= mention.place - 2 and mention.previous in (left[-1], tasks[0])
    if not beside or mention.series or not _OF_TASK.search(mention.lead):
        return None
    claim = settle("share", mention, [Binding(SHARE, (left[-1], tasks[0]))], certain=True)[0]
    near = is_near(claim, _CLOSE)
    return replace(claim, named=near, said=near, firm=near and claim.verdict == Verdict.WRONG)


def _share(mention: Mention, reading: Reading) -> Iterator[NumericClaim]:
    if (left := _left_of_task(mention)) is not None:
        yield left
        return
    first = mention.first
    whole = explicit_before(mention, _LINK)
    if whole is not None and whole.dimension in (PERCENT, TIMES):
        whole = None
    lead = first.lead
    if whole is not None and whole.begin == first.begin and whole.depth == first.depth:
        lead = lead[: lead.rfind(whole.first.quantity.text)]
    rate = None if whole is not None else _rate_of(first)
    if rate:
        yield from _rate(mention, reading, rate)
        return
    subject, verb, noun = _split(lead, whole)
    if verb and whole is None and not names_target(noun):
        return  # of one list, or of what the words name
    if not verb and whole is not None and regex("比重|比例|份额").search(first.lead):
        subject, verb, noun = "", "占", ""  # 在全部案件1320件中的比重为30%
    if not verb and whole is None and regex("[一-龥](?:比例|比重)(?:为|达到?|是)?$").search(first.lead):
        stem = regex("(?:比例|比重).*$").sub("", first.lead)[-4:]
        yield of_compound(mention, stem) or _by_the_other_half(mention, stem, "它")
        return
    if not verb:
        return
    kind = "level" if verb != "占" or names_target(noun) else "share"
    several = together(mention, whole.place, subject, reading) if whole is not None else ()
    several = tuple(m for m in several if whole is not None and m.quantity.value < whole.quantity.value)
    if whole is not None and several[1:] and same_unit(several[0], whole):
        binding = Binding(share_of_list(len(several)), (*several, whole))
        yield settle(kind, mention, [binding], certain=True)[0]
        return
    parts, part_sure = parts_of_whole(mention, reading, subject, whole)
    yield from _bound(mention, reading, kind, whole, (parts, part_sure))


def _bound(
    mention: Mention, reading: Reading, kind: str, whole: Mention | None, found: _Found
) -> Iterator[NumericClaim]:
    """Judge parts by the whole that stands right before the share, or by their target."""
    parts, part_sure = found
    if not parts:
        yield statement(kind, mention, Verdict.UNVERIFIABLE, "文中没有印出它是由哪个数算出的")
        return
    if whole is not None:
        wholes, sure = [whole], True
    else:
        wholes, sure = targets(reading, mention, parts[0])
        if not wholes or (basis(mention) == (None, "") and has_own_target(parts[0], wholes[0])):
            yield implied_whole(mention, parts[0])
            return
        if is_inner(parts[0], wholes[0]):
            claim, _ = settle(kind, mention, [Binding(SHARE, (parts[0], wholes[0]))], certain=True)
            yield implied_whole(mention, parts[0]) if claim.verdict == Verdict.WRONG else claim
            return
    if whole is not None and parts[0].place == whole.place - 1 and parts[0].segment == mention.segment:
        parts = parts[:1]  # 公务用车支出7.5万元，完成预算12万元的62.5%
    bindings = [Binding(SHARE, (part, total)) for part in parts for total in wholes if total is not part]
    bindings.sort(key=lambda b: (b.operands[0] is not parts[0], b.operands[1] is not wholes[0]))
    explicit = whole is not None and part_sure
    same = not bindings or same_unit(*bindings[0].operands)
    claim, trial = settle(kind, mention, bindings, certain=sure and part_sure and same, why_not="分母没有印出")
    if whole is not None and part_sure and whole.place == parts[0].place + 1 == mention.place - 1:
        firm = claim.verdict == Verdict.WRONG and not is_of_head(mention, parts[0], whole)
        claim = replace(claim, named=firm, firm=firm)  # 非税收入837万元，占年初预算1600万元的
    claim = replace(claim, said=explicit and is_near(claim, _CLOSE))
    yield cause_of_share(claim, trial, mention, reading, explicit=explicit)


def _split(lead: str, whole: Mention | None = None) -> tuple[str, str, str]:
    """Cut a clause into subject, verb and the words for the whole: (个性资金, 占, 争资总量)."""
    if regex(r"(?:其|所占)?(?:比重|比例|份额|占比)(?:为|达到?|是|仅为?)?").fullmatch(lead):
        return "", "占", ""
    lead = regex(_ENDING).sub("", lead)
    if "占" in lead:
        subject, _, noun = lead.rpartition("占")
        return regex(r"(仅|约|只|也|就|均|分别|所|已|将|达到|大|又)+$").sub("", subject), "占", noun
    for verb in ("完成", "达到", "相当于", "为", "是", "达"):
        at = lead.rfind(verb)
        if at >= 0 and names_target(lead[at:]):
            return lead[:at], verb, lead[at + len(verb) :]
    if whole is not None and whole.role == Role.TARGET and "完成" in lead:
        return lead.rpartition("完成")[0], "完成", "目标"  # 完成全年120万人目标的79%
    return lead, "", ""


def _rate_of(mention: Mention) -> str:
    """Give the stem of a rate (开工 of 开工率) that the clause ends with; empty if there is none."""
    match = _RATE.search(mention.lead)
    if not match or "占" in mention.lead or regex("的$|序时|时序|(?:时间|均衡|[超欠])进度").search(mention.lead):
        return ""
    stem = regex(r"^.*(?:的|其|平均|累计)").sub("", mention.lead[: match.end("stem")])
    stem = regex(any_of(("已", "全县", "全年", "总体", "我县"))).sub("", stem)
    stem = regex(r"^.*[、\d]").sub("", stem)
    if stem.endswith("完成"):
        return stem[-4:]  # 投资完成率, 未完成率
    known = sorted((word for word in words().rates if stem.endswith(word)), key=len, reverse=True)
    if not known:
        return stem[-4:]
    ahead = stem.removesuffix(known[0])[-1:]
    return ahead + known[0] if ahead and _OPPOSITE.match(ahead) else known[0]


def _rate(mention: Mention, reading: Reading, stem: str) -> Iterator[NumericClaim]:
    """Judge 开工率 p% by the number beside 开工 and a larger one of its sentence."""
    if mention.quantity.value > _ALL and _NEVER_MORE.search(mention.lead) and not mention.quantity.hedge:
        said = f"{mention.quantity.text} 是部分占总数的率，不会超过 100%"
        yield statement("share", mention, Verdict.WRONG, said, named=True, said=True)
        return
    if "抗诉" in mention.sentence.text and stem in ("采纳", "改判", "支持") and not of_named_base(mention, reading):
        yield statement("share", mention, Verdict.UNVERIFIABLE, "抗诉的率按审结的数算，审结的数没有印出")
        return
    pair = [m for m in mention.ahead_in_thought if is_amount(m)][-2:]
    if regex("面[为是达至到]*$").search(mention.before) and {m.dimension for m in pair} == {MONEY}:
        yield statement("share", mention, Verdict.UNVERIFIABLE, "亏损面一类按家数算，家数没有印出")
        return
    own = len(pair) == 2 and pair[1] is mention.previous and stem[-2:] in pair[1].before and same_unit(*pair)
    if OVER_ALL.search(mention.lead) and not own:  # 抽查苗木2840株，成活2613株，平均成活率92.0%
        yield statement("share", mention, Verdict.UNVERIFIABLE, "是几项合起来的率，合起来的数没有印出")
        return
    told = regex("率[^率]*$").sub("", mention.before)[-4:]
    claim = of_compound(mention, stem) or of_compound(mention, told)
    claim = claim or of_named_base(mention, reading) or of_flow(mention, stem) or _of_target(mention)
    yield from [claim] if claim is not None else _rate_by_words(mention, reading, stem)


def _rate_by_words(mention: Mention, reading: Reading, stem: str) -> Iterator[NumericClaim]:
    over, under = _sides(_OPPOSITE.sub("", stem, count=1) if _OPPOSITE.match(stem) else stem)
    said = f"{stem}率" if stem in words().rates else "这个率"
    levels = [m for m in levels_before(mention) if m.depth <= mention.depth]
    levels += [m for m in mention.bracket if len(mention.bracket) == 1 and is_amount(m)]  # 满意率91.0%（满意12674件）
    undone = [m for m in levels if regex("[未没待]").search(m.before) and mentions_any(over, m.before)]
    undone += [m for m in levels if regex("尚?未|没有").match(m.after) and mentions_any(over, m.after)]
    undone += [m for m in levels if _is_other_half(m, over)]
    due = [m for m in levels if regex("应").search(m.before)]
    levels = [m for m in levels if m not in due and m not in undone]
    parts = [m for m in levels if mentions_any(over, m.before + m.after)]
    if not parts:
        yield _of_undone(mention, undone, levels, stem, reading)
        return
    part = parts[0]
    if is_of_one_place(mention, part, stem):
        return  # 成活率92.0%，其中石岭镇成活率94.8%
    if stem in part.before + part.after and (whole := closing_whole(part)) is not None:
        yield of_closing(mention, part, whole, stem)
        return
    pool = [m for m in _pool(mention, reading) if m is not part and compatible(m, part)]
    wholes = [m for m in pool if m.quantity.value >= part.quantity.value and not _of_two_years(m, part)]
    named = [m for m in wholes if mentions_any(under, m.context)] if under else wholes
    named = [m for m in named if not is_no_whole(m, part, mention)]
    rest = [m for m in wholes if m not in named]
    bindings = [Binding(SHARE, (part, whole)) for whole in named + rest]
    # 逾期16个，按期64个，逾期率20%: unless words name the whole, another number may be the rest of it.
    others = [m for m in pool if m.sentence is mention.sentence and not (under and any(m is n for n in named))]
    others = [m for m in undone if compatible(m, part)] + [m for m in others if not any(m is n for n in undone)]
    bindings += [Binding(SHARE_OF_SUM, (part, other)) for other in others]
    opposite = bool(_OPPOSITE.match(stem)) and stem not in part.before + part.after
    if opposite:  # 合格475张，不合格率5%
        bindings = [Binding(COMPLEMENT, (part, whole)) for whole in named + rest] + bindings
    two = [m for m in others[:4] if m.place > part.place]  # 按时结案597件，超时结案4件，结案率100%
    bindings += [
        Binding(_SHARE_OF_TWO, (part, other, whole)) for other in two for whole in named[:2] if other is not whole
    ]
    bindings += [Binding(SHARE, (other, whole)) for other in parts[1:3] for whole in named if other is not whole]
    # 已整改38个，正在整改21个，整改率66%: several states of one thing may count.
    states = [m for m in levels if mentions_any(over, m.before) and regex("正在|部分|基本").search(m.before)]
    halves = [
        m
        for m in named
        if _OPPOSITE.match(stem) and mentions_any(over, m.before) and not regex("受理|应|提请").search(m.before)
    ]
    if halves and not under:  # 批捕143人，不捕86人，不捕率: what is done is the other half, not the whole
        named = [m for m in named if m not in halves]
    alone = sum(is_amount(m) and compatible(m, part) for m in mention.sentence.mentions) == 2
    unsure = (opposite and not alone) or bool(states) or not (under or _stands_before(named, part))
    unsure = unsure or not all(same_unit(part, whole) for whole in named[:1])
    sure = bool(named) and not unsure and named[0].sentence is mention.sentence
    rest_of = [m for m in undone if same_unit(part, m)]
    # 开工110个，未开工90个: together they are the whole
    if len(rest_of) == 1 and not under and not opposite and not states:
        yield settle("share", mention, [Binding(SHARE_OF_SUM, (part, rest_of[0])), *bindings], certain=True)[0]
        return
    claim, trial = settle("share", mention, bindings, certain=sure, why_not=f"文中没有印出{said}的分母")
    told = cause_of_share(claim, trial, mention, reading, explicit=False)
    other = OF_ANOTHER in told.message and not under  # no words tell which of two wholes: 贷款率
    yield unbound(told) if other and told.verdict == Verdict.WRONG else told


def _of_target(mention: Mention) -> NumericClaim | None:
    """Judge 目标420人，完成453人，完成率107.9% by the two numbers right before it, whose words the name of the rate has, and no others."""
    task, done = ([None, None, *mention.ahead_in_thought])[-2:]
    if done is None or task is None or task.role != Role.TARGET or not same_unit(done, task):
        return None
    named = set(mention.lead.partition("率")[0]) <= set(f"{task.before}{done.before}完成任务目标计划总")
    beside = mention.previous is done and mention.depth == done.depth == task.depth and not mention.series
    return settle("share", mention, [Binding(SHARE, (done, task))], certain=True)[0] if named and beside else None


def _done_of_task(mention: Mention) -> Iterator[NumericClaim]:
    """Judge 按全年目标16亿元，已争取6.24亿元，完成39.0% by the number right before it and the only task of its sentence."""
    done = mention.previous
    if done is not None and is_amount(done) and regex("(?:已|累计)?完成").fullmatch(mention.lead):
        tasks = [m for m in mention.ahead if m.role == Role.TARGET and same_unit(m, done)]
        yield from [
            settle("level", mention, [Binding(SHARE, (done, t))], certain=True)[0] for t in tasks if not tasks[1:]
        ]


def _off_by_ten(mention: Mention) -> Iterator[NumericClaim]:
    """Judge 检查4670户，隐患93户，隐患率200‰ by the number right before it and another that give it but for the point."""
    part = mention.previous
    if part is None or not is_amount(part) or mention.lead[:2] not in part.before:
        return
    for whole in (m for m in mention.ahead if m is not part and is_amount(m)):
        claim, _ = settle("share", mention, [Binding(SHARE, (part, whole))], certain=True)
        alike = whole.dimension == COUNT or same_unit(part, whole)
        if alike and claim.exact and "10 倍" in factor_between(claim.exact, mention.quantity):
            yield replace(claim, named=True, said=True)
            return


def _of_two_years(one: Mention, other: Mention) -> bool:
    """Say whether the own words of two numbers name two years: 1996年亏损额106亿元，1997年亏损80亿元."""
    years = [set(regex(r"(?:19|20)\d\d年").findall(m.before)) for m in (one, other)]
    return all(years) and years[0] != years[1]


def _of_undone(
    mention: Mention, undone: list[Mention], levels: list[Mention], stem: str, reading: Reading
) -> NumericClaim:
    """Judge a rate whose part is not printed by what is not done and the whole before it: 不合格24批次，合格率98%."""
    halves = [m for m in undone if same_unit(m, undone[0])]
    above = [m for m in levels if halves and same_unit(m, halves[0]) and m.quantity.value > halves[0].quantity.value]
    if len(halves) == 1 and len(above) == 1 and above[0].place < halves[0].place:
        ways = (SHARE,) if _OPPOSITE.match(stem) else (COMPLEMENT, SHARE_OF_SUM)
        found = [Binding(formula, (halves[0], above[0])) for formula in ways]
        return settle("share", mention, found, certain=True)[0]
    # 抽检16641批次。…检出不合格347批次，不合格率
    if halves and halves[:1] == mention.ahead[-1:] and stem in halves[0].before and not above:
        told = [m for s in reading.paragraph_of(mention.sentence) for m in s.mentions if m.number < halves[0].number]
        above = [
            m for m in told if is_amount(m) and same_unit(m, halves[0]) and m.quantity.value > halves[0].quantity.value
        ]
        if len(heads := heads_of(above)) == 1:
            claim = settle("share", mention, [Binding(SHARE, (halves[0], heads[0]))], certain=True)[0]
            return replace(claim, named=is_near(claim, _CLOSE), said=is_near(claim, _CLOSE))
    return _by_the_other_half(mention, stem, f"{stem}率" if stem in words().rates else "这个率")


def _is_other_half(mention: Mention, over: tuple[str, ...]) -> bool:
    """Say whether a number is of the opposite of a part: 缺勤 beside 出勤, 不合格 beside 合格, 逾期 beside 按期."""
    said = stripped(mention.before)
    return any(
        len(word) == 2 and (regex(f"[不缺]{word[1]}|不{word}").search(said) or (word == "按期" and "逾期" in said))
        for word in over
    )


def _by_the_other_half(mention: Mention, stem: str, said: str) -> NumericClaim:
    """Judge a rate of what is not done (缺考率, 退回率) whose number is not printed by the only two numbers before it."""
    pair = [m for m in mention.ahead if is_amount(m) and not m.depth]
    pair = pair if len(pair) == 2 else [m for m in pair if m.segment == mention.segment]
    two = len(pair) == 2 and same_unit(*pair) and not mention.series and not any(m.quantity.hedge for m in pair)
    if two and not NEGATIVE.match(stem) and (claim := of_two(mention, stem, pair)) is not None:
        return claim
    if not (two and NEGATIVE.match(stem)):
        return statement("share", mention, Verdict.UNVERIFIABLE, f"文中没有印出{said}的分子")
    part, whole = sorted(pair, key=lambda m: m.quantity.value)
    found = [Binding(formula, (part, whole)) for formula in (COMPLEMENT, SHARE, SHARE_OF_SUM)]
    return settle("share", mention, found, certain=False, likely=True)[0]


def _stands_before(wholes: list[Mention], part: Mention) -> bool:
    """Say whether the nearest whole is told first, as wholes are; what follows a part may be the rest of the whole."""
    own = [m for m in wholes if m.sentence is part.sentence]
    return bool(own) and own[-1].place < part.place


def _sides(stem: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the words beside the part and beside the whole of a rate."""
    if stem.endswith("完成") and len(stem) > 2:
        thing = stem.removesuffix("完成")
        return (thing, "完成"), ("计划", "任务", "目标", "应", f"总{thing}")
    return words().rates.get(stem, ((stem, stem[-2:]), ()))


def _pool(mention: Mention, reading: Reading) -> list[Mention]:
    """Give what may be the whole of a rate: the amounts of the sentence, then of the paragraph before it."""
    own = [m for m in reversed(mention.sentence.mentions) if is_amount(m) or m.role in (Role.TARGET, Role.BASE)]
    paragraph = [s for s in reading.paragraph_of(mention.sentence) if s.number < mention.sentence.number]
    return own + [m for s in reversed(paragraph) for m in reversed(s.mentions) if is_amount(m)]
