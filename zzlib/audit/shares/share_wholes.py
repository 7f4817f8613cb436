"""The number that the words of a share name as its whole: by its name, by the list that it heads, by the other shares that hold of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from zzlib.audit.judging.excuses import share_of_list
from zzlib.audit.judging.taken import is_never_of
from zzlib.audit.numbers.arithmetic import HOLDS, SHARE, ClaimFormula, Printed, Verdict, judge
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, RATIOS, Quantity
from zzlib.audit.numbers.words import mentions_any
from zzlib.audit.reading.binding import come_to
from zzlib.audit.reading.breakdowns import PERSONS
from zzlib.audit.reading.counted_alike import one_each, same_unit
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.audit.reading.roles import Role
from zzlib.audit.shares.share_groups import OF_ALL, OF_MORE, RATE, REACH, StatedShare, core_of, spare_letters

_WHOLES = (Role.LEVEL, Role.TOTAL, Role.TARGET, Role.BASE, Role.REST)
_REMEMBERED = 20_000  # shares of one long document
ENOUGH = 2  # shares that hold of a number make it the whole of the others
SPARE = 2  # letters that a whole's words may have more than the words for it
LONG_NAME = 3  # a name of more letters tells of one thing whatever else stands between them
_BELOW = 2  # paragraphs from a share to its whole below it
_BEHIND, _DOES = 8, ("进", "接", "参", "开")  # 新生儿18624人进行疾病筛查
_COUNTED = re.compile("有|仅|其中|已")
_AMONG = re.compile("[^，。；：\\d]{0,30}中，|中(?![型小央心间])[一-龥]{1,16}(?=\\d)")  # 65起中有60起
_DIVIDED = re.compile("，?其中")
PLANNED = re.compile("安排|下达|计划|任务|目标|预算|拟|调整[为后]|调[增减][为至到]")
_WIDER = re.compile("[全我][县市区省国]")
_TOTAL_PLAN = re.compile("总投资|十[一二三四]五|[三五两]年|规划")
_BARE = ("人口", "面积", "产值", "收入")  # names of a measure alone: what it is of stands before
_NO_NAME = set("已共累计完成实际目前截至止项投资个今年来全县市省区我度")
_PLACE = re.compile("^年?[一-龥]{2,4}?[省市县区州旗镇乡](?=[一-龥]{2})")  # 清溪县生产总值


@dataclass(frozen=True)
class ShareWhole:
    """A number that may be the whole of a share, which others of its list hold of it, and how many letters its words have more than those for the whole (`None`: other words)."""

    mention: Mention
    held: tuple[StatedShare, ...]
    spare: int | None
    exact: bool
    made: bool
    kin: bool
    next: bool
    head: bool
    elsewhere: int
    first: bool
    listed: bool

    @property
    def proved(self) -> bool:
        """Say whether the other shares of the list make it the whole of all."""
        return len(self.held) >= ENOUGH or (self.made and len(self.held) > 0) or self.listed

    @property
    def divided(self) -> bool:
        """Say whether its own parts stand right behind it: 228万元，其中：…."""
        return _DIVIDED.match(self.mention.sentence.text, self.mention.quantity.end) is not None

    @property
    def named(self) -> bool:
        """Say whether it bears the very words for the whole, or those that the part's end with: 城镇常住人口, of 常住人口."""
        return self.kin or self.next or self.head or (self.spare is not None and self.spare <= SPARE)

    @property
    def rank(self) -> tuple[Any, ...]:
        """How well the text tells it, what counts most first."""
        told = (self.proved, self.head, len(self.held), self.named, self.kin, self.spare is not None)
        return (*told, -(self.spare or 0), self.exact, self.elsewhere, self.first, self.divided, self.mention.order)


def wholes_of(
    share: StatedShare, group: Sequence[StatedShare], shares: Sequence[StatedShare], reading: Reading
) -> list[ShareWhole]:
    """Give the numbers before a share that may be its whole."""
    told_of = [*group, *of_all(shares)]
    mine = {m.number for s in told_of for m in s.parts if s.group == share.group or not _is_next_whole(m, share)}
    total = sum((m.quantity.value for m in share.parts), Fraction(0))
    own = [s for s in group if s.group == share.group]
    parts = sum((p.quantity.value for s in own for p in s.parts), Fraction(0))
    bare = {s.first.quantity.value: s for s in shares if not s.noun and s.group != share.group}
    first = next((m.number for m in reading.mentions[:REACH] if m.role in _WHOLES and same_unit(m, share.first)), 0)
    found = []
    for m in map(come_to, reading.around(share.rate)):
        ahead = m.order < share.rate.order or (m.sentence is share.rate.sentence and "总" in m.before)
        plain = ahead and m.role in _WHOLES and not m.quantity.hedge and m.number not in mine
        plain = plain and (not share.aimed or m.role == Role.TARGET or PLANNED.search(m.before) is not None)
        aimed = share.aimed or PLANNED.search(share.rate.lead) is not None
        plain = plain and (aimed or m.role != Role.TARGET or share.group[0] == RATE)
        near = 0 <= m.sentence.paragraph - share.rate.sentence.paragraph <= _BELOW
        behind = m.role in _WHOLES and near and bool(share.noun)
        times = m.quantity.unit == f"{share.first.quantity.unit}次"  # 64家，占检查家次的
        core = core_of(m.before)
        named = mentions_any(share.under, m.before + m.after[:_BEHIND]) if share.under else core.endswith(share.noun)
        times = times or (named and bool(share.under or share.noun) and one_each(share.first, m))
        if not (plain or behind) or m.quantity.value <= total or not (times or same_unit(m, share.first)):
            continue
        inside = _is_told_in_bracket(share, m)
        spare = 0 if inside else _spare(share.noun, m, share.first)
        if spare is not None and len(share.noun) > LONG_NAME:
            spare = min(spare, SPARE)
        if spare is not None and core.startswith(share.noun) and "总数" in share.rate.lead:
            spare = min(spare, SPARE)  # 占处理总数的, of 处理违法违规2380家次
        if share.under and mentions_any(share.under, m.before + m.after[:_BEHIND] * (m.after[:1] in _DOES)):
            spare = 1
        if not plain and _is_task_behind(share, m):
            spare = 0
        if (not plain and spare != 0) or is_never_of(share.rate, (*share.parts, m)):
            continue
        beside = {s.first.quantity.value: s for s in (own if spare is None else group)}
        beside.pop(share.first.quantity.value, None)
        held = tuple(s for s in beside.values() if s.rate.quantity.digits > 1 and _holds_beside(s, m, share))
        numbers = [m.number, share.first.number, share.rate.number]
        next_ = share.group[0] == RATE and numbers == list(range(m.number, m.number + 3))
        next_ = next_ and m.sentence is share.first.sentence
        kin, head = (not share.noun and told(share.first, m) for told in (_is_kin, is_head))
        kin = kin or (share.group[0] == OF_ALL and is_of_kind(share.first, m))
        counted = (spare is not None or _is_counted_in(share, m)) and _stands_before(share.first, m)
        head = inside or (head and share.group[0] != RATE) or counted
        elsewhere = sum(
            s.rate.quantity.digits > 1 and verdict_of(s, m) in HOLDS for s in bare.values() if same_unit(s.first, m)
        )
        made = (parts == m.quantity.value and len(own) > 1) or (bool(share.noun) and elsewhere >= ENOUGH)
        exact = bool(share.noun) and _ends_alike(share, m)
        listed = _is_listed(share, m)
        found.append(ShareWhole(m, held, spare, exact, made, kin, next_, head, elsewhere, m.number == first, listed))
    above = [w for w in found if w.mention.sentence.paragraph <= share.rate.sentence.paragraph]
    return above if any(w.spare is not None or verdict_of(share, w.mention) in HOLDS for w in above) else found


def of_all(shares: Sequence[StatedShare]) -> list[StatedShare]:
    """Give the shares that are told to be of all of what their parts are: none of their parts is the whole of another."""
    return [
        s for s in shares if s.group[0] == OF_ALL and not regex(f"占(?:{OF_MORE.pattern})").search(s.rate.first.lead)
    ]


def _is_next_whole(part: Mention, share: StatedShare) -> bool:
    """Say whether the part of one share is the whole of the next: 新能源汽车310万辆，占汽车的4.1%；纯电动汽车占新能源汽车的."""
    name = _full_name(part)
    return len(share.noun) > LONG_NAME and share.noun in name and len(name) - len(share.noun) <= SPARE


def _full_name(mention: Mention) -> str:
    """Give the name of a number, with the words of the clause before where it is that of a measure alone: 全县有8个少数民族，人口为20497人."""
    name = core_of(regex("[为是达到]+$").sub("", mention.before))
    return core_of(f"{mention.topic}{name}") if name in _BARE else name


def _is_task_behind(share: StatedShare, task: Mention) -> bool:
    """Say whether a number is the task of a part by its name, told behind its share: 开工440套、建成236套，分别达到任务的p%、q%。全年计划开工630套，建成470套."""
    done, name = (set(core_of(m.before)) for m in (share.first, task))
    later = task.sentence.number > share.rate.sentence.number
    planned = later and regex("(?:计划|任务|目标)[^%]*$").search(task.sentence.text[: task.quantity.start]) is not None
    return share.aimed and planned and len(done) > 1 and done - {"已"} <= name


def _is_told_in_bracket(share: StatedShare, whole: Mention) -> bool:
    """Say whether a number stands in the bracket right behind the words for the whole: 占在校生（17502人）的."""
    text = whole.sentence.text[whole.quantity.end : share.rate.quantity.start]
    here = whole.sentence is share.rate.sentence and whole.place == share.rate.place - 1
    return here and bool(share.noun) and regex("[一-龥]?）的?(?:比[例重])?[为达是]?").fullmatch(text) is not None


def _is_listed(share: StatedShare, whole: Mention) -> bool:
    """Say whether the part is one of a list, three or more, that makes just the whole, and the words for a whole name no other."""
    part = share.first
    if share.rate.sentence is part.sentence or (share.noun and _spare(share.noun, whole, part) is None):
        return False  # of a list that is told with its shares the others speak
    here = [m for m in part.sentence.mentions if m.role in _WHOLES and m.depth == part.depth]
    here = [m for m in here if m.order > whole.order and same_unit(m, part)]
    return part in here and len(here) > ENOUGH and sum(m.quantity.value for m in here) == whole.quantity.value


def _holds_beside(share: StatedShare, whole: Mention, other: StatedShare) -> bool:
    """Say whether a share holds of a number, or, of a list 分别占, of one like it in the same sentence: 起数, 死亡, 受伤."""
    if verdict_of(share, whole) in HOLDS:
        return same_unit(share.first, whole)
    listed = bool(share.rate.series) and share.rate.series is other.rate.series and is_of_kind(other.first, whole)
    return listed and any(
        verdict_of(share, m) in HOLDS for m in whole.sentence.mentions if same_unit(m, share.first) and m.quantity.value
    )


def _ends_alike(share: StatedShare, whole: Mention) -> bool:
    """Say whether the words for a whole end with the very last letters before a number: 占当年缴存额的, of 缴存额, not of 缴存总额."""
    told = regex("的?(?:比[重例])?[为是达到]*$").sub("", share.rate.first.lead).rpartition("占")[2]
    name = regex("[为是达到共]+$").sub("", whole.before)[-LONG_NAME:]
    return len(name) == LONG_NAME and told.endswith(name)


def _spare(noun: str, whole: Mention, part: Mention) -> int | None:
    """Give how many letters the words of a number have more than those for a whole, or with its unit (救助860人次); those that its part opens with too are not counted (公积金缴存额, 公积金提取额)."""
    said: tuple[str, ...] = (
        core_of((whole.before or whole.lead).removeprefix("其中")),
        core_of(f"{whole.before}{whole.quantity.unit}{whole.after}".removeprefix("其中")),
    )
    if noun == "外贸" and regex("出口|进口").search(said[0]):
        return None  # 占进出口总额的, of both together
    shared = _shared(said[0], core_of(part.before))
    said += tuple(_PLACE.sub("", text).removeprefix(shared) for text in said)
    said += (_full_name(whole),)
    people = "|人口" * (whole.quantity.bare_unit in PERSONS)  # 占女性人口的, of 女性12990人
    nouns = (
        noun,
        regex(f"(?<=..)(?:[案后]{people})$").sub("", noun),
        noun.removeprefix("各级"),
    )  # 占审结案件总数的, of 审结980件; 调整后预算的, of 调整为
    counted = len(noun) > LONG_NAME and whole.dimension == COUNT
    if counted and said[0] == noun[:-SPARE] and noun[-SPARE:] in whole.text_before:
        return 0  # 提出提案491件，立案466件: 占立案提案的
    found = [spare for text in said for name in nouns if (spare := spare_letters(name, text)) is not None]
    anyhow = any(len(name) > LONG_NAME and set(name) <= set(text) for text in (said[0], said[-1]) for name in nouns)
    return min(found, default=SPARE if anyhow else None)  # 占民商事结案数的, of 审结民商事案件9213件


def _shared(one: str, other: str) -> str:
    """Give what two names open with alike."""
    apart = (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1])
    return one[: next(apart, min(len(one), len(other)))]


def _stands_before(part: Mention, whole: Mention) -> bool:
    """Say whether a number stands before a part in its own thought: 编报政策性项目106个，有59个."""
    return (part.sentence, part.segment) == (whole.sentence, whole.segment) and whole.place < part.place


def _is_counted_in(share: StatedShare, whole: Mention) -> bool:
    """Say whether a bare 占 is of the only like number before its part, of which 有, 仅 or 其中 counts it: 政策型项目106个，有59个争取到资金，占55.7%."""
    part = share.first
    ahead = [m for m in part.ahead_in_thought if same_unit(m, part)]
    return not share.noun and ahead == [whole] and _COUNTED.search(part.before) is not None


def is_head(part: Mention, whole: Mention) -> bool:
    """Say whether 其中 stands right behind a number and before a part: 1200顶，其中单帐篷780顶、棉帐篷420顶; or opens the next sentence: 人员1200人，比上年增加40人。其中高级职称96人."""
    if part.sentence is not whole.sentence:
        here = [m for m in whole.sentence.mentions if m.role in _WHOLES and not m.depth and same_unit(m, part)]
        next_ = (
            part.sentence.number - whole.sentence.number == 1 and part.sentence.paragraph == whole.sentence.paragraph
        )
        return next_ and here == [whole] and part.sentence.text.startswith("其中")
    opened = part.sentence.text.rfind("其中", whole.quantity.end, part.quantity.start)
    between = part.sentence.mentions[whole.place + 1 : part.place]
    if _AMONG.match(part.sentence.text, whole.quantity.end):  # 21项重点工作中，15项正常，6项滞后
        return whole.segment == part.segment
    inner = next((m for m in between if m.quantity.start > opened), part)
    if inner.dimension in RATIOS and inner.segment != part.segment:
        return False  # 丧偶24687人，占6.24%，其中妇女占87.81%；离婚1599人
    return opened >= 0 and not any(m.quantity.start < opened and same_unit(m, part) for m in between)


def _is_kin(part: Mention, whole: Mention) -> bool:
    """Say whether the words of a part are those of the whole with more before them: 燃放爆竹引起的火灾, of 火灾."""
    name, kind = (core_of(m.before) for m in (part, whole))
    return len(kind) > 1 and name != kind and name.endswith(kind)


def is_of_kind(part: Mention, whole: Mention) -> bool:
    """Say whether a number bears the very name of a part, whose kind it is: 重大火灾6起, of which 重大火灾5起."""
    name = core_of(part.before + part.after)
    return len(name) > 1 and name == core_of(whole.before + whole.after)


def plan_ahead(share: StatedShare, reading: Reading) -> Mention | None:
    """Give the plan that is the last like number before a completion: 年度投资计划647亿元。1—10月完成投资629亿元，占年度投资计划的."""
    part = share.first
    if not share.aimed or len(share.parts) > 1 or share.rate.series or part.sentence is not share.rate.sentence:
        return None
    here = [s for s in reading.paragraph_of(part.sentence) if 0 <= part.sentence.number - s.number <= 1]
    ahead = [m for s in here for m in s.mentions if m.order < part.order and same_unit(m, part)]
    plans = [m for m in ahead if not _TOTAL_PLAN.search(m.before) or regex("年[度内]").search(m.before)]
    plans = [m for m in plans if m.depth <= part.depth and (m.role == Role.TARGET or PLANNED.search(m.before))]
    if not plans or plans[-1] is not [m for m in ahead if m.depth <= part.depth][-1] or plans[-1].quantity.hedge:
        return None
    plan = plans[-1]
    given = any(verdict_of(share, m) in HOLDS for m in ahead if m in plans or m.depth or "总" in share.rate.lead)
    near = plan.sentence is not part.sentence or plan.segment == part.segment
    named = set(core_of(part.before)) - _NO_NAME <= set(plan.text_before)
    wider = _WIDER.search(share.rate.lead) and not _WIDER.search(plan.text_before)
    if wider or (part.role == Role.TOTAL and plan.series):
        return None  # 任务分别为200万元、8883万元，合计9083万元，占全县任务的
    return plan if near and named and not given and not is_of_own_plan(share, plan) else None


def is_of_the_beginning(share: StatedShare, whole: Mention) -> bool:
    """Say whether a number is of the beginning of a year where the share is said to be of its end: 年初会员48260人；占年末会员数的7.8%."""
    return "年末" in share.rate.lead and "年初" in whole.text_before.rpartition("；")[2]


def is_of_own_plan(share: StatedShare, plan: Mention) -> bool:
    """Say whether a completion is of a part, behind 其中, of what a plan is of: its own plan is not printed."""
    part = share.first
    aimed = share.aimed or "完成率" in share.rate.lead
    behind = part.sentence.text.rfind("其中", 0, part.quantity.start)
    return aimed and behind > (plan.quantity.end if plan.sentence is part.sentence else -1)


def formula_of(share: StatedShare) -> ClaimFormula:
    """Give how a share is reckoned: of one number, or of the sum of several."""
    return share_of_list(len(share.parts)) if len(share.parts) > 1 else SHARE


def verdict_of(share: StatedShare, whole: Mention, rate: Quantity | None = None) -> Verdict:
    """Judge a share, or another rate in its place, by a whole."""
    printed = [m.quantity.printed for m in (*share.parts, whole)]
    return _judged_once(formula_of(share), tuple(printed), (rate or share.rate.quantity).printed)


@lru_cache(maxsize=_REMEMBERED)  # each share of a list is held against the wholes of each other
def _judged_once(formula: ClaimFormula, printed: tuple[Printed, ...], rate: Printed) -> Verdict:
    return judge(formula, printed, rate)[0]
