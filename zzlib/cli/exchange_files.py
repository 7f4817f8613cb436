"""The commands that exchange files with the units: `zz forms`, `zz receive` and `zz receipts`."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from zzlib.cli.commands import Debug, Json, Period, Root, _month, command, workspace_of
from zzlib.cli.output import aligned, say, say_json

Units = Annotated[
    list[str] | None,
    typer.Option("--unit", metavar="单位", help="只写这个单位的（编号或名称），可写几次；不写则是全部"),
]


@command("给各单位写填报表：上次报过的项目已填好，有下拉名单和填报提示，放进 outputs/forms/月份。")
def forms(
    period: Period,
    units: Units = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="文件夹", help="放进这个文件夹，不放进 outputs")
    ] = None,
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Write the forms of a month."""
    from zzlib.exchange.forms import write_forms
    from zzlib.ledger.change_lines import name_at
    from zzlib.ledger.registry import UnknownUnitError

    workspace = workspace_of(root)
    try:
        written = write_forms(workspace, period, units or (), output)
    except UnknownUnitError as error:
        raise typer.BadParameter(str(error)) from error
    names = name_at(workspace, period)
    rows = [
        {
            "unit_id": form.unit_id,
            "unit": names[form.unit_id],
            "file": name,
            "filled_from": form.filled_from,
            "rows": len(form.rows),
        }
        for name, form in written.forms.items()
    ]
    _say_moved(written.moved)
    if as_json:
        say_json({"period": period, "folder": str(written.folder), "forms": rows})
        return 0
    blank = [names[form.unit_id] for form in written.forms.values() if not form.filled_from]
    say(f"{workspace.settings.county.name}：已写 {len(rows)} 份填报表，在 {written.folder}")
    if blank:
        say(f"其中没有以前的报表、要从头填的 {len(blank)} 份：{'、'.join(blank)}")
    return 0


@command(
    "收报表：把聊天、邮箱里存下的文件（.xlsx .xls .et .zip .eml 等）原样放进这个月的文件夹，记下收到时间；重复的不再收。"
    "已经收的再写一遍 --at，就改收到时间。"
)
def receive(
    files: Annotated[list[Path], typer.Argument(metavar="文件", help="一个或几个文件；文件夹则收其中这个月的报表")],
    period: Annotated[str, typer.Option("--period", metavar="月份", help="哪个月的报表", callback=_month)],
    at: Annotated[str, typer.Option("--at", metavar="时间", help="何时收到，如 “2013-06-03 9:30”；不写是现在")] = "",
    by: Annotated[str, typer.Option("--by", metavar="谁", help="谁收的，如 责任人甲")] = "",
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="是哪个单位的（文件里没有写明时）")] = "",
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Take files into a month."""
    from zzlib.cli.received import received_text
    from zzlib.decisions.question import DecisionError
    from zzlib.exchange.receiving import REFUSED, TAKEN, stated
    from zzlib.exchange.receiving import receive as take
    from zzlib.exchange.taken import received_rows
    from zzlib.publication.touched import touched_json, touched_lines, touched_months

    workspace = workspace_of(root)
    try:
        received = take(workspace, period, files, stated(workspace, period, at, by, unit))
    except DecisionError as error:
        raise typer.BadParameter(str(error)) from error
    rows = received_rows(workspace, period, received)
    touched = touched_months(workspace, period) if any(row.outcome == TAKEN for row in rows) else []
    if as_json:
        say_json({"period": period, "files": [asdict(row) for row in rows]} | touched_json(touched))
    else:
        say("\n".join([received_text(period, rows), *touched_lines(workspace, touched)]))
    return 3 if any(row.outcome == REFUSED for row in rows) else 0


@command("给每份报表写回执：原表上标出问题（批注和颜色），前面加一页“回执”，放进 outputs/receipts/月份。不用先出数。")
def receipts(
    period: Period, units: Units = None, root: Root = None, as_json: Json = False, debug: Debug = False
) -> int:
    """Write the receipts of a month's returns."""
    from zzlib.exchange.receipts import write_receipts
    from zzlib.ledger.change_lines import name_at
    from zzlib.ledger.registry import UnknownUnitError

    workspace = workspace_of(root)
    try:
        written = write_receipts(workspace, period, units or ())
    except UnknownUnitError as error:
        raise typer.BadParameter(str(error)) from error
    names = name_at(workspace, period)
    _say_moved(written.moved)
    if as_json:
        rows = [
            {
                "unit_id": made.unit_id,
                "unit": names.get(made.unit_id, ""),
                "file": made.file,
                "receipt": made.path,
                "annotated": not made.not_marked,
                "why": made.not_marked,
                "issues": made.counts,
            }
            for made in written.receipts
        ]
        say_json({"period": period, "folder": str(written.folder), "receipts": rows})
        return 0
    faulty = [made for made in written.receipts if made.asks]
    say(
        f"{workspace.rhythm.name(period)}报表 {len(written.receipts)} 份，回执在 {written.folder}；要单位改或核对的 {len(faulty)} 份"
    )
    if faulty:
        head = ("单位", "错误", "提醒", "回执")
        lines = [
            (names.get(m.unit_id, "（待认领）"), str(m.counts["error"]), str(m.counts["warning"]), m.path)
            for m in faulty
        ]
        say(aligned([head, *lines]))
    alone = [made for made in written.receipts if made.not_marked]
    for made in alone:
        say(f"只有回执、没有在原表上标注：{made.file}（{made.not_marked}）")
    return 0


def _say_moved(moved: Path | None) -> None:
    if moved:
        say(f"有人改过的文件没有覆盖，已移到 {moved}", sys.stderr)
