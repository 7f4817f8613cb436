"""A circular that a person changed in Word comes back: their words are kept, numbers that they left follow the returns."""

import re
import shutil
from pathlib import Path

import docx
import pytest

from tests.findings.counties import PERIOD, PLANTED, Plan
from zzlib.indicators import Month, load_month
from zzlib.report import compose, write_bulletin
from zzlib.writing import DraftError, Writing, draft_text
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
