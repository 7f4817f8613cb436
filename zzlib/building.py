"""How pip builds the project: as flit does, with the notebooks inside the package, where the installed program finds them.

Imported by its name in `pyproject.toml` before anything is installed: it uses flit and the standard library alone.
"""

from flit_core import wheel
from flit_core.buildapi import (
    build_editable,
    build_sdist,
    build_wheel,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]


class _WithNotebooks(wheel.WheelBuilder):  # type: ignore[misc]
    def copy_module(self) -> None:
        super().copy_module()  # type: ignore[no-untyped-call]
        for notebook in sorted((self.directory / "notebooks").glob("*.ipynb")):
            self._add_file(notebook, f"zzlib/notebooks/{notebook.name}")  # type: ignore[no-untyped-call]


# flit takes it by this name, and has no other place for files from beside the package
wheel.WheelBuilder = _WithNotebooks  # type: ignore[misc]
