"""The commands `zz backup`, `zz restore-workspace` and `zz year`: a workspace moves to another disk, and into another year."""

from pathlib import Path
from typing import Annotated

import typer

from zzlib.cli.commands import Debug, Json, MoneyUnit, Root, command, workspace_of
from zzlib.cli.output import say, say_json
from zzlib.told import ToldError

Archive = Annotated[Path, typer.Argument(metavar="备份文件", help="如 备份2013-06-07.zip")]


@command(
    "把工作区备份成一个 .zip，或用 --check 核对一个备份。收报表、参考文件、设置、稿子，以及人改过、签过、印发过的；"
    "能再算出来的（台账、各月输出）不收。核对出不完好时退出代码为 1。"
)
def backup(
    file: Archive,
    check: Annotated[bool, typer.Option("--check", help="核对这个备份，什么都不写")] = False,
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Write a backup, or check one."""
    from zzlib.moving.archive import read_backup, write_backup

    if check:
        found = read_backup(file)
    else:
        try:
            found = write_backup(workspace_of(root, or_city=True), file)
        except ToldError as error:
            raise typer.BadParameter(str(error)) from error
    if as_json:
        say_json(found.to_json())
    elif check:
        said = f"{found.county}，{found.made_at} 备份，{len(found.files)} 个文件"
        say(
            "\n".join(
                [f"备份不完好（{said}）：", *(f"  {problem}" for problem in found.problems)]
                if found.problems
                else [f"备份完好：{said}"]
            )
        )
    else:
        say(f"已备份 {len(found.files)} 个文件到 {file}。最好另存一份在别的磁盘；核对：zz backup --check {file}")
    return int(bool(found.problems))


@command(
    "准备新的一年：列出上年没有完的事，写新年目标的空表和结转项目清单；目标定了用 --targets 记下。"
    "表在 outputs/year/年份，旁边有上年的任务和完成；--targets 把填好的表记进 targets.csv。"
)
def year(
    number: Annotated[int, typer.Argument(metavar="年份", help="如 2014", min=2001, max=2100)],
    targets: Annotated[
        Path | None, typer.Option("--targets", metavar="文件", help="填好的目标表（也可以是办公室自己的表）")
    ] = None,
    money_unit: MoneyUnit = "",
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Prepare a year, or take its targets."""
    from zzlib.ledger.issue_log import records_of
    from zzlib.moving.year import take_targets, turn_of, write_year

    workspace = workspace_of(root)
    try:
        if targets:
            taken, notes = take_targets(workspace, number, targets, money_unit)
            said = f"{number} 年的目标 {taken} 行已记进 data/reference/targets.csv"
            say_json({"year": number, "targets": taken, "notes": notes}) if as_json else say(
                "\n".join([said, *_listed(notes)])
            )
            return 0
        turn = turn_of(workspace, number)
    except ToldError as error:
        raise typer.BadParameter(str(error)) from error
    path, notes = write_year(turn), turn.notes()
    if not records_of(workspace.outputs_dir, turn.last.period):
        notes.append(f"{workspace.rhythm.name(turn.last.period)}还没有印发：zz issue {turn.last.period}")
    carried = len(turn.carried_over)
    if as_json:
        say_json({"year": number, "from": turn.last.period, "file": str(path), "carried_over": carried, "notes": notes})
        return 0
    lines = [f"{number} 年：结转 {carried} 个没有完成的项目，目标表在 {path}", *_listed(notes), "接着："]
    lines.append(f"  1. 目标定了，填好那张表，zz year {number} --targets {path.name}")
    lines.append(f"  2. zz forms {turn.first}：给各单位的填报表，结转项目已列上（编号不变）")
    say("\n".join(lines))
    return 0


def _listed(notes: list[str]) -> list[str]:
    return [f"  注意：{note}" for note in notes]


@command("把 zz backup 的备份放回来，建成一个新的工作区；备份不完好就什么都不建。")
def restore_workspace(
    file: Archive,
    directory: Annotated[Path, typer.Argument(metavar="文件夹", help="新文件夹，要在程序文件夹外面")],
    debug: Debug = False,
) -> int:
    """Put up a workspace from a backup."""
    from zzlib.moving.archive import restore_backup

    try:
        found = restore_backup(file, directory)
    except ToldError as error:
        raise typer.BadParameter(str(error)) from error
    say(
        f"{found.county}的工作区已放进 {directory}：{found.made_at} 备份的 {len(found.files)} 个文件。接着 cd 过去，zz status 看各月情况，zz run 出数"
    )
    return 0
