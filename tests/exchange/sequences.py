"""Months of a made-up county, put into the disorder of an office's inbox; what each question's true answer is, is kept.

The county comes clean from `zzlib.synthetic` with its truth; every disorder here can be answered back to that truth.
"""

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl

from zzlib.decisions.kind import DIFFERENT, NONE
from zzlib.decisions.question import Question
from zzlib.synthetic import make_county

HEADER_ROW, NAME, CODE, UNIT, RECEIVED = 4, 3, 4, 2, 15
UNITS = 12
MONTHS = [f"2013-{month:02d}" for month in range(1, 5)]


@dataclass
class Sequence:
    """The months as the inbox has them, and the answers by what a question is about."""

    root: Path
    units: list[dict[str, str]]
    answers: dict[tuple[str, ...], str] = field(default_factory=dict)
    phoned: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    """Corrections by telephone: period, unit, project, what the return says, what is true (万元)."""

    def answer(self, question: Question) -> str:
        """Give the true answer to a question that the inbox raises."""
        facts: Any = question.facts
        about = {
            "unit_name": ("unit_name", str(facts.get("name"))),
            "rename": ("rename", question.unit_id, str(facts.get("project_id"))),
            "twin": ("twin", question.period),
        }.get(question.kind, (question.kind, question.period, question.file))
        usual = {"rename": NONE, "twin": DIFFERENT, "size": "confirmed"}
        return self.answers.get(about) or usual[question.kind]


def disordered(folder: Path, seed: int) -> Sequence:
    """Make a county of four months, and disorder eight of its returns or projects, each another way."""
    make_county(folder, units=UNITS, months=len(MONTHS), seed=seed, mess="none")
    with (folder / "data" / "reference" / "units.csv").open(encoding="utf-8-sig") as stream:
        made = Sequence(folder, list(csv.DictReader(stream)))
    chance = random.Random(seed)
    filing = [unit for unit in made.units if all(_file(made, period, unit).exists() for period in MONTHS)]
    for disorder, unit in zip(_DISORDERS, chance.sample(filing, len(_DISORDERS)), strict=True):
        disorder(made, unit, chance)
    return made


def _misnamed_and_renamed(made: Sequence, unit: dict[str, str], chance: random.Random) -> None:
    """From February on the unit signs with a name that nobody decided yet, in files of any name."""
    name = f"{unit['name']}管理中心"
    for number, period in enumerate(MONTHS[1:]):
        _edit(made, period, unit, lambda sheet: _sign(sheet, name))
        _rename(made, period, unit, f"新建工作表({number}).xlsx", "")
    made.answers["unit_name", name] = unit["unit_id"]


def _unsigned_in_one_file(made: Sequence, unit: dict[str, str], chance: random.Random) -> None:
    period = chance.choice(MONTHS)
    _edit(made, period, unit, lambda sheet: _sign(sheet, ""))
    _rename(made, period, unit, "Book1.xlsx", "")
    made.answers["unit", period, "Book1.xlsx"] = unit["unit_id"]


def _last_months_head(made: Sequence, unit: dict[str, str], chance: random.Random) -> None:
    """The head still names the month before; the rows are this month's."""
    number = chance.randrange(1, len(MONTHS))
    _edit(made, MONTHS[number], unit, lambda sheet: _head(sheet, number + 1, number))
    made.answers["month", MONTHS[number], _file(made, MONTHS[number], unit).name] = MONTHS[number]


def _in_the_wrong_folder(made: Sequence, unit: dict[str, str], chance: random.Random) -> None:
    """A month's return was put among the next month's."""
    number = chance.randrange(len(MONTHS) - 1)
    now, after = MONTHS[number], MONTHS[number + 1]
    path = _file(made, now, unit)
    row = next(r for r in _register(made, now) if r["file"] == path.name)
    path.rename(made.root / "data" / "returns" / after / path.name)
    _write(made, now, [r for r in _register(made, now) if r["file"] != path.name])
    _write(made, after, [*_register(made, after), row | {"unit_id": ""}])
    made.answers["month", after, path.name] = now


def _two_at_one_time(made: Sequence, unit: dict[str, str], chance: random.Random) -> None:
    """A draft lies beside the return, received at the same time; and a wrong one of the day before is simply past."""
    period = chance.choice(MONTHS)
    path = _file(made, period, unit)
    row = next(r for r in _register(made, period) if r["file"] == path.name)
    names = {"z初稿.xlsx": row["received_at"], "昨天.xlsx": f"{MONTHS[0]}-31T08:00:00"}
    for name, received_at in names.items():
        book = openpyxl.load_workbook(path)
        for line in _lines(book.active):
            line[RECEIVED - 1].value = 0
        book.save(path.with_name(name))
        _write(made, period, [*_register(made, period), row | {"file": name, "sha256": "", "received_at": received_at}])
    made.answers["order", period, "z初稿.xlsx"] = made.answers["order", period, path.name] = path.name


def _no_unit_of_money(made: Sequence, unit: dict[str, str], chance: random.Random) -> None:
    period = chance.choice(MONTHS)

    def clear(sheet: Any) -> None:
        for cell in sheet[HEADER_ROW - 1]:
            cell.value = None

    _edit(made, period, unit, clear)
    made.answers["money_unit", period, _file(made, period, unit).name] = "万元"


def _renamed_project(made: Sequence, unit: dict[str, str], chance: random.Random) -> None:
    """From March on a project has another name and no code."""
    names: list[tuple[str, str]] = []

    def remember(sheet: Any) -> None:
        names.extend((line[NAME - 1].value, line[CODE - 1].value or "") for line in _lines(sheet))

    _edit(made, MONTHS[1], unit, remember)
    name, code = next(pair for pair in names if pair[1] and [n for n, _ in names].count(pair[0]) == 1)
    for period in MONTHS[2:]:
        _edit(made, period, unit, lambda sheet: _rename_project(sheet, name, f"更名后的{name}"))
    made.answers["rename", unit["unit_id"], f"{unit['unit_id']}/{code}"] = f"更名后的{name}"


def _phoned_and_filed_twice(made: Sequence, unit: dict[str, str], chance: random.Random) -> None:
    """In the last month an amount is wrong, and the first unit of the county files this unit's project as well."""
    period = MONTHS[-1]
    told: list[list[Any]] = []

    def take(sheet: Any) -> None:
        lines = list(_lines(sheet))
        told.append([cell.value for cell in lines[0]])
        wrong = lines[-1]
        true = wrong[RECEIVED - 1].value or 0
        made.phoned.append((period, unit["name"], wrong[NAME - 1].value, str(true + 7), f"{true}万"))
        wrong[RECEIVED - 1].value = true + 7

    _edit(made, period, unit, take)
    other = next(u for u in made.units if u is not unit and _file(made, period, u).exists())

    def append(sheet: Any) -> None:
        sheet.append([99, other["name"], *told[0][2:]])

    _edit(made, period, other, append)
    made.answers["twin", period] = unit["unit_id"]


_DISORDERS: tuple[Callable[[Sequence, dict[str, str], random.Random], None], ...] = (
    _phoned_and_filed_twice,
    _misnamed_and_renamed,
    _unsigned_in_one_file,
    _last_months_head,
    _in_the_wrong_folder,
    _two_at_one_time,
    _no_unit_of_money,
    _renamed_project,
)


def _file(made: Sequence, period: str, unit: dict[str, str]) -> Path:
    month = f"{period[:4]}年{int(period[5:])}月"
    return made.root / "data" / "returns" / period / f"{unit['name']}{month}争资争项月报表.xlsx"


def _edit(made: Sequence, period: str, unit: dict[str, str], change: Callable[[Any], None]) -> None:
    path = _file(made, period, unit)
    book = openpyxl.load_workbook(path)
    change(book.active)
    book.save(path)
    _write(made, period, [r | ({"sha256": ""} if r["file"] == path.name else {}) for r in _register(made, period)])


def _lines(sheet: Any) -> Any:
    return sheet.iter_rows(min_row=HEADER_ROW + 1)


def _sign(sheet: Any, name: str) -> None:
    sheet["A2"].value = f"填报单位：{name}"
    for line in _lines(sheet):
        line[UNIT - 1].value = name or None


def _head(sheet: Any, month: int, stated: int) -> None:
    for row in (1, 2):
        for cell in sheet[row]:
            if isinstance(cell.value, str) and "填报日期" not in cell.value:
                cell.value = cell.value.replace(f"年{month}月", f"年{stated}月")


def _rename_project(sheet: Any, name: str, new: str) -> None:
    for line in _lines(sheet):
        if line[NAME - 1].value == name:
            line[NAME - 1].value, line[CODE - 1].value = new, None


def _rename(made: Sequence, period: str, unit: dict[str, str], name: str, unit_id: str) -> None:
    path = _file(made, period, unit)
    path.rename(path.with_name(name))
    changed = {"file": name, "unit_id": unit_id}
    _write(made, period, [r | (changed if r["file"] == path.name else {}) for r in _register(made, period)])


def _register(made: Sequence, period: str) -> list[dict[str, str]]:
    path = made.root / "data" / "returns" / period / "received.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _write(made: Sequence, period: str, rows: list[dict[str, str]]) -> None:
    path = made.root / "data" / "returns" / period / "received.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, ["file", "sha256", "unit_id", "received_at", "by"])
        writer.writeheader()
        writer.writerows(rows)
