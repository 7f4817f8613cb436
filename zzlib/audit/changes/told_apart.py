"""Changes whose numbers of now and then stand apart from them: found by the times and the names that the text gives, over clauses, sentences and lists told in parallel."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zzlib.audit.changes.growth import SINCE_LAST, base_of, is_comparable
from zzlib.audit.changes.increments import named_change
from zzlib.audit.documents.places import is_heading
from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.evidence import operand_slipped
from zzlib.audit.judging.excuses import is_near, pair_giving
from zzlib.audit.numbers.arithmetic import (
    DECLINE,
    DIFFERENCE,
    GROWTH,
    JUDGED,
    MULTIPLE,
    SHARE,
    ClaimFormula,
    Verdict,
    round_half_up,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, RATIOS, TIMES
from zzlib.audit.reading.binding import is_amount, levels_before, own_words, series_partner
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.moments import (
    Moment,
    joined_with,
    moment_of,
    time_words,
    times_compared,
    times_named,
    times_told,
)
from zzlib.audit.reading.reading import Mention, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import CHANGES, THE_REST, Role, way_of

_LEVELS = (Role.LEVEL, Role.TOTAL, Role.BASE, Role.PACE, Role.GAP)
_AROUND = 3  # sentences of the paragraph
_REACH = 40  # numbers
_SIZE = Fraction(3)
_SCOPE = re.compile("[^，。；\\d]{0,6}中，")  # 与上季度相同的95个城市中，求职人数减少
_RECKONED = re.compile("年均|月均|季均|平均[每增]|每年|目标|预期|计划|任务|口径|(?<!年)累计|[仅单光][^，]*就")
_OF_THEN = re.compile(
    "(?:为|是|达到?|相当于|仅|只有)(?P<then>[^，。；\\d]{2,12}|[^，。；\\d]{0,4}20\\d\\d年[^，。；\\d]{0,6})的$"
)
_PLAIN_LIST = re.compile(
    "(?:这|上述|以上|同样|相应)?[一-龥]?[两二三四五六七八九]个?[项者组类](?:数[字据]?|指标|工作)?|决算数?|实际数|上述|这|数[字据]|指标|依次|分别|对应|只|仅"
)
_FILLER = re.compile(
    "[而则为是有达到底末同期初均在约了还高由从增减升降至]|个月|年度|全年|累计|共|规模|金额|总?[量额值数]"
)
_DID, _HARMED = re.compile("^、?$|[致为成]$"), re.compile("(?:死|[受轻重]?伤|遇难|失踪)[亡伤]?")
_FEWER, _MORE = re.compile("(?:少|快|短|降低)了$"), re.compile("(?<![许至])(?:多|慢|长)了$")
_OF_TWO = ("前者", "后者")
_COMPARED = re.compile("[同环]比|[比较][上去]年")
_YEARS_PASSED = re.compile("[两二三四五六七八九十]年(?:间|来|里|中|共|累计)?|其间|期间|同比|环比|相比|总体")


def name_of(mention: Mention) -> str:
    """Give the words that name a number, without those of when it was so; "" where it is told by its place alone."""
    said = time_words().sub("", mention.before)
    if _DID.search(said) and _HARMED.fullmatch(mention.after):
        return mention.after  # 造成18人死亡、31人受伤
    said = _PLAIN_LIST.sub("", said.removeprefix("、").removeprefix("和"))
    return stripped(regex(f"^(?:{_FILLER.pattern})+|(?:{_FILLER.pattern})+$").sub("", stripped(said)))


def told_apart_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge changes that nothing else has judged by the only two numbers of their name and their times."""
    judged = {claim.entry for claim in claims if claim.verdict in JUDGED}
    for mention in register.reading.mentions:
        aside = _RECKONED.search(mention.lead) or THE_REST.search(mention.first.lead)
        if aside or mention.number in judged or mention.quantity.hedge:
            continue
        formula = _formula(mention)
        base = base_of(mention)
        own_base = base is not None and mention.dimension != PERCENT and not _moved(mention)
        own_base = own_base and not any(joined_with(m) == [base] for m in mention.ahead)
        if formula is None or own_base:
            continue
        for now, then in _pair(mention, register):
            yield from _judged(mention, now, then, formula, register)


def _formula(mention: Mention) -> ClaimFormula | None:
    """Give how a change is reckoned from the numbers of now and then; `None` for what is no change."""
    if mention.dimension in (PERCENT, TIMES) and _then_named(mention):
        return SHARE if mention.dimension == PERCENT else MULTIPLE
    if mention.dimension == PERCENT and mention.role == Role.GROWTH:
        return DECLINE if way_of(mention) < 0 else GROWTH
    if (mention.role in CHANGES or _moved(mention)) and mention.dimension not in RATIOS:
        falls = mention.role == Role.DECREASE or _FEWER.search(mention.before) is not None
        return ClaimFormula(lambda now, then: then - now, (-1, 1), linear=True) if falls else DIFFERENCE
    return None


def _moved(mention: Mention) -> bool:
    return bool(_FEWER.search(mention.before) or _MORE.search(mention.before))


def _then_named(mention: Mention) -> Moment | None:
    told = _OF_THEN.search(mention.lead)
    found = times_named(told["then"]) if told else []
    return found[-1] if found else None


def _compared_with(mention: Mention) -> Moment | None:
    """Give the time that a change is told to be reckoned from."""
    if named := _then_named(mention):
        return named
    told = times_compared(own_words(mention.first))
    return told[-1] if told else None


def _names(mention: Mention) -> str:
    """Give what a change is said to be of; of a list the member of its place: 手术、门诊、康复分别增长."""
    said = time_words().sub("", _YEARS_PASSED.sub("", mention.first.before))
    said = _OF_THEN.sub("", said) if _then_named(mention) else said
    listed = regex("[、和及与]").split(said.partition("分别")[0]) if mention.series and "分别" in said else []
    if len(listed) == len(mention.series) and listed:
        said = listed[mention.listed_at]
    return stripped(_PLAIN_LIST.sub("", named_change(said)))


def _pair(mention: Mention, register: FigureRegister) -> list[tuple[Mention, Mention]]:
    """Give the only pair of numbers that a change can be of, of those before it; where it names a time and none are, of those around it."""
    found = _pair_of(mention, _levels_near(mention, register), register)
    if not found and _compared_with(mention) is not None:
        found = _pair_of(mention, _levels_near(mention, register, behind=True), register)
    return found


def _pair_of(mention: Mention, near: list[Mention], register: FigureRegister) -> list[tuple[Mention, Mention]]:
    """Give the only pair of numbers that a change can be of, by its name and the times; none where several can be."""
    moments = {m.number: moment_of(m, register) for m in near}
    since, name = _compared_with(mention), _names(mention)
    told = [] if _then_named(mention) else times_told(own_words(mention.first))
    own = told[-1] if told else None  # whose change it is: 2021年产值增长, 2022年比2020年增加
    pairs = list(_pairs(near, moments))
    if since is not None:
        pairs = [p for p in pairs if moments[p[1].number] == since] + list(_by_time(near, moments, since))
    pairs = [p for p in pairs if mention.dimension in RATIOS or same_unit(p[0], mention)]
    if said := SINCE_LAST.findall(mention.text_before)[-1:]:  # 2015年x，2017年y。2017年比上年增加z
        years = {int(said[0]), int(said[0]) - 1, 0}
        pairs = [p for p in pairs if {moments[m.number].year for m in p} <= years]
    if own is not None and own != since:
        pairs = [p for p in pairs if moments[p[0].number] == own]
    elif since is not None:
        latest = [p for p in pairs if not any(moments[p[0].number].is_before(moments[n.number]) for n, _ in pairs)]
        pairs = latest or pairs
    if name in _OF_TWO:
        pairs.sort(key=lambda pair: pair[1].order)
        pairs = pairs[_OF_TWO.index(name) :][:1] if len(pairs) == len(_OF_TWO) else []
    elif name:
        named = [p for p in pairs if _is_named(p[0], p[1], name)]
        pairs = [p for p in named if name_of(p[0]) == name] or named
    elif (now := _right_before(mention)) is not None:
        old = since is not None and not mention.series and moments.get(now.number)
        pairs = [p for p in pairs if now in p or (old and same_unit(now, p[0]) and old.is_before(moments[p[0].number]))]
    if since is None:
        pairs = [p for p in pairs if not any(moments[p[1].number].is_before(moments[n.number]) for _, n in pairs)]
    values = {(now.quantity.value, then.quantity.value) for now, then in pairs}
    return pairs[:1] if len(values) == 1 else []


def _right_before(mention: Mention) -> Mention | None:
    """Give the number right before a change that names nothing, of a list the one of its place: it must be one of the two."""
    plain = [m for m in levels_before(mention) + [m for m in mention.ahead if m.role in _LEVELS] if not m.depth]
    plain = [m for m in plain if m.dimension not in RATIOS and m.segment == mention.segment]
    if mention.series:
        return series_partner(mention, [m for m in plain if is_amount(m)])
    return max(plain, key=lambda m: m.place) if plain else None


def _levels_near(mention: Mention, register: FigureRegister, *, behind: bool = False) -> list[Mention]:
    """Give the numbers that a change may be of: in its bracket, in its paragraph before it, of a heading in what stands below."""
    if len(mention.bracket) > 1:
        near = mention.bracket
    elif is_heading(mention.sentence.block):
        at = mention.sentence.number + 1
        near = [m for s in register.reading.sentences[at : at + 2] for m in s.mentions]
    else:
        near = register.mentions_before(mention, _AROUND)
        if behind:
            near = [e.mention for e in register.entries_near(mention, _AROUND)]
    near = [m for m in near if abs(m.number - mention.number) <= _REACH]
    near = [m for m in near if not _SCOPE.match(m.text_behind)]
    plain = [m for m in near if m.role in _LEVELS and m.dimension not in RATIOS and not m.quantity.hedge]
    return [m for m in plain if m.depth == (mention.depth + 1 if len(mention.bracket) > 1 else 0)]


def _is_named(now: Mention, then: Mention, name: str) -> bool:
    said = own_words(now) + now.context + own_words(then) + now.quantity.unit
    return all(letter in said for letter in name)


def _pairs(near: Sequence[Mention], moments: dict[int, Moment]) -> Iterator[tuple[Mention, Mention]]:
    """Give the numbers of now with those of then that are of one name, or of one place in lists told in parallel."""
    for then in near:
        for now in near:
            later = moments[then.number].is_before(moments[now.number]) and not _is_part_of(now, then)
            if later and same_unit(now, then) and _are_of_one_thing(now, then, near, moments):
                yield now, then


def _is_part_of(one: Mention, other: Mention) -> bool:
    """Say whether 其中 leads from one number of a sentence to the other: 总支出581.45万元，其中本年支出480.71万元."""
    first, last = sorted((one, other), key=lambda m: m.order)
    return first.sentence is last.sentence and first.segment == last.segment and "其中" in last.before


def _by_time(near: Sequence[Mention], moments: dict[int, Moment], since: Moment) -> Iterator[tuple[Mention, Mention]]:
    """Give the only number of a time that is named, and the only later one of its kind that stands first."""
    then = [m for m in near if moments[m.number] == since]
    for one in then if len(then) == 1 else ():
        like = [m for m in near if same_unit(m, one) and moments[m.number] != since]
        nows = [m for m in like if moments[m.number].is_now]
        if len(nows) == 1:
            yield nows[0], one


def _are_of_one_thing(now: Mention, then: Mention, near: Sequence[Mention], moments: dict[int, Moment]) -> bool:
    ours, theirs = name_of(now), name_of(then)
    if ours and theirs:
        short, long = sorted((ours, theirs), key=len)
        return short in long or (len(short) > 1 and all(letter in long for letter in short))
    of_now = [m for m in near if moments[m.number] == moments[now.number] and m.sentence is now.sentence]
    of_then = [m for m in near if moments[m.number] == moments[then.number] and m.sentence is then.sentence]
    one = len(of_now) == len(of_then) and all(same_unit(a, b) for a, b in zip(of_now, of_then, strict=True))
    places = [next(n for n, m in enumerate(row) if m is one) for row, one in ((of_now, now), (of_then, then))]
    owned = any(m.order < then.order for m in near if m.sentence is then.sentence and moments[m.number].is_now)
    return not theirs and one and places[0] == places[1] and not (owned and now.sentence is not then.sentence)


def _judged(
    mention: Mention, now: Mention, then: Mention, formula: ClaimFormula, register: FigureRegister
) -> Iterator[NumericClaim]:
    kind = "share" if formula is SHARE else "growth" if mention.dimension in RATIOS else "difference"
    claim, _ = settle(kind, mention, [Binding(formula, (now, then))], certain=not is_comparable(mention))
    if claim.verdict != Verdict.WRONG:
        yield claim
        return
    own = _COMPARED.search(own_words(mention)) and not mention.series
    if own and then is mention.previous and now is not then.previous:
        return  # 今年受理95.53万件；相对应的是，2023年受理101.15万件，同比下降12.36%: its own growth
    exact = claim.exact
    turned = exact is not None and round_half_up(-exact, mention.quantity.step) == mention.quantity.value
    near = [m for m in register.mentions_before(mention, _AROUND) if m.dimension not in RATIOS and not _moved(m)]
    other = None if turned else pair_giving(formula, near, mention, but=(now, then))
    slipped = claim.trial is not None and operand_slipped(claim, claim.trial)
    if turned or ((slipped or is_near(claim, _SIZE)) and other is None):
        yield replace(claim, said=True, named=True)
