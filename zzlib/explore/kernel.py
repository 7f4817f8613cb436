"""What a notebook's kernel must be told before it shows the program's views."""

import sys
from typing import Any


def keep_messages() -> None:
    """Have this process's kernel, if it is one, keep what its page has not taken yet, however much it is.

    A kernel throws away what it says beyond 1,000 messages (ZeroMQ's high-water mark) that a busy machine has not taken
    yet, and says nothing of it. The writer's desk makes more than that at once: a widget that the page was never told of
    can't be shown.
    """
    ipython: Any = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    thread = getattr(getattr(shell, "kernel", None), "iopub_thread", None)
    if thread is not None:
        thread.schedule(lambda: setattr(thread.socket, "sndhwm", 0))  # a socket belongs to its thread
