"""The largest and the smallest of a passage's only list, its order, which number outdoes another, and how many of it lie beyond a line."""

import re
from collections.abc import Iterator
from itertools import pairwise

from zzlib.audit.alone.passages import AMOUNT, ANY, Passage, PassageFigure, said
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, POINTS, TIMES

_NAME, _LIST = 2, 3
_NAMED_AHEAD = re.compile(
    f"(?:^|[，。；：])(?P<names>[一-龥]{{1,6}}(?:[、和与及][一-龥]{{1,6}})+?){AMOUNT}?[^，。；：、]{{0,16}}(?:分别|依次|各)?[为是达有]$"
)


def rank_claims(passage: Passage) -> Iterator[NumericClaim]:
    """Judge what is said to be the most or the least, the order, and 超过, of the only list of a passage."""
    listed = _list(passage)
    if len(listed) < _NAME or passage.of(POINTS) or passage.of(TIMES):
        return
    aside = said("no_rank").search(passage.text) is not None
    for which, best in (("largest", max), ("smallest", min)):
        for match in (
            ()
            if aside
            else regex(f"(?:{said(which).pattern}){said('superlative_ends').pattern}").finditer(passage.text)
        ):
            target = _target(passage, listed, match)
            first = best(listed, key=lambda t: t.value)
            if target is not None and target.value != first.value:
                why = f"说是{match[0]}的是 {target.quantity.text}，而 {first.quantity.text} 更{'大' if best is max else '小'}"
                yield passage.wrong("order", target, first.quantity.text, (first,), why)
    if len(listed) >= _LIST:
        yield from _ordered(passage, listed)
    if len(listed) == _NAME:
        for which, sign in (("beats", 1), ("loses", -1)):
            told = said(which).search(passage.text)
            one, other = listed
            both = told is not None and {told.start(), told.end() - 1} == {one.at, other.at}
            if both and sign * (one.value - other.value) < 0:
                why = f"{one.quantity.text} 与 {other.quantity.text} 的大小说反了"
                yield passage.wrong("order", other, one.quantity.text, (one,), why)


def line_claims(passage: Passage) -> Iterator[NumericClaim]:
    """Judge how many of a list are said to lie above or below a line, and which one alone."""
    kinds = [t.kind for t in passage.told if not t.few]
    kind = max(set(kinds), key=kinds.count) if kinds else ""
    own = [t for t in passage.told if t.kind == kind and not t.few]
    lines = [
        t
        for which in ("line", "above", "below")
        for m in said(which).finditer(passage.text)
        for t in own
        if m.start() <= t.at < m.end()
    ]
    listed = [t for t in own if lines and t is not lines[0]]
    way = 1 if said("above").search(passage.text) else -1 if said("below").search(passage.text) else 0
    both = said("above").search(passage.text) and said("below").search(passage.text)
    if (
        len(set(map(id, lines))) != 1
        or len(listed) < _LIST
        or not way
        or both
        or any(t.value == lines[0].value for t in listed)
    ):
        return
    beyond = [t for t in listed if way * (t.value - lines[0].value) > 0]
    counts = [t for t in passage.told if t.kind == COUNT and t not in own and t.at > min(m.at for m in listed)]
    used = (*beyond, lines[0])
    if said("no_line").search(passage.text):
        return
    counts = [t for t in counts if t.value <= len(listed) and t.value.denominator == 1]
    if len(counts) == 1 and counts[0].value != len(beyond) and counts[0].at > lines[0].at - 12:
        shown = "、".join(t.quantity.text for t in beyond) or "没有"
        why = f"名单里这样的是 {shown}，共 {len(beyond)} 个，文中写 {counts[0].quantity.text}"
        yield passage.wrong("count", counts[0], str(len(beyond)), used, why)
    match = said("only_one").search(passage.text)
    if match and not counts:
        other = [t for t in beyond if match["name"] not in passage.before(t)]
        if other and any(match["name"] in passage.before(t) for t in listed):
            why = f"{passage.before(other[0])}{other[0].quantity.text} 也在 {lines[0].quantity.text} 的这一边"
            yield passage.wrong("order", other[0], lines[0].quantity.text, used, why)


def _list(passage: Passage) -> list[PassageFigure]:
    """Give the numbers of the only kind of a passage, few things in words aside."""
    told = [t for t in passage.told if not t.few]
    return told if len({t.kind for t in told}) == 1 and not any(t.quantity.hedge for t in told) else []


def _target(passage: Passage, listed: list[PassageFigure], match: re.Match[str]) -> PassageFigure | None:
    """Give the number that a superlative is said of: the one before it in its clause, the one that bears a name of its clause, else the next."""
    begin = max((passage.text.rfind(mark, 0, match.start()) for mark in "，。；：、（"), default=-1) + 1
    ahead = [t for t in listed if begin <= t.at < match.start()]
    if ahead:
        return ahead[0] if len(ahead) == 1 else None
    end = re.compile("[，。；、）]|$").search(passage.text, match.end()).start()  # type: ignore[union-attr]
    clause = passage.text[begin:end]
    named = [t for t in listed if (name := _name(passage, t)) and name in regex(f"[{ANY}].*").sub("", clause)]
    subject = clause[: match.start() - begin].rpartition("为")[0]
    named = named or _in_order(passage, listed, clause[: match.start() - begin])
    named = named or [t for t in listed if any(a + b in passage.before(t) for a, b in pairwise(subject[:3]))]
    if len(named) == 1:
        return named[0]
    behind = [t for t in listed if t.at > match.start()]
    near = behind and len(regex("[，。；]").findall(passage.text[match.end() : behind[0].at])) <= 1
    return behind[0] if near and not named and len(behind) == len(listed) else None


def _in_order(passage: Passage, listed: list[PassageFigure], said: str) -> list[PassageFigure]:
    """Give the number whose name, of those that stand before the list in its order, a superlative is said of: 甲、乙、丙三镇分别为…，乙镇居首."""
    told = _NAMED_AHEAD.search(passage.text[: listed[0].at])
    names = regex("[、和与及]").split(told["names"]) if told else []
    if len(names) != len(listed):
        return []
    return [
        t for t, name in zip(listed, names, strict=True) if regex(f"(?:以|其中)?{name}[一-龥]{{0,2}}").fullmatch(said)
    ]


def _name(passage: Passage, told: PassageFigure) -> str:
    before = passage.before(told).rpartition("、")[2]
    name = regex("[为是有达仅只的约和及以各]+$").sub("", before)
    return name if len(name) >= _NAME else ""


def _ordered(passage: Passage, listed: list[PassageFigure]) -> Iterator[NumericClaim]:
    if all(said(which).search(passage.text) for which in ("falling", "rising")):
        return  # 由低向高数，豇豆第一；由高向低数，草莓领先
    for which, sign in (("falling", 1), ("rising", -1)):
        if not said(which).search(passage.text):
            continue
        if len({id(t.sentence) for t in listed}) > 1 or regex("[居列排]第|其次").search(passage.text):
            return
        last = regex("其[余他它]").search(passage.before(listed[-1])) is not None
        listed = listed[:-1] if last else listed
        if regex("好到差|差到好|优到劣|劣到优|强到弱").search(passage.text):  # the lower the better, or the higher
            sign = min((1, -1), key=lambda way: sum(way * (a.value - b.value) < 0 for a, b in pairwise(listed)))
        off = next(((a, b) for a, b in pairwise(listed) if sign * (a.value - b.value) < 0), None)
        if off is not None:
            why = f"说是{'从大到小' if sign > 0 else '从小到大'}，而 {off[1].quantity.text} 排在 {off[0].quantity.text} 后面"
            yield passage.wrong("order", off[1], off[0].quantity.text, off, why)
        return
