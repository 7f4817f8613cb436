"""How many of a list keep a bound, and which: 满意率在90%以上的有5个, 高于平均的是甲、乙, 达到合格线的4人, 甲是唯一超过10%的; held against the list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zzlib.audit.judging.claim import NumericClaim, text_claim
from zzlib.audit.lists.listed_items import RankedItem
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import number_in
from zzlib.audit.reading.reading import ReadSentence

_VALUE = r"(?P<edge>\d+(?:\.\d+)?)(?P<unit>%|分(?!钟)|亿元|万元|元|毫米|公里|万人次|人次|万吨|吨|万亩|亩|[件起家户个人枚米度天])?"
_MEAN = "(?P<mean>(?:全[一-龥]|[市县区省校院国]|总体|整体)?(?:平均)(?:水平|进度|值|数|线|分|成绩)?)"
_PASSED = "(?P<passed>未达标|不达标|未达到?目标|达标|达到?目标|完成目标)"
_LINE = "(?P<line>(?:合格|及格|达标|录取|优秀|分数|控制|警戒)线(?:水平|标准)?)"
_N = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})"
_BODY = "[个家所名人站处镇乡县条项户座村款种类]"
_OVER = "超过|高于|突破|大于|多于|超|优于"
_REACH = "达到或超过|达到|达|不低于|不少于"
_UNDER = "不足|低于|未达到?|小于|少于|不到|不达|未达到|达不到|没有达到"
_EDGE = f"(?:(?P<way>{_OVER}|{_REACH}|{_UNDER}|在)(?:了)?(?:(?:全[一-龥]|总体|整体)?(?:平均(?:水平|值|数|线)?)?{_VALUE}|{_MEAN}|{_LINE})(?:的?标准)?(?P<after>（?含?）?(?:及|或)?以[上下])?|(?P<half>过半|未过半)|{_PASSED})"
_BEHIND = re.compile(
    rf"{_EDGE}(?:（[^）\d]*）)?的?[^，。；：\d、比增降]{{0,10}}?(?:有|共有?|为|只有|仅有|达|共计|，有|，共)?{_N}(?P<body>{_BODY})(?![百千万亿月半])(?P<tail>[^，。；]{{0,12}})"
)
_ABOVE_BEHIND = re.compile(
    rf"{_VALUE}(?P<after>(?:（含）|及|或)?以[上下])(?:（[^）\d]*）)?的?[^，。；：\d、比增降]{{0,10}}?(?:有|共有?|为|只有|仅有|达|共计)?{_N}(?P<body>{_BODY})(?![百千万亿月半])(?P<tail>[^，。；]{{0,12}})"
)
_AHEAD = re.compile(rf"(?:有|共有?|仅有?|只有)?{_N}(?P<body>{_BODY})[^，。；：\d、比增降中里]{{0,12}}?{_EDGE}")
_NAMED = re.compile(
    rf"{_EDGE}(?:（[^）\d]*）)?的[^，。；：\d、]{{0,6}}?(?:分别是|依次是|依次为|分别为|只有|仅有|有|是|为)(?P<names>[^，。；：\d]{{2,60}})"
)
_ONLY = re.compile(
    rf"(?P<name>[^，。；：\d]{{2,14}}?)(?:成?为|是)(?:[全各][一-龥]{{1,4}})?(?:唯一|仅有)(?:一?个|一?家)?[^，。；：\d]{{0,8}}?{_EDGE}"
)
_BAND = re.compile(
    rf"(?P<low>\d+(?:\.\d+)?)(?P<unit>%|分)?[至到—–~～-]{{1,2}}(?P<high>\d+(?:\.\d+)?)(?P<unit2>%|分)(?:之间)?的?[^，。；：\d、]{{0,10}}?(?:有|共有?|为|只有|仅有)?{_N}(?P<body>{_BODY})(?![百千万亿月半])"
)
_MEAN_TOLD = re.compile(
    r"(?:平均(?:水平|[一-龥]{0,6}[率度值数线分速幅]|成绩)?|均值)(?:为|是|达到?)?(?P<value>\d+(?:\.\d+)?)"
)
_LINE_TOLD = re.compile(
    r"(?P<value>\d+(?:\.\d+)?)[分%]?(?:及?以上)?[为是](?P<what>合格|及格|达标|优秀)|(?:目标|任务|标准|底线|要求|指标)(?:值|线)?(?:均|统一)?[为是](?:不低于)?(?P<value3>\d+(?:\.\d+)?)(?=[%分]?[，。；（）])|(?P<what2>合格|及格|达标|录取|优秀|分数|控制|警戒)(?:线|分数线)?(?:为|是)(?P<value2>\d+(?:\.\d+)?)"
)
_ALL = re.compile(
    rf"(?:(?<![人户平月年日])均|全部|全都|都)(?:已|在)?(?:{_EDGE}|(?P<growing>实现)?(?P<sign>正增长|负增长))(?![^，。；]{{0,6}}(?:除外|之外))"
)
_MIDDLE = re.compile(r"中位数(?:为|是|：)?(?P<edge>\d+(?:\.\d+)?)(?P<unit>%|[一-龥]{0,3})(?=[，。；）、])")
_LESS_IS_BETTER = re.compile("不高于|不超过|以[内下]|限值|上限|浓度|能耗|药占比|死亡|漏损|差错|逾期|投诉|PM|空置|成本")
_PLACES, _HALF = "村镇乡县校", 50
_OTHER = re.compile("比上年|同比|环比|增[幅速长]|降幅|上年|去年|总计|累计|[若如]按|计划|目标|连续")
_REST = re.compile("其余|其他|另有|另外")


@dataclass(frozen=True)
class Bound:
    """A bound, the sides of it that are meant (-1 below, 0 at it, 1 above), and whether what is at it may be meant or not."""

    edge: Fraction
    above: bool
    with_edge: bool

    def keeps(self, item: RankedItem) -> bool:
        """Say whether an item keeps it."""
        at_edge = item.value == self.edge and self.with_edge
        return at_edge or (item.value > self.edge if self.above else item.value < self.edge)


def bounded_claims(
    sentence: ReadSentence, text: str, items: Sequence[RankedItem], told: str, *, whole: bool
) -> Iterator[NumericClaim]:
    """Judge what a text says of a list by bounds; `told` is the list's own text and what stands between, which may tell the mean."""
    done: set[int] = set()
    for pattern in (_BEHIND, _ABOVE_BEHIND, _AHEAD, _BAND):
        for match in pattern.finditer(text):
            if match.start("n") in done or _is_otherwise(text, match, told):
                continue
            bounds = _bounds(match, items, f"{told}{text}")
            if bounds and number_in(match["n"]):
                done.add(match.start("n"))
                yield from _counted(sentence, match, items, bounds, whole=whole)
    yield from _alike(sentence, text, items, told)
    for match in _NAMED.finditer(text):
        bounds = [] if _is_otherwise(text, match, told) else _bounds(match, items, f"{told}{text}")
        if bounds:
            yield from _names(sentence, match, items, bounds)
    for match in _ONLY.finditer(text):
        bounds = [] if _is_otherwise(text, match, told) else _bounds(match, items, f"{told}{text}")
        keeping = [i for i in items if all(b.keeps(i) for b in bounds)]
        if bounds and len(keeping) > 1:
            shown = "、".join(f"{i.words[-8:]}（{i.shown}）" for i in keeping)
            message = f"文中说“{match[0].strip('，')}”，名单里这样的有 {len(keeping)} 个：{shown}"
            yield text_claim(sentence, "count", match[0].strip("，"), f"{len(keeping)}个", Verdict.WRONG, message)


def _alike(sentence: ReadSentence, text: str, items: Sequence[RankedItem], told: str) -> Iterator[NumericClaim]:
    """Judge 均超过15天 and 全部实现正增长 by each of a list, and the middle one of it that is told."""
    for match in _ALL.finditer(text):
        clause = regex("[，。；]").split(text[: match.start()])[-1]
        bounds = [] if _is_otherwise(text, match, told) else _bounds(match, items, f"{told}{text}")
        if match["sign"] and items[0].unit == "%":
            bounds = [Bound(Fraction(0), match["sign"] == "正增长", False)]
        off = [i for i in items if not all(b.keeps(i) for b in bounds)]
        if off and len(off) < len(items) - 1 and not regex("其[中他它余]").search(clause):
            shown = "、".join(f"{i.words[-8:]}（{i.shown}）" for i in off)
            message = f"文中说“{match[0].strip('，')}”，名单里 {shown} 不是这样"
            verdict = Verdict.WRONG if len(off) == 1 else Verdict.DOUBTFUL
            yield text_claim(sentence, "order", off[0].shown, "", verdict, message)
    for match in _MIDDLE.finditer(text):
        order = sorted(items, key=lambda i: i.value)
        right = (order[(len(order) - 1) // 2].value + order[len(order) // 2].value) / 2
        # 全国居民收入中位数 is of those who earn, and so is 收入23781元，中位数20512元, and that of a total of which the list tells the parts
        bare = regex("(?:[^\\d]*[，。；])?").fullmatch(text[: match.start()]) is not None
        bare = bare and f"{float(sum(i.value for i in items)):.10g}" not in told
        of_list = bare or any(Fraction(match["edge"]) == i.value for i in items)
        if match["unit"] == items[0].unit and Fraction(match["edge"]) != right and of_list:
            message = f"由小到大排，中间的是 {float(right):g}，文中写{match[0]}"
            yield text_claim(sentence, "order", match[0][3:], f"{float(right):g}", Verdict.WRONG, message)


def _is_otherwise(text: str, match: re.Match[str], told: str) -> bool:
    """Say whether the clause speaks of another measure than the list does."""
    clause = regex("[，。；]").split(text[: match.start()])[-1] + match[0]
    other = _OTHER.search(clause)
    return (other is not None and other[0] not in told) or _REST.search(clause) is not None


def _bounds(match: re.Match[str], items: Sequence[RankedItem], told: str) -> list[Bound]:
    """Give the bounds that a match names; none where they are of another unit than the list, or the mean isn't told."""
    groups = match.groupdict()
    if "low" in groups:
        same = items[0].unit == match["unit2"]
        return [Bound(Fraction(match["low"]), True, True), Bound(Fraction(match["high"]), False, False)] if same else []
    if groups.get("half"):
        return [Bound(Fraction(_HALF), match["half"] == "过半", False)] if items[0].unit == "%" else []
    edge = _edge(groups, items, told)
    if edge is None:
        return []
    if (passed := groups.get("passed")) is not None:
        above = passed[0] not in "未不"
        return [] if _LESS_IS_BETTER.search(told) else [Bound(edge, above, above)]
    way, after = groups.get("way") or "在", groups.get("after") or ""
    under = way in _UNDER.split("|") or after.endswith("下")
    above = way in _OVER.split("|") or way in _REACH.split("|") or after.endswith("上")
    if under == above:
        return []
    return [Bound(edge, above, bool(after) or way in _REACH.split("|"))]


def _edge(groups: dict[str, str | None], items: Sequence[RankedItem], told: str) -> Fraction | None:
    if edge := groups.get("edge"):
        unit = groups["unit"] or ""
        return Fraction(edge) if unit == items[0].unit or (unit == "分" and not items[0].unit) else None
    if groups.get("mean"):
        edges = {match["value"] for match in _MEAN_TOLD.finditer(told)}
    else:
        line = groups.get("line") or "目标"
        lines = [m for m in _LINE_TOLD.finditer(told) if (m["what"] or m["what2"] or "目标") in line]
        edges = {match["value"] or match["value2"] or match["value3"] for match in lines}
    return Fraction(edges.pop()) if len(edges) == 1 else None


def _counted(
    sentence: ReadSentence, match: re.Match[str], items: Sequence[RankedItem], bounds: list[Bound], *, whole: bool
) -> Iterator[NumericClaim]:
    stated = number_in(match["n"]) or 0
    keeping = [i for i in items if all(b.keeps(i) for b in bounds)]
    if stated > len(items) and (not whole or regex("全[国省市县区][^，。；]*$").search(match.string[: match.start()])):
        return  # of more than are listed
    good, body = stated == len(keeping), match["body"]
    noun = (regex("[一-龥]").findall(regex("[有共为计]+$").sub("", match.string[: match.start("n")]))[-1:] or [""])[0]
    if not keeping or (noun in _PLACES and not any(i.words.endswith(noun) for i in items)):
        return  # 100万元以上的村3个: not of the kinds of income that are listed
    shown = "、".join(f"{i.words[-8:]}（{i.shown}）" for i in keeping)
    message = f"名单里这样的有 {len(keeping)} 个：{shown}" + ("，相符" if good else f"；文中写“{match[0]}”")
    sure = whole or len(keeping) < len(items)
    verdict = Verdict.OK if good else Verdict.WRONG if sure else Verdict.DOUBTFUL
    yield text_claim(sentence, "count", f"{match['n']}{body}", f"{len(keeping)}{body}", verdict, message)


def _names(
    sentence: ReadSentence, match: re.Match[str], items: Sequence[RankedItem], bounds: list[Bound]
) -> Iterator[NumericClaim]:
    """Judge the names of those that keep a bound, each by its number."""
    for name in regex("[、和及与]").split(match["names"]):
        named = [i for i in items if len(name) > 1 and (name in i.words or (len(i.words) > 1 and i.words in name))]
        if len(named) == 1 and not all(b.keeps(named[0]) for b in bounds) and named[0].value != bounds[0].edge:
            keeping = "、".join(f"{i.words[-8:]}（{i.shown}）" for i in items if all(b.keeps(i) for b in bounds))
            message = f"文中说“{match[0].rstrip('，')}”，名单里{name}是 {named[0].shown}；这样的是{keeping or '没有'}"
            yield text_claim(sentence, "order", name, keeping, Verdict.WRONG, message)
