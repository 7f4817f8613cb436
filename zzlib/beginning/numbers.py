"""Numbers in an office's lists: exact, with the unit that the cell, its heading or the table states; a doubt is refused at its cell."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from zzlib.beginning.lists import ListError, Listing, ListLine
from zzlib.money import FEN_PER_UNIT, to_fen
from zzlib.returns.cells.amounts import is_blank, read_amount
from zzlib.returns.cells.text import plain_text
from zzlib.returns.layout.labels import header_unit


class NoMoneyUnitError(ListError):
    """Nobody states in which unit of money a column is."""


Pick = Callable[[str, Sequence[str]], int]
"""Asks which of several things is meant, by its place among them."""


def refuse(question: str, choices: Sequence[str]) -> int:
    """Let nobody be asked.

    Raises:
        ListError: always; it says what could be meant.
    """
    raise ListError(f"{question}：{'、'.join(choices)}。请只留一个，或在终端里运行，逐项来问")


def number_in(listing: Listing, line: ListLine, column: int) -> tuple[Decimal, str] | None:
    """Give the number in a cell and the unit of money it states itself (`""` for none); `None` for a blank cell.

    Raises:
        ListError: the cell holds something else, or a person sees another number than is stored.
    """
    place, cell = listing.place(line.row, column), line.cells.get(column, "")
    if (line.row, column) in listing.grid.faults or (line.row, column) in listing.grid.sights:
        raise ListError(f"{place} 的数看到的与存着的不一样（公式没有结果、划线或特殊格式），请写成普通的数")
    if cell == "" or is_blank(cell):
        return None
    amount = read_amount(cell)
    if amount is None or amount.hedged:
        raise ListError(f"{place} 写的是“{plain_text(cell)}”，读不出确定的数，请改成数字")
    return amount.value, amount.unit or ""


def fen_in(listing: Listing, line: ListLine, column: int, money_unit: str) -> int | None:
    """Give an amount in fen, by the unit of the cell, its heading, the table, else `money_unit`; `None` for a blank cell.

    Raises:
        ListError: it can't be read, nobody states its unit, or it is finer than a fen.
    """
    if (found := number_in(listing, line, column)) is None:
        return None
    value, own = found
    unit = own or unit_of(listing, column) or money_unit
    if unit not in FEN_PER_UNIT:
        stated = f"“{unit}”换算不了" if unit else "没有写明"
        raise NoMoneyUnitError(
            f"{listing.place(line.row, column)} 的金额单位{stated}：请在表头写上元、万元或亿元，或加 --money-unit 万元"
        )
    fen, exact = to_fen(value, unit)
    if not exact:
        raise ListError(f"{listing.place(line.row, column)} 的金额比一分钱还细，请核对")
    return fen


def unit_of(listing: Listing, column: int) -> str:
    """Give the unit of money that a column's heading or the table states, `""` if none does."""
    return header_unit(listing.headers.get(column, "")) or listing.money_unit


def county_total(listing: Listing) -> ListLine | None:
    """Give the line of the whole county's total, if there is one and no other."""
    whole = [line for line in listing.totals if not any("小计" in plain_text(cell) for cell in line.cells.values())]
    return whole[0] if len(whole) == 1 else None
