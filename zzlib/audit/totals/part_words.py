"""What the words tell of numbers that may be a total and its parts: whether they may be added, by which nouns they are told, where a list begins, what is told inside another number."""

import re
from collections.abc import Sequence

from zzlib.audit.judging.taken import leave_more
from zzlib.audit.numbers.arithmetic import SHARE, gives
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, PERCENT, RATIOS, number_in
from zzlib.audit.numbers.words import words
from zzlib.audit.reading.breakdowns import PERSONS, is_task_of_done
from zzlib.audit.reading.counted_alike import same_unit
from zzlib.audit.reading.reading import Mention, Reading, stripped, words_between
from zzlib.audit.reading.register import measure_of
from zzlib.audit.reading.roles import CHANGES

LEADS = re.compile("其中|包括|分别|：|（|依次|由")
_OPENS = re.compile(
    "(?:[按从分]|以(?=[^，]{1,10}分，))[^，。；\\d]{1,12}[分看]?[，：]|中，|(?:依次|分别)[为是]?|如下：|包括"
)
_GOES_ON = re.compile("^(?:第?[二三四五六七八九](?:[是产、]|大)|[（(]?[2-9][）).、])")
_STATE = re.compile("^(?:现?已|基本(?:完成|办结|建成|解决|落实|到位|整改|化解)|尚|仍|正在)|中，?(?:现?已|尚|仍)有?$")
_OF_ONE_MONTH, _COUNTS_ON = re.compile("当月|本月|单月"), re.compile("累计|截[至止]|以来")
_MONTH = re.compile("\\d月|[当本上]月")
_APART = re.compile(
    "^[多少]$|各$|平均|中位|[人户日月年均]均|每|单价|比(?!赛)|较(?!大(?:事故|火灾|险情))|(?:上年|去年)(?!积压|遗留|结[转余存])|同期"
)
_BASE = re.compile("占[一-龥]{0,12}$")
_AMONG = re.compile("[一-龥]{1,6}[中里]，")
_SUM_NOUN = re.compile("总[一-龥]{2,3}$")
_NEVER = (*RATIOS, "scores", "ages", "concentrations")
_DONE = re.compile("(?:目前|现|均|[到按]期)?已?(?:[办审执]结|办理|办复|回复|答复|处理|采纳|整改|回复整改)")
_TOP = re.compile("前(?=[\\d一二三四五六七八九十])")
_FIRST_OF = re.compile("(?:[中看][，：]|其中)(?!共|总|累计|合计)[^，。；：]*$")
_MANY = re.compile(
    "(?<![\\d.第])(?P<number>[两二三四五六七八九十]{1,2}|\\d{1,2})(?:大|个(?!百分点|千分点|月|季|年|工作日|小时)|项|类|种|部分|方面|家|位|产业|级|地|县|市|区|乡|镇)"
)
_SAME_END = 4  # letters
_COUNTED_IN = {"人次": "visits", "人数": "人", "人口": "人", "户数": "户", "件数": "件"}
PERSON = "人"
"""What everybody is counted as."""


def may_be_added(mention: Mention) -> bool:
    """Say whether a number is plain, and no average, nor of another time."""
    plain = not mention.quantity.hedge and mention.quantity.value > 0 and mention.dimension not in _NEVER
    counted = regex("的[有为是共]?$").search(mention.before)  # 增速比上月加快的有7个
    each = mention.after.startswith("/") or (_APART.search(mention.before) and not counted)
    base = mention.text_behind.startswith("的") and _BASE.search(mention.before)  # 占户籍人口42.36万人的2.64%
    return plain and (mention.role in CHANGES or not each) and not base


def nouns_of(mention: Mention) -> set[str]:
    """Give the ends of the words that tell what a number is of: those before it, else those behind."""
    before, after = stripped(mention.before), regex("[^一-龥].*|中$").sub("", mention.after)
    said = before if len(before) > 1 or not after else after
    sums = _SUM_NOUN.findall(mention.before)  # 总投资, not 投资
    full = regex("^其中").sub("", said)
    return {*(said[-n:] for n in range(1, _SAME_END + 1)), *sums, full} - {""}


def share_noun(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Say whether a total and all parts are told by one noun: 专任教师, 小学专任教师, 初中专任教师."""
    behind = whole.after[:2]  # 168个城市…44个城市…85个城市
    if len(behind) > 1 and all(m.after.startswith(behind) for m in parts):
        return True
    noun = measure_of(whole)[-4:]
    return len(noun) > 1 and all(noun in m.before + m.after for m in parts)


def is_one_noun(one: str, other: str) -> bool:
    """Say whether two nouns end alike, as far as the shorter goes."""
    most = min(len(one), len(other), _SAME_END)
    return one[len(one) - most :] == other[len(other) - most :]


def are_apart(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Say whether parts are not of one way to divide a whole: the last is what became of it, or one alone is of a month: 投资63.1亿元，其中8月6.4亿元；工业投资26.4亿元，民间投资31.0亿元."""
    of_month = any(m.before.startswith("其中") and _MONTH.search(m.before) for m in parts)
    if _is_rated(whole, parts) or is_task_of_done(whole, parts) or leave_more((whole, *parts)):
        return True
    return of_month and not all(_MONTH.search(m.before) for m in parts)


def _is_rated(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Say whether the last of two parts is what became of the whole, by its own rate right behind it: 提案187件，其中会后17件，立案175件，立案率93.6%."""
    last = max(parts, key=lambda m: m.order)
    printed = [m.quantity.printed for m in (last, whole)]
    if last.before.startswith("即") and last.previous is not None and last.previous.dimension == PERCENT:
        return gives(SHARE, printed, last.previous.quantity.printed)  # 215个村…，覆盖率96.3%，即207个村
    rate = last.behind[0] if last.behind else last
    told = (
        regex("，([一-龥]{2,4})率(?:为|达到?|是)?").fullmatch(words_between(last, rate)) if rate is not last else None
    )
    bare = told is not None and told[1] in last.before and last.before == last.lead
    halves = any(regex("[不未没非无]").search(m.before) for m in parts)
    return bare and len(parts) == len(("part", "last")) and not halves and gives(SHARE, printed, rate.quantity.printed)


def is_inside(mention: Mention, first: Mention) -> bool:
    """Say whether a number is told inside the thought before a list: 1289万人，其中女性609万人；35岁以下272万人，…."""
    if mention.sentence is not first.sentence or mention.segment >= first.segment:
        return False
    ahead = mention.sentence.mentions[mention.place - 1].quantity.end if mention.place else 0
    if "其中" not in mention.sentence.text[ahead : mention.quantity.start]:
        return False
    name = regex("^其中").sub("", mention.before)  # 其中，企业吸纳15380人…；企业吸纳的人员中，规模以上企业9240人
    again = f"{re.escape(name)}[^，；\\d]{{0,6}}中，"
    return len(name) <= 1 or regex(again).search(words_between(mention, first)) is None


def tells_how_far(mention: Mention, part: Mention) -> bool:
    """Say whether a number says how much of the part before it is done, and is no part of its own: 新建项目124个，已开工122个."""
    if words_between(part, mention).startswith("、"):
        return False  # 其中净额为负1个、已争取未到位2个: the next of a list
    if _AMONG.match(words_between(part, mention)):
        return True  # 有目标的15个单位中，13个落后
    return _STATE.search(mention.before) is not None and _STATE.search(LEADS.sub("", part.before)) is None


def goes_on_with_others(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Say whether a part stands behind the thought in which others are told to be some of the total, and counts something else: 16个项目…，其中已填金额的13个；4个专项没有单位申报."""
    first = parts[0]
    noun = parts[-1].after[:2]
    apart = first.sentence is not parts[-1].sentence or first.segment != parts[-1].segment
    return apart and first.lead.startswith("其中") and len(noun) > 1 and noun not in whole.lead + whole.after


def is_opened(first: Mention) -> bool:
    """Say whether a list begins at a number whose total may stand farther off: it is the first of its kind in its sentence, or words lead it in."""
    ahead = [m for m in first.ahead if m.dimension not in RATIOS]
    between = first.sentence.text[ahead[-1].quantity.end if ahead else 0 : first.quantity.start]
    return (
        "其中" not in between
        and not _GOES_ON.search(first.before)
        and (not ahead or _OPENS.search(between) is not None)
    )


def opens_sentence(first: Mention) -> bool:
    """Say whether a sentence that begins with 其中 begins with a number: 收到诉求x件，办结y件。其中，市长信箱…."""
    return not first.place and first.sentence.text.startswith("其中") and "中" not in first.before[2:]


def tells_done(mention: Mention) -> bool:
    """Say whether a number tells how many of those right before it are done: 诉求277件，办结272件。其中，…."""
    ahead = mention.previous
    if ahead is None or ahead.quantity.bare_unit != mention.quantity.bare_unit or ahead.segment != mention.segment:
        return False
    return ahead.quantity.value >= mention.quantity.value and _DONE.fullmatch(mention.before) is not None


def is_first_part(mention: Mention, other: Mention) -> bool:
    """Say whether a number is the first of a list in which another is told in a thought of its own: 42起事故中，交通运输21起、死亡24人；建筑业15起、死亡15人."""
    apart = mention.sentence is other.sentence and mention.segment < other.segment
    return apart and _FIRST_OF.search(mention.text_before) is not None


def tells_number(said: str, between: str, number: int) -> bool:
    """Say whether the words of a total, or those between it and its parts, tell how many there are: 三大类, but not 前三项."""
    told = [m["number"] for m in _MANY.finditer(said + between * (not _TOP.search(between)))]
    return any(number_in(n) == number for n in told)


def is_of_ahead(mention: Mention) -> bool:
    """Say whether a number tells a part of the one before it, or how much of it is done."""
    return mention.before.startswith("其中") or tells_done(mention)


def is_led_in(whole: Mention, first: Mention) -> bool:
    """Say whether parts are led in right behind a number, so that it is their total however little it is."""
    near = first.sentence.number - whole.sentence.number <= 1
    return near and LEADS.search(words_between(whole, first)) is not None


def sort_of(mention: Mention) -> str:
    """Say what kinds a number counts the same as."""
    unit = mention.quantity.bare_unit
    return next((sort[0] for sort in words().counted.alike if unit in sort), kind_of(mention))


def kind_of(mention: Mention) -> str:
    """Say what a number counts or measures, so that those of one kind may be added."""
    unit = mention.quantity.bare_unit
    if mention.dimension == "bare":
        return next((kind for word, kind in _COUNTED_IN.items() if mention.before.endswith(word)), "bare")
    if mention.dimension != COUNT:
        return mention.dimension
    return PERSON if unit in PERSONS else unit.replace("件次", "件")


def counts_on(whole: Mention, first: Mention) -> bool:
    """Say whether a total is of one month, and a later sentence of the parts counts on: 5月当月到位10997万元。全县累计到位资金较多，其中…."""
    apart = whole.sentence.number < first.sentence.number and _COUNTS_ON.search(first.text_before) is not None
    return apart and _OF_ONE_MONTH.search(whole.lead) is not None


def leaves_out(figures: Sequence[Mention], off: Fraction, reading: Reading) -> bool:
    """Say whether a number between a total and its parts is just what they lack: 机构287个，医院9个（…），基层271个，专业5个，其他2个."""
    places = sorted(m.number for m in figures)
    between = reading.mentions[places[0] : places[-1] - 1]
    return any(m.quantity.value == abs(off) and same_unit(m, figures[0]) for m in between if m.number not in places)
