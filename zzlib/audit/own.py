"""The workbench's own documents under the auditor before anybody signs them, and any document against a month of the ledger: its figures, and its circular sentence by sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from importlib.resources.abc import Traversable
from pathlib import Path

from zzlib.audit.against.ledger_figures import LedgerHeld, against_ledger
from zzlib.audit.against.months_meant import as_meant, is_of_now, months_astray, speaks_of, with_months_named
from zzlib.audit.against.told_together import told_together
from zzlib.audit.audit import audit_blocks
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.documents import read_document, text_blocks
from zzlib.audit.judging.claim import NumericClaim, operand, text_claim
from zzlib.audit.numbers.arithmetic import ACCUSED, Verdict, told_alike
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import Quantity, quantities
from zzlib.audit.reading.reading import Reading, ReadSentence, read
from zzlib.indicators import Month, measured
from zzlib.ledger import Ledger
from zzlib.report.bulletin import TEMPLATE_FILE
from zzlib.report.template_check import fixed_words
from zzlib.writing import Writing, read_writing
from zzlib.writing.text import Circular, compose, written_by_hand

_NUMBER = r"-?\d[\d,]*(?:\.\d+)?(?:[百千万亿]*(?:元|个百分点|[%个项亩倍]))?(?:[年月日])?"
_ALIKE = 0.8
"""How much of a sentence's words must be those of one of the circular for it to be that sentence."""
_LEAST = 6


def against_month(blocks: list[DocumentBlock], ledger: Ledger) -> tuple[list[NumericClaim], str]:
    """Hold a document against the ledger's figures and, where it speaks in its words, the month's circular; one word on a number, and a line that says how many were held and why others weren't.

    Raises:
        WordingError: the county's wording can't be used.
    """
    meant = _meant(blocks, ledger)
    return [*meant.slips, *meant.held.claims], meant.held.said


def audited_against_month(blocks: list[DocumentBlock], ledger: Ledger) -> tuple[list[NumericClaim], str]:
    """Audit a document by its own numbers and hold it against the month, each slip told once; one word on a number, and the line of `against_month`.

    What the document says in the circular's own sentences is the ledger's word: its numbers don't accuse each other.

    Raises:
        WordingError: the county's wording can't be used.
    """
    meant = _meant(blocks, ledger)
    own = [c for c in audit_blocks(meant.blocks) if c.verdict not in ACCUSED or not meant.is_of_ledger(c)]
    return [*meant.slips, *told_together(own, meant.held, meant.blocks)], meant.held.said


@dataclass(frozen=True)
class _Meant:
    """A document with its months put right, what is said of these, and what the month says of it."""

    blocks: list[DocumentBlock]
    slips: list[NumericClaim]
    held: LedgerHeld
    printed: frozenset[str]
    """The sentences of the month's circular as the workbench words it, without what people wrote."""

    def is_of_ledger(self, claim: NumericClaim) -> bool:
        """Say whether all that a claim rests on stands in sentences of the circular."""
        rests_on = {mention.sentence.original for mention in claim.proof}
        return claim.cell is None and {claim.sentence, *rests_on} <= self.printed


def _meant(blocks: list[DocumentBlock], ledger: Ledger) -> _Meant:
    month = with_months_named(measured(ledger), ledger, blocks)
    meant, slips = as_meant(blocks, month)
    templates, writing = month.workspace.templates_dir, read_writing(month.workspace, month.period)
    written, own = (
        read(text_blocks(_text(compose(month, templates, told)))).sentences for told in (writing, Writing())
    )
    return _Meant(meant, slips, _held(meant, ledger, month, written), frozenset(s.original for s in own))


def _held(blocks: list[DocumentBlock], ledger: Ledger, month: Month, written: Sequence[ReadSentence]) -> LedgerHeld:
    reading, held = read(blocks), against_ledger(blocks, ledger, month)
    astray = None if is_of_now(held.claims) else months_astray(reading, month)
    if astray and not speaks_of(reading.sentences, month):
        return LedgerHeld([astray], astray=True)
    accused = {(claim.place, claim.stated) for claim in held.claims if claim.verdict is Verdict.WRONG}
    told = _held_against_circular(reading, month, written)
    claims = [*held.claims, *(claim for claim in told if (claim.place, claim.stated) not in accused)]
    return replace(held, claims=[*([astray] if astray else []), *claims])


def refuted(document: Path, ledger: Ledger, month: Month, writing: Writing) -> list[NumericClaim]:
    """Give what somebody states wrongly in a document of the month: by its own numbers, or by the figures of the ledger.

    What the workbench itself has put there, a sentence of its wording or a cell of its table, is the ledger's own word: it
    is accused only together with what a person wrote, in the draft (`writing`) or the office's template.

    Raises:
        WordingError: the county's wording can't be used.
    """
    templates = month.workspace.templates_dir
    hand = _Handwriting([*written_by_hand(month, templates, writing), *_of_template(templates / TEMPLATE_FILE)])
    if not hand.texts:
        return []
    blocks = read_document(document)
    held = against_ledger(blocks, ledger, with_months_named(month, ledger, blocks))
    claims = [c for c in told_together(audit_blocks(blocks), held, blocks) if c.verdict is Verdict.WRONG]
    return [replace(claim, file=document.name) for claim in claims if hand.has_part_in(claim, blocks)]


class _Handwriting:
    """What people have written in a document, and which claims rest on it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = [_squeezed(text) for text in texts if _squeezed(text)]

    def has_part_in(self, claim: NumericClaim, blocks: list[DocumentBlock]) -> bool:
        """Say whether what a claim accuses or rests on was written by hand: its sentence or cell, where else the same wrong figure stands, those of its proof, or a number that stands nowhere else."""
        mentions = read(blocks).mentions if claim.again else []
        again = [
            " | ".join(filter(None, blocks[place[0]].rows[place[1]]))
            if len(place) > 1
            else mentions[place[0] - 1].sentence.original
            for place in claim.again
        ]
        if any(map(self._holds, [claim.sentence, *again, *(mention.sentence.original for mention in claim.proof)])):
            return True
        ours = [cell for block in blocks for cell in (block.text, *(c for row in block.rows for c in row))]
        ours = [text for text in map(_squeezed, ours) if not self._holds(text)]
        used = [_squeezed(operand.text) for operand in claim.operands]
        return any(u in text for u in used for text in self.texts) and not all(any(u in o for o in ours) for u in used)

    def _holds(self, said: str) -> bool:
        text = _squeezed(said)
        return any(own in text or (text in own and len(text) > 1) for own in self.texts)


def _squeezed(text: str) -> str:
    return regex(r"\s").sub("", text)


def _of_template(template: Traversable) -> list[str]:
    """Give the words with a quantity that the office's own template prints whatever the month."""
    words = fixed_words(template) if template.is_file() else []
    return [text for text in words if any(quantity.unit for quantity in quantities(text))]


@dataclass(frozen=True)
class Worded:
    """A sentence cut into numbers, names of units and the words between them; `frame` is it without the first two."""

    sentence: ReadSentence
    tokens: tuple[str, ...]
    frame: str


def _held_against_circular(reading: Reading, month: Month, written: Sequence[ReadSentence]) -> list[NumericClaim]:
    """Give what a draft says otherwise than the circular of the month, where it still says it in the circular's words."""
    names = sorted((str(name) for name in month.units["unit"]), key=len, reverse=True)
    token = re.compile("|".join([*map(re.escape, names), _NUMBER]))
    worded = [_worded(sentence, token) for sentence in written]
    claims: list[NumericClaim] = []
    for sentence in reading.sentences:
        own = _worded(sentence, token)
        match = _nearest(own, worded) if len(own.tokens) > len({own.frame}) else None
        if match is not None:
            claims += _differences(own, match, frozenset(names))
    return claims


def _text(circular: Circular) -> str:
    told = [p.title + p.text for section in circular.sections for p in section.paragraphs]
    return "\n".join([circular.title.replace("|", ""), circular.opening, *told, *(s.text for s in circular.notes)])


def _worded(sentence: ReadSentence, token: re.Pattern[str]) -> Worded:
    text = regex(r"^（[一二三四五六七八九十]+）|^\d+\.").sub("", sentence.text)
    parts = [part for part in regex(f"({token.pattern})").split(text) if part]
    return Worded(sentence, tuple(parts), token.sub("#", text))


def _nearest(own: Worded, written: Sequence[Worded]) -> Worded | None:
    best: tuple[float, Worded] | None = None
    matcher = SequenceMatcher(None, "", own.frame, autojunk=False)
    for other in written:
        matcher.set_seq1(other.frame)
        if len(own.frame) >= _LEAST and matcher.real_quick_ratio() > _ALIKE and matcher.quick_ratio() > _ALIKE:
            ratio = matcher.ratio()
            if ratio > _ALIKE and (best is None or ratio > best[0]):
                best = ratio, other
    return best[1] if best else None


def _differences(own: Worded, written: Worded, names: frozenset[str]) -> Iterator[NumericClaim]:
    """Give the numbers and names of a sentence that stand otherwise in the circular; other words are the office's own."""
    for kind, a, b, c, d in SequenceMatcher(None, written.tokens, own.tokens, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        right, said = written.tokens[a:b], own.tokens[c:d]
        if kind == "replace" and len(right) == len(said):
            for one, other in zip(right, said, strict=True):
                if _is_value(one, names) and _is_value(other, names) and not _same(one, other):
                    yield _told(own, other, f"工作台本月的通报这一处是 {one}，文中写 {other}", one)
        elif dropped := [t for t in right if t in names and t not in own.tokens]:
            yield _told(
                own, said[0] if said else dropped[0], f"工作台本月的通报这一句还有{'、'.join(dropped)}，文中没有", ""
            )
        elif added := [t for t in said if t in names and t not in written.tokens]:
            yield _told(own, added[0], f"工作台本月的通报这一句没有{'、'.join(added)}", "")


def _is_value(token: str, names: frozenset[str]) -> bool:
    return token in names or token[:1].isdigit() or token[:1] == "-"


def _same(right: str, said: str) -> bool:
    """Say whether two printed numbers are one, the coarser rounded: 2479万元 and 0.25亿元."""
    one, other = _quantity(right), _quantity(said)
    if one is None or other is None or one.dimension != other.dimension:
        return right == said
    return told_alike(one.printed, other.printed) != Verdict.WRONG


def _quantity(token: str) -> Quantity | None:
    found = quantities(token)
    return found[0] if len(found) == 1 and found[0].text == token else None


def _told(own: Worded, said: str, message: str, right: str) -> NumericClaim:
    sentence = own.sentence
    mention = next((m for m in sentence.mentions if m.quantity.text == said), None)
    used = (operand(shown),) if (shown := _quantity(right)) else ()
    entry, unit = (mention.number, mention.quantity.unit) if mention else (0, "")
    claim = text_claim(sentence, "consistency", said, right, Verdict.WRONG, message, entry=entry)
    return replace(claim, operands=used, unit=unit)
