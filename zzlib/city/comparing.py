"""What differs between a city's figures as they are now and those that were published, and which counties changed."""

import csv
import io
from typing import Any

from zzlib.city.counties import CityError
from zzlib.city.month import CityMonth
from zzlib.files import decoded
from zzlib.indicators.measuring import plain
from zzlib.workspace import Workspace


def compare_city(workspace: Workspace, now: CityMonth) -> dict[str, Any]:
    """Give the figures that differ: `figures` with figure, scope, label, before, after (texts), and `counties`, the names of those that changed.

    Raises:
        CityError: nothing was published of this period.
    """
    folder = workspace.outputs_dir / now.month.period
    if not (folder / "figures.csv").is_file():
        raise CityError(f"{now.month.period} 还没有出过全市的数；先运行 zz city run {now.month.period}")
    before = {(row["figure"], row["scope"]): row for row in _rows(folder / "figures.csv")}
    after = {(figure.figure, figure.scope): figure for figure in now.figures}
    changed = [
        {
            "figure": key[0],
            "scope": key[1],
            "label": after[key].label if key in after else key[0],
            "before": before[key]["text"] if key in before else "",
            "after": after[key].text if key in after else "",
        }
        for key in dict.fromkeys([*before, *after])
        if key not in before or key not in after or before[key]["value"] != plain(after[key].value)
    ]
    known = {row["county_id"]: row["fingerprint"] for row in _rows(folder / "counties.csv")}
    counties = [p.county.name for p in now.parts if known.get(p.county.id) != (p.month.fingerprint if p.month else "")]
    return {"period": now.month.period, "figures": changed, "counties": counties}


def _rows(path: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(decoded(path.read_bytes())[0], newline="")))
