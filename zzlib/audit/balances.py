"""What is left of one number after another, where words name all three: 收入、支出、结余; 出生率、死亡率、自然增长率; 报审、审定、核减."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zzlib.audit.arithmetic import DIFFERENCE, HOLDS, PROVED, ClaimFormula, Verdict
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.excuses import factor_between, is_tight
from zzlib.audit.reading import Mention, same_unit
from zzlib.audit.register import Entry, FigureRegister
from zzlib.audit.roles import CHANGES, Role
from zzlib.audit.slips import is_slip
from zzlib.audit.words import Left, any_of, words

_LEFT = re.compile("(?P<stem>[一-龥]{2,}?)(?:(?:本年|当年|当期|年度|本期)(?:收支)?|收支)结余(?:为|是|达到?)?")
_FLOW = re.compile("(?P<stem>[一-龥]{2,}?)总?(?P<way>收入|支出)(?:总[额计])?(?:完成|合计|为|是|达到?|实现)?")
_IS = "(?:投资|案件|工程价?款|工程款|金额|总?额|中|数)?(?:共计|合计|共|为|是|达到?|约|[还尚仍]有)?$"
_PAST = re.compile("上年(?!结转)|去年(?!结转)|同期|年初|预算数")
_STOCK = re.compile("滚存|[年期月]末|累计")
_NOW = re.compile("全年|今年|本年|当年|20\\d\\d年")
_LAST = 12  # the operand's name stands in the last letters before it
_REACH = 3  # sentences
_TRIED = 3
_NEVER = (*CHANGES, Role.GROWTH, Role.BASE, Role.TARGET)
_CARRIED = ClaimFormula(lambda whole, less, carried: whole + carried - less, (1, -1, 1))


def balance_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge the balance of the year by the only income and expenditure of its paragraph that bear its name, and what else is left by its name."""
    judged = {claim.entry for claim in claims if claim.verdict in PROVED}
    for entry in register.entries:
        if entry.number in judged or entry.mention.quantity.hedge or entry.mention.series:
            continue
        left = _LEFT.fullmatch(entry.mention.before) if entry.is_level else None
        pair = [_named(left["stem"], way, entry, register) for way in ("收入", "支出")] if left else []
        used = tuple(mention for mention in pair if mention is not None)
        if left is not None and len(used) == len(pair):
            claim, _ = settle("difference", entry.mention, [Binding(DIFFERENCE, used)], certain=True)
            yield replace(claim, named=True)
        else:
            yield from _left_of(entry.mention, register)


def _left_of(mention: Mention, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what is left by the nearest numbers whose own words say that they are what it is left of, if no others give it."""
    for left in words().left:
        if not re.search(any_of(left.left) + _IS, mention.before):
            continue
        bindings = [_bound(left, whole, less, register) for whole, less in _operands(mention, left, register)]
        judged = [settle("difference", mention, [binding], certain=True)[0] for binding in bindings]
        if held := [claim for claim in judged if claim.verdict in HOLDS]:
            yield held[0]
        elif judged and (judged[0].verdict != Verdict.WRONG or _is_slip(mention, left, judged[0], bindings[0])):
            yield replace(judged[0], said=judged[0].verdict == Verdict.WRONG)
            return


def _bound(left: Left, whole: Mention, less: Mention, register: FigureRegister) -> Binding:
    """Bind what is left of a number less another; with what was carried over to it, if that stands beside it."""
    ahead = register.reading.mentions[max(0, whole.number - 3) : whole.number + 2]
    carried = [m for m in ahead if left.carried and re.search(any_of(left.carried), m.before) and same_unit(m, whole)]
    return Binding(_CARRIED if carried else DIFFERENCE, (whole, less, *carried))


def _operands(mention: Mention, left: Left, register: FigureRegister) -> list[tuple[Mention, Mention]]:
    """Give the numbers of which it may be left with those that were taken away, the nearest first."""
    found: dict[bool, list[Mention]] = {True: [], False: []}
    for other in sorted(
        register.reading.around(mention), key=lambda m: (m.order > mention.order, abs(m.number - mention.number))
    ):
        if not _may_be_operand(other, mention, left):
            continue
        said = other.before[-_LAST:].replace("进出口", "")
        if (taken := re.search(any_of(left.less), said) is not None) or re.search(any_of(left.whole), said):
            found[taken].append(other)
    pairs = [(one, less) for less in found[True][:_TRIED] for one in found[False][:_TRIED] if one is not less]

    def likely(pair: tuple[Mention, Mention]) -> tuple[bool, int, int]:
        """Give first two totals, then pairs of which none is a part of another number, then the nearest."""
        totals = all(m.role == Role.TOTAL for m in pair)
        return (
            not totals,
            sum(register.entries[m.number - 1].part for m in pair),
            sum(abs(m.number - mention.number) for m in pair),
        )

    return sorted(pairs, key=likely)[:_TRIED]


def _may_be_operand(other: Mention, mention: Mention, left: Left) -> bool:
    """Say whether a number near what is left may be one that it is left of: plain, of this time, and of no rest itself."""
    back = abs(mention.sentence.paragraph - other.sentence.paragraph)
    near = back <= left.reach and abs(mention.sentence.number - other.sentence.number) <= _REACH
    like = (
        other.dimension == mention.dimension
        and other.depth == mention.depth
        and not other.series
        and not other.quantity.hedge
    )
    past = _PAST.search(other.lead if _NOW.search(other.lead) else f"{other.topic}{other.lead}")
    may_be = other.role not in _NEVER or (left.flows and other.role in CHANGES)
    return near and like and not past and may_be and not re.search(any_of(left.left) + _IS, other.before)


def _is_slip(mention: Mention, left: Left, claim: NumericClaim, binding: Binding) -> bool:
    """Say whether nothing else comes into what is left right behind the two numbers, or a slip in one of the numbers makes the difference hold, or a unit that is ten thousand times too large or small."""
    if left.closed and is_tight(claim, mention) and not _STOCK.search(mention.lead):
        return True
    exact = claim.trial.exact if claim.trial is not None else None
    if exact is None:
        return False
    off = exact - mention.quantity.value
    right = zip(binding.operands, binding.formula.signs, strict=False)
    slipped = any(is_slip(m.quantity, m.quantity.value - sign * off) for m, sign in right)
    return slipped or is_slip(mention.quantity, abs(exact)) or bool(factor_between(exact, mention.quantity))


def _named(stem: str, way: str, left: Entry, register: FigureRegister) -> Mention | None:
    """Give the only number of the paragraph that is the income, or the expenditure, of a name; `None` for none or several."""
    found = []
    for sentence in register.reading.paragraph_of(left.mention.sentence):
        for entry in register.of(sentence):
            told = _FLOW.fullmatch(entry.mention.before)
            like = told is not None and told["stem"] == stem and told["way"] == way and entry.is_level
            if like and entry.mention.dimension == left.mention.dimension:
                found.append(entry.mention)
    return found[0] if len(found) == 1 else None
