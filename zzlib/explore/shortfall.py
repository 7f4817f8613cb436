"""Why progress is behind or uneven: one large project, money that is won and comes late, a fund category that ended."""

from collections.abc import Mapping
from dataclasses import dataclass

from zzlib.charts import conversion_view as charts
from zzlib.explore.listing import key_of
from zzlib.explore.parts import Head, ViewPart
from zzlib.explore.progress_state import State, title_of
from zzlib.explore.result import ViewTable, fen, money, money_figure, percent, text_figure
from zzlib.explore.wording import wording
from zzlib.indicators.units import due_by
from zzlib.periods import month_of, year_of
from zzlib.report.workbook import SheetColumn
from zzlib.writing import StoredFigure

_COLUMNS = (
    SheetColumn("可能的原因", 34), SheetColumn("金额（万元）", 15, "money"), SheetColumn("上年（万元）", 15, "money"), SheetColumn("今年（万元）", 15, "money"),
    SheetColumn("判断", 10),
)  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """What may be behind slow or uneven progress: how much money it is about (fen), then and now, and whether it is enough.

    `name` is what the wording's conditions call it, `figures` are those of the sentence on it.
    """

    name: str
    label: str
    amount: int
    before: int | None
    now: int
    named: bool
    figures: tuple[StoredFigure, ...]
    key: str = ""


def causes(state: State) -> ViewPart:
    """Give what may be behind the progress of the shown units, and name the first that is large enough."""
    found = _reasons(state)
    rows = [[r.label, r.amount, r.before, r.now, "原因" if r.named else "不足以归因"] for r in found]
    bars = [charts.LackBar(r.label, r.amount, money(r.amount), r.named, r.key) for r in found]
    title = title_of(state, "到位资金差在哪里")
    table, words = ViewTable("差在哪里", _COLUMNS, rows), "■ 原因；浅色：不足以归因"
    return ViewPart(title, table, lambda: charts.causes(title, bars, words, money=True), *_named(state, "causes"))


def headline(state: State, without: str = "") -> Head:
    """Give the short sentence that names the cause, one by name left out; without figures it says that there is none."""
    return _named(state, "headline", without)


def _named(state: State, sentence: str, without: str = "") -> Head:
    """Name the first reason that is large enough."""
    first = next((reason for reason in _reasons(state) if reason.named and reason.name != without), None)
    said = wording().progress.choice(sentence, **({first.name: 1} if first else {}))
    return said, first.figures if first else ()


def _reasons(state: State) -> list[Reason]:
    """Give what may be behind the progress of the shown units; kept for the next time."""
    key = ("reasons", state.filters, *state.rules.key)
    return state.data.once(key, lambda: [*_large_project(state), *_late(state), *_ended(state)])


def _large_project(state: State) -> list[Reason]:
    """Give the project that received most."""
    data, least = state.data, wording().progress.causes
    rows = data.projects(data.period, state.filters)
    top = rows[rows["received_fen"] > 0].sort_values("received_fen", ascending=False, kind="stable").head(1)
    received, target = (fen(state.figure(name)) for name in ("funds_received", "funds_target"))
    if top.empty or not received or received <= 0:
        return []
    [(unit_id, name, amount)] = top[["unit_id", "project_name", "received_fen"]].itertuples(index=False)
    unit = data.words.label("unit_id", unit_id)
    without = percent((received - amount) / target) if target else "—"
    figures = (
        text_figure("unit", unit), text_figure("project", name), money_figure("project_received", amount),
        text_figure("project_share", percent(amount / received)), text_figure("without", without),
    )  # fmt: skip
    return [
        Reason(
            "project", f"{unit}“{name}”", int(amount), None, int(amount), amount / received >= least["project_share"],
            figures, key_of(unit_id=unit_id),
        )
    ]  # fmt: skip


def _late(state: State) -> list[Reason]:
    """Give what would have come besides, had the money won come as last year."""
    before = state.data.past_by("period", state.filters)
    [(awarded_before, received_before)] = before.values() or [(0, 0)]
    awarded, received, target = (fen(state.figure(f"funds_{name}")) or 0 for name in ("awarded", "received", "target"))
    if awarded_before <= 0 or awarded <= 0 or received_before * awarded <= received * awarded_before:
        return []
    share_before, share_now = received_before / awarded_before, received / awarded
    late, least = round((share_before - share_now) * awarded), wording().progress.causes
    behind = due_by(state.rules.settings, state.data.period, target) - received
    named = behind > 0 and share_before - share_now >= least["late_points"] and late >= least["late_share"] * behind
    figures = (
        text_figure("arrival", percent(share_now)), text_figure("arrival_before", percent(share_before)), _last_year(state),
        money_figure("late", late), money_figure("behind_schedule", behind),
    )  # fmt: skip
    return [Reason("late", "批下的钱到得比上年慢", late, received_before, received, named, figures)]


def _ended(state: State) -> list[Reason]:
    """Give each fund category that brought less than last year, the largest fall first."""
    least = wording().progress.causes
    now = _received_by_category(state)
    before = {name: received for name, (_, received) in state.data.past_by("fund_category", state.filters).items()}
    falls = {name: amount - now.get(name, 0) for name, amount in before.items() if amount > now.get(name, 0)}
    whole, all_before = sum(falls.values()), sum(before.values())
    found = []
    for name, fall in sorted(falls.items(), key=lambda one: -one[1]):
        left = now.get(name, 0)
        ended = left <= least["ended_left"] * before[name]
        much = fall >= least["ended_share"] * whole and fall >= least["ended_of_all"] * all_before
        figures = (
            text_figure("category", name), _last_year(state), money_figure("category_before", before[name]),
            text_figure("category_now", money(left) if left else "没有"), text_figure("of_falls", percent(fall / whole)),
        )  # fmt: skip
        key = key_of(fund_category=name)
        found.append(Reason("ended", f"{name}比上年少", fall, before[name], left, ended and much, figures, key))
    return found


def _received_by_category(state: State) -> Mapping[str, int]:
    data, filters = state.data, state.filters

    def received() -> dict[str, int]:
        [sums] = data.sums(["received"], filters, ["fund_category"]).values()
        return {name: int(found.value) for (name,), found in sums.items()}

    return data.once(("received by category", filters), received)


def _last_year(state: State) -> StoredFigure:
    return text_figure("last_year", f"{year_of(state.data.period) - 1}年{month_of(state.data.period)}月底")
