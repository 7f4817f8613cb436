"""Balances, differences and rests told plainly in a sentence or two: a slip is found and put right, what is right is not accused."""

import re
import tomllib
from pathlib import Path

import pytest

from zzlib.audit import audit_text
from zzlib.audit.numbers.arithmetic import Verdict

_SAID: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("said_plainly_balances.toml").read_text(encoding="utf-8")
)
_TEXTS = _SAID["texts"]
_EITHER = re.compile(r"\{(?P<right>[^|]*)\|(?P<slip>[^}]*)\}")


def told(text: str, which: str) -> str:
    return _EITHER.sub(lambda match: match[which], text)


def wrong_in(text: str) -> list[str]:
    return [f"{c.recomputed} {c.message}" for c in audit_text(text) if c.verdict == Verdict.WRONG]


@pytest.mark.parametrize("text", _TEXTS)
def test_a_slip_is_found_and_put_right(text: str) -> None:
    found = wrong_in(told(text, "slip"))
    right = _EITHER.search(text)
    assert right is not None
    assert any(right["right"] in said for said in found), found


@pytest.mark.parametrize("text", _TEXTS)
def test_what_is_right_is_not_accused(text: str) -> None:
    assert not wrong_in(told(text, "right"))


def test_numbers_may_be_written_out() -> None:
    assert not wrong_in("六十八名学员里，结业六十一名，未结业七名。")
    assert any("78名" in said for said in wrong_in("六十八名学员里，结业六十一名，未结业十七名。"))
    assert not wrong_in("一百户搬迁户，拿到钥匙的八十四户，没拿到的十六户排在下月。")


@pytest.mark.parametrize("text", _SAID["turned"])
def test_what_words_turn_round_is_told(text: str) -> None:
    assert wrong_in(told(text, "slip"))
    assert not wrong_in(told(text, "right"))


@pytest.mark.parametrize("text", _SAID["innocent"])
def test_what_is_told_of_something_else_is_not_accused(text: str) -> None:
    assert not wrong_in(text)
