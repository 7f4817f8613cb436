"""What the auditor says of a figure of the ledger: its name, the cells behind it, and whether what stands in a text is an earlier month's."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from zzlib.audit.numbers.arithmetic import SAME, Printed, Verdict, judge, told_alike
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.quantities import Quantity
from zzlib.audit.reading.reading import Mention
from zzlib.indicators import Explainer, Figure, Month
from zzlib.ledger import Ledger
from zzlib.periods import month_of

THIS_MONTH = "本月"
"""How messages call the month of the ledger."""
_MORE_CELLS = 3
_BEFORE = {"funds_received": "received_before_fen", "funds_completion": "completion_before"}
_LEVEL, _RISE = "funds_received", "funds_rise"
_UNIT_CELLS = 8
_NOTHING = ("", "0", "0.00")
_FEN = 100


class LedgerCells:
    """Names figures and the cells behind them; files are read again only when something is stale."""

    def __init__(self, ledger: Ledger, month: Month) -> None:
        self._ledger, self._month = ledger, month
        self._explainer: Explainer | None = None

    def month_said(self, figure: Figure) -> str:
        """Say which month's a figure is: 本月, or the earlier one that its scope names."""
        kind, _, period = figure.scope.partition(":")
        return f" {month_of(period.partition(':')[0])} 月底" if kind == "month" else THIS_MONTH

    def called(self, figure: Figure) -> str:
        """Give what people call a figure, with the kind of project or the unit that it is of."""
        kind, _, name = figure.scope.partition(":")
        if kind == "kind":
            return f"{figure.label}（{self._ledger.workspace.settings.kinds.labels.get(name, name)}）"
        return f"{self.owner(figure.scope)}{figure.label}"

    def owner(self, scope: str) -> str:
        """Give the name of a unit, a group, a category or a field, "" for the county and for its earlier months."""
        kind, _, name = scope[max(scope.find("unit:"), 0) :].partition(":")
        units = self._month.units
        return str(units.loc[units["unit_id"] == name, "unit"].iloc[0]) if kind == "unit" else name * (kind != "month")

    def behind(self, figure: Figure) -> str:
        """Name the cells of a figure where they are few, else how many files they stand in, and how to list them."""
        of_unit = figure.scope.split(":", 2)  # month:2013-04:unit:u01
        if of_unit[2:]:
            return f"zz explain {figure.figure} {of_unit[1]} --scope {of_unit[2]}"
        own_rise = figure.figure == _RISE and figure.scope.partition(":")[0] in ("unit", "group")
        name = _LEVEL if own_rise else figure.figure
        less = "，减去上月底的数" if name != figure.figure else ""
        self._explainer = self._explainer or Explainer(self._ledger, self._month)
        parts = self._explainer.explain(name, figure.scope).parts
        scope = "" if figure.scope == "county" else f" --scope {figure.scope}"
        how = f"{less}（zz explain {name} {self._ledger.period}{scope}）"
        counted = parts[~parts["value"].isin(_NOTHING)] if figure.scope.startswith("unit:") else parts
        for shown, most in ((parts, _MORE_CELLS), (counted, _UNIT_CELLS)):
            if 0 < len(shown) <= most:
                return "、".join(_places(shown)) + how
        files = list(dict.fromkeys(parts["file"]))
        return f"{files[0] if len(files) == 1 else f'{len(files)} 份文件'} 的 {len(parts)} 格{how}"

    def stale(self, figure: Figure, mention: Mention) -> str:
        """Say that what a text prints is the figure of the month before, "" if it isn't."""
        for period, value in self._earlier(figure):
            if value and told_alike(Printed(value, Fraction(1), True), mention.quantity.printed) != Verdict.WRONG:
                return f"，是 {month_of(period)} 月底的数，已经过时"
        return ""

    def _earlier(self, figure: Figure) -> list[tuple[str, Fraction]]:
        name, scope, figures = figure.figure, figure.scope, self._month.figures
        times = figures.scopes("month")
        told = [(time, figures.get(name, time)) for time in times] if scope == "county" else []
        if scope.startswith("unit:"):
            told = [(time, figure_before(self._month, name, scope, time)) for time in times[-1:]]
        return [(time.partition(":")[2], figure_value(f)) for time, f in told if f is not None and f.value is not None]


def figure_of(month: Month, name: str, scope: str) -> Figure | None:
    """Give a figure of the month; the rise of a unit or a group, of which the catalogue has none, from what its units had the month before."""
    figure = month.figures.get(name, scope)
    if figure is not None or name != _RISE or scope.partition(":")[0] not in ("unit", "group"):
        return figure
    units, now = month.units, month.figures.get(_LEVEL, scope)
    column = "unit_id" if scope.startswith("unit:") else "group"
    own = units[units[column] == scope.partition(":")[2]]
    before, known = own[_BEFORE[_LEVEL]], month.figures[_RISE]
    if now is None or now.value is None or before.isna().any() or own["carried"].any():
        return None
    value = now.value - Decimal(int(before.sum())) / _FEN
    return replace(known, scope=scope, value=value, incomplete=now.incomplete or bool(own["incomplete"].any()))


def figure_before(month: Month, name: str, scope: str, time: str) -> Figure | None:
    """Give a unit's figure at the end of the month before, where `time` is that month; of no other month a unit's figures are known."""
    figure, column = month.figures.get(name, scope), _BEFORE.get(name)
    if figure is None or column is None or time not in month.figures.scopes("month")[-1:]:
        return None
    [value] = month.units.loc["unit:" + month.units["unit_id"] == scope, column]
    if pd.isna(value):
        return None
    known = Decimal(int(value)) / _FEN if column.endswith("_fen") else Decimal(str(value))
    return replace(figure, scope=f"{time}:{scope}", value=known, incomplete=False)


def exactly(figure: Figure, shown: Quantity) -> str:
    """Give a figure as precise as the ledger has it, in brackets, where a text prints fewer digits."""
    decimals, own = len(shown.number.partition(".")[2]), figure.size
    coarse = len(own.partition("%")[0].partition(".")[2]) > decimals
    if figure.unit == "yuan":
        value = figure_value(figure) / shown.scale
        coarse, own = (value * 10**decimals).denominator > 1, plain_number(value) + shown.unit
    return f"（台账 {own}）" if coarse else ""


def judged(value: Fraction, shown: Quantity) -> Verdict:
    """Say how a printed number stands to a figure's value."""
    verdict, _ = judge(SAME, [Printed(value, Fraction(1), True)], shown.printed)
    return verdict if verdict in (Verdict.WRONG, Verdict.TRUNCATED) else Verdict.OK


def figure_value(figure: Figure) -> Fraction:
    """Give the value of a figure as texts print it: yuan, a number, mu, or percent."""
    assert figure.value is not None
    return Fraction(figure.value) * (100 if figure.unit == "ratio" else 1)


def plain_number(value: Fraction) -> str:
    """Write a number without an exponent or noughts at its end."""
    return f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():f}"


def _places(parts: pd.DataFrame) -> Iterator[str]:
    """Name cells, each file once."""
    for (file, sheet), cells in parts.groupby(["file", "sheet"], sort=False)["cell"]:
        told = "、".join(dict.fromkeys(cells))
        yield f"{file} {sheet}!{told}" if sheet else f"{file} 的 {told} 格"
