"""Small notebooks and folders of outputs for the tests of this room."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import nbformat
import pytest

from zzlib.files import digest_of


@pytest.fixture
def built(tmp_path: Path) -> Callable[..., Path]:
    """Make a folder as a run builds it: files and a manifest that knows them."""

    def build(name: str, **files: str) -> Path:
        folder = tmp_path / name
        folder.mkdir(parents=True)
        for file, text in files.items():
            (folder / f"{file}.txt").write_text(text, encoding="utf-8")
        artefacts = [{"path": path.name, "sha256": digest_of(path.read_bytes())} for path in sorted(folder.iterdir())]
        (folder / "manifest.json").write_text(json.dumps({"artefacts": artefacts}), encoding="utf-8")
        return folder

    return build


@pytest.fixture
def notebook(tmp_path: Path) -> Callable[..., Path]:
    """Write a notebook: a parameters cell and code cells."""
    return partial(write_notebook, tmp_path)


def write_notebook(folder: Path, *cells: str, parameters: str = 'period = "2013-05"') -> Path:
    first = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
    content = nbformat.v4.new_notebook(cells=[first, *map(nbformat.v4.new_code_cell, cells)])
    content.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = folder / "notebooks" / "analysis.ipynb"
    path.parent.mkdir(exist_ok=True)
    nbformat.write(content, path)
    return path
