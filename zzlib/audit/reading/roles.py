"""What a number is in its sentence: a level, a target, a base, an increase, a gap, a share, a growth rate, a threshold."""

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, POINTS, TIMES
from zzlib.audit.numbers.words import any_of, mentions_any, words

if TYPE_CHECKING:
    from zzlib.audit.reading.reading import Mention


_CAME_TO = re.compile(r"[由从][^，；。]*?\d%[一-龥]{1,2}为$")  # 比重由8.30%上升为9.38%
_ONE_OF_SO_MANY, _OF_THEM = re.compile(r"每\d+[一-龥]{1,2}中就?有?约?$"), re.compile(r"中就?有?约?\d")


class Role(StrEnum):
    """The roles; the last four are of percentages."""

    LEVEL = "level"
    TARGET = "target"
    BASE = "base"
    INCREASE = "increase"
    DECREASE = "decrease"
    GAP = "gap"
    PACE = "pace"
    REST = "rest"
    TOTAL = "total"
    THRESHOLD = "threshold"
    SHARE = "share"
    GROWTH = "growth"
    RATE = "rate"
    CHANGE = "change"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return _LABELS[self]


_BOUNDS = ("区间", "以下", "以内", "及以上", "（含）以上", "之间", "高于", "低于", "大于", "小于")
CHANGES = (Role.INCREASE, Role.DECREASE)
_LABELS = {
    Role.LEVEL: "现有的数",
    Role.TARGET: "任务",
    Role.BASE: "基数",
    Role.INCREASE: "增加的数",
    Role.DECREASE: "减少的数",
    Role.GAP: "差额",
    Role.PACE: "每月的数",
    Role.REST: "其余",
    Role.TOTAL: "合计",
    Role.THRESHOLD: "界线",
    Role.SHARE: "占比、率",
    Role.GROWTH: "增减幅度",
    Role.RATE: "百分数",
    Role.CHANGE: "百分点",
}


THE_REST = re.compile("其[他它余]|余下|剩[余下]")
OVER_ALL = re.compile("总体|综合|整体|平均|汇总|(?:[两三四五六七八九]|几)[批项类次期轮个][一-龥]{0,4}合计")
"""What opens a rate of several things together: 总体合格率."""
_TARGET_TAIL = (
    r"(?:(?<!预算)(?:(?<=计划)完成|(?<=目标)完成|数|为|是|共|额|总额|总量|总数|安排|下达|资金|投资|项目|开发|收入|产值|分别|单位|部门|年|不少于"
    r"|新?开工|实施|建设|新增)*|(?<=预算)(?:数|为|是|安排|总额|：)*)"
)
_TO = r"(?:了|为|达到|达|仅|是|率|速度|幅度|比例|百分比|约|近|超过|超|至少|至多|又|各|均|分别|、|-|－|−)*$"


def role_of(mention: "Mention") -> Role:
    """Tell the role of a mention from the words before and behind it."""
    if mention.dimension in (PERCENT, TIMES):
        return _of_percentage(mention)
    if mention.dimension == POINTS:
        return Role.CHANGE
    return _of_amount(mention)


def growth_sign(lead: str) -> int:
    """Give +1 where words end in growth, -1 in decline, 0 in neither."""
    lead = regex("[至不最]少|[至最大许]多|[审核节]减(?=率)").sub("", lead)
    how = "(?:[一-龥](?=[速幅]度))?"  # 减贫速度
    if regex(rf"(?:{_growth(up=False)}|[少减跌]{how})" + _TO).search(lead):
        return -1
    return 1 if regex(rf"(?:{_growth(up=True)}|[多涨增升]{how})" + _TO).search(lead) else 0


def way_of(mention: "Mention") -> int:
    """Give +1 for a growth, -1 for a decline, 0 for neither, by the words before a number, or before the enumeration that it is of."""
    return growth_sign(mention.first.before or mention.first.lead)


def _of_percentage(mention: "Mention") -> Role:
    lead = mention.lead
    if growth_sign(mention.before or lead) and not _CAME_TO.search(mention.text_before):
        return Role.GROWTH
    if mention.quantity.hedge and _is_threshold(mention):
        return Role.THRESHOLD
    if regex(r"占|完成|为|达|率|比重|比例|进度|是|的$|、$|面$|(?<![同环])比$").search(lead):
        return Role.SHARE
    return Role.RATE


def _is_threshold(mention: "Mention") -> bool:
    """Say whether a hedged percentage names a class (完成80%以上的单位) and states no result."""
    if mention.quantity.hedge in _BOUNDS:
        return True
    if regex(r"以上(?:的)?(?:共)?(?:有|单位|乡镇|项目|部门|$)").match(mention.after):
        return True
    return mention.quantity.hedge in ("以上", "不足", "超过", "不到", "不低于") and not mention.lead.endswith(
        ("占", "的")
    )


def _of_amount(mention: "Mention") -> Role:
    roles, before, after = words().roles, mention.before, mention.after
    near = before[-8:]
    paced = mentions_any(roles.pace, regex(r"\d月平均").sub("", mention.lead))  # 7月平均气温 is of one month
    if paced and not regex("每人|标准|补贴|工资").search(mention.lead):
        return Role.PACE
    if _ends(roles.gap, near) or regex(r"的?(资金)?缺口").match(after):
        return Role.GAP
    if _ends(roles.excess, near):
        return Role.INCREASE
    if _ends(roles.rest, before) or regex(any_of(roles.rest) + r"[^，]{0,4}$").search(before):
        return Role.REST
    if (
        _ends(roles.total, near)
        and not before.startswith("以及")
        and not ("相比" in mention.topic and regex(any_of(roles.base)).match(before))
    ):
        return Role.TOTAL
    if _ends(roles.decrease, near) or regex(rf"{_growth(up=False)}(?<!改善)(?<![起升沉空迫霜]降)了?$").search(before):
        return Role.DECREASE  # 营养改善640万元, 起降1864架次, 地面沉降21起 are no changes
    if _ends(roles.increase, near) or regex(rf"{_growth(up=True)}了?$").search(before):
        return Role.INCREASE
    if changed := regex(r"(?:同比|环比|[较比][^，]{1,10})?(减少|增加)了?(?![到至为值])[一-龥]{1,4}").fullmatch(before):
        return Role.DECREASE if changed[1] == "减少" else Role.INCREASE
    if mention.depth and _opened_by_base(mention):
        return Role.BASE
    return _against_base(mention) or _aimed_or_reached(mention)


def _opened_by_base(mention: "Mention") -> bool:
    """Say whether a bracket holds the number alone of what stands right before it as a base: 较常年（638.0毫米）偏多, 环比7月（456起）, or the numbers: 与上年（238起、67人）相比."""
    ahead, behind = mention.text_before, mention.text_behind
    if regex("[与和同跟][^，。；：（）、]{1,10}（[^（）]*$").search(ahead) and regex(
        "[^（）]*）(?:相比|同比|比较)"
    ).match(behind):
        return True
    return (
        bool(regex("(?:(?<![同环对相占])[较比]|[同环]比)[^，。；：（）、]{1,10}（$").search(ahead))
        and behind[:1] == "）"
    )


def _aimed_or_reached(mention: "Mention") -> Role:
    before, after = mention.before, mention.after
    if _ONE_OF_SO_MANY.search(mention.text_before) or (before.endswith("每") and _OF_THEM.match(mention.text_behind)):
        return Role.THRESHOLD  # 大约每6辆中有1辆 counts nothing
    if _is_target(before, after) or _in_list_of_targets(mention):
        return Role.TARGET
    if mention.quantity.hedge in ("以上", "以下", "以内", "区间", "不足", "及以上", "（含）以上"):
        return Role.THRESHOLD
    return Role.LEVEL


def _against_base(mention: "Mention") -> Role | None:
    """Tell 比上年同期多 x, 较去年少到位 x, 超上年同期 x from 比上年同期的 x: the number is the change, not the base."""
    base, before = any_of(words().roles.base), mention.before
    if regex(rf"超(?:出|过)?{base}[^，]{{0,2}}$").search(before):
        return Role.INCREASE
    verbs = any_of(words().roles.of_change)
    bare = regex(rf"偏?(?P<way>[多高增少低短减])(?:{verbs})*").fullmatch(before)  # 比去年的73件少15件
    base_ahead = mention.place > 0 and mention.sentence.mentions[mention.place - 1].role == Role.BASE
    # 今年评定47家（去年36家），比去年多评11家
    bare = bare or (base_ahead and regex(rf"[比较]{base}(?P<way>[多少])[一-龥]{{1,2}}").fullmatch(before)) or None
    if bare and base_ahead:
        return Role.INCREASE if bare["way"] in "多高增" else Role.DECREASE
    # 破案数多34起，增长14.0%: a rate behind says that 多 and 少 tell a change
    rest = mention.text_behind
    grew = rf"(?:同比|环比|分别|各)?(?:{_growth(up=True)}|{_growth(up=False)}|[增涨升])(?:了|约|近)?"
    rated = regex(rf"(?:、\d+[一-龥]{{1,2}})*[，、]{grew}\d[\d.]*%").match(rest) or _rate_ahead(mention)
    told = regex(rf"(?:^[增减]|(?<![至最许大众诸更])[多少])(?:{verbs})*$").search(before) if rated else None
    if told:
        return Role.INCREASE if told[0][0] in "多增" else Role.DECREASE
    found = regex(
        rf"(?:{base}|同比|环比|相比|[较比][^，]{{2,10}}?)[^，]{{0,2}}?(?P<way>[多高增少低短减])(?:{verbs})*$"
    ).search(before)
    # 较上年多聘52人
    found = found or regex(rf"(?:[较比]{base}|同比|环比)(?P<way>[多少])(?!数)[一-龥]{{1,2}}$").search(before)
    if found:
        return Role.INCREASE if found["way"] in "多高增" else Role.DECREASE
    return Role.BASE if _is_base(mention) else None


def _rate_ahead(mention: "Mention") -> bool:
    """Say whether a number tells in bare words by how much the rate or the number right before it changed: 增35.12%，多17329万元; 在职2156万人，多216万人."""
    ahead = mention.previous
    level = ahead is not None and ahead.role == Role.LEVEL and ahead.quantity.unit == mention.quantity.unit
    grew = level or (ahead is not None and ahead.role == Role.GROWTH and ahead.dimension == PERCENT)
    return grew and regex("(?:全年|当年|年内)?[多少]").fullmatch(mention.lead) is not None


def _is_earlier_year(mention: "Mention") -> bool:
    """Say whether a number is said to be that of a year, behind one of a later year or of none: 2012年为 67.6万人次."""
    said = regex(r"(20\d\d)年(?:同期|全年|[底末])?(?:还?[仅只])?(?:分别)?[为是有仅只]$").search(mention.before)
    alone = mention.text_behind.startswith("）")
    said = said or (regex(r"（(20\d\d)年(?:同期)?$").search(mention.text_before) if alone else None)
    before = mention.sentence.mentions[: mention.place]
    ahead = next((m for m in reversed(before) if m.dimension == mention.dimension), None)
    if not said or ahead is None:
        return False
    years = regex(r"(20\d\d)年").findall(mention.sentence.text[: ahead.quantity.start])
    return all(int(year) > int(said[1]) for year in years[-1:])


def _is_base(mention: "Mention") -> bool:
    before = mention.before
    if _is_earlier_year(mention):
        return True
    if regex("(?:今年|本年|本期)(?:的)?同期[^，]{0,12}$").search(before):
        return False
    if regex(r"不含|不包括|旧存|积压|遗留").search(before) or regex(
        r"(?:上年|年初|期初)(?:末|度)?(?:滚存)?(?:结余|结转|节余)[^，]{0,10}$"
    ).search(before):
        return False  # a present item of a budget, not last year's figure
    if not regex(r"[较比由从]").search(before) and _is_target(before, ""):
        return False
    if regex(any_of(words().roles.base) + r"[^，]{0,12}$").search(before) or regex(
        r"(?:(?<![同环])比(?!赛)|较(?![大多好快高低重长少为]))(?:[^，]{1,12}|20\d\d年[^，]{0,14}的)$"
    ).search(before):
        return True
    if regex(r"[与和同跟较比][^，]{2,24}$").search(mention.lead) and regex(r"[^，。；]{0,16}相比").match(
        mention.text_behind
    ):
        return True  # 与上年受理7338件、审执结6897件相比
    grows_to = r"(?:，(?=[扩增升提发调经]))?[^，。；]{0,6}(?:增|升|提|扩|降|减|缩|发展|增长|下滑|调|变|延|拓|压|回|跃|涨|跌|加|拉|改)\S{0,3}[到至为]"
    rest = mention.text_behind
    rated = rf"(?:同比)?(?:{_growth(up=True)}|{_growth(up=False)})[\d.]+%"
    return bool(regex(r"[由从][^，]{0,14}$").search(before)) and bool(regex(f"{grows_to}|{rated}").match(rest))


def _is_target(before: str, after: str) -> bool:
    roles = words().roles
    tail = before[-10:]
    tail = regex("(预算|计划)[内外]|(?:科技|研发|行动|培[养训])计划|(?:承担|执行|担负)[^，]{0,6}任务").sub("", tail)
    if regex(any_of(roles.target) + f"{_TARGET_TAIL}$").search(tail):
        return True
    planned = regex(
        r"(?<![按照超比入原])(?<!科技)(?<!研发)(?<!行动)(?:计划|拟)(?!内|外|的|中|数|[一-龥]{0,8}(?:完成|实现|达|到位|已))[一-龥]{2,8}$"
    ).search(
        before,
    )
    if planned:
        return True
    ahead = regex(r"[^，。；和]{0,10}?" + any_of(roles.target) + r"(?=$|[和、及已中还尚仍差缺]|的$)").match(after)
    return ahead is not None and not regex(r"完成|达到|超过|实现|落实|未").search(ahead[0])


def _in_list_of_targets(mention: "Mention") -> bool:
    """Say whether a number follows 全年目标为：, which makes all numbers of the list targets."""
    head = mention.text_before
    return bool(regex(r"(?:目标|任务|计划|指标)(?:为|是|分别为|分别是|如下)?：[^；。：]*$").search(head))


def _ends(alternatives: tuple[str, ...], text: str) -> bool:
    return bool(
        regex(any_of(alternatives) + r"(?:了|为|达|达到|约|仅|至少|至多|资金|投资|单位|项目|任务)*$").search(text)
    )


@cache
def _growth(*, up: bool) -> str:
    roles = words().roles
    return any_of(roles.growth_up if up else roles.growth_down)
