"""The commands `zz backup` and `zz restore-workspace`: a workspace kept in one archive, and put up again from it."""

from pathlib import Path
from typing import Annotated

import typer

from zzlib.cli.commands import Debug, Json, Root, command, workspace_of
from zzlib.cli.output import say, say_json
from zzlib.told import ToldError

Archive = Annotated[Path, typer.Argument(metavar="备份文件", help="如 备份2013-06-07.zip")]


@command(
    "备份工作区：报表、参考文件、设置、通报草稿、已印发的版本和发布记录都收进一个 .zip（台账和各月输出能再算出来，不收）；"
    "加 --check 则核对一个备份是不是完好，不完好时退出代码为 1。"
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
            found = write_backup(workspace_of(root), file)
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
