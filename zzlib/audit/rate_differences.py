"""By how much a rate differs from another that words name, wherever that is printed: 快于全市 n 个百分点, 比规上工业高 n 个百分点, 比上年提高 n 个百分点."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from zzlib.audit.arithmetic import HOLDS, ClaimFormula, Verdict, judge
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.quantities import PERCENT, POINTS
from zzlib.audit.reading import Mention, stripped
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role, growth_sign
from zzlib.audit.slips import is_permuted, is_slip
from zzlib.audit.spans import StatedMonths, phrases

_MORE = "[高快大多]出?|提[高升]|上升|增[加长]|加快|扩大|回升"
_LESS = "[低慢小少]|下[降滑]|降低|回落|减少|收窄|放缓|缩小|趋缓"
_THAN = re.compile(rf"(?<![同环相])[较比](?P<than>[^，。；：（）%较比]{{1,16}}?)(?P<way>{_MORE}|{_LESS})(?:了|约)?$")
_OVER = re.compile(
    "(?P<way>[高快大好优]于|[高多快]出|超过?|领先于?|[低慢小]于|落后于?|滞后于?)(?P<than>[^，。；：（）%]{1,16}?)(?:约|近)?$"
)
_FALLS = re.compile("[低慢小少]|下[降滑]|降低|回落|减|收窄|放缓|缩|趋缓|[落滞]后")
_OF_ITSELF = re.compile(rf"(?:^|[，、一-龥])(?P<than>)(?P<way>{_MORE}|{_LESS})(?:了|约)?$")
_NAME = re.compile("(?P<name>[一-龥]{2,14}?(?:率|度|比重|占比|比例|增速))(?=$|同比|环比|[较比与上下提降回一年])")
_TIME = re.compile(
    "上[年月季周次期届]|上一[年月季周次期届]|上半年|去年|前年|同期|年初|.季度|前.{1,3}个?月|\\d{1,2}月|20\\d\\d年"
)
_YEARS = re.compile("[两三四五六七八九十]年")
_OWN_NAME = re.compile("(?<=，)[一-龥]{2,12}率(?=(?:为|是|达到?)?$)")
_MOST = 0.66
_SINCE = re.compile("上一?[年月季期次]度?|[去前今本当]年|本[期次月]|同期|[末底仅则而]|该率|[较比由从与和同]|相比")
_WHOLE = re.compile("全[国省市县区州部行]|我[国省市县区]|[整总]体|面上|大盘|平均|同期|分别|总[值量额]?|的")
_TAIL = re.compile("(?:增[速幅长]|涨幅|[降跌]幅|水平|均值|增长率|比重|占比|比例|率)+$")
_NEGATED = re.compile("[降跌减]幅[^，]*$")
_GREW = re.compile("[增降涨跌减][速幅]|增长")
_PART = re.compile("比重|占比|比例|份额")


@dataclass(frozen=True)
class _Compared:
    """Points, the rate that they go on from, and by each rate that words may mean what they ought to be, the likeliest first."""

    points: Mention
    than: str
    ways: list[Binding]
    named: bool
    of_then: bool

    def is_behind(self, rate: Mention) -> bool:
        """Say whether a rate is told right behind the points: 快于全国0.9个百分点，全国增速为10.7%."""
        return rate.order > self.points.order and rate.sentence is self.points.sentence

    def holding(self) -> list[Mention]:
        """Give the rates by which the points hold."""
        return [way.operands[1] for way in self.ways if _gives(way, self.points) in HOLDS]


def rate_difference_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge points by the rate before them and the one that their words name.

    Where several may be meant, the points are accused by one by which others of the same words hold, else by one that a slip explains.
    """
    compared = list(_compared(register))
    proved = {(one.than, m.number): one.points for one in compared for m in one.holding()}
    for one in compared:
        held = set(map(id, one.holding()))
        sure = [way for way in one.ways if id(way.operands[1]) in held]
        sure = sure or [way for way in one.ways if (one.than, way.operands[1].number) in proved]
        behind = one.is_behind(one.ways[0].operands[1])
        sure = sure or (one.ways if one.named and (one.of_then or behind) else [])
        sure = sure or [way for way in one.ways if _is_slip_of(way, one.points, one.named and way is one.ways[0])]
        if sure:
            claim, _ = settle("difference", one.points, sure[:1], certain=True)
            yield replace(claim, named=one.named and one.is_behind(sure[0].operands[1]))


def _gives(way: Binding, points: Mention) -> Verdict:
    return judge(way.formula, way.printed, points.quantity.printed)[0]


def _is_slip_of(way: Binding, points: Mention, named: bool) -> bool:
    """Say whether points are the right ones with their digits in another order, or what the two rates make together; of a named rate, with one digit wrong."""
    _, right = judge(way.formula, way.printed, points.quantity.printed)
    together = sum((quantity.value for quantity in way.quantities), Fraction(0))
    swapped = right is not None and is_permuted(points.quantity, right)
    one_wrong = named and right is not None and is_slip(points.quantity, right, short=True)
    return points.quantity.value == together or swapped or one_wrong


def _compared(register: FigureRegister) -> Iterator[_Compared]:
    for mention in register.reading.mentions:
        first = mention.series[0] if mention.series else mention
        if mention.dimension != POINTS or mention.quantity.hedge or mention.depth:
            continue
        told = _THAN.search(first.lead) or _OVER.search(first.lead) or _OF_ITSELF.search(first.lead)
        than = (told["than"] or "同期") if told else ""
        own = (_own(mention, first, than) or _own_by_name(mention, register)) if told else None
        if told is None or own is None or _YEARS.search(first.lead):
            continue
        of_then = _TIME.search(than) is not None
        others, named = (_then if of_then else _named)(than, own, mention, register)
        ways = _ways(mention, own, others, told["way"])
        if ways:
            yield _Compared(mention, f"{own.number}" if of_then else than, ways, named, of_then)


def _own(mention: Mention, first: Mention, than: str) -> Mention | None:
    """Give the rate that points go on from: the nearest of its kind before them; of a list the one of the same place."""
    number = len(mention.series) or 1
    place = _place(mention)
    grew, part = _GREW.search(than + first.lead), _PART.search(than + first.lead)
    for other in reversed(first.sentence.mentions[: first.place]):
        if other.dimension != PERCENT or other.segment != first.segment or other.depth:
            continue
        if (grew and other.role != Role.GROWTH) or (part and other.role == Role.GROWTH):
            continue
        run = other.series or [other]
        if len(run) > 1 and _is_earlier(run[0]):
            continue
        return None if other.quantity.hedge or len(run) != number else run[place]
    return None


def _own_by_name(mention: Mention, register: FigureRegister) -> Mention | None:
    """Give the only rate further up that bears the name with which the clause of points begins, and is of no earlier time: 登记失业率同比下降 n 个百分点."""
    name = _NAME.match(mention.lead)
    if mention.series or (name is None and mention.place):
        return None
    if name is None:
        before = [s for s in register.reading.paragraph_of(mention.sentence) if s.number == mention.sentence.number - 1]
        return next((m for s in before for m in s.mentions if m.dimension == PERCENT and not m.quantity.hedge), None)
    rates = [m for m in register.reading.around(mention) if m.dimension == PERCENT and m.order < mention.order]
    found = [
        m
        for m in rates
        if not (m.quantity.hedge or m.series or ((time := time_of(m, register)) and time.year == "-1"))
        and (m.role == Role.GROWTH) == ("增速" in name["name"])
        and _is_one_name((name["name"],), _key(m)[:1])
    ]
    return found[0] if len(found) == 1 else None


def _is_earlier(mention: Mention) -> bool:
    """Say whether the last words before a rate are of an earlier time: 去年同期为63.4%."""
    return re.search("(?:上年|去年|上月|上季度?|前年|同期)[^，；。]{0,4}$", naming(mention)) is not None


def _rates(own: Mention, register: FigureRegister) -> list[Mention]:
    """Give the plain rates of the kind of one that are printed near it, in order: growths for a growth."""
    mine, place = {m.number for m in own.series or [own]}, _place(own)
    return [
        m
        for m in register.reading.around(own)
        if m.dimension == PERCENT
        and (m.role == Role.GROWTH) == (own.role == Role.GROWTH)
        and m.number not in mine
        and not m.quantity.hedge
        and len(m.series) in (0, len(own.series))
        and (not m.series or _place(m) == place)
    ]


def _place(mention: Mention) -> int:
    """Give the place of a number in its list; 0 for one that stands alone."""
    return next((n for n, m in enumerate(mention.series) if m is mention), 0)


def naming(mention: Mention) -> str:
    """Give the words of a thought up to a rate, from behind the last rate of its kind."""
    first = mention.series[0] if mention.series else mention
    text = first.sentence.text
    ends = [
        m.quantity.end
        for m in first.sentence.mentions[: first.place]
        if m.dimension in (PERCENT, POINTS)
        and (m.dimension == POINTS or (m.role == Role.GROWTH) == (first.role == Role.GROWTH))
    ]
    begin = max([0, text.rfind("；", 0, first.quantity.start) + 1, *ends])
    return text[begin : first.quantity.start]


def _named(than: str, own: Mention, mention: Mention, register: FigureRegister) -> tuple[list[Mention], bool]:
    """Give the rates that words may name, and whether they name the first: that of the paragraph that bears their noun, else the first of each paragraph before."""
    measure = _TAIL.sub("", than)
    noun = _WHOLE.sub("", measure)
    if not noun and noun == measure:
        return [], False
    near = _rates(own, register)
    behind = [m for m in near if m.order > mention.order and m.sentence is mention.sentence]
    behind = [
        m
        for m in behind
        if (said := _TAIL.sub("", re.sub("[，为是]", "", naming(m))))
        and (measure.startswith(said) or (noun and said.startswith(noun)))
    ]
    if behind:
        return behind[:1], True  # 快于全国农民收入增速0.9个百分点，全国增速为10.7%
    rates = [m for m in near if m.order < mention.order and (not noun or _bears(m, noun))]
    here = [m for m in rates if m.sentence.paragraph == mention.sentence.paragraph]
    before = [m for m in rates if m.sentence.paragraph != mention.sentence.paragraph]
    heads = {m.sentence.paragraph: m for m in reversed(before)}
    found = [*here[:1], *sorted(heads.values(), key=lambda m: -m.number)]
    inner = bool(here) and here[0].sentence is own.sentence and "其中" in own.lead and "全部" in measure
    return found, inner or (bool(noun) and (bool(here) or len(found) == 1))


def _bears(mention: Mention, noun: str) -> bool:
    """Say whether the words of a rate bear a noun, which may be told shorter there: 规上工业 for 规模以上工业."""
    said = naming(mention)
    return noun[-1] in said and sum(letter in said for letter in noun) >= _MOST * len(noun)


def _then(than: str, own: Mention, mention: Mention, register: FigureRegister) -> tuple[list[Mention], bool]:
    """Give the rates of the same name that are told of the time which words name."""
    key, now = _key(own), time_of(own, register)
    found = [m for m in _rates(own, register) if _is_one_name(key, _key(m))]
    found = [m for m in found if is_at(than, now, time_of(m, register))]
    return found, len(found) == 1


def _key(mention: Mention) -> tuple[str, ...]:
    """Give the name of a rate without times and numbers, and the signs in it (M1, PM2.5); that of the one before where it is told by its time alone."""
    said = naming(mention)
    named = _OWN_NAME.search(said)
    said = named[0] if named else said  # 受理480件、办结420件，办结率
    first = mention.series[0] if mention.series else mention
    ahead = [m for m in first.sentence.mentions[: first.place] if m.dimension == PERCENT]
    plain = re.sub(r"(?:增长|下降|为|是|达到?)+$", "", stripped(re.sub(r"20\d\d年|[一二三四]季度", "", said)))
    if ahead and not re.sub("增长|下降|提[高升]|[到至在内年末底]", "", stripped(_SINCE.sub("", plain))):
        return _key(ahead[-1])  # 失业率2.9%，去年同期3.4%；由去年的3.4%降到2.9%
    return (plain, *re.findall(r"[A-Za-z]+[\d.]*", said)) if plain else ()


def _is_one_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether two names of rates are one, or the shorter is the end of the longer: 涨幅 and 居民消费价格涨幅."""
    if not one or not other or one[1:] != other[1:]:
        return False
    short, long = sorted((one[0], other[0]), key=len)
    return len(short) > 1 and long.endswith(short)


def time_of(mention: Mention, register: FigureRegister) -> StatedMonths | None:
    """Give the time that a rate is of: the last that its paragraph names before it."""
    if _is_earlier(mention):
        return StatedMonths("-1")
    paragraph = register.reading.paragraph_of(mention.sentence)
    for sentence in reversed([s for s in paragraph if s.number <= mention.sentence.number]):
        end = mention.quantity.start if sentence is mention.sentence else len(sentence.text)
        told = [(sentence.text[:start], span) for start, _, span in phrases(sentence.text) if start < end]
        said = [span for ahead, span in told if not ahead.endswith(("比", "较", "与", "于", "超"))]
        said = [span for span in said if span.year or span.first]
        if said:
            return said[-1]
    return None


def is_at(than: str, now: StatedMonths | None, then: StatedMonths | None) -> bool:
    """Say whether a time is the one that words name from now."""
    if then is None:
        return False
    if re.search("上年|去年|同期|上一年", than):
        years = [re.sub(r"\D", "", t.year) if t else "" for t in (now, then)]
        return then.year == "-1" or (all(years) and int(years[0]) == int(years[1]) + 1)
    if re.search("上[一个]?季", than):
        return now is not None and now.months == then.months == 3 and now.first == then.first + 3
    if re.search("上[一个]?月", than):
        return now is not None and now.months == then.months == 1 and now.first == then.first + 1
    return any(
        span.year in ("", then.year) and (span.first, span.last) == (then.first, then.last)
        for _, _, span in phrases(than)
    )


def _ways(mention: Mention, own: Mention, others: list[Mention], way: str) -> list[Binding]:
    """Give what points ought to be by each of several rates: a fall counts below nought, and 降幅 the other way."""
    first = mention.series[0] if mention.series else mention
    turn = (-1 if _FALLS.search(way) else 1) * (-1 if _NEGATED.search(first.lead) else 1)
    return [Binding(_signed_difference(turn * _sign(own), turn * _sign(other)), (own, other)) for other in others]


def _signed_difference(one: int, two: int) -> ClaimFormula:
    return ClaimFormula(lambda own, other: one * own - two * other, (one, -two))


def _sign(mention: Mention) -> int:
    first = mention.series[0] if mention.series else mention
    return -1 if mention.role == Role.GROWTH and growth_sign(first.before or first.lead) < 0 else 1
