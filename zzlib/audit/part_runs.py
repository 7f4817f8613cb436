"""Numbers that may be a total and its parts: runs one behind the other, those that one noun tells, halves wherever they stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from zzlib.audit.arithmetic import ClaimFormula
from zzlib.audit.breakdowns import PERSONS, halves_of, is_complete, noun_of
from zzlib.audit.chance import chance_settings
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.quantities import COUNT, RATIOS, chinese_number
from zzlib.audit.reading import Mention, stripped
from zzlib.audit.reading import words_between as words_of_two
from zzlib.audit.register import measure_of
from zzlib.audit.roles import Role
from zzlib.audit.words import mentions_any, words

_LEVELS = (Role.LEVEL, Role.TOTAL, Role.REST)
_CHANGES = (Role.INCREASE, Role.DECREASE)
_NEVER = (*RATIOS, "scores", "concentrations")
_LEADS = re.compile("其中|包括|分别|：|（|依次|由")
_SUMS_UP = re.compile("共|合计|总")
_OPENS = re.compile("(?:按|从|分)[^，。；\\d]{1,12}[分看]?[，：]|中，|(?:依次|分别)[为是]?|如下：|包括")
_GOES_ON = re.compile("^(?:第?[二三四五六七八九](?:[是产、]|大)|[（(]?[2-9][）).、])")
_DIVIDED = re.compile("^[^一-龥]*(?:（[一二三四五六七八九十\\d]+）)?(?:按|从|分)[^，。；\\d]{1,14}[，：]")
_APART = re.compile("^[多少]$|各$|平均|[人户日月年均]均|每|单价|[较比](?!赛)|(?:上年|去年)(?!积压|遗留)|同期")
_SUM_NOUN = re.compile("总[一-龥]{2,3}$")
_DONE = re.compile("(?:目前|现|均)?已?(?:[办审执]结|办理|办复|回复|答复|处理)")
_STATE = re.compile("^(?:现?已|尚|仍|正在)|中，?(?:现?已|尚|仍)有?$")
_OTHERS = re.compile("其[他它余]")
_TOP = re.compile("前(?=[\\d一二三四五六七八九十])")
_MANY = re.compile(
    "(?<![\\d.第])(?P<number>[两二三四五六七八九十]{1,2}|\\d{1,2})(?:大|个|项|类|种|部分|方面|家|位|产业|级|地|县|市|区|乡|镇)"
)
_COUNTED_IN = {"人次": "visits", "人数": "人", "人口": "人", "户数": "户", "件数": "件"}
_REACH = 40  # like numbers back
_FAR_BACK, _NEAR_BACK = 6, 2  # sentences to a total of the same noun, and of another
_APART_AT_MOST = 8  # like numbers from one half to the other
_SAME_END = 4  # letters
PERSON = "人"
DIGITS_LED = 3
"""How many digits a total needs for its parts not to add up by chance, where words lead them in."""


@dataclass(frozen=True)
class Partition:
    """A total and like numbers that may be its parts; `gap` like numbers stand between them, and `opposed` are two that words tell to be its halves, of `one_noun` those that it tells alone."""

    whole: Mention
    parts: tuple[Mention, ...]
    gap: int = 0
    opposed: bool = False
    one_noun: bool = False

    @property
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

    @property
    def holds(self) -> bool:
        """Say whether the parts make the total, but for what rounding takes."""
        return abs(self.off) <= slack(self.figures)

    def claim(self, *, certain: bool = False) -> NumericClaim:
        """Judge the total by its parts; what doesn't hold is only likely to be wrong where it isn't `certain`."""
        signs = [1 if signed(m, self.whole) > 0 else -1 for m in self.parts]
        formula = ClaimFormula(
            lambda *values: sum((s * v for s, v in zip(signs, values, strict=True)), Fraction(0)), tuple(signs)
        )
        return settle("sum", self.whole, [Binding(formula, self.parts)], certain=certain, likely=True)[0]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each part is called."""
        return tuple(re.sub("^(?:其中|包括|由|，|：|、)+", "", stripped(m.before))[-3:] for m in self.parts)

    @property
    def mixed(self) -> bool:
        """Say whether the total and its parts are of several kinds, or one is planned."""
        return len({kind_of(m) for m in self.figures}) > 1 or any(m.role == Role.TARGET for m in self.figures)

    @cached_property
    def behind(self) -> bool:
        """Say whether the parts stand behind the total."""
        return self.whole.order < self.parts[0].order


def signed(part: Mention, whole: Mention) -> Fraction:
    """Give what a part makes of its total: a decrease takes away from an increase."""
    against = whole.role in _CHANGES and part.role != whole.role
    return -part.quantity.value if against else part.quantity.value


def slack(figures: Sequence[Mention]) -> Fraction:
    """Give what rounding makes of a sum at most."""
    if all(m.quantity.is_exact for m in figures):
        return Fraction(0)
    return max(m.quantity.step for m in figures) / 2 * len(figures)


def digits_of(whole: Mention) -> int:
    """Give how many digits a number has that say something."""
    return len(re.sub(r"\D|^[0.]+", "", whole.quantity.number))


def found_in(mentions: Sequence[Mention]) -> Iterator[Partition]:
    """Give the partitions of each kind of number: of all, of those that are not told inside another, of those of one noun; and of kinds that count the same."""
    for group in _alike(mentions):
        yield from _runs_of(group)
        yield from _halves(group)
    for noun in _by_noun(mentions):
        yield from _of_noun(noun)
    for group in _mixed(mentions):
        yield from (found for found in _runs_of(group) if found.mixed)


def _runs_of(group: Sequence[Mention]) -> list[Partition]:
    """Give the partitions of a group whose parts stand one behind the other, those too between which others are broken down."""
    tried = [found for place in range(len(group)) for found in _from(group, place)]
    inner = {m.number for p in tried if p.holds and _is_broken_down(p) for m in p.parts}
    outer = [m for m in group if m.number not in inner]
    return tried + [p for place in range(len(outer)) for p in _from(outer, place)] * bool(inner)


def _is_broken_down(found: Partition) -> bool:
    """Say whether a number is broken down right behind it, so that those parts are none of a total before it."""
    near = found.behind and not found.gap and found.parts[0].sentence.number - found.whole.sentence.number <= 1
    return near and (digits_of(found.whole) >= DIGITS_LED or any(told_by_words(found).values()))


def told_by_words(found: Partition) -> dict[str, bool]:
    """Name what the words say for it that the parts are meant to make the total, and whether they do."""
    whole, parts, between = found.whole, found.parts, words_between(found)
    noun = measure_of(whole)[-2:]
    many = [m["number"] for m in _MANY.finditer(whole.lead + whole.after + between * (not _TOP.search(between)))]
    so_many = any((int(n) if n.isdigit() else chinese_number(n)) == len(parts) for n in many)
    return {
        "led": bool(_LEADS.search(between) or (not found.behind and _SUMS_UP.search(whole.before))),
        "divided": _DIVIDED.search(between) is not None,
        "named": len(noun) > 1 and noun in between and found.behind,
        "noun": found.one_noun or _share_noun(whole, parts),
        "counted": so_many and len(parts) > len(("one", "other")),
        "overlap": any(mentions_any(words().parts.overlapping, m.before) for m in parts),
        "halves": found.opposed,
        "complete": is_complete([f"{m.before}{m.after}" for m in parts], alone=True),
        "others": _OTHERS.search(parts[-1].before) is not None,
    }


def words_between(found: Partition) -> str:
    """Give the words between a total and its parts; of other sentences only those before the second."""
    first, second = (found.whole, found.parts[0]) if found.behind else (found.parts[0], found.whole)
    start = first.quantity.end if second.sentence is first.sentence and found.behind else 0
    return second.sentence.text[start : second.quantity.start]


def _by_noun(mentions: Sequence[Mention]) -> Iterable[list[Mention]]:
    """Give the numbers of one kind that one noun tells: 专任教师 of a county, of its 小学 and 初中."""
    found: dict[tuple[str, str], list[Mention]] = {}
    for m in mentions:
        if _may_be_added(m) and m.role in (*_LEVELS, Role.TARGET):
            for noun in _nouns(m):
                found.setdefault((kind_of(m), noun), []).append(m)
    return {
        tuple(m.number for m in group): group
        for (_, noun), group in found.items()
        if len(group) > len(("one", "other")) and (len(noun) > 1 or any(m.before == noun for m in group))
    }.values()


def _nouns(mention: Mention) -> set[str]:
    """Give the ends of the words that tell what a number is of: those before it, else those behind."""
    before, after = stripped(mention.before), re.sub("[^一-龥].*|中$", "", mention.after)
    said = before if len(before) > 1 or not after else after
    sums = _SUM_NOUN.findall(mention.before)  # 总投资, not 投资
    full = re.sub("^其中", "", said)
    return {*(said[-n:] for n in range(1, _SAME_END + 1)), *sums, full} - {""}


def _of_noun(group: Sequence[Mention]) -> Iterator[Partition]:
    """Give the partitions of numbers that one noun tells."""
    for found in _runs_of(group):
        yield replace(found, one_noun=True)


def _alike(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Give the plain numbers of each kind that may be added, in order."""
    found: dict[object, list[Mention]] = {}
    for m in mentions:
        changed = m.role in _CHANGES
        if _may_be_added(m) and (changed or m.role in (*_LEVELS, Role.GAP)):
            found.setdefault((kind_of(m), changed), []).append(m)
    return list(found.values())


def _mixed(mentions: Sequence[Mention]) -> Iterable[list[Mention]]:
    """Give the numbers of kinds that count the same, those that are planned among them: 来信365件，其中书记信箱48封、市级转办158件次."""
    found: dict[str, list[Mention]] = {}
    for m in mentions:
        if _may_be_added(m) and m.role in (*_LEVELS, Role.GAP, Role.TARGET):
            found.setdefault(sort_of(m), []).append(m)
    return [group for group in found.values() if len({(kind_of(m), m.role == Role.TARGET) for m in group}) > 1]


def sort_of(mention: Mention) -> str:
    """Say what kinds a number counts the same as."""
    unit = mention.quantity.bare_unit
    return next((sort[0] for sort in words().counted.alike if unit in sort), kind_of(mention))


def _may_be_added(mention: Mention) -> bool:
    """Say whether a number is plain, and no average, nor of another time."""
    plain = not mention.quantity.hedge and mention.quantity.value > 0 and mention.dimension not in _NEVER
    counted = re.search("的[有为是共]?$", mention.before)  # 增速比上月加快的有7个
    each = mention.after.startswith("/") or (_APART.search(mention.before) and not counted)
    return plain and (mention.role in _CHANGES or not each)


def kind_of(mention: Mention) -> str:
    """Say what a number counts or measures, so that those of one kind may be added."""
    unit = mention.quantity.bare_unit
    if mention.dimension == "bare":
        return next((kind for word, kind in _COUNTED_IN.items() if mention.before.endswith(word)), "bare")
    if mention.dimension != COUNT:
        return mention.dimension
    return PERSON if unit in PERSONS else unit


def _from(group: Sequence[Mention], place: int) -> Iterator[Partition]:
    """Give the partitions whose run of parts begins at a place of a group."""
    first = group[place]
    reach = chance_settings().parts
    ahead = [
        m
        for m in group[max(0, place - _REACH) : place]
        if first.sentence.number - m.sentence.number <= 2 * reach.sentences
        and not _is_inside(m, first)
        and not (_tells_done(m) and _opens_sentence(first))
    ]
    opened = _is_opened(first) or _opens_sentence(first)
    for run, end in _runs(group, place):
        most = sorted(m.quantity.value for m in run)[-2]  # one of them may be misprinted
        changes = first.role in _CHANGES
        fits = [m for m in ahead if changes or m.quantity.value > most]
        for whole in fits[-reach.wholes :] if opened else [m for m in fits[-1:] if m is ahead[-1]]:
            yield Partition(whole, tuple(run), ahead[::-1].index(whole))
        for whole in group[end : end + 2]:
            near = whole.sentence.number - run[-1].sentence.number <= reach.sentences
            said = _SUMS_UP.search(whole.before) if whole is group[end] else _share_noun(whole, run)
            if near and said and (changes or whole.quantity.value > most):
                yield Partition(whole, tuple(run))


def _halves(group: Sequence[Mention]) -> Iterator[Partition]:
    """Give the totals before two numbers of a group that are told by one noun and as its halves, wherever they stand: 中央企业资产、负债…，地方企业资产、负债…."""
    told = [halves_of(m) for m in group]
    for place, first in enumerate(group):
        for pair, (word, noun) in told[place].items():
            for at in range(place + 1, min(len(group), place + _APART_AT_MOST)):
                other, said = told[at].get(pair, (word, ""))
                if other != word and _is_one_noun(noun, said):
                    if group[at].sentence.number - first.sentence.number <= chance_settings().parts.sentences:
                        yield from _wholes_of(group, place, group[at], pair, noun)
                    break


def _wholes_of(
    group: Sequence[Mention], place: int, second: Mention, pair: tuple[str, str], noun: str
) -> Iterator[Partition]:
    """Give the nearest number before two halves that bears their noun, else the nearest that are larger than both."""
    first = group[place]
    most = 0 if first.role in _CHANGES else max(first.quantity.value, second.quantity.value)
    ahead = [
        Partition(whole, (first, second), gap, opposed=True)
        for gap, whole in enumerate(reversed(group[max(0, place - _REACH) : place]))
        if first.sentence.number - whole.sentence.number <= _FAR_BACK and whole.quantity.value > most
    ]
    ahead = [found for found in ahead if pair not in halves_of(found.whole)]
    named = [found for found in ahead if len(noun) > 1 and _is_one_noun(noun, noun_of(found.whole))]
    near = [found for found in ahead if first.sentence.number - found.whole.sentence.number <= _NEAR_BACK]
    yield from named[:1] or near[: 1 if first.role in _CHANGES else 2]


def _is_one_noun(one: str, other: str) -> bool:
    """Say whether two nouns end alike, as far as the shorter goes."""
    most = min(len(one), len(other), _SAME_END)
    return one[len(one) - most :] == other[len(other) - most :]


def _share_noun(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Say whether a total and all parts are told by one noun: 专任教师, 小学专任教师, 初中专任教师."""
    noun, behind = measure_of(whole)[-4:], whole.after[:2]  # 168个城市…44个城市…85个城市
    after = len(behind) > 1 and all(m.after.startswith(behind) for m in parts)
    return after or (len(noun) > 1 and all(noun in m.before + m.after for m in parts))


def _is_inside(mention: Mention, first: Mention) -> bool:
    """Say whether a number is told inside the thought before a list: 1289万人，其中女性609万人；35岁以下272万人，…."""
    ahead = mention.sentence.mentions[mention.place - 1].quantity.end if mention.place else 0
    name = re.sub("^其中", "", mention.before)
    if len(name) > 1 and re.search(f"{re.escape(name)}[^，；\\d]{{0,6}}中，", words_of_two(mention, first)):
        return False  # 其中，企业吸纳15380人…；企业吸纳的人员中，规模以上企业9240人
    return (
        mention.sentence is first.sentence
        and mention.segment < first.segment
        and "其中" in mention.sentence.text[ahead : mention.quantity.start]
    )


def tells_how_far(mention: Mention, part: Mention) -> bool:
    """Say whether a number says how much of the part before it is done, and is no part of its own: 新建项目124个，已开工122个."""
    if words_of_two(part, mention).startswith("、"):
        return False  # 其中净额为负1个、已争取未到位2个: the next of a list
    return _STATE.search(mention.before) is not None and _STATE.search(_LEADS.sub("", part.before)) is None


def _is_opened(first: Mention) -> bool:
    """Say whether a list begins at a number whose total may stand farther off: it is the first of its kind in its sentence, or words lead it in."""
    ahead = [m for m in first.ahead if m.dimension not in RATIOS]
    between = first.sentence.text[ahead[-1].quantity.end if ahead else 0 : first.quantity.start]
    return (
        "其中" not in between
        and not _GOES_ON.search(first.before)
        and (not ahead or _OPENS.search(between) is not None)
    )


def _tells_done(mention: Mention) -> bool:
    """Say whether a number tells how many of those right before it are done: 诉求277件，办结272件。其中，…."""
    ahead = mention.previous
    if ahead is None or kind_of(ahead) != kind_of(mention) or ahead.segment != mention.segment:
        return False
    return ahead.quantity.value >= mention.quantity.value and _DONE.fullmatch(mention.before) is not None


def _opens_sentence(first: Mention) -> bool:
    """Say whether a sentence that begins with 其中 begins with a number: 收到诉求x件，办结y件。其中，市长信箱…."""
    return not first.place and first.sentence.text.startswith("其中") and "中" not in first.before[2:]


def _runs(group: Sequence[Mention], place: int) -> Iterator[tuple[list[Mention], int]]:
    """Give the runs from a place of a group, each up to the end of a thought or to a total behind it, with the place behind it."""
    reach = chance_settings().parts
    run = [group[place]]
    inner: Mention | None = None
    for at in range(place + 1, len(group) + 1):
        m = group[at] if at < len(group) else None
        if len(run) > reach.most:  # it may go on: what was cut off is no run
            return
        far = m is None or m.sentence.number - run[-1].sentence.number > reach.sentences
        if m is not None and not far:
            if inner is not None and (m.sentence, m.segment) == (inner.sentence, inner.segment):
                continue
            inner = None
            if m.depth > run[0].depth:
                continue
            if tells_how_far(m, run[-1]) and m.sentence is run[-1].sentence and m.segment == run[-1].segment:
                continue
            thought = m.thought
            since = run[-1].quantity.end if run[-1].sentence is m.sentence else 0
            if "其中" in thought[max(0, since - m.quantity.start + len(thought)) :] and (
                run[-1].sentence,
                run[-1].segment,
            ) == (m.sentence, m.segment):
                inner = m
                continue
        if len(run) > 1 and (
            far
            or m is None
            or (m.sentence, m.segment) != (run[-1].sentence, run[-1].segment)
            or m.depth != run[-1].depth
            or kind_of(m) != kind_of(run[-1])
            or _SUMS_UP.search(m.before)
        ):
            yield list(run), at
        if far or m is None or (m.sentence is not run[-1].sentence and _DIVIDED.search(m.sentence.text)):
            return
        run.append(m)
