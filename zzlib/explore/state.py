"""The state of a view as people keep it: a line of Python, the query of a served page's address, values to set controls to."""

import json
import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode

import ipywidgets as widgets

from zzlib.explore.data import ViewError
from zzlib.explore.widgets import Choices, FixedAmounts
from zzlib.serving import READ_ONLY

State = Mapping[str, Any]
"""Name of a control -> what it is set to; only what differs from how the view opens."""


def line_of(view: str, period: str, state: State) -> str:
    """Write the state as the call that shows it again: `explore.conversion("2013-05", by="unit_id")`."""
    given = [json.dumps(period), *(f"{name}={_literal(value)}" for name, value in state.items())]
    return f"explore.{view}({', '.join(given)})"


def _literal(value: Any) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def query_of(period: str, state: State) -> str:
    """Write the state as the query of an address."""
    return urlencode({"period": period, **state}, doseq=True)


def asked_state() -> dict[str, Any]:
    """Give the state that the address of a served page asks for; nothing where no page is served."""
    if not os.environ.get(READ_ONLY):
        return {}
    asked = parse_qs(os.environ.get("QUERY_STRING", ""), keep_blank_values=True)
    return {name: values[0] if len(values) == 1 else values for name, values in asked.items() if name != "token"}


def value_for(name: str, control: widgets.Widget, given: Any) -> Any:
    """Give what a control is to be set to; choices may be named by their words, a column without its `_id`.

    Raises:
        ViewError: the control can't be set to it; the message says what it can be set to.
    """
    if isinstance(control, Choices):
        values = {_known(name, control.options, one) for one in ([given] if isinstance(given, str) else given)}
        return tuple(value for _, value in control.options if value in values)
    if isinstance(control, widgets.Dropdown):
        return _known(name, control.options, given)
    if isinstance(control, widgets.Text | FixedAmounts):
        return str(given)
    try:
        number = type(control.value)(given)
    except (TypeError, ValueError):
        raise ViewError(f"{name} 要写成数，现在是“{given}”") from None
    if not control.min <= number <= control.max:
        raise ViewError(f"{name} 可以从 {control.min:g} 到 {control.max:g}，现在是 {number:g}")
    return number


def _known(name: str, options: Any, given: Any) -> str:
    for words, value in options:
        if given in (value, words) or f"{given}_id" == value:
            return str(value)
    known = (words if value in ("", words) else f"{words}（{value.removesuffix('_id')}）" for words, value in options)
    raise ViewError(f"{name} 没有“{given}”这一项；可以选：{'、'.join(known)}")


def control_named(controls: Mapping[str, widgets.Widget], name: str) -> str:
    """Give the control that a name means: its own, or without its `_id`.

    Raises:
        ViewError: there is none; the message lists what there is.
    """
    for known in (name, f"{name}_id"):
        if known in controls:
            return known
    raise ViewError(f"这个视图没有“{name}”这一项；可以写：{'、'.join([*controls, 'listed'])}")


def narrowing(controls: Mapping[str, widgets.Widget], chosen: str) -> dict[str, Any]:
    """Give the state in which a view shows only what some chosen marks stand for (`Picture.chosen`).

    Raises:
        ViewError: nothing is chosen, or the view can't be narrowed to it; the message says why.
    """
    if not chosen:
        raise ViewError("请先在图上点一处；按住 Ctrl 或 Shift 再点，或拖一个框，可以选几处")
    found: dict[str, list[str]] = {}
    for name, values in (item for key in chosen.split("|") for item in parse_qs(key).items()):
        found.setdefault(name, []).extend(value for value in values if value not in found.get(name, []))
    state: dict[str, Any] = {}
    for name, values in found.items():
        control = controls.get(name) or controls.get(name.removesuffix("_id"))
        if control is None or (len(values) > 1 and not isinstance(control, Choices)):
            raise ViewError("这个视图不能只看选中的这些；可以换一处，或只选一处")
        state[name if name in controls else name.removesuffix("_id")] = (
            values if isinstance(control, Choices) else values[0]
        )
    return state
