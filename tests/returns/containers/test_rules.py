"""Rules of a sheet (条件格式): where they strike an amount out or hide it, it is left out; where that can't be told, it is said."""

import io
import struct
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule, DataBarRule, FormulaRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from tests.returns.containers.test_hostile import changed
from tests.returns.containers.test_seen import laid_out
from tests.returns.sheets import BLOCK, HEADER, TITLE, codes, received, saved, troubles, workbook
from zzlib.returns import Extraction, read
from zzlib.returns.containers.biff_rules import SheetRules
from zzlib.synthetic.formats import packed_file

STRUCK = Font(strike=True)
WHITE = Font(color="FFFFFFFF")
ROWS = [
    TITLE,
    BLOCK,
    [*HEADER, "备注"],
    [1, "甲工程", "个性型", 5, "取消"],
    [2, "乙工程", "政策型", 6, "按期"],
    [3, "丙工程", "个性型", 70],
]
ALL = [("甲工程", 5_000_000), ("乙工程", 6_000_000), ("丙工程", 70_000_000)]


def ruled(
    *rules: tuple[str, Rule], rows: list[list[Any]] = ROWS, change: Callable[[Any], None] | None = None
) -> Extraction:
    """Read a sheet with these rules, each with its range."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows)))
    for span, rule in rules:
        book.active.conditional_formatting.add(span, rule)
    if change:
        change(book.active)
    return read("报表.xlsx", data=saved(book))


def formula(text: str, font: Font = STRUCK, **options: Any) -> Rule:
    return FormulaRule([text], font=font, **options)


def lost(extraction: Extraction) -> list[str]:
    """Give the names of the projects whose amount does not count."""
    return [str(name) for name, fen in received(extraction) if fen is None]


@pytest.mark.parametrize(
    "text",
    [
        '$E4="取消"', 'E4="取消"', '=$E4="取消"', 'LEFT($E4,1)="取"', '$E4&""="取消"', '$E4<>"按期"', 'ISNUMBER(SEARCH("取*",$E4))',
        'NOT(ISERROR(FIND("消",$E4)))', 'AND($D4>0,$E4="取消")', 'OR($E4="作废",$E4="取消")', 'IF($E4="取消",TRUE,FALSE)', "$A4=1",
        'LEN(TRIM($E4))=2', 'COUNTIF($E$4:$E$6,"取消")=1', "MOD(ROW(),2)=0", "ROW()=4", '$D4=MIN($D$4:$D$6)', "$D4<=5%*100", "-$D4=-5",
        "Sheet1!$D4=5", '(($E4="取消"))', "2^2+1=$D4", '$e4="取消"', "ISNUMBER($D4)*($D4<6)", 'IFERROR(SEARCH("取消",$E4),0)>0',
        'SUM($D4:$D4)=5', 'COUNTA($E:$E)>1',
    ],
)  # fmt: skip
def test_a_rule_that_can_be_worked_out_strikes_out_what_it_holds_for(text: str) -> None:
    extraction = ruled(("A4:E6", formula(text)))
    expected = {
        '$E4<>"按期"': ["甲工程", "丙工程"],
        "MOD(ROW(),2)=0": ["甲工程", "丙工程"],
        "LEN(TRIM($E4))=2": ["甲工程", "乙工程"],
    }
    expected |= {key: [name for name, _ in ALL] for key in ("COUNTA($E:$E)>1", 'COUNTIF($E$4:$E$6,"取消")=1')}
    assert lost(extraction) == ([] if text == 'E4="取消"' else expected.get(text, ["甲工程"]))
    assert set(troubles(extraction)) <= {"row_struck", "text_struck"}


@pytest.mark.parametrize(
    "text",
    ["TODAY()>41000", "INDIRECT(\"E4\")=\"取消\"", "Sheet2!$A$1=1", "金额上限>$D4", "VLOOKUP($D4,$A$4:$E$6,2,0)=1", "RAND()>0.5", "((((", "$D4=",
     "SUM($1:$6)>0", "+".join(["$D4"] * 600) + ">0", "(" * 80 + "1" + ")" * 80, "{1,2}=1", "[1]Sheet1!$A$1=1", "$D4={5}"],
)  # fmt: skip
def test_a_rule_that_can_not_be_worked_out_is_a_warning_at_its_range_and_the_amounts_count(text: str) -> None:
    extraction = ruled(("D4:D6", formula(text)))
    assert received(extraction) == ALL
    (issue,) = [i for i in extraction.issues if i.level != "notice"]
    assert (issue.code, issue.level, issue.cell) == ("rule_unsure", "warning", "D4")
    assert "（D4:D6）可能把 3 个格显示成" in issue.message


@pytest.mark.parametrize("text", ['SEARCH("取消",$E4)', "1/0", "$D4/0>1", '"x"', "$B4+1>0", "#REF!=1", "VALUE($B4)>1"])
def test_a_formula_that_fails_holds_nowhere_as_in_excel(text: str) -> None:
    extraction = ruled(("D4:D6", formula(text)))
    assert lost(extraction) == (["甲工程"] if text.startswith("SEARCH") else [])
    assert "rule_unsure" not in codes(extraction)


@pytest.mark.parametrize(
    ("operator", "values", "names"),
    [
        ("equal", ["5"], ["甲工程"]), ("notEqual", ["5"], ["乙工程", "丙工程"]), ("greaterThan", ["6"], ["丙工程"]),
        ("lessThan", ["6"], ["甲工程"]), ("greaterThanOrEqual", ["6"], ["乙工程", "丙工程"]), ("lessThanOrEqual", ["$D$5"], ["甲工程", "乙工程"]),
        ("between", ["6", "70"], ["乙工程", "丙工程"]), ("notBetween", ["6", "70"], ["甲工程"]), ("equal", ['"5"'], []),
    ],
)  # fmt: skip
def test_a_rule_that_compares_the_amount(operator: str, values: list[str], names: list[str]) -> None:
    extraction = ruled(("D4:D6", CellIsRule(operator=operator, formula=values, font=WHITE)))
    assert lost(extraction) == names
    assert set(troubles(extraction)) <= {"amount_unseen"}


@pytest.mark.parametrize(
    ("kind", "text", "names"),
    [("containsText", "甲", ["甲工程"]), ("notContainsText", "甲", ["乙工程", "丙工程"]), ("beginsWith", "乙", ["乙工程"]), ("endsWith", "丙工程", ["丙工程"])],
)  # fmt: skip
def test_a_rule_that_looks_for_a_text(kind: str, text: str, names: list[str]) -> None:
    style = DifferentialStyle(font=STRUCK)
    extraction = ruled(("B4:B6", Rule(type=kind, text=text, dxf=style, formula=["FALSE"])))
    assert lost(extraction) == names


def test_repeated_values_and_kinds_of_rules_that_are_not_worked_out() -> None:
    rows = [*ROWS, [4, "丁工程", "个性型", 5]]
    twice = Rule(type="duplicateValues", dxf=DifferentialStyle(font=STRUCK))
    assert lost(ruled(("D4:D7", twice), rows=rows)) == ["甲工程", "丁工程"]
    top = Rule(type="top10", rank=1, dxf=DifferentialStyle(font=STRUCK))
    assert troubles(ruled(("D4:D7", top), rows=rows)) == ["rule_unsure"]


@pytest.mark.parametrize(
    ("style", "code"),
    [
        (DifferentialStyle(font=STRUCK), "amount_struck"),
        (DifferentialStyle(font=WHITE), "amount_unseen"),
        (DifferentialStyle(fill=PatternFill(bgColor="FF000000")), "amount_unseen"),
        (DifferentialStyle(font=Font(color="FFFF0000"), fill=PatternFill(bgColor="FFFF0000")), "amount_unseen"),
        (DifferentialStyle(numFmt=NumberFormat(170, ";;;")), "amount_unseen"),
        (DifferentialStyle(numFmt=NumberFormat(170, "0%")), "amount_shown_otherwise"),
        (DifferentialStyle(numFmt=NumberFormat(170, '"收回"0')), "amount_unreadable"),
        (DifferentialStyle(font=Font(color="FFFFFFFF"), fill=PatternFill(bgColor="FFFF0000")), ""),
        (DifferentialStyle(font=Font(bold=True, color="FF9C0006"), fill=PatternFill(bgColor="FFFFC7CE")), ""),
        (DifferentialStyle(numFmt=NumberFormat(170, "#,##0.00")), ""),
    ],
)  # fmt: skip
def test_what_a_rule_changes_is_taken_as_if_the_cell_were_drawn_so(style: DifferentialStyle, code: str) -> None:
    extraction = ruled(("D4:D6", Rule(type="expression", formula=["$D4=6"], dxf=style)))
    assert lost(extraction) == (["乙工程"] if code else [])
    assert troubles(extraction) == ([code] if code else [])


def test_the_first_of_several_rules_counts_and_one_that_stops_keeps_the_others_out() -> None:
    red = formula("$D4>5", font=Font(color="FFFF0000"))
    assert lost(ruled(("D4:D6", red), ("D4:D6", formula("TRUE", font=WHITE)))) == ["甲工程"]
    stop = formula("$D4>5", font=Font(bold=True), stopIfTrue=True)
    assert lost(ruled(("D4:D6", stop), ("D4:D6", formula("TRUE")))) == ["甲工程"]
    unsure = formula("TODAY()>1", font=Font(bold=True), stopIfTrue=True)
    assert troubles(ruled(("D4:D6", unsure), ("D4:D6", formula("TRUE")))) == ["rule_unsure"]


def test_a_rule_may_take_a_line_away_and_show_what_is_hidden() -> None:
    def strike(sheet: Any) -> None:
        sheet["D4"].font, sheet["D5"].font = Font(strike=True), Font(strike=True)

    extraction = ruled(("D4:D6", formula("$D4=5", font=Font(strike=False))), change=strike)
    assert lost(extraction) == ["乙工程"]


def test_bars_and_icons_that_stand_in_place_of_the_number() -> None:
    bar = DataBarRule(start_type="min", end_type="max", color="FF638EC6", showValue=False)
    assert lost(ruled(("D4:D6", bar))) == ["甲工程", "乙工程", "丙工程"]
    assert lost(ruled(("D4:D6", DataBarRule(start_type="min", end_type="max", color="FF638EC6")))) == []


def test_rules_that_only_colour_are_no_matter_whatever_they_ask_for() -> None:
    fill = FormulaRule(['INDIRECT("E4")=1'], fill=PatternFill(bgColor="FFFFFF00"))
    assert troubles(ruled(("A1:XFD1048576", fill))) == []


def test_rules_over_whole_columns_and_very_many_rules() -> None:
    assert lost(ruled(("A1:XFD1048576", formula('$E1="取消"')))) == ["甲工程"]
    assert lost(ruled(("$D:$D".replace("$D:$D", "D1:D1048576"), formula("D1=6")))) == ["乙工程"]
    many = [("D4:D6", formula(f"$D4={number + 100}")) for number in range(2_100)]
    extraction = ruled(*many)
    assert received(extraction) == ALL
    assert troubles(extraction) == ["rule_unsure"]
    assert any("规则太多" in issue.message for issue in extraction.issues)


@pytest.mark.slow
def test_a_rule_of_a_heavy_formula_over_a_long_table_is_given_up_and_said() -> None:
    rows = [*ROWS[:3], *([n, f"{n}号工程", "个性型", n] for n in range(1, 2_001))]
    extraction = ruled(("D4:D2003", formula("COUNTIF($D$4:D4,D4)>1")), rows=rows)
    assert troubles(extraction) == ["rule_unsure"]
    assert all(fen is not None for _, fen in received(extraction))
    assert lost(ruled(("D4:D2003", formula("COUNTIF($D$4:$D$2003,D4)>1")), rows=rows)) == []


def test_rules_that_newer_programs_write_apart() -> None:
    rule = (
        '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormattings>'
        '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:cfRule type="expression" priority="1" id="{0}"><xm:f>$E4="取消"</xm:f>'
        "<x14:dxf><font><strike/></font></x14:dxf></x14:cfRule><xm:sqref>D4:D6</xm:sqref>"
        "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>"
    ).encode()
    data = changed("xl/worksheets/sheet1.xml", (b"</worksheet>", rule), workbook(ROWS))
    assert lost(read("报表.xlsx", data=data)) == ["甲工程"]


QUOTE = '"'


def _document(*conditions: tuple[str, str], span: str = "D4:D6") -> Extraction:
    """Read an .ods with rules: what each asks for, as LibreOffice writes it, and the style that it applies."""
    grid = laid_out(*ROWS, head=0)
    first, last = span.split(":")
    styles = '<style:style style:name="x_1" style:display-name="gone" style:family="table-cell">'
    styles += '<style:text-properties style:text-line-through-type="single"/></style:style>'
    said = "".join(
        f'<calcext:condition calcext:apply-style-name="{style}" calcext:value="{escape(asked, {QUOTE: "&quot;"})}" '
        'calcext:base-cell-address="月报.D4"/>'
        for asked, style in conditions
    )
    rules = f'<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="月报.{first}:月报.{last}">'
    rules += f"{said}</calcext:conditional-format></calcext:conditional-formats>"
    data = packed_file("ods", {"月报": grid}, "月报")
    space = b'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version'
    data = changed("content.xml", (b"office:version", space), data)
    data = changed(
        "content.xml", (b"</office:automatic-styles>", styles.encode() + b"</office:automatic-styles>"), data
    )
    return read("月报.ods", data=changed("content.xml", (b"</table:table>", rules.encode() + b"</table:table>"), data))


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ('formula-is([.$E4]="取消")', ["甲工程"]), ('formula-is(AND([.$D4]>5;[.$D4]<50))', ["乙工程"]), (">50", ["丙工程"]), ("!=5", ["乙工程", "丙工程"]),
        ("between(6,7)", ["乙工程"]), ("not-between(6,7)", ["甲工程", "丙工程"]), ("unique", ["甲工程", "乙工程", "丙工程"]), ("duplicate", []),
    ],
)  # fmt: skip
def test_rules_of_an_open_document(asked: str, names: list[str]) -> None:
    extraction = _document((asked, "gone"))
    assert lost(extraction) == names
    assert set(troubles(extraction)) <= {"amount_struck"}


def test_rules_of_an_open_document_that_look_for_a_text_or_can_not_be_worked_out() -> None:
    assert lost(_document(('contains-text("甲")', "gone"), span="B4:B6")) == ["甲工程"]
    assert troubles(_document(("top-elements(1)", "gone"))) == ["rule_unsure"]
    assert lost(_document((">50", "plain"), (">5", "gone"))) == ["乙工程"], "the first rule that holds counts alone"
    assert troubles(_document((">5", "plain"))) == []


def test_rules_of_an_old_workbook_are_said_where_they_may_strike_out_or_hide() -> None:
    letters = bytearray(118)
    drawn = struct.pack("<BBHHIH", 2, 0, 3, 0, 1 << 26, 0)
    struct.pack_into("<I", letters, 80, 0xFFFFFFFF)
    struct.pack_into("<I", letters, 88, 0x80)
    ranges = struct.pack("<2H4HH4H", 1, 0, 3, 5, 3, 3, 1, 3, 5, 3, 3)

    def found(*rules: bytes) -> tuple[int, ...]:
        sheet = SheetRules()
        sheet.note(0x01B0, ranges)
        for rule in rules:
            sheet.note(0x01B1, rule)
        return tuple(area[1][0] for rule in sheet.rules for area in rule.areas)

    assert found(drawn + letters, drawn[:8]) == ()
    struct.pack_into("<I", letters, 68, 0x80)
    struct.pack_into("<I", letters, 88, 0)
    assert found(drawn + letters) == (5,)
    assert found(struct.pack("<BBHHIH2s", 2, 0, 3, 0, 1 << 25, 0, b"\0\x0a")) == (5,)
