"""Messes of sums: rows that sum others without saying so, parts of a project in rows of their own, footers in many cells."""

from collections.abc import Sequence
from random import Random
from typing import Any

from zzlib.synthetic.grid import Content, WrittenGrid
from zzlib.synthetic.messes.draft import MessDraft
from zzlib.synthetic.messes.rows import breaks
from zzlib.synthetic.projects import MONEY_FIELDS

_LINE_FIELDS = tuple(name for name in MONEY_FIELDS if name != "total_investment")
_PARTS = (("中央资金", "省级资金"), ("上级补助", "县级配套"), ("（1）中央预算内投资", "（2）省级专项资金"))
_TOWNS = ("城关镇", "东河乡", "西山街道", "北岭镇", "南湾乡")
_NUMBERINGS = ("{n}.{k}", "{n}-{k}", "（{k}）")


def _groups(draft: MessDraft, grid: WrittenGrid) -> list[list[tuple[int, int]]]:
    """Give the projects (index, row) between captions and totals that stand directly under each other, a line each."""
    rows = dict((row, index) for index, row in grid.records())
    free = set(breaks(grid))
    groups: list[list[tuple[int, int]]] = []
    for row, index in sorted(rows.items()):
        if len(draft.item.rows[index].project.lines) > 1:
            groups.append([])
        elif groups and groups[-1] and groups[-1][-1][1] == row - 1 and row in free:
            groups[-1].append((index, row))
        else:
            groups.append([(index, row)])
    return [group for group in groups if len(group) > 1 and any(draft.item.rows[i].money("applied") for i, _ in group)]


def _put_sum(draft: MessDraft, grid: WrittenGrid, row: int, indexes: Sequence[int]) -> None:
    for name in MONEY_FIELDS:
        if name in grid.columns:
            fen = sum(draft.item.rows[index].money(name) for index in indexes)
            grid.put(row, grid.columns[name], draft.money(fen) if fen else 0)


def _sound(draft: MessDraft) -> bool:
    return not draft.item.raw and draft.item.repeated is None


def sub_projects(draft: MessDraft, rng: Random) -> None:
    """Put the sum of some neighbouring projects above them, and number them under it."""
    for grid in draft.tables if _sound(draft) else ():
        if "serial" not in grid.columns:
            continue
        numbering = rng.choice(_NUMBERINGS)
        for group in reversed(_groups(draft, grid)):
            parts = group[: rng.randrange(2, 5)]
            if not any(draft.item.rows[index].money("applied") for index, _ in parts):
                continue
            first = parts[0][1]
            number = grid.value((first, grid.columns["serial"]))
            for k, (_, row) in enumerate(parts, start=1):
                grid.put(row, grid.columns["serial"], numbering.format(n=number, k=k))
            grid.insert_rows(first)
            grid.put(first, grid.columns["serial"], number)
            grid.put(first, grid.columns["project_name"], f"打捆项目{number}")
            _put_sum(draft, grid, first, [index for index, _ in parts])


def group_rows(draft: MessDraft, rng: Random) -> None:
    """Put a town's name with the sums of its projects above them."""
    for grid in draft.tables if _sound(draft) else ():
        for place, group in enumerate(reversed(_groups(draft, grid))):
            first = group[0][1]
            grid.insert_rows(first)
            grid.put(first, grid.columns["project_name"], _TOWNS[place % len(_TOWNS)])
            _put_sum(draft, grid, first, [index for index, _ in group])


def part_lines(draft: MessDraft, rng: Random) -> None:
    """Say under some projects what their money is made of, without the word 其中."""
    for grid in draft.tables if _sound(draft) else ():
        rows = dict((row, index) for index, row in grid.records())
        for at in reversed(breaks(grid)):
            index = rows.get(at - 1)
            if index is None or len(draft.item.rows[index].project.lines) > 1 or rng.random() < 0.5:
                continue
            names = rng.choice(_PARTS)
            grid.insert_rows(at, len(names))
            for number, name in enumerate(names):
                grid.put(at + number, grid.columns["project_name"], name)
                for field in (field for field in _LINE_FIELDS if field in grid.columns):
                    whole = draft.item.rows[index].money(field)
                    half = whole // 3 // 100 * 100
                    fen = half if number else whole - half
                    grid.put(at + number, grid.columns[field], draft.money(fen) if fen else 0)


def page_totals(draft: MessDraft, rng: Random) -> None:
    """Carry the sum so far over to the next page: 过次页, 承前页."""
    for grid in draft.tables if _sound(draft) else ():
        places = breaks(grid)
        if not places:
            continue
        at = rng.choice(places)
        above = [index for index, row in grid.records() if row < at]
        grid.insert_rows(at, 2)
        for number, label in enumerate(("过次页", "承前页")):
            grid.put(at + number, grid.columns["project_name"], label)
            _put_sum(draft, grid, at + number, above)


def split_footer(draft: MessDraft, rng: Random) -> None:
    """End with labels and values in cells of their own, so that dates and telephones stand in columns of money."""
    for grid in draft.tables:
        row, columns = grid.height, sorted(grid.columns.values())
        texts: tuple[Content, ...] = (
            "填表人：",
            "责任人甲",
            "联系电话",
            6000001,
            "日期",
            int(f"{draft.county.spec.year}0605"),
        )
        money = [grid.columns[name] for name in MONEY_FIELDS if name in grid.columns]
        places = [*columns[:2], *[c for c in columns[2:] if c not in money][:1], money[0]] if money else columns
        rest = [c for c in columns if c > max(places, default=0)]
        for column, text in zip([*places, *rest], texts, strict=False):
            grid.put(row, column, text, "plain")


EDITS: dict[str, Any] = {
    "sub_projects": sub_projects,
    "group_rows": group_rows,
    "part_lines": part_lines,
    "page_totals": page_totals,
    "split_footer": split_footer,
}
