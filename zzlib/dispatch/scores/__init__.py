"""Scores and lights of units by the county's own rule; none is in force where the county has written none."""

from zzlib.dispatch.scores.bases import BasisCell, explainer_of
from zzlib.dispatch.scores.rule import EXAMPLES, ScoreError, ScoreRule, example, rule_of
from zzlib.dispatch.scores.scoring import (
    LIGHTS,
    MonthScores,
    ScorePart,
    ScoreState,
    UnitScore,
    rule_fault,
    scores_by,
    scores_of,
)

__all__ = [
    "EXAMPLES",
    "LIGHTS",
    "BasisCell",
    "MonthScores",
    "ScoreError",
    "ScorePart",
    "ScoreRule",
    "ScoreState",
    "UnitScore",
    "example",
    "explainer_of",
    "rule_fault",
    "rule_of",
    "scores_by",
    "scores_of",
]
