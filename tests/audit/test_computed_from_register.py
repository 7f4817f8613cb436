"""What a verdict rests on is in the register, and an `ok` was computed: from the registered numbers alone it comes out again."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.audit.measure import examples
from zzlib.audit import NumericClaim, audit_text
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.judging.claim import relation_of
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict
from zzlib.audit.reading.reading import read
from zzlib.audit.reading.register import Entry, FigureRegister

RECOMPUTED = 0.9
"""Of what holds in prose; the rest are lists that are counted, dates, and units that are turned into others."""


def told(half: str) -> Iterator[tuple[NumericClaim, dict[int, Entry]]]:
    for example in examples(half):
        entries = {entry.number: entry for entry in FigureRegister(read(text_blocks(example["text"]))).entries}
        yield from ((claim, entries) for claim in audit_text(example["text"]) if not claim.cell and claim.entry)


@pytest.mark.parametrize("half", "abcdefgh")
def test_a_verdict_rests_on_nothing_but_registered_numbers(half):
    for claim, entries in told(half):
        assert {claim.entry, *claim.to_json()["rests_on"]} <= set(entries), claim.message


@pytest.mark.parametrize("half", "abcdefgh")
def test_what_holds_comes_out_again_from_the_registered_numbers(half):
    again = Counter()
    for claim, entries in told(half):
        if claim.verdict == Verdict.OK:
            relation = relation_of(claim, entries[claim.entry].mention)
            again[relation is not None] += 1
            assert relation is None or relation.verdict({}) in HOLDS, claim.message
    assert again[True] >= RECOMPUTED * again.total()
