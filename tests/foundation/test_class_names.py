"""One name means one thing: no two public classes of the package are called the same."""

import ast
from collections import defaultdict
from pathlib import Path

import zzlib

PACKAGE = Path(zzlib.__file__).parent


def test_no_public_class_name_is_used_twice() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(PACKAGE).as_posix())
    assert len(found) > 200
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}
