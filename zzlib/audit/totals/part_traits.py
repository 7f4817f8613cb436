"""The traits of a total and its parts: what words and layout say for and against it that the parts are meant to make the total.

`judging/likelihood.toml` says of each trait how much likelier or unlikelier it makes that they are (`slips/traits.py` does so for any two or three numbers).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from zzlib.audit.numbers.arithmetic import PROVED, SHARE, Printed, judge
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import chinese_number
from zzlib.audit.reading.reading import Mention, stripped
from zzlib.audit.reading.roles import Role
from zzlib.audit.shares.siblings import share_behind
from zzlib.audit.totals.closed_parts import are_called_whole
from zzlib.audit.totals.part_words import kind_of, sort_of
from zzlib.audit.totals.partition import Partition, words_between

_REMAINS = re.compile("^(?:其余|剩|余|尚|还|仍|未|净[增减出流])|[顺逆]差$|结余$|结转|在办$|差额?$")
_LEADS = (
    "主要",
    "重点",
    "最",
    "前",
    "突出",
    "集中",
    "包括",
    "含",
    "分别",
    "其中",
    "按",
    "分",
    "由",
    "构成",
    "有",
    "从",
    "：",
    "（",
)
_ITEM = re.compile(r"[（(]?([一二三四五六七八九十]{1,2}|\d{1,2})(?:[）)、．]|\.(?!\d))")
PARTS = "parts"
"""What the traits of partitions begin with."""
_FEW, _MANY, _FAR, _BESIDE, _CHANCE = 3, 5, 10, 2, 20  # below the last two numbers often make a third: 2 of 1 and 1


_MANY_DIGITS = 4


class HeldPartitions:
    """The partitions that hold among those `tried`, found by what others have in common with them."""

    def __init__(self, tried: Sequence[Partition]) -> None:
        self.all = found = [p for p in tried if p.holds]
        broken = [p for p in tried if not p.holds]
        shown = [p for p in found if p.parts[2:] or p.whole.quantity.value >= _CHANCE or p.told_by_words["led"]]
        self._held, self._broken = ({_numbers(p) for p in ps} for ps in (shown, broken))
        self._named: dict[object, set[int]] = {}
        self._by_whole: dict[int, list[Partition]] = {}
        self._left_out: dict[object, set[int]] = {}
        self.said: dict[Partition, set[str]] = {}
        for p in found:
            self._named.setdefault((p.gap, p.names), set()).add(p.whole.number)
            self._by_whole.setdefault(p.whole.number, []).append(p)
        made = {p.parts[0].number for p in found if p.is_told_at_once}
        for p in broken:
            if p.is_told_at_once and p.parts[0].number not in made and p.off < 0:
                for told in _told_alike(p):
                    self._left_out.setdefault(told, set()).add(p.parts[0].number)

    def twin(self, found: Partition) -> bool:
        """Say whether parts of the same names make another total."""
        return all(found.names) and bool(self._named.get((found.gap, found.names), set()) - {found.whole.number})

    def beside(self, found: Partition) -> bool:
        """Say whether numbers right beside these make a total: 581件630人，其中主动立案274件300人、…."""
        return _has_beside(self._held, found)

    def off_too(self, found: Partition) -> bool:
        """Say whether numbers right beside these don't make a total either: the list leaves something out."""
        return _has_beside(self._broken, found)

    def leave_out_too(self, found: Partition) -> bool:
        """Say whether parts told like these right behind another total leave something out, too: 收入613亿元，其中保险费577亿元、补贴10.7亿元."""
        if found.off >= 0 or not found.is_told_at_once:
            return False
        return any(self._left_out.get(told, set()) - {found.parts[0].number} for told in _told_alike(found))

    def has_as_part(self, total: Mention) -> bool:
        """Say whether a total is with others just what another total is: 产量43.86万吨，其中秋粮33.59万吨，夏粮10.27万吨."""
        return any(p.off == 0 and p.whole.quantity.digits >= _MANY_DIGITS and total in p.parts for p in self.all)

    def told_at_once(self, whole: Mention) -> list[Partition]:
        """Give the parts right behind a total that make it."""
        return [p for p in self._by_whole.get(whole.number, ()) if p.is_told_at_once]

    def is_closed(self, found: Partition) -> bool:
        """Say whether other parts right behind a total make it that words tell to be all of it; not the first of a list that 其他 closes, by rounding alone."""
        others = "others" in evidence(found, self)
        told = self.told_at_once(found.whole)
        told = [p for p in told if not (others and p.off and p.parts == found.parts[: len(p.parts)])]
        return any(are_called_whole(p) or evidence(p, self) & {"complete", "halves", "shares"} for p in told)

    def otherwise(self, found: Partition) -> bool:
        """Say whether other parts make the same total."""
        return any(p.parts[0] is not found.parts[0] for p in self._by_whole.get(found.whole.number, ()))


def _told_alike(found: Partition) -> Iterator[tuple[object, ...]]:
    """Give what lists have in common that are told alike: how their first part is called, or how all begin (住宅销售面积, 住宅销售额)."""
    yield found.names[0], len(found.parts)
    yield tuple(stripped(regex("^其中[：，]?").sub("", m.before))[:2] for m in found.parts)


def _numbers(found: Partition, moved: int = 0) -> tuple[int, ...]:
    return tuple(m.number + moved for m in found.figures)


def _has_beside(told: set[tuple[int, ...]], found: Partition) -> bool:
    """Say whether the numbers that stand right before or behind each of the figures are told, too."""
    return any(_numbers(found, moved) in told for moved in range(-_BESIDE, _BESIDE + 1) if moved)


def part_traits(found: Partition, held: HeldPartitions) -> list[str]:
    """Give the traits of a partition among those that hold in its text."""
    said, places = sorted(evidence(found, held)), list(_places(found))
    own = [
        *places,
        *(f"said {sign}" for sign in said),
        *(f"said {one}+{other}" for one, other in combinations(said, 2)),
        *(f"said {sign}, {place}" for sign in said for place in places[:3]),
        f"all said {'+'.join(said)}",
        *_names(found),
        *_beside(found),
        *_list(found),
        *_rest(found),
    ]
    return [PARTS, *(f"{PARTS}: {trait}" for trait in own)]


def evidence(found: Partition, held: HeldPartitions) -> set[str]:
    """Name what speaks for it that the parts are meant to make the total."""
    if found in held.said:
        return held.said[found]
    two = len(found.parts) == len(("one", "other"))
    said = found.told_by_words
    told = {
        **said,
        "far": found.gap > 0,
        "remains": two and _REMAINS.search(found.parts[-1].before) is not None,
        "twin": held.twin(found),
        "beside": held.beside(found),
        "off too": held.off_too(found),
        "again": said["divided"] and held.otherwise(found),
        "otherwise": held.otherwise(found),
    }
    return held.said.setdefault(found, {sign for sign, holds in told.items() if holds} | _told_by_shares(found))


def _told_by_shares(found: Partition) -> set[str]:
    """Say whether each part has its share, whether the shares make 100 % or only `some` of it, and whether they agree with the total; or one share is of all `together`."""
    pairs = [(m, share) for m in found.parts if (share := share_behind(m)) is not None]
    if len({share.number for _, share in pairs}) == 1:
        return {"together"}
    if len(pairs) < len(found.parts):
        return set()
    total = sum((share.quantity.value for _, share in pairs), Fraction(0))
    room = sum((share.quantity.step for _, share in pairs), Fraction(0))
    told = {"shares"} if abs(total - 100) <= room else {"some"}
    return told | ({"agree"} if any(_agree(pairs, whole) for whole in _wholes(found)) else set())


def _wholes(found: Partition) -> Iterator[Printed]:
    """Give the total, and what the parts make: either may be misprinted."""
    yield found.whole.quantity.printed
    made = found.whole.quantity.value + found.off
    if made > 0:
        yield replace(found.whole.quantity.printed, value=made)


def _agree(pairs: Sequence[tuple[Mention, Mention]], whole: Printed) -> bool:
    """Say whether all shares but one at most are those of a whole."""
    agree = sum(judge(SHARE, (m.quantity.printed, whole), share.quantity.printed)[0] in PROVED for m, share in pairs)
    return agree >= max(2, len(pairs) - 1)


def _at_most(number: int, most: int) -> str:
    return str(number) if number < most else f"{most}+"


def _places(found: Partition) -> Iterator[str]:
    whole, parts = found.whole, found.parts
    yield f"{_at_most(len(parts), _MANY)} parts"
    yield f"{_at_most(found.gap, _FEW)} between"
    yield f"{min(found.gap, _FAR) // 2} pairs between"
    yield where(found)
    yield f"over {_at_most(len({m.sentence.number for m in parts}), _FEW)} sentences"
    yield f"of {whole.role}"
    yield f"in {kind_of(whole)}"
    yield f"one role {len({m.role for m in parts}) == 1}"
    if found.mixed:
        yield f"mixed {len({kind_of(m) for m in found.figures})}"
        yield f"planned {any(m.role == Role.TARGET for m in found.figures)}"


def where(found: Partition) -> str:
    """Say where the parts stand beside their total."""
    first, last = found.whole.sentence, found.parts[0].sentence
    behind = "" if found.behind else "total behind, "
    if first is last:
        return behind + "one sentence"
    if abs(last.number - first.number) == 1:
        return behind + "next sentence"
    return behind + ("one paragraph" if first.paragraph == last.paragraph else "farther")


def _names(found: Partition) -> Iterator[str]:
    """Say how the parts are called, and whether all alike."""
    names = sorted({name[-2:] for name in found.names})
    yield f"names {'+'.join(names)}"
    yield from (f"name {name}" for name in names)
    yield f"end alike {len({m.before[-1:] for m in found.parts}) == 1}"
    yield f"whole {found.whole.before[-2:]}"
    yield f"first {found.parts[0].before[:2]}"


def _beside(found: Partition) -> Iterator[str]:
    """Say what stands right behind the total and each part, its growth, its share or another measure, and whether they are told alike."""
    whole, *parts = (_behind(m) for m in found.figures)
    each = parts[0] if len(set(parts)) == 1 else "several"
    yield f"followed by {whole}, {each}"
    yield f"parts followed by {each}"
    before, *heads = (stripped(m.before)[:2] for m in found.figures)
    yield f"told alike {len(set(heads)) == 1}, {before in heads}"
    yield f"whole first {not any(kind_of(m) == kind_of(found.whole) for m in found.whole.ahead)}, {found.gap > 0}"


def _behind(mention: Mention) -> str:
    """Say what the next number of the thought is of."""
    next_one = mention.behind[:1]
    if not next_one or next_one[0].segment != mention.segment:
        return "none"
    return "like" if kind_of(next_one[0]) == kind_of(mention) else next_one[0].role


def _list(found: Partition) -> Iterator[str]:
    """Say how the list looks: whether it takes all like numbers from the total to the end of its thoughts, items of a numbered list, or a bracket."""
    whole, parts = found.whole, found.parts
    last = parts[-1]
    after = [m for m in last.behind if kind_of(m) == kind_of(whole)]
    ends = "thought" if any(m.segment == last.segment for m in after) else "sentence" if after else "no"
    taken = f"{found.gap > 0} {ends}"
    segments = {(m.sentence.number, m.segment) for m in parts}
    each = "one" if len(segments) == 1 else "each" if len(segments) == len(parts) else "some"
    bracket = parts[0].depth > whole.depth
    yield f"more in {ends}"
    yield f"more of its sort {any(sort_of(m) == sort_of(whole) and m.segment == last.segment for m in last.behind)}"
    yield f"skips {taken}"
    yield f"thoughts {each}"
    yield f"thoughts {each}, {taken}"
    yield f"bracket {bracket}, {taken}"
    yield f"listed {all(m.series for m in parts)}, {taken}"
    yield f"numbered {numbered(parts)}"
    yield f"numbered {numbered(parts)}, {where(found)}"
    between = words_between(found)
    for word in _LEADS:
        if word in between:
            yield f"between {word}"
            yield f"between {word}, {taken}"


def numbered(parts: Sequence[Mention]) -> str:
    """Say whether each part is the first number of the next item of a numbered list, from its first on."""
    marks = [_ITEM.match(m.sentence.text) for m in parts]
    if not all(marks) or len({m.sentence.number for m in parts}) < len(parts):
        return "no"
    told = [mark[1] for mark in marks if mark]
    numbers = [int(number) if number.isdigit() else chinese_number(number) for number in told]
    return "from one" if numbers == list(range(1, len(parts) + 1)) else "some"


def _rest(found: Partition) -> Iterator[str]:
    """Say what leads the parts in, and what follows the total and the last part."""
    whole, last = found.whole, found.parts[-1]
    yield f"led in by {words_between(found)[-3:]}"
    yield f"opens {regex('[0-9.%]').sub('', whole.sentence.text[whole.quantity.end : whole.quantity.end + 3])}"
    rest = last.text_behind
    yield f"then {rest[:1]}"
    yield f"and so on {'等' in rest[:6]}"
    yield f"more {any(_goes_on(m, last) for m in last.behind)}, {where(found)}"


def _goes_on(mention: Mention, last: Mention) -> bool:
    return kind_of(mention) == kind_of(last) and mention.segment == last.segment
