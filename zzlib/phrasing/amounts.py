"""How the amounts of a document are printed, so that a pocket calculator finds the printed totals, shares and differences.

Nothing is balanced: the document takes the coarsest step (unit and decimals) at which what is printed closes. In a sentence
all amounts have one unit and number of decimals; only whole ones (13亿元) stand without. Amounts too small for that keep their own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import permutations, product
from math import prod
from typing import Literal

from zzlib.data import DataModel
from zzlib.indicators.catalogue import UNSTATED, resolve
from zzlib.indicators.month import Figure, Figures, Month
from zzlib.indicators.own_figures import catalogue_of
from zzlib.money import FEN_PER_UNIT, display_money, display_percent, round_half_up
from zzlib.phrasing.marks import Reference, Said, remarked

_YI = FEN_PER_UNIT["亿元"]
_LEAST_UNITS = 10
"""An amount of fewer units of the last decimal than this keeps a unit of its own: 0.03亿元 says too little."""
_MOST_PRINTINGS = 256

_Printing = tuple[Decimal, Decimal]
"""An amount as printed, and what its last digit is worth, in yuan."""


class AmountStep(DataModel):
    """A unit of money (yi 亿元, wan 万元) and a number of decimals."""

    unit: Literal["yi", "wan"]
    digits: int


@dataclass(frozen=True)
class PrintedScale:
    """The step at which a document's amounts are printed; `closes` tells whether what is printed closes at it."""

    step: AmountStep
    wan_digits: int = 2
    closes: bool = True

    def texts(self, fens: Sequence[int]) -> list[str]:
        """Write the amounts of one sentence."""
        unit, digits = self._manner(fens)
        return [self._text(fen, unit, digits, alone=len(fens) == 1) for fen in fens]

    def printings(self, fens: Sequence[int]) -> list[_Printing]:
        """Give the same amounts as numbers."""
        return [_printing(text) for text in self.texts(fens)]

    def _manner(self, fens: Sequence[int]) -> tuple[str, int]:
        largest = max(map(abs, fens), default=0)
        if self.step.unit == "yi" and largest >= _YI:
            return "亿元", self.step.digits
        return "万元", max(self.step.digits, self.wan_digits) if self.step.unit == "wan" else self.wan_digits

    @staticmethod
    def _text(fen: int, unit: str, digits: int, *, alone: bool) -> str:
        size = FEN_PER_UNIT[unit]
        if abs(fen) < size and abs(fen) * 10**digits < _LEAST_UNITS * size:
            return display_money(fen)
        if fen % size == 0:
            return f"{fen // size}{unit}"
        number = f"{round_half_up(Decimal(fen) / size, digits):f}"
        trims = alone and unit == "万元" and "." in number
        return f"{number.rstrip('0').rstrip('.') if trims else number}{unit}"


def closing(month: Month, sentences: Iterable[Said], steps: Sequence[AmountStep], yi_from: int = 1) -> PrintedScale:
    """Give the coarsest step at which a document's sentences close; the finest where they do at none.

    A document of a county with a smaller task (where it has none, with a smaller largest amount) than `yi_from` 亿元 is in
    万元 throughout, all year.
    """
    said = list(sentences)
    printed = [
        [f for key in dict.fromkeys(s.figures) if (f := month.figures.get(*key)) and f.value is not None] for s in said
    ]
    money = [[_fen(f) for f in figures if f.unit == "yuan"] for figures in printed]
    least = month.settings.document.rounding_digits
    tried = [AmountStep(unit="yi", digits=least), *(s for s in steps if s.unit == "wan" or s.digits > least)]
    task = month.figures["funds_target"]
    if (_fen(task) if task.value else max((abs(fen) for fens in money for fen in fens), default=0)) < yi_from * _YI:
        tried = [step for step in tried if step.unit == "wan"] or [AmountStep(unit="wan", digits=least)]
    # 万元 are read more easily whole: they have decimals only where they don't close without.
    for step, wan_digits in product(tried, (0, least)):
        amounts = PrintedScale(step, wan_digits)
        if _closes(amounts, month, printed):
            return amounts
    return PrintedScale(tried[-1], least, closes=False)


def figures_alone(figures: Figures, names: Iterable[str], amounts: PrintedScale) -> Figures:
    """Give figures of the county that stand alone on a page, their amounts in the document's manner."""

    def printed(figure: Figure) -> Figure:
        if figure.unit != "yuan" or figure.value is None:
            return figure
        over = "超额" if figure.size.startswith("超额") else ""
        return replace(figure, size=over + amounts.texts([_fen(figure)])[0])

    return Figures([printed(figures[name]) for name in names])


def adding_up(total: int, parts: Sequence[int], steps: Sequence[AmountStep]) -> list[str]:
    """Write a total and its parts (fen) at the first step, from coarse to fine, at which the printed parts give the printed total."""
    for step in steps:
        amounts = PrintedScale(step)
        whole, *rest = amounts.printings([total, *parts])
        if _adds_up(whole, rest):
            break
    return amounts.texts([total, *parts])


def reprinted(said: Said, month: Month, amounts: PrintedScale) -> Said:
    """Give a sentence with its amounts in the document's manner."""
    money = {
        key: f for key in said.figures if (f := month.figures.get(*key)) and f.unit == "yuan" and f.value is not None
    }
    texts = dict(zip(money, amounts.texts([_fen(f) for f in money.values()]), strict=True))

    def text(keys: Sequence[Reference], before: str) -> str:
        if len(keys) != 1 or keys[0] not in money:
            return before
        figure, new = money[keys[0]], texts[keys[0]]
        over = "超额" if figure.size.startswith("超额") else ""
        return before.replace(figure.size, over + new)

    return remarked(said, text)


def _fen(figure: Figure) -> int:
    """Give an amount in fen; what is over (超额) is printed without its sign."""
    fen = int((figure.value or Decimal(0)) * 100)
    return -fen if figure.size.startswith("超额") else fen


def _printing(text: str) -> _Printing:
    unit = next(unit for unit in ("亿元", "万元", "元") if text.endswith(unit))
    number, scale = Decimal(text.removesuffix(unit)), Decimal(FEN_PER_UNIT[unit]) / 100
    return number * scale, scale.scaleb(-len(text.removesuffix(unit).partition(".")[2]))


def _closes(amounts: PrintedScale, month: Month, printed: list[list[Figure]]) -> bool:
    """Tell whether totals, differences, shares and monthly needs can be worked out again from what the document prints."""
    seen: dict[Reference, set[_Printing]] = {}
    ratios: dict[Reference, Figure] = {}
    for figures in printed:
        money = [figure for figure in figures if figure.unit == "yuan"]
        for figure, printing in zip(money, amounts.printings([_fen(f) for f in money]), strict=True):
            seen.setdefault((figure.figure, figure.scope), set()).add(printing)
        ratios |= {(f.figure, f.scope): f for f in figures if f.unit == "ratio"}
    return all(_sums(month, seen)) and all(_shares(month, seen, ratios.values()))


def _sums(month: Month, seen: dict[Reference, set[_Printing]]) -> Iterator[bool]:
    for total, parts in (*_kinds(month, seen), *_differences(month, seen), *_steps_of_differences(month, seen)):
        yield from (_adds_up(at[0], at[1:]) for at in _together(seen, [total, *parts]))
    for key in seen:
        figure = month.figures[key]
        if catalogue_of(month.workspace).figures[key[0]].compute == "monthly" and figure.denominator:
            gap = _of_value(month, seen, figure.numerator, key[1])
            pairs = _together(seen, [gap, key]) if gap else ()
            yield from (round_half_up(a[0] / figure.denominator / b[1], 0) * b[1] == b[0] for a, b in pairs)


def _kinds(month: Month, seen: dict[Reference, set[_Printing]]) -> Iterator[tuple[Reference, list[Reference]]]:
    """Give totals of the county with their printed parts by kind, where these are all."""
    kinds = [f"kind:{kind}" for kind in (*month.settings.kinds.ids, UNSTATED)]
    for total in [key for key in seen if key[1] == "county"]:
        parts = [(total[0], scope) for scope in kinds if (total[0], scope) in seen]
        if parts and sum(_value(month, part) for part in parts) == _value(month, total):
            yield total, parts


def _differences(month: Month, seen: dict[Reference, set[_Printing]]) -> Iterator[tuple[Reference, list[Reference]]]:
    """Give what a printed difference was taken from, with what was taken and the difference."""
    known = catalogue_of(month.workspace).figures
    sums = {(known[k[0]].measure, k[1]): k for k in seen if known[k[0]].compute == "sum"}
    for key in seen:
        definition, scope = known[key[0]], key[1]
        if definition.compute in ("difference", "change"):
            whole, less = (
                sums.get((resolve(name, month.settings), scope)) for name in (definition.measure, definition.minus)
            )
            if whole and less:
                yield (whole, [less, key]) if _value(month, key) >= 0 else (less, [whole, key])


def _steps_of_differences(
    month: Month, seen: dict[Reference, set[_Printing]]
) -> Iterator[tuple[Reference, list[Reference]]]:
    """Give printed differences with two others that they are made of: what has not come, of it not allotted and on its way."""
    known = catalogue_of(month.workspace).figures
    taken = {key: d for key in seen if (d := known[key[0]]).compute == "difference" and d.minus}
    for (whole, of), (first, one), (second, other) in permutations(taken.items(), 3):
        is_chain = (one.measure, one.minus, other.minus) == (of.measure, other.measure, of.minus)
        if is_chain and whole[1] == first[1] == second[1] and _value(month, whole) >= 0:
            yield whole, [first, second]


def _shares(month: Month, seen: dict[Reference, set[_Printing]], ratios: Iterable[Figure]) -> Iterator[bool]:
    for ratio in ratios:
        if not catalogue_of(month.workspace).figures[ratio.figure].of_money or ratio.bound:
            continue
        sides = [_of_value(month, seen, value, ratio.scope) for value in (ratio.numerator, ratio.denominator)]
        if all(sides):
            yield from (
                bool(b[0]) and display_percent(a[0] / b[0]) == ratio.size
                for a, b in _together(seen, sides)  # type: ignore[arg-type]
            )


def _of_value(
    month: Month, seen: dict[Reference, set[_Printing]], value: Decimal | None, scope: str
) -> Reference | None:
    """Give a printed amount of a value, one of the same scope before others."""
    keys = [key for key in seen if value and _value(month, key) == value]
    return next((key for key in keys if key[1] == scope), keys[0] if keys else None)


def _value(month: Month, key: Reference) -> Decimal:
    return month.figures[key].value or Decimal(0)


def _together(seen: dict[Reference, set[_Printing]], keys: Sequence[Reference]) -> Iterable[tuple[_Printing, ...]]:
    """Give every way in which amounts may stand beside each other, those of the coarsest printing where there are many."""
    own = [sorted(seen[key]) for key in keys]
    return (
        product(*own)
        if prod(map(len, own)) <= _MOST_PRINTINGS
        else [tuple(max(one, key=lambda p: p[1]) for one in own)]
    )


def _adds_up(total: _Printing, parts: Sequence[_Printing]) -> bool:
    """Tell whether parts give a total, to its last digit."""
    last = max(one[1] for one in (total, *parts))
    return abs(sum(part[0] for part in parts) - total[0]) < last
