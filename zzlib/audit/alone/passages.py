"""A short passage and all its numbers, also those in words, with a letter for the kind of each in its text: ν an amount, π a percentage, δ points, τ times, ρ a ratio."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

from zzlib.audit.judging.claim import NumericClaim, statement, text_claim
from zzlib.audit.judging.slips import is_permuted, is_slip
from zzlib.audit.numbers.arithmetic import Verdict, round_half_up, step_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.normalising import dimensions
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, PERCENT, POINTS, RATIO, TIMES, Quantity, quantities
from zzlib.audit.numbers.words import any_of
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence, are_one_thought
from zzlib.data import package_toml

RATIO_OF, BARE, MONTHS = "ratio", "bare", "months"
LETTERS = {PERCENT: "π", POINTS: "δ", TIMES: "τ", RATIO_OF: "ρ"}
AMOUNT = "ν"
ANY = "νπδτρ"
_MOST = 4  # sentences of what is still read as one thought
_SIZE, _TENTH = Fraction(4), Fraction(1, 10)
_FEW = 10  # so few things in words may only name a group: 两宗货物
_CHINESE = "零〇一二三四五六七八九十百千万亿两"
_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACE = {"十": 10, "百": 100, "千": 1000}
_TIME = re.compile(r"(?<![\d月])(?P<days>\d+)日(?![前起止至到内])|(?P<months>\d+)个月")
_LISTED = re.compile(
    r"(?<![\dA-Za-z.])\d+(?:\.\d+)?(?=、)|(?<=、)\d+(?:\.\d+)?(?![\d.])|(?<![\dA-Za-z.])\d+\.\d+(?![\d.])"
)


@dataclass(frozen=True)
class PassageFigure:
    """A number of a passage: at `at` in its text of letters, in its sentence, a mention where the auditor has one."""

    quantity: Quantity
    sentence: ReadSentence
    mention: Mention | None
    at: int = 0
    few: bool = False

    @property
    def value(self) -> Fraction:
        """Its value in its base unit."""
        return self.quantity.value

    @property
    def kind(self) -> str:
        """The kind of its unit."""
        return self.quantity.dimension


@dataclass(frozen=True)
class Passage:
    """A short passage: its text with a letter for each number, and its numbers in order."""

    text: str
    told: tuple[PassageFigure, ...]

    @cached_property
    def amounts(self) -> list[PassageFigure]:
        """The numbers that are amounts, without few things in words and ages."""
        told = [t for t in self.told if t.kind not in (*LETTERS, "ages") and not (t.few and t.kind == COUNT)]
        return [t for t in told if t not in self.quotients]

    @cached_property
    def quotients(self) -> list[PassageFigure]:
        """The numbers without a unit that say how many times one amount is another: 容积率2.8."""
        return [t for t in self.of(BARE) if said("quotient").search(self.before(t))]

    def of(self, kind: str) -> list[PassageFigure]:
        """Give the numbers of a kind."""
        return [t for t in self.told if t.kind == kind]

    def before(self, told: PassageFigure, letters: int = 12) -> str:
        """Give the words of its clause before a number, back to the number before it."""
        return regex(f"[，。；：（{ANY}]").split(self.text[: told.at])[-1][-letters:]

    def clause(self, told: PassageFigure) -> str:
        """Give the words of its clause around a number."""
        return self.before(told) + AMOUNT + regex(f"[，。；：）{ANY}]").split(self.text[told.at + 1 :])[0]

    def wrong(
        self, kind: str, told: PassageFigure, right: str, used: tuple[PassageFigure, ...], why: str = ""
    ) -> NumericClaim:
        """Accuse a number that others make another."""
        shown = "、".join(t.quantity.text for t in used)
        message = why or f"由 {shown} 算，应为 {right}，文中写 {told.quantity.text}"
        if told.mention is None:
            return text_claim(told.sentence, kind, told.quantity.text, right, Verdict.WRONG, message)
        proof = [t.mention for t in used if t.mention is not None]
        firm = {"recomputed": right, "named": True, "said": True, "firm": True}
        return statement(kind, told.mention, Verdict.WRONG, message, proof, **firm)


@cache
def said(which: str) -> re.Pattern[str]:
    """Give a pattern of `alone.toml`."""
    return re.compile("|".join(package_toml(__package__, "alone.toml")[which]))


def is_likely_slip(told: PassageFigure, right: Fraction) -> bool:
    """Say whether a number may be a slip for another: of its size, or with its digits in another order or one too many; else it is of something else."""
    if right <= 0 or told.value <= 0:
        return False
    wanted = round_half_up(right, told.quantity.step)
    near = right / _SIZE <= told.value <= right * _SIZE or any(
        abs(a / b - 10) < _TENTH for a, b in ((right, told.value), (told.value, right))
    )
    return near or is_permuted(told.quantity, wanted) or is_slip(told.quantity, wanted)


def passages(reading: Reading) -> Iterator[Passage]:
    """Give the passages of a document: all of it where it is short; elsewhere other numbers may be meant."""
    whole = not reading.tables and are_one_thought(reading.sentences)
    if whole and 0 < len(reading.sentences) <= _MOST:
        yield _passage(reading.sentences)


def _passage(group: list[ReadSentence]) -> Passage:
    text, told = "", []
    for sentence in group:
        last = 0
        for number in _numbers(sentence):
            text += sentence.text[last : number.quantity.start]
            told.append(replace(number, at=len(text)))
            text += LETTERS.get(number.kind, AMOUNT)
            last = number.quantity.end
        text += sentence.text[last:]
    return Passage(text, tuple(told))


def _numbers(sentence: ReadSentence) -> list[PassageFigure]:
    """Give the numbers of a sentence as the auditor reads them, and what only a short passage lets read."""
    mentions = {m.quantity.start: m for m in sentence.mentions}
    found: list[PassageFigure] = []
    for more in (_basis_points, _times_told, _paid_back, quantities, _ratios, _in_words, _listed):
        for quantity in more(sentence.text):
            if all(quantity.end <= t.quantity.start or t.quantity.end <= quantity.start for t in found):
                mention = mentions.get(quantity.start) if more is quantities else None
                found.append(PassageFigure(quantity, sentence, mention, few=_is_few(quantity)))
    return sorted(found, key=lambda told: told.quantity.start)


def _is_few(quantity: Quantity) -> bool:
    return quantity.value < _FEW and not quantity.text[0].isdigit()


def _ratios(text: str) -> Iterator[Quantity]:
    for match in RATIO.finditer(text):
        one, other = regex("[:：]").split(match[0])[:2]
        value = Fraction(one) / Fraction(other) if Fraction(other) else Fraction(0)
        yield Quantity(match[0], match[0], value, Fraction(1), "", RATIO_OF, *match.span())


def _basis_points(text: str) -> Iterator[Quantity]:
    for match in regex("(\\d+)个?基点|(\\d+)(?:BP|bp)s?").finditer(text):
        value = Fraction(match[1] or match[2]) / 100
        yield Quantity(match[0], f"{float(value):g}", value, Fraction(1, 100), "个百分点", POINTS, *match.span())


def _times_told(text: str) -> Iterator[Quantity]:
    for match in _TIME.finditer(text):
        number, unit = (match["days"], "days") if match["days"] else (match["months"], MONTHS)
        yield Quantity(
            match[0], number, Fraction(number), Fraction(1), match[0].lstrip("0123456789"), unit, *match.span()
        )


def _paid_back(text: str) -> Iterator[Quantity]:
    for match in regex("退一赔([二三十])").finditer(text):
        yield Quantity(
            match[0], f"{_value(match[1])}", _value(match[1]) or Fraction(0), Fraction(1), "倍", TIMES, *match.span()
        )


def _listed(text: str) -> Iterator[Quantity]:
    for match in _LISTED.finditer(text):
        value = Fraction(match[0])
        yield Quantity(match[0], match[0], value, step_of(match[0]), "", BARE, *match.span())


def _in_words(text: str) -> Iterator[Quantity]:
    """Give numbers in Chinese digits with a unit: 七天, 一万二千四百户, 九成七, 两倍半, 两番."""
    for match in _word_pattern().finditer(text):
        value, unit = _value(match["number"]), match["unit"]
        half = Fraction(1, 2) if match["half"] == "半" else Fraction((match["half"] and _DIGIT[match["half"]]) or 0, 10)
        one = value == 1 and not regex("[有的仅只者为共]$").search(text[: match.start()])
        if value is None or (one and unit not in ("成", "番", "倍")):
            continue
        kind = {"成": PERCENT, "番": TIMES, "倍": TIMES}.get(unit) or dimensions()[unit.lstrip("百千万亿") or unit]
        scale = 10 if kind == PERCENT else 1
        exact, shown = (value + half) * scale, f"{float((value + half) * scale):g}"
        step = Fraction(1) if match["half"] or kind != PERCENT else Fraction(10)
        written = {PERCENT: "%", "番": "番"}.get(kind if kind == PERCENT else unit, unit)
        yield Quantity(match[0], shown, exact, step, written, kind, *match.span())


@cache
def _word_pattern() -> re.Pattern[str]:
    units = any_of((*(u for u in dimensions() if regex("[一-龥]").match(u)), "倍", "番"))
    small = "(?![为立果员本功就绩熟长都交效分品套])"
    return re.compile(
        f"(?<![第几数{_CHINESE}])(?P<number>[一二三四五六七八九两十][{_CHINESE}]*|(?<=每)[百千万]万?)(?:(?P<unit>(?:成{small}|{units}))(?P<half>半|(?<=成)[一二三四五六七八九])?)(?![月次]|分之)"
    )


def _value(said_so: str) -> Fraction | None:
    """Read a number in Chinese digits up to 亿; `None` where they tell none."""
    total = section = digit = 0
    for char in said_so:
        if char in _DIGIT:
            digit = _DIGIT[char]
        elif char in _PLACE:
            section, digit = section + (digit or 1) * _PLACE[char], 0
        else:
            total, section, digit = (total + section + digit) * {"万": 10**4, "亿": 10**8}[char], 0, 0
    return Fraction(total + section + digit) if said_so[-1:] not in "零〇" else None
