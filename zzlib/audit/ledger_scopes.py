"""Whose a number is and of what time, as its clause says, else the clauses before it, else its sentence's opening, its paragraph, its heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from zzlib.audit.ledger_words import LedgerWords, ledger_words
from zzlib.audit.places import is_heading
from zzlib.audit.reading import Mention, Reading, ReadSentence, without_asides
from zzlib.audit.spans import as_of, days_of
from zzlib.indicators import Month
from zzlib.ledger.registry import read_registry
from zzlib.periods import month_of, year_of

COUNTY, OTHER = "county", "?"
"""The scope of the county; a scope or time that the ledger has no figures of, or that can't be told."""
_WHOLE = "全县|我县|本县|全区|我区"
_TIME = r"(?P<year>20\d\d年)?(?P<cut>截[至止]到?(?:20\d\d年|今年|本年)?)?(?P<range>(?:1|元)月?份?[-—–~～至到]+)?(?<![\d.])(?P<month>1[0-2]|[1-9])月(?P<end>份?(?:底|末)?(?:(?P<day>\d{1,2})[日号])?)"
_NAMED = {"一季度": 3, "上半年": 6, "半年": 6, "前三季度": 9}


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
        self._known: dict[int, tuple[str, str]] = {}

    def whose(self, mention: Mention) -> FigureOwner:
        """Say whose a number is, and of what time."""
        pieces = self._pieces(mention)
        scope = next((s for s in (self._scope(p, mention) for p in pieces) if s), "")
        times = pieces[1:] if pieces and self.words.tells_of_time(pieces[0].rest) else pieces
        time = next((p.time for p in times if p.time is not None), None)
        own = pieces[0] if pieces else self.piece("")
        found = FigureOwner(scope, "" if time is None else time, own.rest, True, tuple(pieces))
        if scope and time is not None:
            return found
        around, sure = self._around(mention.sentence)
        told_time = self._time_around(mention.sentence) if time is None else time
        return replace(found, scope=scope or around or COUNTY, time=told_time, sure=bool(scope) or sure)

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
        return re.search(self.words.reading.places, self.words.plain(piece.rest)) is not None

    def is_of_others(self, rest: str) -> bool:
        """Say whether words name something that is neither the county nor a figure of the catalogue."""
        plain = self.words.plain(rest)
        if not plain or self.words.subject(rest) or self.words.subject(self.words.after_rank(rest)):
            return False
        return re.search(self.words.reading.others, rest) is not None

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
                if re.search(self.words.reading.places, self.words.plain(piece.rest)):
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
                return time
        spoken = as_of(self._reading, sentence)
        return "" if spoken is None or spoken.month == month_of(self._period) else OTHER

    def _time(self, text: str) -> tuple[str | None, str]:
        """Give the last time that words name, and the words without it."""
        found: list[tuple[int, str]] = []
        for match in re.finditer(_TIME, text):
            found.append((match.start(), self._of_date(match)))
        rest = re.sub(_TIME, "", text)
        for match in re.finditer(r"(?P<year>20\d\d)年", rest):
            if match["year"] != self._period[:4]:
                found.append((match.start(), OTHER))
        for name, last in _NAMED.items():
            if name in rest and not re.search("第?[二三四]季度|下半年", rest):
                found.append((rest.index(name), "" if last == month_of(self._period) else OTHER))
                rest = rest.replace(name, "")
        words = self.words.reading
        found += [(m.start(), OTHER) for m in re.finditer(words.other_time, rest)]
        found += [(m.start(), "") for m in re.finditer(words.now, rest)]
        others = [time for _, time in found if time]
        return (others[-1] if others else found[-1][1] if found else None), rest

    def _of_date(self, match: re.Match[str]) -> str:
        year, month = match["year"], int(match["month"])
        said = re.search(r"20\d\d", f"{year or ''}{match['cut'] or ''}")
        if said and said[0] != self._period[:4]:
            return OTHER
        whole = match["range"] or match["cut"] or re.search("[底末]", match["end"]) or match["day"]
        if not whole or (match["day"] and int(match["day"]) not in days_of(month)):
            return OTHER
        if month == month_of(self._period):
            return ""
        return f"month:{year_of(self._period)}-{month:02d}"


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
