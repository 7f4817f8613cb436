"""A small county with two months of returns, and what is said of a text that is held against its ledger."""

from pathlib import Path

from tests.small_county import HEADER, TARGETS, UNITS, SmallCounty
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.own import against_month
from zzlib.ledger import Ledger, open_ledger

MORE = [
    {"unit_id": "u04", "name": "东坪镇", "full_name": "东坪镇人民政府", "group": "乡镇", "ranked": "yes"},
    {"unit_id": "u05", "name": "林业局", "full_name": "林业局", "group": "县直", "ranked": "yes"},
]
OLD = "污水处理"  # carried over; all else is new
FILED = {  # 名称、类型、申报、争取、到位（万元）、用地（亩）; 林业局 never filed
    "2013-05": {
        "发改委": [("以工代赈", "个性型", 900, 500, 300, None)],
        "水利局": [("小农水", "政策型", 600, 500, 200, None)],
        "城关镇": [("污水处理", "个性型", 1000, 400, 0, None)],
        "东坪镇": [("便民路", "政策型", 300, 0, 0, None)],
    },
    "2013-06": {
        "发改委": [("以工代赈", "个性型", 900, 900, 510, None), ("产业园区", "政策型", 2000, 800, 330, None)],
        "水利局": [("小农水", "政策型", 600, 500, 420, None)],
        "城关镇": [("污水处理", "个性型", 1000, 1000, 170, None), ("农贸市场", "个性型", 200, 0, 0, 25)],
        "东坪镇": [("便民路", "政策型", 300, 0, 0, None)],
    },
}
TITLE = "全县争资争项情况（2013年6月）\n"


def ledger_of_june(folder: Path) -> Ledger:
    """File five units' returns of May and June 2013, with what came a year before, and open the ledger of June."""
    county = SmallCounty(folder)
    county.settings('[county]\nname = "云溪县"\n')
    county.reference("units", [*UNITS, *MORE])
    more = [{"year": 2013, "unit_id": unit["unit_id"], "projects": 4, "funds_wan": 1000} for unit in MORE]
    county.reference("targets", [*TARGETS, *more])
    county.reference("fund_categories", [{"category": "中央预算内投资", "kind_hint": "个性型", "counts": "是"}])
    past = {
        "year": 2012,
        "month": 6,
        "kind": "competitive",
        "fund_category": "中央预算内投资",
        "applied_yuan": "9000000",
    }
    a_year_ago = (("u01", "6000000"), ("u02", "2500000"), ("u03", "700000"))  # 920万元 in all
    own = [past | {"unit_id": unit, "awarded_yuan": money, "received_yuan": money} for unit, money in a_year_ago]
    county.reference("history_funds", own)
    for period, units in FILED.items():
        for unit, rows in units.items():
            told = [
                [name, None, kind, "结转" if name == OLD else "新增", "中央预算内投资", *money, money[1] * 0.9, land]
                for name, kind, *money, land in rows
            ]
            county.file_return(period, unit, told, header=[*HEADER[:-1], "下达资金", HEADER[-1]])
    return open_ledger(county.workspace, "2013-06")


def held(text: str, ledger: Ledger) -> tuple[list[NumericClaim], str]:
    """Hold a text against the ledger."""
    return against_month([DocumentBlock(line) for line in text.splitlines()], ledger)


def verdicts(text: str, ledger: Ledger) -> dict[str, str]:
    """Give what is said of each number or name that was held."""
    return {claim.stated: str(claim.verdict) for claim in held(text, ledger)[0]}
