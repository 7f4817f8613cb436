"""The commands `zz template new`, `check` and `wording`: what the office edits of the circular, its layout and sentences."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zzlib.cli.chinese import ChineseCommand, ChineseGroup
from zzlib.cli.commands import Debug, Json, app
from zzlib.cli.output import say, say_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zzlib.indicators import Definition
    from zzlib.report.template_check import TemplateProblem
    from zzlib.workspace import Workspace

templates = typer.Typer(
    cls=ChineseGroup,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="通报、更正通知、督办函的模板：取一份来改（new），改后检查（check）；改句子用 wording。模板放在工作区的 data/templates：bulletin.docx 是通报，notice.docx 是更正通知，督办函.docx 是督办函，市通报.docx 是市里的通报。",
)
app.add_typer(templates, name="template")


@templates.command(
    "new",
    cls=ChineseCommand,
    help="写出一份模板（文件叫 notice.docx 的是更正通知，督办函.docx 的是督办函，市通报.docx 的是市里的通报，其余是通报），用 Word 或 WPS 打开来改；列出可用的占位符。已有的文件不覆盖。",
)
def new(
    file: Annotated[Path, typer.Argument(metavar="文件", help="新模板，如 data/templates/bulletin.docx")],
    debug: Debug = False,
) -> int:
    """Write the starter template."""
    from zzlib.city.template import default_city_template
    from zzlib.report.bulletin import default_template
    from zzlib.report.letters import default_letter_template
    from zzlib.report.notice import notice_template
    from zzlib.report.placeholders import CITY, LETTER, NOTICE, guide, placeholders_of

    if file.suffix.lower() != ".docx":
        raise typer.BadParameter(f"{file.name} 的扩展名应是 .docx")
    known = placeholders_of(file.name)
    starters: dict[str, Callable[[], bytes]] = {
        NOTICE.document: notice_template, LETTER.document: default_letter_template, CITY.document: default_city_template,
    }  # fmt: skip
    _write_new(file, starters.get(known.document, default_template)())
    say(f"模板已写进 {file}。可用的占位符：\n\n{guide(known)}\n\n改好后请检查：zz template check {file}")
    return 0


@templates.command(
    "wording", cls=ChineseCommand, help="写出一份通报用语，改好后放在 data/templates/wording.toml；已有的文件不覆盖。"
)
def wording(
    file: Annotated[Path, typer.Argument(metavar="文件", help="如 data/templates/wording.toml")],
    debug: Debug = False,
) -> int:
    """Write the wording with all its sentences, to be changed: in a city's workspace that of the city."""
    from zzlib.city.circular import default_city_wording
    from zzlib.writing.wording import default_wording

    workspace = _workspace_of(file)
    _write_new(file, (default_city_wording if workspace and workspace.is_city else default_wording)())
    say(f"用语已写进 {file}，改法写在开头。只留下改过的条目也可以，其余照原来的。")
    return 0


def _of_workspace(file: Path) -> bool:
    return file.resolve().parent.parts[-2:] == ("data", "templates")


def _workspace_of(file: Path) -> "Workspace | None":
    """Give the workspace in whose `data/templates` a template lies, or in which one stands."""
    from zzlib.workspace import Workspace, WorkspaceError

    try:
        return Workspace(file.resolve().parents[2]) if _of_workspace(file) else Workspace.find()
    except WorkspaceError:
        return None


def _figures_for(workspace: "Workspace | None") -> "Mapping[str, Definition] | None":
    """Give the figures of a county or a city, `None` for every county's."""
    from zzlib.city.month import printable_figures
    from zzlib.indicators.own_figures import catalogue_of

    if workspace and workspace.is_city:
        return printable_figures(workspace.settings.kinds)
    return catalogue_of(workspace).figures if workspace else None


def _wording_problems(workspace: "Workspace") -> "list[TemplateProblem]":
    """Give what is wrong with the county's or the city's own sentences, looked at with its latest month."""
    from zzlib.city import CityError, load_city
    from zzlib.city.circular import city_wording
    from zzlib.indicators import load_month
    from zzlib.phrasing.phrases import Phrases, WordingError
    from zzlib.report.template_check import TemplateProblem
    from zzlib.workspace import NoReturnsError
    from zzlib.writing.wording import WORDING_FILE, wording
    from zzlib.writing.wording_check import paragraph_faults, wording_faults

    advice = f"请改 data/templates/{WORDING_FILE}"
    try:
        if workspace.is_city and not (workspace.templates_dir / WORDING_FILE).is_file():
            return []
        if workspace.is_city:
            own = city_wording(workspace.templates_dir)
            found = paragraph_faults(own, city_wording(), Phrases(load_city("", workspace).month))
        else:
            found = wording_faults(wording(workspace.templates_dir), Phrases(load_month("", workspace)))
        faults = list(dict.fromkeys(found))
    except WordingError as error:
        return [TemplateProblem(WORDING_FILE, "", str(error), advice)]
    except (NoReturnsError, CityError):  # what a sentence may speak of is known with a month
        return []
    return [TemplateProblem(WORDING_FILE, "", fault, advice) for fault in faults]


def _write_new(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("xb") as stream:
            stream.write(content)
    except FileExistsError as error:
        raise typer.BadParameter(f"{file} 已经有了，没有覆盖；请换一个名字，或先把它移走") from error


@templates.command(
    "check",
    cls=ChineseCommand,
    help="检查改过的模板（通报、更正通知）和用语，逐处说明哪里不对、怎么改。有问题时退出代码为 1。",
)
def check(
    file: Annotated[Path, typer.Argument(metavar="文件", help="模板，.docx；或本县的用语 wording.toml")],
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """List what is wrong with a template."""
    from zzlib.report.template_check import check_template, not_printed

    if not file.is_file():
        raise typer.BadParameter(f"找不到文件 {file}")
    workspace, is_wording = _workspace_of(file), file.suffix.lower() == ".toml"
    if is_wording and not (_of_workspace(file) and file.name == "wording.toml"):
        raise typer.BadParameter("用语要放在工作区的 data/templates/wording.toml，才能对着本县的指标检查")
    problems = [] if is_wording else check_template(file, _figures_for(workspace))
    problems += _wording_problems(workspace) if workspace and _of_workspace(file) else []
    if as_json:
        say_json({"problems": [dataclasses.asdict(problem) for problem in problems]})
    for problem in [] if as_json else problems:
        quoted = f"（{problem.text}）" if problem.text else ""
        say(f"{problem.place}{quoted}：{problem.message}\n    {problem.advice}")
    if not as_json:
        say(f"共 {len(problems)} 处问题" if problems else f"{file.name} 没有问题，可以使用")
        for part in [] if problems or is_wording else not_printed(file):
            say(f"没有印{part}：需要的，对照新模板（zz template new）加上")
    return int(bool(problems))
