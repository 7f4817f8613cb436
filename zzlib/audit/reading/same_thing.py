"""What tells the things of two numbers apart: years, days, the numbers of groups and buildings, names in the same place of like words."""

import re
from collections.abc import Sequence
from itertools import takewhile

from zzlib.audit.numbers.patterns import regex
from zzlib.audit.reading.dates import YEAR
from zzlib.audit.reading.reading import Mention, stripped

_LABEL = re.compile(
    "第(?P<nth>[\\d一二三四五六七八九十百]+)(?P<of>[一-龥])"
    "|(?<![\\d.])(?P<number>\\d+)(?P<unit>[一-龥])"
    "|(?P<chinese>[一二三四五六七八九十]+)(?P<group>[组队班批期号栋中小](?!等|心|型))"
)

_TIMES = "年月日季周天时分"
_LONGER = 2  # letters that of two names one is longer at most


def told_apart(one: Mention, other: Mention) -> bool:
    """Say whether two numbers are of two things: labels of one kind differ, or the same words are told of another name."""
    first, second = ({**year_above(m), **labels(m)} for m in (one, other))
    return any(first[of] != second[of] for of in first.keys() & second.keys()) or _named_apart(one, other)


def year_above(mention: Mention) -> dict[str, str]:
    """Give the year that opens the paragraph of a number."""
    told = YEAR.match(mention.sentence.block.text)
    return {"年": told[1]} if told else {}


def labels(mention: Mention) -> dict[str, str]:
    """Give the last label of each kind that stands before a number in its sentence: 年 2011, 日 10, 号 3, 组 7."""
    found = {}
    for match in _LABEL.finditer(_ahead(mention)):
        of = match["of"] or match["unit"] or match["group"]
        found[of] = match["nth"] or match["number"] or match["chinese"]
    return found


def of_one_row(figures: Sequence[Mention]) -> bool:
    """Say whether numbers are each of one thing of a row, so that none is the total of others: 第3组, 第4组, 第5组."""
    told = [{of: value for of, value in labels(m).items() if of not in _TIMES} for m in figures]
    kinds = set.intersection(*(set(each) for each in told))
    return any(len({each[of] for each in told}) == len(told) for of in kinds)


def _named_apart(one: Mention, other: Mention) -> bool:
    """Say whether the words before two numbers are alike but for a name that each has in its place: 河口镇走访群众, 石桥镇走访群众."""
    first, second = (_LABEL.sub("", _ahead(m).rpartition("；")[2]) for m in (one, other))
    ends = _alike(first[::-1], second[::-1])
    if not ends:
        return False
    first, second = first[: len(first) - ends], second[: len(second) - ends]
    begins = _alike(first, second)
    names = [stripped(said[begins:]) for said in (first, second)]
    bare = not regex(r"\W").search(first[begins:] + second[begins:])
    return all(names) and bare and abs(len(names[0]) - len(names[1])) <= _LONGER


def _alike(one: str, other: str) -> int:
    """Give how many letters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _ahead(mention: Mention) -> str:
    """Give the words of a sentence before a number, without the numbers of things."""
    text, said, end = mention.sentence.text, [], 0
    for earlier in mention.ahead:
        said.append(text[end : earlier.quantity.start])
        end = earlier.quantity.end
    return "".join([*said, text[end : mention.quantity.start]])
