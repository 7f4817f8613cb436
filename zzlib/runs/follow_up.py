"""A command of the user's after a run: to send a message, copy the outputs, or call somebody."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def followed_up(
    outputs: Path, period: str, on_success: str, on_failure: str, note: Callable[[str], None]
) -> Iterator[None]:
    """Call one of two shell commands after what is done within for a workspace's `outputs`, by how it ended; blank commands are none.

    They find in their environment `ZZ_PERIOD`, `ZZ_OUTPUTS` and, after a failure, `ZZ_REASON`. A command that itself
    fails is said through `note` and changes nothing else.
    """
    place = str(outputs / period)
    try:
        yield
    except Exception as error:
        _call(on_failure, {"ZZ_PERIOD": period, "ZZ_OUTPUTS": place, "ZZ_REASON": " ".join(str(error).split())}, note)
        raise
    _call(on_success, {"ZZ_PERIOD": period, "ZZ_OUTPUTS": place}, note)


def _call(command: str, environment: dict[str, str], note: Callable[[str], None]) -> None:
    if command:
        code = subprocess.run(command, shell=True, env={**os.environ, **environment}, check=False).returncode
        if code:
            note(f"后续命令“{command}”没有成功（代码 {code}）")
