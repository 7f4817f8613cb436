"""Made passages of many fields, each twice: as it should be, and with one number slipped: `python -m tests.audit.passages [kind]`.

A kind says how its numbers hang together; its texts are templates of official prose. The truth comes from the plan, never
from the auditor: of each pair one text is innocent, and in the other the named number is wrong.
"""

import random
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from zzlib.audit import NumericClaim, audit_text

_OF_SEVERAL = ("sum", "order", "ratio", "count", "consistency")
"""Kinds of claims that are told of any of their numbers."""

Numbers = dict[str, Decimal]


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _parts(draw: "Draw", number: int) -> Numbers:
    parts = {name: draw.amount() for name in "abcde"[:number]}
    return {"T": sum(parts.values(), Decimal(0)), **parts}


@dataclass
class Draw:
    """Chance, and the decimals of amounts and rates."""

    chance: random.Random
    decimals: int
    places: int

    def amount(self, low: int = 120, high: int = 980) -> Decimal:
        digits = self.chance.randrange(low, high)
        return Decimal(digits if digits % 10 else digits + 3).scaleb(-self.decimals)

    def rate(self, part: Decimal, whole: Decimal) -> Decimal:
        return rounded(part / whole * 100, self.places)


def _share(draw: Draw) -> Numbers:
    whole, part = draw.amount(600, 980), draw.amount(120, 560)
    return {"T": whole, "a": part, "b": whole - part, "p": draw.rate(part, whole), "q": draw.rate(whole - part, whole)}


def _growth(draw: Draw) -> Numbers:
    base, more = draw.amount(400, 980), draw.amount(31, 190)
    return {
        "n": base + more,
        "o": base,
        "m": more,
        "p": draw.rate(more, base),
        "l": base - more,
        "q": draw.rate(more, base),
    }


def _rates(draw: Draw) -> Numbers:
    now, then = (rounded(Decimal(draw.chance.randrange(520, 970)) / 10, 1) for _ in range(2))
    now, then = max(now, then) + Decimal("1.3"), min(now, then)
    return {"n": now, "o": then, "d": now - then}


def _average(draw: Draw) -> Numbers:
    number = Decimal(draw.chance.randrange(12, 46))
    total = Decimal(draw.chance.randrange(2000, 9000))
    return {"T": total, "k": number, "v": rounded(total / number, 1)}


def _monthly(draw: Draw) -> Numbers:
    before, month = draw.amount(300, 900), draw.amount(40, 190)
    return {"u": before, "m": month, "T": before + month}


def _ranked(draw: Draw) -> Numbers:
    return dict(zip("abcd", sorted((draw.amount() for _ in "abcd"), reverse=True), strict=True))


def _gap(draw: Draw) -> Numbers:
    target, done = draw.amount(600, 980), draw.amount(120, 560)
    return {"T": target, "a": done, "g": target - done, "p": draw.rate(done, target)}


def _structure(draw: Draw) -> Numbers:
    one, two = (Decimal(draw.chance.randrange(101, 430)) / 10 for _ in range(2))
    return {"a": one, "b": two, "c": 100 - one - two}


def _names(draw: Draw) -> Numbers:
    return {"k": Decimal(4)}


def _same(draw: Draw) -> Numbers:
    value = draw.amount(200, 980)
    return {"x": value, "y": value}


def _falls(draw: Draw) -> Numbers:
    early = draw.amount(300, 800)
    return {"x": early, "y": early + draw.amount(40, 190)}


KINDS: dict[str, Callable[[Draw], Numbers]] = {
    "parts2": lambda draw: _parts(draw, 2),
    "parts3": lambda draw: _parts(draw, 3),
    "parts4": lambda draw: _parts(draw, 4),
    "share": _share,
    "growth": _growth,
    "rates": _rates,
    "average": _average,
    "monthly": _monthly,
    "ranked": _ranked,
    "gap": _gap,
    "structure": _structure,
    "names": _names,
    "same": _same,
    "falls": _falls,
}


@dataclass(frozen=True)
class Passage:
    """A text; `wrong` is the number in it that is wrong as printed ("" in an innocent one), `others` those that may be named for it."""

    kind: str
    text: str
    wrong: str
    others: tuple[str, ...]


def slipped(value: Decimal, chance: random.Random) -> Decimal:
    """Slip as people do: two digits swapped, one digit wrong, or some per cent off; never by the last digit alone."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    digits = str(abs(int(value.scaleb(-exponent))))
    step = Decimal(1).scaleb(exponent)
    for _ in range(50):
        way, at = chance.randrange(3), chance.randrange(len(digits))
        if way == 0 and at + 1 < len(digits):
            new = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        elif way == 1:
            new = digits[:at] + str((int(digits[at]) + chance.randrange(2, 8)) % 10) + digits[at + 1 :]
        else:
            new = str(int(int(digits) * Decimal(chance.choice(["1.1", "0.9", "1.06"]))))
        moved = Decimal(int(new)) * step
        if abs(moved - value) >= 4 * step and new[0] != "0" and abs(moved / value - 1) >= Decimal("0.004"):
            return moved
    return value + 7 * step


@cache
def templates() -> list[dict]:
    return tomllib.loads(Path(__file__).with_name("passages.toml").read_text(encoding="utf-8"))["passage"]


def pairs(turns: int = 1, seed: int = 1) -> Iterator[tuple[Passage, Passage]]:
    """Give an innocent passage and its twin with a slip, for each template so many times."""
    for number, template in enumerate(templates()):
        for turn in range(turns):
            chance = random.Random(f"{seed}/{number}/{turn}")
            draw = Draw(chance, template.get("decimals", 0), template.get("places", chance.choice([1, 1, 2])))
            numbers = KINDS[template["kind"]](draw)
            named = template["slip"]
            which = chance.choice(named)
            if template["kind"] == "names":
                wrong = {which: numbers[which] + chance.choice([-1, 1])}
            elif template["kind"] == "ranked":
                wrong = {which: rounded(numbers["abcd"["abcd".index(which) - 1]] * Decimal("1.2"), draw.decimals)}
            elif template["kind"] == "falls":
                wrong = {which: rounded(numbers["x"] * Decimal("0.9"), draw.decimals)}
            else:
                wrong = {which: slipped(numbers[which], chance)}
            good, bad = numbers, numbers | wrong
            others = tuple(str(bad[name]) for name in template.get("others", named))
            label = template.get("label", template["kind"])
            yield (
                Passage(label, template["text"].format(**good), "", ()),
                Passage(label, template["text"].format(**bad), str(bad[which]), others),
            )


def found(passage: Passage, verdict: str = "wrong") -> list[NumericClaim]:
    return [claim for claim in audit_text(passage.text) if claim.verdict == verdict]


def is_found(passage: Passage) -> bool:
    """Say whether the number that slipped, or one that it must agree with, is called wrong."""
    said = (passage.wrong, *passage.others)
    return any(claim.stated.startswith(said) or claim.kind in _OF_SEVERAL for claim in found(passage))


def main() -> None:
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    turns = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    score: Counter[tuple[str, str]] = Counter()
    for good, bad in pairs(turns):
        if wanted and wanted != "all" and good.kind != wanted:
            continue
        accused, right = found(good), found(bad)
        doubted = found(good, "doubtful")
        named = is_found(bad)
        score[good.kind, "false"] += bool(accused)
        score[good.kind, "asked"] += bool(doubted)
        score[good.kind, "found"] += named
        score[good.kind, "elsewhere"] += bool(right) and not named
        score[good.kind, "doubtful"] += bool(found(bad, "doubtful")) and not named
        score[good.kind, "all"] += 1
        if wanted:
            for claim in [*accused, *doubted]:
                print("FALSE", claim.verdict, good.text, "\n      ", claim.stated, claim.message)
            if not named:
                said = [(c.verdict.value, c.stated, c.message) for c in audit_text(bad.text)]
                print("MISSED", bad.wrong, bad.text, *(f"\n      {one}" for one in said))
    columns = ("all", "found", "doubtful", "elsewhere", "false", "asked")
    for kind in sorted({kind for kind, _ in score}):
        print(f"{kind:12}", *(f"{name} {score[kind, name]:4}" for name in columns))
    total = {name: sum(score[kind, name] for kind, other in score if other == name) for name in columns}
    print(f"{'all':12}", *(f"{name} {total[name]:4}" for name in columns))


if __name__ == "__main__":
    main()
