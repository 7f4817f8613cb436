"""The program's notebooks as copies in a workspace: opened, run and saved there, so that the program's own stay as they are."""

import json
from pathlib import Path

from zzlib.files import add_file, digest_of, replace_file

FOLDER = "笔记本"
"""Where the copies lie in a workspace."""

_RECORD = ".copied.json"


def copy_notebooks(source: Path, workspace: Path) -> tuple[Path, list[str]]:
    """Put the notebooks of the program's folder `source` into a workspace; give the folder, and what people should know.

    A copy stays as it is, with whatever was changed in it, while the program's is the one that it was made from. Of one
    that the program has changed the new one takes the place; a copy that people had changed is kept beside it.

    Raises:
        OSError: they can't be written there.
    """
    folder = workspace / FOLDER
    folder.mkdir(exist_ok=True)
    record, notes = _recorded(folder / _RECORD), []
    copied = dict(record)
    for notebook in sorted(source.glob("*.ipynb")):
        data, copy = notebook.read_bytes(), folder / notebook.name
        copied[notebook.name] = cells = _cells(data)
        standing = _cells(copy.read_bytes()) if copy.exists() else ""
        if standing and cells == record.get(notebook.name):
            continue
        if copy.exists() and standing not in (cells, record.get(notebook.name)):
            kept = _aside(copy)
            notes.append(f"{FOLDER}/{copy.name} 有新的一版；改过的那份留作 {kept.name}")
        replace_file(copy, data)
    if copied != record:
        replace_file(folder / _RECORD, json.dumps(copied, ensure_ascii=False, indent=1).encode("utf-8"))
    return folder, notes


def _aside(copy: Path) -> Path:
    """Move a copy to a name of its own beside it; nothing that stands there is overwritten."""
    for number in range(1, 1000):
        kept = copy.with_stem(f"{copy.stem}-改过的-{number}")
        try:
            add_file(kept, copy.read_bytes())
        except FileExistsError:
            continue
        return kept
    raise FileExistsError(copy)


def _cells(data: bytes) -> str:
    """Give the digest of a notebook's cells without what running leaves in them; `""` for one that can't be read."""
    try:
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(data)["cells"]]
    except (ValueError, KeyError, TypeError):
        return ""
    return digest_of(json.dumps(cells).encode())


def _recorded(path: Path) -> dict[str, str]:
    """Give the digest of what each copy was made from."""
    try:
        said = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in said.items()} if isinstance(said, dict) else {}
