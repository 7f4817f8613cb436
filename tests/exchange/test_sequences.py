"""Months in disorder, with truth: when every question is answered truly, figures, units and projects are the truth."""

from pathlib import Path

import pytest

from tests.exchange.sequences import MONTHS, UNITS, Sequence, disordered
from tests.indicators.comparing import differences
from tests.sampling import EVERY
from zzlib.exchange.answers import Word, answer
from zzlib.exchange.questions import open_questions
from zzlib.exchange.telephone import correct
from zzlib.indicators import load_month
from zzlib.ledger import open_ledger
from zzlib.synthetic import make_county
from zzlib.workspace import Workspace

WORD = Word("责任人甲", "向单位核实", on="2013-05-10")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(11, 23 if EVERY else 12))
def test_all_questions_answered_truly_give_the_truth(seed: int, tmp_path: Path) -> None:
    made = disordered(tmp_path / "乱", seed)
    before = differences(load_month(MONTHS[-1], Workspace(made.root)), made.root / "truth" / MONTHS[-1])
    kinds = [kind for period in MONTHS for kind in _answered(made, period)]
    assert before and {"unit_name", "unit", "month", "order", "money_unit", "rename", "twin"} <= set(kinds)
    for period, unit, project, said, true in made.phoned:
        correct(open_ledger(Workspace(made.root), period), unit, project, "received", true, WORD, expected=said)
    for period in MONTHS:
        assert differences(load_month(period, Workspace(made.root)), made.root / "truth" / period) == []
    make_county(tmp_path / "齐", units=UNITS, months=len(MONTHS), seed=seed, mess="none")
    assert _project_ids(made.root) == _project_ids(tmp_path / "齐")


def _answered(made: Sequence, period: str) -> list[str]:
    """Answer a month's questions until none is open; give their kinds."""
    kinds: list[str] = []
    while questions := open_questions(open_ledger(Workspace(made.root), period)):
        for question in questions:
            answer(Workspace(made.root), question, made.answer(question), WORD)
            kinds.append(question.kind)
        assert len(kinds) < 50, questions
    return kinds


def _project_ids(root: Path) -> set[tuple[str, str]]:
    projects = open_ledger(Workspace(root), MONTHS[-1]).projects
    return set(zip(projects["period"], projects["project_id"], strict=True))
