"""Claims of a difference: 距任务还差 x, 其余 x, 比上年增加 x, 超额 x, 即 x."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from zzlib.audit.changes.growth import TIMES_BEFORE, base_of
from zzlib.audit.changes.increments import is_in_a_row, named_change
from zzlib.audit.changes.of_now import called
from zzlib.audit.judging.claim import Binding, NumericClaim, Trial, settle, statement
from zzlib.audit.judging.evidence import is_surely_slip
from zzlib.audit.judging.excuses import factor_between, is_near
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import (
    DIFFERENCE,
    GAIN_OF_RATE,
    LEFT_OF_RATE,
    LEFT_OF_SHARE,
    LOSS_OF_RATE,
    Verdict,
    rest_of,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, RATIOS
from zzlib.audit.numbers.words import any_of, mentions_any, words
from zzlib.audit.reading.binding import heads_of, is_amount, levels_before, targets
from zzlib.audit.reading.counted_alike import are_beside_off, compatible, same_unit
from zzlib.audit.reading.moments import joined_with
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence, likeness, stripped
from zzlib.audit.reading.roles import CHANGES, Role, growth_sign

_BACK, _MOST = 3, 8  # sentences in which the number of now may stand; numbers that may be a whole and its parts
_CLOSE, _ROW = Fraction(2), Fraction(3)
_INSIDE = re.compile("已?(?:包含|包括|含|计入)")  # 矿业权出让收益2.18亿元包含在前者之中
_NOT_YET = re.compile("(?:尚?未)([一-龥]{2})$")
_DONE = re.compile("(?:已|完成|完工|建成|实现|累计)[一-龥]{0,4}$")
_IDLE = re.compile("其中|[却而则但也]|(?:人数|件数|[数量额])(?=却?$)")
_NOT_DONE = re.compile(r"(?:未|尚未|没有|还有|不再|剔除后)")
_OF_NOW = re.compile(r"^(?!.*其中).*(?:20\d\d年|现|目前|达)")
_OPENED = re.compile(r"其中，|在?(?P<of>[^，。；\d]{2,12}?)(?:的?案件|的[一-龥]{2})?中，")


def difference_claims(sentence: ReadSentence, reading: Reading) -> Iterator[NumericClaim]:
    """Give the claims of the sentence that state a difference."""
    for mention in sentence.mentions:
        if mention.dimension in RATIOS:
            continue
        if mention.role == Role.GAP:
            yield from _gap(mention, reading)
        elif mention.role in CHANGES:
            yield from _change(mention, reading)
        elif mention.role == Role.REST or _NOT_DONE.search(mention.before):
            opened = _OPENED.match(sentence.text)
            yield from [] if opened and opened["of"] else _rest(mention, reading)


def _gap(mention: Mention, reading: Reading) -> Iterator[NumericClaim]:
    """Judge 距全年任务还差 x: the target less what is done."""
    if (pair := _task_share(mention)) is not None:
        yield settle("difference", mention, [Binding(LEFT_OF_SHARE, pair)], certain=True)[0]
        return
    if not mentions_any(words().roles.gap_context, mention.lead + mention.after[:6] + mention.topic):
        yield from _rest(mention, reading)
        return
    if (left := _left_of_rate(mention)) is not None:
        yield left
        return
    own = [m for m in reversed(mention.ahead) if m.begin == mention.begin and m.role == Role.TARGET]
    whole, sure = (own[:1], True) if own else targets(reading, mention, mention)
    if not whole and not regex("其余|另").search(mention.text_behind):
        yield from _rest(mention, reading)  # 总投资1.86亿元，其中…，尚有缺口
    if not whole:
        return
    levels = [m for m in reading.before(mention) if is_amount(m) and compatible(m, mention)]
    near = [m for m in levels if m.sentence.paragraph == mention.sentence.paragraph and m.depth == 0]
    shown = [m for m in near if m.sentence is mention.sentence or m.sentence.number == mention.sentence.number - 1]
    done = [m for m in shown if _DONE.search(m.before) and m.order < mention.order]
    made = [m for m in shown if any(_may_leave(target, m, mention) for target in whole)]
    # 计划186公里，已完工127公里，在建31公里，还差59公里; 累计争取23860万元，到位19060万元，距任务35000万元还差15940万元
    shown = made or (done if len(done) == 1 else shown)
    pool = (shown or near)[:6] + [m for m in levels if m not in near][:20]
    pairs = [(target, level) for target in whole for level in pool if level is not target]
    found = [Binding(DIFFERENCE, pair) for pair in pairs if pair[1].quantity.value < pair[0].quantity.value]
    one = len({level.quantity.value for level in pool}) == 1
    why = "任务数或完成数没有印出"
    claim, _ = settle("difference", mention, found, certain=sure and bool(shown), likely=sure and one, why_not=why)
    if claim.verdict != Verdict.WRONG or is_near(claim, _CLOSE) or is_surely_slip(claim, mention):
        yield claim  # what is far off was reckoned from other numbers than those meant


def _may_leave(target: Mention, level: Mention, mention: Mention) -> bool:
    """Say whether a number is what a level leaves of a target, or a slip of that."""
    right = target.quantity.value - level.quantity.value
    return right == mention.quantity.value or is_slip(mention.quantity, right)


def _left_of_rate(mention: Mention) -> NumericClaim | None:
    """Judge 全年计划198.9亿元，1—9月完成76.0%，尚差47.7亿元 by the only task of its sentence and the share of it that is done, right before."""
    tasks = [m for m in mention.ahead if m.role == Role.TARGET and same_unit(m, mention)]
    done = mention.previous
    told = done is not None and done.dimension == PERCENT and regex("完成(?:了|其|年度)?$").search(done.before)
    others = [m for m in mention.ahead if tasks and m.order > tasks[0].order and is_amount(m)]
    if not told or done is None or len(tasks) != 1 or others:
        return None
    return settle("difference", mention, [Binding(LEFT_OF_RATE, (tasks[0], done))], certain=True)[0]


def _task_share(mention: Mention) -> tuple[Mention, Mention] | None:
    """Give what is done and its share of a task that is not printed, right before what is missing: 2104万元，占预算月进度的37.2%，短月进度3553万元."""
    pair = mention.ahead[-2:]
    if len(pair) < 2 or any(m.segment != mention.segment or m.quantity.hedge for m in (*pair, mention)):
        return None
    done, share = pair
    fits = is_amount(done) and compatible(done, mention) and share.dimension == PERCENT and share.role == Role.SHARE
    told = mentions_any(("任务", "计划", "目标", "预算", "进度"), share.lead) and share.quantity.value > 0
    return (done, share) if fits and told else None


def _rest(mention: Mention, reading: Reading) -> Iterator[NumericClaim]:
    """Judge 其余 x and 未报 x: the total less the parts named after it."""
    levels = _left_from(mention)
    above = _whole_above(mention, levels, reading)
    levels = above + levels
    if any(regex("[各均每]$").search(m.before) for m in levels) or _goes_on(mention):
        return
    if any(m.role == Role.BASE and compatible(m, mention) and not m.depth for m in reversed(mention.ahead)):
        return  # 46个，其中去年28个，今年18个，剩余4个: a part has the words of a base
    if any(m.dimension == PERCENT and "占" in m.lead and m.previous in levels[:1] for m in mention.ahead):
        return  # 资金1600万元，中央占62.5%，省里400万元，剩下200万元: of one part only the share is told
    found = []
    for start, whole in enumerate(levels if len(levels) <= _MOST else ()):
        parts = [m for m in levels[start + 1 :] if m.quantity.value < whole.quantity.value]
        runs = (parts[first:last] for first, last in combinations(range(len(parts) + 1), 2))
        fits = [run for run in runs if sum(m.quantity.value for m in run) <= whole.quantity.value]
        found += [Binding(rest_of(len(run)), (whole, *run)) for run in fits]
    if not found:
        if mention.role == Role.REST:
            yield statement("difference", mention, Verdict.UNVERIFIABLE, "总数或已列的部分没有印出")
        return
    if any(sum(m.quantity.value for m in b.operands[1:]) == b.operands[0].quantity.value for b in found):
        return  # the parts make the whole: what is left is of another thing
    if any(sum(m.quantity.value for m in b.operands) == mention.quantity.value for b in found):
        return  # 扣除收回的 b 以后是 a，不扣的话是 c
    found.sort(key=lambda b: (-len(b.operands), b.operands[0].order))
    plain = (bool(above) or _is_rest_of(mention, levels)) and mention.quantity.value < levels[0].quantity.value
    done = levels[-1]  # 小（2）型完成115座，剩余34座, of 小（2）型149座 in the sentence before
    before = [m for m in reading.before(mention) if mention.sentence.number - m.sentence.number == 1]
    wholes = [m for m in before if is_amount(m) and same_unit(m, mention)]
    made = done.quantity.value + mention.quantity.value
    found += [Binding(DIFFERENCE, (m, done)) for m in wholes if m.quantity.value == made]
    claim, _ = settle("difference", mention, found, certain=plain)
    if above and not is_near(claim, _CLOSE):
        return
    if mention.role == Role.REST or claim.verdict in (Verdict.OK, Verdict.WRONG):
        yield claim


def _whole_above(mention: Mention, parts: list[Mention], reading: Reading) -> list[Mention]:
    """Give the only like number of the sentence before, which is more than all parts ahead of a rest: 工程143处。年内完工57处，正在施工36处，剩余50处."""
    paragraph = reading.paragraph_of(mention.sentence)
    told = [m for s in paragraph if s.number == mention.sentence.number - 1 for m in s.mentions]
    told = [m for m in told if is_amount(m) and same_unit(m, mention) and not m.depth]
    more = any(is_amount(m) and same_unit(m, mention) for m in mention.behind) or len(told) != 1 or len(parts) < 2
    came = any(regex("新|增|入|接收|其中").search(m.before) for m in parts)
    over = more or sum(m.quantity.value for m in parts) >= told[0].quantity.value
    return [] if over or came else told


def _goes_on(mention: Mention) -> bool:
    """Say whether a list goes on behind one of its parts: 手续未办结21个、招标未完成17个、其他原因9个."""
    listed = mention.text_behind.startswith("、")
    return listed and any(is_amount(m) and same_unit(m, mention) for m in mention.behind[:1])


def _left_from(mention: Mention) -> list[Mention]:
    """Give the numbers ahead from which something may be left, in order: levels, targets, changes that are broken down (增加的826件中), but no parts of parts."""
    levels = [m for m in levels_before(mention, mention) if m.depth == mention.depth]
    broken = (m.role == Role.TARGET or (m.role in CHANGES and m.after == "中") for m in mention.ahead)
    levels += [m for m, fits in zip(mention.ahead, broken, strict=True) if fits and compatible(m, mention)]
    left = sorted({m.order: m for m in levels if not _INSIDE.match(m.after)}.values(), key=lambda m: m.order)
    return [] if left and are_beside_off(left[0], (*left[1:], mention)) else left


def _is_rest_of(mention: Mention, levels: list[Mention]) -> bool:
    """Say whether the sentence is plainly a total, its parts, and this rest."""
    if any(m.quantity.hedge for m in levels):
        return False
    other = _NOT_YET.search(mention.before)
    if other and other[1] in levels[0].before and not any(other[1] in m.before for m in levels[1:]):
        return False  # 到期应办结2106件，已办结2079件，未到期238件: not of those that are due
    if mention.role in (Role.REST, Role.GAP):
        inner = regex(r"其中|中，|应|原定|已|下达|共").search(mention.sentence.text[: mention.begin])
        return bool(inner) or len(levels) == 2
    whole = levels[0]
    undone = regex(r"^.*?(?:尚未|未|没有|还有)").sub("", mention.before)
    due = "应" in whole.lead or "中，" in mention.sentence.text[whole.quantity.end : whole.quantity.end + 16]
    return len(levels) == 2 and due and likeness(undone, levels[1].context + whole.context) > 0.7


def _is_turned(mention: Mention, base: Mention, trial: Trial) -> bool:
    """Say whether 18.6万亩，比上年的17.9万亩少0.7万亩 tells more for less: all three right behind each other."""
    levels = [m for m in trial.binding.operands if m is not base]
    close = {m.place for m in (*levels, base)} == {mention.place - 2, mention.place - 1}
    close = close or (base is mention.previous and all(m.sentence is not mention.sentence for m in levels))
    inner = base.place == mention.place + 1 and all(m.place == mention.place - 1 for m in levels)  # 减少x（上次y）
    close = close or inner
    plain = not any(m.quantity.hedge or m.series or (m.depth and not inner) for m in (*levels, base, mention))
    return close and plain and trial.exact == -mention.quantity.value


def _change(mention: Mention, reading: Reading) -> Iterator[NumericClaim]:
    """Judge 比上年的 A 增加 x, 超额完成 x, and 增长 p%，增收 x."""
    each = regex("(?:平均|每|均)[^，]*?(?=提|增|上|下|降|减|调|$)").search(mention.before)
    if each and (each[0] in ("每", "每年") or not any(each[0] in m.before for m in mention.ahead_in_thought[-2:])):
        return
    if regex(any_of(words().roles.excess) + "|短收").search(mention.before):
        yield from _excess(mention, reading)
        return
    base = base_of(mention)
    gone = any(mentions_any(words().stocks.went, m.before) for m in mention.ahead_in_thought)
    if "净" in mention.before and (base is None or gone):
        return  # of what came and what went
    if base is not None and _is_since_other(mention, base):
        return
    if base is not None and compatible(base, mention):
        behind = mention.sentence.mentions[base.place + 1 : base.place + 2] if base.place < mention.place else []
        levels = [m for m in behind if m is not mention and is_amount(m) and compatible(m, base)]
        levels = [m for m in levels if not joined_with(m)]  # 上届为金牌19枚、奖牌51枚: of then, both
        before = [m for m in levels_before(mention, mention) if m is not base and m.segment == mention.segment]
        levels += [m for m in before if not m.before.startswith("占")] or before
        of_now = [m for m in levels if not regex(TIMES_BEFORE).search(m.before)] or levels
        # 上年末86个，今年新开发24个，核减19个
        came = [m for m in of_now if "新" in m.before and "新" not in base.before]
        aims = [m for m in reversed(mention.ahead) if m.role == Role.TARGET]
        planned = [m for m in aims if m is not base and compatible(m, mention)]
        here = [m for m in planned if m.segment == mention.segment]
        earlier = [m for m in levels_before(mention, mention) if m is not base and m.segment < mention.segment]
        levels = called(mention, base) or [m for m in of_now if m not in came] or here[:1]
        levels = levels or (earlier if planned else []) or planned[:1] or _level_ahead(mention, base, reading)
        moved = mention.quantity.value * (1 if mention.role == Role.INCREASE else -1)
        if len(levels) > 1 and sum(m.quantity.value for m in levels) == base.quantity.value + moved:
            return  # 3次暴雨、2次强对流，较常年的7次偏少2次
        levels = levels or [m for m in base.ahead[-1:] if m.role == Role.GAP and same_unit(m, base)]  # 顺差11.1亿元
        pairs = [(level, base) if mention.role == Role.INCREASE else (base, level) for level in levels[:3]]
        found = [Binding(DIFFERENCE, pair) for pair in pairs]
        certain = bool(levels) and _is_of_subject(levels[0], base)
        claim, trial = settle("difference", mention, found, certain=certain, why_not="本期数没有印出")
        factor = factor_between(trial.exact, mention.quantity) if trial is not None and trial.exact is not None else ""
        wrong = claim.verdict == Verdict.WRONG and factor
        part = "其中" in mention.lead and base.begin != mention.begin  # 去年450人，今年500人，其中女生增加20人
        if claim.verdict == Verdict.WRONG and (part or regex("[多少][增减降]$").search(mention.before)):
            return  # 减税3.6亿元，同比多减0.8亿元: more, of what is less
        if trial is not None and _is_turned(mention, base, trial):
            one, other = (m.quantity.text for m in trial.binding.operands)
            message = f"{one} 与 {other} 相差 {mention.quantity.text}，文中写“{mention.before[-2:]}”，多与少写反了"
            yield replace(claim, named=True, message=message)
            return
        row = is_in_a_row([*levels[:1], base, mention])
        claim = replace(claim, said=row and (not named_change(mention.lead) or is_near(claim, _ROW)))
        yield replace(claim, message=f"{claim.message}；{factor}") if wrong else claim
        return
    rate = next((m for m in mention.ahead[-1:] if m.role == Role.GROWTH and m.dimension == PERCENT), None)
    if rate is None or rate.segment != mention.segment or _since(mention) != _since(rate):
        return
    levels = [m for m in levels_before(rate, mention) if m.segment == rate.segment]
    if not levels or stripped(regex(any_of(words().roles.increase + words().roles.decrease)).sub("", mention.lead)):
        return
    formula = GAIN_OF_RATE if growth_sign(rate.before) >= 0 else LOSS_OF_RATE
    found = [Binding(formula, (level, rate)) for level in levels[:3]]
    soft = mentions_any(words().comparable.words + words().comparable.subjects, mention.sentence.text)
    yield settle("difference", mention, found, certain=not soft)[0]


def _is_of_subject(level: Mention, base: Mention) -> bool:
    """Say whether a number further up bears what the clause of a base names: not 案件336起，大要案查获数比上年的75起."""
    said = regex("[^，。；\\d]*?(?=[比较与])").match(base.lead.lstrip("，、"))
    name = set(stripped(_IDLE.sub("", said[0]))) if said else set()
    bears = 2 * sum(letter in level.context + level.own for letter in name) >= len(name)
    return bears or level.begin == base.begin or len(name) <= 2


def _level_ahead(mention: Mention, base: Mention, reading: Reading) -> list[Mention]:
    """Give the number of now where a sentence begins with the one of then: 常住人口 x 人。与2010年的 y 人相比，减少 z 人; or names it: 退税额却比去年同期（y 亿元）少."""
    first = mention.sentence.mentions[0]
    before = [m for m in reading.before(first) if mention.sentence.number - m.sentence.number <= _BACK]
    like = [m for m in before if is_amount(m) and same_unit(m, mention)]
    behind = [m for m in mention.behind_in_thought if is_amount(m) and same_unit(m, mention) and not m.depth]
    # 十年增加 x 人，2020年为 z 人
    like = like or [m for m in behind if not behind[1:] and _OF_NOW.search(m.before)]
    if base.depth > mention.depth and base is mention.previous:
        name = set(_IDLE.sub("", regex("[与和同跟比较]").split(mention.lead)[0]))
        named = [m for m in like if name and name <= set(m.before + m.quantity.unit) and not m.depth]
        return named if len({m.quantity.value for m in named}) == 1 else []
    least = base.quantity.value / _CLOSE  # 各11个，共22个。与上月的157个比
    like = [m for m in like if m.quantity.value > least]
    of = set(regex("[由从比较人数的]").sub("", base.before))  # 亡人由7人, of 死亡4人、受伤9人
    like = [m for m in like if of & set(m.before)] or like
    like = heads_of(like)
    here = [m for m in like if m.sentence is like[0].sentence]
    if here and here[-1].quantity.value > sum(m.quantity.value for m in here[:-1]):
        like = here[-1:]  # 34次，最多的一月6次
    return like[:1] if first.role == Role.BASE and regex("[与和同跟比较]").match(mention.sentence.text) else []


def _is_since_other(mention: Mention, base: Mention) -> bool:
    """Say whether a change is of one of two told together (上届为金牌19枚、奖牌51枚，奖牌增加), before what was only planned (减少7.2万，低于预计的33万), or since last month beside a pair of the year (同比下降35.7%，由56件减到36件，环比增加3件)."""
    planned = base.order > mention.order and regex("预计|计划|预期|预测").search(base.before) is not None
    monthly = _since(mention) == "环比" and regex("同比[^。；]*$").search(base.text_before) is not None
    return planned or monthly or any(joined_with(m) == [base] for m in mention.ahead)


def _since(mention: Mention) -> str:
    """Give what a change is reckoned from, if not from a year before: 比年初新增 is no part of 同比增长."""
    said = regex("年初|[上去]年(?:年?[末底]|\\d{1,2}月)|上(?:一?个)?[月季周期]|环比|[少多]增").search(mention.lead)
    return said[0] if said else ""


def _excess(mention: Mention, reading: Reading) -> Iterator[NumericClaim]:
    whole, sure = targets(reading, mention, mention)
    levels = [m for m in levels_before(mention, mention) if m.quantity.value > mention.quantity.value]
    levels = [m for m in levels if m not in whole]
    short = "短收" in mention.before
    pairs = [(target, level) if short else (level, target) for target in whole for level in levels[:3]]
    found = [Binding(DIFFERENCE, pair) for pair in pairs]
    certain = sure and bool(levels) and whole[0].sentence is mention.sentence
    yield settle("difference", mention, found, certain=certain, why_not="任务数没有印出")[0]
