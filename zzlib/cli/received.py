"""What `zz receive` says: each file, whose it is, when it came, and how much is wrong in it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zzlib.cli.output import aligned
from zzlib.exchange.receiving import KNOWN, LEFT, REFUSED, TAKEN, Received
from zzlib.periods import chinese
from zzlib.vocabulary import Filing, Level

if TYPE_CHECKING:
    from zzlib.workspace import Workspace

_WORDS = {TAKEN: "已收", KNOWN: "已有", LEFT: "没有收", REFUSED: "没有收"}


@dataclass(frozen=True)
class ReceivedRow:
    """A file as received, with the units (names) for which it, or a part of it, stands now, and its issues by level.

    `why` is the gravest that is said of a file of which nothing counts.
    """

    source: str
    file: str
    outcome: str
    received_at: str
    said: str
    units: tuple[str, ...] = ()
    filing: str = ""
    errors: int = 0
    warnings: int = 0
    why: str = ""


def received_rows(workspace: "Workspace", period: str, received: Sequence[Received]) -> list[ReceivedRow]:
    """Look at the month as it stands with what was received."""
    if not any(one.file for one in received):
        return [ReceivedRow(**vars(one)) for one in received]
    from zzlib.indicators import measured
    from zzlib.ledger import open_ledger

    ledger = open_ledger(workspace, period)
    month, lines = (
        measured(ledger),
        ledger.month("funding").merge(ledger.sources[["source_id", "file"]], on="source_id"),
    )
    counted = set(lines.loc[~lines["carried"], "file"])
    stands = month.filings[month.filings["period"] == period]
    rows = []
    for one in received:
        own = stands[[_is_in(file, one.file) for file in stands["file"]]]
        issues = month.issues.loc[[_is_in(file, one.file) for file in month.issues["file"]]]
        levels = Counter(issues["level"])
        used = not own.empty or any(_is_in(file, one.file) for file in counted)
        said = [m for level in Level for m in issues.loc[issues["level"] == level, "message"]]
        filing = "、".join(dict.fromkeys(Filing(f).label for f in own["filing"]))
        rows.append(ReceivedRow(
            **vars(one), units=tuple(own["unit"]), filing=filing,
            errors=levels[Level.ERROR], warnings=levels[Level.WARNING], why="" if used else next(iter(said), "另有更晚的一份"),
        ))  # fmt: skip
    return rows


def received_text(period: str, rows: Sequence[ReceivedRow]) -> str:
    """Write it for people, with what to do next."""
    counts = Counter(_WORDS[row.outcome] for row in rows)
    head = f"{chinese(period)}：" + "，".join(f"{word} {count} 份" for word, count in counts.items())
    table = [("文件", "", "单位", "收到时间", "错误", "提醒")]
    table += [
        (
            row.file or row.source,
            _WORDS[row.outcome],
            _whose(row),
            row.received_at.replace("T", " ")[:16],
            str(row.errors or "") if row.file else "",
            str(row.warnings or "") if row.file else "",
        )
        for row in rows
    ]
    return "\n".join([head, aligned(table), *_notes(period, rows)])


def _notes(period: str, rows: Sequence[ReceivedRow]) -> Iterator[str]:
    yield from (f"{row.source}：{row.said}" for row in rows if row.said)
    unclaimed = [row for row in rows if row.why]
    yield from (f"{row.file} 没有计入：{row.why}" for row in unclaimed)
    if unclaimed:
        yield f"怎么办：zz decide {period}，zz check {period}"
    if any(row.errors or row.warnings for row in rows):
        yield f"错在哪里、怎么改：zz check {period}；给单位的回执：zz receipts {period}"


def _whose(row: ReceivedRow) -> str:
    shown = "、".join(row.units[:3]) + (f" 等 {len(row.units)} 个" if len(row.units) > 3 else "")
    return f"{shown}（{row.filing}）" if row.units else "—" if row.file else ""


def _is_in(file: str, received: str) -> bool:
    """Tell whether a file of the month is the one received, or lies in it."""
    return bool(received) and (file == received or file.startswith(f"{received}/"))
