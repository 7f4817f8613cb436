"""When a number was so: a year, now, or how long before, by its own words and those that open its thought, its sentence or one before."""

import re
from dataclasses import dataclass
from functools import cache

from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.binding import own_words
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role

_LONG_AGO, _YEAR_BEFORE, _LAST, _NOW = -3, -2, -1, 0  # how far back, in order
_JOINED = re.compile("[一-龥]{0,4}[、和及]")
_COMPARED = re.compile("(?:[较比与和同于跟]|相比)$")


@dataclass(frozen=True)
class Moment:
    """When a number was so: a year, or how long before now."""

    year: int = 0
    back: int = _NOW

    @property
    def is_now(self) -> bool:
        """Say whether it is no year and no earlier time."""
        return not self.year and self.back == _NOW

    def is_before(self, other: "Moment") -> bool:
        """Say whether it is surely earlier than another."""
        if self.year and other.year:
            return self.year < other.year
        if self.year or other.year:
            return other.back == _NOW if self.year else self.back < _NOW
        return self.back < other.back


@cache
def time_words() -> re.Pattern[str]:
    """Give the pattern of the words for a time."""
    then = words().roles
    return re.compile(
        rf"(?P<year>(?:19|20)\d\d)年|(?P<ago>{any_of(then.long_ago)})|(?P<last>{any_of(then.base)}|{'|'.join(then.base_forms)})"
        rf"|(?P<now>{any_of(then.now)})"
    )


def _of(match: re.Match[str]) -> Moment:
    if match["year"]:
        return Moment(year=int(match["year"]))
    if match["ago"]:
        return Moment(back=_LONG_AGO)
    if match["last"]:
        return Moment(back=_YEAR_BEFORE if match["last"] == "前年" else _LAST)
    return Moment()


def times_compared(text: str) -> list[Moment]:
    """Give the times that words name as those that something is reckoned from: 比2019年, 与去年同期相比."""
    return [_of(match) for match in time_words().finditer(text) if _COMPARED.search(text[: match.start()])]


def times_named(text: str) -> list[Moment]:
    """Give all times that words name."""
    return [_of(match) for match in time_words().finditer(text)]


def times_told(text: str) -> list[Moment]:
    """Give the times that words name, but for those that are only compared with."""
    found = (m for m in time_words().finditer(text) if not _COMPARED.search(text[: m.start()]))
    return [_of(match) for match in found if not (match[0] == "同期" and text.startswith("，", match.end()))]


def moment_of(mention: Mention, register: FigureRegister) -> Moment:
    """Give when a number was so, now where nothing says when."""
    return told_moment(mention, register) or Moment()


def joined_with(mention: Mention) -> list[Mention]:
    """Give the number with which the clause of a number begins, where it stands in a row with that: 上届为金牌19枚、奖牌51枚."""
    here = [m for m in mention.sentence.mentions if m.begin == mention.begin and m.place < mention.place]
    text = mention.sentence.text[here[-1].quantity.end : mention.quantity.start] if here else ""
    return here[:1] if _JOINED.match(text) and not mention.depth else []


def told_moment(mention: Mention, register: FigureRegister) -> Moment | None:
    """Give when a number was so: by its own words, else those that open its thought, its sentence or one before it."""
    first = mention.first
    thought = [m for m in mention.sentence.mentions if m.segment == mention.segment]
    near = [first, *joined_with(mention), *thought[:1]] if mention.depth == 0 else [first]
    near = [m for m in near if not (m.dimension == "days" and m.before.endswith("前"))]  # 景区前4天
    for m in near:
        if told := times_told(own_words(m)):
            return told[-1]
    if any(m.role == Role.BASE for m in (mention, *joined_with(mention))):
        compared = times_compared(own_words(first))[-1:]
        return compared[0] if compared and compared[0].back == _LONG_AGO else Moment(back=_LAST)
    if mention.segment and (told := times_told(own_words(mention.sentence.mentions[0]))):
        return told[0]
    before = [s for s in register.reading.paragraph_of(mention.sentence) if s.number < mention.sentence.number]
    for sentence in reversed(before):
        opening = own_words(sentence.mentions[0]) if sentence.mentions else sentence.text
        if told := times_told(opening):
            return told[0]
    return None
