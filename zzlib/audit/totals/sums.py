"""Claims of a sum: 合计, (A n 个, B n 个), 由…组成, 其中 that says it is exhaustive or exceeds its total."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from zzlib.audit.judging.claim import Binding, NumericClaim, Trial, doubted, settle
from zzlib.audit.judging.excuses import factor_between, is_near
from zzlib.audit.judging.slips import is_swap, one_slip
from zzlib.audit.numbers.arithmetic import Verdict, total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, PERCENT, chinese_number, written
from zzlib.audit.numbers.words import mentions_any
from zzlib.audit.reading.binding import AMOUNTS, is_amount
from zzlib.audit.reading.breakdowns import CLOSED, PERSONS, UNNUMBERED, Breakdown, is_complete
from zzlib.audit.reading.counted_alike import compatible, is_other_side, same_unit
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence, stripped, without_asides
from zzlib.audit.reading.roles import Role
from zzlib.audit.totals.part_words import are_apart, tells_how_far

_NUMBER_OF_ITEMS = re.compile(
    r"([二两三四五六七八九十]{1,2}|\d{1,2})(?:项|类|级|个?单位|家|部分|者)?(?:\S{0,7})(?:合计|共计|总计)"
)
_OPENING = "其中|按[一-龥]{1,8}[分看]，|按[^，。；]{1,16}?分分?别?[为是]：|(?:全部|均)?由|包括|(?:按[一-龥]{1,8})?分为|分别[为是]|具体[为是]：?|即(?=[一-龥]{2,8}\\d)"
_MUCH_MORE = Fraction(3, 2)  # parts that make much more than their total are two breakdowns in a row
_FEW = 2
_LITTLE, _NAMED = 5, 8
_MOST = 8
_SOME = 4  # a slip in one of more parts may be chance
_ALL_OF = re.compile("全部.*中，$")
_CALLED_WHOLE = re.compile("共|合计|总计|累计|全部|分别|均|[两三四五六七八九]部分")
_ALL_DONE = re.compile("，(?:目前|现)?(?:已?全部|均已|都已)")  # 涉水9个、涉气8个，全部销号
_LISTED = re.compile(r"[一-龥“”]{0,12}(?:，[^，。；：\d]{0,12}(?=：))?[，：]")
_OF_ALL = re.compile("(?:全(?![年部月天程体面力额期])[一-龥]{1,3}|我[县市区省])[一-龥]{0,10}$")
_CHANGED = re.compile(  # 两项合计少支: a sum of changes
    "[两三四五六七八九\\d]?[一-龥]{0,4}(?:合计|共计|总计|共)(?:[少多][一-龥]|增[加收支长]|减[少收支]|节[约省]|压减)了?$"
)
_WITH = re.compile("(?:与|同(?!比)|跟|比(?!赛)|较(?!大))")  # 与收入总计 x 相抵: no sum of what stands before
_ADDED_TO = re.compile("[再另]?加上?")  # 加上补助 x，…合计 z: to what stands before, too
_DOUBLE = re.compile("双|两[洞线幅侧端]|往返|左右")  # 隧道全长5860米，…（双洞合计11720米）
_NEVER_ADDED = ("scores", "ages", "concentrations")
_SO_MANY_SUMMED = re.compile(
    "(?:^|上述|以上|前述|这)(?P<number>[两二三四五六七八九])[项类笔批种者处家部]"
    "(?:(?<=[上前这]述.[项类笔批处])[一-龥]{0,6}(?<![均各占超])|[一-龥]{0,4}(?:加起来|相加|合起来)[一-龥]{0,12}|[一-龥]{0,6}总计)$"
)
_MADE_OF = re.compile("[^，。；\\d]{0,8}[组构]成")
_OF_EACH = re.compile("每[一-龥]|(?<!其)各[一-龥]{0,2}$")  # 6名个人每人奖励2000元，3个集体各奖励5000元
_FOR_EACH = re.compile("[各均][为是有]?$|每[一-龥]$")
_GROUPS = ("乡镇", "县直|县级部门")  # with 总计; without it there may be others
_NAMELY = re.compile("按[^，。；]+分别[为是]：$")


def sum_claims(sentence: ReadSentence, reading: Reading) -> Iterator[NumericClaim]:
    """Give the claims of the sentence that state a total."""
    totals = [m for m in sentence.mentions if _is_total(m)]
    listed = [of_scope(claim, m, reading) for m in totals for claim in _listed_before(m)]
    told = {claim.entry for claim in listed if claim.verdict != Verdict.UNVERIFIABLE}
    listed += [c for m in sentence.mentions if m.number not in told for c in _summed_up(m, reading)]
    yield from [*listed, *_breakdowns(sentence)]


def _is_total(mention: Mention) -> bool:
    if mention.dimension == PERCENT or mention.role not in (*AMOUNTS, Role.TARGET):
        return mention.dimension == PERCENT and bool(
            regex(r"(?:合计|共计|总计)占?(?:比)?(?:为)?$").search(mention.lead)
        )
    other = _CHANGED.search(mention.before) or _WITH.match(mention.before)
    said = not other and regex(r"(?:合计|共计|总计|小计|总共)(?!占)[一-龥]{0,6}$").search(mention.before)
    listed = regex(r"^(?:[一-龥]{0,3}(?:季度|半年|[年月]))?(?:一?共|累计)[一-龥]{0,4}$").search(mention.before)
    plain = regex(r"^共(?:计|有|为)?$").search(mention.before) and _is_all(mention.ahead, mention)
    return bool(said or plain) or bool(listed and _series_before(mention))


def _summed_up(mention: Mention, reading: Reading) -> Iterator[NumericClaim]:
    """Judge 上述四笔支出 x, 两项加起来是 x, a，连同 b，共 x by the numbers told before, if they are just as many and none is inside another."""
    told = _SO_MANY_SUMMED.search(mention.lead)
    near = [m for m in reading.before(mention) if m.sentence.paragraph == mention.sentence.paragraph]
    near = [m for m in near if mention.sentence.number - m.sentence.number <= 1]
    near = [m for m in near if same_unit(m, mention) or (told and m.dimension == mention.dimension == MONEY)]
    outer = [m for m in near if not m.depth and "其中" not in m.thought and not m.quantity.hedge][::-1]
    here = [m for m in outer if m.sentence is mention.sentence]
    joined = len(here) == _FEW and here[1].before.startswith(("连同", "加上")) and "共" in mention.before
    parts = here if joined or (told and len(here) > 1) else outer
    each = any(_FOR_EACH.search(m.before) for m in parts)  # 任务各150万元，两家加起来300万元
    alike = {m.dimension for m in parts} == {mention.dimension} and not (
        mention.quantity.hedge or mention.depth or each
    )
    if not alike or not (joined or (told and chinese_number(told["number"]) == len(parts))):
        return
    claim, _ = settle("sum", mention, [Binding(total_of(len(parts)), tuple(parts))], certain=True)
    moved = claim.exact is not None and factor_between(claim.exact, mention.quantity)  # 三笔加起来达到36000万元
    if moved and claim.exact is not None:
        right = written(claim.exact, parts[0].quantity)
        message = f"由 {'、'.join(m.quantity.text for m in parts)} 算，应为 {right}，文中写 {mention.quantity.text}"
        claim = replace(claim, recomputed=right, message=message)
    if claim.verdict != Verdict.WRONG or moved or is_near(claim, _MUCH_MORE):
        yield replace(claim, said=True, named=True)


def named_in(total: Mention, run: Sequence[Mention]) -> tuple[Mention, ...]:
    """Give the numbers of which all that is said stands before a total, too: 招生 a，在校生 b；招生 c，在校生 d，两段在校生合计."""
    return tuple(m for m in run if len(own := stripped(m.before)) > 1 and own in total.lead)


def _series_before(mention: Mention) -> bool:
    return mention.previous is not None and len(mention.previous.series) > 1


def _listed_before(mention: Mention) -> Iterator[NumericClaim]:
    """Judge A x, B y, 合计 z: by the run of like amounts before it; any tail of the run may be what is added."""
    run: list[Mention] = []
    for other in reversed(mention.ahead):
        if other.role == Role.TOTAL and other.segment < mention.segment:
            break  # 收入总计 x；上解支出 y，支出总计 z
        alike = other.dimension == mention.dimension and compatible(other, mention)
        share = mention.dimension == PERCENT and (other.role == Role.GROWTH) == (mention.role == Role.GROWTH)
        fits = alike and (other.role in AMOUNTS or share or other.role == Role.TARGET)
        kept = "结余" not in mention.before or "结余" in other.before  # 合计收入 x、支出 y，结余合计 z
        each = _OF_EACH.search(other.before) and not _OF_EACH.search(mention.before)
        if fits and kept and not each and not other.quantity.hedge and other.depth <= mention.depth:
            run.append(other)
    run.reverse()
    if mention.role != Role.TARGET:  # 6324人，完成目标6000人的…；两项合计: a task is no part of what is done
        done = [m for m in run if m.role != Role.TARGET]
        run = done if len(done) > 1 else run
    subtotals = [m for m in mention.ahead if "小计" in m.before and compatible(m, mention)]
    if len(subtotals) > 1 and "小计" not in mention.before:
        run = subtotals
    doubled = _DOUBLE.search(mention.before) and any(2 * m.quantity.value == mention.quantity.value for m in run)
    if len(run) < 2 or doubled or (run[0].place == 0 and _ADDED_TO.match(run[0].lead)):
        return
    number = _NUMBER_OF_ITEMS.search(mention.lead)
    count = (int(number[1]) if number[1].isdigit() else chinese_number(number[1])) if number else None
    sizes = [count] if count and 2 <= count <= len(run) else range(len(run), 1, -1)
    if count and count > len(run):
        return
    found = [Binding(total_of(size), tuple(run[-size:])) for size in sizes]
    if count and len(run) <= _MOST:  # 诉讼 x，一审 a，二审 b；另有执行 y，两类合计 z
        found += [Binding(total_of(count), chosen) for chosen in combinations(run, count)]
    if mention.dimension == PERCENT:  # “优”占 a，“良”占 b，“中”占 c，优良率合计
        found += [Binding(total_of(b - a), tuple(run[a:b])) for a, b in combinations(range(len(run)), 2) if b - a > 1]
    named = named_in(mention, run)
    found += [Binding(total_of(len(named)), named)] if 1 < len(named) < len(run) else []
    if not count:
        whatever = [m for m in mention.ahead if is_like(m, mention)]
        found += [Binding(total_of(size), tuple(whatever[-size:])) for size in range(len(whatever), len(run), -1)]
    said = regex(r"合计|共计|总计|小计|总共|累计投入").search(mention.lead) is not None
    sure = said or _series_before(mention) or _is_all(run, mention)
    scope = mentions_any(("占", "其余", "其他", "其它", "争资额合计", "单位合计"), mention.before) and not count
    scope = scope or (regex("；其余").search(mention.text_before[run[-1].quantity.end :]) is not None and not count)
    claim, trial = settle("sum", mention, found, certain=sure and not scope)
    far = trial is None or trial.exact is None or not _near(trial.exact, mention.quantity.value)
    moved = trial is not None and trial.exact is not None and factor_between(trial.exact, mention.quantity)
    if claim.verdict == Verdict.WRONG and far and not moved and not count and not _is_all(run, mention):
        claim = replace(claim, verdict=Verdict.UNVERIFIABLE, message="不能确定合计的是哪些数")
    told = (not scope and regex("合计|共计|总计|小计|加起来").search(mention.before)) or _series_before(mention)
    joined = _ADDED_TO.match(run[1].lead) is not None and _is_all(run, mention)  # x，加 a、b，总计: all are added
    yield replace(claim, said=bool(told) and not far, named=joined)


def of_scope(claim: NumericClaim, total: Mention, reading: Reading) -> NumericClaim:
    """Take an accusation back where the total is of more than the parts told: 水利局 x，教育局 y，全县合计 z; a doubt if nothing else tells it."""
    trial = claim.trial
    if claim.verdict != Verdict.WRONG or not _OF_ALL.search(total.lead) or trial is None or trial.exact is None:
        return claim
    if _ADDED_TO.match(trial.binding.operands[-1].before):
        return claim  # x，加上往年的 y，全县达到 z
    named = [m.before for m in trial.binding.operands]
    groups = len(named) == _FEW and all(any(map(re.compile(group).search, named)) for group in _GROUPS)
    if (is_complete(named, alone=True) or groups) and _near(trial.exact, total.quantity.value):
        return claim  # 乡镇 x，县直部门 y，全县总计 z
    if is_swap(total.quantity, trial.exact):
        return claim  # a total with the digits of its parts' sum is no wider one
    cells = {cell for _, block, _ in reading.tables for row in block.rows for cell in row}
    if total.quantity.number in cells or 2 * (total.quantity.value - trial.exact) > trial.exact:
        return replace(
            claim, verdict=Verdict.UNVERIFIABLE, recomputed="", message="总数的范围比前面所列的宽，不是它们之和"
        )
    return doubted(claim, "请核前面所列是不是全部")


def _is_all(run: list[Mention], total: Mention) -> bool:
    """Say whether the addends are all numbers before a total in its sentence, one beside the other."""
    before = total.ahead
    units = {m.quantity.unit for m in (*run, total)}
    alike = len(units) == 1 or units <= set(PERSONS)
    return before == run and alike and len({m.segment for m in (*run, total)}) == 1


def _near(exact: Fraction, stated: Fraction) -> bool:
    return bool(stated) and Fraction(1, 2) <= exact / stated <= 2


def _breakdowns(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge totals against each of their breakdowns."""
    for whole in sentence.mentions:
        if whole.role not in (*AMOUNTS, Role.TARGET) or whole.quantity.hedge or whole.dimension == PERCENT:
            continue
        if whole.role == Role.TARGET and any(m.role in AMOUNTS and is_like(m, whole) for m in whole.ahead_in_thought):
            continue  # 新增就业4448人，完成任务4200人的105.9%，其中…: of what is done
        if whole.dimension == MONEY and "亏" in sentence.text[whole.quantity.end :]:
            continue  # profits less losses
        if _opens_parts(whole) or regex("[人户]均|平均|每[一-龥]").search(whole.before):
            continue
        groups = [group for group in _groups(whole) if len(group.parts) > 1]
        yield from (claim for claim in judged(whole, groups))


def _groups(whole: Mention) -> Iterator[Breakdown]:
    """Give the breakdowns that follow a total: in a bracket right behind it, after 其中, after 由."""
    text, end = whole.sentence.text, whole.quantity.end
    rest = text[end:]
    stop = regex(r"[。]").search(rest)
    rest = rest[: stop.start()] if stop else rest
    aside = regex(r"[一-龥]{0,6}（(?:其中：?)?([^（）]*)）").match(rest)
    if aside:
        yield from _parts(whole, end, end + aside.end(), inside=True)
    opened = regex(rf"(?:^|，|；|：|。)(?:{_OPENING})").search(text[end : end + 60])
    follows = regex(rf"[^。；]{{0,48}}?，?(?:{_OPENING})").match(without_asides(rest))
    if opened and follows and not _has_amount_between(whole, end + opened.start()):
        led = opened[0].endswith("分为") * len("分为")
        yield from _parts(whole, end + opened.end() - led, end + len(rest), inside=False)
    elif (
        (head := _LISTED.match(rest))
        and (_is_first(whole) or head[0].endswith("中，"))
        and (
            head[0].endswith("：")
            or head[0] == "中，"
            or _ALL_OF.search(whole.lead + head[0])
            or CLOSED.search(rest)
            or _ALL_DONE.search(rest)
        )
    ):
        for group in _parts(whole, end + head.end(), end + len(rest), inside=False):
            off = abs(group.sum - whole.quantity.value)
            more = text[group.parts[-1].quantity.end :].startswith("等")
            whole_list = (
                head[0].endswith(("：", "中，")) and len(group.parts) > _FEW and not more and not group.overlapping
            )
            # 5.8万亩中，玉米…: may leave some out
            inner = head[0] == "中，" and not _ALL_OF.search(whole.lead + head[0])
            last = group.parts[-1]
            done = head[0].endswith("，") and not inner and last.segment == whole.segment
            done = done and _ALL_DONE.match(text, last.quantity.end) is not None
            whole_list |= done
            whole_list = whole_list and (not inner or group.sum > whole.quantity.value)
            group.listed = whole_list and _LITTLE * off < whole.quantity.value
            called = done or _CALLED_WHOLE.search(whole.lead + head[0]) is not None
            group.exhaustive = group.exhaustive or (group.listed and called)
            yield group


def _opens_parts(whole: Mention) -> bool:
    """Say whether a number is itself the first part of the sentence before: 268条。其中，政务类94条，民生类112条."""
    opens = whole.place == 0 and regex("其中|分别").match(whole.sentence.text) is not None
    return opens and regex("，(?:其中|包括|含)|（").match(whole.text_behind) is None


def _is_first(whole: Mention) -> bool:
    """Say whether a number is the first of its kind in its sentence, so that it is no part itself."""
    return not any(is_like(m, whole) for m in whole.ahead)


def _has_amount_between(whole: Mention, until: int) -> bool:
    between = [m for m in whole.behind if m.quantity.start < until]
    return any(is_amount(m) and m.depth == whole.depth and compatible(m, whole) for m in between)


def _parts(whole: Mention, start: int, until: int, *, inside: bool) -> Iterator[Breakdown]:
    """Give the run of like amounts in a stretch of the sentence; it ends where the thought does."""
    depth = whole.depth + inside
    parts: list[Mention] = []
    for m in whole.behind:
        if not start <= m.quantity.start < until or m.depth != depth:
            continue
        if parts and m.dimension == PERCENT and m.segment == parts[-1].segment > whole.segment:
            continue
        if m.segment != whole.segment and not _goes_on(parts, m):
            more = parts and parts[-1].segment > whole.segment and is_like(m, whole)
            parts = [] if more else parts  # 甲3509件，占74.7%；乙678件，占14.4%；丙295件；…: the list goes on
            break
        if m.role == Role.TOTAL or regex("均").search(m.before):
            break
        if parts and "其中" in without_asides(whole.sentence.text[parts[-1].quantity.end : m.quantity.start]):
            break  # 其中 is of the number right before it
        if parts and tells_how_far(m, parts[-1]):
            continue
        if parts and _MADE_OF.match(parts[-1].text_behind):
            break  # 由…三部分组成，设计时速60公里
        any_thing = parts and m.quantity.bare_unit == "个" and same_unit(m, whole)  # 小学9所、教学点15个
        if (is_like(m, whole) or any_thing) and m.role in AMOUNTS and not m.quantity.hedge:
            parts.append(m)
        elif compatible(m, whole):
            break
    if _are_sexes(parts[:_FEW]):
        parts = parts[:_FEW]  # 其中男814人，女750人，大专以上41人
    yield Breakdown(whole, parts, whole.sentence.text[start:until]) if parts else Breakdown(whole, [whole], "")


def _are_sexes(parts: Sequence[Mention]) -> bool:
    """Say whether two parts are men and women, who are all."""
    return [m.before.removeprefix("其中")[:1] for m in parts] == ["男", "女"]


def is_like(part: Mention, whole: Mention) -> bool:
    """Say whether a number may be part of a total: the same dimension, and counted by the same word."""
    if part.dimension in _NEVER_ADDED:
        return False
    if part.dimension != COUNT:
        return part.dimension == whole.dimension
    units = {regex("^[百千万亿]+(?=.)").sub("", m.quantity.unit) for m in (part, whole)}
    return compatible(part, whole) and (len(units) == 1 or units <= set(PERSONS))


def _goes_on(parts: list[Mention], mention: Mention) -> bool:
    """Say whether a breakdown goes on behind a semicolon: with a part that a share follows, like the one before."""
    if not parts or mention.role not in AMOUNTS or mention.segment != parts[-1].segment + 1:
        return False
    between = mention.sentence.mentions[parts[-1].place + 1 : mention.place]
    shared = any(m.role == Role.SHARE for m in between)  # 三级8家；开展预约诊疗的29家: no parts
    named = _NAMELY.search(mention.sentence.text[: parts[0].begin]) is not None  # 分别是：甲县2个，…项目；乙县1个
    other = regex("有|已|未|还|另|共|完成|其中|中[一-龥]{2}").search(mention.lead)
    return (shared or named) and 0 < len(mention.lead) <= 12 and not other


def judged(whole: Mention, groups: list[Breakdown]) -> Iterator[NumericClaim]:
    """Judge a total by its breakdowns; what can't be said of it is left out."""
    for group in groups:
        if are_apart(group.whole, group.parts) or any(is_other_side(group.whole, m) for m in group.parts):
            continue
        if group.sum < whole.quantity.value and UNNUMBERED.match(group.parts[-1].text_behind):
            continue
        moved = (group.exhaustive or group.listed) and factor_between(group.sum, whole.quantity) != ""
        if 2 * group.sum < whole.quantity.value and not moved:
            continue  # 860万元，…其余由县区分担，其中甲区142万元: parts of a part
        exceeds = whole.quantity.value < group.sum < whole.quantity.value * _MUCH_MORE
        # What follows the parts may be of another thing: the first parts that make the total are enough.
        text, parts = whole.sentence.text, group.parts
        breath = all(regex("、").match(text[m.quantity.end :]) for m in parts[:-1]) and group.listed
        sizes = range(len(parts), len(parts) - 1 if breath else 1, -1)
        found = [Binding(total_of(size), tuple(group.parts[:size])) for size in sizes]
        more = exceeds and group.parallel and not group.overlapping
        certain = group.exhaustive or group.listed
        off = group.sum - whole.quantity.value
        near = not group.overlapping and len(group.parts) > 1
        bracket = whole.text_behind.startswith("（") and group.parts[0].depth > whole.depth
        slip = (near or len(group.parts) > _FEW) and one_slip(off, [whole.quantity, *(m.quantity for m in group.parts)])
        slip = slip and len(regex(r"\D|^[0.]+").sub("", whole.quantity.number)) > _FEW
        # 9.08亿元，其中基本建设4.39亿元…其他投资0.37亿元: by its name alone the last part closes no list that is far from its total
        loose = group.closed_by_name and _LITTLE * -off > whole.quantity.value
        certain = certain and (slip or not loose)
        divided = near and group.divided and 2 * abs(off) < whole.quantity.value
        # 财政总收入，其中税收收入，地方收入: names of money that end alike are of two ways to divide it
        alike = group.alike and whole.dimension in (COUNT, "visits") and (slip or len(group.parts) > _FEW)
        # 284件，其中家事纠纷176件，心理疏导介入97件: one case may be several; a slip, or parts told alike, tell more.
        largest = sorted((m.quantity.value for m in parts), reverse=True)
        crowded = bracket and len(parts) > _SOME and sum(largest[:_FEW]) > whole.quantity.value
        own_slip = slip and (len(group.parts) <= _SOME or one_slip(off, [whole.quantity]))
        told = bracket or group.divided or own_slip or alike
        certain = certain or (more and group.of_one_kind and told)
        claim, trial = settle(
            "sum",
            whole,
            found,
            certain=certain,
            likely=(more and len(group.parts) > _FEW) or slip or divided or crowded,
        )
        if claim.verdict == Verdict.UNVERIFIABLE:
            continue
        # 制发建议12份：向甲局2份、乙局5份、丙局3份、丁局3份。
        named = whole.dimension == COUNT and group.listed and len(group.parts) > _FEW
        named = named and _NAMED * abs(off) <= max(whole.quantity.value, group.sum)
        yield replace(
            _explained(claim, trial, group),
            said=group.exhaustive or named or (more and (alike or bracket or group.divided)),
            named=named or _are_sexes(parts) or _NAMELY.search(text[: parts[0].begin]) is not None,
        )


def _explained(claim: NumericClaim, trial: Trial | None, group: Breakdown) -> NumericClaim:
    if claim.verdict != Verdict.WRONG or trial is None:
        return claim
    whole = group.whole.quantity
    off = written(group.sum - whole.value, whole)
    return replace(claim, message=f"{claim.message}；各部分之和与总数相差 {off}")
