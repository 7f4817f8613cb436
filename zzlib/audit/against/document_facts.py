"""All facts of a document: what it says of whom at what time, in its prose and in its tables alike."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from zzlib.audit.against.document_time import is_compared, month_compared
from zzlib.audit.against.table_facts import fact_table
from zzlib.audit.documents.grids import TableGrid
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY
from zzlib.audit.reading.facts import (
    GAP,
    LAST_MONTH,
    LEVEL,
    MOVE,
    RATE,
    TARGET,
    UNFILED,
    Fact,
    Period,
    clause_of,
    is_excused,
    is_of_task,
    kind_of,
    letters,
    listed,
    named_in_turn,
    owner_of,
    pattern,
    said_of,
    span_before,
    told_spans,
)
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import Entry, FigureRegister
from zzlib.audit.reading.roles import CHANGES, Role
from zzlib.audit.reading.spans import StatedMonths

_PRIOR = re.compile(f"(?:{pattern('prior').pattern})(?![末底]|同期)")
_PRIOR_END = re.compile(f"(?:{pattern('prior').pattern})[末底]")
_PART = re.compile("其中|较多|主要|中$|中，")
_OF_WHOLE = re.compile("累计|全[县市区]")
_OF_NOW = re.compile(r"目前|截[至止]|[本当]月|今年|累计|以来|\d月|[去上]年|同期")
_REPORTED = re.compile(
    r"^(?:上个?月|上期|上次)[^，；\d]{0,6}(?:通报|月报|简报|调度|统计)[时中上]?，(?:(?!目前|截[至止]|[本当]月|现|如今|今年|\d{1,2}月)[^；])*$"
)
_SINCE_MONTH, _SINCE_YEAR = re.compile("上个?月(?![末底])|上期|环比"), re.compile("去年|上年|同期|同比")
_WITH_PRIOR = re.compile(f"[与和同跟](?:{pattern('prior').pattern})[末底]?相比")
_PAST_YEAR, _SET_TO = (
    re.compile(r"(\d{4}年|去年|上年)[^。；\d]*全年[^。；\d]*$"),
    re.compile("(?:须|应|需要?|要求)(?=争取|完成|到位|实现)"),
)
_NAMED_IN_TURN = re.compile("[^、]*[是为有括：]|^[^、]{0,4}的")
_BALANCE = re.compile("余额|结余|库存")
_SINCE_EVENT = re.compile(r"(?<![年度])(?<!年初)(?<!元月)(?<!\b1月)以来")
_MORE = re.compile("[比较][^，；]*分别[多少高低][^，；]*$")
_OF_MONTH_ALONE = re.compile(r"(?:月份?|[当本单]月)[一-龥]{0,2}$")
_HEAD = re.compile(r"([一-龥]{2,8})：")
_OF_BASE = re.compile("(?:相当于|占|为|是|达)(?:去年|上年)[^，。；]{0,6}的$")
_QUOTED = re.compile('[“”"「」]')
_ROUGH = 3  # digits of a number that is rounded although 约 stands before it


class _Subject(NamedTuple):
    """What a number is of."""

    kind: str
    owner: str
    what: frozenset[str]
    period: Period | None


class DocumentFacts:
    """The facts of a document."""

    def __init__(self, register: FigureRegister, base: int, months: StatedMonths, *, mixed: bool = False) -> None:
        """Read them: `base` is the year that the document is of, or a number for it; `mixed` that what names no time may be of the month alone."""
        self.register, self._base, self.months, self._mixed = register, base, months, mixed
        self.labels: dict[int, list[str]] = {}
        self.tables: dict[int, TableGrid] = {}
        self._subjects: dict[int, _Subject] = {}
        self._grown: set[int] = set()
        self._asked: set[int] = set()
        of_tables = list(self._of_tables())
        told = [*filter(None, map(self._of_entry, register.entries))]
        self.facts = [*(replace(f, likely=f.likely and not self._is_of_all_months(f, told)) for f in told), *of_tables]

    def place_of(self, block: int) -> str:
        """Say where a block stands."""
        return self.register.reading.stand[block]

    def period_of(self, mention: Mention) -> Period | None:
        """Give the months that a number of the text is of; `None` if that can't be told."""
        return self._subjects[mention.number].period

    def _of_tables(self) -> Iterator[Fact]:
        for grid in self.register.reading.grids:
            if (table := fact_table(grid, self.register.reading)) is not None:
                self.tables[grid.place], self.labels[grid.place] = grid, table.labels
                yield from table.facts(self.months, self._base, self.absolute)

    def _of_entry(self, entry: Entry) -> Fact | None:
        mention = entry.mention
        hedge, sentence = mention.quantity.hedge, mention.sentence
        rough = hedge and not (hedge == "约" and mention.quantity.digits >= _ROUGH)
        kind, owner, what, period = self._subject(mention)
        asks = self._asks(mention)
        moves = mention.role in (Role.GROWTH, Role.CHANGE) or _MORE.search(mention.text_before) is not None
        moved = moves and not asks  # by how many per cent something grew
        planned = kind == LEVEL and pattern("planned").search(clause_of(mention))
        unnamed = mention.series and not (named_in_turn(mention) or _listed_before(mention))
        if rough or moved or unnamed or period is None or planned:
            return None
        part = bool(_PART.search(mention.lead)) or mention.depth > 0
        said = said_of(mention)
        stock = pattern("stocks").search(clause_of(mention) + said)
        words_said = mention.lead + said
        if mention.role == Role.BASE:  # 去年1—9月为 x is of what the sentence before tells
            words_said += "".join(flow for flow in listed("flows") if set(flow) <= what)
        flow = (pattern("flows").search(words_said) or pattern("handled").search(said)) and not stock and not part
        before = [m for m in mention.ahead if m.quantity.bare_unit == mention.quantity.bare_unit]
        within = "其中" in sentence.text[: mention.quantity.start] or _listed_before(mention) is not None
        of_whole = before or [
            m for m in self._sentence_before(mention) if m.quantity.bare_unit == mention.quantity.bare_unit
        ]
        goes_on = within and any(m.number in self._grown for m in of_whole)
        grows, sign = (
            bool(flow or (goes_on and not stock)) and kind == LEVEL and period.first == 1,
            -1 if mention.role == Role.DECREASE else 1,
        )
        about = self._subjects[before[-1].number].what if before else frozenset()
        stands = (sentence.where, sentence.paragraph, sentence.original)
        fact = Fact(mention.quantity, kind, owner, what, period, *stands, asks_before=asks, entry=entry)
        self._grown |= {mention.number} if grows else set()
        likely = kind == LEVEL and mention.role not in CHANGES and self._is_timeless(mention, period)
        return replace(fact, grows=grows, excused=is_excused(mention), about=about, sign=sign, likely=likely)

    def _asks(self, mention: Mention) -> bool:
        """Say whether a number is told as that of the document before: 上月到位 x、获批 y; 上月通报时，到位 x."""
        near, last = mention.before.lstrip("，（"), mention.previous
        if mention.role in CHANGES:  # 上月增加 x, but 比上月减少 x
            return _PRIOR.match(near) is not None
        if _PRIOR.search(near) or _REPORTED.search(mention.text_before):
            return True
        if again := last is not None and last.number in self._asked and _goes_on(last, mention):
            self._asked.add(mention.number)
        return again

    def _is_of_all_months(self, fact: Fact, told: list[Fact]) -> bool:
        """Say whether what a sentence gives of each without a time is more than came to all in the month alone."""
        end = self.months.last
        came = [
            f.quantity.value
            for f in told
            if not f.owner and f.what == fact.what and f.period.first == f.period.last == end
        ]
        beside = [f for f in told if f.owner and f.text == fact.text and f.measured[1:] == fact.measured[1:]]
        beside = [f for f in beside if f.what == fact.what and f.period == fact.period]
        return len(came) == 1 and bool(fact.owner) and sum(f.quantity.value for f in beside) > came[0]

    def _is_timeless(self, mention: Mention, period: Period) -> bool:
        """Say whether neither a number's sentence nor one before it in its paragraph tells of which months it is, as far as the document is of several."""
        span, own = span_before(mention)
        if span and span.year == "-1" and not span.first and "全年" not in mention.text_before:
            return True
        if "累计" in mention.lead or pattern("prior").search(mention.before) or own:
            return False
        around = span is not None or self._span_around(mention) is not None
        return self._follows_a_change(mention) is not None or (self._mixed and period.first == 1 and not around)

    def _subject(self, mention: Mention) -> _Subject:
        """Give what a number is of; what its own words leave open is that of the number before it."""
        before = [self._subjects.get(m.number) for m in mention.ahead if m.dimension == mention.dimension]
        before = [s for s in before if not (mention.depth and s and s.kind == TARGET)]
        last = before[-1] if before else self._month_before(mention)
        if mention.role == Role.BASE and not mention.ahead:
            whole = [m for m in self._sentence_before(mention) if m.dimension == mention.dimension]
            last = last or next(
                (s for s in (self._subjects[m.number] for m in whole) if s.kind == LEVEL and s.what), None
            )
        owner = owner_of(mention)
        kind, what = _kind_and_what(mention, last)
        changed = mention.role in CHANGES or (last is not None and _PRIOR.match(mention.before.lstrip("，（比较为")))
        owner, what = (
            named_in_turn(mention) or _listed_before(mention) or (owner, self._in_full(mention, kind, owner, what))
        )
        if last and changed and len(what) <= 1 and not _BALANCE.search(mention.before):
            kind, owner, what = last.kind, last.owner, last.what
        elif (
            (owner or _OF_WHOLE.search(mention.lead))
            and not what
            and kind == LEVEL
            and mention.dimension == MONEY
            and (last is None or not last.what)
        ):
            what = self._whole_before(mention)
        elif last and not what and kind != TARGET:
            kind = last.kind if mention.role == Role.BASE else kind
            if not any(m.dimension == mention.dimension for m in mention.ahead_in_thought):
                before = before[:1]  # 全县97个，其中农业类35个、林业类30个；本月新增11个
            told = next((s for s in reversed(before) if s and s.what and s.kind == kind), last)
            owner, what = owner or told.owner, told.what
        period = self._period_of(mention, kind, last)
        if last and last.period and mention.role in CHANGES and _is_of_months(mention, last.period):
            kind, period = MOVE, last.period
        if period and kind == LEVEL and not owner and (total := self._total_of(mention, what, period)):
            owner, what = total.owner, total.what
        if period and UNFILED in what:
            period = replace(period, first=period.last)  # who did not report is told month by month
        self._subjects[mention.number] = _Subject(kind, owner, what, period)
        return self._subjects[mention.number]

    def _sentence_before(self, mention: Mention) -> list[Mention]:
        """Give the numbers of the sentence before a number's own, in its paragraph."""
        near = self.register.mentions_before(mention)
        told = [m for m in near if m.sentence.number == mention.sentence.number - 1 and m.number in self._subjects]
        return [m for m in told if m.sentence.paragraph == mention.sentence.paragraph]

    def _month_before(self, mention: Mention) -> _Subject | None:
        """Give what came in a month alone, told right before a sentence that says by how much it is more: 5月到位512万元。比上月少172万元."""
        near = [m for m in self.register.mentions_before(mention) if m.dimension == mention.dimension]
        last = self._subjects.get(near[-1].number) if near and mention.role in CHANGES else None
        if last is None or last.period is None or mention.sentence.number - near[-1].sentence.number > 1:
            return None
        alone = [
            m for m in near if m.sentence is near[-1].sentence and m.quantity.bare_unit == mention.quantity.bare_unit
        ]
        if alone == near[-1:] and regex("[比较](?:上个?月|上期)[末底]?[一-龥]{2,4}").fullmatch(mention.before):
            return last  # 零申报单位还有6家。较上月减少3家
        return last if "累计" not in clause_of(mention) and _is_of_months(mention, last.period) else None

    def _total_of(self, mention: Mention, what: frozenset[str], period: Period) -> _Subject | None:
        """Give the total told right before what came in its last month alone, where words name no other thing: 1—6月税收 x；6月当月入库 y."""
        named = any(set(word) <= what for word in (*listed("flows"), *listed("handled"), *listed("stocks")))
        if not 1 < period.first == period.last or named or not _OF_MONTH_ALONE.search(mention.lead):
            return None
        near = [m for m in self.register.mentions_before(mention) if m.number in self._subjects]
        like = [m for m in near if m.quantity.bare_unit == mention.quantity.bare_unit]
        like = [m for m in like if m.sentence.paragraph == mention.sentence.paragraph and m.role not in CHANGES]
        told = [self._subjects[m.number] for m in like if mention.sentence.number - m.sentence.number <= 1]
        total = [s for s in told if s.period == replace(period, first=1) and s.kind == LEVEL and s.what]
        total = [s for s in total if what & s.what] or total
        return total[0] if len({s.what for s in total}) == 1 else None

    def _whole_before(self, mention: Mention) -> frozenset[str]:
        """Give what the nearest sum of all before it is of, which a number of one owner that says nothing is of as well."""
        told = (
            self._subjects[m.number]
            for m in reversed(self.register.reading.mentions[: mention.number - 1])
            if m.number in self._subjects and m.dimension == MONEY and "其中" not in m.lead
        )
        totals = (s.what for s in told if s.kind == LEVEL and not s.owner)
        return next((what for what in totals if any(set(flow) <= what for flow in listed("flows"))), frozenset())

    def _in_full(self, mention: Mention, kind: str, owner: str, what: frozenset[str]) -> frozenset[str]:
        """Give the subject of the number before it that says more of the same: 受理群众诉求 x，…累计受理 y."""
        near = self.register.mentions_before(mention)
        like = [m for m in reversed(near) if m.quantity.bare_unit == mention.quantity.bare_unit]
        told = [self._subjects[m.number] for m in like if m.number in self._subjects]
        like_kind = [s for s in told if kind != TARGET or s.kind == TARGET]
        fuller = list(
            dict.fromkeys(s.what for s in like_kind if what and what < s.what != what | {"新"} and s.owner == owner)
        )
        return fuller[0] if len(fuller) == 1 else what

    def _period_of(self, mention: Mention, kind: str, last: _Subject | None) -> Period | None:
        """Give the months of a number: its own words', else those of the sentence, else the document's."""
        near = mention.before
        if kind == TARGET:
            return Period(self._base, 1, LAST_MONTH)
        if kind == RATE and _OF_BASE.search(near):
            return self.absolute(self.months)  # 相当于去年全年的 x: of now
        return self._told_period(mention, kind, last)

    def _told_period(self, mention: Mention, kind: str, last: _Subject | None) -> Period | None:
        """Give the months that words tell, of what is no target."""
        end, near = self.months.last, mention.before
        if mention.role in CHANGES:
            if _PRIOR.match(near.lstrip("，（")):  # 上月增加 x
                return Period(self._base, end - 1, end - 1) if end > 1 else None
            return self._since(mention)
        if _PRIOR_END.search(near) or _REPORTED.search(mention.text_before):
            return Period(self._base, 1, end - 1) if end > 1 else None
        asked = mention.previous if mention.previous and mention.previous.number in self._asked else None
        if asked and _goes_on(asked, mention):
            return self._subjects[asked.number].period
        if _PRIOR.search(near) and end > 1:
            self._asked.add(mention.number)
            flow = last is not None and last.period is not None and last.period.first == last.period.last
            return Period(self._base, end - 1 if flow or pattern("month").search(near) else 1, end - 1)
        span, own = span_before(mention)
        if (not own and span and is_compared(mention)) or _SINCE_EVENT.search(mention.text_before):
            return None  # 与9月底相比，少3个、核减7个; 行动启动以来，…
        span = _of_past_year(mention, span) or self._span_around(mention)
        if pattern("month").search(mention.lead + _headed(mention)) and not (own and span and span.months == 1):
            return Period(self._base, end, end)
        if not own and (month := self._follows_a_change(mention)):
            return month
        opening = mention.sentence.text[: mention.quantity.start] if span is None else mention.lead
        adds_up = regex("累计|以来|年初至").search(opening) or regex("累计[^，。；：]*：").search(mention.text_before)
        if span is None or (adds_up and not own and not span.cumulative):
            since = bool(adds_up) or self._mixed or (kind == GAP and self.months.months == 1)
            span = replace(self.months, first=1) if since else self.months
        if mention.role == Role.BASE and not span.year and not regex("月|以来|年初至").search(near):
            return None
        return self.absolute(_in_full_year(mention, span))

    def _span_around(self, mention: Mention) -> StatedMonths | None:
        """Give the months that open the nearest sentence of the paragraph before a number's own which names some."""
        for sentence in reversed(self.register.reading.paragraph_of(mention.sentence)):
            first = sentence.mentions[0].quantity.start if sentence.mentions else len(sentence.text)
            told = [span for start, _, span in told_spans(sentence.text) if start < first and span.cumulative]
            revised = pattern("otherwise_told").search(sentence.text)  # 一季度由 x 修订为 y
            if sentence.number < mention.sentence.number and told and not (revised or told[-1].year):
                return told[-1]
        return None

    def absolute(self, span: StatedMonths) -> Period | None:
        """Give the months of a year; `None` for what lies ahead of the document."""
        if not span.first:
            span = replace(span, first=self.months.first, last=self.months.last)
        year = int(span.year[:4]) if span.year[:4].isdigit() else self._base - (span.year == "-1")
        ahead = (year, span.last) > (self._base, self.months.last)
        return None if ahead else Period(year, span.first, span.last)

    def _since(self, mention: Mention) -> Period | None:
        """Give the months in which something changed: those behind 上月末 or 4月底; what the sentence compares with (与4月底相比，…) holds for all behind it."""
        clause, span, since = clause_of(mention), span_before(mention)[0], month_compared(mention)
        last = span.last if span and span.cumulative and not span.year and span.last > since else self.months.last
        prior = regex("上个?月[末底]?|上期|环比").search(clause) or _WITH_PRIOR.search(mention.text_before)
        if prior and not _SINCE_YEAR.search(clause):
            return Period(self._base, last, last) if self.months.first == 1 else None
        return Period(self._base, since + 1, last) if 0 < since < last and not _SINCE_YEAR.search(clause) else None

    def _follows_a_change(self, mention: Mention) -> Period | None:
        """Give the month of a number that names no time behind one that is of the month: what is told of that is likely of the month, too."""
        if regex("累计|截至|以来").search(mention.lead):
            return None
        ahead = [self._subjects[m.number].period for m in mention.ahead_in_thought if m.number in self._subjects]
        found = [p for p in ahead if p and p.first == p.last and self.months.first != self.months.last]
        return found[-1] if found else None


def _listed_before(mention: Mention) -> tuple[str, frozenset[str]] | None:
    """Give of what a number of a list is, where the clause before names as many things: 集中的是甲、乙、丙，分别为 x、y、z."""
    clause = regex("[，；：]").split(mention.sentence.text[: mention.first.begin].rstrip("，："))[-1]
    things = regex("、|以及|[和及与]").split(_NAMED_IN_TURN.sub("", clause, count=1))
    if not mention.first.lead.startswith("分别") or len(things) != len(mention.series) or regex(r"\d").search(clause):
        return None
    return owner_of(mention.first), letters(things[mention.listed_at])


def _kind_and_what(mention: Mention, last: _Subject | None) -> tuple[str, frozenset[str]]:
    """Give the kind of a number and what its own words say that it is of, behind the number `last`."""
    kind, said = kind_of(mention), said_of(mention)
    if kind == LEVEL and last and last.kind == TARGET and "其中" in mention.lead and not letters(said):
        kind = TARGET  # 全县任务 x，其中县直部门 y
    if kind == LEVEL and _SET_TO.search(mention.before) and pattern("target").search(mention.text_before):
        kind, said = TARGET, ""
    if _QUOTED.match(mention.after) and mention.dimension == COUNT:  # 通报的4个“零到位”单位
        said = _QUOTED.sub("", mention.after)
    what = letters(pattern("setters").sub("", said) if kind == TARGET else said)
    if kind == LEVEL and not what and not (last and last.what):
        what = letters(pattern("among").sub("", _headed(mention)))
    if kind == RATE and is_of_task(mention) and what <= frozenset("争取到位率"):
        what = letters("完成率")
    return kind, what


def _headed(mention: Mention) -> str:
    """Give the words that head the list in which a number stands: 当月：收案 x，结案 y; 归集：当月 x，今年累计 y."""
    head = _HEAD.match(mention.sentence.text[: mention.begin + 1])
    return head[1] if head else ""


def _in_full_year(mention: Mention, span: StatedMonths) -> StatedMonths:
    """Give all months of a year that is named alone: 去年全县到位 x."""
    alone = span.year and not span.first and "同期" not in mention.text_before
    return replace(span, first=1, last=LAST_MONTH) if alone else span


def _of_past_year(mention: Mention, span: StatedMonths | None) -> StatedMonths | None:
    """Give a span of the year that the sentence names before it: 2024年，全县全年到位 x."""
    past = _PAST_YEAR.search(mention.text_before)
    return replace(span, year=past[1] if past[1][0].isdigit() else "-1") if past and span and not span.year else span


def _goes_on(last: Mention, mention: Mention) -> bool:
    """Say whether a number is listed right behind another, of the same time."""
    listed_on = mention.sentence is last.sentence and mention.sentence.text.startswith("、", last.quantity.end)
    return listed_on and _OF_NOW.search(mention.before) is None


def _is_of_months(mention: Mention, period: Period) -> bool:
    """Say whether a change is of what came in one month since what came in the one before: 5月到位512万元，比上月少172万元."""
    told = regex(rf"(?<=[比较]){period.first - 1}月份?(?![末底\d])").sub("上月", clause_of(mention))
    return 1 < period.first == period.last and bool(_SINCE_MONTH.search(told)) and not _SINCE_YEAR.search(told)
