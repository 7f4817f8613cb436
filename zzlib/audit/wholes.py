"""Wholes and their parts over sentences: totals broken down in the next one, totals that a list replaces, shares past 100%."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from zzlib.audit.all_shares import shares_claim
from zzlib.audit.arithmetic import SHARE, Verdict, judge, total_of
from zzlib.audit.binding import AMOUNTS, explicit_before, is_amount
from zzlib.audit.breakdowns import Breakdown, is_complete
from zzlib.audit.claim import Binding, NumericClaim, operand, settle, statement
from zzlib.audit.comparing import own_words
from zzlib.audit.quantities import PERCENT
from zzlib.audit.reading import Mention, ReadSentence, likeness, same_unit, stripped
from zzlib.audit.register import FigureRegister, is_heading
from zzlib.audit.roles import Role
from zzlib.audit.shares import names_target
from zzlib.audit.siblings import agrees_with_sum, run_of
from zzlib.audit.slips import is_slip, is_swap
from zzlib.audit.sums import is_like, judged
from zzlib.audit.words import mentions_any, words

_OPENS = re.compile(r"(?:\d+[.、])?(?:按[^，。；]{1,12}[分看]|从[^，。；]{1,14}[看分]|分[^，。；]{1,10}看|其中)[，：]?")
_OTHERS = re.compile("其他|其它|其余")
_PART_OF = re.compile(
    "^[，：]?(?:其中)[^，]{0,12}$|^[，：]?(?:女|男)[一-龥]{0,4}$|实际?到|^[，：]?实[一-龥]{1,5}$|岁|^[，：]?已[一-龥]{1,4}$"
)
_ALL = re.compile("应|共|总|登记|在册|报名|全[市县区镇部体]")
_OF_ONE = re.compile("(?:占[^，]{0,8}|比[重例]|贡献率)(?:依次|分别)?(?:为|是)?$|占[^，]{0,8}的$")
_CHOSEN = re.compile("认为|选择|多选|20\\d\\d年[、和]|季度[、和]|月[、和]|其中[^，]{0,8}占")
_TAIL = 4
_MADE_OF = re.compile(r"由[^。；\d]{2,30}[组构]成，")
_PAST_ANY = 1000  # 贷款余额占生产总值的比重 may be more than 100%
_NEVER_MORE = re.compile(
    "(?<!拨备)(?:合格|接种|满意|达标|参保|办结|整改|出勤|及格|完好|覆盖|普及|抽查|结案|回复|响应|治愈)率(?:为|达到?|是)*$"
)
_CLOSE, _OPEN = 10, 40  # far from all a list goes on from a sentence before
_ANOTHER_TIME = re.compile(r"今年|去年|上年|全年|本[年月]|当月|上半年|前三季度|截[至止]|累计|\d{1,2}月")
_FAR = 2  # a sum more than twice a number, or less than half of it, is of something else


def whole_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Give the claims of totals and parts that stand in several sentences, and of shares that pass the whole."""
    previous: ReadSentence | None = None
    for sentence in register.reading.sentences:
        before = previous if previous is not None and previous.paragraph == sentence.paragraph else None
        yield from _broken_down(register, before, sentence)
        yield from _replaced(before, sentence)
        yield from _of_the_only(before, sentence)
        yield from _past_the_whole(sentence)
        yield from _larger_part(sentence)
        yield from _shares_past_the_whole(sentence)
        yield from _shares_of_all_kinds(sentence)
        previous = sentence


def _of_the_only(before: ReadSentence | None, sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 其中，企业3231.5万户，占31.4% by the only number like it of the sentence before: 实有1.03亿户."""
    if before is None or is_heading(before) or not sentence.text.startswith("其中"):
        return
    levels = [m for m in before.mentions if is_amount(m) and not m.depth and m.role in (Role.LEVEL, Role.TOTAL)]
    for part, share in pairwise(sentence.mentions):
        bare = share.dimension == PERCENT and share.before in ("占", "占比") and part.role == Role.LEVEL
        wholes = [m for m in levels if same_unit(m, part)]
        plain = not any(m.depth or m.series or m.quantity.hedge for m in (part, share, *wholes))
        if bare and plain and len(wholes) == 1 and wholes[0].quantity.value > part.quantity.value:
            yield settle("share", share, [Binding(SHARE, (part, wholes[0]))], certain=True)[0]


def _broken_down(
    register: FigureRegister, before: ReadSentence | None, sentence: ReadSentence
) -> Iterator[NumericClaim]:
    """Judge the only total of a sentence by the parts that the next one opens with: 按场所分，住宅88起、厂房41起."""
    opened = _OPENS.match(sentence.text)
    if before is None or opened is None:
        return
    parts = _listed(sentence, opened.end())
    wholes = [m for m in before.mentions if is_amount(m) and not m.depth and parts and is_like(parts[0], m)]
    if len(parts) < 2 or len(wholes) != 1 or wholes[0].quantity.hedge or wholes[0].series:
        return
    noun = _shared_noun(parts)
    if noun and noun not in own_words(wholes[0]):  # 投诉5283件、举报1147件。…办结5202件。商品类投诉 x，服务类投诉 y
        ahead = [m for s in register.reading.paragraph_of(before) for m in s.mentions if m.order < wholes[0].order]
        wholes = [m for m in ahead if is_like(m, parts[0]) and m.before.endswith(noun)] or wholes
    for claim in judged(wholes[-1], [Breakdown(wholes[-1], parts, sentence.text)]):
        if claim.verdict in (Verdict.WRONG, Verdict.OK, Verdict.DOUBTFUL):
            yield claim


def _shared_noun(parts: list[Mention]) -> str:
    """Give the two letters that all parts end with."""
    endings = {stripped(m.before)[-2:] for m in parts}
    return endings.pop() if len(endings) == 1 else ""


def _listed(sentence: ReadSentence, start: int) -> list[Mention]:
    """Give the like amounts of a list, without those that an item is broken down by."""
    parts: list[Mention] = []
    for mention in sentence.mentions:
        thought = sentence.text[start : mention.quantity.start].rpartition("；")[2]
        inner = (
            mention.depth > 0 or "其中" in thought or mention.quantity.start < start or mention.before in ("多", "少")
        )
        if inner or mention.dimension == PERCENT or mention.role not in AMOUNTS:
            continue
        if parts and not is_like(mention, parts[0]):
            continue
        if parts and mention.segment != parts[-1].segment and _ANOTHER_TIME.match(mention.lead):
            break
        if mention.quantity.hedge or re.search("共|合计|均", mention.before):
            return []
        parts.append(mention)
    return parts


def _replaced(before: ReadSentence | None, sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge a printed total whose items each have a share, where the shares are those in the items' own sum."""
    shares = [m for m in sentence.mentions if m.dimension == PERCENT and m.role == Role.SHARE]
    items = run_of(shares[0]) if shares else []
    if len(items) < 3 or not agrees_with_sum(items):
        return
    first = items[0].part
    head = [m for m in sentence.mentions if m.order < first.order]
    earlier = list(before.mentions) if before is not None else []
    wholes = [m for m in (*reversed(head), *reversed(earlier)) if is_amount(m) and is_like(first, m) and not m.depth]
    if not wholes or wholes[0].quantity.hedge or not _is_whole_of(wholes[0], [item.part for item in items]):
        return
    parts = [item.part for item in items]
    printed = [m.quantity.printed for m in parts]
    verdicts = [judge(total_of(len(parts)), printed, whole.quantity.printed)[0] for whole in wholes]
    if all(verdict == Verdict.WRONG for verdict in verdicts):
        binding = Binding(total_of(len(parts)), tuple(parts))
        claim, _ = settle("sum", wholes[0], [binding], certain=len(wholes) == 1, likely=True)
        yield replace(claim, message=f"{claim.message}；各项占比合计 100%，是按各项之和 {claim.recomputed} 算的")


def _is_whole_of(whole: Mention, parts: list[Mention]) -> bool:
    total = sum((m.quantity.value for m in parts), Fraction(0))
    most = max(m.quantity.value for m in parts)
    return whole.quantity.value >= most and Fraction(1, _FAR) <= total / whole.quantity.value <= _FAR


def _shares_past_the_whole(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge a list of shares that don't make 100% of one whole, which is made of them (组成), or the last of the rest (其他, 其余)."""
    shares = [
        m
        for m in sentence.mentions
        if m.dimension == PERCENT and re.search(r"占(?:比)?[^，；。\d]{0,8}$|^其余[^占]{0,6}$", m.lead)
    ]
    shares = [m for m in shares if not m.depth and not m.series and not m.quantity.hedge]
    nested = re.search("其中|同比|提高|上升", sentence.text)
    others = _OTHERS.search(shares[-1].lead + shares[-1].topic) if shares else None
    if nested or len(shares) < 3 or not (others or _MADE_OF.search(sentence.text)):
        return
    nouns = {stripped(m.lead.rpartition("占")[2]) for m in shares}
    total = sum((m.quantity.value for m in shares), Fraction(0))
    slack = sum((m.quantity.step for m in shares), Fraction(0)) / 2
    overlapping = any(mentions_any(words().parts.overlapping[:6], m.lead) for m in shares)
    near = abs(total - 100) <= (_OPEN if others else _CLOSE)
    if near and abs(total - 100) > 2 * slack and len(nouns - {""}) < 2 and not overlapping:
        yield shares_claim(shares, total, slack)


def _larger_part(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge a part (其中, 女性 x人, 实际到课 x人) that is larger than the only like number of the thought before it."""
    for mention in sentence.mentions:
        ahead = [m for m in sentence.mentions[: mention.place] if m.segment == mention.segment and is_like(m, mention)]
        plain = is_amount(mention) and not mention.depth and not mention.quantity.hedge and not mention.series
        if not plain or not ahead or not _PART_OF.search(mention.before) or mention.dimension == PERCENT:
            continue
        whole = ahead[0]
        fits = (is_amount(whole) or whole.role == Role.TARGET) and "岁" not in whole.before
        done = mention.before.startswith(("已", "，已"))
        fits = fits and (not re.match("，?实(?!际?到)", mention.before) or "应" in whole.before)
        fits = fits and (not done or _ALL.search(whole.before) is not None)
        opened = re.search(r"(?:中，|其中)[^，。；\d]*$", whole.sentence.text[: whole.quantity.start])
        if "岁" in mention.before and opened:
            continue  # 低保对象中，重度残疾人2216人，60周岁以上老年人4875人: two parts
        other = next((pair for pair in ("男女", "女男") if pair[0] in whole.before and pair[1] in mention.before), "")
        if other:
            continue  # 男教师2380人，女教师3570人: two halves
        one = len(ahead) == 1 or (
            "岁" in mention.before and all(m.quantity.value <= whole.quantity.value for m in ahead)
        )
        fits = fits and not re.search("均|每|率|单[产价]", whole.before)
        if fits and one and mention.quantity.value > whole.quantity.value and not re.search("总|共|占", mention.before):
            message = f"{mention.quantity.text} 是 {whole.quantity.text} 的一部分，不会比它大"
            used = (operand(whole.quantity),)
            yield statement("sum", mention, Verdict.WRONG, message, operands=used, proof=(whole,))


def _past_the_whole(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge a share of more than 100% in a whole: a part is no larger; of another amount (占收入的) it may be."""
    for mention in sentence.mentions:
        share = mention.dimension == PERCENT and mention.role == Role.SHARE and mention.quantity.value > 100
        subject, _, noun = mention.lead.rpartition("占")
        if share and _NEVER_MORE.search(mention.lead) and not mention.quantity.hedge:
            yield statement(
                "share", mention, Verdict.WRONG, f"{mention.quantity.text} 超过 100%，这样的率不会比 100% 大"
            )
            continue
        if not share or "占" not in mention.lead or names_target(noun) or mention.quantity.hedge:
            continue
        if explicit_before(mention, "的") is not None:
            continue  # 占合同量（310万页）的100.8%: the share itself is judged
        of_total = re.search("总数|总量|总额|总人|全部|全县|全市", noun) is not None
        own = likeness(re.sub("总[数量额]?|比重|的|比例", "", noun), subject + mention.topic) > 0.5
        verdict = Verdict.WRONG if of_total or own or _is_of_all(mention, subject, noun) else Verdict.DOUBTFUL
        said = f"占比 {mention.quantity.text} 超过 100%，部分不会比总数大"
        yield statement("share", mention, verdict, said, named=True)


def _shares_of_all_kinds(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge lists of three shares or more of one whole that are more than all of it, or that are all there is (一产、二产、三产), by a slip from 100%."""
    if _CHOSEN.search(sentence.text):
        return
    plain = [m for m in sentence.mentions if m.dimension == PERCENT and not m.depth and not m.quantity.hedge]
    lists = {id(m.series): m.series for m in plain if len(m.series) > _FAR}
    single = [m for m in plain if not m.series and _OF_ONE.search(m.lead)]
    for shares in [*lists.values(), *([single] if len({m.lead[-_TAIL:] for m in single}) == 1 else [])]:
        if any(sentence.mentions[m.place - 1].dimension != PERCENT for m in shares[1:]):
            continue  # 火灾403起，占比21.7%；救援612起，占比33.0%: each is judged by its own number
        lead, names = shares[0].lead, [m.lead for m in shares]
        off = sum((m.quantity.value for m in shares), Fraction(0)) - 100
        slack = sum((m.quantity.step for m in shares), Fraction(0)) / 2
        all_kinds = is_complete(names) or ("三次产业" in lead and len(shares) == _FAR + 1)
        slips = [m for m in shares if is_slip(m.quantity, m.quantity.value - off)]
        if len(shares) > _FAR and _OF_ONE.search(lead) and abs(off) > slack and slips and (off > 0 or all_kinds):
            total = f"{float(off + 100):g}%"
            message = f"{'、'.join(m.quantity.text for m in shares)} 相加是 {total}，应为 100%，至少有一个占比有误"
            swap = any(is_swap(m.quantity, m.quantity.value - off) for m in slips)
            verdict = Verdict.WRONG if all_kinds or swap else Verdict.DOUBTFUL
            used = tuple(operand(m.quantity) for m in shares)
            yield statement("sum", shares[-1], verdict, message, operands=used, recomputed=total)


def _is_of_all(share: Mention, subject: str, noun: str) -> bool:
    """Say whether a share is one of what the sentence opens with (全国就业人员中，…就业人员占283%), or past any ratio (比重达到2023%)."""
    opened = re.match("([一-龥]{4,12})中，", share.sentence.text)
    kinds = opened is not None and not noun and subject.endswith(stripped(opened[1])[-4:])
    return kinds or ("比重" in noun and share.quantity.value > _PAST_ANY)
