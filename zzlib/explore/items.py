"""The items' view: what was asked of whom, month by month, and what became of it; each mark leads to its items and their cells."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from zzlib.charts import items_view as charts
from zzlib.dispatch.items import ActionItem, Dispatch, Followed, ItemState
from zzlib.dispatch.outcomes import closing_rate
from zzlib.dispatch.portfolios import responsible, unit_leaders
from zzlib.dispatch.rules import item_rules
from zzlib.explore.data import ViewData, ViewError
from zzlib.explore.listing import key_of
from zzlib.explore.parts import ViewPart, check_choices, texts
from zzlib.explore.result import ViewResult, ViewTable, counted_figure, text_figure
from zzlib.explore.wording import wording
from zzlib.periods import chinese, month_of
from zzlib.report.workbook import SheetColumn
from zzlib.vocabulary import Stage

STATES: dict[str, tuple[ItemState, ...]] = {
    "waiting": (ItemState.OPEN, ItemState.ANSWERED, ItemState.AGREED, ItemState.RETURNED),
    "overdue": (ItemState.OVERDUE,),
    "done": (ItemState.CLOSED_BY_EVIDENCE,),
    "decided": (ItemState.CLOSED_BY_DECISION,),
}
"""How items of the year stand, as pictures tell it apart; each item is in one."""

NOBODY = "nobody"
"""How the view knows those whom nobody leads."""

MOST_WAYS = 40
"""So many projects are drawn; the table has all."""


@dataclass(frozen=True)
class ItemParameters:
    """What the view is set to: units of a `group`, a `unit`, `rule`, `leader` (by number where names are masked) or `state`; `""` is all."""

    period: str = ""
    picture: str = "months"
    group: str = ""
    unit: str = ""
    rule: str = ""
    leader: str = ""
    state: str = ""
    listed: str = ""


def view_of(data: ViewData, parameters: ItemParameters) -> ViewResult:
    """Compute one state of the view over data that is loaded.

    Raises:
        ViewError: there is no such picture, or nothing is listed by such a key.
        EventError: `data/dispatch/events.csv` can't be read.
    """
    words = wording().items
    check_choices((parameters.picture, words.pictures))
    held = ItemsHeld(data, parameters)
    items = held.items(data.period)
    counts = {name: len(own) for name, own in by_state(items).items()}
    open_ones = counts["waiting"] + counts["overdue"]
    figures = (
        text_figure("period", chinese(data.period)),
        text_figure("who", held.whose()),
        counted_figure("items", len(items)),
        *(counted_figure(name, count) for name, count in counts.items()),
        counted_figure("open", open_ones),
        text_figure("rate", closing_rate(items).text),
    )
    part = _PICTURES[parameters.picture](held)
    name = "-".join(filter(None, [words.pictures[parameters.picture], held.whose() if held.narrowed else ""]))
    said = words.sentences["head" if items else "nothing"]
    return part.result(data, (said, figures), "items", name, texts(asdict(parameters)), held.listed())


def by_state(items: Iterable[ActionItem]) -> dict[str, list[ActionItem]]:
    """Give items by the keys of `STATES`."""
    found: dict[str, list[ActionItem]] = {name: [] for name in STATES}
    for item in items:
        found[next(name for name, states in STATES.items() if item.state in states)].append(item)
    return found


@dataclass(frozen=True)
class ItemsHeld:
    """The items of every month of the data's year, narrowed as the parameters say."""

    data: ViewData
    parameters: ItemParameters

    @property
    def months(self) -> list[str]:
        """The months that the county has on file."""
        return self.data.months

    def dispatch(self, period: str) -> Dispatch:
        """Give a month's items, kept for the next time."""
        data = self.data
        followed = data.once(("followed",), lambda: Followed(data.ledger, data.month))
        return data.once(("items", period), lambda: followed.at(period))

    @property
    def narrowed(self) -> bool:
        """Whether only some items are looked at."""
        own = self.parameters
        return any((own.group, own.unit, own.rule, own.leader, own.state))

    def items(self, period: str) -> list[ActionItem]:
        """Give the items of a month's year that pass."""
        return [item for item in self.dispatch(period).items if self._passes(item)]

    def _passes(self, item: ActionItem) -> bool:
        own = self.parameters
        return (
            own.group in ("", self.groups.get(item.unit_id, ""))
            and own.unit in ("", item.unit_id)
            and own.rule in ("", item.rule.id)
            and own.leader in ("", self.leader(item))
            and (not own.state or item.state in STATES[own.state])
        )

    @cached_property
    def groups(self) -> dict[str, str]:
        """The group of each unit."""
        units = self.data.month.units
        return dict(zip(units["unit_id"], units["group"], strict=True))

    @cached_property
    def _leaders(self) -> dict[str, tuple[str, str]]:
        """How the view knows and shows each leader, in the order of their items: by numbers where names are masked."""
        masked, words, names = (
            self.data.settings.privacy.mask_names,
            wording().items.parts,
            unit_leaders(self.data.month),
        )
        found = dict.fromkeys(responsible(item, names) for item in self.dispatch(self.data.period).items)
        shown = words["leader_masked"] if masked else "{name}"
        known = {
            name: (str(number) if masked else name, shown.format(number=number, name=name))
            for number, name in enumerate(filter(None, found), start=1)
        }
        return known | {"": (NOBODY, words["nobody"])}

    @property
    def leaders(self) -> dict[str, str]:
        """What is shown of each leader, by how the view knows them; nobody is last."""
        return dict(self._leaders.values())

    def leader(self, item: ActionItem) -> str:
        """Give how the view knows the leader of an item."""
        name = responsible(item, unit_leaders(self.data.month))
        return self._leaders.get(name, self._leaders[""])[0]

    def whose(self) -> str:
        """Say whose items are looked at."""
        own, words = self.parameters, wording().items
        parts = [
            own.group,
            self.data.words.label("unit_id", own.unit) if own.unit else "",
            self.leaders.get(own.leader, own.leader) if own.leader else "",
            item_rules()[own.rule].name if own.rule else "",
            words.parts[own.state] if own.state else "",
        ]
        return "、".join(filter(None, parts)) or "全县"

    def listed(self) -> ViewTable:
        """Give the items behind the chosen marks, all that pass where none is, each with its cell.

        Raises:
            ViewError: items are not listed by what a key says.
        """
        keys = [dict(parse_qsl(key)) for key in self.parameters.listed.split("|") if key] or [{}]
        found: dict[str, ActionItem] = {}
        for key in keys:
            found |= {item.id: item for item in self._of_key(key)}
        masked = self.data.settings.privacy.mask_names
        columns = _LISTED + (() if masked else (SheetColumn("责任领导", 10), SheetColumn("责任人", 10)))
        rows = [self._row(item, masked=masked) for item in found.values()]
        return ViewTable("要办的事", columns, rows, "没有这样的事")

    def _of_key(self, key: dict[str, str]) -> Iterable[ActionItem]:
        tests: dict[str, Callable[[ActionItem, str], bool]] = {
            "unit_id": lambda item, value: item.unit_id == value,
            "rule": lambda item, value: item.rule.id == value,
            "leader": lambda item, value: self.leader(item) == value,
            "project": lambda item, value: item.project_id == value,
            "state": lambda item, value: item.state in STATES[value],
        }
        if unknown := set(key) - {*tests, "period"}:
            raise ViewError(f"不能按“{min(unknown)}”列事项；可以按：{'、'.join([*tests, 'period'])}")
        items = self.items(key.get("period") or self.data.period)
        return [item for item in items if all(tests[name](item, v) for name, v in key.items() if name != "period")]

    def _row(self, item: ActionItem, *, masked: bool) -> list[Any]:
        place = item.place
        own = [
            self.data.words.label("unit_id", item.unit_id), item.project, item.problem, item.amount_fen, item.opened, item.due.isoformat(),
            item.state.label, item.answer or item.measures, f"{place.period}/{place.file}", place.sheet, place.cell,
        ]  # fmt: skip
        return own if masked else [*own, item.leader, item.person]


_LISTED = (
    SheetColumn("单位", 14), SheetColumn("项目", 30), SheetColumn("问题", 24), SheetColumn("金额（万元）", 13, "money"), SheetColumn("起自", 9),
    SheetColumn("时限", 11), SheetColumn("状态", 9), SheetColumn("办理情况", 24), SheetColumn("文件", 30), SheetColumn("表", 10), SheetColumn("单元格", 8),
)  # fmt: skip


def _part(held: ItemsHeld, name: str, rows: Sequence[tuple[str, list[ActionItem], dict[str, str]]]) -> ViewPart:
    """Count items by how they stand; `rows` are what each is called, its items, and the key of its items."""
    words = wording().items
    states = {state: words.parts[state] for state in STATES}
    columns = (
        SheetColumn(name, 20), SheetColumn("今年要办", 10, "count"), *(SheetColumn(label, 10, "count") for label in states.values()), SheetColumn("办结率", 9, "percent"),
    )  # fmt: skip
    table, bars = [], []
    for label, items, key in rows:
        counts = {state: len(own) for state, own in by_state(items).items()}
        rate = closing_rate(items)
        table.append([label, rate.items, *counts.values(), rate.closed / rate.items if rate.items else None])
        bars.append(charts.ItemBar(label, counts, {state: key_of(**key, state=state) for state in STATES}))
    title = f"{chinese(held.data.period)}底 {held.whose()}：{words.pictures[held.parameters.picture]}"
    shown = ViewTable(words.pictures[held.parameters.picture], columns, table, "没有要办的事")
    return ViewPart(title, shown, lambda: charts.counted(title, bars, states), notes=(words.notes["counts"],))


def _months(held: ItemsHeld) -> ViewPart:
    return _part(held, "月份", [(f"{month_of(p)}月底", held.items(p), {"period": p}) for p in held.months])


def _by(held: ItemsHeld, name: str, column: str, of: Callable[[ActionItem], str], labels: dict[str, str]) -> ViewPart:
    """Count the month's items by a column, in the order of its labels."""
    items = held.items(held.data.period)
    own: dict[str, list[ActionItem]] = {value: [] for value in labels}
    for item in items:
        own.setdefault(of(item), []).append(item)
    return _part(
        held, name, [(labels.get(value, value), found, {column: value}) for value, found in own.items() if found]
    )


def _units(held: ItemsHeld) -> ViewPart:
    return _by(held, "单位", "unit_id", lambda item: item.unit_id, held.data.words.units)


def _rules(held: ItemsHeld) -> ViewPart:
    return _by(held, "问题", "rule", lambda item: item.rule.id, {rule.id: rule.name for rule in item_rules().values()})


def _leaders(held: ItemsHeld) -> ViewPart:
    return _by(held, "责任领导", "leader", held.leader, held.leaders)


def _ways(held: ItemsHeld) -> ViewPart:
    """Give the stage of each project with open items in every month: carried months are not known, never a standstill."""
    data = held.data
    items = [item for item in held.items(data.period) if not item.state.is_closed]
    counts: dict[str, int] = {}
    for item in items:
        counts[item.project_id] = counts.get(item.project_id, 0) + 1
    names = {item.project_id: (data.words.label("unit_id", item.unit_id), item.project) for item in items}
    told = data.ledger.projects
    told = told[told["project_id"].isin(counts)]
    stages = {
        (period, project): (None, "不详") if carried or not stage else (_ORDER.get(stage), Stage(stage).label)
        for period, project, stage, carried in zip(told["period"], told["project_id"], told["stage"], told["carried"], strict=True)
    }  # fmt: skip
    order = sorted(counts, key=lambda project: -counts[project])
    ways = [[stages.get((period, project), (None, "没有报")) for period in held.months] for project in order]
    months = [f"{month_of(period)}月" for period in held.months]
    columns = (
        SheetColumn("单位", 14), SheetColumn("项目", 30), SheetColumn("要办的事", 9, "count"), *(SheetColumn(month, 9) for month in months),
    )  # fmt: skip
    rows = [[*names[p], counts[p], *(words for _, words in way)] for p, way in zip(order, ways, strict=True)]
    words = wording().items
    title = f"{chinese(data.period)}底 {held.whose()}：{words.pictures['ways']}"
    drawn = [
        charts.ProjectWay(f"{names[p][1][:16]}（{names[p][0]}）", way, key_of(project=p))
        for p, way in zip(order[:MOST_WAYS], ways, strict=False)
    ]
    notes = (words.notes["ways"], *([words.notes["most"].format(most=MOST_WAYS)] if len(order) > MOST_WAYS else []))
    table = ViewTable(words.pictures["ways"], columns, rows, "没有要办的事")
    return ViewPart(title, table, lambda: charts.ways(title, months, drawn, len(_ORDER)), notes=notes)


_ORDER = {stage.value: place for place, stage in enumerate(Stage)}

_PICTURES: dict[str, Callable[[ItemsHeld], ViewPart]] = {
    "months": _months, "units": _units, "rules": _rules, "leaders": _leaders, "ways": _ways,
}  # fmt: skip
