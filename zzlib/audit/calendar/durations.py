"""Durations held against the dates beside them: 7月28日至8月6日，连续10天; 2020年6月开工，2023年10月通水，历时3年4个月; 任期五年，自…至…; 距开幕还有36天; and the order in which things happen."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from zzlib.audit.judging.claim import NumericClaim, text_claim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.words import any_of, mentions_any, words
from zzlib.audit.reading.dates import (
    ToldDate,
    ToldDuration,
    dates_in,
    days_from,
    durations_in,
    is_comparable,
    months_from,
)
from zzlib.audit.reading.reading import ReadSentence, are_one_thought
from zzlib.audit.reading.register import FigureRegister

_YEAR = 12
_COUNTDOWN = re.compile(
    "距离?(?P<what>[^，。；]{0,24}?)[，]?(?:还有|仅有|只有|仅剩|只剩|还剩|尚有|剩余|剩下)(?P<n>\\d{1,3})天"
)
_TODAY = re.compile("(?:今天|今日|昨天|昨日|现在|即日)是?|从|自|截[至止]|[起止]")
_STAGE_OF = re.compile("(?:于|并于|已于|正式|如期|顺利|全面|全线|全部|通过|项目|工程|县|市|区|并|主体|线路)*")
_FROM = re.compile("[自从]$")
_DUE = "（?，?(?:即|按期|按合同|理)?(?:应[当该]?|须)(?:在|于|至|到)?|，即(?:在|于|至|到)"
_OTHER_FACT = re.compile("^(?:，(?:累计|其中|平均)|（不含.{0,2}[开首竣到起]).*")
"""What is told next, or that the first day isn't counted: 历时28天，累计面雨量386毫米."""
_MONTH_DAYS, _OFF_MONTH, _HALF_A_YEAR, _LEAP_YEAR = 30.44, 22, 180, 2000
_IF_LATE = re.compile("不|以上|以内|[^，。；]{0,12}[的者][，。；]|[^，。；]{0,4}(?:应当|可以|视为)")
_NO_END = re.compile(
    "(?:签订|签署|开工|动工|开始|起始|批复|立项|受理|收到)[^@]{0,6}@|@(?:签订|签署|开工|动工|开始|起|批复|立项|受理|与)|[自从]@"
)
_PLANNED = re.compile(
    "(?<!实际)(?:原[定计]|计划|预[定计]|约定|[应须](?:当|于|在)|限期|限于|限定|要求|规定|期限|工期|最迟|竣工日期|完工日期|到期|交付日期|截止|目标)[^@]*@|@(?:之?前|以前|截止|到期|届满|期满)"
)
_AS_PLANNED = re.compile("(?:计划|原定|约定|合同|应|须)[^，。；]*$")  # 5月20日开工，计划次年5月19日竣工，计划工期
_BEGINS = re.compile("(?:[自从]|(?:开工|开始|起始|起算|开展)(?:日期|时间)?[为是：于]?)$")
_BEGUN = re.compile("起?[至到—–~～-]{1,2}|(?:前|正式|起)?(?:起|开[工始展幕班]|动工|进场|破土|启动|报到|出发)")
_UNTIL = re.compile("(?:[至到—–~～-]|(?:竣工|完工|截止|到期|结束|届满|终止)(?:日期|时间)?[为是：于]?)$")
_ENDED = re.compile(
    "(?:以?前|全面|正式|如期)?(?:止|截止|届满|期满|到期|竣工|完工|建成|结束|交付|闭幕|结业|收[工官]|返回)"
)
_GAP = 6  # letters between a range and the duration that is told of nothing but it
_OPENS, _WITHIN = (
    re.compile("[，（：](?:[这整短前后]{0,2}|[已共]?用)$"),
    re.compile("[里间中]|的?时间|的[会展]期|的(?:活动|公示)|下来"),
)
_PENALTIES = ("有期徒刑", "拘役", "缓刑", "获刑", "判刑", "徒刑")
_ENDS = re.compile(
    "(?:[自从](?P<since>[一-龥]{2,8}?)[至到](?P<to>[一-龥]{2,8}?)|距(?P<of>[一-龥]{2,6}?))(?:共|历时|用时|耗时|仅|只|用了?|相隔|间隔|经过|时间)*$"
)


def duration_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the durations of each sentence by its dates, and its dates by each other."""
    said: list[ToldDate] = []
    for sentence in register.reading.sentences:
        dates = dates_in(regex("《[^》]*》").sub(lambda title: "《" * len(title[0]), sentence.text))
        ahead = [s.text for s in register.reading.paragraph_of(sentence) if s.number < sentence.number]
        short = are_one_thought(register.reading.sentences)
        told = [s.text for s in register.reading.sentences[: sentence.number]] if short else ahead[-2:]
        off_plan = {claim.stated: claim for claim in _off_plan(sentence, "。".join([*told, ""]))}
        yield from off_plan.values()
        yield from (claim for claim in _spent(sentence, dates) if claim.stated not in off_plan)
        yield from _terms(sentence, dates)
        yield from _between_named(sentence, "".join(ahead))
        yield from _countdown(sentence, dates, said)
        for order in (words().durations.stages, words().durations.steps, words().durations.meetings):
            yield from _happened(sentence, dates, order)
        said = dates


def _told(sentence: ReadSentence, duration: ToldDuration, right: str, verdict: Verdict, used: str) -> NumericClaim:
    good = verdict == Verdict.OK
    asked = "" if verdict != Verdict.DOUBTFUL else "；请核是不是由这些日期算的"
    message = f"由 {used} 算，相符" if good else f"由 {used} 算，应为{right}，文中写{duration.text}{asked}"
    return text_claim(sentence, "duration", duration.text, right, verdict, message)


def _spent(sentence: ReadSentence, dates: list[ToldDate]) -> Iterator[NumericClaim]:
    """Judge a duration by two dates before it in its thought; by any two of several that give it, else doubt it."""
    lead_words = words().durations
    for duration in durations_in(sentence.text):
        thought = regex("[。；]").split(sentence.text[: duration.begin])[-1]
        if thought.endswith("首尾"):
            continue  # 首尾两天都算在内
        start = duration.begin - len(thought)
        around = thought + _OTHER_FACT.sub("", sentence.text[duration.end : duration.end + _GAP])
        counted = duration.calendar or regex("(?<!不)(?:首尾|含(?:起止|首|开[幕工]|当[日天]))").search(
            regex("[，（]").split(thought)[-1] + around[len(thought) :]
        )
        duration = replace(duration, calendar=bool(counted))  # 首尾计入为期90天
        way = _way(thought, calendar=duration.calendar)
        if way is None and _OPENS.search(thought):
            way = "spent" if _WITHIN.match(sentence.text, duration.end) else None
        fitting = [d for d in dates if _fits(d, duration)]
        ahead = [d for d in fitting if start <= d.begin and d.end <= duration.begin]
        beside = duration.unit == "天" and ahead and sentence.text[ahead[-1].end : duration.begin] in ("", "）")
        if way is None and beside:
            way = "both"  # 假期（5月1日至5日）5天
        marked = _begun_and_ended(sentence.text, duration, fitting)
        ahead = ahead if len(ahead) > 1 else marked
        if marked and ahead == marked and way is None and _AS_PLANNED.search(sentence.text[: marked[1].begin]):
            way = _way(regex("计划|原定|约定").sub("", thought), calendar=duration.calendar)
        if_late = way in ("late", "early") and _IF_LATE.match(sentence.text, duration.end)
        if way is None or if_late or len(ahead) < 2 or mentions_any(lead_words.otherwise, around):
            continue
        pairs = [(a, b) for a, b in combinations(ahead, 2) if is_comparable(a, b)]
        whole = way in ("both", "spent") and duration.number % _YEAR != 0 and "工期" not in thought
        in_full = {pair for pair in pairs if whole and _are_whole_months(sentence.text, *pair)}
        rights = {pair: _rights(*pair, duration, "both" if pair in in_full else way) for pair in pairs}
        rights = {pair: right for pair, right in rights.items() if right}
        if not rights:
            continue
        since = any(duration.number in _rights(*pair, duration, way) for pair in in_full)  # mid-April to mid-July
        good = next((pair for pair, right in rights.items() if duration.number in right), None)
        first, last = good or list(rights)[-1]
        used = f"{first.text}、{last.text}"
        shown = _shown(rights[first, last][0], duration)
        between = "" if ahead == marked else _between(sentence.text, first, last, duration)
        verdict = Verdict.OK if good else _verdict(duration, rights[first, last], between, len(ahead), way)
        verdict = Verdict.DOUBTFUL if since and verdict == Verdict.WRONG else verdict
        if verdict != Verdict.UNVERIFIABLE:
            yield _told(sentence, duration, shown, verdict, used)


def _are_whole_months(text: str, first: ToldDate, last: ToldDate) -> bool:
    """Say whether two dates are a stretch of months of which both count: 自4月起至9月, but not 自4月中旬至9月."""
    joined = regex("起?(?:[至到~-]|[—–～]+)").fullmatch(text[first.end : last.begin])
    part = first.day or last.day or regex("[上中下]旬|初").match(text[last.end :])
    return joined is not None and not part and first.month != last.month


def _off_plan(sentence: ReadSentence, told: str) -> Iterator[NumericClaim]:
    """Judge 应于2021年12月31日前付清。2022年4月30日支付，逾期4个月 and 原定11月20日通车，结果提前8天，11月12日即告通车 by the only day that was planned and the only one that came."""
    for duration in durations_in(sentence.text):
        way = _way(
            regex("^.*[较比](?![^，]*\\d个?[月天年](?![\\d末底]))").sub("", sentence.text[: duration.begin]),
            calendar=False,
        )
        if way not in ("late", "early") or _IF_LATE.match(sentence.text, duration.end):
            continue
        text, behind = told + sentence.text, sentence.text[duration.end :]
        dates = dates_in(told + sentence.text[: duration.end] + "".join(regex("([，。；])").split(behind)[:3]))
        ends: dict[bool, list[ToldDate]] = {True: [], False: []}
        for date in dates:
            begin = max(text.rfind(mark, 0, date.begin) for mark in "，。；") + 1
            own = text[begin : date.begin] + "@" + regex("[，。；\\d]").split(text[date.end :])[0]
            if not _NO_END.search(own):
                ends[_PLANNED.search(own) is not None].append(date)
        if any(len(one) != 1 or not _fits(one[0], duration) for one in ends.values()):
            continue
        (planned,), (came,) = ends.values()
        if _is_turned(planned, came, duration, late=way == "late"):
            said, right = ("推迟", "提前") if way == "late" else ("提前", "推迟")
            message = (
                f"{came.text}在{planned.text}之{'前' if way == 'late' else '后'}，文中写{said}{duration.text}，说反了"
            )
            yield text_claim(sentence, "duration", duration.text, f"{right}{duration.text}", Verdict.WRONG, message)
            continue
        first, last = (planned, came) if way == "late" or duration.unit == "天" else (came, planned)
        if is_comparable(planned, came) and (rights := _rights(first, last, duration, way)):
            verdict = Verdict.OK if duration.number in rights else Verdict.WRONG
            yield _told(sentence, duration, _shown(rights[0], duration), verdict, f"{planned.text}、{came.text}")


def _is_turned(planned: ToldDate, came: ToldDate, duration: ToldDuration, *, late: bool) -> bool:
    """Say whether what came so long before it was planned is told late, or what came after it early."""
    if duration.unit == "年" or (planned.year and came.year and planned.year != came.year and duration.unit == "天"):
        return False
    year = planned.year or came.year or _LEAP_YEAR
    one, other = (replace(d, year=d.year or year) for d in (planned, came))
    passed = (days_from(one, other) or [0])[0] if duration.unit == "天" else months_from(one, other)
    return passed == (-duration.number if late else duration.number)


def _begun_and_ended(text: str, duration: ToldDuration, dates: list[ToldDate]) -> list[ToldDate]:
    """Give the only date of a duration's thought that words make its first day, and the only one that they make its last: 公示7天，自5月10日起，至5月19日止."""
    begin = max(text.rfind(mark, 0, duration.begin) for mark in "。；") + 1
    end = next((m.start() for m in regex("[。；]").finditer(text) if m.start() > duration.end), len(text))
    own = [d for d in dates if begin <= d.begin < end]
    first = [d for d in own if _BEGINS.search(text[begin : d.begin]) or _BEGUN.match(text, d.end)]
    last = [d for d in own if _UNTIL.search(text[begin : d.begin]) or _ENDED.match(text, d.end)]
    return [*first, *last] if len(own) == len({*first, *last}) == 2 and len(first) == len(last) == 1 else []


def _between(text: str, first: ToldDate, last: ToldDate, duration: ToldDuration) -> str:
    """Give the words between two dates and a duration, without what happened on the last day if the first has its own: 自3月12日进驻、5月20日撤点，为期."""
    between = text[last.end : duration.begin]
    both = regex("[一-龥]{2,}").match(text[first.end : last.begin]) and _FROM.search(text[: first.begin])
    return regex("^[一-龥]{1,6}(?=[，、])").sub("", between) if both else between


def _verdict(duration: ToldDuration, rights: list[int], between: str, dates: int, way: str) -> Verdict:
    """Say how sure it is that a duration is miscounted: of a stretch within a longer one it isn't, nor where the first day may not be counted."""
    idle = any_of((*words().durations.spent, *words().durations.both))
    close = not regex(f"[，（）、期间止起]|开展|进行|举[办行]|组织|{idle}").sub("", between)
    if dates > 2:
        return Verdict.DOUBTFUL if close or way in ("late", "early") else Verdict.UNVERIFIABLE
    least = min(rights)
    if way == "both" and not (close or duration.calendar or duration.number > max(rights)):
        return Verdict.DOUBTFUL if duration.number == least - 1 else Verdict.UNVERIFIABLE
    if way == "spent" and duration.number == least - 1 and duration.unit == "天":
        return Verdict.WRONG if duration.calendar else Verdict.DOUBTFUL
    if way == "spent" and not close and duration.number < least:
        return Verdict.DOUBTFUL
    return Verdict.WRONG


def _way(ahead: str, *, calendar: bool) -> str | None:
    """Give how the days of a duration are counted, by the words right before it."""
    told = words().durations
    clause = regex("[，（：]").split(ahead)[-1]
    ways = [("late", told.late), ("early", told.early)]
    ways *= not regex("[较比][^，]*\\d[^，]*$").search(clause)  # 较合同工期20个月提前2个月
    if not regex("[较比距]|先行|批复|计划|原定|约定|第[一二三四五][轮期阶批步]|(?:[上去往]年|上届|同期)\\D*$").search(
        clause
    ):
        if calendar:
            return "both"
        ways += [("between", told.between), ("both", told.both), ("spent", told.spent)]
    return next((way for way, said in ways if regex(f"{any_of(said)}(?:[为是有长达了]|时间)*$").search(clause)), None)


def _fits(told: ToldDate, duration: ToldDuration) -> bool:
    """Say whether a date is as fine as a duration."""
    return {"天": told.day, "月": told.month, "年": told.year}[duration.unit] is not None


def _rights(first: ToldDate, last: ToldDate, duration: ToldDuration, way: str) -> list[int]:
    """Give the durations that two dates bear out, the likeliest first; in months for years, too."""
    if duration.unit == "天":
        then, now = sorted((first, last), key=lambda d: d.year or 0)
        yearly = then.year and now.year == then.year + 1 and not (then.is_dated or now.is_dated)
        if yearly and way in ("early", "late") and (days_from(then, now) or [0])[0] > _HALF_A_YEAR:
            then, now = replace(then, year=_LEAP_YEAR), replace(now, year=_LEAP_YEAR)
            passed = days_from(*((now, then) if way == "early" else (then, now)))
            return [days for days in passed if days > 0]
        if way == "early":
            first, last = last, first
        passed = days_from(first, last)
        if not passed or passed[0] < 0:
            return []
        more = {"both": (1,), "spent": (1,), "early": (0, -1)}.get(way, (0, 1))
        return [days + extra for days in passed for extra in more]
    months = months_from(first, last)
    if months is None:
        years = (last.year or 0) - (first.year or 0)
        return [_YEAR * n for n in (years, years + 1)] if years > 0 else []
    if months <= 0:
        return []
    if not first.day and not last.day and first.month == 1 and last.month == _YEAR:
        months += 1  # 2021年1月至2025年12月
    exact = months + ((last.day - first.day + 1) // 16 if first.day and last.day else 0)
    near = [months, exact, months + 1] if way != "both" else [months + 1]
    near = near if any((first.day, last.day, first.year, last.year)) else near[::-1]  # 自10月至12月: with both
    if first.day and last.day and (passed := days_from(first, last)):
        days = passed[0] + 1  # 9月1日至11月30日 are three months
        near = [n for n in (exact, months, months - 1, months + 1) if abs(n * _MONTH_DAYS - days) < _OFF_MONTH]
    elif first.day:
        near = [months, exact, months - 1, months + 1]
    if duration.unit == "年":
        if first.day and last.day and exact % _YEAR == 0:
            return [exact]
        return [months, *(n for n in range(_YEAR, months + _YEAR, _YEAR) if -_YEAR < n - months <= _YEAR // 2)]
    return near


def _shown(number: int, duration: ToldDuration) -> str:
    if duration.unit == "天":
        return f"{number}天"
    years, more = divmod(number, _YEAR)
    return f"{years}年" * bool(years) + f"{more}个月" * bool(more)


def _terms(sentence: ReadSentence, dates: list[ToldDate]) -> Iterator[NumericClaim]:
    """Judge 任期五年，自2020年7月至2025年7月 by the only two dates of the sentence, and 4月开工，工期24个月，即应于…建成 by those around it."""
    told = [d for d in dates if d.month is not None and d.year is not None]
    found: list[NumericClaim] = []
    seen = 0
    for duration in reversed([*durations_in(sentence.text)]):
        lead = regex("[，。；（：]").split(sentence.text[: duration.begin])[-1]
        ends = [d for d in told if regex(_DUE).fullmatch(sentence.text[duration.end : d.begin])]
        pair = [*[d for d in told if d.end < duration.begin][-1:], *ends] if ends else told
        term = regex(f"(?<!免){any_of((*words().durations.term, *_PENALTIES, '工期'))}[为是共]?$").search(lead)
        if not term or len(pair) != 2 or duration.unit == "天":
            continue
        first, last = pair
        seen += duration.end <= first.begin
        if seen > 1 and term[0].startswith(_PENALTIES):
            continue  # 有期徒刑三年，缓刑四年，自…至…
        passed = months_from(first, last)
        between = sentence.text[first.end : last.begin]
        joined = ends or regex("^[起日]{0,2}[至到—–~～-]{1,2}$|到期|届满|期满|止").search(between)
        due = joined or (
            regex("，(?:即?[至到])?$").search(between)
            and regex("止|到期|[届期]满|终止").match(sentence.text[last.end :])
        )
        if passed is None or passed <= 0 or not due:
            continue
        off = passed - duration.number
        if off < -1 and term[0].startswith(_PENALTIES):
            continue  # 先行羁押的日子折抵
        likely = joined or (off + 1) % _YEAR <= 2  # of what is signed the term may begin later
        verdict = Verdict.OK if abs(off) <= 1 else Verdict.WRONG if likely else Verdict.DOUBTFUL
        found.append(_told(sentence, duration, _shown(passed, duration), verdict, f"{first.text}、{last.text}"))
    yield from [c for c in found if c.verdict == Verdict.OK] or found  # 聘期三年，试用期一年


def _between_named(sentence: ReadSentence, told: str) -> Iterator[NumericClaim]:
    """Judge 10月12日进场。…10月26日完工，从进场到完工历时14天 and 3月20日截止，距公布10天 by the only dates that bear the names of both ends."""
    for duration in durations_in(sentence.text):
        ahead = sentence.text[: duration.begin]
        named = _ENDS.search(regex("[，。；（]").split(ahead)[-1])
        otherwise = mentions_any(words().durations.otherwise, regex("[。；]").split(ahead)[-1])
        if named is None or duration.unit != "天" or otherwise:
            continue
        text = told + ahead
        dates = [d for d in dates_in(text) if d.day]
        begins = [0, *(d.end for d in dates)]
        said = [
            regex("[，。；]").split(text[begin : d.begin])[-1]
            + regex("[，。；\\d]").split(text[d.end :].lstrip("，"))[0]
            for begin, d in zip(begins, dates, strict=False)
        ]

        def of(name: str, dates: list[ToldDate] = dates, said: list[str] = said) -> list[ToldDate]:
            ends = [[d for d, own in zip(dates, said, strict=True) if end in own] for end in (name[:2], name[-2:])]
            both = [d for d in ends[0] if d in ends[1]]
            return both or [d for d in dates if d in ends[0] or d in ends[1]]

        first, last = of(named["since"] or named["of"]), of(named["to"]) if named["to"] else dates[-1:]
        if len(first) == len(last) == 1 and first[0].year and not last[0].year:
            first = [replace(first[0], year=0)]  # 2026年5月6日张榜；…5月26日投票
        if len(first) == len(last) == 1 and first != last and is_comparable(first[0], last[0]):
            passed = days_from(first[0], last[0])
            rights = [*passed, *(days + 1 for days in passed)]
            good = Verdict.OK if duration.number in rights else Verdict.WRONG
            if passed and passed[0] > 0:
                yield _told(sentence, duration, f"{passed[0]}天", good, f"{first[0].text}、{last[0].text}")


def _countdown(sentence: ReadSentence, dates: list[ToldDate], said: list[ToldDate]) -> Iterator[NumericClaim]:
    """Judge 今天是9月12日，将于10月18日开幕，距开幕还有36天 by the only two days that the sentence names, or it and the one before."""
    for match in _COUNTDOWN.finditer(sentence.text):
        days = [d for d in dates if d.day is not None]
        days = days if len(days) == 2 else [*[d for d in said if d.day is not None], *days]
        if len(days) != 2 or not _TODAY.search(sentence.text) or "工作日" in sentence.text:
            continue
        first, last = sorted(days, key=lambda d: (d.year or 0, d.month or 0, d.day or 0))
        passed, stated = days_from(first, last), int(match["n"])
        if passed:
            good = any(abs(stated - days) <= 1 for days in passed)
            end, verdict = ("相符", Verdict.OK) if good else (f"文中写还有{stated}天", Verdict.WRONG)
            message = f"从{first.text}到{last.text}是 {passed[0]} 天，{end}"
            yield text_claim(sentence, "duration", f"{stated}天", f"{passed[0]}天", verdict, message)


def _happened(
    sentence: ReadSentence, dates: list[ToldDate], order: Iterable[tuple[str, ...]]
) -> Iterator[NumericClaim]:
    """Judge the dates of one thing's stages by each other: what was begun in 2021 was not finished in 2020."""
    stages: list[tuple[int, ToldDate]] = []
    for told in dates:
        at = _STAGE_OF.match(sentence.text, told.end)
        found = [n for n, names in enumerate(order) if at and regex(any_of(names)).match(sentence.text[at.end() :])]
        opened = regex("(?:[，；]|并|[，；]并?(?:已|将|计划|预计)?于)$").search(sentence.text[: told.begin])
        if found and told.is_dated and told.month is not None and (not stages or opened):
            stages.append((found[0], told))
    for (one, first), (other, last) in combinations(stages, 2):
        passed = months_from(first, last)
        if one >= other or not first.on() or not last.on() or passed is None:
            continue
        if passed < 0 or (passed == 0 and (days_from(first, last) or [0])[0] < 0 and first.day and last.day):
            message = f"前面的一步是{first.text}，后一步不会在它之前的{last.text}"
            yield text_claim(sentence, "duration", last.text, "", Verdict.WRONG, message)
            return
