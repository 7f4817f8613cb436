"""The parts of a total in one breakdown, and whether anything says that they leave nothing out."""

import re
from collections.abc import Sequence
from functools import lru_cache

from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import chinese_number
from zzlib.audit.numbers.words import any_of, mentions_any, words
from zzlib.audit.reading.counted_alike import class_of
from zzlib.audit.reading.reading import REMEMBERED, Mention, ReadSentence, stripped
from zzlib.audit.reading.roles import Role
from zzlib.audit.reading.sentences import originals

_LED = re.compile("^(?:其中：?|包括|分为|由)")
_NAMELY = ("，具体为：", "，具体是：", "，具体为", "，分别为", "，分别是", "，分别是：", "，分别为：")
_ALL_OF = re.compile("[，：]?(?:全部|均)来自|[，：](?:全部|均)[为由是]|按[^，。；]+分别[为是]：")
_SUCH_AS = ("等", "其中", "未列")
_NO_OTHERS = re.compile(
    "其[他它余][一-龥]{0,6}(?:未设|没有(?!统计|列|计)|为零|均无|不设|均未(?:到位|发生|争取|入库|投入))"
)
SHARED = re.compile(
    "(?<![不无])(?<!无效)(?:可[多兼]?选(?:报)?多|之和(?:大于|超过|多于)|交叉|重复|重叠|重合|部分[一-龥]{1,6}(?:同为|同属|既是)|[双多]重(?!残|遗产|[0-9])(?:身份)?|兼|并用|并处多|互[有相]?(?:有)?包含|不[作宜](?:简单)?相加"
    "|一[人户案件企]多|同时(?:反映|享受|参加|符合|属于|纳入|领取|存在|具[有备]|涉及|患有)"
    "|涉及[一-龥]{0,4}(?:多|[两二三四五六七八九十\\d]+)[个大]?[种类]|涉及多|至少[一-龥]{0,4}其一|[两三]者同时|包含在[前上])"
)
"""What says that one may count for several of the parts."""
_UNTOLD = re.compile(r"[^，；。]{0,6}[，；](?:其余|其[他它]|剩余)[^\d，；。]*[，；。]")  # the rest has no number
UNNUMBERED = re.compile("，?(?:以?及|和|并有)[^\\d，。；（]{2,}[。；]")  # 幼儿园65所及中职、特教学校
_QUALIFIED = re.compile("导师|普惠|规模|重点|示范|优质|骨干|困难|低收入|限额|授权")
"""What names only some of a kind: 普惠性民办园 are not all 民办, 博士学位授权点 no doctors."""
_BAND = re.compile(
    r"\d+(?:\.\d+)?[%一-龥]{0,2}[-—–~至到]\d+(?:\.\d+)?[%一-龥]{0,2}?(?:之间)?(?:（[^（）]*）)?的|(?:不足|低于|不满)?\d+(?:\.\d+)?[%一-龥]{0,3}?(?:（含）)?(?:及?以[上下])?的"
)
CLOSED = re.compile(
    "没有(?:其[他它]|别的|另外)|无其[他它]|只(?:归|计|算|属|填|享受|统计|记)[一-龥]{0,2}一|每[一-龥]{1,3}(?:只|仅)[^，。；]{0,4}一[类种项次]|(?<!交叉)(?:互不|不)(?:重复|交叉|重叠)"
    "|[二两三四五六七八九][类种级档](?=[。；，]|$)"
)
_SO_MANY = re.compile(
    r"([二两三四五六七八九])(?:级(?!法院|人民|检察|政府)|类|大类|块|个?部门|个?单位|个?学段|个季度|项[一-龥])"
)
_YEAR = re.compile("(20\\d\\d)年度?[一-龥]{0,4}")
_SPAN = re.compile("(?:(?P<of>[两二三四五])年|(?P<first>20\\d\\d)年?[至到—-]+(?P<last>20\\d\\d)年)[^。；]*$")
_CHANGED = re.compile("(?:净?增[加长]?|新增|减少|上升|下降)$")
_DONE = re.compile("到[位账]|完成|争取|支付|新增|结转|已")
PERSONS = ("人", "名", "位", "人次")


class Breakdown:
    """The parts of one breakdown; `exhaustive` if the text or the names of the parts say that nothing is left out, `listed` if they only stand behind a colon."""

    def __init__(self, whole: Mention, parts: list[Mention], said: str) -> None:
        self.parts = parts
        names = [_LED.sub("", part.before) + part.after for part in parts]
        persons = whole.quantity.bare_unit in PERSONS[:-1]  # one person may be counted for several things
        complete = is_complete(names, alone=persons)
        self.divided = regex(r"(?:按|从|分)").match(said) is not None
        between = whole.sentence.text[whole.quantity.end : parts[0].quantity.start]
        told = _SO_MANY.search(whole.lead)
        closed = (
            mentions_any(words().parts.exhaustive_after, regex("[两三]项合计占|组成(?:员|单位|部门)").sub("", said))
            or parts[-1].role == Role.REST
            or said.startswith("分为")
            or (whole.text_behind.startswith(_NAMELY) and not mentions_any(_SUCH_AS, said))
            or _ALL_OF.search(between) is not None
            or between.endswith("，即" + parts[0].before.removeprefix("即"))
            or (told is not None and chinese_number(told[1]) == len(parts))
            or _are_bands(parts)
            or _are_years(whole, parts)
            or (CLOSED.search(said) is not None and not regex("兼|计入总数|可能").search(said))
        )
        shared = SHARED.search(said) is not None or SHARED.search(words_after(whole.sentence)) is not None
        rest = whole.sentence.text[parts[-1].quantity.end :]
        open_ = shared or (_UNTOLD.match(rest) is not None and not _NO_OTHERS.search(said))
        self.closed_by_name = regex("其[他它]").search(parts[-1].before) is not None and not closed and not complete
        self.exhaustive = (closed or self.closed_by_name or complete) and not open_
        self.listed = False
        states = any(regex("已|实际|目前|计划|累计|拟|开工|竣工|投产|完成").search(name) for name in names)
        self.parallel = not states or any(regex("未|为零|正在|在建").search(name) for name in names)
        classes = {stripped(part.before)[-1:] for part in parts}
        kinds = len(classes) == 1 and classes <= set("类型级科组段班")  # 文科类、理科类: nobody is of two
        named = any(mentions_any(words().parts.overlapping, name) for name in names)
        apart = not (_are_nested(parts) or named or (persons and not kinds))
        self.overlapping = shared or not (self.exhaustive or apart)
        self.of_one_kind = _of_one_kind(whole, parts)
        self.alike = _are_alike(parts)
        self.sum = sum((part.quantity.value for part in parts), Fraction(0))
        self.whole = whole


def words_after(sentence: ReadSentence) -> str:
    """Give the sentence that follows one in its paragraph, where it only says something of its numbers: 以上类型互有包含 of the parts before."""
    following = next(iter(originals(sentence.block.text.partition(sentence.original)[2])), "")
    return "" if regex(r"\d").search(following) else following


def is_task_of_done(total: Mention, parts: Sequence[Mention]) -> bool:
    """Say whether a task behind numbers of what was done is no sum of these: 到位资金合计5332万元，…。三家单位任务合计12300万元."""
    aimed = [regex(any_of(words().roles.target)).search(m.lead) for m in (total, *parts)]
    behind = all(m.sentence.number < total.sentence.number for m in parts)
    return behind and bool(aimed[0]) and not any(aimed[1:]) and any(_DONE.search(m.before) for m in parts)


def _are_bands(parts: list[Mention]) -> bool:
    """Say whether parts are bands from the top to the bottom, each going on where the other ends: 90分以上、80—90分、80分以下."""
    text = parts[0].sentence.text
    begin = parts[0].begin if parts[0].begin < parts[0].quantity.start else 0
    found = _BAND.findall(text[begin : parts[-1].quantity.start])
    edges = [edge for band in found for edge in regex(r"\d+(?:\.\d+)?").findall(band)]
    ends = {"以上" in band or "超过" in band for band in (found[0], found[-1])} if len(found) > 1 else set()
    even = len(edges) == 2 * len(found) - 2 and all(edges.count(edge) == 2 for edge in edges)
    return len(found) == len(parts) and ends == {True, False} and even


def _are_years(whole: Mention, parts: list[Mention]) -> bool:
    """Say whether parts are those of the years in a row that a total is told to be of: 三年新改建487.6公里，其中2021年x、2022年y、2023年z."""
    told = [_YEAR.fullmatch(_LED.sub("", part.before)) for part in parts]
    years = [int(year[1]) for year in told if year]
    row = len(years) == len(parts) and years == list(range(years[0], years[0] + len(parts)))
    span = _SPAN.search(whole.text_before)
    if not row or span is None:
        return False
    named = (span["first"], span["last"]) == (str(years[0]), str(years[-1]))
    return chinese_number(span["of"]) == len(parts) if span["of"] else named


def _of_one_kind(whole: Mention, parts: list[Mention]) -> bool:
    """Say whether parts are told in one breath, or by names that end alike (国税部门, 地税部门).

    省外…；产业项目… may be two ways of dividing one total.
    """
    first, last = parts[0], parts[-1]
    if first.sentence is last.sentence and first.segment == last.segment:
        return True
    idle = stripped(whole.before)
    names = [stripped(part.before).replace(idle, "") for part in parts]
    names = [regex("(?:到位)?资金|项目|收入|支出|投资|金额|案件").sub("", name) for name in names]
    return all(names) and len({name[-1] for name in names}) == 1


def _are_nested(parts: list[Mention]) -> bool:
    """Say whether the name of a part is a kind of another's: 小学, 完全小学 (but not 税收, 非税收)."""
    names = [stripped(part.before) for part in parts]
    return any(
        len(one) > 1 and other != one and other.endswith(one) and other[-len(one) - 1] not in "非未不无"
        for one in names
        for other in names
    )


def _are_alike(parts: list[Mention]) -> bool:
    """Say whether parts are told by one measure: their names end alike or name bodies of one class (小学, 初中)."""
    names = [_LED.sub("", part.before) for part in parts]
    if not stripped(names[0]):  # 39个世界文化遗产，14个世界自然遗产以及4个双重遗产
        names = [regex("(?:以及|和|及)$").sub("", part.after) for part in parts]
    alike = all(names) and len({name[-1] for name in names}) == 1
    bodies = parts[0].quantity.bare_unit not in PERSONS
    return alike or (bodies and bool(set.intersection(*map(class_of, parts))))


def is_complete(names: list[str], *, alone: bool = False) -> bool:
    """Say whether names of parts are all that there are of a kind: 城镇 and 乡村, 一产, 二产 and 三产; `alone` nothing else is named."""
    return _is_complete(tuple(names), alone)


@lru_cache(maxsize=REMEMBERED)
def _is_complete(names: tuple[str, ...], alone: bool) -> bool:
    told = {name: _complementing(name) for name in names if not _QUALIFIED.search(name)}
    said = frozenset().union(*told.values())
    for complement in words().parts.complements:
        if said.issuperset(complement):
            named = sum(not own.isdisjoint(complement) for own in told.values())
            if named >= len(complement) and not (alone and len(names) > named):
                return True  # 非税收入 holds 税收, too
    return False


@lru_cache(maxsize=REMEMBERED)
def _complementing(name: str) -> frozenset[str]:
    """Give the words in a name that with others are all that there is of a kind."""
    return frozenset(word for word in frozenset().union(*words().parts.complements) if word in name)


def halves_of(mention: Mention) -> dict[tuple[str, str], tuple[str, str]]:
    """Give the pairs of halves of which a number is told to be one, each with the word for it and what else its words name: (限上, 限下): 限下, 零售额."""
    thought = mention.thought
    found = {}
    for pair in words().parts.halves:
        for said in (mention.before, thought):
            ends = [(said.rfind(word) + len(word), len(word), word) for word in pair if word in said]
            if ends:
                _, _, word = max(ends)  # 非政府债券 holds 政府债券, too
                found[pair] = (word, noun_of(mention, word))
                break
    return found


def noun_of(mention: Mention, word: str = "") -> str:
    """Give what the words before a number name, without the word for a half and that it grew or fell."""
    return _CHANGED.sub("", stripped(mention.before.replace(word, "")))
