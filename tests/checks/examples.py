"""Returns written by hand for the checks: a row says only what its example is about."""

from tests.small_county import SmallCounty
from zzlib.checks import check
from zzlib.issues import Issue
from zzlib.ledger import open_ledger

COLUMNS = {
    "name": "项目名称",
    "kind": "项目类型",
    "origin": "项目性质",
    "category": "资金类别",
    "level": "资金级次",
    "total": "总投资",
    "applied": "申报资金",
    "awarded": "争取资金",
    "allotted": "下达资金",
    "received": "到位资金",
    "month": "当月到位",
    "paid": "支付资金",
    "stage": "项目阶段",
    "applied_on": "申报日期",
    "awarded_on": "批复日期",
    "received_on": "到位日期",
    "remark": "备注",
}
HEADER = ["序号", *COLUMNS.values()]
USUAL = {"name": "通村公路", "kind": "个性型", "origin": "新增", "category": "省级专项", "level": "省级"}


def row(**values: object) -> list[object]:
    """A row of the form; amounts in 万元, blank unless given."""
    return [(USUAL | values).get(column) for column in COLUMNS]


def file(county: SmallCounty, period: str, *rows: list[object], **how: object) -> None:
    """File a month's return of 水利局."""
    county.file_return(period, "水利局", rows, header=HEADER, **how)  # type: ignore[arg-type]


def found(county: SmallCounty, period: str, *codes: str) -> list[Issue]:
    """Give what the checks say of the month, all of it or these codes; an unchanged return is not what is looked for."""
    ledger = open_ledger(county.workspace, period)
    issues = [i for i in ledger.issues if i.code == "size_absurd" and i.period == period]
    issues += [i for i in check(ledger) if i.code != "return_unchanged"]
    return [i for i in issues if i.code in codes] if codes else issues


def cells(county: SmallCounty, period: str) -> list[tuple[str, str, str]]:
    """Give level, code and cell of everything that the checks say of the month."""
    return [(i.level.value, i.code, i.cell) for i in found(county, period)]
