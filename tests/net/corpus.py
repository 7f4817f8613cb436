"""What two versions are compared over: the demo county, twelve made-up ones, and a workspace that people have worked in.

All of it is written by the older version, so that the newer one opens what is really out there.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DRIVER = Path(__file__).with_name("driver.py")
DEMO_MONTHS = tuple(f"2013-{month:02d}" for month in range(1, 6))
SIGNED = ("--state", "已签", "--by", "责任人甲", "--on", "2013-06-04")

Step = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """A checkout and the interpreter of its environment."""

    tree: Path
    python: Path

    def run(self, arguments: list[str], folder: Path) -> None:
        """Run Python with this version's package in a folder, and fail if it fails."""
        done = subprocess.run([self.python, *arguments], cwd=folder, env=_environment(self.tree), capture_output=True)
        if done.returncode:
            raise SystemExit(f"{self.tree}: {arguments}\n{done.stderr.decode('utf-8', 'replace')}")

    def drive(self, workspace: Path, steps: list[Step]) -> list[dict[str, Any]]:
        """Take steps in a workspace, in one process; give what came of each."""
        plan, result = workspace.with_suffix(".plan.json"), workspace.with_suffix(".result.json")
        plan.write_text(json.dumps(steps, ensure_ascii=False), encoding="utf-8")
        self.run([str(DRIVER), str(workspace), str(plan), str(result)], workspace.parent)
        done: list[dict[str, Any]] = json.loads(result.read_text(encoding="utf-8"))
        return done


@dataclass(frozen=True)
class Corpus:
    """A workspace of the corpus: how it is begun, and the months over which both versions are driven."""

    name: str
    months: tuple[str, ...]
    demo: tuple[str, ...] = ()
    worked_in: bool = False

    def write(self, version: Version, folder: Path) -> Path:
        """Let a version write the workspace into a folder; give its root."""
        root = folder / self.name
        if self.demo:
            version.run(["-m", "zzlib", "demo", str(root), *self.demo], folder)
        else:
            shutil.copytree(version.tree / "data", root / "data", ignore=shutil.ignore_patterns("ledger"))
            (root / "outputs").mkdir()
        if self.worked_in:
            check(version.drive(root, list(_work(self.months[-1]))))
        return root

    def steps(self) -> list[Step]:
        """List what both versions do there."""
        return [step for period in self.months for step in _month(period)] + [_zz("status", "--json")]


def _generated() -> Iterator[Corpus]:
    shapes = [("none", ()), ("ordinary", ()), ("hard", ()), ("ordinary", ("--faults",)), ("hard", ("--faults",))]
    for seed in range(1, 13):
        mess, faults = shapes[seed % len(shapes)]
        units, months = 4 + 2 * seed, 2 + seed % 5
        name = f"{mess}{'-faults' if faults else ''}-{seed}"
        sizes = ("--units", units, "--months", months, "--seed", seed, "--mess", mess)
        yield Corpus(name, (f"2013-{months:02d}",), (*map(str, sizes), *faults))


CORPUS = (Corpus("demo", DEMO_MONTHS), Corpus("worked-in", ("2013-04", "2013-05"), worked_in=True), *_generated())


def check(done: list[dict[str, Any]]) -> None:
    """Stop where a step that has to succeed has not."""
    for took in done:
        if took["code"] not in (0, 1):
            raise SystemExit(f"{took['step']}: {took['code']} {took['err'] or took['out']}")


def _environment(tree: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}


def _zz(*arguments: str) -> Step:
    return {"name": "zz " + " ".join(arguments), "kind": "command", "with": {"arguments": list(arguments)}}


def _of(kind: str, period: str, **more: Any) -> Step:
    return {"name": f"{kind} {period}", "kind": kind, "with": {"period": period, **more}}


def _work(period: str) -> Iterator[Step]:
    """A month in which people decided, drafted, kept views and signed."""
    yield _of("answer", period, most=8)
    yield _of("store", period)
    yield _zz("draft", period)
    yield _zz("draft", period, *SIGNED)
    yield _zz("run", period)


def _month(period: str) -> Iterator[Step]:
    yield _zz("check", period, "--json")
    yield _zz("check", period)
    yield _zz("run", period, "--json")
    for figure in ("funds_received", "projects_total", "projects_converted", "funds_gap"):
        yield _zz("explain", figure, period, "--json")
    yield _zz("explain", period, "--sentences")
    yield _zz("decide", period, "--json")
    yield _zz("decide", period, "--made", "--json")
    yield _zz("draft", period, "--findings", "--json")
    yield _zz("forms", period, "--json")
    yield _zz("receipts", period, "--json")
    yield _zz("audit", f"outputs/{period}/bulletin.docx", "--period", period, "--all", "--json")
    yield _zz("run", period)
    yield _of("frames", period)
    yield _of("views", period)
