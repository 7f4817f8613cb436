"""How a form shows values: amounts in its unit of money and its way of typing, its words, its dates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zzlib.money import FEN_PER_UNIT
from zzlib.synthetic.projects import MONEY_FIELDS, Cell, PlannedRow
from zzlib.synthetic.spec import words
from zzlib.synthetic.styles import WrittenStyle
from zzlib.vocabulary import Kind, Origin, SourceLevel, Stage

_TERMS = {"kind": Kind, "origin": Origin, "source_level": SourceLevel, "stage": Stage}
_FULL_WIDTH = str.maketrans("0123456789.-,", "０１２３４５６７８９．－，")


@dataclass(frozen=True)
class Presentation:
    """Shows the values of a return in a style; `name` is what the unit calls itself."""

    style: WrittenStyle
    name: str

    def shown(self, name: str, row: PlannedRow, serial: int) -> Cell | float:
        """Give what the cell of a field shows."""
        if name == "serial":
            return serial
        if name == "unit":
            return self.name
        value = row.values[name]
        if name in MONEY_FIELDS and isinstance(value, int):
            return self.money(value) if value else self.style.nil
        if name in _TERMS and isinstance(value, str):
            return self._term(name, value)
        if isinstance(value, date):
            return self._date(value)
        return float(value) if isinstance(value, Decimal) else value

    def _term(self, name: str, value: str) -> str:
        local = words("forms")["choices"]["words"] if self.style.local_words else {}
        label: str = local.get(value) or _TERMS[name](value).label
        return label

    def money(self, fen: int) -> Cell | float:
        """Give an amount in the form's unit of money."""
        amount = (Decimal(fen) / FEN_PER_UNIT[self.style.money_unit]).normalize()
        if self.style.numbers == "number":
            return int(amount) if amount == amount.to_integral() else float(amount)
        text = f"{amount:,f}" if self.style.numbers == "commas" else f"{amount:f}"
        return text.translate(_FULL_WIDTH) if self.style.numbers == "full_width" else text

    def _date(self, day: date) -> Cell:
        y, m, d = day.year, day.month, day.day
        shapes: dict[str, Cell] = {
            "cell": day,
            "iso": day.isoformat(),
            "dots": f"{y}.{m}.{d}",
            "chinese": f"{y}年{m}月{d}日",
            "slashes": f"{y}/{m}/{d}",
        }
        return shapes[self.style.dates]
