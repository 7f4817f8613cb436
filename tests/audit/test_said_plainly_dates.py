"""Days, periods, names, ranks and lines told plainly in a sentence or two: the wrong one is told with what is right, the right one is not accused."""

import re
import tomllib
from pathlib import Path

import pytest

from zzlib.audit import audit_text
from zzlib.audit.numbers.arithmetic import Verdict

_TOLD = tomllib.loads(Path(__file__).with_name("said_plainly_dates.toml").read_text(encoding="utf-8"))
_EITHER = re.compile(r"\{(?P<right>[^|]*)\|(?P<slip>[^}]*)\}")


def wrong_in(text: str, which: str) -> list[str]:
    told = _EITHER.sub(lambda match: match[which], text)
    return [f"{c.recomputed} {c.message}" for c in audit_text(told) if c.verdict == Verdict.WRONG]


@pytest.mark.parametrize("said", _TOLD["said"], ids=lambda said: said["text"][:24])
def test_a_slip_is_told_with_what_is_right(said: dict[str, str]) -> None:
    found = wrong_in(said["text"], "slip")
    assert any(said["figure"] in message for message in found), found


@pytest.mark.parametrize("text", [said["text"] for said in _TOLD["said"]] + _TOLD["innocent"])
def test_what_is_right_is_not_accused(text: str) -> None:
    assert not wrong_in(text, "right")
