"""Compare this checkout with an earlier commit over the corpus: `python -m tests.net.compare BASE [NAME…]`.

Both versions are driven side by side, each in its own environment (one a lock; equal locks share one). Prints each
difference that `intended.toml` does not list with its reason, and each listed one that did not occur; nothing where code
only moved. Exit 1 if anything was printed.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from tests.net.corpus import CORPUS, Corpus, Version
from tests.net.differences import files, steps

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / ".compare"
INTENDED = Path(__file__).with_name("intended.toml")
LOCK = "requirements.lock.txt"
_MOST = 6
"""Lines shown of a file or output that nothing explains; the rest are counted."""


@dataclass
class Intended:
    """A kind of difference that is meant: where (workspace/step or file, with *), what (with *), and why."""

    where: str
    what: str
    why: str
    seen: int = field(default=0, compare=False)

    def covers(self, where: str, what: str) -> bool:
        """Tell whether a difference is of this kind."""
        return fnmatchcase(where, self.where) and fnmatchcase(what, self.what)


def main(base: str, only: list[str]) -> int:
    """Print the unexplained differences to a commit; give the exit code."""
    commit = _git("rev-parse", f"{base}^{{commit}}")
    versions = Version(_checkout(commit), _python(_checkout(commit))), Version(ROOT, _python(ROOT))
    intended = _intended(commit)
    printed: Counter[str] = Counter()
    for corpus in CORPUS:
        if only and corpus.name not in only:
            continue
        for where, what in _differences(corpus, versions):
            kinds = [kind for kind in intended if kind.covers(where, what)]
            for kind in kinds:
                kind.seen += 1
            if not kinds:
                printed[where] += 1
                if printed[where] <= _MOST:
                    print(f"{where}\t{what}", flush=True)
    for where, count in printed.items():
        if count > _MOST:
            print(f"{where}\t… and {count - _MOST} more lines")
    unseen = [] if only else [kind for kind in intended if not kind.seen]
    for kind in unseen:
        print(f"listed but not seen: {kind.where}\t{kind.what}\t({kind.why})")
    return 1 if printed or unseen else 0


def _differences(corpus: Corpus, versions: tuple[Version, Version]) -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="zz-compare-") as scratch:
        folders = [Path(scratch) / side for side in ("base", "now")]
        folders[0].mkdir()
        corpus.write(versions[0], folders[0])
        shutil.copytree(folders[0], folders[1])  # file times are no inputs
        roots = folders[0] / corpus.name, folders[1] / corpus.name
        with ThreadPoolExecutor(2) as pool:
            done = list(
                pool.map(lambda pair: pair[0].drive(pair[1], corpus.steps()), zip(versions, roots, strict=True))
            )
        found = [*steps(done[0], done[1], roots), *files(*roots)]
    return [(f"{corpus.name}/{where}", what) for where, what in found]


def _intended(commit: str) -> list[Intended]:
    listed = tomllib.loads(INTENDED.read_text(encoding="utf-8"))
    return [Intended(**entry) for entry in listed["difference"]] if commit.startswith(listed["base"]) else []


def _checkout(commit: str) -> Path:
    """Give the tree of a commit, unpacked once."""
    tree = KEPT / commit / "tree"
    if not tree.exists():
        part = KEPT / commit / "part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        archive = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", part], input=archive, check=True)
        part.rename(tree)
    return tree


def _python(tree: Path) -> Path:
    """Give the interpreter of an environment made from a tree's lock; this checkout's own where the locks are equal."""
    lock = (tree / LOCK).read_bytes()
    if lock == (ROOT / LOCK).read_bytes():
        return ROOT / ".venv" / "bin" / "python"
    environment = KEPT / f"env-{hashlib.sha256(lock).hexdigest()[:12]}"
    python = environment / "bin" / "python"
    ready = environment / ".ready"
    if not ready.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "--require-hashes", "-r", tree / LOCK], check=True)
        ready.touch()
    return python


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
