"""Why a document's total may be less than an earlier one's: what it says was taken back, corrected, or is told as less."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from zzlib.audit.against.document_facts import DocumentFacts
from zzlib.audit.against.facts_alike import added, is_change
from zzlib.audit.calendar.timeline import TAKEN_BACK, is_explained
from zzlib.audit.numbers.arithmetic import HOLDS
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.reading.facts import LEVEL, Fact, Period, body, is_of_other, pattern


def is_told_why(now: DocumentFacts, fact: Fact) -> bool:
    """Say whether a document says why a total fell: beside it, in its row, or in the lines about the table that name it."""
    if fact.entry is not None:
        of_other = partial(is_of_other, fact)
        return pattern("apart").search(fact.text) is not None or is_explained(
            now.register, fact.entry, owner=fact.owner, of_other=of_other
        )
    row = " ".join(now.tables[fact.place].rows[fact.cell[0]]) if fact.cell else ""
    told = [s.text for s in now.register.reading.sentences if not fact.owner or fact.owner in s.text]
    return any(TAKEN_BACK.search(text) for text in (row, *told))


def parts_fell(now: DocumentFacts, fact: Fact) -> bool:
    """Say whether a document tells that some of what a part is counted in was taken back, of no other owner: 核减项目9个, 其中中央资金项目50个."""
    told = (m for m in now.register.reading.mentions if m.quantity.bare_unit == fact.quantity.bare_unit)
    taken = (m for m in told if TAKEN_BACK.search(m.lead) and not body().search(m.sentence.text))
    return fact.entry is not None and any(m.sentence is not fact.entry.mention.sentence for m in taken)


def fell_by(now: DocumentFacts, fact: Fact, old: Fact) -> bool:
    """Say whether a document itself tells by how much a total is less than in the one before: 比6月底净减0.16亿元."""
    changes = (f for f in now.facts if f.sign < 0 and is_change(f) and f.measured == fact.measured)
    told = any(added(change, old, fact) in HOLDS for change in changes)
    return told or is_told_less(now, old.quantity.value, fact)


def is_told_less(now: DocumentFacts, full: Fraction, fact: Fact) -> bool:
    """Say whether a document tells of a number taken back, or by which it is less, that a total lacks of what it would be: 核减1850万元."""
    less = full - fact.quantity.value
    told = (m for m in now.register.reading.mentions if less > 0 and fact.owner in m.sentence.text)
    told = (m for m in told if m.dimension == fact.quantity.dimension)
    near = (m for m in told if abs(m.quantity.value - less) * 2 <= m.quantity.step + fact.quantity.step)
    return any(TAKEN_BACK.search(m.lead + m.after + m.text_behind) or regex("[减少]$").search(m.before) for m in near)


def is_restated(now: DocumentFacts, old: Fact) -> bool:
    """Say whether a document says that a number of the one before was corrected: one of as many months and of its name stands there."""
    again = replace(old.period, first=old.period.last + 1)
    return any(f.owner == old.owner and old.what <= f.what for f in restated(now, again))


def restated(now: DocumentFacts, period: Period) -> Iterator[Fact]:
    """Give the totals up to the month before some that a document says were corrected, however it calls them."""
    excused = (f for f in now.facts if f.excused and f.kind == LEVEL)
    return (f for f in excused if (f.period.year, f.period.last) == (period.year, period.first - 1))
