"""A circular that a person changed in Word comes back: their words are kept, numbers that they left follow the returns."""

import copy
import re
import shutil
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.findings.counties import PERIOD, PLANTED, Plan
from zzlib.indicators import Month, load_month
from zzlib.report import compose, write_bulletin
from zzlib.writing import DraftError, Writing, draft_text
from zzlib.writing.draft import shown_in
from zzlib.writing.returned import TakenBack, taken_back
from zzlib.writing.sections import first_draft
from zzlib.writing.wording import wording


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    plan = Plan()
    for name in ("contact_wanted", "missing", "overpaid"):
        PLANTED[name](plan)
    return load_month(PERIOD, plan.write(tmp_path_factory.mktemp("april") / "县").workspace)


@pytest.fixture(scope="module")
def circular(month: Month, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("circular") / "通报.docx"
    write_bulletin(month, path)
    return path


@pytest.fixture
def sent(circular: Path, tmp_path: Path) -> Path:
    """The month's circular, to be changed."""
    return Path(shutil.copy(circular, tmp_path))


def take(month: Month, path: Path) -> TakenBack:
    return taken_back(path, month, wording(), Writing(), compose(month))


def rewrite(path: Path, old: str, new: str) -> None:
    """Change a text as Word's own find and replace does."""
    document = docx.Document(str(path))
    [paragraph] = [p for p in document.paragraphs if old in p.text]
    text = paragraph.text.replace(old, new)
    for run in paragraph.runs[1:]:
        run.text = ""
    paragraph.runs[0].text = text
    document.save(str(path))


def printed(month: Month, draft) -> str:
    circular = compose(month, None, Writing(draft=draft))
    return "\n".join(p.text for section in circular.sections for p in section.paragraphs)


@pytest.mark.slow
def test_what_comes_back_unchanged_is_the_draft_that_was_printed(month: Month, sent: Path) -> None:
    taken = take(month, sent)
    assert draft_text(taken.draft) == draft_text(first_draft(month, wording()))
    assert not (taken.changed or taken.added or taken.gone or taken.left)


def test_changed_words_are_kept_and_their_numbers_bound_again(month: Month, sent: Path) -> None:
    [line] = [n for p in first_draft(month, wording()).problems for n in p.lines if n.basis == "missing"]
    was = next(
        said for said in re.split("(?<=。)|\n", printed(month, first_draft(month, wording()))) if "未报送报表" in said
    )
    now = was.replace("未报送报表", "至今没有报送报表")
    rewrite(sent, was, now)
    taken = take(month, sent)
    [(before, after)] = taken.changed  # that the list is attached is no part of the person's sentence
    assert was.startswith(before[:-1]) and now.startswith(after[:-1]) and not taken.added and not taken.gone
    [kept] = [n for p in taken.draft.problems for n in p.lines if n.basis == "missing"]
    assert "至今没有报送报表" in kept.text and re.findall(r"\{[^}]*\}", kept.text) == re.findall(
        r"\{[^}]*\}", line.text
    )
    assert now in printed(month, taken.draft)


def test_a_number_that_the_person_changed_stays_theirs(month: Month, sent: Path) -> None:
    was = re.search(r"本月有(\d+)个单位未报送报表", printed(month, first_draft(month, wording())))
    assert was
    rewrite(sent, was[0], was[0].replace(was[1], "99"))
    taken = take(month, sent)
    [kept] = [n for p in taken.draft.problems for n in p.lines if n.basis == "missing"]
    assert "本月有99个单位" in kept.text


def test_new_sentences_and_those_struck_out_are_said(month: Month, sent: Path) -> None:
    text = printed(month, first_draft(month, wording()))
    struck = next(said for said in re.split("(?<=。)|\n", text) if "未报送报表" in said)
    rewrite(sent, struck, "以上问题请各单位认真对待，逐条整改。")
    taken = take(month, sent)
    assert taken.added == ("以上问题请各单位认真对待，逐条整改。",) and struck.partition("；以上项目见附件")[
        0
    ] in "".join(taken.gone)
    assert "逐条整改" in printed(month, taken.draft) and struck not in printed(month, taken.draft)


def test_a_changed_sentence_of_the_situation_is_taken_with_its_numbers_bound(month: Month, sent: Path) -> None:
    rewrite(sent, "已争取各类上级补助资金", "共向上争取资金")
    taken = take(month, sent)
    [(was, now)] = taken.changed
    assert now == was.replace("已争取各类上级补助资金", "共向上争取资金") and not (
        taken.added or taken.gone or taken.left
    )
    [kept] = [n for p in taken.draft.situation for n in p.lines if n.basis == "funds"]
    assert "{funds_awarded}" in kept.text and "{funds_received}" in kept.text
    assert not re.search(r"\d", kept.text)
    assert now in printed(month, taken.draft)
    others = [p for p in taken.draft.situation if kept not in p.lines]
    assert others == [p for p in first_draft(month, wording()).situation if p.lines[0].basis != "funds"]


OWN_SECTION = """
[sections]
policy = "政策动态"

[[paragraph]]
id = "policy_news"
section = "policy"
title = "专项动态"
clauses = [["到位资金{funds_received}。"]]
"""


def test_a_change_where_no_draft_reaches_is_said_and_not_lost_in_silence(month: Month, tmp_path: Path) -> None:
    (tmp_path / "wording.toml").write_text(OWN_SECTION, encoding="utf-8")
    words, circular = wording(tmp_path), compose(month, tmp_path)
    path = tmp_path / "通报.docx"
    write_bulletin(month, path, tmp_path)
    rewrite(path, "（一）专项动态。到位资金", "（一）专项动态。今年到位资金")
    [left] = taken_back(path, month, words, Writing(), circular).left
    assert left.startswith("（一）专项动态。今年到位资金")


def test_another_document_is_refused(month: Month, tmp_path: Path) -> None:
    path = tmp_path / "别的.docx"
    docx.Document().save(str(path))
    with pytest.raises(DraftError, match="没有找到"):
        take(month, path)
    path.write_bytes(b"no document")
    with pytest.raises(DraftError, match="打不开"):
        take(month, path)


def tracked(path: Path, old: str, new: str, gone: str, come: str) -> None:
    """Change a text as Word does while it keeps track: both stand in the file, in elements of their own."""
    document = docx.Document(str(path))
    [paragraph] = [p for p in document.paragraphs if old in p.text]
    before, after = paragraph.text.split(old)
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = before
    last = paragraph.runs[0]._r
    for text, mark in ((old, gone), (new, come), (after, "")):
        run = copy.deepcopy(paragraph.runs[0]._r)
        run.find(qn("w:t")).text = text
        holder = OxmlElement(f"w:{mark}") if mark else run
        if mark:
            holder.append(run)
        last.addnext(holder)
        last = holder
    document.save(str(path))


@pytest.mark.parametrize(("gone", "come"), [("del", "ins"), ("moveFrom", "moveTo")])
def test_tracked_changes_are_read_as_accepted(month: Month, sent: Path, gone: str, come: str) -> None:
    tracked(sent, "未报送报表", "至今没有报送报表", gone, come)
    [(before, after)] = take(month, sent).changed
    assert (before.count("未报送报表"), after) == (1, before.replace("未报送报表", "至今没有报送报表"))


UNPRINTED = {
    "a line broken by hand": "<w:r><w:br/></w:r>",
    "the end of a page": '<w:r><w:br w:type="page"/></w:r>',
    "hidden": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>自己看的话</w:t></w:r>",
    "how a character is read": "<w:r><w:ruby><w:rt><w:r><w:t>wei</w:t></w:r></w:rt></w:ruby></w:r>",
    "asked of a field": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
}


@pytest.mark.parametrize("xml", UNPRINTED.values(), ids=UNPRINTED)
def test_what_is_not_printed_within_a_sentence_is_no_change(month: Month, sent: Path, xml: str) -> None:
    document = docx.Document(str(sent))
    [paragraph] = [p for p in document.paragraphs if "未报送报表" in p.text]
    before, after = paragraph.text.split("未报送报表")
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = f"{before}未报"
    for piece in parse_xml(f"<w:p {nsdecls('w')}>{xml}<w:r><w:t>送报表{after}</w:t></w:r></w:p>"):
        paragraph._p.append(piece)
    document.save(str(sent))
    assert take(month, sent).is_as_printed


def test_numbers_that_moved_meanwhile_are_nobody_s_change(month: Month, sent: Path, tmp_path: Path) -> None:
    printed_then = Path(shutil.copy(sent, tmp_path / "印过的.docx"))
    texts = [p.text for p in docx.Document(str(sent)).paragraphs]
    known = re.search(r"到位资金\d+万元", "".join(texts))
    assert known
    for paper in (sent, printed_then):  # printed when less money had come
        document = docx.Document(str(paper))
        for paragraph in document.paragraphs:
            for run in paragraph.runs:
                run.text = run.text.replace(known[0], "到位资金77万元")
        document.save(str(paper))
    rewrite(sent, "未报送报表", "至今没有报送报表")
    taken = taken_back(sent, month, wording(), Writing(), compose(month), [printed_then])
    assert len(taken.changed) == 1 and not (taken.added or taken.gone or taken.left)
    assert known[0] in printed(month, taken.draft) and "到位资金77万元" not in printed(month, taken.draft)


def test_a_renamed_heading_still_begins_its_section_and_is_said(month: Month, sent: Path) -> None:
    rewrite(sent, "三、下一步工作", "三、下步打算")
    taken = take(month, sent)
    assert draft_text(taken.draft) == draft_text(first_draft(month, wording()))
    assert taken.left == ("三、下步打算",) and taken.is_as_printed


def test_a_heading_that_is_gone_is_asked_for(month: Month, sent: Path) -> None:
    rewrite(sent, "三、下一步工作", "以下是要求。")
    with pytest.raises(DraftError, match="没有小节标题“三、下一步工作”"):
        take(month, sent)


def test_titles_order_head_and_table_that_were_changed_are_said(month: Month, sent: Path, circular: Path) -> None:
    document = docx.Document(str(sent))
    titled = [p for p in document.paragraphs if p.text.startswith("（") and "。" in p.text]
    second = next(p for p in titled if p.text.startswith("（二）"))
    next(p for p in titled if p.text.startswith("（一）"))._p.addprevious(second._p)
    opening = next(p for p in document.paragraphs if p.text.startswith(compose(month).opening[:8]))
    opening.runs[0].text = "请阅。"
    cell = document.tables[0].rows[-1].cells[1]
    cell.paragraphs[0].runs[0].text = "另一个单位"
    document.save(str(sent))
    title = re.match(
        r"（一）([^。]*)。", next(p.text for p in reversed(document.paragraphs) if p.text.startswith("（一）"))
    )
    assert title
    rewrite(sent, f"（一）{title[1]}。", "（一）另一个标题。")
    taken = taken_back(sent, month, wording(), Writing(), compose(month), [circular])
    assert "另一个标题" in taken.retitled and taken.moved and not (taken.changed or taken.added or taken.gone)
    assert any(text.startswith("请阅。") for text in taken.left) and any("另一个单位" in text for text in taken.left)


def test_the_circular_of_another_month_or_county_is_refused(month: Month, sent: Path) -> None:
    document = docx.Document(str(sent))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("4月", "3月")
    document.save(str(sent))
    with pytest.raises(DraftError, match="写的是 2013-03，不是 2013-04 的通报"):
        take(month, sent)


def test_the_circular_of_another_county_is_refused(month: Month, sent: Path) -> None:
    circular = compose(month)
    named = replace(circular, title=f"云岭县{circular.title}", issuer="云岭县争资办")
    with pytest.raises(DraftError, match="没有“云岭县争资办”，像是别的县的通报"):
        taken_back(sent, month, wording(), Writing(), named)


def test_what_a_draft_was_printed_as_when_it_was_saved_is_read_back(month: Month) -> None:
    draft = first_draft(month, wording())
    line = draft.problems[1].lines[0]
    text = draft_text(draft, {line: "那时印的话。"})
    number = next(
        n for n, said in enumerate(text.splitlines(), start=1) if said == f"[{line.basis}] {line.text}".rstrip()
    )
    assert shown_in(text) == {number: "那时印的话。"}
