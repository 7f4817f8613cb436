"""Accusations by numbers that are proved to make another figure, taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zzlib.audit.judging.claim import UNBOUND, NumericClaim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.reading.reading import Mention

_ACCUSED = (Verdict.WRONG, Verdict.DOUBTFUL)


def without_taken(claims: Sequence[NumericClaim], mentions: Mapping[int, Mention]) -> list[NumericClaim]:
    """Take back accusations of completions and shares by a target, or a pair of numbers, that is proved to be another one's."""
    return _of_own_pairs(_of_own_targets(claims), mentions)


def _of_own_targets(claims: Sequence[NumericClaim]) -> list[NumericClaim]:
    """Take back accusations of completions by a target that is proved to be another one's: 生育保险9140人，占目标的114.25%；失业保险7920人，完成目标7900人的100.25%."""
    targets = {id(c): c.trial.binding.operands[-1].number for c in claims if c.kind == "level" and c.trial is not None}
    of = {targets[id(c)]: c.entry for c in claims if c.verdict == Verdict.OK and id(c) in targets}
    return [
        unbound(c) if c.verdict in _ACCUSED and of.get(targets.get(id(c), 0), c.entry) != c.entry else c for c in claims
    ]


def _of_own_pairs(claims: Sequence[NumericClaim], mentions: Mapping[int, Mention]) -> list[NumericClaim]:
    """Take back accusations of shares by two numbers that are proved to make another share: 送达2.16万次，占2.74万次的78.8%，成功率87.5%."""
    pairs = {
        id(c): {m.number for m in c.trial.binding.operands}
        for c in claims
        if c.kind == "share" and c.trial is not None and not c.firm and not (c.entry and mentions[c.entry].series)
    }
    proved = [(c.entry, pairs[id(c)]) for c in claims if c.verdict == Verdict.OK and id(c) in pairs]
    return [
        unbound(c)
        if c.verdict in _ACCUSED and any(c.entry != rate and pairs.get(id(c)) == pair for rate, pair in proved)
        else c
        for c in claims
    ]


def unbound(claim: NumericClaim) -> NumericClaim:
    """Say only that the operands are not known: numbers of unrelated things read like an accusation."""
    return replace(claim, verdict=Verdict.UNVERIFIABLE, message=UNBOUND, operands=(), recomputed="")
