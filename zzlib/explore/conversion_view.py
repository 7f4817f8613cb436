"""The conversion view's widgets; what it shows is computed by `zzlib.explore.conversion`."""

from zzlib.explore.conversion import view_of
from zzlib.explore.data import ViewData, known_period, load_data
from zzlib.explore.dimensions import Filters, dimensions
from zzlib.explore.panel import Options, Panel, Values, choice
from zzlib.explore.parts import ConversionParameters
from zzlib.explore.result import ViewResult
from zzlib.explore.static import StaticPage
from zzlib.explore.widgets import Choices
from zzlib.explore.wording import wording
from zzlib.workspace import Workspace


def conversion_view(period: str = "", workspace: Workspace | None = None) -> Panel:
    """Give the view to work with; `period` `""` is the latest.

    Raises:
        ViewError: there are no returns for the period, or none at all.
    """
    workspace = workspace or Workspace.find()
    words, said, known = wording().conversion, workspace.rhythm.said, dimensions(workspace)
    periods = [(p, p) for p in workspace.periods()]
    first = {
        "period": choice("月份", periods, known_period(workspace, period), 140),
        "picture": choice("看", [(w, v) for v, w in words.pictures.items()], "rates"),
        "by": choice("按", [(w, v) for v, w in known.items()], "policy_field", 150),
        "compare": choice(
            "对比", [(said(w) + words.conditions.get(v, ""), v) for v, w in words.compare.items()], "last_month", 250
        ),
    }
    filters = {name: Choices(label) for name, label in known.items()}

    def show(data: ViewData, values: Values) -> ViewResult:
        chosen = Filters(**{name: values[name] for name in known})
        own = {name: values[name] for name in (*first, "listed")}
        return view_of(data, ConversionParameters(**own, filters=chosen))

    def options(data: ViewData, values: Values) -> Options:
        return {
            name: [(data.words.label(name, value), value) for value in data.values(name) if value] for name in known
        }

    return Panel(workspace, "conversion", {"看什么": first, "哪些项目": filters}, show, options, words.uses)


def conversion_page(period: str = "", workspace: Workspace | None = None) -> StaticPage:
    """Give every picture of the view without widgets."""
    data = load_data(period, workspace)
    return StaticPage(
        [view_of(data, ConversionParameters(data.period, picture)) for picture in wording().conversion.pictures]
    )
