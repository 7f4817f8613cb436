"""Write the county's settings and reference files (`data/settings.toml`, `data/reference/*.csv`)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from zzlib.money import yuan_text
from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.synthetic.amounts import WAN
from zzlib.synthetic.history import past_funds, past_projects
from zzlib.synthetic.plan import PlannedCounty
from zzlib.synthetic.spec import words
from zzlib.synthetic.tables import write_table
from zzlib.vocabulary import Kind
from zzlib.workspace import FORMAT_FILE, FORMAT_TEXT

Rows = Iterable[Mapping[str, object]]


def write_reference(county: PlannedCounty, data: Path, later: Sequence[PlannedCounty] = ()) -> None:
    """Write settings and all reference files into the `data` folder; `later` are the same county's further years."""
    folder = data / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    (data / Path(FORMAT_FILE).name).write_bytes(FORMAT_TEXT)
    (data / "settings.toml").write_bytes(_settings(county).encode("utf-8"))
    tables: dict[str, Rows] = {
        "units": _units(county),
        "aliases": _aliases(county),
        "targets": [row for year in (county, *later) for row in _targets(year)],
        "history_funds": _history_funds(county),
        "history_projects": _history_projects(county),
        "fund_categories": _fund_categories(),
        "policy_fields": words("policy")["fields"],
        "programmes": words("policy")["programmes"],
        "inspections": _inspections(county),
        "corrections": [],
        "project_links": [],
    }
    if county.spec.changes:
        tables["unit_changes"] = _unit_changes(county)
    for name, rows in tables.items():
        write_table(folder / f"{name}.csv", REFERENCE_COLUMNS[name], rows)


def _settings(county: PlannedCounty) -> str:
    spec = county.spec
    local = words("forms")["choices"]["words"]
    sections: dict[str, dict[str, object]] = {
        "county": {"name": spec.county, "office": spec.office},
        "vocabulary": {word: value for value, word in local.items()},
        **spec.settings,
    }
    return "\n".join(
        f"[{name}]\n"
        + "".join(f"{_key(key)} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in keys.items())
        for name, keys in sections.items()
    )


def _key(name: str) -> str:
    return name if name.isascii() else json.dumps(name, ensure_ascii=False)


def _units(county: PlannedCounty) -> Rows:
    for number, unit in enumerate(county.spec.units):
        yield {
            "unit_id": unit.id, "name": unit.name, "full_name": unit.full_name, "group": unit.group, "ranked": "yes",
            "leader": f"责任领导{'甲乙丙丁戊己庚辛壬癸'[number % 10]}",
        }  # fmt: skip


def _aliases(county: PlannedCounty) -> Rows:
    for unit in county.spec.units:
        for alias in unit.aliases:
            yield {
                "alias": alias, "unit_id": unit.id, "decided_by": "责任人甲", "decided_on": f"{county.spec.year}-01-10",
                "reason": "报表中的习惯写法",
            }  # fmt: skip


def _unit_changes(county: PlannedCounty) -> Rows:
    for change in county.spec.changes:
        told = {name: getattr(change, name) for name in ("from_unit", "to_unit", "share", "name", "group")}
        yield {"date": county.period(change.month), **told, "document": f"县编〔{county.spec.year}〕{change.month}号"}


def _targets(county: PlannedCounty) -> Rows:
    for unit in county.spec.units:
        for month, target in ((1, unit.target), *unit.revisions):
            if target:
                yield {
                    "year": county.spec.year, "unit_id": unit.id, "from_month": month, "projects": target.projects,
                    "funds_wan": "" if target.funds_wan is None else target.funds_wan, "land_mu": unit.land_mu or "",
                }  # fmt: skip


def _history_funds(county: PlannedCounty) -> Rows:
    for row in past_funds(county):
        yield {
            "year": county.spec.year - 1, "month": row.month, "unit_id": row.unit_id, "kind": row.kind,
            "fund_category": row.category, "applied_yuan": yuan_text(row.applied * 100),
            "awarded_yuan": yuan_text(row.awarded * 100), "received_yuan": yuan_text(row.received * 100),
        }  # fmt: skip


def _history_projects(county: PlannedCounty) -> Rows:
    for row in past_projects(county):
        yield {
            "year": county.spec.year - 1, "month": row.month, "unit_id": row.unit_id, "kind": row.kind,
            "projects": row.projects, "converted": row.converted, "land_mu": row.land,
        }  # fmt: skip


def _fund_categories() -> Rows:
    for name, facts in words("words")["categories"].items():
        yield {
            "category": name,
            "kind_hint": facts["kind"],
            "counts": "yes" if facts["counts"] else "no",
            "builds": "yes" if facts.get("builds", True) else "no",
        }


def _inspections(county: PlannedCounty) -> Rows:
    for note in county.spec.inspections:
        projects = [p for p in county.projects[note.unit] if p.kind == Kind.COMPETITIVE and p.won(note.month)]
        own = [p for p in projects if not any(p.name == twin.name for twin in county.spec.twins)] or projects
        project = (own or county.projects[note.unit])[0]
        yield {
            "year": county.spec.year, "month": note.month, "unit_id": note.unit, "project": project.name,
            "finding": note.finding, "amount_yuan": yuan_text(note.amount_wan * WAN), "document": note.document,
            "correcting_yuan": yuan_text(note.amount_wan * WAN),
        }  # fmt: skip
