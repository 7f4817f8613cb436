"""A list of items, or a reply to a letter, that came back filled in: what it says becomes records; what can't be meant is told by its cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zzlib.dispatch.events import EventError, EventKind, EventMaker, ItemEvent, record
from zzlib.dispatch.items import ActionItem, Dispatch
from zzlib.dispatch.printed import ANSWER, BEFORE, DONE, DUE, FILLED, KEY, MEASURES, STATE, as_kept
from zzlib.dispatch.replies import Said, UntakenCell, is_reply, replies
from zzlib.issues import issue
from zzlib.ledger import Ledger
from zzlib.periods import year_of
from zzlib.returns.cells.dates import is_day, read_date
from zzlib.returns.cells.text import Cell, address, plain_text
from zzlib.returns.containers.book import open_book
from zzlib.returns.containers.bounds import UnusableFileError
from zzlib.returns.containers.grid import Grid


@dataclass(frozen=True)
class Returned:
    """What came of a list: what was recorded, and what was not."""

    events: tuple[ItemEvent, ...]
    doubts: tuple[UntakenCell, ...]


@dataclass(frozen=True)
class _Line:
    """A row of the list: its cells' texts and addresses by heading, and what stands in 时限."""

    texts: Mapping[str, str]
    cells: Mapping[str, str]
    due: Cell


def read_back(ledger: Ledger, dispatch: Dispatch, file: Path, by: str, why: str) -> Returned:
    """Record what was filled in in a list of items, or in a reply to a letter, of the ledger's month or of an earlier one.

    The same file read again records nothing more. `by` is who filled it in or passed it on.

    Raises:
        EventError: the file is neither, or what it says can't be written.
    """
    items = {item.id: item for item in dispatch.items}
    events: list[ItemEvent] = []
    doubts: list[UntakenCell] = []
    for found in _found(_grids(file), file, ledger, dispatch, EventMaker(ledger.period, by, why)):
        if isinstance(found, UntakenCell):
            doubts.append(found)
        elif not any(_said(found) == _said(known) for known in items[found.item].events):
            events.append(found)
    if events:
        record(ledger.workspace, events)
    return Returned(tuple(events), tuple(doubts))


def _found(grids: Sequence[Grid], file: Path, ledger: Ledger, dispatch: Dispatch, maker: EventMaker) -> Said:
    """Give what a file says, as records and as what is not recorded."""
    if form := next(filter(is_reply, grids), None):
        yield from replies(form, ledger, dispatch, maker)
        return
    lines = _lines(grids, file)
    told: dict[str, list[_Line]] = {}
    items = {item.id: item for item in dispatch.items}
    for line in lines:
        told.setdefault(line.texts[KEY], []).append(line)
    for line in lines:
        if any(other.texts != line.texts for other in told[line.texts[KEY]]):
            advice = "同一件事在清单里有几行，写的不一样；请只留一行"
            yield UntakenCell(line.cells[KEY], line.texts[KEY], line.texts[ANSWER], advice)
        else:
            yield from _meant(line, items, maker)


def _said(event: ItemEvent) -> tuple[str, ...]:
    return event.event, event.date, event.text, event.why


def _grids(file: Path) -> Sequence[Grid]:
    try:
        return open_book(file.read_bytes()).grids
    except FileNotFoundError as error:
        raise EventError(f"没有文件 {file}") from error
    except UnusableFileError as error:
        raise EventError(f"{file.name} 读不出：{issue(error.code, file=file.name, what=error.what).message}") from error


def _lines(grids: Sequence[Grid], file: Path) -> list[_Line]:
    for grid in (grid.whole or grid for grid in grids):  # ids are hidden, and rows may be by a filter
        for number, row in enumerate(grid.rows):
            headings = [plain_text(cell) for cell in row]
            if {KEY, BEFORE, *FILLED} <= set(headings):
                return list(_below(grid, number, headings))
    raise EventError(
        f"{file.name} 里没有问题清单，也没有督办函回执：清单要有 {'、'.join(FILLED)} 和隐藏的 {KEY} 列，请用程序出的清单填"
    )


def _below(grid: Grid, head: int, headings: list[str]) -> Iterator[_Line]:
    for number, row in enumerate(grid.rows[head + 1 :], start=head + 1):
        filled = list(row) + [""] * (len(headings) - len(row))
        texts = {name: plain_text(cell).strip() for name, cell in zip(headings, filled, strict=False) if name}
        cells = {name: address(number, place) for place, name in enumerate(headings) if name}
        if texts[KEY] or any(texts[name] for name in FILLED):
            yield _Line(texts, cells, filled[headings.index(DUE)])


def _meant(line: _Line, items: Mapping[str, ActionItem], maker: EventMaker) -> Said:
    known = line.texts[KEY]
    item = items.get(known)
    try:
        before = as_kept(line.texts[BEFORE])
    except ValueError:
        yield UntakenCell(
            line.cells[BEFORE], known, line.texts[BEFORE], "隐藏的“印时”一格被改过，看不出填了什么；请用程序出的清单填"
        )
        return
    changed = {name for name in (MEASURES, STATE, ANSWER) if line.texts[name] != before[name]}
    due = read_date(line.due, year_of(maker.period)) or ""
    changed |= {DUE} if (due or line.texts[DUE]) != before[DUE] else set()
    if not changed:
        return
    if item is not None and not item.state.is_closed:
        yield from _of_item(line, item, changed, due, maker)
        return
    advice = "没有这个事项，可能是别的县、别的月份的清单"
    if item is not None:
        advice = f"这件事{item.state.label}（{item.ended}），没有再记"
        changed -= {STATE} if line.texts[STATE] in DONE else set()
        changed -= {name for name in changed if (due if name == DUE else line.texts[name]) in _on_file(item)}
    yield from (UntakenCell(line.cells[name], known, line.texts[name], advice) for name in FILLED if name in changed)


def _on_file(item: ActionItem) -> set[str]:
    """Give what was recorded of an item, word by word: read again, it need not be told."""
    return {said for event in item.events for said in (event.text, event.date, event.why) if said}


def _of_item(line: _Line, item: ActionItem, changed: set[str], due: str, maker: EventMaker) -> Said:
    def doubt(name: str, advice: str) -> UntakenCell:
        return UntakenCell(line.cells[name], item.id, line.texts[name], advice)

    if DUE in changed and not is_day(due):
        yield doubt(DUE, "时限要写成一个真有的日子，如 2013-07-31")
        changed = changed - {DUE}
    yield from _of_measures(line, item, changed, due, maker)
    yield from _of_answer(line, item, changed, maker)
    for name in (MEASURES, ANSWER):
        if name in changed and not line.texts[name]:
            yield doubt(name, "原来写的被删掉了；记录不删，要改请写新的")


def _of_measures(line: _Line, item: ActionItem, changed: set[str], due: str, maker: EventMaker) -> Said:
    """Take what is to be done by when: the first day is a plan, a later one an extension, which has a reason."""
    measures, later = line.texts[MEASURES], due if DUE in changed else ""
    planned = any(event.event == EventKind.PLANNED for event in item.events)
    if (MEASURES in changed and measures) or (later and not planned):
        yield maker.event(item.id, EventKind.PLANNED, measures, later)
    elif later and (reason := maker.why or line.texts[ANSWER]):
        yield maker.event(item.id, EventKind.EXTENDED, measures, later, reason)
    elif later:
        yield UntakenCell(line.cells[DUE], item.id, line.texts[DUE], "延期要写明理由：写在办理结果里，或用 --why")


def _of_answer(line: _Line, item: ActionItem, changed: set[str], maker: EventMaker) -> Said:
    """Take what was done: an answer, or with the state a closing, which rests on what is written."""
    answer, state = line.texts[ANSWER], line.texts[STATE]
    closing = STATE in changed and state in DONE
    if closing and answer:
        yield maker.event(item.id, EventKind.CLOSED, answer, why=answer)
    elif closing:
        yield UntakenCell(line.cells[STATE], item.id, state, "说已办结而没有写办理结果：请写明办到什么程度、有什么依据")
    elif STATE in changed:
        advice = f"状态由程序按报表和记录判断（现在是{item.state.label}）；人能写的只有{'、'.join(DONE)}"
        yield UntakenCell(line.cells[STATE], item.id, state, advice)
    if not closing and ANSWER in changed and answer:
        yield maker.event(item.id, EventKind.ANSWERED, answer)
