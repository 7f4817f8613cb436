"""Lists that leave nothing out by their words, their times or a share: what they don't make is wrong; open lists are left alone."""

import re
import tomllib
from pathlib import Path

import pytest

from zzlib.audit import audit_text
from zzlib.audit.numbers.arithmetic import Verdict

_TEXTS = tomllib.loads(Path(__file__).with_name("closed_lists.toml").read_text(encoding="utf8"))
_SLIP = re.compile(r"\{([^|}]*)\|([^}]*)\}")


def _wrong(text: str) -> list[str]:
    return [claim.stated for claim in audit_text(text) if claim.verdict == Verdict.WRONG]


@pytest.mark.parametrize("text", _TEXTS["texts"])
def test_a_figure_that_a_closed_list_does_not_make_is_wrong(text: str) -> None:
    assert not _wrong(_SLIP.sub(r"\1", text))
    assert _wrong(_SLIP.sub(r"\2", text))


@pytest.mark.parametrize("text", _TEXTS["right"])
def test_an_open_list_is_left_alone(text: str) -> None:
    assert not _wrong(text)
