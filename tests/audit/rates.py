"""How often numbers written in each form are meant as a relation: `python -m tests.audit.rates folder…` prints the measured part of chance.toml.

Each folder holds a `passages.jsonl`: `text`, and `planted` with `original` and `printed`, or null. The texts are put
right first. To begin from nothing, empty `[forms]`; the second run counts by the rates of the first what is left open.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from zzlib.audit import audit_text
from zzlib.audit.accidents import open_relations
from zzlib.audit.chance import SlipKind, slips_of, starts_of
from zzlib.audit.documents import text_blocks
from zzlib.audit.reading import read
from zzlib.audit.register import FigureRegister
from zzlib.audit.tried import tried_relations

_LEAST, _APART = 10, 0.12
"""A form found more seldom, or with rates no further from those of its beginning, says nothing more."""
_DRAWN = 3
"""So many accidents are added to those expected and to those met: few of them say little."""


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


def measured(texts: Iterable[str]) -> tuple[dict[str, tuple[int, int, int]], dict[str, float]]:
    """Give for each form how often it was found, held, and was left open; and how much oftener than by chance a slip made it hold."""
    found, held, left = Counter(), Counter(), Counter()
    expected, met = Counter(), Counter()
    for text in texts:
        claims, register = audit_text(text), FigureRegister(read(text_blocks(text)))
        for relation in tried_relations(register, claims):
            found.update(starts_of(relation.form))
            held.update(starts_of(relation.form) if relation.held else ())
        for relation in open_relations(register, claims):
            left.update(starts_of(relation.form))
            slips = [
                (n, value)
                for n, m in enumerate(relation.figures)
                for k in SlipKind
                for value in slips_of(m.quantity, k)
            ]
            if slips and len(slips) < relation.room:
                expected[relation.kind] += len(slips) / float(relation.room)
                met[relation.kind] += any(relation.holds(n, value) for n, value in slips)
    counts = {form: (number, held[form], left[form]) for form, number in sorted(found.items())}
    forms: dict[str, tuple[int, int, int]] = {}
    for form, (number, meant, unmet) in counts.items():
        above = next((forms[start] for start in reversed(starts_of(form)[:-1]) if start in forms), (1, 0, 0))
        off = abs(meant / number - above[1] / above[0]) + abs(unmet / number - above[2] / above[0])
        if form == starts_of(form)[0] or (number >= _LEAST and off >= _APART):
            forms[form] = (number, meant, unmet)
    return forms, {kind: round((met[kind] + _DRAWN) / (expected[kind] + _DRAWN), 2) for kind in sorted(expected)}


if __name__ == "__main__":
    forms, crowding = measured(true_texts(map(Path, sys.argv[1:])))
    print("[crowding]", *(f"{kind} = {times}" for kind, times in crowding.items()), "", "[forms]", sep="\n")
    print(*(f'"{form}" = {list(counts)}' for form, counts in forms.items()), sep="\n")
