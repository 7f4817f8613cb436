"""One slip, one word: of claims that rest on each other the one that explains most is blamed; of one number the gravest stays."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from zzlib.audit.arithmetic import HOLDS, Verdict, judge
from zzlib.audit.claim import NumericClaim, Trial
from zzlib.audit.reading import Reading

_RATES = ("share", "level", "growth", "growth_increment")
_SPOKEN = (Verdict.WRONG, Verdict.DOUBTFUL)


def blamed(claims: Sequence[NumericClaim], _reading: Reading) -> list[NumericClaim]:
    """Leave one word on each number, and take back accusations that fall with another."""
    left = list(claims)
    refuted: dict[int, list[int]] = {}
    for place, claim in enumerate(left):
        if claim.verdict == Verdict.WRONG:
            refuted.setdefault(claim.entry, []).append(place)
    for place in sorted(range(len(left)), key=lambda n: left[n].entry):  # of two that excuse each other the later stays
        trial = left[place].trial
        used = {m.number for m in trial.binding.operands} if trial is not None else set()
        left[place] = _follows(left[place], [left[n] for n in sorted(n for m in used for n in refuted.get(m, ()))])
    return _without_echoes(_with_totals(left))


def _with_totals(claims: Sequence[NumericClaim]) -> list[NumericClaim]:
    """Tell a cell that text tells otherwise once: a total of its table that holds by the text's number is right, and bears that out."""
    kept = list(claims)
    fallen: list[NumericClaim] = []
    for place, claim in enumerate(claims):
        if claim.kind != "consistency" or claim.verdict != Verdict.WRONG or len(claim.operands) != 1:
            continue
        off = _printed(claim.operands[0].value) - _printed(claim.stated)
        totals = [c for c in kept if _is_off_by(c, claim.operands[0].value, off)]
        if totals:
            shown = "、".join(total.stated for total in totals)
            kept[place] = replace(claim, message=f"{claim.message}；照文中的数，表中的合计 {shown} 才合得上")
            fallen += totals
    return [claim for claim in kept if not any(claim is total for total in fallen)]


def _is_off_by(claim: NumericClaim, value: str, off: Fraction) -> bool:
    """Say whether the total of a table is off by just what one of its cells is."""
    accused = claim.kind == "sum" and claim.verdict == Verdict.WRONG and claim.cell is not None
    used = value in [operand.value for operand in claim.operands]
    return accused and used and _printed(claim.recomputed) - _printed(claim.stated) == off


def _printed(text: str) -> Fraction:
    """Give the number of a text as it is printed, without its unit."""
    found = re.search(r"-?\d+(?:\.\d+)?", text.replace(",", ""))
    return Fraction(found[0]) if found else Fraction(0)


def _follows(claim: NumericClaim, claims: Sequence[NumericClaim]) -> NumericClaim:
    """Take back a claim that holds once a number of its own that another one refutes is put right."""
    if claim.verdict not in _SPOKEN or claim.trial is None:
        return claim
    for other in claims:
        if other is claim or other.verdict != Verdict.WRONG or other.trial is None or other.trial.exact is None:
            continue
        if _holds_with(claim.trial, claim, other):
            said = f"照 {other.recomputed} 算，{claim.stated} 相符；要改的是前面的 {other.stated}"
            return replace(claim, verdict=Verdict.UNVERIFIABLE, message=said)
    return claim


def _holds_with(trial: Trial, claim: NumericClaim, other: NumericClaim) -> bool:
    assert other.trial is not None and other.trial.exact is not None and trial.result is not None
    pairs = zip(trial.binding.operands, trial.binding.printed, strict=False)
    right = [replace(p, value=other.trial.exact) if m.number == other.entry else p for m, p in pairs]
    right += trial.binding.printed[len(right) :]
    return judge(trial.binding.formula, right, trial.result.printed)[0] in HOLDS


def _without_echoes(claims: Sequence[NumericClaim]) -> list[NumericClaim]:
    """Drop what can't be said of a number of which something is said, and a doubt beside an accusation."""
    grave = {(c.place, c.entry) for c in claims if c.entry and c.verdict == Verdict.WRONG}
    told = {(c.place, c.entry) for c in claims if c.entry and c.verdict not in (Verdict.UNVERIFIABLE, Verdict.WRONG)}
    held = {(c.place, c.entry) for c in claims if c.entry and c.kind in _RATES and c.verdict in HOLDS}
    agreed = {_about(c) for c in claims if c.entry and c.verdict in HOLDS}
    kept: list[NumericClaim] = []
    said: set[tuple[int, int, Verdict, str]] = set()
    for claim in claims:
        at = (claim.place, claim.entry)
        if claim.entry and claim.verdict in _SPOKEN and (*at, claim.verdict, claim.recomputed) in said:
            continue
        if claim.verdict in _SPOKEN:
            said.add((*at, claim.verdict, claim.recomputed))
        if claim.verdict in _SPOKEN and ((claim.kind in _RATES and at in held) or _about(claim) in agreed):
            continue  # another reading gives the printed rate, or takes the same two the other way round
        idle = claim.verdict == Verdict.UNVERIFIABLE and claim.kind != "implied_target" and at in grave | told
        if not claim.entry or not (idle or (claim.verdict == Verdict.DOUBTFUL and at in grave)):
            kept.append(claim)
    return kept


def _about(claim: NumericClaim) -> tuple[int, int, frozenset[int]]:
    """Say which number a claim is about, and which it rests on."""
    return claim.place, claim.entry, frozenset(mention.number for mention in claim.proof)
