"""Claims of a sum: 合计, (A n 个, B n 个), 由…组成, 其中 that says it is exhaustive or exceeds its total."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.additions import additions
from zzlib.audit.arithmetic import Verdict, total_of
from zzlib.audit.binding import AMOUNTS, is_amount
from zzlib.audit.claim import Binding, NumericClaim, Trial, operand, settle, statement
from zzlib.audit.quantities import COUNT, PERCENT, chinese_number, written
from zzlib.audit.reading import Mention, Reading, ReadSentence, compatible, stripped
from zzlib.audit.roles import Role
from zzlib.audit.slips import one_slip
from zzlib.audit.words import mentions_any, words

_NUMBER_OF_ITEMS = re.compile(
    r"([二两三四五六七八九十]{1,2}|\d{1,2})(?:项|类|个?单位|家|部分|者)?(?:\S{0,4})(?:合计|共计|总计)"
)
_LED = re.compile("^(?:其中：?|包括|分为|由)")
_OPENING = "其中|(?:全部|均)?由|包括|(?:按[一-龥]{1,8})?分为|分别[为是]|具体[为是]：?"
_MUCH_MORE = Fraction(3, 2)  # parts that make much more than their total are two breakdowns in a row
_FEW = 2
_LITTLE = 5
_ALL_OF = re.compile("全部.*中，$")
_LISTED = re.compile(r"[一-龥“”]{0,12}(?:，[^，。；：\d]{0,12}(?=：))?[，：]")
_NEVER_ADDED = ("scores", "concentrations")
_ALL_OF_IT = re.compile("([二两三四五六七八九])[类项种块]合计(?:即|就)(?:为|是)全部")
_NO_OTHERS = re.compile("其[他它余][一-龥]{0,6}(?:未设|没有(?!统计|列|计)|为零|均无|不设)")
_APART = re.compile("([二两三四五六七八九])[类种项级][一-龥]{0,4}(?:互不|不)(?:重复|交叉|重叠)")
_EVENTS = re.compile("较大|重大|事故|伤亡|死亡|发生|违规|逾期|投诉")
_NEARLY = 10
_NONE_OF = re.compile("[，、](?:我[县市区])?(?:没有|无)([一-龥]{3,16})(?=[，。；）]|$)")
_SPANS = "[二两三四五六七八九十](?:年|个月|个季度|个年度)"
_PERIOD = re.compile(rf"^(?:{_SPANS}|(?P<quarter>第?[一二三四]季度))(?:累计|共计?|合计)[一-龥]{{0,6}}$")
_CLOSED = re.compile(
    "没有(?:其[他它]|别的|另外)|无其[他它]|只(?:归|计|算|属|填|享受|统计|记)[一-龥]{0,2}一|每[一-龥]{1,3}(?:只|仅)[^，。；]{0,4}一[类种项次]|(?<!交叉)(?:互不|不)(?:重复|交叉|重叠)"
    "|[二两三四五六七八九][类种级档](?=[。；，]|$)"
)
_SO_MANY = re.compile(r"([二两三四五六七八九])(?:级|类|大类|块|个?部门|个?单位|个?学段|个?季度|项[一-龥])")
_PERSONS = ("人", "名", "位", "人次")


def sum_claims(sentence: ReadSentence, reading: Reading) -> Iterator[NumericClaim]:
    """Give the claims of the sentence that state a total."""
    listed = [claim for m in sentence.mentions if _is_total(m) for claim in _listed_before(m)]
    told = [*listed, *_breakdowns(sentence)]
    yield from told
    following = next((s for s in reading.paragraph_of(sentence) if s.number == sentence.number + 1), None)
    yield from additions(sentence, {c.stated for c in told if c.verdict != Verdict.UNVERIFIABLE}, following)
    yield from _shares_of_all(sentence)


def _is_total(mention: Mention) -> bool:
    if mention.dimension == PERCENT or mention.role not in (*AMOUNTS, Role.TARGET):
        return mention.dimension == PERCENT and bool(re.search(r"(?:合计|共计|总计)占?(?:比)?(?:为)?$", mention.lead))
    said = re.search(r"(?:合计|共计|总计|总共)[一-龥]{0,6}$", mention.before)
    listed = re.search(r"^(?:一?共|累计)[一-龥]{0,4}$", mention.before)
    year = re.search(r"(?:上半年|全年|前三季度)共\S{0,6}$|^争取资金$", mention.lead) and _quarters(mention)
    plain = re.search(r"^共(?:计|有|为)?$", mention.before) and _is_all(
        mention.sentence.mentions[: mention.place], mention
    )
    period = _PERIOD.match(mention.before) and mention.before == mention.lead
    return bool(said or plain or year) or bool(listed and _series_before(mention)) or bool(period and _months(mention))


def _months(mention: Mention) -> list[Mention]:
    """Give the amounts of the years or months of which a total says that it is: as many as it says, all that stand before it."""
    period = _PERIOD.match(mention.before)
    ahead = mention.sentence.mentions[: mention.place]
    if period is None or any(not is_like(m, mention) or m.role not in AMOUNTS for m in ahead):
        return []
    size = 3 if period["quarter"] else chinese_number(mention.before[0])
    dated = len(re.findall(r"\d月|\d年|[一二三四]季度", mention.sentence.text[: mention.begin]))
    return ahead if len(ahead) == size and dated >= len(ahead) else []


def _quarters(mention: Mention) -> bool:
    return bool(re.search(r"一季度[^。]*二季度", _paragraph_text(mention)))


def _paragraph_text(mention: Mention) -> str:
    return mention.sentence.block.text


def _series_before(mention: Mention) -> bool:
    place = mention.place
    return place > 0 and len(mention.sentence.mentions[place - 1].series) > 1


def _listed_before(mention: Mention) -> Iterator[NumericClaim]:
    """Judge A x, B y, 合计 z: by the run of like amounts before it; any tail of the run may be what is added."""
    run = []
    for other in reversed(mention.sentence.mentions[: mention.place]):
        alike = other.dimension == mention.dimension and compatible(other, mention)
        fits = alike and (other.role in AMOUNTS or mention.dimension == PERCENT or other.role == Role.TARGET)
        if fits and not other.quantity.hedge and other.depth <= mention.depth:
            run.append(other)
    run.reverse()
    if len(run) < 2:
        return
    if months := _months(mention):
        yield settle("sum", mention, [Binding(total_of(len(months)), tuple(months))], certain=True)[0]
        return
    number = _NUMBER_OF_ITEMS.search(mention.lead)
    count = (int(number[1]) if number[1].isdigit() else chinese_number(number[1])) if number else None
    sizes = [count] if count and 2 <= count <= len(run) else range(len(run), 1, -1)
    if count and count > len(run):
        return
    found = [Binding(total_of(size), tuple(run[-size:])) for size in sizes]
    inner = [m for m in run if re.search(r"其中|包括|含", m.lead)]
    if inner and not count:
        start = run.index(inner[-1])
        found = [Binding(total_of(len(run) - start), tuple(run[start:])), *found] if len(run) - start > 1 else found
    if not count:
        whatever = [m for m in mention.sentence.mentions[: mention.place] if is_like(m, mention)]
        found += [Binding(total_of(size), tuple(whatever[-size:])) for size in range(len(whatever), len(run), -1)]
    sure = (
        bool(re.search(r"合计|共计|总计|总共|累计投入", mention.lead))
        or _series_before(mention)
        or _is_all(run, mention)
    )
    scope = mentions_any(("占", "争资额合计", "单位合计"), mention.before) and not count
    claim, trial = settle("sum", mention, found, certain=sure and not scope)
    far = trial is None or trial.exact is None or not _near(trial.exact, mention.quantity.value)
    if claim.verdict == Verdict.WRONG and far and not count and not _is_all(run, mention):
        claim = replace(claim, verdict=Verdict.UNVERIFIABLE, message="不能确定合计的是哪些数")
    yield claim


def _is_all(run: list[Mention], total: Mention) -> bool:
    """Say whether the addends are all numbers before a total in its sentence, one beside the other."""
    before = total.sentence.mentions[: total.place]
    units = {m.quantity.unit for m in (*run, total)}
    alike = len(units) == 1 or units <= set(_PERSONS)
    return before == run and alike and len({m.segment for m in (*run, total)}) == 1


def _near(exact: Fraction, stated: Fraction) -> bool:
    return bool(stated) and Fraction(1, 2) <= exact / stated <= 2


def _breakdowns(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge totals against each of their breakdowns; two that agree with each other outvote the printed total."""
    for whole in sentence.mentions:
        if whole.role not in (*AMOUNTS, Role.TARGET) or whole.quantity.hedge or whole.dimension == PERCENT:
            continue
        groups = [group for group in _groups(whole) if len(group.parts) > 1]
        yield from (claim for claim in judged(whole, groups))


class Breakdown:
    """The parts of one breakdown; `exhaustive` if the text or the names of the parts say that nothing is left out."""

    def __init__(self, whole: Mention, parts: list[Mention], said: str) -> None:
        self.parts = parts
        names = [_LED.sub("", part.before) + part.after for part in parts]
        self.divided = re.match(r"(?:按|从|分)", said) is not None
        closed = mentions_any(words().parts.exhaustive_after, said) or _is_rest(parts[-1]) or said.startswith("分为")
        told = _SO_MANY.search(whole.lead)
        closed = closed or (told is not None and chinese_number(told[1]) == len(parts))
        closed = (
            closed
            or _nothing_else(said, whole, parts)
            or (_CLOSED.search(said) is not None and not re.search("兼|计入总数|可能", said))
        )
        self.exhaustive = closed or _complete(names)
        states = any(re.search("已|实际|目前|计划|累计|拟|开工|竣工|投产|完成", name) for name in names)
        self.parallel = not states or any(re.search("未|为零|正在|在建", name) for name in names)
        self.overlapping = re.search("(?<!不)(?:交叉|重复|重叠|兼)", said) is not None or (
            not self.exhaustive and any(mentions_any(words().parts.overlapping, name) for name in names)
        )
        persons = whole.quantity.unit in _PERSONS  # one person may be counted for several things
        classes = {stripped(part.before)[-1:] for part in parts}
        kinds = len(classes) == 1 and classes <= set("类型级科组段班")  # 文科类、理科类: nobody is of two
        self.overlapping = self.overlapping or (persons and not self.exhaustive and not kinds)
        self.of_one_kind = _of_one_kind(whole, parts)
        self.sum = sum((part.quantity.value for part in parts), Fraction(0))
        self.whole = whole


def _nothing_else(said: str, whole: Mention, parts: list[Mention]) -> bool:
    """Say whether the text adds that there is nothing beside the parts: 其他机构未设床位, 无跨学段任教, 两类人员互不重复."""
    none = _NONE_OF.search(said)
    names = set("".join(stripped(_LED.sub("", part.before)) for part in parts))
    off = abs(sum((part.quantity.value for part in parts), Fraction(0)) - whole.quantity.value)
    near = _NEARLY * off < whole.quantity.value  # 无较大以上火灾 says nothing of the rest
    apart = _APART.search(said)
    if _NO_OTHERS.search(said) or (near and apart is not None and chinese_number(apart[1]) == len(parts)):
        return True
    return none is not None and near and not _EVENTS.search(none[1]) and bool(set(none[1]) & names)


def _of_one_kind(whole: Mention, parts: list[Mention]) -> bool:
    """Say whether parts are told in one breath, or by names that end alike (国税部门, 地税部门).

    省外…；产业项目… may be two ways of dividing one total.
    """
    first, last = parts[0], parts[-1]
    if first.sentence is last.sentence and first.segment == last.segment:
        return True
    idle = stripped(whole.before)
    names = [stripped(part.before).replace(idle, "") for part in parts]
    names = [re.sub("(?:到位)?资金|项目|收入|支出|投资|金额|案件", "", name) for name in names]
    return all(names) and len({name[-1] for name in names}) == 1


def _is_rest(part: Mention) -> bool:
    """Say whether a part is what is left: 其余 x, 其他 x."""
    return part.role == Role.REST or re.search("其[他它]", part.before) is not None


def _complete(names: list[str]) -> bool:
    for complement in words().parts.complements:
        if len(names) >= len(complement) and all(any(word in name for name in names) for word in complement):
            return True
    return False


def _groups(whole: Mention) -> Iterator[Breakdown]:
    """Give the breakdowns that follow a total: in a bracket right behind it, after 其中, after 由."""
    text, end = whole.sentence.text, whole.quantity.end
    rest = text[end:]
    stop = re.search(r"[。]", rest)
    rest = rest[: stop.start()] if stop else rest
    aside = re.match(r"[一-龥]{0,6}（(?:其中：?)?([^（）]*)）", rest)
    if aside:
        yield from _parts(whole, end, end + aside.end(), inside=True)
    opened = re.search(rf"(?:^|，|；|：|。)(?:{_OPENING})", text[end : end + 60])
    follows = re.match(rf"[^。；]{{0,48}}?，?(?:{_OPENING})", _without_brackets(rest))
    if opened and follows and not _has_amount_between(whole, end + opened.start()):
        led = opened[0].endswith("分为") * len("分为")
        yield from _parts(whole, end + opened.end() - led, end + len(rest), inside=False)
    elif _counts_states(whole, rest):
        yield from _parts(whole, end, end + len(rest), inside=False)
    elif (
        _is_first(whole)
        and (head := _LISTED.match(rest))
        and (head[0].endswith("：") or _ALL_OF.search(whole.lead + head[0]) or _CLOSED.search(rest))
    ):
        for group in _parts(whole, end + head.end(), end + len(rest), inside=False):
            off = abs(group.sum - whole.quantity.value)
            more = text[group.parts[-1].quantity.end :].startswith("等")
            whole_list = (
                head[0].endswith(("：", "中，")) and len(group.parts) > _FEW and not more and not group.overlapping
            )
            group.exhaustive = group.exhaustive or (whole_list and _LITTLE * off < whole.quantity.value)
            yield group


def _is_first(whole: Mention) -> bool:
    """Say whether a number is the first of its kind in its sentence, so that it is no part itself."""
    return not any(is_like(m, whole) for m in whole.sentence.mentions[: whole.place])


def _counts_states(whole: Mention, rest: str) -> bool:
    """Say whether a count of units is followed by how many of them are in which state: 有进资的、为零的、未报的."""
    if not whole.quantity.is_exact or re.search("平均|每", whole.lead):
        return False
    said = re.match(r"[，：]", rest) if "单位" in whole.before else re.match(r"[一-龥]{0,8}(?:单位|部门)中，", rest)
    return bool(said) and mentions_any(("为零", "未报", "未上报", "没有报"), rest.partition("；")[0])


def _without_brackets(text: str) -> str:
    return re.sub(r"（[^（）]*）", "", text)


def _has_amount_between(whole: Mention, until: int) -> bool:
    between = [m for m in whole.sentence.mentions[whole.place + 1 :] if m.quantity.start < until]
    return any(is_amount(m) and m.depth == whole.depth and compatible(m, whole) for m in between)


def _parts(whole: Mention, start: int, until: int, *, inside: bool) -> Iterator[Breakdown]:
    """Give the run of like amounts in a stretch of the sentence; it ends where the thought does."""
    depth = whole.depth + inside
    parts: list[Mention] = []
    for m in whole.sentence.mentions[whole.place + 1 :]:
        if not start <= m.quantity.start < until or m.depth != depth:
            continue
        if m.segment != whole.segment and not _goes_on(parts, m):
            break
        if m.role == Role.TOTAL or re.search("均", m.before):
            break
        if is_like(m, whole) and (m.role in AMOUNTS or _is_named_part(m)) and not m.quantity.hedge:
            parts.append(m)
        elif compatible(m, whole):
            break
    yield Breakdown(whole, parts, whole.sentence.text[start:until]) if parts else Breakdown(whole, [whole], "")


def is_like(part: Mention, whole: Mention) -> bool:
    """Say whether a number may be part of a total: the same dimension, and counted by the same word."""
    if part.dimension in _NEVER_ADDED:
        return False
    if part.dimension != COUNT:
        return part.dimension == whole.dimension
    units = {m.quantity.unit for m in (part, whole)}
    return compatible(part, whole) and (len(units) == 1 or units <= set(_PERSONS))


def _goes_on(parts: list[Mention], mention: Mention) -> bool:
    """Say whether a breakdown goes on behind a semicolon: with a part that a share follows, like the one before."""
    if not parts or mention.role not in AMOUNTS or mention.segment != parts[-1].segment + 1:
        return False
    return len(mention.lead) <= 12 and not re.search("有|已|未|还|另|共|完成|其中|中[一-龥]{2}", mention.lead)


def _is_named_part(mention: Mention) -> bool:
    return mention.role == Role.BASE and "由" in mention.before


def judged(whole: Mention, groups: list[Breakdown]) -> Iterator[NumericClaim]:
    """Judge a total by its breakdowns; what can't be said of it is left out."""
    for group in groups:
        exceeds = whole.quantity.value < group.sum < whole.quantity.value * _MUCH_MORE and not _is_nested(group.parts)
        # What follows the parts may be of another thing: the first parts that make the total are enough.
        sizes = range(len(group.parts), 1, -1)
        found = [Binding(total_of(size), tuple(group.parts[:size])) for size in sizes]
        agreed = any(other is not group and other.sum == group.sum for other in groups)
        more = exceeds and group.parallel and not group.overlapping
        certain = (more and group.of_one_kind) or group.exhaustive or agreed
        off = group.sum - whole.quantity.value
        near = not group.overlapping and len(group.parts) > 1
        slip = (near or len(group.parts) > _FEW) and one_slip(off, [whole.quantity, *(m.quantity for m in group.parts)])
        divided = near and group.divided and 2 * abs(off) < whole.quantity.value
        claim, trial = settle("sum", whole, found, certain=certain, likely=more or slip or divided)
        if claim.verdict == Verdict.UNVERIFIABLE:
            continue
        yield _explained(claim, trial, group, agreed)


def _is_nested(parts: list[Mention]) -> bool:
    """Say whether a part is broken down by those behind it: 有效回访246件，满意的240件，一般的5件，不满意的1件."""
    values = [part.quantity.value for part in parts]
    return any(value == sum(values[place + 1 :]) for place, value in enumerate(values[:-2]))


def _explained(claim: NumericClaim, trial: Trial | None, group: Breakdown, agreed: bool) -> NumericClaim:
    if claim.verdict != Verdict.WRONG or trial is None:
        return claim
    whole = group.whole.quantity
    off = written(group.sum - whole.value, whole)
    said = f"{claim.message}；各部分之和与总数相差 {off}"
    if agreed:
        said += "；两种分法的和相同，疑是总数有误"
    return replace(claim, message=said)


def _shares_of_all(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge shares that are said to make up the whole: 由…组成，A 占 p%，B 占 q%."""
    if (closed := _ALL_OF_IT.search(sentence.text)) is not None:
        listed = next((m.series for m in sentence.mentions if m.dimension == PERCENT and m.series), [])
        if len(listed) == chinese_number(closed[1]) and not any(m.quantity.hedge for m in listed):
            off = sum((m.quantity.value for m in listed), Fraction(0))
            yield shares_claim(listed, off, sum((m.quantity.step for m in listed), Fraction(0)) / 2)
        return
    if not mentions_any(words().parts.exhaustive_after, sentence.text):
        return
    shares = [m for m in sentence.mentions if m.dimension == PERCENT and re.search(r"占$", m.before)]
    shares = [m for m in shares if "合计" not in m.before and not _is_inner(m)]
    if len(shares) < 2 or any(m.quantity.hedge for m in shares):
        return
    total = sum((m.quantity.value for m in shares), Fraction(0))
    slack = sum((m.quantity.step for m in shares), Fraction(0)) / 2
    yield shares_claim(shares, total, slack)


def _is_inner(share: Mention) -> bool:
    """Say whether a share is of a part of the item before it: 60岁及以上…占 p%，其中65岁及以上…占 q%."""
    thought = share.sentence.text[: share.quantity.start].rpartition("；")[2]
    return "占" in thought.partition("其中")[0] and "其中" in thought


def shares_claim(shares: list[Mention], total: Fraction, slack: Fraction) -> NumericClaim:
    """Give the claim that shares of one whole make 100%; `slack` is what rounding may have taken or added."""
    last = shares[-1]
    cut = slack < 100 - total < 2 * slack and len(shares) > 1
    off = abs(total - 100) > slack and not cut
    sum_text = f"{float(total):g}%"
    listed = "、".join(m.quantity.text for m in shares)
    message = f"{listed} 相加是 {sum_text}" + (
        "，应为 100%，至少有一个占比有误" if off else "，各项都截去了尾数" if cut else "，相符"
    )
    verdict = Verdict.TRUNCATED if cut else Verdict.WRONG if off else Verdict.OK if total == 100 else Verdict.REACHABLE
    return statement(
        "sum",
        last,
        verdict,
        message,
        stated="100%",
        unit="%",
        recomputed=sum_text,
        operands=tuple(operand(m.quantity) for m in shares),
    )
