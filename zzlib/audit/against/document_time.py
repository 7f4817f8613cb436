"""Of what time a document is: its title's, else the first that its text names, else its file's name's."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.places import is_heading
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.reading.facts import LAST_MONTH, LEVEL, TARGET, Period, clause_of, pattern, told_spans
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.spans import StatedMonths, phrases

_DAYS = re.compile(r"\d{1,2}月\d{1,2}日?[至到—–-]{1,2}(?:\d{4}年)?\d{1,2}月\d{1,2}日")
_DAY = re.compile(r"截[至止]\D{0,6}(?:\d{4}年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|(?P<part>[上中]旬))")
_HELD = re.compile(r"月(?:\d{1,2}日)?(?:上午|下午)?[，,]?在[^，。]*[会议上]")  # a day on which a report was given
_QUARTER = 3
_TITLES = 6  # blocks among which a document's title stands
_WHOLE_YEAR = re.compile("全年(?!任务|目标|计划)[^，。]{0,14}(?:情况|通报|简况|小结|总结|工作)")
_YEAR = re.compile(r"(20\d\d)年")
_YEAR_OF_MONTHS = re.compile(r"(20\d\d)年(?=\d|上半年|前|[一二三四]季度)")
_COMPARED = re.compile(
    r"[与和同跟](?:截至)?(?:\d{4}年)?(?:1月?[-—–~～至]|前)?(?P<month>\d{1,2})个?月份?[末底]?(?:累计|的)?(?:相比|比较)|[比较](?:截至)?(?P<end>\d{1,2})月[末底]"
)
_BRACKETS = re.compile("[（）()]")


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
    sheets = [text for b in blocks if b.rows for text in (*over(b), b.where)]
    titles, sentences = ([text for text in of if not _HELD.search(text)] for of in (titles, sentences))
    texts = (*titles, *sentences, *sheets, name)
    year = next((int(m[1]) for text in titles if (m := _YEAR.search(text))), None)
    if year is None:
        form = _YEAR_OF_MONTHS if (past := any("今年" in text for text in texts)) else _YEAR
        year = next((int(m[1]) for text in texts if (m := form.search(text))), None)
        if year is None and past:  # 2024年全县到位 x beside 今年
            year = max((int(m[1]) + 1 for text in texts for m in _YEAR.finditer(text)), default=None)
    spans = [list(spans_of(text, year)) for text in texts]
    titled = [span for told in spans[: len(titles)] for span in told]
    if any(_WHOLE_YEAR.search(text) for text in titles):
        return Dated(year, StatedMonths("", 1, LAST_MONTH), mixed=any(span.first == LAST_MONTH for span in titled))
    for wanted in (True, False):
        found = next((told for told in spans if any(span.cumulative == wanted for span in told)), None)
        if found is not None:
            first = next(span for span in found if span.cumulative == wanted)
            last = max(span.last for span in (*found, *titled))  # 1—4月 x，5月 y，今年以来 z
            months = replace(first, last=last) if wanted else first
            of_month = bool(titled) and not any(s.cumulative for s in titled)
            told = (s.text for s in reading.sentences if not is_heading(s.block))
            return Dated(year, months, wanted and of_month and any(map(_tells_month(months.last).search, told)))
    day = next((m for text in texts if (m := _DAY.search(text))), None)
    return Dated(year, StatedMonths("", 1, int(day["month"])) if day else None)


def _tells_month(month: int) -> re.Pattern[str]:
    """Give the pattern of what says that a number is of a month alone."""
    return re.compile(rf"{pattern('month').pattern}|(?<![\\d至—–~～-]){month}月(?:份|全)?(?![底末前\\d]|\\d{{1,2}}日)")


def over(block: DocumentBlock) -> list[str]:
    """Give what stands in the rows over the heads of a table: its name, its time, its unit."""
    cells = [{cell for cell in row if cell} for row in block.rows]
    return [row.pop() for row in itertools.takewhile(lambda row: len(row) == 1, cells)]


def day_of(register: FigureRegister) -> str:
    """Give the day up to which a document counts; "" for the end of a month, or none."""
    said = (_DAY.search(sentence.text) for sentence in register.reading.sentences)
    return next((match["day"] or match["part"] for match in said if match), "")


def counts_by_days(register: FigureRegister) -> bool:
    """Say whether a document is of some days of two months (7月21日至8月20日), so that its numbers are no month's."""
    return any(_DAYS.search(sentence.text) for sentence in register.reading.sentences)


def spans_of(text: str, year: int | None) -> Iterator[StatedMonths]:
    """Give the months of a year that a text names, in brackets too (…情况（截至8月底）), but no plans, and no 全年."""
    plain = _BRACKETS.sub("，", text.replace("\n", ""))
    aimed = pattern("planned").search(plain)
    for start, end, span in told_spans(plain[: aimed.start() if aimed else None]):
        ahead = regex("全年|下半年").search(plain[start:end])
        if span.first and span.year in ("", f"{year}年") and not ahead:
            yield span


def month_compared(mention: Mention) -> int:
    """Give the month with whose end a number is compared, in its own clause (比4月底) or for all behind (与4月底相比，…); 0 for none."""
    told = list(_COMPARED.finditer(mention.text_before))[-1:]
    months = [int(m["month"] or m["end"]) for m in told if m["month"] or m["end"] in clause_of(mention)]
    return months[0] if months else 0


def is_compared(mention: Mention) -> bool:
    """Say whether the only time before a number is that with which its sentence compares."""
    told = list(_COMPARED.finditer(mention.text_before))
    return bool(told) and not list(told_spans(mention.text_before[told[-1].end() :]))


def of_heading(heading: str, months: StatedMonths) -> tuple[str, StatedMonths] | None:
    """Give the kind and the months of what stands under a head; `None` for what can't be told."""
    this = StatedMonths("", months.last, months.last)
    if pattern("year_before").search(heading):
        return LEVEL, StatedMonths("-1", 1, LAST_MONTH) if "全年" in heading else replace(months, year="-1")
    if regex("差|缺口|未|余额|剩余|率|比|增|占").search(heading.replace("新增", "")):
        return None
    if pattern("target").search(heading):
        return TARGET, StatedMonths("", 1, LAST_MONTH)
    if pattern("prior").search(heading):
        return (LEVEL, StatedMonths("", 1, months.last - 1)) if regex("[末底]|累计").search(heading) else None
    if pattern("month").search(heading):
        return LEVEL, this
    named = [span for _, _, span in phrases(heading) if span.first and not span.year]
    return LEVEL, named[0] if named else replace(months, first=1) if "累计" in heading else months


def is_earlier(
    said: str, now: Period | None, then: Period | None, term: bool = False, issue: bool = False, title: str = ""
) -> bool:
    """Say whether words that tell of an earlier time (较上月, 比一季度末, 同比) tell of the months `then`, said of the months `now`.

    `term` says that the documents are of two school years in turn, `issue` that they are two issues in turn, `title` is
    the earlier one's.
    """
    if "学" in said:
        named = regex("[一-龥]{2}学期").search(said)
        return ("上学年" in said and term) or (named is not None and named[0] in title)
    if issue and regex("上期|上次").search(said):
        return True
    if now is None or then is None:
        return False
    gap, length = (now.year - then.year) * LAST_MONTH + now.last - then.last, now.last - now.first + 1
    told = [s for _, _, s in phrases(said) if s.first or s.year.rstrip("年").isdigit()]
    if told:
        past, last = told[-1].year == "-1" or regex("去年|上年").search(said), told[-1].last or LAST_MONTH
        year = int(told[-1].year[:4]) if told[-1].year[:4].isdigit() else now.year - bool(past)
        return (year, last) == (then.year, then.last)
    if regex("年[末底初]").search(said):
        return (then.year, then.last) == (now.year - 1, LAST_MONTH)
    if regex("同比|同期|[上去]年").search(said):
        return gap == LAST_MONTH and now.first == then.first
    steps = {"上个?月": (1,), "上一?个?季": (_QUARTER,), "环比": (1, length), "上期|上次": (1, _QUARTER, length)}
    return any(gap in months for words, months in steps.items() if regex(words).search(said))
