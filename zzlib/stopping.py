"""Being asked to stop, by Ctrl-C or by the system: at once, never forgotten, and not any more once the work is done."""

import signal
from types import FrameType

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class Stopped(BaseException):
    """Somebody or the system asks to stop."""


class _State:
    def __init__(self) -> None:
        self.asked = False
        self.late = False


_state = _State()


def heed() -> None:
    """Raise `Stopped` in the main thread when this process is asked to stop; once, what follows is the cleaning up."""
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) != signal.SIG_IGN:  # ignored under nohup, and it stays so
            signal.signal(number, _ask)


def unheed() -> None:
    """Leave it to the system again: this process is a copy of the one that was asked for, and does other work."""
    for name in _SIGNALS:
        if (number := getattr(signal, name, None)) and signal.getsignal(number) == _ask:
            signal.signal(number, signal.SIG_DFL)


def _ask(number: int, frame: FrameType | None) -> None:
    first, _state.asked = not _state.asked, True
    if first and not _state.late:
        raise Stopped


def asked() -> bool:
    """Tell whether this process was asked to stop before it was too late."""
    return _state.asked and not _state.late


def check() -> None:
    """Stop if that was asked: what a handler raises may be lost in a callback of a library, or in its own handling of errors."""
    if asked():
        raise Stopped


def too_late() -> None:
    """Say that the work gets done now: who asks to stop from here on asks in vain, and is told what was done."""
    check()
    _state.late = True


def answered() -> None:
    """Say that who asked to stop was told so: the next piece of work of this process begins anew."""
    _state.late = True


def forget() -> None:
    """Begin anew: a process may do several pieces of work."""
    _state.asked = _state.late = False


def ignore() -> None:
    """Heed nothing any more: the work is done, and its code is to be that of the process."""
    for name in _SIGNALS:
        if number := getattr(signal, name, None):
            signal.signal(number, signal.SIG_IGN)
