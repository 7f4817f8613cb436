"""The months that a document names, held against the ledger's: of which one it is; and a month or a year that its own figures refute, which alone is told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from zzlib.audit.against.document_time import spans_of
from zzlib.audit.against.ledger_cells import THIS_MONTH
from zzlib.audit.against.ledger_figures import agreeing
from zzlib.audit.against.put_right import TITLE, TimePhrase, put_right, time_plain
from zzlib.audit.documents.blocks import DocumentBlock, prose_cells
from zzlib.audit.documents.places import is_heading
from zzlib.audit.judging.claim import NumericClaim, text_claim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.normalising import plain
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.reading.facts import pattern, told_spans
from zzlib.audit.reading.reading import Reading, ReadSentence, read, without_asides
from zzlib.indicators import Figures, Month, earlier_figures
from zzlib.ledger import Ledger
from zzlib.periods import month_of, period_of, year_of

_CHECK = "请核对月份，或用 --period 指定文稿的月份"
_PUT_RIGHT = "文中的数与台账这个月的相符，写错的是月份（年份），各数照这个月核对"
_AIMED = re.compile("冲刺|攻坚|决战|奋战|打算|安排|部署|目标|计划|要点|倒计时")
_COMPARED = r"[与和同跟][^，。；]{0,6}月[末底]?的?[\d.]*[%亿万元个家]*相?比|[比较]起[^，。；]{0,4}月[末底]"
_NOW = re.compile("^目前|[，：]目前|^眼下|^当前(?!工作)|^回头?[看顾]|那时|当时")
_SEVERAL = 2  # figures of a sentence: where there is one, it may as well be the slip


def as_meant(blocks: list[DocumentBlock], month: Month) -> tuple[list[DocumentBlock], list[NumericClaim]]:
    """Give a document with the months put right that its own figures refute, and a claim about each of these."""
    claims: list[NumericClaim] = []
    right, wrong = agreeing(blocks, month)
    for slip in [*_in_title(blocks, month), *_in_text(blocks, wrong, month)]:
        meant = put_right(blocks, slip, year_of(month.period), month_of(month.period))
        now, against = agreeing(meant, month)
        gained = now.keys() - (right.keys() if slip.year == year_of(month.period) else set())
        lost = against.keys() - (set() if slip.least == 1 else wrong.keys())
        told_there = _is_of_now(slip, blocks, right, wrong, month) or _stays(slip, blocks, now, against, month)
        if told_there or (len(gained) >= slip.least and len(gained) > len(lost)):
            sentence = next(s for s in read(blocks).sentences if s.paragraph == slip.place)
            claims.append(_told(sentence, slip.year, slip.last, month, _PUT_RIGHT))
            blocks, right, wrong = meant, now, against
    return blocks, claims


def _stays(
    slip: TimePhrase, blocks: list[DocumentBlock], now: Mapping[int, int], against: Mapping[int, int], month: Month
) -> bool:
    """Say whether most figures that a title, a heading or 截至 dates are those of the ledger's month once it names that.

    A later month below the title is a plan; where the text names the ledger's, a heading tells of another, or the document's date.
    """
    heading = is_heading(blocks[slip.place])
    later = slip.last > month_of(month.period)
    if (later and slip.place) or ((later or heading) and speaks_of(read(blocks).sentences, month)):
        return False
    dates = heading or regex("截[至止]").search(blocks[slip.place].text[max(0, slip.start - 3) : slip.end]) is not None
    dated = [at for at in now.values() if at == slip.place or (heading and at > slip.place)]
    return dates and len(dated) >= slip.least and len(dated) > len(against)


def _is_of_now(
    slip: TimePhrase, blocks: list[DocumentBlock], right: Mapping[int, int], wrong: Mapping[int, int], month: Month
) -> bool:
    """Say whether all figures told under a heading that counts up to an earlier month, and tell no time themselves, are those of now."""
    below = list(takewhile(lambda at: not is_heading(blocks[at]), range(slip.place + 1, len(blocks))))
    told = any(True for at in below for _ in told_spans(time_plain(blocks[at].text)))
    inner = slip.inner and slip.year == year_of(month.period) and slip.last < month_of(month.period)
    return inner and not told and bool({*right.values()} & {*below}) and not {*wrong.values()} & {*below}


def with_months_named(month: Month, ledger: Ledger, blocks: list[DocumentBlock]) -> Month:
    """Give the month with the county's figures of the earlier months up to which a document counts: 1—3月, 截至3月底, 一季度."""
    texts = [time_plain(text) for block in blocks for text in (block.text, *(cell for _, cell in prose_cells(block)))]
    named = {span.last for text in texts for _, _, span in told_spans(text) if span.last > 0}
    year = year_of(month.period)
    known = {f"{month.period}", *(s.partition(":")[2] for s in month.figures.scopes("month"))}
    wanted = {period_of(year, last) for last in named if last < month_of(month.period)} - known
    return replace(month, figures=Figures([*earlier_figures(ledger, wanted), *month.figures])) if wanted else month


def _in_title(blocks: Sequence[DocumentBlock], month: Month) -> Iterator[TimePhrase]:
    """Give the one other year of the title, and the other months that headings name."""
    own, due = year_of(month.period), month_of(month.period)
    headings = [(at, time_plain(b.text)) for at, b in enumerate(blocks) if b.text and is_heading(b)]
    years = [(at, m) for at, text in headings if at < TITLE for m in regex(r"(20\d\d)年").finditer(text)]
    if len({m[1] for _, m in years}) == 1 and int(years[0][1][1]) != own:
        for at, m in years:
            yield TimePhrase(at, *m.span(), int(m[1]), due)
    for at, text in headings:
        spans = list(told_spans(text))
        if any(span.last == due for *_, span in spans):
            continue  # 4月与5月对照
        for start, end, span in spans:
            aimed = pattern("planned").search(text[:end]) or _AIMED.search(text[end:])
            if span.year in ("", f"{own}年") and 0 < span.last != due and not aimed:
                yield TimePhrase(at, start, end, own, span.last, inner=at >= TITLE and span.cumulative)


def _in_text(blocks: Sequence[DocumentBlock], wrong: Mapping[int, int], month: Month) -> Iterator[TimePhrase]:
    """Give the other months up to which sentences count: earlier ones where figures are not theirs, and later ones."""
    own, due, accused = year_of(month.period), month_of(month.period), [*wrong.values()]
    for at, block in enumerate(blocks):
        text = plain(block.text) if block.text and not is_heading(block) else ""
        for start, end, span in told_spans(text):
            later = span.last > due or at in accused
            aimed = pattern("planned").search(text[:end].rpartition("。")[2])
            if span.cumulative and span.year in ("", f"{own}年") and span.last != due and later and not aimed:
                yield TimePhrase(at, start, end, own, span.last, _SEVERAL)


def is_of_now(claims: Sequence[NumericClaim]) -> bool:
    """Say whether most figures of a document, as they were held, are those of the ledger's month."""
    now = [THIS_MONTH in c.message for c in claims if c.verdict == Verdict.OK]
    return any(now) and 2 * sum(now) >= len(now)


def months_astray(reading: Reading, month: Month) -> NumericClaim | None:
    """Tell of a document, or of its title, that it speaks of one other month only."""
    title = [s for s in reading.sentences if s.paragraph < TITLE and is_heading(s.block)]
    years = {year for s in title for year in regex(r"(20\d\d)年").findall(s.text)}
    if len(years) == 1 and month.period[:4] not in years:
        year = int(years.pop())
        told = [span.last for s in title for span in spans_of(s.text, year) if span.cumulative]
        if told and not speaks_of(reading.sentences, month):
            return _told(title[0], year, told[0], month, _CHECK)
    if any(_NOW.search(s.text) for s in reading.sentences):
        return None  # 目前有8个，4月底是3个; 回看4月底的情形
    for sentences in (reading.sentences, title):
        spoken = _spoken(sentences, month)
        if len(spoken) == 1 and not speaks_of(sentences, month):
            return _told(sentences[0], *spoken.pop(), month, _CHECK)
    return None


def speaks_of(sentences: Sequence[ReadSentence], month: Month) -> bool:
    """Say whether sentences name the ledger's month."""
    return (year_of(month.period), month_of(month.period)) in _spoken(sentences, month)


def _spoken(sentences: Sequence[ReadSentence], month: Month) -> set[tuple[int, int]]:
    """Give the years and months up to which sentences count, and the ledger's own where they name it; 截至2014年1月底 tells the year of all."""
    years = {int(year[1]) for s in sentences for year in regex(r"截[至止]到?(20\d\d)年").finditer(s.text)}
    named, due = years.pop() if len(years) == 1 else year_of(month.period), month_of(month.period)
    said = [
        s.text if is_heading(s.block) else without_asides(s.text)
        for s in sentences
        if not regex("目标[：为是]").search(s.text)
        and not any(pattern(of).search(s.text) for of in ("planned", "supposed", "urged"))
    ]  # 到6月底力争达到4.6亿元 is a plan
    said = [regex(_COMPARED).sub("", text) for text in said]
    told = [span for text in said for span in spans_of(text, year_of(month.period))]
    return {(named, span.last) for span in told if span.cumulative or span.last == due}


def _told(sentence: ReadSentence, year: int, last: int, month: Month, advice: str) -> NumericClaim:
    own, due = year_of(month.period), month_of(month.period)
    said, right = f"{last}月", f"{due}月"
    if year != own:
        said, right = f"{year}年{said}", f"{own}年{right}"
    message = f"文稿说的是截至 {said} 的数，台账是截至 {right} 的；{advice}"
    return text_claim(sentence, "consistency", said, right, Verdict.WRONG, message)
