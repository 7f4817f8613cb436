"""The workbench's own documents under the auditor, before anybody signs them."""

from dataclasses import replace
from pathlib import Path

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.audit import audit_blocks
from zzlib.audit.claim import NumericClaim
from zzlib.audit.documents import read_document
from zzlib.audit.ledger_figures import held_against_ledger
from zzlib.indicators import Month
from zzlib.ledger import Ledger


def refuted(document: Path, ledger: Ledger, month: Month) -> list[NumericClaim]:
    """Give what a document states wrongly: by its own numbers, or by the figures of the ledger's month."""
    blocks = read_document(document)
    claims = [*audit_blocks(blocks), *held_against_ledger(blocks, ledger, month)]
    return [replace(claim, file=document.name) for claim in claims if claim.verdict is Verdict.WRONG]
