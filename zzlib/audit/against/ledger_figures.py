"""Claims held against the ledger: a number whose subject is a figure of the month must be that figure, rounded."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from zzlib.audit.against.ledger_cells import (
    LedgerCells,
    figure_before,
    figure_of,
    judged,
)
from zzlib.audit.against.ledger_lists import ListReader
from zzlib.audit.against.ledger_receipts import receipt_claims
from zzlib.audit.against.ledger_scopes import ALONE, COUNTY, IN, NAMED, OTHER, FigureOwner, Scopes
from zzlib.audit.against.ledger_stages import stage_claims
from zzlib.audit.against.ledger_stated import StatedOfLedger, in_unit, rough_claims, stated_claim
from zzlib.audit.against.ledger_tables import table_claims
from zzlib.audit.against.ledger_values import LedgerValueReader
from zzlib.audit.against.ledger_words import PLACE, Subject
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, PERCENT, POINTS, RATIOS, TIMES
from zzlib.audit.reading.facts import is_withdrawn, pattern
from zzlib.audit.reading.reading import Mention, read, words_between
from zzlib.audit.reading.roles import Role
from zzlib.indicators import Figure, Month
from zzlib.indicators.catalogue import of_kind
from zzlib.kinds import Kinds
from zzlib.ledger import Ledger

DIMENSIONS = {"yuan": MONEY, "count": COUNT, "ratio": PERCENT, "mu": "land"}
_LAND, _UNITS = "land_granted", "units_total"
_OF_AMOUNTS = {"rise": "rise", "involved": "involved", "growth": "rise_on_year"}
"""Relations that an amount may have to the figure before it, and which figure it then is."""
_TIMES_AS_MUCH = re.compile(r"(?:为|是|达|达到|相当于|有)?(?:上年|去年)同期的?$")
_SAME_MONTHS = re.compile(r"^(?!.*(?:\d[年月]|季度|前年)).*同期")
_MONTH_BEFORE = re.compile(r"^[比较与和同由从](?:上月[末底]的?)?")  # 比上月底的13.1%, 与4月底的2262万元相比
NOT_OURS = "说的不是全县、某个成员单位的，或者说不清是谁的"
NOT_NOW, NOT_KNOWN = "说的是别的时间", "台账这个月没有这个数"


@dataclass(frozen=True)
class LedgerHeld:
    """What came of holding a document against the ledger: the claims, and why numbers of known figures were not compared."""

    claims: list[NumericClaim]
    left: Counter[str] = field(default_factory=Counter)
    values: LedgerValueReader | None = None
    """Reads what the month has in the place of a number."""
    astray: bool = False
    """Whether the document is of another month."""

    @property
    def said(self) -> str:
        """Say it in a line, at the end of a report."""
        if self.astray:
            return "与台账对照：文稿说的是别的月份，各数没有对照"
        told = f"与台账对照：比过 {len(self.claims)} 处"
        reasons = "，".join(f"{why} {number} 个" for why, number in self.left.most_common())
        told += f"；认得出是什么而没有比的数 {self.left.total()} 个：{reasons}" if reasons else ""
        return told if self.claims or reasons else "与台账对照：文中没有认得出是台账里哪个指标的数"


def against_ledger(blocks: list[DocumentBlock], ledger: Ledger, month: Month) -> LedgerHeld:
    """Hold the numbers, lists and tables of a document against the figures of the month; a stale one is named with the cells behind it."""
    scopes, cells = Scopes(month, read(blocks)), LedgerCells(ledger, month)
    values = LedgerValueReader(scopes, cells)
    rows = {c.entry for c in values.rows().values() if c.verdict == Verdict.OK and c.named}
    held = _numbers_held(scopes, cells)
    stages = {c.entry: c for c in stage_claims(scopes)}
    claims = [values.proved(c) or c for c in held.claims if c.verdict == Verdict.OK or c.entry not in rows]
    claims = [*(c for c in claims if c.entry not in stages), *stages.values()]
    told = {(claim.place, claim.entry) for claim in claims}
    reader = ListReader(scopes, cells)
    lists = [c for c in reader.claims() if not c.entry or (c.place, c.entry) not in told]
    claims += [*table_claims(scopes, cells), *lists, *receipt_claims(scopes, cells)]
    claims += values.claims({c.entry for c in claims}, reader.counted)
    off = {(c.place, c.sentence) for c in claims if c.entry and c.verdict == Verdict.WRONG}
    again = [c for c in claims if c.cell or c.entry or c.verdict != Verdict.WRONG or (c.place, c.sentence) not in off]
    return replace(held, claims=again, values=values)  # a list that is out of order by a number which is told


def agreeing(blocks: list[DocumentBlock], month: Month) -> tuple[dict[int, int], dict[int, int]]:
    """Give the numbers of a document that are the figures of the month that they name, and those that aren't, each with its block."""
    right, wrong = dict[int, int](), dict[int, int]()
    for stated in _Resolver(Scopes(month, read(blocks))).all():
        mention = stated.mention
        figures = [f for f in stated.figures if f.value is not None and not f.incomplete]
        # not what a heading tells
        figures = [f for f in figures if stated.whose.time or not f.scope.startswith("month:")]
        if figures and not mention.quantity.hedge and stated.whose.sure:
            fits = any(judged(in_unit(f, mention), mention.quantity) != Verdict.WRONG for f in figures)
            (right if fits else wrong)[mention.number] = mention.sentence.paragraph
    return right, wrong


def _numbers_held(scopes: Scopes, cells: LedgerCells) -> LedgerHeld:
    """Hold the numbers of the prose against the figures of the month."""
    claims, left = list[NumericClaim](), Counter[str]()
    for stated in _Resolver(scopes).all():
        figures = [f for f in stated.figures if f.value is not None and not f.incomplete]
        if figures and stated.mention.quantity.hedge:
            claims += rough_claims(stated, figures, cells)
        elif figures:
            claims.append(stated_claim(stated, figures, cells))
        elif not stated.mention.quantity.hedge:
            left[stated.why or NOT_KNOWN] += 1
    return LedgerHeld(claims, left)


class _Resolver:
    """Says of the numbers of a document, one after the other, what figures of the month they are."""

    def __init__(self, scopes: Scopes) -> None:
        self._scopes, self._words, self._month = scopes, scopes.words, scopes.month
        self._found: dict[int, StatedOfLedger] = {}

    def all(self) -> Iterator[StatedOfLedger]:
        for mention in self._scopes.reading.mentions:
            stated = self._corrected(mention)
            if stated is None and mention.role == Role.BASE:
                stated = self._of_year_before(mention)
            elif stated is None:
                stated = self._rate(mention) if mention.dimension in RATIOS else self._amount(mention)
            if stated is not None:
                self._found.update({mention.number: stated} if mention.role != Role.BASE else {})
                if not is_withdrawn(mention):
                    yield stated

    def _corrected(self, mention: Mention) -> StatedOfLedger | None:
        """Give what a number stands for that is put in the place of the one before it: 到位资金4105万元（更正为3127万元）."""
        wrong = mention.previous
        known = self._found.get(wrong.number) if wrong and is_withdrawn(wrong) else None
        if wrong is None or known is None or wrong.dimension != mention.dimension:
            return None
        between = words_between(wrong, mention)
        put = pattern("withdrawn_behind").match(between) and regex("[为成到]$").search(between) and "；" not in between
        return replace(known, mention=mention) if put else None

    def _amount(self, mention: Mention) -> StatedOfLedger | None:
        whose = self._scopes.whose(mention)
        around = f"{whose.said}{PLACE}{mention.after}" if self._words.plain(mention.after) else ""
        of_land = any(s.id == _LAND for piece in whose.pieces[1:] for s in self._words.subjects(piece.rest))
        in_full = f"{whose.said}用地" if of_land and mention.dimension == "land" else ""
        tries = (around, in_full, whose.said, self._words.after_rank(whose.said))
        named = [s for said in tries for s in self._words.subjects(said) if self._may_be(s.id, mention)]
        fitting = (s for s in named if self._figure(s.id, COUNTY, mention))
        subject = next(fitting, None) or next(iter(named), None) or self._inherited(mention, whose)
        if subject is None:
            hangs = self._words.relation(whose.said)
            known = hangs is not None and hangs[0] in _OF_AMOUNTS
            return self._hanging(mention, whose, _OF_AMOUNTS[hangs[0]], hangs[1]) if hangs and known else None
        aimed = mention.role == Role.TARGET and not (subject.given or subject.id == _LAND)
        ahead = mention.previous
        if subject.id == _UNITS and ahead and (ahead.segment, ahead.dimension) == (mention.segment, COUNT):
            return None  # 40个成员单位有22个…
        another = "@" in subject.id and _names_another(mention, self._month.settings.kinds)
        if aimed or another or self._is_part_of_kind(mention, whose):
            return None
        return self._stated(mention, subject, whose, subject.id)

    def _of_year_before(self, mention: Mention) -> StatedOfLedger | None:
        """Give the same months' figure of the year before (去年同期为 x): of what its own words name, else of the amount that it stands behind."""
        whose, before = self._scopes.whose(mention), self._before(mention)
        if not _SAME_MONTHS.search(mention.lead) or pattern("month").search(mention.text_before):
            return None
        said = regex(f"[比较]|{pattern('year_before').pattern}").sub("", whose.said)
        subject = self._words.subject(said) if self._words.plain(said) else before.subject if before else None
        if subject is None or not subject.year_before or (before and before.whose.time):
            return None
        if before and not any(s.startswith("unit:") for s in whose.pieces[0].scopes):
            whose = before.whose
        return self._stated(mention, subject, replace(whose, time=""), subject.year_before)

    def _is_part_of_kind(self, mention: Mention, whose: FigureOwner) -> bool:
        """Say whether a number is only a part of the one before it, which is of a kind of project: 个性型项目3个，仅有1个…, 政策型项目103个，转化54个."""
        ahead = mention.previous
        if ahead is None or ahead.dimension != mention.dimension or whose.pieces[0].scopes:
            return False
        of_kind = any(name in ahead.lead + ahead.after for _, name in self._month.settings.kinds.names)
        between = words_between(ahead, mention)
        told = bool(self._words.plain(whose.said))
        if mention.dimension == COUNT and told:
            return of_kind and not regex("[；。]").search(between)
        return of_kind and ahead.segment == mention.segment and ("其中" in between or not (told or "、" in between))

    def _inherited(self, mention: Mention, whose: FigureOwner) -> Subject | None:
        """Give the subject of a number that stands bare behind a name (民政局3186万元): that of the list, or of the words before it."""
        own = whose.pieces[0] if whose.pieces else self._scopes.piece("")
        ahead = mention.previous
        known = ahead and ahead.dimension == mention.dimension and self._found.get(ahead.number)
        if known and (part := self._words.part_of(known.subject, mention.lead)):
            return part
        behind = own.scopes or own.timed or mention.series or mention.depth or _MONTH_BEFORE.search(whose.said)
        if self._says_what(whose) or not behind:
            return None
        if known:
            return known.subject
        for piece in whose.pieces[:3]:
            if subject := self._words.subject(self._words.after_rank(regex("[中里]$").sub("", piece.rest))):
                return subject
            if self._words.plain(piece.rest):
                return None
        return None

    def _says_what(self, whose: FigureOwner) -> bool:
        """Say whether words of its own tell what a number is, other than that it is what the month before ended with."""
        earlier = whose.time.removeprefix(ALONE).startswith("month:")
        return bool(self._words.plain(_MONTH_BEFORE.sub("", whose.said) if earlier else whose.said))

    def _rate(self, mention: Mention) -> StatedOfLedger | None:
        whose = self._scopes.whose(mention)
        subject = self._words.subject(whose.said)
        if subject is not None or not self._says_what(whose):
            subject = subject or self._inherited(mention, whose)
            stated = self._stated(mention, subject, whose, subject.id) if subject else None
            if stated is not None and (stated.figures or stated.why != NOT_KNOWN) and mention.dimension == PERCENT:
                return stated
        lead = self._scopes.piece(_without_numbers(mention)).rest
        if mention.dimension == TIMES and (same := _TIMES_AS_MUCH.search(mention.lead)):
            found = self._hanging(mention, whose, "growth", self._scopes.piece(mention.lead[: same.start()]).rest)
            return found and replace(found, figures=tuple(map(_times_as_much, found.figures)))
        hangs = self._words.relation(lead)
        if hangs is None or (hangs[0] == "points") != (mention.dimension == POINTS):
            return None
        return self._hanging(mention, whose, *hangs)

    def _hanging(self, mention: Mention, whose: FigureOwner, relation: str, head: str) -> StatedOfLedger | None:
        """Give the rate that hangs on a figure (同比增长): on that which its own words name, else on the one before."""
        if relation == "points":
            return self._behind(mention, whose)
        subject, before = self._words.subject(head), None
        if subject is None:
            before = self._before(mention) or (self._task_before(mention) if relation == "completion" else None)
            bare = relation != "completion" or self._words.plain(mention.lead).endswith("完成")
            passed = any(m.dimension not in RATIOS and m.role != Role.TARGET for m in mention.ahead_in_thought)
            if head or (before is None and (bare or passed)):
                return None
            subject = before.subject if before else None
        if before is not None and not any(s.startswith("unit:") for s in whose.pieces[0].scopes):
            whose = (
                replace(before.whose, time=whose.time) if relation == "rise" or whose.pieces[0].timed else before.whose
            )
        if relation == "share" and mention.previous and mention.previous.dimension == COUNT:
            return None  # 项目6个，个性型占50.0%
        name = getattr(subject, relation) if subject else "funds_completion"
        if relation == "share" and subject and whose.scope.startswith("unit:"):
            name = subject.unit_share
        if not name:
            return None
        known = subject or next(s for s in self._words.figure if s.id == name)
        found = self._stated(mention, known, whose, name)
        if relation == "completion" and before is not None and not before.subject.given:
            values = {f.value for f in before.figures}
            return replace(found, figures=tuple(f for f in found.figures if f.numerator in values)) if values else None
        return found

    def _before(self, mention: Mention) -> StatedOfLedger | None:
        """Give the figure that a rate follows: no other amount stands between them but its base or target."""
        for other in reversed(mention.ahead_in_thought):
            found = self._found.get(other.number) if other.dimension not in RATIOS else None
            passed = other.depth > mention.depth or other.dimension in RATIOS
            passed = passed or other.role in (Role.BASE, Role.TARGET)
            if (found and not found.subject.given) or not (found or passed):
                return found
        return None

    def _task_before(self, mention: Mention) -> StatedOfLedger | None:
        """Give the task that a completion stands right behind: 争资任务 x，已完成 y."""
        ahead = mention.previous
        found = self._found.get(ahead.number) if ahead and ahead.segment == mention.segment else None
        return found if found and found.subject.completion else None

    def _behind(self, mention: Mention, whose: FigureOwner) -> StatedOfLedger | None:
        """Give by how many points a completion is off the schedule."""
        subject = next(s for s in self._words.figure if s.id == "funds_completion")
        found = self._stated(mention, subject, whose, subject.id)
        due = self._month.figures.get("schedule_progress")
        figures = tuple(
            replace(f, label="与时序进度相差的百分点", value=abs(f.value - due.value))
            for f in found.figures
            if f.value is not None and due is not None and due.value is not None
        )
        return replace(found, figures=figures)

    def _stated(self, mention: Mention, subject: Subject, whose: FigureOwner, name: str) -> StatedOfLedger:
        found = StatedOfLedger(mention, subject, whose)
        if whose.scope == OTHER or (mention.series and not whose.scope.startswith("unit:")):
            return replace(found, why=NOT_OURS)
        of_month = subject.month if name == subject.id else ()
        time, alone = whose.time.removeprefix(ALONE), of_month and (*of_month, name)
        names = {IN: of_month, NAMED: alone}.get(time, alone if time != whose.time else (name,))
        earlier = time not in ("", IN, NAMED)
        if earlier and whose.scope.startswith("unit:") and time == whose.time:
            of_unit = mention.dimension in (MONEY, PERCENT)
            figure = figure_before(self._month, name, whose.scope, time) if of_unit else None
            now = None if self._scopes.is_timed(mention) else self._figure(name, whose.scope, mention)
            told = tuple(f for f in (figure, now) if f and f.value is not None) if figure else ()
            return replace(found, figures=told, why=NOT_NOW)
        if time == OTHER or (earlier and whose.scope != COUNTY) or not names:
            return replace(found, why=NOT_NOW)
        scopes = [time] if earlier else [whose.scope, *self._others_named(whose, mention)]
        if earlier and not self._scopes.is_timed(mention):
            scopes.append(whose.scope)  # a time told elsewhere: of now as well
        figures = [self._figure(name, scope, mention) for scope in dict.fromkeys(scopes) for name in names]
        if whose.scope == COUNTY and not time:
            months = self._scopes.headed(mention)  # 一、1—4月情况 over it: as well what it was then
            figures += [self._figure(n, scope, mention) for scope in months for n in (name, *of_month)]
        known = [f for f in figures if f is not None and f.value is not None]
        if time != whose.time and all(f.figure == name for f in known):
            known = []  # 5月当月到位 x, and only what came up to May is known
        return replace(found, figures=tuple(known), why=NOT_NOW if earlier else NOT_KNOWN)

    def _others_named(self, whose: FigureOwner, mention: Mention) -> Iterable[str]:
        """Give the other scopes that the sentence names, where a number's own words name none; none of a list, which names each one's."""
        if not whose.pieces or whose.pieces[0].scopes or mention.series:
            return whose.others
        return [*(scope for piece in whose.pieces for scope in piece.scopes), *whose.others]

    def _figure(self, name: str, scope: str, mention: Mention) -> Figure | None:
        name, _, kind = name.partition("@")
        own, within = of_kind(name, kind, self._month.settings.kinds) if kind else (name, COUNTY)
        figure = figure_of(self._month, own, scope if within == COUNTY else within if scope == COUNTY else "")
        return figure if figure and DIMENSIONS[figure.unit] == _dimension(mention) else None

    def _may_be(self, name: str, mention: Mention) -> bool:
        """Say whether a number can be a figure at all, by its unit: 未到位的有3个单位 is no amount of money."""
        figure = None if "@" in name else self._month.figures.get(name, COUNTY)
        return figure is None or DIMENSIONS[figure.unit] == _dimension(mention)


def _dimension(mention: Mention) -> str:
    return PERCENT if mention.dimension in RATIOS else mention.dimension


def _times_as_much(growth: Figure) -> Figure:
    """Give how many times a figure is that of the year before: 1.72 for a growth by 72%."""
    return growth if growth.value is None else replace(growth, label=f"{growth.label}的倍数", value=growth.value + 1)


def _without_numbers(mention: Mention) -> str:
    """Give the clause before a number without the numbers that stand in it."""
    text = mention.lead
    for other in mention.ahead:
        if other.quantity.start >= mention.begin:
            text = text.replace(other.quantity.text, "", 1)
    return text


def _names_another(mention: Mention, kinds: Kinds) -> bool:
    """Tell whether a kind of project is the last of several that a number is of: 政策型、债券型项目6个."""
    earlier = mention.lead.removesuffix(mention.before)
    return earlier.endswith(tuple(f"{name}{joint}" for _, name in kinds.names for joint in "、和与"))
