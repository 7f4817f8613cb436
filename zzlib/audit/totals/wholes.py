"""Wholes and their parts over sentences: totals broken down in the next one, totals that a list replaces, shares past 100%."""

import re
from collections.abc import Iterator, Sequence

from zzlib.audit.judging.chance import SlipKind, slips_of
from zzlib.audit.judging.claim import NumericClaim, operand, statement
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import MONEY, PERCENT, RATIOS, chinese_number, conversion
from zzlib.audit.reading.binding import explicit_before, is_amount
from zzlib.audit.reading.breakdowns import is_complete
from zzlib.audit.reading.reading import Mention, ReadSentence, likeness, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import THE_REST, Role
from zzlib.audit.shares.share_groups import names_target
from zzlib.audit.shares.share_wholes import is_head
from zzlib.audit.totals.sums import is_like

_MANY = 5
_SORTED = re.compile("分[为成][^，。；\\d]{3,30}?(?P<number>[两二三四五六七八九十])[类种档级]，")
_OVER = re.compile("，?[^，。；\\d]{0,2}[超多]")
_PART_OF = re.compile(
    "^[，：]?(?:其中|里[头面]|当中|包括|包含|内?含|内(?![部设外资需]))[^，\\d]{0,20}$|^，?(?:光|单|仅|单单|光是|仅仅)[^，\\d]{1,12}就[占有用花达]?(?:[了去掉到]|去了)*$|^[，：]?(?:女|男)(?![一-龥]{0,2}委员)[一-龥]{0,4}$|实际?到(?!位|账)|^[，：]?实[一-龥]{1,5}$|岁|^[，：]?已[一-龥]{1,4}$"
)
_ALL_HOMES = re.compile("(?:[有辖共现]|^)(?:农户|总户数|农户总?数)(?:为|共)?$")
_ALL_LAND = re.compile("(?:国土|土地|村域|区域|辖区|幅员|地域|行政|境域)(?:区域)?总?面积(?:为|有|共|达)*$")
_LAND_IN_IT = re.compile("(?:耕地|林地|山林|水田|旱地|草场|草地|果园|茶园)(?:总?面积)?(?:为|有|共|达)*$")
_AREA_OF = re.compile("全[省市县区乡镇州国]|流域|库区")
_ROUGHLY = Fraction(11, 10)  # what is told of land was often measured at two times
_WIDER = re.compile("[全本该][乡镇县市]|累计")
_ALL = re.compile("应|共|总|登记|在册|报名|全[市县区镇部体]")
_STAGES = ("申报|签约", "争取|争得|立项|批复|获批", "下达|开工", "到位|竣工|完工", "支付|拨付|投产")
"""What is done of money or a project, one after the other: what went on to a later stage is a part of what came to an earlier one."""
_OF_ONE = re.compile("(?:占[^，]{0,8}|比[重例]|贡献率)(?:依次|分别)?(?:为|是)?$|占[^，]{0,8}的$")
_CHOSEN = re.compile("认为|选择|多选|20\\d\\d年[、和]|季度[、和]|月[、和]|其中[^，]{0,8}占")
_FROM_BELOW = re.compile("未|以下|不足|不到|^0")
_UPWARDS = re.compile("以上")
_MADE_OF = re.compile(r"由[^。；\d]{2,30}[组构]成，")
_NEVER_MORE = re.compile(
    "(?<!拨备)(?:合格|接种|满意|达标|参保|办结|整改|出勤|及格|完好|覆盖|普及|抽查|结案|回复|响应|治愈)率(?:为|达到?|是)*$"
)
_REST_IN_TURN = re.compile("(?:其[他它余]|余下|剩余)(?:依次|分别)[为是：]?[^，。；\\d]*$")
_OPEN = 40  # far from all a list goes on from a sentence before
_KINDS = (SlipKind.SWAPPED, SlipKind.CHANGED)
_ALL_OF_IT = 100  # per cent
_FAR = 2  # a sum more than twice a number, or less than half of it, is of something else
_SOME_LEFT = 3  # per cent


def whole_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Give the claims of totals and parts that stand in several sentences, and of shares that pass the whole."""
    for sentence in register.reading.sentences:
        yield from _past_the_whole(sentence)
        yield from _larger_part(sentence, register)
        yield from _more_than_all(sentence, register)
        yield from _more_land_than_all(sentence, register)
        yield from _shares_of_all_kinds(sentence)


def _more_than_all(sentence: ReadSentence, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge a number of some households of a village that is larger than that of all of them: 有农户46户，…，已完成改厕的农户108户."""
    above = [s for s in register.reading.paragraph_of(sentence) if s.number <= sentence.number]
    like = [m for s in above for m in s.mentions if m.quantity.bare_unit == "户" and is_amount(m)]
    every = [m for m in like if _ALL_HOMES.search(m.before) and "村" in m.text_before and not m.quantity.hedge]
    if len({m.quantity.value for m in every}) != 1 or any(_WIDER.search(s.text) for s in above):
        return
    years = {year for s in above for year in regex(r"(?:19|20)\d\d(?=年)").findall(s.text)}
    verdict = Verdict.WRONG if len(years) < _FAR else Verdict.DOUBTFUL
    for mention in (m for m in like if m.sentence is sentence and "农户" in m.before):
        if mention.quantity.value > every[0].quantity.value:
            yield larger_than_whole(mention, every[0], verdict)


def _more_land_than_all(sentence: ReadSentence, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge fields or woods that are larger than all land of the place, told in another unit before them: 村域面积4.8平方公里，耕地18600亩."""
    ahead = [m for s in register.reading.paragraph_of(sentence) for m in s.mentions if s.number <= sentence.number]
    every = [m for m in ahead if is_amount(m) and _ALL_LAND.search(m.before) and not m.quantity.hedge]
    if len({m.quantity.value for m in every}) != 1:
        return
    for mention in (m for m in sentence.mentions if is_amount(m) and _LAND_IN_IT.search(m.before)):
        turned = conversion(every[0].quantity, mention.quantity) or 0
        wider = set(_AREA_OF.findall(mention.text_before)) - set(_AREA_OF.findall(every[0].text_before))
        if 0 < every[0].quantity.value * turned * _ROUGHLY < mention.quantity.value and not wider:
            yield larger_than_whole(mention, every[0], Verdict.WRONG if "其中" in mention.lead else Verdict.DOUBTFUL)


def _larger_part(sentence: ReadSentence, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge a part (其中, 女性 x人, 实际到课 x人) that is larger than the only like number of the thought before it."""
    for mention in sentence.mentions:
        ahead = [m for m in mention.ahead_in_thought if is_like(m, mention)]
        opens = not mention.place and sentence.text.startswith("其中")  # a part of the only like number before
        ahead = ahead or [m for m in register.reading.before(mention) if opens and is_head(mention, m)]
        plain = (
            is_amount(mention)
            and "岁末" not in mention.before
            and not mention.depth
            and not mention.quantity.hedge
            and not mention.series
        )
        if not plain or not ahead or not _PART_OF.search(mention.lead) or mention.dimension == PERCENT:
            continue
        whole = ahead[0]
        fits = (
            (is_amount(whole) or whole.role == Role.TARGET)
            and "岁" not in whole.before
            and (not whole.quantity.hedge or mention.quantity.value > _FAR * whole.quantity.value)
        )
        fits = fits and not (whole.quantity.hedge and whole.after.startswith("的"))  # 超过10万人次的景区14个
        done = mention.before.startswith(("已", "，已"))
        real = regex("，?实(?!际?到(?!位|账))").match(mention.before) is not None
        fits = fits and (not real or ("应" in whole.before and mention.dimension != MONEY))  # 应收2.4万元，实收3.15万元
        fits = fits and not _OVER.match(mention.text_behind) and whole.depth <= mention.depth
        fits = fits and (not done or _ALL.search(whole.before) is not None)
        opened = regex(r"(?:中，|其中)[^，。；\d]*$").search(whole.text_before)
        if "岁" in mention.before and opened:
            continue  # 低保对象中，重度残疾人2216人，60周岁以上老年人4875人: two parts
        other = next((pair for pair in ("男女", "女男") if pair[0] in whole.before and pair[1] in mention.before), "")
        if other:
            continue  # 男教师2380人，女教师3570人: two halves
        one = len(ahead) == 1 or (
            "岁" in mention.before and all(m.quantity.value <= whole.quantity.value for m in ahead)
        )
        each = regex("均|每|率|单[产价位]|中位|利润|盈|[顺逆]差|结余|净").search(
            whole.before
        ) or whole.text_behind.startswith("/")
        fits = fits and not each and not 0 < _stage(mention) < _stage(whole)
        # 收益1131.80亿元，其中已实现2245.94亿元，公允价值变动-1114.14亿元
        fits = fits and not any(
            m.quantity.value < 0 and m.dimension == whole.dimension for m in mention.sentence.mentions
        )
        own = not regex("总|共|(?<![就挤侵])占").search(mention.before)
        if fits and one and own and mention.quantity.value > whole.quantity.value:
            yield larger_than_whole(mention, whole, Verdict.WRONG)


def larger_than_whole(part: Mention, whole: Mention, verdict: Verdict) -> NumericClaim:
    """Give the claim that a part is larger than its whole."""
    message = f"{part.quantity.text} 是 {whole.quantity.text} 的一部分，不会比它大"
    return statement("sum", part, verdict, message, [whole])


def _stage(mention: Mention) -> int:
    """Give how far on its way a number is said to be, 0 where no stage is named."""
    named = [at for at, words in enumerate(_STAGES, 1) if regex(words).search(mention.before)]
    return max(named, default=0)


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
        of_total = regex("总数|总量|总额|总人|总户|总面积|全部|全县|全市").search(noun) is not None
        own = likeness(regex("总[数量额]?|比重|的|比例").sub("", noun), subject + mention.topic) > 0.5
        verdict = Verdict.WRONG if of_total or own or _is_of_all(mention, subject, noun) else Verdict.DOUBTFUL
        said = f"占比 {mention.quantity.text} 超过 100%，部分不会比总数大"
        yield statement("share", mention, verdict, said, named=True)


def _shares_of_all_kinds(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge lists of shares that don't make 100%, or the share of which 其中 says that they are part, where one slip of one of them would."""
    if _CHOSEN.search(sentence.text):
        return
    lists = list(_lists_of_shares(sentence))
    whole = {id(shares): _off(shares) for shares in lists}
    for shares in lists:
        off, slack = whole[id(shares)]
        rest = THE_REST.search(sentence.text, shares[-1].quantity.end)  # …，其余为外资企业: without a share
        if abs(off) <= slack or abs(off) > _OPEN or (rest and off < 0):
            continue
        if off < 0 and len(shares) > _MANY and not THE_REST.search(sentence.text):
            continue  # the largest of them
        if regex("增[幅速长]").search(sentence.text[: shares[0].quantity.start].rpartition("。")[2]):
            continue  # 增幅超过20%的有甲市35.6%，其余依次为…
        others = [m.quantity.value for m in sentence.mentions if m.dimension == PERCENT and m not in shares]
        if any(abs(off + value) <= slack for value in others):
            continue  # 占比为45.67%，…占比为，10.33%
        twin = any(len(o) == len(shares) and abs(whole[id(o)][0]) <= whole[id(o)][1] for o in lists if o is not shares)
        closed = twin or _leave_nothing(shares)
        alone = sum(map(is_amount, sentence.mentions)) < len(shares)  # else each share is judged by its own number
        swap = alone and len(shares) > _FAR and _slips(shares, off, slack, _KINDS[:1])
        slip = swap or _slips(shares, off, slack, _KINDS)
        if slip and (closed or len(shares) > _FAR) and (closed or off > 0 or shares[0].series):
            yield _not_all(shares, off, Verdict.WRONG if closed or swap else Verdict.DOUBTFUL)
        elif THE_REST.search(shares[-1].lead) and abs(off) > 2 * slack and len(shares) > _FAR:
            if any(abs(off - m.quantity.value) <= slack for m in shares[:-1]):
                continue  # 超过30年的占11.6%，优质管材占79.3%，其余占20.7%
            some = "依次" in shares[0].sentence.text and -_SOME_LEFT < off < 0  # others may be too few to be told
            yield _not_all(shares, off, Verdict.DOUBTFUL if some else Verdict.WRONG)


def _not_all(shares: Sequence[Mention], off: Fraction, verdict: Verdict) -> NumericClaim:
    within = _divided(shares)
    right = within.quantity.text if within else "100%"
    total = f"{float(off + (within.quantity.value if within else _ALL_OF_IT)):g}%"
    message = f"{'、'.join(m.quantity.text for m in shares)} 相加是 {total}，应为 {right}，至少有一个占比有误"
    used = tuple(operand(m.quantity) for m in shares)
    return statement("sum", shares[-1], verdict, message, stated=right, unit="%", operands=used, recomputed=total)


def _lists_of_shares(sentence: ReadSentence) -> Iterator[list[Mention]]:
    """Give the lists of shares without numbers of their own: 分别占 a、b 和 c; 一产占 a，二产占 b."""
    plain = [m for m in sentence.mentions if m.dimension == PERCENT and not m.depth and not m.quantity.hedge]
    yield from {id(m.series): m.series for m in plain if m.series and _OF_ONE.search(m.series[0].lead)}.values()
    ratios = [m.place for m in sentence.mentions if m.dimension in RATIOS]
    plain = [m for m in plain if not m.series]
    # 其余依次为 a、b: those with their numbers before are of the list
    if not any(_REST_IN_TURN.search(m.text_before) for m in plain):
        plain = [m for m in plain if m.place == ratios[0] or m.place - 1 in ratios]
    opened = [m for m in plain if "其中" in m.lead]
    single = [m for m in plain if _OF_ONE.search(m.lead) or THE_REST.match(m.lead)]
    if opened:
        inner = plain if _divided(opened[:1]) else single
        single = [m for m in inner if m.order >= opened[0].order and m.role in (Role.SHARE, Role.RATE)]
    if len(single) > 1 and len({stripped(m.lead.rpartition("占")[2]) for m in single if "占" in m.lead} - {""}) < _FAR:
        yield single


def _divided(shares: Sequence[Mention]) -> Mention | None:
    """Give the share that a list is said to be part of: 超标天数比例为23.3%，其中轻度污染为15.9%."""
    first = shares[0]
    ahead = first.sentence.mentions[first.place - 1] if first.place and "其中" in first.lead else None
    return ahead if ahead is not None and ahead.dimension == PERCENT and ahead.role == Role.SHARE else None


def _off(shares: Sequence[Mention]) -> tuple[Fraction, Fraction]:
    """Give by how much shares are more than all, and what rounding makes of that."""
    within = _divided(shares)
    total = sum((m.quantity.value for m in shares), Fraction(0))
    slack = sum((m.quantity.step for m in (*shares, *([within] if within else []))), Fraction(0)) / 2
    return total - (within.quantity.value if within else _ALL_OF_IT), slack


def _leave_nothing(shares: Sequence[Mention]) -> bool:
    """Say whether the names of shares are all that there is: 一产、二产、三产; the last of the rest; 由…组成."""
    names = [m.lead for m in shares]
    heads = regex("[、和及与]").split(regex("分别.*").sub("", names[0])) if shares[0].series else names
    industries = "三次产业" in names[0] and len(shares) == _FAR + 1
    rest = THE_REST.search(names[-1]) or _MADE_OF.search(shares[0].sentence.text)
    classes = _FROM_BELOW.search(names[0]) and _UPWARDS.search(names[-1])  # 未上过学的占…，大专及以上占
    sorts = _SORTED.search(shares[0].text_before)
    if sorts is not None and chinese_number(sorts["number"]) == len(shares):
        return True
    return is_complete(heads) or industries or (len(shares) > _FAR and bool(rest or classes))


def _slips(shares: Sequence[Mention], off: Fraction, slack: Fraction, kinds: Sequence[SlipKind]) -> bool:
    """Say whether one slip of one share makes a list whole."""
    return any(
        abs(off - m.quantity.value + right) <= slack for m in shares for k in kinds for right in slips_of(m.quantity, k)
    )


def _is_of_all(share: Mention, subject: str, noun: str) -> bool:
    """Say whether a share is one of what the sentence opens with: 全国就业人员中，…就业人员占283%."""
    opened = regex("([一-龥]{4,12})中，").match(share.sentence.text)
    return opened is not None and not noun and subject.endswith(stripped(opened[1])[-4:])
