"""What is asked most, `zz status` and `zz run` of a month as it was left, answered before the library of the command line is loaded.

Nothing is parsed here: what a command line means is found by the command itself and kept. It means the same when it is
typed again in the same folder on the same day, in a workspace that stands as it did.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from zzlib.cli.standing import status_again
from zzlib.cli.unchanged import run_again
from zzlib.periods import today
from zzlib.roots import workspace_root
from zzlib.runs.unmoved import Unmoved, meant

_ANSWERS: dict[str, Callable[..., bool]] = {"run": run_again, "status": status_again}


def answered(arguments: Sequence[str]) -> bool:
    """Answer a command line that was answered before by what is known of a workspace, if that is known still."""
    if arguments and arguments[0] in _ANSWERS:
        for root in dict.fromkeys(_workspaces(arguments)):
            if known := meant(root, _call(arguments, root)):
                stands, values = known
                return _ANSWERS[arguments[0]](stands, **values)
    return False


def keep_meaning(stands: Unmoved, arguments: Sequence[str], **values: Any) -> None:
    """Keep with what values a command has answered a command line by what is known of a workspace."""
    stands.keep_meaning(_call(arguments, stands.root), values)


def _workspaces(arguments: Sequence[str]) -> Iterator[Path]:
    """Give the folders that may be meant: the workspace that one stands in, and what is named."""
    with suppress(OSError, ValueError):  # the folder is gone, or what is typed is no path: the command says so
        yield from filter(None, [workspace_root()])
        names = (argument.partition("=")[2] or argument for argument in arguments)
        yield from (Path(name).resolve() for name in names if Path(name).is_dir())


def _call(arguments: Sequence[str], root: Path) -> str:
    """Give all by which a command line means what it does, besides what lies in the workspace; `""` where that can't be told."""
    with suppress(OSError):
        return json.dumps([*arguments, str(root), str(Path.cwd()), os.environ.get("ZZ_ROOT", ""), today().isoformat()])
    return ""
