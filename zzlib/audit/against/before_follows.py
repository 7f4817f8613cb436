"""What follows from the numbers of the document before: how far a rate or a gap moved, what is left of a stock, how far it is to the task, who can't be at zero any more."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zzlib.audit.against.document_facts import DocumentFacts
from zzlib.audit.against.facts_alike import added, differ, is_change, is_retasked, is_total
from zzlib.audit.calendar.timeline import TAKEN_BACK
from zzlib.audit.judging.claim import Elsewhere, NumericClaim, operand, statement, text_claim
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import DIFFERENCE, HOLDS, PROVED, SHARE, Verdict, judge
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import MONEY, written
from zzlib.audit.reading.facts import GAP, LEVEL, RATE, TARGET, Fact, clause_of, is_of_task, listed, name_of, pattern
from zzlib.audit.reading.reading import Mention

_STOCK = re.compile("未|在办|结存|库存|存量|在库|余额|积压|待")
_CAME, _WENT = (
    re.compile("新|查出|发现|排查|受理|收到|收案|转入|登记"),
    re.compile("销号|办结|结案|审结|整改|化解|出库|解决|销售"),
)
_LIST = re.compile("[、；，。和及与：（）等]")
_GAP_NAMED = re.compile("(?:^|[，；]|任务数?|目标|计划)的?(?:差额|缺口|差距)")


def following_claims(now: DocumentFacts, then: DocumentFacts, name: str, told: set[int]) -> Iterator[NumericClaim]:
    """Judge what one document's numbers must be by those of the other; nothing of the numbers that are `told` already."""
    claims = [*_gaps_moved(now, then, name)]
    if next_month := then.months.last == now.months.last - 1:
        claims += _stocks_left(now, then, name)
        claims += _by_task(now, then, name, told)
    yield from (c for c in claims if c.entry not in told)
    if next_month:
        yield from _not_at_zero(now, then, name)


def _gaps_moved(now: DocumentFacts, then: DocumentFacts, name: str) -> Iterator[NumericClaim]:
    """Judge 差额比上月末减少 x by the one gap that each document tells, where this one tells none by what has come since."""
    for fact in now.facts:
        period = fact.period
        since_month = is_change(fact) and not fact.asks_before and period.first == period.last > 1
        if fact.entry is None or not since_month or fact.excused or fact.quantity.hedge:
            continue
        if fact.kind == GAP or _GAP_NAMED.search(fact.entry.mention.lead):
            old = _gap_of(then.facts, fact, period.first - 1)
            new = _gap_of(now.facts, fact, period.last) or (old and _gap_left(now.facts, then.facts, old, period.last))
            if old and new:
                change = new.quantity.value - old.quantity.value
                right = written(abs(change), fact.quantity)
                rose, said = ("增加" if rises else "减少" for rises in (change > 0, fact.sign > 0))
                told = f"与这里的 {new.quantity.text}（{new.period.shown}）相比，{rose} {right}，这里写{said} {fact.quantity.text}"
                yield _claim(fact, old, added(fact, old, new) in PROVED, told, name, right=right)


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


def _stocks_left(now: DocumentFacts, then: DocumentFacts, name: str) -> Iterator[NumericClaim]:
    """Judge what is left by what was, came and went, where each is told once."""
    end = now.months.last
    for new in now.facts:
        if new.entry is None or new.kind != LEVEL or is_change(new) or new.period.last != end:
            continue
        if not _STOCK.search(clause_of(new.entry.mention)):
            continue
        old = [f for f in then.facts if f.key == new.key and f.period.last == then.months.last and not is_change(f)]
        near = [f for f in now.facts if f.entry and f.place == new.place and f.measured == new.measured]
        near = [f for f in near if f.kind == LEVEL and f.period.first == f.period.last == end and f is not new]
        said = [(f, clause_of(f.entry.mention)) for f in near if f.entry]
        came = [f for f, clause in said if _CAME.search(clause) and not _STOCK.search(clause)]
        went = [f for f, clause in said if _WENT.search(clause) and not _STOCK.search(clause) and f not in came]
        if old and not differ(old) and len(came) == len(went) == 1 and len(near) == 2 and not new.excused:
            value = old[0].quantity.value + came[0].quantity.value - went[0].quantity.value
            right, used = written(value, new.quantity), f"加 {came[0].quantity.text}、减 {went[0].quantity.text}"
            sure = is_slip(new.quantity, value, short=True)
            said_so = f"{used} 得 {right}，这里写 {new.quantity.text}"
            yield _claim(new, old[0], value == new.quantity.value, said_so, name, sure=sure)


def _by_task(now: DocumentFacts, then: DocumentFacts, name: str, told: set[int]) -> Iterator[NumericClaim]:
    """Judge a gap, and how much of a task is done, by the task that only the earlier document tells."""
    for fact in now.facts:
        entry, end = fact.entry, fact.period.last
        of_task = entry and (fact.kind == GAP or (fact.kind == RATE and is_of_task(entry.mention)))
        if not of_task or fact.excused or fact.quantity.hedge or is_change(fact) or end != now.months.last:
            continue
        so_far = _come(now, fact.owner, end)
        come = so_far or _with_the_month(now, then, fact.owner, end)
        come = [f for f in come if f.entry and entry and f.entry.number < entry.number]
        come = [f for f in come if f.entry and f.entry.number not in told]
        beside = [f for f in come if f.entry in _ahead(fact, now)]
        come = beside[-1:] if fact.kind == RATE else beside or come
        again = [f for f in now.facts if f.kind == TARGET and f.owner == fact.owner]
        task = [f for f in then.facts if f.kind == TARGET and come and f.measured == come[0].measured]
        told_again = (again and so_far) or is_retasked(fact, now.register.reading.sentences)
        if len(come) != 1 or not task or told_again or differ([*task, *again]):
            continue
        known = _is_so_reckoned(then, task[0])
        surely, value = _by_formula(fact, task[0], come[0], exact=True)
        known = known or (surely == Verdict.WRONG and value is not None and is_slip(fact.quantity, value))
        verdict, right = _by_formula(fact, task[0], come[0], exact=known)
        if verdict in HOLDS or (fact.kind == GAP and (beside or not so_far)) or known:
            shown = written(right or Fraction(0), fact.quantity)
            said = f"是任务数，{'减' if fact.kind == GAP else '完成'} {come[0].quantity.text} 得 {shown}，这里写 {fact.quantity.text}"
            yield _claim(fact, task[0], verdict in PROVED, said, name)


def _come(facts: DocumentFacts, owner: str, end: int) -> list[Fact]:
    """Give what a document says has come to an owner up to a month's end."""
    levels = [f for f in facts.facts if f.kind == LEVEL and f.owner == owner and not is_change(f)]
    return [f for f in levels if f.period.first == 1 and f.period.last == end]


def _with_the_month(now: DocumentFacts, then: DocumentFacts, owner: str, end: int) -> list[Fact]:
    """Give what had come by the month before with what came in the month, where a document tells only of that."""
    month = [f for f in now.facts if f.kind == LEVEL and f.owner == owner and f.period.first == f.period.last == end]
    month = [f for f in month if any(set(flow) <= f.what for flow in listed("flows"))]
    before = _come(then, owner, end - 1)
    found = [(f, old) for f in month for old in before if f.key == old.key and not is_change(f) and not f.likely]
    if len(found) != 1:
        return []
    fact, old = found[0]
    value, text = old.quantity.value + fact.quantity.value, f"{old.quantity.text}、{fact.quantity.text}"
    return [replace(fact, quantity=replace(fact.quantity, text=text, value=value))]


def _is_so_reckoned(facts: DocumentFacts, task: Fact) -> bool:
    """Say whether a document reckons a rate, or a gap, by a task that it tells, to the last digit."""
    of_owner = [f for f in facts.facts if f.owner == task.owner and f.kind in (GAP, RATE) and not is_change(f)]
    come = [f for f in _come(facts, task.owner, facts.months.last) if f.measured == task.measured]
    return any(_by_formula(f, task, c, exact=True)[0] in HOLDS for f in of_owner for c in come)


def _by_formula(fact: Fact, task: Fact, come: Fact, *, exact: bool) -> tuple[Verdict, Fraction | None]:
    """Judge a gap, or how much of a task is done, by the task and what has come; `exact` says that the task is rounded nowhere."""
    whole, part = replace(task.quantity.printed, exact=exact), come.quantity.printed
    formula, operands = (DIFFERENCE, (whole, part)) if fact.kind == GAP else (SHARE, (part, whole))
    return judge(formula, operands, fact.quantity.printed)


def _ahead(fact: Fact, now: DocumentFacts) -> list[object]:
    """Give the entries of the numbers told before one in its sentence."""
    mentions: Sequence[Mention] = fact.entry.mention.ahead if fact.entry else ()
    numbers = {m.number for m in mentions}
    return [e for e in now.register.entries if e.mention.number in numbers]


def _not_at_zero(now: DocumentFacts, then: DocumentFacts, name: str) -> Iterator[NumericClaim]:
    """Tell who is listed as without any money this year, but had some by the month before."""
    group = re.compile(f"(?:{pattern('groups').pattern})$")
    come = (f for f in then.facts if f.kind == LEVEL and f.quantity.dimension == MONEY and _is_come(f, now))
    had = {f.owner: f for f in come if f.owner and not group.search(f.owner)}
    for sentence in now.register.reading.sentences:
        for match in pattern("without").finditer(sentence.text):
            ahead, behind = sentence.text[: match.start()], sentence.text[match.end() :]
            clause = regex("[，；。]").split(ahead)[-1]
            if pattern("month").search(ahead) or regex(r"\d月份?(?![末底\d])|去年|上年|上月").search(clause):
                continue
            listed = regex("，?[^，；]*(?:[有为是：]|分别|包括)+([^；]*)").match(behind)
            for named in _LIST.split(listed[1] if listed else clause):
                old = had.get(name_of(named))
                taken = [s for s in now.register.reading.sentences if old and old.owner in s.text]
                if old is not None and not any(TAKEN_BACK.search(s.text) for s in taken):
                    message = f"{name} {old.where}写{named}到位 {old.quantity.text}，累计数不会减少，这里说今年以来为零；请核是哪一份写错"
                    against = Elsewhere(name, old.where, old.quantity.text, now.place_of(sentence.paragraph))
                    yield text_claim(
                        sentence, "consistency", named, old.quantity.text, Verdict.WRONG, message, against=against
                    )


def _is_come(fact: Fact, now: DocumentFacts) -> bool:
    """Say whether money has come by some month of the year that a document is of."""
    year = {f.period.year for f in now.facts if f.period.last == now.months.last}
    come = fact.quantity.value > 0 and fact.what <= frozenset("到位累计")
    return come and fact.period.first == 1 and fact.period.year in year


def _claim(
    fact: Fact, old: Fact, holds: bool, said: str, name: str, *, sure: bool = True, right: str = ""
) -> NumericClaim:
    assert fact.entry is not None
    verdict = Verdict.OK if holds else Verdict.WRONG if sure else Verdict.DOUBTFUL
    message = f"{name} {old.where}写 {old.quantity.text}，{said}；" + ("相符" if holds else "请核是哪一份写错")
    claim = statement("consistency", fact.entry.mention, verdict, message, recomputed="" if holds else right)
    against = Elsewhere(name, old.where, old.quantity.text, fact.where)
    return replace(claim, operands=(operand(old.quantity),), against=against)
