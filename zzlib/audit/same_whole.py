"""Shares that name one whole far before them (占全市投资比重): the number that most of them hold of judges the others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from zzlib.audit.arithmetic import HOLDS, JUDGED, SHARE, Verdict, judge
from zzlib.audit.binding import is_amount
from zzlib.audit.claim import Binding, NumericClaim, operand, settle, statement
from zzlib.audit.excuses import is_near
from zzlib.audit.quantities import PERCENT, TIMES
from zzlib.audit.reading import Mention, same_unit, stripped
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role, growth_sign
from zzlib.audit.unit_slips import digits_of, in_other_unit, unit_claim
from zzlib.audit.words import any_of, words

_SHARE = re.compile("占(?P<of>[^，。；：（）\\d占]{0,16}?)的?(?:比重|比例|比)?(?:为|达到?|是|约|的)*$")
_THEN = re.compile("上年|去年|同期|上月|年初|全国|全省|当月|本月|预算|任务|目标|计划")
_TOTAL = re.compile("^(?:火灾|事故|案件|投诉|举报|信访)?(?:总[数量额]|总)$")
_LIST = re.compile("[^\\d。]*其中：?$")
_MANY = 8
_EACH = re.compile("均|每|率")
_ALONE, _FEW, _FAR = 1, 2, Fraction(3, 2)


@dataclass(frozen=True)
class _Share:
    """A share, the number that it is of, and the noun of its whole without the scope (全市)."""

    rate: Mention
    part: Mention
    noun: str


def same_whole_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge shares of a named whole by the number that two other shares with that name hold of, and 占总数 by the sentence before."""
    judged = {claim.entry for claim in claims if claim.verdict in JUDGED}
    shares = [share for m in register.reading.mentions if (share := _share(m)) is not None]
    for share in shares:
        if share.rate.number not in judged and _TOTAL.match(share.noun):
            yield from _of_sentence_before(share, register)
    done: set[int] = set()
    for whole in register.reading.mentions:
        own = [s for s in shares if s.rate.number not in done and _may_be_of(s, whole)]
        held = [s for s in own if _holds(s, whole)]
        missed = [s for s in own if s not in held and s.rate.number not in judged]
        if len({s.part.quantity.value for s in held}) < _FEW or len(missed) > len(held):
            continue
        done |= {s.rate.number for s in own}
        for share in missed:
            yield from _missed(share, whole)
        yield from _grown_past(held, whole)


def _share(rate: Mention) -> _Share | None:
    told = _SHARE.search(rate.lead)
    if rate.dimension != PERCENT or told is None or rate.series or rate.quantity.hedge or _THEN.search(rate.lead):
        return None
    ahead = [m for m in rate.sentence.mentions[: rate.place] if m.segment == rate.segment and m.depth == rate.depth]
    parts = [m for m in ahead if is_amount(m)]
    subject = rate.lead[: told.start()]
    clear = len(parts) == _ALONE and not stripped(subject) and not parts[0].quantity.hedge and not parts[0].series
    if not clear or _THEN.search(parts[0].lead) or _EACH.search(parts[0].before):
        return None
    scope = any_of(words().subjects.whole)
    return _Share(rate, parts[0], re.sub(f"^{scope}", "", told["of"]))


def _may_be_of(share: _Share, whole: Mention) -> bool:
    """Say whether a number before a share bears the name of its whole and is not less than its part."""
    part = share.part
    level = is_amount(whole) and not whole.quantity.hedge and not whole.depth and whole.order < part.order
    name = re.sub("总[数量额值]?|[的数]", "", share.noun)
    plain = level and same_unit(part, whole) and whole.quantity.value > part.quantity.value
    listed = not share.noun and not part.place and _LIST.match(whole.sentence.text[whole.quantity.end :])
    near = part.sentence.paragraph - whole.sentence.paragraph <= _MANY and "其中" not in part.lead
    named = (len(name) > 1 and name in f"{whole.lead}{whole.after[:6]}") or bool(listed and near)
    return plain and (named or _follows(name, whole.lead)) and not _EACH.search(whole.before)


def _follows(name: str, said: str) -> bool:
    """Say whether the letters of a name stand in words in their order: 固定资产投资 has 投资."""
    letters = iter(said)
    return len(name) > 1 and all(letter in letters for letter in name)


def _holds(share: _Share, whole: Mention) -> bool:
    printed = [share.part.quantity.printed, whole.quantity.printed]
    return digits_of(share.rate) > 1 and judge(SHARE, printed, share.rate.quantity.printed)[0] in HOLDS


def _missed(share: _Share, whole: Mention) -> Iterator[NumericClaim]:
    other = in_other_unit(share.part)
    if other is not None and _holds(replace(share, part=other), whole):
        yield unit_claim(share.part, other, (other, whole), share.rate)
        return
    claim, _ = settle("share", share.rate, [Binding(SHARE, (share.part, whole))], certain=True)
    if claim.verdict == Verdict.WRONG and is_near(claim, _FAR):
        yield replace(claim, named=True, message=f"{claim.message}；别的几项占比都是按 {whole.quantity.text} 算的")


def _of_sentence_before(share: _Share, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge 其中，…火灾事故99起，占总数的55.6% by the only number of the sentence before that counts the same (火灾190起)."""
    sentence = share.part.sentence
    before = [s for s in register.reading.paragraph_of(sentence) if s.number == sentence.number - 1]
    if share.part.place or not sentence.text.startswith("其中"):
        return
    wholes = [m for s in before for m in s.mentions if is_amount(m) and same_unit(m, share.part) and not m.depth]
    name = wholes[0].before[-2:] if len(wholes) == _ALONE else ""
    if len(name) > 1 and name in share.part.before[-6:] and not wholes[0].quantity.hedge:
        claim, _ = settle("share", share.rate, [Binding(SHARE, (share.part, wholes[0]))], certain=True)
        if wholes[0].quantity.value > share.part.quantity.value:
            yield replace(claim, said=True) if is_near(claim, _FAR) else replace(claim, verdict=Verdict.UNVERIFIABLE)


def _grown_past(held: Sequence[_Share], whole: Mention) -> Iterator[NumericClaim]:
    """Judge the growth of a part by which it was more than the whole then; where 倍 for % mends it, the unit is wrong."""
    grown = _growth_of(whole)
    if grown is None:
        return
    for share in held:
        rate = _growth_of(share.part)
        if rate is None or _then(share.part, rate) * 100 <= _then(whole, grown) * 101:
            continue
        said = f"按 {rate.quantity.text} 推算，上年同期的这一部分比上年同期的全部（{whole.quantity.text}，增长 {grown.quantity.text}）还多"
        used = (share.part, whole, grown)
        mended = rate.quantity.text.endswith("%") and grown.dimension == TIMES
        other = replace(rate, quantity=replace(rate.quantity, dimension=TIMES))
        fits = mended and _then(share.part, other) < _then(whole, grown)
        right = f"{rate.quantity.number}倍" if fits else ""
        message = f"{said}；单位似应为“倍”" if fits else f"{said}；请核两个增幅"
        operands = tuple(operand(m.quantity) for m in used)
        verdict = Verdict.WRONG if fits else Verdict.DOUBTFUL
        yield statement("growth", rate, verdict, message, operands=operands, recomputed=right, proof=used)


def _growth_of(mention: Mention) -> Mention | None:
    """Give the plain growth over the year that stands right behind a number."""
    behind = mention.sentence.mentions[mention.place + 1 : mention.place + 2]
    grown = [
        m for m in behind if m.role == Role.GROWTH and m.dimension in (PERCENT, TIMES) and m.depth == mention.depth
    ]
    plain = (
        grown
        and growth_sign(grown[0].before) > 0
        and re.fullmatch("，?(?:同比|比[上去]年(?:同期)?)增长", grown[0].before)
    )
    return grown[0] if plain and not grown[0].quantity.hedge else None


def _then(now: Mention, grown: Mention) -> Fraction:
    rate = grown.quantity.value if grown.dimension == TIMES else grown.quantity.value / 100
    return now.quantity.value / (1 + rate)
