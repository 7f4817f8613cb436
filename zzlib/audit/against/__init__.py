"""A document against the ledger, and against the document before it."""
