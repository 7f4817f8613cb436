"""Why a figure differs: which cell, correction, decision, target, setting or program of the two sides is another one."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import Any

from zzlib.indicators import FigureError
from zzlib.ledger.corrections import read_corrections
from zzlib.ledger.issue_log import VERSIONS
from zzlib.ledger.registry import read_registry
from zzlib.publication.sides import Side

_SETTINGS = ("data/settings.toml", "data/form.toml", "data/measures.toml", "data/figures.toml", "data/holidays.toml")
_REFERENCES, _ISSUED = "data/reference/", f"outputs/{VERSIONS}/"
_PLACE = ("unit_id", "project", "file", "sheet", "cell", "correction", "decision")
_DECIDED = {
    "corrections": "correction", "targets": "target", "aliases": "decision", "file_decisions": "decision",
    "project_links": "decision",
}  # fmt: skip
"""Reference files that are a kind of cause of their own."""
_Part = dict[Hashable, Any]


@dataclass(frozen=True)
class Cause:
    """One thing that is otherwise: `kind` says what, `before` and `after` what it gave (`""` where it gave nothing); `unit` is `yuan` for money.

    A correction that was taken back is `undone`. A cell's cause has unit, project and the place of what stands there now (else of what stood there); that of a whole
    file only `file`.
    """

    kind: str
    before: str = ""
    after: str = ""
    unit: str = ""
    unit_id: str = ""
    project: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""
    correction: str = ""
    decision: str = ""
    undone: bool = False


KINDS = {
    "return": "报表", "correction": "更正", "decision": "决定", "target": "目标", "reference": "参考文件", "setting": "设置",
    "program": "程序", "issued": "已印发的版本",
}  # fmt: skip
"""Kinds of causes, and how people read them."""


class Causes:
    """Finds the causes between two sides of a month."""

    def __init__(self, before: Side, after: Side) -> None:
        """Take the sides."""
        self._before, self._after = before, after
        old, new = dict(before.ledger.inputs), dict(after.ledger.inputs)
        self.files = [file for file in dict.fromkeys([*old, *new]) if old.get(file) != new.get(file)]

    def of(self, figure: str, scope: str) -> list[Cause]:
        """Give the causes of a figure's difference: its cells that differ, else what was changed beside them."""
        cells = list(self._cells(figure, scope))
        return cells or self.beside()

    def beside(self) -> list[Cause]:
        """Give what is otherwise and stands in no cell of a figure: settings, reference files, the program."""
        whole = [Cause("setting", file=file) for file in self.files if file in _SETTINGS]
        whole += [Cause(_kept(file), file=file) for file in self.files if file.startswith(_REFERENCES)]
        whole += [Cause("issued", file=file) for file in self.files if file.startswith(_ISSUED)]
        whole += [Cause("program")] if self._before.program != self._after.program else []
        return whole or [Cause("return", file=file) for file in self.files if file.startswith("data/returns/")]

    def _cells(self, figure: str, scope: str) -> Iterator[Cause]:
        """Give the cells that one side has and the other has not, or has with another amount; those of a project together."""
        try:
            old, new = (side.explainer.explain(figure, scope) for side in (self._before, self._after))
        except (FigureError, KeyError):
            return
        before, after = _without_common(old.parts.to_dict("records"), new.parts.to_dict("records"))
        unit = "yuan" if new.definition.of_money else ""
        for key in dict.fromkeys([*after, *before]):
            yield from (self._cause(unit, *pair) for pair in _paired(before.get(key, []), after.get(key, [])))

    def _cause(self, unit: str, old: _Part | None, new: _Part | None) -> Cause:
        shown = new or old or {}
        judged = {name: shown[name] or (old or {}).get(name, "") for name in ("correction", "decision")}
        kind = self._kind(old or {}, new or {})
        return Cause(
            kind,
            undone=kind == "correction" and not (new or {}).get("correction"),
            before=old["value"] if old else "",
            after=new["value"] if new else "",
            unit=unit,
            **{name: shown[name] for name in _PLACE} | judged,
        )

    def _kind(self, old: _Part, new: _Part) -> str:
        """Say what makes two parts differ: the correction, the decision, the file that is another one, or what was changed beside it."""
        for name in ("correction", "decision"):
            if old.get(name, "") != new.get(name, "") and (new.get(name) or old.get(name) not in self._standing):
                return name
        file = str((new or old)["file"])
        if file.startswith(_REFERENCES):
            return _kept(file)
        if file.startswith(_ISSUED):
            return "issued"
        if {file, str(old.get("file", ""))} & set(self.files):
            return "return"
        return next((cause.kind for cause in self.beside()), "return")

    @cached_property
    def _standing(self) -> set[str]:
        """The corrections that stand now: of one that a part has no more, the return says by itself what it said."""
        known = self._after.ledger.workspace
        return {one.id for one in read_corrections(known, read_registry(known))[0]}


def _kept(file: str) -> str:
    """Give the kind of a cause that stands in a reference file."""
    return _DECIDED.get(PurePosixPath(file).stem, "reference")


def _without_common(
    before: Iterable[_Part], after: Iterable[_Part]
) -> tuple[dict[tuple[str, ...], list[_Part]], dict[tuple[str, ...], list[_Part]]]:
    """Leave out what both sides have; give the rest by role, unit and project."""
    rest = list(after)
    only_before: dict[tuple[str, ...], list[_Part]] = defaultdict(list)
    only_after: dict[tuple[str, ...], list[_Part]] = defaultdict(list)
    for part in before:
        if part in rest:
            rest.remove(part)
        else:
            only_before[part["role"], part["unit_id"], part["project"]].append(part)
    for part in rest:
        only_after[part["role"], part["unit_id"], part["project"]].append(part)
    return only_before, only_after


def _without_amounts(parts: list[_Part], others: list[_Part]) -> list[_Part]:
    """Leave out one part for each of the others of the same amount."""
    same = Counter(part["value"] for part in others)
    left = []
    for part in parts:
        if same[part["value"]]:
            same[part["value"]] -= 1
        else:
            left.append(part)
    return left


def _paired(before: list[_Part], after: list[_Part]) -> Iterator[tuple[_Part | None, _Part | None]]:
    """Put together what stands in the same cell, else what comes in the same order; the same amount in another file changes nothing."""
    before, after = _without_amounts(before, after), _without_amounts(after, before)
    place = {(part["file"], part["cell"]): part for part in after}
    left = []
    for old in before:
        new = place.pop((old["file"], old["cell"]), None)
        if new:
            yield old, new
        else:
            left.append(old)
    yield from zip_longest(left, place.values())
