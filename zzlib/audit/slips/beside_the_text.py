"""What stands beside the text, read anew in its place: a note in brackets behind its mark, a box below the paragraph that it hangs on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zzlib.audit.changes.increments import OTHERWISE
from zzlib.audit.documents.places import BOX
from zzlib.audit.judging.claim import NumericClaim, doubted, statement
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.slips.read_anew import MOST, Judge

_BASE = re.compile("上年|去年|同期|上月|上季|基期|基数|总[数量额]|以[^，。；]{1,12}为(?:底|基|分母)")
"""Words of a note that tells what a number of the text is reckoned on."""
_RECKONED = ("growth", "difference", "share", "level", "growth_increment", "average")


@dataclass(frozen=True)
class _Aside:
    """A note or a box with its numbers and those of the paragraph that it is of, and the texts of both as they are read anew."""

    own: Sequence[Mention]
    host: Sequence[Mention]
    place: int
    said: str
    texts: tuple[str, ...]


def beside_claims(register: FigureRegister, claims: Sequence[NumericClaim], judge: Judge) -> Iterator[NumericClaim]:
    """Judge numbers of which nothing is told yet by those of a note and its paragraph, or of a box and its paragraph, together."""
    told = {c.entry for c in claims if c.verdict in (*HOLDS, Verdict.WRONG)}
    for aside in list(_asides(register.reading))[:MOST]:
        texts = aside.texts if aside.own and aside.host else ()
        found = [c for text in texts for claim in judge(text) if (c := _meant(claim, aside, told)) is not None]
        for claim in found:
            alike = {(c.verdict in HOLDS, c.recomputed) for c in found if c.entry == claim.entry}
            if claim.entry not in told and len(alike) == 1:
                told.add(claim.entry)
                yield claim


def unless_noted(claims: Sequence[NumericClaim], reading: Reading) -> list[NumericClaim]:
    """Doubt accusations of numbers of a paragraph whose note says that they are reckoned otherwise, or has what they are off by."""
    asides = list(_asides(reading))

    def is_explained(claim: NumericClaim) -> bool:
        notes = [a for a in asides if a.place == claim.place and claim.cell is None and claim.verdict == Verdict.WRONG]
        off = abs((claim.exact or 0) - reading.mentions[claim.entry - 1].quantity.value) if claim.entry else None
        return any(OTHERWISE.search(a.said) or any(m.quantity.value == off for m in a.own) for a in notes)

    return [doubted(c, "注里另有说明，请核") if is_explained(c) else c for c in claims]


def _asides(reading: Reading) -> Iterator[_Aside]:
    for place, block in enumerate(reading.blocks):
        if block.noted is not None:
            at, letters = block.noted
            own, host = ([m for m in reading.mentions if m.sentence.paragraph == n] for n in (place, at))
            said, text = regex("。(?=.)").sub("；", block.text.strip().rstrip("。；")), reading.blocks[at].text
            letters -= text[:letters].endswith(("。", "；", "，", "、"))
            behind = text.find("。", letters) + 1 or len(text)
            texts = (f"{text[:letters]}（{said}）{text[letters:]}", f"{text[:behind]}{said}。{text[behind:]}")
            boxed = BOX in block.where
            yield _Aside(own, host, at, "" if boxed else said, (f"{text}\n{block.text}",) if boxed else texts)


def _meant(claim: NumericClaim, aside: _Aside, told: set[int]) -> NumericClaim | None:
    """Give a claim of what was read anew as one of the number that it is of; `None` unless it ties the aside to the text."""
    both, shown = [*aside.host, *aside.own], [operand.text for operand in claim.operands]
    stated = [m for m in both if m.quantity.text == claim.stated]
    used = [m for m in both if m.quantity.text in shown and m not in stated]
    known = not aside.said or (claim.kind in _RECKONED and _BASE.search(aside.said) is not None)
    judged = claim.verdict in HOLDS or (claim.verdict == Verdict.WRONG and known)
    if not judged or len(stated) != 1 or stated[0].number in told or not used or len(used) != len(shown):
        return None
    tied = used if len(used) > 1 else [*used, *stated]
    if not all(any(m in part for m in tied) for part in (aside.own, aside.host)):
        return None
    more = {"operands": claim.operands, "recomputed": claim.recomputed, "named": claim.named, "said": claim.said}
    return statement(claim.kind, stated[0], claim.verdict, claim.message, used, **more)
