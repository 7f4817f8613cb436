"""Long documents in which every number holds, and one slip at a time: nothing right is accused, and what is found stays found."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from zzlib.audit import audit_text

DOCUMENTS = tomllib.loads(Path(__file__).with_name("long_texts.toml").read_text(encoding="utf-8"))["document"]


@cache
def told(text: str, verdict: str) -> frozenset[tuple[str, str]]:
    """Give the numbers that are called so, each with what is said of it."""
    return frozenset((claim.stated, claim.message) for claim in audit_text(text) if claim.verdict == verdict)


def accused(text: str) -> frozenset[tuple[str, str]]:
    """Give the numbers that are called wrong, each with what is said of it."""
    return told(text, "wrong")


def slips(document: dict, kind: str) -> list[tuple[str, str]]:
    """Give the texts with one slip each, and the slip."""
    found = []
    for before, right, wrong in document.get(kind, ()):
        assert document["text"].count(before + right) >= 1
        found.append((document["text"].replace(before + right, before + wrong, 1), f"{before}{wrong}"))
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["field"])
def test_nothing_right_is_accused(document):
    assert sorted(stated for stated, _ in accused(document["text"])) == sorted(document["known"])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["field"])
def test_each_slip_that_was_found_is_found(document):
    lost = [slip for text, slip in slips(document, "found") if not accused(text) - accused(document["text"])]
    assert not lost


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if "asked" in d], ids=lambda document: document["field"])
def test_what_other_numbers_may_make_is_asked(document):
    for text, slip in slips(document, "asked"):
        assert told(text, "doubtful") - told(document["text"], "doubtful"), slip


def test_every_slip_changes_its_text():
    for document in DOCUMENTS:
        for text, _ in slips(document, "found") + slips(document, "asked") + slips(document, "missed"):
            assert text != document["text"]
