"""Damage valid returns in every way and read them: whatever comes, reading gives an extraction, soon and in bounds.

`python tests/returns/fuzz.py --seconds 600` starts from workbooks of all formats, mutates their bytes and the parts
inside of them, and stops at the first file that makes the reader fail, take too long, or claim too much memory; that
file is left in the folder that it names, and belongs into the tests.
"""

import argparse
import io
import random
import re
import resource
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from tests.returns.samples import samples
from zzlib.returns import read, to_json_lines

LONGEST = 20
"""Seconds that one file may take."""

MOST_MEMORY = 3 * 1024**3
_NUMBERS = re.compile(rb"\d+")
_TOKENS = re.compile(rb"<[^>]*>|\"[^\"]*\"|[A-Za-z:]+|[^<\"A-Za-z]+")
_WILD = (b"0", b"-1", b"1", b"255", b"65536", b"1048576", b"16384", b"4294967295", b"99999999999999999999", b"1e308", b"NaN",
         b"XFD1048576", b"A0", b"", b"\0", b"\xff\xfe", b"=1+1", "合计".encode(), b"../../x", b"&lt;", b"&#1114112;", b"]]>")  # fmt: skip


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Damage a file: its own bytes, or a part inside of it."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        return _in_part(data, chance)
    if data[:1] in b"<\xef2" or b"," in data[:200]:
        return _content(data, chance)
    return _bytes(data, chance)


def _in_part(data: bytes, chance: random.Random) -> bytes:
    """Damage some parts of an archive; now and then lose, repeat or rename one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = set(chance.sample(names, chance.randint(1, min(3, len(names)))))
        for name in names:
            content = old.read(name)
            if name in chosen:
                if chance.random() < 0.05:
                    continue
                content = _content(content, chance)
                name = chance.choice(names) if chance.random() < 0.03 else name
            new.writestr(name, content)
    return stream.getvalue()


def _content(data: bytes, chance: random.Random) -> bytes:
    """Damage text: numbers made wild, tokens dropped, repeated, moved, or replaced by others."""
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        pattern = _NUMBERS if chance.random() < 0.4 else _TOKENS
        found = list(pattern.finditer(data))
        if not found:
            return _bytes(data, chance)
        one, other = chance.choice(found), chance.choice(found)
        new = chance.choice((b"", chance.choice(_WILD), other[0], one[0][:200] * chance.choice((2, 2, 50, 1000))))
        data = data[: one.start()] + new + data[one.end() :]
    return data if chance.random() < 0.9 else _bytes(data, chance)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    """Damage bytes: flip, cut, repeat, overwrite."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        place = chance.randrange(len(changed) + 1)
        how = chance.random()
        if how < 0.6 and place < len(changed):
            changed[place] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
        elif how < 0.7:
            del changed[place : place + chance.choice((1, 2, 4, 100))]
        elif how < 0.8:
            changed[place:place] = changed[place : place + chance.choice((1, 4, 100))]
        elif how < 0.95:
            changed[place : place + 4] = chance.choice((b"\xff" * 4, b"\0" * 4, chance.randbytes(4)))
        else:
            del changed[place:]
    return bytes(changed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    signal.signal(signal.SIGALRM, _too_slow)
    chance, sources = random.Random(options.seed), samples()
    kept = Path(tempfile.mkdtemp(prefix="fuzz-returns-"))
    print(f"seed {options.seed}; what fails stays in {kept}", flush=True)
    outcomes: Counter[str] = Counter()
    until = time.monotonic() + options.seconds
    while time.monotonic() < until:
        name = chance.choice(list(sources))
        data = mutate(sources[name], chance)
        # Written before it is read: a crash of the process leaves it, too.
        (kept / name).write_bytes(data)
        outcomes[_outcome(name, data)] += 1
        (kept / name).unlink()
    kept.rmdir()
    print(f"{sum(outcomes.values())} files, nothing failed: {dict(outcomes.most_common())}")


def _outcome(name: str, data: bytes) -> str:
    signal.alarm(LONGEST)
    extraction = read(name, data=data)
    lines = list(to_json_lines(extraction))
    signal.alarm(0)
    assert len(lines) == len(extraction.records) + 1
    assert all(issue.message and issue.advice for issue in extraction.issues)
    assert extraction.readable or extraction.issues, "nothing is lost in silence"
    assert "file_failed" not in {issue.code for issue in extraction.issues}
    return "readable" if extraction.readable else extraction.issues[-1].code


class TooSlowError(BaseException):
    """No net around reading catches it."""


def _too_slow(*_: Any) -> None:
    raise TooSlowError(f"more than {LONGEST} s")


if __name__ == "__main__":
    sys.exit(main())
