"""One of the only three numbers of a short passage is what the two others make: 空编, 净迁出, 余下的, 没开工的, 比前者少, 两者相加."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from zzlib.audit.alone.plainly import is_plain, opens, others_alone, said_of, surely, told, way_of
from zzlib.audit.judging.claim import Binding, NumericClaim, settle, text_claim
from zzlib.audit.judging.excuses import factor_between, is_near
from zzlib.audit.numbers.arithmetic import DIFFERENCE, HOLDS, PROVED, SHARE_OF_SUM, Verdict, judge, signed_sum, total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, RATIOS
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading, likeness
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import CHANGES, Role

_YEAR = re.compile("(?:19|20)\\d\\d(?=年)")
_BUILT = re.compile(
    "(?P<one>(?:1[89]|20)\\d\\d)年[^。；\\d]*?(?P<other>(?:1[89]|20)\\d\\d)年[^。；\\d]*?"
    "(?P<way>早|晚|迟|先|后|相差|相隔|间隔|时隔)了?(?P<years>\\d{1,3})年(?!前|后|代|级)"
)
_NAMED = 2  # letters of a noun that names the number of a sentence before
_NO_REST = re.compile("其中|[比较]|均")
_AMONG = re.compile("[中里]，[^，；。]*$")
_LESS_OR_MORE = re.compile("(?:(?P<less>[少低短慢减降][少低低]?)|[多高长快增升])[^比较]{0,2}$")
_AIM = re.compile("目标|任务|计划")
_PART = re.compile("其中|长期|超期|个月以上")
_SIZE = Fraction(12)  # times as much is of other things
_LINEAR = ("sum", "difference")
_MANY = dict(zip("两三四五六", range(2, 7), strict=True))


def three_number_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge the numbers of which words say that they are the difference, the rest or the sum of the others of their passage."""
    reading = register.reading
    held = {m.number for c in claims if c.verdict in PROVED and c.kind in _LINEAR for m in (*c.proof, *c.used)}
    held |= {c.entry for c in claims if c.verdict in PROVED}
    for sentence in reading.sentences:
        for match in _BUILT.finditer(sentence.text):
            off = abs(int(match["one"]) - int(match["other"]))
            if off != int(match["years"]):
                said = f"{match['one']}年与{match['other']}年相差 {off} 年，文中写 {match['years']}年"
                yield text_claim(sentence, "difference", f"{match['years']}年", f"{off}年", Verdict.WRONG, said)
    for mention in reading.mentions:
        if mention.dimension in RATIOS or mention.sentence.block.rows:
            continue
        mention = _plainly_over(mention)
        if not is_plain(mention) or mention.series[1:]:
            continue
        others = _named_ahead(mention, reading) or others_alone(mention, reading)
        if _PART.search(mention.lead) or _follows_a_stock(mention, others, reading) or _are_of_two_kinds(others):
            continue
        if len(others) > 1:
            yield from _turned(mention, others)
        if mention.number in held or len(others) < 2 or others[0].quantity.value == others[1].quantity.value:
            ways: tuple[_Way, ...] = ()
        else:
            net = len(others) > 2 or any(m.role in (*CHANGES, Role.PACE, Role.GAP) for m in others)
            ways = (_is_net,) if net else _WAYS
        if any(way(mention, others) for way in ways):
            yield from _judged(mention, others)
        elif mention.number not in held and _is_sum(mention, others):
            found = Binding(total_of(len(others)), tuple(others))
            yield _sure(settle("sum", mention, [found], certain=True)[0])


def _follows_a_stock(mention: Mention, others: Sequence[Mention], reading: Reading) -> bool:
    """Say whether the sentence before tells how many there were, or of how many they are, which is none of the others: 年初86人。新接收34人，解除41人，尚有79人."""
    if any(m.before.startswith("占") and m.text_behind.startswith("的") for m in others):
        return True  # 4386万元，占2.15亿元的20.4%；…超出1290万元
    at = mention.sentence.number
    before = [m for m in reading.sentences[at - 1].mentions if same_unit(m, mention)] if at else []
    most = max((m.quantity.value for m in (mention, *others)), default=0)
    opened = [m for m in before if opens(m) or m.quantity.value > most]
    return any(m.number not in {other.number for other in others} for m in opened)


def _are_of_two_kinds(others: Sequence[Mention]) -> bool:
    """Say whether numbers of one unit count different things: 16个单位报了140个项目."""
    things = {found[0] for m in others if (found := told("counted").match(m.text_behind))}
    return len(things) > 1


def _sure(claim: NumericClaim) -> NumericClaim:
    only = "；这几句里同单位的数只有这几个" * (claim.verdict == Verdict.WRONG)
    return surely(replace(claim, message=f"{claim.message}{only}"))


def _judged(mention: Mention, others: Sequence[Mention]) -> Iterator[NumericClaim]:
    """Judge a number by the larger of two less the smaller, or by what several that came and went leave."""
    binding = Binding(DIFFERENCE, tuple(sorted(others, key=lambda m: -m.quantity.value)))
    if len(others) > 2:
        sign = 1 if _left(others) > 0 else -1
        binding = Binding(signed_sum([sign * way_of(m) for m in others]), tuple(others))
    claim = _sure(settle("difference", mention, [binding], certain=True)[0])
    far = not is_near(claim, _SIZE) and not (claim.exact and factor_between(claim.exact, mention.quantity))
    if claim.verdict == Verdict.WRONG and far:
        return  # 两家合计3560万元。前者报140.51万元，后者报170万元
    if claim.verdict not in HOLDS or mention.role not in CHANGES:  # of a change others judge which way it goes
        yield claim


def _turned(mention: Mention, others: Sequence[Mention]) -> Iterator[NumericClaim]:
    """Judge whether the first of two is the larger where words say so, or more came than went: 前者比后者少, 2023年比2022年减少, 占补相抵净减."""
    pair, way = _compared_pair(mention, others), _LESS_OR_MORE.search(mention.before)
    owed = told("owed").search(mention.sentence.text)  # of loans what is paid out adds to what is owed
    flows = {way_of(m) for m in others} == {1, -1} and not (owed or regex("[比较]").search(mention.lead))
    if way is None or not (pair or (flows and _is_net(mention, others))):
        return
    off = pair[0].quantity.value - pair[1].quantity.value if pair else _left(others)
    if abs(off) == mention.quantity.value and (off < 0) != (way["less"] is not None):
        right = "少" if off < 0 else "多"
        used = "、".join(m.quantity.text for m in others)
        said = f"由 {used} 算，应为{right} {mention.quantity.text}，文中写“{way[0]}”，多与少写反了"
        stated, recomputed = f"{way[0]}{mention.quantity.text}", f"{right}{mention.quantity.text}"
        yield text_claim(mention.sentence, "difference", stated, recomputed, Verdict.WRONG, said)


def _left(flows: Sequence[Mention]) -> Fraction:
    return sum((way_of(m) * m.quantity.value for m in flows), Fraction(0))


def _compared_pair(mention: Mention, others: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """Give which of two numbers is compared with which: 前者比后者, 2023年比2022年."""
    if regex("前者[比较]后者").search(mention.lead):
        return others[0], others[1]
    subject = regex("(?P<name>[一-龥]{1,6}?)(?:[多少高低长短重轻快慢]|$)").match(mention.lead)
    own = [m for m in others if subject and m.lead.startswith(subject["name"])]
    rest = [m for m in others if m not in own]
    if len(own) == len(rest) == 1 and mention.order > max(m.order for m in others):
        return own[0], rest[0]  # 东渠8.6万亩，西渠5.2万亩，东渠多
    years = _YEAR.findall(mention.lead)
    by_year = {found[-1]: m for m in others if (found := _YEAR.findall(m.lead))}
    if len(years) == 2 and set(years) == set(by_year):
        return by_year[years[0]], by_year[years[1]]
    return None


def _plainly_over(mention: Mention) -> Mention:
    """Give 超1.7万亩 behind a task without its hedge: it is what was done beyond."""
    beyond = mention.quantity.hedge == "超" and mention.lead in ("超", "共超", "实超", "净超")
    return replace(mention, quantity=replace(mention.quantity, hedge="")) if beyond else mention


def _named_ahead(mention: Mention, reading: Reading) -> list[Mention]:
    """Give what was taken away, and the only number of the sentence before that bears the noun: 分馆16个。除去3个分馆，其余14个分馆."""
    noun = mention.after[:_NAMED]
    own = others_alone(mention, reading, 1)
    before = reading.sentences[mention.sentence.number - 1].mentions if mention.sentence.number else []
    named = [m for m in before if len(noun) == _NAMED and noun in said_of(m) and is_plain(m)]
    named = named or [m for m in before[-1:] if m.role == Role.TOTAL and is_plain(m) and same_unit(m, mention)]
    taken = len(own) == 1 and own[0].sentence is mention.sentence and told("taken").match(own[0].lead)
    return [named[0], own[0]] if taken and len(named) == 1 and len(before) > 1 else []


def _is_gap(mention: Mention, others: Sequence[Mention]) -> bool:
    """Tell 空编7名, 超警0.6米, 尚有13名空编."""
    behind = told("gap_behind").match(mention.after) is not None
    opened = regex("[比较]" + any_of(words().roles.base)).search(mention.before) is not None
    aimed = _AIM.search(mention.lead) is None or any(m.role == Role.TARGET for m in others)
    named = behind or (told("gap", at_end=True).search(mention.before) is not None and not opened)
    return named and aimed and _is_told_last(mention, others)


def _is_told_last(mention: Mention, others: Sequence[Mention]) -> bool:
    """Say whether a number stands behind the others, or is told first and then explained."""
    behind = mention.order > max(m.order for m in others)
    return behind or regex("[：—]|，(?:[系是即盖]|因为|由于|原因)").match(mention.text_behind) is not None


def _is_net(mention: Mention, others: Sequence[Mention]) -> bool:
    """Tell 净迁出445人, 轧差后 x, 一增一减多了 x; of what there was and what came alone nothing is net."""
    then = [m for m in others if m.role == Role.BASE or opens(m)]
    both = len(then) != 1 or any(told("closing").search(m.before) for m in others if m not in then)
    flows = {way_of(m) for m in others} == {1, -1}
    plain = flows and not any(m.role in CHANGES or regex("[比较]").search(m.before) for m in others)
    named = told("offset").search(mention.topic + mention.lead) or told("net", at_end=True).search(mention.before)
    named = named or (told("compared", at_end=True).search(mention.before) if plain else None)
    made = any(regex("净|自然|[合总]计").search(m.before) for m in others)
    flows = (
        flows and not made and ("净" in mention.before or not regex("[比较]").search(mention.lead))
    )  # 2023年排查5384处，比上年增加264处
    whole = flows or (len(others) == 2 and both and not _is_of_base(mention, others))
    return named is not None and whole and _is_told_last(mention, others)


def _is_compared(mention: Mention, others: Sequence[Mention]) -> bool:
    """Tell 前者比后者少15户, 快了9分钟, 选甲可省260万元."""
    if not told("compared", at_end=True).search(mention.before) or _is_of_base(mention, others):
        return False
    if any((m.role == Role.BASE and m.begin == mention.begin) or told("of_both").search(m.before) for m in others):
        return False  # 案件418起，重大案件比上年同期的63起增加29起
    bare = told("compared_bare", at_end=True).search(mention.before) is not None and len(mention.lead) < 10
    if "两" in mention.lead or ("者" in mention.lead + others[0].lead and regex("[比较]").search(mention.lead)):
        return True
    with_whom = regex("[比较](?P<whom>[一-龥\\d]{2,12}?)" + f"(?:{told('compared').pattern})$").search(mention.lead)
    return bare if with_whom is None else any(likeness(with_whom["whom"], m.lead + m.after) > 0.5 for m in others)


def _is_of_base(mention: Mention, others: Sequence[Mention]) -> bool:
    """Say whether a change is from a time of which no number is told."""
    base = regex(any_of(words().roles.base) + "|[同环]比|[比较](?:19|20)\\d\\d年").search(mention.lead)
    return base is not None and not any(m.role == Role.BASE for m in others)


def _is_rest(mention: Mention, others: Sequence[Mention]) -> bool:
    """Tell what is left of a number: 余下的, 没动工的, 除3个村外, 刨去重点单位."""
    whole, part = sorted(others, key=lambda m: -m.quantity.value)
    if _NO_REST.search(part.thought + mention.thought) or _AMONG.search(whole.text_before):
        return False
    if _is_of_another_whole(mention, part):
        return False
    if told("taken").match(part.before):
        out = "外" in part.after or not part.before.startswith("除") or whole.sentence is not part.sentence
        behind = whole.order < mention.order or "—" in mention.after  # 考点9个，考场209个，除1个备用考场外
        return out and behind and mention.quantity.value <= whole.quantity.value
    if whole.order > max(part.order, mention.order):
        return False
    if part.order < mention.order and told("rest").search(mention.before):
        return True
    if told("due").search(mention.before) and whole.role == Role.TARGET:
        return True
    beside = whole.order < part.order < mention.order and part.sentence is mention.sentence
    denied = mention.quantity.value < whole.quantity.value  # 优秀36卷，合格84卷，不合格6卷
    denied = denied and (_denies(mention, part, whole) or _denies(part, mention, whole))
    return beside and (denied or _is_other_half(mention, part, whole))


def _is_of_another_whole(mention: Mention, part: Mention) -> bool:
    """Say whether a rate or another number tells what two numbers make: 北片签约2520户，签约率84.0%，剩余480户; 通过388户，分配房源146套，其余242户."""
    near = [*mention.sentence.mentions, *(part.sentence.mentions if part.sentence is not mention.sentence else ())]
    pairs = [[one.quantity.printed, other.quantity.printed] for one, other in ((part, mention), (mention, part))]
    rates = [m.quantity.printed for m in near if m.dimension == PERCENT]
    if any(m.dimension == PERCENT and "占" in m.lead and m.place in range(1, part.place) for m in part.ahead):
        return True  # 救灾资金1600万元，中央占62.5%，省里400万元
    off = abs(part.quantity.value - mention.quantity.value)
    given = any(m.quantity.value == off and not same_unit(m, mention) for m in near)
    return given or any(judge(SHARE_OF_SUM, pair, rate)[0] in HOLDS for rate in rates for pair in pairs)


def _denies(mention: Mention, other: Mention, whole: Mention) -> bool:
    """Say whether a number is of those that are not what another is of: 没拿到的 and 拿到钥匙的, 没配 and 配了的."""
    found = told("denied").search(said_of(mention))
    said = said_of(other)
    if found is None or told("denied").search(said):
        return False
    stem, letter = found["of"][:2], re.escape(found["of"][0])
    named = stem in said or regex(f"(?:已经?)?{letter}[了的过好完上]").match(other.before) is not None
    return named and stem not in said_of(whole)


def _is_other_half(mention: Mention, part: Mention, whole: Mention) -> bool:
    """Say whether two numbers are told by words that leave no third: 驳回 and 准予登记, 上半年 and 下半年."""
    for one, other in (pair for pair in words().parts.complements if len(pair) == 2):
        mine, theirs = mention.topic + said_of(mention), said_of(part)
        for left, right in ((one, other), (other, one)):
            if left in mine and right in theirs and right not in said_of(mention) and left not in theirs:
                return not (left in said_of(whole) or right in said_of(whole))
    return False


_Way = Callable[[Mention, Sequence[Mention]], bool]
_WAYS: tuple[_Way, ...] = (_is_gap, _is_net, _is_compared, _is_rest)


def _is_sum(mention: Mention, others: Sequence[Mention]) -> bool:
    """Tell 两者相加 x, 三方面合起来 x of as many numbers before it as words say."""
    said = told("both").search(mention.topic + mention.lead)
    many = _MANY.get(said[0][0]) if said is not None else None
    first = len(others) > 1 and all(m.order < mention.order for m in others)
    if mention.previous is not None and mention.previous.dimension in RATIOS:
        return False  # 两县合计实际报销比例为62.5%，基金支出2.5亿元
    plain = mention.role not in CHANGES or all(m.role == mention.role for m in others)
    return first and plain and many == len(others) and "占" not in mention.lead
