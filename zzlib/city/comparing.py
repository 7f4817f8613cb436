"""What differs between a city's figures as they are now and those that were published, and which counties changed."""

from dataclasses import dataclass
from typing import Any

from zzlib.city.counties import CityError
from zzlib.city.month import CITY, CityMonth
from zzlib.indicators.measuring import plain
from zzlib.indicators.stated import read_rows
from zzlib.workspace import Workspace


@dataclass(frozen=True)
class CityFigureChange:
    """A figure that is another now, its sides as texts; `causes` are the same figure's changes in counties, of one of the whole."""

    figure: str
    scope: str
    label: str
    before: str
    after: str
    causes: tuple["CityFigureChange", ...] = ()

    @property
    def county(self) -> str:
        """The county that it is of, `""` of the whole."""
        kind, _, value = self.scope.partition(":")
        return value.partition("/")[0] if kind in ("county", "unit") else ""

    def to_json(self) -> dict[str, Any]:
        """Give it as `zz city diff --json` prints it."""
        own = {name: getattr(self, name) for name in ("figure", "scope", "county", "label", "before", "after")}
        return own | ({} if self.county else {"causes": [cause.to_json() for cause in self.causes]})


@dataclass(frozen=True)
class CityDifference:
    """The figures that differ, and the counties whose month is made of something else: id, name, and what was and is taken of them."""

    period: str
    figures: tuple[CityFigureChange, ...]
    counties: tuple[dict[str, str], ...]

    def to_json(self) -> dict[str, Any]:
        """Give it as `zz city diff --json` prints it."""
        return {
            "period": self.period,
            "from": "outputs",
            "to": "now",
            "figures": [change.to_json() for change in self.figures],
            "counties": list(self.counties),
        }

    def lines(self) -> list[str]:
        """Say it for people: what changed of the whole and because of whom, then how much else, then which counties."""
        names = {county["county"]: county["name"] for county in self.counties}
        said = []
        for one in (one for one in self.figures if not one.county):
            of = "；".join(f"{names.get(c.county, c.county)} {c.before or '—'} → {c.after or '—'}" for c in one.causes)
            said.append(
                f"{one.label}（{one.scope}）：{one.before or '—'} → {one.after or '—'}" + (f"（{of}）" if of else "")
            )
        said += [f"{c['name']}：{c['from'] or '不在内'} → {c['to'] or '不在内'}" for c in self.counties]
        changed = "、".join(county["name"] for county in self.counties)
        return [*said, f"有 {len(self.figures)} 个数不同" + (f"；变了的县：{changed}" if changed else "")]


def compare_city(workspace: Workspace, now: CityMonth) -> CityDifference:
    """Hold what a city's month gives now against what was published of it last.

    Raises:
        CityError: nothing was published of this period.
    """
    folder = workspace.outputs_dir / now.month.period
    if not (folder / "figures.csv").is_file():
        raise CityError(f"{now.month.period} 还没有出过全市的数；先运行 zz city run {now.month.period}")
    before = {(row["figure"], row["scope"]): row for row in read_rows(folder / "figures.csv")}
    after = {(figure.figure, figure.scope): figure for figure in now.figures}
    changes = {
        key: CityFigureChange(
            *key,
            after[key].label if key in after else key[0],
            before[key]["text"] if key in before else "",
            after[key].text if key in after else "",
        )
        for key in dict.fromkeys([*before, *after])
        if key not in before or key not in after or before[key]["value"] != plain(after[key].value)
    }
    figures = tuple(
        CityFigureChange(c.figure, c.scope, c.label, c.before, c.after, _causes(c, changes)) for c in changes.values()
    )
    return CityDifference(now.month.period, figures, tuple(_counties(read_rows(folder / "counties.csv"), now)))


def _causes(change: CityFigureChange, changes: dict[tuple[str, str], CityFigureChange]) -> tuple[CityFigureChange, ...]:
    if change.scope != CITY:
        return ()
    return tuple(c for c in changes.values() if c.figure == change.figure and c.scope == f"county:{c.county}")


def _counties(published: list[dict[str, str]], now: CityMonth) -> list[dict[str, str]]:
    """Give the counties that are made of something else now, and those that came or went."""
    was = {row["county_id"]: row for row in published}
    found = []
    for part in now.parts:
        row = was.pop(part.county.id, {})
        if row.get("fingerprint", "") != (part.month.fingerprint if part.month else "") or not row:
            found.append(
                {"county": part.county.id, "name": part.county.name, "from": row.get("state", ""), "to": part.state}
            )
    gone = [{"county": c, "name": row["county"], "from": row["state"], "to": ""} for c, row in was.items()]
    return [*found, *gone]
