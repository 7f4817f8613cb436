"""The workbench's own documents under the auditor before anybody signs them, and any document against a month of the ledger."""

from dataclasses import replace
from pathlib import Path

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.as_written import held_against_circular
from zzlib.audit.audit import audit_blocks
from zzlib.audit.blocks import DocumentBlock
from zzlib.audit.claim import NumericClaim
from zzlib.audit.documents import read_document
from zzlib.audit.ledger_figures import held_against_ledger
from zzlib.indicators import Month, measured
from zzlib.ledger import Ledger


def held_against_month(blocks: list[DocumentBlock], ledger: Ledger) -> list[NumericClaim]:
    """Hold a document against the ledger's figures and, where it speaks in its words, the month's circular; one word on a number.

    Raises:
        WordingError: the county's wording can't be used.
    """
    month = measured(ledger)
    claims = held_against_ledger(blocks, ledger, month)
    accused = {(claim.place, claim.stated) for claim in claims if claim.verdict is Verdict.WRONG}
    told = held_against_circular(blocks, month)
    return [*claims, *(claim for claim in told if (claim.place, claim.stated) not in accused)]


def refuted(document: Path, ledger: Ledger, month: Month) -> list[NumericClaim]:
    """Give what a document states wrongly: by its own numbers, or by the figures of the ledger's month."""
    blocks = read_document(document)
    claims = [*audit_blocks(blocks), *held_against_ledger(blocks, ledger, month)]
    return [replace(claim, file=document.name) for claim in claims if claim.verdict is Verdict.WRONG]
