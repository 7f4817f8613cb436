"""How long a ten-page document takes to be audited, as a ratio to python-docx merely reading its text.

The document is the half-year summary of `tests/audit`, repeated to ten pages (28 characters a line, 22 lines a page),
written as .docx. Both take the same file in the same process, in turns; ratios travel between machines, seconds do not.
A text of four times as many characters may take at most so many times as long: about as it grows, not as its square.
"""

import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx

from zzlib.audit import audit_file, audit_text

SUMMARY = Path(__file__).parents[1] / "audit" / "half_year_summary.txt"
VARIANTS = SUMMARY.with_name("variants.txt")
PAGES, PAGE = 10, 22 * 28
TURNS = 3
MOST_SECONDS = 2.0
SHORT, LONG, MOST_TIMES = 10_000, 40_000, 5.5


def main() -> int:
    text = SUMMARY.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "summary.docx"
        document = docx.Document()
        for line in (text * (PAGES * PAGE // len(text) + 1))[: PAGES * PAGE].splitlines():
            document.add_paragraph(line)
        document.save(str(path))
        audit_file(path)  # the first loads modules and words
        turns = [(_seconds(lambda: audit_file(path)), _seconds(lambda: _texts(path))) for _ in range(TURNS)]
    audited, read = (min(times) for times in zip(*turns, strict=True))
    print(f"{PAGES} pages, the best of {TURNS}: audited {audited:.2f} s, read {read:.3f} s, ratio {audited / read:.0f}")
    short, long = (_seconds(lambda size=size: audit_text(_prose(size))) for size in (SHORT, LONG))
    print(f"{SHORT} characters {short:.2f} s, {LONG} characters {long:.2f} s, ratio {long / short:.1f}")
    return int(audited > MOST_SECONDS or long / short > MOST_TIMES)


def _prose(size: int) -> str:
    """Give so many characters of the made passages of `tests/audit`, none of them twice."""
    lines = [line.split("|", 1)[1] for line in VARIANTS.read_text(encoding="utf-8").splitlines() if "|" in line]
    return "\n".join(re.sub(r"\{([^|{}]*)\|[^{}]*\}", r"\1", line.replace("\\n", "\n")) for line in lines)[:size]


def _texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
