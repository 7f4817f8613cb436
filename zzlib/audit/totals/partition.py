"""A total and numbers that may be its parts, and what the words between them say for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.numbers.arithmetic import signed_sum
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.words import mentions_any, words
from zzlib.audit.reading.breakdowns import is_complete
from zzlib.audit.reading.reading import Mention, stripped
from zzlib.audit.reading.register import measure_of
from zzlib.audit.reading.roles import CHANGES, THE_REST, Role
from zzlib.audit.totals.part_words import LEADS, kind_of, share_noun, tells_number

SUMS_UP = re.compile("^(?!以及).*(?:共|合计|总)")
"""What sums up numbers before a total: 共, 合计."""
DIVIDED = re.compile(
    "^[^一-龥]*(?:（[一二三四五六七八九十\\d]+）)?(?:[按从分]|以(?=[^，]{1,10}分，))[^，。；\\d]{1,14}[，：]"
)
"""What tells by what a total is divided: 按层级分：."""
_ALL_CONTENT = re.compile("满意率(?:均?[为达]到?)?100%")
_LIVED_ON = re.compile("用[电水能气]|能源消费")  # by people at home, too: no three sectors are all of it
_CLOSE = 0.5  # a run that makes less than half of a number, or more than half again, is no breakdown of it
_ROUNDED, _FINE = 8, 1000  # what is off by so many of its last digit, and less than this part of it, may be rounded
DIGITS_LED = 3
"""How many digits a total needs for its parts not to add up by chance, where words lead them in."""


@dataclass(eq=False)
class Partition:
    """A total and like numbers that may be its parts; `gap` like numbers stand between them, and `opposed` are two that words tell to be its halves, of `one_noun` those that it tells alone; `pointed` says that a share of a part, or the name that opens the list, tells the total, wherever it stands."""

    whole: Mention
    parts: tuple[Mention, ...]
    gap: int = 0
    opposed: bool = False
    one_noun: bool = False
    pointed: bool = False

    @cached_property
    def figures(self) -> tuple[Mention, ...]:
        """The total and its parts."""
        return (self.whole, *self.parts)

    @property
    def step(self) -> Fraction:
        """What the last digit of the coarsest of the figures stands for."""
        return max(m.quantity.step for m in self.figures)

    @cached_property
    def off(self) -> Fraction:
        """What the parts make more than the total."""
        return sum((signed(m, self.whole) for m in self.parts), Fraction(0)) - self.whole.quantity.value

    @cached_property
    def _rough_off(self) -> float:
        """What the parts make more than the total, nearly: quickly reckoned for the many runs that are no partition."""
        signs = (-1 if _takes_away(m, self.whole) else 1 for m in self.parts)
        return sum(s * m.quantity.rough for s, m in zip(signs, self.parts, strict=True)) - self.whole.quantity.rough

    @cached_property
    def holds(self) -> bool:
        """Say whether the parts make the total, but for what rounding takes."""
        near = abs(self._rough_off) <= max(m.quantity.grain for m in self.figures) * len(self.figures)
        return near and abs(self.off) <= slack(self.figures)

    @cached_property
    def is_rounded(self) -> bool:
        """Say whether what the total is off by is so little that rounding may have made it: at most twice what it may where all figures have one grain."""
        room, one = slack(self.figures), not self.mixed and len({m.quantity.step for m in self.figures}) == 1
        most = 2 * room if one else _ROUNDED * self.step
        return bool(room) and abs(self.off) <= min(most, self.whole.quantity.value / _FINE)

    @cached_property
    def is_far(self) -> bool:
        """Say whether the parts don't come near the total; changes that go both ways may be far off."""
        scale = self.whole.quantity.rough
        if self.whole.role in CHANGES:
            scale = max(scale, *(m.quantity.rough for m in self.parts))
        return abs(self._rough_off) > _CLOSE * scale

    def claim(self, *, certain: bool = False) -> NumericClaim:
        """Judge the total by its parts; what doesn't hold is only likely to be wrong where it isn't `certain`."""
        signs = [1 if signed(m, self.whole) > 0 else -1 for m in self.parts]
        return settle("sum", self.whole, [Binding(signed_sum(signs), self.parts)], certain=certain, likely=True)[0]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each part is called."""
        return tuple(regex("^(?:其中|包括|由|，|：|、)+").sub("", stripped(m.before))[-3:] for m in self.parts)

    @cached_property
    def told_by_words(self) -> dict[str, bool]:
        """Name what the words say for it that the parts are meant to make the total, and whether they do."""
        whole, parts, between = self.whole, self.parts, words_between(self)
        noun = measure_of(whole)[-2:]
        complete = is_complete([*(f"{m.before}{m.after}" for m in parts), *_none_of(parts)], alone=True)
        overlapping = any(mentions_any(words().parts.overlapping, m.before.replace("涉外", "")) for m in parts)
        return {
            "led": bool(LEADS.search(between) or (not self.behind and SUMS_UP.search(whole.before))),
            "divided": DIVIDED.search(between) is not None,
            "named": len(noun) > 1 and noun in between and self.behind,
            "noun": self.one_noun or share_noun(whole, parts),
            "counted": len(parts) > len(("one", "other"))
            and tells_number(whole.lead + whole.after, between, len(parts)),
            "overlap": overlapping and not complete,  # 男性…、女性…: all, though 女 alone counts some once more
            "halves": self.opposed,
            "complete": complete and not _LIVED_ON.search(self.whole.own),
            "others": THE_REST.search(parts[-1].before) is not None,
        }

    @cached_property
    def is_told_at_once(self) -> bool:
        """Say whether the parts stand right behind the total."""
        near = self.parts[0].sentence.number - self.whole.sentence.number <= 1
        return self.behind and not self.gap and (near or self.pointed)

    @cached_property
    def mixed(self) -> bool:
        """Say whether the total and its parts are of several kinds, or one is planned."""
        return len({kind_of(m) for m in self.figures}) > 1 or any(m.role == Role.TARGET for m in self.figures)

    @cached_property
    def behind(self) -> bool:
        """Say whether the parts stand behind the total."""
        return self.whole.order < self.parts[0].order


def signed(part: Mention, whole: Mention) -> Fraction:
    """Give what a part makes of its total: a decrease takes away from an increase."""
    return -part.quantity.value if _takes_away(part, whole) else part.quantity.value


def _takes_away(part: Mention, whole: Mention) -> bool:
    return whole.role in CHANGES and part.role != whole.role


def slack(figures: Sequence[Mention]) -> Fraction:
    """Give what rounding makes of a sum at most."""
    if all(m.quantity.is_exact for m in figures):
        return Fraction(0)
    return max(m.quantity.step for m in figures) / 2 * len(figures)


def _none_of(parts: Sequence[Mention]) -> list[str]:
    """Name the part that a rate of 100% behind the others says there is none of: 满意144件，基本满意2件，满意率100%."""
    return ["不满意"] * (_ALL_CONTENT.search(parts[0].sentence.text) is not None)


def words_between(found: Partition) -> str:
    """Give the words between a total and its parts; of other sentences only those before the second."""
    first, second = (found.whole, found.parts[0]) if found.behind else (found.parts[0], found.whole)
    start = first.quantity.end if second.sentence is first.sentence and found.behind else 0
    return second.sentence.text[start : second.quantity.start]
