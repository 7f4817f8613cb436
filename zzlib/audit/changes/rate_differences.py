"""By how much a rate differs from another that words name, wherever that is printed: 快于全市 n 个百分点, 比规上工业高 n 个百分点, 比上年提高 n 个百分点."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from zzlib.audit.changes.named_rates import (
    best_named,
    core_of_rate,
    heads_of,
    is_alone,
    is_at,
    is_earlier,
    is_one_name,
    is_other_side,
    key_of,
    names_steps,
    naming,
    sign_of,
    signed,
    time_of,
    two_give,
    view_of,
)
from zzlib.audit.judging.claim import Binding, NumericClaim, settle
from zzlib.audit.judging.slips import is_permuted, is_slip
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict, judge, signed_sum
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, POINTS
from zzlib.audit.reading.reading import Mention, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role
from zzlib.audit.reading.spans import phrases
from zzlib.audit.shares.share_groups import core_of

_MORE = "[高快大多]出?|提[高升]|上升|增[加长]|加快|[扩拉]大|回升"
_LESS = "[低慢小少]|下[降滑]|降低|回落|减少|收窄|放缓|缩小|趋缓"
_WAY = f"(?P<way>{_MORE}|{_LESS})[了约]?"
_THAN = re.compile(rf"(?<![同环相])[较比](?P<than>(?![重例][提上下])[^，。；：（）%较比]{{1,16}}?){_WAY}$")
_OVER = re.compile(
    "(?P<way>[高快大好优]于|[高多快]出|超过?|领先于?|[低慢小]于|落后于?|滞后于?)(?P<than>[^，。；：（）%]{1,16}?)(?:约|近)?$"
)
_FALLS = re.compile("[低慢小少]|下[降滑]|降低|回落|减|收窄|放缓|缩|趋缓|[落滞]后")
_BESIDE = re.compile(f"(?:的?(?:水平|任务|要求|标准|目标|[增降涨跌减][速幅]))?(?:[还尚仅]?差|[还尚仍均]?{_WAY})出?")
_SHARE, _BARE = re.compile("占|比[重例]"), re.compile("，?(?:增[速幅])?(?:[比较]|[高低快慢]于)")
_FROM = re.compile("[较比距与][^，。；：（）%]*$|距离[^，。；：（）%]*$")
_OF_ITSELF = re.compile(rf"(?:^|[，、一-龥])(?P<than>){_WAY}$")
_NAME = re.compile(
    "(?P<name>[一-龥]{2,14}?(?:率|度|比重|占比|比例|增速))(?=$|同比|环比|[较比与上下提降回一年高低优快慢])"
)
_TIME = re.compile(
    "上[年月季周次期届]|上一[年月季周次期届]|上半年|去年|前年|同期(?=的?(?:水平|[增涨降跌]|均值|平均|$))|年初|.季度|前.{1,3}个?月|\\d{1,2}月|20\\d\\d年"
)
_YEARS = re.compile("[两三四五六七八九十]年")
_RATE_NAME = re.compile("([一-龥]{2,6}率)(?:为|是|达到?)?$")
_GREW_SAID = re.compile("(?:[较距]|(?<![同环])比)[^，]*$")
_PAIR = _LAST = 2  # letters that tell of what measure a rate is: 投资, 利润
_MOST, _OPENING = 0.66, 3  # letters of a noun; growths with which a document begins: of the whole, and of its halves
_WHOLE = re.compile("全[国省市县区州部行]|我[国省市县区]|[整总]体|面上|大盘|平均|同期|分别|总[值量额]?|的")
_SCOPE, _ALL = re.compile("全[国省市县区州]|总体|整体|平均"), re.compile("整体|总体|面上|大盘")
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
    exact: bool = False
    """Whether the words name both rates, and no others."""

    def holding(self) -> list[Mention]:
        """Give the rates by which the points hold."""
        return [way.operands[1] for way in self.ways if _gives(way, self.points) in HOLDS]


def rate_difference_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge points by the rate before them, or the one that they name first, and the one that their words name.

    Where several may be meant, the points are accused by one by which others of the same words hold, else by one that
    a slip explains; by the only one that is named they are doubted.
    """
    compared = list(_compared(register))
    proved = {(one.than, m.number): one.points for one in compared for m in one.holding()}
    for one in compared:
        held = set(map(id, one.holding()))
        sure = [way for way in one.ways if id(way.operands[1]) in held]
        sure = sure or [way for way in one.ways if (one.than, way.operands[1].number) in proved]
        alone = one.of_then and one.named and len(one.ways) == 1
        sure = sure or (one.ways if one.exact or alone else [])
        sure = sure or [way for way in one.ways if _is_slip_of(way, one.points, named=one.named and way is one.ways[0])]
        here = any(m.sentence is one.points.sentence for m in one.ways[0].operands)
        beside = two_give(one.points, 0 if here else 1) and not (one.exact and one.of_then)
        if not one.holding() and (_of_another_kind(one) or (beside and not (here and _is_turned(one)))):
            continue
        if sure or one.named or _is_slip_of(one.ways[0], one.points, named=True):
            claim, _ = settle("difference", one.points, (sure or one.ways)[:1], certain=bool(sure), likely=True)
            proof = (one.than, claim.proof[1].number if len(claim.proof) > 1 else 0)
            yield replace(claim, named=one.exact or alone, said=proof in proved)


def _of_another_kind(one: _Compared) -> bool:
    """Say whether one of the two rates is nominal and the other real: 名义增长6.6%…名义增长4.9%，实际增长4.4%，名义增速低于…."""
    kinds = [{kind for kind in ("名义", "实际") if kind in m.before} for m in one.ways[0].operands]
    return len(kinds) > 1 and all(kinds[:2]) and kinds[0] != kinds[1]


def _is_turned(one: _Compared) -> bool:
    """Say whether points are what the two rates that the words name differ by, told the wrong way round."""
    right = judge(one.ways[0].formula, one.ways[0].printed, one.points.quantity.printed)[1]
    bare = one.named and len(one.ways) == 1 and _BARE.match(one.points.first.lead) is not None
    return (one.exact or bare) and right == -one.points.quantity.value


def _gives(way: Binding, points: Mention) -> Verdict:
    return judge(way.formula, way.printed, points.quantity.printed)[0]


def _is_slip_of(way: Binding, points: Mention, *, named: bool) -> bool:
    """Say whether points are the right ones with their digits in another order, or what the two rates make together; of a named rate, with one digit wrong."""
    _, right = judge(way.formula, way.printed, points.quantity.printed)
    values = [quantity.value for quantity in way.quantities]
    mistaken = (sum(values, Fraction(0)), abs(values[0] - values[1]))  # with the signs of the two forgotten
    swapped = right is not None and is_permuted(points.quantity, right)
    one_wrong = named and right is not None and is_slip(points.quantity, right, short=True)
    return points.quantity.value in mistaken or swapped or one_wrong


def _compared(register: FigureRegister) -> Iterator[_Compared]:
    for mention in register.reading.mentions:
        first = mention.first
        if mention.dimension != POINTS or mention.quantity.hedge or mention.depth:
            continue
        if (beside := _beside(mention)) is not None:
            yield beside
            continue
        told = _THAN.search(first.lead) or _OVER.search(first.lead) or _OF_ITSELF.search(first.lead)
        if told is None or _YEARS.search(first.lead):
            continue
        bare = told.re is _OF_ITSELF and first.lead in "快高慢低"  # 快于农业5.5个百分点；建筑业增长9.1%，快2.8个百分点
        before = next((_OVER.search(m.lead) for m in reversed(first.ahead) if m.dimension == POINTS and bare), None)
        than = told["than"] or (before["than"] if before else "同期")
        subject = _subject(first, told.start("way"))
        if (pair := _in_brackets(mention) or _both_named(subject, than, mention, register)) is not None:
            ways = _ways(mention, pair[0], [pair[1]], told["way"])
            yield _Compared(mention, than, ways, True, False, exact=True)
        elif not _TIME.search(than) and (
            way := _of_run(first.lead[: told.start("way")], mention, told["way"], register)
        ):
            yield _Compared(mention, than, [way], True, False, exact=len(mention.series) > _PAIR)
        elif (own := _own(mention, first, than) or _own_by_name(mention, register)) is not None:
            of_then = _TIME.search(than) is not None
            others, named = (_then if of_then else _named)(than, own, mention, register)
            others = [m for m in others if not is_other_side(own, m, first.lead)]
            ways = _ways(mention, own, others, told["way"])
            named = named and (of_then or own.sentence is mention.sentence)
            if ways:
                stepped = of_then and named and len(ways) == 1 and names_steps(first.lead, than, own, register)
                yield _Compared(mention, f"{own.number}" if of_then else than, ways, named, of_then, exact=stepped)


def _beside(mention: Mention) -> _Compared | None:
    """Give points with the growth, or the rate, before their clause and the one that the clause prints: 增长3.8%，增速较1—7月的3.5%加快; 签约率76.4%，距目标80%还差."""
    first = mention.first
    other = first.previous
    if other is None or other.dimension != PERCENT or other.begin != first.begin or other.depth:
        return None
    told = _BESIDE.fullmatch(mention.sentence.text, other.quantity.end, first.quantity.start)
    own = other.previous
    if mention.series and own is not None and len(own.series) == len(mention.series):
        own = own.series[mention.listed_at]  # 分别为65.2%和63.2%，比平均85.3%低20.1个和22.1个百分点
    plain = told and _FROM.search(other.lead) and own is not None and own.dimension == PERCENT
    if not plain or own is None or own.begin == other.begin or own.depth or own.segment != mention.segment:
        return None
    way, grown, named = told and told["way"], own.role == Role.GROWTH, _GREW.search(other.own) is not None
    single = not mention.series and grown != bool(way)
    apart = (_GREW_SAID.search(own.lead) and not grown) or single or (grown and not named)
    if apart or other.series or len(own.series) != len(mention.series) or own.quantity.hedge or other.quantity.hedge:
        return None
    ways = _ways(mention, own, [other], way or "低")
    return _Compared(mention, "同期", ways, True, False, exact=True)


def _in_brackets(mention: Mention) -> tuple[Mention, Mention] | None:
    """Give the rate before the clause and the one in the bracket of what it is compared with: 增长9.1%，比全省（7.4%）和全国（6.3%）分别高 1.7、n个百分点."""
    first, number = mention.first, len(mention.series) or 1
    inner = [m for m in first.ahead if m.quantity.start >= first.begin and m.depth == 1]
    text = first.sentence.text
    of = inner[-1].dimension if inner and "差" in first.lead else PERCENT  # 差距比上年（6.9个百分点）拉大
    alone = all(is_alone(m) for m in inner[-number:]) or len(inner) == number  # （7.4%、6.3%）
    plain = len(inner) >= number and alone and all(m.dimension == of for m in inner[-number:])
    rates = [m for m in reversed(first.ahead) if m.dimension == of and not m.depth]
    owns = [m for m in rates if m.role in (Role.GROWTH, Role.CHANGE) or not _GREW_SAID.search(m.lead)]
    # 增长9.1%、8.2%，分别比全省（7.4%、6.3%）快
    each = plain and number > 1 and len(owns) == number and not is_alone(inner[-1])
    own = owns[number - 1 - mention.listed_at if each else 0] if owns else None
    if not plain or own is None or own.segment != first.segment or own.quantity.hedge or own.series:
        return None
    between = text[inner[-1].quantity.end + 1 : first.quantity.start]
    ended = regex(f"(?:相比|同比)?(?:分别|[均各])?(?:{_MORE}|{_LESS})(?:了|约)?").fullmatch(between)
    ended = ended or (_OVER.search(first.lead) if between in ("", "约", "近") else None)  # 高于全市（6.2%）2.7个百分点
    return (own, inner[-number:][mention.listed_at]) if ended else None


def _of_run(said: str, mention: Mention, fall: str, register: FigureRegister) -> Binding | None:
    """Give what a listed difference ought to be by a run of rates further up by which all others of its list hold: 分别增长 19%、40%和57%，比全部工业高 7个、n个和34个百分点."""
    if not mention.series or (own := _listed_own(said, mention, register)) is None:
        return None
    number, near = len(mention.series), register.reading.around(mention.series[0])
    rates = [m for m in near if m.dimension == PERCENT and m.role == Role.GROWTH and not m.depth]
    mine = {m.number for m in own}
    rates = [m for m in rates if m.order < mention.order and m.number not in mine]
    found: list[tuple[int, Binding]] = []
    for start in range(len(rates) - number + 1):
        run = rates[start : start + number]
        ways = [_ways(mention, one, [other], fall)[0] for one, other in zip(own, run, strict=True)]
        missed = [w for w, point in zip(ways, mention.series, strict=True) if _gives(w, point) not in HOLDS]
        if len(missed) <= (number > _PAIR):
            found.append((len(missed), ways[mention.listed_at]))
    fewest = min((missed for missed, _ in found), default=0)
    best = [way for missed, way in found if missed == fewest]
    return best[0] if len(best) == 1 else None


def _listed_own(one: str, mention: Mention, register: FigureRegister) -> list[Mention] | None:
    """Give the rates that listed points go on from: the list of as many right before, else the one that the words name, for each."""
    first = mention.series[0]
    ahead = [m for m in first.ahead if m.dimension == PERCENT and not m.quantity.hedge]
    if ahead and len(ahead[-1].series) == len(mention.series):
        return ahead[-1].series
    noun = core_of(regex("分别|[较比].*").sub("", _GREW.sub("", one)))
    rates = [m for m in register.reading.before(first) if m.dimension == PERCENT and m.role == Role.GROWTH]
    own = best_named(noun, rates, mention) if len(noun) > 1 else ahead[-1] if ahead else None
    return [own] * len(mention.series) if own is not None else None


def _subject(points: Mention, end: int) -> str:
    """Give the words for what is compared, those of the points before where they are left out: 民营企业增速快于国有企业6.8个百分点，快于外资企业3.1个百分点."""
    said, ahead = points.lead[:end], points.previous
    if said or ahead is None or ahead.dimension != POINTS or ahead.segment != points.segment:
        return said
    told = _OVER.search(ahead.lead) or _THAN.search(ahead.lead)
    return _subject(ahead, told.start()) if told else said


def _both_named(one: str, than: str, mention: Mention, register: FigureRegister) -> tuple[Mention, Mention] | None:
    """Give the two rates that a comparison names: 出口增幅大于进口 n个百分点."""
    each = regex("、|以?及|[和与]").split(than)  # 分别比东部、中部高出m和n个百分点
    if _TIME.search(than) or (mention.series and len(each) != len(mention.series)):
        return None
    one, than = (regex("分别|[较比]").split(one)[0], each[mention.listed_at]) if mention.series else (one, than)
    nouns = [core_of(regex("[较比]$|的").sub("", _GREW.sub("", said))) for said in (one, than)]
    if not all(len(noun) > 1 for noun in nouns):
        return None
    grown = (m for m in register.reading.around(mention) if m.dimension == PERCENT and m.role == Role.GROWTH)
    rates = [m for m in grown if not (m.quantity.hedge or m.series or m.depth)]
    rows = [rates, *([m for m in rates if m.sentence.number == n] for n in {m.sentence.number for m in rates})]
    found = [tuple(best_named(noun, row, mention) for noun in nouns) for row in rows]
    pairs = [(a, b) for a, b in found if a and b and a is not b]
    holding = (pair for pair in pairs if abs(signed(pair[0]) - signed(pair[1])) == mention.quantity.value)
    return next(holding, pairs[0]) if found[0] in pairs else None


def _own(mention: Mention, first: Mention, than: str) -> Mention | None:
    """Give the rate that points go on from: the nearest of its kind before them; of a list the one of the same place."""
    number = len(mention.series) or 1
    grew, part = _GREW.search(than + first.lead), _PART.search(than + first.lead)
    for other in reversed(first.ahead):
        if other.dimension != PERCENT or other.segment != first.segment or other.depth:
            continue
        if (grew and other.role != Role.GROWTH) or (part and other.role == Role.GROWTH):
            continue
        run = other.series or _in_turn(other, first, number)
        earlier = [m for m in first.sentence.mentions[: other.place] if m.role == other.role and not m.depth]
        scopes = [set(_SCOPE.findall(than)) & set(_SCOPE.findall(naming(m))) for m in (other, *earlier)]
        if scopes[0] and not (len(scopes) > 1 and all(scopes[1:])):
            continue  # 我市增长3.6%，全省增长8.1%，低于全省
        if is_earlier(run[0]):
            continue
        return None if other.quantity.hedge or len(run) != number else run[mention.listed_at]
    return None


def _in_turn(last: Mention, points: Mention, number: int) -> list[Mention]:
    """Give the rates up to one that are told in turn, as many as listed points: 甲镇增长14.4%，乙镇增长13.8%，分别高于全市平均."""
    told = [m for m in points.ahead if m.dimension == PERCENT and m.role == last.role and m.order <= last.order]
    told = told[-number:] if "分别" in points.lead else [last]
    return told if all((m.segment, m.depth, m.series) == (last.segment, 0, []) for m in told) else [last]


def _own_by_name(mention: Mention, register: FigureRegister) -> Mention | None:
    """Give the only rate further up that bears the name with which the clause of points begins, and is of no earlier time: 登记失业率同比下降 n 个百分点."""
    name = _NAME.match(mention.lead)
    name = None if name and _GREW.fullmatch(stripped(_TIME.sub("", name["name"]))) else name  # 四季度增速
    if mention.series or (name is None and mention.place):
        return None
    if name is None:
        before = [s for s in register.reading.paragraph_of(mention.sentence) if s.number == mention.sentence.number - 1]
        rates = [m for s in before for m in s.mentions if m.dimension == PERCENT and not m.quantity.hedge]
        told = [s for _, _, s in phrases(regex("[较比]").split(mention.lead)[0]) if s.first]
        of_it = [m for m in rates if told and (time := time_of(m, register)) and replace(time, year="") == told[-1]]
        return next(iter(of_it or rates), None)
    rates = [m for m in register.reading.around(mention) if m.dimension == PERCENT and m.order < mention.order]
    rates = [m for m in rates if not (m.quantity.hedge or m.series) and is_one_name((name["name"],), key_of(m)[:1])]
    rates = [m for m in rates if (m.role == Role.GROWTH) == ("增速" in name["name"])]
    found = [m for m in rates if not ((time := time_of(m, register)) and time.year == "-1")]
    return found[0] if len(found) == 1 else None


def _rates(own: Mention, register: FigureRegister) -> list[Mention]:
    """Give the plain rates of the kind of one that are printed near it, in order: growths for a growth."""
    mine, place = {m.number for m in own.series or [own]}, own.listed_at
    return [
        m
        for m in register.reading.around(own)
        if m.dimension == PERCENT
        and (m.role == Role.GROWTH) == (own.role == Role.GROWTH)
        and not (_SHARE.search(m.own) and not _SHARE.search(own.own))  # no 咨询类占62.3% beside 满意率
        and m.number not in mine
        and not m.quantity.hedge
        and (not (view := view_of(own, register)) or view_of(m, register) in ("", view))
        and (len(m.series) in (0, len(own.series)) or heads_of(m.series[0]))
        and (not m.series or m.listed_at == place or heads_of(m.series[0]))
    ]


def _named(than: str, own: Mention, mention: Mention, register: FigureRegister) -> tuple[list[Mention], bool]:
    """Give the rates that words may name, and whether they name the first: that of the paragraph that bears their noun, else the first of each paragraph before."""
    measure = _TAIL.sub("", than)
    noun = _WHOLE.sub("", measure)
    if not noun and noun == measure:
        return [], False
    near = _rates(own, register)
    around = register.reading.around(own) if noun else []
    if edge := [m for m in around if m.dimension == PERCENT and regex(f"的?{re.escape(noun)}").match(m.after)]:
        return edge[:1], True  # 未达到85%省定标准的…。全县92.7%，高于省定标准
    if _ALL.match(measure) and not noun and own.role == Role.GROWTH:
        opening = [m for m in near if m.order < own.order and m.sentence.mentions[0].role != Role.GROWTH]
        return opening[:_OPENING], bool(opening)
    behind = [m for m in near if m.order > mention.order and m.sentence is mention.sentence]
    told = ((m, _TAIL.sub("", regex("[，为是]").sub("", naming(m)))) for m in behind)
    behind = [m for m, said in told if said and (measure.startswith(said) or said.startswith(noun or measure))]
    if behind:
        return behind[:1], True  # 快于全国农民收入增速0.9个百分点，全国增速为10.7%
    rates = [m for m in near if m.order < mention.order and (not noun or _bears(m, noun))]
    called = [m for m in near if m.order < own.order and (name := _RATE_NAME.search(m.lead)) and than.endswith(name[1])]
    if called and not rates and len({m.quantity.value for m in called}) == 1:
        return called[:1], True  # 不捕率63.6%，高于总体刑事犯罪不捕率, of 不捕率39.2% further up
    far = _SCOPE.findall(than)  # 贫困地区名义增长12.4%，实际增长10.4%，比全国农村高
    rates = [m for m in rates if not far or m.sentence is not own.sentence or any(s in naming(m) for s in far)]
    rates = [m for m in rates if noun and noun in naming(m)] or rates  # 进出口, not 出口 which bears two of its letters
    core, said_of_own = core_of(noun), f"{naming(own)}{core_of_rate(own)}"

    def apart(rate: Mention) -> tuple[bool, bool]:
        """Say whether other words than the noun name a rate (第一产业 bears most of 第二产业), and whether it is of another measure than its own."""
        return not noun or core_of_rate(rate) != core, core_of_rate(rate)[-_LAST:] not in said_of_own

    rates.sort(key=apart)
    here = [m for m in rates if m.sentence.paragraph == mention.sentence.paragraph]
    heads = {p: m for m in reversed(rates) if (p := m.sentence.paragraph) != mention.sentence.paragraph}
    found = [*here[:1], *sorted(heads.values(), key=lambda m: -m.number)]
    inner = bool(here) and here[0].sentence is own.sentence and "其中" in own.lead and "全部" in measure
    return found, inner or (bool(noun) and (bool(here) or len(found) == 1))


def _bears(mention: Mention, noun: str) -> bool:
    """Say whether the words of a rate bear a noun, which may be told shorter there: 规上工业 for 规模以上工业."""
    said = naming(mention)
    return noun[-1] in said and sum(letter in said for letter in noun) >= _MOST * len(noun)


def _then(than: str, own: Mention, mention: Mention, register: FigureRegister) -> tuple[list[Mention], bool]:
    """Give the rates of the same name that are told of the time which words name."""
    behind = [m for m in mention.behind[:1] if m.depth > mention.depth and m.dimension == PERCENT and than in m.before]
    if behind and own is mention.previous and behind[0].text_behind.startswith("）"):
        return behind, True  # 到位率25.3%，较一季度末提高6.6个百分点（一季度末为18.7%）
    key, now = key_of(own), time_of(own, register)
    found = [m for m in _rates(own, register) if is_one_name(key, key_of(m))]
    found = [m for m in found if is_at(than, now, time_of(m, register))]
    return found, len(found) == 1


def _ways(mention: Mention, own: Mention, others: list[Mention], way: str) -> list[Binding]:
    """Give what points ought to be by each of several rates: a fall counts below nought, and 降幅 the other way."""
    negated = _NEGATED.search(mention.first.lead) is not None
    turn = (-1 if _FALLS.search(way) else 1) * (-1 if negated else 1)
    bare = sign_of(own) if negated else 1  # 降幅比上月（2.8%）收窄
    signs = [sign_of(other) if other.role == Role.GROWTH else bare for other in others]
    formulas = [signed_sum((turn * sign_of(own), -turn * sign)) for sign in signs]
    return [Binding(formula, (own, other)) for formula, other in zip(formulas, others, strict=True)]
