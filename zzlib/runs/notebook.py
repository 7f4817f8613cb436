"""The process that executes one notebook (`python -m zzlib.runs.notebook MODULE…`, the job as a line of JSON on stdin).

The kernel starts at once and loads the modules named, while the run still reads returns. Success is what this
process says: it writes the executed notebook made fit for publishing and ends with code 0, or writes to standard output
why it could not.
"""

import json
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from zzlib.runs.execution import Job
from zzlib.runs.imports import spare_address_grammar

_SECONDS_TO_LOAD = 300
_STARTS = 3  # ports are chosen before they are taken, and another run may be quicker
_SILENTLY = {"silent": True, "store_history": False}  # leaving no trace in the notebook
_KERNEL_ARGUMENTS = ["--IPKernelApp.log_level=ERROR", "--HistoryManager.hist_file=:memory:"]


def main(modules: Sequence[str], managed: Callable[..., KernelManager] = KernelManager) -> int:
    """Start a kernel, do the job that comes on standard input, end the kernel; give 0 when the job is done."""
    signal.signal(signal.SIGTERM, _end)
    # A client that doesn't block, or the executing side would never see that the kernel has died.
    asking = "jupyter_client.asynchronous.AsyncKernelClient"
    # Ports that aren't kept, or a kernel started anew would get the same ones.
    kernel = managed(kernel_name="python3", client_class=asking, cache_ports=False)
    loading = "; ".join(f"__import__({module!r})" for module in modules)
    try:
        client = _begun(kernel, loading)
        spare_address_grammar()
        from zzlib.runs import execute  # papermill is slow to load: not before the kernel is on its way

        line = sys.stdin.buffer.readline()
        if not line:
            return 0
        threading.Thread(target=_end_with_parent, daemon=True).start()
        job = Job(**json.loads(line))
        try:
            client = _ready(kernel, client, loading)
            client.execute(f"__import__('os').environ.update({job.environment!r})", reply=True, **_SILENTLY)
            execute.execute(job, kernel)
        except Exception as error:
            traceback.print_exc()
            sys.stdout.buffer.write(execute.reason(error, job).encode())
            return 1
        return 0
    finally:
        kernel.shutdown_kernel(now=True)


def _begun(kernel: KernelManager, loading: str) -> BlockingKernelClient:
    """Start a kernel, and have it load what the notebook needs."""
    kernel.start_kernel(extra_arguments=_KERNEL_ARGUMENTS, stdout=sys.stderr)
    client = _own_client(kernel)
    client.execute(loading, **_SILENTLY)
    return client


def _own_client(kernel: KernelManager) -> BlockingKernelClient:
    """Connect to the kernel beside the client that papermill makes: with a session of its own, lest replies go astray.

    Whether the kernel lives is asked of its process (`parent`): a busy machine delays heartbeats of one that does.
    """
    client = BlockingKernelClient(connection_file=kernel.connection_file, parent=kernel)
    client.load_connection_file()
    client.start_channels()
    return client


def _ready(kernel: KernelManager, client: BlockingKernelClient, loading: str) -> BlockingKernelClient:
    """Wait until a kernel answers; one that could not begin, as another program took a port chosen for it, is started anew."""
    for left in reversed(range(_STARTS)):
        try:
            client.wait_for_ready(timeout=_SECONDS_TO_LOAD)
            break
        except RuntimeError:
            if kernel.is_alive() or not left:
                raise
            client.stop_channels()
            kernel.cleanup_random_ports()
            kernel.provisioner = None  # one that was forked can't begin again
            client = _begun(kernel, loading)
    return client


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
    sys.exit(main(sys.argv[1:]))
