"""How each county of a city stands in a month: since when it is in, what is taken of it, and what is still wrong there."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from zzlib.city.differences import differences
from zzlib.city.gathering import CountyPart
from zzlib.city.targets import county_targets
from zzlib.indicators.measuring import plain
from zzlib.workspace import Workspace


@dataclass(frozen=True)
class CountyStanding:
    """A county: `since` is its first month in the city (`""`: always), `version` the issued one that is taken (0: how it stands).

    `state` says in words what is taken, or why there is nothing; `otherwise` what the county does otherwise than the city.
    """

    county: str
    name: str
    since: str
    take: str
    is_in: bool
    version: int
    state: str
    received_yuan: str
    received: str
    errors: int
    warnings: int
    fingerprint: str
    otherwise: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Give it as `zz city status --json` prints it."""
        return asdict(self) | {"otherwise": list(self.otherwise)}

    def texts(self) -> list[str]:
        """Give it as a row for people."""
        counted = [str(number) if self.is_in else "—" for number in (self.errors, self.warnings)]
        state = self.state if self.is_in else f"没有：{self.state}"
        return [self.name, self.since or "一直", state, self.received, *counted, "、".join(self.otherwise)]


def standings(city: Workspace, period: str, parts: Sequence[CountyPart]) -> list[CountyStanding]:
    """Give how the counties stand, in the order of the list."""
    targets, _ = county_targets(city, [part.county for part in parts], period)
    table = differences(city, parts, targets)
    return [_standing(part, tuple(table.loc[table["county_id"] == part.county.id, "label"])) for part in parts]


def _standing(part: CountyPart, otherwise: tuple[str, ...]) -> CountyStanding:
    county, month = part.county, part.month
    received = month.figures["funds_received"] if month else None
    return CountyStanding(
        county=county.id,
        name=county.name,
        since=county.since,
        take="issued" if county.issued else "current",
        is_in=month is not None,
        version=part.version,
        state=part.state,
        received_yuan=plain(received.value) if received else "",
        received=received.text if received else "—",
        errors=int(month.units["errors"].sum()) if month else 0,
        warnings=int(month.units["warnings"].sum()) if month else 0,
        fingerprint=month.fingerprint if month else "",
        otherwise=otherwise,
    )
