"""Numbers with units in a sentence: 4.12亿元, 262个, 12.3%, 8.1个百分点. Years, dates, document and telephone numbers are none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from zzlib.audit.numbers.arithmetic import Printed, step_of
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.normalising import LISTED_BARE, dimensions, unit_of
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.words import any_of, words

PERCENT, POINTS, TIMES, COUNT, MONEY = "percent", "points", "times", "count", "money"
RATIOS = (PERCENT, POINTS, TIMES)

_DIGITS = "零一二三四五六七八九"
_CHINESE = {"两": 2} | {digit: number for number, digit in enumerate(_DIGITS)}
_CALLED_UP, _CALLS = ("110", "119", "120", "122", "12315", "12345"), re.compile("(?:报|接处?|出)警|警情|平台|热线|指挥")
_CALLED = "APP"
"""What a count may stand right behind although it is Latin: 手机APP7028件."""
_FINER = {10: ("‰", "千分点"), 100: ("基点", "BP", "bp")}
"""What is so many times finer than a per cent, or a point."""
_POINTS_LISTED = re.compile(r"(?:[、和及与][一-龥]{0,8}?\d+(?:\.\d+)?个?)+(?<!个)(个?百分点)")
"""2.1、1.4和0.3个百分点, 2.1个和0.3个百分点, 1.3个、比上年高1.5个百分点."""
_ONE = "[一二两三四五六七八九]"
RATIO = re.compile(r"(?<![\d.])(?<!\d[:：])\d+(?:\.\d+)?(?:[:：]\d+(?:\.\d+)?)+(?![\d.:：])")
"""师生比1:16, 三次产业结构25.7:26.8:47.5."""
_TENTHS = re.compile(
    rf"(?:(?<=[占达近约超过逾破足了的为有在降涨增少多至到减升高低跌大小缩长涨收办产砍压添加出卖卡掉落滑窄及幅水率度速剩存中，（；：])|^|(?={_ONE}成[一-龥]{{0,2}}（[\d.]+%）))(?P<tens>{_ONE})成(?P<ones>{_ONE}|半)?(?![为立果员本功就绩熟长都交效分品套])"
)
_THOUSANDS = f"{_ONE}千(?:[零〇]?{_ONE}百)?(?:[零〇]?{_ONE}?十{_ONE}?|[零〇]{_ONE})?"
_HUNDREDS = f"{_ONE}百(?:[零〇]?{_ONE}?十{_ONE}?|[零〇]{_ONE})?|{_ONE}?十{_ONE}?|{_ONE}"
_LOWER = f"[零〇]?{_THOUSANDS}|[零〇](?:{_HUNDREDS})"  # 一万五元 may mean another number
_AMOUNT = re.compile(
    "(?<![几数上第多余\\d.零〇一二两三四五六七八九十百千万亿])"
    f"(?:(?P<yi>{_THOUSANDS}|{_HUNDREDS})亿(?:(?P<wan>{_LOWER})万)?|(?P<wan2>{_THOUSANDS}|{_HUNDREDS})万)?"
    f"(?P<one>{_LOWER})?元(?![旦宵素首月])"
)
_TEN = 10
_FRACTION = re.compile(rf"(?P<below>[二三四五六七八九十])分之(?P<above>{_ONE})(?!{_ONE})")


@dataclass(frozen=True)
class Quantity:
    """A number as printed, at `start:end` of its sentence. `hedge` is the word that makes it rough or a threshold."""

    text: str
    number: str
    value: Fraction
    step: Fraction
    unit: str
    dimension: str
    start: int
    end: int
    hedge: str = ""

    @cached_property
    def printed(self) -> Printed:
        """What stands behind the print: counts are exact, anything else is rounded."""
        return Printed(self.value, self.step, self.is_exact)

    @cached_property
    def rough(self) -> float:
        """Its value as a float, which a search of many relations reads over and over."""
        return float(self.value)

    @cached_property
    def grain(self) -> float:
        """Its step as a float."""
        return float(self.step)

    @cached_property
    def is_exact(self) -> bool:
        """Say whether nothing was rounded away."""
        return self.dimension in (COUNT, "workdays") and self.step == 1 and "万" not in self.unit

    @property
    def scale(self) -> Fraction:
        """What one of the printed unit is in the base unit: 10^8 for 亿元."""
        return self.value / Fraction(self.number) if Fraction(self.number) else self.step

    @cached_property
    def digits(self) -> int:
        """How many digits tell something: 2 of 0.34."""
        return len(regex(r"\D|^[0.]+").sub("", self.number))

    @cached_property
    def bare_unit(self) -> str:
        """The unit without its scale: 元 of 万元, "" of 万."""
        return self.unit.lstrip("百千万亿")


def quantity_of(text: str, number: str, unit: str, dimension: str, scale: Fraction | int = 1) -> Quantity:
    """Give a number that stands in no sentence, in a cell or for so many months, in the step in which it is printed."""
    return Quantity(text, number, Fraction(number) * scale, step_of(number) * scale, unit, dimension, 0, 0)


def written(value: Fraction, like: Quantity) -> str:
    """Write a value in the unit and with the decimals of another quantity, rounded half up; points too few for them with one more."""
    scale = like.scale
    size = abs(value) / scale
    decimals = len(like.number.partition(".")[2]) + (like.dimension == POINTS and 0 < abs(value) < like.step)
    digits = Decimal(int(size * 10**decimals + Fraction(1, 2))) / (Decimal(10) ** decimals)
    return f"{'-' if value < 0 else ''}{digits:.{decimals}f}{like.unit}"


def conversion(one: Quantity, other: Quantity) -> Fraction | None:
    """Give what one base unit of a number is in that of another of another measure: 15亩 a 公顷; `None` if they are of one, or can't be turned into each other."""
    own = (quantity.unit for quantity in (one, other))
    units = [unit if unit in dimensions() else regex("^[百千万亿]+(?=.)").sub("", unit) for unit in own]  # 千克
    for (left, right), turned in ((tuple(units), False), (tuple(units[::-1]), True)):
        factor = words().conversions.get(left, {}).get(right)
        if factor is not None:
            return Fraction(1, factor) if turned else Fraction(factor)
    return None


_BARE = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_FROM_TO = re.compile(
    rf"[由从][^，。；：\d第]{{0,8}}(?P<then>{_BARE})(?:[一-龥]{{0,4}}?[变增升降减提跌涨回][一-龥]{{0,2}}?[至到为])(?P<now>{_BARE})(?=，[^，。；\d]{{0,8}}\d[\d.]*%)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_AGE = re.compile("[，。；）]|[、和与及](?=\\d+岁)|[比较]|[下上提延增]|[升降][至到为低高]|$")
_LIST_OPENS = re.compile(r"(?:分别|依次)[一-龥]{0,3}(?:\d+(?:\.\d+)?[、和及与])*$")


def quantities(text: str, own: tuple[str, ...] = ()) -> list[Quantity]:
    """Find the quantities of a normalised sentence, in order; `own` are units of its document that no list has."""
    found = [*_arabic(text, own), *_counts_in_words(text), *_amounts_in_words(text), *_fractions(text)]
    taken = {quantity.end for quantity in found}
    found += [quantity for quantity in _chinese(text) if quantity.end not in taken]
    return sorted(found, key=lambda quantity: quantity.start)


def chinese_number(text: str) -> int | None:
    """Read 三, 两, 十, 十二, 二十, 四十六; None for anything else."""
    match = regex(r"([一二三四五六七八九两])?(十)?([一二三四五六七八九])?").fullmatch(text)
    if not match or not text or (match[1] and match[3] and not match[2]):
        return None
    tens, ten, ones = match.groups()
    if not ten:
        return _CHINESE[tens or ones]
    return (_CHINESE[tens] if tens else 1) * 10 + (_CHINESE[ones] if ones else 0)


def number_in(text: str) -> int | None:
    """Read 12 or 十二; None for anything else."""
    return int(text) if text.isdigit() else chinese_number(text)


def _arabic(text: str, more_units: tuple[str, ...]) -> Iterator[Quantity]:
    in_range, changed = _ranges(text), _changed(text)
    for match in _number_pattern(more_units).finditer(text):
        if _is_no_quantity(text, match):
            continue
        number = match["number"].replace(",", "").replace("，", "")
        scale = Fraction(words().scales.get(match["scale"] or "", 1))
        scale /= next((size for size, told in _FINER.items() if (match["unit"] or "").endswith(told)), 1)
        bare = match["unit"] in (None, "个") and not match["scale"]
        listed = _POINTS_LISTED.match(text, match.end()) if bare else None
        alone = bare and not listed and not match["unit"]
        shared = _unit_of_next().match(text, match.end()) if alone else None
        scale *= words().scales.get(shared["scale"] or "", 1) if shared else 1
        if alone and not shared and _LIST_OPENS.search(text[: match.start()]):
            shared = _listed_up_to(_units()).match(text, match.end())
            scale *= words().scales.get(shared["scale"] or "", 1) if shared else 1
        if alone and not shared and regex("[、，。；]|和|$").match(text[match.end() :]):
            shared = _unit_ahead().search(text, 0, match.start())
            scale *= words().scales.get(shared["scale"] or "", 1) if shared else 1
        if match["scale"] and not match["unit"]:
            shared = _unit_of_next(match["scale"]).match(text, match.end())
            shared = shared or _unit_behind().match(text, match.end())
        dimension = POINTS if listed else dimensions().get((shared or match)["unit"] or "", "")
        dimension = COUNT if match["unit"] in more_units else dimension
        if not dimension and not match["scale"] and match.start("number") not in changed:
            continue
        told = listed or shared
        own = match["scale"] or ""
        unit = own + told[1].removeprefix(own) if told else regex("[余多]").sub("", match[0][len(match["number"]) :])
        hedge = "区间" if match.start() in in_range else _hedge(text, match)
        value, step = Fraction(number) * scale, step_of(number) * scale
        yield Quantity(match[0], number, value, step, unit, dimension or "bare", *match.span(), hedge)


def _chinese(text: str) -> Iterator[Quantity]:
    """Find counts in Chinese numerals where they count: 有三个乡镇, 共四家单位."""
    for match in _chinese_pattern().finditer(text):
        number = chinese_number(match["number"])
        if number is None or number < 2:
            continue
        yield Quantity(match[0], str(number), Fraction(number), Fraction(1), match["unit"], COUNT, *match.span())


def _counts_in_words(text: str) -> Iterator[Quantity]:
    """Find counts from ten on that are written out: 三千二百床, 七十三名."""
    for match in _written_counts().finditer(text):
        value = _section(match["wan"])[0] * 10**4 if match["wan"] else 0
        value += _section(match["one"])[0] if match["one"] else 0
        if value >= _TEN:
            hedge = _hedge_around(text, match)
            kind, last = dimensions()[match["unit"]], _section(match["one"])[1] if match["one"] else 10**4
            step = Fraction(1 if kind == COUNT else last)
            if kind == COUNT or match[0][0] not in "百千万":  # 千亩茶园
                yield Quantity(match[0], str(value), Fraction(value), step, match["unit"], kind, *match.span(), hedge)


def _amounts_in_words(text: str) -> Iterator[Quantity]:
    """Find amounts that are written out: 四亿一千二百三十万元, told to the last place that they name."""
    for match in _AMOUNT.finditer(text):
        places = (("yi", 10**8), ("wan", 10**4), ("wan2", 10**4), ("one", 1))
        parts = ((*_section(match[part]), scale) for part, scale in places if match[part])
        told = [(value * scale, step * scale) for value, step, scale in parts]
        value, step = sum(value for value, _ in told), told[-1][1] if told else 0
        if value:
            scale, unit = next(pair for pair in ((10**8, "亿元"), (10**4, "万元"), (1, "元")) if pair[0] <= step)
            hedge = _hedge_around(text, match)
            exact, printed = Fraction(value), str(value // scale)
            yield Quantity(match[0], printed, exact, Fraction(step), unit, MONEY, match.start(), match.end(), hedge)


def _section(said: str) -> tuple[int, int]:
    """Read a number below ten thousand that is written out, and tell its last place: 一千二百三十 is 1230, to ten."""
    value, digit, step = 0, 0, 1
    for char in said:
        step = {"千": 1000, "百": 100, "十": 10}.get(char, 1)
        value, digit = (value + (digit or 1) * step, 0) if step > 1 else (value, _CHINESE.get(char, 0))
    return value + digit, step


def _fractions(text: str) -> Iterator[Quantity]:
    """Find shares in words: 四成五, 三分之一; the latter are meant to about a hundredth."""
    for match in _TENTHS.finditer(text):
        ones = match["ones"] or ""
        value = Fraction(10 * _CHINESE[match["tens"]] + (_CHINESE.get(ones, 5) if ones else 0))
        step = Fraction(5 if ones == "半" else 1 if ones else 10)
        yield _share_in_words(text, match, value, step)
    for match in _FRACTION.finditer(text):
        below = chinese_number(match["below"]) or 1
        value = Fraction(100 * _CHINESE[match["above"]], below)
        yield _share_in_words(text, match, value, Fraction(2))


def _share_in_words(text: str, match: re.Match[str], value: Fraction, step: Fraction) -> Quantity:
    hedge = "左右" if regex("[弱强][，。；、）]").match(text, match.end()) else _hedge_around(text, match)  # 四分之一弱
    number = f"{float(value):.4g}"
    return Quantity(match[0], number, value, step, "%", PERCENT, match.start(), match.end(), hedge)


@cache
def _scales() -> str:
    return any_of(tuple(words().scales))


@cache
def _units() -> str:
    return any_of(tuple(dimensions()))


@cache
def _number_pattern(own: tuple[str, ...]) -> re.Pattern[str]:
    units = unit_of((*dimensions(), *own))
    units = units.replace("个点|", "个点(?!位)|").replace("户次|", "户次(?!之)|")  # 81个点位, 4.3万户次之
    units = units.replace("具|", "具(?![有备体])|")  # 其中12具有高级职称
    units = units.replace("|人|", "|人(?!户(?!均))|")  # 3人户家庭
    acronyms = "".join(rf"|(?<={word})" for word in words().numbers.acronyms)
    return re.compile(
        rf"(?:(?<![\d.])(?:(?<![A-Za-z]){acronyms})|(?<={_CALLED})(?=\d+[个件家起条款]))"
        r"(?P<number>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
        rf"(?P<more>[多余])?(?P<scale>{_scales()}(?!瓦|米|克|分[点之]))?(?P<more2>[多余])?(?P<unit>{units})?(?(unit)|(?![\d.:：]?\d))"
    )


@cache
def _unit_of_next(scale: str = "") -> re.Pattern[str]:
    """Give what is behind a number of a list that has its unit from the next: 212和187.9亿元, 12.5、8.4和6.1%; with its `scale` 1.72万、1.59万人次, or 住院1.72万、门诊1.59万人次."""
    if scale:
        more = rf"[、和及与](?:[一-龥]{{2,10}})?\d+(?:\.\d+)?{scale}"
        return re.compile(rf"(?:{more})*{more[: -len(scale)]}(?P<shared>{scale}(?P<unit>{_units()}))")
    return _listed_up_to(any_of(tuple(unit for kind in LISTED_BARE for unit in words().units[kind])))


@cache
def _listed_up_to(units: str) -> re.Pattern[str]:
    """Give what is behind a number of a list whose last has one of the units: 分别为58、49和41家."""
    return re.compile(
        rf"(?:[、和及与]\d+(?:\.\d+)?)*[、和及与]\d+(?:\.\d+)?(?P<shared>(?P<scale>{_scales()})?(?P<unit>{units}))"
    )


@cache
def _unit_behind() -> re.Pattern[str]:
    """Give what is behind a number of a list whose unit stands in a bracket behind it: 一产456亿、二产23643亿（单位均为千瓦时）."""
    return re.compile(rf"[^，。；（）]*（(?:以上)?单位[均为：]+(?P<shared>(?P<unit>{_units()}))）")


@cache
def _unit_ahead() -> re.Pattern[str]:
    """Give what is before a number of a list whose unit stands in a bracket before it: 吞吐量（万吨）：东港1428、西港506."""
    name = "[一-龥A-Za-z]{1,12}"
    return re.compile(
        rf"（(?:单位：)?(?P<shared>(?P<scale>{_scales()})?(?P<unit>{_units()}))）[一-龥]{{0,6}}：(?:{name}\d+(?:\.\d+)?[、，；和])*{name}$"
    )


@cache
def _written_counts() -> re.Pattern[str]:
    units = any_of((*words().units["count"], "亩", "石", "公里"))
    return re.compile(
        "(?<![几数上第多余之每\\d.零〇一二两三四五六七八九十百千万亿])(?=[一二两三四五六七八九]?[十百千万])"
        f"(?:(?P<wan>{_THOUSANDS}|{_HUNDREDS})万)?(?P<one>{_LOWER}|{_HUNDREDS})?(?P<unit>{units})"
        "(?!百分点|月|五|方面|大|类|级|气)"
    )


@cache
def _chinese_pattern() -> re.Pattern[str]:
    units = any_of(words().units["count"])
    return re.compile(
        rf"(?<=[有共的达是到余后增评选设建了为成分确出展抓行取列])(?!(?<=后)[二三四五六七八九十]{{1,2}}名)(?P<number>[一二三四五六七八九十两]{{1,3}})(?P<unit>{units})(?!百分点|月|五|方面|类)"
    )


def _is_no_quantity(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    numbers = words().numbers
    if before.endswith(numbers.acronyms) and not (match["unit"] or match["scale"]):
        return True  # GDP2020
    before = regex(rf"{any_of(numbers.acronyms)}$").sub("", before)
    if regex(r"0\d").match(match["number"]):
        return True  # the tail of a number that was cut: 24·064
    if not match["unit"] and not match["scale"] and regex(any_of(numbers.not_quantities_after)).match(after):
        return True
    ahead = regex(any_of(numbers.not_quantities_before) + r"$").search(before)
    if ahead and not (match["unit"] and ahead[0] == "电话"):
        return True
    if match["number"] in _CALLED_UP and (match["unit"] == "类" or _CALLS.match(after)):
        return True  # 110类有效报警
    if match["unit"] == "个" and regex(r"(?:多|半)?(?:月|小时|工作日|年|季度|星期|学期)").match(after):
        return True  # 满3个月 counts no things
    if (match["unit"] or "").endswith("岁") and (not _AGE.match(after) or regex("\\d[-—–~～至到]$").search(before)):
        return True  # 60岁以上老人, 0—14岁
    if match["unit"] == "分" and regex("[别为类钟之支公局校院队行店级段管布]").match(after):
        return True
    # A ratio 2.58:1, a place on a road K12+300, a telephone number 0791-6523418, a clause number 3.2.1, a clock 9:30.
    called = before.endswith(_CALLED)
    return bool(
        not called
        and regex(r"\d[:：-]$|[A-Za-z]$|K\d+\+$").search(before)
        and not regex(r"[%年月元]\s*[-—]$").search(before)
    ) or bool(regex(r"[:：]\d").match(after) and not match["unit"])


def _changed(text: str) -> set[int]:
    """Give the starts of two numbers without a unit of which one became the other, and a rate tells by how much: 由5200变为4940，下降5.0%; no years."""
    found = [m for m in _FROM_TO.finditer(text) if not all(_YEAR.fullmatch(m[side]) for side in ("then", "now"))]
    return {match.start(side) for match in found for side in ("then", "now")}


def _ranges(text: str) -> set[int]:
    """Give the starts of numbers that are the ends of a range: 25%-79%, 1至24%, 50%至100%之间."""
    starts: set[int] = set()
    pattern = re.compile(r"(\d+(?:\.\d+)?)[%万亿元个]{0,3}(?:[-—–~～]{1,2}|至|到)(\d+(?:\.\d+)?)")
    for match in pattern.finditer(text):
        if text[match.end(1)] == "%" and text[match.end() : match.end() + 1] != "%":
            continue  # 下降62.9%至2129.5亿元
        starts |= {match.start(1), match.start(2)}
    return starts


def _hedge(text: str, match: re.Match[str]) -> str:
    if match["more"] or match["more2"]:
        return "多"
    hedges = words().hedges
    after = regex(any_of(hedges.after)).match(text[match.end() :])
    # 余 and 多 after a unit hedge (3倍多); 来 and 起 mostly belong to the next word.
    if after and after[0] in ("来", "起", "多", "余"):
        follows = text[match.end() + 1 : match.end() + 2]
        after = after if after[0] in ("多", "余") and follows in "，。；、）" and match["unit"] else None
    return after[0] if after else _hedge_before(text, match.start())


def _hedge_around(text: str, match: re.Match[str]) -> str:
    after = regex(any_of(words().hedges.after)).match(text[match.end() :])
    return after[0] if after else _hedge_before(text, match.start())


def _hedge_before(text: str, start: int) -> str:
    before = regex(any_of(words().hedges.before) + "$").search(text[:start])
    other = regex("(?:[最附临]近|[节合契履违签预公]约)$").search(text[:start])
    return "" if not before or before[0] in ("在", "每", "满") or other else before[0]


def coarsest_grain(quantities: Sequence[Quantity]) -> float:
    """Give the power of ten of the coarsest step in which all numbers are told: 1400, 600 and 500 fix two digits."""
    grain = max(quantity.step for quantity in quantities)
    while any(q.value for q in quantities) and all((q.value / (grain * 10)).denominator == 1 for q in quantities):
        grain *= 10
    return float(grain)
