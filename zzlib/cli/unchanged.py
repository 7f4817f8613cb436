"""What a run says of a month in which nothing has changed; where that is known already, without the libraries that a run loads."""

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from zzlib import stopping
from zzlib.cli.output import say, say_json
from zzlib.roots import relative
from zzlib.runs.follow_up import followed_up
from zzlib.runs.journal import logged
from zzlib.runs.unmoved import Unmoved


def run_again(stands: Unmoved, *, period: str, on_success: str, as_json: bool) -> bool:
    """Do what a run does that finds a month as it left it: log it, say it, call who follows; false if there is more to it."""
    found, outputs = stands.of(period), stands.root / "outputs"
    if not (found and found.current and found.summary):
        return False
    note = partial(say, stream=sys.stderr)
    with followed_up(outputs, period, on_success, "", note), logged(outputs, period) as entry:
        entry.outcome, entry.data_errors = "unchanged", found.summary["data_errors"]
        stopping.too_late()
    place = outputs / period
    summary = {**found.summary, "outputs": place.as_posix()}
    said = unchanged_lines(found.called, place, summary.get("refuted", ()))
    say_json(summary) if as_json else say("\n".join(said))
    return True


def unchanged_lines(called: str, place: Path, refuted: Sequence[str]) -> Iterator[str]:
    """Say that a month's outputs are as a run would make them, and what the auditor calls wrong in them."""
    yield f"{called}：报表、参考文件、设置和程序都没有变化，{relative(place)} 已是最新（要重新出，加 --force）"
    yield from refuted_lines(refuted)


def refuted_lines(refuted: Sequence[str]) -> Iterator[str]:
    """Say what the auditor calls wrong in the documents."""
    if refuted:
        yield f"文件里有 {len(refuted)} 处数字对不上，改好再签发："
        yield from (f"  {line}" for line in refuted)
