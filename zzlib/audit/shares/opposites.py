"""A whole and its two halves, of which one is the denial of the other: 受理 x，办结 y，未办结 z; 应到 x，实到 y，缺考率 p%; and the half that is told elsewhere: 合格率 p%。… 不合格 x人."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.excuses import is_near
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import (
    COMPLEMENT,
    PROVED,
    REST_OF_ALL,
    SHARE,
    SHARE_OF_SUM,
    Verdict,
    judge,
    total_of,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.binding import is_amount
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, ReadSentence, likeness, stripped
from zzlib.audit.reading.register import Entry, FigureRegister
from zzlib.audit.reading.roles import OVER_ALL, THE_REST, Role
from zzlib.audit.shares.defined_rates import definition_of

_DENIED = re.compile(
    r"(?P<no>尚?未[能获]?|没有?|缺|请(?=假)|漏|不予|不|无(?=[效证])|[逾超](?=[期时]))(?P<what>[一-龥]{1,4})"
)
_ALL_OTHERS = re.compile("其余|其[他它]|剩余|剩下|余下|[尚还]有|后者")
_ONLY_TWO = re.compile("只分(?:这)?两类|两[类者项级方个种部][^，。；]{0,8}(?:构成|组成|全部)|没有其[他它]")
_NEARLY = 20
_CLOSE = Fraction(5, 4)
_OF_RATE = re.compile("[一-龥]+率(?=(?:为|达到?|是|约|仅为)?$)")
_SUCCESS = re.compile("成功|妥投|合格|达标|准确|完好|通过|正常|正确|送达")
_FAILED = re.compile("退回|退件|退单|失败|差错|故障|损坏|存在|超标|异常|错误")
_INDEED = re.compile("[已实应]|完成|其中|累计|的|了")
_PENDING = re.compile("不予|不(?!合格|达标|及格|符合)")
"""Denials beside which something may still be undecided."""
LEFT = re.compile("[还尚仍](?:有|剩|余)|剩余|余下|其余|剩下")
_DONE = re.compile("已|完成|到位|办结|实际|整改|拨付")
_OF_ONE = 0.99
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_OF_THEN = re.compile("^(?!.*[比较同])[^，]*[去上]年[^，]{2,10}$")
_NEWLY_COME = re.compile("新收|新立|新接|收案|立案|接收")


def opposite_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Give the claims of wholes whose two halves are printed, and of rates of the half that isn't."""
    for ahead, sentence in pairwise(register.reading.sentences):
        if ahead.paragraph == sentence.paragraph:
            yield from _shares_apart(ahead, sentence)
    for sentence in register.reading.sentences:
        thoughts = [list(thought) for _, thought in groupby(sentence.mentions, key=lambda m: m.segment)]
        whole = list(_two_shares(sentence, sentence.mentions))
        yield from whole or (claim for thought in thoughts for claim in _two_shares(sentence, thought))
        for entry in register.of(sentence):
            mention = entry.mention
            if mention.dimension == PERCENT:
                yield from _rate(register, entry)
            elif _is_plain(mention) and (denied := denied_in(mention.before)):
                yield from _halves(register, entry, denied)
            elif _is_plain(mention) and LEFT.match(mention.before):
                yield from _halves(register, entry, None)


def _two_shares(sentence: ReadSentence, mentions: Sequence[Mention]) -> Iterator[NumericClaim]:
    """Judge the only two shares of a thought where the second is of all others: 92%的…，其余 q%; 城镇占 p%，农村占 q%."""
    shares = _outer_shares(mentions)
    if len(shares) != len(("one", "other")) or THE_REST.search(sentence.text, shares[1].quantity.end):
        return
    only = _ONLY_TWO.search(sentence.text) and "其中" not in sentence.text
    yield from _rest_of_all(*shares, closed=bool(_ALL_OTHERS.search(shares[1].lead) or only))


def _shares_apart(ahead: ReadSentence, sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge the only share of a sentence by the only one of the sentence before, of no other year or place: 识字率为 p%。文盲率为 q%."""
    shares = [_outer_shares(one.mentions) for one in (ahead, sentence)]
    if [len(found) for found in shares] != [1, 1]:
        return
    (first,), (second,) = shares
    years = [_YEAR.findall(m.text_before)[-1:] for m in (first, second)]
    halves = tuple(word for pair in words().parts.complements for word in pair)
    scope = stripped(regex(f"{any_of(halves)}|[各占的比率重未]").sub("", second.text_before))
    of_one = (not years[1] or years[0] == years[1]) and (not scope or likeness(scope, ahead.text) > _OF_ONE)
    if of_one and not THE_REST.search(sentence.text, second.quantity.end):
        yield from _rest_of_all(first, second)


def _outer_shares(mentions: Sequence[Mention]) -> list[Mention]:
    """Give the shares of which none is of another (达标 p%，超标 q%，其中轻度 …); nothing where one is rough, or growth is told among them."""
    opening = next((m for m in mentions if m.dimension == PERCENT), None)
    outer = takewhile(lambda m: m is opening or m.dimension != PERCENT or "其中" not in m.before, mentions)
    shares = [m for m in outer if m.dimension == PERCENT and m.role in (Role.SHARE, Role.RATE)]
    unsure = any(m.quantity.hedge or m.series or m.depth for m in shares)
    return [] if unsure or any(m.role == Role.GROWTH for m in mentions) else shares


def _rest_of_all(first: Mention, second: Mention, *, closed: bool = False) -> Iterator[NumericClaim]:
    """Judge a share by the other, where words say that it is of all others (`closed`), or of what the other leaves; two halves that may leave a third are doubted where they make more than all."""
    total = first.quantity.value + second.quantity.value
    denied = denied_in(second.lead)
    others = (m for m in second.sentence.mentions if m is not first and m.dimension == PERCENT)
    if any(judge(REST_OF_ALL, [m.quantity.printed], second.quantity.printed)[0] in PROVED for m in others):
        return  # 蔬菜合格率99.1%，水产品合格率97.6%，不合格率为2.4%
    told = denied is not None and not denied_in(first.lead) and _is_of_rate(denied["what"], first.lead)
    sure = closed or told or _are_opposite(first, second, words().parts.complements)
    over = total > 100 + first.quantity.step and _are_opposite(first, second, words().parts.halves)
    if (sure or over) and abs(total - 100) <= _NEARLY:
        yield settle("share", second, [Binding(REST_OF_ALL, (first,))], certain=sure, likely=True)[0]


def _is_of_rate(denied: str, said: str) -> bool:
    """Say whether what one rate denies is what another is of: 结案率 95.2%，未结率 4.8%."""
    what = denied.partition("率")[0]
    rate = _OF_RATE.search(said)
    return denied[:2] in said or (len(what) == 1 and rate is not None and what in rate[0][-3:])


def _are_opposite(first: Mention, second: Mention, told: Sequence[tuple[str, ...]]) -> bool:
    """Say whether two shares are of two things of which some are `told`, as that leave no third: 男、女; 税收、非税."""
    pairs = [pair for pair in told if len(pair) == 2]
    parted = all(regex("占|比重|城镇化率").search(m.lead) for m in (first, second))
    for one, other in ((first.lead, second.lead), (_said(first), _said(second))):
        found = [
            (a, b)
            for a, b in pairs
            if {_halves_in(one, a, b), _halves_in(other, a, b)} == {(True, False), (False, True)}
        ]
        if any(parted or (b in words().parts.states and _is_of_one(one, other, a, b)) for a, b in found):
            return True
    return False


def _halves_in(said: str, one: str, other: str) -> tuple[bool, bool]:
    """Say which of two halves words name; 非税 holds 税, too."""
    return one in said.replace(other, ""), other in said


def _is_of_one(one: str, other: str, *pair: str) -> bool:
    """Say whether words before two states name one thing, or only one of them names any: not 病床使用率, 设备闲置率."""
    names = {stripped(said.partition(word)[0]) for said in (one, other) for word in pair if word in said}
    return len(names - {""}) < 2


def _said(mention: Mention) -> str:
    return f"{mention.topic}{mention.lead}{mention.after}"


def denied_in(words: str) -> re.Match[str] | None:
    """Give what words deny last: 办结 in 未办结."""
    found = list(_DENIED.finditer(words))
    return found[-1] if found else None


def is_of_stage(said: str, denied: re.Match[str]) -> bool:
    """Say whether a half is of what has come so far, and not of all: 已争取未到位."""
    return regex("已[一-龥]{2}$").search(said[: denied.start()]) is not None


def _is_plain(mention: Mention) -> bool:
    amount = is_amount(mention) or mention.role == Role.GAP
    return amount and mention.dimension != PERCENT and not mention.quantity.hedge and not mention.series


def _thought(register: FigureRegister, entry: Entry) -> list[Mention]:
    """Give the like amounts before an entry in its thought; where it has no whole, with the only one of the sentence before."""
    mention = entry.mention
    ahead = [m for m in mention.ahead_in_thought if not m.depth]
    told = (Role.TARGET, Role.GAP, Role.REST)
    found = [m for m in ahead if is_amount(m) or m.role in told or (m is ahead[0] and _OF_THEN.search(m.before))]
    opens = regex(r"其中|从|按|目前|现|截至").match(mention.sentence.text) is not None
    if len(found) == 1 and opens and not mention.segment:
        earlier = [e.mention for e in register.around(mention.sentence) if e.mention.sentence is not mention.sentence]
        wholes = [m for m in earlier if (is_amount(m) or m.role == Role.TARGET) and not m.depth]
        found = [*wholes, *found] if len(wholes) == 1 else found
    return found


def _halves(register: FigureRegister, entry: Entry, denied: re.Match[str] | None) -> Iterator[NumericClaim]:
    """Judge the half that is denied, or left over (`denied` is `None`), by the whole and the other half, the only like numbers of the thought before it."""
    half = entry.mention
    found = _thought(register, entry)
    more = [m for m in half.behind_in_thought if is_amount(m) and same_unit(m, half) and not m.depth]
    if len(found) != 2 or more or not all(same_unit(m, half) and not m.quantity.hedge for m in found):
        return
    whole, done = found
    if denied and (is_of_stage(half.before, denied) or f"{denied['what'][:2]}应" in whole.before):
        return  # 到期应办结2106件，已办结2079件，未到期238件: not of those that are due
    left = LEFT.match(half.before) is not None
    fits = (
        _affirms(done, denied["what"]) or ("应" in whole.before and regex("实|已").search(done.before) is not None)
        if denied
        else not left or (_DONE.search(done.before) and not denied_in(done.before))
    )
    state = denied is not None and denied["what"][:2] in whole.before and not regex("[应共总]").search(whole.before)
    if state and whole.segment == half.segment:
        return  # 合格71所、基本合格10所、不合格3所: three states
    if not fits or denied_in(whole.before) or done.role == Role.TOTAL or whole.quantity.value < done.quantity.value:
        return
    over = done.quantity.value + half.quantity.value > whole.quantity.value
    slipped = is_slip(half.quantity, whole.quantity.value - done.quantity.value, short=True)
    open_ = _NEWLY_COME.search(whole.before) or (denied and _PENDING.search(denied[0]) and not over and not slipped)
    binding = Binding(total_of(2), (done, half))
    claim, _ = settle("sum", whole, [binding], certain=not open_, likely=True)
    yield replace(claim, said=denied is not None and is_near(claim, _CLOSE))


def _affirms(mention: Mention, what: str) -> bool:
    """Say whether a number is of what another denies: 办结 or 结案 of 未办结."""
    said = mention.before + mention.after
    return denied_in(said) is None and any(letter in said for letter in _INDEED.sub("", what)[:2])


def _with_half(found: list[Mention], told: re.Match[str] | None) -> list[Mention]:
    """Give of a whole and the two halves that make it the whole and the half that a rate is of: 受理 x，审结 y，仍有 z 未结，未结率."""
    whole, *halves = found
    like = [m for m in halves if (denied_in(m.before + m.after[:4]) is None) == (told is None)]
    return [whole, *like] if len(like) == 1 and sum(m.quantity.value for m in halves) == whole.quantity.value else found


def _rate(register: FigureRegister, entry: Entry) -> Iterator[NumericClaim]:
    """Judge a rate or a share of one half by the whole and the other half."""
    mention = entry.mention
    named = regex(r"(?P<what>[一-龥]{1,6})(?:率|的?占比?|比例)(?:分别)?(?:为|达到|达|是|约|仅为|仅)*$").search(
        mention.lead
    )
    if named is None or mention.series or mention.role != Role.SHARE or OVER_ALL.search(mention.lead):
        return
    found = _thought(register, entry)
    told = denied_in(named["what"])
    three = len(found) == len(("whole", "half", "other half")) and all(same_unit(m, found[0]) for m in found)
    found = _with_half(found, told) if three else found
    if len(found) != 2 or not same_unit(*found) or any(m.quantity.hedge or m.series for m in found):
        return
    whole, half = found
    own = denied_in(half.before + half.after[:4])
    stem = named["what"][-2:]
    if told is None and own is None and _SUCCESS.search(stem) and _FAILED.search(half.before + half.after[:4]):
        yield settle("share", mention, [Binding(COMPLEMENT, (half, whole))], certain=True)[0]
        return
    if definition_of(mention) is not None:
        return
    both = told is not None and own is not None and stem[-1] in half.own
    if both and own and not three and _affirms(whole, own["what"]) and not denied_in(whole.before):
        certain = not _NEWLY_COME.search(whole.own)
        claim, _ = settle("share", mention, [Binding(SHARE_OF_SUM, (half, whole))], certain=certain)
        printed = [half.quantity.printed, whole.quantity.printed]
        of_other = judge(SHARE, printed, mention.quantity.printed)[0] == Verdict.OK
        sure = of_other and claim.verdict == Verdict.WRONG
        of_all = "不良" in half.before or regex("各|全部|总|共|应|报[名考]|登记").search(whole.before)
        if not of_all:  # 不良贷款 are of all loans
            yield replace(claim, firm=sure, named=sure)
        return
    if both and whole.quantity.value > half.quantity.value:
        claim, _ = settle("share", mention, [Binding(SHARE, (half, whole))], certain=True)
        yield replace(claim, firm=three, said=three)
        return
    if told is None and own is None and all(letter in half.before + half.after for letter in stem):
        return
    if (told is None) == (own is None) or whole.quantity.value < half.quantity.value or denied_in(whole.before):
        return
    what = told["what"] if told else own["what"] if own else ""
    other = half.before + half.after if told else named["what"]
    due = "应" in whole.before
    if own and _affirms(whole, what) and not due:
        return  # 开工110个，未开工90个: two halves, the whole is not printed
    if any(letter in other for letter in _INDEED.sub("", what)[:3]) or (told and due and "实" in half.before):
        yield settle("share", mention, [Binding(COMPLEMENT, (half, whole))], certain=True)[0]
