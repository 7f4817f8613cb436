"""What stands in the corners of a Word file: notes, boxes, lists, lines broken by hand, hidden text, typed marks, charts; right ones are let be, wrong ones told once."""

import pytest

from tests.audit.word_files import add_footnotes, box, new_document, paragraph, run, table
from zzlib.audit import audit_blocks, audit_text
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.documents import read_document
from zzlib.audit.documents.places import standing
from zzlib.audit.numbers.arithmetic import Verdict

ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
RAISED = '<w:vertAlign w:val="superscript"/>'
HIDDEN = "<w:vanish/>"
CASES = "全年受理案件562件，其中民事{}件、刑事146件。"


def mark(number: int) -> str:
    """Write the mark of a footnote."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def broken(*lines: str) -> str:
    """Write a paragraph of lines broken by hand, with its tabs."""
    told = "<w:br/>".join("<w:tab/>".join(f"<w:t>{part}</w:t>" for part in line.split("\t")) for line in lines)
    return paragraph(f"<w:r>{told}</w:r>")


@pytest.fixture
def told(tmp_path):
    def told(*parts: str, notes: tuple[str, ...] = ()) -> list[str]:
        document = new_document(*parts)
        if notes:
            add_footnotes(document, *notes)
        document.save(tmp_path / "稿.docx")
        return [c.stated for c in audit_blocks(read_document(tmp_path / "稿.docx")) if c.verdict == "wrong"]

    return told


@pytest.mark.parametrize(
    ("said", "note", "wrong"),
    [
        ("全年接诊门诊患者644万人次{}，比上年增长{rate}。", "上年接诊门诊患者560万人次。", ("15.0%", "18.0%")),
        ("全年发放贷款9120万元，同比增长{rate}{}。", "上年同期发放贷款7600万元。", ("20.0%", "26.0%")),
        ("全县植树造林1.61万亩，比去年增长{rate}{}。", "去年植树造林1.40万亩，不含补植。", ("15.0%", "25.0%")),
        ("全年抽检食品368批次，比上年增加{rate}{}。", "上年抽检食品320批次。", ("48批次", "68批次")),
    ],
)
def test_what_a_note_tells_is_the_base_of_its_place(told, said, note, wrong):
    for rate, found in zip(wrong, ([], [wrong[1]]), strict=True):
        before, behind = said.replace("{rate}", rate).split("{}")
        assert told(paragraph(run(before), mark(1), run(behind)), notes=(note,)) == found


@pytest.mark.parametrize("note", ["含跨县案件28件。", "其中未成年人案件96件。", "数据来自年报，共31个单位。"])
def test_the_numbers_of_a_note_belong_to_no_sentence_of_the_text(told, note):
    for number, found in (("416", []), ("461", ["562件"])):
        first, second = CASES.format(number).split("，")
        lines = (
            paragraph(run(f"{first}，{second[:-1]}"), mark(1), run("。")),
            paragraph(run("比上年的500件增长12.4%。")),
        )
        assert bool(told(*lines, notes=(note,))) == bool(found)


@pytest.mark.parametrize("note", ["增幅按可比口径计算。", "增幅剔除了划出的两个乡镇。"])
def test_a_note_that_tells_of_another_way_of_reckoning_takes_an_accusation_back(told, note):
    said = "全年产值1380万元，比上年的1200万元增长18.0%"
    assert told(paragraph(run(said), mark(1), run("。")), notes=(note,)) == []
    assert told(paragraph(run(said), mark(1), run("。")), notes=("见年报。",)) == ["18.0%"]


@pytest.mark.parametrize(
    "typed",
    [
        run("1", RAISED),
        run("[1]", RAISED),
        run("（1）", RAISED),
        run("1,2", RAISED),
        run("*", RAISED),
        run("注1", RAISED),
        run("1", '<w:position w:val="8"/>'),
        '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="7"/><w:t>1</w:t></w:r>',
        run("①"),
    ],
)
def test_a_mark_that_is_typed_is_no_part_of_a_number(told, typed):
    for part, found in (("416", []), ("461", ["562件"])):
        before, behind = CASES.format(part).split("件，", 1)
        claims = told(paragraph(run(before), typed, run(f"件，{behind}")))
        assert bool(claims) == bool(found)


@pytest.mark.parametrize(
    ("text", "boxed", "again"),
    [
        ("全年签约引资项目94个，其中工业52个、农业42个。", "签约引资项目{}个", ("94", "84")),
        ("全县建成文化广场128处，其中镇级36处、村级92处。", "建成文化广场{}处", ("128", "182")),
    ],
)
def test_a_box_is_held_against_the_text_and_no_sentence_of_it_goes_on_from_one(told, text, boxed, again):
    for number, found in zip(again, ([], [again[1]]), strict=True):
        stated = told(paragraph(run(text), box(boxed.format(number))), paragraph(run("各项工作有序推进。")))
        assert [one.rstrip("个处") for one in stated] == found
    own = paragraph(run(text), box("发现隐患638条，已整改604条，整改率{}"))
    for rate, found in (("94.7%", []), ("96.4%", ["96.4%"])):
        assert told(own.replace("{}", rate)) == found


ROWS = ("季度\t受理\t办结", "一季度\t128\t125", "二季度\t143\t140", "三季度\t156\t152", "合计\t427\t{}")


def test_rows_typed_with_tabs_and_broken_by_hand_are_a_table(told, tmp_path):
    for total, found in (("417", []), ("471", ["471"]), ("407", ["407"])):
        assert told(broken(*(line.format(total) for line in ROWS))) == found
    document = new_document(paragraph(run("情况")), broken(*ROWS), broken("一、说明\t略", "二、说明"))
    document.save(tmp_path / "稿.docx")
    blocks = read_document(tmp_path / "稿.docx")
    assert [len(block.rows) for block in blocks] == [0, 5, 0]


LISTS = (
    ("全年办结案件{}件，分类如下：", ("民事案件318件；", "刑事案件104件；", "行政案件20件。"), "442", ("432", "452")),
    ("全年新建泵站{}座，按乡镇分：", ("东镇21座", "南镇17座", "西镇10座"), "48", ("46",)),
    (
        "全年争取资金{}万元，构成如下：",
        ("中央资金1280万元；", "省级资金740万元；", "市级资金366万元。"),
        "2386",
        ("2368",),
    ),
    (
        "一、全年举办培训班{}期",
        ("主体班14期，培训620人；", "专题班15期，培训480人；", "网络班9期，培训1100人。"),
        "38",
        ("36",),
    ),
    ("二、检查企业{}家", ("化工企业145家，发现隐患12条；", "矿山企业62家；", "商贸企业273家。"), "480", ("408", "490")),
)


@pytest.mark.parametrize(("head", "items", "right", "others"), LISTS)
@pytest.mark.parametrize("way", ["word", "typed", "lines"])
def test_a_total_over_a_list_is_held_against_its_lines(told, head, items, right, others, way):
    for number in (right, *others):
        first = head.format(number)
        if way == "word":
            stated = told(paragraph(run(first)), *(paragraph(run(item), look=ITEM) for item in items))
        elif way == "typed":
            lines = [first, *(f"（{n}）{item}" for n, item in enumerate(items, start=1))]
            stated = [c.stated for c in audit_text("\n".join(lines)) if c.verdict == "wrong"]
        else:
            stated = [c.stated for c in audit_text("\n".join((first, *items))) if c.verdict == "wrong"]
        assert [one[: len(number)] for one in stated] == ([] if number == right else [number])


@pytest.mark.parametrize(
    "lines",
    [
        ("现有职工120人，其中：", "女职工48人；", "党员65人；", "研究生20人。"),
        ("全年办结案件432件，其中：", "民事案件318件；", "刑事案件64件。"),
        ("全年办结案件432件，分类如下：", "民事案件318件；", "另有刑事案件104件；", "行政案件20件。"),
        ("一、新建学校3所", "（一）新增教室14所。", "（二）改造食堂9所。"),
        ("一、办结案件432件", "民事案件318件，上年320件；", "比上年少办2件。"),
    ],
)
def test_a_list_that_may_leave_out_something_is_let_be(lines):
    assert [c.stated for c in audit_text("\n".join(lines)) if c.verdict == "wrong"] == []


def test_of_lists_one_behind_the_other_each_stands_by_itself(told):
    first = [paragraph(run("全年重点任务共48项，其中："))]
    first += [paragraph(run(item), look=ITEM) for item in ("经济建设类21项", "社会事业类17项", "自身建设类10项")]
    second = ["1.经济建设类已完成20项；", "2.社会事业类已完成15项；", "3.自身建设类已完成10项，三类合计完成{}项。"]
    for number, found in (("45", []), ("54", ["54项"])):
        assert told(*first, *(paragraph(run(line.format(number))) for line in second)) == found


def test_hidden_paragraphs_are_judged_by_themselves(told, tmp_path):
    shown = paragraph(run("土建35万元、设备51万元，两项合计86万元。"))
    for total, found in (("51.0", []), ("52.0", ["52.0万元"])):
        hidden = paragraph(run(f"设备费38.6万元、安装费12.4万元，两项合计{total}万元。", HIDDEN))
        assert told(shown, hidden) == found
    assert told(shown, paragraph(run("土建35万元、设备51万元，两项合计86万元，旧稿为68万元。", HIDDEN))) == []
    document = new_document(paragraph(run("一、估算")), paragraph(run("甲5元、乙6元，合计12元。", HIDDEN)))
    document.save(tmp_path / "稿.docx")
    assert standing(read_document(tmp_path / "稿.docx"))[1] == "“一、估算”下的隐藏的文字 1"


TABLE = (("街道", "办结（件）"), ("东街", "{}"), ("西街", "318"), ("北街", "207"), ("合计", "{total}"))


@pytest.mark.parametrize(
    ("cell", "total", "share", "found"),
    [
        ("275", "800", "34.4%", []),
        ("257", "800", "34.4%", ["257"]),
        ("275", "880", "34.4%", ["880"]),
        ("275", "800", "43.4%", ["43.4%"]),
        ("1,275", "1,800", "70.8%", []),
        ("1,275", "1,080", "70.8%", ["1,080"]),
    ],
)
def test_a_wrong_cell_that_makes_a_share_in_the_text_wrong_is_told_once(told, cell, total, share, found):
    rows = tuple(tuple(text.format(cell, total=total) for text in row) for row in TABLE)
    assert told(table(rows), paragraph(run(f"东街办结占合计的{share}。"))) == found


CHART = (("", "收入"), ("一季度", "286"), ("二季度", "{}"), ("三季度", "415"), ("四季度", "337"))


@pytest.mark.parametrize("series", ["收入", "系列1"])
@pytest.mark.parametrize(("number", "found"), [("382", []), ("328", ["328"])])
def test_a_chart_is_held_against_the_table_of_its_numbers(series, number, found):
    rows = [("季度", "收入"), *CHART[1:2], ("二季度", "382"), *CHART[3:], ("合计", "1420")]
    drawn = [("", series), *((name, text.format(number)) for name, text in CHART[1:])]
    blocks = [
        DocumentBlock("表1 分季收入"),
        DocumentBlock("单位：万元"),
        DocumentBlock(rows=tuple(rows)),
        DocumentBlock(rows=tuple(drawn), where="图表 1“图1 分季收入（万元）”"),
    ]
    assert [c.stated for c in audit_blocks(blocks) if c.verdict == "wrong"] == found


def test_a_group_that_is_merged_over_its_rows_is_no_row():
    rows = (
        ("片区", "单位", "改造数量", "片区数量"),
        ("城区", "甲街道", "135", "220"),
        ("", "乙街道", "85", ""),
        ("郊区", "丙街道", "180", ""),
        ("合计", "", "400", ""),
    )
    blocks = [DocumentBlock("", rows), DocumentBlock("城区改造数量占合计的55.0%。")]
    assert not [c for c in audit_blocks(blocks) if c.verdict == Verdict.WRONG]


@pytest.mark.parametrize(("total", "wrong"), [("1015", False), ("1105", True)])
def test_a_row_of_numbers_without_a_name_is_read_whole(total, wrong):
    rows = (("一季度", "二季度", "三季度", "四季度", "合计"), ("225", "251", "298", "241", total))
    blocks = [DocumentBlock("表1 各季度检查次数（单位：次）"), DocumentBlock("", rows)]
    assert any(c.verdict == Verdict.WRONG for c in audit_blocks(blocks)) == wrong


def test_a_share_of_the_sum_of_rows_is_not_held_against_the_sum():
    rows = (("类别", "数量（吨）"), ("厨余垃圾", "2430"), ("可回收物", "1785"), ("其他垃圾", "1185"))
    blocks = [DocumentBlock("", rows), DocumentBlock("厨余垃圾占三项合计的45.0%。")]
    assert not [c for c in audit_blocks(blocks) if c.verdict == Verdict.WRONG]
