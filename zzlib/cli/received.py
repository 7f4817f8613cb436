"""What `zz receive` says: each file, whose it is, when it came, and how much is wrong in it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from zzlib.cli.output import aligned
from zzlib.exchange.taken import ReceivedRow
from zzlib.periods import chinese


def received_text(period: str, rows: Sequence[ReceivedRow]) -> str:
    """Write it for people, with what to do next."""
    counts = Counter(row.became for row in rows)
    head = f"{chinese(period)}：" + "，".join(f"{word} {count} 份" for word, count in counts.items())
    table = [("文件", "", "单位", "收到时间", "错误", "提醒")]
    table += [
        (
            row.file or row.source,
            row.became,
            row.whose,
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
        yield f"怎么办：看 zz check {period} 里这份文件的说明；列在 zz decide {period} 里的，在那里定"
    if any(row.errors or row.warnings for row in rows):
        yield f"错在哪里、怎么改：zz check {period}；给单位的回执：zz receipts {period}"
