"""By how many points parts pull a whole up or down, which together are its growth: GDP增长 3.6%，一产拉动 0.2、二产拉动 2.6、三产拉动 0.8个百分点."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, groupby

from zzlib.audit.breakdowns import is_complete
from zzlib.audit.cancelling import PointGroup, judged_group, slipped_of
from zzlib.audit.claim import NumericClaim
from zzlib.audit.named_rates import naming
from zzlib.audit.quantities import PERCENT, POINTS
from zzlib.audit.reading import Mention
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role, way_of
from zzlib.audit.share_groups import core_of, spare_letters
from zzlib.audit.slips import is_permuted

_PULL = re.compile(
    "(?P<way>负向|向下|下)?(?:[拉带]动|拖累|下拉)(?P<of>[^，。；：\\d]*?)(?:同比|增长|增速|增幅|(?P<fell>下[降滑]|回落)|上升|回升|了|约)*$"
)
_PULLED = re.compile("(?:[拉带]动|拖累|下拉)[^，。；]*百分点")
_SCOPE = re.compile("全[国省市县区州镇]|我[国省市县区州]")
_DOWN = re.compile("拖累|下拉")
_LEAST, _MOST = 2, 8
_GAP = 2  # sentences between two pulls of one list
_NEAR = Fraction(3, 20)


@dataclass(frozen=True)
class _Pull:
    """Points by which a part pulls a whole, the core of what the words call the whole, the words of the part, and those for the whole."""

    points: Mention
    of: str
    sign: int
    part: str
    raw: str


def pull_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the pulls of the parts of one whole by its growth, or by the pull that is told of all of them first."""
    pulls = [pull for m in register.reading.mentions if (pull := _pull(m)) is not None]
    for group in _groups(pulls):
        growth = _growth_of(group, register)
        told = list(_with_total(group))
        yield from told or (_with_growth(group, growth) if growth is not None else ())


def _pull(mention: Mention) -> _Pull | None:
    first = mention.first
    told = _PULL.search(first.lead) if mention.dimension == POINTS and not mention.quantity.hedge else None
    if told is None or mention.depth:
        return None
    down = told["way"] or told["fell"] or _DOWN.search(told[0])
    head = first.sentence.text[: first.quantity.start - len(told[0])]
    ahead = [match.end() for match in _PULLED.finditer(head)]
    part = head[max([*ahead, 0]) :]
    return _Pull(mention, core_of(told["of"]), -1 if down else 1, part, told["of"])


def _groups(pulls: Sequence[_Pull]) -> Iterator[list[_Pull]]:
    """Give the pulls of one whole that stand close together."""
    for _, same in groupby(pulls, key=lambda pull: pull.of):
        group: list[_Pull] = []
        for pull in same:
            if group and pull.points.sentence.number - group[-1].points.sentence.number > _GAP:
                yield group
                group = []
            group.append(pull)
        yield group


def _growth_of(group: Sequence[_Pull], register: FigureRegister) -> Mention | None:
    """Give the growth of what a group pulls: the nearest before it whose words name just that."""
    first, of = group[0].points, group[0].of
    if not of:
        return None
    found = []
    for rate in register.reading.before(first):
        if rate.role == Role.GROWTH and rate.dimension == PERCENT and not rate.series and not rate.quantity.hedge:
            spare = spare_letters(of, core_of(naming(rate)))
            if spare is not None:
                named = _SCOPE.search(group[0].raw) is None or _SCOPE.search(naming(rate)) is not None
                found.append((not named, spare, -rate.number, rate))
    return min(found)[-1] if found else None


def _with_growth(group: Sequence[_Pull], growth: Mention) -> Iterator[NumericClaim]:
    """Judge a run of pulls by the growth that they make: any that holds; else one whose names leave nothing out, or in which one slip explains it."""
    sign = -1 if way_of(growth) < 0 else 1
    runs = [
        group[first:last] for first, last in combinations(range(len(group) + 1), 2) if _LEAST <= last - first <= _MOST
    ]
    groups = [
        PointGroup(
            [*(p.points for p in run), growth], [*(p.sign for p in run), -sign], "各部分的拉动之和应当是总的增幅"
        )
        for run in runs
    ]
    complete = [told for run, told in zip(runs, groups, strict=True) if is_complete([pull.part for pull in run])]
    held = any(told.holds for told in groups)
    sure = complete or [told for told in groups if not held and _is_swapped(told)]
    if sure:
        yield from judged_group(min(sure, key=lambda told: len(told.points)))
    elif groups and not held and abs(groups[-1].off) <= _NEAR * growth.quantity.value:
        yield from judged_group(max(groups, key=lambda told: len(told.points)), sure=False)


def _is_swapped(group: PointGroup) -> bool:
    blamed = slipped_of(group)
    return blamed is not None and is_permuted(blamed.quantity, group.right(blamed))


def _with_total(group: Sequence[_Pull]) -> Iterator[NumericClaim]:
    """Judge the pull of several parts that are named first, by those of each: 金属矿、农产品等拉动 10.7个百分点。其中金属矿拉动 5.4个百分点."""
    first, *parts = group
    if len(parts) < _LEAST or "、" not in first.part:
        return
    told = PointGroup(
        [p.points for p in group], [-first.sign, *(p.sign for p in parts)], "各部分的拉动之和应当是总的拉动"
    )
    if told.holds or abs(told.off) <= _NEAR * first.points.quantity.value:
        yield from judged_group(told, sure=told.off > told.slack or _is_swapped(told))  # parts make no more than all
