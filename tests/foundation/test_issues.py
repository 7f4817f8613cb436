"""The catalogue of issues is whole, and issues stand in the order in which a person should read them."""

import json
import string

import pytest

from zzlib.issues import FRAME_COLUMNS, ISSUE_COLUMNS, catalogue, issue, issues_frame, restored


@pytest.mark.parametrize("kind", catalogue().values(), ids=lambda kind: kind.code)
def test_every_type_says_what_and_what_to_do(kind) -> None:
    assert kind.title and kind.message and kind.advice
    assert "\n" not in kind.message + kind.advice
    slots = {name for text in (kind.message, kind.advice) for _, name, _, _ in string.Formatter().parse(text) if name}
    assert all(slot.isidentifier() for slot in slots)


def test_columns_are_the_contracts() -> None:
    assert ISSUE_COLUMNS == (
        "level", "code", "period", "unit_id", "file", "sheet", "cell", "field", "value", "message", "advice",
    )  # fmt: skip


def test_errors_first_then_by_place() -> None:
    said = [
        issue("form_blank", file="b.xlsx"),
        issue("unit_unstated", file="b.xlsx"),
        issue("unit_unstated", file="a.xlsx", cell="C10"),
        issue("unit_unstated", file="a.xlsx", cell="D9"),
    ]
    frame = issues_frame(said)
    assert list(frame["cell"]) == ["D9", "C10", "", ""]
    assert list(frame["level"]) == ["error", "error", "error", "warning"]
    assert issues_frame([]).columns.tolist() == list(FRAME_COLUMNS)


def test_an_issue_carries_the_parts_beyond_its_place_and_keeps_them_when_stored() -> None:
    said = issue(
        "unit_conflict", file="a.xlsx", value="水利局", block="水务局", twins=[("u01", "p1"), ("u02", "p2")], fen=3200, whole=False
    )  # fmt: skip
    assert dict(said.details) == {
        "block": "水务局", "fen": 3200, "twins": (("u01", "p1"), ("u02", "p2")), "whole": False,
    }  # fmt: skip
    again = restored(json.loads(json.dumps(said.stored())))
    assert again == said and len({again, said, said.at(file="b.xlsx")}) == 2
    assert json.loads(issues_frame([said])["details"][0])["block"] == "水务局"


@pytest.mark.parametrize("kind", catalogue().values(), ids=lambda kind: kind.code)
def test_what_keeps_problems_apart_is_told_by_their_message(kind) -> None:
    assert [name for name in kind.apart if not kind.tells(name)] == []


def test_an_unknown_slot_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        issue("unit_conflict", value="x")
