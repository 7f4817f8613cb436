"""Lists of names and numbers, of a sentence or of a column or row of a table, of which words may tell the order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import POINTS, RATIOS, number_in
from zzlib.audit.reading.binding import own_words
from zzlib.audit.reading.reading import Mention, ReadSentence, words_between
from zzlib.audit.reading.roles import Role
from zzlib.audit.tables.made_tables import PARTIAL, WHOLE
from zzlib.audit.tables.told_cells import ToldCells

_BARE = re.compile(r"(?:和)?(?P<name>[一-龥A-Za-z]{2,8}?|\d{1,3}号)(?:为|达)?(?P<number>\d+(?:\.\d+)?)")
_OF_TIME = re.compile(r"(?:19|20)\d\d年?|\d{1,2}月份?|第?[一二三四]季度")
_TURNED = re.compile("降|减|负|下滑|目标|任务|计划|上年|去年|同期|平均|合计|(?<!公)共|总|全[市县区省国]|比|较|其中")
_KINDS = (Role.LEVEL, Role.SHARE, Role.RATE, Role.GROWTH)
_NO_ITEM = re.compile("其中|其余|(?<!公)共|合计|中位数|最[高多低少大小]|[，、；](?:[一-龥]{1,6})?平均(?!每)")
_REST_OF_LIST = re.compile(
    "）?[，；、和及]?(?:其[他它余中后]|[一-龥]{0,12}(?:总[和计数量额]|[合共]计|[一统拢通]共|共$|全(?:[县市区镇乡村院校局厂年部]|公司)|平均(?!每)))|[，；][^，、]{0,6}(?:领先|相差|[比较]|[高低]于|第[一二三][名位]|最[高低多少]|[前后末][一-龥][位名])"
)
"""What opens the rest, the sum or a comparison behind a list, which stand outside it: 、其他1580件, ，上述公司总和2514件."""
_OPENED = re.compile("：|(?<!其)中，")
_NEXT_ITEM = re.compile(r"[）)]?[、，；和及]?[一-龥“”·、]{1,16}?(?:同比|环比)?(?:增长|上升)?[（(为达]?")
_INSIDE = re.compile("包括|主要|涉及")  # 市民生活类147件，主要包括咨询52件
_OF_ITEM = re.compile("[，（]?(?:占[一-龥]{0,12})?")
_HEADED = re.compile("的[一-龥]{0,4}?(?:依次|分别)?[是为有]")  # 增加额较多的是甲市8.04亿元
IDLE = re.compile("^(?:其中|以|而|且|也|分别|依次)+|[，；：、。“”（）]|(?:为|达到|达|是|有)+$")
LONG = 16  # what stands before a number in a list of names is no longer
ITEMS = 3
_BY_CHANCE = 2  # numbers of so many digits are sums of others by chance


@dataclass(frozen=True)
class RankedItem:
    """A number of a list, as printed, the words that name it, and where the list ends."""

    words: str
    value: Fraction
    shown: str
    unit: str
    end: int
    of: str = ""
    """The head of its column."""


def list_behind(sentence: ReadSentence, start: int) -> tuple[list[Mention], bool]:
    """Give the numbers of a list of names and numbers, each of which its share may follow, and whether the list is seen to end."""
    items: list[Mention] = []
    at = start
    for mention in sentence.mentions:
        if mention.quantity.start < start:
            continue
        between = sentence.text[at : mention.quantity.start]
        kind = (mention.dimension, mention.quantity.unit[-1:])
        other = bool(items) and kind != (items[0].dimension, items[0].quantity.unit[-1:])
        if other and (not between or (mention.dimension in RATIOS and _OF_ITEM.fullmatch(between))):  # 火灾1起8人
            at = mention.quantity.end
            continue
        if _REST_OF_LIST.match(between):
            return items, True
        told = _NEXT_ITEM.fullmatch(between) and not _INSIDE.search(between)
        if other or mention.role not in _KINDS or mention.quantity.hedge or not told:
            return items, False
        items.append(mention)
        at = mention.quantity.end
    return items, True


def table_lists(cells: ToldCells) -> Iterator[tuple[str, list[RankedItem]]]:
    """Give the columns of all tables with their heads, and the rows that have a number for each year or month with their names."""
    for line in cells.lines(of_rows=False):
        told = [c for c in line if c.label and not WHOLE.match(c.label) and not PARTIAL.search(c.label)]
        timed = any(_OF_TIME.fullmatch(c.head) for c in told)
        if not timed and len({c.is_rate for c in told}) == 1 and len({c.label for c in told}) == len(told) >= ITEMS:
            yield told[0].head, [RankedItem(c.label, c.quantity.value, c.quantity.text, "", 99, c.head) for c in told]
    for line in cells.lines(of_rows=True):
        told = [c for c in line if _OF_TIME.fullmatch(c.head)]
        if len(told) == len(line) >= ITEMS:
            label = line[0].label
            yield label, [RankedItem(c.head, c.quantity.value, c.quantity.text, "", 99, label) for c in told]


def listed_items(sentence: ReadSentence) -> list[RankedItem]:
    """Give the like numbers of a sentence that stand one behind the other, each with a name of its own."""
    for first in sentence.mentions:
        if own_words(first).startswith("、"):
            continue  # a list is told from its first on
        kind = (first.dimension, first.quantity.unit[-1:])
        run = [m for m in sentence.mentions[first.place :] if (m.dimension, m.quantity.unit[-1:]) == kind]
        opened = next((n for n, m in enumerate(run) if n and _OPENED.search(words_between(run[n - 1], m))), 0)
        run = run[opened:]  # 980件，按类别分：食品类386件
        run = [run[0], *takewhile(_goes_on, run[1:])]
        first_is_total = run[0].quantity.value == sum(m.quantity.value for m in run[1:])
        run = run[first_is_total and run[0].quantity.digits > _BY_CHANCE :]
        listed = run[1:] if _HEADED.search(own_words(first)) else run
        plain = all(m.dimension != POINTS and not m.quantity.hedge and not m.depth for m in run)
        if not plain or len(run) < ITEMS or any(m.role not in _KINDS for m in listed):
            continue
        items = [item_of(m) for m in run]
        items = items[:-1] if regex("其[他它余]").match(items[-1].words) else items
        named = all(len(i.words) <= LONG and not _TURNED.search(i.words) for i in items[1:])
        named = named and all(i.words and "×" not in i.words for i in items)
        if len(items) >= ITEMS and named and not _TURNED.search(items[0].words[-LONG:]):
            return items if len({i.words for i in items}) == len(items) else []
    return _bare_list(sentence)


def _goes_on(mention: Mention) -> bool:
    """Say whether a list goes on with a number, which doesn't tell what one is more or less than another: ，比日用百货多455件."""
    more = mention.role not in _KINDS and mention.lead.startswith(("比", "较"))
    more |= mention.before.endswith(("目标为", "标准为", "底线为"))
    return not (mention.quantity.hedge or _NO_ITEM.search(own_words(mention)) or more)


def is_of_all(listed: str, size: int) -> bool:
    """Say whether a list is told to be of all: 各镇, or 七个镇 and seven are listed."""
    numbers = regex("([二三四五六七八九十]{1,3}|\\d{1,2})[个家所县镇乡村市区街省州地]").findall(listed)
    return regex("各(?=[一-龥])").search(listed) is not None or size in map(number_in, numbers)


def item_of(mention: Mention) -> RankedItem:
    """Give a number with the words of its own that name it."""
    quantity, words = mention.quantity, regex("[，：；]").split(own_words(mention).lstrip("，；"))[-1]
    words = IDLE.sub("", _HEADED.split(words)[-1])
    return RankedItem(words, Fraction(quantity.number), quantity.text, quantity.unit, quantity.end)


def _bare_list(sentence: ReadSentence) -> list[RankedItem]:
    """Give the items of a list behind a colon whose numbers have no unit: 北站61、东站54、南站47."""
    lead, _, rest = sentence.text.partition("：")
    rest = regex("[；。]").split(rest)[0]
    rest = regex("（[^（）\\d]*）$").sub("", rest)  # 甲省558.3、乙省291.4（亿立方米）
    parts = regex("[，、]").split(rest) if regex("，[^，、]*，").search(rest) else rest.partition("，")[0].split("、")
    found = list(takewhile(lambda match: match is not None, map(_BARE.fullmatch, parts)))
    listed = "、".join(parts[: len(found)])
    closed = len(found) == len(parts) or rest[len(listed) :].startswith("，")
    if not closed or len(found) < ITEMS or _TURNED.search(regex("平均|全[市县区省国]").sub("", lead)):
        return []
    end = len(lead) + 1 + len(listed)
    return [RankedItem(m["name"], Fraction(m["number"]), m["number"], "", end) for m in found if m is not None]
