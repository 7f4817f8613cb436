"""Shares and rates of two numbers: the only other like number of the thought, the two before a rate, the whole in a bracket behind it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.excuses import is_near
from zzlib.audit.numbers.arithmetic import COMPLEMENT, JUDGED, PROVED, SHARE, SHARE_OF_SUM, ClaimFormula, Verdict
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.binding import is_amount, levels_before
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading, likeness, without_asides
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role
from zzlib.audit.shares.siblings import is_no_whole

_CLOSE, _CLOSER = Fraction(3, 2), Fraction(6, 5)
_NAMED_BASE = re.compile("（(?:以|按)(?P<of>[^（）]{2,20}?)(?:总?数|人数)?(?:为(?:基数|分母)|计算?)）")
_BASE_AHEAD = re.compile("[按以](?P<of>[一-龥]{2,10}?)(?:总?数|总?量)?(?:计算|为(?:基数|分母)计?算?)的?[一-龥]{2,8}$")
_BASE_ASIDE = re.compile("(?:率|进度|比重|比例)（占(?P<of>[^（）\\d]{2,12}?)的?(?:比[重例])?）(?:为|达到?|是)?$")
_FORMER = re.compile(
    "(?:为|是|只有|相当于)(?:原(?:[来有先])?(?:价格?|单价|值|时限|数?量|标准|规模|面积|成本|费用)?|之前|[一-龥]{2}前)的$"
)
_AFTER = (
    "整治后",
    "改造后",
    "治理后",
    "实施后",
    "改革后",
    "调整后",
    "投用后",
    "升级后",
    "开通后",
    "现在",
    "目前",
    "如今",
)
_RECOVERED = re.compile(
    "恢复(?:[到至]|为)[^，。；\\d]{0,6}(?:\\d{4}年|同期)[^，。；\\d]{0,8}(?:\\d[\\d.]*[^，。；\\d]{1,4})?的$"
)
_THEN = re.compile("20\\d\\d年|疫情?前|同期")
_OF_BOTH = ClaimFormula(lambda part, one, other: part / (one + other) * 100, (1, -1, -1))
_BOTH_OF = ClaimFormula(lambda one, other, whole: (one + other) / whole * 100, (1, 1, -1))
_OPENS, _UNIT_OF = re.compile("^(?:其中|，|、|为)+"), re.compile("(?:天数|案件|人数|面积|水体|断面)$")
_TWO = 2
_CONTRIBUTED = re.compile("贡献[率度](?:达到?|为|是)?$")
_ALL, _HALF = 0.99, 0.5
NEGATIVE = re.compile("[未不无没缺漏退逾失]|结余|结转|剩余")


def repeated_rate_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge a rate that a list tells again without its whole by the whole of the first, which holds: 增收6.1亿元，对税收增收的贡献率为51.7%；…增收3.4亿元，贡献率为p%."""
    mentions = register.reading.mentions
    held = [(mentions[c.entry - 1], c.proof) for c in claims if c.entry and c.kind == "share" and c.verdict in PROVED]
    told = [(rate, *proof) for rate, proof in held if len(proof) == _TWO and _CONTRIBUTED.search(rate.lead)]
    judged = {claim.entry for claim in claims if claim.verdict in JUDGED}
    for rate in mentions:
        if rate.number in judged or not _CONTRIBUTED.fullmatch(rate.lead) or rate.quantity.hedge or rate.series:
            continue
        part = rate.previous
        wholes = [
            whole
            for first, own, whole in told
            if first.sentence is rate.sentence
            and first.order < rate.order
            and part is not None
            and own.role == part.role
            and same_unit(own, part)
        ]
        if part is not None and wholes and part.segment == rate.segment and not part.quantity.hedge:
            claim, _ = settle("share", rate, [Binding(SHARE, (part, wholes[0]))], certain=True)
            yield replace(claim, said=is_near(claim, _CLOSE))


def of_bracket_behind(mention: Mention) -> NumericClaim | None:
    """Judge a rate by the number before it and the whole in the bracket right behind it: 配套率99.5%（全县规模养殖场400个）."""
    ahead, inner = [m for m in mention.ahead_in_thought if is_amount(m)], mention.bracket
    if len(ahead) != 1 or len(inner) != 1 or mention.depth or not same_unit(ahead[0], inner[0]):
        return None
    if re.search("上年|去年|同期", inner[0].lead) or inner[0].quantity.hedge or ahead[0].quantity.hedge:
        return None
    claim, _ = settle("share", mention, [Binding(SHARE, (ahead[0], inner[0]))], certain=True)
    return claim if claim.verdict != Verdict.WRONG or is_near(claim, 2 * _CLOSER) else None


def of_two(mention: Mention, stem: str, pair: list[Mention]) -> NumericClaim | None:
    """Judge a rate by the only two like numbers before it, where what it gives is of the size of what is printed."""
    half, whole = sorted(pair, key=lambda m: m.quantity.value)
    each = any(re.search("[均每]", m.before) for m in pair)
    years = {year for m in pair for year in re.findall(r"(?:19|20)\d\d年", m.before)}
    if each or len(years) > 1 or is_no_whole(whole, half, mention) or half.segment != mention.segment:
        return None
    shared = sum(letter in half.before + half.after for letter in stem)
    if 0 < shared < _HALF * len(stem):
        return None  # 执结13064件，执行完毕率38.6%: of another state
    named = shared > 0
    named = named and "其中" not in half.lead  # 41.6万亩，其中条播28.3万亩，机播率96.8%
    ways = (SHARE, SHARE_OF_SUM, *((COMPLEMENT,) if NEGATIVE.search(half.before) else ()))
    found = [Binding(formula, (half, whole)) for formula in ways]
    claim, _ = settle("share", mention, found, certain=named, likely=True)
    times = 2 * _CLOSER if named and whole is pair[0] else _CLOSER
    return claim if claim.verdict not in (Verdict.WRONG, Verdict.DOUBTFUL) or is_near(claim, times) else None


def of_named_base(mention: Mention, reading: Reading) -> NumericClaim | None:
    """Judge 接受体检71180人，体检率p%（以65岁及以上常住老年人为基数）, 按新收数计算结收比p% by the only number that the words name."""
    ahead_of = _BASE_AHEAD.search(mention.lead) or _BASE_ASIDE.search(mention.text_before)
    named = _NAMED_BASE.match(mention.text_behind) or ahead_of
    ahead = [m for m in levels_before(mention) if m.begin != mention.begin and not m.depth][:1]
    if named is None or not ahead:
        return None
    earlier = [m for m in reading.before(ahead[0]) if is_amount(m) and same_unit(m, ahead[0])]
    whole = [m for m in earlier if likeness(named["of"], m.sentence.text[m.begin : m.quantity.start]) > _ALL]
    if len(whole) != 1:
        return None
    claim, _ = settle("share", mention, [Binding(SHARE, (ahead[0], whole[0]))], certain=True)
    return replace(claim, named=True, firm=claim.verdict == Verdict.WRONG)


def of_listed_wholes(mention: Mention) -> NumericClaim | None:
    """Judge 火灾1436起、亡19人，分别占起数3218起和亡人26人的44.6%和73.1%: each by the number and the whole of its place."""
    size, first = len(mention.series), mention.first
    used = first.ahead[-2 * size :]
    text = first.sentence.text
    if size == 0 or len(used) < 2 * size or not re.fullmatch("的", text[used[-1].quantity.end : first.quantity.start]):
        return None
    opened = text[used[size - 1].quantity.end : used[size].quantity.start]
    joined = [text[a.quantity.end : b.quantity.start] for a, b in pairwise(used[size:])]
    told = re.search("分别占", opened) and all(re.match("[、和及与]", said) for said in joined)
    part, whole = used[mention.listed_at], used[size + mention.listed_at]
    plain = all(is_amount(m) and not m.quantity.hedge for m in used) and same_unit(part, whole)
    if not (told and plain):
        return None
    return replace(settle("share", mention, [Binding(SHARE, (part, whole))], certain=True)[0], said=True)


def of_compound(mention: Mention, stem: str) -> NumericClaim | None:
    """Judge a rate of two parts whose names its own is made of: 调解212件、撤诉148件，调撤率; 优96天、良188天，优良天数比例."""
    letters = _UNIT_OF.sub("", stem)
    if len(letters) != _TWO:
        return None
    ahead = [m for m in mention.ahead if is_amount(m) and m.depth <= mention.depth and not m.quantity.hedge]
    named = [[m for m in ahead if _OPENS.sub("", m.before).startswith(letter)] for letter in letters]
    if not all(len(found) == 1 for found in named):
        return None
    (one,), (other,) = named
    both = one.quantity.value + other.quantity.value
    wholes = [
        m for m in ahead if m.order < min(one.order, other.order) and same_unit(m, one) and m.quantity.value > both
    ]
    if not wholes or not same_unit(one, other):
        return None
    binding = Binding(_BOTH_OF, (one, other, wholes[-1]))
    claim, _ = settle("share", mention, [binding], certain=True)
    return replace(claim, said=is_near(claim, _CLOSE))


def of_former(mention: Mention) -> NumericClaim | None:
    """Judge 单价由9300元降至798元，仅为原价的p% by the two numbers of the change right before it."""
    pair = mention.ahead[-2:]
    if not _FORMER.search(mention.lead) or len(pair) != 2 or mention.series or any(m.quantity.hedge for m in pair):
        return None
    then, now = pair
    changed = (
        then.role in (Role.BASE, Role.PACE)
        and re.search("[降减升增缩短高调][一-龥]{0,2}[至到为]$", now.before) is not None
    )
    treated = re.search("[一-龥]{2}前|原", then.topic + then.before) is not None and now.before.startswith(_AFTER)
    if not (changed or treated) or not same_unit(now, then) or any(m.segment != mention.segment for m in pair):
        return None
    return replace(settle("share", mention, [Binding(SHARE, (now, then))], certain=True)[0], said=True)


def of_recovered(mention: Mention, reading: Reading) -> NumericClaim | None:
    """Judge 收入3891万元，…，恢复至疫前同期的p%，2019年收入为6497万元 by the last number before it and the only like one that a year or 同期 opens, here or earlier in the paragraph."""
    if not _RECOVERED.search(without_asides(mention.text_before)):
        return None
    here = [m for m in mention.sentence.mentions if m.segment == mention.segment]
    base = mention.previous
    if base is not None and re.fullmatch("）?的", mention.text_before[base.quantity.end :]):
        of_now = [m for m in here if m.order < base.order and is_amount(m) and same_unit(m, base)]
        found = [Binding(SHARE, (of_now[-1], base))] if of_now else []  # 恢复至2019年同期（121.4万人次）的
        return replace(settle("share", mention, found, certain=True)[0], said=True) if found else None
    ahead = [m for m in here if m.place < mention.place and is_amount(m)]
    if not ahead:
        return None
    part = ahead[-1]
    earlier = [m for s in reading.paragraph_of(mention.sentence) for m in s.mentions if s is not mention.sentence]
    then = [m for m in here + earlier if m is not part and same_unit(m, part) and _THEN.search(m.before)]
    if len(then) != 1 or any(m.quantity.hedge or m.series for m in (mention, part, *then)):
        return None
    return replace(settle("share", mention, [Binding(SHARE, (part, then[0]))], certain=True)[0], said=True)


def of_flow(mention: Mention, stem: str) -> NumericClaim | None:
    """Judge 新收54066件，旧存412件，办结52219件，未结2259件，结案率p% by what was closed of all that was open: what came in and was left over, or what is closed and what is not."""
    ahead = [m for m in mention.ahead if is_amount(m) and "均" not in m.before]
    for flow in (left for left in words().left if left.carried and stem in left.less):
        told = [
            [m for m in ahead if mentions_any(side, m.before)]
            for side in (flow.less, flow.whole, flow.carried, flow.left)
        ]
        done, new, old, left = ([m for m in side if same_unit(m, ahead[0])] for side in told)
        if len(done) != 1:
            continue
        if old and old[0].depth and not new and (all_ := old[0].previous) is not None and same_unit(all_, done[0]):
            claim, _ = settle(
                "share", mention, [Binding(SHARE, (done[0], all_))], certain=True
            )  # 受理812件（含旧存96件）
            return replace(claim, said=is_near(claim, _CLOSE))
        found = [Binding(_OF_BOTH, (done[0], a, b)) for a in new for b in old]
        found += [Binding(SHARE_OF_SUM, (done[0], b)) for b in left]
        found += [Binding(SHARE, (done[0], a)) for a in new] if found else []
        if found:
            return settle("share", mention, found, certain=True)[0]
    return None


def of_closing(mention: Mention, part: Mention, whole: Mention, stem: str) -> NumericClaim:
    """Judge a rate by the whole that its part and the other part make to the last: never by the other part; both where the part has a narrower rate of its own (按时结案率)."""
    claim, _ = settle("share", mention, [Binding(SHARE, (part, whole))], certain=True)
    names = {m.before.partition(stem)[0][-2:] + stem for m in mention.sentence.mentions if stem in m.before} - {stem}
    if any(f"{name}率" in mention.sentence.text and name not in mention.lead for name in names):
        both = ClaimFormula(lambda one, all_: Fraction(100), (0, 0))
        return settle("share", mention, [Binding(both, (part, whole))], certain=False, likely=True)[0]
    return replace(claim, said=is_near(claim, _CLOSE))
