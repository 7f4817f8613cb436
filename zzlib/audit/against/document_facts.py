"""All facts of a document: what it says of whom at what time, in its prose and in its tables alike."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.grids import TableGrid, is_total_label
from zzlib.audit.documents.places import is_heading
from zzlib.audit.numbers.quantities import MONEY, PERCENT, Quantity
from zzlib.audit.numbers.words import words
from zzlib.audit.reading.facts import (
    LAST_MONTH,
    LEVEL,
    MOVE,
    TARGET,
    UNFILED,
    Fact,
    Period,
    bare_name,
    clause_of,
    is_excused,
    kind_of,
    letters,
    named_in_turn,
    owner_of,
    pattern,
    said_of,
    span_before,
    told_spans,
)
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.audit.reading.register import Entry, FigureRegister
from zzlib.audit.reading.roles import CHANGES, Role
from zzlib.audit.reading.spans import StatedMonths, phrases

_DAY = re.compile(r"截[至止]\D{0,6}(?:\d{4}年)?\d{1,2}月(?:(?P<day>\d{1,2})日|(?P<part>[上中]旬))")
_TITLES = 6  # blocks among which a document's title stands
_PRIOR = re.compile(f"(?:{pattern('prior').pattern})(?![末底]|同期)")
_PRIOR_END = re.compile(f"(?:{pattern('prior').pattern})[末底]")
_PART = re.compile("其中|较多|主要|中$|中，")
_YEAR = re.compile(r"(20\d\d)年")
_UNIT_LINE = re.compile(r"单位[：:]\s*(亿元|万元|元)\s*[）)]?$")
_ADDS_UP = re.compile("累计|用地指标|开发|[新增开竣完]工?项目|已|资金|投资|金额|收入|支出")
_BRACKETS = re.compile("[（）()]")
_SINCE_MONTH, _SINCE_YEAR = re.compile("上个?月(?![末底])|上期|环比"), re.compile("去年|上年|同期|同比")
_MARKS = re.compile(r"[※*＊\s（）()]")
_ROUGH = 3  # digits of a number that is rounded although 约 stands before it


@dataclass(frozen=True)
class Dated:
    """The time of a document: its year if it names one, the months that it is of if it names any.

    `mixed` says that its title is of a month, and the text of all months so far, too: what names no time may be of either.
    """

    year: int | None
    months: StatedMonths | None
    mixed: bool = False


def time_of_document(reading: Reading, name: str) -> Dated:
    """Give what time a document is of: that of its title, else the first 截至 or 1—5月 in it, else its file's name."""
    blocks = reading.blocks
    titles = [b.text for b in blocks[:_TITLES] if is_heading(b)]
    sentences = [s.text for s in reading.sentences]
    sheets = [text for b in blocks if b.rows for text in (*_over(b), b.where)]
    texts = (*titles, *sentences, *sheets, name)
    year = next((int(m[1]) for text in texts if (m := _YEAR.search(text))), None)
    spans = [list(spans_of(text, year)) for text in texts]
    titled = [span for told in spans[: len(titles)] for span in told]
    for wanted in (True, False):
        found = next((told for told in spans if any(span.cumulative == wanted for span in told)), None)
        if found is not None:
            first = next(span for span in found if span.cumulative == wanted)
            last = max(span.last for span in found)  # 1—4月 x，5月 y，今年以来 z
            months = replace(first, last=last) if wanted else first
            return Dated(year, months, wanted and bool(titled) and not any(s.cumulative for s in titled))
    return Dated(year, None)


def _over(block: DocumentBlock) -> list[str]:
    """Give what stands in the rows over the heads of a table: its name, its time, its unit."""
    cells = [{cell for cell in row if cell} for row in block.rows]
    return [row.pop() for row in itertools.takewhile(lambda row: len(row) == 1, cells)]


def day_of(register: FigureRegister) -> str:
    """Give the day up to which a document counts; "" for the end of a month, or none."""
    said = (_DAY.search(sentence.text) for sentence in register.reading.sentences)
    return next((match["day"] or match["part"] for match in said if match), "")


def spans_of(text: str, year: int | None) -> Iterator[StatedMonths]:
    """Give the months of a year that a text names, in brackets too (…情况（截至8月底）), but no plans, and no 全年."""
    plain = _BRACKETS.sub("，", text.replace("\n", ""))
    aimed = pattern("planned").search(plain)
    for start, end, span in told_spans(plain[: aimed.start() if aimed else None]):
        ahead = re.search("全年|下半年", plain[start:end])
        if span.first and span.year in ("", f"{year}年") and not ahead:
            yield span


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
        of_tables = [fact for grid in register.reading.grids for fact in self._of_table(grid)]
        self.facts = [*filter(None, map(self._of_entry, register.entries)), *of_tables]

    def place_of(self, block: int) -> str:
        """Say where a block stands."""
        return self.register.reading.stand[block]

    def period_of(self, mention: Mention) -> Period | None:
        """Give the months that a number of the text is of; `None` if that can't be told."""
        return self._subjects[mention.number].period

    def _of_entry(self, entry: Entry) -> Fact | None:
        mention = entry.mention
        hedge, sentence = mention.quantity.hedge, mention.sentence
        rough = hedge and not (hedge == "约" and mention.quantity.digits >= _ROUGH)
        kind, owner, what, period = self._subject(mention)
        changed = mention.role in CHANGES  # 比上月减少 x, but 上月增加 x
        asks = (_PRIOR.match(mention.before.lstrip("，（")) if changed else _PRIOR.search(mention.before)) is not None
        moved = mention.role in (Role.GROWTH, Role.CHANGE) and not asks  # by how many per cent something grew
        planned = kind == LEVEL and pattern("planned").search(clause_of(mention))
        unnamed = mention.series and named_in_turn(mention) is None
        if rough or moved or unnamed or period is None or planned:
            return None
        part = bool(_PART.search(mention.lead)) or mention.depth > 0
        said = said_of(mention)
        stock = pattern("stocks").search(clause_of(mention) + said)
        flow = pattern("flows").search(mention.lead + said) and not stock and not part
        grows, sign = bool(flow) and kind == LEVEL and period.first == 1, -1 if mention.role == Role.DECREASE else 1
        before = [m for m in mention.ahead if m.quantity.bare_unit == mention.quantity.bare_unit]
        about = self._subjects[before[-1].number].what if before else frozenset()
        stands = (sentence.where, sentence.paragraph, sentence.original)
        fact = Fact(mention.quantity, kind, owner, what, period, *stands, asks_before=asks, entry=entry)
        return replace(fact, grows=grows, excused=is_excused(mention), about=about, sign=sign)

    def _subject(self, mention: Mention) -> _Subject:
        """Give what a number is of; what its own words leave open is that of the number before it."""
        before = [self._subjects.get(m.number) for m in mention.ahead if m.dimension == mention.dimension]
        before = [s for s in before if not (mention.depth and s and s.kind == TARGET)]
        last = before[-1] if before else self._month_before(mention)
        kind, owner, said = kind_of(mention), owner_of(mention), said_of(mention)
        what = letters(pattern("setters").sub("", said) if kind == TARGET else said)
        changed = mention.role in CHANGES or (last is not None and _PRIOR.match(mention.before.lstrip("，（比较为")))
        owner, what = named_in_turn(mention) or (owner, self._in_full(mention, kind, owner, what))
        if last and changed and len(what) <= 1:
            kind, owner, what = last.kind, last.owner, last.what
        elif last and not what and kind != TARGET:
            kind = last.kind if mention.role == Role.BASE else kind
            owner, what = owner or last.owner, last.what
        period = self._period_of(mention, kind, last)
        if last and last.period and mention.role in CHANGES and _is_of_months(mention, last.period):
            kind, period = MOVE, last.period
        if period and UNFILED in what:
            period = replace(period, first=period.last)  # who did not report is told month by month
        self._subjects[mention.number] = _Subject(kind, owner, what, period)
        return self._subjects[mention.number]

    def _month_before(self, mention: Mention) -> _Subject | None:
        """Give what came in a month alone, told right before a sentence that says by how much it is more: 5月到位512万元。比上月少172万元."""
        near = [m for m in self.register.mentions_before(mention) if m.dimension == mention.dimension]
        last = self._subjects.get(near[-1].number) if near and mention.role in CHANGES else None
        if last is None or last.period is None or mention.sentence.number - near[-1].sentence.number > 1:
            return None
        return last if "累计" not in clause_of(mention) and _is_of_months(mention, last.period) else None

    def _in_full(self, mention: Mention, kind: str, owner: str, what: frozenset[str]) -> frozenset[str]:
        """Give the subject of the number before it that says more of the same: 受理群众诉求 x，…累计受理 y."""
        near = self.register.mentions_before(mention)
        like = [m for m in reversed(near) if m.quantity.bare_unit == mention.quantity.bare_unit]
        told = [self._subjects[m.number] for m in like if m.number in self._subjects]
        like_kind = [s for s in told if kind != TARGET or s.kind == TARGET]
        return next((s.what for s in like_kind if what and what < s.what and s.owner == owner), what)

    def _period_of(self, mention: Mention, kind: str, last: _Subject | None) -> Period | None:
        """Give the months of a number: its own words', else those of the sentence, else the document's."""
        end, near = self.months.last, mention.before
        if kind == TARGET:
            return Period(self._base, 1, LAST_MONTH)
        if mention.role in CHANGES:
            if _PRIOR.match(near.lstrip("，（")):  # 上月增加 x
                return Period(self._base, end - 1, end - 1) if end > 1 else None
            return self._since(mention)
        if _PRIOR_END.search(near):
            return Period(self._base, 1, end - 1) if end > 1 else None
        if _PRIOR.search(near) and end > 1:
            flow = last is not None and last.period is not None and last.period.first == last.period.last
            return Period(self._base, end - 1 if flow or pattern("month").search(near) else 1, end - 1)
        span, own = span_before(mention)
        span = span or self._span_around(mention)
        if pattern("month").search(mention.lead) and not (own and span and span.months == 1):
            return Period(self._base, end, end)
        if not own and self._follows_a_change(mention):
            return None
        adds_up = "累计" in mention.lead
        if span is None and self._mixed and not adds_up:
            return None
        if span is None or (not own and not span.cumulative and adds_up):
            span = replace(self.months, first=1) if adds_up else self.months
        if mention.role == Role.BASE and not span.year and "月" not in near:
            return None
        return self._absolute(span)

    def _span_around(self, mention: Mention) -> StatedMonths | None:
        """Give the months that open the nearest sentence of the paragraph before a number's own which names some."""
        for sentence in reversed(self.register.reading.paragraph_of(mention.sentence)):
            first = sentence.mentions[0].quantity.start if sentence.mentions else len(sentence.text)
            told = [span for start, _, span in told_spans(sentence.text) if start < first and span.cumulative]
            if sentence.number < mention.sentence.number and told:
                return told[-1]
        return None

    def _absolute(self, span: StatedMonths) -> Period | None:
        """Give the months of a year; `None` for what lies ahead of the document."""
        if not span.first:
            span = replace(span, first=self.months.first, last=self.months.last)
        year = int(span.year[:4]) if span.year[:4].isdigit() else self._base - (span.year == "-1")
        ahead = (year, span.last) > (self._base, self.months.last)
        return None if ahead else Period(year, span.first, span.last)

    def _since(self, mention: Mention) -> Period | None:
        """Give the months in which something changed: those behind 上月末 or 4月底."""
        clause, span = clause_of(mention), span_before(mention)[0]
        last = span.last if span and span.cumulative and not span.year else self.months.last
        if re.search("上个?月[末底]?|上期|环比", clause) and not _SINCE_YEAR.search(clause):
            return Period(self._base, last, last) if self.months.first == 1 else None
        if found := re.search(r"(?:比|较)(?:截至)?(\d{1,2})月[末底]", clause):
            return Period(self._base, int(found[1]) + 1, last) if int(found[1]) < last else None
        return None

    def _follows_a_change(self, mention: Mention) -> bool:
        """Say whether a number that names no time stands behind one that is of the month: what is told of that is of the month, too."""
        if re.search("累计|截至", mention.lead):
            return False
        ahead = [self._subjects[m.number].period for m in mention.ahead_in_thought if m.number in self._subjects]
        return any(p is not None and p.first == p.last for p in ahead if p and self.months.first != self.months.last)

    def _of_table(self, grid: TableGrid) -> Iterator[Fact]:
        place, block = grid.place, self.register.reading.blocks[grid.place]
        names = {row: _MARKS.sub("", label) for row, label in grid.labels.items()}
        alone = [name for name in names.values() if name and "小计" not in name]
        numbered = [label for row, label in grid.labels.items() if any(row in c.cells for c in grid.columns.values())]
        if len(set(alone)) < len(alone) and len(set(numbered)) < len(numbered):
            return  # labels may come back where rows without numbers head groups
        self.tables[place], self.labels[place] = grid, list(filter(None, names.values()))
        above = [b.text for b in self.register.reading.blocks[max(0, place - 2) : place]] + [block.where]
        above += _over(block)
        about = letters("".join(above))
        named = [span for t in reversed(above) for _, _, span in phrases(_BRACKETS.sub("，", t)) if span.first]
        months = named[0] if named else self.months
        unit = next((m[1] for text in reversed(above) if (m := _UNIT_LINE.search(text))), "")
        subjects = {letters(c.heading) for c in grid.columns.values() if "累计" in c.heading}
        only = next(iter(subjects)) if len(subjects) == 1 else frozenset()
        for column in grid.columns.values():
            heading = re.sub("[（(][^）)]*[)）]", "", column.heading)
            told = _of_heading(heading, months)
            target = told is not None and told[0] == TARGET
            period = Period(self._base, 1, LAST_MONTH) if target else self._absolute(told[1]) if told else None
            if told is None or period is None:
                continue
            what = letters(heading) or (only if told[0] == LEVEL else frozenset())
            for row, cell in column.cells.items():
                owner = "" if is_total_label(names[row]) or row == grid.total else bare_name(names[row])
                if not names[row] or "小计" in names[row] or cell.quantity.dimension == PERCENT:
                    continue
                quantity = in_unit(cell.quantity, unit)
                shown = f"{self.place_of(place)}“{grid.labels[row]}”行“{column.heading}”列"
                excused = pattern("revised").search(" ".join(block.rows[row])) is not None
                flow = pattern("flows").search(heading) and not pattern("stocks").search(heading)
                adds_up = quantity.dimension == MONEY or _ADDS_UP.search(heading) is not None
                grows = bool(flow) and adds_up and told[0] == LEVEL and period.first == 1
                text = f"{grid.labels[row]}：{cell.quantity.text}"
                fact = Fact(quantity, told[0], owner, what, period, shown, place, text, cell=(row, cell.column))
                yield replace(fact, grows=grows, excused=excused, about=about)


def _is_of_months(mention: Mention, period: Period) -> bool:
    """Say whether a change is of what came in one month since what came in the one before: 5月到位512万元，比上月少172万元."""
    told = clause_of(mention)
    return 1 < period.first == period.last and bool(_SINCE_MONTH.search(told)) and not _SINCE_YEAR.search(told)


def in_unit(quantity: Quantity, unit: str) -> Quantity:
    """Give a number without a unit in that of the line above its table."""
    if quantity.dimension != "bare" or not unit:
        return quantity
    scale = words().scales.get(unit[:-1], 1)
    value, step = quantity.value * scale, quantity.step * scale
    return replace(quantity, value=value, step=step, unit=unit, dimension=MONEY)


def _of_heading(heading: str, months: StatedMonths) -> tuple[str, StatedMonths] | None:
    """Give the kind and the months of what stands under a head; `None` for what can't be told."""
    this = StatedMonths("", months.last, months.last)
    if pattern("year_before").search(heading):
        return LEVEL, StatedMonths("-1", 1, LAST_MONTH) if "全年" in heading else replace(months, year="-1")
    if re.search("差|缺口|未|余额|剩余|率|比|增|占", heading.replace("新增", "")):
        return None
    if pattern("target").search(heading):
        return TARGET, StatedMonths("", 1, LAST_MONTH)
    if pattern("prior").search(heading):
        return (LEVEL, StatedMonths("", 1, months.last - 1)) if re.search("[末底]|累计", heading) else None
    if pattern("month").search(heading):
        return LEVEL, this
    named = [span for _, _, span in phrases(heading) if span.first and not span.year]
    return LEVEL, named[0] if named else replace(months, first=1) if "累计" in heading else months
