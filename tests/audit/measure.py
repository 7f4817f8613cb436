"""How well the auditor tells wrong from right on labelled sentences: `python -m tests.audit.measure a [--list]`."""

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from zzlib.audit import NumericClaim, audit_text

_ONE_SUM = {"sum", "difference"}


@dataclass(frozen=True)
class Score:
    """Claims labelled wrong and found wrong."""

    found: int
    missed: int
    false: int

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0


def examples(half: str) -> list[dict]:
    return tomllib.loads(Path(__file__).with_name(f"sentences_{half}.toml").read_text(encoding="utf-8"))["sentence"]


def judge_example(example: dict) -> tuple[list, list[NumericClaim], list[NumericClaim]]:
    """Give the labels missed, the claims found wrong by right, and those found wrong without a label."""
    wrong = [claim for claim in audit_text(example["text"]) if claim.verdict == "wrong"]
    labels = [label for label in example["claims"] if label[1] == "wrong"]
    missed = [label for label in labels if not any(_same(claim, label) for claim in wrong)]
    right = [claim for claim in wrong if any(_same(claim, label) for label in labels)]
    return missed, right, [claim for claim in wrong if claim not in right]


def _same(claim: NumericClaim, label: list[str]) -> bool:
    """A sum that does not close may be told of its total or of its rest; a rate, of it or of a number that it is reckoned of."""
    stated = tuple(said.rstrip("个家项位人%") for said in label[2].split("|"))
    of_operand = any(operand.text.startswith(stated) for operand in claim.operands)
    return claim.stated.startswith(stated) or of_operand or {claim.kind, label[0]} == _ONE_SUM


def measure(half: str) -> Score:
    results = [judge_example(example) for example in examples(half)]
    labelled = sum(sum(label[1] == "wrong" for label in example["claims"]) for example in examples(half))
    missed = sum(len(missed) for missed, _, _ in results)
    return Score(labelled - missed, missed, sum(len(false) for _, _, false in results))


if __name__ == "__main__":
    half = sys.argv[1]
    if "--list" in sys.argv:
        for example in examples(half):
            missed, _, false = judge_example(example)
            if missed or false:
                print(
                    example["text"],
                    *(f"\n  MISSED {label}" for label in missed),
                    *(f"\n  FALSE {c.kind} {c.stated} {c.message}" for c in false),
                )
    score = measure(half)
    print(f"{score}  precision {score.precision:.3f}  recall {score.recall:.3f}")
