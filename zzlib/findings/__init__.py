"""Problems found in the figures, each with its evidence; advice bound to them; what units could still apply for."""

from zzlib.findings.catalogue import advice_groups, advices, families, rules
from zzlib.findings.judging import Evidence, Finding, Status, Sureness, by_family, found, judge, weightiest

__all__ = [
    "Evidence",
    "Finding",
    "Status",
    "Sureness",
    "advice_groups",
    "advices",
    "by_family",
    "families",
    "found",
    "judge",
    "rules",
    "weightiest",
]
