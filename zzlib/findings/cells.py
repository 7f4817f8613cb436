"""The cells behind a finding: those of every figure that it rests on."""

import pandas as pd

from zzlib.findings.judging import Finding
from zzlib.indicators import Explainer
from zzlib.indicators.explaining import PART_COLUMNS


def source_cells(finding: Finding, explainer: Explainer) -> pd.DataFrame:
    """Give the cells of a finding's evidence: figure, then the columns of an explanation's parts, all text."""
    parts = [
        explainer.explain(given.figure.figure, given.figure.scope).parts.assign(figure=given.figure.figure)
        for given in finding.evidence
    ]
    empty = pd.DataFrame(columns=["figure", *PART_COLUMNS], dtype="str")
    return pd.concat([empty, *parts], ignore_index=True)[["figure", *PART_COLUMNS]]
