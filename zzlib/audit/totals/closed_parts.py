"""What says of a list of parts that it leaves nothing out: 由…三部分组成, three plants of which three are told, bands from below to above."""

import re
from collections.abc import Sequence
from itertools import pairwise

from zzlib.audit.numbers.quantities import chinese_number
from zzlib.audit.reading.breakdowns import is_complete
from zzlib.audit.reading.reading import Mention, stripped, words_between
from zzlib.audit.totals.part_runs import Partition

_MADE_OF = re.compile(
    "^[^，。；\\d]{0,8}[组构]成|^[^，。；\\d]{0,8}之和|^[，（]?(?:无其[他它]|没有其[他它]|[^，。；\\d]{0,8}(?:互不|不)(?:重复|交叉)|[^，。；\\d]{0,12}已?(?:计入|包含在|含在)(?:各|上述|以上))"
)
_ALL_ARE = re.compile(
    "(?:全部|均|分别)[由为是].{0,3}$|[，：]由$|(?:全部|均)(?:来自|出自|属于|为)[^，。；\\d]{2,20}，其中[^，。；\\d]*$"
)
_SO_MANY = re.compile("(?P<noun>[一-龥])(?P<number>[两二三四五六七八九十]|\\d{1,2})[个家座条所处类项段](?=，)")
_LOWEST, _HIGHEST = re.compile("以下|不足|不满|低于|不到"), re.compile("以上|超过|高于")
_BETWEEN = re.compile("\\d[%一-龥]{0,3}[-—–~～至到]\\d")
_FEW = 2


def are_called_whole(found: Partition) -> bool:
    """Say whether words call the parts behind a total all of it."""
    if not found.behind:
        return False
    last = found.parts[-1]
    ahead = found.parts[0].text_before
    one = found.whole
    beside = not found.gap and (one.sentence, one.segment) == (last.sentence, last.segment)
    names = [f"{m.before}{m.after}" for m in found.parts]
    named = beside and (is_complete(names, alone=True) or _are_called_so(one, found.parts))
    closed = named or _MADE_OF.search(last.text_behind) is not None or _ALL_ARE.search(ahead) is not None
    return closed or _are_so_many(found) or _are_bands(found)


def _are_called_so(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Say whether a total is called by the names of its parts: 45个乡镇，其中乡8个、镇37个; 86个县（市、区）."""
    name = "".join(re.findall("[一-龥]", re.split("[，。；]", whole.text_behind)[0]))
    return name != "" and name in ("".join(stripped(m.before)[:n] for m in parts) for n in (1, 2))


def _are_so_many(found: Partition) -> bool:
    """Say whether the words right before a total count just the parts, which are called so: 水厂三座，日供水能力合计 x，其中城东厂 a、…."""
    since = found.whole.previous
    ahead = found.whole.text_before[since.quantity.end if since is not None else 0 :]
    counted = [m for m in _SO_MANY.finditer(ahead) if _number(m["number"]) == len(found.parts)]
    return any(all(m["noun"] in part.before for part in found.parts) for m in counted)


def _number(said: str) -> int:
    return int(said) if said.isdigit() else chinese_number(said) or 0


def _are_bands(found: Partition) -> bool:
    """Say whether parts are bands from the lowest to the highest, or back: 18岁以下 a，18—34岁 b，35岁以上 c."""
    names = [words_between(one, other) for one, other in pairwise((found.whole, *found.parts))]
    ends = [(bool(_LOWEST.search(name)), bool(_HIGHEST.search(name))) for name in (names[0], names[-1])]
    return (
        len(names) > _FEW
        and sorted(ends) == [(False, True), (True, False)]
        and all(_BETWEEN.search(name) for name in names[1:-1])
    )
