"""What the words of a short passage make of its only numbers; what others have proved, or have told wrong, is let be."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from zzlib.audit.alone.alone import unless_they_hold
from zzlib.audit.alone.averages_alone import each_claims, mean_claims
from zzlib.audit.alone.only_three import only_three_claims
from zzlib.audit.alone.parts_alone import parts_claims
from zzlib.audit.alone.passages import Passage, passages
from zzlib.audit.alone.points_alone import point_claims_alone, ratio_claims, times_claims
from zzlib.audit.alone.ranks_alone import line_claims, rank_claims
from zzlib.audit.alone.rates_alone import half_claims, rate_claims
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.judging.taken import is_never_of
from zzlib.audit.numbers.arithmetic import PROVED, Verdict
from zzlib.audit.reading.register import FigureRegister

_READERS: tuple[Callable[[Passage], Iterable[NumericClaim]], ...] = (
    rate_claims,
    half_claims,
    parts_claims,
    point_claims_alone,
    times_claims,
    ratio_claims,
    each_claims,
    mean_claims,
    rank_claims,
    line_claims,
)


def short_document_claims(register: FigureRegister, claims: list[NumericClaim]) -> Iterator[NumericClaim]:
    """Give the first that the readers of passages that stand alone find wrong, of numbers that no other reader has judged."""
    judged = {c.entry for c in claims if c.verdict in PROVED and c.entry}
    grown = {c.sentence for c in claims if c.verdict == Verdict.WRONG and c.kind == "growth"}  # 72家, for its 翻了一番
    judged |= {number for c in claims if c.verdict == Verdict.WRONG for number in c.numbers if number}
    told = list(claims)
    for passage in passages(register.reading):
        found = (claim for reader in _READERS for claim in reader(passage))
        found = (
            c for c in found if c.entry not in judged and (c.entry or c.kind != "growth" or c.sentence not in grown)
        )
        rates = {entry.number: entry.mention for entry in register.entries}
        found = (c for c in found if c.kind != "share" or not c.entry or not is_never_of(rates[c.entry], c.proof))
        told += islice(unless_they_hold(list(found), claims, register), 1)
    yield from told[len(claims) :]
    yield from only_three_claims(register, told)
