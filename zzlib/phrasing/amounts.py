"""How the amounts of a document are printed, so that a pocket calculator finds the printed totals, shares and differences.

Nothing is balanced: the document takes the coarsest step (unit and decimals) at which what is printed closes. 万元 are whole but
for paragraphs in which a sentence does not close so. In a paragraph all amounts have one unit and number of decimals; whole 亿元 have
none (13亿元). Amounts too small for that keep their own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
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

_Told = tuple[Sequence[Reference], Callable[[Sequence[_Printing]], bool]]
"""Amounts that belong together, and whether they do so as printed."""


class AmountStep(DataModel):
    """A unit of money (yi 亿元, wan 万元) and a number of decimals."""

    unit: Literal["yi", "wan"]
    digits: int


@dataclass(frozen=True)
class PrintedScale:
    """The step at which a document's amounts are printed; `closes` tells whether what is printed closes at it.

    Sentences with a figure of `finer` have 万元 with `finer_digits` decimals; the others whole ones, or those of the step.
    """

    step: AmountStep
    finer_digits: int = 2
    finer: frozenset[Reference] = frozenset()
    closes: bool = True

    def texts(self, fens: Sequence[int], keys: Iterable[Reference] = ()) -> list[str]:
        """Write the amounts of one sentence; `keys` are the figures that they are."""
        unit, digits = self._manner(fens, finer=not self.finer.isdisjoint(keys))
        return [self._text(fen, unit, digits, alone=len(fens) == 1) for fen in fens]

    def printings(self, fens: Sequence[int], keys: Iterable[Reference] = ()) -> list[_Printing]:
        """Give the same amounts as numbers."""
        return [_printing(text) for text in self.texts(fens, keys)]

    def _manner(self, fens: Sequence[int], *, finer: bool) -> tuple[str, int]:
        if self.step.unit == "yi" and max(map(abs, fens), default=0) >= _YI:
            return "亿元", self.step.digits
        digits = self.step.digits if self.step.unit == "wan" else 0
        return "万元", max(digits, self.finer_digits) if finer else digits

    @staticmethod
    def _text(fen: int, unit: str, digits: int, *, alone: bool) -> str:
        size = FEN_PER_UNIT[unit]
        if abs(fen) < size and abs(fen) * 10**digits < _LEAST_UNITS * size:
            return display_money(fen)
        if unit == "亿元" and fen % size == 0:
            return f"{fen // size}{unit}"
        number = f"{round_half_up(Decimal(fen) / size, digits):f}"
        trims = alone and unit == "万元" and "." in number
        return f"{number.rstrip('0').rstrip('.') if trims else number}{unit}"


def closing(month: Month, paragraphs: Iterable[Sequence[Said]], steps: Sequence[AmountStep]) -> PrintedScale:
    """Give the first step, from coarse to fine, at which a document's sentences close; the last where they do at none.

    Of amounts that do not give each other the smallest is printed more finely first, and with it what stands in its paragraphs.
    """
    told = [list(sentences) for sentences in paragraphs]
    printed = [
        [f for key in dict.fromkeys(s.figures) if (f := month.figures.get(*key)) and f.value is not None]
        for sentences in told
        for s in sentences
    ]
    together = [_amounts_of(sentences, month) for sentences in told]
    for step in steps:
        amounts = PrintedScale(step, month.settings.document.rounding_digits)
        while failing := _failing(amounts, month, printed):
            coarse = [[key for key in keys if key not in amounts.finer] for keys in failing]
            least = {min(keys, key=lambda key: abs(_value(month, key))) for keys in coarse if keys}
            if not least:
                break
            amounts = replace(amounts, finer=_spread(amounts.finer | least, together))
        else:
            return amounts
    return PrintedScale(steps[-1], closes=False)


def _amounts_of(sentences: Sequence[Said], month: Month) -> set[Reference]:
    keys = {key for sentence in sentences for key in sentence.figures}
    return {key for key in keys if (figure := month.figures.get(*key)) and figure.unit == "yuan"}


def _spread(keys: frozenset[Reference], together: Sequence[set[Reference]]) -> frozenset[Reference]:
    """Add to figures those that stand in a paragraph with one of them, so that a figure is written in one way in all of them."""
    wider = keys.union(*(paragraph for paragraph in together if not keys.isdisjoint(paragraph)))
    return keys if wider == keys else _spread(wider, together)


def figures_alone(figures: Figures, names: Iterable[str], amounts: PrintedScale) -> Figures:
    """Give figures of the county that stand alone on a page, their amounts in the document's manner."""

    def printed(figure: Figure) -> Figure:
        if figure.unit != "yuan" or figure.value is None:
            return figure
        over = "超额" if figure.size.startswith("超额") else ""
        return replace(figure, size=over + amounts.texts([_fen(figure)], [(figure.figure, figure.scope)])[0])

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
    texts = dict(zip(money, amounts.texts([_fen(f) for f in money.values()], money), strict=True))

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


def _failing(amounts: PrintedScale, month: Month, printed: list[list[Figure]]) -> list[Sequence[Reference]]:
    """Give the amounts of totals, differences, shares and monthly needs that can't be worked out again from what is printed."""
    seen: dict[Reference, set[_Printing]] = {}
    ratios: dict[Reference, Figure] = {}
    for figures in printed:
        money = {(f.figure, f.scope): _fen(f) for f in figures if f.unit == "yuan"}
        for key, printing in zip(money, amounts.printings([*money.values()], money), strict=True):
            seen.setdefault(key, set()).add(printing)
        ratios |= {(f.figure, f.scope): f for f in figures if f.unit == "ratio"}
    told = (*_sums(month, seen), *_shares(month, seen, ratios.values()))
    return [keys for keys, is_so in told if not all(is_so(at) for at in _together(seen, keys))]


def _sums(month: Month, seen: dict[Reference, set[_Printing]]) -> Iterator[_Told]:
    for total, parts in (*_kinds(month, seen), *_differences(month, seen), *_steps_of_differences(month, seen)):
        yield [total, *parts], lambda at: _adds_up(at[0], at[1:])
    for key in seen:
        count = month.figures[key].denominator
        if catalogue_of(month.workspace).figures[key[0]].compute == "monthly" and count:
            gap = _of_value(month, seen, month.figures[key].numerator, key[1])
            if gap:
                yield [gap, key], partial(_is_monthly, count=count)


def _is_monthly(at: Sequence[_Printing], count: Decimal) -> bool:
    (gap, _), (need, last) = at
    return round_half_up(gap / count / last, 0) * last == need


def _kinds(month: Month, seen: dict[Reference, set[_Printing]]) -> Iterator[tuple[Reference, list[Reference]]]:
    """Give totals of the county with their printed parts by kind, or by way of giving, where these are all."""
    known, unstated = catalogue_of(month.workspace).figures.values(), f"kind:{UNSTATED}"
    for total in [key for key in seen if key[1] == "county"]:
        by_kind = [(total[0], f"kind:{kind}") for kind in month.settings.kinds.ids]
        by_way = [(d.id, "county") for d in known if d.narrows == total[0]]
        for whole in (by_kind, by_way):
            parts = [part for part in (*whole, (total[0], unstated)) if part in seen]
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


def _shares(month: Month, seen: dict[Reference, set[_Printing]], ratios: Iterable[Figure]) -> Iterator[_Told]:
    for ratio in ratios:
        if not catalogue_of(month.workspace).figures[ratio.figure].of_money or ratio.bound:
            continue
        sides = [_of_value(month, seen, value, ratio.scope) for value in (ratio.numerator, ratio.denominator)]
        if sides[0] and sides[1]:
            yield [sides[0], sides[1]], partial(_is_share, size=ratio.size)


def _is_share(at: Sequence[_Printing], size: str) -> bool:
    return bool(at[1][0]) and display_percent(at[0][0] / at[1][0]) == size


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
