"""Accusations by numbers that are proved to make another figure, taken back."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from zzlib.audit.judging.claim import OF_ANOTHER, UNBOUND, NumericClaim, doubted
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import ACCUSED, HOLDS, Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import POINTS
from zzlib.audit.numbers.words import words
from zzlib.audit.reading.breakdowns import is_task_of_done
from zzlib.audit.reading.counted_alike import is_other_side, same_unit
from zzlib.audit.reading.facts import is_withdrawn
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.audit.reading.spans import span_of

_EITHER = ("sum", "count", "consistency")  # of which a number that is proved leaves the other in doubt
_OF_TWO = ("share", "level", "growth", "difference")
_YEARLY = re.compile("年均|年平均")
_ALL = 100
_WHO_HAS = re.compile("(?:单位|部门|乡镇|街道|县区|区县|镇|乡|村|局|站|学校|企业)[^，。；、]{0,8}率")
_PAIR = 2  # a part and its whole
_FINE = 50  # of what is printed so roughly that it tells a whole only to two in a hundred, any two agree
_NEW, _LEFT = (
    re.compile("新[收受接立]|收案|立案"),
    re.compile("(?:未(?:审|执|办)?[结办]|在办|(?<!旧)存案|结存)(?!.*结转)"),
)
_CONTENT, _ASKED = re.compile("满意[率度][为达约]?$"), re.compile("满意|评价|评议|测评|参评|回访|调查|受访|问卷")
_ANOTHER_UNIT = 50  # what is so many times off was written in another unit: that of the other numbers, maybe


def without_taken(claims: Sequence[NumericClaim], mentions: Mapping[int, Mention]) -> list[NumericClaim]:
    """Take back accusations of completions and shares by a target, or a pair of numbers, that is proved to be another one's, and those by numbers that never make what is printed."""
    claims = _of_whole_unprinted(_of_own_pairs(_of_own_targets(claims), mentions), mentions)
    more = {id(c) for c in claims if c.verdict in ACCUSED and c.entry and _is_of_more(c, mentions[c.entry])}
    return [unbound(c) if id(c) in more else c for c in claims]


def _is_of_more(claim: NumericClaim, stated: Mention) -> bool:
    """Say whether a figure is of more than the numbers that it was judged by: of other months (8月到位1.3亿元，去年1—8月到位11.9亿元), of what was left from before, of those asked."""
    spans = [span for span in map(span_of, claim.used) if span is not None and span.months]
    unlike = len({span.months for span in spans}) > 1 and not all(span.cumulative for span in spans)
    match claim.kind:
        case "growth":
            return unlike and len(claim.used) == _PAIR
        case "difference":
            return (unlike and len(claim.used) == _PAIR) or leave_more((*claim.used, stated))
        case "sum":
            return leave_more((*claim.used, stated)) or is_task_of_done(stated, claim.used)
    # 收入a，支出b，完成调整预算的98%
    aimed = regex("预算|计划|任务|目标").search(stated.lead) is not None and len(claim.used) == _PAIR
    sides = aimed and is_other_side(claim.used[1], claim.used[0])
    # 5家占5家的76.2%: of what they have; 当年完成2.84亿元，累计完成率75.5%
    all_of = len(claim.used) == _PAIR and claim.used[0].quantity.value == claim.used[1].quantity.value
    longer = "累计" in stated.lead and any(regex("当年|本年|年内|当月").search(m.before) for m in claim.used)
    return claim.kind in ("share", "level") and (sides or all_of or longer or is_never_of(stated, claim.used))


def leave_more(three: Sequence[Mention]) -> bool:
    """Say whether more is left than of those that came in, and by no slip of the pen, so that others were left from before: 新收3480件，结案3215件，5月末未结1516件."""
    new, left = ([m for m in three if pattern.search(m.before)] for pattern in (_NEW, _LEFT))
    done = [m for m in three if m not in (*new, *left)]
    if not len(new) == len(left) == len(done) == 1:
        return False
    right = new[0].quantity.value - done[0].quantity.value
    return 0 <= right < left[0].quantity.value and not is_slip(left[0].quantity, right)


def is_never_of(rate: Mention, used: Sequence[Mention]) -> bool:
    """Say whether a rate is of those who were asked, and its numbers are of all (受理23340件，办结22870件，满意率95.9%), or of what else its name means: 争取4274万元，到位841万元，到位率."""
    if _is_named_by_both(rate, used) or any(_is_of_each(rate, m) for m in used):
        return True
    if _CONTENT.search(rate.lead):
        return not any(_ASKED.search(m.before + m.after) for m in used)
    near = [m.before for m in rate.sentence.mentions if used and same_unit(m, used[0])]
    for name, (never, other) in words().wholes.never.items():
        beside = not other or any(regex(other).search(before) for before in near)
        if beside and regex(f"(?:{name})[为达约是仅只]*$").search(rate.lead):
            alike = [m for m in used if regex(never).search(m.before)]
            return len(alike) == 1 and alike[0] is not rate.previous
    return False


def _is_named_by_both(rate: Mention, used: Sequence[Mention]) -> bool:
    """Say whether a rate is named by both its numbers, listed as parts of its whole: 调解3876件、撤诉1642件，调撤率."""
    stem = regex("([一-龥])([一-龥])率[^率]*$").search(rate.lead)
    listed = len(used) == _PAIR and min(used, key=lambda m: m.order).text_behind.startswith("、")
    of = [[letter in m.before + m.after for m in used] for letter in stem.groups()] if stem and listed else []
    return of in ([[True, False], [False, True]], [[False, True], [True, False]])


def _is_of_each(rate: Mention, part: Mention) -> bool:
    """Say whether a number counts who has a rate of his own: 29个部门按时办结率为100%."""
    between = rate.sentence.text[part.quantity.end : rate.quantity.start] if part.sentence is rate.sentence else ""
    return _WHO_HAS.match(between) is not None


def _of_own_targets(claims: Sequence[NumericClaim]) -> list[NumericClaim]:
    """Take back accusations of completions by a target that is proved to be another one's: 生育保险9140人，占目标的114.25%；失业保险7920人，完成目标7900人的100.25%."""
    targets = {id(c): c.used[-1].number for c in claims if c.kind == "level" and c.trial is not None}
    of = {targets[id(c)]: c.entry for c in claims if c.verdict == Verdict.OK and id(c) in targets}
    return [
        unbound(c) if c.verdict in ACCUSED and of.get(targets.get(id(c), 0), c.entry) != c.entry else c for c in claims
    ]


def _of_own_pairs(claims: Sequence[NumericClaim], mentions: Mapping[int, Mention]) -> list[NumericClaim]:
    """Take back accusations of shares by two numbers of which another share is told, too: 送达2.16万次，占2.74万次的78.8%，成功率87.5%.

    Of growths, and of points, by two numbers that another growth of the paragraph is proved to be of: 78.14万件，比90.78万件下降13.9%；上年的90.78万件下降24.1%.
    """
    of_two = [c for c in claims if c.kind in _OF_TWO and c.trial is not None and c.entry]
    of_two = [c for c in of_two if c.kind != "difference" or mentions[c.entry].dimension == POINTS]
    pairs = {id(c): {m.number for m in c.used} for c in of_two}
    plain = [c for c in of_two if c.verdict in HOLDS or (c.verdict in ACCUSED and c.kind == "share")]
    plain = [c for c in plain if mentions[c.entry].quantity.value != _ALL]  # 结案率100%, 按时结案率99.6%: of all

    def is_others(claim: NumericClaim) -> bool:
        if claim.verdict not in ACCUSED or id(claim) not in pairs or _YEARLY.search(mentions[claim.entry].lead):
            return False  # 十年增长1.25%，年平均增长0.12%: of the same two
        grew, place = claim.kind in ("growth", "difference"), claim.place
        told = [c for c in plain if c.kind == claim.kind and (c.place == place or not grew)]
        alone = grew or not mentions[claim.entry].series
        return alone and any(c.entry != claim.entry and pairs[id(c)] == pairs[id(claim)] for c in told)

    def taken(claim: NumericClaim) -> NumericClaim:
        listed = claim.kind == "growth" and claim.verdict == Verdict.WRONG and mentions[claim.entry].series
        return replace(claim, verdict=Verdict.DOUBTFUL) if listed else unbound(claim)  # of another place of its list

    return [taken(c) if is_others(c) else c for c in claims]


def _of_whole_unprinted(claims: Sequence[NumericClaim], mentions: Mapping[int, Mention]) -> list[NumericClaim]:
    """Take back accusations of shares by one whole that are all of another one: 64.3万起，占85.2%；47.4万起，占62.8%, of 75.5万起."""
    shares = [c for c in claims if c.kind == "share" and c.verdict in ACCUSED and c.entry]
    accused = [c for c in shares if len(c.used) == _PAIR and OF_ANOTHER not in c.message]

    def span(claim: NumericClaim) -> tuple[Fraction, Fraction]:
        rate, part = mentions[claim.entry].quantity.printed, claim.used[0].quantity.printed
        return part.low / rate.high, part.high / max(rate.low, rate.step / 2)

    def agree(one: NumericClaim, other: NumericClaim) -> bool:
        (low, high), (least, most) = span(one), span(other)
        apart = one.entry != other.entry and one.used[0] is not other.used[0] and one.used[1] is other.used[1]
        return apart and max(low, least) <= min(high, most) and (high - low) * _FINE < low

    unprinted = {id(one) for one in accused for other in accused if agree(one, other)}
    return [unbound(c) if id(c) in unprinted else c for c in claims]


def not_told(claims: Sequence[NumericClaim], held: Sequence[NumericClaim]) -> list[NumericClaim]:
    """Leave out what a document's own numbers say against one that another document accuses, and what is doubtful because of it."""
    told = {c.entry for c in held if c.entry and c.verdict == Verdict.WRONG}
    doubted = [c for c in claims if c.verdict == Verdict.DOUBTFUL and told & _numbers(c)]
    return [c for c in claims if c not in doubted and (c.verdict != Verdict.WRONG or c.entry not in told)]


def with_earlier(claims: Sequence[NumericClaim], held: Sequence[NumericClaim]) -> list[NumericClaim]:
    """Give what a document's own numbers and the document before it say, of a cell that both accuse one claim: what it should be, and what stood there before."""
    wrong = [c for c in claims if c.cell and c.verdict == Verdict.WRONG]
    both = [(o, c) for c in held for o in wrong if c.verdict == o.verdict and (o.place, o.cell) == (c.place, c.cell)]
    added = {id(o): replace(o, message=f"{o.message}；{c.message}", against=c.against) for o, c in reversed(both)}
    rest = [c for c in held if not any(c is told for _, told in both)]
    return [*(added.get(id(c), c) for c in not_told(claims, held)), *rest]


def without_explained(claims: Sequence[NumericClaim], reading: Reading) -> list[NumericClaim]:
    """Take back accusations of a number that another relation proves as printed: 改造23家，剩余12家，合计35家 leaves no doubt of 12.

    Where that leaves other numbers of the same relation in doubt (a total is proved, one of its parts must be wrong),
    they have to be proved as well.
    """
    mentions = {mention.number: mention for mention in reading.mentions}
    # what is only said again proves nothing: the slip may be, too
    holding = [c for c in claims if c.verdict in HOLDS and c.entry in mentions and c.kind != "consistency"]
    told: dict[int, list[tuple[NumericClaim, Mention]]] = defaultdict(list)
    for holds in holding:
        for mention in (mentions[holds.entry], *holds.proof):
            told[mention.number].append((holds, mention))

    def judged(claim: NumericClaim) -> NumericClaim:
        stated = mentions.get(claim.entry) if claim.verdict in ACCUSED else None
        if stated and is_withdrawn(stated) and not any(m.sentence is stated.sentence for m in claim.proof):
            return unbound(claim)  # 上期的 16480万元有误，应为 16840万元
        reckoned = claim.trial is not None or claim.kind == "consistency"  # else a word is wrong: 增加, 居第四位
        if claim.verdict not in ACCUSED or not reckoned or claim.entry not in mentions:
            return claim
        off = _off(claim, mentions[claim.entry])
        proved = {n for n in claim.numbers if any(_would_break(c, m, off, mentions) for c, m in told.get(n, ()))}
        if claim.entry not in proved or off > _ANOTHER_UNIT:
            return claim
        only_result = claim.verdict == Verdict.DOUBTFUL or claim.kind not in _EITHER
        made = [c for c in holding if c.entry == claim.entry and _shares(c, claim)]
        free = claim.kind == "growth" and any(m.number not in told for m in claim.used)
        if free and claim.said and claim.verdict == Verdict.WRONG:
            return claim  # 增长12.7%（上年为5412.30万人次）: it is the base that nothing else proves
        if only_result or any(c.said for c in made):
            return unbound(claim)
        all_proved = claim.proof and _numbers(claim) <= proved
        return doubted(claim, "但这几个数与文中别的数都合得上，请核") if made or all_proved else claim

    return [judged(claim) for claim in claims]


def _numbers(claim: NumericClaim) -> set[int]:
    return claim.numbers - {0}


def _shares(one: NumericClaim, other: NumericClaim) -> bool:
    """Say whether two claims make the same number by some of the same parts: 总投资1903万元，其中中央1436万元、地方467万元；已完成85万元."""
    return len(_numbers(one) & _numbers(other)) > len(("whole", "part"))


def _off(claim: NumericClaim, stated: Mention) -> Fraction:
    """Give by what part of itself a number is off according to what accuses it."""
    exact, printed = claim.exact, abs(stated.quantity.value)
    if exact is None or not printed or not exact:
        return Fraction(1)
    return max(abs(exact / printed - 1), printed / abs(exact) if printed > _ANOTHER_UNIT * abs(exact) else Fraction(0))


def _would_break(claim: NumericClaim, number: Mention, off: Fraction, mentions: Mapping[int, Mention]) -> bool:
    """Say whether a claim that holds wouldn't, were one of its numbers off by such a part of itself."""
    result = mentions[claim.entry].quantity
    moved = number.quantity.value if number.dimension == result.dimension else result.value
    return abs(moved) * off >= result.step


def unbound(claim: NumericClaim) -> NumericClaim:
    """Say only that the operands are not known: numbers of unrelated things read like an accusation."""
    return replace(claim, verdict=Verdict.UNVERIFIABLE, message=UNBOUND, operands=(), recomputed="")
