"""How likely numbers laid out in each way are meant to belong together: `python -m tests.audit.rates folder…` prints likelihood.toml.

Each folder holds a `passages.jsonl`: `text`, and `planted` with `original` and `printed`, or null. The texts are put
right first. A hypothesis holds if it is meant, or by accident; the first is a logistic regression on its traits, the
second what its precision and the numbers that only nearly meet tell.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.audit.test_variants import SLIP, passages
from zzlib.audit.documents import text_blocks
from zzlib.audit.figures import FigureList
from zzlib.audit.hypotheses import Hypothesis, hypotheses
from zzlib.audit.part_runs import Partition, digits_of
from zzlib.audit.part_traits import PARTS, part_traits
from zzlib.audit.partitions import partitions
from zzlib.audit.reading import read
from zzlib.audit.register import FigureRegister
from zzlib.audit.traits import TraitReader

_SEEN, _SEEN_OF_PARTS = 8, 4  # a trait found more seldom says nothing
_DRAWN, _DRAWN_OF_PARTS = 40.0, 1.5  # how strongly weights are drawn to nothing: there are few totals, of many names
_STEPS, _PACE = 120, 0.075
_DIGITS = 2  # of a total
_LEAST = 0.06  # a smaller weight is left out
_EVEN, _FEW = 0.4, 30  # where little was met, numbers meet about so
_NEAR, _NARROW = 0.15, 0.03  # of the number: what nearly meets, with what tolerance


@dataclass
class Observed:
    """The hypotheses of true texts: their traits, whether they hold, and how likely by accident."""

    traits: list[list[str]] = field(default_factory=list)
    held: list[bool] = field(default_factory=list)
    room: list[float] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    near: Counter[str] = field(default_factory=Counter)
    narrow: Counter[str] = field(default_factory=Counter)

    def add(self, hypothesis: Hypothesis, traits: list[str]) -> None:
        """Count one."""
        subject, tolerance = hypothesis.subject, hypothesis.tolerance
        self.traits.append(traits)
        self.held.append(hypothesis.holds)
        self.kinds.append(hypothesis.kind)
        self.room.append(2 * max(tolerance, subject.step / 2) / subject.value)
        if tolerance < _NARROW * subject.value and not hypothesis.holds:
            self.narrow[hypothesis.kind] += 1
            self.near[hypothesis.kind] += abs(hypothesis.expected - subject.value) < _NEAR * subject.value

    def add_parts(self, partition: Partition, traits: list[str]) -> None:
        """Count a total and its parts."""
        self.traits.append(traits)
        self.held.append(partition.holds)
        self.kinds.append(PARTS)
        self.room.append(2 * float(partition.whole.quantity.step / partition.whole.quantity.value))

    def crowding(self) -> dict[str, float]:
        """Give how much oftener than evenly the numbers of each kind meet."""
        counted = ((kind, self.near[kind] + _FEW, self.narrow[kind] * 2 * _NEAR + _FEW / _EVEN) for kind in self.narrow)
        return {kind: round(near / room, 3) for kind, near, room in sorted(counted)}


def true_texts(folders: Iterable[Path]) -> Iterator[str]:
    """Give the passages with the planted error put right; none of which it isn't clear where it is."""
    for folder in folders:
        for line in (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines():
            passage = json.loads(line)
            planted = passage.get("planted")
            if not planted:
                yield passage["text"]
            elif passage["text"].count(str(planted["printed"])) == 1:
                yield passage["text"].replace(str(planted["printed"]), str(planted["original"]))


def observed(texts: Iterable[str], made: Iterable[str] = ()) -> Observed:
    """Give the hypotheses of texts, and the totals and parts of made ones, too: many of them are traps."""
    found = Observed()
    for text in made:
        _add_partitions(found, FigureRegister(read(text_blocks(text))))
    for text in dict.fromkeys(texts):
        register = FigureRegister(read(text_blocks(text)))
        figures = FigureList(register)
        tried = list(hypotheses(figures))
        reader = TraitReader(tried, figures)
        for hypothesis in tried:
            found.add(hypothesis, reader.traits(hypothesis))
        _add_partitions(found, register)
    return found


def _add_partitions(found: Observed, register: FigureRegister) -> None:
    """Count the first parts that make each total, and all that don't make a total which none make."""
    held, broken = partitions(register)
    telling = [p for p in held.all if digits_of(p.whole) >= _DIGITS]
    made = {(p.whole.number, p.parts[0].number): p for p in reversed(telling)}
    for partition in (*made.values(), *(p for p in broken if digits_of(p.whole) >= _DIGITS)):
        found.add_parts(partition, part_traits(partition, held))


def fitted(found: Observed) -> tuple[float, dict[str, float]]:
    """Give the start and the weights that make what holds likeliest, by Adam's gradient descent."""
    seen = Counter(trait for traits in found.traits for trait in traits)
    of_parts = {trait for trait in seen if trait.startswith(PARTS)}
    names = [trait for trait, times in seen.items() if times >= (_SEEN_OF_PARTS if trait in of_parts else _SEEN)]
    drawn = np.array([_DRAWN_OF_PARTS if trait in of_parts else _DRAWN for trait in names])
    index = {trait: n for n, trait in enumerate(names)}
    columns = [[index[trait] for trait in traits if trait in index] for traits in found.traits]
    rows = np.repeat(np.arange(len(columns)), [len(c) for c in columns])
    flat = np.array([n for c in columns for n in c], dtype=np.int32)
    crowding = found.crowding()
    held = np.array(found.held)
    accident = np.array(
        [min(0.5, max(1e-9, crowding.get(k, _EVEN) * r)) for k, r in zip(found.kinds, found.room, strict=True)]
    )
    weights = np.zeros(len(names) + 1)
    weights[-1] = -3.0
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        meant = 1 / (1 + np.exp(-np.bincount(rows, weights=weights[flat], minlength=len(held)) - weights[-1]))
        likely = np.maximum(meant + (1 - meant) * accident, 1e-9)
        slope = np.where(held, -(1 - accident) / likely, 1 / np.maximum(1 - meant, 1e-9)) * meant * (1 - meant)
        gradient = np.append(np.bincount(flat, weights=slope[rows], minlength=len(names)), slope.sum())
        gradient[:-1] += drawn * weights[:-1]
        first, second = 0.9 * first + 0.1 * gradient, 0.99 * second + 0.01 * gradient**2
        weights -= _PACE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    kept = {name: round(float(w), 2) for name, w in zip(names, weights[:-1], strict=True) if abs(w) >= _LEAST}
    return round(float(weights[-1]), 3), dict(sorted(kept.items()))


def written(found: Observed) -> str:
    """Write likelihood.toml."""
    start, weights = fitted(found)
    lines = [
        f"# 由 python -m tests.audit.rates 从真实公文（改正了的）里的 {len(found.held)} 种可能的算式量出（成立 {sum(found.held)} 种），不要手改。",
        f"start = {start}",
        "",
        "[crowding]        # 凑巧合上的机会，是均匀分布时的几倍",
        *(f'"{kind}" = {times}' for kind, times in found.crowding().items()),
        "",
        "[weights]         # 每一个特征使几个数更可能（正）、更不可能（负）真有关系",
        *(f'"{trait}" = {weight}' for trait, weight in weights.items()),
    ]
    return "\n".join(lines)


def own_texts() -> Iterator[str]:
    """Give the right ones of the made passages."""
    return (SLIP.sub(r"\1", text) for _, text in passages())


if __name__ == "__main__":
    print(written(observed(true_texts(map(Path, sys.argv[1:])), own_texts())))
