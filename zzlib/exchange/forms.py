"""Forms out (`zz forms`): one for each unit, filled with the projects of its last readable month."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from zzlib.exchange.form_plan import form_plan
from zzlib.exchange.form_workbook import form_bytes
from zzlib.exchange.outbox import put_files
from zzlib.exchange.prefill import UnitForm, choices, unit_forms
from zzlib.ledger.registry import Registry, read_registry, unit_called
from zzlib.names import file_safe
from zzlib.settings import Settings
from zzlib.workspace import Workspace


@dataclass(frozen=True)
class WrittenForms:
    """The forms of a period, by file name, in the folder; `moved` is where changed ones went, if any."""

    folder: Path
    forms: dict[str, UnitForm]
    moved: Path | None


def write_forms(
    workspace: Workspace, period: str, units: Collection[str] = (), folder: Path | None = None
) -> WrittenForms:
    """Write the forms of all units (or of those named by id or name) into `outputs/forms/<period>/` or `folder`.

    Raises:
        UnknownUnitError: a unit is not in units.csv.
        ValueError: the period is not a month.
        OSError: the forms can't be written.
    """
    rhythm = workspace.rhythm
    rhythm.check(period)
    registry = read_registry(workspace, period)
    chosen = chosen_units(workspace, units, period)
    columns = [column.field for column in form_plan().columns if column.kind == "choice"]
    lists = {field_id: choices(field_id, workspace) for field_id in columns}
    settings = workspace.settings
    names = {unit_id: stated_name(registry, unit_id, period) for unit_id in chosen}
    forms = {file_name(registry.ids[f.unit_id], period, settings): f for f in unit_forms(workspace, period, names)}
    place = folder or workspace.outputs_dir / "forms" / period
    files = {name: form_bytes(form, settings, lists, workspace.form) for name, form in forms.items()}
    sent = put_files(place, files, workspace.outputs_dir, whole=not units and folder is None)
    return WrittenForms(place, forms, sent.moved)


def chosen_units(workspace: Workspace, units: Collection[str], period: str) -> list[str]:
    """Give the ids of the period's units that people name (`unit_called`), in order of precedence; all if none is named.

    Raises:
        UnknownUnitError: one of them is not known.
    """
    members = read_registry(workspace, period).members(period)
    found = {unit_called(workspace, name, period) for name in units}
    return [unit_id for unit_id in members if not units or unit_id in found]


def stated_name(registry: Registry, unit_id: str, period: str) -> str:
    """Give the name by which a form states its unit: the full one, if that is found again, else the short one."""
    rows = registry.units.set_index("unit_id")
    full = str(rows.at[unit_id, "full_name"]) if "full_name" in rows else ""
    return full if full and registry.find(full, period) == unit_id else registry.ids[unit_id]


def file_name(unit: str, period: str, settings: Settings) -> str:
    """Give the file name of a unit's form."""
    returns = settings.returns
    name = form_plan(returns.every).wording.file.format(unit=unit, month=returns.rhythm.name(period))
    return file_safe(name)
