"""The form on which a unit replies to a letter (督办函回执), filled in and sent back: each row becomes records of its item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zzlib.dispatch.events import EventKind, EventMaker, ItemEvent
from zzlib.dispatch.items import ActionItem, Dispatch
from zzlib.dispatch.letters import letter_numbers
from zzlib.folding import fold
from zzlib.ledger import Ledger
from zzlib.periods import year_of
from zzlib.returns.cells.dates import is_day, read_date
from zzlib.returns.cells.text import Cell, plain_text
from zzlib.returns.containers.grid import Grid

SERIAL, PROJECT, PROBLEM, DONE, WHEN = "序号", "项目名称", "存在的问题", "整改措施和进展", "完成时间"
PEOPLE = {"责任领导": "leader", "责任人": "person"}
HEADINGS = (SERIAL, PROJECT, PROBLEM, DONE, WHEN, *PEOPLE)
"""The columns of the form, as the letter's template prints them."""


@dataclass(frozen=True)
class UntakenCell:
    """A cell that nothing was recorded of: where, of which item (or, in a reply, project), what stands there, and what to do."""

    cell: str
    item: str
    value: str
    advice: str


Said = Iterator[ItemEvent | UntakenCell]
"""What a paper that came back says: events to be recorded, and cells of which nothing is."""


@dataclass(frozen=True)
class _Row:
    texts: Mapping[str, str]
    when: Cell

    def untaken(self, heading: str, advice: str) -> UntakenCell:
        place = f"回执第{self.texts[SERIAL] or '?'}项“{heading}”"
        return UntakenCell(place, self.texts[PROJECT], self.texts[heading], advice)


def is_reply(grid: Grid) -> bool:
    """Tell whether a document holds the form."""
    return _head(grid) is not None


def replies(grid: Grid, ledger: Ledger, dispatch: Dispatch, maker: EventMaker) -> Said:
    """Give what a filled form says of the items of the unit to which its letter went, row by row; blank rows say nothing."""
    head = _head(grid)
    rows = [row for row in _rows(grid, head or 0) if row.texts[DONE] or row.texts[WHEN] or row.texts[PROJECT]]
    unit = _unit(grid, ledger)
    own = [item for item in dispatch.items if item.unit_id == unit]
    taken: dict[str, list[_Row]] = {}
    for row in rows:
        items = _items(row, own)
        if len(items) == 1:
            taken.setdefault(items[0].id, []).append(row)
        elif row.texts[DONE] or row.texts[WHEN]:
            yield from _unknown(row, unit, several=bool(items))
    for item in own:
        yield from _of_item(item, taken.get(item.id, []), maker)


def _head(grid: Grid) -> int | None:
    wanted = {PROJECT, DONE, WHEN}
    return next((n for n, row in enumerate(grid.rows) if wanted <= {plain_text(cell) for cell in row}), None)


def _rows(grid: Grid, head: int) -> Iterator[_Row]:
    headings = [plain_text(cell) for cell in grid.rows[head]]
    for cells in grid.rows[head + 1 :]:
        if len([cell for cell in cells if cell != ""]) < 2:
            continue  # a line below the table
        filled = [*cells, *[""] * (len(headings) - len(cells))]
        texts = {name: plain_text(cell).strip() for name, cell in zip(headings, filled, strict=False) if name}
        yield _Row(dict.fromkeys(HEADINGS, "") | texts, filled[headings.index(WHEN)])


def _unit(grid: Grid, ledger: Ledger) -> str:
    """Give the unit by the letter's number, else by its name as the form says who replies; `""` where neither is known."""
    said = [plain_text(cell) for row in grid.rows for cell in row]
    numbers = letter_numbers(ledger)
    if found := next((unit for text in said for number, unit in numbers.items() if number in text), ""):
        return found
    units = ledger.workspace.reference("units").rows()
    names = {name: row["unit_id"] for row in units for name in (row["name"], row["full_name"]) if name}
    return next((names[text.partition("：")[2]] for text in said if text.partition("：")[2] in names), "")


def _items(row: _Row, own: Sequence[ActionItem]) -> list[ActionItem]:
    """Give the items that a row may mean: of its project and problem, the open ones where there are any."""
    found = [item for item in own if fold(item.project) == fold(row.texts[PROJECT])]
    if problem := row.texts[PROBLEM]:
        found = [item for item in found if problem.startswith(item.problem)]
    return [item for item in found if not item.state.is_closed] or found[-1:]


def _unknown(row: _Row, unit: str, *, several: bool) -> Said:
    advice = "这个单位的这个项目没有这件事：看清楚是哪个月的督办函，情况变了的填现在的问题清单"
    if several:
        advice = "这个项目有几件事，看不出答的是哪一件；请写明存在的问题"
    if not unit:
        advice = "看不出是哪个单位的回执：文号和回复单位都对不上"
    yield from (row.untaken(name, advice) for name in (DONE, WHEN) if row.texts[name])


def _of_item(item: ActionItem, rows: Sequence[_Row], maker: EventMaker) -> Said:
    said = [row for row in rows if row.texts[DONE] or row.texts[WHEN]]
    if any(row.texts != said[0].texts for row in said):
        yield from (row.untaken(DONE, "同一件事答了几次，写的不一样；请只留一行") for row in said)
        return
    for row in said[:1]:
        if item.state.is_closed:
            yield row.untaken(DONE, f"这件事{item.state.label}（{item.ended}），没有再记")
        else:
            yield from _of_row(item, row, maker)
    for row in rows[:1]:
        for heading, name in PEOPLE.items():
            if row.texts[heading] and fold(row.texts[heading]) != fold(getattr(item, name)):
                yield row.untaken(heading, f"{heading}以报表为准：请在下次报表里改")


def _of_row(item: ActionItem, row: _Row, maker: EventMaker) -> Said:
    """Take measures with a day for a plan, a day later than one planned for an extension, words alone for an answer."""
    day = read_date(row.when, year_of(maker.period)) or "" if row.texts[WHEN] else ""
    text = row.texts[DONE]
    if row.texts[WHEN] and not is_day(day):
        yield row.untaken(WHEN, "完成时间要写成一个真有的日子，如 2013-07-31")
        day = ""
    dated = any(event.date for event in item.events)
    if any((event.date, event.text) == (day, text) for event in item.events):
        return  # it was read before
    if not day:
        yield from [maker.event(item.id, EventKind.ANSWERED, text)] if text else []
    elif not dated or day <= item.due.isoformat():
        yield maker.event(item.id, EventKind.PLANNED, text, day)
    elif text:
        yield maker.event(item.id, EventKind.EXTENDED, text, day, text)
    else:
        yield row.untaken(WHEN, f"延期要写明理由：写在{DONE}里")
