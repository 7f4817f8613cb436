"""The form that a file is read by: its workspace's, while it is read; the package's otherwise.

The reader's entry (`zzlib.returns.reader`) sets it for its own thread and call, so that what is read of one county never meets
the words of another; below it, whoever asks for `form()`, `fields()` or `labels()` asks that one. Outside of the reader the
form is the workspace's and handed on as such (`Workspace.form`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

from zzlib.form import Form, FormField, Label, Whole, package_form

__all__ = ["Form", "FormField", "Label", "Whole", "by_form", "fields", "form", "labels", "package_form", "read_by"]

_P = ParamSpec("_P")
_R = TypeVar("_R")
_CURRENT: ContextVar[Form | None] = ContextVar("form", default=None)


@contextmanager
def read_by(form: Form) -> Iterator[None]:
    """Read by a form inside."""
    token = _CURRENT.set(form)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def form() -> Form:
    """Give the form that is read by."""
    return _CURRENT.get() or package_form()


def fields() -> dict[str, FormField]:
    """Give the fields, by id, of the form that is read by."""
    return form().fields


def labels() -> dict[str, Label]:
    """Give what each folded header text means in the form that is read by."""
    return form().labels


def by_form(maxsize: int = 4096) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Keep the results of a function of texts by the form that was read by: another county's words give other results."""

    def keeping(function: Callable[_P, _R]) -> Callable[_P, _R]:
        @lru_cache(maxsize=maxsize)
        def kept(_form: Form, *args: Any) -> _R:
            return cast(Callable[..., _R], function)(*args)

        @wraps(function)
        def of_current(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            return kept(form(), *args, *kwargs.values())

        return of_current

    return keeping
