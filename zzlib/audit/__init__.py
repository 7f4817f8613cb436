"""Reads prose and tables, finds the numeric claims, and proves or refutes them by the document's own numbers."""

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.audit import audit_blocks, audit_file, audit_text
from zzlib.audit.blocks import UnreadableDocumentError
from zzlib.audit.claim import NumericClaim, Operand

__all__ = ["NumericClaim", "Operand", "UnreadableDocumentError", "Verdict", "audit_blocks", "audit_file", "audit_text"]
