"""Messes of rows: titles, filing blocks, headers, totals, captions of groups, notes, blanks, and what is hidden."""

import re
from itertools import pairwise
from random import Random
from typing import Any

from zzlib.synthetic.amounts import WAN
from zzlib.synthetic.formats.values import written
from zzlib.synthetic.grid import Content, WrittenGrid
from zzlib.synthetic.messes.draft import MessDraft
from zzlib.synthetic.projects import MONEY_FIELDS

_NOTES = (
    "注：1.本表由各单位填报，于次月5日前报送。",
    "2.到位资金以银行到账单为准。",
    "3.没有发生的可不填。",
    "说明：数据以资金文件为准。",
)
_LETTERS = "甲乙丙丁戊己庚辛壬癸"


def breaks(grid: WrittenGrid) -> list[int]:
    """Give the rows between two projects, where another row can be put in without cutting a merged cell."""
    records = grid.records()
    cut = {row for top, _, bottom, _ in grid.merges for row in range(top + 1, bottom + 1)}
    same = {b for (_, a), (_, b) in pairwise(records) if b != a + 1}
    return [row for _, row in records[1:] if row not in cut | same]


def title_rows(draft: MessDraft, rng: Random) -> None:
    """Put the number of the annex above the title, a subtitle and a blank row under it."""
    for grid in draft.tables:
        row, column = grid.of_look("title")[0]
        grid.insert_rows(row + 1, 2)
        month = draft.item.month
        grid.put(row + 1, column, f"（{draft.county.spec.year}年1—{month}月）" if month > 1 else "（月报）", "title")
        grid.merge(row + 1, column, row + 1, grid.right)
        grid.insert_rows(row, 1)
        grid.put(row, column, rng.choice(("附件1", "附件2：", "附表1")), "plain")


def organisation_line(draft: MessDraft, rng: Random) -> None:
    """Say 单位 for who files, although the unit of money may be said in the same words."""
    for grid in draft.tables:
        grid.map_texts(grid.of_look("plain"), lambda text: text.replace("填报单位", "单位"))


def filing_below(draft: MessDraft, rng: Random) -> None:
    """Move the filing block under the table."""
    for grid in draft.tables:
        row = grid.places["unit",][0]
        bottom = grid.height
        moved = {p: cell for p, cell in grid.cells.items() if p[0] == row and cell[1] == "plain"}
        for place, cell in moved.items():
            del grid.cells[place]
            grid.cells[bottom, place[1]] = cell
        grid.merges = [(bottom, le, bottom, r) if t == b == row else (t, le, b, r) for t, le, b, r in grid.merges]
        grid.places["unit",] = (bottom, grid.places["unit",][1])


def header_five(draft: MessDraft, rng: Random) -> None:
    """Let the lowest texts of the header reach over two more rows."""
    for grid in draft.tables:
        top, bottom = grid.header
        reaching = {(t, le) for t, le, b, r in grid.merges if b == bottom and t >= top}
        alone = [p for p in grid.of_look("header") if p[0] == bottom and p not in reaching]
        grid.insert_rows(bottom + 1, 2)
        grid.merges = [
            (t, le, bottom + 2, r) if b == bottom and t >= top else (t, le, b, r) for t, le, b, r in grid.merges
        ]
        for row, column in alone:
            grid.merge(row, column, bottom + 2, column)
        grid.header = (top, bottom + 2)


def header_unmerged(draft: MessDraft, rng: Random) -> None:
    """Undo the merges of captions over several columns; their text stands over the first."""
    for grid in draft.tables:
        top, bottom = grid.header
        grid.merges = [m for m in grid.merges if not (top <= m[0] <= bottom and m[1] < m[3])]


def _numbers_row(grid: WrittenGrid, texts: dict[int, Content]) -> None:
    top, bottom = grid.header
    grid.insert_rows(bottom + 1)
    for column, text in texts.items():
        grid.put(bottom + 1, column, text, "header")
    grid.header = (top, bottom + 1)


def column_numbers(draft: MessDraft, rng: Random) -> None:
    """Put a row of column numbers under the header: (1)(2), 1 2, or letters for texts and numbers for amounts."""
    style = rng.choice(("brackets", "numbers", "letters"))
    for grid in draft.tables:
        columns = sorted(grid.columns.items(), key=lambda item: item[1])
        texts: dict[int, Content] = {}
        count = 0
        for name, column in columns:
            if style == "letters" and name not in MONEY_FIELDS and column - grid.left < len(_LETTERS) and not count:
                texts[column] = _LETTERS[column - grid.left]
            else:
                count += 1
                texts[column] = f"({count})" if style == "brackets" else count
        _numbers_row(grid, texts)


def column_formulas(draft: MessDraft, rng: Random) -> None:
    """Add what is left of the received money, and say in the row of column numbers that it is the difference."""
    rows = draft.item.rows
    for grid in draft.tables:
        draft.add_column(
            grid, draft.money_header("结余资金"),
            lambda i: draft.money(rows[i].money("received") - rows[i].money("paid")),
        )  # fmt: skip
        ordered = sorted(grid.columns.values())
        number = {column: place for place, column in enumerate(ordered, start=1)}
        received, paid, left = (
            number[grid.columns[name]] for name in ("received", "paid", f"+{draft.money_header('结余资金')}")
        )
        texts: dict[int, Content] = {column: str(place) for column, place in number.items()}
        _numbers_row(grid, texts | {ordered[-1]: f"{left}={received}-{paid}"})


def total_in_b(draft: MessDraft, rng: Random) -> None:
    """Write 合计 in the second column."""
    for grid in draft.tables:
        row = next((place[0] for key, place in grid.places.items() if key[0] == "total"), None)
        if row is not None and (row, grid.left) in grid.cells:
            grid.cells[row, grid.left + 1] = grid.cells.pop((row, grid.left))


def total_words(draft: MessDraft, rng: Random) -> None:
    """Say 合计 in one of the many ways, with the number of projects or the unit's name."""
    for grid in draft.tables:
        count = len({draft.item.rows[index].project.name for index, _ in grid.records()})
        ways = (
            "合         计",
            "总计",
            "总  计：",
            f"合计（{count}项）",
            f"合计{count}个",
            f"合计{count}个项目",
            "【合计】",
            "累计",
            "汇总",
            "计",
            "Total",
            "项目合计",
            f"{draft.item.alias or draft.style.unit_name}合计{count}个",
        )
        row = next((place[0] for key, place in grid.places.items() if key[0] == "total"), None)
        if row is not None and (row, grid.left) in grid.cells:
            grid.change((row, grid.left), rng.choice(ways))


def _sections_of(grid: WrittenGrid) -> list[tuple[int, list[tuple[int, int]]]]:
    """Give the row of each caption with the records (index, row) under it, the inner ones only."""
    captions = [row for row, _ in grid.of_look("section")]
    ends = [*captions, grid.height][1:]
    return [
        (caption, [(i, r) for i, r in grid.records() if caption < r < end])
        for caption, end in zip(captions, ends, strict=True)
    ]


def _put_sums(draft: MessDraft, grid: WrittenGrid, row: int, records: list[tuple[int, int]]) -> None:
    for name in MONEY_FIELDS:
        if name in grid.columns:
            fen = sum(draft.item.rows[index].money(name) for index, _ in records)
            grid.put(row, grid.columns[name], draft.money(fen) if fen else 0)


def subtotals(draft: MessDraft, rng: Random) -> None:
    """Put a 小计 after every group, and call the last row 总计."""
    if draft.item.raw or draft.item.repeated is not None:
        return
    for grid in draft.tables:
        for _, records in reversed(_sections_of(grid)):
            if records:
                row = max(row for _, row in records) + 1
                grid.insert_rows(row)
                grid.put(row, grid.left, rng.choice(("小计", "小  计", "小计：")))
                _put_sums(draft, grid, row, records)


def section_counts(draft: MessDraft, rng: Random) -> None:
    """Let the captions of groups say how many projects follow, and their sums."""
    if draft.item.raw or draft.item.repeated is not None:
        return
    for grid in draft.tables:
        for caption, records in _sections_of(grid):
            count = len({draft.item.rows[index].project.name for index, _ in records})
            grid.change((caption, grid.left), f"{grid.value((caption, grid.left))}{count}{rng.choice('项个')}")
            _put_sums(draft, grid, caption, records)


def breakdown_rows(draft: MessDraft, rng: Random) -> None:
    """Say under some projects what a part of the money is for."""
    for grid in draft.tables:
        rows = dict((row, index) for index, row in grid.records())
        for row in reversed(breaks(grid)):
            if (index := rows.get(row - 1)) is not None and rng.random() < 0.3:
                grid.insert_rows(row)
                grid.put(row, grid.columns["project_name"], rng.choice(("其中：设备购置", "其中:土建工程")))
                half = draft.item.rows[index].money("received") // 2 // 100 * 100
                grid.put(row, grid.columns["received"], draft.money(half) if half else None)


def notes_below(draft: MessDraft, rng: Random) -> None:
    """Put notes under the table, one merged over its width, the others in its first column."""
    for grid in draft.tables:
        for number, note in enumerate(_NOTES):
            row = grid.height
            grid.put(row, grid.left, note, "note")
            if number % 2 == 0:
                grid.merge(row, grid.left, row, grid.right)


def notes_above(draft: MessDraft, rng: Random) -> None:
    """Put the instructions between the title and the header."""
    for grid in draft.tables:
        row = grid.header[0]
        grid.insert_rows(row)
        grid.put(row, grid.left, "填表说明：各项资金填年初至本月末累计数，没有的填0。", "note")
        grid.merge(row, grid.left, row, grid.right)


def signatures(draft: MessDraft, rng: Random) -> None:
    """End with who filled in and who checked."""
    for grid in draft.tables:
        row = grid.height + rng.randrange(2)
        for place, text in enumerate(
            ("单位负责人（签章）：", "审核人：责任人乙", "填表人：责任人甲", "联系电话：0790-6000001")
        ):
            grid.put(row, grid.left + place * 2, text, "plain")


def sample_row(draft: MessDraft, rng: Random) -> None:
    """Begin with a row that shows how to fill in."""
    for grid in draft.tables:
        row = grid.header[1] + 1
        grid.insert_rows(row)
        grid.put(row, grid.left, rng.choice(("例", "示例", "填写示例")))
        grid.put(row, grid.columns["project_name"], "某某水库除险加固工程")
        for name in ("awarded", "received"):
            grid.put(row, grid.columns[name], draft.money(500 * WAN))


def blank_rows(draft: MessDraft, rng: Random) -> None:
    """Leave blank rows between projects, and sometimes under the header."""
    for grid in draft.tables:
        for row in reversed([row for row in breaks(grid) if rng.random() < 0.3]):
            grid.insert_rows(row, rng.randrange(1, 4))
        if rng.random() < 0.5:
            grid.insert_rows(grid.header[1] + 1)


def blank_columns(draft: MessDraft, rng: Random) -> None:
    """Leave columns blank between others that no caption joins."""
    for grid in draft.tables:
        top, bottom = grid.header
        joined = {c for t, le, b, r in grid.merges if top <= t <= bottom for c in range(le + 1, r + 1)}
        free = [column for column in sorted(grid.columns.values()) if column not in joined and column > grid.left]
        for column in sorted(rng.sample(free, min(2, len(free))), reverse=True):
            grid.insert_column(column)


def hidden_rows(draft: MessDraft, rng: Random) -> None:
    """Hide rows of projects that were given up: some of the row above under another name, and no amounts."""
    for grid in draft.tables:
        kept = {grid.columns.get(name) for name in ("serial", "unit", "kind", "origin", "fund_category", "stage")}
        for at in sorted(rng.sample(breaks(grid), min(2, len(breaks(grid)))), reverse=True):
            grid.insert_rows(at)
            for (row, column), (value, look) in list(grid.cells.items()):
                if row == at - 1:
                    if column == grid.columns["project_name"]:
                        grid.put(at, column, f"{written(value) or '某项目'}（作废）", look)
                    elif column in kept:
                        grid.put(at, column, value, look)
            grid.hidden_rows.add(at)


def hidden_columns(draft: MessDraft, rng: Random) -> None:
    """Hide another column of the same name as 到位资金, with other amounts."""
    for grid in draft.tables:
        texts = [str(grid.value(p)) for p in grid.of_look("header") if p[1] == grid.columns["received"]]
        label = re.sub(r"（.*", "", texts[-1]) if texts else "到位资金"
        column = draft.add_column(grid, draft.money_header(label), lambda _: draft.money(rng.randrange(1, 99) * WAN))
        grid.hidden_columns.add(column)


EDITS: dict[str, Any] = {
    "section_counts": section_counts,
    "subtotals": subtotals,
    "total_words": total_words,
    "total_in_b": total_in_b,
    "header_five": header_five,
    "header_unmerged": header_unmerged,
    "column_formulas": column_formulas,
    "column_numbers": column_numbers,
    "hidden_columns": hidden_columns,
    "breakdown_rows": breakdown_rows,
    "hidden_rows": hidden_rows,
    "sample_row": sample_row,
    "blank_rows": blank_rows,
    "notes_above": notes_above,
    "title_rows": title_rows,
    "organisation_line": organisation_line,
    "notes_below": notes_below,
    "signatures": signatures,
    "filing_below": filing_below,
    "blank_columns": blank_columns,
}
