"""Small counties for tests: a few units, and returns written by hand, so that each test shows all that it needs."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

from zzlib.indicators.sums import calculation
from zzlib.indicators.units import unit_table
from zzlib.ledger import open_ledger
from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.workspace import Workspace

UNITS = [
    {"unit_id": "u01", "name": "发改委", "full_name": "发展和改革委员会", "group": "县直", "ranked": "yes"},
    {"unit_id": "u02", "name": "水利局", "full_name": "水利局", "group": "县直", "ranked": "yes"},
    {"unit_id": "u03", "name": "城关镇", "full_name": "城关镇人民政府", "group": "乡镇", "ranked": "yes"},
]
TARGETS = [{"year": 2013, "unit_id": unit["unit_id"], "projects": 4, "funds_wan": 1000} for unit in UNITS]
HEADER = [
    "序号",
    "项目名称",
    "项目代码",
    "项目类型",
    "项目性质",
    "资金类别",
    "申报资金",
    "争取资金",
    "到位资金",
    "用地指标(亩)",
]
Row = Sequence[Any]


class SmallCounty:
    """A workspace under construction: `file_return` puts a return into a month's folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "data" / "returns").mkdir(parents=True)
        (root / "data" / "reference").mkdir()
        self.reference("units", UNITS)
        self.reference("targets", TARGETS)

    @classmethod
    def there(cls, root: Path) -> "SmallCounty":
        """Give a county that is there already, to file more in."""
        county = cls.__new__(cls)
        county.root = root
        return county

    @property
    def workspace(self) -> Workspace:
        """A fresh view of the folder: reference files are read anew."""
        return Workspace(self.root)

    def units(self, period: str) -> pd.DataFrame:
        """Give the month's units as `load_month(period).units` has them, but for the issues; far quicker than the month."""
        ledger = open_ledger(self.workspace, period)
        with calculation(ledger.workspace.settings.engine) as connection:
            return unit_table(connection, ledger)

    def reference(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        path = self.root / "data" / "reference" / f"{name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, REFERENCE_COLUMNS[name], restval="")
            writer.writeheader()
            writer.writerows(rows)

    def settings(self, text: str) -> None:
        (self.root / "data" / "settings.toml").write_text(text, encoding="utf-8")

    def file_return(
        self,
        period: str,
        unit: str,
        rows: Sequence[Row],
        *,
        name: str | None = None,
        received_at: str = "",
        header: Sequence[str] = HEADER,
        stated_period: str | None = None,
        money_unit: str = "单位：万元",
    ) -> Path:
        """Write a return and register it as received in time unless said otherwise."""
        book = openpyxl.Workbook()
        sheet = book.active
        month = stated_period or f"{period[:4]}年{int(period[5:])}月"
        sheet.append([f"{month}争资争项情况月报表"])
        sheet.append([f"填报单位：{unit}", None, None, money_unit])
        sheet.append(list(header))
        for number, row in enumerate(rows, start=1):
            sheet.append([number, *row])
        path = self.root / "data" / "returns" / period / (name or f"{unit}.xlsx")
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
        self.receive(period, path.name, received_at or _in_time(period))
        return path

    def receive(self, period: str, file: str, received_at: str, unit_id: str = "") -> None:
        """Register a file as received; the content is whatever lies there."""
        register = self.root / "data" / "returns" / period / "received.csv"
        register.parent.mkdir(parents=True, exist_ok=True)
        if not register.exists():
            register.write_text("file,sha256,unit_id,received_at,by\n", encoding="utf-8")
        with register.open("a", encoding="utf-8") as stream:
            stream.write(f"{file},,{unit_id},{received_at},责任人甲\n")


def _in_time(period: str) -> str:
    year, month = int(period[:4]), int(period[5:])
    return f"{year + month // 12}-{month % 12 + 1:02d}-02T09:00:00"
