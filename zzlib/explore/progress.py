"""The progress view's model: who is ahead and behind, who moved, how concentrated, and what other rules would say."""

from collections.abc import Callable
from dataclasses import replace

from zzlib.explore.data import ViewData, ViewError, load_data
from zzlib.explore.dimensions import Filters
from zzlib.explore.listing import projects_behind
from zzlib.explore.parts import Head, ViewPart, check_choices
from zzlib.explore.progress_pictures import bands, concentration, heat, schedule
from zzlib.explore.progress_state import State, figures_under, shown_units, units_under
from zzlib.explore.result import ViewResult, catalogue_figure, text_figure
from zzlib.explore.rules import ProgressParameters, rules_of
from zzlib.explore.shortfall import causes
from zzlib.explore.unit_path import path, unit_shown
from zzlib.explore.wording import wording
from zzlib.periods import chinese
from zzlib.workspace import Workspace


def progress(parameters: ProgressParameters, workspace: Workspace | None = None) -> ViewResult:
    """Compute one state of the view.

    Raises:
        PeriodError: there is no folder of returns for the period.
        ViewError: a choice that there isn't, or edges that do not fall.
    """
    return view_of(load_data(parameters.period, workspace), parameters)


def view_of(data: ViewData, parameters: ProgressParameters) -> ViewResult:
    """Compute one state of the view over data that is loaded; raises as `progress`."""
    words = wording().progress
    check_choices((parameters.picture, words.pictures), (parameters.compare, words.compare))
    data, group = data.within(parameters.group)
    parameters = replace(parameters, group=group)
    rules = rules_of(data, parameters)
    figures = figures_under(data, data.period, rules)
    units = shown_units(data, parameters, units_under(data, data.period, rules))
    if units.empty:
        raise ViewError("没有剩下的单位：请少排除一些，或换一个组别")
    state = State(data, parameters, rules, units, figures, Filters(group=parameters.group))
    part = _PICTURES[parameters.picture](state)
    name = "-".join(
        [words.pictures[parameters.picture], *([parameters.group] if parameters.group else []), *rules.tried]
    )
    if parameters.picture == "path":
        name += f"-{data.words.label('unit_id', unit_shown(state))}"
    filters = replace(state.filters, unit_id=unit_shown(state) if parameters.picture == "path" else "")
    behind = projects_behind(data, filters, parameters.listed)
    return part.result(data, _head(state), "progress", name, parameters.texts(), behind)


def _head(state: State) -> Head:
    """Give the sentence that every picture begins with; figures tried out are not the catalogue's and say so."""
    words, tried = wording().progress, state.rules.tried
    period = text_figure("period", chinese(state.data.period))
    names = {"completion": "funds_completion", "schedule": "schedule_progress", "behind": "units_behind_schedule"}
    known = [(name, state.figure(figure, "county" if name == "schedule" else "")) for name, figure in names.items()]
    stored = [text_figure(name, f.text) if tried else catalogue_figure(name, f) for name, f in known]
    who = text_figure("who", state.parameters.group or state.data.words.whole)
    said = words.choice("assumed", tried=len(tried)) + words.sentences["head"]
    return said, (period, who, *stored, text_figure("assumption", "，".join(tried)))


_PICTURES: dict[str, Callable[[State], ViewPart]] = {
    "schedule": schedule,
    "bands": bands,
    "heat": heat,
    "lorenz": concentration,
    "path": path,
    "causes": causes,
}
