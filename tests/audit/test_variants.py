"""Each passage of `variants.txt` twice: as it should be it is left alone, with its slip it is found."""

import re
from functools import cache
from pathlib import Path

import pytest

from zzlib.audit import audit_text

SLIP = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")


def passages() -> list[tuple[str, str]]:
    lines = Path(__file__).with_name("variants.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("|", 1) for line in lines if not line.startswith("#")]
    return [(kind, text.replace("\\n", "\n").replace("\\t", "\t")) for kind, text in pairs]


@cache
def verdicts(text: str) -> frozenset[str]:
    return frozenset(claim.verdict for claim in audit_text(text))


@pytest.mark.parametrize(("kind", "text"), passages())
def test_the_slip_is_found_and_nothing_else(kind, text):
    right, slipped = SLIP.sub(r"\1", text), SLIP.sub(r"\2", text)
    assert [claim.message for claim in audit_text(right) if claim.verdict in ("wrong", "doubtful")] == []
    if kind == "innocent":
        return
    assert verdicts(slipped) & {"wrong", "doubtful"}


def test_few_slips_are_only_doubted():
    slips = [SLIP.sub(r"\2", text) for kind, text in passages() if kind != "innocent"]
    only_doubted = sum("wrong" not in verdicts(text) for text in slips)
    assert only_doubted / len(slips) <= 0.04


def test_the_kinds_are_many():
    assert len({kind for kind, _ in passages()}) >= 15
