"""The kinds of questions that there are, as they lie in `kinds/`."""

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

from zzlib.decisions import kinds
from zzlib.decisions.kind import FileDecisions, QuestionKind
from zzlib.issues import Issue


def _found() -> list[QuestionKind]:
    modules = (import_module(f"{kinds.__name__}.{module.name}") for module in iter_modules(kinds.__path__))
    return sorted((module.KIND for module in modules), key=lambda kind: kind.order)


KINDS: dict[str, QuestionKind] = {kind.name: kind for kind in _found()}
"""The kinds by name, in the order in which those are asked on which as much hangs."""

FILE_KINDS: dict[str, QuestionKind] = {
    name: kind for name, kind in KINDS.items() if kind.file == "file_decisions" and not kind.question
}
"""Those that `file_decisions.csv` knows, by the id of their question."""


def unsettled(issues: Sequence[Issue], decisions: FileDecisions) -> list[Issue]:
    """Give the issues but for those that somebody's word settles."""
    kinds_of = {code: [kind for kind in KINDS.values() if code in kind.codes] for code in {i.code for i in issues}}
    return [i for i in issues if not any(kind.settles(decisions, i) for kind in kinds_of[i.code])]
