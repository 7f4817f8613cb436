"""The command `zz new`: a county's workspace out of answers, given as options or asked for at a terminal."""

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zzlib import stopping
from zzlib.cli.asking import at_terminal
from zzlib.cli.commands import Debug, MoneyUnit, command
from zzlib.cli.output import say
from zzlib.periods import chinese, month_before, period_of, today, year_of
from zzlib.rhythm import rhythms
from zzlib.told import ToldError

if TYPE_CHECKING:
    from zzlib.beginning import Beginning


@command(
    "建一个新县的工作区。在终端里逐项来问（县名、单位、目标、上年数……），也可以都写成选项；没有答的留着说明和例子，以后再填。"
)
def new(
    directory: Annotated[Path, typer.Argument(metavar="文件夹", help="新文件夹，要在程序文件夹外面")],
    county: Annotated[str, typer.Option("--county", metavar="县名", help="如 云溪县")] = "",
    office: Annotated[str, typer.Option("--office", metavar="名称", help="办公室名称，不写则由县名得出")] = "",
    units: Annotated[
        str, typer.Option("--units", metavar="文件或名单", help="单位名单：Excel、CSV 文件，或用顿号隔开的名称")
    ] = "",
    targets: Annotated[
        str, typer.Option("--targets", metavar="文件", help="年度目标的表；名单里就有目标的不用写")
    ] = "",
    year: Annotated[
        int, typer.Option("--year", metavar="年份", help="目标是哪一年的，不写则看表里", max=2100, show_default=False)
    ] = 0,
    kinds: Annotated[
        str,
        typer.Option(
            "--kinds", metavar="甲,乙", help="政策型、个性型在本县叫什么，如 政策型,竞争型；还有别的接着写，如 ,债券型"
        ),
    ] = "",
    every: Annotated[str, typer.Option("--every", metavar="月|季", help="多久报一次，不写是每月")] = "",
    due_day: Annotated[
        int, typer.Option("--due-day", metavar="1到28", help="报表截止日：次月几日，不写是 5 日", min=0, max=28)
    ] = 0,
    history: Annotated[
        list[str] | None,
        typer.Option("--history", metavar="[月份=]文件", help="上年的分单位汇总表，可写几个，如 2012-12=上年.xlsx"),
    ] = None,
    money_unit: MoneyUnit = "",
    no_ask: Annotated[bool, typer.Option("--no-ask", help="在终端里也不问")] = False,
    debug: Debug = False,
) -> int:
    """Make a workspace for a county."""
    from zzlib.beginning import check_place, place, workspace_files
    from zzlib.beginning.county import FOLDERS
    from zzlib.cli.first_day import FirstDay, Given

    given = Given(county, office, units, targets, year, kinds, every, due_day, tuple(history or ()), money_unit)
    try:
        folder = check_place(directory)
        first_day = FirstDay(given, at_terminal() and not no_ask)
        if first_day.asks:
            say(f"建一个新的工作区：{folder}\n不知道的直接回车，以后再填；按 Ctrl-C 中断，什么都不会建。\n")
        beginning = first_day.beginning()
    except ToldError as error:
        raise typer.BadParameter(str(error)) from error
    except stopping.Stopped as stop:
        raise stopping.Stopped(str(stop) or "已中断，什么都没有建") from None
    place(folder, workspace_files(beginning).items(), FOLDERS)
    say(
        "\n".join(
            [*_made(folder, beginning), *(f"  注意：{note}" for note in first_day.notes), *_next(folder, beginning)]
        )
    )
    return 0


def _made(folder: Path, beginning: "Beginning") -> list[str]:
    """Say what was made, and out of which lists."""
    from zzlib.beginning.units import told

    parts = [told(list(beginning.units))] if beginning.units else []
    parts += [f"{beginning.targets[0].year} 年目标 {len(beginning.targets)} 行"] if beginning.targets else []
    parts += [
        f"{chinese(past.period)}底的数 {len(past.amounts)} 个单位（取自{past.source}）" for past in beginning.history
    ]
    return [f"工作区已建在 {folder}" + (f"：{'；'.join(parts)}" if parts else "")]


def _next(folder: Path, beginning: "Beginning") -> list[str]:
    """Say what to do next, in three lines."""
    zz, place = program(), quoted(str(folder))
    rhythm = rhythms()[beginning.every or "month"]
    year = beginning.targets[0].year if beginning.targets else year_of(month_before(today()))
    month = rhythm.until(period_of(year, 12))[0]
    first = (
        f"cd {place}，再 {zz} forms {month}：给各单位的填报表（月份照实写，下同）"
        if beginning.units
        else f"在 {folder / 'data' / 'reference' / 'units.csv'} 填单位（每列怎么填见 {folder / '填写说明.xlsx'}），再 cd {place}"
    )
    return [
        "接着：",
        f"  1. {first}",
        f"  2. 收到的报表原样放进 data/returns/{month}/，{zz} check {month} 看有什么问题",
        f"  3. {zz} run {month} 出数；其余设置在 data/settings.toml，每列怎么填见 填写说明.xlsx",
    ]


def program() -> str:
    """Give how this program is called from any folder."""
    name = Path(sys.argv[0])
    if shutil.which("zz") or name.stem != "zz":
        return "zz"
    return quoted(str(name.resolve().parent / name.name))


def quoted(text: str) -> str:
    """Give a path as it can be typed; on Windows only double quotes hold a blank."""
    return f'"{text}"' if os.name == "nt" else shlex.quote(text)
