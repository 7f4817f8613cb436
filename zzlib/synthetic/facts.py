"""What was planted in a month, as rows of faults.csv: faults of the data, and facts that the office should notice."""

from collections.abc import Iterator

from zzlib.issues import ISSUE_COLUMNS
from zzlib.synthetic.faults import LEVELS
from zzlib.synthetic.files import WrittenFile
from zzlib.synthetic.plan import PlannedCounty
from zzlib.synthetic.spec import Planted
from zzlib.synthetic.standing import StandingReturn
from zzlib.vocabulary import Filing, Level

FAULT_COLUMNS = ISSUE_COLUMNS
_NOTICED = ("stalled", "received_not_started", "leader_missing", "late", "resubmitted", "came_back")
_LEVELS = LEVELS | {"project_twice": Level.WARNING} | dict.fromkeys(_NOTICED, Level.NOTICE)


def month_faults(
    county: PlannedCounty,
    written: list[WrittenFile],
    units: list[StandingReturn],
    faults: tuple[Planted, ...],
    month: int,
) -> list[dict[str, str]]:
    """Give the rows of faults.csv for a month (columns `FAULT_COLUMNS`; message and advice are left empty)."""
    rows = [*_planted(county, written, faults, month), *_twins(county, written, units), *_inspections(county, month)]
    rows += _without_targets(county, units, month)
    for one in written:
        if not one.item.draft:
            rows += [_row(county, one, code) for code in _filing_facts(county, one)]
            rows += [_row(county, one, *fact) for fact in _row_facts(one)]
    return rows


def _row(
    county: PlannedCounty,
    one: WrittenFile,
    code: str,
    place: tuple[str, str] = ("", ""),
    field: str = "",
    value: str = "",
) -> dict[str, str]:
    return {
        "level": _LEVELS.get(code, Level.ERROR),
        "code": code,
        "period": county.period(one.item.month),
        "unit_id": one.item.unit_id if one.item.known_unit else "",
        "file": one.file,
        "sheet": place[0],
        "cell": place[1],
        "field": field,
        "value": value,
    }


def _planted(
    county: PlannedCounty, written: list[WrittenFile], faults: tuple[Planted, ...], month: int
) -> Iterator[dict[str, str]]:
    for fault in (fault for fault in faults if fault.month == month):
        for one in (one for one in written if one.item.unit_id == fault.unit):
            for mark in one.item.planted:
                place = one.place(*mark.key) if mark.key else ("", "")
                said = one.text(*mark.key) if mark.key and mark.value is None else mark.value or ""
                yield _row(county, one, mark.code, place, mark.field, said)


def _twins(county: PlannedCounty, written: list[WrittenFile], units: list[StandingReturn]) -> Iterator[dict[str, str]]:
    """Find the projects that stand for two units, in those files of the month that hold them."""
    names = {unit.unit.id: {project.name for project in unit.projects} for unit in units}
    for twin in county.spec.twins:
        if all(twin.name in names[unit_id] for unit_id in twin.units):
            for one in written:
                item = one.item
                if item.unit_id in twin.units and not item.draft and item.readable and item.known_unit:
                    places = (i for i, row in enumerate(item.rows) if row.project.name == twin.name)
                    if (place := next(places, None)) is not None:
                        about = (one.place(place, "project_name"), "project_name", twin.name)
                        yield _row(county, one, "project_twice", *about)


def _without_targets(county: PlannedCounty, units: list[StandingReturn], month: int) -> Iterator[dict[str, str]]:
    """Tell that no unit has a target yet, in a year whose targets come late."""
    held = (unit.target_fen is not None or unit.target_projects is not None for unit in units)
    if any(unit.revisions for unit in county.spec.units) and not any(held):
        yield {
            "level": Level.ERROR, "code": "targets_absent", "period": county.period(month),
            "file": "data/reference/targets.csv", "value": str(county.spec.year),
        }  # fmt: skip


def _inspections(county: PlannedCounty, month: int) -> Iterator[dict[str, str]]:
    for note in county.spec.inspections:
        if note.month <= month:
            yield {
                "level": Level.NOTICE, "code": "inspection", "period": county.period(month), "unit_id": note.unit,
                "file": "data/reference/inspections.csv", "value": note.finding,
            }  # fmt: skip


def _filing_facts(county: PlannedCounty, one: WrittenFile) -> Iterator[str]:
    item, unit = one.item, county.units[one.item.unit_id]
    if item.filing == Filing.LATE and item.readable and item.known_unit:
        yield "late"
    if item.month in unit.resubmits:
        yield "resubmitted"
    if item.month - county.spec.step in unit.misses:
        yield "came_back"


def _row_facts(one: WrittenFile) -> Iterator[tuple[str, tuple[str, str], str, str]]:
    """Find what the rows themselves show: projects that stand still, idle money, nobody answerable."""
    if not one.item.readable or not one.item.known_unit:
        return
    month = one.item.month
    for number, row in enumerate(one.item.rows):
        if row.number:
            continue
        project = row.project
        for code, field, holds in (
            ("stalled", "stage", project.stalled(month)),
            ("received_not_started", "received", project.idle(month)),
            ("leader_missing", "leader", not project.leader),
        ):
            if holds and one.cell(number, field):
                yield code, one.place(number, field), field, one.text(number, field)
