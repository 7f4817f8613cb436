"""A document against the one before it: totals that fall, a month that is not their difference, figures told anew, names that vanish."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from zzlib.audit.against.before_by_likeness import likeness_claims
from zzlib.audit.against.before_columns import column_claims
from zzlib.audit.against.before_follows import following_claims
from zzlib.audit.against.before_ranks import rank_claims
from zzlib.audit.against.before_tables import in_units, tables_of_one_kind, vanished
from zzlib.audit.against.document_facts import DocumentFacts
from zzlib.audit.against.document_time import counts_by_days, day_of, time_of_document
from zzlib.audit.against.facts_alike import (
    added,
    by_key,
    called_alike,
    differ,
    is_alike,
    is_change,
    is_in_table,
    is_retasked,
    is_stock,
    is_target_of,
    is_total,
    is_vague,
    like_told,
    of_our_own,
    of_scope,
    other_places,
    without_withdrawn,
)
from zzlib.audit.against.put_right import title_put_right
from zzlib.audit.against.taken_back import fell_by, is_restated, is_told_less, is_told_why, parts_fell, restated
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.judging.claim import Elsewhere, NumericClaim, operand
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import HOLDS, PROVED, Verdict, told_alike
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import written
from zzlib.audit.reading.facts import GAP, LEVEL, MOVE, TARGET, Fact, Period, pattern
from zzlib.audit.reading.reading import read
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.spans import StatedMonths

_HALF_YEAR = 6
_WAN = 10**4
_OFF_BY_UNIT = 1000  # so many times more or less is another unit
_FEW = 3
_NEVER = 9999  # a year of no document
_FIFTH = 5
_NEAR = Fraction(4, 5)  # of a number: it may be of what is only likely the same
_MANY_FALLS = 5
_FALLS = "累计数不会减少"
_ONE_NUMBER = "说的是同一个数"


@dataclass(frozen=True)
class Comparison:
    """What came of holding one document against another: the claims, and in a line what a reader must know besides."""

    claims: list[NumericClaim]
    note: str


def against_before(
    blocks: list[DocumentBlock], earlier: list[DocumentBlock], name: str = "上一份", own_name: str = ""
) -> Comparison:
    """Hold a document's figures, in text and tables, against those that an earlier one states of the same thing.

    The earlier one is not judged; messages call it `name`. `own_name`, the name of the document's file, may tell its month.
    """
    meant, slips = title_put_right(blocks, time_of_document(read(earlier), name).months)
    registers = FigureRegister(read(meant)), FigureRegister(read(earlier))
    if places := other_places(registers[0].reading, registers[1].reading):
        return Comparison([], f"{name} 是{places[1]}的，这一份是{places[0]}的：像是拿错了文件，没有对照")
    dates = time_of_document(registers[0].reading, own_name), time_of_document(registers[1].reading, name)
    new_months, old_months = dates[0].months, dates[1].months
    dated = new_months is not None and old_months is not None  # else that one is the earlier is all that is known
    new_months = new_months or (replace(old_months, last=12) if old_months else StatedMonths("", 1, 12))
    yearly = (dates[0].year or 0) > (dates[1].year or _NEVER)
    old_months = old_months or StatedMonths("", 1, 12 if yearly else 1)
    new_year = dates[0].year or dates[1].year or 1
    old_year = dates[1].year or new_year
    if not (dates[0].year and dates[1].year) and old_months.last - new_months.last >= _HALF_YEAR:
        old_year = new_year - 1  # January after December
    if dated and (new_year, new_months.last) < (old_year, old_months.last):
        told = f"{name} 写到 {old_months.last} 月，比这一份（{new_months.last} 月）还晚：两份文件是不是放反了？没有对照"
        return Comparison([], told)
    now = DocumentFacts(registers[0], new_year, new_months, mixed=dates[0].mixed)
    then = DocumentFacts(registers[1], old_year, old_months, mixed=dates[1].mixed)
    days = [day_of(register) for register in registers]
    held = _Pair(now, then, name, dated=dated, month=new_months.last if days[0] != days[1] else 0).compared()
    return replace(held, claims=[*slips, *held.claims])


class _Pair:
    """A document and the one before it."""

    def __init__(self, now: DocumentFacts, then: DocumentFacts, name: str, *, dated: bool, month: int = 0) -> None:
        """`month` is the one of which the two tell different days (截至10月20日, 截至10月底); 0 for none."""
        self.now, self.then, self.name, self.month = now, then, name, month
        self.dated = dated and not any(counts_by_days(of.register) for of in (now, then))
        told = now.register.reading.mentions
        for facts, other in ((now, then), (then, now)):
            facts.facts = of_scope(facts.facts, facts.register.reading, other.register.reading)
            facts.facts = of_our_own(facts.facts, (now.register.reading, then.register.reading))
        self.tables = tables_of_one_kind(now, then)
        now.facts = in_units(now, then, self.tables)
        then.facts = in_units(then, now, {place: here for here, place in self.tables.items()})
        self.old = by_key(without_withdrawn(then.facts, told))
        now.facts = called_alike(now.facts, then.facts)
        self.new = by_key(without_withdrawn(now.facts, told))
        self.grown: set[tuple[int, str]] = set()

    def compared(self) -> Comparison:
        claims = [found for fact in self.now.facts if (found := next(self._claims(fact), None)) is not None]
        held = len(claims)
        claims, doubt = self._without_many(claims)
        if any(pattern("not_comparable").search(s.text) for s in self.now.register.reading.sentences):
            claims, doubt = (
                [c for c in claims if c.verdict == Verdict.OK],
                "；这一份写明与上一份不能直接比较，不同的没有指出",
            )
        if not doubt:
            claims = self._without_sums([*_told_once(claims), *vanished(self.now, self.then, self.tables, self.name)])
            claims += rank_claims(self.now, self.then, self.name)
            told = {c.entry for c in claims if c.verdict != Verdict.OK}
            claims += following_claims(self.now, self.then, self.name, told)
            told = {c.entry for c in claims if c.verdict == Verdict.WRONG}
            alike, other = likeness_claims(self.now, self.then, self.name, told)
            known = {_spot(c) for c in claims if c.verdict == Verdict.WRONG or (c.cell and not c.entry)}
            columns = column_claims(self.now, self.then, self.name)
            alike = [c for c in _told_once([*alike, *columns]) if _spot(c) not in known]
            anew = {_spot(c) for c in alike}
            claims = [c for c in claims if not (other and c.message.startswith(_FALLS))]
            claims = [*(c for c in claims if _spot(c) not in anew), *alike]
        if held or self.grown or claims:
            return Comparison(claims, f"与 {self.name} 对照了 {max(held + len(self.grown), len(claims))} 个数{doubt}")
        return Comparison(claims, f"与 {self.name} 没有能对照的数：没有找到两份都写、名称和范围相同的数")

    def _without_many(self, claims: list[NumericClaim]) -> tuple[list[NumericClaim], str]:
        """Where most of what is compared is otherwise, don't accuse each number: it is another file, scope or year, or the wrong way round."""
        falls = [c for c in claims if c.message.startswith(_FALLS)]
        anew = [c for c in claims if _ONE_NUMBER in c.message]
        agree = [c for c in claims if c.verdict == Verdict.OK]
        least, share = (_MANY_FALLS, 1) if self.dated else (_FEW, _FIFTH)
        if len(falls) >= least and len(falls) * share > len(self.grown):
            return agree, f"；{len(falls)} 个累计数比那一份小，像是跨了年、范围不同或两份放反了，没有逐个指出"
        if len(anew) > _FEW and len(anew) > len(agree):
            return agree, f"；同一时间的数有 {len(anew)} 个不同，像是月份写错、范围不同或拿错了文件，没有逐个指出"
        return claims, ""

    def _without_sums(self, claims: list[NumericClaim]) -> list[NumericClaim]:
        """Leave out a total that is off only because a row above it is, or is missing."""
        totals = {place: grid.total for place, grid in self.now.tables.items()}
        wrong = [c for c in claims if c.verdict == Verdict.WRONG]
        rows = {c.place for c in wrong if not c.entry and (c.cell is None or c.cell[0] != totals[c.place])}
        rows |= {
            here for here, place in self.tables.items() if set(self.now.labels[here]) != set(self.then.labels[place])
        }
        return [c for c in claims if not (c.cell and c.place in rows and c.cell[0] == totals[c.place])]

    def _claims(self, fact: Fact) -> Iterator[NumericClaim]:
        """Give what can be said of a fact, the surest first."""
        yield from self._told_anew(fact)
        if not fact.excused:
            yield from self._unit_slipped(fact)
            yield from self._fell(fact)
            yield from self._by_difference(fact)
            yield from self._by_months(fact)

    def _told_anew(self, fact: Fact) -> Iterator[NumericClaim]:
        """Judge what is told of a time that the earlier document tells of, too."""
        if is_change(fact) and not fact.asks_before:
            return
        periods = _periods_meant(fact)
        if not (same := [f for f in self._candidates(fact) if f.period in periods]):
            return
        verdicts = [told_alike(fact.quantity.printed, f.quantity.printed) for f in same]
        alike = HOLDS if fact.kind == TARGET else PROVED  # a task of 9.6亿元 is none of 9亿元
        agreeing = next((f for f, v in zip(same, verdicts, strict=True) if v in alike), None)
        if agreeing is not None:
            yield self._claim(fact, agreeing, Verdict.OK, f"{self._told(agreeing)}，相符")
            return
        if self.month and fact.period.last == self.month and fact.kind != TARGET:
            return  # of two days of one month
        same = _likeliest(fact, like_told(fact, same))
        here = [f for f in self.new[fact.key] if f.period == fact.period]
        revised = [f for f in self.now.facts if f.excused and f.quantity.dimension == fact.quantity.dimension]
        if fact.kind == TARGET and is_retasked(fact, self.now.register.reading.sentences):
            return
        excused = any(told_alike(f.quantity.printed, fact.quantity.printed) != Verdict.WRONG for f in revised)
        if excused or fact.excused or differ(same) or (differ(here) and not fact.asks_before) or is_vague(fact):
            return
        old = same[0]
        slipped = is_slip(fact.quantity, old.quantity.value)
        if old.key != fact.key and not slipped and fact.kind != TARGET and not is_in_table(fact, old):
            return  # said of something like it
        if not slipped and (fact.quantity.hedge or old.quantity.hedge):
            return  # 约 588万元 is an estimate
        sure = slipped or fact.kind in (LEVEL, TARGET) or fact.asks_before
        advice = "写错的请改；若是更正，请在文中说明"
        if fact.kind == TARGET:
            advice = "是写错的请改；确是调整、更正的，请在文中写明"
        time = self._time(old.period, fact)
        message = f"{self._told(old)}，这里写 {fact.quantity.text}，{_ONE_NUMBER}（{time}）；{advice}"
        right = written(old.quantity.value, fact.quantity)
        sure = slipped if fact.likely or old.likely else sure
        yield self._claim(fact, old, Verdict.WRONG if sure else Verdict.DOUBTFUL, message, right)

    def _of_one(self, fact: Fact) -> list[Fact]:
        """Give the facts of the same thing: those of its key, of a cell and a sentence those whose table's name says the rest."""
        # not cells of tables that have nothing to do with each other
        exact = self.old.get(fact.key, [])
        exact = [f for f in exact if None in (fact.cell, f.cell) or self.tables.get(fact.place) == f.place]
        told = [f for f in self.then.facts if is_in_table(fact, f) and (fact.owner or f.owner)] if not exact else []
        return exact or (told if len({(f.owner, f.what) for f in told}) == 1 else [])

    def _candidates(self, fact: Fact) -> list[Fact]:
        exact = self._of_one(fact)
        if fact.kind == TARGET and differ(exact):
            exact = [f for f in exact if f.about == fact.about != frozenset()] or exact
        if fact.kind == TARGET and not exact:
            return [f for f in self.then.facts if f.kind == TARGET and is_target_of(fact, f)]
        if exact or not fact.asks_before:
            return exact
        like = [f for f in self.then.facts if f.period.last == fact.period.last and is_alike(fact, f)]
        best = min((len(fact.what ^ f.what) for f in like), default=0)
        return [f for f in like if len(fact.what ^ f.what) == best]

    def _unit_slipped(self, fact: Fact) -> Iterator[NumericClaim]:
        """Judge a number that is a thousand times what it was, or what it may be."""
        for old in self._earlier(fact):
            one, other = fact.quantity.value, old.quantity.value
            if min(one, other) <= 0 or fact.quantity.bare_unit != old.quantity.bare_unit or fact.kind != LEVEL:
                continue
            of_units = fact.quantity.unit != old.quantity.unit and max(one / other, other / one) >= _OFF_BY_UNIT
            fell = fact.grows and fact.cell is None and one < other <= one * _WAN < other * _FEW
            if of_units or (fell and not is_told_why(self.now, fact)):
                message = f"{self._told(old)}，这里写 {fact.quantity.text}，相差上千倍：疑似“万”“亿”写错，请核单位"
                yield self._claim(fact, old, Verdict.WRONG, message)

    def _earlier(self, fact: Fact) -> list[Fact]:
        """Give what the earlier document says of the total up to an earlier month of the same year; nothing where it contradicts itself."""
        period = fact.period
        found = [f for f in self._of_one(fact) if f.period.first == 1 == period.first]
        found = [f for f in found if f.period.year == period.year and f.period.last < period.last]
        found = [f for f in found if not (fact.likely and f.likely)]  # either may be of a month alone
        latest = max((f.period.last for f in found), default=0)
        found = [f for f in found if f.period.last == latest]
        found = like_told(fact, found)
        return [] if differ(found) else found[:1]

    def _fell(self, fact: Fact) -> Iterator[NumericClaim]:
        beside = [f for f in self.new[fact.key] if f.period == fact.period and (not fact.cell or f.place == fact.place)]
        grows = fact.grows or any(old.grows for old in self._earlier(fact) if not is_stock(fact))
        if fact.sign < 0 or differ(beside) or not grows:
            return
        for old in self._earlier(fact):
            taken_back = (
                fact.quantity.value < 0
                or is_told_why(self.now, fact)
                or is_restated(self.now, old)
                or fell_by(self.now, fact, old)
            )
            if fact.quantity.printed.high >= old.quantity.printed.low or taken_back:
                self.grown.add((fact.place, fact.quantity.text))
                continue
            now = f" {fact.period.shown}" if self.dated else ""
            message = (
                f"{_FALLS}：{self._told(old)}（{self._time(old.period, old)}），这里{now}写"
                f" {fact.quantity.text}；请核是哪一份写错，因收回、核减而减少的请在文中写明"
            )
            sure = not (fact.likely or old.likely) or is_slip(fact.quantity, old.quantity.value)
            sure = sure and not parts_fell(self.now, fact)
            if not sure and fact.quantity.value < old.quantity.value * _NEAR:
                continue
            yield self._claim(fact, old, Verdict.WRONG if sure else Verdict.DOUBTFUL, message)

    def _by_difference(self, fact: Fact) -> Iterator[NumericClaim]:
        """Judge what came in some months by the totals before them and behind them."""
        period = fact.period
        flow = period.first > 1 and self.dated
        if not flow or fact.asks_before or fact.kind not in (LEVEL, GAP):
            return
        new = [f for f in self.new[fact.key] if is_total(f, period.year, period.last)]
        before = [f for f in self.new[fact.key] if is_total(f, period.year, period.first - 1)]
        old = before or [f for f in self._of_one(fact) if is_total(f, period.year, period.first - 1)]
        if not new or not old or before == old:
            return
        tried = [(n, o, added(fact, o, n)) for n in new for o in old]
        held = next(((n, o, v) for n, o, v in tried if v in PROVED), None)
        if held is None and any(added(fact, o, n) in HOLDS for n in new for o in restated(self.now, period)):
            return
        if held is None and is_told_less(self.now, old[0].quantity.value + fact.sign * fact.quantity.value, new[0]):
            return
        if held is not None:
            total, earlier, _ = held
            message = f"{self._told(earlier)}，是累计数，{'加' if fact.sign > 0 else '减'} {fact.quantity.text} 得 {total.quantity.text}，相符（{self.name}的累计数）"
            yield self._claim(total, earlier, Verdict.OK, message)
        elif not differ(new) and not differ(old) and not is_told_why(self.now, new[0]) and not self._is_accused(new[0]):
            yield from self._not_the_difference(fact, *tried[0][:2])

    def _is_accused(self, total: Fact) -> bool:
        """Say whether a total is told to be wrong itself, whatever came in its last months."""
        held = (*self._unit_slipped(total), *self._fell(total), *self._by_difference(total))
        return any(claim.verdict != Verdict.OK for claim in held)

    def _by_months(self, fact: Fact) -> Iterator[NumericClaim]:
        """Judge by how much a month's number is said to be more or less than that of the month before."""
        period, key = fact.period, (LEVEL, *fact.key[1:])
        earlier = replace(period, first=period.first - 1, last=period.last - 1)
        new = [f for f in self.new.get(key, []) if f.period == period and not is_change(f)]
        old = [f for f in self.old.get(key, []) if f.period == earlier and not is_change(f)]
        if fact.kind != MOVE or not new or not old or differ(new) or differ(old) or self._is_accused(new[0]):
            return
        held = added(fact, old[0], new[0]) in PROVED
        if not held and fact.sign > 0 and told_alike(fact.quantity.printed, new[0].quantity.printed) != Verdict.WRONG:
            return  # by as much the total has grown since the month before
        right = written(abs(new[0].quantity.value - old[0].quantity.value), fact.quantity)
        said = "相符" if held else f"应为 {right}，这里写 {fact.quantity.text}；请核是哪一份写错"
        now = f"{new[0].quantity.text}（{period.shown}）"
        message = f"{self._told(old[0])}（{earlier.shown}），与这里的 {now}相比，{said}"
        verdict = Verdict.OK if held else Verdict.DOUBTFUL if new[0].likely or old[0].likely else Verdict.WRONG
        yield self._claim(fact, old[0], verdict, message, "" if held else right)

    def _not_the_difference(self, fact: Fact, total: Fact, old: Fact) -> Iterator[NumericClaim]:
        if told_alike(fact.quantity.printed, total.quantity.printed) != Verdict.WRONG:
            return  # the total, told once more
        one, two, wrong, value = old, fact, total, old.quantity.value + fact.sign * fact.quantity.value
        printed = abs(total.quantity.value - old.quantity.value)
        step = total.quantity.step
        slipped = is_slip(fact.quantity, printed)
        of_total = is_slip(total.quantity, round(value / step) * step)
        if of_part := slipped or is_change(fact):
            one, two, wrong, value = total, old, fact, printed
        right, said = written(value, wrong.quantity), "，这一段应为" if of_part else "，应为"
        source = f"{old.quantity.text} 是{self.name}{old.where}的累计数"
        message = f"由 {one.quantity.text}、{two.quantity.text} 算{said} {right}，文中写 {wrong.quantity.text}（{source}）；三个数里有一个不对"
        hedged = any(f.quantity.hedge for f in (fact, total, old))
        if slipped or of_total or not (hedged or fact.likely or total.likely or old.likely):
            yield self._claim(wrong, old, Verdict.WRONG, message, right)

    def _told(self, old: Fact) -> str:
        return f"{self.name} {old.where}写 {old.quantity.text}"

    def _time(self, period: Period, fact: Fact) -> str:
        return "任务数" if fact.kind == TARGET else period.shown if self.dated else "较早"

    def _claim(self, fact: Fact, old: Fact, verdict: Verdict, message: str, right: str = "") -> NumericClaim:
        return NumericClaim(
            sentence=fact.text,
            kind="consistency",
            subject=f"{fact.owner}{''.join(sorted(fact.what))}" if fact.entry is None else fact.entry.measure,
            operands=(operand(old.quantity),),
            stated=fact.quantity.text,
            unit=fact.quantity.unit,
            recomputed=right,
            verdict=verdict,
            message=message,
            place=fact.place,
            entry=fact.entry.number if fact.entry is not None else 0,
            cell=fact.cell,
            against=Elsewhere(self.name, old.where, old.quantity.text, fact.where),
        )


def _periods_meant(fact: Fact) -> tuple[Period, ...]:
    """Give the months that a number may be of: 上月到位 x is what came in it, or all up to its end."""
    bare = fact.asks_before and fact.entry is not None and fact.period.first < fact.period.last
    if not bare or regex("[末底]|累计|截至").search(fact.entry.mention.lead):  # type: ignore[union-attr]
        return (fact.period,)
    return fact.period, replace(fact.period, first=fact.period.last)


def _likeliest(fact: Fact, told: list[Fact]) -> list[Fact]:
    """Give what is told of the one time, of two that a number may be of, to which it is nearer."""
    best = min(told, key=lambda old: abs(old.quantity.value - fact.quantity.value))
    return [old for old in told if old.period == best.period]


def _spot(claim: NumericClaim) -> tuple[int, object]:
    """Give where the figure of a claim stands."""
    return claim.place, claim.cell or claim.entry


def _told_once(claims: list[NumericClaim]) -> list[NumericClaim]:
    """Leave out what is told of the same number a second time."""
    found: dict[tuple[int, object], NumericClaim] = {}
    for claim in claims:
        key = _spot(claim)
        kept = found.get(key)
        if kept is None or (claim.verdict == Verdict.WRONG and kept.verdict != Verdict.WRONG):
            found[key] = claim
    return list(found.values())
