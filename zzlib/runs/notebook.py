"""The process that executes one notebook (`python -m zzlib.runs.notebook MODULE…`, the job as a line of JSON on stdin).

The kernel starts at once and loads the modules named, while the run still reads returns. Success is what this
process says: it writes the executed notebook made fit for publishing and ends with code 0.
"""

import json
import os
import signal
import sys
import threading
import time
import traceback
from pathlib import Path

from jupyter_client.client import KernelClient
from jupyter_client.manager import KernelManager

from zzlib.runs.execution import Job

_KERNEL_ARGUMENTS = ["--IPKernelApp.log_level=ERROR", "--HistoryManager.hist_file=:memory:"]


def main() -> int:
    """Start a kernel, do the job that comes on standard input, end the kernel; give 0 when the job is done."""
    signal.signal(signal.SIGTERM, _end)
    # A client that doesn't block, or the executing side would never see that the kernel has died.
    kernel = KernelManager(kernel_name="python3", client_class="jupyter_client.asynchronous.AsyncKernelClient")
    kernel.start_kernel(extra_arguments=_KERNEL_ARGUMENTS)
    try:
        client = kernel.client()
        client.start_channels()
        _silently(client, ";".join(f"__import__({module!r})" for module in sys.argv[1:]))
        from zzlib.runs import execute  # papermill is slow to load: not before the kernel is on its way

        line = sys.stdin.buffer.readline()
        if not line:
            return 0
        threading.Thread(target=_end_with_parent, daemon=True).start()
        job = Job(**json.loads(line))
        _silently(client, f"__import__('os').environ.update({job.environment!r})")
        try:
            execute.execute(job, kernel)
        except Exception as error:
            traceback.print_exc()
            Path(job.failure).write_text(execute.reason(error, job), encoding="utf-8")
            return 1
        return 0
    finally:
        kernel.shutdown_kernel(now=True)


def _silently(client: KernelClient, code: str) -> None:
    """Have the kernel execute something that leaves no trace in the notebook."""
    client.execute(code, silent=True, store_history=False)


def _end(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(3)


def _end_with_parent() -> None:
    # os.read, not sys.stdin: a thread waiting in the buffered reader would hang the interpreter's own end.
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(5)
    os._exit(3)


if __name__ == "__main__":
    sys.exit(main())
