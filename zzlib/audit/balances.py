"""What came in less what went out, where the same words name all three: 基金收入、基金支出、基金本年收支结余; 出生率、死亡率、自然增长率."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zzlib.audit.arithmetic import DIFFERENCE, JUDGED
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.reading import Mention
from zzlib.audit.register import Entry, FigureRegister

_LEFT = re.compile("(?P<stem>[一-龥]{2,}?)(?:(?:本年|当年|当期|年度|本期)(?:收支)?|收支)结余(?:为|是|达到?)?")
_FLOW = re.compile("(?P<stem>[一-龥]{2,}?)总?(?P<way>收入|支出)(?:总[额计])?(?:完成|合计|为|是|达到?|实现)?")


_NATURAL = "自然(?:增长|增加)(?:率|人口|人数)?(?:为|是|达到?|约)?$"


def balance_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge the balance of the year by the only income and expenditure of its paragraph that bear its name."""
    judged = {claim.entry for claim in claims if claim.verdict in JUDGED}
    for entry in register.entries:
        yield from _of_births(entry.mention, register)
        left = _LEFT.fullmatch(entry.mention.before)
        if left is None or entry.number in judged or not entry.is_level:
            continue
        pair = [_named(left["stem"], way, entry, register) for way in ("收入", "支出")]
        used = tuple(mention for mention in pair if mention is not None)
        if len(used) == len(pair):
            claim, _ = settle("difference", entry.mention, [Binding(DIFFERENCE, used)], certain=True)
            yield replace(claim, named=True)


def _of_births(left: Mention, register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the natural growth by the only rates, or numbers, of births and deaths of its paragraph."""
    if not re.search(_NATURAL, left.before) or left.quantity.hedge:
        return
    told = [m for s in register.reading.paragraph_of(left.sentence) for m in s.mentions if m.order < left.order]
    like = [m for m in told if m.quantity.unit == left.quantity.unit]
    pair = [[m for m in like if re.search(f"{what}[一-龥]{{0,4}}$", m.before)] for what in ("出生", "死亡")]
    if all(len(found) == 1 for found in pair) and not any(m.quantity.hedge for found in pair for m in found):
        claim, _ = settle("difference", left, [Binding(DIFFERENCE, (pair[0][0], pair[1][0]))], certain=True)
        yield replace(claim, named=True)


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
