"""Each passage of `variants.txt` twice: as it should be it is left alone, with its slip it is found."""

import re
from pathlib import Path

import pytest

from zzlib.audit import audit_text

_SLIP = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")
ONLY_DOUBTED = ("sum",)
"""Kinds of which a slip may be a doubt: persons, or days, that could be counted for several parts."""


def passages() -> list[tuple[str, str]]:
    lines = Path(__file__).with_name("variants.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("|", 1) for line in lines if not line.startswith("#")]
    return [(kind, text.replace("\\n", "\n")) for kind, text in pairs]


@pytest.mark.parametrize(("kind", "text"), passages())
def test_the_slip_is_found_and_nothing_else(kind, text):
    right, slipped = _SLIP.sub(r"\1", text), _SLIP.sub(r"\2", text)
    assert [claim.message for claim in audit_text(right) if claim.verdict in ("wrong", "doubtful")] == []
    if kind == "innocent":
        return
    found = {claim.verdict for claim in audit_text(slipped)}
    assert "wrong" in found or (kind in ONLY_DOUBTED and "doubtful" in found)


def test_the_kinds_are_many():
    assert len({kind for kind, _ in passages()}) >= 15
