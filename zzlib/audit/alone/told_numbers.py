"""The numbers of a passage with those that words tell beside its mentions: years, lengths of time, times of day, 八成, 万分之五, 一半, 第20届, 五家."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from zzlib.audit.changes.increments import OTHERWISE
from zzlib.audit.numbers.arithmetic import step_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, PERCENT, RATIOS, Quantity, number_in
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.reading import Mention, ReadSentence

HERE = "§"
_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_DIGIT = "[一二两三四五六七八九]"
_SIXTY = 60
_PATTERNS = {
    "year": re.compile(r"(?<![\d])(?P<n>(?:19|20)\d\d)年(?![一二两三四五六七八九\d]?(?:个月|期))"),
    "years": re.compile(
        rf"(?<![\dA-Za-z.第一二三四五六七八九十])(?P<n>\d+\.\d+|{_N})(?:个)?年(?P<half>半)?(?![级度代份期月初末底内])"
    ),
    "jubilee": re.compile(rf"(?P<n>{_N})周年"),
    "months": re.compile(rf"(?<![\d.第后一二三四五六七八九十])(?<!(?<!提)前)(?:(?P<n>{_N})个月|一个季度)"),
    "days": re.compile(
        rf"(?<![\d月第一二三四五六七八九十])(?P<n>{_N})(?:天|(?<=[期满时共续].)日|(?<=[期满时共续]..)日)"
    ),
    "ordinal": re.compile(rf"第(?P<n>{_N})(?=[届期次])"),
    "rank": re.compile(rf"第(?P<n>{_N})(?=[位名，。；])"),
    "bare": re.compile(r"(?<![\d.])(?P<n>\d+\.\d+)(?=[，。；、降升提减增扩缩回]|$)"),
    "per": re.compile(r"(?P<n>\d+(?:\.\d+)?)/(?P<base>10万|十万|万|千)"),
    "but": re.compile("除了?(?P<names>[一-龥]{1,8}(?:[、和及与][一-龥]{1,8})+)(?:以|之)?外"),
    "names": re.compile("(?<![一-龥、])(?P<names>[一-龥]{1,8}(?:[、和及与][一-龥]{1,8})+?)各(?!级|类|种|有关)"),
    "clock": re.compile(r"(?<![\d:])(?P<h>[01]?\d|2[0-4])(?:时|点|:)(?:(?P<m>[0-5]?\d)分?|(?P<half>半))?(?!长|\d|间)"),
    "took": re.compile(
        rf"(?<![\d第.])(?:(?P<h>{_N})(?:个(?P<half>半)?)?小时)(?:零?(?P<m>\d{{1,2}})分钟?)?|(?<![\d时])(?P<m2>\d{{1,3}})分钟"
    ),
    "rate": re.compile(r"(?P<of>[百千万])分之(?P<n>[一二三四五六七八九十]{1,2}|\d+(?:\.\d+)?)"),
    "tenths": re.compile(rf"(?P<n>{_DIGIT})成(?P<more>{_DIGIT}|半)?(?![为立果员本功就绩熟长都交效分品套])"),
    "half": re.compile("减半|折半|对半|一半|半数"),
}
_UNITS = {"year": "年", "years": "年", "jubilee": "周年", "months": "个月"}
_RATES = {"百": 1, "千": 10, "万": 100}
_BASES = {"10万": 10**5, "十万": 10**5, "万": 10**4, "千": 10**3}
_WITH_MENTIONS = ("clock", "took", "per")  # told where the register has another number


@dataclass(frozen=True)
class ToldNumber:
    """A number at `start:end` of a passage, what kind it is, and the words around it up to the next of its kind, with `§` in its place."""

    kind: str
    quantity: Quantity
    start: int
    end: int
    sentence: ReadSentence
    mention: Mention | None = None
    said: str = ""

    @property
    def idle(self) -> bool:
        """Whether it is a count in words, which may belong to nothing: 三项合计."""
        return self.mention is None and self.kind == COUNT

    @property
    def is_amount(self) -> bool:
        """Whether it is a mention that tells how much there is."""
        return self.mention is not None and self.kind not in RATIOS

    def shown(self, right: str) -> str:
        """Give what it should be as it is written."""
        if self.kind == "took":
            minutes = int(float(right))
            return f"{minutes // _SIXTY}小时" * (minutes >= _SIXTY) + f"{minutes % _SIXTY}分" * bool(minutes % _SIXTY)
        return f"第{right}" if self.kind == "ordinal" else right


def passage_of(sentences: Sequence[ReadSentence], span: tuple[int, int] | None = None) -> tuple[list[ToldNumber], str]:
    """Give the numbers of neighbouring sentences, or of a span of one, in order, and their text."""
    text, found = "", []
    for sentence in sentences:
        begin, end = span or (0, len(sentence.text))
        found += [_moved(n, len(text) - begin) for n in _numbers(sentence) if begin <= n.start and n.end <= end]
        text += sentence.text[begin:end]
    found.sort(key=lambda number: number.start)
    return [_with_words(n, found, text) for n in found], text


def _moved(number: ToldNumber, by: int) -> ToldNumber:
    told = (number.kind, number.quantity, number.start + by, number.end + by, number.sentence, number.mention)
    return ToldNumber(*told)


def _with_words(number: ToldNumber, found: Sequence[ToldNumber], text: str) -> ToldNumber:
    like = [n for n in found if n.kind == number.kind]
    begin = max((n.end for n in like if n.end <= number.start), default=0)
    end = min((n.start for n in like if n.start >= number.end), default=len(text))
    said = text[begin : number.start] + HERE + text[number.end : end]
    told = (number.kind, number.quantity, number.start, number.end, number.sentence, number.mention)
    return ToldNumber(*told, said)


def _numbers(sentence: ReadSentence) -> Iterator[ToldNumber]:
    """Give the mentions of a sentence, and what words tell where no mention stands."""
    taken = [(m.quantity.start, m.quantity.end) for m in sentence.mentions]
    for mention in sentence.mentions:
        quantity = mention.quantity
        yield ToldNumber(mention.dimension, quantity, quantity.start, quantity.end, sentence, mention)
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(sentence.text):
            free = not any(a < match.end() and match.start() < b for a, b in taken)
            told = _quantity(kind, match) if free or kind in _WITH_MENTIONS else None
            if told is not None:
                own = PERCENT if kind in ("tenths", "half") else kind
                yield ToldNumber(own, told, match.start(), match.end(), sentence)
    for match in _counts().finditer(sentence.text):
        number = number_in(match["n"]) or 0
        if number > 1 and not any(a < match.end() and match.start() < b for a, b in taken):
            quantity = _told(match, str(number), Fraction(number), match["unit"])
            yield ToldNumber(COUNT, quantity, match.start(), match.end(), sentence)


def _counts() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![第\d一二三四五六七八九十])(?P<n>[一二两三四五六七八九十]{{1,3}})(?P<unit>{any_of(words().units['count'])})"
    )


def _told(match: re.Match[str], number: str, value: Fraction, unit: str, step: int = 1) -> Quantity:
    return Quantity(match[0], number, value, Fraction(step), unit, COUNT, match.start(), match.end())


def _quantity(kind: str, match: re.Match[str]) -> Quantity | None:
    """Give what a number in words comes to: minutes for times, per cent for rates."""
    told = match.groupdict()
    half = bool(told.get("half"))
    if kind == "half":
        return _told(match, "50", Fraction(50), "%")
    if kind == "tenths":
        more = 5 if told["more"] == "半" else number_in(told["more"] or "") or 0
        value = 10 * (number_in(match["n"]) or 0) + more
        return Quantity(match[0], str(value), Fraction(value), Fraction(1 if more else 10), "%", PERCENT, *match.span())
    if kind == "rate":
        number = told["n"] if regex(r"\d").match(told["n"]) else str(number_in(told["n"]))
        return _told(match, number, Fraction(number) / _RATES[told["of"]], "%")
    if kind in ("clock", "took"):
        minutes = _SIXTY * (number_in(told["h"] or "0") or 0) + int(told["m"] or told.get("m2") or 0) + 30 * half
        return _told(match, str(minutes), Fraction(minutes), "")
    if "names" in told:
        names = regex("[、和及与]").split(told["names"])
        return _told(match, str(len(names)), Fraction(len(names)), "个")
    if kind == "per":
        base, unit = _BASES[told["base"]], f"/{told['base']}"
        return replace(_told(match, told["n"], Fraction(told["n"]) / base, unit), step=step_of(told["n"]) / base)
    if "." in (told["n"] or ""):
        return replace(
            _told(match, told["n"], Fraction(told["n"]), _UNITS.get(kind, "")), step=step_of(told["n"]), dimension=kind
        )
    count = number_in(told["n"] or "三")
    if count is None or (kind in ("years", "ordinal", "days") and count == 1):
        return None
    whole = Fraction(count) + (Fraction(1, 2) if half else 0)
    return _told(match, f"{float(whole):g}", whole, _UNITS.get(kind, ""))


def is_told_of_two(result: ToldNumber, values: Sequence[Fraction]) -> bool:
    """Say whether of many numbers two are just so far apart, or make it: 首年90名，次年126名，第三年再增48名，达174名，两年累计增加84名."""
    pairs = [*combinations(values, 2)] if len(values) > len(("one", "other")) else []
    made = {*(abs(one - other) for one, other in pairs), *(one + other for one, other in pairs)}
    return result.quantity.digits > 1 and result.quantity.value in made


def is_let_be(kind: str, stated: Mention) -> bool:
    """Say whether words tell that a number is made otherwise than by those of its passage.

    A rest of nothing is none of what others make; what a part pulls (拉低7.9个百分点) rests on its share; real growth is at
    other prices; what a number ought to be, or is without what was taken off (应为39起, 不扣是105万元), is of another text.
    """
    before, text = stated.before, stated.sentence.text
    pulled = regex("拉[低动高升]|贡献").search(before) is not None
    real = kind == "growth" and OTHERWISE.search(text) is not None
    mended = regex("应为|更正").search(stated.lead) is not None or "不扣" in text
    return not stated.quantity.value or pulled or real or mended
