"""Counties that differ, each by what it lacks: what a test of any room may be run over."""

from pathlib import Path
from typing import Any

from tests.ready import ReadyCounties
from zzlib.synthetic import Shape

COUNTIES: dict[str, dict[str, Any]] = {
    "begun in July": {"months": 8, "seed": 11, "shape": Shape(first_month=7)},
    "first month": {"months": 7, "seed": 12, "shape": Shape(first_month=7)},
    "months left out": {"months": 6, "seed": 13, "shape": Shape(gaps=(3, 5))},
    "no targets": {"months": 4, "seed": 14, "shape": Shape(targets="none")},
    "targets of projects only": {"months": 4, "seed": 15, "shape": Shape(targets="projects")},
    "targets revised twice": {"months": 8, "seed": 16, "shape": Shape(targets="revised")},
    "no last year": {"months": 4, "seed": 17, "shape": Shape(history="none")},
    "last year of some units": {"months": 4, "seed": 18, "shape": Shape(history="some")},
    "no stages or dates": {"months": 5, "seed": 19, "shape": Shape(stages=False)},
    "no kinds": {"months": 4, "seed": 20, "shape": Shape(kinds=False)},
    "one unit": {"months": 4, "seed": 41, "units": 1},
    "300 units": {"months": 1, "seed": 21, "units": 300, "mess": "none"},
    "by the quarter": {"months": 6, "seed": 25, "shape": Shape(every="quarter")},
    "by the quarter, hard": {
        "months": 9,
        "seed": 26,
        "mess": "hard",
        "faults": True,
        "shape": Shape(every="quarter", targets="revised"),
    },
    "nothing but returns": {
        "months": 8,
        "seed": 23,
        "shape": Shape(first_month=7, targets="none", history="none", kinds=False, stages=False),
    },
}
"""By name, what `make_county` is asked for; without `units` there are 12, without `mess` their forms differ ordinarily."""


def differing_county(name: str, ready_county: ReadyCounties, own: Path | None = None) -> tuple[Path, str]:
    """Give the root of a county of `COUNTIES`, or of a copy of one's own, and its last period."""
    asked = COUNTIES[name]
    return ready_county(own, **{"units": 12, "mess": "ordinary", **asked}), f"2013-{asked['months']:02d}"
