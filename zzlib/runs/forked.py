"""What a process has loaded from which notebooks' processes are forked (`zzlib.runs.forking`), and the kernel that these fork."""

import gc
import os
from multiprocessing import Pipe, get_context
from typing import Any

from ipykernel.kernelapp import IPKernelApp
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from zzlib.runs.imports import spare_address_grammar

spare_address_grammar()
import ipykernel.ipkernel  # noqa: E402
import ipykernel.zmqshell  # noqa: E402, F401
import nbconvert  # noqa: E402, F401

from zzlib.runs import execute as _execute  # noqa: E402, F401
from zzlib.runs import notebook  # noqa: E402


def execute(modules: list[str]) -> int:
    """Do as a notebook's process does (`zzlib.runs.notebook`), with a kernel that is forked before anything has begun."""
    gc.freeze()  # no look for garbage goes through what is loaded already
    forked = _Kernel()
    forked.start()

    def managed(**options: Any) -> KernelManager:
        manager = KernelManager(**options)
        manager.provisioner = _Provisioner(
            forked, kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager
        )
        return manager

    return notebook.main(modules, managed)


class _Kernel(get_context("fork").Process):  # type: ignore[misc]
    """A kernel that waits for its command line; its provisioner uses it as a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._given, self._give = Pipe(duplex=False)

    def begin(self, arguments: list[str]) -> None:
        """Let it become the kernel of these arguments."""
        self._give.send(arguments)

    def run(self) -> None:
        """Be the kernel, once it is called for; end where that is no more."""
        os.setsid()
        self._give.close()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        try:
            arguments = self._given.recv()
        except EOFError:
            return
        IPKernelApp.launch_instance([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])

    def poll(self) -> int | None:
        """Give its code, `None` while it lives."""
        code: int | None = self.exitcode
        return code

    def wait(self) -> int | None:
        """Wait until it has ended."""
        self.join()
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        assert self.pid is not None
        os.kill(self.pid, number)


class _Provisioner(LocalProvisioner):
    """Takes the kernel that was forked in place of starting one."""

    def __init__(self, forked: _Kernel, **options: Any) -> None:
        super().__init__(**options)
        self._forked = forked

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        self.process: Any = self._forked
        self._forked.begin(cmd[cmd.index("-f") :])
        # Its own group, though it may not have founded it yet: a signal to it must not reach this process.
        self.pid = self.pgid = self._forked.pid
        return self.connection_info
