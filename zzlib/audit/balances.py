"""What is left of one number after another, where words name all three: 收入、支出、结余; 出生率、死亡率、自然增长率; 报审、审定、核减."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zzlib.audit.arithmetic import DIFFERENCE, JUDGED, Verdict
from zzlib.audit.causes import factor_between
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.reading import Mention
from zzlib.audit.register import Entry, FigureRegister
from zzlib.audit.slips import is_slip
from zzlib.audit.words import Left, any_of, words

_LEFT = re.compile("(?P<stem>[一-龥]{2,}?)(?:(?:本年|当年|当期|年度|本期)(?:收支)?|收支)结余(?:为|是|达到?)?")
_FLOW = re.compile("(?P<stem>[一-龥]{2,}?)总?(?P<way>收入|支出)(?:总[额计])?(?:完成|合计|为|是|达到?|实现)?")
_IS = "(?:投资|工程价?款|工程款|金额|总?额|中|数)?(?:共计|合计|共|为|是|达到?|约)?$"
_ADJUSTED = re.compile("(?:^|，)调(?P<way>[增减])(?:了|至)?$")
_PAST = re.compile("上年|去年|同期|年初|预算数")
_NOW = re.compile("全年|今年|本年|当年|20\\d\\d年")
_LAST = 12  # the operand's name stands in the last letters before it
_REACH = 3  # sentences
_FEW = 6  # pairs that may be meant


def balance_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge the balance of the year by the only income and expenditure of its paragraph that bear its name, and what else is left by its name."""
    judged = {claim.entry for claim in claims if claim.verdict in JUDGED}
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
            yield from _adjusted(entry.mention) or _left_of(entry.mention, register)


def _adjusted(mention: Mention) -> list[NumericClaim]:
    """Judge 由 A 调整为 B，调增 x by the two numbers right before it."""
    told = _ADJUSTED.search(mention.before)
    pair = mention.sentence.mentions[max(0, mention.place - 2) : mention.place] if told else []
    if told is None or len(pair) < 2 or {m.dimension for m in pair} != {mention.dimension}:
        return []
    then, now = pair
    if not (re.search("[由从]", then.before) and re.match("调[整增减]?[为至到]", now.before)) or now.quantity.hedge:
        return []
    operands = (now, then) if told["way"] == "增" else (then, now)
    claim, _ = settle("difference", mention, [Binding(DIFFERENCE, operands)], certain=True)
    return [replace(claim, said=True)]


def _left_of(mention: Mention, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge what is left by the numbers near it whose own words say that they are what it is left of: by the nearest pair, unless another gives it."""
    for left in words().left:
        if not re.search(any_of(left.left) + _IS, mention.before):
            continue
        pairs = _operands(mention, left, register)
        if not pairs:
            continue
        claim, _ = settle("difference", mention, [Binding(DIFFERENCE, pair) for pair in pairs], certain=True)
        if claim.verdict != Verdict.WRONG or _is_explained(mention, *pairs[0]):
            yield replace(claim, said=claim.verdict == Verdict.WRONG)
            return


def _operands(mention: Mention, left: Left, register: FigureRegister) -> list[tuple[Mention, Mention]]:
    """Give the numbers of which it may be left with those taken away, whichever stands first, the nearest pair first; behind it where none stand before."""
    near = [m for m in register.reading.around(mention) if _is_near(m, mention, left)]
    before = [m for m in near if m.order < mention.order]
    for side in (before, [m for m in near if m.order > mention.order]):
        wholes, taken = (
            [m for m in side if re.search(any_of(names), m.before[-_LAST:].replace("进出口", ""))]
            for names in (left.whole, left.less)
        )
        pairs = [(whole, less) for whole in wholes for less in taken if whole is not less]
        pairs = [pair for pair in pairs if not any(m.quantity.hedge for m in pair)]
        if pairs:
            return sorted(pairs, key=lambda pair: sum(abs(m.number - mention.number) for m in pair))[:_FEW]
    return []


def _is_near(other: Mention, mention: Mention, left: Left) -> bool:
    """Say whether a number is like what is left, of no earlier time, no part, and not left itself."""
    back = mention.sentence.paragraph - other.sentence.paragraph
    if other is mention or not -1 < back <= left.reach or abs(mention.sentence.number - other.sentence.number) > _REACH:
        return False
    like = other.dimension == mention.dimension and other.depth == mention.depth and not other.series
    past = _PAST.search(other.lead if _NOW.search(other.lead) else f"{other.topic}{other.lead}")
    said = other.sentence.text[: other.quantity.start].rpartition("；")[2]
    return like and "其中" not in said and not past and not re.search(any_of(left.left) + _IS, other.before)


def _is_explained(mention: Mention, whole: Mention, less: Mention) -> bool:
    """Say whether a slip in one of the three makes the difference hold."""
    one, two, three = (m.quantity for m in (whole, less, mention))
    right = ((one, two.value + three.value), (two, one.value - three.value), (three, one.value - two.value))
    if factor_between(one.value - two.value, three):
        return True
    return any(is_slip(quantity, value) for quantity, value in right) or is_slip(three, -(one.value - two.value))


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
