"""Changes in points that make up for each other: of all shares of one whole (升 3.8, 降 2.2, 降 1.6), of what is left of a rate after another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.claim import NumericClaim, statement
from zzlib.audit.quantities import PERCENT, POINTS, RATIO
from zzlib.audit.reading import Mention, ReadSentence
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role
from zzlib.audit.slips import is_permuted, is_slip
from zzlib.audit.words import any_of, words

_GROWTH = re.compile("[拉带]动|贡献|增[速长]")
_PART = re.compile("比[重例]|占")
_OTHER_TIME = re.compile("[较比与](?:上|去年|同期|20\\d\\d年|年初|前)")
_FALLS = re.compile("[低慢小少]|下[降滑]|降|回落|减|收窄|缩")
_WHOLE, _OFF = Fraction(100), Fraction(1, 2)
_REACH = 3
_LEAST = 2


@dataclass(frozen=True)
class PointGroup:
    """Points that make nought with their signs, and why."""

    points: list[Mention]
    signs: list[int]
    why: str

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
        if group is not None:
            yield from judged_group(group)


def _of_shares(points: list[Mention], sentence: ReadSentence, register: FigureRegister) -> PointGroup | None:
    """Give the first points of a sentence, as many as the shares of the whole that it or one before it divides."""
    number = _number_of_shares(sentence, register)
    group = points[:number]
    said = sentence.text[: group[0].quantity.start] if group else ""
    between = sentence.text[group[0].quantity.end : group[-1].quantity.start] if group else ""
    if len(group) < max(number, _LEAST) or not _PART.search(said) or _OTHER_TIME.search(between):
        return None
    return PointGroup(group, [_way(m) for m in group], "各部分占比的升降应当相抵")


def _number_of_shares(sentence: ReadSentence, register: FigureRegister) -> int:
    """Give how many shares make the whole in the sentence or in one before it; 0 if none do."""
    sentences = register.reading.sentences[max(0, sentence.number - _REACH) : sentence.number + 1]
    for other in reversed(sentences):
        for ratio in RATIO.findall(other.text):
            parts = [Fraction(part) for part in re.split("[:：]", ratio)]
            if abs(sum(parts, Fraction(0)) - _WHOLE) <= _OFF:
                return len(parts)
        shares = [m.quantity.value for m in other.mentions if m.dimension == PERCENT and m.role == Role.SHARE]
        for number, total in enumerate(accumulate(shares), start=1):
            if number >= _LEAST and abs(total - _WHOLE) <= _OFF:
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
                if re.search(any_of(names), said):
                    named.setdefault(left.left, {}).setdefault(place, point)
    for found in named.values():
        if len(found) == len(("whole", "less", "left")):
            group = [found[place] for place in sorted(found)]
            return PointGroup(
                group,
                [sign * _way(m) for m, sign in zip(group, (1, -1, -1), strict=True)],
                "前两个率的变化之差应当是后一个率的变化",
            )
    return None


def _way(mention: Mention) -> int:
    first = mention.first
    return -1 if _FALLS.search(first.before[-6:]) else 1


def judged_group(group: PointGroup, *, sure: bool = True) -> Iterator[NumericClaim]:
    """Judge the points: those that don't cancel are wrong where a slip of one of them explains it, doubtful where they need not."""
    blamed = group.points[-1] if group.holds else slipped_of(group)
    if blamed is None:
        return
    others = [m for m in group.points if m is not blamed]
    told = "、".join(
        f"{'升' if sign > 0 else '降'}{m.quantity.number}" for m, sign in zip(group.points, group.signs, strict=True)
    )
    said = "相符" if group.holds else f"相差 {float(abs(group.off)):g} 个百分点，可能是 {blamed.quantity.text} 有误"
    yield statement(
        "difference",
        blamed,
        Verdict.OK if group.holds else Verdict.WRONG if sure else Verdict.DOUBTFUL,
        f"{group.why}：{told}，{said}",
        others,
        recomputed=blamed.quantity.alike(group.right(blamed)),
    )


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
