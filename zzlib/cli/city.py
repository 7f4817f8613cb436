"""The commands `zz city …`: a workspace over the workspaces of counties, which are only read."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zzlib.cli.chinese import ChineseCommand, ChineseGroup
from zzlib.cli.commands import Debug, Json, Root, app, workspace_of
from zzlib.cli.output import aligned, say, say_json

if TYPE_CHECKING:
    from zzlib.city import CityMonth, CountyPart
    from zzlib.workspace import Workspace

city = typer.Typer(
    cls=ChineseGroup,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="市里的工作区：汇总各县的月份，出全市的数、排位和通报。各县的工作区只读不写。",
)
app.add_typer(city, name="city")

Period = Annotated[str, typer.Argument(metavar="月份", help="如 2013-05")]
Workers = Annotated[int, typer.Option("--workers", metavar="个", help="同时读几个县", min=1, max=64)]


@city.command(
    cls=ChineseCommand, help="新建市里的工作区：--county 名称=文件夹，每个县一次；也可以以后写进 data/counties.csv。"
)
def init(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="新建在这里；要是空的")],
    name: Annotated[str, typer.Option("--name", metavar="市名", help="如 云岭市")] = "",
    county: Annotated[
        list[str] | None, typer.Option("--county", metavar="名称=文件夹", help="一个县和它的工作区")
    ] = None,
    debug: Debug = False,
) -> int:
    """Make a city's workspace."""
    from zzlib.city.beginning import begin_city

    made = begin_city(folder, name, _named(county or []))
    say(f"已建 {folder}：{'、'.join(made)}。核对 data/counties.csv 后运行 zz city run 月份 --root {folder}")
    return 0


def _named(texts: list[str]) -> list[tuple[str, Path]]:
    pairs = [text.partition("=") for text in texts]
    if wrong := next(
        (text for text, (name, _, place) in zip(texts, pairs, strict=True) if not (name.strip() and place.strip())),
        None,
    ):
        raise typer.BadParameter(f"--county “{wrong}”应写成 名称=文件夹，如 甲县=/数据/甲县")
    return [(name.strip(), Path(place.strip())) for name, _, place in pairs]


@city.command(cls=ChineseCommand, help="造一个示范的市：几个有真值的县在文件夹的 各县/ 里，用来试用。")
def demo(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="新文件夹")],
    counties: Annotated[int, typer.Option("--counties", metavar="个", help="县数", min=1, max=100)] = 3,
    units: Annotated[int, typer.Option("--units", metavar="个", help="每县的单位数", min=1, max=100)] = 8,
    months: Annotated[int, typer.Option("--months", metavar="1到12", help="月数", min=1, max=12)] = 3,
    seed: Annotated[int, typer.Option("--seed", metavar="整数", help="随机种子，同一种子得同样的文件")] = 1,
    debug: Debug = False,
) -> int:
    """Make up a city with known truth."""
    from zzlib.city.beginning import make_demo_city

    period = make_demo_city(folder, counties, units, months, seed)
    say(f"示范的市已放进 {folder}，{counties} 个县在 {folder / '各县'}。试试：zz city run {period} --root {folder}")
    return 0


@city.command(
    cls=ChineseCommand,
    help="出全市一个月：读各县（没有变的不重算），汇总、排位，写通报和表格。一个县读不出不耽误别的县。",
)
def run(
    period: Period,
    root: Root = None,
    force: Annotated[bool, typer.Option("--force", help="没有变化也重新出")] = False,
    workers: Workers = 2,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Run a city's month."""
    from zzlib.city.running import run_city
    from zzlib.indicators import HEAD_FIGURES
    from zzlib.runs.progress import progress_for

    workspace = workspace_of(root, or_city=True)
    result = run_city(
        workspace, _period(workspace, period), progress=progress_for(sys.stderr), force=force, workers=workers
    )
    whole = result.city
    if as_json:
        say_json(result.to_json())
        return 0
    if whole is None:
        say(f"没有变化，{result.outputs} 就是现在的（要重新出，加 --force）")
        return 0
    lacking = [part.county.name for part in whole.lacking]
    head = (whole.figures[name, "city"] for name in HEAD_FIGURES)
    say(f"{result.period} 全市：" + "，".join(figure.label + figure.text for figure in head))
    say(f"{len(whole.parts) - len(lacking)} 个县有数据" + (f"，没有的：{'、'.join(lacking)}" if lacking else ""))
    say(f"已写 {result.outputs}")
    return 0


@city.command(
    cls=ChineseCommand, help="各县这个月怎样：从何时起在内、现状还是已印发第几版、错误和提醒多少、哪些口径与市里不同。"
)
def status(period: Period, root: Root = None, workers: Workers = 2, as_json: Json = False, debug: Debug = False) -> int:
    """Say how each county stands."""
    from zzlib.city.standing import standings

    workspace = workspace_of(root, or_city=True)
    rows = standings(workspace, _period(workspace, period), _parts(workspace, period, workers))
    if as_json:
        say_json({"period": period, "counties": [row.to_json() for row in rows]})
        return 0
    heads = ["县（市、区）", "从何时起", "数据", "到位资金", "错误", "提醒", "口径与市里不同"]
    say(aligned([heads, *(row.texts() for row in rows)]))
    return 0


@city.command(cls=ChineseCommand, help="各县的数据问题和市里自己的问题；有错误时退出代码为 1。")
def check(period: Period, root: Root = None, workers: Workers = 2, as_json: Json = False, debug: Debug = False) -> int:
    """Give the issues of city and counties."""
    from zzlib.city.running import issues_csv

    whole = _city(workspace_of(root, or_city=True), period, workers)
    names = {part.county.id: part.county.name for part in whole.parts}
    issues = issues_csv(whole).to_dict("records")
    errors = [one for one in issues if one["level"] == "error"]
    if as_json:
        say_json({"issues": issues})
    else:
        for one in errors:
            say(
                f"{names.get(one['county'], '市里')}  {one['file']} {one['sheet']} {one['cell']}  {one['message']}".rstrip()
            )
        say(f"错误 {len(errors)} 处，共 {len(issues)} 处；全部见 --json 或 issues.csv")
    return int(bool(errors))


@city.command(
    cls=ChineseCommand, help="一个数怎么来的：全市的数是哪些县的数，一个县的数（--scope county:编号）是哪些单元格。"
)
def explain(
    figure: Annotated[str, typer.Argument(metavar="指标", help="编号或名称，如 funds_received、到位资金")],
    period: Period,
    scope: Annotated[
        str,
        typer.Option(
            "--scope",
            metavar="范围",
            help="city、county:编号或县名、unit:县/单位（编号或名称）、kind:代号或名称、category:…、group:…、field:…",
        ),
    ] = "city",
    root: Root = None,
    workers: Workers = 2,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Walk from a city's figure to the counties', and from a county's to its cells."""
    from zzlib.city.explaining import explain_city
    from zzlib.indicators import FigureError

    workspace = workspace_of(root, or_city=True)
    try:
        found = explain_city(workspace, figure, _period(workspace, period), scope, workers)
    except FigureError as error:
        raise typer.BadParameter(str(error)) from error
    if as_json:
        say_json(found.to_json())
    else:
        for line in found.lines():
            say(line)
    return 0


@city.command(cls=ChineseCommand, help="全市的数与上次出的（outputs）有什么不同，是哪些县变了。")
def diff(period: Period, root: Root = None, workers: Workers = 2, as_json: Json = False, debug: Debug = False) -> int:
    """Compare the city's figures as they are now with those published."""
    from zzlib.city.comparing import compare_city

    workspace = workspace_of(root, or_city=True)
    found = compare_city(workspace, _city(workspace, period, workers))
    if as_json:
        say_json(found.to_json())
        return 0
    for line in found.lines():
        say(line)
    return 0


@city.command(
    cls=ChineseCommand,
    help="各县各月的全部指标写成一个表（.parquet 或 .csv）：在数据所在处汇总，一个省几年的也行；引擎见 settings.toml 的 [engine]。",
)
def figures(
    period: Annotated[str, typer.Argument(metavar="月份", help="算到哪个月，如 2013-05；写了 --tables 不用写")] = "",
    to: Annotated[Path, typer.Option("--to", metavar="文件", help="写到这里")] = Path("各县各月指标.parquet"),
    tables: Annotated[
        Path | None,
        typer.Option("--tables", metavar="文件夹", help="已经写好的表（县编号/年份/表名.parquet），不再读各县"),
    ] = None,
    root: Root = None,
    workers: Workers = 2,
    debug: Debug = False,
) -> int:
    """Write every figure by county and month."""
    from zzlib.city import read_counties
    from zzlib.city.scale import city_figures, city_tables, write_figures

    workspace = workspace_of(root, or_city=True)
    if to.suffix not in (".parquet", ".csv"):
        raise typer.BadParameter(f"--to 写 .parquet 或 .csv，不是 {to.name}")
    if tables is None:
        own = _period(workspace, period)
        for county, why in city_tables(workspace, own, read_counties(workspace, own), workers).items():
            say(f"{county}读不出，用以前的表（没有就不在内）：{why}")
    found = city_figures(workspace, tables)
    try:
        write_figures(found, to)
    except FileExistsError as error:
        raise typer.BadParameter(f"{to} 已经有了，不覆盖；请换一个名字，或先把它移开") from error
    say(f"{found['county'].nunique()} 个县 {found['period'].nunique()} 个月，已写 {to}")
    return 0


def _period(workspace: "Workspace", text: str) -> str:
    try:
        return workspace.rhythm.check(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _parts(workspace: "Workspace", period: str, workers: int) -> "list[CountyPart]":
    from zzlib.city import gather, read_counties

    own = _period(workspace, period)
    return gather(workspace, own, read_counties(workspace, own), workers=workers)


def _city(workspace: "Workspace", period: str, workers: int) -> "CityMonth":
    from zzlib.city import city_month

    return city_month(workspace, period, _parts(workspace, period, workers))
