"""What was received, held against the month as it stands with it: whose each file is, how it filed, how much is wrong in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from zzlib.exchange.receiving import KNOWN, LEFT, REFUSED, TAKEN, Received
from zzlib.indicators import measured
from zzlib.ledger import open_ledger
from zzlib.vocabulary import Filing, Level
from zzlib.workspace import Workspace

_BECAME = {TAKEN: "已收", KNOWN: "已有", LEFT: "没有收", REFUSED: "没有收"}
_MOST_NAMED = 3


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

    @property
    def became(self) -> str:
        """What became of it, in a word."""
        return _BECAME[self.outcome]

    @property
    def whose(self) -> str:
        """The units for which it stands, and how they filed; — for one of which nothing counts."""
        rest = f" 等 {len(self.units)} 个" if len(self.units) > _MOST_NAMED else ""
        named = "、".join(self.units[:_MOST_NAMED]) + rest
        return f"{named}（{self.filing}）" if self.units else "—" if self.file else ""


def received_rows(workspace: Workspace, period: str, received: Sequence[Received]) -> list[ReceivedRow]:
    """Look at the month as it stands with what was received; what was left where it lies is only told of."""
    if not any(one.file for one in received):
        return [ReceivedRow(**vars(one)) for one in received]
    ledger = open_ledger(workspace, period)
    month, lines = (
        measured(ledger),
        ledger.month("funding").merge(ledger.sources[["source_id", "file"]], on="source_id"),
    )
    counted = set(lines.loc[~lines["carried"], "file"])
    stands = month.filings[month.filings["period"] == period]
    rows = []
    for one in received:
        if not one.file:  # it was left where it lies: `said` tells why
            rows.append(ReceivedRow(**vars(one)))
            continue
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


def _is_in(file: str, received: str) -> bool:
    """Tell whether a file of the month is the one received, or lies in it."""
    return bool(received) and (file == received or file.startswith(f"{received}/"))
