"""The gap view's model: what is missing to the target and at what pace, who holds it, and what may close it."""

from collections.abc import Callable
from dataclasses import replace

from zzlib.explore.causes import headline as conversion_cause
from zzlib.explore.data import ViewData, load_data
from zzlib.explore.gap_pictures import split, under_way, units, what_if, year
from zzlib.explore.gap_state import GapParameters, GapState, gap_state
from zzlib.explore.listing import projects_behind
from zzlib.explore.parts import ConversionParameters, Head, ViewPart, check_choices
from zzlib.explore.progress_state import State
from zzlib.explore.result import ViewResult, catalogue_figure, text_figure
from zzlib.explore.rules import ProgressParameters, rules_of
from zzlib.explore.shortfall import headline as money_cause
from zzlib.explore.wording import wording
from zzlib.periods import chinese
from zzlib.workspace import Workspace


def gap(parameters: GapParameters, workspace: Workspace | None = None) -> ViewResult:
    """Compute one state of the view.

    Raises:
        PeriodError: there is no folder of returns for the period.
        ViewError: a choice that there isn't, or amounts that can't be split so.
    """
    return view_of(load_data(parameters.period, workspace), parameters)


def view_of(data: ViewData, parameters: GapParameters) -> ViewResult:
    """Compute one state of the view over data that is loaded; raises as `gap`."""
    words = wording().gap
    check_choices((parameters.picture, words.pictures), (parameters.by, words.splits))
    data, group = data.within(parameters.group)
    state = gap_state(data, replace(parameters, group=group))
    part = _PICTURES[parameters.picture](state)
    behind = projects_behind(data, state.filters, parameters.listed)
    return part.result(data, _head(state), "gap", _name(state), parameters.texts(), behind)


def _name(state: GapState) -> str:
    words, parameters = wording().gap, state.parameters
    set_apart = {
        "split": [words.splits[parameters.by]],
        "what_if": [f"批下{parameters.won_percent}%", state.data.said(f"每月加{parameters.added_wan:g}万元")],
    }.get(parameters.picture, [])
    return "-".join([words.pictures[parameters.picture], state.who, *set_apart])


def _head(state: GapState) -> Head:
    """Give the sentence that every picture begins with."""
    names = {
        "received": f"funds_{state.measure}",
        "target": "funds_target",
        "gap": "funds_gap",
        "needed": "funds_needed_monthly",
    }
    stored = tuple(catalogue_figure(name, state.figure(figure)) for name, figure in names.items())
    words = (
        text_figure("period", chinese(state.data.period)),
        text_figure("measured", f"{state.who}{state.word}"),
    )
    cause, evidence = _cause(state)
    return wording().gap.choice("head", gap=state.figure("funds_gap").value) + cause, (*words, *stored, *evidence)


def _cause(state: GapState) -> Head:
    """Name what the gap comes from: money that is won and comes late, or comes no more; else where few projects win any.

    That one project brought much is no cause of what is missing.
    """
    data, parameters = state.data, ProgressParameters()
    if not (state.figure("funds_gap").value or 0) > 0:
        return "", ()
    shown = State(data, parameters, rules_of(data, parameters), state.units, state.figures(), state.filters)
    if state.measure == "received" and (found := money_cause(shown, without="project"))[1]:
        return found
    cause, figures = conversion_cause(data, ConversionParameters(filters=state.filters))
    return cause, tuple(one for one in figures if f"{{{one.name}}}" in cause)


_PICTURES: dict[str, Callable[[GapState], ViewPart]] = {
    "year": year,
    "units": units,
    "pipeline": under_way,
    "what_if": what_if,
    "split": split,
}
