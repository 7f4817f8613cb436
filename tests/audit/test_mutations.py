"""A slip in the month's circular is found by the document itself or by the ledger; the circular as written passes."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

import pytest

from tests.audit.mutations import KINDS, mutations
from tests.sampling import of_each_kind
from zzlib.audit import NumericClaim, audit_blocks
from zzlib.audit.documents.documents import read_document
from zzlib.audit.own import against_month
from zzlib.indicators import measured
from zzlib.ledger import open_ledger
from zzlib.report import write_bulletin
from zzlib.workspace import Workspace

MOST = 10  # slips of a kind stand for all of it


@pytest.fixture(scope="module")
def drafted(ready_county, tmp_path_factory):
    ledger = open_ledger(Workspace(ready_county(units=9, months=2, seed=1, mess="none", faults=False)), "2013-02")
    path = tmp_path_factory.mktemp("drafted") / "通报.docx"
    write_bulletin(measured(ledger), path)
    return ledger, read_document(path)


def found(blocks, ledger) -> bool:
    told = chain(against_month(blocks, ledger)[0], _by_itself(blocks))
    return any(claim.verdict == "wrong" for claim in told)


def _by_itself(blocks) -> Iterator[NumericClaim]:
    """Judge the document by its own numbers, once that is asked for."""
    yield from audit_blocks(blocks)


@pytest.mark.slow
def test_the_circular_as_written_passes(drafted):
    ledger, blocks = drafted
    assert not found(blocks, ledger)


def test_a_draft_of_another_month_is_told_once(drafted):
    ledger, blocks = drafted
    text = "截至1月底，全县到位资金100万元，完成全年任务的5%。"
    claims = against_month([type(blocks[0])(text=text)], ledger)[0]
    assert [(claim.stated, claim.recomputed) for claim in claims if claim.verdict == "wrong"] == [("1月", "2月")]


@pytest.mark.slow
def test_slips_of_every_kind_are_found_but_few(drafted):
    ledger, blocks = drafted
    names = [str(name) for name in measured(ledger).units["unit"]]
    tried, seen = Counter(), Counter()
    for kind, changed in of_each_kind(mutations(blocks, names), MOST):
        tried[kind] += 1
        seen[kind] += found(changed, ledger)
    assert set(tried) == set(KINDS)
    assert {kind: f"{seen[kind]} of {tried[kind]}" for kind in tried if seen[kind] < 0.9 * tried[kind]} == {}
