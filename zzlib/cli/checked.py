"""What `zz check` says to people: what is wrong, file by file; then who is in and who is not, and how much there is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from zzlib.cli.texts import counts_text
from zzlib.exchange.reporting import filings
from zzlib.issues import catalogue
from zzlib.issues.grouping import Problem, named, place_and_value, problems, text_rows
from zzlib.vocabulary import Level

_MOST = 20
"""So many cells are named in a line; `issues.csv` has them all."""
_REFERENCE = "data/"


@dataclass(frozen=True)
class Checked:
    """What was found: issues (`zzlib.issues.issues_frame`, gravest first), of a month also its units and unclaimed files.

    `strains` says what is too much to be believed of the month. `units` has the columns unit_id, unit, filing in the office's order; `None` when single files were checked.
    """

    issues: pd.DataFrame
    units: pd.DataFrame | None = None
    waiting: tuple[str, ...] = ()
    period: str = ""
    strains: tuple[str, ...] = ()

    def text(self) -> str:
        """Write it for people, the county's own files first, then each unit's; notices a line for each kind."""
        names = {} if self.units is None else dict(zip(self.units["unit_id"], self.units["unit"], strict=True))
        order = {unit_id: place for place, unit_id in enumerate(names, start=1)}
        notice = self.issues["level"] == Level.NOTICE
        files: dict[str, list[Problem]] = {}
        for problem in problems(_told_once(self.issues[~notice]), most=_MOST):
            files.setdefault(problem.file, []).append(problem)
        grouped = sorted(files.items(), key=lambda item: _rank(item[1], order))
        parts = [f"注意：{strain}，请先核对原表" for strain in self.strains]
        parts += ["\n".join(_of_file(file, own, names)) for file, own in grouped]
        if notice.any():
            parts.append("\n".join(["供了解：", *_notices(self.issues[notice], names)]))
        return "\n\n".join([*parts, "\n".join(self._ending())])

    def _ending(self) -> Iterator[str]:
        """Say who is in, who is not, and count the issues."""
        if self.units is not None:
            yield from filings(self.units)
        if self.waiting:
            yield f"  {len(self.waiting)} 份文件待认领：{'、'.join(self.waiting)}"
            month = self.period or "月份"
            yield f"  认领：zz decide {month} 列出，再如 zz decide {month} 1 水利局 --by 责任人甲 --why 电话核实"
        yield counts_text(self.issues)


def _told_once(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out what another unit's file says of the same project: one filed by two units, under one name."""
    return table[~(table["code"].eq("project_twice") & table.duplicated(["code", "value", "details"]))]


def _rank(problems: list[Problem], order: Mapping[str, int]) -> tuple[bool, bool, int]:
    """Put the county's own files first, then files with errors; among them unclaimed ones, then the office's order."""
    own = problems[0].file.startswith(_REFERENCE)
    return not own, all(p.level != Level.ERROR for p in problems), order.get(problems[0].unit_id, 0)


def _of_file(file: str, problems: list[Problem], units: Mapping[str, str]) -> Iterator[str]:
    unit = units.get(problems[0].unit_id, "")
    own = file.startswith(_REFERENCE)
    yield f"{file}（参考文件，先改这里）" if own else f"{unit}《{file}》" if unit else file
    for problem in problems:
        yield f"  [{Level(problem.level).label}] {problem.text}。{problem.advice}"


def _notices(table: pd.DataFrame, units: Mapping[str, str]) -> Iterator[str]:
    """Tell each kind of notice in a line: whose files, which cells; the message where that does not say all."""
    for (code, advice), alike in table.groupby(["code", "advice"], sort=False):
        whose = []
        for (unit_id, file), rows in alike.groupby(["unit_id", "file"], sort=False):
            owner = units.get(str(unit_id), str(file))
            placed = rows[(rows["cell"] != "") | (rows["value"] != "")]
            places = named(map(place_and_value, text_rows(placed)), _MOST)
            said = "、".join(rows.drop(placed.index)["message"].unique()) if alike["message"].nunique() > 1 else ""
            whose.append(f"{owner} {places}{said}".strip())
        yield f"  {catalogue()[str(code)].title}，{len(alike)} 处：{'；'.join(whose)}。{advice}"
