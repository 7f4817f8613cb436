"""The desk: rows to pick, order, edit; what lies on it makes the draft."""

from pathlib import Path

import pytest

from zzlib.findings import judge
from zzlib.indicators import load_month
from zzlib.report import compose
from zzlib.workspace import Workspace
from zzlib.writing import StoredView, Writing, draft_text, parse_draft
from zzlib.writing.desk import OWN_TITLE, Desk
from zzlib.writing.sections import first_draft
from zzlib.writing.wording import wording

VIEW = StoredView(name="甲", view="v", title="甲", period="2013-05", sentence="一句。", chart="甲.png")


@pytest.fixture(scope="module")
def may():
    return load_month("2013-05", Workspace(Path(__file__).parents[2]))


@pytest.fixture
def desk(may) -> Desk:
    return Desk(may, first_draft(may, wording()), judge(may), {"甲": VIEW})


def row_of(desk: Desk, basis: str):
    return next(
        (part, row)
        for part in desk.parts
        if part.section != "situation"
        for row in part.rows
        if row.line.basis == basis
    )


def test_what_is_laid_out_is_the_starting_draft(desk, may):
    assert draft_text(desk.draft()) == draft_text(first_draft(may, wording()))


def test_what_is_left_out_takes_its_request_with_it(desk):
    _, row = row_of(desk, "start_works")
    desk.use(row, False)
    draft = desk.draft()
    assert "start_works" not in [line.basis for paragraph in draft.next for line in paragraph.lines]
    assert "start_works" not in [request.advice for request in draft.requests]
    assert "move_stuck" in [request.advice for request in draft.requests]


def test_rows_and_headings_move_and_stop_at_the_ends(desk):
    part, row = row_of(desk, "conversion")
    before = [r.line.basis for r in part.rows]
    place = before.index("conversion")
    desk.move(part, row, -place - 1)
    assert [r.line.basis for r in part.rows][place] == before[place]
    desk.move(part, row, 1)
    assert [r.line.basis for r in part.rows][place : place + 2] == [before[place + 1], before[place]]
    last = [p.title for p in desk.draft().problems][-1]
    for _ in range(30):
        desk.move_part(next(p for p in desk.parts if p.title == last), -1)
    assert desk.draft().problems[0].title == last


def test_own_words_and_views_are_put_where_the_writer_says(desk):
    desk.add("problems", "进展不平衡", "自己的话。")
    desk.add("next", "", "另一句。")
    for part in desk.parts:
        for row in part.rows:
            if row.line.kind != "sentence":
                desk.use(row, True)
    draft = parse_draft(draft_text(desk.draft()), "2013-05")
    told = {p.title: [line.text for line in p.lines] for p in (*draft.problems, *draft.next)}
    assert told["进展不平衡"][-1] == "自己的话。"
    assert draft.next[-1].title == OWN_TITLE and draft.next[-1].lines[0].text == "另一句。"
    placed = [(line.kind, line.text) for p in draft.problems if p.title == OWN_TITLE for line in p.lines]
    assert placed == [("view", "甲"), ("chart", "甲")]


def test_a_problem_found_since_lies_beside_the_draft(may):
    start = parse_draft("# 存在的问题\n## 甲\n[conversion] 旧话。\n", "2013-05")
    desk = Desk(may, start, judge(may), {})
    _, row = row_of(desk, "zero")
    assert not row.used
    assert [line.basis for p in desk.draft().problems for line in p.lines] == ["conversion"]
    desk.use(row, True)
    assert [p.title for p in desk.draft().problems] == ["甲", "进展不平衡"]


def test_the_situation_lies_on_the_desk_and_a_blanked_paragraph_is_the_wordings_again(desk, may):
    part, row = next((p, r) for p in desk.parts if p.section == "situation" for r in p.rows if r.line.basis == "funds")
    desk.write(row, "到位{funds_received}。")
    assert part.title == "资金争取"
    written = str(compose(may, None, Writing(draft=desk.draft())).sections[0])
    assert "到位41229万元。" in written, "as the amounts of the text are"
    desk.write(row, "")
    assert compose(may, None, Writing(draft=desk.draft())).sections[0] == compose(may).sections[0]


def test_words_are_one_line(desk):
    _, row = row_of(desk, "conversion")
    desk.write(row, "一句\n两行。")
    assert row.line.text == "一句 两行。"
