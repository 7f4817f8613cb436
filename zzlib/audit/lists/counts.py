"""Counts that a list of names must bear out: 有 4 个单位，分别是 A、B、C、D; and lists with amounts that must keep their rule."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import compress

from zzlib.audit.judging.claim import Binding, NumericClaim, Operand, settle, statement, text_claim
from zzlib.audit.lists.listed_items import item_of, list_behind
from zzlib.audit.numbers.arithmetic import Verdict, total_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, number_in
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence, without_asides, words_between
from zzlib.audit.reading.roles import CHANGES, Role

_WORD = "由|分别是|分别为|(?:分别)?(?:位于|设[在于])|分布[在于]|来自|涉及|涵盖|它们是|依次是|依次为|即|名单如下|具体是|是|为|逐[条一个]列[出举]|列举如下"
_LEAD_IN = re.compile(
    rf"^(?:）(?=：))?(?P<noun>[一-龥ⅠⅡⅢⅣⅤ]{{0,14}}?)(?:（[^（）]*）[一-龥]{{0,4}}?(?=分别|依次|，即|，分别|：))?(?:(?P<mark>[，：（])(?P<word>{_WORD})?|(?P<word2>{_WORD}))(?P<colon>：)?"
)
_ARE = re.compile("[一-龥]{2,8}?为(?:[一-龥]{3,10}、){2,}[一-龥]{3,10}(?=[，；。]|$)(?<!村)(?<!区)")
_GROUPS = re.compile(r"[，；]?(?:县直单位|县直部门|县直|乡镇|企业|国有企业|垂管单位|垂管|部门|街道|园区)(?:有|为|：)")
_NOT_ALL_NAMED = re.compile(r"未列名|未列出|未全部列|不一一列|（略）")
_PARTED = re.compile(r"(?:[^，、。；：\d]{2,36}；){2,}[^，、。；：\d]{2,36}(?=。|$)")  # 甲问题；乙问题；丙问题
_PLAIN_NAME = re.compile(r"[一-龥A-Za-z·“”《》]{1,24}|[一-龥]{2,8}某[一-龥]{1,30}|[一-龥]{9,16}某[一-龥]{1,24}")
NOT_NAMES = re.compile(
    r"完成|争取|增长|(?<!侵)占(?!道)|同比|达到|比|其中|已|未(?!成年|来)|(?<!公)共(?!青|和)|需(?!求)|要|(?<!供)应(?![急用])|正在|等待|实现|主要|尚|均(?![衡等])|且|因|由于|落实|推进|分别|进展"
)
_OWN_CLAUSE = re.compile(  # （只设满意、不满意两档） explains and names nothing
    "^[后原现曾]?(?:[改更简又统]?[称名])|只|仅|不含|部分|同时|去重|重复|交叉|^(?:包[含括]|含|指|系|按|每|分(?!局))|分为|分成|设有|(?:[果论级定]|^)设|均[配设已]"
    "|[两二三四五六七八九十](?:个|大)?(?:[档种类]|等次|学段|方面|环节|阶段|档次|方式|渠道|类别|层次|层面)|[两二三四五六七八九十][项级等]$"
)
# 国道310线, 3号闸, K8路, G1023: part of a name
_NUMBERED = re.compile(
    r"(?<=[国省县乡]道)\d{1,3}(?=线)|\d{1,3}(?=号[一-龥])|(?<![\d.])\d{1,4}(?=[路线](?:[、，。；]|$))|(?<=[A-Z])\d{1,4}(?=[、，。；]|$)"
)
_KINDS = (
    *("省", "自治区", "直辖市", "市", "州", "盟", "县", "区", "旗"),
    *("自治县", "自治旗", "特区", "林区", "新区", "开发区"),
    *("乡", "镇", "街道", "苏木", "场", "农场", "林场", "园区", "村", "社区", "居委会", "村委会"),
)
"""What stands in a bracket for bodies of the same rank: 28个省（自治区、直辖市）."""
_AMONG = re.compile("[^，；。：\\d]{0,16}[中里]，?")
_STATES = (
    *map(re.compile, ("减少|下[降滑]|负增长|亏损", "(?<!负)增[加长]|上[升涨]|盈利", "持平|不变", "(?:减|扭)亏")),
    *map(re.compile, ("已(?:全部)?(?:完成|竣工|办结|建成)", "正在|在建", "[尚还仍]未|未(?:开工|启动|实施)")),
)
"""What says that a count is of those in a state: 34个行业增长."""
_UP_DOWN_LEVEL = {0, 1, 2}  # 70个城市，下降的1个，持平2个，上涨67个
_TWO_BANDS = 2
_BANDED = re.compile("超过|不足|以[上下]|[高低]于|[\\d万千百]+[人户元%]?[至—-]|之间")
_NARROWED = re.compile("[但且]")
_OPEN, _UP = re.compile("超过|不足|以[上下]|[高低]于"), re.compile("超过|以上|高于")
_ALL_STATES = 3
_N = r"(?P<number>十[一二三四五六七八九]|[两二三四五六七八九十]|\d{1,2})"
_FIRST_ARE = re.compile(
    rf"(?<!进入)(?<!跻身)前{_N}(?:[位名大]|(?=[的项类个为是：]))[^，。；：\d有]{{0,12}}?(?:(?:分别|依次)?[为是]：?|：)"
)
_KINDS_ARE = re.compile(
    r"(?<![第\d.十百千万其之—-])(?P<number>[两二三四五六七八九]|十[一二三四五六]?|1?\d)(?:[大类种]|个?方面|个[一-龥]{0,2}(?:领域|行业|类别|种类|环节|县区|区县|市县|县市|乡镇|镇街|街道|部门|地区|省份))[^，；。：\d]{0,8}?(?:\d{1,4}[个条项件处起家名人])?(?<!中)(?P<lead>：|，(?:其中|分别[为是]|包括)?)"
)
_TWO_NAMES = re.compile("，[^，；。：\\d]+、[^，；。：、\\d]+$")  # 前五名：甲局96.4分，乙局、丙局同为94.8分
_NAMED_FIRST = re.compile(
    rf"(?:^|[，；：。])(?P<names>[^，；：。\d]+?)(?P<way>分别|依次|分)?(?:位?[居列]|排名?)(?!全[国省市])[^，；：。\d前]{{0,6}}前{_N}[位名]"
)
_BESIDE = re.compile("[一-龥]{0,4}、")
_POINT, _MORE = re.compile("一[是要、]|首先|第一|其一|（一"), re.compile("[一-龥”]、[一-龥“]")
_FEWEST = 2
_FAR_MORE = 3  # so many times the names that are listed are no miscount of them


@dataclass(frozen=True)
class Names:
    """A list of names, and the least and the most names that it may hold."""

    text: str
    least: int
    most: int


def count_claims(sentence: ReadSentence, reading: Reading) -> Iterator[NumericClaim]:
    """Give the claims of the sentence whose count a list of names bears out."""
    judged: set[int] = set()
    for mention in sentence.mentions:
        if mention.dimension != COUNT or not mention.quantity.is_exact:
            continue
        if not _is_task(mention):
            yield from _divided(mention)
        behind = _NUMBERED.sub(lambda number: "某" * len(number[0]), mention.text_behind)
        items = _items_after(behind, mention.quantity.unit)
        rest = regex("[；。]").split(behind.partition(items)[2])[0] if items is not None else ""
        if items is None or rest.startswith("）、") or regex(any_of(words().lists.offices)).match(items):
            continue
        if regex(r"\d").search(items):
            listed = [] if _is_task(mention) else list(_with_amounts(mention, items))
            judged |= {mention.quantity.start for _ in listed}
            yield from listed
        elif (names := _as_many(names_in(items), mention, rest)) and not (
            mention.quantity.value > names.most and _MORE.search(rest)
        ):
            shown = mention.text_behind[(start := behind.find(items)) : start + len(items)]
            yield _counted(mention, names if behind == mention.text_behind else replace(names, text=shown))
    yield from _kept(sentence)
    for told in (*_FIRST_ARE.finditer(sentence.text), *_KINDS_ARE.finditer(sentence.text)):
        yield from _so_many(sentence, told) if told.start("number") not in judged else ()
    for told in _NAMED_FIRST.finditer(sentence.text):
        names, stated = names_in(told["names"]), number_in(told["number"]) or 0
        if names and names.least > 1 and not names.least <= stated <= names.most and stated <= names.most + 1:
            sure = stated < names.least or told["way"]  # else they may be some of the first
            yield _miscounted(sentence, told, names.text.split("、"), Verdict.WRONG if sure else Verdict.DOUBTFUL)


def _as_many(names: Names | None, mention: Mention, rest: str) -> Names | None:
    """Give names as many as the numbers right behind them where these tell whether 和 joins two: 北京、廊坊和长治，分别为47、55和55."""
    row = next((m.series for m in mention.behind if m.series), [])
    told = names is not None and regex("，分别[一-龥]{0,4}\\d").match(rest) and names.least <= len(row) <= names.most
    return replace(names, least=len(row), most=len(row)) if names is not None and told else names


def _so_many(sentence: ReadSentence, told: re.Match[str]) -> Iterator[NumericClaim]:
    """Judge 居前三位的是甲783件、乙579件、丙562件 and 三大作物：甲1518万吨，乙89万吨，丙620万吨 by the names that have a number, or the plain ones."""
    stated, rest = number_in(told["number"]) or 0, sentence.text[told.end() :]
    told_of = without_asides(regex("[。；]").split(rest)[0])
    if not regex("\\d").search(told_of) and told_of.count("，") + 1 == stated:
        return  # 海上、通海水域货物运输合同纠纷，船员劳务合同纠纷，…: names that have a list in them
    names = names_in(regex("[，。；（]").split(rest)[0])
    if names is not None and names.least > 1:
        off = not names.least <= stated <= names.most
        listed = names.text.split("、") if off and told.re is _FIRST_ARE else []
    else:
        items, closed = list_behind(sentence, told.end())
        rest = items[-1].text_behind if items else ""
        others = regex("[^。]*?其[他它余]").match(rest) is not None
        most = len(items) + (others and told.re is _KINDS_ARE)
        whole = closed and len(items) > 1 and most >= stated - 1 and not regex("[^，；。]{0,3}等").match(rest)
        whole = whole and (told.groupdict().get("lead", "：") == "：" or _are_all(items, others=others))
        good = stated in (len(items), len(items) + others)  # 五类：咨询…、求助…、投诉…、建议…、其他…
        tied = {m.quantity.value for m in items[stated - 1 :]} if told.re is _FIRST_ARE else set()
        good |= len(items) > stated > 0 and len(tied) == 1  # 前三名：58.3%，36.8%，27.4%，27.4%
        joined = any(_TWO_NAMES.search(sentence.text[: m.quantity.start]) for m in items)
        between = (m for m in sentence.mentions if items and told.end("number") < m.quantity.start)
        # 三类场所共发现隐患407条，当场整改352条，限期整改55条
        joined |= any(m.quantity.start < items[0].quantity.start and same_unit(m, items[0]) for m in between)
        listed = [*(item_of(m).words for m in items), *["其他"] * others] if whole and not good and not joined else []
    if listed and all(len(name) > 1 for name in listed):
        yield _miscounted(sentence, told, listed, Verdict.WRONG)


def _are_all(items: list[Mention], *, others: bool) -> bool:
    """Say whether items, and what is told of the others, make a number before them: 766722处共6类，古遗址193282处、…、其他4226处."""
    told = items + [m for m in items[-1].behind if same_unit(m, items[0])][:others]
    ahead = [m.quantity.value for m in items[0].ahead if same_unit(m, items[0])]
    return sum(m.quantity.value for m in told) in ahead


def _miscounted(sentence: ReadSentence, told: re.Match[str], names: list[str], verdict: Verdict) -> NumericClaim:
    said = told.string[told.start("number") - (told.re is not _KINDS_ARE) : told.end("number") + 1]
    message = f"文中写“{said}”，列了 {len(names)} 个：{'、'.join(name[-8:] for name in names)}"
    return text_claim(sentence, "count", said.removeprefix("前"), f"{len(names)}", verdict, message)


def _divided(whole: Mention) -> Iterator[NumericClaim]:
    """Judge 在41个行业中，34个增长，7个下降 and 27个镇中，超过3万人的5个，…，不足1万人的4个: by states, or bands, of which each excludes the others."""
    if not whole.quantity.value:
        return  # 未受理0件，已办结6件、不受理5件
    text = without_asides(whole.text_behind)
    among = _AMONG.match(text) is not None
    behind = [m for m in whole.behind if m.quantity.is_exact and m.quantity.unit == whole.quantity.unit]
    parts = [m for m in behind if not m.depth and not m.quantity.hedge]
    told = [next((n for n, state in enumerate(_STATES) if state.search(m.after or m.lead)), -1) for m in parts]
    here = [m.segment == whole.segment for m in parts]
    if not among or set(compress(told, here)) >= _UP_DOWN_LEVEL:
        parts, told = list(compress(parts, here)), list(compress(told, here))
    banded = len(parts) > 1 and all(_BANDED.search(m.lead) for m in parts)
    ends = {bool(_UP.search(m.lead)) for m in parts if _OPEN.search(m.lead)}
    parts = parts if banded else [m for m, state in zip(parts, told, strict=True) if state >= 0]
    edges = {tuple(regex(r"[\d.]+").findall(m.lead)) for m in parts}
    meeting = len(parts) > _TWO_BANDS or len(edges) == 1  # 超过时间进度的6个，低于50%的3个: some are in neither
    apart = len(set(told)) == len(parts) > 1 or (banded and len(ends) > 1 and meeting)
    if not (among or set(told) >= _UP_DOWN_LEVEL) or not apart:
        return
    narrowed = any(_NARROWED.search(m.lead) for m in parts)  # 有进资但不足25%的: who has none is in no band
    said = not narrowed if banded else len(parts) >= _ALL_STATES
    claim = settle("count", whole, [Binding(total_of(len(parts)), tuple(parts))], certain=True)[0]
    if said or claim.verdict != Verdict.WRONG or sum(m.quantity.value for m in parts) > whole.quantity.value:
        yield replace(claim, named=True)


def _is_task(mention: Mention) -> bool:
    """Say whether a number is what is aimed at; 六项任务 counts tasks."""
    return mention.role == Role.TARGET and not mention.after.startswith(("任务", "目标", "指标"))


def _items_after(text: str, unit: str) -> str | None:
    """Give the text of the list that follows a count, up to the next thought; `None` if there is no list."""
    match = _LEAD_IN.match(text)
    if not match or _NOT_ALL_NAMED.search(text):
        return None
    word = match["word"] or match["word2"]
    if match["word"] == "为" or (match["word2"] == "为" and not _ARE.match(text)):
        return None
    if not (word or match["colon"] or match["mark"] in ("：", "（")) or match["word2"] == "是":
        return None
    items = text[match.end() :]
    if word == "来自" and not regex("[个家所座处]$").search(unit):
        return None  # 上访52批全部来自甲乡、乙乡
    if word == "由" and not regex("担任|兼任|组成").search(items):
        return None
    if items.startswith("其中"):  # what follows are parts of the count, not its names
        return None
    if match["mark"] == "（" and not word:
        items = items.partition("）")[0] if "（" not in items.partition("）")[0] else ""
        if _OWN_CLAUSE.search(items) or all(name in _KINDS for name in items.split("、")):
            return None
    items = without_asides(items) if not regex(r"（[^）]*\d").search(items) else items
    if (parted := _PARTED.match(items)) and not _POINT.match(items):
        return parted[0]
    items = regex(r"[。；]").split(items)[0]
    first = items.partition("，")[0]
    if "、" in first and not regex(r"\d").search(first):  # A、B、C，其中规上企业4户
        items = first
    return items if "、" in items or (word and items) else None


def names_in(items: str) -> Names | None:
    """Read a list of names; `None` where it is no plain list."""
    if _POINT.match(items):
        return None
    items = items.replace("；", "、") if _PARTED.fullmatch(items) else items
    groups = [part for part in _GROUPS.split(items) if part]
    grouped = bool(_GROUPS.search(items))
    if not grouped:
        groups = [regex(r"[，；：]").split(items)[0]]
    joined, least, most = rf"(?<!^埃){any_of(words().lists.joined)}(?!$)", 0, 0
    for group in groups:
        names = [name for name in group.strip("，；。").split("、") if name]
        if not names:
            return None
        last = regex(joined).split(names[-1])
        if any(not _PLAIN_NAME.fullmatch(name) or NOT_NAMES.search(name) for name in names):
            return None
        if sum(len(name) == 1 for name in names) > 1:  # 县（市、区）
            return None
        long = all(len(name) > _FEWEST for name in last)  # 麻醉科和重症医学科
        endings = {name[-1 if long else -2 :] for name in (*names[:-1], *last)}
        alone = long and len({name[-2:] for name in last}) == 1  # 富民合作社和绿源合作社
        told = len(endings) == 1 and len(last) > 1 and (len(names) > 1 or alone)
        least += len(names) + (len(last) - 1 if told else 0)
        parted = ([part for part in regex(joined).split(name) if len(part) > 1] for name in names)
        most += sum(max(1, len(parts)) for parts in parted)  # 甲镇和乙镇 are two, 泰和镇 is one
        if names[-1].endswith(words().lists.open_ended) or regex(r"等[一-龥\d]{0,6}$").search(names[-1]):
            return None
        if len(names) == 1 and len(last) == 1 and len(groups) == 1 and len(names[0]) > 10:
            return None
    return Names("、".join(groups), least, most)


def _counted(mention: Mention, names: Names) -> NumericClaim:
    stated = mention.quantity.value
    # 幼儿园6所，其中城区4所、乡镇2所：甲园、乙园、…: of the total and not of its last part
    unit = mention.quantity.unit
    parted = [m.quantity.value for m in mention.ahead if m.quantity.unit == unit and m.quantity.value > stated]
    if mention.role in CHANGES:  # 减少到4个，比上月减少3个，分别是甲局、…
        parted = [m.quantity.value for m in mention.ahead if m.quantity.unit == unit]
    if "其中" in mention.thought or mention.role in CHANGES:
        stated = next((value for value in parted if names.least <= value <= names.most), stated)
    told, ahead = mention.quantity.text, mention.previous
    if ahead is not None and ahead.quantity.unit == unit and _BESIDE.fullmatch(words_between(ahead, mention)):
        kinds = [regex("[^一-龥].*").sub("", m.after)[-1:] for m in (ahead, mention)]
        every = names.text.split("、")
        own = [name for name in every if name.endswith(kinds[-1])]
        if all(kinds) and 0 < len(own) < len(every) and all(name.endswith(tuple(kinds)) for name in every):
            names = Names("、".join(own), len(own), len(own))  # 2个社区、16个行政村：…
        elif abs(stated + ahead.quantity.value - names.least) <= abs(stated - names.least):
            stated, told = stated + ahead.quantity.value, f"{ahead.quantity.text}、{told}"
    good = names.least <= stated <= names.most
    verdict = Verdict.OK if good else Verdict.WRONG
    unnamed = (
        stated == 1
        or names.most == 1
        or (names.least == 1 and stated > names.most + 1)
        or stated > _FAR_MORE * names.most
    )
    if not good and unnamed:  # 有17件涉及夜间施工和餐饮排风: no names of the 17
        verdict = Verdict.UNVERIFIABLE
    listed = f"{names.least} 个" if names.least == stated else f"{names.least} 至 {names.most} 个（有的名称带“和”字）"
    only = "列了" if stated < names.least else "只数得"
    wrong = f"文中写 {told}，名单{only} {names.least} 个：{names.text}"
    message = f"名单列了 {listed}，相符" if good else wrong
    return statement("count", mention, verdict, message, recomputed=f"{names.least}{unit}", operands=())


_TOLD_OTHERWISE = re.compile(r"[、和及][^、，；。（）\d]+（[^（）\d]+）")  # 污水处理厂（57%）和停车场（尚未支出）
_ITEM = re.compile(
    r"(?P<name>[一-龥A-Za-z·]{2,20})[（：]?(?P<number>-?\d+(?:\.\d+)?)(?P<unit>%|亿元|万元|元|亩|[一-龥]{1,4})"
)
_EDGE = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)?(?P<unit>%|亿元|万元|元|亩)(?P<word>及?以上|以下|以内)|(?:(?P<under>不足|低于|不到|少于|未达到?)|超过|高于|达到|突破|过)(?P<over>\d+(?:\.\d+)?)(?P<over_unit>%|亿元|万元)"
)
_ARE_THOSE = re.compile(
    r"(?:的[^，。；：\d]{0,6}?(?:有|是|为|包括|：)|，(?:分别|依次)[是为：])([^，。；：]+?)(?=[，。；]|$)"
)
_YUAN = {"元": 1, "万元": 10_000, "亿元": 10**8}


def _kept(sentence: ReadSentence) -> Iterator[NumericClaim]:
    """Judge 完成率不足50%的有甲局（46%）、乙局（71%）: each of those that are named for keeping a bound, by its own number."""
    for edge in _EDGE.finditer(sentence.text):
        told = _ARE_THOSE.match(sentence.text, edge.end())
        items = [_ITEM.fullmatch(item.rstrip("）")) for item in regex("[、和及]").split(told[1])] if told else []
        off = [item for item in items if item and _breaks(edge, item)]
        if len(off) == 1 < len(items) and all(items) and "-" not in (told[1] if told else ""):
            shown = off[0]["number"] + off[0]["unit"]
            message = f"文中说“{edge[0]}”，而{off[0]['name']}是 {shown}"
            yield text_claim(sentence, "band", shown, "", Verdict.WRONG, message)


def _with_amounts(mention: Mention, items: str) -> Iterator[NumericClaim]:
    """Judge a list with amounts: its number of items, and whether each keeps the rule of the list (亿元以上)."""
    if (first := items.partition("，")[0]).count("、") > 1 and len(_ITEM.findall(first)) > first.count("、"):
        items = first
    items = regex("，[合总]?[共计]|，全[国省市县区镇乡村院校]").split(items)[0]
    if _TOLD_OTHERWISE.search(items):
        return
    parts = [part for part in regex(r"[、，]|(?<=）)").split(items) if regex(r"\d").search(part)]
    parts = [part for part in parts if not regex(r"合计|共计|总计|占|同比|增长|^全[省市州县区乡镇]").search(part)]
    bare = (regex(r"^(?:和|及|以及|分别是|即)|[）。]$").sub("", part) for part in parts)
    listed = [match for part in bare if (match := _ITEM.fullmatch(part))]
    if len(listed) < max(2, len(parts)) or any(
        regex("^(?:发现|涉及|向|其中)|发放").search(match["name"]) for match in listed
    ):
        return
    units = {match["unit"] for match in listed}
    if sum(Fraction(match["number"].replace(",", "")) for match in listed) == mention.quantity.value:
        return  # 6名病例（晋城市2例、太原市1例…）: so many together
    if mention.quantity.value > 2 * len(listed) or (len(units) > 1 and not units <= _YUAN.keys()):
        return  # 项目120个，涉及资金2.4亿元，…: amounts of what is counted, not its names
    edge = _EDGE.search(mention.sentence.text[mention.begin : mention.quantity.start])
    breaks = [match for match in listed if edge and _breaks(edge, match)]
    stated = mention.quantity.value
    if breaks:
        said = "、".join(match[0].strip("（）") for match in breaks)
        message = f"名单里的 {said} 不合“{edge[0] if edge else ''}”的条件"
        right = f"{len(listed) - len(breaks)}{mention.quantity.unit}"
        used = tuple(Operand(m["number"] + m["unit"], m["number"], m["unit"]) for m in breaks)
        yield statement("band", mention, Verdict.WRONG, message, recomputed=right, operands=used)
        return
    good = stated == len(listed)
    counted = all(match["unit"] == mention.quantity.unit for match in listed)  # 项目7个：储备1个、申报3个: no names
    if counted and (stated == sum(Fraction(m["number"]) for m in listed) or not (good or mention.after)):
        return
    message = f"名单列了 {len(listed)} 个，" + ("相符" if good else f"文中写 {mention.quantity.text}")
    verdict = Verdict.OK if good else Verdict.WRONG
    kind = "band" if edge else "count"
    yield statement(kind, mention, verdict, message, recomputed=f"{len(listed)}{mention.quantity.unit}")


def _breaks(edge: re.Match[str], item: re.Match[str]) -> bool:
    unit = edge["unit"] or edge["over_unit"]
    units = {unit, item["unit"]}
    if units != {"%"} and not units <= _YUAN.keys():
        return False
    bound = Fraction(edge["number"] or edge["over"] or "1") * _YUAN.get(unit, 1)
    value = Fraction(item["number"]) * _YUAN.get(item["unit"], 1)
    return value > bound if edge["under"] or edge["word"] in ("以下", "以内") else value < bound
