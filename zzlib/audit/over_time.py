"""Averages over time (月均, 日均, 年均): a total by the days, months or years of its own period."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from zzlib.audit.arithmetic import PROVED, QUOTIENT, Verdict, round_half_up
from zzlib.audit.chance import SlipKind, slips_of
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.excuses import is_near
from zzlib.audit.months import months
from zzlib.audit.quantities import chinese_number
from zzlib.audit.reading import Mention
from zzlib.audit.roles import Role
from zzlib.audit.slips import is_permuted
from zzlib.audit.spans import phrases, span_of

_DAYS = re.compile(r"（[^（）]{0,6}?(\d{1,3})天[^（）]{0,4}）")
_MONTHS = re.compile(r"(?<![第前后])(\d{1,2}|[两三四五六七八九十])个月[来内里]")
_YEARS = re.compile("([两三四五六七八九十])年(?:间|来|平均|累计|期间|共|合计|总计)")
_IN_DAYS = re.compile(r"(?:按|共|以|工作日|假期|历时|为期)(\d{1,3})天")
_LEFT = re.compile("剩余|余下|尚|还|未|缺口")
_CALENDAR = re.compile(r"按(?:\d{3}|90|59|60)天|全月(?:共)?(?:28|29|30|31)天")
_SOME_DAYS = re.compile(r"(?<![\d.])(\d{1,3})天")
_SUMMED = re.compile("合计|总计|累计|共计?$")
_YEAR, _WEEK, _OFF = 12, 7, (-1, 1)
_DATES = re.compile(
    r"(?:(?P<m1>1[0-2]|[1-9])月)?(?P<d1>[12]?\d|3[01])日?(?:[-—–~～]{1,2}|至|到)(?:(?P<m2>1[0-2]|[1-9])月)?(?P<d2>[12]?\d|3[01])日"
    r"|(?<![\d.第前近])(?P<days>\d{1,3}|[两三四五六七八九十]{1,3})天|(?P<week>第\d{1,2}周|[本一]周)"
)


def over_time(mention: Mention, each: str, totals: list[Mention], ahead: Sequence[str]) -> Iterator[NumericClaim]:
    """Judge what there was on average in a day, a month or a year, by the length that the sentence names, else the last of those before (`ahead`)."""
    text = mention.sentence.text
    told = None if re.search("前[^，]{1,3}个月", mention.lead) else _MONTHS.search(text[: mention.quantity.start])
    bare = False  # 国庆7天: it may be another time than the total's
    unit = "个月" if each in ("月", "个月") else each if each == "年" else "天"
    if each in ("月", "个月") and told is None:
        yield from _by_month(mention, totals)
        return
    if each in ("月", "个月"):
        lengths = [int(told[1]) if told and told[1].isdigit() else chinese_number(told[1] if told else "") or 0]
    elif each == "年":
        found = _YEARS.search(text[: mention.quantity.start])
        lengths = [chinese_number(found[1]) or 0] if found else []
    else:
        days = _DAYS.match(text[mention.quantity.end :]) or _own_days(mention)
        lengths = [int(days[1])] if days else _days_of_period(mention)
        if not lengths:
            yield from _by_calendar(mention, totals, ahead)
            return
        bare = days is None and _SOME_DAYS.search(_stretch(mention)) is not None
    totals = _since_average(mention, totals)
    bindings = [
        Binding(QUOTIENT, (total,), (months(length, unit),))
        for total in reversed(totals)
        for length in lengths
        if length
    ]
    if bindings:
        claim, _ = settle("average", mention, bindings, certain=len(totals) == 1 and not bare, likely=not bare)
        beside = (
            len(totals) == 1 and totals[0].place == mention.place - 1 and _SUMMED.search(totals[0].before) is not None
        )
        yield replace(claim, said=beside and is_near(claim))


def _by_calendar(mention: Mention, totals: list[Mention], ahead: Sequence[str]) -> Iterator[NumericClaim]:
    """Judge a daily average by the days of its dates, week or months: only a slip of the pen or a day too many or too few is wrong, for it may count working days."""
    lengths = _days_of_dates([mention.sentence.text[: mention.quantity.start], *ahead])
    totals = _since_average(mention, totals)[-1:]
    lengths = lengths or {n for total in totals for n in _days_of_months(total)}
    bindings = [Binding(QUOTIENT, (total,), (months(n, "天"),)) for total in totals for n in sorted(lengths)]
    claim, trial = settle("average", mention, bindings, certain=True)
    if trial is None or claim.verdict != Verdict.WRONG or trial.exact is None:
        yield from [claim] * (trial is not None and claim.verdict in PROVED)
        return
    by_others = [
        Binding(QUOTIENT, (total,), (months(n + off, "天"),)) for total in totals for n in lengths for off in _OFF
    ]
    other = settle("average", mention, by_others, certain=True)[0].verdict == Verdict.OK
    told = _CALENDAR.search(mention.sentence.text) is not None
    right = round_half_up(trial.exact, mention.quantity.step)
    slipped = is_permuted(mention.quantity, right) or any(
        right in slips_of(mention.quantity, kind) for kind in SlipKind
    )
    if other or told or slipped:
        yield replace(claim, named=True)


def _days_of_dates(texts: Sequence[str]) -> set[int]:
    """Give how many days the last dates (7月8日—14日), days (三天) or week take that the nearest of some texts names."""
    for text in texts:
        for match in reversed(list(_DATES.finditer(text))):
            if match["days"]:
                return {int(match["days"]) if match["days"].isdigit() else chinese_number(match["days"]) or 0}
            if match["week"]:
                return {_WEEK}
            first, last = int(match["m1"] or match["m2"] or 1), int(match["m2"] or match["m1"] or 1)
            days = {
                (date(year, last, 1) - date(year, first, 1)).days + int(match["d2"]) - int(match["d1"]) + 1
                for year in (2023, 2024)
            }
            return {n for n in days if n > 1}
    return set()


def _days_of_months(mention: Mention) -> set[int]:
    span = span_of(mention)
    if span is None or not span.first:
        return set()
    return {
        (date(y + span.last // _YEAR, span.last % _YEAR + 1, 1) - date(y, span.first, 1)).days for y in (2023, 2024)
    }


def _own_days(mention: Mention) -> re.Match[str] | None:
    """Give the days (按181天计) that stand with an average: right behind it, or before it with no other average between."""
    text, others = mention.sentence.text, [m for m in mention.sentence.mentions if m is not mention]
    for match in _IN_DAYS.finditer(text):
        behind = match.start() >= mention.quantity.end
        first, last = (mention.quantity.end, match.start()) if behind else (match.end(), mention.quantity.start)
        between = [m for m in others if first <= m.quantity.start < last]
        if "；" not in text[first:last] and not (between if behind else [m for m in between if "均" in m.before]):
            return match
    return None


def _stretch(mention: Mention) -> str:
    """Give the words of an average's own thought: behind the average before it."""
    ahead = [m.quantity.end for m in mention.sentence.mentions[: mention.place] if "均" in m.before]
    text, end = mention.sentence.text, mention.quantity.start
    return text[max([text.rfind("；", 0, end) * (len(ahead) > 0), *ahead, 0]) : end]


def _days_of_period(mention: Mention) -> list[int]:
    stretch = _stretch(mention)
    if some := _SOME_DAYS.search(stretch):
        return [int(some[1])]
    whole = re.search("全年|一年", stretch) and not re.search("月", mention.lead + mention.topic)
    return [365, 366] if whole else []


def _since_average(mention: Mention, totals: list[Mention]) -> list[Mention]:
    """Give the totals behind the average before this one, if there are any: each average follows its own total."""
    ahead = [m for m in mention.sentence.mentions[: mention.place] if re.search("均", m.before)]
    summed = [m for m in totals if _SUMMED.search(m.before)]
    if len(summed) == 1 and not ahead:
        return summed  # 2023年39公顷、2024年51公顷，两年合计90公顷
    own = [m for m in totals if ahead and m.sentence is mention.sentence and m.place > ahead[-1].place]
    return own or totals


def _by_month(mention: Mention, totals: list[Mention]) -> Iterator[NumericClaim]:
    span = span_of(mention)
    before = [m for m in mention.sentence.mentions[: mention.place] if m.dimension == mention.dimension]
    of_rest = before and before[-1].role in (Role.GAP, Role.REST)
    if of_rest or re.search("需|应|至少|要", mention.lead + mention.after):
        return  # what is needed in the months that are left
    totals = [m for m in totals if not _LEFT.search(m.before)]
    if totals and span is not None and span.months and not span.year:
        so_far = [s.months for _, _, s in phrases(mention.sentence.block.text) if s.cumulative and not s.year]
        lengths = [span.months, *(so_far if span.months == _YEAR else [])]  # 截至11月底…，全年累计发放 x，月均 y
        found = [Binding(QUOTIENT, (total,), (months(n),)) for total in reversed(totals) for n in lengths]
        yield settle("average", mention, found, certain=len(totals) == 1, likely=len(totals) == 1)[0]
