"""A document against the one before it: totals since January that fall, a month that is not their difference, figures told anew."""

from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.arithmetic import Verdict, told_alike, total_of
from zzlib.audit.blocks import DocumentBlock
from zzlib.audit.claim import Binding, NumericClaim, operand, settle, statement
from zzlib.audit.counted_alike import compatible
from zzlib.audit.reading import read
from zzlib.audit.register import Entry, FigureRegister


def against_before(
    blocks: list[DocumentBlock], earlier: list[DocumentBlock], name: str = "上一份"
) -> list[NumericClaim]:
    """Hold a document's figures against those that an earlier one states of the same measure and scope.

    Args:
        blocks: the document.
        earlier: the one before it, which is not judged.
        name: what messages call the earlier one.
    """
    now, before = FigureRegister(read(blocks)), FigureRegister(read(earlier))
    told = {_key(e): e for e in reversed(before.entries) if _names_its_thing(e)}
    claims: list[NumericClaim] = []
    seen = set()
    for entry in now.entries:
        old = told.get(_key(entry))
        if old is None or not _names_its_thing(entry) or (_key(entry), entry.mention.quantity.text) in seen:
            continue
        seen.add((_key(entry), entry.mention.quantity.text))
        claims += _held(now, before, entry, old, name)
    return [replace(claim, proof=(), trial=None) for claim in claims]


def _key(entry: Entry) -> tuple[str, str, str]:
    return entry.measure, entry.scope, entry.mention.dimension


def _names_its_thing(entry: Entry) -> bool:
    """Say whether an entry is of the whole, or of a body that its own words name: 水利局到位资金."""
    return entry.is_level and not entry.part and entry.names_its_thing


def _held(now: FigureRegister, before: FigureRegister, entry: Entry, old: Entry, name: str) -> Iterator[NumericClaim]:
    spans = now.time_of(entry), before.time_of(old)
    new_span, old_span = spans
    if new_span is None or old_span is None or new_span.year != old_span.year or not old_span.months:
        return
    stated, shown = entry.mention.quantity, old.mention.quantity
    if new_span == old_span:
        if told_alike(stated.printed, shown.printed) == Verdict.WRONG:
            message = f"{name}同一时间写 {shown.text}，这里写 {stated.text}；若是更正，请在文中说明"
            yield _told(entry, old, Verdict.DOUBTFUL, message)
        return
    if not (new_span.cumulative and old_span.cumulative and new_span.last > old_span.last and entry.is_flow):
        return
    if stated.printed.high < shown.printed.low:
        message = (
            f"累计数不会减少：{name} 1—{old_span.last} 月是 {shown.text}，这里 1—{new_span.last} 月是 {stated.text}"
        )
        yield _told(entry, old, Verdict.WRONG, message)
    elif new_span.last == old_span.last + 1:
        yield from _by_the_month(now, entry, old, name)


def _by_the_month(now: FigureRegister, entry: Entry, old: Entry, name: str) -> Iterator[NumericClaim]:
    """Judge what came in the month by the two totals."""
    total = now.time_of(entry)
    months = [
        e
        for e in now.around(entry.mention.sentence)
        if e.is_level and e.span is not None and total is not None and e.span.first == e.span.last == total.last
    ]
    months = [e for e in months if compatible(e.mention, entry.mention) and not (set(e.measure) - set(entry.measure))]
    if len(months) == 1:
        binding = Binding(total_of(2), (old.mention, months[0].mention))
        claim, _ = settle("consistency", entry.mention, [binding], certain=True)
        yield replace(claim, message=f"{claim.message}（{old.mention.quantity.text} 是{name}的累计数）")


def _told(entry: Entry, old: Entry, verdict: Verdict, message: str) -> NumericClaim:
    used = (operand(old.mention.quantity),)
    return statement("consistency", entry.mention, verdict, message, operands=used)
