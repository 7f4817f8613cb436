"""The commands of every month: `zz status`, `zz backfill`, `zz schedule install / show / remove`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from zzlib import stopping
from zzlib.cli.again import keep_meaning
from zzlib.cli.chinese import ChineseCommand, ChineseGroup
from zzlib.cli.commands import Debug, Json, Period, Root, app, command, workspace_of
from zzlib.cli.output import say
from zzlib.cli.standing import say_standing, status_again
from zzlib.roots import workspace_root

if TYPE_CHECKING:
    from zzlib.runs.unmoved import Found
    from zzlib.workspace import Workspace

Force = Annotated[bool, typer.Option("--force", help="没有变化也重新出")]


@command("最近几次运行：什么时候、哪个月、结果怎样、为什么没有完成；以及各月的输出是不是最新的。")
def status(context: typer.Context, root: Root = None, as_json: Json = False, debug: Debug = False) -> int:
    """Tell the last runs and the state of each month's outputs."""
    from zzlib.runs.unmoved import Unmoved

    folder = workspace_root(root)
    stands = Unmoved(folder) if folder else None
    if stands and status_again(stands, as_json=as_json):
        keep_meaning(stands, context.obj, as_json=as_json)
    else:
        workspace = workspace_of(root)
        say_standing(workspace.root, _look(workspace), as_json=as_json)
    return 0


def _look(workspace: "Workspace") -> "dict[str, Found]":
    """Look at the folders of returns, and keep what is found of each."""
    from zzlib.ledger.issue_log import records_of
    from zzlib.periods import is_period
    from zzlib.runs.unmoved import Found, Unmoved

    stands = Unmoved(workspace.root)
    issued = {record.period: (record.version, record.at) for record in records_of(workspace.outputs_dir)}
    found = {}
    for period in workspace.periods():
        called = workspace.rhythm.name(period) if is_period(period) else period
        found[period] = stands.of(period) or Found(
            called, _is_current(workspace, period), issued.get(period), _due(workspace, period)
        )
    for month in workspace.other_months():
        found[month] = stands.of(month) or Found("")
    stands.keep(found)
    return found


def _is_current(workspace: "Workspace", period: str) -> bool | None:
    from zzlib.runs.freshness import current_manifest
    from zzlib.runs.parameters import NOTEBOOK

    if not (workspace.outputs_dir / period / "manifest.json").exists():
        return None
    return current_manifest(workspace, period, NOTEBOOK) is not None


def _due(workspace: "Workspace", period: str) -> str:
    """Say why the draft that a period's outputs print has to be signed again; `""` if it need not be."""
    from zzlib.runs.signed import printed_draft, since_signed

    signed = since_signed(workspace, period, printed_draft(workspace.outputs_dir / period))
    return signed.due if signed else ""


@command("把几个月一起出：各月在自己的进程里同时运行。")
def backfill(first: Period, last: Period, root: Root = None, force: Force = False, debug: Debug = False) -> int:
    """Run several months side by side."""
    from zzlib.runs.backfill import MonthOutcome
    from zzlib.runs.backfill import backfill as run_months

    workspace = workspace_of(root)
    periods = workspace.rhythm.between(first, last)
    if not periods:
        raise typer.BadParameter(f"{last} 在 {first} 之前")

    done: list[str] = []

    def tell(outcome: MonthOutcome) -> None:
        done.extend([outcome.period] if outcome.done else [])
        say(f"{outcome.period} {'完成' if outcome.done else '没有完成'}：{outcome.said}", sys.stderr)

    try:
        failed = run_months(workspace.root, periods, tell, force=force)
    except stopping.Stopped:
        raise stopping.Stopped(
            f"已中断：{len(periods)} 个月，完成 {len(done)} 个；其余没有完成，原有输出未动"
        ) from None
    stopping.too_late()
    say(f"{len(periods)} 个月，完成 {len(periods) - failed} 个" + (f"，没有完成 {failed} 个" if failed else ""))
    return 3 if failed else 0


schedule = typer.Typer(
    cls=ChineseGroup,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="每月定时出上个月的分析（systemd 定时器、cron 或 Windows 计划任务）。",
)
app.add_typer(schedule, name="schedule")


@schedule.command(cls=ChineseCommand, help="定时：每月某日某时出上个月的分析；错过了，开机后补出。")
def install(
    day: Annotated[int, typer.Option("--day", metavar="日", help="每月几日", min=1, max=28)] = 6,
    hour: Annotated[int, typer.Option("--hour", metavar="时", help="几点", min=0, max=23)] = 8,
    on_success: Annotated[str, typer.Option("--on-success", metavar="命令", help="出数后运行的命令")] = "",
    on_failure: Annotated[str, typer.Option("--on-failure", metavar="命令", help="没有完成时运行的命令")] = "",
    root: Root = None,
    debug: Debug = False,
) -> int:
    """Install the schedule of a workspace."""
    from zzlib.runs.schedule import Plan
    from zzlib.runs.schedulers import scheduler_here

    workspace = workspace_of(root)
    rhythm = workspace.rhythm
    plan = Plan(workspace.root, day, hour, rhythm.months, on_success, on_failure)
    scheduler = scheduler_here()
    scheduler.install(plan)
    when = "每月" if rhythm.is_monthly else f"每季度过后（{'、'.join(map(str, plan.months))} 月）"
    what = "上个月" if rhythm.is_monthly else "上个季度"
    say(f"已用{scheduler.title}定时：{when} {day} 日 {hour} 点出{what}的分析。运行结果用 zz status 看")
    return 0


@schedule.command(cls=ChineseCommand, help="显示本工作区的定时。")
def show(root: Root = None, debug: Debug = False) -> int:
    """Show the schedule of a workspace."""
    from zzlib.runs.schedule import name_for
    from zzlib.runs.schedulers import scheduler_here

    scheduler = scheduler_here()
    shown = scheduler.shown(name_for(workspace_of(root).root))
    say(f"{scheduler.title}：\n{shown}" if shown else "本工作区没有定时")
    return 0


@schedule.command(cls=ChineseCommand, help="取消本工作区的定时。")
def remove(root: Root = None, debug: Debug = False) -> int:
    """Remove the schedule of a workspace."""
    from zzlib.runs.schedule import name_for
    from zzlib.runs.schedulers import scheduler_here

    scheduler, name = scheduler_here(), name_for(workspace_of(root).root)
    if not scheduler.shown(name):
        say("本工作区没有定时")
        return 0
    scheduler.remove(name)
    say("已取消定时")
    return 0
