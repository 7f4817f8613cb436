"""Whose a number is and of what time, as its clause says, else the clauses before it, else its sentence's opening, its paragraph, its heading."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import takewhile

from zzlib.audit.against.document_facts import DocumentFacts
from zzlib.audit.against.document_time import time_of_document
from zzlib.audit.against.ledger_words import LedgerWords, ledger_words
from zzlib.audit.against.put_right import TITLE, time_plain
from zzlib.audit.documents.places import is_heading
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import TIMES, number_in
from zzlib.audit.reading.facts import LAST_MONTH, Period, bare_name, cut, pattern, told_spans, words_ahead
from zzlib.audit.reading.reading import Mention, Reading, ReadSentence
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import CHANGES
from zzlib.audit.reading.spans import StatedMonths
from zzlib.indicators import Month
from zzlib.ledger.registry import read_registry
from zzlib.periods import month_of, year_of

COUNTY, OTHER, IN, NAMED, ALONE = "county", "?", "in", "named", "alone:"
"""The scope of the county; a scope or time that the ledger has no figures of, or that can't be told; the time of the month alone, that of what only names it (5月份), and before an earlier month what only names that."""
_ON_YEAR = re.compile("[比较](?:上年|去年)同期(?:相比)?，?(?=净?(?:增|上升|提高|减|下降|降低|回落|多|少))")
AREAS = ("category", "field")
_ADDRESSED = re.compile(r"([^，。；：\d]{2,20})(?:：|的同志(?:们|，))")
_OPENING = 3  # blocks that may say whom a document is of or to
_TAIL = re.compile("(?:管委会|公司|园区|[局委办镇乡院])$")
_MANY = "(?:[一两二三四五六七八九十]+|\\d+)(?:个(?:单位|部门|乡?镇|局)|[家局镇])"
_STEP = re.compile(r"\s*(?:第?[一二三四五六七八九十]+(?:步|阶段|[、是])|[（(]?[一二三四五六七八九十\d]+[）).．、])")
_OURS = ("贵", "你", "我", "本", "该", "我们", "咱", "咱们")
_SHORT = 4  # letters from which the name of an area is no common word
_WHOLE = "全县|我县|本县|全区|我区|(?<!从)(?<!给)各(?:责任|成员)?单位(?=[^，。；]{0,4}(?:到位|争取|争得|申报|支付|完成|开发|编报|任务))"
_ELSEWHEN = re.compile(
    rf"{pattern('elsewhen').pattern}|{pattern('supposed').pattern}|\d{{1,2}}月(?!28|29|3[01])\d{{1,2}}[日号]"
)


@dataclass(frozen=True)
class Piece:
    """Words between two numbers or marks: the scopes that they name, whether they name a time, and the rest."""

    scopes: tuple[str, ...]
    timed: bool
    rest: str
    text: str

    @property
    def scope(self) -> str:
        """The one scope that it is of, "" if it names none; an area of one unit is nobody's."""
        named = {s for s in self.scopes if s.startswith("unit:")} or {*self.scopes}
        if any(map(is_area, self.scopes)):
            named = {*self.scopes} - {COUNTY}
        return OTHER if len(named) > 1 else "".join(named)


@dataclass(frozen=True)
class FigureOwner:
    """What is known of a number but its value: its scope and time, whether its own sentence says so, the words that tell what it is, and scopes that it may be of as well."""

    scope: str
    time: str
    said: str
    sure: bool
    pieces: tuple[Piece, ...]
    others: tuple[str, ...] = ()


class Scopes:
    """Reads whose numbers are, in the names of one month's units, groups and county."""

    def __init__(self, month: Month, reading: Reading) -> None:
        self.words: LedgerWords = ledger_words(month.settings.kinds)
        self.month, self.reading = month, reading
        self._period = month.period
        county = re.escape(month.settings.county.name)
        self.groups = {g.partition(":")[2]: g for g in month.figures.scopes("group")}
        self.names = scopes_by_name(month)
        self._areas = {s.partition(":")[2]: s for kind in AREAS for s in month.figures.scopes(kind)}
        self.subject = self._unit_of_title()
        self.names |= self._called_in_letters()
        short = self._called_in_rows()
        self.names |= short
        names = "|".join(
            rf"(?<![一-龥](?<![是有和及、])){re.escape(name)}(?=[、，和及等这（—]|{_MANY})"
            if name in short
            else re.escape(name)
            for name in sorted(self.names, key=len, reverse=True)
        )
        groups = "|".join(map(re.escape, self.groups))
        areas = "|".join(re.escape(a) + ("" if len(a) >= _SHORT else "(?=类|领域)") for a in self._areas) or "(?!)"
        self.token = re.compile(
            rf"(?<![省市邻外他])(?<![邻外他该]县)(?:(?:{county})?县?(?P<unit>{names})|(?P<whole>{_WHOLE}|{county})|(?P<group>{groups})(?:单位|方面|部门)?|(?P<area>{areas})(?:类|领域|方面)?(?:的?项目)?)"
        )
        title = replace(
            reading, sentences=[s for s in reading.sentences if s.paragraph < TITLE and is_heading(s.block)]
        )
        told, now = time_of_document(title, "").months, month_of(self._period)
        months = StatedMonths("", 1, min(told.last, now) if told else now)
        self._facts = DocumentFacts(FigureRegister(reading), year_of(self._period), months)

    def whose(self, mention: Mention) -> FigureOwner:
        """Say whose a number is, and of what time."""
        pieces = [self.piece(said) for said in words_ahead(mention)]
        told = [self._scope(p, mention) for p in pieces]
        scope = next(filter(None, told), "")
        row = scope if mention.series[1:] and scope.startswith("unit:") else ""
        if not (told and told[0]) and not row and self._is_of_several(mention):
            scope = OTHER  # 这14个单位全年任务合计 x
        if not any(told) and self._is_added_up(mention):
            scope = OTHER  # 农业、林业等五家…，到位合计 x
        opened = mention.text_before.rfind("（") if mention.depth else 0
        if self.is_of_others(self.piece(cut(mention.sentence, 0, opened)[-1]).rest):
            scope = OTHER  # 项目甲两个单位都报了（甲局争取…）
        own = pieces[0] if pieces else self.piece("")
        time = self._time(mention, own, pieces)
        sure, others = True, self._passed(mention)
        thought = cut(mention.sentence, len(mention.text_before.rpartition("；")[0]), mention.quantity.start)
        if scope and others and not any(told[: len(thought)]):
            scope, sure = _nearest(scope, others)
        elif is_area(scope) and not self._is_of_county(pieces, mention):
            scope = OTHER
        elif not scope:
            scope, sure, others = self.around(mention.sentence)
        named = {s for p in map(self.piece, cut(mention.sentence, 0, mention.quantity.start)) for s in p.scopes}
        if scope == OTHER and named == {self.subject} and len(told) > 1 and not told[0]:
            scope, sure = self.subject, True  # 贵公司三个项目全部到账…；年度任务 x
        if time == "" and not any(p.timed for p in pieces) and self._is_of_plan(mention.sentence):
            time = OTHER
        said = regex(rf"(?:已经?|将|却|还|才|也)*{re.escape(mention.quantity.hedge)}$").sub("", own.rest)
        return FigureOwner(scope, time, said, sure, tuple(pieces), () if sure else others)

    def _is_of_several(self, mention: Mention) -> bool:
        """Say whether the words before a number tell it of several units that they only count: 这14个单位, 上述三家."""
        several = regex(
            r"(\d+|[两三四五六七八九十]+)(?:家|个(?:责任|成员)?(?:单位|部门|乡?镇|[^项、，；]*$))[^，；]*$"
        ).search(
            mention.lead,
        )
        total = self.month.figures.get("units_total", COUNTY)
        return several is not None and (total is None or several[1] != str(total.value))

    def _is_added_up(self, mention: Mention) -> bool:
        """Say whether a number is a sum, and its sentence counts only some of the units before it."""
        total = self.month.figures.get("units_total", COUNTY)
        counted = regex(_MANY).findall(mention.text_before)
        some = [m for m in counted if total is None or number_in(m.rstrip("个家局镇乡单位部门")) != total.value]
        return bool(some) and regex("合计|一共|共计|总计").search(mention.lead) is not None

    def _unit_of_title(self) -> str:
        """Give the one unit that the title of a document, or the line that says whom it is to, names, else the only one in it."""
        opening = [b.text for b in self.reading.blocks[:_OPENING] if b.text and is_heading(b)]
        opening += [m[1] for b in self.reading.blocks[:_OPENING] if (m := _ADDRESSED.match(b.text))]
        found = {self.names[name] for text in opening for name in self.names if name in text}
        return found.pop() if len(found) == 1 else "" if found else self._only_unit()

    def _only_unit(self) -> str:
        """Give the one unit that a document names which begins with it and has nothing of the county: 县教育局今年的任务是 x。…上级已下达 y."""
        sentences = [s for s in self.reading.sentences if not is_heading(s.block)]
        found = {self.names[name] for s in sentences for name in self.names if name in s.text}
        whole = any(regex(f"{_WHOLE}|成员单位").search(s.text) for s in sentences)
        opened = bool(sentences) and sentences[0].text.removeprefix("县").startswith(tuple(self.names))
        return found.pop() if len(found) == 1 and opened and not whole else ""

    def _called_in_letters(self) -> dict[str, str]:
        """Give the names by which a document calls the unit that it is of or to: 贵公司, 我局, 管委会; or the only one that it names: 该局."""
        text = "".join(sentence.text for sentence in self.reading.sentences)
        named = {self.names[name] for name in self.names if name in text}
        whose = self.subject or (named.pop() if len(named) == 1 else "")
        tails = {m[0] for name, unit in self.names.items() if unit == whose for m in _TAIL.finditer(name)}
        short = [tail for tail in tails if len(tail) > 1 and self.subject]
        called = [f"{who}{tail}" for who in _OURS for tail in (*tails, "单位")] if tails else []
        return dict.fromkeys([*called, *short], whose)

    def _called_in_rows(self) -> dict[str, str]:
        """Give the units that a document calls short in a row which it counts: 住建、农业、教育三家."""
        found = defaultdict[str, set[str]](set)
        for name, unit in self.names.items():
            found[_TAIL.sub("", bare_name(name))].add(unit)
        short = {name: units.pop() for name, units in found.items() if len(units) == 1 < len(name)}
        short = {name: unit for name, unit in short.items() if name not in self.names}
        one = "|".join(map(re.escape, sorted({*short, *self.names}, key=len, reverse=True)))
        row = rf"(?:{one})(?:[、和及](?:{one}))+"
        counted = regex(
            rf"(?P<row>{row})等?(?:这|共)?{_MANY}|{_MANY}[^，。；、]{{0,12}}?(?:是|为|有|：|——)+(?P<row2>{row})(?![、])"
        )
        told = (m["row"] or m["row2"] for s in self.reading.sentences for m in counted.finditer(s.text))
        return {name: short[name] for row in told for name in regex("[、和及]").split(row) if name in short}

    def _is_of_plan(self, sentence: ReadSentence) -> bool:
        """Say whether the last months that a paragraph names before a sentence are still to come, or its steps are those of a plan: 下半年拟分三步走：."""
        now = month_of(self._period)
        for earlier in reversed(self.reading.paragraph_of(sentence)):
            spans = [span for _, _, span in told_spans(earlier.text)] if earlier.number < sentence.number else []
            if spans:
                span = spans[-1]
                return span.last > now and not span.year and (span.first > 1 or span.last < LAST_MONTH)
        above = [b.text for b in self.reading.blocks[: sentence.paragraph]]
        leads = next((text for text in reversed(above) if not _STEP.match(text)), "")
        steps = _STEP.match(self.reading.blocks[sentence.paragraph].text) and leads.endswith("：")
        return bool(steps) and pattern("planned").search(leads) is not None

    def is_timed(self, mention: Mention) -> bool:
        """Say whether the words since the number before name a time: 截至5月底，水利局到位 x."""
        since = mention.previous.quantity.end if mention.previous else 0
        return self.piece(mention.sentence.text[since : mention.quantity.start]).timed

    def of_group(self, said: str) -> frozenset[str]:
        """Give the units of the group that words name, 镇 for 乡镇; none where they name no group."""
        table, said = self.month.units, regex("(?<=[个各的])镇(?=[中里是有]|$)").sub("乡镇", said)
        named = next((g for name, g in self.groups.items() if name in said), "")
        return frozenset("unit:" + table.loc["group:" + table["group"] == named, "unit_id"])

    def groups_named(self, sentence: ReadSentence, *, every: bool = False) -> list[frozenset[str]]:
        """Give the units of each group that a document names up to the end of a sentence, or of `every` one."""
        said = "".join(s.text for s in self.reading.sentences if s.number <= sentence.number)
        return [self.of_group(name) for name in self.groups if every or name in said]

    def headed(self, mention: Mention) -> list[str]:
        """Give the earlier month of the year that the heading over a number's paragraph names, as the ledger names its county's figures."""
        at = mention.sentence.paragraph
        above = (b for n, b in enumerate(self.reading.blocks[:at]) if n and b.text and is_heading(b))
        heading = next(reversed([*above]), None)
        spans = [span for _, _, span in told_spans(time_plain(heading.text))] if heading else []
        year, known = year_of(self._period), self.month.figures.scopes("month")
        return [s for span in spans if not span.year and (s := f"month:{year}-{span.last:02d}") in known]

    def _passed(self, mention: Mention) -> tuple[str, ...]:
        """Give the scopes that a sentence names before the last semicolon in front of a number, the nearest first."""
        before = cut(mention.sentence, 0, len(mention.text_before.rpartition("；")[0]))
        return tuple(p.scope for p in map(self.piece, reversed(before)) if p.scope)

    def _is_of_county(self, pieces: list[Piece], mention: Mention) -> bool:
        """Say whether an area is told of the whole county, not of a unit: 民政局到位x，其中中央专项y."""
        told = (s for p in pieces for s in p.scopes if not is_area(s))
        return (next(told, "") or self.around(mention.sentence)[0]) == COUNTY

    def _time(self, mention: Mention, own: Piece, pieces: list[Piece]) -> str:
        """Give the time of a number as the ledger names it, from the months that the document's facts read."""
        now, period = month_of(self._period), self._facts.period_of(mention)
        for piece in pieces:
            if regex(_ELSEWHEN).search(piece.text) or pattern("planned").search(piece.text):
                return OTHER
            if piece.timed:
                break
        if _ON_YEAR.search(own.text) or (mention.dimension == TIMES and pattern("year_before").search(own.text)):
            if period is None:
                return self._time_compared(mention)
            period = replace(period, year=period.year + 1)
        changed, named = mention.role in CHANGES, self.words.subject(own.rest) is not None
        of_then = pattern("year_before").search(own.rest) and self.words.tells_of_time(own.rest)
        if (period is None and changed and named) or of_then:
            return ""  # 比时序进度少, 比上年同期净增
        if period is None and now > 1 and self._months_before(mention) == {(now, now)}:
            return NAMED
        if period is None or period.year != year_of(self._period):
            return OTHER
        if period.first == period.last == now:
            return IN if changed or pattern("month").search(_with_times(mention, pieces)) else NAMED if now > 1 else ""
        return _time_of(period, now, level=not changed)

    def _months_before(self, mention: Mention) -> set[tuple[int, int]]:
        """Give the first and last months of all spans that a sentence names before a number, none where it counts on."""
        if regex("累计|截至").search(mention.text_before):
            return set()
        return {(span.first, span.last) for _, _, span in told_spans(mention.text_before)}

    def _time_compared(self, mention: Mention) -> str:
        """Give the time of what is compared with the year before: that of the number before it, else the months up to now, where no others are named."""
        if mention.previous:
            return self.whose(mention.previous).time
        spans = [span for _, _, span in told_spans(_ON_YEAR.sub("同比", mention.text_before))]
        now = month_of(self._period)
        return "" if all(not span.year and span.last == now != span.first for span in spans) else OTHER

    def piece(self, text: str) -> Piece:
        """Read words: the scopes that they name, and the words without them and without the time."""
        scopes = []
        for match in self.token.finditer(text):
            unit, group, area = match["unit"], match["group"], match["area"]
            named = self.names[unit] if unit else self.groups[group] if group else self._areas[area] if area else COUNTY
            scopes.append(named)
        bare = self.token.sub("", _ON_YEAR.sub("同比", pattern("visited").sub("", text)))
        bare = regex(r"(?<=[比较])(?:截至)?\d{1,2}月[末底]").sub("上月末", bare)
        rest = bare
        for start, end, span in reversed(list(told_spans(bare))):
            if span.year or span.last < LAST_MONTH:  # but 全年要争取…
                rest = rest[:start] + rest[end:]
        rest = pattern("month").sub("", rest)
        return Piece(tuple(scopes), rest != bare, rest, text)

    def _scope(self, piece: Piece, mention: Mention) -> str:
        units = [s for s in piece.scopes if s.startswith("unit:")]
        if regex("(?:工程|项目)(?:由|，)[^。；]{0,30}报").search(mention.text_before):
            return OTHER  # 治理工程由水利局、水保局各报一份
        if len(units) > 1 and len(units) == len(mention.series):
            return units[mention.listed_at]
        if piece.scope.startswith("group:") and self._is_part(piece, mention):
            return OTHER
        if piece.scope:
            foreign = self.is_foreign(piece) or self.is_of_others(piece.rest)  # 在民政局牵头的项目中
            return OTHER if foreign else piece.scope
        return OTHER if self.is_of_others(piece.rest) else ""

    def _is_part(self, piece: Piece, mention: Mention) -> bool:
        """Say whether a number right before the name of a group says that only some are meant: 3个乡镇."""
        at = mention.sentence.text.find(piece.text)
        counted = next((m for m in mention.ahead if m.quantity.end == at), None)
        total = self.month.figures.get("units_total", piece.scope)
        return counted is not None and (total is None or counted.quantity.value != total.value)

    def is_foreign(self, piece: Piece) -> bool:
        """Say whether a county other than ours stands beside a name."""
        return pattern("places").search(self.words.plain(piece.rest)) is not None

    def is_of_others(self, rest: str) -> bool:
        """Say whether words name something that is neither the county nor a figure of the catalogue."""
        plain = self.words.plain(rest)
        told = (rest, self.words.after_rank(rest), (self.words.relation(rest) or ("", ""))[1])
        if not plain or any(map(self.words.subject, told)):
            return False
        return pattern("others").search(rest) is not None

    def around(self, sentence: ReadSentence) -> tuple[str, bool, tuple[str, ...]]:
        """Give the scope of a sentence that names none itself: that of the sentences before, of its heading; whether it is surely that, and what it may be as well."""
        for earlier in (s for s in reversed(self.reading.paragraph_of(sentence)) if s.number < sentence.number):
            end = earlier.mentions[0].quantity.start if earlier.mentions else len(earlier.text)
            opening = map(self.piece, reversed(cut(earlier, 0, end)))
            scope = next((s for p in opening if (s := p.scope or OTHER * self.is_of_others(p.rest))), "")
            if scope:
                told = tuple(p.scope for p in map(self.piece, reversed(cut(earlier, 0, len(earlier.text)))) if p.scope)
                return _nearest(scope, told)[0], scope == COUNTY, told
        for block in reversed(self.reading.blocks[: sentence.paragraph]):
            if block.text and is_heading(block):
                piece = self.piece(block.text)
                named = {s for s in piece.scopes if s != COUNTY}
                if named or piece.scope == COUNTY:
                    return (COUNTY if not named else named.pop() if len(named) == 1 else OTHER), True, ()
                if self.is_foreign(piece):
                    return OTHER, True, ()
        return self.subject or COUNTY, True, ()


def is_area(scope: str) -> bool:
    """Say whether a scope is a category of funds or a field of policy."""
    return scope.partition(":")[0] in AREAS


def _time_of(period: Period, now: int, *, level: bool) -> str:
    """Give the time of months of this year, other than this month alone."""
    if level and 1 < period.first == period.last < now:
        return f"{ALONE}month:{period.year}-{period.last:02d}"
    if period.first > 1 or period.last in (now, LAST_MONTH):
        return "" if period.first == 1 else OTHER
    return f"month:{period.year}-{period.last:02d}"


def _with_times(mention: Mention, pieces: list[Piece]) -> str:
    """Give the clause before a number, and the pieces right before it that say nothing but a time: 5月当月，全县…."""
    times = takewhile(lambda piece: piece.timed and not regex(r"\w").search(piece.rest), pieces[1:])
    return mention.lead + "".join(piece.text for piece in times)


def _nearest(scope: str, named: tuple[str, ...]) -> tuple[str, bool]:
    """Give the scope that goes on behind others named since it, and whether it surely does: that of the county, where it was named last."""
    return (COUNTY if named[:1] == (COUNTY,) else scope), {*named} <= {scope}


def scopes_by_name(month: Month) -> dict[str, str]:
    """Give the scope of each unit by any of its names, the longest first: own, full and former ones, decided aliases."""
    registry, own = read_registry(month.workspace, month.period), set(month.units["unit_id"])
    named = [*zip(month.units["unit"], month.units["unit_id"], strict=True)]
    named += [(name, registry.find(name, month.period)) for name in (*registry.names, *registry.aliases)]
    return {name: f"unit:{unit}" for name, unit in sorted(named, key=lambda pair: -len(pair[0])) if unit in own}
