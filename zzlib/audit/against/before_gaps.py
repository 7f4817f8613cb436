"""By how much a gap to the year's task is told to be less than a month ago, held against the document of that month."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zzlib.audit.against.document_facts import DocumentFacts
from zzlib.audit.against.facts_alike import added, differ, is_change, is_total
from zzlib.audit.judging.claim import Elsewhere, NumericClaim, operand, statement
from zzlib.audit.numbers.arithmetic import HOLDS, PROVED, Verdict
from zzlib.audit.numbers.quantities import written
from zzlib.audit.reading.facts import GAP, LEVEL, TARGET, Fact

_NAMED = re.compile("(?:^|[，；]|任务数?|目标|计划)的?(?:差额|缺口|差距)")


def gap_claims(now: DocumentFacts, then: DocumentFacts, name: str, told: set[int]) -> Iterator[NumericClaim]:
    """Judge 差额比上月末减少 x by the one gap that each document tells, where this one tells none by what has come since; nothing of the numbers that are `told` already."""
    for fact in now.facts:
        period = fact.period
        since_month = is_change(fact) and not fact.asks_before and period.first == period.last > 1
        if fact.entry is None or fact.entry.number in told or not since_month or fact.excused or fact.quantity.hedge:
            continue
        if fact.kind == GAP or _NAMED.search(fact.entry.mention.lead):
            old = _gap_of(then.facts, fact, period.first - 1)
            new = _gap_of(now.facts, fact, period.last) or (old and _gap_left(now.facts, then.facts, old, period.last))
            if old and new:
                yield _claim(fact, old, new, name)


def _claim(fact: Fact, old: Fact, new: Fact, name: str) -> NumericClaim:
    assert fact.entry is not None
    held = added(fact, old, new) in PROVED
    change = new.quantity.value - old.quantity.value
    right = written(abs(change), fact.quantity)
    message = f"{name} {old.where}写 {old.quantity.text}，与这里的 {new.quantity.text}（{new.period.shown}）相比，"
    now, said = ("增加" if rises else "减少" for rises in (change > 0, fact.sign > 0))
    message += "相符" if held else f"{now} {right}，这里写{said} {fact.quantity.text}"
    verdict = Verdict.OK if held else Verdict.WRONG
    used, against = (operand(old.quantity),), Elsewhere(name, old.where, old.quantity.text, fact.where)
    claim = statement("consistency", fact.entry.mention, verdict, message, recomputed="" if held else right)
    return replace(claim, operands=used, against=against)


def _gap_of(facts: Sequence[Fact], like: Fact, last: int) -> Fact | None:
    """Give the one gap that a document tells of an owner at a month's end; `None` where there are several."""
    found = [f for f in facts if f.kind == GAP and is_total(f, like.period.year, last) and f.cell is None]
    found = [f for f in found if f.measured == like.measured]
    return None if not found or differ(found) else found[0]


def _gap_left(now: Sequence[Fact], then: Sequence[Fact], old: Fact, last: int) -> Fact | None:
    """Give the gap that what has come by a month's end leaves, where that of the earlier document is its target less what had come."""
    targets = [f for f in then if f.kind == TARGET and f.measured == old.measured]
    come = [f for f in then if f.kind == LEVEL and is_total(f, old.period.year, old.period.last)]
    keys = {c.key for t in targets for c in come if c.measured == old.measured and added(old, c, t) in HOLDS}
    left = [f for f in now if f.key in keys and is_total(f, old.period.year, last)]
    again = [f for f in now if f.kind == TARGET and f.measured == old.measured]
    if not left or differ(left) or differ([*targets, *again]):
        return None
    value = targets[0].quantity.value - left[0].quantity.value
    return replace(left[0], quantity=replace(left[0].quantity, text=written(value, left[0].quantity), value=value))
