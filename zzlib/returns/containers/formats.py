"""What a number format makes of a cell: another number, nothing at all, or words beside it that people read with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from zzlib.money import number_text
from zzlib.returns.cells.amounts import without_noise
from zzlib.returns.cells.text import Cell
from zzlib.returns.cells.words import words

_LONGEST = 255
"""Letters that Excel takes for a number format."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<G>general|g/通用格式|常规)|(?P<E>e[+-])|(?P<T>(?<![a-z])(?:am/pm|a/p|[ymdhsegb]+)(?![a-z])|上午/下午)|(?P<end>;)|(?P<mark>[0#?@.,%/])|(?P<bare>.)",
    re.IGNORECASE | re.DOTALL,
)
_TEXTS = ("quoted", "escaped", "currency", "bare")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_RED = re.compile(r"red|红色|(?:color|颜色)\s*(?:3|10)", re.IGNORECASE)
_THOUSANDS = re.compile(r"0(,+)(?!0)")
_POINT = re.compile(r"0P(0+)")
_MINUS = re.compile(r"[-−－]")
_BRACKETS = re.compile(r"[(（]\s*[)）]")
_SCALES = {None: 1, "万": 10**4, "亿": 10**8}
_UNITS = {Fraction(1): "元", Fraction(10**4): "万元", Fraction(10**8): "亿元"}
_NEGATIVE, _ZERO, _TEXT = 1, 2, 3
"""Which sections of a format are for numbers below zero, for zeros, and for texts, counted from 0."""


@dataclass(frozen=True, slots=True)
class FormatSection:
    """A section of a format: what is written before, within and behind the number that it shows.

    `shape` has a letter a part: `0` a digit, `P` a point written as text, `G` a number as it is, `@` a text, `T` a date,
    and `.`, `,`, `%`, `E` as they are. `condition` says for which numbers it is, `red` that it is written in red.
    """

    shape: str
    before: str
    within: str
    behind: str
    condition: tuple[str, Decimal] | None = None
    red: bool = False

    @property
    def draws(self) -> bool:
        """Whether what is stored is shown at all."""
        return any(part in self.shape for part in "0G@T")

    @property
    def factor(self) -> Decimal:
        """What a number is multiplied by before it is shown."""
        commas, point = _THOUSANDS.search(self.shape), _POINT.search(self.shape)
        scale = 2 * self.shape.count("%") - (3 * len(commas[1]) if commas else 0) - (len(point[1]) if point else 0)
        return Decimal(1).scaleb(scale)

    @property
    def lengthens(self) -> bool:
        """Whether something is written to or into the number so that it looks like another one."""
        return self.before[-1:].isdecimal() or self.behind[:1].isdecimal() or bool(self.within.strip())

    @property
    def below_zero(self) -> bool:
        """Whether it shows a number as one below zero: with a minus, or in brackets."""
        bare = words().formats.idle.sub("", self.before + "\0" + self.behind)
        return bool(_MINUS.fullmatch(bare.replace("\0", ""))) or bool(_BRACKETS.fullmatch(bare.replace("\0", "")))

    @property
    def words(self) -> str:
        """What is written around the number that says something, other than marks, its sign, and that it is yuan."""
        bare = words().formats.idle.sub("", self.before + self.behind)
        return "" if _MINUS.fullmatch(bare) or _BRACKETS.fullmatch(bare) else bare

    @property
    def unit(self) -> str | None:
        """The unit of the number as it is stored; `""` if it is none that there is, `None` if the format writes none."""
        found = words().formats.unit.search(self.words)
        if found is None or (not found[1] and self.factor != 1):
            return None
        return _UNITS.get(Fraction(self.factor) * _SCALES[found[1]], "")

    def around(self, number: str, unit: str | None) -> str:
        """Write a number as it is stored with the words of the format, and with the unit that it has so."""
        before, behind = (_MINUS.sub("", words().formats.idle.sub("", part)) for part in (self.before, self.behind))
        if unit is not None:
            before, behind = (words().formats.unit.sub("", part) for part in (before, behind))
            behind = (unit or "（格式里的单位看不出）") + behind
        return f"{before}{number}{behind}"


def says_below_zero(text: str) -> bool:
    """Tell whether words beside a number say that it is below zero: 收回5."""
    return words().formats.below_zero.search(text) is not None


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[FormatSection, ...]:
    """Give the sections of a format; none if it is no format."""
    if not code or len(code) > _LONGEST:
        return ()
    found: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["end"]:
            found.append([])
        else:
            found[-1].append(token)
    return tuple(map(_section, found))


def _section(tokens: Sequence[re.Match[str]]) -> FormatSection:
    parts: list[tuple[str, str]] = []
    condition, red = None, False
    for token in tokens:
        kind = token.lastgroup or ""
        if kind == "bracket":
            said = token["bracket"].strip()
            stated = _CONDITION.fullmatch(said)
            condition = (stated[1], Decimal(stated[2])) if stated else condition
            red = red or bool(_RED.fullmatch(said))
            parts += [("T", "")] * (said != "" and set(said.lower()) <= set("hms"))
        elif kind in _TEXTS:
            parts.append(("P" if token[kind] == "." and kind != "bare" else "L", token[kind]))
        elif kind:
            parts.append((token[0].replace("#", "0").replace("?", "0") if kind == "mark" else kind, ""))
    shape = "".join(part for part, _ in parts)
    drawn = [place for place, part in enumerate(shape) if part in "0G@T"]
    first, last = (drawn[0], drawn[-1]) if drawn else (len(parts), len(parts))
    texts = [text for _, text in parts]
    within = "".join(text for part, text in parts[first:last] if part == "L")
    return FormatSection(
        shape.replace("L", ""), "".join(texts[:first]), within, "".join(texts[last + 1 :]), condition, red
    )


def matters(code: str) -> bool:
    """Tell whether anything but nothing may be seen under a format otherwise than it is stored."""
    found = sections(code)
    ordered = not any(section.condition for section in found)
    return any(
        _matters(section, ordered and place == _NEGATIVE)
        for place, section in enumerate(found)
        if section.condition != ("=", Decimal(0)) and not (ordered and place == _ZERO)
    )


def _matters(section: FormatSection, negative: bool) -> bool:
    if "T" in section.shape:
        return False
    plain = section.draws and section.factor == 1 and not section.lengthens and not section.words
    return not plain or (not section.below_zero and not section.red if negative else section.below_zero)


def _section_for(value: Cell, code: str) -> tuple[FormatSection, bool] | None:
    """Give the section by which a value is shown, and whether that has to write a minus itself; `None` without one."""
    found = sections(code)
    if not found or isinstance(value, bool) or value in (0, ""):
        return None
    if isinstance(value, str):
        own = found[_TEXT:] or [section for section in found if "@" in section.shape]
        return (own[0], False) if own else None
    if not isinstance(value, int | float):
        return None
    if not any(section.condition for section in found):
        return (found[_NEGATIVE], True) if value < 0 and len(found) > 1 else (found[0], False)
    number = without_noise(value)
    held = [section for section in found[:_TEXT] if section.condition and _holds(number, *section.condition)]
    rest = [section for section in found[:_TEXT] if not section.condition]
    return next(((section, False) for section in [*held, *rest[-1:]]), None)


def _holds(number: Decimal, sign: str, bound: Decimal) -> bool:
    return (
        ("=" in sign and number == bound)
        or ("<" in sign and number < bound)
        or (">" in sign and number > bound)
    )  # fmt: skip


def seen_as(value: Cell, code: str) -> str | None:
    """Give what a person sees of a value that a format shows otherwise; `""` if nothing, `None` if it shows what is stored.

    Nothing is nothing, however it looks. Words beside a number are for `with_words`.
    """
    own = _section_for(value, code)
    if own is None or "T" in own[0].shape:
        return None
    section, signs = own
    if not section.draws:
        return section.words
    if isinstance(value, str):
        return f"{section.before}{value}{section.behind}" if section.words else None
    if section.lengthens:
        return f"加了几位的数（格式 {code}）"
    assert isinstance(value, int | float)
    stored = without_noise(value)
    number = stored * (1 if section.unit is not None else section.factor)
    if section.below_zero:
        number = -abs(number)
    elif signs and not section.red and not says_below_zero(section.words):
        number = abs(number)
    return None if number == stored else f"{number_text(number, 6)}{'%' * ('%' in section.shape)}"


def with_words(value: Cell, code: str) -> Cell:
    """Write a number with the words and the unit that its format shows, as people see it; other values stay as they are.

    320 under `0.00"万元"` is read by people as 320万元, 5 under `"约"0` as 约5; a unit that can't be told makes it unreadable.
    """
    own = _section_for(value, code)
    if own is None or not isinstance(value, int | float) or "T" in own[0].shape or not own[0].words:
        return value
    section, signs = own
    if signs and says_below_zero(section.words):
        return value
    return section.around(f"{without_noise(value):f}", section.unit)
