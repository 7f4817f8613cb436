"""The commands of issued months: `zz issue`, `zz verify`, `zz restore`."""

import sys
from dataclasses import asdict
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zzlib.cli.commands import Debug, Json, Period, Root, command, latest_in, period_in, workspace_of
from zzlib.cli.output import aligned, say, say_json

if TYPE_CHECKING:
    from zzlib.publication.kept import KeptVersion
    from zzlib.publication.verifying import Verified
    from zzlib.workspace import Workspace


@command(
    "印发：把已审、已签、已出数的一个月连同它的全部报表、参考文件和设置存为一版，放进 outputs/版本/月份，以后不再改动。"
    "换发另存一版，写明 --supersede --why 理由，并写好更正通知。"
)
def issue(
    period: Period,
    by: Annotated[str, typer.Option("--by", metavar="谁", help="谁印发的，如 责任人甲")],
    supersede: Annotated[bool, typer.Option("--supersede", help="换发：代替已印发的一版，要写明 --why")] = False,
    despite: Annotated[
        bool, typer.Option("--despite", help="数据有错误、数字对不上、签后数变了也照发，要写明 --why")
    ] = False,
    why: Annotated[str, typer.Option("--why", metavar="理由", help="为什么换发、为什么照发")] = "",
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Issue a month."""
    from zzlib.publication.issuing import Order, issue_month

    if not by.strip():
        raise typer.BadParameter("--by 要写明是谁印发的")
    if (supersede or despite) and not why.strip():
        raise typer.BadParameter("换发、照发都要写明理由：--why 理由")
    workspace = workspace_of(root)
    order = Order(by.strip(), why.strip(), supersede, despite)
    kept = issue_month(workspace, period, order, lambda said: say(said, sys.stderr))
    place = kept.folder.relative_to(workspace.root).as_posix()
    record = kept.record
    notice = _notice(workspace, kept) if record.supersedes else None
    if as_json:
        say_json(asdict(record) | {"folder": place} | ({"notice": notice} if notice else {}))
        return 0
    inputs = len(kept.inputs())
    replaced = f"，代替第 {record.supersedes} 版" if record.supersedes else ""
    say(
        f"已印发 {workspace.rhythm.name(period)} 第 {record.version} 版{replaced}：{place}（文件 {len(record.artefacts)} 个）"
    )
    say(
        f"所用的报表、参考文件和设置 {inputs} 个一并保存；核对用 zz verify {period}，取回用 zz restore {period} {record.version}"
    )
    if notice:
        say(f"更正通知（原文、更正为、原因）已写好：{notice}")
    return 0


def _notice(workspace: "Workspace", kept: "KeptVersion") -> str:
    """Write the notice of what the new version says otherwise; the version stands, whatever is wrong with the notice."""
    from zzlib.publication.restating import notice_of_replacement
    from zzlib.told import ToldError

    try:
        path = notice_of_replacement(workspace, kept)
    except (ToldError, ValueError, OSError) as error:
        record = kept.record
        say(
            f"更正通知没有写成：{error}；改好后 zz diff {record.period} {record.supersedes} {record.version} --notice 文件",
            sys.stderr,
        )
        return ""
    return path.relative_to(workspace.root).as_posix() if path else ""


@command("核对已印发的各版：记录是否连得上、文件是否一字未动、由保存的报表重算的数是否相同。有不对的，退出代码为 1。")
def verify(
    period: Annotated[str, typer.Argument(metavar="月份", help="如 2013-05；不写则核对全部")] = "",
    version: Annotated[int | None, typer.Argument(metavar="版", help="第几版；不写则核对这个月的各版")] = None,
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Prove what was issued."""
    from zzlib.publication.kept import kept_version
    from zzlib.publication.verifying import verify as look

    workspace = workspace_of(root)
    period = period_in(period, root) if period else ""
    verified = look(workspace, period, version)
    if period and not verified.versions:
        kept_version(workspace.outputs_dir, period, version)
    if as_json:
        say_json(_json(verified))
    else:
        say(_text(verified))
    return 0 if verified.ok else 1


@command("取回印发的一版：把它的文件写进一个文件夹（不写 --to 则放进 outputs/恢复），已有的文件不覆盖。")
def restore(
    period: Period,
    version: Annotated[int, typer.Argument(metavar="版", help="第几版")],
    to: Annotated[Path | None, typer.Option("--to", metavar="文件夹", help="写进这个文件夹")] = None,
    inputs: Annotated[bool, typer.Option("--inputs", help="连同所用的报表、参考文件和设置，成为一个工作区")] = False,
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Give back a version."""
    from zzlib.publication.kept import kept_version
    from zzlib.publication.restoring import restore as give_back

    workspace = workspace_of(root)
    kept = kept_version(workspace.outputs_dir, period, version)
    folder = give_back(kept, to, with_inputs=inputs)
    names = sorted(kept.record.artefacts)
    if as_json:
        say_json({"period": period, "n": version, "folder": str(folder), "files": names})
        return 0
    say(f"已取回 {workspace.rhythm.name(period)} 第 {version} 版，文件 {len(names)} 个，在 {folder}")
    return 0


def _json(verified: "Verified") -> dict[str, object]:
    versions = [
        {
            "period": one.period,
            "n": one.n,
            "ok": one.ok,
            "problems": list(one.problems),
            **({"remarks": list(one.remarks)} if one.remarks else {}),
        }
        for one in verified.versions
    ]
    return {"ok": verified.ok, "versions": versions, "problems": list(verified.problems)}


def _text(verified: "Verified") -> str:
    if not verified.versions and verified.ok:
        return "还没有印发过"
    lines = []
    for one in verified.versions:
        lines.append(f"{one.period} 第 {one.n} 版：{'完好' if one.ok else f'有 {len(one.problems)} 处不对'}")
        lines += [f"  {said}" for said in (*one.problems, *one.remarks)]
    lines += [f"不对：{said}" for said in verified.problems]
    if not verified.ok:
        lines.append("印发的版本不会被程序改动：请查清是谁改的，从备份换回原来的文件")
    return "\n".join(lines)


@command(
    "比较一个月的两版：哪些印出的数、句子、单位变了，因为哪个单元格、更正、决定、目标或设置。"
    "不写则比较上次印发的和现在的；也可写版的数字，如 zz diff 2013-05 1 2。"
)
def diff(
    period: Period,
    before: Annotated[str, typer.Argument(metavar="一版", help="第几版的数字、上次印发、现在")] = "上次印发",
    after: Annotated[str, typer.Argument(metavar="另一版", help="同上")] = "现在",
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="文件", help="另写成 Excel 表，不覆盖已有的")] = None,
    notice: Annotated[
        Path | None, typer.Option("--notice", metavar="文件", help="另写更正通知（原文、更正为、原因）的 Word 文件")
    ] = None,
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Compare two sides of a month."""
    from zzlib.periods import last_day
    from zzlib.publication.comparing import compare
    from zzlib.publication.difference_text import DifferenceText
    from zzlib.publication.restating import write_restatement

    for path, ending in ((xlsx, ".xlsx"), (notice, ".docx")):
        if path and (path.exists() or path.suffix != ending):
            raise typer.BadParameter(f"{path} 已经有了，请换个名字" if path.exists() else f"{path} 要以 {ending} 结尾")
    workspace = workspace_of(root)
    found = compare(workspace, period, before, after)
    text, on = DifferenceText(workspace, found), datetime.combine(last_day(period), time())
    if xlsx:
        text.write(xlsx, on)
    if notice:
        write_restatement(workspace, found, text, notice, on)
    say_json(found.to_json()) if as_json else say("\n".join(text.lines()))
    return 0


@command(
    "列出一个月的指标：现在的；写 --as-of 日期，则是到那一天为止印发的一版所说的，那时还没有印发的，按到那天收到的报表和作出的决定算。"
)
def figures(
    period: Annotated[
        str, typer.Argument(metavar="月份", help="如 2013-05；不写则是最近的（或到那天印发的最近的）")
    ] = "",
    as_of: Annotated[str, typer.Option("--as-of", metavar="日期", help="到哪一天为止，如 2013-06-10")] = "",
    scope: Annotated[
        str,
        typer.Option(
            "--scope",
            metavar="范围",
            help="county、unit:编号或名称、kind:代号或名称、category:…、group:…、field:…；all 是全部",
        ),
    ] = "county",
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """List a month's figures, as they are or as they were known."""
    from zzlib.dispatch.figures import item_figures
    from zzlib.indicators.catalogue import FigureError, catalogue
    from zzlib.indicators.meant import county_scope
    from zzlib.publication.vintages import vintage

    workspace = workspace_of(root)
    period = period_in(period, root) if period else "" if as_of else latest_in(workspace)
    found = vintage(workspace, period, as_of)
    period, version, held = found.period, found.version, found.figures | found.items
    whole = scope == "all"
    try:
        known = "" if whole else county_scope(scope, list(dict.fromkeys(own for _, own in held)), workspace, period)
    except FigureError as error:
        if scope.replace("：", ":").startswith("leader:"):
            how = f"zz explain items {period} --scope {scope}"
            raise typer.BadParameter(
                f"责任领导名下的数不在这里列，只在 dispatch/ 的材料里；要看一位的，用 {how}"
            ) from error
        raise typer.BadParameter(f"{error}；all 是全部") from error
    rows = [row for (_, own), row in held.items() if whole or own == known]
    if as_json:
        say_json({"period": period, "version": version, "figures": rows})
        return 0
    labels = {name: known.label for name, known in catalogue(workspace.settings.kinds).items()}
    labels |= {name: known.label for name, known in item_figures().items()}
    say(f"{workspace.rhythm.name(period)}{f'，第 {version} 版' if version else ''}：")
    say(
        aligned(
            [
                [labels.get(row["figure"], row["figure"]), *([row["scope"]] if whole else []), row["text"]]
                for row in rows
            ]
        )
    )
    return 0
