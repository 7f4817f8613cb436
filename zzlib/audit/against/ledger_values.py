"""Numbers that no words name in full, read by their values: figures of the month, rows of names, what several units make together, and figures with a slip of the pen."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from zzlib.audit.against.ledger_cells import LedgerCells, figure_before, figure_of, figure_value
from zzlib.audit.against.ledger_known import MISPRINT, TELLING, KnownFigure, digits_of
from zzlib.audit.against.ledger_scopes import AREAS, COUNTY, OTHER, FigureOwner, Scopes, is_area
from zzlib.audit.judging.claim import NumericClaim, statement
from zzlib.audit.numbers.arithmetic import ACCUSED, Verdict, round_half_up
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, PERCENT, number_in, written
from zzlib.audit.reading.facts import pattern
from zzlib.audit.reading.reading import Mention, ReadSentence, without_asides
from zzlib.indicators import Figure
from zzlib.periods import month_of

_RECEIVED, _TARGET = "funds_received", "funds_target"
_MONEY = (_RECEIVED, "funds_awarded", _TARGET, "funds_gap", "funds_paid", "funds_applied", "funds_rise")
_ADDED = (*_MONEY, "funds_allotted", "funds_received_last_year", "funds_reclaimed", "projects_total", "projects_new")
_DIMENSIONS = {"yuan": MONEY, "count": COUNT, "ratio": PERCENT, "mu": "land"}
_MANY = r"(?:[两三四五六七八九十]+|\d+)(?:[个家](?:责任|成员)?(?:单位|部门|乡?镇)?|[镇局](?![一-龥]?[、和]))"
_TOGETHER = re.compile(f"合计|一共|共计|总共|总计|加起来|合起来|加在一起|之和|总和|{_MANY}共|共(?:有|为|是|达)?$")
_PART_OF = re.compile("占|合计|共|合并|一起")
_SHARE, _EACH, _MONTHLY = re.compile("占"), re.compile("平均|均每|户均|每[个家]"), re.compile("每个?月|月均|月平均")
_PART_OF_WHOLE = re.compile("(?P<part>[^，。；：、占]*)占了?到?(?P<whole>[^，。；：、占]{1,12}?)的?(?:比重为?)?$")
_ALL = re.compile("^(?:全部|总[数额量]?|县里)")
_BASE = re.compile("占|完成|[比较]")
_ON_YEAR, _COMPARED = ("_last_year", "_rise_on_year", "_growth"), re.compile("[比较与](?:去年|上年)?同期")
_OTHERWISE = re.compile("[没未还再占]|目标|计划")  # of another measure than the other names of its row
_REST = 6  # letters between a name of a row and its number
_ROW, _FITTING = 3, 2  # names of a row, and how many of them must have what it tells
_TOLD = 4  # digits of what is told by its value alone


@dataclass
class LedgerValueReader:
    """Reads the numbers of a document that the words of the catalogue don't tell."""

    scopes: Scopes
    cells: LedgerCells
    _counted: Mapping[int, frozenset[str]] = field(default_factory=dict)
    _of: dict[str, list[KnownFigure]] = field(default_factory=dict)

    def rows(self) -> dict[int, NumericClaim]:
        """Give claims about rows of names with numbers whose measure is told beside them: 当月进资的有甲局x、乙镇y、丙局z."""
        told = (s for s in self.scopes.reading.sentences if not pattern("planned").search(s.text))
        return {claim.entry: claim for sentence in told for claim in self._row(sentence)}

    def claims(self, told: set[int], counted: Mapping[int, frozenset[str]]) -> Iterator[NumericClaim]:
        """Give a claim for each number but those `told` that is a figure of the month, or one with a slip; `counted` are the units behind numbers of units."""
        self._counted, rows = counted, self.rows()
        for mention in self.scopes.reading.mentions:
            if mention.number not in told and not mention.quantity.hedge:
                claim = rows.get(mention.number) or self._alone(mention)
                yield from [self.proved(claim) or claim] if claim else []

    def _alone(self, mention: Mention) -> NumericClaim | None:
        """Judge a number by itself, as a figure of what is named before it or of several units together."""
        whose = self.scopes.whose(mention)
        ahead = mention.previous
        of_amount = ahead and mention.dimension == PERCENT != ahead.dimension and ahead.begin == mention.begin
        if pattern("planned").search(mention.thought) or (ahead and of_amount and _BASE.search(ahead.before)):
            return None  # 占已争取资金 x 的 y%: its own numbers tell it
        several = [*self._together(mention, whose), *self._part_of_whole(mention, whose)]
        several = [k for k in several if k.dimension == mention.dimension]
        named = {s: self._figures(s) for s in self._named(mention, whose)}
        about = f"{mention.thought[-30:]}{mention.after}"
        told = [k for known in named.values() for k in known if not self.scopes.words.is_of_other(k.figure, about)]
        keyed = [
            k for s, known in named.items() for k in known if is_area(s) or self.scopes.words.keyed(k.figure, about)
        ]
        then_named = whose.time.startswith("month:") or regex(r"上个?月|上期|\d月").search(mention.sentence.text)
        by_name = bool(self._named_right_before(mention)) and mention.dimension != COUNT
        distinct = len(digits_of(mention)) >= (TELLING if by_name else _TOLD) and mention.dimension in (MONEY, PERCENT)
        if fits := [
            k
            for k in [*several, *keyed, *(told if distinct else [])]
            if k.fits(mention) and (not k.earlier or then_named)
        ]:
            of_own = whose.sure and fits[0] in self._figures(whose.scope)
            return replace(self._claim(mention, fits[0], Verdict.OK), named=of_own)
        surely = [k for k in several if k.several]
        own = [*several, *(k for s in self._own(whose) for k in named.get(s, ()))]
        slipped = [k for k in [*several, *keyed] if k.has_slipped(mention) and k in own]
        slipped = surely or slipped or self._swapped(mention, told, keyed)
        foreign = any(map(self.scopes.is_foreign, whose.pieces)) or pattern("elsewhen").search(mention.thought)
        then = (
            whose.time == OTHER
            and not (slipped and slipped[0].figure.endswith(_ON_YEAR))
            and not _COMPARED.search(mention.thought)
        )
        if not slipped or foreign or then or (not surely and self.is_anothers(mention)):
            return None
        return self._claim(mention, slipped[0], Verdict.WRONG)

    def _swapped(self, mention: Mention, told: list[KnownFigure], keyed: list[KnownFigure]) -> list[KnownFigure]:
        """Give the figures of whom a sentence names that two digits of a number changed places in: of few digits only those that its words tell."""
        own = told if len(digits_of(mention)) >= MISPRINT else keyed
        whose = self.scopes.whose(mention).scope
        if whose.startswith(("unit:", "group:")):
            own = [k for k in own if k in self._figures(whose)]
        return [k for k in own if k.has_slipped(mention, swapped=True)]

    def proved(self, claim: NumericClaim) -> NumericClaim | None:
        """Give the claim that a number which isn't what its words seem to name is another figure of whom its sentence names, `None` if it is none."""
        if claim.verdict not in ACCUSED or not claim.entry:
            return None
        mention = self.scopes.reading.mentions[claim.entry - 1]
        known = next((k for k in self._otherwise(mention) if k.fits(mention)), None)
        return self._claim(mention, known, Verdict.OK) if known else None

    def instead_of(self, mention: Mention) -> Iterator[tuple[NumericClaim, Fraction]]:
        """Give the claims that a number is wrong, one for each figure of whom it is of, and how that is written in its place."""
        for known in self._figures(self._named(mention, self.scopes.whose(mention))[0]):
            if known.dimension == mention.dimension and not known.fits(mention):
                right = round_half_up(abs(known.value), mention.quantity.step)
                yield self._claim(mention, known, Verdict.WRONG), right

    def _otherwise(self, mention: Mention) -> Iterator[KnownFigure]:
        """Give what a number may be although words seem to name another figure: of those that its sentence names, of a kind, of several together."""
        words, whose = self.scopes.words, self.scopes.whose(mention)
        yield from self._part_of_whole(mention, whose)
        in_full = words.subject(self.scopes.piece(mention.lead).rest)
        enough, clause = len(digits_of(mention)) >= TELLING, f"{mention.lead}{mention.after}"
        for units in self._named_together(mention):
            yield from (k for k in self._sums(units, "合计") if enough or (in_full and k.figure == in_full.id))
            yield from self._shares(units) if enough and _PART_OF.search(clause) else ()
        own = whose.pieces[0] if whose.pieces else self.scopes.piece("")
        if self.scopes.is_timed(mention) or mention.series[1:]:
            return  # its clause says of when it is, or its place in a list of whom
        if own.scopes and mention.after:  # 甲镇 x 的任务
            yield from (k for k in self._figures(whose.scope) if words.keyed(k.figure, mention.after))
        if not enough:
            return
        about = f"{mention.thought}{mention.after}"
        kinds = [s for s in self._named_kinds(mention) if s not in whose.scope]
        yield from (k for scope in kinds for k in self._figures(scope))
        bare = in_full is None or words.plain(mention.after)
        for scope in [whose.scope] if {*own.scopes} - {COUNTY} else self._named(mention, whose):
            known = [k for k in self._figures(scope) if not (k.earlier or k.figure.endswith(_ON_YEAR))]
            known = [k for k in known if not words.is_of_other(k.figure, about)]
            yield from (k for k in known if bare or words.keyed(k.figure, clause if k.figure in _ADDED else about))
            if scope.startswith(("unit:", "group:")) and _PART_OF.search(clause):
                yield from self._shares(frozenset([scope]))

    def _named_together(self, mention: Mention) -> Iterator[frozenset[str]]:
        """Give the units that a number may be of together: of its clause, of its sentence, of the sentences around it."""
        paragraph = self.scopes.reading.paragraph_of(mention.sentence)
        texts = [mention.sentence.text[: mention.quantity.start], mention.sentence.text]
        texts += [
            "".join(s.text for s in paragraph if s.number < mention.sentence.number),
            "".join(s.text for s in paragraph),
        ]
        found = dict.fromkeys(self._units(text) for text in texts)
        lists = [self._units(m[0]) for m in regex("[^，。；：]*、[^，。；：]*").finditer(texts[0])]
        several, _ = self._several(mention)
        yield from (units for units in dict.fromkeys([several, *found, *lists]) if len(units) > 1)

    def _named_kinds(self, mention: Mention) -> list[str]:
        """Give the kinds of projects, categories and fields that a paragraph names up to a number."""
        paragraph = self.scopes.reading.paragraph_of(mention.sentence)
        text = "".join(s.text for s in paragraph if s.number < mention.sentence.number) + mention.text_before
        kinds = [f"kind:{kind}" for kind, name in self.scopes.month.settings.kinds.names if name.rstrip("型类") in text]
        return [*kinds, *(s for s in self.scopes.piece(text).scopes if is_area(s))]

    def _row(self, sentence: ReadSentence) -> Iterator[NumericClaim]:
        """Judge a row of names with numbers by what most of them are: 甲局x，乙镇y，丙局z."""
        rows = defaultdict[str, dict[str, Mention]](dict)
        for mention in sentence.mentions:
            scope = self._named_right_before(mention) or self._in_turn(mention)
            if scope and not mention.quantity.hedge:
                rows[mention.dimension].setdefault(scope, mention)
        for row in rows.values():
            of = {scope: {(k.figure, k.earlier): k for k in self._figures(scope)} for scope in row}
            measures = [m for m in next(iter(of.values()))] if len(row) >= _ROW else []
            fits = {m: [s for s in row if m in of[s] and of[s][m].fits(row[s])] for m in measures}
            best = max(
                measures, key=lambda m: (len(fits[m]), self.scopes.words.keyed(m[0], sentence.text)), default=None
            )
            misses = [s for s in row if best in of[s] and s not in fits[best]] if best else []
            misses = [s for s in misses if not _OTHERWISE.search(_beside(row[s]))]
            if best is None or len(fits[best]) < max(_FITTING, 2 * len(misses)):
                continue
            keyed = self.scopes.words.keyed(best[0], sentence.text)
            if not keyed and not any(len(digits_of(row[s])) >= TELLING for s in fits[best]):
                continue
            for scope in [*fits[best], *misses]:
                verdict = Verdict.OK if scope in fits[best] else Verdict.DOUBTFUL
                if scope in misses and not any(k.fits(row[scope]) for k in of[scope].values()):
                    verdict = Verdict.WRONG if keyed or len(fits[best]) > _FITTING else verdict
                yield replace(self._claim(row[scope], of[scope][best], verdict), named=keyed)

    def _named_right_before(self, mention: Mention) -> str:
        """Give the one unit or group whose name stands right before a number, "" if there is none."""
        before = mention.text_before
        if mention.depth == 1 and before.endswith("（"):
            before = before[:-1]  # 甲局（44.4%）
        elif mention.depth:
            return ""
        piece = self.scopes.piece(regex(r"[，、：；。\d]|[%元]）?和").split(without_asides(before))[-1])
        named = piece.scope if piece.scope.startswith(("unit:", "group:", *AREAS)) else ""
        return named if len(self.scopes.words.plain(piece.rest)) <= _REST else ""

    def _in_turn(self, mention: Mention) -> str:
        """Give the unit of a number in a row that is told behind their names, each in its turn; "" if it is in none."""
        scope = self.scopes.whose(mention).scope if mention.series[_FITTING:] else ""
        return scope if scope.startswith("unit:") else ""

    def _named(self, mention: Mention, whose: FigureOwner) -> list[str]:
        """Give whose a number may be: of what is named before it, of the county, of the county at the end of an earlier month."""
        own = [whose.scope, *(s for piece in whose.pieces for s in piece.scopes), *whose.others]
        own += [self.scopes.around(mention.sentence)[0], self.scopes.subject or COUNTY]
        return [s for s in dict.fromkeys([*own, COUNTY, *self.scopes.month.figures.scopes("month")]) if s != OTHER]

    def _own(self, whose: FigureOwner) -> list[str]:
        """Give whose a number with a slip is: of the one that its words name, of earlier months only where that is the county."""
        months = self.scopes.month.figures.scopes("month") if whose.scope == COUNTY else []
        return [self.scopes.subject if whose.scope == OTHER else whose.scope, *months]

    def _figures(self, scope: str) -> list[KnownFigure]:
        """Give what the month has of a unit, a group, the county or an earlier month."""
        if scope not in self._of:
            month = self.scopes.month
            own: list[Figure | None] = [f for f in month.figures if f.scope == scope]
            if scope.startswith(("unit:", "group:")):
                own.append(figure_of(month, "funds_rise", scope))
            for time in month.figures.scopes("month")[-1:] if scope.startswith("unit:") else ():
                own += [figure_before(month, name, scope, time) for name in (_RECEIVED, "funds_completion")]
            told = [f for f in own if f is not None and f.value and not f.incomplete and f.unit in _DIMENSIONS]
            self._of[scope] = [self._known(f) for f in told]
        return self._of[scope]

    def _known(self, figure: Figure) -> KnownFigure:
        said = f"{self.cells.month_said(figure)}的“{self.cells.called(figure)}”"
        earlier = figure.scope.startswith("month:")
        return KnownFigure(said, figure_value(figure), figure.figure, _DIMENSIONS[figure.unit], earlier, source=figure)

    def _together(self, mention: Mention, whose: FigureOwner) -> Iterator[KnownFigure]:
        """Give what several units have together, each in the mean, or of the county's; and what came in a month in the mean."""
        lead = mention.thought[-24:]
        if _MONTHLY.search(lead):
            months = month_of(self.scopes.month.period)
            yield from (self._made(k, k.value / months, "每月平均") for k in self._added(COUNTY))
        if _EACH.search(lead):
            for count in (m for m in mention.ahead if m.dimension == COUNT and m.quantity.value > 1):
                units = self._counted.get(count.number)
                yield from self._sums(units, "平均", count.quantity.value) if units else ()
                yield from (self._made(k, k.value / count.quantity.value, "平均") for k in self._added(COUNTY))
        names, sure = self._several(mention)
        if len(names) > 1 and (_TOGETHER.search(lead) or _SHARE.search(lead) or mention.dimension == PERCENT):
            cue = sure and whose.time == "" and _TOGETHER.search(mention.lead)
            figure = self._added_up(mention, whose) if cue else ""
            sums, all_told = list(self._sums(names, "合计")), self._has_all(names, figure)
            yield from (self._made(k, k.value, "", several=k.figure == figure and all_told) for k in sums)
            yield from self._shares(names)

    def _added_up(self, mention: Mention, whose: FigureOwner) -> str:
        """Give the figure that the clause of a sum tells, else the clause before it."""
        words = self.scopes.words
        for piece in (self.scopes.piece(mention.lead), *whose.pieces[1:3]):
            bare = regex(f"{_TOGETHER.pattern}|等?{_MANY}|[、和及]").sub("", words.after_rank(piece.rest))
            if subject := words.subject(bare):
                return subject.id
            if words.plain(bare):
                return ""
        return ""

    def _part_of_whole(self, mention: Mention, whose: FigureOwner) -> Iterator[KnownFigure]:
        """Give what part a figure is of the county's, or of a group's: 到位 x，占全县的 y%、占乡镇的 z%; of what its words tell, else of the number right before."""
        ahead, said = self._before_parts(mention), _PART_OF_WHOLE.search(mention.lead.strip("，、"))
        if mention.dimension != PERCENT or said is None or (not said["part"] and ahead is None):
            return
        piece = self.scopes.piece(said["whole"])
        scopes = [s for s in piece.scopes if s == COUNTY or s.startswith("group:")]
        if len(scopes) != len(piece.scopes) or len(scopes) > 1 or not (scopes or _ALL.search(said["whole"])):
            return
        told = [
            self._figure_said(text)
            for text in (_TOGETHER.sub("", said["part"]), piece.rest)
            if self.scopes.words.plain(_ALL.sub("", text))
        ]
        if "" in told or len({*told}) > 1:
            return
        figure, parts = "".join(told[:1]), list[KnownFigure]()
        if ahead is not None and ahead.dimension in (MONEY, COUNT):
            named = [*self._together(ahead, whose), *(k for s in self._named(ahead, whose) for k in self._figures(s))]
            fits = [k for k in named if k.figure in _ADDED and k.fits(ahead)]
            parts = [k for k in fits if not k.earlier and k.figure == (figure or k.figure)][:1]
        elif figure and whose.scope.startswith(("unit:", "group:")):
            parts = [k for k in self._added(whose.scope) if k.figure == figure]
        if figure and not parts and _TOGETHER.search(said["part"]):
            parts = [k for k in self._sums(self._several(mention)[0], "合计") if k.figure == figure]
        whole = {k.figure: k for k in self._added(scopes[0] if scopes else COUNTY)}
        for known in (k for k in parts if k.figure in whole and k is not whole[k.figure]):
            share = known.value / whole[known.figure].value * 100
            yield KnownFigure(f"{known.said}占{said['whole'] or '全县'}", share, known.figure, PERCENT, several=True)

    def _before_parts(self, mention: Mention) -> Mention | None:
        """Give the number before one, and before the other parts that it has: 2443万元，占县直的22.3%、全县的13.6%."""
        ahead = mention.previous
        while ahead is not None and ahead.dimension == PERCENT and "占" in ahead.lead:
            ahead = ahead.previous
        return ahead

    def _figure_said(self, text: str) -> str:
        """Give the figure that words name, "" if none."""
        short = regex("的?(?:[数额]|总[数额量])$").sub("", text)
        subject = self.scopes.words.subject(text) or self.scopes.words.subject(short)
        return subject.id if subject else ""

    def _added(self, scope: str) -> Iterator[KnownFigure]:
        return (k for k in self._figures(scope) if k.figure in _ADDED and not k.earlier)

    def _made(self, known: KnownFigure, value: Fraction, how: str, *, several: bool = False) -> KnownFigure:
        return KnownFigure(f"{known.said}{how}", value, known.figure, known.dimension, several=several)

    def _sums(self, units: frozenset[str], how: str, by: Fraction | int = 1) -> Iterator[KnownFigure]:
        """Give the sum of units for each figure that can be added up, by their number where a mean is told."""
        for figure in _ADDED:
            own = [k for unit in units for k in self._added(unit) if k.figure == figure]
            if own:
                label = next(f.label for f in self.scopes.month.figures if f.figure == figure)
                value = sum((k.value for k in own), Fraction(0)) / by
                yield KnownFigure(f"本月这{len(units)}个单位的“{label}”{how}", value, figure, own[0].dimension)

    def _has_all(self, units: frozenset[str], figure: str) -> bool:
        """Say whether the month has a figure of each of units, so that they can be added up."""
        told = [figure_of(self.scopes.month, figure, unit) for unit in units]
        return figure == _TARGET or all(f is None or (f.value is not None and not f.incomplete) for f in told)

    def _shares(self, units: frozenset[str]) -> Iterator[KnownFigure]:
        """Give the completion of several units together, and what part of the county's they have."""
        made, whole = {k.figure: k for k in self._sums(units, "合计")}, {k.figure: k for k in self._added(COUNTY)}
        for figure, known in made.items():
            if figure in whole:
                yield KnownFigure(f"{known.said}占全县", known.value / whole[figure].value * 100, figure, PERCENT)
        if _RECEIVED in made and _TARGET in made:
            rate = made[_RECEIVED].value / made[_TARGET].value * 100
            yield KnownFigure(f"{made[_RECEIVED].said}占任务", rate, "funds_completion", PERCENT)

    def _several(self, mention: Mention) -> tuple[frozenset[str], bool]:
        """Give the units that a number is of together, as many as are said, back through the text; and whether its own sentence names all of them."""
        said = mention.sentence.text[: mention.quantity.start]
        many = next(iter(reversed([*regex(_MANY).finditer(said)])), None)
        units = self._units(said.rpartition("；")[2])
        if many is None:
            return units, len(self._units("，".join(regex("[，；]").split(said)[-2:]))) == len(units)
        wanted = int(number_in(regex("[个家镇局]").split(many[0])[0]) or 0)
        if len(units) == wanted:
            return units, True
        before = [s for s in self.scopes.reading.sentences if s.number < mention.sentence.number]
        rows = (self._units(row) for s in reversed(before) for row in regex("[，。；：（）]").split(s.text))
        if row := next((row for row in rows if len(row) == wanted), None):
            return row, False
        for sentence in reversed(before):
            units |= self._units(sentence.text) if len(units) < wanted else frozenset()
        return units if len(units) == wanted else frozenset(), False

    def _units(self, text: str) -> frozenset[str]:
        return frozenset(s for s in self.scopes.piece(text).scopes if s.startswith("unit:"))

    @cached_property
    def _all(self) -> list[KnownFigure]:
        scopes = dict.fromkeys(f.scope for f in self.scopes.month.figures)
        return [k for scope in scopes if not scope.startswith("project") for k in self._figures(scope)]

    def is_owners(self, mention: Mention) -> bool:
        """Say whether a number of some digits is a figure of the one that its words name, whatever figure they name."""
        own = self._figures(self._named(mention, self.scopes.whose(mention))[0])
        return len(digits_of(mention)) >= TELLING and any(k.fits(mention) for k in own)

    def is_anothers(self, mention: Mention) -> bool:
        """Say whether a number is any figure of the month, whosever it is."""
        return any(k.fits(mention) for k in self._all)

    def _claim(self, mention: Mention, known: KnownFigure, verdict: Verdict) -> NumericClaim:
        now = written(abs(known.value), mention.quantity)
        message = f"工作台{known.said}是 {now}，"
        behind = known.source is not None and verdict == Verdict.WRONG and f"；出自 {self.cells.behind(known.source)}"
        message += "相符" if verdict == Verdict.OK else f"文中写 {mention.quantity.text}{behind or ''}"
        message += "；请核是不是它的数" if verdict == Verdict.DOUBTFUL else ""
        return statement("consistency", mention, verdict, message, recomputed=now)


def _beside(mention: Mention) -> str:
    return regex(r"[，、；。\d]").split(mention.text_before)[-1] + mention.after
