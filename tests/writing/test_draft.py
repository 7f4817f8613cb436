"""A draft is text that a person edits; numbers follow the returns, words stay; what no longer holds is marked."""

import copy
import re
from dataclasses import replace

import pytest

from tests.findings.counties import PERIOD, PLANTED, UNITS, Plan
from zzlib.indicators import Month, load_month
from zzlib.report import compose
from zzlib.workspace import Workspace
from zzlib.writing import (
    DraftError,
    StoredFigure,
    StoredView,
    draft_text,
    parse_draft,
    read_writing,
    save_draft,
    store_view,
    with_state,
)
from zzlib.writing.sections import draft_lines, draft_remarks, first_draft
from zzlib.writing.text import shown_lines
from zzlib.writing.wording import wording


@pytest.fixture(scope="module")
def plan() -> Plan:
    """A county with three problems."""
    plan = Plan()
    for name in ("contact_wanted", "missing", "overpaid"):
        PLANTED[name](plan)
    return plan


@pytest.fixture(scope="module")
def april(plan, tmp_path_factory) -> Month:
    return load_month(PERIOD, plan.write(tmp_path_factory.mktemp("april") / "县").workspace)


@pytest.fixture
def later(plan, tmp_path):
    """The month after a change of the returns."""

    def changed(change) -> Month:
        new = copy.deepcopy(plan)
        change(new)
        return load_month(PERIOD, new.write(tmp_path / f"补报{len(list(tmp_path.iterdir()))}").workspace)

    return changed


@pytest.fixture
def desk(tmp_path) -> Workspace:
    """Where the writer's drafts lie."""
    (tmp_path / "稿" / "data").mkdir(parents=True)
    return Workspace(tmp_path / "稿")


def keep(desk: Workspace, text: str):
    return save_draft(desk, parse_draft(text, PERIOD))


def printed(desk: Workspace, month: Month, sections: slice = slice(1, None)) -> str:
    circular = compose(month, None, read_writing(desk, PERIOD))
    return "\n".join(p.title + p.text for section in circular.sections[sections] for p in section.paragraphs)


def situation(desk: Workspace, month: Month) -> str:
    return printed(desk, month, slice(0, 1))


def told(desk: Workspace, month: Month) -> list[str]:
    return [remark.text for remark in draft_remarks(month, wording(), read_writing(desk, PERIOD))]


def start(month: Month) -> str:
    return draft_text(first_draft(month, wording()))


@pytest.mark.slow
def test_a_draft_reads_back_as_it_was_written(april):
    text = start(april)
    assert parse_draft(text, PERIOD).faults == ()
    assert draft_text(parse_draft(text, PERIOD)) == text
    assert "[contact_wanted] 据单位反映，{projects_stating_contact}个项目需" in text


@pytest.mark.slow
def test_without_a_draft_the_document_is_that_of_the_starting_draft(desk, april):
    before = printed(desk, april)
    keep(desk, start(april))
    assert printed(desk, april) == before
    assert told(desk, april) == []


@pytest.mark.slow
def test_a_late_return_changes_the_numbers_and_leaves_the_words(desk, april, later):
    keep(desk, start(april).replace("个项目需", "个项目正等着，需"))
    assert "3个项目正等着，需县领导带队对接" in printed(desk, april)

    def file_late(plan: Plan) -> None:
        rows = plan.returns["2013-01"][UNITS[4]]
        plan.returns[PERIOD][UNITS[4]] = [rows[0], {**rows[1], "存在问题": "需县领导带队对接", "项目阶段": "申报"}]

    month = later(file_late)
    assert "4个项目正等着，需县领导带队对接" in printed(desk, month)
    assert any(remark.startswith("依据已变化：本月未报的单位0") for remark in told(desk, month))


@pytest.mark.slow
def test_the_situation_follows_the_figures_where_nobody_has_changed_it(desk, april, later):
    keep(desk, start(april))

    def nothing_received(plan: Plan) -> None:
        for returns in plan.returns.values():
            for rows in returns.values():
                for row in rows:
                    row["到位资金"] = 0

    month = later(nothing_received)
    assert compose(month, None, read_writing(desk, PERIOD)).sections[0] == compose(month).sections[0]
    assert "还没有资金到位" in situation(desk, month)


@pytest.mark.slow
def test_a_changed_sentence_of_the_situation_is_printed_so_with_its_numbers_bound(desk, april, later):
    text = start(april)
    [line] = [line for line in text.splitlines() if line.startswith("[funds] ")]
    changed = text.replace(line, "[funds] 到{month}月底争取{funds_awarded}、到位{funds_received}。")
    keep(desk, changed.replace("## 资金争取", "## 争取资金情况"))
    said = r"争取资金情况。到4月底争取(\d+)万元、到位5800万元。"
    [before] = re.findall(said, situation(desk, april))
    assert told(desk, april) == []

    def won_more(plan: Plan) -> None:
        plan.project(UNITS[0], 0)["争取资金"] += 300

    assert re.findall(said, situation(desk, later(won_more))) == [str(int(before) + 300)]


def test_a_paragraph_taken_out_is_not_printed_and_brackets_alone_are_the_wording(desk, april):
    text = start(april)
    lines = text.splitlines()
    keep(desk, text.replace(next(line for line in lines if line.startswith("[funds] ")), ""))
    assert "已争取各类上级补助资金" not in situation(desk, april) and "累计开发争资项目" in situation(desk, april)
    keep(desk, text.replace(next(line for line in lines if line.startswith("[funds] ")), "[funds]"))
    assert compose(april, None, read_writing(desk, PERIOD)).sections == compose(april).sections


def test_a_draft_without_a_situation_leaves_it_to_the_wording(desk, april):
    keep(desk, "# 存在的问题\n\n## 甲\n一句。\n")
    assert compose(april, None, read_writing(desk, PERIOD)).sections[0] == compose(april).sections[0]


def test_what_is_printed_stands_above_its_code(desk, april):
    draft = first_draft(april, wording())
    lines = draft_text(draft, shown_lines(april, None, replace(read_writing(desk, PERIOD), draft=draft))).splitlines()
    code = next(n for n, line in enumerate(lines) if line.startswith("[funds] "))
    said = lines[code - 1].removeprefix("> 印成：")
    assert "{" in lines[code] and "5800万元" in said and said in situation(desk, april)
    quiet = lines.index("[increment]")
    assert lines[quiet - 1] == "> 现在不印，有这种情况时自动印出"
    assert draft_text(parse_draft("\n".join(lines), PERIOD)) == draft_text(draft)


def _paid_less(plan: Plan) -> None:
    plan.project(UNITS[0], 0)["支付资金"] = 400


@pytest.mark.slow
def test_a_sentence_whose_evidence_is_gone_is_marked_and_said(desk, april, later):
    keep(desk, start(april))
    month = later(_paid_less)
    assert "【待核：依据已变化：支付超过到位的项目0，少于1】" in printed(desk, month)
    assert "【待核：对应的问题已不存在：支付超过到位的项目0，少于1】" in printed(desk, month)
    lines = draft_lines(month, wording(), read_writing(desk, PERIOD))
    assert lines[0] == "通报用的稿子：data/drafts/2013-04/稿1.md（草稿），有 2 处要看："
    assert re.match(r"  第\d+行：依据已变化", lines[1])


@pytest.mark.slow
def test_a_signed_draft_is_printed_without_marks_but_they_are_said(desk, april, later):
    save_draft(desk, with_state(parse_draft(start(april), PERIOD), "signed", "责任人甲", "2013-05-06"))
    month = later(_paid_less)
    assert "待核" not in printed(desk, month)
    assert len(told(desk, month)) == 2


def test_of_two_people_on_one_draft_neither_passes_over_the_other(desk, april):
    first = keep(desk, start(april))
    begun_with = f"data/drafts/{PERIOD}/{first.name}"
    ours = parse_draft(start(april), PERIOD)
    theirs = with_state(ours, "reviewed", "责任人乙", "2013-05-06")
    assert save_draft(desk, theirs, after=begun_with).name == "稿2.md"
    assert save_draft(desk, theirs).name == "稿2.md"  # what is saved again is there
    with pytest.raises(DraftError, match="刚才有人另存了 稿2"):
        save_draft(desk, ours, after=begun_with)
    assert sorted(path.name for path in first.parent.iterdir()) == ["稿1.md", "稿2.md"]


@pytest.mark.slow
def test_a_choice_of_words_that_the_figures_no_longer_make_is_marked(desk, later, tmp_path):
    twice = later(PLANTED["filed_twice"])
    text = start(twice)
    assert "金额口径都不一致" in text
    keep(desk, text)

    def agreed(plan: Plan) -> None:
        PLANTED["filed_twice"](plan)
        plan.returns[PERIOD][UNITS[1]][-1]["申报资金"] = 100

    assert "【待核：按现在的数应写成：" in printed(desk, later(agreed))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("到位{funds_recieved}。", "{funds_recieved} 不认识，最接近的是 {funds_received}"),
        ("第01局到位{funds_received|unit:第01剧}。", "没有这个范围，最接近的是 {funds_received|unit:第01局}"),
        ("[contact_wnted] 一句。", "方括号里的“contact_wnted”不是问题或建议的编号"),
        ("同比{funds_received_growth:growth}。", "{funds_received_growth:growth} 本月没有数"),
        ("[视图 没有的]", "没有视图“没有的”"),
        ("到位｛funds_recieved｝。", "{funds_recieved} 不认识，最接近的是 {funds_received}"),
        ("［contact_wnted］ 一句。", "方括号里的“contact_wnted”不是问题或建议的编号"),
        ("名单{missing}。", "要写成 {missing:named}"),
    ],
)
def test_what_can_not_be_printed_is_told_with_what_is_near_and_the_rest_goes_on(desk, april, line, said):
    keep(desk, start(april).replace("# 存在的问题\n", f"# 存在的问题\n\n## 其他\n{line}\n", 1))
    text = printed(desk, april)
    assert said in text and "【待核：" in text
    assert "据单位反映，3个项目需县领导带队对接" in text


def test_a_unit_may_be_named_in_a_reference(desk, april):
    keep(desk, "# 存在的问题\n## 其他\n第01局到位{funds_received|unit:第01局}，全县{funds_received}。\n")
    # The missing unit's 300万元 of January are carried.
    assert "第01局到位500万元，全县5800万元。" in printed(desk, april)


def test_a_number_typed_by_hand_is_told_as_one_that_no_return_renews(desk, april):
    keep(desk, "# 存在的问题\n## 其他\n到位5800万元，其中{funds_received}。\n截至2013年4月底，一是不快。\n")
    assert told(desk, april) == ["手写的数 5800万元 不是指标，报表变了不会更新"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("状态：定了\n", "状态“定了”不认识，只能写 草稿、已审、已签"),
        ("标题：某\n", "开头的“标题”不认识"),
        ("月份：2013-05\n", "写的是 2013-05，文件夹是 2013-04"),
        ("# 其他事项\n一句。\n", "不认识小节“其他事项”"),
        ("# 交办事项\n- break_zero 快办\n", "交办事项看不懂"),
    ],
)
def test_what_is_not_understood_is_told_with_its_line(text, said):
    faults = parse_draft(text, PERIOD).faults
    assert len(faults) == 1
    assert said in faults[0][1] and faults[0][0] >= 1


def test_the_writer_orders_cuts_and_names(desk, april):
    said = "## 乙\n[missing] 有{units_missing_this_month}个单位没报{missing:named}。\n"
    keep(desk, f"点名：都点\n# 存在的问题\n## 甲\n自己的话。\n{said}")
    assert printed(desk, april).splitlines()[:2] == ["（一）甲。自己的话。", "（二）乙。有1个单位没报，为第05局。"]
    keep(desk, f"点名：不点\n# 存在的问题\n{said}")
    assert printed(desk, april).splitlines()[0] == "（一）乙。有1个单位没报。"


@pytest.mark.slow
def test_whom_inspectors_found_at_fault_is_named_with_a_consent_of_its_own(desk, later):
    month = later(PLANTED["inspected"])
    [unit] = set(month.units.loc[month.units["unit_id"].isin(month.inspections["unit_id"]), "unit"])
    said = "# 存在的问题\n## 甲\n检查发现{inspections_found}个问题{inspected:named}。\n"
    for naming, named in (("都点", False), ("未报、为零、落后", False), ("为零、审计问题", True), ("不点", False)):
        keep(desk, f"点名：{naming}\n{said}")
        assert (unit in printed(desk, month)) is named


def test_the_newest_draft_counts_and_none_is_written_over(desk, april):
    first = keep(desk, "# 存在的问题\n## 甲\n旧话。\n")
    second = keep(desk, "# 存在的问题\n## 甲\n新话。\n")
    assert (first.name, second.name) == ("稿1.md", "稿2.md")
    assert "新话。" in printed(desk, april) and "旧话" in first.read_text(encoding="utf-8")
    first.with_name("稿2 副本.md").write_text("# 存在的问题\n## 甲\n副本。\n", encoding="utf-8")
    assert "新话。" in printed(desk, april)


def test_a_draft_saved_by_notepad_is_read(desk, april):
    text = "# 存在的问题\r\n## 甲\r\n自己的话。\r\n"
    file = keep(desk, text)
    for encoding in ("utf-8-sig", "gb18030"):
        file.write_bytes(text.encode(encoding))
        assert "（一）甲。自己的话。" in printed(desk, april)
    file.write_bytes(b"\xff\xfe\xff\xff\x00\x81")
    with pytest.raises(DraftError, match=r"稿1\.md 不是文本文件"):
        printed(desk, april)


def test_a_stored_view_stands_where_the_writer_put_it_with_numbers_of_now(desk, april):
    figures = (
        StoredFigure(name="到位", figure="funds_received", value="1", unit="yuan", text="旧数"),
        StoredFigure(name="算的", text="3.14"),
    )
    view = StoredView(
        name="甲", view="progress", title="甲", period=PERIOD, sentence="到位{到位}，比值{算的}。", figures=figures
    )
    store_view(desk, view, b"\x89PNG")
    keep(desk, "# 存在的问题\n## 甲\n[视图 甲]\n[图 甲]\n")
    paragraph = compose(april, None, read_writing(desk, PERIOD)).sections[1].paragraphs[0]
    assert paragraph.text == "到位5800万元，比值3.14。"
    assert paragraph.charts == ("甲",)
    assert paragraph.sentences[0].figures == (("funds_received", "county"),)


def test_an_amount_of_a_stored_view_is_printed_in_the_documents_unit(desk, april):
    figures = (StoredFigure(name="到位", figure="funds_received", value="1", unit="yuan", text="旧数"),)
    view = StoredView(name="甲", view="v", title="甲", period=PERIOD, sentence="到位{到位}。", figures=figures)
    store_view(desk, view)
    keep(desk, "# 存在的问题\n## 甲\n[视图 甲]\n")
    [said] = compose(april, None, read_writing(desk, PERIOD)).sections[1].paragraphs[0].sentences
    keep(desk, "# 存在的问题\n## 甲\n到位{funds_received}。\n")
    [typed] = compose(april, None, read_writing(desk, PERIOD)).sections[1].paragraphs[0].sentences
    assert said == typed


def test_a_view_that_is_not_placed_is_told(desk, april):
    store_view(desk, StoredView(name="甲", view="v", title="甲", period=PERIOD, sentence="一句。"))
    keep(desk, "# 存在的问题\n## 甲\n自己的话。\n")
    assert told(desk, april) == ["写入报告的视图还没有放进稿子：甲（另起一行写 [视图 甲] 或 [图 甲]）"]


def test_reviewed_and_signed_want_who_and_when(april):
    draft = parse_draft(start(april), PERIOD)
    with pytest.raises(DraftError, match="--by"):
        with_state(draft, "signed", "", "")
    signed = draft_text(with_state(draft, "reviewed", "责任人甲", "2013-05-06"))
    assert "状态：已审\n经手：责任人甲\n日期：2013-05-06" in signed
