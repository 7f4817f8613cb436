"""What `zz status` says: the last runs, and the state of each month's outputs."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from zzlib.cli.output import aligned, say, say_json
from zzlib.filed import has_files, nothing_filed
from zzlib.periods import county_time
from zzlib.runs.journal import OUTCOMES, read_journal
from zzlib.runs.unmoved import Found, Unmoved

_SHOWN = 10
_STATES = {None: "未出", True: "最新", False: "已出，之后报表、参考文件、设置、程序或输出文件有变化"}


def status_again(stands: Unmoved, *, as_json: bool) -> bool:
    """Say how a workspace stands by what is known of it; false if that is not all."""
    if found := stands.all():
        say_standing(stands.root, found, as_json=as_json)
    return bool(found)


def say_standing(root: Path, found: Mapping[str, Found], *, as_json: bool) -> None:
    """Say what was found of each folder of returns, and what became of the last runs."""
    runs = read_journal(root / "outputs")[-_SHOWN:]
    periods = {period: one for period, one in found.items() if one.called}
    if as_json:
        months = {period: _STATES[one.current] for period, one in periods.items()}
        versions = {period: one.issued[0] for period, one in periods.items() if one.issued}
        told = {"runs": [asdict(entry) for entry in runs], "months": months}
        say_json(told | ({"issued": versions} if versions else {}))
        return
    returns, others = root / "data" / "returns", sorted(found.keys() - periods.keys())
    if not any(has_files(returns / period) for period in periods):
        say(nothing_filed(returns, "", others))
    if periods:
        say("各月的输出：")
        say(aligned([[f"  {one.called}", _state(one)] for one in periods.values()]))
    if others:
        say(f"不看的文件夹（本县按季度报送）：{'、'.join(others)}")
    say("最近的运行（新的在后）：" if runs else "还没有运行过")
    rows = [
        [
            f"  {county_time(datetime.fromisoformat(entry.started)):%Y-%m-%d %H:%M}",
            entry.period,
            OUTCOMES[entry.outcome],
            entry.reason,
        ]
        for entry in runs
    ]
    say(aligned(rows))


def _state(found: Found) -> str:
    issued = f"；已印发第 {found.issued[0]} 版（{found.issued[1][:10]}）" if found.issued else ""
    due = f"；{found.due}，等重新签" if found.due else ""
    return _STATES[found.current] + issued + due
