"""A project followed through months written by hand: what its unit says of it each month."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.small_county import SmallCounty
from zzlib.dispatch import ActionItem, Dispatch, ItemEvent, dispatch_of, record
from zzlib.indicators import measured
from zzlib.ledger import open_ledger

HEADER = ["序号", "项目名称", "项目类型", "项目性质", "项目阶段", "申报资金", "争取资金", "到位资金", "责任领导"]
FIELDS = {
    "kind": "个性型",
    "origin": "新增",
    "stage": "申报",
    "applied": 100,
    "awarded": None,
    "received": None,
    "leader": "责任领导甲",
}
SECOND = "水利局"


def file_months(county: SmallCounty, months: Mapping[str, Sequence[Mapping[str, Any]]], unit: str = SECOND) -> None:
    """File a return of a unit for each month: rows of what differs from `FIELDS`, `name` among it."""
    for period, rows in months.items():
        table = [[row.get("name", "水库除险"), *_cells(row)] for row in rows]
        county.file_return(period, unit, table, header=HEADER)


def _cells(row: Mapping[str, Any]) -> list[Any]:
    own = FIELDS | {name: value for name, value in row.items() if name != "name"}
    return [own[name] for name in FIELDS]


def items(county: SmallCounty, period: str) -> Dispatch:
    """Give the items of a month."""
    ledger = open_ledger(county.workspace, period)
    return dispatch_of(ledger, measured(ledger))


def of_rule(county: SmallCounty, period: str, rule: str) -> list[ActionItem]:
    """Give a month's items of a rule."""
    return [item for item in items(county, period).items if item.rule.id == rule]


def say(county: SmallCounty, period: str, item: str, event: str, **words: str) -> None:
    """Record an event."""
    said = {"date": "", "text": "", "by": "责任人甲", "recorded_on": "2013-06-05", "why": "会上定"} | words
    record(county.workspace, [ItemEvent(period, item, event, **said)])
