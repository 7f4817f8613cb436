"""Messes of cells: how numbers, dates, codes and names are typed."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from random import Random
from typing import Any

from zzlib.money import FEN_PER_UNIT
from zzlib.synthetic.grid import Content, Place, WrittenFormula, WrittenGrid
from zzlib.synthetic.messes.draft import MessDraft
from zzlib.synthetic.projects import MONEY_FIELDS
from zzlib.synthetic.spec import words

_DATES = tuple(name for name, facts in words("forms")["columns"].items() if facts.get("date"))
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def _amounts(draft: MessDraft, grid: WrittenGrid) -> Iterator[tuple[Place, int]]:
    """Give the cells of amounts other than 0 in the return's rows, and the amounts in fen."""
    spoilt = {(number, name) for number, name, _ in draft.item.raw}
    for index, _ in grid.records():
        row = draft.item.rows[index]
        for name in MONEY_FIELDS:
            if (place := grid.places.get((index, name))) and row.money(name) and (index, name) not in spoilt:
                yield place, row.money(name)


def _each_amount(change: Callable[[MessDraft, int, Random], Content]) -> Callable[[MessDraft, Random], None]:
    def edit(draft: MessDraft, rng: Random) -> None:
        for grid in draft.filled:
            for place, fen in _amounts(draft, grid):
                grid.change(place, change(draft, fen, rng))

    return edit


def _stated(draft: MessDraft, fen: int) -> Decimal:
    return (Decimal(fen) / FEN_PER_UNIT[draft.style.money_unit]).normalize()


def _mixed(draft: MessDraft, fen: int, rng: Random) -> Content:
    amount = _stated(draft, fen)
    return rng.choice(
        (
            float(amount),
            float(amount),
            f"{amount:,f}",
            f"{amount:f}    ",
            f" {amount:f}",
            f"{amount:,f}" + ("0" if amount % 1 else ".00"),
        )
    )


def _noisy(draft: MessDraft, fen: int, rng: Random) -> Content:
    return float(_stated(draft, fen)) * (1 + rng.choice((-2, -1, 0, 1, 2)) * 2.0**-52)


def _formula(draft: MessDraft, fen: int, rng: Random) -> Content:
    amount = _stated(draft, fen)
    part = (amount / rng.randrange(2, 5)).quantize(Decimal("0.0001"))
    return WrittenFormula(f"={part}+{amount - part}", float(amount))


def _with_unit(draft: MessDraft, fen: int, rng: Random) -> Content:
    unit = rng.choice(("万元", "万元", "万", "亿元", "元", ""))
    return f"{(Decimal(fen) / FEN_PER_UNIT[unit[:1] + '元' if unit != '元' else '元']).normalize():f}{unit}" if unit else (
        draft.present.money(fen)
    )  # fmt: skip


def formulas(draft: MessDraft, rng: Random) -> None:
    """Let amounts be sums, and the totals sums of their columns."""
    _each_amount(_formula)(draft, rng)
    for grid in draft.filled:
        rows = [row for _, row in grid.records()]
        for name, place in grid.places.items():
            value = grid.value(place)
            if name[0] == "total" and isinstance(value, int | float):
                letter = chr(ord("A") + place[1]) if place[1] < 26 else "A" + chr(ord("A") + place[1] - 26)
                grid.change(
                    place, WrittenFormula(f"=SUM({letter}{min(rows) + 1}:{letter}{max(rows) + 1})", float(value))
                )


def _each_date(*shapes: Callable[[date], Content]) -> Callable[[MessDraft, Random], None]:
    def edit(draft: MessDraft, rng: Random) -> None:
        for grid in draft.filled:
            for index, _ in grid.records():
                for name in _DATES:
                    day = draft.item.rows[index].values[name]
                    place = grid.places.get((index, name))
                    if place and isinstance(day, date) and (index, name) not in {raw[:2] for raw in draft.item.raw}:
                        grid.change(place, rng.choice(shapes)(day), "body")

    return edit


def _chinese(day: date) -> str:
    def spelt(number: int) -> str:
        tens, units = divmod(number, 10)
        ten = "" if tens == 0 else "十" if tens == 1 else "二三"[tens - 2] + "十"
        return ten + (str(units).translate(_DIGITS) if units else "")

    return f"{str(day.year).translate(_DIGITS)}年{spelt(day.month)}月{spelt(day.day)}日"


def long_codes(draft: MessDraft, rng: Random) -> None:
    """Type the codes as 20 digits, kept as text."""
    for grid in draft.filled:
        grid.map_texts(_of_field(grid, "project_code"), lambda code: code.replace("-", ""))


def blank_texts(draft: MessDraft, rng: Random) -> None:
    """Put blanks into cells that hold nothing, in the table and beside it."""
    for grid in draft.tables:
        for place, (value, look) in list(grid.cells.items()):
            inside = any(t <= place[0] <= b and le <= place[1] <= r for t, le, b, r in grid.merges)
            if value is None and look == "body" and not inside and rng.random() < 0.5:
                grid.change(place, rng.choice((" ", "   ", "\u3000")))
        for row in {row for _, row in grid.records()}:
            grid.put(row, grid.right + 2, " ", "plain")


def name_breaks(draft: MessDraft, rng: Random) -> None:
    """Break project names into two lines, as people do to fit the column."""
    for grid in draft.filled:
        grid.map_texts(
            _of_field(grid, "project_name"), lambda name: f"{name[: len(name) // 2]}\n{name[len(name) // 2 :]}"
        )


def stars(draft: MessDraft, rng: Random) -> None:
    """Mark some projects by a star or a dot before the name."""
    marks = ("★", "☆", "●", "* ", "", "")
    for grid in draft.filled:
        grid.map_texts(_of_field(grid, "project_name"), lambda name: rng.choice(marks) + name if name else name)


def bullets(draft: MessDraft, rng: Random) -> None:
    """Put a dot behind the numbers of rows: 1●, 2●."""
    for grid in draft.filled:
        for place in _of_field(grid, "serial"):
            if isinstance(number := grid.value(place), int):
                grid.change(place, f"{number}●")


def people_and_unit(draft: MessDraft, rng: Random) -> None:
    """Put the unit and the person into one cell."""
    for grid in draft.filled:
        for name in ("leader", "person"):
            grid.map_texts(_of_field(grid, name), lambda who: f"{draft.present.name}        {who}")


def merged_down(draft: MessDraft, rng: Random) -> None:
    """Merge equal texts of neighbouring rows in some columns."""
    for grid in draft.tables:
        for name in ("unit", "kind", "origin", "source_level"):
            cells = [(p, grid.value(p)) for p in sorted(_of_field(grid, name))]
            neighbours = groupby(enumerate(cells), key=lambda item: (item[1][0][0] - item[0], item[1][1]))
            for _, group in neighbours:
                places = [place for _, (place, value) in group if value is not None]
                if len(places) > 1 and not any(_is_merged(grid, place) for place in places):
                    for place in places[1:]:
                        grid.change(place, None)
                    grid.merge(*places[0], *places[-1])


def _is_merged(grid: WrittenGrid, place: Place) -> bool:
    return any(t <= place[0] <= b and le <= place[1] <= r for t, le, b, r in grid.merges)


def _of_field(grid: WrittenGrid, name: str) -> list[Place]:
    """Give the cells of a field in the return's rows."""
    return [place for key, place in grid.places.items() if len(key) == 2 and key[1] == name and isinstance(key[0], int)]


EDITS: dict[str, Any] = {
    "mixed_numbers": _each_amount(_mixed),
    "float_noise": _each_amount(_noisy),
    "formulas": formulas,
    "unit_in_cells": _each_amount(_with_unit),
    "number_format": _each_amount(lambda draft, fen, _: draft.money(fen)),
    "dates_text": _each_date(
        date.isoformat, lambda d: f"{d.year}.{d.month}.{d.day}", lambda d: f"{d.year}/{d.month}/{d.day}",
        lambda d: f"{d.year}年{d.month}月{d.day}日", lambda d: f"{d.year}年{d.month}月{d.day}号",
        lambda d: f"{d.isoformat()} 00:00:00",
    ),
    "dates_compact": _each_date(lambda d: f"{d:%Y%m%d}", lambda d: int(f"{d:%Y%m%d}")),
    "dates_month": _each_date(
        lambda d: f"{d.year}年{d.month}月", lambda d: f"{d.year}.{d.month:02d}", lambda d: f"{d.year}-{d.month}",
        lambda d: f"{d.year}年{d.month:02d}月份",
    ),
    "dates_yearless": _each_date(lambda d: f"{d.month}月{d.day}日"),
    "dates_chinese": _each_date(_chinese),
    "dates_serial": _each_date(lambda d: (d - date(1899, 12, 30)).days),
    "long_codes": long_codes,
    "blank_texts": blank_texts,
    "name_breaks": name_breaks,
    "stars": stars,
    "bullets": bullets,
    "people_and_unit": people_and_unit,
    "merged_down": merged_down,
}  # fmt: skip
