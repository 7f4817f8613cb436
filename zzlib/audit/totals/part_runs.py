"""Numbers that may be a total and its parts: runs one behind the other, those that one noun tells, halves wherever they stand."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from zzlib.audit.judging.chance import chance_settings
from zzlib.audit.numbers.arithmetic import SHARE, gives
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.reading.breakdowns import halves_of, noun_of
from zzlib.audit.reading.reading import Mention, stripped
from zzlib.audit.reading.roles import CHANGES, Role
from zzlib.audit.totals.part_words import (
    is_inside,
    is_led_in,
    is_of_ahead,
    is_one_noun,
    is_opened,
    kind_of,
    may_be_added,
    nouns_of,
    opens_sentence,
    share_noun,
    sort_of,
    tells_done,
    tells_how_far,
)
from zzlib.audit.totals.partition import DIGITS_LED, DIVIDED, SUMS_UP, Partition, slack

_LEVELS = (Role.LEVEL, Role.TOTAL, Role.REST)
_BALANCED = re.compile("[合总]计|总[收支]|(?<!上年)(?<!年初)(?:结[转余存]|余额)")
_OPENS_LIST = re.compile(
    "(?:（[一二三四五六七八九十]+）)?(?:(?:[按从分以])[^，。；\\d]{1,12}?[分看]?[，：]|(?P<name>[一-龥]{2,8})中，)[^，。；\\d]*(?:[\\d一二三四]季度[^，。；]*|\\d{1,2}月[^，。；]*)?$"
)
"""What opens a list of the parts of a total that need not stand before it: 按来源分，, 获批项目中，."""
_REACH = 40  # like numbers back
_OVERALL_BACK, _FAR_BACK, _NEAR_BACK = 16, 6, 2  # sentences to the first total of a noun, to others of it, of another
_APART_AT_MOST = 8  # like numbers from one half to the other


def found_in(mentions: Sequence[Mention]) -> Iterator[Partition]:
    """Give the partitions of each kind of number, and those of what stands right beside the figures of one that holds."""
    found = list(_standing_alone(mentions))
    paragraphs: dict[int, list[Mention]] = {}
    for m in mentions:
        paragraphs.setdefault(m.sentence.paragraph, []).append(m)
    yield from found
    yield from _told_again(found)
    for partition in found:
        if partition.holds and partition.whole.quantity.digits >= DIGITS_LED:
            yield from _beside(partition, paragraphs)


def _told_again(found: Iterable[Partition]) -> Iterator[Partition]:
    """Give the totals of lists also to later lists of the same names that have none right before them: 环比下降的有…；同比下降的有…."""
    lists: dict[object, dict[tuple[int, ...], list[Partition]]] = {}
    for p in found:
        names = tuple(m.before for m in p.parts)
        if p.behind and p.whole.role in _LEVELS and all(names) and len(set(names)) == len(names):
            alike = lists.setdefault((kind_of(p.whole), names), {})
            alike.setdefault(tuple(m.number for m in p.parts), []).append(p)
    for told in lists.values():
        sound = [p for same in told.values() for p in same if p.holds and p.whole.quantity.digits > 1]
        for numbers, same in told.items() if sound else ():
            if not any(p.holds or p.is_told_at_once for p in same):
                earlier = (p for p in sound if p.parts[-1].number < numbers[0])
                yield from (replace(p, parts=same[0].parts) for p in earlier)


def _beside(found: Partition, paragraphs: Mapping[int, Sequence[Mention]]) -> Iterator[Partition]:
    """Give the partitions of what stands beside a total and its parts: right behind each, their changes, at one place in their paragraphs."""
    rows: list[Sequence[Mention]] = [m.behind_in_thought for m in found.figures]
    yield from _in_step(found, rows)
    yield from _in_step(found, [[m for m in row if m.role in CHANGES] for row in rows])
    told = [m.sentence.paragraph for m in found.figures]
    if len(set(told)) == len(told):
        yield from _in_step(found, [paragraphs[paragraph] for paragraph in told])


def _in_step(found: Partition, rows: Sequence[Sequence[Mention]]) -> Iterator[Partition]:
    """Give the partitions of the numbers that stand in step with a total and its parts, as far as all are of one kind."""
    for whole, *parts in zip(*rows, strict=False):
        line = (whole, *parts)
        changes = whole.role in CHANGES
        if len({(kind_of(m), m.role in CHANGES) for m in line}) > 1:
            continue
        plain = all(may_be_added(m) and (changes or m.role in _LEVELS) for m in line)
        more = whole.quantity.value > sorted(m.quantity.value for m in parts)[-2]
        if plain and (changes or (more and not _is_of_next(whole, parts))):
            yield Partition(whole, tuple(parts), found.gap, found.opposed)


def _is_of_next(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Say whether parts are told by the noun of another number beside their total: 协议引资7.8亿元，到位资金8.3亿元。其中工业到位资金…."""
    noun, *others = {stripped(m.before)[-2:] for m in parts}
    beside = [m for m in (*whole.ahead_in_thought, *whole.behind_in_thought) if kind_of(m) == kind_of(whole)]
    return not others and noun not in whole.own and any(noun in m.own for m in beside)


def _standing_alone(mentions: Sequence[Mention]) -> Iterator[Partition]:
    """Give the partitions of each kind of number: of all, of those that are not told inside another, of those of one noun; and of kinds that count the same."""
    for group in _alike(mentions):
        yield from _runs_of(group)
        yield from _of_heads(group)
        yield from _runs_of([m for m in group if _BALANCED.search(m.before)])
        yield from _pointed(group)
        yield from _halves(group)
    for noun in _by_noun(mentions):
        yield from _of_noun(noun)
    for group in _mixed(mentions):
        yield from (found for found in _runs_of(group) if found.mixed)


def _runs_of(group: Sequence[Mention], far: int = 0) -> list[Partition]:
    """Give the partitions of a group whose parts stand one behind the other, those too between which others are broken down."""
    tried = list(_all_from(group, far))
    inner = {m.number for p in tried if p.holds and _is_broken_down(p) for m in p.parts}
    return tried + list(_all_from([m for m in group if m.number not in inner], far)) * bool(inner)


def _all_from(group: Sequence[Mention], far: int) -> Iterator[Partition]:
    for place in range(len(group)):
        yield from _from(group, place, group[max(0, place - _REACH) : place], far)


def _is_broken_down(found: Partition) -> bool:
    """Say whether a number is broken down right behind it, so that those parts are none of a total before it."""
    return found.is_told_at_once and (found.whole.quantity.digits >= DIGITS_LED or any(found.told_by_words.values()))


def _of_heads(group: Sequence[Mention]) -> Iterator[Partition]:
    """Give the totals of the first numbers of each thought, where others follow: 生效裁判受理10件，提出建议2件；审判活动受理5件，提出建议3件."""
    thoughts: dict[tuple[int, int], list[int]] = {}
    for place, m in enumerate(group):
        thoughts.setdefault((m.sentence.number, m.segment), []).append(place)
    heads = [places[0] for places in thoughts.values()]
    full = {group[places[0]].number for places in thoughts.values() if len(places) > 1}
    for place, head in enumerate(heads if full else ()):
        ahead = [m for m in group[max(0, head - _REACH) : head] if m.number in full or not is_of_ahead(m)]
        for found in _from([group[at] for at in heads], place, ahead):
            told = found.behind or SUMS_UP.search(found.whole.before)
            fine = min(m.quantity.value for m in found.parts) > slack(found.figures)
            if told and fine and any(m.number in full for m in found.figures):
                yield found


def _pointed(group: Sequence[Mention]) -> Iterator[Partition]:
    """Give the total of a list that opens its sentence which a share of a part tells, wherever it stands (从场所看，住宅173起，占42.0%；…), or else the name before it (获批项目中，…)."""
    for place, first in enumerate(group):
        opened = _OPENS_LIST.match(first.text_before)
        if opened is None or any(m.sentence is first.sentence for m in group[:place][-1:]):
            continue
        shares = [m.quantity.printed for m in first.behind if m.role == Role.SHARE]
        before = [m for m in group[:place][-_REACH:] if m.role in _LEVELS and m.quantity.digits > 1]
        for run in (r for r, _ in _runs(group, place, 0) if all(m.role in _LEVELS for m in r)):
            made = sum(m.quantity.value for m in run)
            near = [m for m in before if m.quantity.value / 2 <= made <= m.quantity.value * 2]
            pairs = [(whole, (m.quantity.printed, whole.quantity.printed)) for whole in near for m in run]
            told = [whole for whole, pair in pairs if any(gives(SHARE, pair, share) for share in shares)]
            name = opened["name"] or "？"  # 获批187个 of 获批项目, 支出各类救助资金 of 资金支出
            heads = [m for m in near if all(word in m.own for word in regex("..").findall(name))]
            told = (
                told
                or (heads if opened["name"] else [])
                or [m for m in near if len(stripped(m.before)) > 1 and stripped(m.before) in name]
            )
            if told and run[-1].sentence is first.sentence:
                yield Partition(told[-1], tuple(run), pointed=True)


def _by_noun(mentions: Sequence[Mention]) -> Iterable[list[Mention]]:
    """Give the numbers of one kind that one noun tells: 专任教师 of a county, of its 小学 and 初中."""
    found: dict[tuple[str, str], list[Mention]] = {}
    for m in mentions:
        if may_be_added(m) and m.role in (*_LEVELS, Role.TARGET):
            for noun in nouns_of(m):
                found.setdefault((kind_of(m), noun), []).append(m)
    return {
        tuple(m.number for m in group): group
        for (_, noun), group in found.items()
        if len(group) > len(("one", "other")) and (len(noun) > 1 or any(m.before == noun for m in group))
    }.values()


def _of_noun(group: Sequence[Mention]) -> Iterator[Partition]:
    """Give the partitions of numbers that one noun tells."""
    for found in _runs_of(group, _OVERALL_BACK):
        yield replace(found, one_noun=True)


def _alike(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Give the plain numbers of each kind that may be added, in order."""
    found: dict[object, list[Mention]] = {}
    for m in mentions:
        changed = m.role in CHANGES
        if may_be_added(m) and (changed or m.role in (*_LEVELS, Role.GAP)):
            found.setdefault((kind_of(m), changed), []).append(m)
    return list(found.values())


def _mixed(mentions: Sequence[Mention]) -> Iterable[list[Mention]]:
    """Give the numbers of kinds that count the same, those that are planned among them: 来信365件，其中书记信箱48封、市级转办158件次."""
    found: dict[str, list[Mention]] = {}
    for m in mentions:
        if may_be_added(m) and m.role in (*_LEVELS, Role.GAP, Role.TARGET):
            found.setdefault(sort_of(m), []).append(m)
    return [group for group in found.values() if len({(kind_of(m), m.role == Role.TARGET) for m in group}) > 1]


def _from(group: Sequence[Mention], place: int, before: Sequence[Mention], far: int = 0) -> Iterator[Partition]:
    """Give the partitions whose run of parts begins at a place of a group, with totals `before` it (the first of one noun also `far` before), or behind it."""
    first = group[place]
    reach = chance_settings().parts
    ahead = [
        m
        for m in before
        if first.sentence.number - m.sentence.number <= max(2 * reach.sentences, far * (m is group[0]))
        and not is_inside(m, first)
        and not (tells_done(m) and opens_sentence(first))
    ]
    alone = far > 0 and all(kind_of(m) != kind_of(first) for m in first.ahead)
    opened = alone or is_opened(first) or opens_sentence(first)
    for run, end in _runs(group, place, _FAR_BACK if far else reach.sentences):
        most = sorted(m.quantity.value for m in run)[-2]  # one of them may be misprinted
        changes = first.role in CHANGES
        fits = [m for m in ahead if changes or m.quantity.value > most or (m is ahead[-1] and is_led_in(m, first))]
        for whole in fits[-reach.wholes :] if opened else [m for m in fits[-1:] if m is ahead[-1]]:
            yield Partition(whole, tuple(run), ahead[::-1].index(whole))
        for whole in group[end : end + 2]:
            near = whole.sentence.number - run[-1].sentence.number <= reach.sentences
            said = SUMS_UP.search(whole.before) if whole is group[end] else share_noun(whole, run)
            if near and said and (changes or whole.quantity.value > most):
                yield Partition(whole, tuple(run))


def _halves(group: Sequence[Mention]) -> Iterator[Partition]:
    """Give the totals before two numbers of a group that are told by one noun and as its halves, wherever they stand: 中央企业资产、负债…，地方企业资产、负债…."""
    told = [halves_of(m) for m in group]
    for place, first in enumerate(group):
        for pair, (word, noun) in told[place].items():
            for at in range(place + 1, min(len(group), place + _APART_AT_MOST)):
                other, said = told[at].get(pair, (word, ""))
                if other != word and is_one_noun(noun, said):
                    if group[at].sentence.number - first.sentence.number <= chance_settings().parts.sentences:
                        yield from _wholes_of(group, place, group[at], pair, noun)
                    break


def _wholes_of(
    group: Sequence[Mention], place: int, second: Mention, pair: tuple[str, str], noun: str
) -> Iterator[Partition]:
    """Give the nearest number before two halves that bears their noun, else the nearest that are larger than both."""
    first = group[place]
    most = 0 if first.role in CHANGES else max(first.quantity.value, second.quantity.value)
    ahead = [
        Partition(whole, (first, second), gap, opposed=True)
        for gap, whole in enumerate(reversed(group[max(0, place - _REACH) : place]))
        if first.sentence.number - whole.sentence.number <= _FAR_BACK and (whole.quantity.value > most or not gap)
    ]
    ahead = [found for found in ahead if pair not in halves_of(found.whole)]
    named = [found for found in ahead if len(noun) > 1 and is_one_noun(noun, noun_of(found.whole))]
    near = [found for found in ahead if first.sentence.number - found.whole.sentence.number <= _NEAR_BACK]
    yield from named[:1] or near[: 1 if first.role in CHANGES else 2]


def _runs(group: Sequence[Mention], place: int, apart: int) -> Iterator[tuple[list[Mention], int]]:
    """Give the runs from a place of a group, each up to the end of a thought or to a total behind it, with the place behind it."""
    reach = chance_settings().parts
    run = [group[place]]
    inner: Mention | None = None
    for at in range(place + 1, len(group) + 1):
        m = group[at] if at < len(group) else None
        if len(run) > reach.most:  # it may go on: what was cut off is no run
            return
        far = m is None or m.sentence.number - run[-1].sentence.number > apart
        if m is not None and not far:
            if inner is not None and (m.sentence, m.segment) == (inner.sentence, inner.segment):
                continue
            inner = None
            if m.depth > run[0].depth:
                continue
            here = (m.sentence, m.segment) == (run[-1].sentence, run[-1].segment)
            if here and tells_how_far(m, run[-1]):
                continue
            thought = m.thought
            if here and "其中" in thought[max(0, run[-1].quantity.end - m.quantity.start + len(thought)) :]:
                inner = m
                continue
        if len(run) > 1 and (
            far
            or m is None
            or (m.sentence, m.segment) != (run[-1].sentence, run[-1].segment)
            or m.depth != run[-1].depth
            or kind_of(m) != kind_of(run[-1])
            or SUMS_UP.search(m.before)
        ):
            yield list(run), at
        anew = m is not None and (DIVIDED.search(m.sentence.text) or m.before.endswith("合计"))
        if far or m is None or (anew and m.sentence is not run[-1].sentence):
            return
        run.append(m)
