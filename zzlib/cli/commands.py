"""The commands of `zz`. Rooms are imported where they are used, so that help and mistakes are answered at once."""

import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from zzlib.cli.chinese import ChineseCommand, ChineseGroup
from zzlib.cli.output import DEBUG, is_month, not_a_file, say, say_json
from zzlib.money import FEN_PER_UNIT
from zzlib.periods import period_of, today, typed_period
from zzlib.roots import workspace_root

if TYPE_CHECKING:
    from zzlib.cli.checked import Checked
    from zzlib.form import Form
    from zzlib.returns.extraction import Extraction
    from zzlib.workspace import Workspace

app = typer.Typer(
    cls=ChineseGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="争资争项工作台：从各单位报表到月通报。退出代码：0 完成，1 check 或 audit 发现错误，2 用法不对，3 没有完成。",
)
_Command = Callable[..., int]


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        say(f"zz {version('zzlib')}，Python {platform.python_version()}")
        raise typer.Exit


@app.callback()
def _program(
    asked: Annotated[bool, typer.Option("--version", help="程序的版本", callback=_version, is_eager=True)] = False,
) -> None:
    """Take what is asked of the program itself."""


def command(purpose: str, *, passes_on: bool = False) -> Callable[[_Command], _Command]:
    """Add a function to the commands, with its help; `passes_on` lets it take arguments that it doesn't know."""
    settings = {"allow_extra_args": passes_on, "ignore_unknown_options": passes_on}
    return app.command(cls=ChineseCommand, help=purpose, context_settings=settings)


def _debug(on: bool) -> None:
    if on:
        os.environ[DEBUG] = "1"


def period_in(text: str, root: Path | None) -> str:
    """Give a period of a workspace as people type it: `2013-4`, `201304`, `last`.

    Raises:
        typer.BadParameter: it is no month, or none by which the county's periods are named.
    """
    from zzlib.rhythm import rhythm_named

    rhythm = rhythm_named((workspace_root(root) or Path()) / "data" / "settings.toml")
    try:
        if text == "last":
            return rhythm.ended(today())
        return rhythm.check(typed_period(text))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _money_unit(text: str) -> str:
    if text and text not in FEN_PER_UNIT:
        raise typer.BadParameter(f"选项 --money-unit 只能是 {'、'.join(FEN_PER_UNIT)}")
    return text


def _month(context: typer.Context, text: str) -> str:
    return period_in(text, context.params.get("root"))


MoneyUnit = Annotated[
    str,
    typer.Option(
        "--money-unit", metavar="元|万元|亿元", help="这些表里没有写明金额单位时按什么算", callback=_money_unit
    ),
]
Period = Annotated[str, typer.Argument(metavar="月份", help="如 2013-05；last 是上个月（或季度）", callback=_month)]
Root = Annotated[
    Path | None,
    typer.Option("--root", metavar="文件夹", help="工作区（含 data 的文件夹），不写则用当前所在的", is_eager=True),
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")]
Debug = Annotated[bool, typer.Option("--debug", help="出错时列出详细的追溯信息", callback=_debug)]


@command(
    "出一个月的分析：读报表、算指标，把通报、表格和分析笔记本放进 outputs/月份。数据有错误也照出，错误列在 issues.csv。"
)
def run(
    context: typer.Context,
    period: Period,
    root: Root = None,
    force: Annotated[bool, typer.Option("--force", help="没有变化也重新出")] = False,
    once: Annotated[bool, typer.Option("--once", help="这个月已经出过就不再出（定时用）")] = False,
    on_success: Annotated[str, typer.Option("--on-success", metavar="命令", help="出数后运行的命令")] = "",
    on_failure: Annotated[str, typer.Option("--on-failure", metavar="命令", help="没有完成时运行的命令")] = "",
    profile: Annotated[bool, typer.Option("--profile", help="列出时间用在哪里")] = False,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Run a month."""
    from zzlib.cli.again import keep_meaning
    from zzlib.cli.unchanged import run_again
    from zzlib.runs.unmoved import Unmoved

    folder = workspace_root(root)
    stands = Unmoved(folder) if folder else None
    asked: dict[str, Any] = {"period": period, "on_success": on_success, "as_json": as_json}
    if stands and not (force or once or profile) and run_again(stands, **asked):
        keep_meaning(stands, context.obj, **asked)
        return 0
    from zzlib.cli.summary import keep_summary, profile_text, summary_json, summary_text
    from zzlib.publication.since import since_issued
    from zzlib.runs.execution import started
    from zzlib.runs.follow_up import followed_up
    from zzlib.runs.forking import forked
    from zzlib.runs.progress import progress_for
    from zzlib.runs.run import run_month

    workspace = workspace_of(root)
    if once and (workspace.outputs_dir / period / "manifest.json").exists():
        say(f"{period} 已经出过，不再出", sys.stderr)
        return 0
    progress = progress_for(sys.stderr)
    start = forked if [*context.obj] == sys.argv[1:] else started  # where others call `zz`, they may have threads
    with followed_up(workspace.outputs_dir, period, on_success, on_failure, progress.note):
        result = run_month(workspace, period, progress=progress, force=force, start=start)
    issued = since_issued(workspace, period)
    say_json(summary_json(result, issued)) if as_json else say(summary_text(result, issued))
    if profile:
        say(profile_text(result), sys.stderr)
    if stands and not (result.signed or issued):
        keep_summary(stands, workspace.rhythm.name(period), result)
    return 0


@command("检查报表：列出一个月（或几个文件）的问题和改法，不出通报。有错误时退出代码为 1。")
def check(
    what: Annotated[
        list[str] | None, typer.Argument(metavar="月份或文件", help="如 2013-05，或若干报表文件；不写则是最近的月份")
    ] = None,
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """List the issues of a month or of files."""
    from zzlib.issues import ISSUE_COLUMNS

    checked = _checked(what or [], root)
    if as_json:
        say_json({"issues": checked.issues[list(ISSUE_COLUMNS)].to_dict("records")})
    else:
        say(checked.text())
    return int((checked.issues["level"] == "error").any())


@command("读出表格里写了什么，一行一条 JSON，末行是小结；不需要工作区。有文件读不出时退出代码为 1。")
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="文件", help="任何表格文件：.xlsx .xls .et .ods")],
    root: Root = None,
    debug: Debug = False,
) -> int:
    """Write what workbooks say as JSON lines."""
    from zzlib.returns import to_json_lines

    readable, form = True, _form(root)
    for path in _existing(files):
        for extraction in _read(path, root):
            readable &= extraction.readable or bool(extraction.records)
            for line in to_json_lines(extraction, form):
                say(line)
    return 0 if readable else 1


@command(
    "列出一个数字出自哪些文件的哪些单元格。通报的句子也可以问：zz explain 2013-05 --sentences 列出句子和号，"
    "zz explain 2013-05 --sentence 3 列出第3句里各个数字的单元格。"
)
def explain(
    figure: Annotated[
        str, typer.Argument(metavar="指标", help="指标编号或名称，如 funds_received、到位资金；问句子时不写")
    ],
    period: Annotated[str, typer.Argument(metavar="月份", help="如 2013-05；last 是上个月")] = "",
    scope: Annotated[
        str,
        typer.Option(
            "--scope", metavar="范围", help="county、unit:编号或名称、kind:代号或名称、category:…、group:…、field:…"
        ),
    ] = "county",
    sentence: Annotated[int | None, typer.Option("--sentence", metavar="号", help="通报第几句")] = None,
    sentences: Annotated[bool, typer.Option("--sentences", help="列出通报的句子和号")] = False,
    page: Annotated[
        bool, typer.Option("--page", help="写成一页（口径、缺报、更正和决定、舍入、版本、单元格），放进 outputs/说明")
    ] = False,
    issued: Annotated[
        int | None, typer.Option("--issued", metavar="版", help="印发的第几版里的数：按那一版保存的报表列")
    ] = None,
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """List the cells behind a figure, or behind the figures of a sentence; or write what it rests on as a page."""
    from zzlib import indicators
    from zzlib.cli.pages import write_page
    from zzlib.cli.sentences import explain_sentence, list_sentences
    from zzlib.cli.texts import explanation_text
    from zzlib.dispatch.figures import explained
    from zzlib.ledger import open_ledger
    from zzlib.publication.kept import workspace_of_version

    if (page or issued) and (sentences or sentence is not None):
        raise typer.BadParameter("--page、--issued 只说一个指标，不和 --sentence、--sentences 一起写")
    if page and issued:
        raise typer.BadParameter("--page 写的是现在的数，不和 --issued 一起写")
    if sentences or sentence is not None:
        ledger = open_ledger(workspace_of(root), period_in(period or figure, root))
        return explain_sentence(ledger, sentence, as_json) if sentence is not None else list_sentences(ledger, as_json)
    if not period:
        raise typer.BadParameter("缺少参数 月份")
    period = period_in(period, root)
    try:
        with workspace_of_version(workspace_of(root), period, issued) as workspace:
            ledger = open_ledger(workspace, period)
            explanation = explained(ledger, figure, scope)
    except indicators.FigureError as error:
        raise typer.BadParameter(str(error)) from error
    if page:
        return write_page(ledger, explanation, as_json)
    say_json(explanation.to_json()) if as_json else say(explanation_text(explanation))
    return 0


@command("造一个示范县的工作区：各单位的报表、参考文件，以及应得的数字（truth/）。")
def demo(
    directory: Annotated[Path, typer.Argument(metavar="文件夹", help="新文件夹")],
    units: Annotated[int, typer.Option("--units", metavar="整数", help="单位数")] = 56,
    months: Annotated[int, typer.Option("--months", metavar="1到24", help="月数，13起接着到第二年", min=1, max=24)] = 5,
    seed: Annotated[int, typer.Option("--seed", metavar="整数", help="随机种子，同一种子得同样的文件")] = 1,
    mess: Annotated[
        Literal["none", "ordinary", "hard"],
        typer.Option("--mess", metavar="none|ordinary|hard", help="报表有多乱：整齐、平常、很乱"),
    ] = "ordinary",
    faults: Annotated[bool, typer.Option("--faults", help="另加填报错误，错误清单在 truth/")] = False,
    every: Annotated[
        Literal["month", "quarter"],
        typer.Option("--every", metavar="month|quarter", help="多久报一次：每月、每季度（月数写 3、6、9、12）"),
    ] = "month",
    debug: Debug = False,
) -> int:
    """Make a county with known truth."""
    from zzlib.synthetic import Shape, make_county

    try:
        shape = Shape(every=every)
        make_county(directory, units=units, months=months, seed=seed, mess=mess, faults=faults, shape=shape)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    period = period_of(2013 + (months - 1) // 12, (months - 1) % 12 + 1)
    say(f"示范县已放进 {directory}。试试：zz run {period} --root {directory}")
    return 0


@command(
    "在工作区里打开 JupyterLab 和“这个月”：从收报表到印发，一步一步做（市里的工作区打开全市的分析）；其余参数照样传给 JupyterLab。",
    passes_on=True,
)
def lab(ctx: typer.Context, root: Root = None, debug: Debug = False) -> int:
    """Open JupyterLab in the workspace on the first page; what is opened are copies of the program's notebooks."""
    from zzlib.cli.jupyter import open_lab

    return open_lab(workspace_of(root, or_city=True), ctx.args)


def workspace_of(root: Path | None, *, or_city: bool = False) -> "Workspace":
    """Find the workspace, a county's or, where that will do, a city's, and put right what a run that died has left there.

    Raises:
        typer.BadParameter: there is none, or it is a city's where only a county's will do.
    """
    from zzlib.publication.storing import finish_issuing
    from zzlib.runs.publish import recover
    from zzlib.workspace import Workspace, WorkspaceError

    try:
        workspace = Workspace.find(root)
    except WorkspaceError as error:
        raise typer.BadParameter(str(error)) from error
    if workspace.is_city and not or_city:
        raise typer.BadParameter(
            f"{workspace.root} 是市里的工作区，自己没有报表；全市的用 zz city run、check、status、explain、diff，一个县的到它的工作区里"
        )
    for note in (*recover(workspace.outputs_dir), *finish_issuing(workspace.outputs_dir)):
        say(note, sys.stderr)
    return workspace


def _checked(what: list[str], root: Path | None) -> "Checked":
    """Look through a period (the latest when none is named) or files."""
    from zzlib.cli.checked import Checked
    from zzlib.indicators import load_month
    from zzlib.issues import issues_frame

    files = [Path(text) for text in what]
    if what and (len(what) > 1 or not is_month(files[0])):
        found = [extraction for path in _returns(files) for extraction in _read(path, root)]
        return Checked(issues_frame([issue for extraction in found for issue in extraction.issues]))
    workspace = workspace_of(root)
    month = load_month(period_in(what[0], root) if what else latest_in(workspace), workspace)
    return Checked(month.issues, month.units, month.waiting_files, month.period, month.strains)


def latest_in(workspace: "Workspace") -> str:
    """Give the latest period with returns.

    Raises:
        typer.BadParameter: none has.
    """
    from zzlib.workspace import NoReturnsError

    try:
        return workspace.latest_period()
    except NoReturnsError as error:
        raise typer.BadParameter(str(error)) from error


def _existing(files: list[Path]) -> list[Path]:
    for path in files:
        if not path.is_file():
            raise typer.BadParameter(not_a_file(path))
    return files


def _returns(files: list[Path]) -> list[Path]:
    """Give files to be checked as returns; those that the office itself keeps are none."""
    from zzlib.reference_files import REFERENCE_COLUMNS

    for path in _existing(files):
        if path.resolve().parent.name == "reference" and path.stem in REFERENCE_COLUMNS:
            raise typer.BadParameter(f"{path} 是办公室的参考文件，不是单位报表；它随月份一起检查，如 zz check 2013-05")
        if path.name == "received.csv":
            raise typer.BadParameter(f"{path} 是收到报表的登记，不是单位报表；它随月份一起检查，如 zz check 2013-05")
    return files


def _read(path: Path, root: Path | None) -> "list[Extraction]":
    """Read a file, or those in an archive, with the settings of the workspace named or that one stands in, if any."""
    from zzlib.returns import read_all
    from zzlib.settings import Settings

    workspace = _workspace_if_any(root)
    settings = workspace.settings if workspace else Settings()
    unit, words = settings.returns.default_money_unit, settings.vocabulary
    return read_all(path, default_money_unit=unit, vocabulary=words, form=_form(root))


def _form(root: Path | None) -> "Form":
    """Give the form of the workspace named or that one stands in, the package's where there is none."""
    from zzlib.form import package_form

    workspace = _workspace_if_any(root)
    return workspace.form if workspace else package_form()


def _workspace_if_any(root: Path | None) -> "Workspace | None":
    """Give the workspace named or that one stands in; one that is named must be there."""
    from zzlib.workspace import Workspace, WorkspaceError

    try:
        return Workspace.find(root)
    except WorkspaceError as error:
        if root:
            raise typer.BadParameter(str(error)) from error
        return None
