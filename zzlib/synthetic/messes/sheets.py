"""Messes of sheets: a return over several tables or sheets, one project a sheet, and sheets beside it."""

from dataclasses import replace
from random import Random
from typing import Any

from zzlib.synthetic.grid import WrittenGrid
from zzlib.synthetic.messes.draft import MessDraft
from zzlib.synthetic.messes.rows import breaks
from zzlib.synthetic.projects import MONEY_FIELDS
from zzlib.synthetic.spec import words
from zzlib.vocabulary import Kind, Origin, SourceLevel, Stage


def sheets_by_kind(draft: MessDraft, rng: Random) -> None:
    """Put each kind on a sheet of its own."""
    rows = draft.item.rows
    kinds = [kind for kind in Kind if any(row.values["kind"] == kind for row in rows)]
    if len(kinds) < 2 or draft.item.edits:
        return
    draft.sheets = {f"{kind.label}项目": draft.lay_out(lambda i, k=kind: rows[i].values["kind"] == k) for kind in kinds}  # type: ignore[misc]
    draft.main = next(iter(draft.sheets))


def cards(draft: MessDraft, rng: Random) -> None:
    """Put every fund line on a sheet of its own, labels on the left and values on the right."""
    if draft.item.rows and not draft.item.edits and draft.item.repeated is None:
        draft.sheets = {f"项目{index + 1}": _card(draft, index) for index in range(len(draft.item.rows))}
        draft.main = "项目1"


def cards_behind(draft: MessDraft, rng: Random) -> None:
    """Put cards of the same projects behind the table."""
    for index in range(min(2, len(draft.item.rows))):
        card = _card(draft, index)
        draft.sheets[f"卡片{index + 1}"] = replace(card, places={}, columns={})


def _card(draft: MessDraft, index: int) -> WrittenGrid:
    grid, row = WrittenGrid(), draft.item.rows[index]
    labels = words("forms")["columns"]
    grid.put(0, 0, f"{draft.county.called(draft.item.month)}争资争项项目登记卡", "title")
    grid.merge(0, 0, 0, 3)
    grid.put(1, 0, f"填报单位：{draft.present.name}", "plain")
    grid.places["unit",] = (1, 0)
    if draft.item.money_unit_stated:
        grid.put(1, 3, f"单位：{draft.style.money_unit}", "right")
    raw = {name: text for number, name, text in draft.item.raw if number == index}
    names = [
        name
        for name in labels
        if name in {*draft.style.columns, *raw, "kind", "origin"} - {"serial", "unit", *draft.county.spec.unasked}
    ]
    names = ["project_name", *(name for name in names if name != "project_name")]
    for number, name in enumerate(names):
        line, column = 2 + number // 2, number % 2 * 2
        grid.put(line, column, labels[name]["label"], "header")
        value = raw.get(name, draft.present.shown(name, row, index + 1))
        grid.put(line, column + 1, value, "date" if hasattr(value, "year") else "body")
        grid.places[index, name] = (line, column + 1)
    return grid


def card_blocks(draft: MessDraft, rng: Random) -> None:
    """Put the cards of all fund lines under each other on one sheet, under one title."""
    if not draft.item.rows or draft.item.edits or draft.item.repeated is not None:
        return
    sheet = _card(draft, 0)
    for index in range(1, len(draft.item.rows)):
        card, below = _card(draft, index), sheet.height + 1
        body = {place: cell for place, cell in card.cells.items() if place[0] > _CARD_HEAD}
        for (row, column), (value, look) in body.items():
            sheet.put(below + row - _CARD_HEAD - 1, column, value, look)
        sheet.places |= {
            key: (below + row - _CARD_HEAD - 1, column)
            for key, (row, column) in card.places.items()
            if key != ("unit",)
        }
    draft.sheets = {draft.main: sheet}


def cards_beside(draft: MessDraft, rng: Random) -> None:
    """Put the cards of all fund lines in pairs beside each other on one sheet, under one title."""
    if len(draft.item.rows) < 2 or draft.item.edits or draft.item.repeated is not None:
        return
    sheet, gap = _card(draft, 0), rng.randrange(2)
    height = max(_card(draft, index).height for index in range(len(draft.item.rows))) - _CARD_HEAD
    for index in range(1, len(draft.item.rows)):
        card, down, right = _card(draft, index), index // 2 * height, index % 2 * (_CARD_WIDTH + gap)
        for (row, column), (value, look) in card.cells.items():
            if row > _CARD_HEAD:
                sheet.put(row + down, column + right, value, look)
        places = {key: place for key, place in card.places.items() if key != ("unit",)}
        sheet.places |= {key: (row + down, column + right) for key, (row, column) in places.items()}
    draft.sheets = {draft.main: sheet}


_CARD_WIDTH = 4
_CARD_HEAD = 1
"""The last row of a card's title and filing block."""


def side_by_side(draft: MessDraft, rng: Random) -> None:
    """Put the second half of the rows beside the first, under a header of their own."""
    rows = draft.item.rows
    names = list(dict.fromkeys(row.project.name for row in rows))
    if len(names) < 2 or draft.item.edits or draft.item.repeated is not None:
        return
    first = set(names[: (len(names) + 1) // 2])
    grid, other = (draft.lay_out(lambda i, own=own: (rows[i].project.name in first) is own) for own in (True, False))  # type: ignore[misc]
    shift = grid.right + 1 + rng.randrange(2) - other.left
    for (row, column), (value, look) in other.cells.items():
        if row >= other.header[0]:
            grid.put(row, column + shift, value, look)
    grid.merges += [(t, le + shift, b, r + shift) for t, le, b, r in other.merges if t >= other.header[0]]
    grid.places |= {key: (r, c + shift) for key, (r, c) in other.places.items() if isinstance(key[0], int)}
    draft.sheets = {draft.main: replace(grid, columns={})}


def turned(draft: MessDraft, rng: Random) -> None:
    """Put the projects side by side, a column each, and the labels under each other."""
    if len(draft.item.rows) < 2 or draft.item.edits or draft.item.repeated is not None:
        return
    grid = draft.grid
    top, height = grid.header[0], grid.height

    def turn(place: tuple[int, int]) -> tuple[int, int]:
        row, column = place
        return (top + column - grid.left, row - top) if row >= top else place

    merges = [m for m in grid.merges if m[2] < top]
    cells = {turn(place): cell for place, cell in grid.cells.items() if place[0] < height}
    places = {key: turn(place) for key, place in grid.places.items()}
    draft.sheets = {draft.main: WrittenGrid(cells, merges, {}, places)}


def two_tables(draft: MessDraft, rng: Random) -> None:
    """Begin a second table further down, with other words in its header."""
    grid = draft.grid
    _print_header_again(grid, rng, f"附表二  {draft.county.spec.county}项目情况（续）")
    if len(headers := grid.of_look("header")) and (second := [p for p in headers if p[0] > grid.header[1]]):
        name = next((p for p in second if p[1] == grid.columns["project_name"]), None)
        if name:
            grid.change(name, "争资项目名称" if grid.value(name) != "争资项目名称" else "项目名称")


def header_again(draft: MessDraft, rng: Random) -> None:
    """Print the header again, as on a new page."""
    _print_header_again(draft.grid, rng, "")


def _print_header_again(grid: WrittenGrid, rng: Random, caption: str) -> None:
    captions = [row for row, _ in grid.of_look("section")]
    places = [row for row in breaks(grid) if row - 1 not in captions]
    if not places:
        return
    at, (top, bottom) = rng.choice(places), grid.header
    count = bottom - top + 1
    grid.insert_rows(at, count + 2 * bool(caption))
    if caption:
        grid.put(at + 1, grid.left, caption, "section")
        grid.merge(at + 1, grid.left, at + 1, grid.right)
        at += 2
    for (row, column), cell in list(grid.cells.items()):
        if top <= row <= bottom:
            grid.cells[row - top + at, column] = cell
    for t, le, b, r in list(grid.merges):
        if top <= t <= bottom:
            grid.merge(t - top + at, le, b - top + at, r)


def empty_sheets(draft: MessDraft, rng: Random) -> None:
    """Leave the empty sheets that every new workbook has."""
    for name in ("Sheet2", "Sheet3"):
        draft.sheets.setdefault(name, WrittenGrid())


def other_sheet(draft: MessDraft, rng: Random) -> None:
    """Add a sheet with the words to choose from."""
    grid = WrittenGrid()
    lists = {"可选类型": Kind, "可选性质": Origin, "可选级次": SourceLevel, "可选阶段": Stage}
    for column, (label, terms) in enumerate(lists.items()):
        for row, text in enumerate((label, *(term.label for term in terms))):  # type: ignore[attr-defined]
            grid.put(row, column, text)
    draft.sheets["选项"] = grid


def sheet_again(draft: MessDraft, rng: Random) -> None:
    """Add the same table once more, as people do for printing."""
    if len(draft.tables) == 1:
        draft.sheets["打印"] = replace(draft.grid.copy(), places={})


def hidden_sheet(draft: MessDraft, rng: Random) -> None:
    """Hide a sheet that holds an older table with other amounts."""
    if draft.tables and (grid := draft.tables[0].copy()).columns.get("received") is not None:
        for index, _ in grid.records():
            for name in MONEY_FIELDS:
                if isinstance(grid.value(place := grid.places.get((index, name), (-1, -1))), int | float):
                    grid.change(place, 1)
        draft.sheets["上月"] = replace(grid, places={}, columns={})
        draft.hidden.add("上月")


SPLITS: dict[str, Any] = {
    "cards": cards,
    "card_blocks": card_blocks,
    "cards_beside": cards_beside,
    "side_by_side": side_by_side,
    "turned": turned,
    "sheets_by_kind": sheets_by_kind,
}

REPRINTS: dict[str, Any] = {
    "two_tables": two_tables,
    "header_again": header_again,
}

EDITS: dict[str, Any] = {
    "cards_behind": cards_behind,
    "sheet_again": sheet_again,
    "hidden_sheet": hidden_sheet,
    "other_sheet": other_sheet,
    "empty_sheets": empty_sheets,
}
