"""What stands right behind a number of a list of its rank, and in front of it: 甲区783件，居第三位; 列第二位的是乙区579件."""

import re
from collections.abc import Iterator
from itertools import pairwise

from zzlib.audit.judging.claim import NumericClaim, text_claim
from zzlib.audit.lists.listed_items import RankedItem
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import number_in
from zzlib.audit.reading.reading import ReadSentence

_RANK_BEHIND = re.compile(
    "(?:，占(?:[^，；。\\d]{0,8})[\\d.]+%)?，?(?:(?:占比|数量|[件起总]数|总量)?(?:位?居|列|排名?|名列|位列)(?![^，；。：]{0,4}全[省国])[^，；。：]{0,6}?(?:第(?P<rank>[一二三四五六七八九十]{1,2}|\\d{1,2})[位名]?|首位?|榜首)(?=[，；。（、]|$)|[是为]第(?P<large>[一二三四五])大[一-龥]{2,4})"
)
_RANK_AHEAD = re.compile(
    "(?:居|列|排)(?:名|在)?第(?P<rank>[一二三四五六七八九十])[位名]?的(?:是|为)[^，；。：\\d]{2,16}\\d[\\d.]*[一-龥]+$"
)
_FIRST_FEW = re.compile(
    "，?(?:依次|分别|分)(?:位?居|列|排名?|占据?|位列)[^，；。：]{0,6}?前(?P<number>[二两三四五六七八九十]{1,2}|\\d{1,2})[位名强]|[，。](?:这|(?:[上前]述|以上|上列)(?:[一-龥]{0,6}?[共合总]计?)?)(?P<these>[二两三四五六七八九十]{1,2}|\\d{1,2})[一-龥]"
)
ITS_SHARE = re.compile("占[^，；。\\d]{0,8}([\\d.]+)%")
_ALL, _LOST = 100, Fraction(1, 2)


def rank_beside_claims(sentence: ReadSentence, items: list[RankedItem], with_next: str) -> Iterator[NumericClaim]:
    """Judge ranks told number by number in a list that falls, of kinds of one whole or with its first the first (甲镇92件，列第1位；乙镇71件；丙镇40件，列第5位), and of how many it is (依次列前5位; 上述乡镇共7个)."""
    text = sentence.text
    told = [_rank_beside(text, item, before) for before, item in zip((None, *items), items, strict=False)]
    falls = all(one.value > other.value for one, other in pairwise(items))
    tied = regex("并列|均[为达]?\\d").search(text) is not None  # two of one place, and none behind them
    first = told[0] is not None and told[0][0] == 1
    kinds = (
        all(regex("[，（](?:[^，；。\\d]+，)?占").match(text[item.end :]) for item in items)
        and "%" not in items[0].unit
    )
    own = [ITS_SHARE.search(regex("[；。]").split(text[item.end :])[0]) for item in items] if kinds else []
    shares = [Fraction(share[1]) for share in own if share]
    untold = _ALL + _LOST - sum(shares, Fraction(0)) if len(shares) == len(items) else Fraction(_ALL)
    places = [1 + sum(other.value > item.value for other in items) for item in items]
    ranks = [(place, item, *one) for place, item, one in zip(places, items, told, strict=True) if one]
    zipped = regex("第[^，。；、]{1,3}[、和]第").search(text) is not None  # a、b列第2、第3位
    off = [one for one in ranks if one[2] != one[0]] if not (tied or zipped) and (kinds or (falls and first)) else []
    for place, item, rank, said in off if len(off) == 1 and len(ranks) < len(items) else ():
        message = f"由多到少，名单里{item.words[-8:]}（{item.shown}）是第 {place} 个，文中写“{said}”"
        more = any(share <= untold for share in shares[place - 1 : place])  # one that isn't told may be before it
        sure = first or rank < place or (len(shares) == len(items) and not more)
        verdict = Verdict.WRONG if sure else Verdict.DOUBTFUL
        yield text_claim(sentence, "order", said, f"第{place}位", verdict, message)
    few = _FIRST_FEW.match(with_next, items[-1].end)
    ahead = [m for m in sentence.mentions if m.quantity.end < items[0].end and m.quantity.unit == items[0].unit]
    alone = all(Fraction(m.quantity.number) > max(item.value for item in items) for m in ahead)  # but for a total
    if few and few["these"] and (with_next[few.end("these") :].startswith(items[0].unit) or not alone):
        few = None  # 以上合计33批次; 一中560人，二中440人，三中380人
    if few and (falls or few["these"]) and number_in(few["number"] or few["these"]) != len(items):
        message = f"文中写“{few[0].strip('，。')}”，前面列了 {len(items)} 个：{'、'.join(i.words[-8:] for i in items)}"
        yield text_claim(sentence, "count", few[0].strip("，。"), f"{len(items)}", Verdict.WRONG, message)


def _rank_beside(text: str, item: RankedItem, before: RankedItem | None) -> tuple[int, str] | None:
    """Give the rank that is told of an item right behind it, or behind its share, or right before its name (排在第二的是环保类139件)."""
    behind = _RANK_BEHIND.match(text, item.end)
    ahead = _RANK_AHEAD.search(text[before.end if before else 0 : item.end])
    told = behind or ahead
    if not told:
        return None
    rank = number_in(told["rank"] or told.groupdict().get("large") or "一") or 0
    return rank, told[0].partition("%")[2].strip("，") or told[0].strip("，")
