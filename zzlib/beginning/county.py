"""All that a new workspace holds, as bytes by path: settings, reference files, folders, and the sheet that explains them."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from zzlib.beginning.explanation import explanation_bytes
from zzlib.beginning.history import History
from zzlib.beginning.targets import UnitTarget
from zzlib.beginning.units import Unit
from zzlib.files import package_file, with_rows
from zzlib.kinds import DEFAULT_KINDS, Kinds
from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.settings import Settings
from zzlib.workspace import FORMAT_FILE, FORMAT_TEXT

EXPLANATION = "填写说明.xlsx"
FOLDERS = ("data/returns", "outputs")


@dataclass(frozen=True)
class Beginning:
    """What is known of a county on its first day; what is not stays blank. `sources` says from which file each list came."""

    county: str = ""
    office: str = ""
    every: Literal["", "month", "quarter"] = ""
    due_day: int | None = None
    kinds: Kinds | None = None
    units: Sequence[Unit] = ()
    targets: Sequence[UnitTarget] = ()
    history: Sequence[History] = ()
    sources: Sequence[tuple[str, str]] = ()


def workspace_files(beginning: Beginning) -> dict[str, bytes]:
    """Give the files of a workspace by their path in it.

    Raises:
        SettingsError: an answer can't stand in the settings.
    """
    rows: dict[str, Iterable[Mapping[str, str]]] = {
        "units": [_texts(asdict(unit)) for unit in beginning.units],
        "targets": [_texts(asdict(target) | {"from_month": "1"}) for target in beginning.targets],
        "history_funds": [row for history in beginning.history for row in history.rows()],
    }
    columns_of_its_own = package_file("zzlib", "form_template.toml")
    files = {FORMAT_FILE: FORMAT_TEXT, "data/settings.toml": settings_text(beginning).encode("utf-8")}
    files["data/form.toml"] = columns_of_its_own
    for name, columns in REFERENCE_COLUMNS.items():
        files[f"data/reference/{name}.csv"] = with_rows(b"", columns, rows.get(name, ()))
    files[EXPLANATION] = explanation_bytes(beginning.sources, beginning.kinds or DEFAULT_KINDS)
    return files


def settings_text(beginning: Beginning) -> str:
    """Give the explained settings with what is known filled in; every other line stays as it is, to be filled in later.

    Raises:
        SettingsError: an answer can't stand there.
    """
    text = package_file("zzlib", "settings_template.toml").decode()
    known = {
        "name": beginning.county,
        "office": beginning.office,
        "every": beginning.every,
        "due_day": beginning.due_day,
    }
    for key, value in known.items():
        if value:
            line = f"{key} = {json.dumps(value, ensure_ascii=False)}"
            text, done = re.subn(rf"^# ({key} = \S+)", lambda _, line=line: line, text, count=1, flags=re.MULTILINE)  # type: ignore[misc]
            assert done, key
    if beginning.kinds:
        named = ", ".join(f"{kind} = {json.dumps(name, ensure_ascii=False)}" for kind, name in beginning.kinds.names)
        text, done = re.subn(r"^# names = .*", lambda _: f"names = {{ {named} }}", text, count=1, flags=re.MULTILINE)
        assert done
    Settings.model_validate(tomllib.loads(text))
    return text


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in values.items()}
