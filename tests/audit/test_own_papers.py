"""No paper of the workbench is accused in which nobody has written anything wrong, however odd the county; what somebody has written wrongly is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from tests.small_county import SmallCounty
from zzlib.audit import NumericClaim, audit_blocks
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.documents import read_document
from zzlib.audit.own import against_month, audited_against_month, refuted
from zzlib.indicators import Month, measured
from zzlib.ledger import Ledger, open_ledger
from zzlib.report import write_bulletin
from zzlib.report.bulletin import default_template
from zzlib.runs.previewing import wrong_numbers
from zzlib.workspace import Workspace
from zzlib.writing import DraftLine, DraftParagraph, Writing, read_writing
from zzlib.writing.saving import keep_draft
from zzlib.writing.sections import whole_draft
from zzlib.writing.text import written_by_hand
from zzlib.writing.wording import wording

Returns = dict[str, list[tuple[str, float, float]]]
"""Of each unit that reports its projects: name, money won, money come, in 万元."""
TARGETS = {"发改委": 100, "水利局": 1000, "民政局": 500, "东山镇": 200, "西河镇": 100}
UNITS = [*TARGETS, "供电公司"]
USUAL: Returns = {
    "发改委": [("a1楼", 90, 80)],
    "水利局": [("b1渠", 180, 150), ("b2坝", 600, 100)],
    "民政局": [("c1院", 130, 124.9999)],
    "东山镇": [],
    "供电公司": [("d1线", 30, 30)],
}
ODD: dict[str, tuple[str, Returns, dict[str, float]]] = {
    "a unit without target received": ("2013-05", USUAL, TARGETS),
    "the sum is one digit off without it": (
        "2013-05", USUAL | {"水利局": [("b1渠", 180, 180)], "民政局": [("c1院", 90, 90)]}, TARGETS | {"民政局": 580}),
    "two units without target received": (
        "2013-05", USUAL | {"东山镇": [("e1路", 40, 40)]}, {k: v for k, v in TARGETS.items() if k != "东山镇"}),
    "no unit has a target, two amounts are equal": (
        "2014-01", {u: [(f"{u}项目", amount, 0)] for u, amount in zip(
            UNITS, [203.33, 26.66, 233.33, 203.33, 119, 444.41], strict=True)} | {"西河镇": []}, {}),
    "halves of 万元": ("2013-03", {"水利局": [("灌区改造", 100, 100), ("河道治理", 50.5, 50.5)],
        "发改委": [("厂房", 0.5, 0.5), ("道路", 33.335, 33.335)]}, TARGETS),
    "projects named after their units": ("2013-06", {
        "水利局": [("水利局灌区改造", 100, 100), ("水利局b2坝", 600, 50.5)],
        "民政局": [("民政局养老院", 150, 105)], "发改委": [("发改委a1楼", 90, 80)]}, TARGETS),
    "money taken back": ("2013-05", USUAL | {"发改委": [("a1楼", 90, -5)]}, TARGETS),
    "money taken back without a target": ("2013-12", USUAL | {"供电公司": [("d1线", 30, -5)]}, TARGETS),
    "nothing but zeros": ("2013-05", {unit: [(f"{unit}项目", 0, 0)] for unit in UNITS}, TARGETS),
    "more than the target": ("2013-09", USUAL | {"发改委": [("a1楼", 300, 298.33)]}, TARGETS),
    "nobody has reported": ("2013-05", {"水利局": []}, TARGETS),
}  # fmt: skip


def county(
    root: Path, period: str, returns: Returns, targets: dict[str, float], units: Sequence[str] = UNITS
) -> Workspace:
    made = SmallCounty(root)
    groups = {"镇": "乡镇", "司": "垂管"}
    made.reference("units", [
        {"unit_id": f"u{n}", "name": unit, "full_name": f"甲县{unit}", "group": groups.get(unit[-1], "县直"), "ranked": "yes"}
        for n, unit in enumerate(units)
    ])  # fmt: skip
    made.reference("targets", [
        {"year": int(period[:4]), "unit_id": f"u{units.index(unit)}", "projects": 2, "funds_wan": wan}
        for unit, wan in targets.items()
    ])  # fmt: skip
    made.settings('[county]\nname = "甲县"\noffice = "甲县争资办"\n')
    for unit, projects in returns.items():
        rows = [[name, None, "个性型", "新增", "专项甲", won, won, come, None] for name, won, come in projects]
        made.file_return(period, unit, rows)
    return made.workspace


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., tuple[Ledger, Month]]:
    def of(*told: object) -> tuple[Ledger, Month]:
        workspace = county(tmp_path / "县", *told)  # type: ignore[arg-type]
        ledger = open_ledger(workspace, str(told[0]))
        return ledger, measured(ledger)

    return of


def printed(month: Month, path: Path, writing: Writing | None = None) -> list[DocumentBlock]:
    write_bulletin(month, path, month.workspace.templates_dir, writing or Writing())
    return read_document(path)


def wrong(claims: Sequence[NumericClaim]) -> list[str]:
    return [claim.message for claim in claims if claim.verdict == "wrong"]


def drafted(month: Month) -> Writing:
    """The draft with which everybody begins, changed by nobody."""
    empty = read_writing(month.workspace, month.period)
    return replace(empty, draft=whole_draft(month, wording(month.workspace.templates_dir), empty))


@pytest.mark.slow
@pytest.mark.parametrize("shape", ODD)
def test_an_odd_county_signs_its_circular(
    shape: str, opened: Callable[..., tuple[Ledger, Month]], tmp_path: Path
) -> None:
    ledger, month = opened(*ODD[shape])
    writing = drafted(month)
    assert written_by_hand(month, month.workspace.templates_dir, writing) == ()
    assert wrong_numbers(month, writing, ledger) == []
    # nor does the auditor accuse it who knows nothing of the ledger
    assert wrong(audit_blocks(printed(month, tmp_path / "通报.docx", writing))) == []


@pytest.mark.slow
def test_a_county_of_one_unit_signs_its_circular(tmp_path: Path) -> None:
    workspace = county(tmp_path / "县", "2013-05", {"水利局": [("水利局b1渠", 90, 80.5)]}, {"水利局": 200}, ["水利局"])
    ledger = open_ledger(workspace, "2013-05")
    month = measured(ledger)
    assert wrong_numbers(month, drafted(month), ledger) == []
    assert wrong(audit_blocks(printed(month, tmp_path / "通报.docx"))) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shape", "period"),
    [
        ({"units": 9, "months": 14, "seed": 4, "mess": "ordinary"}, "2014-01"),  # over a year's end, no target yet
        ({"units": 12, "months": 6, "seed": 12, "mess": "hard", "faults": True}, "2013-06"),
    ],
    ids=["over a year's end", "hard mess"],
)
def test_a_county_of_many_months_signs_its_circular(ready_county, tmp_path: Path, shape: dict, period: str) -> None:
    ledger = open_ledger(Workspace(ready_county(**shape)), period)
    month = measured(ledger)
    writing = drafted(month)
    assert wrong_numbers(month, writing, ledger) == []
    assert wrong(audit_blocks(printed(month, tmp_path / "通报.docx", writing))) == []


@pytest.mark.slow
def test_a_wrong_number_that_somebody_has_written_is_found_wherever_it_is_to_blame(
    opened: Callable[..., tuple[Ledger, Month]],
) -> None:
    ledger, month = opened(*ODD["a unit without target received"])
    writing = drafted(month)

    def told(text: str) -> list[str]:
        draft = writing.draft
        assert draft is not None
        line = DraftLine("sentence", text)
        return wrong_numbers(
            month,
            replace(writing, draft=replace(draft, problems=(*draft.problems, DraftParagraph("自己写的", (line,))))),
            ledger,
        )

    assert told("全县到位资金{funds_received}，其中水利局到位资金250万元。") == []
    assert any("580万元" in line for line in told("截至5月底，全县到位资金580万元。"))
    assert any("260万元" in line for line in told("截至5月底，水利局到位资金260万元。"))
    assert any("工业5个、农业4个" in line for line in told("全县引进项目8个，其中工业5个、农业4个。"))
    # of true figures somebody may say what is untrue
    assert any("70.0%" in line for line in told("到位资金{funds_received}，占已争取资金{funds_awarded}的70.0%。"))


@pytest.mark.slow
def test_what_somebody_wrote_into_the_circular_is_no_word_of_the_ledger(
    opened: Callable[..., tuple[Ledger, Month]], tmp_path: Path
) -> None:
    _, month = opened(*ODD["a unit without target received"])
    writing = drafted(month)
    assert writing.draft is not None
    own = DraftParagraph("自己写的", (DraftLine("sentence", "全县引进项目8个，其中工业5个、农业4个。"),))
    keep_draft(month, writing, replace(writing.draft, problems=(*writing.draft.problems, own)))
    ledger = open_ledger(Workspace(tmp_path / "县"), "2013-05")
    month = measured(ledger)
    blocks = printed(month, tmp_path / "通报.docx", read_writing(month.workspace, month.period))
    assert any("工业5个" in block.text for block in blocks)
    assert [c.stated for c in audited_against_month(blocks, ledger)[0] if c.verdict == "wrong"] == ["8个"]


@pytest.mark.slow
@pytest.mark.parametrize(("row", "column", "spoilt"), [("水利局", 6, "290"), ("合计", 6, "585"), ("民政局", 4, "560")])
def test_a_spoilt_number_of_a_printed_table_is_found_against_the_month(
    opened: Callable[..., tuple[Ledger, Month]], tmp_path: Path, row: str, column: int, spoilt: str
) -> None:
    ledger, month = opened(*ODD["a unit without target received"])
    blocks = printed(month, tmp_path / "通报.docx")
    assert wrong(against_month(blocks, ledger)[0]) == []
    place = next(n for n, block in enumerate(blocks) if block.rows and "到位资金" in block.rows[0])
    rows = [list(cells) for cells in blocks[place].rows]
    next(cells for cells in rows if row in cells)[column] = spoilt
    blocks[place] = replace(blocks[place], rows=tuple(map(tuple, rows)))
    assert any(spoilt in message for message in wrong(against_month(blocks, ledger)[0]))


@pytest.mark.slow
def test_the_office_s_own_template_is_read_as_written_by_hand(tmp_path: Path) -> None:
    workspace = county(tmp_path / "县", *ODD["a unit without target received"])
    own = workspace.root / "data" / "templates" / "bulletin.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(default_template())
    template = docx.Document(str(own))
    template.add_paragraph("全县引进项目8个，其中工业5个、农业4个。")
    template.save(str(own))
    ledger, path = open_ledger(workspace, "2013-05"), tmp_path / "通报.docx"
    month = measured(ledger)
    printed(month, path)
    assert [claim.stated for claim in refuted(path, ledger, month, Writing())] == ["8个"]
