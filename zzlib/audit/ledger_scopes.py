"""Whose a number is and of what time, as its clause says, else the clauses before it, else its sentence's opening, its paragraph, its heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from zzlib.audit.document_facts import time_of_document
from zzlib.audit.facts import LAST_MONTH, pattern, told_spans
from zzlib.audit.ledger_words import LedgerWords, ledger_words
from zzlib.audit.places import is_heading
from zzlib.audit.reading import Mention, Reading, ReadSentence, without_asides
from zzlib.audit.spans import StatedMonths, days_of
from zzlib.indicators import Month
from zzlib.ledger.registry import read_registry
from zzlib.periods import month_of, year_of

COUNTY, OTHER, IN = "county", "?", "in:"
"""The scope of the county; a scope or time that the ledger has no figures of, or that can't be told; a time within a month, with the month where it is named."""
_WHOLE = "全县|我县|本县|全区|我区"
_DATE = re.compile(r"(?P<month>1[0-2]|[1-9])月(?:份)?(?P<day>\d{1,2})[日号]")


@dataclass(frozen=True)
class Piece:
    """Words between two numbers or marks: the scopes that they name, the time ("" the month, `None` none named), and the rest."""

    scopes: tuple[str, ...]
    time: str | None
    rest: str
    text: str

    @property
    def scope(self) -> str:
        """The one scope that it is of, "" if it names none."""
        units = tuple(dict.fromkeys(s for s in self.scopes if s.startswith("unit:"))) or tuple(
            dict.fromkeys(self.scopes)
        )
        return units[0] if len(units) == 1 else OTHER if units else ""


@dataclass(frozen=True)
class FigureOwner:
    """What is known of a number but its value: its scope and time, whether its own sentence says so, and the words that tell what it is."""

    scope: str
    time: str
    said: str
    sure: bool
    pieces: tuple[Piece, ...]


class Scopes:
    """Reads whose numbers are, in the names of one month's units, groups and county."""

    def __init__(self, month: Month, reading: Reading) -> None:
        self.words: LedgerWords = ledger_words(month.settings.kinds)
        self._month, self._reading = month, reading
        self._period = month.period
        county = re.escape(month.settings.county.name)
        self._groups = {g.partition(":")[2]: g for g in month.figures.scopes("group")}
        self.names = scopes_by_name(month)
        names = "|".join(map(re.escape, self.names))
        groups = "|".join(map(re.escape, self._groups))
        self.token = re.compile(
            rf"(?<![省市])(?:(?:{county})?县?(?P<unit>{names})|(?P<whole>{_WHOLE}|{county})|(?P<group>{groups})(?:单位|方面|部门)?)"
        )
        self._told = time_of_document(reading, "").months

    def whose(self, mention: Mention) -> FigureOwner:
        """Say whose a number is, and of what time."""
        pieces = self._pieces(mention)
        scope = next((s for s in (self._scope(p, mention) for p in pieces) if s), "")
        times = pieces[1:] if pieces and self.words.tells_of_time(pieces[0].rest) else pieces
        time = self._of_pieces([p.time for p in times if p.time is not None])
        own = pieces[0] if pieces else self.piece("")
        found = FigureOwner(scope, "" if time is None else time, own.rest, True, tuple(pieces))
        if scope and time is not None:
            return found
        around, sure = self._around(mention.sentence)
        told_time = self._time_around(mention.sentence) if time in (None, IN) else time
        told_time = OTHER if time == IN and told_time else time or told_time
        return replace(found, scope=scope or around or COUNTY, time=told_time, sure=bool(scope) or sure)

    def _of_pieces(self, times: list[str]) -> str | None:
        """Give the time that words before a number name, the nearest first; 当月 is of the month that they name before it."""
        now = ("", f"{IN}{month_of(self._period)}")
        if times[:1] == [IN] and len(times) > 1:
            return IN if times[1] in now else OTHER
        return None if not times else OTHER if re.match(f"{IN}.", times[0]) else times[0]

    def piece(self, text: str) -> Piece:
        """Read words: the scopes and the time that they name."""
        scopes = []
        for match in self.token.finditer(text):
            scopes.append(
                self.names[match["unit"]]
                if match["unit"]
                else self._groups[match["group"]]
                if match["group"]
                else COUNTY
            )
        rest = self.token.sub("", text)
        time, rest = self._time(rest)
        return Piece(tuple(scopes), time, rest, text)

    def _pieces(self, mention: Mention) -> list[Piece]:
        """Give the words before a number, the nearest first, back to the last semicolon, then those that open its sentence."""
        sentence = mention.sentence
        head = sentence.text[: mention.quantity.start]
        thought = len(head.rpartition("；")[0])
        found = [self.piece(text) for text in reversed(_cut(sentence, thought, len(head)))]
        if thought:
            first = sentence.mentions[0].quantity.start if sentence.mentions else thought
            found += [self.piece(text) for text in reversed(_cut(sentence, 0, min(first, thought)))]
        return found

    def _scope(self, piece: Piece, mention: Mention) -> str:
        units = [s for s in piece.scopes if s.startswith("unit:")]
        if len(units) > 1 and len(units) == len(mention.series):
            return units[mention.listed_at]
        if piece.scope.startswith("group:") and self._is_part(piece, mention):
            return OTHER
        if piece.scope:
            foreign = self._is_foreign(piece) or self.is_of_others(piece.rest)  # 在民政局牵头的项目中
            return OTHER if foreign else piece.scope
        return OTHER if self.is_of_others(piece.rest) else ""

    def _is_part(self, piece: Piece, mention: Mention) -> bool:
        """Say whether a number right before the name of a group says that only some are meant: 3个乡镇."""
        at = mention.sentence.text.find(piece.text)
        counted = next((m for m in mention.ahead if m.quantity.end == at), None)
        total = self._month.figures.get("units_total", piece.scope)
        return counted is not None and (total is None or counted.quantity.value != total.value)

    def _is_foreign(self, piece: Piece) -> bool:
        """Say whether a county other than ours stands beside a name."""
        return pattern("places").search(self.words.plain(piece.rest)) is not None

    def is_of_others(self, rest: str) -> bool:
        """Say whether words name something that is neither the county nor a figure of the catalogue."""
        plain = self.words.plain(rest)
        told = (rest, self.words.after_rank(rest), (self.words.relation(rest) or ("", ""))[1])
        if not plain or any(map(self.words.subject, told)):
            return False
        return pattern("others").search(rest) is not None

    def _around(self, sentence: ReadSentence) -> tuple[str, bool]:
        """Give the scope of a sentence that names none itself: that of the sentences before, of its heading; and whether it is surely that."""
        for earlier in self._earlier(sentence):
            scope = next((s for p in self._opening(earlier) if (s := p.scope or OTHER * self.is_of_others(p.rest))), "")
            if scope:
                return scope, scope == COUNTY
        for block in reversed(self._reading.blocks[: sentence.paragraph]):
            if block.text and is_heading(block):
                piece = self.piece(block.text)
                units = {s for s in piece.scopes if s != COUNTY}
                if units:
                    return (units.pop() if len(units) == 1 else OTHER), True
                if piece.scope == COUNTY:
                    return COUNTY, True
                if pattern("places").search(self.words.plain(piece.rest)):
                    return OTHER, True
        return COUNTY, True

    def _earlier(self, sentence: ReadSentence) -> Iterator[ReadSentence]:
        return (s for s in reversed(self._reading.paragraph_of(sentence)) if s.number < sentence.number)

    def _opening(self, sentence: ReadSentence) -> list[Piece]:
        end = sentence.mentions[0].quantity.start if sentence.mentions else len(sentence.text)
        return [self.piece(text) for text in reversed(_cut(sentence, 0, end))]

    def _time_around(self, sentence: ReadSentence) -> str:
        for earlier in self._earlier(sentence):
            time = next((p.time for p in self._opening(earlier) if p.time is not None), None)
            if time is not None:
                return OTHER if time.startswith(IN) else time
        return "" if self._told is None or self._told.last == month_of(self._period) else OTHER

    def _time(self, text: str) -> tuple[str | None, str]:
        """Give the time that words name, and the words without it."""
        month = month_of(self._period)
        text = _DATE.sub(lambda m: f"{m['month']}月底" if int(m["day"]) in days_of(int(m["month"])) else "当日", text)
        text = re.sub(f"(?<=[比较])(?:截至)?{month - 1}月[底末]", "上月末", text)
        text = re.sub("(?<![比较])上个?月[底末]", f"{month - 1}月底", text)
        found, rest = [], text
        for start, end, span in told_spans(text):
            if span.last == LAST_MONTH > month and not span.year:
                continue  # 全年要争取…
            found.append(self._of_span(span, text[start:end]))
            rest = rest.replace(text[start:end], "", 1)
        if pattern("month").search(rest):
            found = [IN if time in ("", f"{IN}{month}") else OTHER for time in found] or [IN]
            rest = pattern("month").sub("", rest)
        if any(pattern(which).search(rest) for which in ("prior", "year_before", "elsewhen", "planned")):
            found.append(OTHER)
        others = [time for time in found if time]
        return (OTHER if OTHER in found else others[-1] if others else found[-1] if found else None), rest

    def _of_span(self, span: StatedMonths, said: str) -> str:
        year = re.search(r"20\d\d", said)
        if span.year == "-1" or (year and year[0] != self._period[:4]):
            return OTHER
        if span.last in (0, month_of(self._period)) and span.first <= 1:
            return ""
        if span.cumulative:
            return f"month:{year_of(self._period)}-{span.last:02d}"
        return f"{IN}{span.last}" if span.months == 1 else OTHER


def scopes_by_name(month: Month) -> dict[str, str]:
    """Give the scope of each unit by any of its names, the longest first: own, full and former ones, decided aliases."""
    registry, own = read_registry(month.workspace, month.period), set(month.units["unit_id"])
    named = [*zip(month.units["unit"], month.units["unit_id"], strict=True)]
    named += [(name, registry.find(name, month.period)) for name in (*registry.names, *registry.aliases)]
    return {name: f"unit:{unit}" for name, unit in sorted(named, key=lambda pair: -len(pair[0])) if unit in own}


def _cut(sentence: ReadSentence, start: int, end: int) -> list[str]:
    """Cut a stretch of a sentence at its numbers and marks, what stands in brackets left out."""
    text = sentence.text[start:end]
    spans = [
        (m.quantity.start - start, m.quantity.end - start) for m in sentence.mentions if start <= m.quantity.start < end
    ]
    spans += [(q.start - start, q.end - start) for _, q in sentence.again if start <= q.start < end]
    for begin, stop in sorted(spans, reverse=True):
        text = f"{text[:begin]}\0{text[stop:]}"
    return re.split(r"[\0，：（；]", without_asides(text))
