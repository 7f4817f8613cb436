"""Shares and rates of two numbers: the two before a rate, the base that words name, two parts that a name is made of, the time before, what came in and was closed."""

import re
from dataclasses import replace

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.excuses import is_near
from zzlib.audit.numbers.arithmetic import ACCUSED, COMPLEMENT, SHARE, SHARE_OF_SUM, ClaimFormula, Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.binding import is_amount, levels_before
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading, likeness, without_asides
from zzlib.audit.shares.siblings import is_no_whole

_CLOSE, _CLOSER = Fraction(3, 2), Fraction(6, 5)
_NAMED_BASE = re.compile("（(?:以|按)(?P<of>[^（）]{2,20}?)(?:总?数|人数)?(?:为(?:基数|分母)|计算?)）")
_BASE_AHEAD = re.compile("[按以](?P<of>[一-龥]{2,10}?)(?:总?数|总?量)?(?:计算|为(?:基数|分母)计?算?)的?[一-龥]{2,8}$")
_BASE_ASIDE = re.compile("(?:率|进度|比重|比例)（占(?P<of>[^（）\\d]{2,12}?)的?(?:比[重例])?）(?:为|达到?|是)?$")
_RECOVERED = re.compile(
    "恢复(?:[到至]|为)[^，。；\\d]{0,6}(?:\\d{4}年|同期)[^，。；\\d]{0,8}(?:\\d[\\d.]*[^，。；\\d]{1,4})?的$"
)
_THEN = re.compile("20\\d\\d年|疫情?前|同期")
_OF_BOTH = ClaimFormula(lambda part, one, other: part / (one + other) * 100, (1, -1, -1))
_BOTH_OF = ClaimFormula(lambda one, other, whole: (one + other) / whole * 100, (1, 1, -1))
_OPENS, _UNIT_OF = re.compile("^(?:其中|，|、|为)+"), re.compile("(?:天数|案件|人数|面积|水体|断面)$")
_OF_OTHERS = re.compile("入学|入园|升学|应诉|失业")  # 入学率 is of the 适龄儿童, which few texts print
_ALL, _HALF = 0.99, 0.5
_HUNDRED = 100
NEGATIVE = re.compile("[未不无没缺漏退逾失]|结余|结转|剩余")


def of_two(mention: Mention, stem: str, pair: list[Mention]) -> NumericClaim | None:
    """Judge a rate by the only two like numbers before it, where what it gives is of the size of what is printed."""
    # 受理1.07万件，连同上年结转审结1.08万件，结案率101%
    half, whole = sorted(pair, key=lambda m: m.quantity.value, reverse=mention.quantity.value > _HUNDRED)
    each = any(regex("[均每]").search(m.before) for m in pair)
    years = {year for m in pair for year in regex(r"(?:19|20)\d\d年").findall(m.before)}
    each = each or _OF_OTHERS.search(stem) is not None
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
    return claim if claim.verdict not in ACCUSED or is_near(claim, times) else None


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


def of_compound(mention: Mention, stem: str) -> NumericClaim | None:
    """Judge a rate of two parts whose names its own is made of: 调解212件、撤诉148件，调撤率; 优96天、良188天，优良天数比例."""
    letters = _UNIT_OF.sub("", stem)
    half = len(letters) // 2
    if half not in (1, 2) or len(letters) % 2:
        return None
    told = [m.place for m in mention.ahead if m.dimension == PERCENT and stem in m.before]
    ahead = mention.ahead[told[-1] if told else 0 :]  # behind the same rate of another year
    ahead = [m for m in ahead if is_amount(m) and m.depth <= mention.depth and not m.quantity.hedge]
    named = [
        [m for m in ahead if _OPENS.sub("", m.before).startswith(name)] for name in (letters[:half], letters[half:])
    ]
    if not all(len(found) == 1 for found in named) or any(stem in m.before for m in named[0]):
        return None  # 转办2274件、办结1715件，直办6673件，直办率: of one part alone
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


def of_recovered(mention: Mention, reading: Reading) -> NumericClaim | None:
    """Judge 收入3891万元，…，恢复至疫前同期的p%，2019年收入为6497万元 by the last number before it and the only like one that a year or 同期 opens, here or earlier in the paragraph."""
    if not _RECOVERED.search(without_asides(mention.text_before)):
        return None
    here = [m for m in mention.sentence.mentions if m.segment == mention.segment]
    base = mention.previous
    if base is not None and regex("）?的").fullmatch(mention.text_before[base.quantity.end :]):
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
    for flow in (left for left in words().left if left.carried and stem in (*left.less, *left.left)):
        undone = stem in flow.left  # 未结率
        own, other = (flow.left, flow.less) if undone else (flow.less, flow.left)
        sides = (own, flow.whole, flow.carried, other)
        told = [[m for m in ahead if mentions_any(side, m.before)] for side in sides]
        done, new, old, left = ([m for m in side if same_unit(m, ahead[0])] for side in told)
        done = [m for m in done if m not in old]  # 旧存案件
        if len(done) != 1:
            continue
        if old and old[0].depth and not new and (all_ := old[0].previous) is not None and same_unit(all_, done[0]):
            # 受理812件（含旧存96件）
            claim, _ = settle("share", mention, [Binding(SHARE, (done[0], all_))], certain=True)
            beside = mention.ahead_in_thought[-3:] == [all_, old[0], done[0]]
            return replace(claim, said=beside or is_near(claim, _CLOSE), firm=beside and claim.verdict == Verdict.WRONG)
        found = [Binding(_OF_BOTH, (done[0], a, b)) for a in new for b in old]
        found += [Binding(SHARE_OF_SUM, (done[0], b)) for b in left]
        found += [Binding(SHARE, (done[0], a)) for a in new] if found and not undone else []
        if found:
            claim = settle("share", mention, found, certain=True)[0]
            return replace(claim, said=undone and is_near(claim, _CLOSE))
    return None


def of_closing(mention: Mention, part: Mention, whole: Mention, stem: str) -> NumericClaim:
    """Judge a rate by the whole that its part and the other part make to the last: never by the other part; both where the part has a narrower rate of its own (按时结案率)."""
    claim, _ = settle("share", mention, [Binding(SHARE, (part, whole))], certain=True)
    names = {m.before.partition(stem)[0][-2:] + stem for m in mention.sentence.mentions if stem in m.before} - {stem}
    if any(f"{name}率" in mention.sentence.text and name not in mention.lead for name in names):
        both = ClaimFormula(lambda one, all_: Fraction(100), (0, 0))
        return settle("share", mention, [Binding(both, (part, whole))], certain=False, likely=True)[0]
    return replace(claim, said=is_near(claim, _CLOSE))
