"""What a view says instead of a traceback when it can't be made, and when it must fail instead."""

import os
import sys
from typing import Any

from zzlib.serving import SERVED_PAGE
from zzlib.told import ToldError


def reason(error: Exception) -> str:
    """Say in Chinese why a view could not be made; where nobody reads what cells show, raise the error instead."""
    if not somebody_reads():
        raise error
    if isinstance(error, ToldError):
        return str(error)
    if isinstance(error, OSError):
        return f"文件读不了或写不进：{error.strerror or error}"
    return f"没有完成：意外错误 {type(error).__name__}：{error}"


def somebody_reads() -> bool:
    """Tell whether a person sits before the view.

    What runs a notebook by itself (papermill, nbval, nbconvert) says that its cells can't ask anybody. So do the pages
    of `zz serve`, but those are for people.
    """
    ipython: Any = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    kernel = getattr(shell, "kernel", None)
    return kernel is None or bool(kernel._allow_stdin) or bool(os.environ.get(SERVED_PAGE))
