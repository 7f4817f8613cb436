"""The command `zz dispatch`: what is asked of whom, followed over the months; what came back is recorded."""

import getpass
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zzlib.cli.commands import Debug, Json, Period, Root, command, workspace_of
from zzlib.cli.decisions import By, Why
from zzlib.cli.output import say, say_json
from zzlib.money import yuan_text

if TYPE_CHECKING:
    from zzlib.dispatch import ActionItem, Dispatch, ItemEvent
    from zzlib.dispatch.returned import Returned


@command(
    "督办：一个月要办的事，一个项目一种情况一件，跟到报表说明办结为止；写出调度会材料.docx、问题清单.xlsx，逾期多的单位的督办函。"
    "填好的清单、督办函回执用 --read 读回；一件事也可以直接记：--item 编号 --say 已答复 --text 内容。"
)
def dispatch(
    period: Period,
    read: Annotated[Path | None, typer.Option("--read", metavar="文件", help="读回填好的问题清单或督办函回执")] = None,
    item: Annotated[str, typer.Option("--item", metavar="编号", help="记在哪一件事上（编号见 --json）")] = "",
    say_what: Annotated[
        str, typer.Option("--say", metavar="怎样", help="已督办、已答复、已定措施、延期、已说明、销号、重开")
    ] = "",
    text: Annotated[str, typer.Option("--text", metavar="内容", help="答复、措施或说明的内容")] = "",
    date: Annotated[str, typer.Option("--date", metavar="日期", help="办结的期限，如 2013-07-31")] = "",
    leader: Annotated[str, typer.Option("--leader", metavar="名", help="只另出一位责任领导的几页")] = "",
    letter: Annotated[
        str, typer.Option("--letter", metavar="单位", help="给这个单位发督办函（列出它所有要办的事），要写 --by")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", metavar="文件夹", help="写进这个文件夹，不写进 outputs")
    ] = None,
    by: By = "",
    why: Why = "",
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Write a month's list of items, or record what became of them."""
    from zzlib.dispatch import dispatch_of
    from zzlib.dispatch.letters import ask_unit
    from zzlib.dispatch.returned import read_back
    from zzlib.dispatch.saying import said_of_item
    from zzlib.indicators import measured
    from zzlib.ledger import open_ledger
    from zzlib.ledger.registry import unit_called

    workspace = workspace_of(root)
    ledger = open_ledger(workspace, period)
    month = measured(ledger)
    items = dispatch_of(ledger, month)
    if read:
        returned = read_back(ledger, items, read, by.strip() or _account(), why.strip())
        return _told(returned, as_json)
    if item or say_what:
        words = {"text": text.strip(), "date": date.strip(), "by": by.strip(), "why": why.strip()}
        return _recorded(said_of_item(items, item, say_what, **words), ledger, as_json)
    if letter:
        asked = ask_unit(workspace, items, unit_called(workspace, letter.strip(), period), by.strip())
        items = dispatch_of(open_ledger(workspace, period), month)  # as it stands with what was just recorded
        if not as_json:
            say(f"已记：{letter}的 {len(asked)} 件事已督办")
    from zzlib.runs.dispatching import write_pack

    files = write_pack(items, month, workspace.outputs_dir, _aside, other=output, leader=leader.strip())
    if as_json:
        say_json({"items": [_json(one) for one in items.items], "unmatched": [asdict(one) for one in items.unmatched]})
        return 0
    for line in _lines(items, workspace.rhythm.name(period)):
        say(line)
    say(f"已写 {'、'.join(str(file) for file in files)}")
    return 0


def _aside(text: str) -> None:
    say(text, sys.stderr)


def _account() -> str:
    """Give who is at the computer, for a list that nobody says who takes it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name: whoever it is has to be said
        return ""


def _recorded(event: "ItemEvent", ledger: Any, as_json: bool) -> int:
    from zzlib.dispatch import record
    from zzlib.dispatch.events import EVENT_LABELS

    record(ledger.workspace, [event])
    said = f"已记：{event.item} {EVENT_LABELS[event.event]}"
    say_json({"recorded": asdict(event)}) if as_json else say(said)
    return 0


def _told(returned: "Returned", as_json: bool) -> int:
    """Say what was recorded of a list that came back, and cell by cell what was not. Exit 1 where something was not."""
    from zzlib.dispatch.events import EVENT_LABELS

    if as_json:
        events, doubts = ([asdict(one) for one in many] for many in (returned.events, returned.doubts))
        say_json({"recorded": events, "doubts": doubts})
        return 1 if returned.doubts else 0
    for event in returned.events:
        say(f"已记：{event.item} {EVENT_LABELS[event.event]} {event.text or event.date}")
    for doubt in returned.doubts:
        say(f"没有记：{doubt.cell} “{doubt.value}”（{doubt.item}）：{doubt.advice}")
    say(f"共记 {len(returned.events)} 条，没有记 {len(returned.doubts)} 处")
    return 1 if returned.doubts else 0


def _lines(items: "Dispatch", called: str) -> list[str]:
    states = Counter(item.state for item in items.open)
    ended = items.ended_in(items.period)
    said = "、".join(f"{state.label} {count} 件" for state, count in states.items())
    lines = [f"{called}要办的事 {len(items.open)} 件" + (f"：{said}" if said else "")]
    lines += [f"本月办结、销号 {len(ended)} 件"] if ended else []
    names = Counter(item.rule.name for item in items.open)
    lines += [f"  {name} {count} 件" for name, count in names.items()]
    lines += (
        [f"有 {len(items.unmatched)} 条记录找不到事项：{'、'.join(dict.fromkeys(e.item for e in items.unmatched))}"]
        if items.unmatched
        else []
    )
    return lines


def _json(item: "ActionItem") -> dict[str, Any]:
    place = item.place
    return {
        "id": item.id, "rule": item.rule.id, "unit_id": item.unit_id, "project": item.project, "project_id": item.project_id,
        "amount_yuan": None if item.amount_fen is None else yuan_text(item.amount_fen), "problem": item.problem, "demand": item.demand,
        "opened": item.opened, "due": item.due.isoformat(), "ended": item.ended, "state": item.state.value,
        "measures": item.measures, "answer": item.answer, "not_seen": item.not_seen,
        "evidence": {"period": place.period, "file": place.file, "sheet": place.sheet, "cell": place.cell},
        "events": [asdict(event) for event in item.events],
    }  # fmt: skip
