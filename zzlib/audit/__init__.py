"""Reads prose and tables, finds the numeric claims, and proves or refutes them by the document's own numbers."""

from zzlib.audit.audit import audit_blocks, audit_file, audit_text
from zzlib.audit.documents.blocks import UnreadableDocumentError
from zzlib.audit.judging.claim import NumericClaim, Operand
from zzlib.audit.numbers.arithmetic import Verdict

__all__ = ["NumericClaim", "Operand", "UnreadableDocumentError", "Verdict", "audit_blocks", "audit_file", "audit_text"]
