"""What differs between two workspaces that two versions left, as lines that a person can read."""

import csv
import difflib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_CLOCK = re.compile(r"20[2-9]\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?([+-]\d\d:?\d\d)?|\d{8}-\d{6}")
_SECONDS = re.compile(r"[\d.]+ ?秒")
_TEXT = re.compile(r"<(?:w:|x:)?t(?: [^>]*)?>([^<]*)<|<(?:x:)?(?:v|f)>([^<]*)<")
_NOT_COMPARED = ("versions", "timings", "fingerprint", "artefacts", "notebook_sha256", "process", "seconds")
"""Keys of JSON: versions, timings and processes may differ, and what follows from the program and compared artefacts."""
_DERIVED = ("data/ledger/", "outputs/.", "outputs/日志")


def steps(
    one: list[dict[str, Any]], other: list[dict[str, Any]], roots: tuple[Path, Path]
) -> Iterator[tuple[str, str]]:
    """Give (step, difference) for what the commands said and gave back."""
    for before, after in zip(one, other, strict=True):
        if before["code"] != after["code"]:
            yield before["step"], f"exit code {before['code']} -> {after['code']}"
        for stream in ("out", "err"):
            texts = [_told(took[stream], root) for took, root in zip((before, after), roots, strict=True)]
            for line in _lines(_flat(texts[0]), _flat(texts[1])):
                yield f"{before['step']} {stream}", line


def files(one: Path, other: Path) -> Iterator[tuple[str, str]]:
    """Give (file, difference) for what lies in the two workspaces, derived ledgers and logs left out."""
    names = [{p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()} for root in (one, other)]
    for name in sorted(names[0] | names[1]):
        if name.startswith(_DERIVED) or name.endswith(".jsonl"):
            continue
        if name not in names[1]:
            yield name, "gone"
        elif name not in names[0]:
            yield name, "new"
        elif (one / name).read_bytes() != (other / name).read_bytes():
            found = list(_lines(_content(one / name, one), _content(other / name, other)))
            yield from ((name, line) for line in found)
            if not found and not name.endswith((".json", ".csv", ".md")):
                yield name, "bytes differ, texts agree"


def _told(text: str, root: Path) -> str:
    return _SECONDS.sub("〈秒〉", _CLOCK.sub("〈时间〉", text.replace(str(root), "〈工作区〉")))


def _flat(text: str) -> list[str]:
    """Give a text's lines; those of a JSON as `path = value`."""
    try:
        return sorted(_paths(json.loads(text), ""))
    except ValueError:
        return text.splitlines()


def _paths(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _NOT_COMPARED:
                yield from _paths(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:  # without its place: one more or less must not move all others
            yield from _paths(inner, f"{path}[]")
    else:
        yield f"{path} = {value}"


def _content(path: Path, root: Path) -> list[str]:
    """Give what a person reads in a file, by line; of a picture nothing."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            members = [name for name in sorted(package.namelist()) if name.endswith((".xml", ".csv", ".txt"))]
            return [
                f"{name}: {line}" for name in members for line in _xml(package.read(name).decode("utf-8", "replace"))
            ]
    try:
        text = _told(path.read_text(encoding="utf-8-sig"), root)
    except UnicodeDecodeError:
        return []
    if path.suffix == ".csv":
        return [" | ".join(row) for row in csv.reader(io.StringIO(text))]
    return _flat(text) if path.suffix in (".json", ".ipynb") else text.splitlines()


def _xml(text: str) -> list[str]:
    return ["".join(groups) for groups in _TEXT.findall(text)]


def _lines(before: list[str], after: list[str]) -> Iterator[str]:
    if before == after:
        return
    for line in difflib.unified_diff(before, after, n=0, lineterm=""):
        if not line.startswith(("---", "+++", "@@")):
            yield line[:400]
