"""How likely numbers laid out in each way are meant to belong together, and to be slips.

`python -m tests.audit.rates belonging folder…` prints likelihood.toml with the weights of what belongs together fitted
anew, `python -m tests.audit.rates slips folder…` with those of slips, which rest on the former.

Each folder holds a `passages.jsonl`: `text`, and `planted` with `original` and `printed`, or null. The texts are put
right first. A hypothesis holds if it is meant, or by accident; the first is a logistic regression on its traits, the
second what its precision and the numbers that only nearly meet tell. Then one figure at a time is spoilt, and what
tells it is set apart from all that looks like a slip in the texts as they were.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from random import Random
from zlib import crc32

from tests.audit.fitting import Regularisation, Row, fitted, fitted_to_spoilt
from tests.audit.spoiling import spoilt
from tests.audit.test_chance import random_text
from tests.audit.test_variants import SLIP as MARKED
from tests.audit.test_variants import passages
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.judging.chance import likelihood
from zzlib.audit.reading.reading import Mention, read
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.slips.figures import FigureList, WeighedFigure
from zzlib.audit.slips.hypotheses import Hypothesis, hypotheses
from zzlib.audit.slips.slip_traits import SLIP
from zzlib.audit.slips.slips_found import slips_found
from zzlib.audit.slips.traits import TraitReader
from zzlib.audit.totals.misprints import MISPRINT, misprinted
from zzlib.audit.totals.part_traits import PARTS, HeldPartitions, part_traits
from zzlib.audit.totals.partition import Partition
from zzlib.audit.totals.partitions import meant_parts, sure_parts, tried_partitions

_OF_NUMBERS, _OF_PARTS, _OF_SLIPS = Regularisation(8, 40.0), Regularisation(4, 1.5), Regularisation(15, 2.0)
"""There are few totals, of many names; far more pairs and threes of numbers."""
_EVEN, _FEW = 0.4, 30  # where little was met, numbers meet about so
_NEAR, _NARROW = 0.15, 0.03  # of the number: what nearly meets, with what tolerance
_DIGITS = 2  # of a total
_LIKELY, _SURE = 0.05, 0.5  # of a partition, of a hypothesis to be spoilt
_SPOILT_PARTS, _SPOILT = 8, 4  # of a text
_RANDOM = 400  # texts of figures that nobody reckoned
_WORKERS = 2


@dataclass
class Observed:
    """What was seen in texts: hypotheses, totals with parts, misprinted ones, slips; and how numbers meet by accident."""

    hypotheses: list[tuple[str, tuple[str, ...], bool, float]] = field(default_factory=list)
    parts: list[Row] = field(default_factory=list)
    misprints: list[Row] = field(default_factory=list)
    slips: list[Row] = field(default_factory=list)
    near: Counter[str] = field(default_factory=Counter)
    narrow: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Observed") -> None:
        """Add what was seen in another text."""
        for name in ("hypotheses", "parts", "misprints", "slips"):
            getattr(self, name).extend(getattr(other, name))
        self.near.update(other.near)
        self.narrow.update(other.narrow)

    def add_hypothesis(self, hypothesis: Hypothesis, traits: Iterable[str]) -> None:
        """Count one."""
        subject, tolerance = hypothesis.subject, hypothesis.tolerance
        self.hypotheses.append((hypothesis.kind, tuple(traits), hypothesis.holds, _room(hypothesis)))
        if tolerance < _NARROW * subject.value and not hypothesis.holds:
            self.narrow[hypothesis.kind] += 1
            self.near[hypothesis.kind] += abs(hypothesis.expected - subject.value) < _NEAR * subject.value

    def crowding(self) -> dict[str, float]:
        """Give how much oftener than evenly the numbers of each kind meet."""
        counted = ((kind, self.near[kind] + _FEW, self.narrow[kind] * 2 * _NEAR + _FEW / _EVEN) for kind in self.narrow)
        return {kind: round(near / room, 3) for kind, near, room in sorted(counted)}

    def belonging(self) -> tuple[float, dict[str, float], dict[str, float]]:
        """Give what all weights start from, how much oftener than evenly numbers meet, and the weight of each trait of what belongs together."""
        crowding = self.crowding()
        rows = [
            Row(traits, holds, min(0.5, crowding.get(kind, _EVEN) * room))
            for kind, traits, holds, room in self.hypotheses
        ]
        weights = fitted(rows, "start", _OF_NUMBERS)
        start = weights.pop("start")
        return start, crowding, weights | _since(start, fitted(self.parts, PARTS, _OF_PARTS))

    def of_slips(self, start: float) -> dict[str, float]:
        """Give the weight of each trait of misprinted totals and of slips."""
        misprints = fitted_to_spoilt(self.misprints, MISPRINT, _OF_SLIPS)
        return _since(start, misprints) | _since(start, fitted_to_spoilt(self.slips, SLIP, _OF_SLIPS))


def _since(start: float, weights: dict[str, float]) -> dict[str, float]:
    """Give weights of which the first is counted from another start."""
    first, *others = weights
    return {first: round(weights[first] - start, 3)} | {trait: weights[trait] for trait in others}


def _room(hypothesis: Hypothesis) -> float:
    """Say what part of a number is a hit."""
    return 2 * max(hypothesis.tolerance, hypothesis.subject.step / 2) / hypothesis.subject.value


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


def _registered(text: str) -> FigureRegister:
    return FigureRegister(read(text_blocks(text)))


def belonging(text: str, *, is_made: bool) -> Observed:
    """Give what may belong together in a text; of a made one, many of which are traps, only totals and parts."""
    found, register = Observed(), _registered(text)
    held, broken = tried_partitions(register)
    _add_parts(found, held, [partition for partition, _, traits in broken if misprinted(traits)])
    if not is_made:
        figures = FigureList(register)
        tried = list(hypotheses(figures))
        reader = TraitReader(tried, figures)
        for hypothesis in tried:
            found.add_hypothesis(hypothesis, reader.traits(hypothesis))
    return found


def slips(text: str, *, is_made: bool) -> Observed:
    """Give what looks like a slip in a text as it is, and after one figure was spoilt at a time; made ones, many of which are traps, aren't spoilt."""
    found, register = Observed(), _registered(text)
    held, broken = tried_partitions(register)
    found.misprints += [Row(tuple(traits), is_so=False) for _, _, traits in broken]
    told, judge = slips_found(register)
    found.slips += [Row(tuple(judge.traits(slip)), is_so=False) for slip in told]
    if not is_made:
        figures = FigureList(register)
        tried = list(hypotheses(figures))
        chance = Random(crc32(text.encode()))
        found.misprints += _spoilt_parts(text, held, chance)
        found.slips += _spoilt_figures(text, tried, TraitReader(tried, figures), chance)
    return found


def _add_parts(found: Observed, held: HeldPartitions, broken: Iterable[Partition]) -> None:
    """Count the first parts that make each total, and all that don't make a total though they may."""
    telling = [p for p in held.all if p.whole.quantity.digits >= _DIGITS]
    made = {(p.whole.number, p.parts[0].number): p for p in reversed(telling)}
    for partition in (*made.values(), *(p for p in broken if p.whole.quantity.digits >= _DIGITS)):
        room = 2 * float(partition.whole.quantity.step / partition.whole.quantity.value)
        traits = tuple(part_traits(partition, held))
        found.parts.append(Row(traits, partition.holds, min(0.5, _EVEN * room)))


def _with_slip(text: str, mention: Mention, chance: Random) -> FigureRegister | None:
    """Give a text with a number misprinted; `None` where it isn't clear which number that is."""
    number = mention.quantity.number
    slip = spoilt(mention.quantity, chance) if text.count(number) == 1 else None
    return _registered(text.replace(number, slip)) if slip else None


def _spoilt_parts(text: str, held: HeldPartitions, chance: Random) -> Iterator[Row]:
    """Give the traits of totals that hold and are likely meant, one of the figures of each misprinted."""
    likely = {
        (p.whole.number, p.parts[0].number): p
        for p in sorted(held.all, key=lambda p: meant_parts(p, held))
        if meant_parts(p, held) >= _LIKELY
    }
    for partition in list(likely.values())[-_SPOILT_PARTS:]:
        register = _with_slip(text, chance.choice(partition.figures), chance)
        numbers = [m.number for m in partition.figures]
        for found, _, traits in tried_partitions(register)[1] if register else ():
            if [m.number for m in found.figures] == numbers:
                yield Row(tuple(traits), is_so=True, sure=sure_parts(partition, held))


def _spoilt_figures(text: str, tried: Iterable[Hypothesis], reader: TraitReader, chance: Random) -> Iterator[Row]:
    """Give the traits of slips that tell what a figure was before it was misprinted."""
    surest: dict[WeighedFigure, float] = {}
    for hypothesis in tried:
        if hypothesis.holds:
            meant = likelihood().meant(reader.traits(hypothesis))
            sure = meant / (meant + (1 - meant) * likelihood().accident(hypothesis.kind, _room(hypothesis)))
            surest |= {figure: max(sure, surest.get(figure, 0.0)) for figure in hypothesis.all}
    known = [figure for figure, sure in surest.items() if sure > _SURE]
    for figure in chance.sample(known, min(_SPOILT, len(known))):
        register = _with_slip(text, figure.mention, chance)
        if register is None:
            continue
        told, judge = slips_found(register)
        for slip in told:
            if slip.figure.mention.number == figure.mention.number and slip.right == figure.mention.quantity.value:
                yield Row(tuple(judge.traits(slip)), is_so=True, sure=surest[figure])


def written(start: float, crowding: dict[str, float], weights: dict[str, float], *, texts: int) -> str:
    """Write likelihood.toml."""
    lines = [
        f"# 由 python -m tests.audit.rates 从 {texts} 段公文（改正了的）和一次改错其中一个数的量出，不要手改。",
        f"start = {start}",
        "",
        "[crowding]        # 凑巧合上的机会，是均匀分布时的几倍",
        *(f'"{kind}" = {times}' for kind, times in crowding.items()),
        "",
        "[weights]         # 每一个特征使几个数更可能（正）、更不可能（负）真有关系；misprint、slip 开头的：真是写错了",
        *(f'"{trait}" = {weight}' for trait, weight in sorted(weights.items())),
    ]
    return "\n".join(lines)


def made_texts() -> Iterator[str]:
    """Give the right ones of the made passages, and texts of figures at random."""
    yield from (MARKED.sub(r"\1", text) for _, text in passages())
    chance = Random(7)
    yield from (random_text(chance) for _ in range(_RANDOM))


def main(what: str, folders: Iterable[str]) -> str:
    """Give likelihood.toml with the weights of what `belonging` or `slips` tell fitted anew."""
    look, seen = {"belonging": belonging, "slips": slips}[what], Observed()
    true, made = list(dict.fromkeys(true_texts(map(Path, folders)))), list(dict.fromkeys(made_texts()))
    with Pool(_WORKERS) as workers:
        for one in workers.imap(partial(look, is_made=False), true, chunksize=8):
            seen.add(one)
        for one in workers.imap(partial(look, is_made=True), made, chunksize=32):
            seen.add(one)
    old = likelihood()
    of_slips = {trait: weight for trait, weight in old.weights.items() if trait.startswith((MISPRINT, SLIP))}
    if what == "slips":
        kept = {trait: weight for trait, weight in old.weights.items() if trait not in of_slips}
        return written(old.start, old.crowding, kept | seen.of_slips(old.start), texts=len(true) + len(made))
    start, crowding, weights = seen.belonging()
    return written(start, crowding, weights | of_slips, texts=len(true) + len(made))


if __name__ == "__main__":
    print(main(sys.argv[1], sys.argv[2:]))
