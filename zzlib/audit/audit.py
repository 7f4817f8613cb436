"""The auditor: a document in, its claims with verdicts out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from zzlib.audit.claim import Claim
from zzlib.audit.consistency import consistency_claims
from zzlib.audit.counts import count_claims
from zzlib.audit.differences import difference_claims
from zzlib.audit.documents import Block, read_document, text_blocks
from zzlib.audit.growth import growth_claims
from zzlib.audit.implied import with_odd_targets
from zzlib.audit.pace import pace_claims, schedule_claims, stated_schedules
from zzlib.audit.reading import Reading, Sentence, read
from zzlib.audit.remainder import remainder_claims
from zzlib.audit.shares import share_claims
from zzlib.audit.sums import sum_claims
from zzlib.audit.tables import table_claims

_FAMILIES = (
    share_claims,
    growth_claims,
    difference_claims,
    sum_claims,
    count_claims,
    pace_claims,
    schedule_claims,
    stated_schedules,
)


def audit_text(text: str) -> list[Claim]:
    """Find the numeric claims of pasted text and judge them, in the order of the text."""
    return audit_blocks(text_blocks(text))


def audit_file(path: Path) -> list[Claim]:
    """Find the numeric claims of a .docx, .txt, .md or .html file and judge them.

    Raises:
        UnreadableDocumentError: the file can't be read.
    """
    return [replace(claim, file=path.name) for claim in audit_blocks(read_document(path))]


def audit_blocks(blocks: list[Block]) -> list[Claim]:
    """Judge the claims of a document's paragraphs and tables."""
    reading = read(blocks)
    claims: list[Claim] = []
    for sentence in reading.sentences:
        claims += _of_sentence(sentence, reading, claims)
    for place, block in reading.tables:
        claims += table_claims(block.rows, place)
    claims += consistency_claims(reading)
    return sorted(with_odd_targets(list(_once(claims))), key=lambda claim: claim.place)


def _of_sentence(sentence: Sentence, reading: Reading, before: list[Claim]) -> list[Claim]:
    found: list[Claim] = []
    for family in _FAMILIES:
        found += family(sentence, reading)
    found += remainder_claims(sentence, reading, [*before, *found])
    return found


def _once(claims: list[Claim]) -> Iterator[Claim]:
    seen = set()
    for claim in claims:
        key = (claim.place, claim.sentence, claim.kind, claim.stated, claim.operands, claim.message)
        if key not in seen:
            seen.add(key)
            yield claim
