"""The items' view's widgets; what it shows is computed by `zzlib.explore.items`."""

from zzlib.dispatch.rules import item_rules
from zzlib.explore.data import ViewData, known_period, load_data
from zzlib.explore.items import STATES, ItemParameters, ItemsHeld, view_of
from zzlib.explore.panel import ALL, Options, Panel, Values, choice
from zzlib.explore.result import ViewResult
from zzlib.explore.static import StaticPage
from zzlib.explore.wording import wording
from zzlib.workspace import Workspace


def items_view(period: str = "", workspace: Workspace | None = None) -> Panel:
    """Give the view to work with; `period` `""` is the latest.

    Raises:
        ViewError: there are no returns for the period, or none at all.
    """
    workspace = workspace or Workspace.find()
    words, said = wording().items, workspace.rhythm.said
    rules = [(rule.name, rule.id) for rule in item_rules().values()]
    first = {
        "period": choice("月份", [(p, p) for p in workspace.periods()], known_period(workspace, period), 140),
        "picture": choice("看", [(said(w), v) for v, w in words.pictures.items()], "months", 240),
        "group": choice("组别", [(ALL, "")], "", 140),
        "unit": choice("单位", [(ALL, "")], "", 200),
    }
    narrowed = {
        "rule": choice("问题", [(ALL, ""), *rules], "", 260),
        "leader": choice("责任领导", [(ALL, "")], "", 200),
        "state": choice("怎样了", [(ALL, ""), *((words.parts[state], state) for state in STATES)], "", 160),
    }

    def show(data: ViewData, values: Values) -> ViewResult:
        return view_of(data, ItemParameters(**values))

    def options(data: ViewData, values: Values) -> Options:
        groups = dict.fromkeys(data.ledger.month("units")["group"])
        units = [(data.words.label("unit_id", unit), unit) for unit in data.values("unit_id")]
        leaders = [(shown, known) for known, shown in ItemsHeld(data, ItemParameters()).leaders.items()]
        return {
            "group": [(ALL, ""), *((g, g) for g in groups)],
            "unit": [(ALL, ""), *units],
            "leader": [(ALL, ""), *leaders],
        }

    return Panel(workspace, "items", {"看什么": first, "只看": narrowed}, show, options, words.uses)


def items_page(period: str = "", workspace: Workspace | None = None) -> StaticPage:
    """Give every picture of the view without widgets."""
    data = load_data(period, workspace)
    return StaticPage([view_of(data, ItemParameters(data.period, picture)) for picture in wording().items.pictures])
