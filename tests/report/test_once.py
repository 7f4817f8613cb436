"""All documents of a month stand on one edition of it: what is found, who is named and what is said are made once."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.report.hand_made import hand_made_month
from zzlib.findings import judge, judging, rules
from zzlib.indicators.once import once
from zzlib.phrasing import lists
from zzlib.report import compose, write_bulletin, write_one_page, write_openings, write_reminders, write_tables
from zzlib.writing import Writing, text

MADE_BY = [
    (judging, "_judged", len(rules())),
    (lists, "_of_units", 1),
    (lists, "_of_things", 1),
    (lists, "_by_figure", 1),
    (text, "written_sections", 1),
]


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each of the functions works that make what all documents stand on."""
    called: Counter[str] = Counter()

    def counted(name: str, make: Callable[..., Any]) -> Callable[..., Any]:
        def count(*arguments: Any, **named: Any) -> Any:
            called[name] += 1
            return make(*arguments, **named)

        return count

    for module, name, _ in MADE_BY:
        monkeypatch.setattr(module, name, counted(name, getattr(module, name)))
    return called


@pytest.mark.slow
def test_all_documents_of_a_month_are_made_of_one_edition(counts: Counter[str], tmp_path: Path) -> None:
    month, writing = hand_made_month(), Writing()
    write_bulletin(month, tmp_path / "bulletin.docx", None, writing)
    assert compose(month, None, writing) is compose(month, None, writing)
    write_tables(month, tmp_path / "tables.xlsx")
    write_openings(month, tmp_path / "openings.xlsx")
    write_reminders(month, tmp_path / "催报.txt")
    write_one_page(month, tmp_path / "one.docx", tmp_path / "one.png", None, writing)
    assert dict(counts) == {name: times for _, name, times in MADE_BY}


def test_another_month_and_a_month_with_something_changed_are_judged_anew(counts: Counter[str]) -> None:
    month = hand_made_month()
    document = month.settings.document.model_copy(update={"naming": "none"})
    unnamed = replace(month, settings=month.settings.model_copy(update={"document": document}))
    assert compose(month) != compose(unnamed)
    judge(hand_made_month())
    assert counts["_judged"] == 3 * len(rules())


def test_what_fails_is_tried_again() -> None:
    tries = []

    @once
    def fails_first(month: object) -> str:
        tries.append(month)
        if len(tries) == 1:
            raise OSError("not yet")
        return "made"

    month = hand_made_month()
    with pytest.raises(OSError, match="not yet"):
        fails_first(month)
    assert [fails_first(month), fails_first(month), len(tries)] == ["made", "made", 2]
