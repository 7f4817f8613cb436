import json

from tests.returns.sheets import BLOCK, HEADER, TITLE, read_sheet
from zzlib.issues import ISSUE_COLUMNS
from zzlib.returns import read, to_json_lines


def test_a_line_a_record_and_the_summary_last() -> None:
    rows = [
        TITLE,
        BLOCK,
        [*HEADER, "形象进度"],
        [1, "甲工程", "个性型", "1,200.5", "主体封顶"],
        ["合计", None, None, 1200],
    ]
    record, summary = (json.loads(line) for line in to_json_lines(read_sheet(rows)))
    assert record == {
        "file": "报表.xlsx",
        "sheet": "Sheet1",
        "row": 4,
        "fields": {
            "serial": {"raw": "1", "cell": "A4", "value": "1", "unit": None},
            "project_name": {"raw": "甲工程", "cell": "B4", "value": "甲工程", "unit": None},
            "kind": {"raw": "个性型", "cell": "C4", "value": "competitive", "unit": None},
            "received": {
                "raw": "1,200.5",
                "cell": "D4",
                "value": "1200.5",
                "unit": "万元",
                "value_yuan": "12005000.00",
            },
        },
        "other": {"形象进度": {"raw": "主体封顶", "cell": "E4"}},
    }
    issues = summary["summary"].pop("issues")
    assert summary["summary"] == {
        "file": "报表.xlsx",
        "records": 1,
        "sheets": [
            {
                "name": "Sheet1",
                "header_rows": [3],
                "records": 1,
                "money_unit": "万元",
                "totals": [{"cell": "D5", "label": "合计", "stated": "1200", "computed": "1200.5"}],
                "skipped": [{"rows": "5", "why": "合计行，只用于核对"}],
            }
        ],
    }
    assert [issue["code"] for issue in issues] == ["column_unknown", "total_mismatch"]
    assert tuple(issues[0]) == ISSUE_COLUMNS


def test_an_unreadable_file_gives_the_summary_alone() -> None:
    (line,) = to_json_lines(read("空.xlsx", data=b""))
    summary = json.loads(line)["summary"]
    assert (summary["file"], summary["records"], summary["sheets"]) == ("空.xlsx", 0, [])
    assert [issue["code"] for issue in summary["issues"]] == ["file_empty"]
