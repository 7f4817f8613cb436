"""Points that go together: of all shares of one whole (升 3.8, 降 2.2, 降 1.6), of what is left of a rate after another, and those by which parts pull a whole up (一产拉动 0.2、二产拉动 2.6、三产拉动 0.8个百分点)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, combinations, groupby

from zzlib.audit.changes.named_rates import naming
from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.judging.slips import is_permuted, is_slip
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, POINTS, RATIO, written
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.breakdowns import is_complete
from zzlib.audit.reading.reading import Mention, ReadSentence
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role, way_of
from zzlib.audit.shares.share_groups import core_of, spare_letters

_GROWTH = re.compile("[拉带]动|贡献|增[速长]")
_NAME = re.compile("([一-龥]{2})(?:所占|占)?比[重例][^，。；]*$")
_PART = re.compile("比[重例]|占")
_OTHER_TIME = re.compile("[较比与](?:上|去年|同期|20\\d\\d年|年初|前)")
_SUBSTANCE = re.compile("O3|PM|NO2|SO2|CO|臭氧|颗粒物|[一-龥]氧化")
_FALLS = re.compile("[低慢小少]|下[降滑]|降|回落|减|收窄|缩")
_WHOLE, _OFF = Fraction(100), Fraction(1, 2)
_REACH = 3
_OF_THEN = re.compile("[上去]年")
_PULL = re.compile(
    "(?P<way>负向|向下|下)?(?:[拉带]动|拖累|下拉)(?P<of>[^，。；：\\d]*?)(?:同比|增长|增速|增幅|(?P<fell>下[降滑]|回落)|上升|回升|了|约)*$"
)
_PULLED = re.compile("(?:[拉带]动|拖累|下拉)[^，。；]*百分点")
_SCOPE = re.compile("全[国省市县区州镇]|我[国省市县区州]")
_DOWN = re.compile("拖累|下拉")
_LEAST, _MOST = 2, 8


@dataclass(frozen=True)
class PointGroup:
    """Points that make nought with their signs, and why."""

    points: list[Mention]
    signs: list[int]
    why: str
    closed: bool = False  # words leave nothing out: they are wrong, whatever explains it

    @property
    def off(self) -> Fraction:
        """What they make together."""
        return sum((sign * m.quantity.value for m, sign in zip(self.points, self.signs, strict=True)), Fraction(0))

    @property
    def slack(self) -> Fraction:
        """What rounding makes of it at most."""
        return sum((m.quantity.step for m in self.points), Fraction(0)) / 2

    @property
    def holds(self) -> bool:
        """Say whether they make nought but for rounding."""
        return abs(self.off) <= self.slack

    def right(self, mention: Mention) -> Fraction:
        """Give what one of them must be by the others."""
        return mention.quantity.value - self.signs[self.points.index(mention)] * self.off


def cancelling_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the points of a sentence that are of all shares of one whole, or of a rate, what is taken from it and what is left."""
    for sentence in register.reading.sentences:
        points = [m for m in sentence.mentions if m.dimension == POINTS and not m.depth]
        points = [m for m in points if not _GROWTH.search(m.first.lead)]
        if len(points) < _LEAST or any(m.quantity.hedge for m in points):
            continue
        group = _of_rest(points) or _of_shares(points, sentence, register)
        near = register.reading.paragraph_of(sentence)
        beside = [m.quantity for s in near for m in s.mentions if m.dimension == PERCENT]
        if group is not None and (group.holds or all(q.value != abs(group.off) for q in beside)):
            yield from judged_group(group)  # else a further part has come: 服务业占5.9%


def _of_shares(points: list[Mention], sentence: ReadSentence, register: FigureRegister) -> PointGroup | None:
    """Give the first points of a sentence, as many as the shares of the whole that it or one before it divides."""
    number = _number_of_shares(sentence, register)
    group = _of_one_name(points)[:number]
    said = sentence.text[: group[0].quantity.start] if group else ""
    between = sentence.text[group[0].quantity.end : group[-1].quantity.start] if group else ""
    if len(group) < max(number, _LEAST) or not _PART.search(said) or _OTHER_TIME.search(between):
        return None
    signs = [_way(m) for m in group]  # where all rise, what falls is not told
    told = PointGroup(group, signs, "各部分占比的升降应当相抵", closed=len(group) == len(points))
    moves = (sign * m.quantity.value for m, sign in zip(group, signs, strict=True))
    turned = any(abs(told.off - 2 * move) <= told.slack for move in moves)
    return told if len(set(signs)) > 1 or turned else None


def _of_one_name(points: list[Mention]) -> list[Mention]:
    """Leave out what is of another share than the first: 业务量比重降a、业务收入比重降b；业务量比重升c."""
    names = [found[1] if (found := _NAME.search(m.first.before)) else "" for m in points]
    told = [name for m, name in zip(points, names, strict=True) if m.first is m and name]
    mixed = 1 < len(set(told)) < len(told)
    return [m for m, name in zip(points, names, strict=True) if name in (names[0], "")] if mixed else points


def _number_of_shares(sentence: ReadSentence, register: FigureRegister) -> int:
    """Give how many shares make the whole in the sentence or in one before it; 0 if none do."""
    sentences = register.reading.sentences[max(0, sentence.number - _REACH) : sentence.number + 1]
    for other in reversed(sentences):
        for ratio in RATIO.findall(other.text):
            parts = [Fraction(part) for part in regex("[:：]").split(ratio)]
            if abs(sum(parts, Fraction(0)) - _WHOLE) <= _OFF:
                return len(parts)
        shares = [m.quantity for m in other.mentions if m.dimension == PERCENT and m.role == Role.SHARE]
        for number, total in enumerate(accumulate(share.value for share in shares), start=1):
            if number >= _LEAST and abs(total - _WHOLE) <= number * shares[number - 1].step / 2:
                return number
    return 0


def _of_rest(points: list[Mention]) -> PointGroup | None:
    """Give the points of a rate, of what is taken from it and of what is left: 出生率降 a，死亡率降 b，自然增长率升 c."""
    named: dict[tuple[str, ...], dict[int, Mention]] = {}
    for point in points:
        ahead = point.sentence.mentions[point.place - 1]
        said = f"{ahead.before if ahead.dimension == PERCENT else ''}{point.before}"
        for left in words().left:
            for place, names in enumerate((left.whole, left.less, left.left)):
                if mentions_any(names, said):
                    named.setdefault(left.left, {}).setdefault(place, point)
    for found in named.values():
        if len(found) == len(("whole", "less", "left")):
            group = [found[place] for place in sorted(found)]
            signs = [sign * _way(m) for m, sign in zip(group, (1, -1, -1), strict=True)]
            return PointGroup(group, signs, "前两个率的变化之差应当是后一个率的变化", closed=True)
    return None


def _way(mention: Mention) -> int:
    return -1 if _FALLS.search(mention.first.before[-6:]) else 1


def judged_group(group: PointGroup) -> Iterator[NumericClaim]:
    """Judge the points: those that don't cancel are wrong where a slip of one of them explains it, or they leave nothing out."""
    if len({_SUBSTANCE.search(m.lead) is not None for m in group.points}) > 1:
        return  # 达标天数比例升高1.5个百分点；…O3超标率下降4.0个百分点
    blamed = group.points[-1] if group.holds else slipped_of(group)
    which = f"可能是 {blamed.quantity.text} 有误" if blamed is not None else "有一处写错"
    if blamed is None and group.closed and abs(group.off) > 2 * group.slack:
        blamed = group.points[-1]
    if blamed is None:
        return
    others = [m for m in group.points if m is not blamed]
    ways = ("升" if sign > 0 else "降" for sign in group.signs)
    told = "、".join(f"{way}{m.quantity.number}" for way, m in zip(ways, group.points, strict=True))
    said = "相符" if group.holds else f"相差 {float(abs(group.off)):g} 个百分点，{which}"
    verdict, right = Verdict.OK if group.holds else Verdict.WRONG, written(group.right(blamed), blamed.quantity)
    yield statement("difference", blamed, verdict, f"{group.why}：{told}，{said}", others, recomputed=right)


def slipped_of(group: PointGroup) -> Mention | None:
    """Give the one of the points that a slip explains, its digits swapped first: with it put right they cancel."""
    for is_explained in (is_permuted, lambda quantity, right: is_slip(quantity, right, short=True)):
        for mention in group.points:
            quantity, right = mention.quantity, group.right(mention)
            reach = int(group.slack / quantity.step)
            if any(is_explained(quantity, right + n * quantity.step) for n in range(-reach, reach + 1)):
                return mention
    total = sum(m.quantity.value for m in group.points)
    added = [m for m in group.points if m.quantity.value * 2 == total]
    return added[0] if len(added) == 1 else None  # the others made together, not against each other


@dataclass(frozen=True)
class _Pull:
    """Points by which a part pulls a whole, the core of what the words call the whole, the words of the part, and those for the whole."""

    points: Mention
    of: str
    sign: int
    part: str
    raw: str


def pull_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the pulls of the parts of one whole by its growth."""
    pulls = [pull for m in register.reading.mentions if (pull := _pull(m)) is not None]
    for group in _groups(pulls):
        growth = _growth_of(group, register)
        yield from _with_growth(group, growth) if growth is not None else ()


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
    """Give the pulls of one whole."""
    named = list(accumulate(pulls, lambda last, pull: pull if pull.of or last.of == "" else replace(pull, of=last.of)))
    for _, same in groupby(named, key=lambda pull: (pull.of, _OF_THEN.search(pull.points.first.thought) is not None)):
        yield list(same)


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
    ends = combinations(range(len(group) + 1), 2)
    runs = [group[first:last] for first, last in ends if _LEAST <= last - first <= _MOST]
    why = "各部分的拉动之和应当是总的增幅"
    groups = [PointGroup([*(p.points for p in run), growth], [*(p.sign for p in run), -sign], why) for run in runs]
    complete = [told for run, told in zip(runs, groups, strict=True) if is_complete([pull.part for pull in run])]
    held = any(told.holds for told in groups)
    sure = complete or [told for told in groups if not held and _is_swapped(told)]
    if sure:
        yield from judged_group(min(sure, key=lambda told: len(told.points)))


def _is_swapped(group: PointGroup) -> bool:
    blamed = slipped_of(group)
    return blamed is not None and is_permuted(blamed.quantity, group.right(blamed))
