"""By how much a rate changed that is told now and then further up: 当庭裁判率为68.9%，上年同期为63.4%。…当庭裁判率同比上升 n 个百分点."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from zzlib.audit.arithmetic import DIFFERENCE, Verdict
from zzlib.audit.claim import Binding, NumericClaim, settle
from zzlib.audit.excuses import is_near
from zzlib.audit.quantities import PERCENT, POINTS
from zzlib.audit.reading import Mention
from zzlib.audit.register import FigureRegister
from zzlib.audit.roles import Role
from zzlib.audit.words import any_of, words

_NEAR = Fraction(3)
_RATE = "(?:率|度|比重|占比|比例|增速)"
_CHANGED = re.compile(
    rf"(?P<name>[一-龥]{{2,14}}?{_RATE})(?:[较比与]?(?:去年|上年|上月|上季度?)(?:同期|度|末|底)?|同比|环比|一年[间来]|年内)?(?:相比)?[一-龥]{{0,6}}$"
)
_THEN = re.compile(
    r"^[，（]?(?:而|较|比)?(?:去年|上年|上一年|上月|上季度|前年|上期|20\d\d年)(?:同期|度|末|底)?(?:仅|则|该率)?(?:为|是|达)?$"
)
_NOW = re.compile(r"上年|去年|同期|上月|前年|比|较")
_LEAST = 3  # letters of a rate's name


@dataclass(frozen=True)
class RatePair:
    """A rate now and then, and the words before the first."""

    now: Mention
    then: Mention
    words: str


def rate_pair_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge changes of a named rate by the only pair of that name before them, where their own sentence holds none."""
    pairs = list(_pairs(register))
    for entry in register.entries:
        mention = entry.mention
        if mention.dimension != POINTS or mention.quantity.hedge or mention.series or mention.depth:
            continue
        clause = mention.sentence.text[mention.begin : mention.quantity.start]
        own = [m for m in mention.sentence.mentions[: mention.place] if m.begin == mention.begin]
        named = _CHANGED.search(clause)
        pair = _of(named["name"], mention, pairs) if named and not own else None
        if pair is None:
            continue
        falls = re.search(any_of(words().roles.fall_points) + "(?:了|约)?$", mention.before) is not None
        used = (pair.then, pair.now) if falls else (pair.now, pair.then)
        claim, _ = settle("difference", mention, [Binding(DIFFERENCE, used)], certain=True)
        if claim.verdict != Verdict.WRONG or is_near(claim, _NEAR):
            yield claim


def _pairs(register: FigureRegister) -> Iterator[RatePair]:
    for sentence in register.reading.sentences:
        for now, then in pairwise(sentence.mentions):
            between = sentence.text[now.quantity.end : then.quantity.start]
            rates = now.dimension == then.dimension == PERCENT and now.role in (Role.SHARE, Role.RATE)
            plain = rates and not now.quantity.hedge and not then.quantity.hedge and not now.series and not then.series
            if plain and _THEN.search(between) and not _NOW.search(now.before):
                begin = sentence.mentions[now.place - 1].quantity.end if now.place else 0
                yield RatePair(now, then, sentence.text[begin : now.quantity.start])


def _of(name: str, mention: Mention, pairs: list[RatePair]) -> RatePair | None:
    """Give the only pair before a change whose words end like the name of its rate."""
    before = [p for p in pairs if p.then.order < mention.order]
    for length in range(len(name), _LEAST - 1, -1):
        hits = [p for p in before if name[-length:] in p.words]
        if hits:
            return hits[0] if len(hits) == 1 else None
    return None
