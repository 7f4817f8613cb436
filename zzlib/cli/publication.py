"""The commands of issued months: `zz issue`, `zz verify`, `zz restore`."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zzlib.cli.commands import Debug, Json, Period, Root, command, period_in, workspace_of
from zzlib.cli.output import say, say_json

if TYPE_CHECKING:
    from zzlib.publication.verifying import Verified


@command(
    "印发：把已审、已签、已出数的一个月连同它的全部报表、参考文件和设置存为一版，放进 outputs/版本/月份，以后不再改动。"
    "换发另存一版，写明 --supersede --why 理由。"
)
def issue(
    period: Period,
    by: Annotated[str, typer.Option("--by", metavar="谁", help="谁印发的，如 责任人甲")],
    supersede: Annotated[bool, typer.Option("--supersede", help="换发：代替已印发的一版，要写明 --why")] = False,
    despite: Annotated[bool, typer.Option("--despite", help="数据有错误、数字对不上也照发，要写明 --why")] = False,
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
    kept = issue_month(workspace, period, order, lambda: say(f"另一个程序正在出 {period}，等它结束", sys.stderr))
    place = kept.folder.relative_to(workspace.root).as_posix()
    if as_json:
        say_json(asdict(kept.record) | {"folder": place})
        return 0
    record = kept.record
    inputs = len(kept.inputs())
    replaced = f"，代替第 {record.supersedes} 版" if record.supersedes else ""
    say(
        f"已印发 {workspace.rhythm.name(period)} 第 {record.version} 版{replaced}：{place}（文件 {len(record.artefacts)} 个）"
    )
    say(
        f"所用的报表、参考文件和设置 {inputs} 个一并保存；核对用 zz verify {period}，取回用 zz restore {period} {record.version}"
    )
    return 0


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
